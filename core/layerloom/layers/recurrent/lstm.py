"""LSTM: the layer and its cell."""

from __future__ import annotations

from typing import Any

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import (
    ActivationLike,
    ConstraintLike,
    Fraction,
    InitializerLike,
    PositiveInt,
    RegularizerLike,
)
from layerloom.layers.recurrent.cell import RecurrentCell, activation_of, name_of
from layerloom.layers.recurrent.of_cell import LayerOfCell
from layerloom.ops.recurrent import lstm_recurrence

__all__ = ["LSTM", "LSTMCell"]


@register("layer")
class LSTMCell(RecurrentCell):
    """One step of the layer LSTM.

    Input shape: ``(batch, features)``; output and states: ``(batch, units)``.

    Args:
        recurrent_activation: Function applied to the gates.
        unit_forget_bias: Whether the forget gate's bias starts at 1, so that the memory lasts at first.
    """

    gates = 4

    def __init__(
        self,
        units: PositiveInt,
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
        kernel_constraint: ConstraintLike = None,
        recurrent_constraint: ConstraintLike = None,
        bias_constraint: ConstraintLike = None,
        dropout: Fraction = 0.0,
        recurrent_dropout: Fraction = 0.0,
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            units=units,
            activation=activation,
            use_bias=use_bias,
            kernel_initializer=kernel_initializer,
            recurrent_initializer=recurrent_initializer,
            bias_initializer=bias_initializer,
            kernel_regularizer=kernel_regularizer,
            recurrent_regularizer=recurrent_regularizer,
            bias_regularizer=bias_regularizer,
            kernel_constraint=kernel_constraint,
            recurrent_constraint=recurrent_constraint,
            bias_constraint=bias_constraint,
            dropout=dropout,
            recurrent_dropout=recurrent_dropout,
            seed=seed,
            **kwargs,
        )
        self.recurrent_activation = activation_of(recurrent_activation)
        self.unit_forget_bias = unit_forget_bias
        self.state_size = [self.units, self.units]

    def _bias_start(self) -> Any:
        if not self.unit_forget_bias:
            return self.bias_initializer

        def start(shape: Any, dtype: Any = None) -> Any:
            first = self.bias_initializer((self.units,), dtype=dtype)
            last = self.bias_initializer((2 * self.units,), dtype=dtype)
            return ops.concatenate([first, ops.ones((self.units,), dtype=dtype), last], axis=0)

        return start

    def call(self, inputs: Any, states: Any, training: bool = False) -> tuple[Any, list[Any]]:
        """Returns the output and the states, output and carry, after one step."""
        before, carry = states
        x = self._project(inputs, self.bias, training)
        x = x + self._recur(before, self.recurrent_kernel, None, training)
        i, f, candidate, o = ops.split(x, 4, axis=-1)
        carry = self.recurrent_activation(f) * carry + self.recurrent_activation(i) * self.activation(
            candidate
        )
        output = self.recurrent_activation(o) * self.activation(carry)
        return output, [output, carry]

    def scan(self, inputs: Any, states: Any, mask: Any, training: bool | None) -> tuple[Any, list[Any]]:
        """Runs over a whole sequence in one operation."""
        x = self._project(inputs, self.bias, training)
        names = self._activation_names()
        outputs, *last = lstm_recurrence(x, states[0], states[1], self.recurrent_kernel, mask=mask, **names)
        return outputs, last

    def _activation_names(self) -> dict[str, str]:
        return {**super()._activation_names(), "recurrent_activation": name_of(self.recurrent_activation)}


@register("layer", category="Recurrent", start={"units": 32})
class LSTM(LayerOfCell):
    """Long short-term memory: gates decide what to remember, to forget and to tell.

    Input shape: ``(batch, steps, features)``. Output shape: ``(batch, units)``, with ``return_sequences``
    ``(batch, steps, units)``.

    Args:
        recurrent_activation: Function applied to the gates.
        unit_forget_bias: Whether the forget gate's bias starts at 1, so that the memory lasts at first.
    """

    cell_class = LSTMCell
    cell_name = "lstm_cell"

    def __init__(
        self,
        units: PositiveInt,
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
        unroll: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            units=units,
            activation=activation,
            use_bias=use_bias,
            kernel_initializer=kernel_initializer,
            recurrent_initializer=recurrent_initializer,
            bias_initializer=bias_initializer,
            kernel_regularizer=kernel_regularizer,
            recurrent_regularizer=recurrent_regularizer,
            bias_regularizer=bias_regularizer,
            kernel_constraint=kernel_constraint,
            recurrent_constraint=recurrent_constraint,
            bias_constraint=bias_constraint,
            dropout=dropout,
            recurrent_dropout=recurrent_dropout,
            seed=seed,
            recurrent_activation=recurrent_activation,
            unit_forget_bias=unit_forget_bias,
            activity_regularizer=activity_regularizer,
            return_sequences=return_sequences,
            return_state=return_state,
            go_backwards=go_backwards,
            stateful=stateful,
            unroll=unroll,
            **kwargs,
        )
