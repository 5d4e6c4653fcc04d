"""Simple recurrent layers: SimpleRNN and its cell."""

from __future__ import annotations

from typing import Any

from layerloom.declaration import register
from layerloom.declaration.fields import (
    ActivationLike,
    ConstraintLike,
    Fraction,
    InitializerLike,
    PositiveInt,
    RegularizerLike,
)
from layerloom.layers.recurrent.cell import RecurrentCell
from layerloom.layers.recurrent.of_cell import LayerOfCell
from layerloom.ops.recurrent import simple_recurrence

__all__ = ["SimpleRNN", "SimpleRNNCell"]


@register("layer")
class SimpleRNNCell(RecurrentCell):
    """One step of the layer SimpleRNN.

    Input shape: ``(batch, features)``; output and states: ``(batch, units)``.
    """

    gates = 1

    def __init__(
        self,
        units: PositiveInt,
        activation: ActivationLike = "tanh",
        use_bias: bool = True,
        kernel_initializer: InitializerLike = "glorot_uniform",
        recurrent_initializer: InitializerLike = "orthogonal",
        bias_initializer: InitializerLike = "zeros",
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

    def call(self, inputs: Any, states: Any, training: bool = False) -> tuple[Any, Any]:
        """Returns the output and the state after one step."""
        (state,) = states if isinstance(states, (list, tuple)) else (states,)
        x = self._project(inputs, self.bias, training)
        output = self.activation(x + self._recur(state, self.recurrent_kernel, None, training))
        return output, [output] if isinstance(states, (list, tuple)) else output

    def scan(self, inputs: Any, states: Any, mask: Any, training: bool | None) -> tuple[Any, list[Any]]:
        """Runs over a whole sequence in one operation."""
        x = self._project(inputs, self.bias, training)
        outputs, last = simple_recurrence(
            x, states[0], self.recurrent_kernel, mask=mask, **self._activation_names()
        )
        return outputs, [last]


@register("layer", category="Recurrent", start={"units": 32})
class SimpleRNN(LayerOfCell):
    """Fully connected recurrence: the output of a step goes back in at the next.

    Input shape: ``(batch, steps, features)``. Output shape: ``(batch, units)``, with ``return_sequences``
    ``(batch, steps, units)``.
    """

    cell_class = SimpleRNNCell
    cell_name = "simple_rnn_cell"

    def __init__(
        self,
        units: PositiveInt,
        activation: ActivationLike = "tanh",
        use_bias: bool = True,
        kernel_initializer: InitializerLike = "glorot_uniform",
        recurrent_initializer: InitializerLike = "orthogonal",
        bias_initializer: InitializerLike = "zeros",
        kernel_regularizer: RegularizerLike = None,
        recurrent_regularizer: RegularizerLike = None,
        bias_regularizer: RegularizerLike = None,
        activity_regularizer: RegularizerLike = None,
        kernel_constraint: ConstraintLike = None,
        recurrent_constraint: ConstraintLike = None,
        bias_constraint: ConstraintLike = None,
        dropout: Fraction = 0.0,
        recurrent_dropout: Fraction = 0.0,
        return_sequences: bool = False,
        return_state: bool = False,
        go_backwards: bool = False,
        stateful: bool = False,
        unroll: bool = False,
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
            activity_regularizer=activity_regularizer,
            return_sequences=return_sequences,
            return_state=return_state,
            go_backwards=go_backwards,
            stateful=stateful,
            unroll=unroll,
            **kwargs,
        )
