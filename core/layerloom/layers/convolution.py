"""Convolution layers: learned filters that slide along the spatial axes."""

from __future__ import annotations

from typing import Any, Literal

from layerloom.declaration import register
from layerloom.declaration.fields import (
    ActivationLike,
    ConstraintLike,
    DataFormat,
    InitializerLike,
    IntPair,
    IntSingle,
    IntTriple,
    PositiveInt,
    RegularizerLike,
)
from layerloom.layers.convolution_base import Convolution

__all__ = [
    "Conv1D", "Conv2D", "Conv3D", "Convolution1D", "Convolution2D", "Convolution3D",
]  # fmt: skip


@register(
    "layer", category="Convolution", start={"filters": 32, "kernel_size": 3}, aliases=("Convolution1D",)
)
class Conv1D(Convolution):
    """Slides learned filters along sequences: each finds one pattern at any step.

    Input shape: ``(batch, steps, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: the same with ``filters`` channels and the number of windows along length.

    Args:
        filters: Number of output channels.
        kernel_size: Length of the window.
        strides: Steps from one window to the next.
        padding: "valid" for none, "same" to pad with zeros so that strides of 1 keep the size, "causal" to
            pad before the sequence alone, so that no step sees later ones.
        data_format: Where sequences keep their channels.
        dilation_rate: Steps between the steps that a window looks at; needs strides of 1 where above 1.
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

    rank = 1

    def __init__(
        self,
        filters: PositiveInt,
        kernel_size: IntSingle,
        strides: IntSingle = 1,
        padding: Literal["valid", "same", "causal"] = "valid",
        data_format: DataFormat | None = None,
        dilation_rate: IntSingle = 1,
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


@register(
    "layer", category="Convolution", start={"filters": 32, "kernel_size": (3, 3)}, aliases=("Convolution2D",)
)
class Conv2D(Convolution):
    """Slides learned filters over images: each finds one pattern everywhere.

    Input shape: ``(batch, height, width, channels)``, with ``channels_first`` the channels after the batch.
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


@register(
    "layer",
    category="Convolution",
    start={"filters": 16, "kernel_size": (3, 3, 3)},
    aliases=("Convolution3D",),
)
class Conv3D(Convolution):
    """Slides learned filters through volumes: each finds one pattern everywhere.

    Input shape: ``(batch, depth, height, width, channels)``, with ``channels_first`` the channels after the
    batch.
    Output shape: the same with ``filters`` channels and the number of windows along depth, height and width.

    Args:
        filters: Number of output channels.
        kernel_size: Depth, height and width of the window; one number for a cube.
        strides: Steps from one window to the next along each axis.
        padding: "valid" for none, "same" to pad with zeros so that strides of 1 keep the size.
        data_format: Where volumes keep their channels.
        dilation_rate: Steps between the places that a window looks at; needs strides of 1 where above 1.
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

    rank = 3

    def __init__(
        self,
        filters: PositiveInt,
        kernel_size: IntTriple,
        strides: IntTriple = (1, 1, 1),
        padding: Literal["valid", "same"] = "valid",
        data_format: DataFormat | None = None,
        dilation_rate: IntTriple = (1, 1, 1),
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


Convolution1D, Convolution2D, Convolution3D = Conv1D, Conv2D, Conv3D
