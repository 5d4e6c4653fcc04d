"""Vectors in LLVM's code: how those of kernels are loaded, stored and computed with, whatever makes the code."""

# mypy: ignore-errors

from __future__ import annotations

from llvmlite import binding, ir
from numba.core import cgutils, types

FLOAT, SMALL, WORD = ir.FloatType(), ir.IntType(32), ir.IntType(64)


def _lanes() -> int:
    """Returns how many numbers a vector of this processor holds."""
    try:
        features = binding.get_host_cpu_features()
    except RuntimeError:  # where LLVM cannot tell
        return 4
    return 16 if features.get("avx512f") else 8 if features.get("avx") else 4


#: Numbers in a vector of this processor.
LANES = _lanes()


def vector_of(lanes):
    """Returns the type of so many numbers."""
    return ir.VectorType(FLOAT, lanes)


def load(builder, pointer, lanes):
    """Loads numbers from a place."""
    found = builder.load(builder.bitcast(pointer, vector_of(lanes).as_pointer()))
    found.align = 4
    return found


def store(builder, value, pointer):
    """Writes a vector to a place."""
    builder.store(value, builder.bitcast(pointer, value.type.as_pointer())).align = 4


def load_some(builder, pointer, live, lanes):
    """Loads the first ``live`` numbers, a 64-bit count; the others are 0 and not read."""
    kind, target = vector_of(lanes), vector_of(lanes).as_pointer()
    mask = _first(builder, live, lanes)
    return call(
        builder, f"llvm.masked.load.v{lanes}f32.p0", kind,
        [builder.bitcast(pointer, target), SMALL(4), mask, ir.Constant(kind, None)],
    )  # fmt: skip


def store_some(builder, value, pointer, live):
    """Writes the first ``live`` numbers, a 64-bit count that may be negative."""
    lanes, target = value.type.count, value.type.as_pointer()
    mask = _first(builder, live, lanes)
    given = [value, builder.bitcast(pointer, target), SMALL(4), mask]
    call(builder, f"llvm.masked.store.v{lanes}f32.p0", ir.VoidType(), given)


def load_bytes(builder, pointer, live, lanes):
    """Loads the first ``live`` of some bytes as numbers; the others are 0 and not read."""
    kind = ir.VectorType(ir.IntType(8), lanes)
    given = [
        builder.bitcast(pointer, kind.as_pointer()), SMALL(1), _first(builder, live, lanes), ir.Constant(kind, None)
    ]  # fmt: skip
    return builder.uitofp(call(builder, f"llvm.masked.load.v{lanes}i8.p0", kind, given), vector_of(lanes))


def store_bytes(builder, value, pointer, live):
    """Writes the first ``live`` numbers of a vector as bytes."""
    lanes, kind = value.type.count, ir.VectorType(ir.IntType(8), value.type.count)
    given = [
        builder.fptoui(value, kind), builder.bitcast(pointer, kind.as_pointer()), SMALL(1),
        _first(builder, live, lanes),
    ]  # fmt: skip
    call(builder, f"llvm.masked.store.v{lanes}i8.p0", ir.VoidType(), given)


def splat(builder, scalar, lanes):
    """Returns a vector that has one value in all lanes."""
    empty = ir.Constant(ir.VectorType(scalar.type, lanes), ir.Undefined)
    first = builder.insert_element(empty, scalar, SMALL(0))
    return builder.shuffle_vector(first, empty, ir.Constant(ir.VectorType(SMALL, lanes), [0] * lanes))


def plus_product(builder, total, first, second):
    """Returns ``total + first * second``, rounded once where the processor can."""
    return call(builder, f"llvm.fmuladd.v{total.type.count}f32", total.type, [first, second, total])


def not_below(builder, value, floor, otherwise):
    """Returns ``value`` where it is above ``floor`` or NaN, ``otherwise`` elsewhere."""
    return builder.select(builder.fcmp_ordered("<=", value, floor), otherwise, value)


def data(context, builder, signature, values, number):
    """Returns the pointer to the numbers of an argument that is an array."""
    return context.make_array(signature.args[number])(context, builder, values[number]).data


def words(context, builder, signature, values, numbers):
    """Returns whole arguments as 64-bit words."""
    return [context.cast(builder, values[n], signature.args[n], types.int64) for n in numbers]


def loop(builder, first, last, sums, step):
    """Runs ``step(index, sums)`` from ``first`` on, at least once, and returns the sums that it gave in the end."""
    before, body = builder.basic_block, builder.append_basic_block("body")
    builder.branch(body)
    builder.position_at_end(body)
    index = builder.phi(WORD)
    index.add_incoming(first, before)
    held = []
    for value in sums:
        held.append(builder.phi(value.type))
        held[-1].add_incoming(value, before)
    found = step(index, held)
    after = builder.add(index, WORD(1))
    index.add_incoming(after, builder.basic_block)
    for phi, value in zip(held, found, strict=True):
        phi.add_incoming(value, builder.basic_block)
    behind = builder.append_basic_block("behind")
    builder.cbranch(builder.icmp_signed("<", after, last), body, behind)
    builder.position_at_end(behind)
    return found


def call(builder, name, result, given):
    """Calls one of LLVM's own functions."""
    kind = ir.FunctionType(result, [value.type for value in given])
    return builder.call(cgutils.get_or_insert_function(builder.module, kind, name), given)


def _first(builder, live, lanes):
    """Returns a mask of the first lanes."""
    numbers = ir.Constant(ir.VectorType(SMALL, lanes), list(range(lanes)))
    return builder.icmp_signed("<", numbers, splat(builder, builder.trunc(live, SMALL), lanes))
