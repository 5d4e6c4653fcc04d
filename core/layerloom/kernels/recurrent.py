"""Recurrences over all time steps at once: simple, LSTM and GRU, forward and backward.

Everything is laid out by time first: ``(steps, batch, units)``. The inputs come in already multiplied by the kernel,
so that only what depends on the step before is done step by step. A mask holds a step's state where it is false.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.kernels.parallel import one_blas_thread, share

Array = NDArray[Any]


def _sigmoid(x: Array) -> None:
    x *= 0.5
    np.tanh(x, out=x)
    x *= 0.5
    x += 0.5


def _hard_sigmoid(x: Array) -> None:
    x *= 1 / 6
    x += 0.5
    np.clip(x, 0, 1, out=x)


def _hard_sigmoid_keras2(x: Array) -> None:
    x *= 0.2
    x += 0.5
    np.clip(x, 0, 1, out=x)


#: Activation -> (what it does to an array in place, its slope as a function of its value).
ACTIVATIONS: dict[str, tuple[Callable[[Array], Any], Callable[[Array], Any]]] = {
    "tanh": (lambda x: np.tanh(x, out=x), lambda y: 1 - y * y),
    "sigmoid": (_sigmoid, lambda y: y * (1 - y)),
    "relu": (lambda x: np.maximum(x, 0, out=x), lambda y: (y > 0).astype(y.dtype)),
    "linear": (lambda x: x, np.ones_like),
    "hard_sigmoid": (_hard_sigmoid, lambda y: ((y > 0) & (y < 1)).astype(y.dtype) * y.dtype.type(1 / 6)),
    "hard_sigmoid_keras2": (
        _hard_sigmoid_keras2,
        lambda y: ((y > 0) & (y < 1)).astype(y.dtype) * y.dtype.type(0.2),
    ),
}


@one_blas_thread()  # the products of single steps are too small to be shared
def simple(z: Array, h0: Array, u: Array, mask: Array | None, activation: str) -> tuple[Array, Any]:
    """Runs ``h = activation(z + h @ u)``.

    Args:
        z: Projected inputs, shape (steps, batch, units).
        h0: State before the first step, shape (batch, units).
        u: Recurrent kernel, shape (units, units).
        mask: True where a step counts, shape (steps, batch, 1), or ``None``.
        activation: A key of :data:`ACTIVATIONS`.

    Returns:
        The states before the first step and after every step, and the values that were not held.
    """
    act, _ = ACTIVATIONS[activation]
    steps = z.shape[0]
    hs = np.empty((steps + 1, *h0.shape), z.dtype)
    hs[0] = h0
    held = None if mask is None else ~mask
    fresh = hs[1:] if mask is None else np.empty_like(z)
    for t in range(steps):
        y = fresh[t]
        np.matmul(hs[t], u, out=y)
        y += z[t]
        act(y)
        if held is not None:
            hs[t + 1] = np.where(held[t], hs[t], y)
    return hs, fresh


@one_blas_thread()
def simple_gradient(
    dhs: Array, dlast: Array, hs: Array, fresh: Array, u: Array, mask: Array | None, activation: str
) -> tuple[Array, Array, Array]:
    """Returns the gradients of :func:`simple` by ``z``, ``h0`` and ``u``."""
    dz = ACTIVATIONS[activation][1](fresh)
    dh = dlast.copy()
    back = np.ascontiguousarray(u.T)
    for t in reversed(range(len(dz))):
        dh += dhs[t]
        d = dz[t]
        if mask is None:
            d *= dh
            np.matmul(d, back, out=dh)
        else:
            d *= np.where(mask[t], dh, 0)
            dh = np.where(mask[t], 0, dh) + d @ back
    return dz, dh, _outer(hs[:-1], dz)


@one_blas_thread()
def lstm(
    z: Array,
    h0: Array,
    c0: Array,
    u: Array,
    mask: Array | None,
    activation: str,
    recurrent_activation: str,
) -> tuple[Array, Array, Array, Array]:
    """Runs an LSTM with the gates input, forget, candidate, output side by side in ``z`` and ``u``.

    Args:
        z: Projected inputs with bias, shape (steps, batch, 4 * units).
        h0: Output before the first step, shape (batch, units).
        c0: Carry before the first step, shape (batch, units).
        u: Recurrent kernel, shape (units, 4 * units).
        mask: True where a step counts, shape (steps, batch, 1), or ``None``.
        activation: A key of :data:`ACTIVATIONS`.
        recurrent_activation: The same for the gates.

    Returns:
        The outputs and the carries before the first step and after every step, the gates' values, and the carries
        after the activation.
    """
    act, gate = ACTIVATIONS[activation][0], ACTIVATIONS[recurrent_activation][0]
    steps, batch, _ = z.shape
    n = u.shape[0]
    hs = np.empty((steps + 1, batch, n), z.dtype)
    cs = np.empty_like(hs)
    hs[0], cs[0] = h0, c0
    gates = np.empty(z.shape, z.dtype)
    squashed = np.empty((steps, batch, n), z.dtype)
    product = np.empty((batch, n), z.dtype)
    usual = activation == "tanh" and recurrent_activation == "sigmoid"
    held = None if mask is None else ~mask
    if usual:  # one tanh for all four: sigmoid(x) = (1 + tanh(x / 2)) / 2
        half = np.full(4 * n, 0.5, z.dtype)
        half[2 * n : 3 * n] = 1
        u = u * half
        lift = 1 - half
        scaled = np.empty((batch, 4 * n), z.dtype)
    for t in range(steps):
        g = gates[t]
        np.matmul(hs[t], u, out=g)
        if usual:
            np.multiply(z[t], half, out=scaled)
            g += scaled
            np.tanh(g, out=g)
            g *= half
            g += lift
        else:
            g += z[t]
            gate(g[:, : 2 * n])
            act(g[:, 2 * n : 3 * n])
            gate(g[:, 3 * n :])
        c, h, a = cs[t + 1], hs[t + 1], squashed[t]
        np.multiply(g[:, n : 2 * n], cs[t], out=c)
        np.multiply(g[:, :n], g[:, 2 * n : 3 * n], out=product)
        c += product
        a[...] = c
        act(a)
        np.multiply(g[:, 3 * n :], a, out=h)
        if held is not None:
            np.copyto(h, hs[t], where=held[t])
            np.copyto(c, cs[t], where=held[t])
    return hs, cs, gates, squashed


@one_blas_thread()
def lstm_gradient(
    dhs: Array,
    dlast: Array,
    dcarry: Array,
    residual: tuple[Array, Array, Array, Array],
    u: Array,
    mask: Array | None,
    activation: str,
    recurrent_activation: str,
) -> tuple[Array, Array, Array, Array]:
    """Returns the gradients of :func:`lstm` by ``z``, ``h0``, ``c0`` and ``u``."""
    hs, cs, gates, squashed = residual
    slope, gate_slope = ACTIVATIONS[activation][1], ACTIVATIONS[recurrent_activation][1]
    steps, batch, n = squashed.shape
    dz = np.empty_like(gates)
    back = np.ascontiguousarray(u.T)
    dh, dc = dlast.copy(), dcarry.copy()
    kept_h = kept_c = None
    for t in reversed(range(steps)):  # one step's values at a time, which stay in the processor's cache
        i, f, g, o = (gates[t, :, k * n : (k + 1) * n] for k in range(4))
        d, a = dz[t], squashed[t]
        dh += dhs[t]
        if mask is not None:
            kept_h, kept_c = np.where(mask[t], 0, dh), np.where(mask[t], 0, dc)
            dh, dc = dh - kept_h, dc - kept_c
        through = slope(a)
        through *= o
        through *= dh
        dc += through
        for k, value, other in ((0, i, g), (1, f, cs[t]), (3, o, a)):
            np.multiply(gate_slope(value), other, out=d[:, k * n : (k + 1) * n])
        np.multiply(slope(g), i, out=d[:, 2 * n : 3 * n])
        d.reshape(batch, 4, n)[:, :3] *= dc[:, None, :]
        d[:, 3 * n :] *= dh
        dc *= f
        np.matmul(d, back, out=dh)
        if mask is not None:
            dh += kept_h
            dc += kept_c
    return dz, dh, dc, _outer(hs[:-1], dz)


@one_blas_thread()
def gru(
    z: Array,
    h0: Array,
    u: Array,
    bias: Array,
    mask: Array | None,
    activation: str,
    recurrent_activation: str,
    reset_after: bool,
) -> tuple[Array, Array, Array]:
    """Runs a GRU with the gates update, reset and the candidate side by side in ``z`` and ``u``.

    Args:
        z: Projected inputs with their bias, shape (steps, batch, 3 * units).
        h0: State before the first step, shape (batch, units).
        u: Recurrent kernel, shape (units, 3 * units).
        bias: Bias of the recurrent products, shape (3 * units,); used where ``reset_after``.
        mask: True where a step counts, shape (steps, batch, 1), or ``None``.
        activation: A key of :data:`ACTIVATIONS`.
        recurrent_activation: The same for the gates.
        reset_after: Whether the reset gate acts on the product rather than on the state before it.

    Returns:
        The states before the first step and after every step, the values of gates and candidate, and what the reset
        gate was multiplied by.
    """
    act, gate = ACTIVATIONS[activation][0], ACTIVATIONS[recurrent_activation][0]
    steps, batch, _ = z.shape
    n = u.shape[0]
    hs = np.empty((steps + 1, batch, n), z.dtype)
    hs[0] = h0
    values = np.empty(z.shape, z.dtype)
    resettable = np.empty((steps, batch, n), z.dtype) if reset_after else hs[:-1]
    inner = np.empty((batch, 3 * n), z.dtype)
    gates_kernel = np.ascontiguousarray(u[:, : 2 * n])
    candidate_kernel = np.ascontiguousarray(u[:, 2 * n :])
    held = None if mask is None else ~mask
    for t in range(steps):
        v, before, h = values[t], hs[t], hs[t + 1]
        gates, candidate = v[:, : 2 * n], v[:, 2 * n :]
        if reset_after:
            np.matmul(before, u, out=inner)
            inner += bias
            np.add(z[t, :, : 2 * n], inner[:, : 2 * n], out=gates)
            gate(gates)
            resettable[t] = inner[:, 2 * n :]
            np.multiply(gates[:, n:], resettable[t], out=candidate)
        else:
            np.add(z[t, :, : 2 * n], before @ gates_kernel, out=gates)
            gate(gates)
            candidate[...] = (gates[:, n:] * before) @ candidate_kernel
        candidate += z[t, :, 2 * n :]
        act(candidate)
        np.subtract(before, candidate, out=h)
        h *= gates[:, :n]
        h += candidate
        if held is not None:
            np.copyto(h, before, where=held[t])
    return hs, values, resettable


@one_blas_thread()
def gru_gradient(
    dhs: Array,
    dlast: Array,
    residual: tuple[Array, Array, Array],
    u: Array,
    mask: Array | None,
    activation: str,
    recurrent_activation: str,
    reset_after: bool,
) -> tuple[Array, Array, Array, Array]:
    """Returns the gradients of :func:`gru` by ``z``, ``h0``, ``u`` and ``bias``."""
    hs, values, resettable = residual
    slope, gate_slope = ACTIVATIONS[activation][1], ACTIVATIONS[recurrent_activation][1]
    n = u.shape[0]
    update, reset, candidate = (values[..., k * n : (k + 1) * n] for k in range(3))
    dz = np.empty_like(values)
    dupdate, dreset, dcandidate = (dz[..., k * n : (k + 1) * n] for k in range(3))
    np.multiply(hs[:-1] - candidate, gate_slope(update), out=dupdate)
    np.multiply(resettable, gate_slope(reset), out=dreset)
    np.multiply(1 - update, slope(candidate), out=dcandidate)
    dinner = np.empty_like(values) if reset_after else dz
    gates_back = np.ascontiguousarray(u[:, : 2 * n].T)
    back, candidate_back = np.ascontiguousarray(u.T), np.ascontiguousarray(u[:, 2 * n :].T)
    dh = dlast.copy()
    for t in reversed(range(len(dz))):
        dh = dh + dhs[t]
        kept = None
        if mask is not None:
            kept = np.where(mask[t], 0, dh)
            dh -= kept
        dupdate[t] *= dh
        dcandidate[t] *= dh
        dh *= update[t]
        if reset_after:
            dreset[t] *= dcandidate[t]
            dinner[t] = dz[t]
            dinner[t, :, 2 * n :] *= reset[t]
            dh += dinner[t] @ back
        else:
            through = dcandidate[t] @ candidate_back
            dreset[t] *= through
            dh += through * reset[t]
            dh += dz[t, :, : 2 * n] @ gates_back
        if kept is not None:
            dh += kept
    if reset_after:
        return dz, dh, _outer(hs[:-1], dinner), dinner.sum(axis=(0, 1))
    du = np.concatenate([_outer(hs[:-1], dz[..., : 2 * n]), _outer(reset * hs[:-1], dcandidate)], axis=1)
    return dz, dh, du, np.zeros(3 * n, dz.dtype)


def _outer(before: Array, after: Array) -> Array:
    """Sums the products of states and gradients over steps and batch."""

    def some(start: int, stop: int) -> Array:
        rows, columns = before[start:stop], after[start:stop]
        product: Array = rows.reshape(-1, rows.shape[-1]).T @ columns.reshape(-1, columns.shape[-1])
        return product

    products = share(some, len(before), before.size * after.shape[-1])
    return sum(products[1:], start=products[0])
