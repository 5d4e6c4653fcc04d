"""LSTM and GRU over whole sequences, compiled: forward and back over time in one call each.

Sequences come as (samples, steps, features). ``seen`` keeps the inputs time first, ``gates`` the activated gates of
every step, and ``states`` the state before every step and after the last. On the way back ``gates`` takes the
gradients of what went into the gates.
"""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled, helper

F = np.float32
U = np.uint64
ZERO, HALF, ONE, LIMIT = F(0), F(0.5), F(1), F(8)
# A quotient of polynomials that is the hyperbolic tangent to 3e-7, found by least squares on -8 .. 8.
P0, P1, P2, P3 = (
    F(0.9999999982276044),
    F(0.13124356767825673),
    F(0.0031493725060617243),
    F(1.1642524353706278e-05),
)
P4, P5, P6 = F(-2.2314985050093588e-08), F(6.365685956595188e-11), F(-1.1564693597830788e-13)
Q1, Q2, Q3 = F(0.4645768827368564), F(0.024675031491327652), F(0.00026129855420479645)


@helper
def _tanh(x):
    x = min(x, LIMIT)
    x = max(x, -LIMIT)
    s = x * x
    p = P0 + s * (P1 + s * (P2 + s * (P3 + s * (P4 + s * (P5 + s * P6)))))
    return x * p / (ONE + s * (Q1 + s * (Q2 + s * Q3)))


@helper
def _sigmoid(x):
    return HALF + HALF * _tanh(HALF * x)


@helper
def _time_first(x, seen):
    count, steps, features = x.shape
    source, target = x.reshape(-1), seen.reshape(-1)
    run = U(features)
    at = U(0)
    for t in range(steps):
        for n in range(count):
            s = U((n * steps + t) * features)
            for k in range(run):
                target[at + k] = source[s + k]
            at += run


@helper
def _samples_first(values, y):
    """Brings (steps, samples, numbers) into the order (samples, steps, numbers)."""
    count, steps, size = y.shape
    source, target = values.reshape(-1), y.reshape(-1)
    run = U(size)
    at = U(0)
    for n in range(count):
        for t in range(steps):
            s = U((t * count + n) * size)
            for k in range(run):
                target[at + k] = source[s + k]
            at += run


