"""LSTM, GRU and simple recurrence over the steps that a mask keeps, compiled: forward and back in one call each.

Samples are sorted, those with most steps that count first, and only such steps are rows: first the first steps of all
samples, then the second ones of those that have two, and so on; ``starts`` holds where each of these groups begins, and
where the last one ends. ``states`` has, for every row, the state before it, and behind these the last state of every
sample and a row of zeros; those before the first steps, and of samples without any, are given. On the way back
``gates`` of all but LSTM takes the gradients of what went into the gates. Where ``ends`` has a length, it takes the
slopes of the first states and, of an LSTM, gives those of the last carries and takes those of the first; both are those
of samples that have steps.
"""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled, helper
from layerloom.kernels.compiled.lanes import load
from layerloom.kernels.compiled.recurrent_parts import (
    add_gates,
    add_gates_of_one,
    add_rows,
    advance,
    by_gates,
    gru_step_back,
    lstm_back,
    sigmoid,
    state_after,
    tanh,
)

F = np.float32
U = np.uint64
ZERO, ONE = F(0), F(1)


@helper
def _products(states, seen, inputs, recurrent, w, total, dw, du, dseen):
    """The gradients that are products over all rows."""
    if total == 0:
        dw[:] = 0
        du[:] = 0
        return
    np.dot(states[:total].T, recurrent, du)
    np.dot(seen.T, inputs, dw)
    if dseen.shape[0] > 0:
        np.dot(inputs, w.T, dseen)


@compiled("i8(b1[:,:], b1, b1, i8[::1], i8[::1], i8[::1], i8[::1], i8[:,::1])")
def pack(mask, backwards, silent, starts, places, order, lengths, shown):
    """Says which step of which sample each row is, and which state every step shows; returns the number of groups.

    ``places`` counts steps sample by sample, ``order`` says which sample is which now. A masked step shows the state
    before it or, where ``silent``, zeros.
    """
    count, steps = mask.shape
    starts[:] = 0
    for n in range(count):
        alive = 0
        for t in range(steps):
            alive += 1 if mask[n, t] else 0
        lengths[n] = alive
        starts[alive] += 1
    after, groups = count, 0  # samples by length, the longest first; those of one length stay in order
    for alive in range(steps + 1):
        after -= starts[alive]
        starts[alive], groups = after, (alive if starts[alive] else groups)
    for n in range(count):
        order[starts[lengths[n]]] = n
        starts[lengths[n]] += 1
    total = 0
    for k in range(steps + 1):
        starts[k] = total
        for i in range(count):
            if lengths[order[i]] <= k:
                break
            total += 1
    for i in range(count):
        n, seen = order[i], 0
        for t in range(steps):
            s = steps - 1 - t if backwards else t
            kept = mask[n, s]
            if kept:
                places[starts[seen] + i] = n * steps + s
                seen += 1
            if seen == 0 or (silent and not kept):
                shown[n, t] = total + count
            else:
                shown[n, t] = starts[seen] + i if seen < lengths[n] else total + i
    return groups


@compiled("void(f4[:,::1], i8[::1], f4[:,::1])")
def scatter(dy, shown, slopes):
    """Sums up the slopes of what shows the same state."""
    width = U(dy.shape[1])
    source, target = dy.reshape(-1), slopes.reshape(-1)
    target[:] = 0
    at = U(0)
    for r in range(dy.shape[0]):
        to = U(shown[r]) * width
        for k in range(width):
            target[to + k] += source[at + k]
        at += width


