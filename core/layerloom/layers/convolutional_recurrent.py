"""ConvLSTM layers: LSTMs over films, whose products are convolutions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from layerloom import config, ops, random
from layerloom.declaration import register
from layerloom.declaration.fields import (
    ActivationLike,
    Bounds,
    ConstraintLike,
    DataFormat,
    Fraction,
    InitializerLike,
    Ints,
    PositiveInt,
    RegularizerLike,
)
from layerloom.errors import FieldError, ShapeError
from layerloom.kernels.windows import output_sizes
from layerloom.layers.input_spec import InputSpec
from layerloom.layers.recurrent.lstm import LSTMCell
from layerloom.layers.recurrent.of_cell import LayerOfCell
from layerloom.layers.structures import is_batch_shape
from layerloom.ops.recurrent import by_step
from layerloom.ops.windows import per_axis
from layerloom.tensors import Array

__all__ = ["ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"]

Sizes = Annotated[int | Sequence[int], Ints(), Bounds(ge=1)]


class ConvLSTMCell(LSTMCell):
    """One step of a ConvLSTM layer.

    Args:
        rank: Number of spatial axes.
        filters: Number of output channels.
        kernel_size: Size of the window along each axis.
        strides: Steps from one window of the input to the next.
        padding: "valid" for none, "same" to pad the input with zeros evenly.
        data_format: Where images keep their channels.
        dilation_rate: Steps between the inputs that a window looks at.
    """

    def __init__(
        self,
        rank: int,
        filters: int,
        kernel_size: Any,
        strides: Any = 1,
        padding: str = "valid",
        data_format: str | None = None,
        dilation_rate: Any = 1,
        **kwargs: Any,
    ) -> None:
        super().__init__(filters, **kwargs)
        self.rank = rank
        self.filters = self.units
        self.kernel_size = per_axis(kernel_size, rank, "kernel_size")
        self.strides = per_axis(strides, rank, "strides")
        self.padding = padding.lower()
        self.data_format = data_format or config.image_data_format()
        self.dilation_rate = per_axis(dilation_rate, rank, "dilation_rate")
        if max(self.strides) > 1 and max(self.dilation_rate) > 1:
            raise FieldError(
                f"ConvLSTM{rank}D: strides={self.strides} and dilation_rate={self.dilation_rate} "
                "cannot both be above 1."
            )

    def build(self, input_shape: Any) -> None:
        """Makes both kernels, ``(*kernel_size, channels, 4 * filters)``, and the bias."""
        channels = input_shape[1 if self._first else -1]
        if None in input_shape[1:]:
            raise ShapeError(
                f"Layer {self._title}: the sizes and channels of images must be known, got {tuple(input_shape)}."
            )
        self._image_shape = tuple(input_shape[1:])
        for name, depth, kind in (
            ("kernel", channels, "kernel"),
            ("recurrent_kernel", self.filters, "recurrent"),
        ):
            weight = self.add_weight(
                shape=(*self.kernel_size, depth, 4 * self.filters),
                initializer=getattr(self, f"{kind}_initializer"),
                regularizer=getattr(self, f"{kind}_regularizer"),
                constraint=getattr(self, f"{kind}_constraint"),
                name=name,
            )
            setattr(self, name, weight)
        if self.use_bias:
            self.bias = self.add_weight(
                shape=self._bias_shape(),
                initializer=self._bias_start(),
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
                name="bias",
            )
        self.built = True

    @property
    def _first(self) -> bool:
        return self.data_format == "channels_first"

    def image_shape(self, image: Any) -> tuple[int | None, ...]:
        """Returns the shape of the output for an image, both without the batch size."""
        spatial = image[1:] if self._first else image[:-1]
        sizes = output_sizes(spatial, self.kernel_size, self.strides, self.dilation_rate, self.padding)
        return (self.filters, *sizes) if self._first else (*sizes, self.filters)

    def get_initial_state(self, batch_size: int | None = None) -> list[Any]:
        """Returns the states before the first step: zeros."""
        shape = (batch_size, *self.image_shape(self._image_shape))
        return [ops.zeros(shape, dtype=self.compute_dtype) for _ in range(2)]

    def can_scan(self, training: bool | None) -> bool:
        """Tells whether :meth:`scan` serves: always but where a share of the state is dropped."""
        return not (training and self.recurrent_dropout)

    def scan(self, inputs: Any, states: Any, mask: Any, training: bool | None) -> tuple[Any, list[Any]]:
        """Runs over a whole film: the inputs of all steps in one convolution, then step by step."""
        steps, batch = inputs.shape[:2]
        if training and 0 < self.dropout < 1:
            projected = ops.stack([self._project(image, self.bias, training) for image in by_step(inputs)])
        else:
            images = ops.reshape(inputs, (steps * batch, *inputs.shape[2:]))
            convolved = self._project(images, self.bias, training)
            projected = ops.reshape(convolved, (steps, batch, *convolved.shape[1:]))
        output, carry = states
        outputs = []
        for t, x in enumerate(by_step(projected)):
            new, (_, new_carry) = self._gates(x, output, carry, training)
            if mask is not None:
                shown = mask[t].reshape(batch, *(1,) * (self.rank + 1))
                new, new_carry = ops.where(shown, new, output), ops.where(shown, new_carry, carry)
            output, carry = new, new_carry
            outputs.append(output)
        return ops.stack(outputs), [output, carry]

    def call(self, inputs: Any, states: Any, training: bool = False) -> tuple[Any, list[Any]]:
        """Returns the output and the states, output and carry, after one step."""
        return self._gates(self._project(inputs, self.bias, training), states[0], states[1], training)

    def _gates(self, x: Any, before: Any, carry: Any, training: bool | None) -> tuple[Any, list[Any]]:
        x = x + self._recur(before, self.recurrent_kernel, None, training)
        i, f, candidate, o = ops.split(x, 4, axis=1 if self._first else -1)
        carry = self.recurrent_activation(f) * carry + self.recurrent_activation(i) * self.activation(
            candidate
        )
        output = self.recurrent_activation(o) * self.activation(carry)
        return output, [output, carry]

    def _project(self, inputs: Any, bias: Any, training: bool | None) -> Any:
        how = {"strides": self.strides, "padding": self.padding, "dilation_rate": self.dilation_rate}
        masks = self.get_dropout_mask(inputs) if training and 0 < self.dropout < 1 else None
        return self._convolve(inputs, self.kernel, bias, masks, how)

    def _recur(self, state: Any, kernel: Any, bias: Any, training: bool | None) -> Any:
        drops = training and 0 < self.recurrent_dropout < 1
        masks = self.get_recurrent_dropout_mask(state) if drops else None
        return self._convolve(state, kernel, bias, masks, {"padding": "same"})

    def _convolve(
        self, x: Any, kernel: Any, bias: Any, masks: list[Array] | None, how: dict[str, Any]
    ) -> Any:
        how = {**how, "data_format": self.data_format}
        if masks is None:
            return ops.conv_bias(x, kernel, bias, **how)
        parts = []
        for k, mask in enumerate(masks):
            own = slice(k * self.filters, (k + 1) * self.filters)
            parts.append(
                ops.conv_bias(x * mask, kernel[..., own], None if bias is None else bias[own], **how)
            )
        return ops.concatenate(parts, axis=1 if self._first else -1)

    def _draw(self, like: Any, rate: float) -> list[Array]:
        shape = tuple(like.shape)
        return [random.dropout_mask(shape, rate, like.dtype, self.seed_generator) for _ in range(self.gates)]


class ConvLSTM(LayerOfCell):
    """What ConvLSTM layers of any number of spatial axes share.

    Args:
        filters: Number of output channels.
        kernel_size: Size of the window along each axis; one number for all.
        strides: Steps from one window of the input to the next.
        padding: "valid" for none, "same" to pad the input with zeros so that strides of 1 keep the size.
        data_format: Where images keep their channels.
        dilation_rate: Steps between the inputs that a window looks at; needs strides of 1 where above 1.
        activation: Function applied to what goes into the state.
        recurrent_activation: Function applied to the gates.
        unit_forget_bias: Whether the forget gate's bias starts at 1, so that the memory lasts at first.
    """

    cell_class = ConvLSTMCell
    #: Number of spatial axes.
    rank: int

    def __init__(
        self,
        filters: PositiveInt,
        kernel_size: Sizes,
        strides: Sizes = 1,
        padding: Literal["valid", "same"] = "valid",
        data_format: DataFormat | None = None,
        dilation_rate: Sizes = 1,
        activation: ActivationLike = "tanh",
        recurrent_activation: ActivationLike = "sigmoid",
        use_bias: bool = True,
        kernel_initializer: InitializerLike = "glorot_uniform",
        recurrent_initializer: InitializerLike = "orthogonal",
        bias_initializer: InitializerLike = "zeros",
        unit_forget_bias: bool = True,
        kernel_regularizer: RegularizerLike = None,
        recurrent_regularizer: RegularizerLike = None,
        bias_regularizer: RegularizerLike = None,
        activity_regularizer: RegularizerLike = None,
        kernel_constraint: ConstraintLike = None,
        recurrent_constraint: ConstraintLike = None,
        bias_constraint: ConstraintLike = None,
        dropout: Fraction = 0.0,
        recurrent_dropout: Fraction = 0.0,
        seed: int | None = None,
        return_sequences: bool = False,
        return_state: bool = False,
        go_backwards: bool = False,
        stateful: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            rank=self.rank,
            filters=filters,
            kernel_size=kernel_size,
            strides=strides,
            padding=padding,
            data_format=data_format,
            dilation_rate=dilation_rate,
            activation=activation,
            recurrent_activation=recurrent_activation,
            use_bias=use_bias,
            kernel_initializer=kernel_initializer,
            recurrent_initializer=recurrent_initializer,
            bias_initializer=bias_initializer,
            unit_forget_bias=unit_forget_bias,
            kernel_regularizer=kernel_regularizer,
            recurrent_regularizer=recurrent_regularizer,
            bias_regularizer=bias_regularizer,
            activity_regularizer=activity_regularizer,
            kernel_constraint=kernel_constraint,
            recurrent_constraint=recurrent_constraint,
            bias_constraint=bias_constraint,
            dropout=dropout,
            recurrent_dropout=recurrent_dropout,
            seed=seed,
            return_sequences=return_sequences,
            return_state=return_state,
            go_backwards=go_backwards,
            stateful=stateful,
            **kwargs,
        )
        self.input_spec = InputSpec(ndim=self.rank + 3)

    def _state_shapes(self, batch: int | None) -> list[Any]:
        return [(batch, *self.cell.image_shape(self.cell._image_shape))] * 2

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The shape of the output, followed by those of the states where they are returned."""
        if input_shape and not is_batch_shape(input_shape):
            input_shape = input_shape[0]
        image = self.cell.image_shape(tuple(input_shape[2:]))
        steps = (input_shape[1],) if self.return_sequences else ()
        output, state = (input_shape[0], *steps, *image), (input_shape[0], *image)
        return (output, state, state) if self.return_state else output


