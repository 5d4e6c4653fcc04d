"""LocallyConnected1D and LocallyConnected2D, layers of Keras 1 and 2 that later Keras does without.

They are here for the models that have them; the palette does not offer them.
"""

from __future__ import annotations

import math
from itertools import product
from typing import Any, Literal

from layerloom import initializers, ops, regularizers
from layerloom.constraints import get as constraint_of
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
from layerloom.errors import FieldError, ShapeError
from layerloom.layers.connections import Connections
from layerloom.layers.convolution_base import ConvolutionLayer

__all__ = ["LocallyConnected1D", "LocallyConnected2D"]


class _LocallyConnected(ConvolutionLayer):
    """A convolution with a kernel of its own at every place.

    Args:
        filters: Number of output channels.
        kernel_size: Size of the window.
        strides: Steps from one window to the next.
        padding: Only "valid"; "same", too, where the implementation is 2 or 3.
        data_format: Where the input keeps its channels.
        activation: Function applied to the outputs.
        use_bias: Whether to add a bias to each output.
        kernel_initializer: How the kernels' values start.
        bias_initializer: How the biases' values start.
        kernel_regularizer: Penalty on the kernels.
        bias_regularizer: Penalty on the biases.
        activity_regularizer: Penalty on the output.
        kernel_constraint: Projection of the kernels after each update.
        bias_constraint: Projection of the biases after each update.
        implementation: How kernels are kept: 1 place by place, 2 as a matrix of all inputs and outputs, of which
            most is idle, 3 as the numbers of that matrix alone that connect something.
    """

    def __init__(
        self,
        *,
        filters: int,
        kernel_initializer: Any,
        kernel_regularizer: Any,
        kernel_constraint: Any,
        implementation: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(**{**kwargs, "dilation_rate": 1})
        if self.padding == "same" and implementation == 1:
            raise FieldError(
                f"{type(self).__name__}: padding='same' goes with implementation 2 or 3, not with 1."
            )
        self.filters = filters
        self.implementation = implementation
        self._last_connections: Connections | None = None
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.kernel_constraint = constraint_of(kernel_constraint)

    def build(self, input_shape: Any) -> None:
        """Makes a kernel of shape (places, window times channels, filters) and a bias for every output."""
        *_, output = self._places(tuple(input_shape))
        if None in output:
            raise ShapeError(
                f"Layer {self._title}: all sizes must be known, the input is {tuple(input_shape)}."
            )
        window = math.prod(self.kernel_size) * self._channels(input_shape)
        shape: tuple[int, ...] = (math.prod(output), window, self.filters)
        if self.implementation != 1:
            shape = self._connections(tuple(input_shape)).kept
        self.kernel = self._add_kernel("kernel", shape)
        if self.use_bias:
            self.bias = self._add_kernel("bias", (*output, self.filters), "bias")
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns each window's own filters applied to it."""
        _, output = self._places(tuple(inputs.shape))
        windows, kernel = (self._slices if self.implementation == 1 else self._taken)(inputs, output)
        y = ops.swapaxes(ops.matmul(ops.swapaxes(windows, 0, 1), kernel), 0, 1)
        y = ops.reshape(y, (-1, *output, self.filters))
        if self.data_format == "channels_first":
            y = ops.transpose(y, axes=(0, self.rank + 1, *range(1, self.rank + 1)))
        if self.bias is not None:  # its numbers stand in the order of the output, whatever its shape
            y = y + ops.reshape(self.bias, y.shape[1:])
        return self.activation(y)

    def _slices(self, inputs: Any, output: tuple[int, ...]) -> tuple[Any, Any]:
        """Returns the windows, ``(batch, places, window)``, and the kernel, ``(places, window, filters)``."""
        first = self.data_format == "channels_first"
        x = ops.transpose(inputs, axes=(0, *range(2, self.rank + 2), 1)) if first else inputs
        parts = []
        for start in product(*(range(size) for size in self.kernel_size)):
            window = tuple(
                slice(begin, begin + (count - 1) * step + 1, step)
                for begin, count, step in zip(start, output, self.strides, strict=True)
            )
            parts.append(x[(slice(None), *window)])
        # Windows are rows of numbers: place by place where the channels are last, else channel by channel.
        windows = ops.stack(parts, axis=-1) if first else ops.stack(parts, axis=-2)
        return ops.reshape(windows, (-1, math.prod(output), self.kernel.shape[1])), self.kernel

    def _taken(self, inputs: Any, output: tuple[int, ...]) -> tuple[Any, Any]:
        """Returns the same where the kernel is kept as a matrix; what is outside of the input counts as zero."""
        connections = self._connections(tuple(inputs.shape))
        flat = ops.reshape(inputs, (-1, math.prod(inputs.shape[1:])))
        windows = ops.take(ops.pad(flat, ((0, 0), (0, 1))), connections.inputs, axis=1)
        numbers = ops.pad(ops.reshape(self.kernel, (-1,)), ((0, 1),))
        return windows, ops.take(numbers, connections.weights, axis=0)

    def _connections(self, input_shape: tuple[Any, ...]) -> Connections:
        """Returns which input meets which output; for one shape always the same object, with its tables."""
        sizes = input_shape[2:] if self.data_format == "channels_first" else input_shape[1:-1]
        found = Connections(
            sizes,
            self._places(input_shape)[1],
            self.kernel_size,
            self.strides,
            self.padding == "same",
            self._channels(input_shape),
            self.filters,
            self.data_format == "channels_first",
            sparse=self.implementation == 3,
        )
        last = self._last_connections
        if last is None or last != found:
            last = self._last_connections = found
        return last

    def get_config(self) -> dict[str, Any]:
        """Returns the settings; there is no dilation."""
        return {key: value for key, value in super().get_config().items() if key != "dilation_rate"}

    def _places(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, tuple[Any, ...]]:
        """Returns the output's batch and spatial sizes."""
        batch, *sizes = self.compute_output_shape(input_shape)
        return batch, tuple(sizes[1:] if self.data_format == "channels_first" else sizes[:-1])

    def _output_channels(self, input_shape: tuple[int | None, ...]) -> int:
        return self.filters


@register("layer")
class LocallyConnected1D(_LocallyConnected):
    """A Conv1D whose filters are others at every step.

    Input shape: ``(batch, steps, channels)``. Output shape: ``(batch, windows, filters)``.
    """

    rank = 1

    def __init__(
        self,
        filters: PositiveInt,
        kernel_size: IntSingle,
        strides: IntSingle = 1,
        padding: Literal["valid", "same"] = "valid",
        data_format: DataFormat | None = None,
        activation: ActivationLike = None,
        use_bias: bool = True,
        kernel_initializer: InitializerLike = "glorot_uniform",
        bias_initializer: InitializerLike = "zeros",
        kernel_regularizer: RegularizerLike = None,
        bias_regularizer: RegularizerLike = None,
        activity_regularizer: RegularizerLike = None,
        kernel_constraint: ConstraintLike = None,
        bias_constraint: ConstraintLike = None,
        implementation: Literal[1, 2, 3] = 1,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            filters=filters,
            kernel_size=kernel_size,
            strides=strides,
            padding=padding,
            data_format=data_format,
            activation=activation,
            use_bias=use_bias,
            kernel_initializer=kernel_initializer,
            bias_initializer=bias_initializer,
            kernel_regularizer=kernel_regularizer,
            bias_regularizer=bias_regularizer,
            activity_regularizer=activity_regularizer,
            kernel_constraint=kernel_constraint,
            bias_constraint=bias_constraint,
            implementation=implementation,
            **kwargs,
        )


@register("layer")
class LocallyConnected2D(_LocallyConnected):
    """A Conv2D whose filters are others at every place.

    Input shape: ``(batch, height, width, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: the same with ``filters`` channels and the number of windows along height and width.
    """

    rank = 2

    def __init__(
        self,
        filters: PositiveInt,
        kernel_size: IntPair,
        strides: IntPair = (1, 1),
        padding: Literal["valid", "same"] = "valid",
        data_format: DataFormat | None = None,
        activation: ActivationLike = None,
        use_bias: bool = True,
        kernel_initializer: InitializerLike = "glorot_uniform",
        bias_initializer: InitializerLike = "zeros",
        kernel_regularizer: RegularizerLike = None,
        bias_regularizer: RegularizerLike = None,
        activity_regularizer: RegularizerLike = None,
        kernel_constraint: ConstraintLike = None,
        bias_constraint: ConstraintLike = None,
        implementation: Literal[1, 2, 3] = 1,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            filters=filters,
            kernel_size=kernel_size,
            strides=strides,
            padding=padding,
            data_format=data_format,
            activation=activation,
            use_bias=use_bias,
            kernel_initializer=kernel_initializer,
            bias_initializer=bias_initializer,
            kernel_regularizer=kernel_regularizer,
            bias_regularizer=bias_regularizer,
            activity_regularizer=activity_regularizer,
            kernel_constraint=kernel_constraint,
            bias_constraint=bias_constraint,
            implementation=implementation,
            **kwargs,
        )
