"""What the kernels of LSTM, GRU and simple recurrence are made of: gates, and products of sixteen units at a time.

On the way back the slopes of a step are laid out as (sixteens of units, samples, gates, 16): they are multiplied while
the processor still has them near, with the weights for the step before, and with what went into the step.
"""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import helper
from layerloom.kernels.compiled.emitting import LANES
from layerloom.kernels.compiled.lanes import (
    clamped,
    load,
    load_some,
    muladd,
    spread,
    store,
    store_some,
)
from layerloom.kernels.compiled.tiles import product

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

#: Rows of a product that are summed at a time: as many as there are registers for.
ROWS = 8 if LANES == 16 else 3

#: Rows of slopes that are multiplied at a time, about.
_DEPTH = 128
_product, _product_of_one = product(ROWS, 2, 16), product(1, 2, 16)


@helper
def tanh(x):
    """The hyperbolic tangent, in which the compiler finds vectors."""
    x = min(x, LIMIT)
    x = max(x, -LIMIT)
    s = x * x
    p = P0 + s * (P1 + s * (P2 + s * (P3 + s * (P4 + s * (P5 + s * P6)))))
    return x * p / (ONE + s * (Q1 + s * (Q2 + s * Q3)))


@helper
def sigmoid(x):
    """The logistic function."""
    return HALF + HALF * tanh(HALF * x)


@helper
def turned(x, y):
    """Sets ``y`` (steps, samples, numbers) to what ``x`` has as (samples, steps, numbers), or the other way round."""
    first, second, size = y.shape
    source, target = x.reshape(-1), y.reshape(-1)
    run = U(size)
    at = U(0)
    for i in range(first):
        for j in range(second):
            s = U((j * first + i) * size)
            for k in range(run):
                target[at + k] = source[s + k]
            at += run


