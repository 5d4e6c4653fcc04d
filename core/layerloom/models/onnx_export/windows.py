"""Layers that look through windows, convolutions and poolings, as operators of ONNX."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom.kernels.windows import transposed_padding
from layerloom.models.onnx_export.functions import activate
from layerloom.models.onnx_export.graph import Graph, Value


def convolution(graph: Graph, layer: Any, x: Value) -> str:
    """Conv1D, Conv2D, Conv3D."""
    kernel = np.moveaxis(layer.kernel.numpy(), (-1, -2), (0, 1))
    y = _convolved(graph, layer, _front(graph, layer, x), x, kernel, layer.groups, layer.bias)
    return _finished(graph, layer, y, x)


def depthwise(graph: Graph, layer: Any, x: Value) -> str:
    """DepthwiseConv1D, DepthwiseConv2D."""
    kernel, groups = _depthwise_kernel(layer.kernel.numpy())
    y = _convolved(graph, layer, _front(graph, layer, x), x, kernel, groups, layer.bias)
    return _finished(graph, layer, y, x)


def separable(graph: Graph, layer: Any, x: Value) -> str:
    """SeparableConv1D, SeparableConv2D."""
    kernel, groups = _depthwise_kernel(layer.depthwise_kernel.numpy())
    y = _convolved(graph, layer, _front(graph, layer, x), x, kernel, groups, None)
    point = np.moveaxis(layer.pointwise_kernel.numpy(), (-1, -2), (0, 1))
    inputs = [
        y,
        graph.constant(point),
        *([graph.constant(layer.bias.numpy())] if layer.bias is not None else []),
    ]
    return _finished(graph, layer, graph.add("Conv", *inputs), x)


def transposed(graph: Graph, layer: Any, x: Value) -> str:
    """Conv1DTranspose, Conv2DTranspose, Conv3DTranspose."""
    steps, window, dilation = layer.strides, layer.kernel_size, layer.dilation_rate
    spatial = _spatial(layer, x)
    pads, more = transposed_borders(spatial, window, steps, dilation, layer.padding, layer.output_padding)
    kernel = np.moveaxis(layer.kernel.numpy(), (-1, -2), (0, 1))
    inputs = [_front(graph, layer, x), graph.constant(kernel)]
    if layer.bias is not None and not any(more):
        inputs.append(graph.constant(layer.bias.numpy()))
    y = graph.add(
        "ConvTranspose",
        *inputs,
        strides=list(steps),
        dilations=list(dilation),
        pads=pads,
    )
    if any(more):  # places that no window reaches
        y = graph.add("Pad", y, graph.whole(*(0,) * (2 + layer.rank), 0, 0, *more))
        if layer.bias is not None:
            y = graph.add("Add", y, graph.constant(layer.bias.numpy().reshape(-1, *(1,) * layer.rank)))
    return _finished(graph, layer, y, x)


def pooling(graph: Graph, layer: Any, x: Value) -> str:
    """MaxPooling and AveragePooling of one to three dimensions."""
    operator = "MaxPool" if type(layer).__name__.startswith("Max") else "AveragePool"
    front, sizes = _front(graph, layer, x), _spatial(layer, x)
    y = pooled(graph, front, operator, layer.padding, sizes, layer.pool_size, layer.strides)
    return _back(graph, layer, y, x)


def global_pooling(graph: Graph, layer: Any, x: Value) -> str:
    """GlobalMaxPooling and GlobalAveragePooling of one to three dimensions."""
    operator = "Max" if "Max" in type(layer).__name__ else "Mean"
    return graph.reduce(operator, x.name, layer._spatial, layer.keepdims)


def is_even(layer: Any, x: Value) -> bool:
    """Tells whether all windows of an adaptive pooling have one size, so that it is a plain pooling."""
    pairs = zip(_spatial(layer, x), layer.output_size, strict=True)
    return all(size is not None and size % made == 0 for size, made in pairs)


def adaptive_pooling(graph: Graph, layer: Any, x: Value) -> str:
    """Adaptive poolings whose output sizes divide those of their input."""
    window = [(size or 0) // made for size, made in zip(_spatial(layer, x), layer.output_size, strict=True)]
    operator = "MaxPool" if "Max" in type(layer).__name__ else "AveragePool"
    y = graph.add(operator, _front(graph, layer, x), kernel_shape=window, strides=window)
    return _back(graph, layer, y, x)


# -- parts -----------------------------------------------------------------------------------------------------


def _convolved(graph: Graph, layer: Any, x: str, like: Value, kernel: Any, groups: int, bias: Any) -> str:
    sizes = _spatial(layer, like)
    if is_uneven(layer.padding, sizes, layer.kernel_size, layer.strides, layer.dilation_rate):
        x = with_borders(graph, x, layer.kernel_size, layer.strides, layer.dilation_rate)
    inputs = [x, graph.constant(kernel), *([graph.constant(bias.numpy())] if bias is not None else [])]
    return graph.add(
        "Conv",
        *inputs,
        group=groups,
        strides=list(layer.strides),
        dilations=list(layer.dilation_rate),
        **borders(layer.padding, sizes, layer.kernel_size, layer.strides, layer.dilation_rate),
    )


def _depthwise_kernel(kernel: Any) -> tuple[Any, int]:
    """Returns a depthwise kernel as that of a convolution in as many groups as there are channels."""
    *window, channels, depth = kernel.shape
    joined = kernel.reshape(*window, channels * depth)
    return np.moveaxis(joined, -1, 0)[:, None], channels


def borders(
    padding: str, sizes: Sequence[int | None], window: Any, steps: Any, dilation: Any
) -> dict[str, Any]:
    """Returns the attributes that tell an operator what it adds at the borders."""
    if padding == "valid":
        return {}
    if padding == "causal":
        return {"pads": [(window[0] - 1) * dilation[0], 0]}
    if None in sizes and max(steps) > 1:
        return {} if is_uneven(padding, sizes, window, steps, dilation) else {"auto_pad": "SAME_UPPER"}
    totals = [_needed(*each) for each in zip(sizes, window, steps, dilation, strict=True)]
    return {"pads": [*(total // 2 for total in totals), *(total - total // 2 for total in totals)]}


def is_uneven(padding: Any, sizes: Sequence[int | None], window: Any, steps: Any, dilation: Any) -> bool:
    """Tells whether what is added at borders of open sizes has to be computed, for runtimes do not do it themselves."""
    if padding != "same" or None not in sizes or max(steps) == 1:
        return False
    return max(dilation) > 1 or any(size < step for size, step in zip(window, steps, strict=True))


def with_borders(graph: Graph, x: str, window: Any, steps: Any, dilation: Any, value: float = 0.0) -> str:
    """Adds what padding "same" adds around open sizes; the channels stand in front of these."""
    count = len(window)
    sizes = graph.add("Shape", x, start=2, end=2 + count)
    step = graph.whole(*steps)
    reach = graph.whole(*((size - 1) * wide + 1 for size, wide in zip(window, dilation, strict=True)))
    one = graph.whole(*(1,) * count)
    last = graph.add("Div", graph.add("Sub", sizes, one), step)
    needed = graph.add("Sub", graph.add("Add", graph.add("Mul", last, step), reach), sizes)
    needed = graph.add("Max", needed, graph.whole(*(0,) * count))
    before = graph.add("Div", needed, graph.whole(*(2,) * count))
    none = graph.whole(0, 0)
    pads = graph.add("Concat", none, before, none, graph.add("Sub", needed, before), axis=0)
    return graph.add("Pad", x, pads, graph.constant(np.float32(value)))


def pooled(graph: Graph, x: str, operator: str, padding: Any, sizes: Any, window: Any, steps: Any) -> str:
    """Adds a pooling of windows without gaps."""
    plain = {"kernel_shape": list(window), "strides": list(steps)}
    flat = (1,) * len(window)
    if not is_uneven(padding, sizes, window, steps, flat):
        return graph.add(operator, x, **plain, **borders(padding, sizes, window, steps, flat))
    if operator == "MaxPool":
        low = float(np.finfo(np.float32).min)
        return graph.add(operator, with_borders(graph, x, window, steps, flat, low), **plain)
    ones = graph.add("Expand", graph.constant(np.float32(1)), graph.add("Shape", x))
    parts = [graph.add(operator, with_borders(graph, y, window, steps, flat), **plain) for y in (x, ones)]
    return graph.add("Div", *parts)  # what is added does not count


def transposed_borders(
    spatial: Sequence[int | None], window: Any, steps: Any, dilation: Any, padding: str, extra: Any
) -> tuple[list[int], list[int]]:
    """Returns what a transposed convolution cuts off, and how many places no window reaches along each axis."""
    sizes = tuple(16 if size is None else size for size in spatial)  # what is cut off is the same for all
    outputs, pairs = transposed_padding(sizes, window, steps, dilation, padding, extra)
    starts, ends, more = [], [], []
    for place, size in enumerate(sizes):
        whole = steps[place] * (size - 1) + (window[place] - 1) * dilation[place] + 1
        start = pairs[place][0]
        end = whole - outputs[place] - start
        starts.append(start)
        ends.append(max(end, 0))
        more.append(max(-end, 0))
    return [*starts, *ends], more


def _needed(size: int | None, window: int, step: int, dilation: int) -> int:
    """Returns how many places padding adds along an axis so that it has a window for every step."""
    reach = (window - 1) * dilation + 1
    if size is None:  # steps of one
        return reach - 1
    return max((-(-size // step) - 1) * step + reach - size, 0)


def _spatial(layer: Any, x: Value) -> Sequence[int | None]:
    return x.shape[2:] if layer.data_format == "channels_first" else x.shape[1:-1]


def _front(graph: Graph, layer: Any, x: Value) -> str:
    name = graph.cast(x)
    return name if layer.data_format == "channels_first" else graph.channels_to_front(name, x.rank)


def _back(graph: Graph, layer: Any, y: str, x: Value) -> str:
    return y if layer.data_format == "channels_first" else graph.channels_to_end(y, x.rank)


def _finished(graph: Graph, layer: Any, y: str, x: Value) -> str:
    return activate(graph, _back(graph, layer, y, x), layer.activation, f"{layer.name!r}")
