"""Convolution layers."""

from __future__ import annotations

from typing import Any, Literal

from layerloom import activations, config, constraints, initializers, ops, regularizers
from layerloom.declaration import register
from layerloom.declaration.fields import (
    ActivationLike,
    ConstraintLike,
    DataFormat,
    InitializerLike,
    IntPair,
    PositiveInt,
    RegularizerLike,
)
from layerloom.errors import FieldError, ShapeError
from layerloom.kernels.windows import output_sizes
from layerloom.layers.input_spec import InputSpec
from layerloom.layers.layer import Layer
from layerloom.ops.windows import per_axis
from layerloom.tensors import Variable

__all__ = ["Conv2D", "Convolution2D"]


class BaseConvolution(Layer):
    """What convolutions of any number of spatial axes share.

    Args:
        filters: Number of output channels.
        kernel_size: Size of the window along each axis; one number for a square window.
        strides: Steps from one window to the next.
        padding: "valid" for none, "same" to pad with zeros evenly.
        data_format: Where images keep their channels.
        dilation_rate: Steps between the inputs that a window looks at; needs strides of 1 where above 1.
        groups: Number of groups of channels that are filtered apart; divides channels and filters.
        activation: Function applied to the outputs.
        use_bias: Whether to add a bias to each filter.
        kernel_initializer: How the kernel's values start.
        bias_initializer: How the bias's values start.
        kernel_regularizer: Penalty on the kernel.
        bias_regularizer: Penalty on the bias.
        activity_regularizer: Penalty on the output.
        kernel_constraint: Projection of the kernel after each update.
        bias_constraint: Projection of the bias after each update.
    """

    #: Number of spatial axes.
    rank: int

    def __init__(
        self,
        *,
        filters: Any,
        kernel_size: Any,
        strides: Any,
        padding: str,
        data_format: str | None,
        dilation_rate: Any,
        groups: int,
        activation: Any,
        use_bias: bool,
        kernel_initializer: Any,
        bias_initializer: Any,
        kernel_regularizer: Any,
        bias_regularizer: Any,
        kernel_constraint: Any,
        bias_constraint: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.filters = int(filters)
        self.kernel_size = per_axis(kernel_size, self.rank, "kernel_size")
        self.strides = per_axis(strides, self.rank, "strides")
        self.padding = padding.lower()
        self.data_format = data_format or config.image_data_format()
        self.dilation_rate = per_axis(dilation_rate, self.rank, "dilation_rate")
        self.groups = int(groups)
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.kernel_constraint = constraints.get(kernel_constraint)
        self.bias_constraint = constraints.get(bias_constraint)
        self.input_spec = InputSpec(ndim=self.rank + 2)
        self.bias: Variable | None = None
        self._check()

    def _check(self) -> None:
        name = type(self).__name__
        if self.filters % self.groups:
            raise FieldError(f"{name}: groups={self.groups} must divide filters={self.filters}.")
        if max(self.strides) > 1 and max(self.dilation_rate) > 1:
            raise FieldError(
                f"{name}: strides={self.strides} and dilation_rate={self.dilation_rate} cannot both be above 1."
            )

    @property
    def _channel_axis(self) -> int:
        return -1 if self.data_format == "channels_last" else 1

    def build(self, input_shape: Any) -> None:
        """Makes kernel ``(*kernel_size, channels / groups, filters)`` and bias ``(filters,)``."""
        channels = input_shape[self._channel_axis]
        if channels is None:
            raise ShapeError(
                f"Layer {self._title}: the number of channels must be known, the input is {input_shape}."
            )
        if channels % self.groups:
            raise ShapeError(
                f"Layer {self._title}: groups={self.groups} must divide the {channels} channels of the input."
            )
        self.compute_output_shape(input_shape)
        self.kernel = self.add_weight(
            shape=(*self.kernel_size, channels // self.groups, self.filters),
            initializer=self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
            name="kernel",
        )
        if self.use_bias:
            self.bias = self.add_weight(
                shape=(self.filters,),
                initializer=self.bias_initializer,
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
                name="bias",
            )
        self.input_spec = InputSpec(ndim=self.rank + 2, axes={self._channel_axis: channels})
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns ``activation(conv(inputs, kernel) + bias)``."""
        outputs = ops.conv_bias(
            inputs,
            self.kernel,
            self.bias,
            strides=self.strides,
            padding=self.padding,
            data_format=self.data_format,
            dilation_rate=self.dilation_rate,
        )
        return self.activation(outputs)

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """The batch, the number of windows along each spatial axis, and ``filters``."""
        batch, *sizes = input_shape
        first = self.data_format == "channels_first"
        spatial = sizes[1:] if first else sizes[:-1]
        outputs = output_sizes(spatial, self.kernel_size, self.strides, self.dilation_rate, self.padding)
        return (batch, self.filters, *outputs) if first else (batch, *outputs, self.filters)


@register(
    "layer", category="Convolution", start={"filters": 32, "kernel_size": (3, 3)}, aliases=("Convolution2D",)
)
class Conv2D(BaseConvolution):
    """Slides learned filters over images: each finds one pattern everywhere.

    Input shape: ``(batch, height, width, channels)``, with ``channels_first`` ``(batch, channels, height, width)``.
    Output shape: the same with ``filters`` channels and the number of windows along height and width.

    Args:
        filters: Number of output channels.
        kernel_size: Height and width of the window; one number for a square window.
        strides: Steps from one window to the next, down and across.
        padding: "valid" for none, "same" to pad with zeros so that strides of 1 keep the size.
        data_format: Where images keep their channels.
        dilation_rate: Steps between the pixels that a window looks at; needs strides of 1 where above 1.
        groups: Number of groups of channels that are filtered apart; divides channels and filters.
        activation: Function applied to the outputs.
        use_bias: Whether to add a bias to each filter.
        kernel_initializer: How the kernel's values start.
        bias_initializer: How the bias's values start.
        kernel_regularizer: Penalty on the kernel.
        bias_regularizer: Penalty on the bias.
        activity_regularizer: Penalty on the output.
        kernel_constraint: Projection of the kernel after each update.
        bias_constraint: Projection of the bias after each update.
    """

    rank = 2

    def __init__(
        self,
        filters: PositiveInt,
        kernel_size: IntPair,
        strides: IntPair = (1, 1),
        padding: Literal["valid", "same"] = "valid",
        data_format: DataFormat | None = None,
        dilation_rate: IntPair = (1, 1),
        groups: PositiveInt = 1,
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
        super().__init__(
            filters=filters,
            kernel_size=kernel_size,
            strides=strides,
            padding=padding,
            data_format=data_format,
            dilation_rate=dilation_rate,
            groups=groups,
            activation=activation,
            use_bias=use_bias,
            kernel_initializer=kernel_initializer,
            bias_initializer=bias_initializer,
            kernel_regularizer=kernel_regularizer,
            bias_regularizer=bias_regularizer,
            activity_regularizer=activity_regularizer,
            kernel_constraint=kernel_constraint,
            bias_constraint=bias_constraint,
            **kwargs,
        )


Convolution2D = Conv2D
