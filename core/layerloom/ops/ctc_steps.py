"""The likelihood of connectionist temporal classification step by step in operations: its second derivatives."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.ops.arrays import expand_dims, stack
from layerloom.ops.indexing import take_along_axis
from layerloom.ops.logic import where
from layerloom.ops.reduce import logsumexp
from layerloom.ops.reduce import sum as total_of
from layerloom.tensors import Array, GradientTape, Tensor, wrap

_NEVER = -1e30  # a logarithm that adds nothing; an infinite one would have no gradient


def second_derivative(
    output: Array, labels: Array, counts: Array, steps: Array, blank: int, weights: Any
) -> Any:
    """Returns the derivative of a weighted sum of the loss's gradient by the outputs.

    Args:
        output: Outputs without softmax (batch, steps, classes).
        labels: Class numbers (batch, labels).
        counts: How many labels of each row count.
        steps: How many steps of each row count.
        blank: The class between labels.
        weights: The weights, in the shape of the outputs.
    """
    x = wrap(output)
    with GradientTape() as outer:
        outer.watch(x)
        with GradientTape() as inner:
            inner.watch(x)
            likelihood = _likelihood(x, labels, counts, steps, blank)
            possible = (likelihood.value > _NEVER / 2).astype(output.dtype)
            loss = total_of(-likelihood * possible)
        total = total_of(inner.gradient(loss, x) * wrap(np.asarray(weights)))
    return outer.gradient(total, x, unconnected_gradients="zero")


def _likelihood(x: Tensor, labels: Array, counts: Array, steps: Array, blank: int) -> Any:
    """Returns the logarithm of the labels' probability in every row."""
    batch, longest, _ = x.shape
    states = np.full((batch, 2 * labels.shape[1] + 1), blank)
    states[:, 1::2] = labels
    never = np.full(states.shape, _NEVER, x.dtype)
    begin, end, leap = never.copy(), never.copy(), never.copy()
    begin[:, :2] = 0
    end[np.arange(batch), 2 * counts] = 0
    end[np.arange(batch), np.maximum(2 * counts - 1, 0)] = 0
    leap[:, 3::2][states[:, 3::2] != states[:, 1:-2:2]] = 0
    scores = x - expand_dims(logsumexp(x, axis=-1), axis=-1)
    emitted = take_along_axis(scores, states[:, None, :].repeat(longest, axis=1), axis=2)
    forward = emitted[:, 0] + begin
    for step in range(1, longest):
        ways = stack([forward, _moved(forward, 1), _moved(forward, 2) + leap], axis=0)
        counted = (step < steps)[:, None]
        forward = where(counted, logsumexp(ways, axis=0) + emitted[:, step], forward)
    return logsumexp(forward + end, axis=1)


def _moved(forward: Any, by: int) -> Any:
    """Returns every state's value at the state so many places behind it."""
    size = forward.shape[1]
    source = np.maximum(np.arange(size) - by, 0)
    start = np.where(np.arange(size) < by, _NEVER, 0).astype(forward.dtype)
    return forward[:, source] * (start == 0) + start
