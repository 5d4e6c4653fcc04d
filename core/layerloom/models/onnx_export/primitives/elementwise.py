"""Primitives that look at one element at a time."""

from __future__ import annotations

import math

import numpy as np

from layerloom.models.onnx_export.primitives.call import PrimitiveCall, Writer


def _one(operator: str) -> Writer:
    return lambda call: call.graph.add(operator, call.name(0, call.dtype))


def _two(operator: str) -> Writer:
    return lambda call: call.graph.add(operator, *call.names())


def _compared(operator: str, inverse: bool = False) -> Writer:
    def write(call: PrimitiveCall) -> str:
        kind = call.common_dtype()
        kind = "int32" if kind == "bool" and operator != "Equal" else kind
        found = call.graph.add(operator, *call.names(kind))
        return call.graph.add("Not", found) if inverse else found

    return write


def _logical(operator: str) -> Writer:
    return lambda call: call.graph.add(operator, *call.names("bool"))


def _same(call: PrimitiveCall) -> str:
    return call.name(0, call.dtype)


def _square(call: PrimitiveCall) -> str:
    x = call.name(0, call.dtype)
    return call.graph.add("Mul", x, x)


def _scaled_log(base: float) -> Writer:
    return lambda call: call.graph.scalar(
        "Mul", call.graph.add("Log", call.name(0, call.dtype)), 1 / math.log(base)
    )


def _expm1(call: PrimitiveCall) -> str:
    x = call.name(0, call.dtype)  # through tanh, which is exact where x is small: e^x - 1 = 2 t / (1 - t)
    half = call.graph.add("Tanh", call.graph.scalar("Mul", x, 0.5))
    near = call.graph.add(
        "Div",
        call.graph.scalar("Mul", half, 2.0),
        call.graph.add("Sub", call.graph.constant(np.float32(1)), half),
    )
    far = call.graph.scalar("Sub", call.graph.add("Exp", x), 1.0)
    small = call.graph.scalar("Less", call.graph.add("Abs", x), 1.0)
    return call.graph.add("Where", small, near, far)


def _log1p(call: PrimitiveCall) -> str:
    g, x = call.graph, call.name(0, call.dtype)  # log(1 + x) x / ((1 + x) - 1), exact where x is small
    whole = g.scalar("Add", x, 1.0)
    part = g.scalar("Sub", whole, 1.0)
    none = g.scalar("Equal", part, 0.0)
    safe = g.add("Where", none, g.constant(np.float32(1)), part)
    better = g.add("Div", g.add("Mul", g.add("Log", whole), x), safe)
    large = g.scalar("Greater", g.add("Abs", x), 1e6)
    return g.add("Where", none, x, g.add("Where", large, g.add("Log", whole), better))


def _round(call: PrimitiveCall) -> str:
    g, decimals = call.graph, int(call.attributes["decimals"])
    if not call.dtype.startswith("float"):
        return call.name()
    if not decimals:
        return g.add("Round", call.name())
    return g.scalar("Div", g.add("Round", g.scalar("Mul", call.name(), 10.0**decimals)), 10.0**decimals)


def _clip(call: PrimitiveCall) -> str:
    name = call.name(0, call.dtype)
    for operator, key in (("Max", "x_min"), ("Min", "x_max")):
        bound = call.attributes[key]
        if bound is not None:
            name = call.graph.add(operator, name, call.graph.constant(np.asarray(bound).astype(call.dtype)))
    return name


def _isfinite(call: PrimitiveCall) -> str:
    g, x = call.graph, call.name(0, "float32")
    return g.add("Not", g.add("Or", g.add("IsInf", x), g.add("IsNaN", x)))


def _infinite(**attributes: int) -> Writer:
    return lambda call: call.graph.add("IsInf", call.name(0, "float32"), **attributes)


def _where(call: PrimitiveCall) -> str:
    return call.graph.add("Where", call.name(0, "bool"), call.name(1, call.dtype), call.name(2, call.dtype))


def _divide_no_nan(call: PrimitiveCall) -> str:
    g, (x, y) = call.graph, call.names()
    none = g.scalar("Equal", y, 0.0)
    safe = g.add("Where", none, g.constant(np.float32(1)), y)
    return g.add("Where", none, g.constant(np.float32(0)), g.add("Div", x, safe))


