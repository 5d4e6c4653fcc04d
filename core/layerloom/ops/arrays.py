"""Shape and order of arrays: reshape, transpose, cast, join, split."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from layerloom.errors import ShapeError
from layerloom.ops.indexing import getitem
from layerloom.ops.reduce import normal_axes
from layerloom.tensors import (
    KerasTensor,
    known_sizes,
    operator,
    primitive,
    probe,
    standardize_dtype,
    unbroadcast,
)
from layerloom.tensors.tensor import operators

__all__ = [
    "broadcast_to", "cast", "concatenate", "expand_dims", "moveaxis", "reshape", "split", "squeeze", "stack",
    "swapaxes", "transpose", "unstack",
]  # fmt: skip

Sizes = tuple[int | None, ...]

#: Into how many tensors a symbol may be taken apart; files of models name no more of a layer.
_MOST_PARTS = 10_000


def _sizes(x: Any) -> Sizes:
    return tuple(x.shape)


def reshaped(shape: Sizes, newshape: Sequence[int | None]) -> Sizes:
    """Returns the shape after a reshape whose target may hold one -1.

    Raises:
        ShapeError: If the number of elements differs.
    """
    target = [-1 if size is None else int(size) for size in known_sizes(newshape)]
    known = int(np.prod([size for size in target if size != -1], dtype=np.int64))
    if None in shape:
        rest = int(np.prod([size for size in shape if size is not None], dtype=np.int64))
        if target.count(-1) == 1 and known and shape.count(None) == 1 and rest % known and known % rest:
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
@primitive(shape=lambda x, newshape: reshaped(_sizes(x), [newshape] if type(newshape) is int else newshape))
def reshape(x: Any, /, newshape: int | Sequence[int]) -> Any:
    """Gives the elements, in their order, another shape."""
    if isinstance(newshape, int):
        return np.reshape(x, newshape)
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
    return np.squeeze(x, tuple(axis) if isinstance(axis, list) else axis)


squeeze.gradient(lambda dy, y, x, *, axis: reshape(dy, newshape=x.shape))


@operator("broadcast_to")
@primitive(shape=lambda x, shape: known_sizes(shape))
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


def check_parts(x: Any, count: int) -> None:
    """Refuses to take a symbol apart into more tensors than a graph can name."""
    if count > _MOST_PARTS and isinstance(x, KerasTensor):
        raise ShapeError(f"A layer can give at most {_MOST_PARTS} tensors, but this one would give {count}.")


def unstack(x: Any, num: int | None = None, axis: int = 0) -> list[Any]:
    """Takes a tensor apart along an axis."""
    (axis,) = normal_axes(axis, len(x.shape))
    count = x.shape[axis] if num is None else num
    check_parts(x, count or 0)
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
        check_parts(x, indices_or_sections)
        cuts = list(range(0, size + 1, size // indices_or_sections))
    else:
        cuts = [0, *indices_or_sections, size]
    lead = (slice(None),) * (axis % len(x.shape))
    return [getitem(x, key=(*lead, slice(a, b))) for a, b in pairwise(cuts)]
