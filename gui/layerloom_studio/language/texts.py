"""Looks up the texts of the window and writes their numbers; English until a catalogue is put in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from string import Formatter
from typing import Any

_MOST_REMEMBERED = 20_000  # texts of either kind; the oldest are forgotten first
_MNEMONIC = re.compile(r"\(&\w\)")  # how languages without Latin letters write the key of a menu entry
# What texts are put together with: lines, marks of HTML, wide gaps, and what stands between parts or sentences.
_JOINT = re.compile(r"(\n|<[^<>]*>| {2,}| · |[:;,] |(?<=\.) |\.$| \(|\)| → | – )")
_LONGEST = 24  # pieces of a text that `tr` gave
_MOST_PIECES = 400  # of one text; longer ones are no words of the window


def tr(text: str, /, **values: object) -> str:
    """The text in the language that is on.

    Args:
        text: In English, with `{names}` for what is filled in; a literal, or one that `mark` has noted. Without
            values it is shown as it is, braces too.
        values: By name. Numbers may have a format, as in `{count:,}`, and get the separators of the locale.

    Returns:
        The text to show.
    """
    words = _state.lookup(text)
    shown = _state.finish(_filler.vformat(words, (), values) if values else words)
    _remember(shown, text, values)
    return shown


def mark(text: str, /) -> str:
    """Note an English text for the catalogues, where it is written down before a language is chosen.

    Args:
        text: A literal.

    Returns:
        The same text, to be given to `tr` where it is shown.
    """
    return text


def number(value: float, form: str = ",") -> str:
    """A number with the separators of the locale.

    Args:
        value: Whole or with a fraction.
        form: As for Python's `format`.

    Returns:
        The number to show, for example "1,234.5" or "1.234,5".
    """
    return format(value, form).translate(_state.separators)


def derived(source: str, make: Callable[[str], str]) -> str:
    """A text that is made of another, and is made of it again in every other language.

    Args:
        source: A text that `tr` gave, or one put together of such texts.
        make: Gives the text to show; has no effects besides.

    Returns:
        What `make` gives.
    """
    shown = make(source)
    if shown and shown != source and _known(shown) is None:
        _keep(_made, shown, (source, make))
    return shown


def plain(text: str) -> str:
    """The text of a menu entry as it stands elsewhere: without the mark of its key and without dots at the end.

    Args:
        text: As in a menu, such as "&Open…", or "열기(&O)…".

    Returns:
        For example "Open".
    """
    return derived(text, _without_key)


def again(shown: str) -> str:
    """A text that `tr` gave once, in the language that is on now.

    Args:
        shown: What the window shows; may be put together of several texts, and hold others between them.

    Returns:
        The text to show instead; the same one if it did not come from `tr`.
    """
    whole = _again(shown)
    return whole if whole not in (None, shown) else _in_pieces(shown)


def origin(shown: str) -> tuple[str, dict[str, object]] | None:
    """What `tr` made a text of: the English text and its values; nothing if it did not come from there."""
    return _known(shown)


def use(
    lookup: Callable[[str], str],
    point: str = ".",
    group: str = ",",
    finish: Callable[[str], str] = str,
) -> None:
    """Take texts from a catalogue from now on.

    Args:
        lookup: Gives the text for an English one, the same if it knows none.
        point: Between whole and fraction of a number.
        group: Between thousands.
        finish: What is done to a text that is filled in.
    """
    _state.lookup = lookup
    _state.finish = finish
    _state.separators = str.maketrans({".": point, ",": group})


class _State:
    lookup: Callable[[str], str] = staticmethod(lambda text: text)
    finish: Callable[[str], str] = staticmethod(str)
    separators: Mapping[int, str] = {}


class _Filler(Formatter):
    """Fills in values; numbers are written as the locale wants them."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        shown = super().format_field(value, format_spec)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return shown.translate(_state.separators) if is_number else shown


def _again(shown: str) -> str | None:
    """A text that is known as a whole; nothing if it is not."""
    known = _known(shown)
    if known is not None:
        text, values = known
        return tr(text, **{name: _of_value(value) for name, value in values.items()})
    if shown in _made:
        source, make = _made[shown]
        return derived(again(source), make)
    return None


def _in_pieces(shown: str) -> str:
    """A text that was put together: from the left, always the longest part that is called otherwise now."""
    pieces = [piece for piece in _JOINT.split(shown) if piece]
    if not 1 < len(pieces) <= _MOST_PIECES:
        return shown
    said: list[str] = []
    while pieces:
        for end in range(min(len(pieces), _LONGEST), 0, -1):
            part = "".join(pieces[:end])
            words = _again(part)
            if end == 1 or words not in (None, part):
                said.append(words or part)
                del pieces[:end]
                break
    return "".join(said)


def _without_key(text: str) -> str:
    return _MNEMONIC.sub("", text).replace("&", "").rstrip("…")


def _of_value(value: object) -> object:
    return again(value) if isinstance(value, str) else value


def _known(shown: str) -> tuple[str, dict[str, object]] | None:
    return _literal.get(shown) or _filled.get(shown)


def _remember(shown: str, text: str, values: dict[str, object]) -> None:
    if not shown or (shown == text and shown in _literal):  # given again what it gave
        return
    kind, other = (_filled, _literal) if values else (_literal, _filled)
    other.pop(shown, None)
    _keep(kind, shown, (text, values))


def _keep(kind: dict[str, Any], shown: str, value: Any) -> None:
    kind[shown] = value
    if len(kind) > _MOST_REMEMBERED:
        kind.pop(next(iter(kind)), None)


_state = _State()
_filler = _Filler()
# Kept apart, so that the numbers of a long training do not make the window forget what its buttons say.
_literal: dict[str, tuple[str, dict[str, object]]] = {}
_filled: dict[str, tuple[str, dict[str, object]]] = {}
_made: dict[str, tuple[str, Callable[[str], str]]] = {}
