"""Primitives of signals: Fourier transforms as products with their matrices, and sequences cut from signals."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.models.onnx_export.graph import NoOnnxError
from layerloom.models.onnx_export.primitives.call import PrimitiveCall, Writer

#: Matrices of more numbers than these would blow a file up.
_MOST = 2**24


def _turns(rows: int, columns: int, size: int, call: PrimitiveCall) -> tuple[Any, Any]:
    """Returns cosine and sine of every pair of a time and a frequency."""
    if rows * columns > _MOST:
        raise NoOnnxError(f"{call.title} transforms signals that are too long for a table of it in a file.")
    angles = 2 * np.pi * (np.outer(np.arange(rows), np.arange(columns)) % size) / size
    return np.cos(angles), np.sin(angles)


def _rfft(call: PrimitiveCall) -> list[str]:
    g, size = call.graph, int(call.attributes["size"])
    cosine, sine = _turns(min(call.size(-1), size), size // 2 + 1, size, call)
    x = g.slice(call.name(0, call.dtype), call.rank() - 1, 0, size)
    return [g.add("MatMul", x, g.constant(cosine)), g.add("MatMul", x, g.constant(-sine))]


def _irfft(call: PrimitiveCall) -> str:
    g, size = call.graph, int(call.attributes["size"])
    kept = min(call.size(-1), size // 2 + 1)
    counts = np.full((kept, 1), 2.0 / size)
    counts[0] = 1 / size
    if size % 2 == 0 and kept == size // 2 + 1:
        counts[-1] = 1 / size
    cosine, sine = _turns(kept, size, size, call)
    parts = [g.slice(name, call.rank() - 1, 0, kept) for name in call.names()]
    first = g.add("MatMul", parts[0], g.constant(cosine * counts))
    return g.add("Sub", first, g.add("MatMul", parts[1], g.constant(sine * counts)))


def _dft(call: PrimitiveCall) -> list[str]:
    g, (re, im), rank = call.graph, call.names(), call.rank()
    sign = 1.0 if call.attributes["inverse"] else -1.0
    for axis in range(rank - int(call.attributes["rank"]), rank):
        size = call.size(axis)
        tables = _turns(size, size, size, call)
        cosine, sine = g.constant(tables[0]), g.constant(sign * tables[1])
        last = [*(i for i in range(rank) if i != axis), axis]
        back = [int(i) for i in np.argsort(last)]
        re, im = g.transpose(re, last), g.transpose(im, last)
        new_re = g.add("Sub", g.add("MatMul", re, cosine), g.add("MatMul", im, sine))
        new_im = g.add("Add", g.add("MatMul", re, sine), g.add("MatMul", im, cosine))
        re, im = g.transpose(new_re, back), g.transpose(new_im, back)
    return [re, im]


def _frames(call: PrimitiveCall) -> str:
    length, stride = int(call.attributes["length"]), int(call.attributes["stride"])
    if call.shape()[-1] is None:
        return _open_frames(call, length, stride)
    count = max(0, (call.size(-1) - length) // stride + 1)
    places = np.arange(count)[:, None] * stride + np.arange(length)
    return call.graph.add("Gather", call.name(), call.graph.constant(places), axis=call.rank() - 1)


def _open_frames(call: PrimitiveCall, length: int, stride: int) -> str:
    """Cuts as many sequences as there are when the model runs."""
    g, name = call.graph, call.name()
    room = g.add("Sub", g.add("Shape", name, start=-1), g.whole(length - stride))
    count = g.add("Div", g.add("Max", room, g.whole(0)), g.whole(stride))
    starts = g.add("Range", g.constant(np.int64(0)), g.add("Squeeze", count), g.constant(np.int64(1)))
    starts = g.add("Unsqueeze", g.add("Mul", starts, g.whole(stride)), g.whole(1))
    return g.add("Gather", name, g.add("Add", starts, g.constant(np.arange(length))), axis=call.rank() - 1)


def _overlap_add(call: PrimitiveCall) -> str:
    g, stride, size = call.graph, int(call.attributes["stride"]), int(call.attributes["size"])
    count, length = call.sizes((-2, -1))
    lead = call.shape()[:-2]
    if lead.count(None) > 1 or size > (count - 1) * stride + length:
        raise call.unknown_sizes()
    rows = -1 if None in lead else int(np.prod(call.sizes(range(len(lead)))))
    x = g.add("Reshape", call.name(0, call.dtype), g.whole(rows, count, length))
    kernel = g.constant(np.eye(length, dtype=np.float32)[:, None])
    y = g.add("ConvTranspose", g.transpose(x, (0, 2, 1)), kernel, strides=[stride])
    return g.add("Reshape", g.slice(y, 2, 0, size), g.whole(*(-1 if n is None else n for n in lead), size))


WRITERS: dict[str, Writer] = {
    "_dft": _dft,
    "_frames": _frames,
    "_irfft": _irfft,
    "_overlap_add": _overlap_add,
    "_rfft": _rfft,
}