@compiled(
    "void(f4[:,::1], i8[::1], f4[:,::1], f4[:,::1], f4[::1], i8, f4[:,::1], f4[:,::1], f4[:,::1], f4[:,::1])"
)
def lstm_forward(seen, starts, w, u, bias, code, gates, states, carries, turns):
    """Runs an LSTM; ``carries`` are kept like the states. ``code`` and ``turns`` are for the others."""
    steps, units, features = starts.shape[0] - 1, u.shape[0], U(seen.shape[1])
    into, again, r = by_gates(w, units), by_gates(u, units), by_gates(bias.reshape(1, -1), units)
    e, g, h, c = seen.reshape(-1), gates.reshape(-1), states.reshape(-1), carries.reshape(-1)
    m, four = U(units), U(4)
    total = starts[steps]
    for t in range(steps):
        first, count = starts[t], starts[t + 1] - starts[t]
        more = starts[t + 2] - starts[t + 1] if t + 1 < steps else 0
        for block in range(U((units + 15) // 16)):
            j = block * U(16)
            lanes = min(U(16), m - j)
            b = block * U(64)
            ri, rf, rg, ro = load(r, b), load(r, b + U(16)), load(r, b + U(32)), load(r, b + U(48))
            less = U(3) * j
            for n in range(count if count < 4 else 0):
                p = U(first + n)
                i, f, v, o = add_gates_of_one(e, p * features, features, into, b * features, ri, rf, rg, ro)
                i, f, v, o = add_gates_of_one(h, p * m, m, again, b * m, i, f, v, o)
                p = p * m + j
                after = state_after(starts, t, n, more, total) * m + j
                advance(i, f, v, o, g, p * four - less, m, c, h, p, after, lanes)
            for n in range(
                0, count if count >= 4 else 0, 4
            ):  # the last samples are done several times rather than in another way
                k1, k2, k3 = min(n + 1, count - 1), min(n + 2, count - 1), min(n + 3, count - 1)
                n0, n1, n2, n3 = U(first + n), U(first + k1), U(first + k2), U(first + k3)
                i0, i1, i2, i3, f0, f1, f2, f3, g0, g1, g2, g3, o0, o1, o2, o3 = add_gates(
                    e, n0 * features, n1 * features, n2 * features, n3 * features, features, into, b * features,
                    ri, ri, ri, ri, rf, rf, rf, rf, rg, rg, rg, rg, ro, ro, ro, ro,
                )  # fmt: skip
                i0, i1, i2, i3, f0, f1, f2, f3, g0, g1, g2, g3, o0, o1, o2, o3 = add_gates(
                    h, n0 * m, n1 * m, n2 * m, n3 * m, m, again, b * m,
                    i0, i1, i2, i3, f0, f1, f2, f3, g0, g1, g2, g3, o0, o1, o2, o3,
                )  # fmt: skip
                n0, n1, n2, n3 = n0 * m + j, n1 * m + j, n2 * m + j, n3 * m + j
                a0, a1 = (
                    state_after(starts, t, n, more, total) * m + j,
                    state_after(starts, t, k1, more, total) * m + j,
                )
                a2, a3 = (
                    state_after(starts, t, k2, more, total) * m + j,
                    state_after(starts, t, k3, more, total) * m + j,
                )
                advance(i0, f0, g0, o0, g, n0 * four - less, m, c, h, n0, a0, lanes)
                advance(i1, f1, g1, o1, g, n1 * four - less, m, c, h, n1, a1, lanes)
                advance(i2, f2, g2, o2, g, n2 * four - less, m, c, h, n2, a2, lanes)
                advance(i3, f3, g3, o3, g, n3 * four - less, m, c, h, n3, a3, lanes)


@compiled(
    "void(f4[:,::1], i8[::1], f4[:,::1], f4[:,::1], i8, f4[:,::1], f4[:,::1], f4[:,::1], f4[:,::1], f4[:,::1],"
    " f4[:,::1], f4[:,::1], f4[:,::1], f4[:,::1], f4[:,:,::1])"
)
def lstm_backward(slopes, starts, w, u, code, seen, gates, states, carries, turns, dw, du, db, dseen, ends):
    """Gradients of the weights and, where ``dseen`` has a length, of the rows; ``slopes`` are those of the states."""
    samples = states.shape[0] - 1 - starts[-1]
    lstm_back(slopes, 0, starts, samples, w, u, seen, gates, states, carries, dw, du, db[0], dseen, ends)


@compiled(
    "void(f4[:,::1], i8[::1], f4[:,::1], f4[:,::1], f4[::1], i8, f4[:,::1], f4[:,::1], f4[:,::1], f4[:,::1])"
)
def gru_forward(seen, starts, w, u, bias, code, gates, states, carries, turns):
    """Runs a GRU whose reset acts after the product; ``turns`` keeps the recurrent products of every step."""
    steps, units = starts.shape[0] - 1, u.shape[0]
    total = starts[steps]
    if total == 0:
        return
    np.dot(seen, w, gates)
    g, h, r = gates.reshape(-1), states.reshape(-1), turns.reshape(-1)
    m = U(units)
    p, q = bias[: 3 * units], bias[3 * units :]
    for t in range(steps):
        first, count = starts[t], starts[t + 1] - starts[t]
        more = starts[t + 2] - starts[t + 1] if t + 1 < steps else 0
        np.dot(states[first : first + count], u, turns[first : first + count])
        for n in range(count):
            a, now = U(first + n) * U(3) * m, U(first + n) * m
            after = state_after(starts, t, n, more, total) * m
            v = a + m + m
            for k in range(m + m):
                g[a + k] = sigmoid(g[a + k] + p[k] + r[a + k] + q[k])
            for k in range(m):
                r[v + k] += q[m + m + k]
            for k in range(m):
                g[v + k] = tanh(g[v + k] + p[m + m + k] + g[a + m + k] * r[v + k])
            for k in range(m):
                h[after + k] = g[a + k] * h[now + k] + (ONE - g[a + k]) * g[v + k]


@compiled(
    "void(f4[:,::1], i8[::1], f4[:,::1], f4[:,::1], i8, f4[:,::1], f4[:,::1], f4[:,::1], f4[:,::1], f4[:,::1],"
    " f4[:,::1], f4[:,::1], f4[:,::1], f4[:,::1], f4[:,:,::1])"
)
def gru_backward(slopes, starts, w, u, code, seen, gates, states, carries, turns, dw, du, db, dseen, ends):
    """Gradients of the weights and, where ``dseen`` has a length, of the rows; ``slopes`` are those of the states."""
    steps, units = starts.shape[0] - 1, u.shape[0]
    total, samples = starts[steps], states.shape[0] - 1 - starts[steps]
    dh, product = np.zeros((samples, units), F), np.zeros((samples, units), F)
    g, r, h, d = gates.reshape(-1), turns.reshape(-1), states.reshape(-1), slopes.reshape(-1)
    e, back_again = dh.reshape(-1), product.reshape(-1)
    m = U(units)
    across = np.ascontiguousarray(u.T)
    for back in range(steps):
        t = steps - 1 - back
        first, count = starts[t], starts[t + 1] - starts[t]
        more = starts[t + 2] - starts[t + 1] if t + 1 < steps else 0
        for n in range(count):
            a, now, row = U(first + n) * U(3) * m, U(first + n) * m, U(n) * m
            after = state_after(starts, t, n, more, total) * m
            for k in range(m):
                e[row + k] += d[after + k]
            gru_step_back(e, row, h, now, g, r, a, m)
        if t > 0 or ends.shape[0] > 0:
            np.dot(turns[first : first + count], across, product[:count])
            for k in range(U(count) * m):
                e[k] += back_again[k]
    if ends.shape[0] > 0:
        ends[0] = dh
    add_rows(db[0], gates)
    add_rows(db[1], turns)
    _products(states, seen, gates, turns, w, total, dw, du, dseen)


@compiled(
    "void(f4[:,::1], i8[::1], f4[:,::1], f4[:,::1], f4[::1], i8, f4[:,::1], f4[:,::1], f4[:,::1], f4[:,::1])"
)
def simple_forward(seen, starts, w, u, bias, code, gates, states, carries, turns):
    """Runs a simple recurrence with an activation: 0 none, 1 relu, 2 tanh, 3 sigmoid."""
    steps, units = starts.shape[0] - 1, u.shape[0]
    total = starts[steps]
    if total == 0:
        return
    np.dot(seen, w, gates)
    g, h = gates.reshape(-1), states.reshape(-1)
    m = U(units)
    product = np.empty((starts[1], units), F)
    add = product.reshape(-1)
    for t in range(steps):
        first, count = starts[t], starts[t + 1] - starts[t]
        more = starts[t + 2] - starts[t + 1] if t + 1 < steps else 0
        np.dot(states[first : first + count], u, product[:count])
        for n in range(count):
            a, row, after = U(first + n) * m, U(n) * m, state_after(starts, t, n, more, total) * m
            if code == 2:
                for k in range(m):
                    g[a + k] = tanh(g[a + k] + add[row + k] + bias[k])
            elif code == 1:
                for k in range(m):
                    value = g[a + k] + add[row + k] + bias[k]
                    g[a + k] = ZERO if value <= 0 else value
            else:
                for k in range(m):
                    value = g[a + k] + add[row + k] + bias[k]
                    g[a + k] = sigmoid(value) if code == 3 else value
            for k in range(m):
                h[after + k] = g[a + k]


@compiled(
    "void(f4[:,::1], i8[::1], f4[:,::1], f4[:,::1], i8, f4[:,::1], f4[:,::1], f4[:,::1], f4[:,::1], f4[:,::1],"
    " f4[:,::1], f4[:,::1], f4[:,::1], f4[:,::1], f4[:,:,::1])"
)
def simple_backward(slopes, starts, w, u, code, seen, gates, states, carries, turns, dw, du, db, dseen, ends):
    """Gradients of the weights and, where ``dseen`` has a length, of the rows; ``slopes`` are those of the states."""
    steps, units = starts.shape[0] - 1, u.shape[0]
    total, samples = starts[steps], states.shape[0] - 1 - starts[steps]
    dh = np.zeros((samples, units), F)
    g, d, e = gates.reshape(-1), slopes.reshape(-1), dh.reshape(-1)
    m = U(units)
    across = np.ascontiguousarray(u.T)
    for back in range(steps):
        t = steps - 1 - back
        first, count = starts[t], starts[t + 1] - starts[t]
        more = starts[t + 2] - starts[t + 1] if t + 1 < steps else 0
        for n in range(count):
            a, row, after = U(first + n) * m, U(n) * m, state_after(starts, t, n, more, total) * m
            for k in range(m):
                y, slope = g[a + k], e[row + k] + d[after + k]
                if code == 2:
                    slope *= ONE - y * y
                elif code == 1:
                    slope = ZERO if y <= 0 else slope
                elif code == 3:
                    slope *= y * (ONE - y)
                g[a + k] = slope
        if t > 0 or ends.shape[0] > 0:
            np.dot(gates[first : first + count], across, dh[:count])
    if ends.shape[0] > 0:
        ends[0] = dh
    add_rows(db[0], gates)
    _products(states, seen, gates, gates, w, total, dw, du, dseen)
