"""Typed layers: `conv 32 > bn > relu > pool > dense 10` as a list of layers with their settings."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from typing import Any

from layerloom.declaration import Entry, Field, registry
from layerloom.errors import FieldError
from layerloom_studio.document.catalog import find_layer, layer_entries, split_number, title
from layerloom_studio.document.draft import EditError
from layerloom_studio.language import tr

_ARROW = re.compile(r"\s*(?:-+>|=+>|>|→)\s*")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$", re.IGNORECASE)
_SIZES = re.compile(r"(?:\d+|\?)(?:[x×*](?:\d+|\?))+$", re.IGNORECASE)
_SETTING = re.compile(r"([A-Za-z_]\w*)=(.+)$")
_WORDS: dict[str, Any] = {"true": True, "yes": True, "false": False, "no": False, "none": None}
_NUMERIC = ("int", "float", "ints", "shape")
_LONGEST = 500  # parts of a chain; more is a slip of the keyboard


class ChainError(EditError):
    """A chain that cannot be understood; the sentence names the part that is wrong."""


@dataclass(frozen=True)
class Piece:
    """One typed layer.

    Args:
        class_name: Its class.
        values: The settings that were typed, checked; the others start as they do for a dropped layer.
    """

    class_name: str
    values: dict[str, Any] = field(default_factory=dict)


Axes = Callable[[Sequence[Piece]], int]


def is_chain(text: str) -> bool:
    """Tell whether a text describes several layers."""
    return _ARROW.search(text) is not None


def parse_chain(text: str, axes: Axes | None = None) -> list[Piece]:
    """Return the layers that a text describes, first to last.

    A part is a layer's name or short name and then, in any order: numbers and sizes such as `3x3` for its numeric
    settings as they are declared, the name of an activation, the word of a choice such as `same`, and `name=value`,
    where the beginning of the name is enough.

    Args:
        text: The parts, with arrows between them.
        axes: Tells along how many axes a layer behind some others would slide, so that `conv` is Conv1D on sequences.

    Raises:
        ChainError: If a part is wrong; the sentence names it.
    """
    parts = _ARROW.split(text.strip())
    if len(parts) > _LONGEST:
        raise ChainError(
            tr(
                "A chain of {count} layers is too long: write at most {longest}.",
                count=len(parts),
                longest=_LONGEST,
            )
        )
    pieces: list[Piece] = []
    for number, part in enumerate(parts, start=1):
        if not part:
            raise ChainError(_empty(number, len(parts)))
        piece = parse_piece(part, partial(axes, pieces) if axes is not None else None)
        if piece.class_name == "InputLayer" and number > 1:
            raise ChainError(
                tr("{part} starts a model, so it can only be the first part of a chain.", part=_quote(part))
            )
        pieces.append(piece)
    return pieces


def parse_piece(part: str, axes: Callable[[], int] | None = None) -> Piece:
    """Return the layer that one part of a chain describes.

    Args:
        part: Its name and settings.
        axes: Tells along how many axes it would slide there; asked only where the name leaves that open.

    Raises:
        ChainError: If it is wrong.
    """
    name, words = split_part(part)
    entry = find_layer(name)
    if entry is not None:
        entry = _along(entry, name, axes)
        return Piece(entry.name, settings(entry, words, part))
    if registry.find("activation", name.lower()) is not None:
        activation = registry.find("layer", "Activation")
        if activation is not None:
            values = settings(activation, words, part)
            return Piece(activation.name, {"activation": name.lower(), **values})
    raise ChainError(
        tr(
            "{part}: there is no layer called {name}{hint}",
            part=_quote(part),
            name=_quote(name),
            hint=_nearest(name),
        )
    )


def _along(entry: Entry, name: str, axes: Callable[[], int] | None) -> Entry:
    """Return the layer of the same kind for as many axes as there are, where the name tells nothing of them."""
    if axes is None or not entry.name.endswith("2D") or name.lower().rstrip("d").endswith("2"):
        return entry
    return registry.find("layer", f"{entry.name[:-2]}{axes()}D") or entry


def split_part(part: str) -> tuple[str, list[str]]:
    """Return the name that a part begins with and the words after it; `c32 3` is `c` and `32`, `3`."""
    words = part.replace("(", " ").replace(")", " ").replace(",", " ").split()
    if not words:
        return "", []
    name, number = split_number(words[0])
    return name, [*([number] if number else []), *words[1:]]


def settings(entry: Entry, words: Sequence[str], part: str = "") -> dict[str, Any]:
    """Return the settings that typed words mean for a layer class.

    Args:
        entry: The layer class.
        words: What was typed after its name.
        part: The whole part, for the sentence of an error.

    Raises:
        ChainError: If a word is no setting of the class or its value is not allowed.
    """
    own = [known for known in entry.target.fields() if not known.inherited]
    free = [known for known in own if known.kind in _NUMERIC]
    values: dict[str, Any] = {}
    sizes: list[int | None] = []
    where = _quote(part or title(entry))
    for word in words:
        named = _SETTING.match(word)
        if named is not None:
            known = _named_field(own, named[1], _value(named[2]), entry, where)
            values[known.name] = _checked(known, _value(named[2]), where)
            continue
        if not _NUMBER.match(word) and not _SIZES.match(word):
            known = _wordy_field(own, word, entry, where)
            values[known.name] = _checked(known, word.lower(), where)
            continue
        left = [known for known in free if known.name not in values]
        if not left:
            raise ChainError(
                tr(
                    "{where}: {entry} has no setting for the number {word}.",
                    where=where,
                    entry=title(entry),
                    word=_quote(word),
                )
            )
        if left[0].kind == "shape":
            found = _value(word)
            sizes.extend(found if isinstance(found, tuple) else (found,))
        else:
            values[left[0].name] = _checked(left[0], _value(word), where)
    if sizes:
        known = next(known for known in free if known.kind == "shape" and known.name not in values)
        checked = _checked(known, tuple(sizes), where)
        if entry.name == "InputLayer":
            values["batch_shape"] = (None, *checked)
        else:
            values[known.name] = checked
    return values


def _named_field(own: Sequence[Field], name: str, value: Any, entry: Entry, where: str) -> Field:
    """Return the setting of that name, or the first one that begins so and takes the value."""
    lower = name.lower()
    exact = [known for known in own if known.name == lower]
    found = exact or [known for known in own if known.name.startswith(lower)]
    if not found:
        raise ChainError(
            tr(
                "{where}: {entry} has no setting called {name}.",
                where=where,
                entry=title(entry),
                name=_quote(name),
            )
        )
    return next((known for known in found if _takes(known, value)), found[0])


def _takes(known: Field, value: Any) -> bool:
    try:
        known.check(value)
    except (ValueError, OverflowError):
        return False
    return True


def _wordy_field(own: Sequence[Field], word: str, entry: Entry, where: str) -> Field:
    lower = word.lower()
    for known in own:
        if known.kind == "choice" and lower in known.choices:
            return known
    if registry.find("activation", lower) is not None:
        for known in own:
            if known.kind == "activation":
                return known
    raise ChainError(
        tr("{where}: {word} is no setting of {entry}.", where=where, word=_quote(word), entry=title(entry))
    )


def _value(text: str) -> Any:
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _SIZES.match(text):
        return tuple(None if size == "?" else int(size) for size in re.split("[x×*]", text.lower()))
    if _NUMBER.match(text):
        number = float(text)
        return int(number) if number.is_integer() and text.lstrip("+-").isdigit() else number
    return text


def _checked(known: Field, value: Any, where: str) -> Any:
    try:
        return known.check(value)
    except FieldError as error:
        raise ChainError(f"{where}: {error}") from error
    except (OverflowError, ValueError) as error:
        raise ChainError(
            tr("{where}: {setting} cannot be {value!r}.", where=where, setting=known.name, value=value)
        ) from error


def _nearest(name: str) -> str:
    titles = {title(entry).lower(): title(entry) for entry in layer_entries()}
    near = get_close_matches(name.lower(), titles, n=1)
    return tr("; did you mean {titles}?", titles=titles[near[0]]) if near else "."


def _empty(number: int, count: int) -> str:
    if count == 1:
        return tr("Type the name of a layer.")
    if number == count:
        return tr("A layer is missing after the last arrow.")
    if number == 1:
        return tr("A layer is missing before the first arrow.")
    return tr("A layer is missing between arrows {first} and {second}.", first=number - 1, second=number)


def _quote(text: str) -> str:
    short = text if len(text) <= 40 else f"{text[:37]}..."
    return f"“{short}”"
