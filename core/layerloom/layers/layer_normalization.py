"""Layers that normalize each sample by itself: LayerNormalization, RMSNormalization, UnitNormalization."""

from __future__ import annotations

from typing import Any

from layerloom import constraints, initializers, ops, regularizers
from layerloom.declaration import register
from layerloom.declaration.fields import (
    Axis,
    ConstraintLike,
    InitializerLike,
    NonNegativeFloat,
    RegularizerLike,
)
from layerloom.errors import ShapeError
from layerloom.layers.layer import Layer
from layerloom.tensors import Variable

__all__ = ["LayerNormalization", "RMSNormalization", "UnitNormalization"]


class AxesLayer(Layer):
    """Base of layers that work along one or several axes and keep the shape."""

    axis: Any

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The input's shape."""
        self._axes(input_shape)
        return input_shape

    def _axes(self, shape: Any) -> list[int]:
        """Returns the axes counted from the front, in order."""
        axes = self.axis if isinstance(self.axis, list) else [self.axis]
        for axis in axes:
            if not -len(shape) <= axis < len(shape):
                raise ShapeError(f"Layer {self._title}: the input {tuple(shape)} has no axis {axis}.")
        return sorted(axis % len(shape) for axis in axes)

    def _sizes(self, shape: Any) -> tuple[int, ...]:
        """Returns the sizes of the axes, which must be known."""
        sizes = tuple(shape[axis] for axis in self._axes(shape))
        if None in sizes:
            raise ShapeError(
                f"Layer {self._title}: the size of axis {self.axis} must be known, the input is {tuple(shape)}."
            )
        return sizes


@register("layer", category="Normalization")
class LayerNormalization(AxesLayer):
    """Keeps each sample, or each step of it, near mean 0 and variance 1, as transformers do.

    Unlike batch normalization it does the same while training and afterwards. Input and output have the same shape.

    Args:
        axis: The axis, or the list of axes, over which mean and variance are taken.
        epsilon: Added to the variance against division by zero.
        center: Whether to add a learned offset, beta.
        scale: Whether to multiply by a learned factor, gamma.
        beta_initializer: How beta's values start.
        gamma_initializer: How gamma's values start.
        beta_regularizer: Penalty on beta.
        gamma_regularizer: Penalty on gamma.
        beta_constraint: Projection of beta after each update.
        gamma_constraint: Projection of gamma after each update.
        rms_scaling: Whether the mean is left in, an older variant without beta; RMSNormalization is the right one.
    """

    supports_masking = True
    _in_full_precision = True

    def __init__(
        self,
        axis: Axis = -1,
        epsilon: NonNegativeFloat = 1e-3,
        center: bool = True,
        scale: bool = True,
        beta_initializer: InitializerLike = "zeros",
        gamma_initializer: InitializerLike = "ones",
        beta_regularizer: RegularizerLike = None,
        gamma_regularizer: RegularizerLike = None,
        beta_constraint: ConstraintLike = None,
        gamma_constraint: ConstraintLike = None,
        *,
        rms_scaling: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.axis = list(axis) if isinstance(axis, (list, tuple)) else int(axis)
        self.epsilon = float(epsilon)
        self.center = center
        self.scale = scale
        self.rms_scaling = rms_scaling
        self.beta_initializer = initializers.get(beta_initializer)
        self.gamma_initializer = initializers.get(gamma_initializer)
        self.beta_regularizer = regularizers.get(beta_regularizer)
        self.gamma_regularizer = regularizers.get(gamma_regularizer)
        self.beta_constraint = constraints.get(beta_constraint)
        self.gamma_constraint = constraints.get(gamma_constraint)
        self.gamma: Variable | None = None
        self.beta: Variable | None = None

    def build(self, input_shape: Any) -> None:
        """Makes gamma and beta in the shape of the axes."""
        sizes = self._sizes(input_shape)
        if self.scale or self.rms_scaling:
            self.gamma = self.add_weight(
                shape=sizes,
                initializer=self.gamma_initializer,
                regularizer=self.gamma_regularizer,
                constraint=self.gamma_constraint,
                name="gamma",
            )
        if self.center and not self.rms_scaling:
            self.beta = self.add_weight(
                shape=sizes,
                initializer=self.beta_initializer,
                regularizer=self.beta_regularizer,
                constraint=self.beta_constraint,
                name="beta",
            )
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the normalized inputs."""
        axes = self._axes(inputs.shape)
        return ops.layer_normalization(inputs, self.gamma, self.beta, axes, self.epsilon, self.rms_scaling)


@register("layer", category="Normalization")
class RMSNormalization(AxesLayer):
    """Divides each sample, or each step of it, by the root of its mean square, and scales it by learned factors.

    Cheaper than layer normalization, and as good in many large models. Input and output have the same shape.

    Args:
        axis: The axis, or the list of axes, over which the mean is taken.
        epsilon: Added to the mean square against division by zero.
    """

    def __init__(self, axis: Axis = -1, epsilon: NonNegativeFloat = 1e-6, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.axis = list(axis) if isinstance(axis, (list, tuple)) else int(axis)
        self.epsilon = float(epsilon)

    def build(self, input_shape: Any) -> None:
        """Makes the factors ``scale`` in the shape of the axes."""
        self.scale = self.add_weight(shape=self._sizes(input_shape), initializer="ones", name="scale")
        self.built = True

    def call(self, x: Any) -> Any:
        """Returns the normalized inputs."""
        return ops.rms_normalization(x, self.scale, self._axes(x.shape), self.epsilon)


@register("layer", category="Normalization")
class UnitNormalization(AxesLayer):
    """Brings the vectors along an axis to length 1.

    Input and output have the same shape.

    Args:
        axis: The axis, or the list of axes, that make up a vector.
    """

    supports_masking = True
    _in_full_precision = True

    def __init__(self, axis: Axis = -1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.axis = list(axis) if isinstance(axis, (list, tuple)) else int(axis)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the inputs divided by their lengths."""
        return ops.normalize(inputs, axis=tuple(self._axes(inputs.shape)), order=2, epsilon=1e-12)
