"""Calls in which variables have given values, and whose assignments come back as values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from layerloom.tensors.variable import StatelessScope, Variable


def run_stateless(
    whose: str, function: Callable[[], Any], *states: tuple[str, Sequence[Variable], Sequence[Any]]
) -> tuple[Any, list[list[Any]]]:
    """Calls a function with given values of variables; the variables themselves stay as they are.

    Args:
        whose: How errors call the owner of the variables.
        function: What is called.
        *states: What some variables are called, the variables, and a value for each.

    Returns:
        What the function returns, and the values after it, list by list.

    Raises:
        ValueError: If the number of values is another one.
    """
    mapping: list[tuple[Variable, Any]] = []
    for name, own, given in states:
        if len(own) != len(given):
            raise ValueError(f"{whose} has {len(own)} {name}, got {len(given)} values.")
        mapping += zip(own, given, strict=True)
    with StatelessScope(mapping) as scope:
        result = function()
    return result, [[scope.get_current_value(variable) for variable in own] for _, own, _ in states]
