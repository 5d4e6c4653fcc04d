"""Taking nested structures apart and putting them together."""

from __future__ import annotations

from collections import OrderedDict, defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import Any

Path = tuple[Any, ...]


def is_nested(structure: Any) -> bool:
    """Tells whether a value is a list, tuple, named tuple, deque or dict.

    Args:
        structure: Any value.
    """
    return isinstance(structure, (list, tuple, deque, dict))


def flatten(structure: Any) -> list[Any]:
    """Returns the leaves of a structure in order.

    Args:
        structure: Nested lists, tuples and dicts, or a single leaf. ``None`` is a leaf.
    """
    return [leaf for _, leaf in _leaves(structure, ())]


def flatten_with_path(structure: Any) -> list[tuple[Path, Any]]:
    """Returns pairs of a path, keys and places from the outside in, and a leaf.

    Args:
        structure: Nested lists, tuples and dicts.
    """
    return list(_leaves(structure, ()))


def pack_sequence_as(structure: Any, flat_sequence: Sequence[Any]) -> Any:
    """Returns leaves in the nesting of a structure, the reverse of :func:`flatten`.

    Args:
        structure: How to nest.
        flat_sequence: As many leaves as the structure has.

    Raises:
        TypeError: If the leaves are no sequence.
        ValueError: If their number is another.
    """
    if not isinstance(flat_sequence, Sequence) or isinstance(flat_sequence, (str, bytes)):
        raise TypeError(f"flat_sequence must be a list of leaves, got {type(flat_sequence).__name__}.")
    wanted = len(flatten(structure))
    if wanted != len(flat_sequence):
        raise ValueError(
            f"The structure has {wanted} leaves, but {len(flat_sequence)} values were given for them."
        )
    leaves = iter(flat_sequence)

    def fill(item: Any) -> Any:
        return (
            rebuilt(item, [fill(child) for _, child in children(item)]) if is_nested(item) else next(leaves)
        )

    return fill(structure)


def children(structure: Any) -> list[tuple[Any, Any]]:
    """Returns keys or places and what stands there, dicts in the order of their keys."""
    if not isinstance(structure, dict):
        return list(enumerate(structure))
    return [(key, structure[key]) for key in ordered_keys(structure)]


def ordered_keys(structure: dict[Any, Any]) -> list[Any]:
    """Returns the keys in the order that counts: sorted, but an OrderedDict's own."""
    if isinstance(structure, OrderedDict):
        return list(structure)
    try:
        return sorted(structure)
    except TypeError:  # keys of several types
        return list(structure)


def rebuilt(structure: Any, items: list[Any]) -> Any:
    """Returns a container like another around new items, which stand in the order of :func:`children`."""
    if isinstance(structure, dict):
        found = dict(zip(ordered_keys(structure), items, strict=True))
        in_place = {key: found[key] for key in structure}
        if isinstance(structure, OrderedDict):
            return OrderedDict(in_place)
        if isinstance(structure, defaultdict):
            return defaultdict(structure.default_factory, in_place)
        return in_place
    if isinstance(structure, tuple) and hasattr(structure, "_fields"):
        return type(structure)(*items)
    if isinstance(structure, deque):
        return deque(items, structure.maxlen)
    return tuple(items) if isinstance(structure, tuple) else list(items)


def _leaves(structure: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if not is_nested(structure):
        yield path, structure
        return
    for key, item in children(structure):
        yield from _leaves(item, (*path, key))
