"""Separable convolution layers: every channel is filtered apart, then the channels are mixed."""

from __future__ import annotations

from typing import Any, Literal

from layerloom import constraints, initializers, ops, regularizers
from layerloom.declaration import register
from layerloom.declaration.fields import (
    ActivationLike,
    ConstraintLike,
    DataFormat,
    InitializerLike,
    IntPair,
    IntSingle,
    PositiveInt,
    RegularizerLike,
)
from layerloom.layers.convolution_base import DepthwiseWeights

__all__ = [
    "SeparableConv1D", "SeparableConv2D", "SeparableConvolution1D", "SeparableConvolution2D",
]  # fmt: skip


class SeparableConvolution(DepthwiseWeights):
    """What separable convolutions of any number of spatial axes share."""

    def __init__(
        self,
        *,
        filters: int,
        pointwise_initializer: Any,
        pointwise_regularizer: Any,
        pointwise_constraint: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.filters = int(filters)
        self.pointwise_initializer = initializers.get(pointwise_initializer)
        self.pointwise_regularizer = regularizers.get(pointwise_regularizer)
        self.pointwise_constraint = constraints.get(pointwise_constraint)

    def build(self, input_shape: Any) -> None:
        """Makes the kernel of each step and the bias ``(filters,)``.

        They are ``(*kernel_size, channels, depth_multiplier)`` and ``(*ones, channels * depth_multiplier, filters)``.
        """
        channels = self._channels(input_shape)
        depth = self.depth_multiplier
        self.depthwise_kernel = self._add_kernel(
            "depthwise_kernel", (*self.kernel_size, channels, depth), "depthwise"
        )
        self.pointwise_kernel = self._add_kernel(
            "pointwise_kernel", (*(1,) * self.rank, channels * depth, self.filters), "pointwise"
        )
        self._add_bias(self.filters)
        self._finish(input_shape, channels)

    def call(self, inputs: Any) -> Any:
        """Returns ``activation(separable_conv(inputs, depthwise_kernel, pointwise_kernel) + bias)``."""
        outputs = ops.separable_conv_bias(
            inputs, self.depthwise_kernel, self.pointwise_kernel, self.bias, **self._window
        )
        return self.activation(outputs)

    def _output_channels(self, input_shape: tuple[int | None, ...]) -> int | None:
        return self.filters


@register(
    "layer",
    category="Convolution",
    start={"filters": 32, "kernel_size": 3},
    aliases=("SeparableConvolution1D",),
)
class SeparableConv1D(SeparableConvolution):
    """Filters every channel of sequences apart, then mixes the channels: a Conv1D with far fewer weights.

    Input shape: ``(batch, steps, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: the same with ``filters`` channels and the number of windows along length.

    Args:
        filters: Number of output channels.
        kernel_size: Length of the window.
        strides: Steps from one window to the next.
        padding: "valid" for none, "same" to pad with zeros so that strides of 1 keep the size.
        data_format: Where sequences keep their channels.
        dilation_rate: Steps between the steps that a window looks at.
        depth_multiplier: Number of filters for each channel before they are mixed.
        activation: Function applied to the outputs.
        use_bias: Whether to add a bias to each filter.
        depthwise_initializer: How the depthwise kernel's values start.
        pointwise_initializer: How the pointwise kernel's values start.
        bias_initializer: How the bias's values start.
        depthwise_regularizer: Penalty on the depthwise kernel.
        pointwise_regularizer: Penalty on the pointwise kernel.
        bias_regularizer: Penalty on the bias.
        activity_regularizer: Penalty on the output.
        depthwise_constraint: Projection of the depthwise kernel after each update.
        pointwise_constraint: Projection of the pointwise kernel after each update.
        bias_constraint: Projection of the bias after each update.
    """

    rank = 1

    def __init__(
        self,
        filters: PositiveInt,
        kernel_size: IntSingle,
        strides: IntSingle = 1,
        padding: Literal["valid", "same"] = "valid",
        data_format: DataFormat | None = None,
        dilation_rate: IntSingle = 1,
        depth_multiplier: PositiveInt = 1,
        activation: ActivationLike = None,
        use_bias: bool = True,
        depthwise_initializer: InitializerLike = "glorot_uniform",
        pointwise_initializer: InitializerLike = "glorot_uniform",
        bias_initializer: InitializerLike = "zeros",
        depthwise_regularizer: RegularizerLike = None,
        pointwise_regularizer: RegularizerLike = None,
        bias_regularizer: RegularizerLike = None,
        activity_regularizer: RegularizerLike = None,
        depthwise_constraint: ConstraintLike = None,
        pointwise_constraint: ConstraintLike = None,
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
            depth_multiplier=depth_multiplier,
            activation=activation,
            use_bias=use_bias,
            depthwise_initializer=depthwise_initializer,
            pointwise_initializer=pointwise_initializer,
            bias_initializer=bias_initializer,
            depthwise_regularizer=depthwise_regularizer,
            pointwise_regularizer=pointwise_regularizer,
            bias_regularizer=bias_regularizer,
            activity_regularizer=activity_regularizer,
            depthwise_constraint=depthwise_constraint,
            pointwise_constraint=pointwise_constraint,
            bias_constraint=bias_constraint,
            **kwargs,
        )


@register(
    "layer",
    category="Convolution",
    start={"filters": 32, "kernel_size": (3, 3)},
    aliases=("SeparableConvolution2D",),
)
class SeparableConv2D(SeparableConvolution):
    """Filters every channel of images apart, then mixes the channels: a Conv2D with far fewer weights.

    Input shape: ``(batch, height, width, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: the same with ``filters`` channels and the number of windows along height and width.

    Args:
        filters: Number of output channels.
        kernel_size: Height and width of the window; one number for a square window.
        strides: Steps from one window to the next, down and across.
        padding: "valid" for none, "same" to pad with zeros so that strides of 1 keep the size.
        data_format: Where images keep their channels.
        dilation_rate: Steps between the pixels that a window looks at.
        depth_multiplier: Number of filters for each channel before they are mixed.
        activation: Function applied to the outputs.
        use_bias: Whether to add a bias to each filter.
        depthwise_initializer: How the depthwise kernel's values start.
        pointwise_initializer: How the pointwise kernel's values start.
        bias_initializer: How the bias's values start.
        depthwise_regularizer: Penalty on the depthwise kernel.
        pointwise_regularizer: Penalty on the pointwise kernel.
        bias_regularizer: Penalty on the bias.
        activity_regularizer: Penalty on the output.
        depthwise_constraint: Projection of the depthwise kernel after each update.
        pointwise_constraint: Projection of the pointwise kernel after each update.
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
        depth_multiplier: PositiveInt = 1,
        activation: ActivationLike = None,
        use_bias: bool = True,
        depthwise_initializer: InitializerLike = "glorot_uniform",
        pointwise_initializer: InitializerLike = "glorot_uniform",
        bias_initializer: InitializerLike = "zeros",
        depthwise_regularizer: RegularizerLike = None,
        pointwise_regularizer: RegularizerLike = None,
        bias_regularizer: RegularizerLike = None,
        activity_regularizer: RegularizerLike = None,
        depthwise_constraint: ConstraintLike = None,
        pointwise_constraint: ConstraintLike = None,
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
            depth_multiplier=depth_multiplier,
            activation=activation,
            use_bias=use_bias,
            depthwise_initializer=depthwise_initializer,
            pointwise_initializer=pointwise_initializer,
            bias_initializer=bias_initializer,
            depthwise_regularizer=depthwise_regularizer,
            pointwise_regularizer=pointwise_regularizer,
            bias_regularizer=bias_regularizer,
            activity_regularizer=activity_regularizer,
            depthwise_constraint=depthwise_constraint,
            pointwise_constraint=pointwise_constraint,
            bias_constraint=bias_constraint,
            **kwargs,
        )


SeparableConvolution1D, SeparableConvolution2D = SeparableConv1D, SeparableConv2D
