"""Sixteen numbers that are computed with at a time: a type for kernels, with all that these do with it.

The compiler finds such groups by itself in plain loops, but keeps no block of sums in the processor's registers over
a loop; with them in hand, products of matrices reach what the processor can do. Where registers are shorter, a group
takes several.
"""

# mypy: ignore-errors

from __future__ import annotations

import operator

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.datamodel import models
from numba.extending import intrinsic, overload, register_model

WIDTH = 16
_VECTOR = ir.VectorType(ir.FloatType(), WIDTH)
_MASK = ir.VectorType(ir.IntType(1), WIDTH)
_NUMBERS = ir.VectorType(ir.IntType(64), WIDTH)
_PLACES = ir.VectorType(ir.IntType(32), WIDTH)
_INT = ir.IntType(32)


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
    return LANES(array, types.uint64), lambda c, b, s, a: b.load(_place(c, b, s, a), align=4)


@intrinsic
def store(context, array, index, value):
    """Writes sixteen numbers to a flat array from a place on."""

    def code(context, builder, signature, arguments):
        builder.store(arguments[2], _place(context, builder, signature, arguments), align=4)
        return context.get_dummy_value()

    return types.void(array, types.uint64, LANES), code


@intrinsic
def load_some(context, array, index, count):
    """Returns the first ``count`` of sixteen numbers, the others 0 and not read."""

    def code(context, builder, signature, arguments):
        kind = ir.FunctionType(_VECTOR, [_VECTOR.as_pointer(), _INT, _MASK, _VECTOR])
        place, mask = _place(context, builder, signature, arguments), _first(builder, arguments[2])
        given = [place, ir.Constant(_INT, 4), mask, ir.Constant(_VECTOR, None)]
        return _call(builder, kind, "llvm.masked.load.v16f32.p0v16f32", given)

    return LANES(array, types.uint64, types.uint64), code


@intrinsic
def store_some(context, array, index, value, count):
    """Writes the first ``count`` of sixteen numbers."""

    def code(context, builder, signature, arguments):
        kind = ir.FunctionType(ir.VoidType(), [_VECTOR, _VECTOR.as_pointer(), _INT, _MASK])
        place, mask = _place(context, builder, signature, arguments), _first(builder, arguments[3])
        given = [arguments[2], place, ir.Constant(_INT, 4), mask]
        _call(builder, kind, "llvm.masked.store.v16f32.p0v16f32", given)
        return context.get_dummy_value()

    return types.void(array, types.uint64, LANES, types.uint64), code


@intrinsic
def spread(context, value):
    """Returns one number sixteen times."""
    return LANES(types.float32), lambda c, b, s, a: _all(b, a[0], _VECTOR)


@intrinsic
def muladd(context, first, second, third):
    """Returns ``first * second + third``, rounded once where the processor can."""

    def code(context, builder, signature, arguments):
        return _call(builder, ir.FunctionType(_VECTOR, [_VECTOR] * 3), "llvm.fmuladd.v16f32", arguments)

    return LANES(LANES, LANES, LANES), code


@intrinsic
def above(context, value, bound, otherwise):
    """Returns ``value`` where it is not below or at ``bound`` (NaN is neither), ``otherwise`` elsewhere."""

    def code(context, builder, signature, arguments):
        below = builder.fcmp_ordered("<=", arguments[0], arguments[1])
        return builder.select(below, arguments[2], arguments[0])

    return LANES(LANES, LANES, LANES), code


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
    array = context.make_array(signature.args[0])(context, builder, arguments[0])
    return builder.bitcast(builder.gep(array.data, [arguments[1]]), _VECTOR.as_pointer())


def _first(builder, count):
    """Returns a mask of the first lanes."""
    numbers = ir.Constant(_NUMBERS, list(range(WIDTH)))
    return builder.icmp_unsigned("<", numbers, _all(builder, count, _NUMBERS))


def _all(builder, value, kind):
    nothing = ir.Constant(kind, ir.Undefined)
    one = builder.insert_element(nothing, value, ir.Constant(_INT, 0))
    return builder.shuffle_vector(one, nothing, ir.Constant(_PLACES, None))


def _call(builder, kind, name, arguments):
    return builder.call(cgutils.get_or_insert_function(builder.module, kind, name), arguments)
