"""Sums of products that stay in the processor's registers: the innermost loops of products and convolutions.

Numba joins the lanes of a loop, but keeps its sums in memory. Here the sums of several rows or places, each a vector
or two wide, are LLVM values, which its compiler holds in registers; what it makes of them on a processor with narrower
vectors is as right. Each function here returns one for kernels.
"""

# mypy: ignore-errors

from __future__ import annotations

from llvmlite import ir
from numba.core import types
from numba.core.extending import intrinsic

from layerloom.kernels.compiled.emitting import (
    LANES,
    WORD,
    data,
    load,
    loop,
    not_below,
    plus_product,
    splat,
    store,
    store_some,
    vector_of,
    words,
)

#: Places whose sums are taken at a time, and numbers of a window whose gradients are.
PLACES = 4 if LANES == 8 else 8
TAPS = 5 if LANES == 8 else 9


def product(rows: int, vectors: int, lanes: int):
    """Returns a function for kernels: products of some rows of ``a`` with some vectors of columns of ``b``.

    The inner dimension comes in ``segments`` of ``depth`` numbers, at least one of each. Arguments: ``a``, where the
    first number is, and how far the next row, the next number of a row and its next segment are; ``b``, where the
    columns begin, and how far their next row and segment are; the segments and their depth; ``c``, where the results
    go, how far its next row is, and whether they are added to what is there.
    """

    @intrinsic
    def run(
        typing,
        a,
        a_at,
        a_row,
        a_next,
        a_segment,
        b,
        b_at,
        b_next,
        b_segment,
        segments,
        depth,
        c,
        c_at,
        c_row,
        add,
    ):
        given = (
            a, a_at, a_row, a_next, a_segment, b, b_at, b_next, b_segment, segments, depth, c, c_at, c_row, add
        )  # fmt: skip

        def generate(context, builder, signature, values):
            here = context, builder, signature, values
            a_at, a_row, a_next, a_segment = words(*here, (1, 2, 3, 4))
            b_at, b_next, b_segment, segments, depth = words(*here, (6, 7, 8, 9, 10))
            c_at, c_row, add = words(*here, (12, 13, 14))
            left, right = builder.gep(data(*here, 0), [a_at]), builder.gep(data(*here, 5), [b_at])
            zero = ir.Constant(vector_of(lanes), [0.0] * lanes)

            def segment(number, held):
                a = builder.gep(left, [builder.mul(number, a_segment)])
                b = builder.gep(right, [builder.mul(number, b_segment)])

                def step(k, held):
                    line = builder.gep(b, [builder.mul(k, b_next)])
                    loaded = [
                        load(builder, builder.gep(line, [WORD(v * lanes)]), lanes) for v in range(vectors)
                    ]
                    column, found = builder.gep(a, [builder.mul(k, a_next)]), []
                    for row in range(rows):
                        place = builder.gep(column, [builder.mul(a_row, WORD(row))])
                        number = splat(builder, builder.load(place), lanes)
                        found += [
                            plus_product(builder, held[row * vectors + v], number, loaded[v])
                            for v in range(vectors)
                        ]
                    return found

                return loop(builder, WORD(0), depth, held, step)

            found = loop(builder, WORD(0), segments, [zero] * (rows * vectors), segment)
            line, targets = builder.gep(data(*here, 11), [c_at]), []
            for row in range(rows):
                at = builder.gep(line, [builder.mul(c_row, WORD(row))])
                targets += [builder.gep(at, [WORD(v * lanes)]) for v in range(vectors)]
            with builder.if_else(builder.icmp_signed("!=", add, WORD(0))) as (then, otherwise):
                with then:
                    for value, target in zip(found, targets, strict=True):
                        store(builder, builder.fadd(value, load(builder, target, lanes)), target)
                with otherwise:
                    for value, target in zip(found, targets, strict=True):
                        store(builder, value, target)
            return context.get_dummy_value()

        return types.void(*given), generate

    return run


