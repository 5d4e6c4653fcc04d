"""RecurrentCell: what the cells of SimpleRNN, LSTM and GRU share."""

from __future__ import annotations

from typing import Any

from layerloom import activations, constraints, initializers, ops, random, regularizers
from layerloom.declaration.registry import entry_of, find
from layerloom.errors import ShapeError
from layerloom.layers.layer import Layer
from layerloom.ops.recurrent import FUSED_ACTIVATIONS
from layerloom.tensors import Array, Variable


class RecurrentCell(Layer):
    """One step of a recurrent layer: from an input and the states before to an output and new states.

    Args:
        units: Number of outputs, and of values in each state.
        activation: Function applied to what goes into the state.
        use_bias: Whether to add a bias.
        kernel_initializer: How the kernel, which multiplies the inputs, starts.
        recurrent_initializer: How the recurrent kernel, which multiplies the state, starts.
        bias_initializer: How the bias's values start.
        kernel_regularizer: Penalty on the kernel.
        recurrent_regularizer: Penalty on the recurrent kernel.
        bias_regularizer: Penalty on the bias.
        kernel_constraint: Projection of the kernel after each update.
        recurrent_constraint: Projection of the recurrent kernel after each update.
        bias_constraint: Projection of the bias after each update.
        dropout: Share of the inputs to drop while training, the same ones at every time step.
        recurrent_dropout: Share of the state to drop while training, the same at every time step; slow.
        seed: Makes the dropped shares reproducible.
    """

    #: How many gates and candidates stand side by side in the kernels.
    gates: int

    def __init__(
        self,
        *,
        units: int,
        activation: Any,
        use_bias: bool,
        kernel_initializer: Any,
        recurrent_initializer: Any,
        bias_initializer: Any,
        kernel_regularizer: Any,
        recurrent_regularizer: Any,
        bias_regularizer: Any,
        kernel_constraint: Any,
        recurrent_constraint: Any,
        bias_constraint: Any,
        dropout: float,
        recurrent_dropout: float,
        seed: int | None,
        **kwargs: Any,
    ) -> None:
        kwargs.pop("implementation", None)  # how to compute it, in Keras; there is one way here
        super().__init__(**kwargs)
        self.units = int(units)
        self.activation = activation_of(activation)
        self.use_bias = use_bias
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.recurrent_initializer = initializers.get(recurrent_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.recurrent_regularizer = regularizers.get(recurrent_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.kernel_constraint = constraints.get(kernel_constraint)
        self.recurrent_constraint = constraints.get(recurrent_constraint)
        self.bias_constraint = constraints.get(bias_constraint)
        self.dropout = dropout
        self.recurrent_dropout = recurrent_dropout
        self.seed = seed
        self.seed_generator = random.SeedGenerator(seed)
        self.state_size: Any = self.units
        self.output_size = self.units
        self.bias: Variable | None = None
        self._input_masks: list[Array] | None = None
        self._state_masks: list[Array] | None = None

    # -- weights -------------------------------------------------------------------------------------------

    def build(self, input_shape: Any) -> None:
        """Makes kernel ``(features, gates * units)``, recurrent kernel ``(units, gates * units)`` and bias."""
        features = input_shape[-1]
        if features is None:
            raise ShapeError(
                f"Layer {self._title}: the number of features must be known, a step's input is {input_shape}."
            )
        self.kernel = self.add_weight(
            shape=(features, self.gates * self.units),
            initializer=self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
            name="kernel",
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.gates * self.units),
            initializer=self.recurrent_initializer,
            regularizer=self.recurrent_regularizer,
            constraint=self.recurrent_constraint,
            name="recurrent_kernel",
        )
        if self.use_bias:
            self.bias = self.add_weight(
                shape=self._bias_shape(),
                initializer=self._bias_start(),
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
                name="bias",
            )
        self.built = True

    def _bias_shape(self) -> tuple[int, ...]:
        return (self.gates * self.units,)

    def _bias_start(self) -> Any:
        return self.bias_initializer

    def get_initial_state(self, batch_size: int | None = None) -> list[Any]:
        """Returns the states before the first step: zeros."""
        sizes = self.state_size if isinstance(self.state_size, list) else [self.state_size]
        return [ops.zeros((batch_size, size), dtype=self.compute_dtype) for size in sizes]

    # -- all steps at once ---------------------------------------------------------------------------------

    def can_scan(self, training: bool | None) -> bool:
        """Tells whether :meth:`scan` serves: the activations are known to it, and no state is dropped."""
        known = all(name in FUSED_ACTIVATIONS for name in self._activation_names().values())
        return known and not (training and self.recurrent_dropout)

    def scan(self, inputs: Any, states: Any, mask: Any, training: bool | None) -> tuple[Any, list[Any]]:
        """Runs over a whole sequence in one operation.

        Args:
            inputs: Sequence, time first: shape (steps, batch, features).
            states: The states before it.
            mask: Boolean array of shape (steps, batch, 1), or ``None``.
            training: Whether to drop a share of the inputs.

        Returns:
            The outputs after every step, and the last states.
        """
        raise NotImplementedError

    def _activation_names(self) -> dict[str, str]:
        """Returns the keyword arguments of a fused recurrence that say which activations it shall apply."""
        return {"activation": name_of(self.activation)}

    # -- single steps --------------------------------------------------------------------------------------

    def _project(self, inputs: Any, bias: Any, training: bool | None) -> Any:
        """Returns ``inputs @ kernel + bias`` for one step, or for all of them with time first."""
        if not (training and 0 < self.dropout < 1):
            return ops.dense(inputs, self.kernel, bias)
        masks = self.get_dropout_mask(inputs)
        return _by_gate(inputs, masks, self.kernel, bias)

    def _recur(self, state: Any, kernel: Any, bias: Any, training: bool | None) -> Any:
        """Returns ``state @ kernel + bias``."""
        if not (training and 0 < self.recurrent_dropout < 1):
            return ops.dense(state, kernel, bias)
        return _by_gate(state, self.get_recurrent_dropout_mask(state), kernel, bias)

    def get_dropout_mask(self, step_input: Any) -> list[Array]:
        """Returns what the inputs are multiplied by while training; drawn once for a sequence."""
        if self._input_masks is None:
            self._input_masks = self._draw(step_input, self.dropout)
        return self._input_masks

    def get_recurrent_dropout_mask(self, step_input: Any) -> list[Array]:
        """Returns what the state is multiplied by while training; drawn once for a sequence."""
        if self._state_masks is None:
            self._state_masks = self._draw(step_input, self.recurrent_dropout)
        return self._state_masks

    def reset_dropout_mask(self) -> None:
        """Makes the next step draw anew which inputs are dropped."""
        self._input_masks = None

    def reset_recurrent_dropout_mask(self) -> None:
        """Makes the next step draw anew which part of the state is dropped."""
        self._state_masks = None

    def _draw(self, like: Any, rate: float) -> list[Array]:
        count = self.gates if self.recurrent_dropout else 1  # as Keras: masks by gate only where states drop
        shape = tuple(like.shape[-2:])
        return [random.dropout_mask(shape, rate, like.dtype, self.seed_generator) for _ in range(count)]


def activation_of(identifier: Any) -> Any:
    """Returns an activation; files of Keras 2 may mean one that has changed since."""
    old = find("legacy_activation", identifier) if isinstance(identifier, str) else None
    return activations.get(identifier) if old is None else old.target


def name_of(activation: Any) -> str:
    """Returns the name of one of Keras's activations, ``""`` for any other function."""
    entry = entry_of(activation)
    return entry.name if entry is not None else ""


def _by_gate(x: Any, masks: list[Array], kernel: Any, bias: Any) -> Any:
    """Returns ``x @ kernel + bias`` with ``x`` masked, differently for each gate where there are several masks."""
    if len(masks) == 1:
        return ops.dense(x * masks[0], kernel, bias)
    size = kernel.shape[-1] // len(masks)
    products = [ops.matmul(x * mask, kernel[:, k * size : (k + 1) * size]) for k, mask in enumerate(masks)]
    whole = ops.concatenate(products, axis=-1)
    return whole if bias is None else whole + bias
