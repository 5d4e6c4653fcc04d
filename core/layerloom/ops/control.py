"""Loops, branches, segments and in-place updates, in the forms that Keras gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.ops.arrays import getitem, stack, unstack
from layerloom.tensors import KerasTensor, as_array, primitive

__all__ = [
    "cond", "fori_loop", "map", "scan", "scatter", "scatter_update", "segment_max", "segment_sum", "slice",
    "slice_update", "switch", "vectorized_map", "while_loop",
]  # fmt: skip


def cond(pred: Any, true_fn: Callable[[], Any], false_fn: Callable[[], Any]) -> Any:
    """Calls one of two functions."""
    return true_fn() if bool(pred) else false_fn()


def switch(index: Any, branches: Any, *operands: Any) -> Any:
    """Calls the branch with this number; numbers out of range mean the first or last one."""
    chosen = min(max(int(index), 0), len(branches) - 1)
    return branches[chosen](*operands)


def while_loop(cond: Any, body: Any, loop_vars: Any, maximum_iterations: int | None = None) -> Any:
    """Calls ``body`` on its own results as long as ``cond`` holds."""
    single = not isinstance(loop_vars, (tuple, list))
    state = (loop_vars,) if single else tuple(loop_vars)
    done = 0
    while bool(cond(*state)) and (maximum_iterations is None or done < maximum_iterations):
        found = body(*state)
        state = tuple(found) if isinstance(found, (tuple, list)) else (found,)
        done += 1
    return state[0] if single else state


def fori_loop(lower: int, upper: int, body_fun: Callable[[int, Any], Any], init_val: Any) -> Any:
    """Calls ``body_fun(i, value)`` for each number of a range."""
    value = init_val
    for index in range(int(lower), int(upper)):
        value = body_fun(index, value)
    return value


def scan(
    f: Callable[[Any, Any], tuple[Any, Any]],
    init: Any,
    xs: Any = None,
    length: int | None = None,
    reverse: bool = False,
    unroll: Any = 1,
) -> tuple[Any, Any]:
    """Carries a state through the elements along the first axis.

    Args:
        f: Function ``(carry, x) -> (carry, y)``.
        init: The first carry.
        xs: What is walked through; ``None`` for ``length`` empty steps.
        length: Number of steps where ``xs`` is ``None``.
        reverse: Whether to begin at the end.
        unroll: Accepted for Keras's sake.

    Returns:
        The last carry, and all results stacked along the first axis.
    """
    items: list[Any] = [None] * int(length or 0) if xs is None else unstack(as_tensor(xs), axis=0)
    carry, results = init, []
    for item in reversed(items) if reverse else items:
        carry, y = f(carry, item)
        results.append(y)
    if reverse:
        results.reverse()
    return carry, None if not results or results[0] is None else stack(results, axis=0)


def map(f: Callable[[Any], Any], xs: Any) -> Any:
    """Calls a function on each element along the first axis and stacks the results."""
    return stack([f(item) for item in unstack(as_tensor(xs), axis=0)], axis=0)


def vectorized_map(function: Callable[[Any], Any], elements: Any) -> Any:
    """The same as :func:`map`; here it is a loop."""
    return map(function, elements)


def as_tensor(x: Any) -> Any:
    """Returns a tensor or symbol as it is, anything else as an array."""
    return x if hasattr(x, "shape") else as_array(x)


def _starts(inputs: Any, start_indices: Any, shape: Any) -> tuple[Any, ...]:
    return tuple(
        np.s_[int(a) : int(a) + int(n)] for a, n in zip(np.asarray(start_indices), shape, strict=True)
    )


def slice(inputs: Any, start_indices: Any, shape: Any) -> Any:
    """Cuts out a block of the given shape."""
    return getitem(inputs, key=_starts(inputs, start_indices, shape))


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
    """Replaces a block; the inputs stay as they are."""
    updates = as_tensor(updates)
    return _put(inputs, updates, key=_starts(inputs, start_indices, updates.shape))


def scatter_update(inputs: Any, indices: Any, updates: Any) -> Any:
    """Replaces the elements at given positions, one row of ``indices`` each; the inputs stay as they are."""
    key = tuple(np.moveaxis(np.asarray(indices).astype(np.int64), -1, 0))
    return _put(inputs, as_tensor(updates), key=key)


@primitive(shape=lambda values, indices, shape: KerasTensor(shape, values.dtype))
def _scatter_add(values: Any, /, indices: Any, shape: tuple[int, ...]) -> Any:
    out = np.zeros(shape, values.dtype)
    np.add.at(out, tuple(np.moveaxis(indices, -1, 0)), values)
    return out


_scatter_add.gradient(
    lambda dy, y, values, *, indices, shape: getitem(dy, key=tuple(np.moveaxis(indices, -1, 0)))
)


def scatter(indices: Any, values: Any, shape: Any) -> Any:
    """Adds values at given positions in zeros."""
    return _scatter_add(as_tensor(values), indices=np.asarray(indices).astype(np.int64), shape=tuple(shape))


def segment_sum(data: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False) -> Any:
    """Adds up the rows of each segment."""
    ids = np.asarray(segment_ids).astype(np.int64)
    count = int(ids.max(initial=-1)) + 1 if num_segments is None else num_segments
    data = as_tensor(data)
    return scatter(ids[:, None], data, (count, *data.shape[1:]))


@primitive(shape=lambda data, ids, count: KerasTensor((count, *data.shape[1:]), data.dtype))
def _segment_max(data: Any, /, ids: Any, count: int) -> Any:
    lowest = -np.inf if data.dtype.kind == "f" else np.iinfo(data.dtype).min
    out = np.full((count, *data.shape[1:]), lowest, data.dtype)
    np.maximum.at(out, ids, data)
    return out


def segment_max(data: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False) -> Any:
    """The greatest row of each segment; without gradient."""
    ids = np.asarray(segment_ids).astype(np.int64)
    count = int(ids.max(initial=-1)) + 1 if num_segments is None else num_segments
    return _segment_max(as_tensor(data), ids=ids, count=count)
