"""Activations apart from what gave their input, in plain NumPy; the numbers are those of ``nonlinear_loops``."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array

_SCALE, _ALPHA = 1.0507009873554805, 1.6732632423543772


def activate(x: Array, y: Array, code: int, a: float) -> None:
    """Applies an activation."""
    with np.errstate(over="ignore", invalid="ignore"):
        y[...] = _VALUES[code](x, np.float32(a))


def activate_gradient(x: Array, y: Array, dy: Array, dx: Array, code: int, a: float) -> None:
    """Gradient of the input, from input, output, and the output's gradient."""
    with np.errstate(over="ignore", invalid="ignore"):
        dx[...] = dy * _SLOPES[code](x, y, np.float32(a))


def _below(x: Array) -> Any:
    return np.expm1(np.minimum(x, 0))


def _sigmoid(x: Array) -> Any:
    return 0.5 + 0.5 * np.tanh(0.5 * x)


def _softplus(x: Array) -> Any:
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def _hard(x: Array) -> Any:
    return np.clip(x + 3, 0, 6) / 6


def _normal(x: Array) -> Any:
    """The normal distribution function."""
    return 0.5 * (np.vectorize(math.erf, otypes=[np.float32])(x * math.sqrt(0.5)) + 1)


def _density(x: Array) -> Any:
    return np.exp(-0.5 * x * x) / math.sqrt(2 * math.pi)


def _inside(x: Array, bound: float) -> Any:
    return np.abs(x) < bound


_VALUES: dict[int, Callable[[Array, Any], Any]] = {
    4: lambda x, a: np.where(x <= 0, a * x, x),
    5: lambda x, a: np.clip(x, 0, a),
    6: lambda x, a: np.where(x <= 0, a * _below(x), x),
    7: lambda x, a: _SCALE * np.where(x <= 0, _ALPHA * _below(x), x),
    8: lambda x, a: x * _normal(x),
    9: lambda x, a: x * _sigmoid(x),
    10: lambda x, a: _softplus(x),
    11: lambda x, a: x / (1 + np.abs(x)),
    12: lambda x, a: _hard(x),
    13: lambda x, a: x * _hard(x),
    14: lambda x, a: x * np.tanh(_softplus(x)),
    15: lambda x, a: np.exp(x),
    16: lambda x, a: -_softplus(-x),
    17: lambda x, a: np.where(x <= 0, a * _below(x / a), x),
    18: lambda x, a: np.clip(x, -1, 1),
}

_SLOPES: dict[int, Callable[[Array, Array, Any], Any]] = {
    4: lambda x, y, a: np.where(x > 0, 1, a),
    5: lambda x, y, a: (x > 0) & (x < a),
    6: lambda x, y, a: np.where(x > 0, 1, y + a),
    7: lambda x, y, a: np.where(x > 0, _SCALE, y + _SCALE * _ALPHA),
    8: lambda x, y, a: _normal(x) + x * _density(x),
    9: lambda x, y, a: _sigmoid(x) * (1 - y) + y,
    10: lambda x, y, a: _sigmoid(x),
    11: lambda x, y, a: 1 / (1 + np.abs(x)) ** 2,
    12: lambda x, y, a: _inside(x, 3) / 6,
    13: lambda x, y, a: _hard(x) + np.where(_inside(x, 3), x / 6, 0),
    14: lambda x, y, a: np.tanh(_softplus(x)) + x * _sigmoid(x) * (1 - np.tanh(_softplus(x)) ** 2),
    15: lambda x, y, a: y,
    16: lambda x, y, a: _sigmoid(-x),
    17: lambda x, y, a: np.where(x > 0, 1, y / a + 1),
    18: lambda x, y, a: _inside(x, 1),
}
