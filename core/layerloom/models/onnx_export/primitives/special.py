"""Primitives of whole numbers, of complex ones that have no imaginary part, and special functions."""

from __future__ import annotations

import math

import numpy as np

from layerloom.models.onnx_export.graph import Graph
from layerloom.models.onnx_export.primitives.call import PrimitiveCall, Writer

#: Giles's polynomials (2012) for the inverse of erf in single precision, near the middle and in the tails.
_MIDDLE = (
    2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087, -0.00125372503, -0.00417768164,
    0.246640727, 1.50140941,
)  # fmt: skip
_TAILS = (
    -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047,
    1.00167406, 2.83297682,
)  # fmt: skip
_MOST_STEPS = 96  # of Euclid, for numbers of 64 bits


def _polynomial(g: Graph, x: str, factors: tuple[float, ...]) -> str:
    found = g.constant(np.float32(factors[0]))
    for factor in factors[1:]:
        found = g.scalar("Add", g.add("Mul", found, x), factor)
    return found


def erfinv(g: Graph, x: str) -> str:
    """The inverse of erf."""
    one = g.constant(np.float32(1))
    w = g.add("Neg", g.add("Log", g.add("Mul", g.add("Sub", one, x), g.add("Add", one, x))))
    middle = _polynomial(g, g.scalar("Sub", w, 2.5), _MIDDLE)
    tails = _polynomial(g, g.scalar("Sub", g.add("Sqrt", g.scalar("Max", w, 0.0)), 3.0), _TAILS)
    found = g.add("Mul", g.add("Where", g.scalar("Less", w, 5.0), middle, tails), x)
    ends = g.scalar("Equal", g.add("Abs", x), 1.0)
    return g.add("Where", ends, g.scalar("Mul", x, math.inf), found)


def _i0(call: PrimitiveCall) -> str:
    """The series where numbers are small, whose terms are nested; what it goes towards where they are large."""
    g = call.graph
    x = g.add("Abs", call.name(0, call.dtype))
    near = g.scalar("Min", x, 20.0)
    quarter = g.scalar("Mul", g.add("Mul", near, near), 0.25)
    series = g.constant(np.float32(1))
    for number in range(45, 0, -1):
        series = g.scalar("Add", g.add("Mul", series, g.scalar("Mul", quarter, 1 / number**2)), 1.0)
    far = g.scalar("Max", x, 20.0)
    rest = _polynomial(g, g.add("Reciprocal", far), (3675 / 32768, 75 / 1024, 9 / 128, 1 / 8, 1.0))
    root = g.add("Sqrt", g.scalar("Mul", far, 2 * math.pi))
    limit = g.add("Mul", g.add("Div", g.add("Exp", far), root), rest)
    return g.add("Where", g.scalar("Less", x, 20.0), series, limit)


def _pair(call: PrimitiveCall) -> list[str]:
    """Returns both arguments, in one shape."""
    names = call.names("int64")
    none = call.graph.add("Mul", call.graph.constant(np.int64(0)), call.graph.add("Add", *names))
    return [call.graph.add("Add", name, none) for name in names]


def _divisor(call: PrimitiveCall, first: str, second: str) -> str:
    """Runs Euclid's steps until nothing is left."""
    from onnx import TensorProto, helper

    g, told = call.graph, helper.make_tensor_value_info
    rank = len(call.outputs[0][0])
    with g.body() as nodes:
        place, go, a, b = (g.new_name(name) for name in ("place", "go", "larger", "smaller"))
        zero, one = g.constant(np.int64(0)), g.constant(np.int64(1))
        done = g.add("Equal", b, zero)
        rest = g.add("Where", done, zero, g.add("Mod", a, g.add("Where", done, one, b)))
        ends = [g.add("Identity", go), g.add("Where", done, a, b), g.add("Identity", rest)]
    shape, number = [None] * rank, TensorProto.INT64
    body = helper.make_graph(
        nodes,
        "euclid",
        [told(place, number, []), told(go, TensorProto.BOOL, []), told(a, number, shape), told(b, number, shape)],
        [told(ends[0], TensorProto.BOOL, []), told(ends[1], number, shape), told(ends[2], number, shape)],
    )  # fmt: skip
    starts = (g.constant(np.int64(_MOST_STEPS)), g.constant(np.array(True)))
    return g.add_many("Loop", 2, *starts, g.add("Abs", first), g.add("Abs", second), body=body)[0]


def _gcd(call: PrimitiveCall) -> str:
    return call.to(_divisor(call, *_pair(call)), call.dtype, "int64")


def _lcm(call: PrimitiveCall) -> str:
    g, (first, second) = call.graph, _pair(call)
    least = g.add("Max", _divisor(call, first, second), g.constant(np.int64(1)))
    found = g.add("Abs", g.add("Mul", g.add("Div", first, least), second))
    return call.to(found, call.dtype, "int64")


def _shift(left: bool) -> Writer:
    def write(call: PrimitiveCall) -> str:
        g, (x, y) = call.graph, call.names("int64")
        power = g.add("Min", y, g.constant(np.int64(62)))
        factor = g.add("Gather", g.constant(np.array([1 << n for n in range(63)], np.int64)), power)
        if left:
            return call.to(g.add("Mul", x, factor), call.dtype, "int64")
        return call.to(g.add("Div", g.add("Sub", x, g.add("Mod", x, factor)), factor), call.dtype, "int64")

    return write


def _angle(call: PrimitiveCall) -> str:
    g = call.graph
    below = g.scalar("Less", call.name(0, "float32"), 0.0)
    return g.add("Where", below, g.constant(np.float32(math.pi)), g.constant(np.float32(0)))


def _everywhere(value: bool | float) -> Writer:
    def write(call: PrimitiveCall) -> str:
        shape = call.graph.add("Shape", call.name())
        return call.graph.add("Expand", call.graph.constant(np.array(value).astype(call.dtype)), shape)

    return write


WRITERS: dict[str, Writer] = {
    "angle": _angle,
    "bitwise_left_shift": _shift(left=True),
    "bitwise_right_shift": _shift(left=False),
    "conjugate": lambda call: call.name(0, call.dtype),
    "erfinv": lambda call: erfinv(call.graph, call.name(0, call.dtype)),
    "gcd": _gcd,
    "i0": _i0,
    "imag": _everywhere(0.0),
    "isreal": _everywhere(True),
    "lcm": _lcm,
    "real": lambda call: call.name(0, call.dtype),
}
