"""Loops over time steps, and connectionist temporal classification, in the words of Keras 1 and 2."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom import config, ops
from layerloom.errors import LayerloomError
from layerloom.tensors import as_array
from layerloom.tree import flatten, map_structure

__all__ = ["ctc_batch_cost", "ctc_decode", "rnn"]


def rnn(
    step_function: Callable[..., Any],
    inputs: Any,
    initial_states: Any,
    go_backwards: bool = False,
    mask: Any = None,
    constants: Any = None,
    unroll: bool = False,
    input_length: Any = None,
    time_major: bool = False,
    zero_output_for_mask: bool = False,
    return_all_outputs: bool = True,
) -> tuple[Any, Any, Any]:
    """Calls a function on one time step after the other.

    Args:
        step_function: Takes the inputs of a step and the states, with the constants at their end, and returns an output
            and the new states.
        inputs: Tensor (samples, steps, ...), or nested ones.
        initial_states: The states before the first step.
        go_backwards: Whether to begin with the last step.
        mask: Tensor (samples, steps) or (samples, steps, 1): at steps where it is false the states stay.
        constants: Tensors that every call gets after the states.
        unroll: Accepted for Keras's sake; it makes no difference here.
        input_length: The number of steps, where that is another one than the inputs'; or one for each sample.
        time_major: Whether inputs and outputs are (steps, samples, ...).
        zero_output_for_mask: Whether masked steps give zeros rather than the output before them.
        return_all_outputs: Whether the outputs of all steps are kept.

    Returns:
        The last output, the outputs (samples, steps, ...), and the last states.

    Raises:
        ValueError: If the number of steps is unknown.
    """
    axis = 0 if time_major else 1
    first = flatten(inputs)[0]
    steps = first.shape[axis]
    if steps is None:
        raise LayerloomError(
            f"K.rnn must know the number of steps, got inputs of shape {tuple(first.shape)}."
        )
    if mask is None and input_length is not None and np.ndim(input_length):
        mask = ops.less(ops.expand_dims(ops.arange(steps), 0), ops.reshape(input_length, (-1, 1)))
        mask = ops.transpose(mask) if time_major else mask
    if mask is not None and not initial_states:
        raise LayerloomError("K.rnn needs states where there is a mask: give initial_states.")
    states, extra = initial_states, list(constants or [])
    output, outputs = None, []
    for step in reversed(range(steps)) if go_backwards else range(steps):
        given = map_structure(lambda x, at=step: ops.take(x, at, axis=axis), inputs)
        found, new = step_function(given, [*states, *extra])
        if mask is not None:
            counts = ops.cast(ops.take(mask, step, axis=axis), dtype="bool")
            before = ops.zeros_like(found) if output is None or zero_output_for_mask else output
            found = _chosen(counts, found, before)
            new = map_structure(lambda a, b, kept=counts: _chosen(kept, a, b), list(new), list(states))
        output, states = found, new
        outputs.append(output)
    kept = outputs if return_all_outputs else outputs[-1:]
    return output, ops.stack(kept, axis=axis), states


def _chosen(condition: Any, then: Any, other: Any) -> Any:
    """Takes one value or the other, sample by sample."""
    condition = ops.reshape(condition, (-1, *[1] * (len(then.shape) - 1)))
    return ops.where(condition, then, other)


def ctc_batch_cost(y_true: Any, y_pred: Any, input_length: Any, label_length: Any) -> Any:
    """Returns the CTC loss of every sample, of shape (samples, 1); the last class stands between labels.

    Args:
        y_true: Class numbers (samples, labels).
        y_pred: Outputs of a softmax (samples, steps, classes).
        input_length: How many steps of each sample count, of shape (samples, 1).
        label_length: How many labels of each sample count, of shape (samples, 1).
    """
    labels, steps = (
        ops.reshape(ops.cast(item, dtype="int32"), (-1,)) for item in (label_length, input_length)
    )
    scores = ops.log(y_pred + config.epsilon())
    return ops.expand_dims(
        ops.ctc_loss(y_true, scores, labels, steps, mask_index=scores.shape[-1] - 1), axis=1
    )


def ctc_decode(
    y_pred: Any, input_length: Any, greedy: bool = True, beam_width: int = 100, top_paths: int = 1
) -> tuple[list[Any], Any]:
    """Finds the label sequences that outputs of a softmax stand for; the last class stands between labels.

    Args:
        y_pred: Outputs of a softmax (samples, steps, classes).
        input_length: How many steps of each sample count, of shape (samples,).
        greedy: Whether to take the likeliest class of each step, rather than to search the likeliest sequences.
        beam_width: Number of candidates of the search.
        top_paths: Number of sequences of each sample that the search gives.

    Returns:
        A list of arrays of class numbers (samples, steps), one for each path, filled up with -1; and scores: with
        ``greedy`` minus the logarithm of the probability, else the logarithm.
    """
    scores = ops.log(ops.convert_to_tensor(as_array(y_pred)) + config.epsilon())
    found, values = ops.ctc_decode(
        scores,
        ops.reshape(input_length, (-1,)),
        strategy="greedy" if greedy else "beam_search",
        beam_width=beam_width,
        top_paths=top_paths,
        mask_index=scores.shape[-1] - 1,
    )
    return [ops.cast(path, dtype="int64") for path in ops.unstack(found, axis=0)], values