@helper
def _add_rows(total, values):
    """Sums rows."""
    row, width = values.reshape(-1), U(total.shape[0])
    total[:] = 0
    at = U(0)
    for _ in range(row.shape[0] // total.shape[0]):
        for k in range(width):
            total[k] += row[at + k]
        at += width


@compiled(
    "void(f4[:,:,::1], f4[:,::1], f4[:,::1], f4[::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1])"
)
def lstm_forward(x, w, u, bias, seen, gates, states, carries, y):
    """Runs an LSTM; ``carries`` are kept like the states, ``y`` has all outputs or, with one step, the last."""
    steps, count, units = gates.shape[0], gates.shape[1], u.shape[0]
    _time_first(x, seen)
    np.dot(seen.reshape(steps * count, -1), w, gates.reshape(steps * count, -1))
    product = np.empty((count, 4 * units), F)
    z, r, g, h, c = product.reshape(-1), bias, gates.reshape(-1), states.reshape(-1), carries.reshape(-1)
    h[: count * units] = 0
    c[: count * units] = 0
    m = U(units)
    for t in range(steps):
        np.dot(states[t], u, product)
        a, b, now = U(t * count) * U(4) * m, U(0), U(t * count) * m
        after = now + U(count) * m
        for _ in range(count):
            # one result for each loop: more would have to be proven apart before they run side by side
            v, o = a + m + m, a + m + m + m
            for k in range(m + m):
                g[a + k] = _sigmoid(g[a + k] + z[b + k] + r[k])
            for k in range(m):
                g[v + k] = _tanh(g[v + k] + z[b + m + m + k] + r[m + m + k])
            for k in range(m):
                g[o + k] = _sigmoid(g[o + k] + z[b + m + m + m + k] + r[m + m + m + k])
            for k in range(m):
                c[after + k] = g[a + m + k] * c[now + k] + g[a + k] * g[v + k]
            for k in range(m):
                h[after + k] = g[o + k] * _tanh(c[after + k])
            a += U(4) * m
            b += U(4) * m
            now += m
            after += m
    if y.shape[1] == steps:
        _samples_first(states[1:], y)
    else:
        y.reshape(-1)[:] = states[steps].reshape(-1)


@compiled(
    "void(f4[:,:,::1], f4[:,::1], f4[:,::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1],"
    " f4[:,::1], f4[:,::1], f4[::1], f4[:,:,::1])"
)
def lstm_backward(dy, w, u, seen, gates, states, carries, dw, du, db, dx):
    """Gradients of the weights and, where ``dx`` has a length, of the inputs."""
    steps, count, units = gates.shape[0], gates.shape[1], u.shape[0]
    dh, dc = np.zeros((count, units), F), np.zeros(count * units, F)
    bent, carry = np.empty(units, F), np.empty(units, F)
    every = dy.shape[1] == steps
    g, c, d, e = gates.reshape(-1), carries.reshape(-1), dy.reshape(-1), dh.reshape(-1)
    m = U(units)
    across = np.ascontiguousarray(u.T)  # the product of every step would turn it round again
    for back in range(steps):
        t = steps - 1 - back
        a, now, row = U(t * count) * U(4) * m, U(t * count) * m, U(0)
        after = now + U(count) * m
        for n in range(count):
            if every or back == 0:
                s = U((n * dy.shape[1] + (t if every else 0)) * units)
                for k in range(m):
                    e[row + k] += d[s + k]
            f, v, o = a + m, a + m + m, a + m + m + m
            for k in range(m):
                bent[k] = _tanh(c[after + k])
            for k in range(m):
                carry[k] = dc[row + k] + e[row + k] * g[o + k] * (ONE - bent[k] * bent[k])
            for k in range(m):
                g[o + k] = e[row + k] * bent[k] * g[o + k] * (ONE - g[o + k])
            for k in range(m):
                dc[row + k] = carry[k] * g[f + k]
            for k in range(m):
                g[f + k] = carry[k] * c[now + k] * g[f + k] * (ONE - g[f + k])
            for k in range(m):
                bent[k] = carry[k] * g[v + k] * g[a + k] * (ONE - g[a + k])
            for k in range(m):
                g[v + k] = carry[k] * g[a + k] * (ONE - g[v + k] * g[v + k])
            for k in range(m):
                g[a + k] = bent[k]
            a += U(4) * m
            now += m
            after += m
            row += m
        np.dot(gates[t], across, dh)
    total = steps * count
    flat = gates.reshape(total, -1)
    np.dot(states[:steps].reshape(total, units).T, flat, du)
    np.dot(seen.reshape(total, -1).T, flat, dw)
    _add_rows(db, gates)
    if dx.shape[0] > 0:
        np.dot(flat, w.T, seen.reshape(total, -1))
        _samples_first(seen, dx)


@compiled(
    "void(f4[:,:,::1], f4[:,::1], f4[:,::1], f4[:,::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1],"
    " f4[:,:,::1])"
)
def gru_forward(x, w, u, bias, seen, gates, states, turns, y):
    """Runs a GRU whose reset acts after the product; ``turns`` keeps the recurrent products of every step."""
    steps, count, units = gates.shape[0], gates.shape[1], u.shape[0]
    _time_first(x, seen)
    np.dot(seen.reshape(steps * count, -1), w, gates.reshape(steps * count, -1))
    p, q, g, h, r = bias[0], bias[1], gates.reshape(-1), states.reshape(-1), turns.reshape(-1)
    h[: count * units] = 0
    m = U(units)
    for t in range(steps):
        np.dot(states[t], u, turns[t])
        a, now = U(t * count) * U(3) * m, U(t * count) * m
        after = now + U(count) * m
        for _ in range(count):
            v = a + m + m
            for k in range(m + m):
                g[a + k] = _sigmoid(g[a + k] + p[k] + r[a + k] + q[k])
            for k in range(m):
                r[v + k] += q[m + m + k]
            for k in range(m):
                g[v + k] = _tanh(g[v + k] + p[m + m + k] + g[a + m + k] * r[v + k])
            for k in range(m):
                h[after + k] = g[a + k] * h[now + k] + (ONE - g[a + k]) * g[v + k]
            a += U(3) * m
            now += m
            after += m
    if y.shape[1] == steps:
        _samples_first(states[1:], y)
    else:
        y.reshape(-1)[:] = states[steps].reshape(-1)


@compiled(
    "void(f4[:,:,::1], f4[:,::1], f4[:,::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1],"
    " f4[:,::1], f4[:,::1], f4[:,::1], f4[:,:,::1])"
)
def gru_backward(dy, w, u, seen, gates, states, turns, dw, du, db, dx):
    """Gradients of the weights and, where ``dx`` has a length, of the inputs."""
    steps, count, units = gates.shape[0], gates.shape[1], u.shape[0]
    dh, product = np.zeros((count, units), F), np.empty((count, units), F)
    every = dy.shape[1] == steps
    g, r, h, d = gates.reshape(-1), turns.reshape(-1), states.reshape(-1), dy.reshape(-1)
    e, back_again = dh.reshape(-1), product.reshape(-1)
    m = U(units)
    across = np.ascontiguousarray(u.T)  # the product of every step would turn it round again
    for back in range(steps):
        t = steps - 1 - back
        a, now, row = U(t * count) * U(3) * m, U(t * count) * m, U(0)
        for n in range(count):
            if every or back == 0:
                s = U((n * dy.shape[1] + (t if every else 0)) * units)
                for k in range(m):
                    e[row + k] += d[s + k]
            b, v = a + m, a + m + m
            for k in range(m):
                r[a + k] = e[row + k] * (h[now + k] - g[v + k]) * g[a + k] * (ONE - g[a + k])
            for k in range(m):
                g[v + k] = e[row + k] * (ONE - g[a + k]) * (ONE - g[v + k] * g[v + k])
            for k in range(m):
                e[row + k] *= g[a + k]
            for k in range(m):
                g[a + k] = r[a + k]
            for k in range(m):
                r[b + k] = g[v + k] * r[v + k] * g[b + k] * (ONE - g[b + k])
            for k in range(m):
                r[v + k] = g[v + k] * g[b + k]
            for k in range(m):
                g[b + k] = r[b + k]
            a += U(3) * m
            now += m
            row += m
        np.dot(turns[t], across, product)
        for k in range(U(count) * m):
            e[k] += back_again[k]
    total = steps * count
    np.dot(states[:steps].reshape(total, units).T, turns.reshape(total, -1), du)
    np.dot(seen.reshape(total, -1).T, gates.reshape(total, -1), dw)
    _add_rows(db[0], gates)
    _add_rows(db[1], turns)
    if dx.shape[0] > 0:
        np.dot(gates.reshape(total, -1), w.T, seen.reshape(total, -1))
        _samples_first(seen, dx)
