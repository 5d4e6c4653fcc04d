"""Sums of products that stay in the processor's registers: the innermost loops of convolutions, as LLVM's vectors.

Numba joins the lanes of a loop, but keeps its sums in memory. Here the sums of several places and filters are LLVM
values, which its compiler holds in registers; what it makes of them on a processor with narrower vectors is as right.
"""

# mypy: ignore-errors

from __future__ import annotations

from llvmlite import binding, ir
from numba.core import cgutils, types
from numba.core.extending import intrinsic

_FLOAT, _SMALL, _WORD = ir.FloatType(), ir.IntType(32), ir.IntType(64)


def _lanes() -> int:
    """Returns how many numbers a vector of this processor holds."""
    try:
        features = binding.get_host_cpu_features()
    except RuntimeError:  # where LLVM cannot tell
        return 4
    return 16 if features.get("avx512f") else 8 if features.get("avx") else 4


#: Numbers in a vector; places whose sums are taken at a time, and numbers of a window whose gradients are.
LANES = _lanes()
PLACES = 4 if LANES == 8 else 8
TAPS = 5 if LANES == 8 else 9


def _load(builder, pointer, lanes):
    found = builder.load(builder.bitcast(pointer, ir.VectorType(_FLOAT, lanes).as_pointer()))
    found.align = 4
    return found


def _store(builder, value, pointer):
    builder.store(value, builder.bitcast(pointer, value.type.as_pointer())).align = 4


def _store_some(builder, value, pointer, live):
    """Stores the first ``live`` lanes."""
    lanes = value.type.count
    kind = ir.VectorType(_SMALL, lanes)
    numbers = ir.Constant(kind, list(range(lanes)))
    mask = builder.icmp_signed("<", numbers, _splat(builder, builder.trunc(live, _SMALL), lanes))
    target = value.type.as_pointer()
    function = cgutils.get_or_insert_function(
        builder.module,
        ir.FunctionType(ir.VoidType(), [value.type, target, _SMALL, mask.type]),
        f"llvm.masked.store.v{lanes}f32.p0",
    )
    builder.call(function, [value, builder.bitcast(pointer, target), _SMALL(4), mask])


def _splat(builder, scalar, lanes):
    empty = ir.Constant(ir.VectorType(scalar.type, lanes), ir.Undefined)
    first = builder.insert_element(empty, scalar, _SMALL(0))
    return builder.shuffle_vector(first, empty, ir.Constant(ir.VectorType(_SMALL, lanes), [0] * lanes))


def _plus_product(builder, total, a, b):
    flags = ("contract",)
    return builder.fadd(total, builder.fmul(a, b, flags=flags), flags=flags)


def _loop(builder, first, last, sums, step):
    """Runs ``step(index, sums)`` from ``first`` on, at least once, and returns the sums that it gave in the end."""
    before, body = builder.basic_block, builder.append_basic_block("body")
    builder.branch(body)
    builder.position_at_end(body)
    index = builder.phi(_WORD)
    index.add_incoming(first, before)
    held = []
    for value in sums:
        held.append(builder.phi(value.type))
        held[-1].add_incoming(value, before)
    found = step(index, held)
    after = builder.add(index, _WORD(1))
    index.add_incoming(after, builder.basic_block)
    for phi, value in zip(held, found, strict=True):
        phi.add_incoming(value, builder.basic_block)
    behind = builder.append_basic_block("behind")
    builder.cbranch(builder.icmp_signed("<", after, last), body, behind)
    builder.position_at_end(behind)
    return found


