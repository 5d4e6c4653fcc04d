"""All steps of a network of dense layers in one call for each thread, compiled: threads meet without the interpreter.

A program is a table with a row for every step: its kind, the how manieth meeting of all threads it begins with (0 for
none), and what it works on. That is addresses of arrays, sizes and codes, see :func:`run`. A product may be shared
among threads by columns: each then lays out a part of the weights alone. All else is shared by samples, and weights
by rows.
"""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np
from llvmlite import ir
from numba import carray
from numba.core import cgutils, types
from numba.core.extending import intrinsic

from layerloom.kernels.compiled import dense_loops
from layerloom.kernels.compiled.compiling import compiled, helper
from layerloom.kernels.compiled.elementwise_loops import (
    activation_gradient,
    bias_activate,
    drop,
    sparse_crossentropy,
)
from layerloom.kernels.compiled.emitting import call
from layerloom.kernels.compiled.rules import follow

F = np.float32
U = np.uint64
ZERO = F(0)

#: Most samples, and fewest units, for which gradients of weights are not BLAS's.
MOST_ROWS, LEAST_UNITS = 512, 8

#: How often a thread looks whether the others have come, before it gives the interpreter a turn: for some 0.03 ms.
LOOKS = 1 << 11


def _pointer_to(number):
    """Returns a function for kernels that makes a pointer of an address."""
    kind = types.CPointer(number)

    @intrinsic
    def pointer(typing, address):
        def generate(context, builder, signature, values):
            return builder.inttoptr(values[0], context.get_value_type(kind))

        return kind(types.int64), generate

    return pointer


_floats, _words = _pointer_to(types.float32), _pointer_to(types.uint16)
_doubles, _numbers = _pointer_to(types.float64), _pointer_to(types.int64)


@intrinsic
def _arrive(typing, counter):
    """Adds one to a counter that several threads see."""

    def generate(context, builder, signature, values):
        place = context.make_array(signature.args[0])(context, builder, values[0]).data
        builder.atomic_rmw("add", place, ir.IntType(64)(1), "seq_cst")
        return context.get_dummy_value()

    return types.void(counter), generate


@intrinsic
def _arrived(typing, counter):
    """Returns what a counter that several threads see has come to."""

    def generate(context, builder, signature, values):
        place = context.make_array(signature.args[0])(context, builder, values[0]).data
        return builder.load_atomic(place, "seq_cst", 8)

    return types.int64(counter), generate


@intrinsic
def _pause(typing):
    """Lets the processor rest for a moment, where it has an order for that."""

    def generate(context, builder, signature, values):
        if builder.module.triple.startswith(("x86", "i386", "i686")):
            call(builder, "llvm.x86.sse2.pause", ir.VoidType(), [])
        return context.get_dummy_value()

    return types.void(), generate


@intrinsic
def _sgemm(typing, blas, a_turned, b_turned, m, n, k, a, lda, b, ldb, c, ldc):
    """Calls BLAS at an address: ``c = a @ b`` for matrices in its order, by columns, ``a`` and ``b`` turned or not."""

    def generate(context, builder, signature, values):
        letter, word, number = ir.IntType(8), ir.IntType(32), ir.FloatType()

        def kept(value):
            place = cgutils.alloca_once(builder, value.type)
            builder.store(value, place)
            return place

        def turned(at):
            return kept(
                builder.select(builder.trunc(values[at], ir.IntType(1)), letter(ord("t")), letter(ord("n")))
            )

        def size(at):
            return kept(builder.trunc(values[at], word))

        def matrix(at):
            return builder.inttoptr(values[at], number.as_pointer())

        given = [
            turned(1), turned(2), size(3), size(4), size(5), kept(ir.Constant(number, 1.0)), matrix(6), size(7),
            matrix(8), size(9), kept(ir.Constant(number, 0.0)), matrix(10), size(11),
        ]  # fmt: skip
        kind = ir.FunctionType(ir.VoidType(), [value.type for value in given])
        builder.call(builder.inttoptr(values[0], kind.as_pointer()), given)
        return context.get_dummy_value()

    return types.void(*[types.int64] * 12), generate


@helper
def _matrix(address, rows, columns):
    return carray(_floats(address), (rows, columns))


@helper
def _row(address, count):
    return carray(_floats(address), (count,))


@helper
def _have_come(came, wanted):
    """Waits for a while until so many threads have come; returns whether they have."""
    for _ in range(LOOKS):
        if _arrived(came) >= wanted:
            return True
        _pause()
    return False


@helper
def _cut(columns, part, parts):
    """Returns where a thread's columns begin, at the start of a vector."""
    return columns if part == parts else columns * part // parts // 16 * 16


