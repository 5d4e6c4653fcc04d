"""Primitives that reduce along axes, or run along one."""

from __future__ import annotations

import numpy as np

from layerloom.models.onnx_export.primitives.call import PrimitiveCall, Writer


def _reduced(operator: str) -> Writer:
    def write(call: PrimitiveCall) -> str:
        kind = "int32" if call.dtype in ("bool", "int8", "int16", "uint8", "uint16") else call.dtype
        found = call.graph.reduce(
            operator, call.name(0, kind), call.axes(), bool(call.attributes.get("keepdims"))
        )
        return call.to(found, call.dtype, kind)

    return write


def _var(call: PrimitiveCall) -> str:
    g, x = call.graph, call.name(0, call.dtype)
    apart = g.add("Sub", x, g.reduce("Mean", x, call.axes()))
    return g.reduce("Mean", g.add("Mul", apart, apart), call.axes(), bool(call.attributes["keepdims"]))


def _truth(operator: str) -> Writer:
    def write(call: PrimitiveCall) -> str:
        flags = call.to(call.name(0, "bool"), "int32", "bool")
        return call.to(
            call.graph.reduce(operator, flags, call.axes(), bool(call.attributes["keepdims"])),
            "bool",
            "int32",
        )

    return write


def _place(operator: str) -> Writer:
    def write(call: PrimitiveCall) -> str:
        g, axis, kept = call.graph, call.attributes["axis"], bool(call.attributes["keepdims"])
        kind = "int32" if call.own_dtype() == "bool" else call.own_dtype()
        if axis is None:
            found = g.add(operator, call.flat(0, kind), axis=0, keepdims=0)
            found = g.add("Reshape", found, g.whole(*(1,) * call.rank())) if kept else found
        else:
            found = g.add(operator, call.name(0, kind), axis=int(axis), keepdims=int(kept))
        return call.to(found, call.dtype, "int64")

    return write


def _count_nonzero(call: PrimitiveCall) -> str:
    flags = call.to(call.name(0, "bool"), "int32", "bool")
    return call.graph.reduce("Sum", flags, call.axes(), keepdims=False)


def _softmax(call: PrimitiveCall, logarithm: bool = False) -> str:
    g, x, axes = call.graph, call.name(0, call.dtype), call.axes()
    if len(axes) == 1:
        return g.add("LogSoftmax" if logarithm else "Softmax", x, axis=axes[0])
    x = g.add("Sub", x, g.reduce("Max", x, axes))
    if logarithm:
        return g.add("Sub", x, g.reduce("LogSumExp", x, axes))
    power = g.add("Exp", x)
    return g.add("Div", power, g.reduce("Sum", power, axes))


def _sparsemax(call: PrimitiveCall) -> str:
    g, x, axis = call.graph, call.name(0, call.dtype), call.axes()[0]
    size = call.size(axis)
    ordered, _ = g.add_many("TopK", 2, x, g.whole(size), axis=axis, largest=1, sorted=1)
    sums = g.add("CumSum", ordered, g.constant(np.int64(axis)))
    counts = np.arange(1, size + 1, dtype=np.float32).reshape(
        [-1 if i == axis else 1 for i in range(call.rank())]
    )
    above = g.add("Greater", g.scalar("Add", g.add("Mul", ordered, g.constant(counts)), 1.0), sums)
    support = call.to(above, "float32", "bool")
    number = g.reduce("Sum", support, (axis,))
    total = g.reduce("Sum", g.add("Mul", support, ordered), (axis,))
    return g.add("Relu", g.add("Sub", x, g.add("Div", g.scalar("Sub", total, 1.0), number)))


def _cumsum(call: PrimitiveCall) -> str:
    axis = call.graph.constant(np.int64(call.attributes["axis"]))
    return call.graph.add("CumSum", call.name(0, call.dtype), axis, reverse=int(call.attributes["reverse"]))


