"""Primitives of sorting and searching."""

from __future__ import annotations

import numpy as np

from layerloom.models.onnx_export.graph import NoOnnxError
from layerloom.models.onnx_export.primitives.call import PrimitiveCall, Writer

#: ONNX's numbers of types: places of quantiles are computed with 64 bits, as by the kernels.
_FLOAT, _WHOLE, _DOUBLE = 1, 7, 11


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
    g, size = call.graph, _size(call)
    if size is None:
        return _quantile_of_counted(call, passing=False)
    rows, last = _rows(call)
    ordered, _ = _sorted(call, rows, last, size)
    shares = np.asarray(call.attributes["q"], np.float64).reshape(-1) * (size - 1)
    low, high = np.floor(shares), np.ceil(shares)
    weight = {
        "linear": shares - low,
        "lower": np.zeros_like(shares),
        "higher": np.ones_like(shares),
        "midpoint": np.full_like(shares, 0.5),
        "nearest": np.round(shares) - low,
    }.get(call.attributes["method"])
    if weight is None:
        raise _unknown_method(call)
    ends = [g.add("Gather", ordered, g.constant(end.astype(np.int64)), axis=last) for end in (low, high)]
    apart = g.add("Mul", g.add("Sub", ends[1], ends[0]), g.constant(weight.astype(np.float32)))
    return _as_asked(call, g.add("Add", ends[0], apart), last)


def _quantile_of_counted(call: PrimitiveCall, passing: bool = True) -> str:
    """The same of as many values as there are in each row.

    Args:
        call: The call.
        passing: Whether what is NaN is passed over; it stands behind the numbers.
    """
    g = call.graph
    rows, last = _rows(call)
    missing = g.add("IsNaN", rows)
    if passing:
        rows = g.add("Where", missing, g.constant(np.float32(np.inf)), rows)
    counts = g.add("Not", missing) if passing else g.add("Equal", missing, missing)
    ordered, _ = _sorted(call, rows, last, None)
    count = g.reduce("Sum", call.to(counts, "int64", "bool"), (last,))
    asked = g.constant(np.asarray(call.attributes["q"], np.float64).reshape(-1), "float64")
    most = g.add("Cast", g.add("Sub", count, g.constant(np.int64(1))), to=_DOUBLE)
    shares = g.add("Max", g.add("Mul", most, asked), g.constant(np.float64(0), "float64"))
    low, high = g.add("Floor", shares), g.add("Ceil", shares)
    half = g.constant(np.float64(0.5), "float64")
    place = {
        "linear": shares,
        "lower": low,
        "higher": high,
        "midpoint": g.add("Mul", g.add("Add", low, high), half),
        "nearest": g.add("Round", shares),
    }.get(call.attributes["method"])
    if place is None:
        raise _unknown_method(call)
    weight = g.add("Cast", g.add("Sub", place, low), to=_FLOAT)
    first, second = (
        g.add("GatherElements", ordered, g.add("Cast", end, to=_WHOLE), axis=last) for end in (low, high)
    )
    found = g.add("Add", first, g.add("Mul", g.add("Sub", second, first), weight))
    none = g.add("Equal", count, g.constant(np.int64(0)))
    return _as_asked(call, g.add("Where", none, g.constant(np.float32(np.nan)), found), last)


def _unknown_method(call: PrimitiveCall) -> NoOnnxError:
    return NoOnnxError(f"{call.title} has a method that is not written as ONNX.")


def _size(call: PrimitiveCall) -> int | None:
    """Returns how many values are reduced to one, ``None`` where that is open."""
    sizes = [call.shape()[axis] for axis in call.axes()]
    return None if None in sizes else int(np.prod(call.sizes(call.axes())))


def _rows(call: PrimitiveCall) -> tuple[str, int]:
    """Returns the argument with the axes to reduce as its last one, and the number of that."""
    g, axes = call.graph, call.axes()
    rest = [axis for axis in range(call.rank()) if axis not in axes]
    rows, last = g.transpose(call.name(0, call.dtype), [*rest, *axes]), len(rest)
    if len(axes) == 1:
        return rows, last
    return g.add("Reshape", rows, g.add("Concat", g.add("Shape", rows, end=last), g.whole(-1), axis=0)), last


def _as_asked(call: PrimitiveCall, found: str, last: int) -> str:
    """Returns what was found for each share, the last axis, in the shape of the shares and of what is kept."""
    g, turned = call.graph, call.graph.transpose(found, [last, *range(last)])
    if call.attributes["keepdims"]:
        turned = g.add("Unsqueeze", turned, g.whole(*(axis + 1 for axis in call.axes())))
    shares = g.constant(np.asarray(np.shape(call.attributes["q"]), np.int64))
    return g.add("Reshape", turned, g.add("Concat", shares, g.add("Shape", turned, start=1), axis=0))


WRITERS: dict[str, Writer] = {
    "_descending": _descending,
    "_nanquantile": _quantile_of_counted,
    "_quantile": _quantile,
    "argpartition": _argsort,
    "argsort": _argsort,
    "digitize": _digitize,
    "in_top_k": _in_top_k,
    "isin": _isin,
    "searchsorted": _searchsorted,
}
