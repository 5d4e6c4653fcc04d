"""Tensors in nested lists, tuples and dicts, as loops and branches take and give them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

import numpy as np

from layerloom.errors import FieldError
from layerloom.ops.arrays import stack
from layerloom.ops.composite import as_value
from layerloom.tensors import KerasTensor, find_symbolic, is_recording, wrap
from layerloom.tensors.operation import record_primitive
from layerloom.tensors.symbolic import follower


def leaves(structure: Any) -> list[Any]:
    """Returns what a structure holds, in order; ``None`` holds nothing."""
    if isinstance(structure, dict):
        return [leaf for key in sorted(structure) for leaf in leaves(structure[key])]
    if isinstance(structure, (list, tuple)):
        return [leaf for item in structure for leaf in leaves(item)]
    return [] if structure is None else [structure]


def packed(structure: Any, values: Sequence[Any]) -> Any:
    """Returns values in the places of a structure's leaves."""
    rest = iter(values)

    def fill(item: Any) -> Any:
        if isinstance(item, dict):
            found = {key: fill(item[key]) for key in sorted(item)}
            return {key: found[key] for key in item}
        if isinstance(item, tuple) and hasattr(item, "_fields"):
            return type(item)(*map(fill, item))
        if isinstance(item, (list, tuple)):
            return type(item)(map(fill, item))
        return None if item is None else next(rest)

    return fill(structure)


def each(function: Callable[..., Any], structure: Any, *others: Any) -> Any:
    """Calls a function on the leaves of structures that stand in the same places."""
    columns = [leaves(structure), *map(leaves, others)]
    if len({len(column) for column in columns}) > 1:
        raise FieldError(f"Structures of {' and '.join(str(len(c)) for c in columns)} tensors do not match.")
    return packed(structure, [function(*items) for items in zip(*columns, strict=True)])


def rows(xs: Any, function: str) -> tuple[Any, int | None]:
    """Returns nested tensors and the size that their first axes have in common; ``None`` if it is open.

    Raises:
        FieldError: If the sizes differ, or a tensor has no axis.
    """
    xs = each(as_value, xs)
    sizes = {tuple(x.shape[:1]) for x in leaves(xs)}
    if len(sizes) != 1 or () in sizes:
        shapes = " and ".join(str(tuple(x.shape)) for x in leaves(xs))
        raise FieldError(f"{function}: all tensors must have the same first axis, got shapes {shapes}.")
    return xs, sizes.pop()[0]


def stacked(results: Sequence[Any]) -> Any:
    """Joins the results of steps along a new first axis."""
    return packed(results[0], [stack(parts, axis=0) for parts in zip(*map(leaves, results), strict=True)])


def tried_out(function: Callable[..., Any]) -> Callable[..., Any]:
    """Lets a function infer its result for symbolic arguments, by two runs on small stand-ins for them."""

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if not find_symbolic((args, kwargs)) or follower() is not None:
            return function(*args, **kwargs)

        def run(size: int) -> Any:
            def value(leaf: Any) -> Any:
                if not isinstance(leaf, KerasTensor):
                    return leaf
                return wrap(np.ones([size if s is None else s for s in leaf.shape], leaf.dtype))

            given = packed((args, kwargs), [value(leaf) for leaf in leaves((args, kwargs))])
            with np.errstate(all="ignore"):  # stand-ins need not make sense
                return each(as_value, function(*given[0], **given[1]))

        found = each(_compared, run(2), run(3))
        return record_primitive(function, args, kwargs, found) if is_recording() else found

    return call


def _compared(first: Any, second: Any) -> KerasTensor:
    shape = [a if a == b else None for a, b in zip(first.shape, second.shape, strict=True)]
    return KerasTensor(shape, first.dtype)
