"""Recurrences over whole sequences as single operations, for the layers SimpleRNN, LSTM and GRU.

A training step so puts one entry on the tape, not one for each time step. All sequences are time first:
``(steps, batch, units)``. The gradient of the gradient goes through plain operations, step by step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from layerloom.declaration import register
from layerloom.kernels import recurrent as kernels
from layerloom.ops.arithmetic import add, multiply
from layerloom.ops.arrays import stack
from layerloom.ops.creation import convert_to_tensor
from layerloom.ops.linear import matmul
from layerloom.ops.logic import where
from layerloom.ops.math import clip, tanh
from layerloom.ops.nonlinear import hard_sigmoid, relu, sigmoid
from layerloom.ops.reduce import sum as total
from layerloom.tensors import Array, GradientTape, Tensor, primitive

#: Names of the activations that the fused recurrences know.
FUSED_ACTIVATIONS = frozenset(kernels.ACTIVATIONS)

Options = dict[str, Any]


@register("legacy_activation")
def hard_sigmoid_keras2(x: Any) -> Any:
    """The hard sigmoid of Keras 1 and 2: ``0.2 * x + 0.5``, limited to 0..1."""
    return clip(add(multiply(x, 0.2), 0.5), 0.0, 1.0)


_ACTIVATIONS: dict[str, Callable[[Any], Any]] = {
    "tanh": tanh,
    "sigmoid": sigmoid,
    "relu": relu,
    "linear": lambda x: x,
    "hard_sigmoid": hard_sigmoid,
    "hard_sigmoid_keras2": hard_sigmoid_keras2,
}


def simple_recurrence(z: Any, h0: Any, u: Any, mask: Any = None, activation: str = "tanh") -> tuple[Any, Any]:
    """Runs ``h = activation(z + h @ u)`` over all steps.

    Args:
        z: Inputs times kernel plus bias, shape (steps, batch, units).
        h0: First state, shape (batch, units).
        u: Recurrent kernel, shape (units, units).
        mask: Boolean array of shape (steps, batch, 1): false steps hold the state.
        activation: One of :data:`FUSED_ACTIVATIONS`.

    Returns:
        The states after every step, and the last one.
    """
    hs, h = _simple(z, h0, u, mask=mask, activation=activation)
    return hs, h


def lstm_recurrence(
    z: Any,
    h0: Any,
    c0: Any,
    u: Any,
    mask: Any = None,
    activation: str = "tanh",
    recurrent_activation: str = "sigmoid",
) -> tuple[Any, Any, Any]:
    """Runs an LSTM over all steps; ``z`` holds input, forget, candidate and output gate side by side.

    Args:
        z: Inputs times kernel plus bias, shape (steps, batch, 4 * units).
        h0: First output, shape (batch, units).
        c0: First carry, shape (batch, units).
        u: Recurrent kernel, shape (units, 4 * units).
        mask: Boolean array of shape (steps, batch, 1): false steps hold the state.
        activation: One of :data:`FUSED_ACTIVATIONS`.
        recurrent_activation: The same for the gates.

    Returns:
        The outputs after every step, the last output and the last carry.
    """
    hs, h, c = _lstm(
        z, h0, c0, u, mask=mask, activation=activation, recurrent_activation=recurrent_activation
    )
    return hs, h, c


def gru_recurrence(
    z: Any,
    h0: Any,
    u: Any,
    bias: Any,
    mask: Any = None,
    activation: str = "tanh",
    recurrent_activation: str = "sigmoid",
    reset_after: bool = True,
) -> tuple[Any, Any]:
    """Runs a GRU over all steps; ``z`` holds update gate, reset gate and candidate side by side.

    Args:
        z: Inputs times kernel plus their bias, shape (steps, batch, 3 * units).
        h0: First state, shape (batch, units).
        u: Recurrent kernel, shape (units, 3 * units).
        bias: Bias of the recurrent products, shape (3 * units,); only used with ``reset_after``.
        mask: Boolean array of shape (steps, batch, 1): false steps hold the state.
        activation: One of :data:`FUSED_ACTIVATIONS`.
        recurrent_activation: The same for the gates.
        reset_after: Whether the reset gate acts after the recurrent product.

    Returns:
        The states after every step, and the last one.
    """
    options = {"activation": activation, "recurrent_activation": recurrent_activation}
    hs, h = _gru(z, h0, u, bias, mask=mask, reset_after=reset_after, **options)
    return hs, h


# -- simple ------------------------------------------------------------------------------------------------------


@primitive(shape=lambda z, h0, u, **_: (tuple(z.shape), tuple(h0.shape)), residual=True)
def _simple(z: Array, h0: Array, u: Array, /, mask: Any, activation: str) -> Any:
    hs, fresh = kernels.simple(z, h0, u, mask, activation)
    return (hs[1:], hs[-1]), (hs, fresh)


@_simple.joint_gradient
def _simple_rule(needs: Any, dy: Any, y: Any, *inputs: Any, residual: Any, **options: Any) -> tuple[Any, ...]:
    return _simple_back(*dy, *inputs, residual=residual, options=options)  # type: ignore[no-any-return]


@primitive(shape=lambda dhs, dh, z, h0, u, **_: (tuple(z.shape), tuple(h0.shape), tuple(u.shape)))
def _simple_back(
    dhs: Array, dh: Array, z: Array, h0: Array, u: Array, /, residual: Any, options: Options
) -> tuple[Array, ...]:
    hs, fresh = residual
    return kernels.simple_gradient(dhs, dh, hs, fresh, u, **options)


@_simple_back.joint_gradient
def _simple_again(needs: Any, dd: Any, y: Any, *inputs: Any, options: Options, **_: Any) -> tuple[Any, ...]:
    return _differentiate_again(_simple_steps, 2, inputs, dd, options)


def _simple_steps(z: Any, h: Any, u: Any, *, mask: Any, activation: str) -> list[Any]:
    states = []
    for t in range(z.shape[0]):
        h = _hold(mask, t, _ACTIVATIONS[activation](z[t] + matmul(h, u)), h)
        states.append(h)
    return [stack(states), h]


# -- LSTM --------------------------------------------------------------------------------------------------------


@primitive(shape=lambda z, h0, c0, u, **_: (_like(z, h0), tuple(h0.shape), tuple(c0.shape)), residual=True)
def _lstm(z: Array, h0: Array, c0: Array, u: Array, /, **options: Any) -> Any:
    residual = kernels.lstm(z, h0, c0, u, **options)
    return (residual[0][1:], residual[0][-1], residual[1][-1]), residual


@_lstm.joint_gradient
def _lstm_rule(needs: Any, dy: Any, y: Any, *inputs: Any, residual: Any, **options: Any) -> tuple[Any, ...]:
    return _lstm_back(*dy, *inputs, residual=residual, options=options)  # type: ignore[no-any-return]


@primitive(shape=lambda dhs, dh, dc, *inputs, **_: tuple(tuple(x.shape) for x in inputs))
def _lstm_back(
    dhs: Array,
    dh: Array,
    dc: Array,
    z: Array,
    h0: Array,
    c0: Array,
    u: Array,
    /,
    residual: Any,
    options: Options,
) -> tuple[Array, ...]:
    return kernels.lstm_gradient(dhs, dh, dc, residual, u, **options)


@_lstm_back.joint_gradient
def _lstm_again(needs: Any, dd: Any, y: Any, *inputs: Any, options: Options, **_: Any) -> tuple[Any, ...]:
    return _differentiate_again(_lstm_steps, 3, inputs, dd, options)


def _lstm_steps(
    z: Any, h: Any, c: Any, u: Any, *, mask: Any, activation: str, recurrent_activation: str
) -> list[Any]:
    act, gate = _ACTIVATIONS[activation], _ACTIVATIONS[recurrent_activation]
    n = u.shape[0]
    outputs = []
    for t in range(z.shape[0]):
        v = z[t] + matmul(h, u)
        i, f, o = gate(v[:, :n]), gate(v[:, n : 2 * n]), gate(v[:, 3 * n :])
        carry = f * c + i * act(v[:, 2 * n : 3 * n])
        h = _hold(mask, t, o * act(carry), h)
        c = _hold(mask, t, carry, c)
        outputs.append(h)
    return [stack(outputs), h, c]


# -- GRU ---------------------------------------------------------------------------------------------------------


@primitive(shape=lambda z, h0, u, bias, **_: (_like(z, h0), tuple(h0.shape)), residual=True)
def _gru(z: Array, h0: Array, u: Array, bias: Array, /, **options: Any) -> Any:
    residual = kernels.gru(z, h0, u, bias, **options)
    return (residual[0][1:], residual[0][-1]), residual


@_gru.joint_gradient
def _gru_rule(needs: Any, dy: Any, y: Any, *inputs: Any, residual: Any, **options: Any) -> tuple[Any, ...]:
    return _gru_back(*dy, *inputs, residual=residual, options=options)  # type: ignore[no-any-return]


@primitive(shape=lambda dhs, dh, *inputs, **_: tuple(tuple(x.shape) for x in inputs))
def _gru_back(
    dhs: Array,
    dh: Array,
    z: Array,
    h0: Array,
    u: Array,
    bias: Array,
    /,
    residual: Any,
    options: Options,
) -> tuple[Array, ...]:
    return kernels.gru_gradient(dhs, dh, residual, u, **options)


@_gru_back.joint_gradient
def _gru_again(needs: Any, dd: Any, y: Any, *inputs: Any, options: Options, **_: Any) -> tuple[Any, ...]:
    return _differentiate_again(_gru_steps, 2, inputs, dd, options)


def _gru_steps(
    z: Any,
    h: Any,
    u: Any,
    bias: Any,
    *,
    mask: Any,
    activation: str,
    recurrent_activation: str,
    reset_after: bool,
) -> list[Any]:
    act, gate = _ACTIVATIONS[activation], _ACTIVATIONS[recurrent_activation]
    n = u.shape[0]
    states = []
    for t in range(z.shape[0]):
        inner = matmul(h, u[:, : 2 * n])
        inner = inner + bias[: 2 * n] if reset_after else inner
        update, reset = gate(z[t, :, :n] + inner[:, :n]), gate(z[t, :, n : 2 * n] + inner[:, n:])
        last = u[:, 2 * n :]
        product = reset * (matmul(h, last) + bias[2 * n :]) if reset_after else matmul(reset * h, last)
        candidate = act(z[t, :, 2 * n :] + product)
        h = _hold(mask, t, update * h + (1 - update) * candidate, h)
        states.append(h)
    return [stack(states), h]


# -- shared ------------------------------------------------------------------------------------------------------


def _like(z: Any, h0: Any) -> tuple[int | None, ...]:
    return (*z.shape[:2], h0.shape[-1])


def _hold(mask: Any, t: int, new: Any, old: Any) -> Any:
    return new if mask is None else where(mask[t], new, old)


def _differentiate_again(
    steps: Callable[..., list[Any]], outputs: int, inputs: Sequence[Any], dd: Sequence[Any], options: Options
) -> tuple[Any, ...]:
    """Differentiates a backward pass by running both passes in plain operations.

    Args:
        steps: The recurrence, step by step.
        outputs: How many of ``inputs`` are gradients of its outputs; the others are its own inputs.
        inputs: What the backward pass was given.
        dd: Gradients of what it gave.
        options: Mask and activations.
    """
    tensors: list[Tensor] = [convert_to_tensor(value) for value in inputs]
    with GradientTape() as outer:
        outer.watch(tensors)
        dys, own = tensors[:outputs], tensors[outputs:]
        with GradientTape() as inner:
            inner.watch(own)
            weighted = [total(y * dy) for y, dy in zip(steps(*own, **options), dys, strict=True)]
            target = weighted[0]
            for term in weighted[1:]:
                target = target + term
        found = inner.gradient(target, own, unconnected_gradients="zero")
    return tuple(outer.gradient(found, tensors, output_gradients=list(dd)))


@primitive(shape=lambda x: tuple(tuple(x.shape[1:]) for _ in range(x.shape[0])))
def by_step(x: Array, /) -> tuple[Array, ...]:
    """Takes a sequence apart into its steps; the gradient puts them together again in one go."""
    return tuple(x)


by_step.gradient(lambda dy, y, x: stack(dy if isinstance(dy, tuple) else [dy]))