@helper
def add_rows(total, values):
    """Sums rows."""
    row, width = values.reshape(-1), U(total.shape[0])
    total[:] = 0
    at = U(0)
    for _ in range(row.shape[0] // total.shape[0]):
        for k in range(width):
            total[k] += row[at + k]
        at += width


@helper
def ratio(x):
    """Returns numerator and denominator of the tangent of sixteen numbers."""
    x = clamped(x, spread(LIMIT))
    s = x * x
    p = muladd(muladd(muladd(spread(P6), s, spread(P5)), s, spread(P4)), s, spread(P3))
    p = muladd(muladd(muladd(p, s, spread(P2)), s, spread(P1)), s, spread(P0))
    q = muladd(muladd(muladd(spread(Q3), s, spread(Q2)), s, spread(Q1)), s, spread(ONE))
    return x * p, q


@helper
def two_tanh(x, y):
    """Returns the tangents of two groups; they share a division."""
    (p, q), (r, s) = ratio(x), ratio(y)
    inverse = spread(ONE) / (q * s)
    return p * (s * inverse), r * (q * inverse)


@helper
def by_gates(w, units):
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
def add_gates(
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
def add_gates_of_one(a, p, depth, b, at, i, f, g, o):
    """Adds the products of one row with the weights of sixteen units to the sums of their gates."""
    for k in range(depth):
        s = spread(a[p + k])
        i, f = muladd(s, load(b, at), i), muladd(s, load(b, at + U(16)), f)
        g, o = muladd(s, load(b, at + U(32)), g), muladd(s, load(b, at + U(48)), o)
        at += U(64)
    return i, f, g, o


@helper
def advance(i, f, g, o, gates, at, m, carries, states, now, after, lanes):
    """Takes up to sixteen units of one sample a step further."""
    half = spread(HALF)
    i, f = two_tanh(i * half, f * half)
    g, o = two_tanh(g, o * half)
    i, f, o = muladd(i, half, half), muladd(f, half, half), muladd(o, half, half)
    c = muladd(f, load_some(carries, now, lanes), i * g)
    p, q = ratio(c)
    store_some(gates, at, i, lanes)
    store_some(gates, at + m, f, lanes)
    store_some(gates, at + m + m, g, lanes)
    store_some(gates, at + m + m + m, o, lanes)
    store_some(carries, after, c, lanes)
    store_some(states, after, o * (p / q), lanes)


@helper
def slopes_before(e, carry, i, f, g, o, before, after):
    """Returns the slopes of what went into the gates of sixteen units, and that of the carry before.

    ``e`` and ``carry`` are the slopes of the state and the carry behind, which is ``after``.
    """
    one = spread(ONE)
    p, q = ratio(after)
    bent = p / q
    carry = muladd(e * o, one - bent * bent, carry)
    past = carry * f
    o = e * bent * o * (one - o)
    f = carry * before * f * (one - f)
    i, g = carry * g * i * (one - i), carry * i * (one - g * g)
    return i, f, g, o, past


@helper
def _go_back(e, dc, gates, at, m, carries, now, after, row, slopes, place, sums, lanes):
    """Turns the slopes of up to sixteen units of one sample into those of what went into their gates."""
    i, f = load_some(gates, at, lanes), load_some(gates, at + m, lanes)
    g, o = load_some(gates, at + m + m, lanes), load_some(gates, at + m + m + m, lanes)
    before, behind = load_some(carries, now, lanes), load_some(carries, after, lanes)
    i, f, g, o, past = slopes_before(e, load(dc, row), i, f, g, o, before, behind)
    store(dc, row, past)
    store(slopes, place, i)
    store(slopes, place + U(16), f)
    store(slopes, place + U(32), g)
    store(slopes, place + U(48), o)
    store(sums, U(0), load(sums, U(0)) + i)
    store(sums, U(16), load(sums, U(16)) + f)
    store(sums, U(32), load(sums, U(32)) + g)
    store(sums, U(48), load(sums, U(48)) + o)


@helper
def _by_columns(w, units):
    """Returns transposed weights as (pairs of sixteens of rows, sixteens of units, gates, 16, 32), filled up with 0."""
    rows, blocks = w.shape[0], (units + 15) // 16
    found, given = np.zeros((rows + 31) // 32 * blocks * 2048, F), w.reshape(-1)
    at, m = U(0), U(units)
    for c in range(U(0), U(rows), U(32)):
        high = min(U(32), U(rows) - c)
        for j in range(U(0), m, U(16)):
            lanes = min(U(16), m - j)
            for gate in range(U(4)):
                s = (c * U(4) + gate) * m + j
                for k in range(high):
                    for i in range(lanes):
                        found[at + i * U(32) + k] = given[s + i + k * U(4) * m]
                at += U(512)
    return found


@helper
def _through(slopes, first, count, deep, blocks, w, y, width):
    """Sets ``y`` (samples, width) to the products of a step's slopes with weights of :func:`_by_columns`."""
    for j in range(0, width, 32):
        at, n = blocks * 64 * j, 0
        while count - n > 3:
            a = (first + n) * 64
            _product(slopes, a, 64, 1, deep * 64, w, at, 32, 2048, blocks, 64, y, n * width + j, width, 0)
            n += ROWS
        while n < count:
            a = (first + n) * 64
            _product_of_one(
                slopes, a, 64, 1, deep * 64, w, at, 32, 2048, blocks, 64, y, n * width + j, width, 0
            )
            n += 1


@helper
def _add_outer(a, begin, span, size, slopes, first, count, deep, blocks, sums, row):
    """Adds the products of what went into steps, rows of ``size`` numbers, with the slopes of these to rows of sums."""
    width = blocks * 64
    for block in range(blocks):
        b = (block * deep + first) * 64
        for k in range(0, size, ROWS):
            c = (row + k) * width + block * 64
            _product(a, begin + k, 1, span, 0, slopes, b, 64, 0, 1, count, sums, c, width, 1)
            _product(a, begin + k, 1, span, 0, slopes, b + 32, 64, 0, 1, count, sums, c + 32, width, 1)


@helper
def _hand_out(sums, row, units, w):
    """Brings rows of sums into the order of weights."""
    target, m = w.reshape(-1), U(units)
    at = U(row * ((units + 15) // 16) * 64)
    for k in range(U(w.shape[0])):
        for j in range(U(0), m, U(16)):
            lanes = min(U(16), m - j)
            for gate in range(U(4)):
                store_some(target, (k * U(4) + gate) * m + j, load(sums, at), lanes)
                at += U(16)


@helper
def gru_step_back(e, row, h, now, g, r, a, m):
    """Takes one sample of a GRU a step back: ``g`` and ``r`` get the slopes of what went into gates and turns.

    ``e`` holds the slopes of the states, of which what does not go through the recurrent weights stays.
    """
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


@helper
def state_after(starts, t, n, more, total):
    """Returns the row of the state after a step: that before the next one or, after the last, that of the sample."""
    return U(starts[t + 1] + n if n < more else total + n)


@helper
def lstm_back(dy, shown, starts, samples, w, u, seen, gates, states, carries, dw, du, db, dseen, ends):
    """Takes an LSTM back through time; step ``t`` has the rows from ``starts[t]`` to ``starts[t + 1]``.

    ``dy`` holds the slopes of all states (``shown`` 0), or for each sample those of every step (1) or of the last (2).
    ``seen`` may be ``dseen``; where this has a length, it takes the gradients of the inputs. Where ``ends`` has one, it
    gives the slopes of the last state and carry and takes those of the first.
    """
    steps, units, features = starts.shape[0] - 1, u.shape[0], seen.shape[1]
    total, blocks, wanted = starts[steps], (units + 15) // 16, dseen.shape[0] > 0
    chunk = max(1, _DEPTH // max(1, starts[1]))  # steps whose slopes are kept for products of some depth
    deep = min(steps, chunk) * starts[1] + ROWS
    width, room = (units + 31) // 32 * 32, (features + 31) // 32 * 32
    above, filled = (units + ROWS - 1) // ROWS * ROWS, (features + ROWS - 1) // ROWS * ROWS
    e, dc = np.zeros((samples + ROWS) * width, F), np.zeros((samples + ROWS) * width, F)
    slopes, inputs = np.zeros(blocks * deep * 64, F), np.zeros(deep * filled, F)
    sums, bias = np.zeros((above + filled) * blocks * 64, F), np.zeros(blocks * 64, F)
    again, into = _by_columns(u, units), _by_columns(w[: features if wanted else 0], units)
    outward = np.empty((samples + ROWS) * (room if wanted else 0), F)
    g, c, d, h = gates.reshape(-1), carries.reshape(-1), dy.reshape(-1), states.reshape(-1)
    chained = ends.shape[0] > 0
    for n in range(samples if chained else 0):
        for k in range(units):
            e[n * width + k], dc[n * width + k] = ends[0, n, k], ends[1, n, k]
    x, z, m, outputs = seen.reshape(-1), dseen.reshape(-1), U(units), dy.shape[0] // max(1, samples)
    for back in range(steps):
        t = steps - 1 - back
        first, count, low = starts[t], starts[t + 1] - starts[t], t // chunk * chunk
        here, more = first - starts[low], starts[t + 2] - starts[t + 1] if t + 1 < steps else 0
        rows, full = starts[min(steps, low + chunk)] - starts[low], t + 1 == min(steps, low + chunk)
        for n in range(rows if full else 0):
            for k in range(features):
                inputs[n * filled + k] = x[(starts[low] + n) * features + k]
        for block in range(blocks):
            j = U(block * 16)
            lanes, part = min(U(16), m - j), bias[block * 64 : block * 64 + 64]
            for n in range(count):
                row, now = U(n * width) + j, U(first + n) * m + j
                then, slope = state_after(starts, t, n, more, total) * m + j, load(e, row)
                if shown < 2 or back == 0:
                    s = then if shown == 0 else U(n * outputs + (t if shown == 1 else 0)) * m + j
                    slope = slope + load_some(d, s, lanes)
                at, place = U(first + n) * U(4) * m + j, U((block * deep + here + n) * 64)
                _go_back(slope, dc, g, at, m, c, now, then, row, slopes, place, part, lanes)
        if t > 0 or chained:
            _through(slopes, here, count, deep, blocks, again, e, width)
            e[count * width : (count + ROWS) * width] = (
                0  # samples that join at the step before begin with nothing
            )
        if wanted:
            _through(slopes, here, count, deep, blocks, into, outward, room)
            for n in range(count):
                for k in range(features):
                    z[(first + n) * features + k] = outward[n * room + k]
        if t == low and rows > 0:
            begin = starts[1] if low == 0 and not chained else 0  # before the first step there was nothing
            if rows > begin:
                h_at = (starts[low] + begin) * units
                _add_outer(h, h_at, units, units, slopes, begin, rows - begin, deep, blocks, sums, 0)
            _add_outer(inputs, 0, filled, features, slopes, 0, rows, deep, blocks, sums, above)
    for n in range(samples if chained else 0):
        for k in range(units):
            ends[0, n, k], ends[1, n, k] = e[n * width + k], dc[n * width + k]
    for gate in range(4):
        for k in range(units):
            db[gate * units + k] = bias[k // 16 * 64 + gate * 16 + k % 16]
    _hand_out(sums, 0, units, du)
    _hand_out(sums, above, units, dw)
