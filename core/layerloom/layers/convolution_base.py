"""What convolution layers of all kinds share: their window, their format, their weights and their shapes."""

from __future__ import annotations

from typing import Any

from layerloom import activations, config, constraints, initializers, ops, regularizers
from layerloom.errors import FieldError, ShapeError
from layerloom.kernels.windows import Padding, output_sizes
from layerloom.layers.input_spec import InputSpec
from layerloom.layers.layer import Layer
from layerloom.layers.lora import AdaptableLayer, adapted_weight
from layerloom.ops.windows import per_axis
from layerloom.tensors import Variable


class ConvolutionLayer(Layer):
    """Base of all convolution layers.

    Args:
        kernel_size: Size of the window along each axis.
        strides: Steps from one window to the next.
        padding: What is done at the borders.
        data_format: Where the input keeps its channels.
        dilation_rate: Steps between the inputs that a window looks at.
        activation: Function applied to the outputs.
        use_bias: Whether to add a bias to each output channel.
        bias_initializer: How the bias's values start.
        bias_regularizer: Penalty on the bias.
        bias_constraint: Projection of the bias after each update.
    """

    #: Number of spatial axes.
    rank: int

    def __init__(
        self,
        *,
        kernel_size: Any,
        strides: Any,
        padding: str,
        data_format: str | None,
        dilation_rate: Any,
        activation: Any,
        use_bias: bool,
        bias_initializer: Any,
        bias_regularizer: Any,
        bias_constraint: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.kernel_size = per_axis(kernel_size, self.rank, "kernel_size")
        self.strides = per_axis(strides, self.rank, "strides")
        self.padding = padding.lower()
        self.data_format = data_format or config.image_data_format()
        self.dilation_rate = per_axis(dilation_rate, self.rank, "dilation_rate")
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.bias_initializer = initializers.get(bias_initializer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.bias_constraint = constraints.get(bias_constraint)
        self.input_spec = InputSpec(ndim=self.rank + 2)
        self.bias: Variable | None = None

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """The batch, the new sizes of the spatial axes, and the output channels."""
        batch, *sizes = input_shape
        channels = self._output_channels(tuple(input_shape))
        if self.data_format == "channels_first":
            return (batch, channels, *self._output_sizes(tuple(sizes[1:])))
        return (batch, *self._output_sizes(tuple(sizes[:-1])), channels)

    def _output_channels(self, input_shape: tuple[int | None, ...]) -> int | None:
        raise NotImplementedError

    def _output_sizes(self, sizes: tuple[int | None, ...]) -> tuple[int | None, ...]:
        return output_sizes(sizes, self.kernel_size, self.strides, self.dilation_rate, self._border)

    @property
    def _channel_axis(self) -> int:
        return -1 if self.data_format == "channels_last" else 1

    @property
    def _border(self) -> Padding:
        """The padding as the operations take it."""
        if self.padding == "causal":
            return tuple(((k - 1) * d, 0) for k, d in zip(self.kernel_size, self.dilation_rate, strict=True))
        return self.padding

    @property
    def _window(self) -> dict[str, Any]:
        """The arguments of the operation that say how the window moves."""
        return {
            "strides": self.strides,
            "padding": self._border,
            "data_format": self.data_format,
            "dilation_rate": self.dilation_rate,
        }

    def _channels(self, input_shape: Any) -> int:
        """Returns the number of channels of an input shape, which must be known."""
        channels: int | None = input_shape[self._channel_axis]
        if channels is None:
            raise ShapeError(
                f"Layer {self._title}: the number of channels must be known, the input is {input_shape}."
            )
        return channels

    def _add_kernel(self, name: str, shape: tuple[int, ...], role: str = "kernel") -> Variable:
        """Adds a weight with the initializer, regularizer and constraint named after its role."""
        return self.add_weight(
            shape=shape,
            initializer=getattr(self, f"{role}_initializer"),
            regularizer=getattr(self, f"{role}_regularizer"),
            constraint=getattr(self, f"{role}_constraint"),
            name=name,
        )

    def _add_bias(self, size: int) -> None:
        if self.use_bias:
            self.bias = self._add_kernel("bias", (size,), "bias")

    def _finish(self, input_shape: Any, channels: int) -> None:
        """Refuses shapes that give no output, and other numbers of channels from now on."""
        self.compute_output_shape(input_shape)
        self.input_spec = InputSpec(ndim=self.rank + 2, axes={self._channel_axis: channels})
        self.built = True

    def _check_steps(self) -> None:
        if max(self.strides) > 1 and max(self.dilation_rate) > 1:
            raise FieldError(
                f"{type(self).__name__}: strides={self.strides} and dilation_rate={self.dilation_rate} cannot both "
                "be above 1."
            )


class FilteringLayer(ConvolutionLayer):
    """Base of layers with one kernel that gives ``filters`` channels.

    Args:
        filters: Number of output channels.
        kernel_initializer: How the kernel's values start.
        kernel_regularizer: Penalty on the kernel.
        kernel_constraint: Projection of the kernel after each update.
    """

    def __init__(
        self,
        *,
        filters: int,
        kernel_initializer: Any,
        kernel_regularizer: Any,
        kernel_constraint: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.filters = int(filters)
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.kernel_constraint = constraints.get(kernel_constraint)

    def _output_channels(self, input_shape: tuple[int | None, ...]) -> int | None:
        return self.filters


class Convolution(AdaptableLayer, FilteringLayer):
    """What convolutions of any number of spatial axes share.

    Args:
        groups: Number of groups of channels that are filtered apart.
    """

    kernel = adapted_weight("kernel")

    def __init__(self, *, groups: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.groups = int(groups)
        if self.filters % self.groups:
            raise FieldError(
                f"{type(self).__name__}: groups={self.groups} must divide filters={self.filters}."
            )
        self._check_steps()

    def build(self, input_shape: Any) -> None:
        """Makes kernel ``(*kernel_size, channels / groups, filters)`` and bias ``(filters,)``."""
        channels = self._channels(input_shape)
        if channels % self.groups:
            raise ShapeError(
                f"Layer {self._title}: groups={self.groups} must divide the {channels} channels of the input."
            )
        self.kernel = self._add_kernel("kernel", (*self.kernel_size, channels // self.groups, self.filters))
        self._add_bias(self.filters)
        self._build_lora()
        self._finish(input_shape, channels)

    def call(self, inputs: Any) -> Any:
        """Returns ``activation(conv(inputs, kernel) + bias)``."""
        return self.activation(ops.conv_bias(inputs, self.kernel, self.bias, **self._window))


class DepthwiseWeights(ConvolutionLayer):
    """Base of layers that filter every channel apart.

    Args:
        depth_multiplier: Number of filters for each channel.
        depthwise_initializer: How the values of those filters start.
        depthwise_regularizer: Penalty on them.
        depthwise_constraint: Projection of them after each update.
    """

    def __init__(
        self,
        *,
        depth_multiplier: int,
        depthwise_initializer: Any,
        depthwise_regularizer: Any,
        depthwise_constraint: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.depth_multiplier = int(depth_multiplier)
        self.depthwise_initializer = initializers.get(depthwise_initializer)
        self.depthwise_regularizer = regularizers.get(depthwise_regularizer)
        self.depthwise_constraint = constraints.get(depthwise_constraint)
