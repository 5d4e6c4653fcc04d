"""Finite differences: the one oracle for every gradient."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.tensors.dtypes import Array
from layerloom.tensors.tape import GradientTape
from layerloom.tensors.tensor import Tensor, operators


def check_gradients(
    function: Callable[..., Any],
    *arrays: Any,
    step: float = 1e-6,
    tolerance: float = 1e-6,
    order: int = 1,
    seed: int = 0,
    missing: bool = False,
) -> None:
    """Compares a function's gradients with central differences along random directions, in float64.

    Args:
        function: Function of tensors that gives one tensor.
        *arrays: The point at which to check.
        step: Step of the difference.
        tolerance: Largest difference, relative to the gradient's size.
        order: 2 also checks the gradient of the gradient.
        seed: Seed of the directions.
        missing: Whether a missing gradient counts as zero.

    Raises:
        AssertionError: If a gradient is missing or wrong.
    """
    rng = np.random.default_rng(seed)
    points = [np.array(a, dtype=np.float64) for a in arrays]
    weights = rng.standard_normal(np.shape(function(*map(Tensor, points))))

    def scalar(*values: Any) -> Any:
        return operators["sum"](function(*values) * weights)

    def gradients(*values: Any) -> list[Any]:
        tensors = [v if isinstance(v, Tensor) else Tensor(v) for v in values]
        with GradientTape() as tape:
            tape.watch(tensors)
            result = scalar(*tensors)
        return list(tape.gradient(result, tensors))

    found = gradients(*points)
    for index, point in enumerate(points):
        direction = rng.standard_normal(point.shape)
        if found[index] is None and missing:
            found[index] = Tensor(np.zeros(point.shape))
        assert found[index] is not None, f"argument {index} has no gradient"
        assert found[index].shape == point.shape, f"argument {index}: gradient shape {found[index].shape}"
        _compare(
            scalar, points, index, direction, float(np.sum(found[index].value * direction)), step, tolerance
        )
    if order > 1:
        directions = [rng.standard_normal(p.shape) for p in points]

        def slope(*values: Any) -> Any:
            slopes = zip(gradients(*values), directions, strict=True)
            return sum(operators["sum"](g * d) for g, d in slopes if g is not None)

        check_gradients(slope, *points, step=step, tolerance=tolerance * 100, seed=seed + 1, missing=True)


def _compare(
    scalar: Callable[..., Any],
    points: list[Array],
    index: int,
    direction: Array,
    found: float,
    step: float,
    tolerance: float,
) -> None:
    def at(sign: float) -> float:
        moved = [p + sign * step * direction if i == index else p for i, p in enumerate(points)]
        return float(scalar(*map(Tensor, moved)))

    expected = (at(1.0) - at(-1.0)) / (2 * step)
    limit = tolerance * max(1.0, abs(expected), abs(found)) * 10
    assert abs(found - expected) <= limit, f"argument {index}: gradient {found}, by differences {expected}"