def window_sums(vectors: int, lanes: int):
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
            here = context, builder, signature, values
            image, rows, weights, sums, out = (data(*here, n) for n in (0, 1, 6, 8, 10))
            starts, places, offsets, taps, w_at, b_at, y_at, live = words(*here, (2, 3, 4, 5, 7, 9, 11, 13))

            def entry(at, number=0):
                return builder.load(builder.gep(rows, [builder.add(at, WORD(number))]))

            windows = [builder.gep(image, [entry(starts, place)]) for place in range(PLACES)]
            begin = [
                load(builder, builder.gep(sums, [builder.add(b_at, WORD(v * lanes))]), lanes)
                for v in range(vectors)
            ]
            panel = builder.gep(weights, [w_at])

            def step(tap, held):
                offset = entry(builder.add(offsets, tap))
                row = builder.gep(panel, [builder.mul(tap, WORD(vectors * lanes))])
                loaded = [load(builder, builder.gep(row, [WORD(v * lanes)]), lanes) for v in range(vectors)]
                found = []
                for place, window in enumerate(windows):
                    number = splat(builder, builder.load(builder.gep(window, [offset])), lanes)
                    found += [
                        plus_product(builder, held[place * vectors + v], number, loaded[v])
                        for v in range(vectors)
                    ]
                return found

            found = loop(builder, WORD(0), taps, begin * PLACES, step)
            floor = splat(builder, values[12], lanes)
            for place in range(PLACES):
                target = builder.gep(out, [builder.add(entry(places, place), y_at)])
                for v in range(vectors):
                    value = not_below(builder, found[place * vectors + v], floor, floor)  # a NaN stays
                    left = builder.sub(live, WORD(v * lanes))
                    store_some(builder, value, builder.gep(target, [WORD(v * lanes)]), left)
            return context.get_dummy_value()

        return types.void(*given), generate

    return run


def window_gradients(vectors: int, lanes: int):
    """Returns a function for kernels: adds up the gradients of the weights at :data:`TAPS` numbers of a window.

    Its arguments are the image, the table, where in the table the starts of windows and the places of their slopes
    are, and how many of these; the slopes and where in every place these filters begin; where in the table the
    offsets are, and how many; the gradients, and where those of these weights begin.
    """

    @intrinsic
    def run(typing, x, table, starts, places, count, slopes, s_at, offsets, taps, dw, d_at):
        given = (x, table, starts, places, count, slopes, s_at, offsets, taps, dw, d_at)

        def generate(context, builder, signature, values):
            here = context, builder, signature, values
            image, rows, slopes, out = (data(*here, n) for n in (0, 1, 5, 9))
            starts, places, count, s_at, offsets, taps, d_at = words(*here, (2, 3, 4, 6, 7, 8, 10))

            def entry(at):
                return builder.load(builder.gep(rows, [at]))

            last = builder.sub(taps, WORD(1))
            slopes = builder.gep(slopes, [s_at])
            views = []
            for tap in range(TAPS):  # more than there are read the last one again
                at = builder.select(builder.icmp_signed("<", WORD(tap), last), WORD(tap), last)
                views.append(builder.gep(image, [entry(builder.add(offsets, at))]))
            zero = ir.Constant(vector_of(lanes), [0.0] * lanes)

            def step(place, held):
                start, at = entry(builder.add(starts, place)), entry(builder.add(places, place))
                slope = builder.gep(slopes, [at])
                loaded = [load(builder, builder.gep(slope, [WORD(v * lanes)]), lanes) for v in range(vectors)]
                found = []
                for tap, view in enumerate(views):
                    number = splat(builder, builder.load(builder.gep(view, [start])), lanes)
                    found += [
                        plus_product(builder, held[tap * vectors + v], number, loaded[v])
                        for v in range(vectors)
                    ]
                return found

            found = loop(builder, WORD(0), count, [zero] * (TAPS * vectors), step)
            for tap in range(TAPS):
                with builder.if_then(builder.icmp_signed("<", WORD(tap), taps)):
                    for v in range(vectors):
                        at = builder.add(d_at, WORD((tap * vectors + v) * lanes))
                        target = builder.gep(out, [at])
                        before = load(builder, target, lanes)
                        store(builder, builder.fadd(before, found[tap * vectors + v]), target)
            return context.get_dummy_value()

        return types.void(*given), generate

    return run
