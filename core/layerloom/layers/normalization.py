"""Normalization layers."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import config, constraints, initializers, ops, regularizers
from layerloom.declaration import register
from layerloom.declaration.fields import (
    Axis,
    ConstraintLike,
    Fraction,
    InitializerLike,
    NonNegativeFloat,
    RegularizerLike,
)
from layerloom.errors import ShapeError
from layerloom.layers.input_spec import InputSpec
from layerloom.layers.layer import Layer
from layerloom.layers.renormalization import add_renorm_weights, checked_bounds, renormalize
from layerloom.tensors import KerasTensor, Variable

__all__ = ["BatchNormalization"]


@register("layer", category="Normalization")
class BatchNormalization(Layer):
    """Keeps each channel near mean 0 and variance 1, which makes training faster and steadier.

    While training it uses mean and variance of the batch and follows them in moving averages; afterwards, and
    when ``trainable`` is False, it uses these averages. Input and output have the same shape.

    Args:
        axis: The axis of the channels.
        momentum: Share of the old moving average that each training step keeps.
        epsilon: Added to the variance against division by zero.
        center: Whether to add a learned offset, beta.
        scale: Whether to multiply by a learned factor, gamma.
        beta_initializer: How beta's values start.
        gamma_initializer: How gamma's values start.
        moving_mean_initializer: How the moving mean starts.
        moving_variance_initializer: How the moving variance starts.
        beta_regularizer: Penalty on beta.
        gamma_regularizer: Penalty on gamma.
        beta_constraint: Projection of beta after each update.
        gamma_constraint: Projection of gamma after each update.
        renorm: Whether batches are corrected towards the moving averages while training (batch renormalization).
        renorm_clipping: Bounds of the corrections: ``rmin`` and ``rmax`` of the factor, ``dmax`` of the offset.
        renorm_momentum: Share of the old averages of the corrections that each training step keeps.
        synchronized: For files of Keras; all of a batch is in one place here.
    """

    supports_masking = True
    _in_full_precision = True

    def __init__(
        self,
        axis: Axis = -1,
        momentum: Fraction = 0.99,
        epsilon: NonNegativeFloat = 1e-3,
        center: bool = True,
        scale: bool = True,
        beta_initializer: InitializerLike = "zeros",
        gamma_initializer: InitializerLike = "ones",
        moving_mean_initializer: InitializerLike = "zeros",
        moving_variance_initializer: InitializerLike = "ones",
        beta_regularizer: RegularizerLike = None,
        gamma_regularizer: RegularizerLike = None,
        beta_constraint: ConstraintLike = None,
        gamma_constraint: ConstraintLike = None,
        renorm: bool = False,
        renorm_clipping: dict[str, float] | None = None,
        renorm_momentum: Fraction = 0.99,
        synchronized: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.axis = int(axis[0] if isinstance(axis, (list, tuple)) else axis)
        self.momentum = float(momentum)
        self.epsilon = float(epsilon)
        self.center = center
        self.scale = scale
        self.beta_initializer = initializers.get(beta_initializer)
        self.gamma_initializer = initializers.get(gamma_initializer)
        self.moving_mean_initializer = initializers.get(moving_mean_initializer)
        self.moving_variance_initializer = initializers.get(moving_variance_initializer)
        self.beta_regularizer = regularizers.get(beta_regularizer)
        self.gamma_regularizer = regularizers.get(gamma_regularizer)
        self.beta_constraint = constraints.get(beta_constraint)
        self.gamma_constraint = constraints.get(gamma_constraint)
        self.renorm = renorm
        self.renorm_clipping = checked_bounds(renorm_clipping) if renorm else renorm_clipping
        self.renorm_momentum = float(renorm_momentum)
        self.synchronized = synchronized
        self.gamma: Variable | None = None
        self.beta: Variable | None = None

    def build(self, input_shape: Any) -> None:
        """Makes gamma, beta, moving mean and moving variance, one number for each channel."""
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
        self.moving_mean = self.add_weight(
            shape=(channels,), initializer=self.moving_mean_initializer, trainable=False, name="moving_mean"
        )
        self.moving_variance = self.add_weight(
            shape=(channels,),
            initializer=self.moving_variance_initializer,
            trainable=False,
            name="moving_variance",
        )
        if self.renorm:
            add_renorm_weights(self, channels)
        self.input_spec = InputSpec(ndim=len(input_shape), axes={self.axis: channels})
        self.built = True

    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        """Returns the normalized inputs; while training, also moves the averages.

        Args:
            inputs: Tensor.
            training: Whether to use the batch's own statistics.
            mask: True where an input counts in the statistics; the inputs' shape without the last axis.
        """
        if mask is not None and len(mask.shape) != len(inputs.shape) - 1:
            raise ShapeError(
                f"Layer {self._title}: the mask must have one axis less than the input {tuple(inputs.shape)}, "
                f"its shape is {tuple(mask.shape)}."
            )
        x = ops.cast(inputs, dtype="float32") if inputs.dtype == "float16" else inputs
        if not (training and self.trainable):
            y = self._normalize(x, self.moving_mean, self.moving_variance)
        elif self.renorm:
            y = renormalize(self, x, mask)
        elif mask is None:
            gamma, beta = self._parameters(x.dtype)
            y, mean, variance = ops.batch_normalization_training(x, gamma, beta, self.axis, self.epsilon)
            self._follow(mean, variance)
        else:
            mean, variance = self._masked_moments(x, mask)
            y = self._normalize(x, mean, variance)
            self._follow(mean, variance)
        return y if y.dtype == self.compute_dtype else ops.cast(y, dtype=self.compute_dtype)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The input's shape."""
        if not -len(input_shape) <= self.axis < len(input_shape):
            raise ShapeError(f"Layer {self._title}: the input {input_shape} has no axis {self.axis}.")
        return input_shape

    def _parameters(self, dtype: str) -> tuple[Any, Any]:
        """Returns gamma and beta, or what has no effect in their place."""
        size = self.moving_mean.shape[0]
        gamma = np.ones(size, dtype) if self.gamma is None else self.gamma
        beta = np.zeros(size, dtype) if self.beta is None else self.beta
        return gamma, beta

    def _normalize(self, x: Any, mean: Any, variance: Any) -> Any:
        return ops.batch_normalization(
            x, mean, variance, self.axis, offset=self.beta, scale=self.gamma, epsilon=self.epsilon
        )

    def _follow(self, mean: Any, variance: Any) -> None:
        if isinstance(mean, KerasTensor):  # which has no values to move the averages by
            return
        for average, now in ((self.moving_mean, mean), (self.moving_variance, variance)):
            average.assign(average.value * self.momentum + np.asarray(now) * (1.0 - self.momentum))

    def _masked_moments(self, x: Any, mask: Any) -> tuple[Any, Any]:
        counts = ops.logical_and(ops.expand_dims(mask, axis=-1), ops.ones_like(x, dtype="bool"))
        axes = tuple(axis for axis in range(len(x.shape)) if axis != self.axis % len(x.shape))
        total = ops.sum(ops.cast(counts, dtype=x.dtype), axis=axes, keepdims=True) + config.epsilon()
        mean = ops.sum(ops.where(counts, x, 0.0), axis=axes, keepdims=True) / total
        away = ops.where(counts, x - mean, 0.0)
        variance = ops.sum(ops.square(away), axis=axes, keepdims=True) / total
        return ops.reshape(mean, newshape=(-1,)), ops.reshape(variance, newshape=(-1,))
