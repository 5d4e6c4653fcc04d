"""Transposed convolution layers: they write learned patterns and so make their input larger."""

from __future__ import annotations

from typing import Any, Literal

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import (
    ActivationLike,
    ConstraintLike,
    DataFormat,
    ExtraPair,
    ExtraSingle,
    ExtraTriple,
    InitializerLike,
    IntPair,
    IntSingle,
    IntTriple,
    PositiveInt,
    RegularizerLike,
)
from layerloom.errors import FieldError
from layerloom.layers.convolution_base import FilteringLayer
from layerloom.ops.convolution_transpose import transposed_sizes
from layerloom.ops.windows import per_axis

__all__ = [
    "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose",
    "Convolution1DTranspose", "Convolution2DTranspose", "Convolution3DTranspose",
]  # fmt: skip


class TransposedConvolution(FilteringLayer):
    """What transposed convolutions of any number of spatial axes share.

    Args:
        output_padding: Outputs more than needed along each axis, fewer than the strides.
    """

    def __init__(self, *, output_padding: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.output_padding = (
            None if output_padding is None else per_axis(output_padding, self.rank, "output_padding", least=0)
        )
        self._check_steps()
        if any(extra >= step for extra, step in zip(self.output_padding or (), self.strides, strict=False)):
            raise FieldError(
                f"{type(self).__name__}: output_padding={self.output_padding} must be below "
                f"strides={self.strides} along every axis."
            )

    def build(self, input_shape: Any) -> None:
        """Makes kernel ``(*kernel_size, filters, channels)`` and bias ``(filters,)``."""
        channels = self._channels(input_shape)
        self.kernel = self._add_kernel("kernel", (*self.kernel_size, self.filters, channels))
        self._add_bias(self.filters)
        self._finish(input_shape, channels)

    def call(self, inputs: Any) -> Any:
        """Returns ``activation(conv_transpose(inputs, kernel) + bias)``."""
        outputs = ops.conv_transpose_bias(
            inputs,
            self.kernel,
            self.bias,
            strides=self.strides,
            padding=self.padding,
            output_padding=self.output_padding,
            data_format=self.data_format,
            dilation_rate=self.dilation_rate,
        )
        return self.activation(outputs)

    def _output_sizes(self, sizes: tuple[int | None, ...]) -> tuple[int | None, ...]:
        return transposed_sizes(
            sizes, self.kernel_size, self.strides, self.dilation_rate, self.padding, self.output_padding
        )


@register(
    "layer",
    category="Convolution",
    start={"filters": 32, "kernel_size": 3},
    aliases=("Convolution1DTranspose",),
)
class Conv1DTranspose(TransposedConvolution):
    """Writes learned patterns along a longer sequence: the way back of a Conv1D.

    Input shape: ``(batch, steps, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: the same with ``filters`` channels and larger length.

    Args:
        filters: Number of output channels.
        kernel_size: Length of the window.
        strides: Steps in the output from one pattern to the next: how many times larger it becomes.
        padding: "valid" keeps all that is written, "same" cuts the borders off so that the size is multiplied
            by the strides.
        output_padding: Outputs more than needed, fewer than the strides; by default as many as take the sizes
            that a convolution makes back to those before it.
        data_format: Where sequences keep their channels.
        dilation_rate: Steps between the steps of a pattern; needs strides of 1 where above 1.
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

    rank = 1

    def __init__(
        self,
        filters: PositiveInt,
        kernel_size: IntSingle,
        strides: IntSingle = 1,
        padding: Literal["valid", "same"] = "valid",
        output_padding: ExtraSingle | None = None,
        data_format: DataFormat | None = None,
        dilation_rate: IntSingle = 1,
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
            output_padding=output_padding,
            data_format=data_format,
            dilation_rate=dilation_rate,
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


@register(
    "layer",
    category="Convolution",
    start={"filters": 32, "kernel_size": (3, 3)},
    aliases=("Convolution2DTranspose",),
)
class Conv2DTranspose(TransposedConvolution):
    """Writes learned patterns into a larger image: the way back of a Conv2D.

    Input shape: ``(batch, height, width, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: the same with ``filters`` channels and larger height and width.

    Args:
        filters: Number of output channels.
        kernel_size: Height and width of the window; one number for a square window.
        strides: Steps in the output from one pattern to the next: how many times larger it becomes.
        padding: "valid" keeps all that is written, "same" cuts the borders off so that the size is multiplied
            by the strides.
        output_padding: Outputs more than needed, fewer than the strides; by default as many as take the sizes
            that a convolution makes back to those before it.
        data_format: Where images keep their channels.
        dilation_rate: Steps between the pixels of a pattern; needs strides of 1 where above 1.
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
        output_padding: ExtraPair | None = None,
        data_format: DataFormat | None = None,
        dilation_rate: IntPair = (1, 1),
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
            output_padding=output_padding,
            data_format=data_format,
            dilation_rate=dilation_rate,
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


@register(
    "layer",
    category="Convolution",
    start={"filters": 16, "kernel_size": (3, 3, 3)},
    aliases=("Convolution3DTranspose",),
)
class Conv3DTranspose(TransposedConvolution):
    """Writes learned patterns into a larger volume: the way back of a Conv3D.

    Input shape: ``(batch, depth, height, width, channels)``, with ``channels_first`` the channels after the
    batch.
    Output shape: the same with ``filters`` channels and larger depth, height and width.

    Args:
        filters: Number of output channels.
        kernel_size: Depth, height and width of the window; one number for a cube.
        strides: Steps in the output from one pattern to the next: how many times larger it becomes.
        padding: "valid" keeps all that is written, "same" cuts the borders off so that the size is multiplied
            by the strides.
        data_format: Where volumes keep their channels.
        output_padding: Outputs more than needed, fewer than the strides; by default as many as take the sizes
            that a convolution makes back to those before it.
        dilation_rate: Steps between the places of a pattern; needs strides of 1 where above 1.
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

    rank = 3

    def __init__(
        self,
        filters: PositiveInt,
        kernel_size: IntTriple,
        strides: IntTriple = (1, 1, 1),
        padding: Literal["valid", "same"] = "valid",
        data_format: DataFormat | None = None,
        output_padding: ExtraTriple | None = None,
        dilation_rate: IntTriple = (1, 1, 1),
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
            output_padding=output_padding,
            dilation_rate=dilation_rate,
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


Convolution1DTranspose, Convolution2DTranspose = Conv1DTranspose, Conv2DTranspose
Convolution3DTranspose = Conv3DTranspose
