"""Recurrences over the steps that a mask keeps in plain NumPy; arguments and results are those of ``packed_loops``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.kernels.probability import sigmoid

_ACTIVATIONS: list[Callable[[Any], Any]] = [lambda x: x, lambda x: np.maximum(x, 0), np.tanh, sigmoid]
_SLOPES: list[Callable[[Any], Any]] = [
    np.ones_like, lambda y: (y > 0).astype(y.dtype), lambda y: 1 - y * y, lambda y: y * (1 - y),
]  # fmt: skip


def pack(
    mask: Array, backwards: bool, silent: bool, starts: Array, places: Array, order: Array, lengths: Array, shown: Array
) -> int:  # fmt: skip
    """Says which step of which sample each row is, and which state every step shows; returns the number of groups.

    ``places`` counts steps sample by sample, ``order`` says which sample is which now. A masked step shows the state
    before it or, where ``silent``, zeros.
    """
    count, steps = mask.shape
    lengths[...] = mask.sum(axis=1)
    order[...] = np.argsort(-lengths, kind="stable")
    alive = (lengths[:, None] > np.arange(steps)).sum(axis=0)
    starts[...] = np.concatenate([[0], np.cumsum(alive)])
    total = starts[-1]
    rank = np.empty(count, np.int64)
    rank[order] = np.arange(count)
    flags = mask[:, ::-1] if backwards else mask
    seen = np.cumsum(flags, axis=1)
    n, t = np.nonzero(flags)
    places[starts[seen[n, t] - 1] + rank[n]] = n * steps + (steps - 1 - t if backwards else t)
    ahead = starts[np.minimum(seen, steps)] + rank[:, None]
    shown[...] = np.where(seen < lengths[:, None], ahead, total + rank[:, None])
    shown[(seen == 0) | (silent & ~flags)] = total + count
    return int(lengths.max(initial=0))


def scatter(dy: Array, shown: Array, slopes: Array) -> None:
    """Sums up the slopes of what shows the same state."""
    slopes.fill(0)
    np.add.at(slopes, shown, dy)


def lstm_forward(
    seen: Array, starts: Array, w: Array, u: Array, bias: Array, code: int, gates: Array, states: Array, carries: Array,
    turns: Array,
) -> None:  # fmt: skip
    """Runs an LSTM; ``carries`` are kept like the states. ``code`` and ``turns`` are for the others."""
    np.matmul(seen, w, out=gates)
    for rows, after in _groups(starts):
        i, f, v, o = np.split(gates[rows] + states[rows] @ u + bias, 4, axis=1)
        i, f, v, o = sigmoid(i), sigmoid(f), np.tanh(v), sigmoid(o)
        gates[rows] = np.concatenate([i, f, v, o], axis=1)
        carries[after] = f * carries[rows] + i * v
        states[after] = o * np.tanh(carries[after])


def lstm_backward(
    slopes: Array, starts: Array, w: Array, u: Array, code: int, seen: Array, gates: Array, states: Array,
    carries: Array, turns: Array, dw: Array, du: Array, db: Array, dseen: Array, ends: Array,
) -> None:  # fmt: skip
    """Gradients of the weights and, where ``dseen`` has a length, of the rows; ``slopes`` are those of the states."""
    dcarries, last = np.zeros_like(carries), slice(starts[-1], len(carries) - 1)
    if len(ends):
        dcarries[last] = ends[1]
    for rows, after in reversed(list(_groups(starts))):
        i, f, v, o = np.split(gates[rows], 4, axis=1)
        dh, th = slopes[after], np.tanh(carries[after])
        dc = dcarries[after] + dh * o * (1 - th * th)
        parts = [
            dc * v * i * (1 - i),
            dc * carries[rows] * f * (1 - f),
            dc * i * (1 - v * v),
            dh * th * o * (1 - o),
        ]
        dcarries[rows] = dc * f
        gates[rows] = np.concatenate(parts, axis=1)
        slopes[rows] += gates[rows] @ u.T
    _take_first(ends, starts, slopes, dcarries)
    db[0] = gates.sum(axis=0)
    _products(states, seen, gates, gates, w, dw, du, dseen)


def gru_forward(
    seen: Array, starts: Array, w: Array, u: Array, bias: Array, code: int, gates: Array, states: Array, carries: Array,
    turns: Array,
) -> None:  # fmt: skip
    """Runs a GRU whose reset acts after the product; ``turns`` keeps the recurrent products of every step."""
    np.matmul(seen, w, out=gates)
    first, second = bias.reshape(2, -1)
    gates += first
    units = u.shape[0]
    for rows, after in _groups(starts):
        turns[rows] = turn = states[rows] @ u + second
        given = gates[rows]
        z = sigmoid(given[:, :units] + turn[:, :units])
        r = sigmoid(given[:, units : 2 * units] + turn[:, units : 2 * units])
        v = np.tanh(given[:, 2 * units :] + r * turn[:, 2 * units :])
        gates[rows] = np.concatenate([z, r, v], axis=1)
        states[after] = z * states[rows] + (1 - z) * v


def gru_backward(
    slopes: Array, starts: Array, w: Array, u: Array, code: int, seen: Array, gates: Array, states: Array,
    carries: Array, turns: Array, dw: Array, du: Array, db: Array, dseen: Array, ends: Array,
) -> None:  # fmt: skip
    """Gradients of the weights and, where ``dseen`` has a length, of the rows; ``slopes`` are those of the states."""
    units = u.shape[0]
    for rows, after in reversed(list(_groups(starts))):
        z, r, v = np.split(gates[rows].copy(), 3, axis=1)
        dh = slopes[after]
        dz = dh * (states[rows] - v) * z * (1 - z)
        dv = dh * (1 - z) * (1 - v * v)
        dr = dv * turns[rows][:, 2 * units :] * r * (1 - r)
        gates[rows] = np.concatenate([dz, dr, dv], axis=1)
        turns[rows] = np.concatenate([dz, dr, dv * r], axis=1)
        slopes[rows] += dh * z + turns[rows] @ u.T
    _take_first(ends, starts, slopes)
    db[0], db[1] = gates.sum(axis=0), turns.sum(axis=0)
    _products(states, seen, gates, turns, w, dw, du, dseen)


def simple_forward(
    seen: Array, starts: Array, w: Array, u: Array, bias: Array, code: int, gates: Array, states: Array, carries: Array,
    turns: Array,
) -> None:  # fmt: skip
    """Runs a simple recurrence with an activation: 0 none, 1 relu, 2 tanh, 3 sigmoid."""
    np.matmul(seen, w, out=gates)
    for rows, after in _groups(starts):
        gates[rows] = states[after] = _ACTIVATIONS[code](gates[rows] + states[rows] @ u + bias)


def simple_backward(
    slopes: Array, starts: Array, w: Array, u: Array, code: int, seen: Array, gates: Array, states: Array,
    carries: Array, turns: Array, dw: Array, du: Array, db: Array, dseen: Array, ends: Array,
) -> None:  # fmt: skip
    """Gradients of the weights and, where ``dseen`` has a length, of the rows; ``slopes`` are those of the states."""
    for rows, after in reversed(list(_groups(starts))):
        gates[rows] = slopes[after] * _SLOPES[code](gates[rows])
        slopes[rows] += gates[rows] @ u.T
    _take_first(ends, starts, slopes)
    db[0] = gates.sum(axis=0)
    _products(states, seen, gates, gates, w, dw, du, dseen)


def _groups(starts: Array) -> Iterator[tuple[slice, Array]]:
    """Yields the rows of every group, and those of the states after them."""
    counts = np.append(np.diff(starts), 0)
    for t, count in enumerate(counts[:-1]):
        n = np.arange(count)
        after = np.where(n < counts[t + 1], starts[t + 1] + n, starts[-1] + n)
        yield slice(starts[t], starts[t] + count), after


def _take_first(ends: Array, starts: Array, *slopes: Array) -> None:
    """Gives the slopes of the states before the first steps, where they are wanted."""
    first = starts[1] if len(starts) > 1 else 0
    for end, found in zip(ends, slopes, strict=False):
        end[:first] = found[:first]


def _products(
    states: Array, seen: Array, inputs: Array, recurrent: Array, w: Array, dw: Array, du: Array, dseen: Array
) -> None:
    """The gradients that are products over all rows."""
    np.matmul(states[: len(recurrent)].T, recurrent, out=du)
    np.matmul(seen.T, inputs, out=dw)
    if len(dseen):
        np.matmul(inputs, w.T, out=dseen)
