"""What the library says, in another language: its sentences have gaps, and are known again by what stands between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from layerloom_studio.language.catalogue import read_catalogue
from layerloom_studio.language.system_errors import TEXTS

_GAP = re.compile(r"%(\d)")
_LAYER = re.compile(r"Layer %1:? ")  # what the drawing's problems leave out, since they name the layer before
_WHOLE = r"(?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\]|[^()\[\]])"  # a shape or a list, or another letter
_SMALL = re.compile("[a-z]")
_LEAST = 9  # letters of a sentence that may stand alone; shorter ones only fill gaps
_LONGEST = 2_000  # letters of what is looked for; no sentence is longer


@dataclass(frozen=True)
class _Sentence:
    """A sentence with gaps, ready to be compared.

    Args:
        pieces: Its texts and the numbers of its gaps, in turn.
        words: In the other language, with the same gaps.
        anchor: Its longest part without gaps; looked for first, since that is fast.
        letters: How much it says itself.
    """

    pieces: tuple[str, ...]
    words: str
    anchor: str
    letters: int

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """Fit what the library says, and take out what is in the gaps; the first tears no brackets apart.

        Made when the anchor is met: most sentences are never said, and all their patterns take more than a second.
        """
        return tuple(re.compile(self._pattern(gap), re.DOTALL) for gap in (_WHOLE, "."))

    def _pattern(self, gap: str) -> str:
        return "".join(
            f"(?P<gap{piece}>{gap}*?)(?<!:)" if n % 2 else re.escape(piece)
            for n, piece in enumerate(self.pieces)
        )


class Library:
    """Translations of texts that come from `layerloom`, which knows no languages.

    Args:
        translations: English to the other language; what changes is written `%1`, `%2`… in both.
    """

    def __init__(self, translations: Mapping[str, str]) -> None:
        known = {text.removesuffix("."): words.removesuffix(".") for text, words in translations.items()}
        known = {**dict(_without_layer(known)), **known}
        self._whole = {text: words for text, words in known.items() if words and not _GAP.search(text)}
        made = [_prepared(text, words) for text, words in known.items() if words and _GAP.search(text)]
        self._sentences = sorted(made, key=lambda sentence: -sentence.letters)  # what tells most fits best

    def find(self, said: str) -> str | None:
        """Say a text in the other language.

        Args:
            said: A text of the library with its values, or with something of its own before a colon.

        Returns:
            The translation, nothing where the text is not known.
        """
        return self._find(said, {}) if len(said) <= _LONGEST else None

    def _find(self, said: str, seen: dict[str, str | None]) -> str | None:
        if said.endswith("."):
            bare = self._find(said[:-1], seen)
            return None if bare is None else f"{bare}."
        if said not in seen:
            alone = not seen
            seen[said] = None  # while its parts are looked up
            ways = [self._whole.get(said), *self._fitting(said, seen, alone), *self._in_parts(said, seen)]
            seen[said] = min(filter(None, ways), key=_left_over, default=None)
        return seen[said]

    def _fitting(self, said: str, seen: dict[str, str | None], alone: bool) -> Iterator[str]:
        for sentence in self._sentences:
            if alone and sentence.letters < _LEAST:
                return
            if sentence.anchor not in said:
                continue
            match = next(filter(None, (pattern.fullmatch(said) for pattern in sentence.patterns)), None)
            if match is not None:
                values = match.groupdict()
                yield _GAP.sub(lambda gap: self._filling(values[f"gap{gap[1]}"], seen), sentence.words)  # noqa: B023

    def _in_parts(self, said: str, seen: dict[str, str | None]) -> Iterator[str]:
        """The cause behind a path or a name and a colon."""
        place = said.find(": ")
        while place >= 0:
            cause = self._find(said[place + 2 :], seen)
            if cause is not None:
                yield f"{self._find(said[:place], seen) or said[:place]}: {cause}"
            place = said.find(": ", place + 1)

    def _filling(self, value: str, seen: dict[str, str | None]) -> str:
        bare = value.strip()
        return value.replace(bare, self._find(bare, seen) or bare) if bare else value


def read(path: Path, lookup: Callable[[str], str]) -> Library:
    """Take the translations from a catalogue of Qt Linguist.

    Args:
        path: The `.ts` file.
        lookup: Gives what the window says for what the system does, which the library hands on.

    Returns:
        What it holds; without one, a library that knows nothing.
    """
    said = {text: lookup(text) for text in TEXTS}
    return Library({**{text: words for text, words in said.items() if words != text}, **read_catalogue(path)})


def _left_over(words: str) -> int:
    """How much of a translation is still in English."""
    return len(_SMALL.findall(words))


def _prepared(text: str, words: str) -> _Sentence:
    pieces = tuple(_GAP.split(text))
    letters = sum(map(str.isalpha, _GAP.sub("", text)))
    return _Sentence(pieces, words, anchor=max(pieces[::2], key=len), letters=letters)


def _without_layer(translations: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for text, words in translations.items():
        beginning = _LAYER.match(text)
        head, colon, rest = words.partition("%1: ")
        if beginning and colon and not _GAP.search(head) and rest.strip("%123456789. "):
            yield text[beginning.end() :], rest