def products(vectors: int, lanes: int):
    """Returns a function for kernels: sums of some places, over windows of at least one number.

    Its arguments are the image, the table, where in the table the starts of :data:`PLACES` windows, the places of
    their outputs and the offsets within a window are, and how many of these; the weights and where in them those of
    these filters begin, the bias likewise; the output and where in every place these filters begin; the least result;
    and how many filters there are.
    """

    @intrinsic
    def run(typing, x, table, starts, places, offsets, taps, w, w_at, bias, b_at, y, y_at, least, live):
        given = (x, table, starts, places, offsets, taps, w, w_at, bias, b_at, y, y_at, least, live)

        def generate(context, builder, signature, values):
            def data(number):
                return context.make_array(signature.args[number])(context, builder, values[number]).data

            def entry(at, number=0):
                return builder.load(builder.gep(rows, [builder.add(at, _WORD(number))]))

            def cast(number):
                return context.cast(builder, values[number], signature.args[number], types.int64)

            image, rows, weights, sums, out = data(0), data(1), data(6), data(8), data(10)
            starts, places, offsets, taps, w_at, b_at, y_at, live = map(cast, (2, 3, 4, 5, 7, 9, 11, 13))
            windows = [builder.gep(image, [entry(starts, place)]) for place in range(PLACES)]
            begin = [
                _load(builder, builder.gep(sums, [builder.add(b_at, _WORD(v * lanes))]), lanes)
                for v in range(vectors)
            ]
            panel = builder.gep(weights, [w_at])

            def step(tap, held):
                offset = entry(builder.add(offsets, tap))
                row = builder.gep(panel, [builder.mul(tap, _WORD(vectors * lanes))])
                loaded = [_load(builder, builder.gep(row, [_WORD(v * lanes)]), lanes) for v in range(vectors)]
                found = []
                for place, window in enumerate(windows):
                    number = _splat(builder, builder.load(builder.gep(window, [offset])), lanes)
                    found += [
                        _plus_product(builder, held[place * vectors + v], number, loaded[v])
                        for v in range(vectors)
                    ]
                return found

            found = _loop(builder, _WORD(0), taps, begin * PLACES, step)
            floor = _splat(builder, values[12], lanes)
            for place in range(PLACES):
                target = builder.gep(out, [builder.add(entry(places, place), y_at)])
                for v in range(vectors):
                    value = found[place * vectors + v]  # a NaN stays
                    value = builder.select(builder.fcmp_ordered("<=", value, floor), floor, value)
                    left = builder.sub(live, _WORD(v * lanes))
                    _store_some(builder, value, builder.gep(target, [_WORD(v * lanes)]), left)
            return context.get_dummy_value()

        return types.void(*given), generate

    return run


def gradients(vectors: int, lanes: int):
    """Returns a function for kernels: adds up the gradients of the weights at :data:`TAPS` numbers of a window.

    Its arguments are the image, the table, where in the table the starts of windows and the places of their slopes
    are, and how many of these; the slopes and where in every place these filters begin; where in the table the
    offsets are, and how many; the gradients, and where those of these weights begin.
    """

    @intrinsic
    def run(typing, x, table, starts, places, count, slopes, s_at, offsets, taps, dw, d_at):
        given = (x, table, starts, places, count, slopes, s_at, offsets, taps, dw, d_at)

        def generate(context, builder, signature, values):
            def data(number):
                return context.make_array(signature.args[number])(context, builder, values[number]).data

            def entry(at):
                return builder.load(builder.gep(rows, [at]))

            def cast(number):
                return context.cast(builder, values[number], signature.args[number], types.int64)

            image, rows, given, out = data(0), data(1), data(5), data(9)
            starts, places, count, s_at, offsets, taps, d_at = map(cast, (2, 3, 4, 6, 7, 8, 10))
            last = builder.sub(taps, _WORD(1))
            given = builder.gep(given, [s_at])
            views = []
            for tap in range(TAPS):  # more than there are read the last one again
                at = builder.select(builder.icmp_signed("<", _WORD(tap), last), _WORD(tap), last)
                views.append(builder.gep(image, [entry(builder.add(offsets, at))]))
            zero = ir.Constant(ir.VectorType(_FLOAT, lanes), [0.0] * lanes)

            def step(place, held):
                start, at = entry(builder.add(starts, place)), entry(builder.add(places, place))
                slope = builder.gep(given, [at])
                loaded = [
                    _load(builder, builder.gep(slope, [_WORD(v * lanes)]), lanes) for v in range(vectors)
                ]
                found = []
                for tap, view in enumerate(views):
                    number = _splat(builder, builder.load(builder.gep(view, [start])), lanes)
                    found += [
                        _plus_product(builder, held[tap * vectors + v], number, loaded[v])
                        for v in range(vectors)
                    ]
                return found

            found = _loop(builder, _WORD(0), count, [zero] * (TAPS * vectors), step)
            for tap in range(TAPS):
                with builder.if_then(builder.icmp_signed("<", _WORD(tap), taps)):
                    for v in range(vectors):
                        at = builder.add(d_at, _WORD((tap * vectors + v) * lanes))
                        target = builder.gep(out, [at])
                        before = _load(builder, target, lanes)
                        _store(builder, builder.fadd(before, found[tap * vectors + v]), target)
            return context.get_dummy_value()

        return types.void(*given), generate

    return run
