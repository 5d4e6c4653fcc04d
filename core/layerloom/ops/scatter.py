"""Blocks and places in arrays that are replaced or added up, and reductions over segments."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.errors import FieldError, ShapeError
from layerloom.ops.arithmetic import divide_no_nan, maximum, multiply
from layerloom.ops.arrays import cast
from layerloom.ops.composite import as_value, composite
from layerloom.ops.indexing import getitem
from layerloom.ops.logic import equal
from layerloom.tensors import KerasTensor, primitive

__all__ = [
    "scatter", "scatter_update", "segment_max", "segment_min", "segment_prod", "segment_sum", "slice", "slice_update",
]  # fmt: skip


def _starts(start_indices: Any, shape: Any) -> tuple[Any, ...]:
    return tuple(
        np.s_[int(a) : int(a) + int(n)] if n is not None else np.s_[int(a) :]
        for a, n in zip(np.asarray(start_indices), shape, strict=True)
    )


def slice(inputs: Any, start_indices: Any, shape: Any) -> Any:
    """Cuts out a block.

    Args:
        inputs: Tensor.
        start_indices: Where it begins along each axis.
        shape: Its size along each axis.
    """
    if isinstance(start_indices, KerasTensor):
        return _cut_out(inputs, start_indices, shape=tuple(shape))
    return getitem(as_value(inputs), key=_starts(start_indices, shape))


@composite(shape=lambda inputs, start, shape: KerasTensor(shape, inputs.dtype))
def _cut_out(inputs: Any, start: Any, /, shape: Any) -> Any:
    return getitem(inputs, key=_starts(start, shape))


@primitive(shape=lambda inputs, updates, **_: tuple(inputs.shape))
def _put(inputs: Any, updates: Any, /, key: Any) -> Any:
    out = np.array(inputs)
    out[key] = updates
    return out


_put.gradient(
    lambda dy, y, inputs, updates, *, key: _put(dy, np.zeros(updates.shape, dy.dtype), key=key),
    lambda dy, y, inputs, updates, *, key: getitem(dy, key=key),
)


def slice_update(inputs: Any, start_indices: Any, updates: Any) -> Any:
    """Replaces a block; the inputs stay as they are.

    Args:
        inputs: Tensor.
        start_indices: Where the block begins along each axis.
        updates: The block.
    """
    updates = as_value(updates)
    return _put(inputs, updates, key=_starts(start_indices, updates.shape))


@primitive(shape=lambda inputs, updates, **_: tuple(inputs.shape))
def _add_at(inputs: Any, updates: Any, /, key: Any) -> Any:
    out = np.array(inputs)
    np.add.at(out, key, updates)
    return out


_add_at.gradient(
    lambda dy, y, inputs, updates, *, key: dy, lambda dy, y, inputs, updates, *, key: getitem(dy, key=key)
)


@primitive(shape=lambda inputs, updates, **_: tuple(inputs.shape))
def _reduce_at(inputs: Any, updates: Any, /, key: Any, how: str) -> Any:
    out = np.array(inputs)
    {"max": np.maximum, "min": np.minimum, "mul": np.multiply}[how].at(out, key, updates)
    return out


@_reduce_at.joint_gradient
def _reduce_at_rule(
    needs: Any, dy: Any, y: Any, inputs: Any, updates: Any, *, key: Any, how: str
) -> tuple[Any, ...]:
    """Factors get the product of the others; the winners of a comparison share the gradient."""
    if how == "mul":
        whole = multiply(dy, y)
        return divide_no_nan(whole, inputs), divide_no_nan(getitem(whole, key=key), updates)
    kept = cast(equal(inputs, y), dtype=dy.dtype)
    won = cast(equal(updates, getitem(y, key=key)), dtype=dy.dtype)
    share = dy / _add_at(kept, won, key=key)
    return share * kept, getitem(share, key=key) * won


def scatter_update(inputs: Any, indices: Any, updates: Any, reduction: str | None = None) -> Any:
    """Replaces the elements at given places; the inputs stay as they are.

    Args:
        inputs: Tensor.
        indices: Places, one in each row.
        updates: The new elements.
        reduction: ``None`` to replace, or "add", "max", "min" or "mul" to join them with what is there.

    Raises:
        FieldError: If the reduction is unknown.
    """
    key, updates = tuple(np.moveaxis(np.asarray(indices).astype(np.int64), -1, 0)), as_value(updates)
    if reduction is None:
        return _put(inputs, updates, key=key)
    if reduction == "add":
        return _add_at(inputs, updates, key=key)
    if reduction in ("max", "min", "mul"):
        return _reduce_at(inputs, updates, key=key, how=reduction)
    raise FieldError(
        f"scatter_update: reduction must be None, 'add', 'max', 'min' or 'mul', got {reduction!r}."
    )


@primitive(shape=lambda values, indices, shape: KerasTensor(shape, values.dtype))
def _scatter_add(values: Any, indices: Any, /, shape: tuple[int, ...]) -> Any:
    out = np.zeros(shape, values.dtype)
    np.add.at(out, tuple(np.moveaxis(np.asarray(indices).astype(np.int64), -1, 0)), values)
    return out


@primitive(shape=lambda x, indices: (*indices.shape[:-1], *x.shape[indices.shape[-1] :]))
def _gather_at(x: Any, indices: Any) -> Any:
    return x[tuple(np.moveaxis(np.asarray(indices).astype(np.int64), -1, 0))]


_scatter_add.gradient(lambda dy, y, values, indices, *, shape: _gather_at(dy, indices), None)
_gather_at.gradient(lambda dy, y, x, indices: _scatter_add(dy, indices, shape=tuple(x.shape)), None)


def scatter(indices: Any, values: Any, shape: Any) -> Any:
    """Adds values at given places in zeros.

    Args:
        indices: Places, one in each row.
        values: What is added there.
        shape: Shape of the result.
    """
    return _scatter_add(as_value(values), indices, shape=tuple(int(n) for n in shape))


# Segments.


def _segmented(data: Any, segment_ids: Any, num_segments: int | None, function: str) -> tuple[Any, Any, int]:
    data, ids = as_value(data), as_value(segment_ids)
    if len(ids.shape) != 1 or not data.shape or len({data.shape[0], ids.shape[0]} - {None}) > 1:
        raise ShapeError(
            f"{function}: there must be one segment number for each row, got {tuple(ids.shape)} for rows of "
            f"{tuple(data.shape)}."
        )
    if num_segments is not None:
        return data, ids, int(num_segments)
    if isinstance(ids, KerasTensor):
        raise FieldError(f"{function} needs num_segments where the segment numbers are not known yet.")
    return data, ids, int(np.max(np.asarray(ids), initial=-1)) + 1


def _segments(data: Any, ids: Any, count: int, **_: Any) -> KerasTensor:
    return KerasTensor((count, *data.shape[1:]), data.dtype)


def _kept(data: Any, ids: Any, count: int) -> tuple[Any, Any]:
    """Leaves out rows whose number is out of range."""
    ids = np.asarray(ids).astype(np.int64)
    inside = (ids >= 0) & (ids < count)
    return (data, ids) if inside.all() else (data[inside], ids[inside])


@primitive(shape=_segments)
def _segment_sum(data: Any, ids: Any, /, count: int) -> Any:
    data, ids = _kept(data, ids, count)
    out = np.zeros((count, *data.shape[1:]), data.dtype)
    np.add.at(out, ids, data)
    return out


@primitive(shape=lambda y, ids: KerasTensor((*ids.shape, *y.shape[1:]), y.dtype))
def _spread(y: Any, ids: Any) -> Any:
    """The row of each segment, 0 for numbers out of range."""
    ids = np.asarray(ids).astype(np.int64)
    inside = (ids >= 0) & (ids < len(y))
    found = y[np.where(inside, ids, 0)] if len(y) else np.zeros((len(ids), *y.shape[1:]), y.dtype)
    return (
        found
        if inside.all()
        else np.where(inside.reshape(-1, *(1,) * (y.ndim - 1)), found, 0).astype(y.dtype)
    )


_segment_sum.gradient(lambda dy, y, data, ids, *, count: _spread(dy, ids), None)
_spread.gradient(lambda dy, out, y, ids: _segment_sum(dy, ids, count=y.shape[0]), None)


@primitive(shape=_segments)
def _segment_reduce(data: Any, ids: Any, /, count: int, how: str) -> Any:
    limits: Any = np.finfo(data.dtype) if data.dtype.kind == "f" else np.iinfo(data.dtype)
    call, start = {
        "max": (np.maximum, limits.min),
        "min": (np.minimum, limits.max),
        "prod": (np.multiply, 1),
    }[how]
    out = np.full((count, *data.shape[1:]), start, data.dtype)
    data, ids = _kept(data, ids, count)
    call.at(out, ids, data)
    return out


def _segment_rule(dy: Any, y: Any, data: Any, ids: Any, *, count: int, how: str) -> Any:
    if how == "prod":
        return divide_no_nan(_spread(dy * y, ids), data)
    won = cast(equal(data, _spread(y, ids)), dtype=dy.dtype)
    wins = _segment_sum(won, ids, count=count)
    return _spread(dy / maximum(wins, 1.0), ids) * won


_segment_reduce.gradient(_segment_rule, None)


def segment_sum(data: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False) -> Any:
    """Adds up the rows of each segment.

    Args:
        data: Rows.
        segment_ids: The number of each row's segment; rows with a number out of range are left out.
        num_segments: How many segments there are, by default as many as numbers.
        sorted: Whether the numbers are known to rise, which does not matter here.
    """
    data, ids, count = _segmented(data, segment_ids, num_segments, "segment_sum")
    return _segment_sum(data, ids, count=count)


def segment_max(data: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False) -> Any:
    """The greatest row of each segment, the type's lowest number where there is none; see :func:`segment_sum`."""
    data, ids, count = _segmented(data, segment_ids, num_segments, "segment_max")
    return _segment_reduce(data, ids, count=count, how="max")


def segment_min(data: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False) -> Any:
    """The smallest row of each segment, the type's highest number where there is none; see :func:`segment_sum`."""
    data, ids, count = _segmented(data, segment_ids, num_segments, "segment_min")
    return _segment_reduce(data, ids, count=count, how="min")


def segment_prod(data: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False) -> Any:
    """Multiplies the rows of each segment, 1 where there is none; see :func:`segment_sum`."""
    data, ids, count = _segmented(data, segment_ids, num_segments, "segment_prod")
    return _segment_reduce(data, ids, count=count, how="prod")
