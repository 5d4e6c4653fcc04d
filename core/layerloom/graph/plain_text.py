"""The text of a file from its bytes, and JSON from what Python prints of lists and dictionaries."""

from __future__ import annotations

import codecs
import json
import re

from layerloom.graph.architecture import ArchitectureError

_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

#: How a list or a dictionary begins that Python printed, and not JSON: with a text in single quotes.
_PRINTED = re.compile(r"[\[({\s]*[\[({]\s*u?'")

#: What Python writes otherwise than JSON: texts, three words, tuples, and the long numbers of Python 2.
_TOKEN = re.compile(
    r"""[uUbB]?(?P<text>'(?:[^'\\]++|\\.)*+'|"(?:[^"\\]++|\\.)*+")|(?P<open>['"])"""
    r"""|\b(?P<word>None|True|False)\b|(?P<start>\()|(?P<end>(?:,\s*+)?\))|(?P<long>\b\d+)L\b""",
    re.DOTALL,
)
_ESCAPE = re.compile(r'\\(?:x([0-9a-fA-F]{2})|U([0-9a-fA-F]{8})|(.))|"|\n', re.DOTALL)
_MOST_PRINTED = 8 * 2**20  # characters of a text that Python printed, which is gone through piece by piece
_WORDS = {"None": "null", "True": "true", "False": "false"}


def text_of(data: bytes) -> str:
    """Returns the text of a file: UTF-8, or the UTF-16 of some editors and shells of Windows.

    Args:
        data: The bytes of the file; a mark of the byte order before the text and zeros behind it do not belong to it.

    Raises:
        UnicodeDecodeError: If they are no text.
    """
    if data.startswith(_MARKS):
        text = data.decode("utf-16")
    elif len(data) > 3 and data[1] == data[3] == 0 != data[0]:
        text = data.decode("utf-16-le")
    elif len(data) > 3 and data[0] == data[2] == 0 != data[1]:
        text = data.decode("utf-16-be")
    else:
        text = data.decode("utf-8-sig")
    return text.rstrip("\0")


def is_printed(text: str) -> bool:
    """Tells whether a text is what Python prints of a list or a dictionary."""
    return _PRINTED.match(text) is not None


def json_of_printed(text: str) -> str:
    """Returns as JSON what Python prints of plain lists, tuples and dictionaries; nothing of it is run.

    Args:
        text: Such as ``str(model.get_config())``.

    Raises:
        ArchitectureError: If a text in it has no end, or the whole is longer than 8 MiB.
    """
    if len(text) > _MOST_PRINTED:
        raise ArchitectureError(
            f"The text is what Python prints, and longer than {_MOST_PRINTED // 2**20} MiB: save JSON by to_json()."
        )
    return _TOKEN.sub(_in_json, text)


def _in_json(token: re.Match[str]) -> str:
    if token["open"]:
        raise ArchitectureError("The text is no JSON: a text in it that begins with a quote has no end.")
    if token["text"]:
        return f'"{_ESCAPE.sub(_escaped, token["text"][1:-1])}"'
    if token["word"]:
        return _WORDS[token["word"]]
    return "[" if token["start"] else token["long"] or "]"


def _escaped(found: re.Match[str]) -> str:
    """Returns in JSON one character that Python escapes, or that JSON has to."""
    two, eight, single = found.groups()
    if single and single in "\\/bfnrtu":
        return found[0]
    if single == "'":
        return single
    code = two or eight
    character = found[0] if not code else chr(int(code, 16)) if int(code, 16) < 0x110000 else "\ufffd"
    return json.dumps(character)[1:-1]
