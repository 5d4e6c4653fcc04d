"""RNN: runs any cell over the time steps of a sequence."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import ops
from layerloom.declaration import deserialize, register
from layerloom.errors import FieldError, LayerloomError, ShapeError
from layerloom.layers.input_spec import InputSpec
from layerloom.layers.layer import Layer
from layerloom.layers.recurrent.stacked import StackedRNNCells, state_shapes
from layerloom.layers.structures import has_tensors, is_batch_shape
from layerloom.ops.recurrent import by_step
from layerloom.tensors import KerasTensor, Variable, as_array

__all__ = ["RNN"]

_LSTM_CELL = {"module": "keras.layers", "class_name": "LSTMCell", "config": {"units": 32}}


@register("layer", category="Recurrent", start={"cell": _LSTM_CELL})
class RNN(Layer):
    """Runs a cell, built in or your own, over the time steps of a sequence.

    Input shape: ``(batch, steps, features)``. Output shape: ``(batch, units)``, with ``return_sequences``
    ``(batch, steps, units)``.

    Args:
        cell: A cell, or a list of cells to be stacked: a layer with ``call(inputs, states)`` that returns an output
            and new states, and with the attribute ``state_size``.
        return_sequences: Whether to give the output of every time step, not only the last.
        return_state: Whether to give the last states after the output.
        go_backwards: Whether to read the sequence from its end; the outputs come in that order, too.
        stateful: Whether a batch starts with the states that the batch before ended with.
        unroll: Accepted for Keras's sake; it makes no difference here.
        zero_output_for_mask: Whether masked time steps give zeros rather than the output before them.
    """

    supports_masking = True

    def __init__(
        self,
        cell: Any,
        return_sequences: bool = False,
        return_state: bool = False,
        go_backwards: bool = False,
        stateful: bool = False,
        unroll: bool = False,
        zero_output_for_mask: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if isinstance(cell, dict):
            cell = deserialize(cell)
        if isinstance(cell, (list, tuple)):
            cell = StackedRNNCells(cell)
        if not hasattr(cell, "call") or not hasattr(cell, "state_size"):
            raise FieldError(
                f"{type(self).__name__}: cell must be a cell, or a list of cells, each with a method call(inputs, "
                f"states) and an attribute state_size, got {type(cell).__name__}."
            )
        self.cell = cell
        self.return_sequences = return_sequences
        self.return_state = return_state
        self.go_backwards = go_backwards
        self.stateful = stateful
        self.unroll = unroll
        self.zero_output_for_mask = zero_output_for_mask
        self.states: list[Any] | None = None
        self.input_spec: Any = InputSpec(min_ndim=3)
        size = cell.state_size
        self.single_state = isinstance(size, int)
        self.state_size: list[Any] = [size] if self.single_state else list(size)

    # -- building ------------------------------------------------------------------------------------------

    def build(self, input_shape: Any) -> None:
        """Builds the cell for one step's input, and the states to be kept from batch to batch."""
        step_shape = (input_shape[0], *input_shape[2:])
        if isinstance(self.cell, Layer) and not self.cell.built:
            if type(self.cell).build is Layer.build:  # its weights are those of layers that its call uses
                states = [_map(self._symbol, shape) for shape in self._state_shapes(input_shape[0])]
                self.cell(KerasTensor(step_shape, self.compute_dtype), states)
            else:
                self.cell._build_on({"inputs": step_shape})
        if self.stateful and self.states is None:
            if input_shape[0] is None:
                raise ShapeError(
                    f"Layer {self._title}: stateful=True needs a known batch size; give the input as "
                    f"Input(batch_shape=(batch, steps, features)). It is {tuple(input_shape)}."
                )
            self.states = [_map(self._variable, shape) for shape in self._state_shapes(input_shape[0])]
        self.built = True

    def _symbol(self, shape: tuple[int | None, ...]) -> KerasTensor:
        return KerasTensor(shape, self.compute_dtype)

    def _variable(self, shape: tuple[int, ...]) -> Variable:
        return Variable(np.zeros(shape, self.variable_dtype), trainable=False, name="rnn_state")

    def _state_shapes(self, batch: int | None) -> list[Any]:
        return state_shapes(self.state_size, batch)

    def get_initial_state(self, batch_size: int | None) -> list[Any]:
        """Returns the states before the first step, by default zeros."""
        if hasattr(self.cell, "get_initial_state"):
            found = self.cell.get_initial_state(batch_size=batch_size)
            return list(found) if isinstance(found, (list, tuple)) else [found]
        return [
            _map(lambda s: ops.zeros(s, dtype=self.compute_dtype), s) for s in self._state_shapes(batch_size)
        ]

    def reset_state(self, states: Any = None) -> None:
        """Forgets what the last batch ended with, or sets the states to given values."""
        if not self.stateful:
            raise LayerloomError(f"Layer {self._title} keeps no states: make it with stateful=True.")
        kept = _leaves(self.states)
        given = [np.zeros(v.shape) for v in kept] if states is None else _leaves(states)
        if len(given) != len(kept):
            raise ShapeError(f"Layer {self._title} has {len(kept)} states, got {len(given)}.")
        for variable, value in zip(kept, given, strict=True):
            variable.assign(value)

    reset_states = reset_state

    # -- calling -------------------------------------------------------------------------------------------

    def __call__(self, sequences: Any, *args: Any, **kwargs: Any) -> Any:
        """Takes ``[sequences, state, ...]`` as well, as Keras 2 did."""
        if isinstance(sequences, (list, tuple)) and len(sequences) > 1 and has_tensors(sequences):
            sequences, *kwargs["initial_state"] = sequences
        elif isinstance(sequences, (list, tuple)) and len(sequences) == 1 and has_tensors(sequences):
            sequences = sequences[0]
        return super().__call__(sequences, *args, **kwargs)

    def call(
        self, sequences: Any, initial_state: Any = None, mask: Any = None, training: bool = False
    ) -> Any:
        """Returns the last output, or all of them, and on demand the last states."""
        x = sequences if _is_float(sequences) else ops.cast(sequences, dtype=self.compute_dtype)
        batch = x.shape[0]
        fresh = initial_state is None and not self.stateful
        if initial_state is not None:
            states = self._pack(initial_state)
        elif self.stateful:
            self._check_batch(batch)
            states = _map(lambda v: v.read_value(), self.states)
        else:
            states = self.get_initial_state(batch)
        steps_mask = _time_first(mask)
        if self.go_backwards:
            x = ops.flip(x, axis=1)
            steps_mask = None if steps_mask is None else steps_mask[::-1]
        x = ops.transpose(x, axes=(1, 0, *range(2, len(x.shape))))
        try:
            if hasattr(self.cell, "can_scan") and self.cell.can_scan(training):
                outputs, last, states = self._scan(x, states, steps_mask, training, fresh)
            else:
                outputs, last, states = self._step_by_step(x, states, steps_mask, training)
        finally:
            _reset_dropout(self.cell)
        if steps_mask is not None and self.zero_output_for_mask and not self._zeroes_each_step:
            outputs, last = _shown(outputs, steps_mask[::-1]), _shown(last, steps_mask[-1])
        if self.stateful:
            for variable, value in zip(_leaves(self.states), _leaves(states), strict=True):
                variable.assign(value)
        result = ops.swapaxes(outputs, 0, 1) if self.return_sequences else last
        return (result, *states) if self.return_state else result

    @property
    def _zeroes_each_step(self) -> bool:
        """Whether masked steps give zeros; Keras's unrolled loops backwards go by the mask before it is turned."""
        return self.zero_output_for_mask and not (self.unroll and self.go_backwards)

    def _scan(
        self, x: Any, states: list[Any], mask: Any, training: bool, fresh: bool
    ) -> tuple[Any, Any, list[Any]]:
        """Runs all steps in one operation."""
        outputs, states = self.cell.scan(x, states, mask, training)
        if mask is None:
            return outputs, outputs[-1] if self.return_sequences else _last_output(states), states
        if self._zeroes_each_step:
            shown = mask
        elif fresh:  # before the first step that counts there are zeros anyway
            return outputs, _last_output(states), states
        else:
            shown = np.logical_or.accumulate(mask, axis=0)
        outputs = _shown(outputs, shown)
        return outputs, outputs[-1], states

    def _step_by_step(
        self, x: Any, states: list[Any], mask: Any, training: bool
    ) -> tuple[Any, Any, list[Any]]:
        """Runs the cell once for every time step."""
        outputs: list[Any] = []
        for t, step in enumerate(by_step(x)):
            output, new = self._step(step, states)
            if mask is not None:
                shown = mask[t]
                before = outputs[-1] if outputs and not self._zeroes_each_step else ops.zeros_like(output)
                output = _choose(shown, output, before)
                new = _map(lambda a, b, shown=shown: _choose(shown, a, b), new, states)
            states = new
            outputs.append(output)
        return ops.stack(outputs) if self.return_sequences else None, outputs[-1], states

    def _step(self, step: Any, states: list[Any]) -> tuple[Any, list[Any]]:
        call = self.cell if isinstance(self.cell, Layer) else self.cell.call
        output, new = call(step, states)
        return output, list(new) if isinstance(new, (list, tuple)) else [new]

    def _pack(self, initial_state: Any) -> list[Any]:
        """Brings given states, which may be one or a flat list, into the structure that the cell wants."""
        leaves = _leaves(initial_state)
        wanted = self._state_shapes(None)
        if len(leaves) != len(_leaves(wanted, is_batch_shape)):
            raise ShapeError(
                f"Layer {self._title} has {len(_leaves(wanted, is_batch_shape))} states, "
                f"initial_state has {len(leaves)}."
            )
        flat = iter(leaves)
        return [_map(lambda _: ops.convert_to_tensor(next(flat)), shape) for shape in wanted]

    def _check_batch(self, batch: int) -> None:
        expected = _leaves(self.states)[0].shape[0]
        if batch != expected:
            raise ShapeError(
                f"Layer {self._title} is stateful for batches of {expected}, got a batch of {batch}: "
                f"use batch_size={expected} and a number of samples that it divides."
            )

    # -- shapes and masks ----------------------------------------------------------------------------------

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The shape of the output, followed by those of the states where they are returned."""
        if input_shape and not is_batch_shape(input_shape):
            input_shape = input_shape[0]
        size = getattr(self.cell, "output_size", None)
        inner = (self.state_size[0] if size is None else size,)
        steps = (input_shape[1],) if self.return_sequences else ()
        output = (input_shape[0], *steps, *inner)
        return (output, *self._state_shapes(input_shape[0])) if self.return_state else output

    def compute_output_spec(self, sequences: Any, *args: Any, **kwargs: Any) -> Any:
        """Returns symbolic outputs without running the cell."""
        found = self.compute_output_shape(tuple(sequences.shape))
        if is_batch_shape(found):
            return KerasTensor(found, self.compute_dtype)
        return tuple(_map(self._symbol, shape) for shape in found)

    def compute_mask(self, inputs: Any, previous_mask: Any) -> Any:
        """Passes the mask on with whole sequences; states have none."""
        mask = previous_mask[0] if isinstance(previous_mask, (list, tuple)) else previous_mask
        mask = mask if self.return_sequences else None
        return [mask, *(None for _ in self.state_size)] if self.return_state else mask


def _is_float(x: Any) -> bool:
    return bool(np.dtype(x.dtype).kind == "f")


def _last_output(states: list[Any]) -> Any:
    """Returns the first state of the last cell, which for the built-in cells is the output."""
    while isinstance(states[-1], list):
        states = states[-1]
    return states[0]


def _shown(outputs: Any, mask: Any) -> Any:
    """Returns outputs with zeros where a mask says that they do not count."""
    if outputs is None:
        return None
    return outputs * mask.reshape(mask.shape + (1,) * (len(outputs.shape) - mask.ndim)).astype(outputs.dtype)


def _time_first(mask: Any) -> Any:
    """Returns a mask of shape (batch, steps) as boolean array of shape (steps, batch, 1); ``None`` if all counts."""
    if isinstance(mask, (list, tuple)):
        mask = mask[0] if mask else None
    if mask is None:
        return None
    flags = as_array(mask).astype(bool)
    flags = flags if flags.ndim > 2 else flags[..., None]
    return None if flags.all() else np.swapaxes(flags, 0, 1)


def _choose(shown: Any, new: Any, old: Any) -> Any:
    return ops.where(shown.reshape(shown.shape + (1,) * (len(new.shape) - shown.ndim)), new, old)


def _map(function: Any, first: Any, *others: Any) -> Any:
    """Applies a function to the states in nested lists; shapes, which are tuples, count as leaves."""
    if isinstance(first, list):
        return [_map(function, *items) for items in zip(first, *others, strict=True)]
    return function(first, *others)


def _leaves(structure: Any, is_leaf: Any = None) -> list[Any]:
    if isinstance(structure, (list, tuple)) and not (is_leaf and is_leaf(structure)):
        return [leaf for item in structure for leaf in _leaves(item, is_leaf)]
    return [structure]


def _reset_dropout(cell: Any) -> None:
    for one in getattr(cell, "cells", [cell]):
        if hasattr(one, "reset_dropout_mask"):
            one.reset_dropout_mask()
            one.reset_recurrent_dropout_mask()
