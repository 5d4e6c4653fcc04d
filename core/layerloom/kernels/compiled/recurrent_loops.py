"""LSTM and GRU over whole sequences, compiled: forward and back over time in one call each.

Sequences come as (samples, steps, features). ``seen`` keeps the inputs time first, ``gates`` the activated gates of
every step, and ``states`` the state before every step and after the last. On the way back ``gates`` takes the
gradients of what went into the gates.
"""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled, helper
from layerloom.kernels.compiled.lanes import clamped, load, load_some, muladd, spread, store, store_some

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


@helper
def _ratio(x):
    """Returns numerator and denominator of the tangent of sixteen numbers."""
    x = clamped(x, spread(LIMIT))
    s = x * x
    p = muladd(muladd(muladd(spread(P6), s, spread(P5)), s, spread(P4)), s, spread(P3))
    p = muladd(muladd(muladd(p, s, spread(P2)), s, spread(P1)), s, spread(P0))
    q = muladd(muladd(muladd(spread(Q3), s, spread(Q2)), s, spread(Q1)), s, spread(ONE))
    return x * p, q


@helper
def _two_tanh(x, y):
    """Returns the tangents of two groups; they share a division."""
    (p, q), (r, s) = _ratio(x), _ratio(y)
    inverse = spread(ONE) / (q * s)
    return p * (s * inverse), r * (q * inverse)


