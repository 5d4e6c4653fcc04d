"""Activation functions that are layers of their own."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import activations, ops
from layerloom.declaration import register
from layerloom.declaration.fields import (
    Axis,
    NonNegativeFloat,
)
from layerloom.errors import ShapeError
from layerloom.layers.layer import Layer

__all__ = ["ELU", "LeakyReLU", "ReLU", "Softmax", "ThresholdedReLU"]


class ActivationLayer(Layer):
    """Base of layers that change values and keep the shape."""

    supports_masking = True

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The input's shape."""
        return input_shape


@register("layer", category="Activation")
class ReLU(ActivationLayer):
    """Passes positive values on and sets negative ones to 0.

    Input and output have the same shape.

    Args:
        max_value: Largest output; None for no limit.
        negative_slope: Slope of the line below the threshold; 0 for a flat one.
        threshold: Values below it count as negative.
    """

    def __init__(
        self,
        max_value: NonNegativeFloat | None = None,
        negative_slope: NonNegativeFloat = 0.0,
        threshold: NonNegativeFloat = 0.0,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.max_value = None if max_value is None else float(max_value)
        self.negative_slope = float(negative_slope)
        self.threshold = float(threshold)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the positive part of the inputs."""
        return activations.relu(inputs, self.negative_slope, self.max_value, self.threshold)


def ThresholdedReLU(theta: float = 1.0, **kwargs: Any) -> ReLU:  # noqa: N802 - a class in Keras 2
    """Makes the ReLU that Keras 2 has by this name: it passes values above a threshold on and sets others to 0.

    Args:
        theta: The threshold.
        **kwargs: Arguments of every layer.
    """
    return ReLU(threshold=theta, **kwargs)


@register("layer", category="Activation")
class LeakyReLU(ActivationLayer):
    """Passes positive values on and multiplies negative ones by a small slope.

    Input and output have the same shape.

    Args:
        negative_slope: Slope of the line below 0.
    """

    def __init__(self, negative_slope: NonNegativeFloat = 0.3, **kwargs: Any) -> None:
        negative_slope = kwargs.pop("alpha", negative_slope)  # its name in Keras 2
        super().__init__(**kwargs)
        self.negative_slope = float(negative_slope)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the inputs, negative ones scaled."""
        return activations.leaky_relu(inputs, negative_slope=self.negative_slope)


@register("layer", category="Activation")
class ELU(ActivationLayer):
    """Passes positive values on and bends negative ones towards -alpha.

    Input and output have the same shape.

    Args:
        alpha: The limit for large negative values, without its sign.
    """

    def __init__(self, alpha: NonNegativeFloat = 1.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.alpha = float(alpha)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the inputs, negative ones as ``alpha * (exp(inputs) - 1)``."""
        return activations.elu(inputs, alpha=self.alpha)


@register("layer", category="Activation")
class Softmax(ActivationLayer):
    """Turns numbers into probabilities that add up to 1 along an axis.

    Input and output have the same shape.

    Args:
        axis: The axis of the classes; several axes count as one.
    """

    def __init__(self, axis: Axis = -1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.axis = list(axis) if isinstance(axis, (list, tuple)) else axis
        self.built = True

    def call(self, inputs: Any, mask: Any = None) -> Any:
        """Returns the probabilities.

        Args:
            inputs: Tensor.
            mask: True where an input takes part; the others get probability 0. It broadcasts to the inputs.
        """
        axis = self.axis
        if isinstance(axis, list):
            axis = axis[0] if len(axis) == 1 else tuple(axis)
        if mask is None:
            return (
                activations.softmax(inputs, axis) if isinstance(axis, int) else ops.softmax(inputs, axis=axis)
            )
        mask = np.asarray(mask)
        if mask.dtype != bool:
            mask = mask > 0.5
        if not _broadcasts(mask.shape, tuple(inputs.shape)):
            raise ShapeError(
                f"Layer {self._title}: the mask {mask.shape} must broadcast to the input {tuple(inputs.shape)}."
            )
        kept = ops.where(mask, inputs, -3e4 if inputs.dtype == "float16" else -1e9)
        return ops.where(mask, ops.softmax(kept, axis=axis), 0.0)


def _broadcasts(mask: tuple[int, ...], shape: tuple[int, ...]) -> bool:
    pairs = zip(mask[::-1], shape[::-1], strict=False)
    return len(mask) <= len(shape) and all(one in (1, size) for one, size in pairs)
