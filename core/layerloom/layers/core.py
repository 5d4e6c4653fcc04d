"""Core layers: Dense and Activation."""

from __future__ import annotations

from typing import Any

from layerloom import activations, constraints, initializers, ops, regularizers
from layerloom.declaration import register
from layerloom.declaration.fields import (
    ActivationLike,
    ConstraintLike,
    InitializerLike,
    PositiveInt,
    RegularizerLike,
)
from layerloom.errors import ShapeError
from layerloom.layers.input_spec import InputSpec
from layerloom.layers.layer import Layer
from layerloom.layers.lora import AdaptableLayer, adapted_weight
from layerloom.tensors import Variable

__all__ = ["Activation", "Dense", "Identity"]


@register("layer", category="Core", start={"units": 32})
class Dense(AdaptableLayer):
    """Fully connected layer: activation(input x kernel + bias).

    Input shape: ``(batch, ..., features)``. Output shape: ``(batch, ..., units)``. Acts on the last axis.

    Args:
        units: Number of outputs.
        activation: Function applied to the outputs.
        use_bias: Whether to add a bias.
        kernel_initializer: How the kernel's values start.
        bias_initializer: How the bias's values start.
        kernel_regularizer: Penalty on the kernel.
        bias_regularizer: Penalty on the bias.
        activity_regularizer: Penalty on the output.
        kernel_constraint: Projection of the kernel after each update.
        bias_constraint: Projection of the bias after each update.
    """

    supports_masking = True
    kernel = adapted_weight("kernel")
    _builds_with_alpha = False

    def __init__(
        self,
        units: PositiveInt,
        activation: ActivationLike = None,
        use_bias: bool = True,
        kernel_initializer: InitializerLike = "glorot_uniform",
        bias_initializer: InitializerLike = "zeros",
        kernel_regularizer: RegularizerLike = None,
        bias_regularizer: RegularizerLike = None,
        activity_regularizer: RegularizerLike = None,
        kernel_constraint: ConstraintLike = None,
        bias_constraint: ConstraintLike = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(activity_regularizer=activity_regularizer, **kwargs)
        self.units = int(units)
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.kernel_constraint = constraints.get(kernel_constraint)
        self.bias_constraint = constraints.get(bias_constraint)
        self.input_spec = InputSpec(min_ndim=2)
        self.bias: Variable | None = None

    def build(self, input_shape: Any) -> None:
        """Makes kernel ``(features, units)`` and bias ``(units,)``."""
        features = input_shape[-1]
        if features is None:
            raise ShapeError(
                f"Layer {self._title}: the size of the last input axis must be known, got {input_shape}."
            )
        self.kernel = self.add_weight(
            shape=(features, self.units),
            initializer=self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
            name="kernel",
        )
        if self.use_bias:
            self.bias = self.add_weight(
                shape=(self.units,),
                initializer=self.bias_initializer,
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
                name="bias",
            )
        self.input_spec = InputSpec(min_ndim=2, axes={-1: features})
        self._build_lora()
        self.built = True

    def call(self, inputs: Any, training: bool | None = None) -> Any:
        """Returns ``activation(inputs @ kernel + bias)``."""
        return self.activation(ops.dense(inputs, self.kernel, self.bias))

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """The input's shape with ``units`` at its end."""
        return (*input_shape[:-1], self.units)


@register("layer", category="Activation", start={"activation": "relu"})
class Activation(Layer):
    """Applies an activation function, elementwise or along the last axis.

    Args:
        activation: The function, for example ``"relu"`` or ``"softmax"``.
    """

    supports_masking = True

    def __init__(self, activation: ActivationLike, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.activation = activations.get(activation)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns ``activation(inputs)``."""
        return self.activation(inputs)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The input's shape."""
        return input_shape


@register("layer", category="Core")
class Identity(Layer):
    """Passes its input on unchanged."""

    supports_masking = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the inputs."""
        return inputs

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The input's shape."""
        return input_shape
