"""Primitives that move, join, repeat and pick elements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom.models.onnx_export.graph import NoOnnxError, Value
from layerloom.models.onnx_export.primitives.call import PrimitiveCall, Writer, sized
from layerloom.models.onnx_export.primitives.places import put


def _reshape(call: PrimitiveCall) -> str:
    shape, own = list(call.attributes["newshape"]), call.shape()
    if any(isinstance(size, Value) for size in shape):
        if sum(size is None or (isinstance(size, int) and size < 0) for size in shape) > 1:
            raise call.unknown_sizes()
        sizes = [size if isinstance(size, Value) else -1 if size is None else int(size) for size in shape]
        return call.graph.add("Reshape", call.name(), sized(call.graph, sizes))
    # The open size stays, another one follows.
    if shape.count(None) == 1 and -1 in shape and own.count(None) == 1:
        g = call.graph
        place, kept = shape.index(None), own.index(None)
        open_size = g.add("Shape", call.name(), start=kept, end=kept + 1)
        parts = [g.whole(*map(int, part)) for part in (shape[:place], shape[place + 1 :]) if part]
        parts.insert(1 if place else 0, open_size)
        return g.add("Reshape", call.name(), g.add("Concat", *parts, axis=0))
    return reshaped(call, call.name(), shape)


def reshaped(call: PrimitiveCall, name: str, shape: Sequence[int | None]) -> str:
    """Gives a tensor a shape of which at most one size is open.

    Raises:
        NoOnnxError: If more are.
    """
    sizes = [-1 if size is None else int(size) for size in shape]
    if sizes.count(-1) > 1:
        raise call.unknown_sizes()
    return call.graph.add("Reshape", name, call.graph.whole(*sizes))


def _transpose(call: PrimitiveCall) -> str:
    axes, rank = call.attributes["axes"], call.rank()
    order = range(rank - 1, -1, -1) if axes is None else [int(a) % rank for a in axes]
    return call.graph.transpose(call.name(), list(order))


def _expand_dims(call: PrimitiveCall) -> str:
    axis = call.attributes["axis"]
    axes = axis if isinstance(axis, (list, tuple)) else (axis,)
    return call.graph.add("Unsqueeze", call.name(), call.graph.whole(*(int(a) for a in axes)))


def _squeeze(call: PrimitiveCall) -> str:
    if call.attributes["axis"] is not None:
        return call.graph.add("Squeeze", call.name(), call.graph.whole(*call.axes()))
    ones = [axis for axis, size in enumerate(call.shape()) if size == 1]
    return call.graph.add("Squeeze", call.name(), call.graph.whole(*ones)) if ones else call.name()


def _broadcast_to(call: PrimitiveCall) -> str:
    shape, rank = list(call.attributes["shape"]), call.rank()
    if any(isinstance(size, Value) for size in shape):
        sizes = [size if isinstance(size, Value) else 1 if size is None else int(size) for size in shape]
        return call.graph.add("Expand", call.name(), sized(call.graph, sizes))
    for place, size in enumerate(reversed(shape)):
        own = call.shape()[-1 - place] if place < rank else 1
        if size is None and own is not None:
            raise call.unknown_sizes()
    return call.graph.add(
        "Expand", call.name(), call.graph.whole(*(1 if n is None else int(n) for n in shape))
    )


def _cast(call: PrimitiveCall) -> str:
    return call.name(0, call.dtype)


def _concatenate(call: PrimitiveCall) -> str:
    return call.graph.add("Concat", *call.names(), axis=int(call.attributes["axis"]))


def _getitem(call: PrimitiveCall) -> str:
    key = call.attributes["key"]
    parts = list(key) if isinstance(key, tuple) else [key]
    named = sum(part is not None and part is not Ellipsis for part in parts)
    if any(part is Ellipsis for part in parts):
        place = next(i for i, part in enumerate(parts) if part is Ellipsis)
        parts[place : place + 1] = [slice(None)] * (call.rank() - named)
    tables = sum(_is_table(part) for part in parts)
    if tables > 1 or (tables and any(_is_number(part) for part in parts)):
        return _picked(call, parts)
    g, name, axis, made, new = call.graph, call.name(), 0, 0, []
    for part in parts:
        if part is None:
            new.append(made)
        elif isinstance(part, slice):
            name = _sliced(call, name, axis, part)
            axis += 1
        elif _is_number(part):
            name = g.add("Gather", name, g.constant(np.int64(part)), axis=axis)
            made -= 1
        else:
            places = np.asarray(part)
            if places.dtype == bool and places.ndim != 1:
                raise NoOnnxError(
                    f"{call.title} picks by a table of truth values, which is not written as ONNX."
                )
            places = np.flatnonzero(places) if places.dtype == bool else places.astype(np.int64)
            name = g.add("Gather", name, g.constant(places), axis=axis)
            axis += places.ndim
            made += places.ndim - 1
        made += 1
    return g.add("Unsqueeze", name, g.whole(*new)) if new else name


def _picked(call: PrimitiveCall, parts: list[Any]) -> str:
    """Picks by several arrays along neighbouring axes, which become one."""
    g, shape = call.graph, call.shape()
    chosen = [i for i, part in enumerate(parts) if not isinstance(part, slice)]
    apart = chosen != list(range(chosen[0], chosen[-1] + 1))
    if apart or any(
        part is None or np.asarray(part).dtype == bool for part in parts if not isinstance(part, slice)
    ):
        raise NoOnnxError(
            f"{call.title} picks by arrays that do not stand side by side, which is not written as ONNX."
        )
    first, end = chosen[0], chosen[-1] + 1
    sizes = call.sizes(range(first + 1, end))
    arrays = np.broadcast_arrays(*(np.asarray(parts[i]).astype(np.int64) for i in chosen))
    places = arrays[0]
    for array, size in zip(arrays[1:], sizes, strict=True):
        places = places * size + array % size
    name = call.name()
    for axis, part in enumerate(parts):
        if isinstance(part, slice):
            name = _sliced(call, name, axis, part)
    around = [g.add("Shape", name, end=first)] if first else []
    behind = [g.add("Shape", name, start=end)] if end < len(shape) else []
    whole = g.add("Concat", *around, g.whole(-1), *behind, axis=0)
    return g.add("Gather", g.add("Reshape", name, whole), g.constant(places), axis=first)


def _is_table(part: Any) -> bool:
    return isinstance(part, list) or (hasattr(part, "shape") and np.ndim(part) > 0)


def _is_number(part: Any) -> bool:
    return np.ndim(part) == 0 and not isinstance(part, (bool, slice)) and part is not None


def _sliced(call: PrimitiveCall, name: str, axis: int, part: slice) -> str:
    step = 1 if part.step is None else int(part.step)
    if (part.start, part.stop) == (None, None) and step == 1:
        return name
    start = (0 if step > 0 else -1) if part.start is None else int(part.start)
    return call.graph.slice(name, axis, start, None if part.stop is None else int(part.stop), step)


def _take(call: PrimitiveCall) -> str:
    axis = call.attributes["axis"]
    name = call.flat() if axis is None else call.name()
    return call.graph.add("Gather", name, call.name(1, "int64"), axis=0 if axis is None else int(axis))


def _take_along_axis(call: PrimitiveCall) -> str:
    axis = call.attributes["axis"]
    if axis is None:
        raise NoOnnxError(f"{call.title} takes along no axis, which is not written as ONNX.")
    place = axis % call.rank()
    others = zip(call.shape(), call.shape(1), strict=True)
    if any(a != b for i, (a, b) in enumerate(others) if i != place):
        raise NoOnnxError(f"{call.title} takes by indices of another shape, which is not written as ONNX.")
    return call.graph.add("GatherElements", call.name(), call.name(1, "int64"), axis=place)


def _tile(call: PrimitiveCall) -> str:
    given = call.attributes["repeats"]
    given = list(given) if isinstance(given, (list, tuple)) else np.atleast_1d(given).tolist()
    repeats = [n if isinstance(n, Value) else int(n) for n in given]
    name, more = call.name(), len(repeats) - call.rank()
    if more > 0:
        name = call.graph.add("Unsqueeze", name, call.graph.whole(*range(more)))
    return call.graph.add("Tile", name, sized(call.graph, [*[1] * -more, *repeats]))


def _steps(call: PrimitiveCall) -> str:
    whole = call.dtype.startswith(("int", "uint"))
    kind = "int64" if whole else "float32"
    return call.to(call.graph.add("Range", *call.names(kind)), call.dtype, kind)


def _repeat(call: PrimitiveCall) -> str:
    axis, repeats, g = call.attributes["axis"], call.attributes["repeats"], call.graph
    name, place = (call.flat(), 0) if axis is None else (call.name(), axis % call.rank())
    size = None
    if axis is not None:
        size = call.shape()[place]
    elif None not in call.shape():
        size = int(np.prod(call.sizes(range(call.rank()))))
    if size is not None:
        return g.add("Gather", name, g.constant(np.repeat(np.arange(size), repeats)), axis=place)
    if np.size(repeats) != 1:
        raise call.unknown_sizes()
    rows = g.add("Unsqueeze", name, g.whole(place + 1))
    rank = call.rank() if axis is not None else 1
    rows = g.add(
        "Tile", rows, g.whole(*(int(np.max(repeats)) if i == place + 1 else 1 for i in range(rank + 1)))
    )
    if axis is None:
        return g.add("Reshape", rows, g.whole(-1))
    factors = g.whole(*(int(np.max(repeats)) if i == place else 1 for i in range(rank)))
    return g.add("Reshape", rows, g.add("Mul", g.add("Shape", name), factors))


def _pad(call: PrimitiveCall) -> str:
    g, name = call.graph, call.name()
    widths = np.broadcast_to(np.asarray(call.attributes["pad_width"]), (call.rank(), 2)).astype(int)
    mode = call.attributes["mode"]
    if mode == "constant":
        value = np.asarray(call.attributes["constant_values"] or 0)
        if value.ndim:
            raise NoOnnxError(f"{call.title} has several constants at its borders, which ONNX has not.")
        return g.add(
            "Pad", name, g.whole(*widths.T.reshape(-1).tolist()), g.constant(value.astype(call.dtype))
        )
    for axis, pair in enumerate(widths):
        if pair.any() and call.shape()[axis] is None and mode in ("reflect", "symmetric"):
            name = g.add("Gather", name, _mirrored(call, axis, [int(n) for n in pair], mode), axis=axis)
        elif pair.any():
            places = np.pad(np.arange(call.size(axis)), pair, mode=mode)
            name = g.add("Gather", name, g.constant(places), axis=axis)
    return name


def _mirrored(call: PrimitiveCall, axis: int, pair: list[int], mode: str) -> str:
    """Returns the places of what is mirrored at both ends of an axis whose size is open."""
    g, again = call.graph, 1 if mode == "symmetric" else 0  # whether the ends come twice
    size = g.add("Squeeze", g.add("Shape", call.name(), start=axis, end=axis + 1))
    start, step = g.constant(np.int64(-pair[0])), g.constant(np.int64(1))
    places = g.add("Range", start, g.add("Add", size, g.constant(np.int64(pair[1]))), step)
    last = g.add("Sub", size, g.constant(np.int64(1)))
    turn = g.add("Add", g.add("Mul", last, g.constant(np.int64(2))), g.constant(np.int64(2 * again)))
    there = g.add("Mod", places, g.add("Max", turn, step))
    back = g.add("Sub", turn, g.add("Add", there, g.constant(np.int64(again))))
    return g.add("Min", there, back)


def _flip(call: PrimitiveCall) -> str:
    name = call.name()
    for axis in call.axes():
        name = call.graph.flip(name, axis)
    return name


def _roll(call: PrimitiveCall) -> str:
    g, axis = call.graph, call.attributes["axis"]
    shifts = np.atleast_1d(call.attributes["shift"])
    if axis is None:
        name, size = call.flat(), int(np.prod(call.sizes(range(call.rank()))))
        return reshaped(call, _rolled(call, name, 0, size, int(shifts.sum())), call.shape())
    name, axes = call.name(), np.atleast_1d(axis)
    for place, shift in zip(*np.broadcast_arrays(axes, shifts), strict=True):
        place = int(place) % call.rank()
        name = _rolled(call, name, place, call.size(place), int(shift))
    return g.add("Identity", name)


def _rolled(call: PrimitiveCall, name: str, axis: int, size: int, shift: int) -> str:
    cut = -shift % size if size else 0
    if not cut:
        return name
    ends = (call.graph.slice(name, axis, cut, None), call.graph.slice(name, axis, 0, cut))
    return call.graph.add("Concat", *ends, axis=axis)


def _triangle(upper: int) -> Writer:
    def write(call: PrimitiveCall) -> str:
        g, kind = call.graph, call.own_dtype()
        rows = call.name(0, "int32" if kind == "bool" else kind)
        found = g.add("Trilu", rows, g.constant(np.int64(call.attributes["k"])), upper=upper)
        return call.to(found, kind, "int32" if kind == "bool" else kind)

    return write


def _diagonal(call: PrimitiveCall) -> str:
    rank, offset = call.rank(), int(call.attributes["offset"])
    first, second = (int(call.attributes[key]) % rank for key in ("axis1", "axis2"))
    rest = [i for i in range(rank) if i not in (first, second)]
    rows, columns = call.sizes((first, second))
    places = np.diagonal(np.arange(rows * columns).reshape(rows, columns), offset)
    name = call.graph.transpose(call.name(), [*rest, first, second])
    flat = reshaped(call, name, [*(call.shape()[i] for i in rest), rows * columns])
    return call.graph.add("Gather", flat, call.graph.constant(places), axis=len(rest))


def _one_hot(call: PrimitiveCall) -> str:
    g, count = call.graph, int(call.attributes["num_classes"])
    rank, axis = call.rank() + 1, int(call.attributes["axis"]) % (call.rank() + 1)
    numbers = np.arange(count).reshape([-1 if i == axis else 1 for i in range(rank)])
    hits = g.add("Equal", g.add("Unsqueeze", call.name(0, "int64"), g.whole(axis)), g.constant(numbers))
    return call.to(hits, call.dtype, "bool")


def _gather_rows(call: PrimitiveCall) -> str:
    return call.graph.add("Gather", call.name(), call.name(1, "int64"), axis=0)


def _put(reduction: str) -> Writer:
    """Writes values at places that are known, the same ones for each sample, into a tensor."""

    def write(call: PrimitiveCall) -> str:
        g, key = call.graph, call.attributes["key"]
        parts = key if isinstance(key, tuple) else (key,)
        if not isinstance(parts[0], slice) or parts[0] != slice(None):
            return put(reduction)(call)
        inner = call.sizes(range(1, call.rank()))
        places = np.arange(int(np.prod(inner))).reshape(inner)[parts[1:]]
        sources = np.zeros(int(np.prod(inner)), np.int64)
        sources[places.reshape(-1)] = np.arange(places.size)
        hit = np.zeros(sources.shape, bool)
        hit[places.reshape(-1)] = True
        if hit.sum() != places.size:
            raise NoOnnxError(
                f"{call.title} writes to one place several times, which is not written as ONNX."
            )
        shape = g.add("Concat", g.add("Shape", call.name(), start=0, end=1), g.whole(*places.shape), axis=0)
        values = g.add("Expand", call.name(1, call.dtype), shape)
        rows = g.add(
            "Gather", g.add("Reshape", values, g.whole(-1, places.size)), g.constant(sources), axis=1
        )
        flat = g.add("Reshape", call.name(), g.whole(-1, len(hit)))
        new = g.add("Add", flat, rows) if reduction == "add" else rows
        return reshaped(call, g.add("Where", g.constant(hit), new, flat), [None, *inner])

    return write


def _scatter_add(call: PrimitiveCall) -> str:
    zeros = call.graph.constant(np.zeros([int(n) for n in call.attributes["shape"]], call.dtype))
    return call.graph.add(
        "ScatterND", zeros, call.name(1, "int64"), call.name(0, call.dtype), reduction="add"
    )


def _gather_at(call: PrimitiveCall) -> str:
    return call.graph.add("GatherND", call.name(), call.name(1, "int64"))


def _size(call: PrimitiveCall) -> str:
    return call.to(call.graph.add("Size", call.name()), "int32", "int64")


WRITERS: dict[str, Writer] = {
    "_concatenate": _concatenate,
    "broadcast_to": _broadcast_to,
    "cast": _cast,
    "expand_dims": _expand_dims,
    "flip": _flip,
    "getitem": _getitem,
    "ndim": lambda call: call.graph.constant(np.int32(call.rank())),
    "pad": _pad,
    "repeat": _repeat,
    "reshape": _reshape,
    "roll": _roll,
    "size": _size,
    "_steps": _steps,
    "squeeze": _squeeze,
    "take": _take,
    "take_along_axis": _take_along_axis,
    "tile": _tile,
    "transpose": _transpose,
    "diagonal": _diagonal,
    "tril": _triangle(0),
    "triu": _triangle(1),
    "one_hot": _one_hot,
    "by_step": lambda call: [
        call.graph.add("Gather", call.name(), call.graph.constant(np.int64(step)), axis=0)
        for step in range(call.size(0))
    ],
    "gather_rows": _gather_rows,
    "_add_at": _put("add"),
    "_gather_at": _gather_at,
    "_put": _put("none"),
    "_scatter_add": _scatter_add,
}
