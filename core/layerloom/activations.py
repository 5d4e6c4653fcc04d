"""Activation functions by their Keras names (``keras.activations``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom import lookup, ops
from layerloom.declaration import register, registry
from layerloom.declaration import serialize as to_data
from layerloom.errors import LayerloomError
from layerloom.tensors import Array, Tensor, primitive

_ELEMENTWISE = "Elementwise"
_ALONG_AXIS = "Along an axis"


@register("activation", category=_ELEMENTWISE)
def linear(x: Any) -> Any:
    """X itself: no activation."""
    return x


@register("activation", category=_ELEMENTWISE)
def relu(x: Any, negative_slope: float = 0.0, max_value: float | None = None, threshold: float = 0.0) -> Any:
    """X where positive, else 0.

    Args:
        x: Tensor.
        negative_slope: Slope below the threshold.
        max_value: Largest value.
        threshold: Where the rise begins.
    """
    if not negative_slope and max_value is None and not threshold:
        return ops.relu(x)
    if max_value is None and not threshold:
        return ops.leaky_relu(x, negative_slope=negative_slope)
    x = ops.convert_to_tensor(x)
    y = ops.where(ops.greater(x, threshold), x, 0.0)
    if max_value is not None:
        y = ops.clip(y, 0.0, float(max_value))
    return y - ops.relu(threshold - x) * negative_slope if negative_slope else y


@register("activation", category=_ELEMENTWISE)
def leaky_relu(x: Any, negative_slope: float = 0.2) -> Any:
    """X where positive, else a small slope."""
    return ops.leaky_relu(x, negative_slope=negative_slope)


@register("activation", category=_ELEMENTWISE)
def relu6(x: Any) -> Any:
    """X limited to 0..6."""
    return ops.relu6(x)


@register("activation", category=_ALONG_AXIS)
def softmax(x: Any, axis: int = -1) -> Any:
    """exp(x) divided by its sum: probabilities of classes.

    Args:
        x: Tensor with two axes or more.
        axis: The axis of the classes.
    """
    return _remember(ops.softmax(x, axis=axis), "softmax", x, axis)


@register("activation", category=_ALONG_AXIS)
def log_softmax(x: Any, axis: int = -1) -> Any:
    """Logarithm of softmax, exact for small probabilities."""
    return ops.log_softmax(x, axis=axis)


@register("activation", category=_ALONG_AXIS)
def sparsemax(x: Any, axis: int = -1) -> Any:
    """Probabilities of classes, many of them exactly 0: the point of the simplex nearest to x."""
    return _sparsemax(ops.convert_to_tensor(x), axis=axis)


@register("activation", category=_ALONG_AXIS)
def glu(x: Any, axis: int = -1) -> Any:
    """The first half of an axis times the sigmoid of the second half."""
    return ops.glu(x, axis=axis)


@register("activation", category=_ELEMENTWISE)
def elu(x: Any, alpha: float = 1.0) -> Any:
    """X where positive, else ``alpha * (exp(x) - 1)``."""
    return ops.elu(x, alpha=alpha)


@register("activation", category=_ELEMENTWISE)
def celu(x: Any, alpha: float = 1.0) -> Any:
    """X where positive, else ``alpha * (exp(x / alpha) - 1)``."""
    return ops.celu(x, alpha=alpha)


@register("activation", category=_ELEMENTWISE)
def selu(x: Any) -> Any:
    """A scaled elu that keeps mean and variance; goes with lecun_normal and AlphaDropout."""
    return ops.selu(x)


@register("activation", category=_ELEMENTWISE)
def softplus(x: Any) -> Any:
    """log(exp(x) + 1), a smooth relu."""
    return ops.softplus(x)


@register("activation", category=_ELEMENTWISE)
def softsign(x: Any) -> Any:
    """X / (|x| + 1)."""
    return ops.softsign(x)


@register("activation", category=_ELEMENTWISE)
def squareplus(x: Any, b: float = 4) -> Any:
    """(x + sqrt(x² + b)) / 2, a smooth relu without exponentials."""
    return ops.squareplus(x, b=b)


@register("activation", category=_ELEMENTWISE)
def soft_shrink(x: Any, threshold: float = 0.5) -> Any:
    """X moved towards 0 by the threshold, 0 within it."""
    return ops.soft_shrink(x, threshold=threshold)


@register("activation", category=_ELEMENTWISE)
def hard_shrink(x: Any, threshold: float = 0.5) -> Any:
    """x, and 0 within the threshold."""
    return ops.hard_shrink(x, threshold=threshold)


@register("activation", category=_ELEMENTWISE)
def tanh_shrink(x: Any) -> Any:
    """X - tanh(x)."""
    return ops.tanh_shrink(x)


@register("activation", category=_ELEMENTWISE)
def sparse_plus(x: Any) -> Any:
    """0 below -1, x above 1, a parabola between."""
    return ops.sparse_plus(x)


@register("activation", category=_ELEMENTWISE, aliases=("swish",))
def silu(x: Any) -> Any:
    """X * sigmoid(x), also called swish."""
    return ops.silu(x)


@register("activation", category=_ELEMENTWISE, aliases=("hard_swish",))
def hard_silu(x: Any) -> Any:
    """X * hard_sigmoid(x), also called hard swish."""
    return ops.hard_silu(x)


@register("activation", category=_ELEMENTWISE)
def gelu(x: Any, approximate: bool = False) -> Any:
    """X times the probability that a normal number is smaller.

    Args:
        x: Tensor.
        approximate: Whether to use the faster tanh formula.
    """
    return ops.gelu(x, approximate=approximate)


@register("activation", category=_ELEMENTWISE)
def mish(x: Any) -> Any:
    """X * tanh(softplus(x))."""
    x = ops.convert_to_tensor(x)
    return x * ops.tanh(ops.softplus(x))


@register("activation", category=_ELEMENTWISE)
def tanh(x: Any) -> Any:
    """The hyperbolic tangent, between -1 and 1."""
    return ops.tanh(x)


@register("activation", category=_ELEMENTWISE)
def hard_tanh(x: Any) -> Any:
    """X limited to -1..1."""
    return ops.hard_tanh(x)


@register("activation", category="With arguments")
def threshold(x: Any, threshold: float, default_value: float) -> Any:
    """X above the threshold, else the default value."""
    return ops.threshold(x, threshold, default_value)


@register("activation", category=_ELEMENTWISE)
def sigmoid(x: Any) -> Any:
    """1 / (1 + exp(-x)), between 0 and 1: a probability."""
    return _remember(ops.sigmoid(x), "sigmoid", x)


@register("activation", category=_ELEMENTWISE)
def hard_sigmoid(x: Any) -> Any:
    """X / 6 + 1/2, limited to 0..1."""
    return ops.hard_sigmoid(x)


@register("activation", category=_ELEMENTWISE)
def log_sigmoid(x: Any) -> Any:
    """Logarithm of sigmoid, exact for small probabilities."""
    return ops.log_sigmoid(x)


@register("activation", category=_ELEMENTWISE)
def sparse_sigmoid(x: Any) -> Any:
    """(x + 1) / 2, limited to 0..1."""
    return ops.clip((ops.convert_to_tensor(x) + 1.0) * 0.5, 0.0, 1.0)


@register("activation", category=_ELEMENTWISE)
def exponential(x: Any) -> Any:
    """exp(x)."""
    return ops.exp(x)


swish, hard_swish = silu, hard_silu


def get(identifier: Any) -> Callable[..., Any]:
    """Returns the function that a name, config or function stands for; ``linear`` for ``None``.

    Raises:
        LayerloomError: If the name is unknown.
    """
    older = registry.find("legacy_activation", identifier) if isinstance(identifier, str) else None
    if older is not None:  # a function that has changed since, from a file of an older Keras
        identifier = older.target
    found = linear if identifier is None else lookup.resolve("activation", identifier)
    if not callable(found):
        raise LayerloomError(f"An activation must be a function, got {type(found).__name__}.")
    function: Callable[..., Any] = found
    return function


def serialize(activation: Any) -> Any:
    """Turns an activation into plain data: its name, or a config where it is an object."""
    entry = registry.entry_of(activation)
    return entry.name if entry is not None and entry.kind == "activation" else to_data(activation)


def deserialize(config: Any, custom_objects: dict[str, Any] | None = None) -> Any:
    """Makes an activation from the result of :func:`serialize`."""
    return lookup.from_data("activation", config, custom_objects)


def _remember(output: Any, name: str, logits: Any, axis: int = -1) -> Any:
    """Lets a cross-entropy that gets these probabilities compute from the logits, which is exact."""
    if isinstance(output, Tensor) and isinstance(logits, Tensor):
        output._logits = (name, axis % len(logits.shape) if logits.shape else 0, logits)
    return output


@primitive(shape=lambda x, axis: tuple(x.shape))
def _sparsemax(x: Array, /, axis: int = -1) -> Array:
    rows = np.moveaxis(x, axis, -1)
    falling = -np.sort(-rows, axis=-1)
    sums = np.cumsum(falling, axis=-1)
    place = np.arange(1, rows.shape[-1] + 1, dtype=rows.dtype)
    inside = 1 + place * falling > sums
    count = np.sum(inside, axis=-1, keepdims=True)
    level = (np.take_along_axis(sums, count - 1, axis=-1) - 1) / count.astype(rows.dtype)
    return np.moveaxis(np.maximum(rows - level, 0), -1, axis)


def _sparsemax_rule(dy: Any, y: Any, x: Any, *, axis: int) -> Any:
    inside = ops.cast(ops.greater(y, 0), dtype=y.dtype)
    mean = ops.sum(dy * inside, axis=axis, keepdims=True) / ops.sum(inside, axis=axis, keepdims=True)
    return inside * (dy - mean)


_sparsemax.gradient(_sparsemax_rule)
