"""Shape and order of arrays: reshape, transpose, join, index, repeat, cast."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from layerloom.errors import FieldError, ShapeError
from layerloom.ops.reduce import normal_axes
from layerloom.tensors import (
    KerasTensor,
    operator,
    primitive,
    probe,
    standardize_dtype,
    unbroadcast,
)
from layerloom.tensors.tensor import operators

__all__ = [
    "broadcast_to", "cast", "concatenate", "diff", "expand_dims", "flip", "getitem", "moveaxis", "pad",
    "repeat", "reshape", "roll", "split", "squeeze", "stack", "swapaxes", "take", "take_along_axis", "tile",
    "transpose", "unstack",
]  # fmt: skip

Sizes = tuple[int | None, ...]


def _sizes(x: Any) -> Sizes:
    return tuple(x.shape)


def reshaped(shape: Sizes, newshape: Sequence[int | None]) -> Sizes:
    """Returns the shape after a reshape whose target may hold one -1.

    Raises:
        ShapeError: If the number of elements differs.
    """
    target = [-1 if size is None else int(size) for size in newshape]
    known = int(np.prod([size for size in target if size != -1], dtype=np.int64))
    if None in shape:
        rest = int(np.prod([size for size in shape if size is not None], dtype=np.int64))
        if target.count(-1) == 1 and known and shape.count(None) == 1 and rest % known:
            raise ShapeError(
                f"Cannot reshape {shape} to {tuple(newshape)}: {rest} is not divisible by {known}."
            )
        return tuple(None if size == -1 else size for size in target)
    total = int(np.prod([size for size in shape if size is not None], dtype=np.int64))
    if (
        target.count(-1) > 1
        or (-1 in target and (known == 0 or total % known))
        or (-1 not in target and known != total)
    ):
        raise ShapeError(f"Cannot reshape {shape}, which has {total} elements, to {tuple(newshape)}.")
    return tuple(total // known if size == -1 else size for size in target)


@operator("reshape")
@primitive(shape=lambda x, newshape: reshaped(_sizes(x), newshape))
def reshape(x: Any, /, newshape: Sequence[int]) -> Any:
    """Gives the elements, in their order, another shape."""
    return np.reshape(x, tuple(-1 if size is None else size for size in newshape))


reshape.gradient(lambda dy, y, x, *, newshape: reshape(dy, newshape=x.shape))


def _transposed(x: Any, axes: Sequence[int] | None) -> Sizes:
    order = range(len(x.shape))[::-1] if axes is None else axes
    return tuple(x.shape[axis] for axis in order)


@operator("transpose")
@primitive(shape=lambda x, axes=None: _transposed(x, axes))
def transpose(x: Any, /, axes: Sequence[int] | None = None) -> Any:
    """Reorders the axes, by default reverses them."""
    return np.transpose(x, axes)


transpose.gradient(
    lambda dy, y, x, *, axes: transpose(
        dy, axes=None if axes is None else tuple(int(a) for a in np.argsort(axes))
    )
)


def moveaxis(x: Any, source: Any, destination: Any) -> Any:
    """Moves axes to other places."""
    rank = len(x.shape)
    sources, targets = normal_axes(source, rank), normal_axes(destination, rank)
    order = [axis for axis in range(rank) if axis not in sources]
    for target, origin in sorted(zip(targets, sources, strict=True)):
        order.insert(target, origin)
    return transpose(x, axes=tuple(order))


def swapaxes(x: Any, axis1: int, axis2: int) -> Any:
    """Exchanges two axes."""
    order = list(range(len(x.shape)))
    axis1, axis2 = normal_axes((axis1, axis2), len(order))
    order[axis1], order[axis2] = order[axis2], order[axis1]
    return transpose(x, axes=tuple(order))


@operator("expand_dims")
@primitive(shape=probe(np.expand_dims))
def expand_dims(x: Any, /, axis: int | tuple[int, ...]) -> Any:
    """Adds an axis of size 1."""
    return np.expand_dims(x, axis)


expand_dims.gradient(lambda dy, y, x, *, axis: reshape(dy, newshape=x.shape))


def _squeezed(x: Any, axis: Any = None) -> Sizes:
    if axis is None:
        return tuple(size for size in x.shape if size != 1)
    axes = normal_axes(axis, len(x.shape))
    return tuple(size for i, size in enumerate(x.shape) if i not in axes)


@operator("squeeze")
@primitive(shape=_squeezed)
def squeeze(x: Any, /, axis: int | tuple[int, ...] | None = None) -> Any:
    """Drops axes of size 1."""
    return np.squeeze(x, axis)


squeeze.gradient(lambda dy, y, x, *, axis: reshape(dy, newshape=x.shape))


@operator("broadcast_to")
@primitive(shape=lambda x, shape: tuple(shape))
def broadcast_to(x: Any, /, shape: Sequence[int]) -> Any:
    """Repeats along axes of size 1 until the shape is reached."""
    return np.ascontiguousarray(np.broadcast_to(x, tuple(shape)))


broadcast_to.gradient(lambda dy, y, x, *, shape: unbroadcast(dy, x))


@operator("cast")
@primitive(shape=lambda x, dtype: KerasTensor(x.shape, dtype))
def cast(x: Any, /, dtype: Any) -> Any:
    """Converts to another number type."""
    return np.asarray(x).astype(standardize_dtype(dtype), copy=False)


def _cast_back(dy: Any, y: Any, x: Any, *, dtype: Any) -> Any:
    kind = np.dtype(x.dtype).kind
    if kind == "f" and np.dtype(dy.dtype).kind == "c":
        dy = operators["real"](dy)
    return cast(dy, dtype=x.dtype) if kind in "fc" else None


cast.gradient(_cast_back)


# Joining and splitting.


def _joined(*xs: Any, axis: int) -> Sizes:
    rank = len(xs[0].shape)
    axis %= rank
    for x in xs:
        if len(x.shape) != rank or any(
            a != b and None not in (a, b)
            for i, (a, b) in enumerate(zip(x.shape, xs[0].shape, strict=True))
            if i != axis
        ):
            shapes = " and ".join(str(tuple(x.shape)) for x in xs)
            raise ShapeError(
                f"Cannot concatenate shapes {shapes} along axis {axis}: all other sizes must be equal."
            )
    sizes = [x.shape[axis] for x in xs]
    total = None if None in sizes else int(np.sum(sizes))
    known = [next((x.shape[i] for x in xs if x.shape[i] is not None), None) for i in range(rank)]
    return tuple(total if i == axis else size for i, size in enumerate(known))


@primitive(shape=_joined, numbers="common")
def _concatenate(*xs: Any, axis: int) -> Any:
    return np.concatenate(xs, axis=axis)


def _concatenate_gradient(dy: Any, y: Any, *xs: Any, axis: int, index: int) -> Any:
    start = int(np.sum([x.shape[axis] for x in xs[:index]], dtype=np.int64))
    key = [slice(None)] * len(y.shape)
    key[axis] = slice(start, start + xs[index].shape[axis])
    return getitem(dy, key=tuple(key))


_concatenate.gradient(_concatenate_gradient)


def concatenate(xs: Sequence[Any], axis: int = 0) -> Any:
    """Joins tensors along an existing axis."""
    return _concatenate(*xs, axis=axis)


def stack(x: Sequence[Any], axis: int = 0) -> Any:
    """Joins tensors along a new axis."""
    return _concatenate(*(expand_dims(item, axis=axis) for item in x), axis=axis)


def unstack(x: Any, num: int | None = None, axis: int = 0) -> list[Any]:
    """Takes a tensor apart along an axis."""
    (axis,) = normal_axes(axis, len(x.shape))
    count = x.shape[axis] if num is None else num
    lead = (slice(None),) * (axis % len(x.shape))
    return [getitem(x, key=(*lead, index)) for index in range(count)]


def split(x: Any, indices_or_sections: int | Sequence[int], axis: int = 0) -> list[Any]:
    """Cuts a tensor along an axis, into equal parts or at the given indices."""
    (axis,) = normal_axes(axis, len(x.shape))
    size = x.shape[axis]
    if isinstance(indices_or_sections, int):
        if size is None:  # of a symbol: a layer that asks for it is tried on arrays instead
            raise TypeError(f"Axis {axis} cannot be split before its size is known.")
        if indices_or_sections < 1 or size % indices_or_sections:
            raise ShapeError(f"Cannot split an axis of size {size} into {indices_or_sections} equal parts.")
        cuts = list(range(0, size + 1, size // indices_or_sections))
    else:
        cuts = [0, *indices_or_sections, size]
    lead = (slice(None),) * (axis % len(x.shape))
    return [getitem(x, key=(*lead, slice(a, b))) for a, b in pairwise(cuts)]


# Indexing.


def _raw_key(key: Any) -> Any:
    if isinstance(key, tuple):
        return tuple(map(_raw_key, key))
    return np.asarray(key) if hasattr(key, "__array__") and not isinstance(key, np.ndarray) else key


@primitive(shape=lambda dy, key, shape: tuple(shape))
def _scatter(dy: Any, /, key: Any, shape: tuple[int, ...]) -> Any:
    """Adds values at their places in zeros: the transpose of indexing."""
    out = np.zeros(shape, dy.dtype)
    key = _raw_key(key)
    parts = key if isinstance(key, tuple) else (key,)
    if any(isinstance(part, (list, np.ndarray)) for part in parts):
        np.add.at(out, key, dy)  # an index may occur several times
    else:
        out[key] = dy
    return out


@operator("getitem")
@primitive(shape=probe(lambda x, key: np.asarray(x)[_raw_key(key)]))
def getitem(x: Any, /, key: Any) -> Any:
    """NumPy's indexing, ``x[key]``."""
    return np.asarray(x)[_raw_key(key)]


