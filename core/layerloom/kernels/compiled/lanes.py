"""Sixteen numbers that are computed with at a time: a type for kernels, with all that these do with it.

The compiler finds such groups by itself in plain loops, but keeps no block of sums in the processor's registers over
a loop; with them in hand, products of matrices reach what the processor can do. Where registers are shorter, a group
takes several. Larger blocks of sums, whose size depends on the processor, are those of ``tiles``.
"""

# mypy: ignore-errors

from __future__ import annotations

import operator

from llvmlite import ir
from numba.core import types
from numba.core.datamodel import models
from numba.extending import intrinsic, overload, register_model

from layerloom.kernels.compiled import emitting

WIDTH = 16
_VECTOR = emitting.vector_of(WIDTH)


class LanesType(types.Type):
    """The type of sixteen numbers."""

    def __init__(self):
        super().__init__(name="Lanes")


LANES = LanesType()


@register_model(LanesType)
class _LanesModel(models.PrimitiveModel):
    def __init__(self, manager, kind):
        super().__init__(manager, kind, _VECTOR)


@intrinsic
def load(context, array, index):
    """Returns sixteen numbers of a flat array from a place on."""
    return LANES(array, types.uint64), lambda c, b, s, a: emitting.load(b, _place(c, b, s, a), WIDTH)


@intrinsic
def store(context, array, index, value):
    """Writes sixteen numbers to a flat array from a place on."""

    def code(context, builder, signature, arguments):
        emitting.store(builder, arguments[2], _place(context, builder, signature, arguments))
        return context.get_dummy_value()

    return types.void(array, types.uint64, LANES), code


def _reading(read):
    @intrinsic
    def load_first(context, array, index, count):
        def code(context, builder, signature, arguments):
            place = _place(context, builder, signature, arguments)
            return read(builder, place, arguments[2], WIDTH)

        return LANES(array, types.uint64, types.uint64), code

    return load_first


def _writing(write):
    @intrinsic
    def store_first(context, array, index, value, count):
        def code(context, builder, signature, arguments):
            write(builder, arguments[2], _place(context, builder, signature, arguments), arguments[3])
            return context.get_dummy_value()

        return types.void(array, types.uint64, LANES, types.uint64), code

    return store_first


#: Read or write the first of sixteen numbers, as many as are said; those that are not read are 0.
load_some, store_some = _reading(emitting.load_some), _writing(emitting.store_some)

#: The same with bytes in memory.
load_bytes, store_bytes = _reading(emitting.load_bytes), _writing(emitting.store_bytes)


@intrinsic
def spread(context, value):
    """Returns one number sixteen times."""
    return LANES(types.float32), lambda c, b, s, a: emitting.splat(b, a[0], WIDTH)


@intrinsic
def muladd(context, first, second, third):
    """Returns ``first * second + third``, rounded once where the processor can."""
    return LANES(LANES, LANES, LANES), lambda c, b, s, a: emitting.plus_product(b, a[2], a[0], a[1])


@intrinsic
def above(context, value, bound, otherwise):
    """Returns ``value`` where it is not below or at ``bound`` (NaN is neither), ``otherwise`` elsewhere."""
    return LANES(LANES, LANES, LANES), lambda c, b, s, a: emitting.not_below(b, *a)


@intrinsic
def clamped(context, value, bound):
    """Returns ``value``, or what is nearest to it between ``-bound`` and ``bound``; NaN stays."""

    def code(context, builder, signature, arguments):
        value, bound = arguments
        value = builder.select(builder.fcmp_ordered(">", value, bound), bound, value)
        bound = builder.fsub(ir.Constant(_VECTOR, [0.0] * WIDTH), bound)
        return builder.select(builder.fcmp_ordered("<", value, bound), bound, value)

    return LANES(LANES, LANES), code


@intrinsic
def where_above(context, value, bound, chosen, otherwise):
    """Returns ``chosen`` where ``value`` is not below or at ``bound``, ``otherwise`` elsewhere."""

    def code(context, builder, signature, arguments):
        below = builder.fcmp_ordered("<=", arguments[0], arguments[1])
        return builder.select(below, arguments[3], arguments[2])

    return LANES(LANES, LANES, LANES, LANES), code


@intrinsic
def where_equal(context, value, other, chosen, otherwise):
    """Returns ``chosen`` where two are equal, ``otherwise`` elsewhere."""

    def code(context, builder, signature, arguments):
        same = builder.fcmp_ordered("==", arguments[0], arguments[1])
        return builder.select(same, arguments[2], arguments[3])

    return LANES(LANES, LANES, LANES, LANES), code


def _operation(name):
    @intrinsic
    def compute(context, first, second):
        return LANES(LANES, LANES), lambda c, b, s, a: getattr(b, name)(*a)

    return compute


_add, _subtract, _multiply, _divide = map(_operation, ("fadd", "fsub", "fmul", "fdiv"))


def _between_lanes(operation, compute):
    @overload(operation)
    def found(first, second):
        both = isinstance(first, LanesType) and isinstance(second, LanesType)
        return (lambda first, second: compute(first, second)) if both else None  # noqa: PLW0108 - names count


_between_lanes(operator.add, _add)
_between_lanes(operator.sub, _subtract)
_between_lanes(operator.mul, _multiply)
_between_lanes(operator.truediv, _divide)


def _place(context, builder, signature, arguments):
    array = emitting.data(context, builder, signature, arguments, 0)
    return builder.gep(array, [arguments[1]])
