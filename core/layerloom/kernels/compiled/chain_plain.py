"""Programs of networks of dense layers in plain NumPy, like ``chain_loops``."""

from __future__ import annotations

import ctypes
import threading
from dataclasses import dataclass
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.kernels.compiled import elementwise_plain

_arriving = threading.Lock()


@dataclass(frozen=True)
class _Turn:
    """Which thread it is, what of the samples is its share, and the optimizer's rule."""

    part: int
    parts: int
    count: int
    samples: slice
    code: int
    numbers: Array


def run(
    program: Array,
    came: Array,
    blas: int,
    code: int,
    numbers: Array,
    part: int,
    parts: int,
    count: int,
    at: int,
) -> int:
    """Runs a program, for one thread; it says at once when others have not come."""
    samples = slice(count * part // parts, count * (part + 1) // parts)
    turn = _Turn(part, parts, count, samples, code, numbers)
    waits = at < 0
    at = -1 - at if waits else at
    while at < len(program):
        kind, meeting, *given = map(int, program[at])
        if meeting and not waits:
            with _arriving:
                came[0] += 1
        if meeting and came[0] < meeting * parts:
            return -1 - at
        waits = False
        _STEPS[kind](turn, *given)
        at += 1
    return at


def _product(turn: _Turn, x: int, w: int, y: int, features: int, units: int, by_columns: int, _: int) -> None:
    columns = _share(units, turn) if by_columns else slice(units)
    samples = slice(turn.count) if by_columns else turn.samples
    inputs, weights = _floats(x, turn.count, features), _floats(w, features, units)
    _floats(y, turn.count, units)[samples, columns] = inputs[samples] @ weights[:, columns]


def _bias(turn: _Turn, y: int, bias: int, units: int, curve: int, *_: int) -> None:
    elementwise_plain.bias_activate(_floats(y, turn.count, units)[turn.samples], _floats(bias, units), curve)


def _dropout(turn: _Turn, x: int, y: int, words: int, size: int, rule: int, *_: int) -> None:
    inputs, outputs = (_floats(address, turn.count, size)[turn.samples].reshape(-1) for address in (x, y))
    chance = _at(words, ctypes.c_uint16, turn.count, size)[turn.samples].reshape(-1)
    limit, scale = _at(rule, ctypes.c_double, 2)
    elementwise_plain.drop(inputs, chance, int(limit), scale, outputs)


def _slopes(turn: _Turn, dy: int, y: int, curve: int, dz: int, sums: int, units: int, _: int) -> None:
    slopes, values, found = (_floats(at, turn.count, units)[turn.samples] for at in (dy, y, dz))
    total = _floats(sums, turn.parts, units)[turn.part]
    elementwise_plain.activation_gradient(slopes, values, curve, found, total)


def _back(turn: _Turn, dz: int, w: int, dx: int, features: int, units: int, by_columns: int, _: int) -> None:
    columns = _share(features, turn) if by_columns else slice(features)
    samples = slice(turn.count) if by_columns else turn.samples
    slopes, weights = _floats(dz, turn.count, units), _floats(w, features, units)
    _floats(dx, turn.count, features)[samples, columns] = slopes[samples] @ weights[columns].T


def _weights(
    turn: _Turn, x: int, dz: int, w: int, first: int, second: int, features: int, units: int
) -> None:
    low, high = features * turn.part // turn.parts, features * (turn.part + 1) // turn.parts
    inputs, slopes = _floats(x, turn.count, features), _floats(dz, turn.count, units)
    weights, *kept = (_floats(at, features, units)[low:high].reshape(-1) for at in (w, first, second))
    gradient = (inputs[:, low:high].T @ slopes).reshape(-1)
    elementwise_plain.update(weights, gradient, kept[0], kept[1], turn.code, turn.numbers)


def _new_bias(turn: _Turn, sums: int, w: int, first: int, second: int, units: int, *_: int) -> None:
    if turn.part == 0:
        total = _floats(sums, turn.parts, units).sum(axis=0)
        bias, *kept = (_floats(at, units) for at in (w, first, second))
        elementwise_plain.update(bias, total, kept[0], kept[1], turn.code, turn.numbers)


def _loss(turn: _Turn, z: int, labels: int, weights: int, p: int, dz: int, classes: int, totals: int) -> None:
    logits, shares, slopes = (_floats(at, turn.count, classes)[turn.samples] for at in (z, p, dz))
    numbers = _at(labels, ctypes.c_int64, turn.count)[turn.samples]
    parts = _floats(weights, turn.count)[turn.samples]
    _at(totals, ctypes.c_double, turn.parts)[turn.part] = elementwise_plain.sparse_crossentropy(
        logits, numbers, parts, shares, slopes
    )


_STEPS = (_product, _bias, _dropout, _slopes, _back, _weights, _new_bias, _loss)


def _share(columns: int, turn: _Turn) -> slice:
    """Returns a thread's columns, which begin at the start of a vector."""
    parts = turn.parts
    low, high = (
        columns if at == parts else columns * at // parts // 16 * 16 for at in (turn.part, turn.part + 1)
    )
    return slice(low, high)


def _floats(address: int, *shape: int) -> Array:
    """Returns the float32 numbers at an address."""
    return _at(address, ctypes.c_float, *shape)


def _at(address: int, kind: Any, *shape: int) -> Array:
    memory = (kind * int(np.prod(shape))).from_address(address)
    return np.frombuffer(memory, kind).reshape(shape)
