"""Loops and branches, in the forms that Keras gives them."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.errors import FieldError
from layerloom.ops.arrays import cast, concatenate, expand_dims, moveaxis, reshape, squeeze, stack
from layerloom.ops.composite import as_value
from layerloom.ops.indexing import getitem
from layerloom.ops.logic import where
from layerloom.ops.nested import each, leaves, packed, rows, stacked, tried_out
from layerloom.ops.repeating import flip
from layerloom.tensors import KerasTensor, find_symbolic
from layerloom.tensors.symbolic import follower

__all__ = [
    "associative_scan", "cond", "fori_loop", "map", "scan", "switch", "vectorized_map", "while_loop",
]  # fmt: skip


def cond(pred: Any, true_fn: Callable[[], Any], false_fn: Callable[[], Any]) -> Any:
    """Calls one of two functions.

    Args:
        pred: Which one; in a model's graph both are called, and each element is taken from one of them.
        true_fn: Called where it is true.
        false_fn: Called where it is false.
    """
    if isinstance(pred, KerasTensor):
        return each(lambda yes, no: where(pred, yes, no), true_fn(), false_fn())
    return true_fn() if bool(pred) else false_fn()


@tried_out
def switch(index: Any, branches: Any, *operands: Any) -> Any:
    """Calls the branch with this number; numbers out of range mean the first or last one."""
    chosen = min(max(int(index), 0), len(branches) - 1)
    return branches[chosen](*operands)


@tried_out
def while_loop(cond: Any, body: Any, loop_vars: Any, maximum_iterations: int | None = None) -> Any:
    """Calls ``body`` on its own results as long as ``cond`` holds.

    Args:
        cond: Function of the variables that tells whether to go on.
        body: Function of the variables that gives new ones.
        loop_vars: The first ones, a tensor or a tuple or list of any.
        maximum_iterations: The most steps.

    Returns:
        The last variables.
    """
    single = not isinstance(loop_vars, (tuple, list))
    state = (loop_vars,) if single else tuple(loop_vars)
    if find_symbolic(state):  # a number among tensors becomes one of them in the loop
        state = tuple(each(as_value, state))

    def step(*values: Any) -> list[Any]:
        found = body(*values)
        return list(found) if isinstance(found, (tuple, list)) else [found]

    done = 0
    while maximum_iterations is None or done < maximum_iterations:
        goes_on = cond(*state)
        if isinstance(goes_on, KerasTensor) and (one := follower()) is not None:
            rest = None if maximum_iterations is None else maximum_iterations - done
            state = tuple(one.repeated(cond, step, state, rest))
            break
        if not bool(goes_on):
            break
        state = tuple(step(*state))
        done += 1
    return state[0] if single else type(loop_vars)(state)


@tried_out
def fori_loop(lower: Any, upper: Any, body_fun: Callable[[int, Any], Any], init_val: Any) -> Any:
    """Calls ``body_fun(i, value)`` for each number of a range, each time with what it gave before."""
    if isinstance(lower, KerasTensor) or isinstance(upper, KerasTensor):

        def step(index: Any, *values: Any) -> list[Any]:
            return [index + 1, *leaves(body_fun(index, packed(init_val, values)))]

        start = (cast(lower, dtype="int32"), *leaves(init_val))
        _, *last = while_loop(lambda index, *_: index < upper, step, start)
        return packed(init_val, last)
    value = init_val
    for index in range(int(lower), int(upper)):
        value = body_fun(index, value)
    return value


@tried_out
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
        init: The first carry, nested as you like.
        xs: What is walked through, nested as you like; ``None`` for ``length`` steps without.
        length: Number of steps, needed where ``xs`` is ``None``.
        reverse: Whether to begin at the end.
        unroll: Accepted for Keras's sake.

    Returns:
        The last carry, and all results stacked along the first axis.

    Raises:
        FieldError: If an argument is none of those above.
    """
    if not callable(f):
        raise FieldError(f"scan: f must be a function, got {type(f).__name__}.")
    if not isinstance(unroll, bool) and (not isinstance(unroll, int) or unroll < 1):
        raise FieldError(f"scan: unroll must be a positive whole number or a bool, got {unroll!r}.")
    if xs is None and length is None:
        raise FieldError("scan: without xs, length must tell the number of steps.")
    count = length
    if xs is not None:
        xs, size = rows(xs, "scan")
        count = size if length is None else length
    carry, results = each(as_value, init), []
    if xs is not None and find_symbolic(xs) and (one := follower()) is not None:
        xs = xs if length is None else each(lambda x: x[:length], xs)
        return _followed(one, f, carry, xs, reverse)
    for step in builtins.reversed(range(int(count or 0))) if reverse else range(int(count or 0)):
        carry, y = f(carry, None if xs is None else each(lambda x, step=step: x[step], xs))
        results.append(y)
    if reverse:
        results.reverse()
    return carry, stacked(results) if results and leaves(results[0]) else None


