"""Operations made of others: on values they call those, in a model's graph they are one node of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, overload

import numpy as np

from layerloom.tensors import KerasTensor, Primitive, Tensor, Variable, as_array
from layerloom.tensors.symbolic import follower
from layerloom.tensors.tensor import wrap

Rule = Callable[..., Any]


class Composite(Primitive):
    """An operation whose function takes tensors and calls other operations, which bring their gradients.

    Args:
        forward: Function of tensors and attributes; array arguments are declared as those of a primitive are.
        shape: Rule for symbolic arguments, as that of a primitive; by default the function is tried out.
        dtype: Number type of a symbolic result, where the rule does not say it.
    """

    def __init__(
        self, forward: Callable[..., Any], shape: Rule | None = None, dtype: str | None = None
    ) -> None:
        super().__init__(forward, shape=shape or stand_ins(forward), dtype=dtype)

    def __call__(self, *args: Any, **attributes: Any) -> Any:
        """Calls the function, or infers the result where an argument is symbolic."""
        if not self._variadic:
            args, attributes = self._bind(args, attributes)
        if follower() is None and any(isinstance(arg, KerasTensor) for arg in args):
            return self._symbolic(args, attributes)
        return self.forward(*map(as_value, args), **attributes)


@overload
def composite(forward: Callable[..., Any]) -> Composite: ...
@overload
def composite(*, shape: Rule | None = None, dtype: str | None = None) -> Callable[[Rule], Composite]: ...
def composite(forward: Callable[..., Any] | None = None, **options: Any) -> Any:
    """Makes a :class:`Composite` of a function on tensors; usable with and without options."""
    if forward is not None:
        return Composite(forward)
    return lambda function: Composite(function, **options)


def as_value(x: Any) -> Any:
    """Returns tensors, variables and symbols as they are and anything else as a tensor."""
    return x if isinstance(x, (Tensor, Variable, KerasTensor)) else wrap(as_array(x))


def like_first(x: Any, *_: Any, **__: Any) -> KerasTensor:
    """Shape rule of operations whose result has the shape and type of their first argument."""
    return KerasTensor(x.shape, x.dtype)


def stand_ins(forward: Callable[..., Any]) -> Rule:
    """Returns a shape rule that runs a function on small ones, twice, to see which sizes are unknown."""

    def rule(*specs: Any, **attributes: Any) -> Any:
        def run(size: int) -> Any:
            values = [
                wrap(np.ones([size if s is None else s for s in spec.shape], spec.dtype))
                if isinstance(spec, KerasTensor)
                else spec
                for spec in specs
            ]
            with np.errstate(all="ignore"):  # stand-ins need not make sense
                found = forward(*values, **attributes)
            return tuple(found) if isinstance(found, (tuple, list)) else (found,)

        pairs = zip(run(2), run(3), strict=True)
        found = tuple(
            KerasTensor([a if a == b else None for a, b in zip(x.shape, y.shape, strict=True)], x.dtype)
            for x, y in pairs
        )
        return found if len(found) > 1 else found[0]

    return rule
