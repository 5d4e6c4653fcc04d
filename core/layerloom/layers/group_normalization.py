"""GroupNormalization: normalization of the channels of one sample, group by group."""

from __future__ import annotations

from typing import Annotated, Any

from layerloom import constraints, initializers, ops, regularizers
from layerloom.declaration import register
from layerloom.declaration.fields import (
    Axis,
    Bounds,
    ConstraintLike,
    InitializerLike,
    NonNegativeFloat,
    RegularizerLike,
)
from layerloom.errors import FieldError, ShapeError
from layerloom.layers.input_spec import InputSpec
from layerloom.layers.layer import Layer
from layerloom.ops.standardization import standardize
from layerloom.tensors import Variable

__all__ = ["GroupNormalization"]


@register("layer", category="Normalization", start={"groups": 4})
class GroupNormalization(Layer):
    """Keeps each group of channels of each sample near mean 0 and variance 1, also for batches of a few samples.

    Input and output have the same shape.

    Args:
        groups: Number of groups; it divides the channels. -1 makes each channel its own group.
        axis: The axis of the channels.
        epsilon: Added to the variance against division by zero.
        center: Whether to add a learned offset, beta.
        scale: Whether to multiply by a learned factor, gamma.
        beta_initializer: How beta's values start.
        gamma_initializer: How gamma's values start.
        beta_regularizer: Penalty on beta.
        gamma_regularizer: Penalty on gamma.
        beta_constraint: Projection of beta after each update.
        gamma_constraint: Projection of gamma after each update.
    """

    supports_masking = True
    _in_full_precision = True

    def __init__(
        self,
        groups: Annotated[int, Bounds(ge=-1)] = 32,
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
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.groups = int(groups)
        if self.groups == 0:
            raise FieldError("GroupNormalization: groups must be a whole number >= 1, or -1, got 0.")
        self.axis = int(axis)
        self.epsilon = float(epsilon)
        self.center = center
        self.scale = scale
        self.beta_initializer = initializers.get(beta_initializer)
        self.gamma_initializer = initializers.get(gamma_initializer)
        self.beta_regularizer = regularizers.get(beta_regularizer)
        self.gamma_regularizer = regularizers.get(gamma_regularizer)
        self.beta_constraint = constraints.get(beta_constraint)
        self.gamma_constraint = constraints.get(gamma_constraint)
        self.gamma: Variable | None = None
        self.beta: Variable | None = None

    def build(self, input_shape: Any) -> None:
        """Makes gamma and beta, one number for each channel."""
        self.compute_output_shape(input_shape)
        channels = input_shape[self.axis]
        if channels is None:
            raise ShapeError(
                f"Layer {self._title}: the size of axis {self.axis} must be known, the input is {input_shape}."
            )
        if self.scale:
            self.gamma = self.add_weight(
                shape=(channels,),
                initializer=self.gamma_initializer,
                regularizer=self.gamma_regularizer,
                constraint=self.gamma_constraint,
                name="gamma",
            )
        if self.center:
            self.beta = self.add_weight(
                shape=(channels,),
                initializer=self.beta_initializer,
                regularizer=self.beta_regularizer,
                constraint=self.beta_constraint,
                name="beta",
            )
        self.input_spec = InputSpec(ndim=len(input_shape), axes={self.axis: channels})
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the normalized inputs."""
        shape = tuple(inputs.shape)
        rank, axis, channels = len(shape), self.axis % len(shape), shape[self.axis]
        groups = channels if self.groups == -1 else self.groups
        wide = inputs.dtype in ("float32", "float64", "bfloat16")
        x = inputs if wide else ops.cast(inputs, dtype="float32")
        split = ops.reshape(x, newshape=(*shape[:axis], groups, channels // groups, *shape[axis + 1 :]))
        y = standardize(split, [i for i in range(1, rank + 1) if i != axis], self.epsilon)
        y = ops.reshape(y, newshape=shape)
        along = [channels if i == axis else 1 for i in range(rank)]
        y = y if self.gamma is None else y * ops.reshape(self.gamma, newshape=along)
        y = y if self.beta is None else y + ops.reshape(self.beta, newshape=along)
        return y if y.dtype == self.compute_dtype else ops.cast(y, dtype=self.compute_dtype)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The input's shape."""
        if not -len(input_shape) <= self.axis < len(input_shape) or self.axis % len(input_shape) == 0:
            raise ShapeError(
                f"Layer {self._title}: the input {tuple(input_shape)} has no axis {self.axis} of channels."
            )
        channels = input_shape[self.axis]
        if channels is not None and self.groups != -1 and channels % self.groups:
            raise ShapeError(
                f"Layer {self._title}: groups={self.groups} must divide the {channels} channels of the input."
            )
        return input_shape
