"""Layers that look through windows, convolutions and poolings, as operators of ONNX."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom.kernels.windows import transposed_padding
from layerloom.models.onnx_export.functions import activate
from layerloom.models.onnx_export.graph import Graph, NoOnnxError, Value


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
    sizes = tuple(
        16 if size is None else size for size in _spatial(layer, x)
    )  # what is cut off is the same for all
    steps, window, dilation = layer.strides, layer.kernel_size, layer.dilation_rate
    outputs, pairs = transposed_padding(sizes, window, steps, dilation, layer.padding, layer.output_padding)
    starts, ends, more = [], [], []
    for place, size in enumerate(sizes):
        whole = steps[place] * (size - 1) + (window[place] - 1) * dilation[place] + 1
        start = pairs[place][0]
        end = whole - outputs[place] - start
        starts.append(start)
        ends.append(max(end, 0))
        more.append(max(-end, 0))
    kernel = np.moveaxis(layer.kernel.numpy(), (-1, -2), (0, 1))
    inputs = [_front(graph, layer, x), graph.constant(kernel)]
    if layer.bias is not None and not any(more):
        inputs.append(graph.constant(layer.bias.numpy()))
    y = graph.add(
        "ConvTranspose",
        *inputs,
        strides=list(steps),
        dilations=list(dilation),
        pads=[*starts, *ends],
    )
    if any(more):  # places that no window reaches
        y = graph.add("Pad", y, graph.whole(*(0,) * (2 + layer.rank), 0, 0, *more))
        if layer.bias is not None:
            y = graph.add("Add", y, graph.constant(layer.bias.numpy().reshape(-1, *(1,) * layer.rank)))
    return _finished(graph, layer, y, x)


def pooling(graph: Graph, layer: Any, x: Value) -> str:
    """MaxPooling and AveragePooling of one to three dimensions."""
    settings = {
        "kernel_shape": list(layer.pool_size),
        "strides": list(layer.strides),
        **_borders(layer.padding, _spatial(layer, x), layer.pool_size, layer.strides, (1,) * layer.rank),
    }
    operator = "MaxPool" if type(layer).__name__.startswith("Max") else "AveragePool"
    return _back(graph, layer, graph.add(operator, _front(graph, layer, x), **settings), x)


def global_pooling(graph: Graph, layer: Any, x: Value) -> str:
    """GlobalMaxPooling and GlobalAveragePooling of one to three dimensions."""
    operator = "Max" if "Max" in type(layer).__name__ else "Mean"
    return graph.reduce(operator, x.name, layer._spatial, layer.keepdims)


def adaptive_pooling(graph: Graph, layer: Any, x: Value) -> str:
    """Adaptive poolings whose output sizes divide those of their input."""
    sizes = _spatial(layer, x)
    if any(size is None or size % made for size, made in zip(sizes, layer.output_size, strict=True)):
        raise NoOnnxError(
            f"{layer.name!r} ({type(layer).__name__}) has windows of several sizes, which ONNX cannot say: let "
            f"output_size={tuple(layer.output_size)} divide the sizes {tuple(sizes)} of its input."
        )
    window = [(size or 0) // made for size, made in zip(sizes, layer.output_size, strict=True)]
    operator = "MaxPool" if "Max" in type(layer).__name__ else "AveragePool"
    y = graph.add(operator, _front(graph, layer, x), kernel_shape=window, strides=window)
    return _back(graph, layer, y, x)


# -- parts -----------------------------------------------------------------------------------------------------


def _convolved(graph: Graph, layer: Any, x: str, like: Value, kernel: Any, groups: int, bias: Any) -> str:
    inputs = [x, graph.constant(kernel), *([graph.constant(bias.numpy())] if bias is not None else [])]
    sizes = _spatial(layer, like)
    return graph.add(
        "Conv",
        *inputs,
        group=groups,
        strides=list(layer.strides),
        dilations=list(layer.dilation_rate),
        **_borders(layer.padding, sizes, layer.kernel_size, layer.strides, layer.dilation_rate),
    )


def _depthwise_kernel(kernel: Any) -> tuple[Any, int]:
    """Returns a depthwise kernel as that of a convolution in as many groups as there are channels."""
    *window, channels, depth = kernel.shape
    joined = kernel.reshape(*window, channels * depth)
    return np.moveaxis(joined, -1, 0)[:, None], channels


def _borders(
    padding: str, sizes: Sequence[int | None], window: Any, steps: Any, dilation: Any
) -> dict[str, Any]:
    if padding == "valid":
        return {}
    if padding == "causal":
        return {"pads": [(window[0] - 1) * dilation[0], 0]}
    if None in sizes and max(steps) > 1:
        return {"auto_pad": "SAME_UPPER"}
    totals = [_needed(*each) for each in zip(sizes, window, steps, dilation, strict=True)]
    return {"pads": [*(total // 2 for total in totals), *(total - total // 2 for total in totals)]}


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
