"""Constraints: what weights are brought back to after every training step."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import config, lookup
from layerloom.declaration import Configurable, register
from layerloom.declaration import serialize as to_data
from layerloom.declaration.fields import Axis, Fraction, NonNegativeFloat
from layerloom.errors import ShapeError
from layerloom.tensors import Array, Tensor, as_array, wrap


class Constraint(Configurable):
    """Base of constraints: a function from weights to allowed weights."""

    def __call__(self, w: Any) -> Any:
        """Returns the allowed weights nearest to ``w``."""
        return w


@register("constraint", aliases=("max_norm", "maxnorm"))
class MaxNorm(Constraint):
    """Shortens each unit's weights where they are longer than a limit.

    Args:
        max_value: Largest length.
        axis: Axis along which the length is taken: 0 for Dense kernels, [0, 1, 2] for Conv2D kernels.
    """

    def __init__(self, max_value: NonNegativeFloat = 2, axis: Axis = 0) -> None:
        self.max_value = max_value
        self.axis = axis

    def __call__(self, w: Any) -> Tensor:
        """Returns the weights with lengths up to the limit."""
        w = as_array(w)
        norms = _norms(w, self.axis)
        return _scaled(w, norms, np.clip(norms, 0, self.max_value))


@register("constraint", aliases=("non_neg", "nonneg"))
class NonNeg(Constraint):
    """Sets negative weights to zero."""

    def __call__(self, w: Any) -> Tensor:
        """Returns the weights without negative ones."""
        return wrap(np.maximum(as_array(w), 0))


@register("constraint", aliases=("unit_norm", "unitnorm"))
class UnitNorm(Constraint):
    """Scales each unit's weights to length 1.

    Args:
        axis: Axis along which the length is taken: 0 for Dense kernels, [0, 1, 2] for Conv2D kernels.
    """

    def __init__(self, axis: Axis = 0) -> None:
        self.axis = axis

    def __call__(self, w: Any) -> Tensor:
        """Returns the weights with length 1."""
        w = as_array(w)
        return wrap(w / (np.asarray(config.epsilon(), w.dtype) + _norms(w, self.axis)))


@register("constraint", aliases=("min_max_norm",))
class MinMaxNorm(Constraint):
    """Keeps the length of each unit's weights between two limits.

    Args:
        min_value: Smallest length.
        max_value: Largest length.
        rate: How much of the way to the limits one step goes; 1 is all of it.
        axis: Axis along which the length is taken: 0 for Dense kernels, [0, 1, 2] for Conv2D kernels.
    """

    def __init__(
        self,
        min_value: NonNegativeFloat = 0.0,
        max_value: NonNegativeFloat = 1.0,
        rate: Fraction = 1.0,
        axis: Axis = 0,
    ) -> None:
        self.min_value = min_value
        self.max_value = max_value
        self.rate = rate
        self.axis = axis

    def __call__(self, w: Any) -> Tensor:
        """Returns the weights with lengths within the limits."""
        w = as_array(w)
        norms = _norms(w, self.axis)
        desired = self.rate * np.clip(norms, self.min_value, self.max_value) + (1 - self.rate) * norms
        return _scaled(w, norms, desired)


@register("constraint", aliases=("radial_constraint",))
class RadialConstraint(Constraint):
    """Gives the kernels of two-dimensional convolutions the same values all round, from the diagonal outwards."""

    def __call__(self, w: Any) -> Tensor:
        """Returns kernels whose rings have the values that tf.keras finds on their diagonal."""
        w = as_array(w)
        if w.ndim != 4 or w.shape[0] != w.shape[1]:
            raise ShapeError(
                f"RadialConstraint works on square kernels of Conv2D, with 4 axes; the weight has shape {w.shape}."
            )
        size = len(w)
        start, even = size // 2, size % 2 == 0
        place = np.abs(2 * np.arange(size) - (size - 1)) // 2  # how far from the middle
        ring = np.maximum(place[:, None], place[None, :])
        first = start - 1 if start else 0
        diagonal = np.array([first, *range(start + even, size)], np.intp)
        return wrap(w[diagonal[ring], diagonal[ring]])


# The other spelling, ``constraints.max_norm(2)``.
max_norm, min_max_norm, non_neg, unit_norm = MaxNorm, MinMaxNorm, NonNeg, UnitNorm
radial_constraint = RadialConstraint


def get(identifier: Any) -> Any:
    """Returns the constraint that a name, config, class or function stands for; ``None`` for ``None``."""
    return lookup.resolve("constraint", identifier)


def serialize(constraint: Any) -> Any:
    """Turns a constraint into plain data."""
    return to_data(constraint)


def deserialize(config: Any, custom_objects: dict[str, Any] | None = None) -> Any:
    """Makes a constraint from the result of :func:`serialize`."""
    return lookup.from_data("constraint", config, custom_objects)


def _norms(w: Array, axis: Any) -> Array:
    axes = tuple(axis) if isinstance(axis, (list, tuple)) else axis
    return np.asarray(np.sqrt(np.sum(np.square(w), axis=axes, keepdims=True)))


def _scaled(w: Array, norms: Array, desired: Array) -> Tensor:
    return wrap(w * (desired / (np.asarray(config.epsilon(), w.dtype) + norms)))