def _mod(call: PrimitiveCall) -> str:
    g, (x, y) = call.graph, call.names()
    if not call.dtype.startswith("float"):
        return g.add("Mod", x, y)
    rest = g.add("Mod", x, y, fmod=1)
    other = g.scalar("Less", g.add("Mul", g.add("Sign", rest), g.add("Sign", y)), 0.0)
    return g.add("Where", other, g.add("Add", rest, y), rest)


def _floor_divide(call: PrimitiveCall) -> str:
    g, (x, y) = call.graph, call.names()
    if call.dtype.startswith("float"):
        return g.add("Floor", g.add("Div", x, y))
    return g.add("Div", g.add("Sub", x, g.add("Mod", x, y)), y)


def _arctan2(call: PrimitiveCall) -> str:
    g, (y, x) = call.graph, call.names()
    zero, pi = g.constant(np.float32(0)), g.constant(np.float32(math.pi))
    upright = g.add("Equal", x, zero)
    plain = g.add("Atan", g.add("Div", y, g.add("Where", upright, g.constant(np.float32(1)), x)))
    half = g.scalar("Mul", g.add("Sign", y), math.pi / 2)
    turn = g.add("Where", g.add("GreaterOrEqual", y, zero), pi, g.add("Neg", pi))
    left = g.add("Where", g.add("Less", x, zero), g.add("Add", plain, turn), plain)
    return g.add("Where", upright, half, left)


def _logaddexp(base: float) -> Writer:
    def write(call: PrimitiveCall) -> str:
        g, (x, y) = call.graph, call.names()
        apart = g.scalar("Mul", g.add("Neg", g.add("Abs", g.add("Sub", x, y))), math.log(base))
        more = g.scalar("Div", g.add("Log", g.scalar("Add", g.add("Exp", apart), 1.0)), math.log(base))
        return g.add("Add", g.add("Max", x, y), more)

    return write


def _cbrt(call: PrimitiveCall) -> str:
    g, x = call.graph, call.name(0, call.dtype)
    return g.add("Mul", g.add("Sign", x), g.scalar("Pow", g.add("Abs", x), 1 / 3))


def _exp2(call: PrimitiveCall) -> str:
    return call.graph.add("Exp", call.graph.scalar("Mul", call.name(0, call.dtype), math.log(2)))


def _erfc(call: PrimitiveCall) -> str:
    g = call.graph
    return g.add("Sub", g.constant(np.float32(1)), g.add("Erf", call.name(0, call.dtype)))


def _sinc(call: PrimitiveCall) -> str:
    g = call.graph
    x = g.scalar("Mul", call.name(0, call.dtype), math.pi)
    none = g.scalar("Equal", x, 0.0)
    safe = g.add("Where", none, g.constant(np.float32(1)), x)
    return g.add("Where", none, g.constant(np.float32(1)), g.add("Div", g.add("Sin", safe), safe))


def _trunc(call: PrimitiveCall) -> str:
    g, x = call.graph, call.name(0, call.dtype)
    return (
        x
        if not call.dtype.startswith("float")
        else g.add("Mul", g.add("Sign", x), g.add("Floor", g.add("Abs", x)))
    )


def _heaviside(call: PrimitiveCall) -> str:
    g, (x, middle) = call.graph, call.names()
    right = call.to(g.scalar("Greater", x, 0.0), call.dtype, "bool")
    return g.add("Where", g.scalar("Equal", x, 0.0), middle, right)


def _hypot(call: PrimitiveCall) -> str:
    g, (x, y) = call.graph, call.names()
    return g.add("Sqrt", g.add("Add", g.add("Mul", x, x), g.add("Mul", y, y)))


def _ldexp(call: PrimitiveCall) -> str:
    power = call.graph.add("Pow", call.graph.constant(np.float32(2)), call.name(1, "float32"))
    return call.graph.add("Mul", call.name(0, call.dtype), power)


def _fmod(call: PrimitiveCall) -> str:
    return call.graph.add("Mod", *call.names(), fmod=1)


def _filled(value: float | None) -> Writer:
    def write(call: PrimitiveCall) -> str:
        chosen = call.attributes.get("fill_value") if value is None else value
        shape = call.graph.add("Shape", call.name())
        return call.graph.add("Expand", call.graph.constant(np.asarray(chosen).astype(call.dtype)), shape)

    return write


def _with(operator: str, **keys: str) -> Writer:
    """Writes an operator with attributes that come from settings."""

    def write(call: PrimitiveCall) -> str:
        given = {name: float(call.attributes[key]) for name, key in keys.items()}
        return call.graph.add(operator, call.name(0, call.dtype), **given)

    return write


