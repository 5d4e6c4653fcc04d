"""Depthwise convolution layers: every channel is filtered apart."""

from __future__ import annotations

from typing import Any, Literal

from layerloom import ops
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
    "DepthwiseConv1D", "DepthwiseConv2D",
]  # fmt: skip


class DepthwiseConvolution(DepthwiseWeights):
    """What depthwise convolutions of any number of spatial axes share."""

    def build(self, input_shape: Any) -> None:
        """Makes kernel ``(*kernel_size, channels, depth_multiplier)`` and a bias for each output channel."""
        channels = self._channels(input_shape)
        self.kernel = self._add_kernel(
            "kernel", (*self.kernel_size, channels, self.depth_multiplier), "depthwise"
        )
        self._add_bias(channels * self.depth_multiplier)
        self._finish(input_shape, channels)

    def call(self, inputs: Any) -> Any:
        """Returns ``activation(depthwise_conv(inputs, kernel) + bias)``."""
        return self.activation(ops.depthwise_conv_bias(inputs, self.kernel, self.bias, **self._window))

    def _output_channels(self, input_shape: tuple[int | None, ...]) -> int | None:
        channels = input_shape[self._channel_axis]
        return None if channels is None else channels * self.depth_multiplier


@register("layer", category="Convolution", start={"kernel_size": 3})
class DepthwiseConv1D(DepthwiseConvolution):
    """Filters every channel of sequences apart: patterns along the steps, no mixing of channels.

    Input shape: ``(batch, steps, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: the same with ``channels * depth_multiplier`` channels and the number of windows along length.

    Args:
        kernel_size: Length of the window.
        strides: Steps from one window to the next.
        padding: "valid" for none, "same" to pad with zeros so that strides of 1 keep the size.
        depth_multiplier: Number of filters for each channel.
        data_format: Where sequences keep their channels.
        dilation_rate: Steps between the steps that a window looks at.
        activation: Function applied to the outputs.
        use_bias: Whether to add a bias to each output channel.
        depthwise_initializer: How the depthwise kernel's values start.
        bias_initializer: How the bias's values start.
        depthwise_regularizer: Penalty on the depthwise kernel.
        bias_regularizer: Penalty on the bias.
        activity_regularizer: Penalty on the output.
        depthwise_constraint: Projection of the depthwise kernel after each update.
        bias_constraint: Projection of the bias after each update.
    """

    rank = 1

    def __init__(
        self,
        kernel_size: IntSingle,
        strides: IntSingle = 1,
        padding: Literal["valid", "same"] = "valid",
        depth_multiplier: PositiveInt = 1,
        data_format: DataFormat | None = None,
        dilation_rate: IntSingle = 1,
        activation: ActivationLike = None,
        use_bias: bool = True,
        depthwise_initializer: InitializerLike = "glorot_uniform",
        bias_initializer: InitializerLike = "zeros",
        depthwise_regularizer: RegularizerLike = None,
        bias_regularizer: RegularizerLike = None,
        activity_regularizer: RegularizerLike = None,
        depthwise_constraint: ConstraintLike = None,
        bias_constraint: ConstraintLike = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            kernel_size=kernel_size,
            strides=strides,
            padding=padding,
            depth_multiplier=depth_multiplier,
            data_format=data_format,
            dilation_rate=dilation_rate,
            activation=activation,
            use_bias=use_bias,
            depthwise_initializer=depthwise_initializer,
            bias_initializer=bias_initializer,
            depthwise_regularizer=depthwise_regularizer,
            bias_regularizer=bias_regularizer,
            activity_regularizer=activity_regularizer,
            depthwise_constraint=depthwise_constraint,
            bias_constraint=bias_constraint,
            **kwargs,
        )


@register("layer", category="Convolution", start={"kernel_size": (3, 3)})
class DepthwiseConv2D(DepthwiseConvolution):
    """Filters every channel of images apart: patterns in space, no mixing of channels.

    Input shape: ``(batch, height, width, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: the same with ``channels * depth_multiplier`` channels and the number of windows along height
    and width.

    Args:
        kernel_size: Height and width of the window; one number for a square window.
        strides: Steps from one window to the next, down and across.
        padding: "valid" for none, "same" to pad with zeros so that strides of 1 keep the size.
        depth_multiplier: Number of filters for each channel.
        data_format: Where images keep their channels.
        dilation_rate: Steps between the pixels that a window looks at.
        activation: Function applied to the outputs.
        use_bias: Whether to add a bias to each output channel.
        depthwise_initializer: How the depthwise kernel's values start.
        bias_initializer: How the bias's values start.
        depthwise_regularizer: Penalty on the depthwise kernel.
        bias_regularizer: Penalty on the bias.
        activity_regularizer: Penalty on the output.
        depthwise_constraint: Projection of the depthwise kernel after each update.
        bias_constraint: Projection of the bias after each update.
    """

    rank = 2

    def __init__(
        self,
        kernel_size: IntPair,
        strides: IntPair = (1, 1),
        padding: Literal["valid", "same"] = "valid",
        depth_multiplier: PositiveInt = 1,
        data_format: DataFormat | None = None,
        dilation_rate: IntPair = (1, 1),
        activation: ActivationLike = None,
        use_bias: bool = True,
        depthwise_initializer: InitializerLike = "glorot_uniform",
        bias_initializer: InitializerLike = "zeros",
        depthwise_regularizer: RegularizerLike = None,
        bias_regularizer: RegularizerLike = None,
        activity_regularizer: RegularizerLike = None,
        depthwise_constraint: ConstraintLike = None,
        bias_constraint: ConstraintLike = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            kernel_size=kernel_size,
            strides=strides,
            padding=padding,
            depth_multiplier=depth_multiplier,
            data_format=data_format,
            dilation_rate=dilation_rate,
            activation=activation,
            use_bias=use_bias,
            depthwise_initializer=depthwise_initializer,
            bias_initializer=bias_initializer,
            depthwise_regularizer=depthwise_regularizer,
            bias_regularizer=bias_regularizer,
            activity_regularizer=activity_regularizer,
            depthwise_constraint=depthwise_constraint,
            bias_constraint=bias_constraint,
            **kwargs,
        )
