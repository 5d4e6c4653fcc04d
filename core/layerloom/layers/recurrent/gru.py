"""GRU: the layer and its cell."""

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
from layerloom.ops.recurrent import gru_recurrence

__all__ = ["GRU", "GRUCell"]


@register("layer")
class GRUCell(RecurrentCell):
    """One step of the layer GRU.

    Input shape: ``(batch, features)``; output and states: ``(batch, units)``.

    Args:
        recurrent_activation: Function applied to the gates.
        reset_after: Whether the reset gate acts after the recurrent product (as CuDNN has it) or before.
    """

    gates = 3

    def __init__(
        self,
        units: PositiveInt,
        activation: ActivationLike = "tanh",
        recurrent_activation: ActivationLike = "sigmoid",
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
        reset_after: bool = True,
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
        self.reset_after = reset_after

    def _bias_shape(self) -> tuple[int, ...]:
        return (2, 3 * self.units) if self.reset_after else (3 * self.units,)

    def _biases(self) -> tuple[Any, Any]:
        """Returns the bias of the inputs and that of the recurrent products."""
        if self.bias is None:
            return None, None
        return (self.bias[0], self.bias[1]) if self.reset_after else (self.bias, None)

    def call(self, inputs: Any, states: Any, training: bool = False) -> tuple[Any, Any]:
        """Returns the output and the state after one step."""
        (before,) = states if isinstance(states, (list, tuple)) else (states,)
        n = self.units
        bias, recurrent_bias = self._biases()
        x = self._project(inputs, bias, training)
        if self.reset_after:
            inner = self._recur(before, self.recurrent_kernel, recurrent_bias, training)
            reset = self.recurrent_activation(x[:, n : 2 * n] + inner[:, n : 2 * n])
            product = reset * inner[:, 2 * n :]
        else:
            masks = (
                self.get_recurrent_dropout_mask(before)
                if training and 0 < self.recurrent_dropout < 1
                else None
            )
            z_before, r_before, h_before = [before * m for m in masks] if masks else [before] * 3
            inner = ops.concatenate(
                [
                    ops.matmul(z_before, self.recurrent_kernel[:, :n]),
                    ops.matmul(r_before, self.recurrent_kernel[:, n : 2 * n]),
                ],
                axis=-1,
            )
            reset = self.recurrent_activation(x[:, n : 2 * n] + inner[:, n:])
            product = ops.matmul(reset * h_before, self.recurrent_kernel[:, 2 * n :])
        update = self.recurrent_activation(x[:, :n] + inner[:, :n])
        output = update * before + (1 - update) * self.activation(x[:, 2 * n :] + product)
        return output, [output] if isinstance(states, (list, tuple)) else output

    def scan(self, inputs: Any, states: Any, mask: Any, training: bool | None) -> tuple[Any, list[Any]]:
        """Runs over a whole sequence in one operation."""
        bias, recurrent_bias = self._biases()
        x = self._project(inputs, bias, training)
        if recurrent_bias is None:
            recurrent_bias = ops.zeros((3 * self.units,), dtype=x.dtype)
        names = self._activation_names()
        outputs, last = gru_recurrence(
            x,
            states[0],
            self.recurrent_kernel,
            recurrent_bias,
            mask=mask,
            reset_after=self.reset_after,
            **names,
        )
        return outputs, [last]

    def _activation_names(self) -> dict[str, str]:
        return {**super()._activation_names(), "recurrent_activation": name_of(self.recurrent_activation)}


@register("layer", category="Recurrent", start={"units": 32})
class GRU(LayerOfCell):
    """Gated recurrent unit: two gates decide how much of the past to keep.

    Input shape: ``(batch, steps, features)``. Output shape: ``(batch, units)``, with ``return_sequences``
    ``(batch, steps, units)``.

    Args:
        recurrent_activation: Function applied to the gates.
        reset_after: Whether the reset gate acts after the recurrent product (as CuDNN has it) or before.
    """

    cell_class = GRUCell
    cell_name = "gru_cell"

    def __init__(
        self,
        units: PositiveInt,
        activation: ActivationLike = "tanh",
        recurrent_activation: ActivationLike = "sigmoid",
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
        seed: int | None = None,
        return_sequences: bool = False,
        return_state: bool = False,
        go_backwards: bool = False,
        stateful: bool = False,
        unroll: bool = False,
        reset_after: bool = True,
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
            reset_after=reset_after,
            activity_regularizer=activity_regularizer,
            return_sequences=return_sequences,
            return_state=return_state,
            go_backwards=go_backwards,
            stateful=stateful,
            unroll=unroll,
            **kwargs,
        )