def _cumprod(call: PrimitiveCall) -> str:
    g, axis = call.graph, call.attributes["axis"] % call.rank()
    if call.shape()[axis] is None:
        return _running_product(call, axis)
    size, kind = call.size(axis), call.dtype
    last = [*(i for i in range(call.rank()) if i != axis), axis]
    rows = g.add("Unsqueeze", g.transpose(call.name(0, kind), last), g.whole(call.rank() - 1))
    seen = g.constant(np.tril(np.ones((size, size), bool)))
    found = g.reduce("Prod", g.add("Where", seen, rows, g.constant(np.ones((), kind))), (-1,), keepdims=False)
    return g.transpose(found, [int(i) for i in np.argsort(last)])


def _running_product(call: PrimitiveCall, axis: int) -> str:
    """Multiplies along an axis of open size, step by step."""
    from onnx import helper

    g, x = call.graph, call.name(0, call.dtype)
    kind = helper.np_dtype_to_tensor_dtype(np.dtype(call.dtype))
    first = g.add("Gather", x, g.constant(np.int64(0)), axis=axis)
    ones = g.add("Expand", g.constant(np.ones((), call.dtype)), g.add("Shape", first))
    before, row = g.new_name("before"), g.new_name("row")
    with g.body() as nodes:
        ends = [g.add("Mul", before, row)]
        ends.append(g.add("Identity", ends[0]))
    told = [helper.make_tensor_value_info(n, kind, [None] * (call.rank() - 1)) for n in (before, row, *ends)]
    body = helper.make_graph(nodes, g.new_name("step"), told[:2], told[2:])
    along = {"scan_input_axes": [axis], "scan_output_axes": [axis]}
    return g.add_many("Scan", 2, ones, x, body=body, num_scan_inputs=1, **along)[1]


def _standardize(call: PrimitiveCall) -> str:
    g, x, axes = call.graph, call.name(0, call.dtype), [a % call.rank() for a in call.attributes["axes"]]
    apart = g.add("Sub", x, g.reduce("Mean", x, axes))
    spread = g.reduce("Mean", g.add("Mul", apart, apart), axes)
    return g.add("Div", apart, g.add("Sqrt", g.scalar("Add", spread, float(call.attributes["epsilon"]))))


def _batch_normalize(call: PrimitiveCall) -> list[str]:
    """Normalizes each channel, the last axis, by the statistics of the batch."""
    g, axes = call.graph, range(call.rank() - 1)
    x, gamma, beta = call.names()
    mean = g.reduce("Mean", x, axes, keepdims=False)
    apart = g.add("Sub", x, mean)
    variance = g.reduce("Mean", g.add("Mul", apart, apart), axes, keepdims=False)
    factor = g.add("Div", gamma, g.add("Sqrt", g.scalar("Add", variance, float(call.attributes["epsilon"]))))
    return [g.add("Add", g.add("Mul", apart, factor), beta), mean, variance]


WRITERS: dict[str, Writer] = {
    **{name: _reduced(operator) for name, operator in {
        "sum": "Sum", "mean": "Mean", "_prod": "Prod", "_max": "Max", "_min": "Min",
    }.items()},
    "channel_sums": lambda call: call.graph.reduce(
        "Sum", call.name(0, call.dtype), range(call.rank() - 1), keepdims=False
    ),
    "log_softmax": lambda call: _softmax(call, logarithm=True),
    "softmax": _softmax,
    "_sparsemax": _sparsemax,
    "sparsemax": _sparsemax,
    "all": _truth("Min"),
    "any": _truth("Max"),
    "argmax": _place("ArgMax"),
    "argmin": _place("ArgMin"),
    "count_nonzero": _count_nonzero,
    "var": _var,
    "_batch_normalize": _batch_normalize,
    "_cumprod": _cumprod,
    "_cumsum": _cumsum,
    "_standardize": _standardize,
}  # fmt: skip
