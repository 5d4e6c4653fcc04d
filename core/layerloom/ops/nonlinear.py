"""Activation functions, each beside its gradient."""

from __future__ import annotations

import math as _math
from typing import Any

import numpy as np

from layerloom.kernels import probability as kernels
from layerloom.ops.arithmetic import add, maximum, minimum, multiply
from layerloom.ops.arrays import cast
from layerloom.ops.logic import greater, less, less_equal, logical_and, where
from layerloom.ops.math import clip, erf, exp, square, tanh
from layerloom.ops.reduce import as_float
from layerloom.ops.reduce import sum as total
from layerloom.tensors import KerasTensor, primitive

__all__ = [
    "celu", "elu", "gelu", "glu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_swish", "hard_tanh", "leaky_relu",
    "log_sigmoid", "log_softmax", "one_hot", "relu", "relu6", "selu", "sigmoid", "silu", "soft_shrink", "softmax",
    "softplus", "softsign", "sparse_plus", "sparse_sigmoid", "squareplus", "swish", "tanh_shrink", "threshold",
]  # fmt: skip


@primitive
def relu(x: Any, /) -> Any:
    """max(x, 0)."""
    return np.maximum(x, 0)


@primitive(shape=lambda dy, y: tuple(dy.shape))
def _masked(dy: Any, y: Any) -> Any:
    """``dy`` where ``y`` is positive."""
    return np.multiply(dy, y > 0)


_masked.gradient(lambda ddy, out, dy, y: _masked(ddy, y), None)
relu.gradient(lambda dy, y, x: _masked(dy, y))


@primitive
def relu6(x: Any, /) -> Any:
    """min(max(x, 0), 6)."""
    return np.minimum(np.maximum(x, 0), 6)


relu6.gradient(lambda dy, y, x: dy * cast(logical_and(greater(x, 0), less(x, 6)), dtype=dy.dtype))


@primitive(numbers="float")
def leaky_relu(x: Any, /, negative_slope: float = 0.2) -> Any:
    """X where positive, else ``negative_slope * x``."""
    return np.where(x > 0, x, np.asarray(x) * np.asarray(negative_slope, np.asarray(x).dtype))


leaky_relu.gradient(lambda dy, y, x, *, negative_slope: where(greater(x, 0), dy, dy * negative_slope))


@primitive(numbers="float")
def sigmoid(x: Any, /) -> Any:
    """1 / (1 + exp(-x)), without overflow."""
    return kernels.sigmoid(as_float(x))


sigmoid.gradient(lambda dy, y, x: dy * y * (1 - y))


@primitive(numbers="float")
def softplus(x: Any, /) -> Any:
    """log(1 + exp(x)), without overflow."""
    return kernels.softplus(as_float(x))


softplus.gradient(lambda dy, y, x: dy * sigmoid(x))


@primitive(numbers="float")
def softsign(x: Any, /) -> Any:
    """X / (1 + |x|)."""
    return x / (1 + np.abs(x))


softsign.gradient(lambda dy, y, x: dy / square(abs(x) + 1))


@primitive(numbers="float")
def elu(x: Any, /, alpha: float = 1.0) -> Any:
    """X where positive, else ``alpha * (exp(x) - 1)``."""
    x = np.asarray(x)
    return np.where(x > 0, x, np.asarray(alpha, x.dtype) * np.expm1(np.minimum(x, 0)))


elu.gradient(lambda dy, y, x, *, alpha: where(greater(x, 0), dy, dy * alpha * exp(minimum(x, 0))))

_SELU_ALPHA, _SELU_SCALE = 1.6732632423543772, 1.0507009873554805


def selu(x: Any) -> Any:
    """The scaled ELU of self-normalizing networks (Klambauer et al., 2017)."""
    return elu(x, alpha=_SELU_ALPHA) * _SELU_SCALE


def celu(x: Any, alpha: float = 1.0) -> Any:
    """max(x, 0) + min(alpha * (exp(x / alpha) - 1), 0)."""
    return relu(x) + minimum((exp(minimum(x, 0) / alpha) - 1) * alpha, 0)


@primitive(numbers="float")
def silu(x: Any, /) -> Any:
    """X * sigmoid(x), also called swish."""
    x = as_float(x)
    return x * kernels.sigmoid(x)


silu.gradient(lambda dy, y, x: dy * (sigmoid(x) * (1 - y) + y))
swish = silu


def gelu(x: Any, approximate: bool = True) -> Any:
    """X times the normal distribution function, by default approximated by tanh."""
    if approximate:
        inner = multiply(add(x, multiply(multiply(x, square(x)), 0.044715)), _math.sqrt(2 / _math.pi))
        return multiply(x, 0.5) * (tanh(inner) + 1)
    return multiply(x, 0.5) * (erf(multiply(x, 1 / _math.sqrt(2))) + 1)


