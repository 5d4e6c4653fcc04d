"""Primitives of linear algebra, and factors of channels."""

from __future__ import annotations

from layerloom.models.onnx_export.primitives.call import PrimitiveCall, Writer


def _matmul(call: PrimitiveCall) -> str:
    return call.graph.add("MatMul", *call.names())


def _dense(call: PrimitiveCall) -> str:
    x, kernel, *bias = call.names()
    y = call.graph.add("MatMul", x, kernel)
    return call.graph.add("Add", y, *bias) if bias else y


def _einsum(call: PrimitiveCall) -> str:
    equation = call.attributes["subscripts"].replace(" ", "")
    return call.graph.add("Einsum", *call.names(), equation=equation)


def _affine(call: PrimitiveCall) -> str:
    x, scale, offset = call.names()
    return call.graph.add("Add", call.graph.add("Mul", x, scale), offset)


WRITERS: dict[str, Writer] = {
    "det": lambda call: call.graph.add("Det", call.name(0, call.dtype)),
    "channel_affine": _affine,
    "channel_product": lambda call: call.graph.add("Mul", *call.names()),
    "channel_shift": lambda call: call.graph.add("Add", *call.names()),
    "_dense": _dense,
    "_dense_bias": _dense,
    "_einsum": _einsum,
    "_matmul": _matmul,
}
