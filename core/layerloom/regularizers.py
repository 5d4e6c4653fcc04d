"""Regularizers: penalties on weights and outputs that join the loss."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from layerloom import lookup, ops
from layerloom.declaration import Configurable, register
from layerloom.declaration import serialize as to_data
from layerloom.declaration.fields import NonNegativeFloat
from layerloom.errors import ShapeError


class Regularizer(Configurable):
    """Base of regularizers: a function from a tensor to its penalty."""

    def __call__(self, x: Any) -> Any:
        """Returns the penalty, a scalar."""
        return 0.0


@register("regularizer", aliases=("l1_l2", "l1l2"))
class L1L2(Regularizer):
    """Adds ``l1 * sum(|w|) + l2 * sum(w²)`` to the loss.

    Args:
        l1: Strength of the absolute values, which makes weights exactly 0.
        l2: Strength of the squares, which keeps weights small.
    """

    def __init__(self, l1: NonNegativeFloat = 0.0, l2: NonNegativeFloat = 0.0) -> None:
        self.l1 = 0.0 if l1 is None else float(l1)
        self.l2 = 0.0 if l2 is None else float(l2)

    def __call__(self, x: Any) -> Any:
        """Returns the penalty."""
        penalty: Any = np.zeros((), x.dtype)
        if self.l1:
            penalty = ops.sum(ops.absolute(x)) * self.l1
        if self.l2:
            penalty = ops.sum(ops.square(x)) * self.l2 + penalty
        return penalty


@register("regularizer", aliases=("l1",))
class L1(Regularizer):
    """Adds ``l1 * sum(|w|)`` to the loss, which makes weights exactly 0.

    Args:
        l1: Strength.
    """

    def __init__(self, l1: NonNegativeFloat = 0.01) -> None:
        self.l1 = 0.01 if l1 is None else float(l1)

    def __call__(self, x: Any) -> Any:
        """Returns the penalty."""
        return ops.sum(ops.absolute(x)) * self.l1


@register("regularizer", aliases=("l2",))
class L2(Regularizer):
    """Adds ``l2 * sum(w²)`` to the loss, which keeps weights small.

    Args:
        l2: Strength.
    """

    def __init__(self, l2: NonNegativeFloat = 0.01) -> None:
        self.l2 = 0.01 if l2 is None else float(l2)

    def __call__(self, x: Any) -> Any:
        """Returns the penalty."""
        return ops.sum(ops.square(x)) * self.l2


@register("regularizer", aliases=("orthogonal_regularizer",))
class OrthogonalRegularizer(Regularizer):
    """Adds the mean similarity of a matrix's rows or columns to the loss, so that they become orthogonal.

    Args:
        factor: Strength.
        mode: Whether rows or columns should be orthogonal.
    """

    def __init__(self, factor: NonNegativeFloat = 0.01, mode: Literal["rows", "columns"] = "rows") -> None:
        self.factor = factor
        self.mode = mode

    def __call__(self, x: Any) -> Any:
        """Returns the penalty."""
        if len(x.shape) != 2:
            raise ShapeError(
                f"OrthogonalRegularizer works on matrices, got shape {tuple(x.shape)}; use L1 or L2."
            )
        axis = 1 if self.mode == "rows" else 0
        unit = ops.normalize(x, axis=axis)
        products = ops.matmul(unit, ops.transpose(unit)) if axis else ops.matmul(ops.transpose(unit), unit)
        size = x.shape[1 - axis]
        others = 1.0 - np.eye(size, dtype=x.dtype)
        return ops.sum(ops.absolute(products * others)) * (self.factor * 0.5 / (size * (size - 1) / 2))


# The other spelling, ``regularizers.l2(0.01)``.
l1, l2, l1_l2, orthogonal_regularizer = L1, L2, L1L2, OrthogonalRegularizer


def get(identifier: Any) -> Any:
    """Returns the regularizer that a name, config, class or function stands for; ``None`` for ``None``."""
    return lookup.resolve("regularizer", identifier)


def serialize(regularizer: Any) -> Any:
    """Turns a regularizer into plain data."""
    return to_data(regularizer)


def deserialize(config: Any, custom_objects: dict[str, Any] | None = None) -> Any:
    """Makes a regularizer from the result of :func:`serialize`."""
    return lookup.from_data("regularizer", config, custom_objects)