getitem.gradient(lambda dy, y, x, *, key: _scatter(dy, key=key, shape=tuple(x.shape)))


_scatter.gradient(lambda dy, y, x, *, key, shape: getitem(dy, key=key))


@primitive(shape=lambda x, indices, axis=None: _taken(x, indices, axis))
def take(x: Any, indices: Any, axis: int | None = None) -> Any:
    """Takes elements, or slices along an axis, by index."""
    return np.take(x, np.asarray(indices).astype(np.int64), axis=axis)


def _taken(x: Any, indices: Any, axis: int | None) -> KerasTensor:
    if axis is None:
        return KerasTensor(indices.shape, x.dtype)
    axis %= len(x.shape)
    return KerasTensor((*x.shape[:axis], *indices.shape, *x.shape[axis + 1 :]), x.dtype)


@primitive(shape=lambda dy, indices, axis, shape: tuple(shape))
def _untake(dy: Any, indices: Any, *, axis: int | None, shape: tuple[int, ...]) -> Any:
    out = np.zeros(shape, dy.dtype)
    indices = np.asarray(indices).astype(np.int64)
    if axis is None:
        np.add.at(out.reshape(-1), indices, dy)
    else:
        axis %= len(shape)
        np.add.at(out, (*(slice(None),) * axis, indices), dy)
    return out


