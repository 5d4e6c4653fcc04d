"""Primitives that solve systems of equations, as loops over the columns of their matrices."""

from __future__ import annotations

import numpy as np

from layerloom.models.onnx_export.graph import Graph
from layerloom.models.onnx_export.primitives.call import PrimitiveCall, Writer


def _inverse(call: PrimitiveCall) -> str:
    g, size = call.graph, call.size(-1)
    rows = g.add("Reshape", call.name(0, call.dtype), g.whole(-1, size, size))
    shape = g.add("Shape", rows)
    found = _solved(g, rows, g.add("Expand", g.constant(np.eye(size, dtype=np.float32)), shape), size)
    return g.add("Reshape", found, g.add("Shape", call.name()))


def _solve(call: PrimitiveCall) -> str:
    g, size = call.graph, call.size(-1)
    sides = call.name(1, call.dtype)
    single = call.rank(1) == 1
    sides = g.add("Unsqueeze", sides, g.whole(-1)) if single else sides
    lead = g.add("Shape", call.name(), end=call.rank() - 2)
    wide = g.add("Shape", sides, start=-1)
    whole = g.add("Expand", sides, g.add("Concat", lead, g.whole(size), wide, axis=0))
    rows = g.add("Reshape", call.name(0, call.dtype), g.whole(-1, size, size))
    right = g.add("Reshape", whole, g.add("Concat", g.whole(-1, size), wide, axis=0))
    found = g.add("Reshape", _solved(g, rows, right, size), g.add("Shape", whole))
    return g.add("Squeeze", found, g.whole(-1)) if single else found


def _solved(g: Graph, rows: str, right: str, size: int) -> str:
    """Eliminates column by column, with the largest number of each as its pivot; all are (count, rows, columns)."""
    from onnx import TensorProto, helper

    told, numbers = helper.make_tensor_value_info, g.constant(np.arange(size))
    with g.body() as nodes:
        step, go, before = (g.new_name(name) for name in ("step", "go", "before"))
        column = g.add("Abs", g.add("Gather", before, step, axis=2))
        behind = g.add("GreaterOrEqual", numbers, step)
        column = g.add("Where", behind, column, g.constant(np.float32(-1)))
        best = g.add("ArgMax", column, axis=1, keepdims=1)
        here = g.add("Equal", numbers, step)
        order = g.add("Where", g.add("Equal", numbers, best), step, numbers)
        order = g.add("Unsqueeze", g.add("Where", here, best, order), g.whole(-1))
        turned = g.add("GatherElements", before, g.add("Expand", order, g.add("Shape", before)), axis=1)
        row = g.add("Gather", turned, step, axis=1)
        row = g.add("Div", row, g.add("Unsqueeze", g.add("Gather", row, step, axis=1), g.whole(-1)))
        row = g.add("Unsqueeze", row, g.whole(1))
        factor = g.add("Unsqueeze", g.add("Gather", turned, step, axis=2), g.whole(-1))
        rest = g.add("Sub", turned, g.add("Mul", factor, row))
        now = g.add("Where", g.add("Unsqueeze", here, g.whole(-1)), row, rest)
        ends = [g.add("Identity", go), g.add("Identity", now)]
    shape, flag = [None] * 3, TensorProto.BOOL
    body = helper.make_graph(
        nodes,
        "eliminate",
        [told(step, TensorProto.INT64, []), told(go, flag, []), told(before, TensorProto.FLOAT, shape)],
        [told(ends[0], flag, []), told(ends[1], TensorProto.FLOAT, shape)],
    )
    starts = (g.constant(np.int64(size)), g.constant(np.array(True)))
    found = g.add("Loop", *starts, g.add("Concat", rows, right, axis=2), body=body)
    return g.slice(found, 2, size, None)


def _cholesky(call: PrimitiveCall) -> str:
    from onnx import TensorProto, helper

    g, size, told = call.graph, call.size(-1), helper.make_tensor_value_info
    rows = g.add("Reshape", call.name(0, call.dtype), g.whole(-1, size, size))
    numbers = g.constant(np.arange(size))
    with g.body() as nodes:
        step, go, before = (g.new_name(name) for name in ("step", "go", "before"))
        column = g.add("Gather", before, step, axis=2)
        root = g.add("Sqrt", g.add("Unsqueeze", g.add("Gather", column, step, axis=1), g.whole(-1)))
        behind = g.add("GreaterOrEqual", numbers, step)
        column = g.add("Where", behind, g.add("Div", column, root), g.constant(np.float32(0)))
        product = g.add(
            "Mul",
            g.add("Unsqueeze", column, g.whole(-1)),
            g.add("Unsqueeze", column, g.whole(1)),
        )
        ends = [g.add("Identity", go), g.add("Sub", before, product), g.add("Identity", column)]
    kind, flag = TensorProto.FLOAT, TensorProto.BOOL
    body = helper.make_graph(
        nodes,
        "column",
        [told(step, TensorProto.INT64, []), told(go, flag, []), told(before, kind, [None] * 3)],
        [told(ends[0], flag, []), told(ends[1], kind, [None] * 3), told(ends[2], kind, [None] * 2)],
    )
    starts = (g.constant(np.int64(size)), g.constant(np.array(True)))
    columns = g.add_many("Loop", 2, *starts, rows, body=body)[1]
    return g.add("Reshape", g.transpose(columns, (1, 2, 0)), g.add("Shape", call.name()))


def _slogdet(call: PrimitiveCall) -> list[str]:
    found = call.graph.add("Det", call.name(0, call.dtype))
    return [call.graph.add("Sign", found), call.graph.add("Log", call.graph.add("Abs", found))]


WRITERS: dict[str, Writer] = {
    "_cholesky": _cholesky,
    "_slogdet": _slogdet,
    "_solve": _solve,
    "inv": _inverse,
}
