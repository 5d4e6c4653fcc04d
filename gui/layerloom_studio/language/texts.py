"""Looks up the texts of the window and writes their numbers; English until a catalogue is put in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from string import Formatter
from typing import Any

_MOST_REMEMBERED = 20_000  # texts of either kind; the oldest are forgotten first
_MNEMONIC = re.compile(r"\(&\w\)")  # how languages without Latin letters write the key of a menu entry
_JOINTS = ("\n", "    ", " · ", ": ")


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


def plain(text: str) -> str:
    """The text of a menu entry as it stands elsewhere: without the mark of its key and without dots at the end.

    Args:
        text: As in a menu, such as "&Open…", or "열기(&O)…".

    Returns:
        For example "Open".
    """
    words = _MNEMONIC.sub("", text).replace("&", "").rstrip("…")
    known = _known(text)
    if known is not None and words != text and _known(words) is None:
        _remember(words, known[0], known[1], is_plain=True)
    return words


def again(shown: str) -> str:
    """A text that `tr` gave once, in the language that is on now.

    Args:
        shown: What the window shows; lines and parts that stand beside each other are looked up one by one.

    Returns:
        The text to show instead; the same one if it did not come from `tr`.
    """
    known = _known(shown)
    if known is not None:
        text, values, is_plain = known
        words = tr(text, **{name: _of_value(value) for name, value in values.items()})
        return plain(words) if is_plain else words
    if shown.endswith(".") and _known(shown[:-1]) is not None:
        return f"{again(shown[:-1])}."
    for joint in _JOINTS:
        if joint in shown:
            return joint.join(again(part) for part in shown.split(joint))
    return shown


def origin(shown: str) -> tuple[str, dict[str, object]] | None:
    """What `tr` made a text of: the English text and its values; nothing if it did not come from there."""
    known = _known(shown)
    return None if known is None or known[2] else (known[0], known[1])


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


def _of_value(value: object) -> object:
    return again(value) if isinstance(value, str) else value


def _known(shown: str) -> tuple[str, dict[str, object], bool] | None:
    return _literal.get(shown) or _filled.get(shown)


def _remember(shown: str, text: str, values: dict[str, object], is_plain: bool = False) -> None:
    if not shown or (shown == text and shown in _literal):  # given again what it gave
        return
    kind, other = (_filled, _literal) if values else (_literal, _filled)
    other.pop(shown, None)
    kind[shown] = (text, values, is_plain)
    if len(kind) > _MOST_REMEMBERED:
        kind.pop(next(iter(kind)), None)


_state = _State()
_filler = _Filler()
# Kept apart, so that the numbers of a long training do not make the window forget what its buttons say.
_literal: dict[str, tuple[str, dict[str, object], bool]] = {}
_filled: dict[str, tuple[str, dict[str, object], bool]] = {}