@register("layer", category="Recurrent", start={"filters": 16, "kernel_size": (3,)})
class ConvLSTM1D(ConvLSTM):
    """LSTM over sequences of rows, which it filters with learned windows.

    Input shape: ``(batch, steps, length, channels)``. Output shape: ``(batch, new_length, filters)``, with
    ``return_sequences`` behind the steps.
    """

    rank = 1
    cell_name = "conv_lstm_cell"


@register("layer", category="Recurrent", start={"filters": 16, "kernel_size": (3, 3)})
class ConvLSTM2D(ConvLSTM):
    """LSTM over films, which it filters with learned windows.

    Input shape: ``(batch, steps, height, width, channels)``. Output shape:
    ``(batch, new_height, new_width, filters)``, with ``return_sequences`` behind the steps.
    """

    rank = 2
    cell_name = "conv_lstm_cell"


@register("layer", category="Recurrent", start={"filters": 8, "kernel_size": (3, 3, 3)})
class ConvLSTM3D(ConvLSTM):
    """LSTM over sequences of volumes, which it filters with learned windows.

    Input shape: ``(batch, steps, depth, height, width, channels)``. Output shape:
    ``(batch, new_depth, new_height, new_width, filters)``, with ``return_sequences`` behind the steps.
    """

    rank = 3
    cell_name = "conv_lstm_cell"
