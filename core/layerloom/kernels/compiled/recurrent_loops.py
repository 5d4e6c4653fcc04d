"""LSTM and GRU over whole sequences, compiled: forward and back over time in one call each.

Sequences come as (samples, steps, features). ``seen`` keeps the inputs time first, ``gates`` the activated gates of
every step, and ``states`` the state before every step, of which the first is given, and after the last. On the way
back ``gates`` of a GRU takes the gradients of what went into the gates.
"""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled
from layerloom.kernels.compiled.lanes import load, load_some, store_some
from layerloom.kernels.compiled.recurrent_parts import (
    add_gates,
    add_gates_of_one,
    add_rows,
    advance,
    by_gates,
    gru_step_back,
    lstm_back,
    sigmoid,
    slopes_before,
    tanh,
    turned,
)

F = np.float32
U = np.uint64
ONE = F(1)


@compiled(
    "void(f4[:,:,::1], f4[:,::1], f4[:,::1], f4[::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1])"
)
def lstm_forward(x, w, u, bias, seen, gates, states, carries, y):
    """Runs an LSTM; ``carries`` are kept like the states, ``y`` has all outputs or, with one step, the last."""
    steps, count, units, features = gates.shape[0], gates.shape[1], u.shape[0], U(x.shape[2])
    turned(x, seen)
    into, again, r = by_gates(w, units), by_gates(u, units), by_gates(bias.reshape(1, -1), units)
    e, g, h, c = seen.reshape(-1), gates.reshape(-1), states.reshape(-1), carries.reshape(-1)
    m, four = U(units), U(4)
    for t in range(steps):
        for block in range(U((units + 15) // 16)):
            j = block * U(16)
            lanes = min(U(16), m - j)
            b = block * U(64)
            ri, rf, rg, ro = load(r, b), load(r, b + U(16)), load(r, b + U(32)), load(r, b + U(48))
            away, less = U(count) * m, U(3) * j
            for n in range(count if count < 4 else 0):
                p = U(t * count + n)
                i, f, v, o = add_gates_of_one(e, p * features, features, into, b * features, ri, rf, rg, ro)
                i, f, v, o = add_gates_of_one(h, p * m, m, again, b * m, i, f, v, o)
                p = p * m + j
                advance(i, f, v, o, g, p * four - less, m, c, h, p, p + away, lanes)
            for n in range(
                0, count if count >= 4 else 0, 4
            ):  # the last samples are done several times rather than in another way
                n0, n1 = U(t * count + n), U(t * count + min(n + 1, count - 1))
                n2, n3 = U(t * count + min(n + 2, count - 1)), U(t * count + min(n + 3, count - 1))
                i0, i1, i2, i3, f0, f1, f2, f3, g0, g1, g2, g3, o0, o1, o2, o3 = add_gates(
                    e, n0 * features, n1 * features, n2 * features, n3 * features, features, into, b * features,
                    ri, ri, ri, ri, rf, rf, rf, rf, rg, rg, rg, rg, ro, ro, ro, ro,
                )  # fmt: skip
                i0, i1, i2, i3, f0, f1, f2, f3, g0, g1, g2, g3, o0, o1, o2, o3 = add_gates(
                    h, n0 * m, n1 * m, n2 * m, n3 * m, m, again, b * m,
                    i0, i1, i2, i3, f0, f1, f2, f3, g0, g1, g2, g3, o0, o1, o2, o3,
                )  # fmt: skip
                n0, n1, n2, n3 = n0 * m + j, n1 * m + j, n2 * m + j, n3 * m + j
                advance(i0, f0, g0, o0, g, n0 * four - less, m, c, h, n0, n0 + away, lanes)
                advance(i1, f1, g1, o1, g, n1 * four - less, m, c, h, n1, n1 + away, lanes)
                advance(i2, f2, g2, o2, g, n2 * four - less, m, c, h, n2, n2 + away, lanes)
                advance(i3, f3, g3, o3, g, n3 * four - less, m, c, h, n3, n3 + away, lanes)
    if y.shape[1] == steps:
        turned(states[1:], y)
    else:
        y.reshape(-1)[:] = states[steps].reshape(-1)


@compiled(
    "void(f4[:,:,::1], f4[:,::1], f4[:,::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1],"
    " f4[:,::1], f4[:,::1], f4[::1], f4[:,:,::1], f4[:,:,::1])"
)
def lstm_backward(dy, w, u, seen, gates, states, carries, dw, du, db, dx, ends):
    """Gradients of the weights and, where ``dx`` has a length, of the inputs, which ``seen`` takes time first.

    Where ``ends`` has a length, it gives the slopes of the last state and carry and takes those of the first.
    """
    steps, count = gates.shape[0], gates.shape[1]
    starts = np.empty(steps + 1, np.int64)
    for t in range(steps + 1):
        starts[t] = t * count
    shown, width = 1 if dy.shape[1] == steps else 2, u.shape[0]
    inputs, rows = seen.reshape(steps * count, -1), gates.reshape(steps * count, -1)
    kept, carried = states.reshape(-1, width), carries.reshape(-1, width)
    target = inputs[: steps * count if dx.shape[0] > 0 else 0]
    lstm_back(
        dy.reshape(-1, width),
        shown,
        starts,
        count,
        w,
        u,
        inputs,
        rows,
        kept,
        carried,
        dw,
        du,
        db,
        target,
        ends,
    )
    if dx.shape[0] > 0:
        turned(seen, dx)


@compiled("void(f4[:,::1], f4[:,::1], f4[:,:,::1], f4[:,:,::1])")
def lstm_step(gates, more, carries, states):
    """Turns sums (rows, four gates of units), to which others are added, into gates; sets carry and state behind."""
    rows, units = carries.shape[1], U(carries.shape[2])
    g, b, c, h = gates.reshape(-1), more.reshape(-1), carries.reshape(-1), states.reshape(-1)
    away = U(rows) * units
    for n in range(U(rows)):
        for j in range(U(0), units, U(16)):
            lanes, now, at = min(U(16), units - j), n * units + j, n * U(4) * units + j
            p, q, r = at + units, at + units + units, at + units + units + units
            i, f = (
                load_some(g, at, lanes) + load_some(b, at, lanes),
                load_some(g, p, lanes) + load_some(b, p, lanes),
            )
            v, o = (
                load_some(g, q, lanes) + load_some(b, q, lanes),
                load_some(g, r, lanes) + load_some(b, r, lanes),
            )
            advance(i, f, v, o, g, at, units, c, h, now, now + away, lanes)


@compiled("void(f4[:,::1], f4[:,:,::1], f4[:,::1], f4[:,::1])")
def lstm_step_back(gates, carries, dh, dc):
    """Turns gates into the slopes of what went into them; ``dc`` takes the slopes of the carry before."""
    rows, units = carries.shape[1], U(carries.shape[2])
    g, c, e, d = gates.reshape(-1), carries.reshape(-1), dh.reshape(-1), dc.reshape(-1)
    away = U(rows) * units
    for n in range(U(rows)):
        for j in range(U(0), units, U(16)):
            lanes, now, at = min(U(16), units - j), n * units + j, n * U(4) * units + j
            p, q, r = at + units, at + units + units, at + units + units + units
            i, f, v, o, past = slopes_before(
                load_some(e, now, lanes), load_some(d, now, lanes), load_some(g, at, lanes), load_some(g, p, lanes),
                load_some(g, q, lanes), load_some(g, r, lanes), load_some(c, now, lanes),
                load_some(c, now + away, lanes),
            )  # fmt: skip
            store_some(d, now, past, lanes)
            store_some(g, at, i, lanes)
            store_some(g, p, f, lanes)
            store_some(g, q, v, lanes)
            store_some(g, r, o, lanes)


@compiled(
    "void(f4[:,:,::1], f4[:,::1], f4[:,::1], f4[:,::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1],"
    " f4[:,:,::1])"
)
def gru_forward(x, w, u, bias, seen, gates, states, turns, y):
    """Runs a GRU whose reset acts after the product; ``turns`` keeps the recurrent products of every step."""
    steps, count, units = gates.shape[0], gates.shape[1], u.shape[0]
    turned(x, seen)
    np.dot(seen.reshape(steps * count, -1), w, gates.reshape(steps * count, -1))
    p, q, g, h, r = bias[0], bias[1], gates.reshape(-1), states.reshape(-1), turns.reshape(-1)
    m = U(units)
    for t in range(steps):
        np.dot(states[t], u, turns[t])
        a, now = U(t * count) * U(3) * m, U(t * count) * m
        after = now + U(count) * m
        for _ in range(count):
            v = a + m + m
            for k in range(m + m):
                g[a + k] = sigmoid(g[a + k] + p[k] + r[a + k] + q[k])
            for k in range(m):
                r[v + k] += q[m + m + k]
            for k in range(m):
                g[v + k] = tanh(g[v + k] + p[m + m + k] + g[a + m + k] * r[v + k])
            for k in range(m):
                h[after + k] = g[a + k] * h[now + k] + (ONE - g[a + k]) * g[v + k]
            a += U(3) * m
            now += m
            after += m
    if y.shape[1] == steps:
        turned(states[1:], y)
    else:
        y.reshape(-1)[:] = states[steps].reshape(-1)


@compiled(
    "void(f4[:,:,::1], f4[:,::1], f4[:,::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1],"
    " f4[:,::1], f4[:,::1], f4[:,::1], f4[:,:,::1], f4[:,:,::1])"
)
def gru_backward(dy, w, u, seen, gates, states, turns, dw, du, db, dx, ends):
    """Gradients of the weights and, where ``dx`` has a length, of the inputs; ``ends`` as for an LSTM."""
    steps, count, units = gates.shape[0], gates.shape[1], u.shape[0]
    dh, product = np.zeros((count, units), F), np.empty((count, units), F)
    every = dy.shape[1] == steps
    g, r, h, d = gates.reshape(-1), turns.reshape(-1), states.reshape(-1), dy.reshape(-1)
    e, back_again = dh.reshape(-1), product.reshape(-1)
    m = U(units)
    if ends.shape[0] > 0:
        dh[:] = ends[0]
    across = np.ascontiguousarray(u.T)  # the product of every step would turn it round again
    for back in range(steps):
        t = steps - 1 - back
        a, now, row = U(t * count) * U(3) * m, U(t * count) * m, U(0)
        for n in range(count):
            if every or back == 0:
                s = U((n * dy.shape[1] + (t if every else 0)) * units)
                for k in range(m):
                    e[row + k] += d[s + k]
            gru_step_back(e, row, h, now, g, r, a, m)
            a += U(3) * m
            now += m
            row += m
        np.dot(turns[t], across, product)
        for k in range(U(count) * m):
            e[k] += back_again[k]
    if ends.shape[0] > 0:
        ends[0] = dh
    total = steps * count
    np.dot(states[:steps].reshape(total, units).T, turns.reshape(total, -1), du)
    np.dot(seen.reshape(total, -1).T, gates.reshape(total, -1), dw)
    add_rows(db[0], gates)
    add_rows(db[1], turns)
    if dx.shape[0] > 0:
        np.dot(gates.reshape(total, -1), w.T, seen.reshape(total, -1))
        turned(seen, dx)