@helper
def _update_weights(blas, x, dz, w, first, second, features, units, low, high, count, code, numbers):
    """Changes some rows of weights by a rule with their gradients, ``x.T @ dz``."""
    size = features * units
    weights, kept, squares = _row(w, size), _row(first, size), _row(second, size)
    if count <= MOST_ROWS and units >= LEAST_UNITS:
        inputs, slopes = _matrix(x, count, features), _matrix(dz, count, units)
        dense_loops.update(inputs, slopes, low, high, weights, kept, squares, code, numbers)
        return
    found = np.empty((high - low) * units, F)
    _sgemm(blas, 0, 1, units, high - low, count, dz, units, x + 4 * low, features, found.ctypes.data, units)
    follow(weights, U(low * units), found, U(0), U(found.shape[0]), kept, squares, code, numbers)


@helper
def _update_bias(sums, parts, w, first, second, units, code, numbers):
    """Changes a bias by a rule with its gradient, of which every thread has found a part."""
    total = np.zeros(units, F)
    for part in range(parts):
        total += _row(sums + 4 * units * part, units)
    follow(
        _row(w, units), U(0), total, U(0), U(units), _row(first, units), _row(second, units), code, numbers
    )


@compiled("i8(i8[:,::1], i8[::1], i8, i8, f4[::1], i8, i8, i8, i8)")
def run(program, came, blas, code, numbers, part, parts, count, at):
    """Runs a program, for one thread.

    What follows a kind and its meeting, and who does it:

    * 0, ``y = x @ w``: x, w, y, features, units, whether columns are shared, else samples are
    * 1, bias and activation, by samples: y, bias, units, code
    * 2, dropout, by samples: x, y, random words, numbers in a sample, limit and scale as float64
    * 3, the gradient before an activation, by samples: dy, y, code, dz, sums for the bias, units
    * 4, ``dx = dz @ w.T``: dz, w, dx, features, units, whether columns are shared
    * 5, new weights, by rows: x, dz, w and what the rule keeps of them twice, features, units
    * 6, a new bias, by the first thread: sums, bias and what the rule keeps of it twice, units
    * 7, softmax and cross-entropy, by samples: z, labels, weights, probabilities, dz, classes, a total for each thread

    Args:
        program: The table.
        came: How many threads have come to meetings so far; 0 when the first thread starts.
        blas: The address of ``sgemm``.
        code: Number of the optimizer's rule.
        numbers: Those of the rule.
        part: Which thread this is.
        parts: How many there are.
        count: Samples.
        at: With which step to begin; ``-1 - step`` to wait once more for the others before it.

    Returns:
        The number of steps; where the others have not come for a while ``-1 - step``.
    """
    start, stop = count * part // parts, count * (part + 1) // parts
    waits = at < 0
    at = -1 - at if waits else at
    while at < program.shape[0]:
        kind, meeting, a, b, c, d, e, f, g = program[at]
        if meeting > 0:
            if not waits:
                _arrive(came)
            if not _have_come(came, meeting * parts):
                return -1 - at
        waits = False
        if kind == 0:
            low, high = (_cut(e, part, parts), _cut(e, part + 1, parts)) if f else (0, e)
            top, bottom = (0, count) if f else (start, stop)
            if low < high and top < bottom:
                x, w, y = a + 4 * top * d, b + 4 * low, c + 4 * (top * e + low)
                _sgemm(blas, 0, 0, high - low, bottom - top, d, w, e, x, d, y, e)
        elif kind == 1:
            bias_activate(_matrix(a, count, c)[start:stop], _row(b, c), d)
        elif kind == 2:
            low, high = start * d, stop * d
            words = carray(_words(c), (high,))[low:high]
            rule = carray(_doubles(e), (2,))
            drop(_row(a, high)[low:high], words, int(rule[0]), F(rule[1]), _row(b, high)[low:high])
        elif kind == 3:
            dy, y, dz = _matrix(a, count, f), _matrix(b, count, f), _matrix(d, count, f)
            sums = _row(e + 4 * f * part, f)
            activation_gradient(dy[start:stop], y[start:stop], c, dz[start:stop], sums)
        elif kind == 4:
            low, high = (_cut(d, part, parts), _cut(d, part + 1, parts)) if f else (0, d)
            top, bottom = (0, count) if f else (start, stop)
            if low < high and top < bottom:
                dz, w, dx = a + 4 * top * e, b + 4 * low * e, c + 4 * (top * d + low)
                _sgemm(blas, 1, 0, high - low, bottom - top, e, w, e, dz, e, dx, d)
        elif kind == 5:
            low, high = f * part // parts, f * (part + 1) // parts
            _update_weights(blas, a, b, c, d, e, f, g, low, high, count, code, numbers)
        elif kind == 6:
            if part == 0:
                _update_bias(a, parts, b, c, d, e, code, numbers)
        else:
            labels, weights = carray(_numbers(b), (count,))[start:stop], _row(c, count)[start:stop]
            z, p, dz = _matrix(a, count, f), _matrix(d, count, f), _matrix(e, count, f)
            loss = sparse_crossentropy(z[start:stop], labels, weights, p[start:stop], dz[start:stop])
            carray(_doubles(g), (parts,))[part] = loss
        at += 1
    return at
