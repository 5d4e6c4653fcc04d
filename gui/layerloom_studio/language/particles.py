"""Korean particles after what is filled in: 을 or 를, 이 or 가… as the last sound of the word before asks for."""

from __future__ import annotations

import re

#: As texts write them: what stands behind a consonant, behind a vowel.
_FORMS = {
    "이(가)": ("이", "가"),
    "은(는)": ("은", "는"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "와(과)": ("과", "와"),
    "(으)로": ("으로", "로"),
    "(이)": ("이", ""),
}
_PLACE = re.compile(rf"(\w)([^\w\s]*?)({'|'.join(map(re.escape, _FORMS))})")
_FIRST, _LAST = "가", "힣"  # syllables of Unicode
_ENDINGS, _L = 28, 8  # of each syllable; the eighth is ㄹ
#: The sounds they end in; others in vowels.
_DIGITS = {"0": "ㅇ", "1": "ㄹ", "3": "ㅁ", "6": "ㄱ", "7": "ㄹ", "8": "ㄹ"}
_LETTERS = {"L": "ㄹ", "M": "ㅁ", "N": "ㄴ", "R": "ㄹ"}  # read by their names
#: Read as a word's last letter.
_SOUNDS = {"b": "ㅂ", "k": "ㄱ", "l": "ㄹ", "m": "ㅁ", "n": "ㄴ", "p": "ㅂ", "t": "ㅅ"}


def settle(text: str) -> str:
    """Choose the particles of a text.

    Args:
        text: Filled in, with particles such as 을(를).

    Returns:
        The text as one would say it: "Dense를", "Conv1을", "(2, 3)으로".
    """
    return _PLACE.sub(lambda match: f"{match[1]}{match[2]}{_chosen(match)}", text) if "(" in text else text


def _chosen(match: re.Match[str]) -> str:
    sound = _last_sound(match.string[: match.end(1)])
    consonant, vowel = _FORMS[match[3]]
    if match[3] == "(으)로" and sound == "ㄹ":
        return vowel
    return consonant if sound else vowel


def _last_sound(text: str) -> str:
    """The consonant in which a word ends when it is read, empty for a vowel."""
    letter = text[-1]
    if _FIRST <= letter <= _LAST:
        ending = (ord(letter) - ord(_FIRST)) % _ENDINGS
        return "ㄹ" if ending == _L else "ㅇ" if ending else ""
    if letter.isdigit():
        return _DIGITS.get(letter, "")
    return _LETTERS.get(letter, "") if letter.isupper() else _SOUNDS.get(letter, "")