@helper
def _by_gates(w, units):
    """Returns weights as (sixteens of units, rows, gates, 16), filled up with 0."""
    found, given = np.empty(((units + 15) // 16) * w.shape[0] * 64, F), w.reshape(-1)
    at, m = U(0), U(units)
    for c in range(U(0), m, U(16)):
        lanes = min(U(16), m - c)
        for k in range(U(w.shape[0] * 4)):
            store(found, at, load_some(given, k * m + c, lanes))
            at += U(16)
    return found


@helper
def _by_rows(u):
    """Returns the transposed weights as (sixteens of units, rows, 16), an even number of these, filled up with 0."""
    units, width = u.shape
    found = np.zeros(((units + 31) // 32 * 2, width, 16), F)
    for c in range(units):
        for k in range(width):
            found[c // 16, k, c % 16] = u[c, k]
    return found.reshape(-1)


@helper
def _add_gates(
    a, p0, p1, p2, p3, depth, b, at, i0, i1, i2, i3, f0, f1, f2, f3, g0, g1, g2, g3, o0, o1, o2, o3
):
    """Adds the products of four rows with the weights of sixteen units to the sums of their gates."""
    for k in range(depth):
        wi, wf, wg, wo = load(b, at), load(b, at + U(16)), load(b, at + U(32)), load(b, at + U(48))
        s = spread(a[p0 + k])
        i0, f0, g0, o0 = muladd(s, wi, i0), muladd(s, wf, f0), muladd(s, wg, g0), muladd(s, wo, o0)
        s = spread(a[p1 + k])
        i1, f1, g1, o1 = muladd(s, wi, i1), muladd(s, wf, f1), muladd(s, wg, g1), muladd(s, wo, o1)
        s = spread(a[p2 + k])
        i2, f2, g2, o2 = muladd(s, wi, i2), muladd(s, wf, f2), muladd(s, wg, g2), muladd(s, wo, o2)
        s = spread(a[p3 + k])
        i3, f3, g3, o3 = muladd(s, wi, i3), muladd(s, wf, f3), muladd(s, wg, g3), muladd(s, wo, o3)
        at += U(64)
    return i0, i1, i2, i3, f0, f1, f2, f3, g0, g1, g2, g3, o0, o1, o2, o3


@helper
def _add_gates_of_one(a, p, depth, b, at, i, f, g, o):
    """Adds the products of one row with the weights of sixteen units to the sums of their gates."""
    for k in range(depth):
        s = spread(a[p + k])
        i, f = muladd(s, load(b, at), i), muladd(s, load(b, at + U(16)), f)
        g, o = muladd(s, load(b, at + U(32)), g), muladd(s, load(b, at + U(48)), o)
        at += U(64)
    return i, f, g, o


@helper
def _advance(i, f, g, o, gates, at, m, carries, states, now, after, lanes):
    """Takes up to sixteen units of one sample a step further."""
    half = spread(HALF)
    i, f = _two_tanh(i * half, f * half)
    g, o = _two_tanh(g, o * half)
    i, f, o = muladd(i, half, half), muladd(f, half, half), muladd(o, half, half)
    c = muladd(f, load_some(carries, now, lanes), i * g)
    p, q = _ratio(c)
    store_some(gates, at, i, lanes)
    store_some(gates, at + m, f, lanes)
    store_some(gates, at + m + m, g, lanes)
    store_some(gates, at + m + m + m, o, lanes)
    store_some(carries, after, c, lanes)
    store_some(states, after, o * (p / q), lanes)


@compiled(
    "void(f4[:,:,::1], f4[:,::1], f4[:,::1], f4[::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1])"
)
def lstm_forward(x, w, u, bias, seen, gates, states, carries, y):
    """Runs an LSTM; ``carries`` are kept like the states, ``y`` has all outputs or, with one step, the last."""
    steps, count, units, features = gates.shape[0], gates.shape[1], u.shape[0], U(x.shape[2])
    _time_first(x, seen)
    into, again, r = _by_gates(w, units), _by_gates(u, units), _by_gates(bias.reshape(1, -1), units)
    e, g, h, c = seen.reshape(-1), gates.reshape(-1), states.reshape(-1), carries.reshape(-1)
    h[: count * units] = 0
    c[: count * units] = 0
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
                i, f, v, o = _add_gates_of_one(e, p * features, features, into, b * features, ri, rf, rg, ro)
                i, f, v, o = _add_gates_of_one(h, p * m, m, again, b * m, i, f, v, o)
                p = p * m + j
                _advance(i, f, v, o, g, p * four - less, m, c, h, p, p + away, lanes)
            for n in range(
                0, count if count >= 4 else 0, 4
            ):  # the last samples are done several times rather than in another way
                n0, n1 = U(t * count + n), U(t * count + min(n + 1, count - 1))
                n2, n3 = U(t * count + min(n + 2, count - 1)), U(t * count + min(n + 3, count - 1))
                i0, i1, i2, i3, f0, f1, f2, f3, g0, g1, g2, g3, o0, o1, o2, o3 = _add_gates(
                    e, n0 * features, n1 * features, n2 * features, n3 * features, features, into, b * features,
                    ri, ri, ri, ri, rf, rf, rf, rf, rg, rg, rg, rg, ro, ro, ro, ro,
                )  # fmt: skip
                i0, i1, i2, i3, f0, f1, f2, f3, g0, g1, g2, g3, o0, o1, o2, o3 = _add_gates(
                    h, n0 * m, n1 * m, n2 * m, n3 * m, m, again, b * m,
                    i0, i1, i2, i3, f0, f1, f2, f3, g0, g1, g2, g3, o0, o1, o2, o3,
                )  # fmt: skip
                n0, n1, n2, n3 = n0 * m + j, n1 * m + j, n2 * m + j, n3 * m + j
                _advance(i0, f0, g0, o0, g, n0 * four - less, m, c, h, n0, n0 + away, lanes)
                _advance(i1, f1, g1, o1, g, n1 * four - less, m, c, h, n1, n1 + away, lanes)
                _advance(i2, f2, g2, o2, g, n2 * four - less, m, c, h, n2, n2 + away, lanes)
                _advance(i3, f3, g3, o3, g, n3 * four - less, m, c, h, n3, n3 + away, lanes)
    if y.shape[1] == steps:
        _samples_first(states[1:], y)
    else:
        y.reshape(-1)[:] = states[steps].reshape(-1)


@helper
def _go_back(e, dc, gates, at, m, carries, now, after, row, sums, span, j, lanes):
    """Turns the slopes of up to sixteen units of one sample into those of what went into their gates."""
    one = spread(ONE)
    i, f = load_some(gates, at, lanes), load_some(gates, at + m, lanes)
    g, o = load_some(gates, at + m + m, lanes), load_some(gates, at + m + m + m, lanes)
    p, q = _ratio(load_some(carries, after, lanes))
    bent = p / q
    carry = muladd(e * o, one - bent * bent, load_some(dc, row, lanes))
    store_some(dc, row, carry * f, lanes)
    o = e * bent * o * (one - o)
    f = carry * load_some(carries, now, lanes) * f * (one - f)
    i, g = carry * g * i * (one - i), carry * i * (one - g * g)
    store_some(gates, at, i, lanes)
    store_some(gates, at + m, f, lanes)
    store_some(gates, at + m + m, g, lanes)
    store_some(gates, at + m + m + m, o, lanes)
    store(sums, j, load(sums, j) + i)
    store(sums, j + span, load(sums, j + span) + f)
    store(sums, j + span + span, load(sums, j + span + span) + g)
    store(sums, j + span + span + span, load(sums, j + span + span + span) + o)


@helper
def _products(a, p0, p1, p2, p3, p4, p5, p6, p7, depth, b, at):
    """Returns the products of eight rows with two sixteens of columns."""
    c0 = c1 = c2 = c3 = c4 = c5 = c6 = c7 = spread(ZERO)
    d0 = d1 = d2 = d3 = d4 = d5 = d6 = d7 = spread(ZERO)
    second = depth * U(16)
    for k in range(depth):
        w, v = load(b, at), load(b, at + second)
        s = spread(a[p0 + k])
        c0, d0 = muladd(s, w, c0), muladd(s, v, d0)
        s = spread(a[p1 + k])
        c1, d1 = muladd(s, w, c1), muladd(s, v, d1)
        s = spread(a[p2 + k])
        c2, d2 = muladd(s, w, c2), muladd(s, v, d2)
        s = spread(a[p3 + k])
        c3, d3 = muladd(s, w, c3), muladd(s, v, d3)
        s = spread(a[p4 + k])
        c4, d4 = muladd(s, w, c4), muladd(s, v, d4)
        s = spread(a[p5 + k])
        c5, d5 = muladd(s, w, c5), muladd(s, v, d5)
        s = spread(a[p6 + k])
        c6, d6 = muladd(s, w, c6), muladd(s, v, d6)
        s = spread(a[p7 + k])
        c7, d7 = muladd(s, w, c7), muladd(s, v, d7)
        at += U(16)
    return c0, c1, c2, c3, c4, c5, c6, c7, d0, d1, d2, d3, d4, d5, d6, d7


@helper
def _put(y, at, first, second, lanes, more):
    store_some(y, at, first, lanes)
    store_some(y, at + U(16), second, more)


@helper
def _multiply(a, start, count, depth, b, y, units):
    """Sets ``y`` to the products of rows of ``a`` with the weights of :func:`_by_rows`."""
    for j in range(U(0), units, U(32)):
        first = min(U(16), units - j)
        second = min(U(16), units - min(units, j + U(16)))
        for n in range(0, count, 8):
            n0, n1, n2, n3 = (
                U(n),
                U(min(n + 1, count - 1)),
                U(min(n + 2, count - 1)),
                U(min(n + 3, count - 1)),
            )
            n4, n5 = U(min(n + 4, count - 1)), U(min(n + 5, count - 1))
            n6, n7 = U(min(n + 6, count - 1)), U(min(n + 7, count - 1))
            c0, c1, c2, c3, c4, c5, c6, c7, d0, d1, d2, d3, d4, d5, d6, d7 = _products(
                a, start + n0 * depth, start + n1 * depth, start + n2 * depth, start + n3 * depth,
                start + n4 * depth, start + n5 * depth, start + n6 * depth, start + n7 * depth, depth, b, j * depth,
            )  # fmt: skip
            _put(y, n0 * units + j, c0, d0, first, second)
            _put(y, n1 * units + j, c1, d1, first, second)
            _put(y, n2 * units + j, c2, d2, first, second)
            _put(y, n3 * units + j, c3, d3, first, second)
            _put(y, n4 * units + j, c4, d4, first, second)
            _put(y, n5 * units + j, c5, d5, first, second)
            _put(y, n6 * units + j, c6, d6, first, second)
            _put(y, n7 * units + j, c7, d7, first, second)


@compiled(
    "void(f4[:,:,::1], f4[:,::1], f4[:,::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1], f4[:,:,::1],"
    " f4[:,::1], f4[:,::1], f4[::1], f4[:,:,::1])"
)
def lstm_backward(dy, w, u, seen, gates, states, carries, dw, du, db, dx):
    """Gradients of the weights and, where ``dx`` has a length, of the inputs."""
    steps, count, units = gates.shape[0], gates.shape[1], u.shape[0]
    e, dc = np.zeros(count * units, F), np.zeros(count * units, F)
    every = dy.shape[1] == steps
    g, c, d = gates.reshape(-1), carries.reshape(-1), dy.reshape(-1)
    m, span = U(units), U((units + 15) // 16 * 16)
    sums, few = np.zeros(U(4) * span, F), count < 4
    again, across = _by_rows(u[: 0 if few else units]), np.ascontiguousarray(u[: units if few else 0].T)
    for back in range(steps):
        t = steps - 1 - back
        for n in range(count):
            at, now, row = U(t * count + n) * U(4) * m, U(t * count + n) * m, U(n) * m
            after = now + U(count) * m
            s = U(n * dy.shape[1] + (t if every else 0)) * m
            for j in range(U(0), m, U(16)):
                lanes = min(U(16), m - j)
                slope = load_some(e, row + j, lanes)
                if every or back == 0:
                    slope = slope + load_some(d, s + j, lanes)
                _go_back(slope, dc, g, at + j, m, c, now + j, after + j, row + j, sums, span, j, lanes)
        if few:
            np.dot(gates[t], across, e.reshape(count, units))
        elif t > 0:
            _multiply(g, U(t * count) * U(4) * m, count, U(4) * m, again, e, m)
    for gate in range(4):
        for k in range(units):
            db[gate * units + k] = sums[U(gate) * span + U(k)]
    total = steps * count
    flat = gates.reshape(total, -1)
    np.dot(states[:steps].reshape(total, units).T, flat, du)
    np.dot(seen.reshape(total, -1).T, flat, dw)
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
