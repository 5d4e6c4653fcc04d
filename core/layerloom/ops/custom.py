"""Gradients that the user writes, derivatives along a direction, and functions of single elements made to take many."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import numpy as np

from layerloom.errors import FieldError
from layerloom.ops.arrays import broadcast_to, reshape, stack
from layerloom.ops.composite import as_value, stand_ins
from layerloom.ops.indexing import getitem
from layerloom.ops.nested import each, leaves, packed, tried_out
from layerloom.ops.reduce import sum as total
from layerloom.tensors import GradientTape, KerasTensor, Primitive, wrap
from layerloom.tensors.symbolic import follower
from layerloom.tensors.tape import Record, active_tapes

__all__ = ["custom_gradient", "jvp", "vectorize"]


class CustomGradient(Primitive):
    """A function of tensors that brings its own gradient.

    Args:
        function: Function that gives its result and a function from the gradient of the result, one argument for
            each tensor of it, to the gradients of the arguments.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        def forward(*arrays: Any, **settings: Any) -> Any:
            return function(*arrays, **settings)[0]

        super().__init__(forward, shape=stand_ins(forward))
        self.function = function
        self.__name__ = self.name = getattr(function, "__name__", "custom_gradient")
        self.__doc__ = function.__doc__

    def __call__(self, *args: Any, **attributes: Any) -> Any:
        """Calls the function and lets tapes record its own gradient."""
        if any(isinstance(arg, KerasTensor) for arg in args):
            if follower() is not None:
                return self.function(*args, **attributes)[0]
            return self._symbolic(args, attributes)
        args = tuple(map(as_value, args))
        result, gradient = self.function(*args, **attributes)
        # New tensors, so that the way through the function's inside leads no further.
        outputs = tuple(wrap(np.asarray(as_value(y))) for y in leaves(result))
        for tape in active_tapes():
            if any([tape.follows(arg) for arg in args]):  # noqa: C419 (every variable is to be watched)
                tape.add(Record(self, args, outputs, attributes, gradient))
        return packed(result, outputs)

    def backward(self, needs: tuple[bool, ...], dys: tuple[Any, ...], record: Record) -> tuple[Any, ...]:
        """Returns what the function's own gradient gives for each argument."""
        filled = [
            wrap(np.zeros(y.shape, y.dtype)) if dy is None else dy
            for dy, y in zip(dys, record.outputs, strict=True)
        ]
        found = record.residual(*filled)
        gradients = tuple(found) if isinstance(found, (list, tuple)) else (found,)
        if len(gradients) != len(record.inputs):
            raise FieldError(
                f"The gradient of {self.name} gives {len(gradients)} values for {len(record.inputs)} arguments."
            )
        return tuple(None if g is None else as_value(g) for g in gradients)


def custom_gradient(f: Callable[..., Any]) -> CustomGradient:
    """Decorates a function that brings its own gradient.

    Args:
        f: Function of tensors that gives ``(result, gradient)``, where ``gradient(upstream)`` gives the gradient of
            each argument.
    """
    if not callable(f):
        raise FieldError(f"custom_gradient decorates a function, got {type(f).__name__}.")
    return CustomGradient(f)


@tried_out
def jvp(fun: Callable[..., Any], primals: Any, tangents: Any, has_aux: bool = False) -> tuple[Any, ...]:
    """The derivative of a function along a direction.

    Args:
        fun: Function of tensors.
        primals: Its arguments, in a tuple or list.
        tangents: The direction, nested and shaped as ``primals``.
        has_aux: Whether the function gives a pair of which only the first is differentiated.

    Returns:
        The function's result, its derivative, and with ``has_aux`` what else it gives.

    Raises:
        FieldError: If direction and arguments do not match.
    """
    points = each(lambda x: wrap(np.array(np.asarray(as_value(x)))), tuple(primals))
    flat, moves = leaves(points), [as_value(t) for t in leaves(tuple(tangents))]
    if [tuple(p.shape) for p in flat] != [tuple(t.shape) for t in moves]:
        raise FieldError("jvp: tangents must have the structure and the shapes of primals.")
    with GradientTape() as outer:
        with GradientTape() as inner:
            inner.watch(flat)
            found = fun(*points)
            result, aux = found if has_aux else (found, None)
            outputs = leaves(each(as_value, result))
            # The gradient is linear in these weights; its slope along them is the derivative.
            weights = [wrap(np.zeros(y.shape, y.dtype)) for y in outputs]
            outer.watch(weights)
            whole = [total(y * w) for y, w in zip(outputs, weights, strict=True)]
        slopes = inner.gradient(whole, flat)
        moved = [total(s * t) for s, t in zip(slopes, moves, strict=True) if s is not None]
    derivatives = outer.gradient(moved, weights) if moved else [None] * len(weights)
    filled = [
        wrap(np.zeros(y.shape, y.dtype)) if d is None else d
        for d, y in zip(derivatives, outputs, strict=True)
    ]
    both = (result, packed(result, filled))
    return (*both, aux) if has_aux else both


def vectorize(
    pyfunc: Callable[..., Any], *, excluded: Any = None, signature: str | None = None
) -> Callable[..., Any]:
    """Makes of a function of single elements one that takes tensors of them; it is called once for each.

    Args:
        pyfunc: Function of scalars, or of what ``signature`` says.
        excluded: Places of arguments that are passed on as they are.
        signature: Axes that the function takes and gives, for example ``"(m,n),(n)->(m)"``.

    Raises:
        FieldError: If ``pyfunc`` is no function, or the signature is none.
    """
    if not callable(pyfunc):
        raise FieldError(f"vectorize wants a function, got {type(pyfunc).__name__}.")
    inputs = None if signature is None else _core_ranks(signature)
    kept = set(excluded or ())

    def vectorized(*args: Any, **kwargs: Any) -> Any:
        places = [i for i in range(len(args)) if i not in kept]
        arrays = [as_value(args[i]) for i in places]
        ranks = inputs or [0] * len(arrays)
        if len(ranks) != len(arrays):
            raise FieldError(
                f"vectorize: the signature {signature!r} takes {len(ranks)} arguments, got {len(arrays)}."
            )
        leads = [tuple(a.shape[: len(a.shape) - r]) for a, r in zip(arrays, ranks, strict=True)]
        lead = np.broadcast_shapes(*leads)
        spread = [
            broadcast_to(a, shape=(*lead, *a.shape[len(a.shape) - r :]))
            for a, r in zip(arrays, ranks, strict=True)
        ]
        results = []
        for index in product(*map(range, lead)):
            given = list(args)
            for place, array in zip(places, spread, strict=True):
                given[place] = getitem(array, key=index) if index else array
            results.append(each(as_value, pyfunc(*given, **kwargs)))
        return _gathered(results, lead)

    vectorized.__doc__ = pyfunc.__doc__
    return vectorized


def _core_ranks(signature: str) -> list[int]:
    left, arrow, _ = signature.replace(" ", "").partition("->")
    groups = re.findall(r"\(([^()]*)\)", left)
    if not arrow or ",".join(f"({group})" for group in groups) != left:
        raise FieldError(f"vectorize: a signature looks like '(m,n),(n)->(m)', got {signature!r}.")
    return [len(group.split(",")) if group else 0 for group in groups]


def _gathered(results: Sequence[Any], lead: tuple[int, ...]) -> Any:
    if not results:
        raise FieldError("vectorize: there is no element to call the function on.")
    columns = zip(*map(leaves, results), strict=True)
    return packed(
        results[0],
        [reshape(stack(parts, axis=0), newshape=(*lead, *parts[0].shape)) for parts in columns],
    )
