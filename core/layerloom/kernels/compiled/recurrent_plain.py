"""LSTM and GRU over whole sequences in plain NumPy; arguments and results are those of ``recurrent_loops``."""

from __future__ import annotations

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.kernels.probability import sigmoid


def lstm_forward(
    x: Array,
    w: Array,
    u: Array,
    bias: Array,
    seen: Array,
    gates: Array,
    states: Array,
    carries: Array,
    y: Array,
) -> None:
    """Runs an LSTM; ``carries`` are kept like the states, ``y`` has all outputs or, with one step, the last."""
    seen[...] = x.transpose(1, 0, 2)
    np.matmul(seen, w, out=gates)
    for t in range(len(gates)):
        lstm_step(gates[t], states[t] @ u + bias, carries[t : t + 2], states[t : t + 2])
    _give(states, y)


def lstm_backward(
    dy: Array, w: Array, u: Array, seen: Array, gates: Array, states: Array, carries: Array,
    dw: Array, du: Array, db: Array, dx: Array, ends: Array,
) -> None:  # fmt: skip
    """Gradients of the weights and, where ``dx`` has a length, of the inputs.

    Where ``ends`` has a length, it gives the slopes of the last state and carry and takes those of the first.
    """
    dh, dc = ends.copy() if len(ends) else np.zeros((2, *states[0].shape), np.float32)
    for t in reversed(range(len(gates))):
        _take(dh, dy, t, len(gates))
        lstm_step_back(gates[t], carries[t : t + 2], dh, dc)
        dh = gates[t] @ u.T
    if len(ends):
        ends[0], ends[1] = dh, dc
    _weights(seen, gates, states, gates, dw, du)
    db[...] = gates.sum(axis=(0, 1))
    if len(dx):
        dx[...] = (gates @ w.T).transpose(1, 0, 2)


def lstm_step(gates: Array, more: Array, carries: Array, states: Array) -> None:
    """Turns sums (rows, four gates of units), to which others are added, into gates; sets carry and state behind."""
    i, f, v, o = np.split(gates + more, 4, axis=1)
    i, f, v, o = sigmoid(i), sigmoid(f), np.tanh(v), sigmoid(o)
    gates[...] = np.concatenate([i, f, v, o], axis=1)
    carries[1] = f * carries[0] + i * v
    states[1] = o * np.tanh(carries[1])


def lstm_step_back(gates: Array, carries: Array, dh: Array, dc: Array) -> None:
    """Turns gates into the slopes of what went into them; ``dc`` takes the slopes of the carry before."""
    i, f, v, o = np.split(gates.copy(), 4, axis=1)
    bent = np.tanh(carries[1])
    dc += dh * o * (1 - bent * bent)
    parts = [
        dc * v * i * (1 - i),
        dc * carries[0] * f * (1 - f),
        dc * i * (1 - v * v),
        dh * bent * o * (1 - o),
    ]
    gates[...] = np.concatenate(parts, axis=1)
    dc *= f


def gru_forward(
    x: Array,
    w: Array,
    u: Array,
    bias: Array,
    seen: Array,
    gates: Array,
    states: Array,
    turns: Array,
    y: Array,
) -> None:
    """Runs a GRU whose reset acts after the product; ``turns`` keeps the recurrent products of every step."""
    seen[...] = x.transpose(1, 0, 2)
    np.matmul(seen, w, out=gates)
    gates += bias[0]
    units = u.shape[0]
    for t in range(len(gates)):
        turns[t] = states[t] @ u + bias[1]
        z = sigmoid(gates[t, :, :units] + turns[t, :, :units])
        r = sigmoid(gates[t, :, units : 2 * units] + turns[t, :, units : 2 * units])
        v = np.tanh(gates[t, :, 2 * units :] + r * turns[t, :, 2 * units :])
        gates[t] = np.concatenate([z, r, v], axis=1)
        states[t + 1] = z * states[t] + (1 - z) * v
    _give(states, y)


def gru_backward(
    dy: Array, w: Array, u: Array, seen: Array, gates: Array, states: Array, turns: Array,
    dw: Array, du: Array, db: Array, dx: Array, ends: Array,
) -> None:  # fmt: skip
    """Gradients of the weights and, where ``dx`` has a length, of the inputs; ``ends`` as for an LSTM."""
    dh, units = ends[0].copy() if len(ends) else np.zeros_like(states[0]), u.shape[0]
    for t in reversed(range(len(gates))):
        _take(dh, dy, t, len(gates))
        z, r, v = np.split(gates[t].copy(), 3, axis=1)
        dz = dh * (states[t] - v) * z * (1 - z)
        dv = dh * (1 - z) * (1 - v * v)
        dr = dv * turns[t, :, 2 * units :] * r * (1 - r)
        gates[t] = np.concatenate([dz, dr, dv], axis=1)
        turns[t] = np.concatenate([dz, dr, dv * r], axis=1)
        dh = dh * z + turns[t] @ u.T
    if len(ends):
        ends[0] = dh
    _weights(seen, gates, states, turns, dw, du)
    db[0], db[1] = gates.sum(axis=(0, 1)), turns.sum(axis=(0, 1))
    if len(dx):
        dx[...] = (gates @ w.T).transpose(1, 0, 2)


def _give(states: Array, y: Array) -> None:
    """Hands out all states but the first, or the last alone."""
    y[...] = states[1:].transpose(1, 0, 2) if y.shape[1] == len(states) - 1 else states[-1][:, None]


def _take(dh: Array, dy: Array, t: int, steps: int) -> None:
    """Adds what the gradient of the outputs brings to a step."""
    if dy.shape[1] == steps:
        dh += dy[:, t]
    elif t == steps - 1:
        dh += dy[:, 0]


def _weights(seen: Array, inputs: Array, states: Array, recurrent: Array, dw: Array, du: Array) -> None:
    """Sums the products of what went in and the gradients over steps and samples."""
    np.matmul(seen.reshape(-1, dw.shape[0]).T, inputs.reshape(-1, dw.shape[1]), out=dw)
    np.matmul(states[:-1].reshape(-1, du.shape[0]).T, recurrent.reshape(-1, du.shape[1]), out=du)