def hard_sigmoid(x: Any) -> Any:
    """relu6(x + 3) / 6, the definition of Keras 3."""
    return relu6(add(x, 3.0)) / 6.0


def hard_silu(x: Any) -> Any:
    """X * hard_sigmoid(x)."""
    return multiply(x, hard_sigmoid(x))


hard_swish = hard_silu


def hard_tanh(x: Any) -> Any:
    """X limited to -1..1."""
    return clip(x, -1.0, 1.0)


def hard_shrink(x: Any, threshold: float = 0.5) -> Any:
    """X where its size exceeds the threshold, else 0."""
    return where(greater(abs(add(x, 0.0)), threshold), x, 0.0)


def soft_shrink(x: Any, threshold: float = 0.5) -> Any:
    """X moved towards 0 by the threshold."""
    return maximum(add(x, -threshold), 0.0) + minimum(add(x, threshold), 0.0)


def tanh_shrink(x: Any) -> Any:
    """X - tanh(x)."""
    return add(x, -tanh(x))


def threshold(x: Any, threshold: float, default_value: float) -> Any:
    """X where it exceeds the threshold, else the default value."""
    return where(greater(x, threshold), x, default_value)


def log_sigmoid(x: Any) -> Any:
    """log(sigmoid(x)), without overflow."""
    return -softplus(-add(x, 0.0))


def squareplus(x: Any, b: float = 4) -> Any:
    """(x + sqrt(x² + b)) / 2."""
    return (add(x, (square(x) + b) ** 0.5)) / 2.0


def sparse_sigmoid(x: Any) -> Any:
    """(x + 1) / 2, limited to 0..1."""
    return clip((cast(x, dtype=as_float(np.zeros((), x.dtype)).dtype.name) + 1) * 0.5, x_min=0.0, x_max=1.0)


def sparse_plus(x: Any) -> Any:
    """0 below -1, x above 1, and a parabola between."""
    x = add(x, 0.0)
    return where(less_equal(x, -1.0), 0.0, where(greater(x, 1.0), x, square(x + 1.0) * 0.25))


def glu(x: Any, axis: int = -1) -> Any:
    """The first half times the sigmoid of the second half, along an axis."""
    from layerloom.ops.arrays import split

    first, second = split(x, 2, axis=axis)
    return first * sigmoid(second)


@primitive(numbers="float")
def softmax(x: Any, /, axis: int | tuple[int, ...] | None = -1) -> Any:
    """exp(x) divided by its sum along an axis, or over all for None."""
    return kernels.softmax(as_float(x), axis)


@primitive(shape=lambda dy, y, axis: tuple(y.shape))
def _softmax_input(dy: Any, y: Any, /, axis: int | tuple[int, ...] | None) -> Any:
    """Gradient of softmax, from its result."""
    return kernels.softmax_gradient(dy, y, axis)


def _softmax_input_of_result(ddx: Any, dx: Any, dy: Any, y: Any, *, axis: Any) -> Any:
    inner = total(dy * y, axis=axis, keepdims=True)
    outer = total(ddx * y, axis=axis, keepdims=True)
    return ddx * dy - ddx * inner - dy * outer


softmax.gradient(lambda dy, y, x, *, axis: _softmax_input(dy, y, axis=axis))
_softmax_input.gradient(
    lambda ddx, dx, dy, y, *, axis: _softmax_input(ddx, y, axis=axis), _softmax_input_of_result
)


@primitive(numbers="float")
def log_softmax(x: Any, /, axis: int | tuple[int, ...] | None = -1) -> Any:
    """log(softmax(x)), without underflow."""
    return kernels.log_softmax(as_float(x), axis)


log_softmax.gradient(lambda dy, y, x, *, axis: dy - exp(y) * total(dy, axis=axis, keepdims=True))


def _one_hot_shape(x: Any, num_classes: int, axis: int = -1, dtype: Any = None, sparse: bool = False) -> Any:
    shape = list(x.shape)
    shape.insert(axis if axis >= 0 else len(shape) + 1 + axis, num_classes)
    return KerasTensor(shape, dtype or "float32")


@primitive(shape=_one_hot_shape)
def one_hot(x: Any, /, num_classes: int, axis: int = -1, dtype: Any = None, sparse: bool = False) -> Any:
    """1 at each index and 0 elsewhere; an index out of range gives a row of zeros."""
    x = np.asarray(x).astype(np.int64)
    rows = (x[..., None] == np.arange(num_classes)).astype(dtype or np.float32)
    return rows if axis == -1 else np.moveaxis(rows, -1, axis)
