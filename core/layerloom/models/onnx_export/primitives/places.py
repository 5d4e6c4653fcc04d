"""Primitives that write to places, by index or by segment, and that count what lies where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.models.onnx_export.graph import NoOnnxError
from layerloom.models.onnx_export.primitives.call import PrimitiveCall, Writer

_OPERATORS = {"none": "none", "add": "add", "max": "max", "min": "min", "mul": "mul", "prod": "mul"}


def put(reduction: str | None) -> Callable[[PrimitiveCall], str]:
    """Writes values at places that are known into a tensor; which way is a setting where it is not told."""

    def write(call: PrimitiveCall) -> str:
        g, key = call.graph, call.attributes["key"]
        how = reduction or _OPERATORS[call.attributes["how"]]
        parts = key if isinstance(key, tuple) else (key,)
        places = _places(call, parts)
        inner = [call.shape()[axis] for axis in range(places.shape[-1], call.rank())]
        rows = [g.whole(int(n)) for n in places.shape[:-1]]
        if inner:
            rows.append(g.add("Shape", call.name(), start=places.shape[-1]))
        shape = g.add("Concat", *rows, axis=0) if rows else g.whole()
        values = g.add("Expand", call.name(1, call.dtype), shape)
        return g.add("ScatterND", call.name(0, call.dtype), g.constant(places), values, reduction=how)

    return write


def _places(call: PrimitiveCall, parts: tuple[Any, ...]) -> Any:
    """Returns the places that a key names, as a table with one in each row of its last axis."""
    if any(part is None or part is Ellipsis for part in parts):
        raise NoOnnxError(f"{call.title} writes by a key that is not written as ONNX.")
    if all(not isinstance(part, slice) for part in parts):
        return np.stack(np.broadcast_arrays(*map(np.asarray, parts)), -1).astype(np.int64)
    if any(np.ndim(part) for part in parts if not isinstance(part, slice)):
        raise NoOnnxError(f"{call.title} writes by arrays and slices at once, which is not written as ONNX.")
    ranges = []
    for axis, part in enumerate(parts):
        if not isinstance(part, slice):
            ranges.append(np.array([int(part)]))
            continue
        bounded = part.stop is not None and part.stop >= 0 and (part.start or 0) >= 0 and (part.step or 1) > 0
        size = call.shape()[axis]
        ranges.append(np.arange(*part.indices(part.stop if size is None and bounded else call.size(axis))))
    table = np.stack(np.meshgrid(*ranges, indexing="ij"), -1).astype(np.int64)
    single = tuple(axis for axis, part in enumerate(parts) if not isinstance(part, slice))
    return table.squeeze(single) if single else table


def _segments(reduction: str | None) -> Writer:
    """Rows by the number of their segment; those with numbers out of range go to one behind the last."""

    def write(call: PrimitiveCall) -> str:
        g, count = call.graph, int(call.attributes["count"])
        how = reduction or _OPERATORS[call.attributes["how"]]
        kind = call.dtype
        limits: Any = np.finfo(kind) if kind.startswith("float") else np.iinfo(kind)
        start = {"add": 0, "mul": 1, "max": limits.min, "min": limits.max}[how]
        ids, last = call.name(1, "int64"), g.constant(np.int64(count))
        known = g.add("And", g.add("GreaterOrEqual", ids, g.constant(np.int64(0))), g.add("Less", ids, last))
        rows = g.add("Unsqueeze", g.add("Where", known, ids, last), g.whole(-1))
        data = call.name(0, kind)
        shape = g.add("Concat", g.whole(count + 1), g.add("Shape", data, start=1), axis=0)
        empty = g.add("Expand", g.constant(np.array(start, kind)), shape)
        return g.slice(g.add("ScatterND", empty, rows, data, reduction=how), 0, 0, count)

    return write


def _bincount(weighted: bool) -> Writer:
    def write(call: PrimitiveCall) -> str:
        g, x = call.graph, call.name(0, "int64")
        one = g.constant(np.int64(1))
        highest = g.add("Add", g.reduce("Max", x, range(call.rank()), keepdims=False), one)
        size = g.add("Max", highest, g.constant(np.int64(call.attributes["minlength"] or 0)))
        numbers = g.add("Range", g.constant(np.int64(0)), size, one)
        hits = call.to(g.add("Equal", g.add("Unsqueeze", x, g.whole(-1)), numbers), call.dtype, "bool")
        if weighted:
            hits = g.add("Mul", hits, g.add("Unsqueeze", call.name(1, call.dtype), g.whole(-1)))
        return g.reduce("Sum", hits, (-2,), keepdims=False)

    return write


def _histogram(call: PrimitiveCall) -> list[str]:
    g, bins, limits = call.graph, int(call.attributes["bins"]), call.attributes["limits"]
    x = call.flat(0, "float32")
    if limits is None:
        low, high = (g.reduce(way, x, (0,), keepdims=False) for way in ("Min", "Max"))
        steps = g.constant(np.linspace(0, 1, bins + 1))
        edges = g.add("Add", low, g.add("Mul", g.add("Sub", high, low), steps))
    else:
        low, high = (g.constant(np.float32(end)) for end in limits)
        edges = g.constant(np.linspace(float(limits[0]), float(limits[1]), bins + 1))
    column = g.add("Unsqueeze", x, g.whole(-1))
    before = g.add("Cast", g.add("LessOrEqual", g.slice(edges, 0, 1, bins), column), to=7)
    place = g.reduce("Sum", before, (-1,))
    inside = g.add("And", g.add("GreaterOrEqual", column, low), g.add("LessOrEqual", column, high))
    hits = g.add("And", inside, g.add("Equal", place, g.constant(np.arange(bins))))
    counts = g.reduce("Sum", call.to(hits, "float32", "bool"), (0,), keepdims=False)
    return [call.to(counts, call.dtype, "float32"), call.to(edges, call.dtype, "float32")]


WRITERS: dict[str, Writer] = {
    "_bincount": _bincount(weighted=False),
    "_histogram": _histogram,
    "_reduce_at": put(None),
    "_segment_reduce": _segments(None),
    "_segment_sum": _segments("add"),
    "_weighted_bincount": _bincount(weighted=True),
}