def _followed(one: Any, f: Any, init: Any, xs: Any, reverse: bool) -> tuple[Any, Any]:
    """Hands a scan to who follows the code."""
    forms: list[Any] = []

    def step(carried: list[Any], row: list[Any]) -> tuple[list[Any], list[Any]]:
        new, found = f(packed(init, carried), packed(xs, row))
        forms.append(found)
        return leaves(new), leaves(found)

    last, results = one.scanned(step, leaves(init), leaves(xs), reverse)
    return packed(init, last), packed(forms[0], results) if results else None


@tried_out
def map(f: Callable[[Any], Any], xs: Any) -> Any:
    """Calls a function on each element along the first axis and stacks the results.

    Args:
        f: Function of an element, nested as ``xs`` is.
        xs: Tensors with a common first axis, nested as you like.
    """
    xs, count = rows(xs, "map")
    if find_symbolic(xs) and (one := follower()) is not None:
        return _followed(one, lambda _, x: (None, f(x)), None, xs, reverse=False)[1]
    if count == 0:
        raise FieldError("map: there is no element to call the function on.")
    return stacked([f(each(lambda x, step=step: x[step], xs)) for step in range(count or 0)])


@tried_out
def vectorized_map(function: Callable[[Any], Any], elements: Any) -> Any:
    """The same as :func:`map`; here it is a loop."""
    return map(function, elements)


@tried_out
def associative_scan(f: Callable[[Any, Any], Any], elems: Any, reverse: bool = False, axis: int = 0) -> Any:
    """Running results of an associative operation, in a number of calls that grows with the logarithm of the length.

    Args:
        f: Function of two stretches, nested as ``elems`` is, that joins them element by element.
        elems: Tensors with a common axis, nested as you like.
        reverse: Whether to begin at the end.
        axis: The axis.

    Returns:
        ``elems`` with, at each place, all that stands up to there joined.

    Raises:
        FieldError: If the tensors have different sizes along the axis.
    """
    if not callable(f):
        raise FieldError(f"associative_scan: f must be a function, got {type(f).__name__}.")
    flat = [as_value(x) for x in leaves(elems)]
    if len({x.shape[axis] for x in flat}) != 1:
        shapes = " and ".join(str(tuple(x.shape)) for x in flat)
        raise FieldError(f"associative_scan: all tensors must have one size along axis {axis}, got {shapes}.")
    flat = [flip(x, axis=axis) for x in flat] if reverse else flat

    def joined(a: list[Any], b: list[Any]) -> list[Any]:
        return [as_value(x) for x in leaves(f(packed(elems, a), packed(elems, b)))]

    found = _prefixes(flat, joined, axis) if flat[0].shape[axis] is not None else _running(flat, joined, axis)
    return packed(elems, [flip(x, axis=axis) for x in found] if reverse else found)


def _prefixes(xs: list[Any], joined: Callable[[list[Any], list[Any]], list[Any]], axis: int) -> list[Any]:
    """Joins neighbours, solves the half as long problem, and fills the places between."""
    count = xs[0].shape[axis]
    if count < 2:
        return xs
    pairs = joined([_every(x, axis, 0, count - 1) for x in xs], [_every(x, axis, 1, count) for x in xs])
    odd = _prefixes(pairs, joined, axis)
    first = [_every(x, axis, 0, 1) for x in xs]
    if count == 2:
        even = first
    else:
        before = [_every(x, axis, 0, (count - 1) // 2, 1) for x in odd]
        between = joined(before, [_every(x, axis, 2, count) for x in xs])
        even = [concatenate(parts, axis=axis) for parts in zip(first, between, strict=True)]
    return [_alternated(a, b, axis) for a, b in zip(even, odd, strict=True)]


def _running(xs: list[Any], joined: Callable[[list[Any], list[Any]], list[Any]], axis: int) -> list[Any]:
    """Joins one after the other, where only a running model knows how many there are."""
    axis %= len(xs[0].shape)
    first = [_every(x, axis, 0, 1, 1) for x in xs]
    rest = [moveaxis(_every(x, axis, 1, None, 1), axis, 0) for x in xs]

    def step(before: list[Any], row: list[Any]) -> tuple[list[Any], list[Any]]:
        new = joined(before, [expand_dims(x, axis=axis) for x in row])
        return new, new

    _, found = scan(step, first, rest)
    stretches = [moveaxis(squeeze(x, axis=axis + 1), 0, axis) for x in found]
    return [concatenate(pair, axis=axis) for pair in zip(first, stretches, strict=True)]


def _every(x: Any, axis: int, start: int, stop: int | None, step: int = 2) -> Any:
    lead = (np.s_[:],) * (axis % len(x.shape))
    return getitem(x, key=(*lead, np.s_[start:stop:step]))


def _alternated(a: Any, b: Any, axis: int) -> Any:
    """Takes elements of ``a`` and ``b`` in turn; ``a`` may have one more."""
    axis %= len(a.shape)
    count = b.shape[axis]
    both = stack([_every(a, axis, 0, count, 1), b], axis=axis + 1)
    shape = list(a.shape)
    shape[axis] = 2 * count
    woven = reshape(both, newshape=tuple(shape))
    return (
        woven
        if a.shape[axis] == count
        else concatenate([woven, _every(a, axis, count, count + 1, 1)], axis=axis)
    )
