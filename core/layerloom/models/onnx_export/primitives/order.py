"""Primitives of sorting and searching."""

from __future__ import annotations

import numpy as np

from layerloom.models.onnx_export.graph import NoOnnxError
from layerloom.models.onnx_export.primitives.call import PrimitiveCall, Writer


def _sorted(call: PrimitiveCall, name: str, axis: int, size: int | None, largest: int = 0) -> list[str]:
    """Returns sorted values and their places."""
    g = call.graph
    count = g.whole(size) if size is not None else g.add("Shape", name, start=axis, end=axis + 1)
    return g.add_many("TopK", 2, name, count, axis=axis, largest=largest, sorted=1)


def _argsort(call: PrimitiveCall) -> str:
    axis = call.attributes["axis"]
    kind = "int32" if call.own_dtype() in ("bool", "int8", "uint8", "int16") else call.own_dtype()
    if axis is None:
        return call.to(_sorted(call, call.flat(0, kind), 0, None)[1], "int32", "int64")
    axis %= call.rank()
    return call.to(_sorted(call, call.name(0, kind), axis, call.shape()[axis])[1], "int32", "int64")


def _descending(call: PrimitiveCall) -> str:
    places = _sorted(call, call.name(), call.rank() - 1, int(call.attributes["k"]), largest=1)[1]
    return call.to(places, "int32", "int64")


def _in_top_k(call: PrimitiveCall) -> str:
    g, rows = call.graph, call.name(1)
    place = g.add("Unsqueeze", call.name(0, "int64"), g.whole(-1))
    chosen = g.add("GatherElements", rows, place, axis=call.rank(1) - 1)
    better = call.to(g.add("Greater", rows, chosen), "int32", "bool")
    count = g.reduce("Sum", better, (-1,), keepdims=False)
    return g.add("Less", count, g.constant(np.int32(call.attributes["k"])))


def _isin(call: PrimitiveCall) -> str:
    g, kind = call.graph, call.common_dtype()
    hits = g.add("Equal", g.add("Unsqueeze", call.name(0, kind), g.whole(-1)), call.flat(1, kind))
    found = call.to(g.reduce("Max", call.to(hits, "int32", "bool"), (-1,), keepdims=False), "bool", "int32")
    return g.add("Not", found) if call.attributes["invert"] else found


def _counted(call: PrimitiveCall, bounds: str, values: str, operator: str) -> str:
    """Counts the bounds before each value."""
    g = call.graph
    before = g.add(operator, bounds, g.add("Unsqueeze", values, g.whole(-1)))
    return g.reduce("Sum", call.to(before, "int32", "bool"), (-1,), keepdims=False)


def _searchsorted(call: PrimitiveCall) -> str:
    kind = call.common_dtype()
    operator = "Less" if call.attributes["side"] == "left" else "LessOrEqual"
    return _counted(call, call.name(0, kind), call.name(1, kind), operator)


def _digitize(call: PrimitiveCall) -> str:
    bounds = np.asarray(call.attributes["bins"], np.float32)
    values = call.name(0, "float32")
    if len(bounds) > 1 and bounds[0] > bounds[-1]:  # falling: those that are greater than the value
        return _counted(call, call.graph.constant(bounds), values, "Greater")
    return _counted(call, call.graph.constant(bounds), values, "LessOrEqual")


def _quantile(call: PrimitiveCall) -> str:
    g, axes, rank = call.graph, call.axes(), call.rank()
    rest = [axis for axis in range(rank) if axis not in axes]
    size = int(np.prod(call.sizes(axes)))
    rows = g.transpose(call.name(0, call.dtype), [*rest, *axes])
    open_sizes = [call.shape()[axis] for axis in rest]
    if open_sizes.count(None) > 1:
        raise call.unknown_sizes()
    flat = g.add("Reshape", rows, g.whole(*(-1 if n is None else n for n in open_sizes), size))
    ordered, _ = _sorted(call, flat, len(rest), size)
    shares = np.asarray(call.attributes["q"], np.float64) * (size - 1)
    low, high = np.floor(shares), np.ceil(shares)
    how = call.attributes["method"]
    weight = {
        "linear": shares - low,
        "lower": np.zeros_like(shares),
        "higher": np.ones_like(shares),
        "midpoint": np.full_like(shares, 0.5),
        "nearest": np.round(shares) - low,
    }.get(how)
    if weight is None:
        raise NoOnnxError(f"{call.title} has a method that is not written as ONNX.")
    ends = [
        g.add("Gather", ordered, g.constant(np.atleast_1d(end).reshape(-1).astype(np.int64)), axis=len(rest))
        for end in (low, high)
    ]
    apart = g.add(
        "Mul",
        g.add("Sub", ends[1], ends[0]),
        g.constant(np.atleast_1d(weight).reshape(-1).astype(np.float32)),
    )
    found = g.transpose(g.add("Add", ends[0], apart), [len(rest), *range(len(rest))])
    kept = [
        1 if i in axes else call.shape()[i]
        for i in range(rank)
        if call.attributes["keepdims"] or i not in axes
    ]
    sizes = [*shares.shape, *kept]
    if sizes.count(None) > 1:
        raise call.unknown_sizes()
    return g.add("Reshape", found, g.whole(*(-1 if n is None else n for n in sizes)))


WRITERS: dict[str, Writer] = {
    "_descending": _descending,
    "_quantile": _quantile,
    "argpartition": _argsort,
    "argsort": _argsort,
    "digitize": _digitize,
    "in_top_k": _in_top_k,
    "isin": _isin,
    "searchsorted": _searchsorted,
}