def _take_gradient(dy: Any, y: Any, x: Any, indices: Any, *, axis: int | None) -> Any:
    return _untake(dy, indices, axis=axis, shape=tuple(x.shape))


take.gradient(_take_gradient, None)
_untake.gradient(lambda dy, y, x, indices, *, axis, shape: take(dy, indices, axis=axis), None)


@primitive(shape=lambda x, indices, axis=None: KerasTensor(indices.shape, x.dtype))
def take_along_axis(x: Any, indices: Any, axis: int | None = None) -> Any:
    """Takes elements by matching indices along an axis."""
    return np.take_along_axis(x, np.asarray(indices).astype(np.int64), axis=axis)


@primitive(shape=lambda dy, indices, axis, shape: tuple(shape))
def _untake_along_axis(dy: Any, indices: Any, *, axis: int, shape: tuple[int, ...]) -> Any:
    out = np.zeros(shape, dy.dtype)
    indices = np.asarray(indices).astype(np.int64)
    grid = list(np.ogrid[tuple(slice(size) for size in indices.shape)])
    grid[axis] = indices
    np.add.at(out, tuple(grid), dy)
    return out


take_along_axis.gradient(
    lambda dy, y, x, indices, *, axis: _untake_along_axis(dy, indices, axis=axis, shape=tuple(x.shape)), None
)
_untake_along_axis.gradient(
    lambda dy, y, x, indices, *, axis, shape: take_along_axis(dy, indices, axis=axis), None
)


# Repeating, padding, reordering.


#: Results with more numbers than these are not made only to see their shape: a file may ask for any size.
_MOST_TRIED = 2**20


def _size(x: Any) -> int:
    """Returns how many numbers a tensor has at least."""
    return math.prod(size for size in x.shape if size is not None)


def _tiled(x: Any, repeats: Any) -> Any:
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
def repeat(x: Any, /, repeats: int, axis: int | None = None) -> Any:
    """Repeats every element along an axis."""
    return np.repeat(x, repeats, axis)


def _repeat_gradient(dy: Any, y: Any, x: Any, *, repeats: int, axis: int | None) -> Any:
    from layerloom.ops.reduce import sum as total

    shape = (x.size,) if axis is None else tuple(x.shape)
    axis = 0 if axis is None else axis % len(shape)
    grouped = reshape(dy, newshape=(*shape[: axis + 1], repeats, *shape[axis + 1 :]))
    return reshape(total(grouped, axis=axis + 1), newshape=x.shape)


repeat.gradient(_repeat_gradient)


@primitive(shape=_padded)
def pad(x: Any, /, pad_width: Any, mode: str = "constant", constant_values: Any = None) -> Any:
    """Adds a border."""
    return _pad(x, pad_width, mode, constant_values)


def _pad(x: Any, pad_width: Any, mode: str, constant_values: Any) -> Any:
    if mode == "constant":
        return np.pad(x, pad_width, mode="constant", constant_values=constant_values or 0)
    if mode not in ("reflect", "symmetric", "edge", "wrap"):
        raise FieldError(
            f"pad: mode must be 'constant', 'reflect', 'symmetric', 'edge' or 'wrap', got {mode!r}."
        )
    return np.pad(x, pad_width, mode=mode)  # type: ignore[call-overload]


def _pad_gradient(dy: Any, y: Any, x: Any, *, pad_width: Any, mode: str, constant_values: Any) -> Any:
    if mode != "constant":  # every element of the border stands for one inside
        places = np.arange(int(np.prod(x.shape, dtype=np.int64))).reshape(x.shape)
        return _untake(dy, _pad(places, pad_width, mode, 0), axis=None, shape=tuple(x.shape))
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
