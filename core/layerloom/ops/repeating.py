"""The elements of arrays once more or in another order: tile, repeat, pad, flip, roll; and their differences."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from layerloom.errors import FieldError
from layerloom.ops.arrays import reshape
from layerloom.ops.indexing import getitem, untake
from layerloom.tensors import KerasTensor, find_symbolic, known_sizes, primitive, probe

__all__ = ["diff", "flip", "pad", "repeat", "roll", "tile"]

#: Results with more numbers than these are not made only to see their shape: a file may ask for any size.
_MOST_TRIED = 2**20


def _size(x: Any) -> int:
    """Returns how many numbers a tensor has at least."""
    return math.prod(size for size in x.shape if size is not None)


def _tiled(x: Any, repeats: Any) -> Any:
    if find_symbolic(repeats):
        times = known_sizes(repeats)
        rank = max(len(times), len(x.shape))
        grown = zip(
            [*[1] * (rank - len(x.shape)), *x.shape], [*[1] * (rank - len(times)), *times], strict=True
        )
        return tuple(None if size is None or time is None else size * int(time) for size, time in grown)
    counts = [int(count) for count in np.atleast_1d(repeats)]
    if math.prod(counts) * _size(x) <= _MOST_TRIED:
        return probe(lambda x, repeats: np.tile(x, reps=repeats))(x, repeats=repeats)
    rank = max(len(counts), len(x.shape))
    sizes = [*[1] * (rank - len(x.shape)), *x.shape]
    counts = [*[1] * (rank - len(counts)), *counts]
    return tuple(None if size is None else size * count for size, count in zip(sizes, counts, strict=True))


def _repeated(x: Any, repeats: Any, axis: int | None = None) -> Any:
    if int(np.sum(repeats)) * _size(x) <= _MOST_TRIED:
        return probe(lambda x, repeats, axis=None: np.repeat(x, repeats, axis))(x, repeats=repeats, axis=axis)
    each = isinstance(repeats, (int, np.integer)) or len(repeats) == 1

    def grown(size: int | None) -> int | None:
        return None if size is None else size * int(np.sum(repeats)) if each else int(np.sum(repeats))

    if axis is None:
        return (None if None in x.shape else grown(math.prod(x.shape)),)
    place = range(len(x.shape))[axis]
    return tuple(grown(size) if n == place else size for n, size in enumerate(x.shape))


def _padded(x: Any, pad_width: Any, mode: str = "constant", constant_values: Any = None) -> Any:
    constant_values = 0 if isinstance(constant_values, KerasTensor) else constant_values
    widths = np.broadcast_to(np.asarray(pad_width), (len(x.shape), 2)).tolist()
    if math.prod((size or 3) + sum(both) for size, both in zip(x.shape, widths, strict=True)) <= _MOST_TRIED:
        return probe(_pad)(x, pad_width=pad_width, mode=mode, constant_values=constant_values)
    _pad(np.zeros([1] * len(x.shape)), 0, mode, constant_values)  # which says whether there is such a mode
    return tuple(None if size is None else size + a + b for size, (a, b) in zip(x.shape, widths, strict=True))


@primitive(shape=_tiled)
def tile(x: Any, /, repeats: Any) -> Any:
    """Repeats the whole tensor along its axes."""
    return np.tile(x, repeats)


def _tile_gradient(dy: Any, y: Any, x: Any, *, repeats: Any) -> Any:
    from layerloom.ops.reduce import sum as total

    counts = (repeats,) if isinstance(repeats, int) else tuple(repeats)
    rank = max(len(counts), len(x.shape))
    counts = (1,) * (rank - len(counts)) + counts
    sizes = (1,) * (rank - len(x.shape)) + tuple(x.shape)
    parts = [size for pair in zip(counts, sizes, strict=True) for size in pair]
    return reshape(total(reshape(dy, newshape=parts), axis=tuple(range(0, 2 * rank, 2))), newshape=x.shape)


tile.gradient(_tile_gradient)


@primitive(shape=_repeated)
def repeat(x: Any, /, repeats: Any, axis: int | None = None) -> Any:
    """Repeats every element along an axis, all as often or each with a count of its own."""
    return np.repeat(x, repeats, axis)


def _repeat_gradient(dy: Any, y: Any, x: Any, *, repeats: Any, axis: int | None) -> Any:
    from layerloom.ops.reduce import sum as total

    counts = np.asarray(repeats)
    shape = (x.size,) if axis is None else tuple(x.shape)
    if counts.size > 1:
        places = np.repeat(np.arange(shape[axis or 0]), counts)
        return untake(dy, places, axis=axis, shape=tuple(x.shape))
    axis = 0 if axis is None else axis % len(shape)
    grouped = reshape(dy, newshape=(*shape[: axis + 1], int(counts.item()), *shape[axis + 1 :]))
    return reshape(total(grouped, axis=axis + 1), newshape=x.shape)


repeat.gradient(_repeat_gradient)


@primitive(shape=_padded)
def pad(x: Any, /, pad_width: Any, mode: str = "constant", constant_values: Any = None) -> Any:
    """Adds a border."""
    return _pad(x, pad_width, mode, constant_values)


def _pad(x: Any, pad_width: Any, mode: str, constant_values: Any) -> Any:
    if mode == "constant":
        value = 0 if constant_values is None else constant_values
        return np.pad(x, pad_width, mode="constant", constant_values=np.asarray(value))
    if mode not in ("reflect", "symmetric", "edge", "wrap"):
        raise FieldError(
            f"pad: mode must be 'constant', 'reflect', 'symmetric', 'edge' or 'wrap', got {mode!r}."
        )
    return np.pad(x, pad_width, mode=mode)  # type: ignore[call-overload]


def _pad_gradient(dy: Any, y: Any, x: Any, *, pad_width: Any, mode: str, constant_values: Any) -> Any:
    if mode != "constant":  # every element of the border stands for one inside
        places = np.arange(int(np.prod(x.shape, dtype=np.int64))).reshape(x.shape)
        return untake(dy, _pad(places, pad_width, mode, 0), axis=None, shape=tuple(x.shape))
    widths = np.broadcast_to(np.asarray(pad_width), (len(x.shape), 2))
    return getitem(
        dy, key=tuple(slice(int(a), int(a) + s) for (a, _), s in zip(widths, x.shape, strict=True))
    )


pad.gradient(_pad_gradient)


@primitive
def flip(x: Any, /, axis: int | tuple[int, ...] | None = None) -> Any:
    """Reverses the order along axes."""
    return np.flip(x, axis)


flip.gradient(lambda dy, y, x, *, axis: flip(dy, axis=axis))


@primitive
def roll(x: Any, /, shift: Any, axis: Any = None) -> Any:
    """Moves elements along an axis; those that fall off come back at the other end."""
    return np.roll(x, shift, axis)


roll.gradient(
    lambda dy, y, x, *, shift, axis: roll(
        dy, shift=-shift if isinstance(shift, int) else tuple(-s for s in shift), axis=axis
    )
)


def diff(a: Any, n: int = 1, axis: int = -1) -> Any:
    """The differences of neighbours along an axis."""
    lead = (slice(None),) * (axis % len(a.shape))
    for _ in range(n):
        a = getitem(a, key=(*lead, slice(1, None))) - getitem(a, key=(*lead, slice(None, -1)))
    return a
