"""Primitives that look through windows; they have the channels at the end, the operators of ONNX in front."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.kernels.adaptive_pooling import adaptive_windows, mean_weights
from layerloom.kernels.windows import output_sizes
from layerloom.models.onnx_export.graph import Value
from layerloom.models.onnx_export.primitives.call import PrimitiveCall, Writer
from layerloom.models.onnx_export.windows import (
    borders,
    is_uneven,
    pooled,
    transposed_borders,
    with_borders,
)


def _front(call: PrimitiveCall) -> str:
    return call.graph.channels_to_front(call.name(0, "float32"), call.rank())


def _back(call: PrimitiveCall, name: str) -> str:
    return call.to(call.graph.channels_to_end(name, call.rank()), call.dtype, "float32")


def _spatial(call: PrimitiveCall) -> Any:
    return call.shape()[1:-1]


def _kernel(call: PrimitiveCall) -> str:
    """Returns a kernel with its last two axes, the other way round, in front."""
    kernel, rank = call.args[1], call.rank(1)
    order = [rank - 1, rank - 2, *range(rank - 2)]
    if isinstance(kernel, Value):
        return call.graph.transpose(call.graph.cast(kernel), order)
    return call.graph.constant(np.transpose(kernel, order))


def _widened(call: PrimitiveCall, window: Any, strides: Any, dilation: Any) -> str:
    """Returns the first argument with its channels in front, with borders where no operator adds them."""
    x = _front(call)
    if is_uneven(call.attributes["padding"], _spatial(call), window, strides, dilation):
        return with_borders(call.graph, x, window, strides, dilation)
    return x


def _sides(call: PrimitiveCall, window: Any, strides: Any, dilation: Any) -> dict[str, Any]:
    padding = call.attributes["padding"]
    if isinstance(padding, str):
        return borders(padding, _spatial(call), window, strides, dilation)
    return {"pads": [*(low for low, _ in padding), *(high for _, high in padding)]}


def _convolution(call: PrimitiveCall) -> str:
    settings, window = call.attributes, call.shape(1)[:-2]
    bias = [call.name(2, call.dtype)] if len(call.args) > 2 else []
    steps, dilation = settings["strides"], settings["dilation"]
    y = call.graph.add(
        "Conv", _widened(call, window, steps, dilation), _kernel(call), *bias, group=settings["groups"],
        strides=list(steps), dilations=list(dilation), **_sides(call, window, steps, dilation),
    )  # fmt: skip
    return _back(call, y)


def _depthwise(call: PrimitiveCall) -> str:
    g, settings = call.graph, call.attributes
    *window, channels, depth = call.sizes(range(call.rank(1)), 1)
    flat = g.add("Reshape", call.name(1, call.dtype), g.whole(*window, channels * depth, 1))
    rank = len(window)
    kernel = g.transpose(flat, [rank, rank + 1, *range(rank)])
    bias = [call.name(2, call.dtype)] if len(call.args) > 2 else []
    steps, dilation = settings["strides"], settings["dilation"]
    y = g.add(
        "Conv", _widened(call, window, steps, dilation), kernel, *bias, group=channels, strides=list(steps),
        dilations=list(dilation), **_sides(call, window, steps, dilation),
    )  # fmt: skip
    return _back(call, y)


def _transposed(call: PrimitiveCall) -> str:
    g, settings, window = call.graph, call.attributes, call.shape(1)[:-2]
    steps, dilation = settings["strides"], settings["dilation"]
    pads, more = transposed_borders(
        _spatial(call), window, steps, dilation, settings["padding"], settings["extra"]
    )
    y = g.add(
        "ConvTranspose", _front(call), _kernel(call), strides=list(steps), dilations=list(dilation), pads=pads
    )
    if any(more):
        y = g.add("Pad", y, g.whole(*(0,) * (call.rank()), 0, 0, *more))
    return _back(call, y)


def _pooling(operator: str) -> Writer:
    def write(call: PrimitiveCall) -> str:
        size, steps = call.attributes["size"], call.attributes["strides"]
        padding = call.attributes["padding"]
        if isinstance(padding, str):
            found = pooled(call.graph, _front(call), operator, padding, _spatial(call), size, steps)
            return _back(call, found)
        settings = {"kernel_shape": list(size), "strides": list(steps)}
        settings |= _sides(call, size, steps, (1,) * len(size))
        return _back(call, call.graph.add(operator, _front(call), **settings))

    return write


def _adaptive(call: PrimitiveCall, axis: int, outputs: int) -> str:
    """Returns which places of an axis of open size each output sees, true in (outputs, places)."""
    g = call.graph
    size = g.add("Squeeze", g.add("Shape", call.name(), start=axis, end=axis + 1))
    zero, one = g.constant(np.int64(0)), g.constant(np.int64(1))
    places = g.add("Unsqueeze", g.add("Range", zero, size, one), g.whole(0))
    numbers, whole = np.arange(outputs).reshape(-1, 1), g.constant(np.int64(outputs))
    start = g.add("Div", g.add("Mul", g.constant(numbers), size), whole)
    end = g.add(
        "Div",
        g.add("Add", g.add("Mul", g.constant(numbers + 1), size), g.constant(np.int64(outputs - 1))),
        whole,
    )
    return g.add("And", g.add("GreaterOrEqual", places, start), g.add("Less", places, end))


def _average_along(call: PrimitiveCall) -> str:
    axis, outputs = int(call.attributes["axis"]) % call.rank(), int(call.attributes["outputs"])
    if call.shape()[axis] is None:
        g = call.graph
        seen = g.add("Cast", _adaptive(call, axis, outputs), to=1)
        last = [*(i for i in range(call.rank()) if i != axis), axis]
        shares = g.add("Div", seen, g.reduce("Sum", seen, (1,)))
        found = g.add("MatMul", g.transpose(call.name(0, "float32"), last), g.transpose(shares, (1, 0)))
        return call.to(g.transpose(found, [int(i) for i in np.argsort(last)]), call.dtype, "float32")
    weights = mean_weights(call.size(axis), outputs, "float32")
    return call.to(applied_along(call, call.name(0, "float32"), axis, weights), call.dtype, "float32")


def applied_along(call: PrimitiveCall, name: str, axis: int, weights: Any) -> str:
    """Applies weights (outputs, places) along an axis."""
    last = [*(i for i in range(call.rank()) if i != axis), axis]
    found = call.graph.add("MatMul", call.graph.transpose(name, last), call.graph.constant(weights.T))
    return call.graph.transpose(found, [int(i) for i in np.argsort(last)])


def _greatest_along(call: PrimitiveCall) -> str:
    g, axis = call.graph, int(call.attributes["axis"]) % call.rank()
    if call.shape()[axis] is None:
        last = [*(i for i in range(call.rank()) if i != axis), axis]
        rows = g.add("Unsqueeze", g.transpose(call.name(0, "float32"), last), g.whole(-2))
        seen = _adaptive(call, axis, int(call.attributes["outputs"]))
        rows = g.add("Where", seen, rows, g.constant(np.finfo(np.float32).min))
        found = g.reduce("Max", rows, (-1,), keepdims=False)
        return call.to(g.transpose(found, [int(i) for i in np.argsort(last)]), call.dtype, "float32")
    windows = adaptive_windows(call.size(axis), int(call.attributes["outputs"]))
    parts = [g.reduce("Max", g.slice(call.name(), axis, start, stop), (axis,)) for start, stop in windows]
    return g.add("Concat", *parts, axis=axis)


def _patches(call: PrimitiveCall) -> str:
    settings = call.attributes
    size, steps, dilation = settings["size"], settings["strides"], settings["dilation"]
    kernel = _identity(size, call.size(-1), channels_last=True)
    y = call.graph.add(
        "Conv", _widened(call, size, steps, dilation), call.graph.constant(kernel), strides=list(steps),
        dilations=list(dilation), **_sides(call, size, steps, dilation),
    )  # fmt: skip
    return _back(call, y)


def _identity(size: Any, channels: int, channels_last: bool) -> Any:
    """Returns a kernel (positions and channels, channels, *window) that gives every place of its window."""
    area = int(np.prod(size))
    places = np.eye(area * channels, dtype=np.float32)
    if channels_last:
        kernel = places.reshape(area * channels, area, channels).transpose(0, 2, 1)
    else:
        kernel = places.reshape(area * channels, channels, area)
    return kernel.reshape(area * channels, channels, *size)


def _unfold(call: PrimitiveCall) -> str:
    g, settings, channels = call.graph, call.attributes, call.size(1)
    y = g.add(
        "Conv", call.name(0, call.dtype), g.constant(_identity(settings["size"], channels, False)),
        strides=list(settings["stride"]), dilations=list(settings["dilation"]), pads=_pairs(settings["padding"]),
    )  # fmt: skip
    return g.add("Reshape", y, g.whole(0, channels * int(np.prod(settings["size"])), -1))


def _fold(call: PrimitiveCall) -> str:
    g, settings = call.graph, call.attributes
    size, steps, dilation, output = (settings[key] for key in ("size", "stride", "dilation", "output"))
    channels = call.size(1) // int(np.prod(size))
    outputs = [n or 0 for n in output_sizes(tuple(output), size, steps, dilation, settings["padding"])]
    x = g.add("Reshape", call.name(0, call.dtype), g.whole(0, call.size(1), *outputs))
    reach = [(n - 1) * s + (k - 1) * d + 1 for n, s, k, d in zip(outputs, steps, size, dilation, strict=True)]
    pairs = settings["padding"]
    more = [n + sum(pair) - r for n, pair, r in zip(output, pairs, reach, strict=True)]
    return g.add(
        "ConvTranspose", x, g.constant(_identity(size, channels, False)), strides=list(steps),
        dilations=list(dilation), output_padding=more, pads=_pairs(pairs),
    )  # fmt: skip


def _pairs(padding: Any) -> list[int]:
    return [*(low for low, _ in padding), *(high for _, high in padding)]


WRITERS: dict[str, Writer] = {
    "_average_along": _average_along,
    "_greatest_along": _greatest_along,
    "_conv_bias": _convolution,
    "correlate": _convolution,
    "_conv_transpose": _transposed,
    "_depthwise": _depthwise,
    "_depthwise_with_bias": _depthwise,
    "_fold": _fold,
    "_unfold": _unfold,
    "_patches": _patches,
    "_average_pool": _pooling("AveragePool"),
    "_max_pool": _pooling("MaxPool"),
}