def _relu(call: PrimitiveCall) -> str:
    return call.graph.add("Max", call.name(0, call.dtype), call.graph.constant(np.zeros((), call.dtype)))


def _relu6(call: PrimitiveCall) -> str:
    ends = [call.graph.constant(np.asarray(end, call.dtype)) for end in (0, 6)]
    return call.graph.add("Clip", call.name(0, call.dtype), *ends)


def _silu(call: PrimitiveCall) -> str:
    x = call.name(0, call.dtype)
    return call.graph.add("Mul", x, call.graph.add("Sigmoid", x))


def _reciprocal_root(call: PrimitiveCall) -> str:
    return call.graph.add("Reciprocal", call.graph.add("Sqrt", call.name(0, call.dtype)))


def _signbit(call: PrimitiveCall) -> str:
    return call.graph.scalar("Less", call.name(0, "float32"), 0.0)


_UNARY = {
    "sign": "Sign", "negative": "Neg", "absolute": "Abs", "sqrt": "Sqrt", "reciprocal": "Reciprocal", "exp": "Exp",
    "log": "Log", "sin": "Sin", "cos": "Cos", "tan": "Tan", "sinh": "Sinh", "cosh": "Cosh", "tanh": "Tanh",
    "arcsin": "Asin", "arccos": "Acos", "arctan": "Atan", "erf": "Erf", "floor": "Floor", "ceil": "Ceil",
}  # fmt: skip
_BINARY = {
    "add": "Add", "subtract": "Sub", "multiply": "Mul", "divide": "Div", "power": "Pow", "maximum": "Max",
    "minimum": "Min",
}  # fmt: skip
_COMPARISONS = {
    "equal": "Equal", "less": "Less", "less_equal": "LessOrEqual", "greater": "Greater",
    "greater_equal": "GreaterOrEqual",
}  # fmt: skip

WRITERS: dict[str, Writer] = {
    **{name: _one(operator) for name, operator in _UNARY.items()},
    **{name: _two(operator) for name, operator in _BINARY.items()},
    **{name: _compared(operator) for name, operator in _COMPARISONS.items()},
    **{f"arc{name}h": _one(f"A{name}h") for name in ("sin", "cos", "tan")},
    **{f"bitwise_{name}": _two(f"Bitwise{name.title()}") for name in ("and", "or", "xor")},
    **{f"logical_{name}": _logical(name.title()) for name in ("and", "or", "xor")},
    "arctan2": _arctan2,
    "divide_no_nan": _divide_no_nan,
    "floor_divide": _floor_divide,
    "logaddexp": _logaddexp(math.e),
    "mod": _mod,
    "bitwise_not": _one("BitwiseNot"),
    "copy": _same,
    "full_like": _filled(None),
    "ones_like": _filled(1),
    "zeros_like": _filled(0),
    "cbrt": _cbrt,
    "erfc": _erfc,
    "exp2": _exp2,
    "heaviside": _heaviside,
    "hypot": _hypot,
    "signbit": _signbit,
    "sinc": _sinc,
    "trunc": _trunc,
    "_where": _where,
    "isfinite": _isfinite,
    "isinf": _infinite(),
    "isnan": lambda call: call.graph.add("IsNaN", call.name(0, "float32")),
    "logical_not": lambda call: call.graph.add("Not", call.name(0, "bool")),
    "not_equal": _compared("Equal", inverse=True),
    "clip": _clip,
    "expm1": _expm1,
    "log10": _scaled_log(10),
    "log1p": _log1p,
    "log2": _scaled_log(2),
    "round": _round,
    "rsqrt": _reciprocal_root,
    "square": _square,
    "stop_gradient": _same,
    "elu": _with("Elu", alpha="alpha"),
    "leaky_relu": _with("LeakyRelu", alpha="negative_slope"),
    "relu": _relu,
    "relu6": _relu6,
    "sigmoid": _one("Sigmoid"),
    "silu": _silu,
    "softplus": _one("Softplus"),
    "softsign": _one("Softsign"),
    "_float": _same,
    "fmod": _fmod,
    "isneginf": _infinite(detect_positive=0),
    "isposinf": _infinite(detect_negative=0),
    "ldexp": _ldexp,
    "logaddexp2": _logaddexp(2),
}
