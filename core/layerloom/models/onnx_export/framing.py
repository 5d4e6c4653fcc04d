"""Layers that give pictures another size or cut them, also where only a running model knows their sizes."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.models.onnx_export.graph import Graph, NoOnnxError, Value
from layerloom.models.onnx_export.resampling import resized

_MODES: dict[str, dict[str, Any]] = {
    "nearest": {"mode": "nearest", "nearest_mode": "floor", "coordinate_transformation_mode": "half_pixel"},
    "bilinear": {"mode": "linear", "coordinate_transformation_mode": "half_pixel"},
}


def upsampling(graph: Graph, layer: Any, x: Value) -> str:
    """UpSampling of one to three dimensions."""
    how = getattr(layer, "interpolation", "nearest")
    if how not in _MODES:
        return _upsampled(graph, layer, x, how)
    settings = dict(_MODES[how])
    if how == "nearest":
        settings["coordinate_transformation_mode"] = "asymmetric"
    scales = graph.constant(np.array([1.0, 1.0, *map(float, layer._factors)], np.float32))
    return _back(graph, layer, graph.add("Resize", _front(graph, layer, x), "", scales, **settings), x)


def _upsampled(graph: Graph, layer: Any, x: Value, how: str) -> str:
    """Enlarges images of open sizes by weights; those of known ones by the layer's own code."""
    if None not in _spatial(layer, x):
        raise NoOnnxError(f"{layer.name!r} ({type(layer).__name__}) resizes by {how!r} by its own code.")
    name = _front(graph, layer, x)
    for axis, factor in zip((-2, -1), layer._factors, strict=True):
        size = graph.add("Shape", name, start=4 + axis, end=5 + axis)
        name = resized(graph, name, axis, graph.add("Mul", size, graph.whole(factor)), how)
    return _back(graph, layer, name, x)


def resizing(graph: Graph, layer: Any, x: Value) -> str:
    """Resizing; images of known sizes are cut, padded and smoothed by the layer's own code."""
    framed = layer.crop_to_aspect_ratio or layer.pad_to_aspect_ratio
    whole = not x.dtype.startswith("float")
    plain = layer.interpolation in _MODES and not (layer.antialias or framed or whole)
    if x.rank != 4 or (not plain and None not in _spatial(layer, x)):
        raise NoOnnxError(
            f"{layer.name!r} (Resizing) takes one image of an open size: give it batches of them."
        )
    name = _front(graph, layer, x)
    if layer.crop_to_aspect_ratio:
        name = _cropped(graph, name, layer)
    elif layer.pad_to_aspect_ratio:
        name = _bordered(graph, name, layer)
    found = _back(graph, layer, _to_size(graph, name, layer, layer.interpolation, layer.antialias), x)
    if not whole:
        return found
    limits = np.iinfo(x.dtype)
    ends = (graph.constant(np.float32(limits.min)), graph.constant(np.float32(limits.max)))
    return graph.cast(Value(graph.add("Clip", graph.add("Round", found), *ends), x.shape), x.dtype)


def center_crop(graph: Graph, layer: Any, x: Value) -> str:
    """CenterCrop of images that are large enough, or of open size."""
    rows = layer._rows(x)
    if None in x.shape[rows : rows + 2] and x.rank == 4:
        return _open_crop(graph, layer, x)
    name = graph.cast(x)
    for axis, size in ((rows, layer.height), (rows + 1, layer.width)):
        whole = x.shape[axis]
        if whole is None or whole < size:
            raise NoOnnxError(f"{layer.name!r} (CenterCrop) needs images of a known size, at least its own.")
        start = (whole - size) // 2
        name = graph.slice(name, axis, start, start + size)
    return name


def random_crop(graph: Graph, layer: Any, x: Value) -> str:
    """RandomCrop, which outside of training resizes the middle of a picture, here of an open size."""
    if x.rank != 4 or None not in _spatial(layer, x):
        raise NoOnnxError(
            f"{layer.name!r} (RandomCrop) takes one picture of an open size: give it batches of them."
        )
    name = _cropped(graph, _front(graph, layer, x), layer)
    return _back(graph, layer, _to_size(graph, name, layer, "bilinear"), x)


def _open_crop(graph: Graph, layer: Any, x: Value) -> str:
    """The middle of an image, or where that is too small, the whole without distortion in the new size."""
    from onnx import TensorProto, helper

    name, size = _front(graph, layer, x), graph.whole(layer.height, layer.width)
    apart = graph.add("Sub", graph.add("Shape", name, start=2), size)
    enough = graph.add(
        "GreaterOrEqual", graph.reduce("Min", apart, (0,), keepdims=False), graph.constant(np.int64(0))
    )
    bodies = []
    for fits in (True, False):
        with graph.body() as nodes:
            if fits:
                start = graph.add("Div", apart, graph.whole(2, 2))
                found = graph.add("Slice", name, start, graph.add("Add", start, size), graph.whole(2, 3))
            else:
                found = _to_size(graph, _cropped(graph, name, layer), layer, "bilinear")
            end = graph.add("Identity", found)
        told = helper.make_tensor_value_info(end, TensorProto.FLOAT, [None] * 4)
        bodies.append(helper.make_graph(nodes, "middle" if fits else "whole", [], [told]))
    return _back(graph, layer, graph.add("If", enough, then_branch=bodies[0], else_branch=bodies[1]), x)


def _fitting(graph: Graph, x: str, layer: Any) -> tuple[str, str]:
    """Returns the sizes of images, and those that the other side of each would have in the new proportion."""
    sizes = graph.add("Shape", x, start=2)
    other = graph.add("Gather", sizes, graph.whole(1, 0))
    height, width = layer.height, layer.width
    return sizes, graph.add(
        "Div", graph.add("Mul", other, graph.whole(height, width)), graph.whole(width, height)
    )


def _cropped(graph: Graph, x: str, layer: Any) -> str:
    """Cuts the borders of images so that their sides have the proportion of the new size."""
    sizes, other = _fitting(graph, x, layer)
    kept = graph.add("Max", graph.add("Min", sizes, other), graph.whole(1, 1))
    start = graph.add("Div", graph.add("Sub", sizes, kept), graph.whole(2, 2))
    return graph.add("Slice", x, start, graph.add("Add", start, kept), graph.whole(2, 3))


def _bordered(graph: Graph, x: str, layer: Any) -> str:
    """Adds a border on two sides of images so that their sides have the proportion of the new size."""
    sizes, other = _fitting(graph, x, layer)
    more = graph.add("Sub", graph.add("Max", sizes, other), sizes)
    more = graph.add("Div", more, graph.whole(2, 2))
    none = graph.whole(0, 0)
    pads = graph.add("Concat", none, more, none, more, axis=0)
    return graph.add("Pad", x, pads, graph.constant(np.float32(layer.fill_value)))


def _to_size(graph: Graph, x: str, layer: Any, how: str, antialias: bool = False) -> str:
    if antialias or how not in _MODES:
        for axis, size in ((-2, layer.height), (-1, layer.width)):
            x = resized(graph, x, axis, graph.whole(size), how, antialias)
        return x
    settings = dict(_MODES[how])
    if settings["mode"] == "nearest":
        settings["nearest_mode"] = "round_prefer_ceil"
    start = graph.add("Shape", x, start=0, end=2)
    sizes = graph.add("Concat", start, graph.whole(layer.height, layer.width), axis=0)
    return graph.add("Resize", x, "", "", sizes, **settings)


def _spatial(layer: Any, x: Value) -> Any:
    return x.shape[2:] if layer.data_format == "channels_first" else x.shape[1:-1]


def _front(graph: Graph, layer: Any, x: Value) -> str:
    first = getattr(layer, "data_format", "channels_last") == "channels_first"
    return graph.cast(x) if first else graph.channels_to_front(graph.cast(x), x.rank)


def _back(graph: Graph, layer: Any, y: str, x: Value) -> str:
    first = getattr(layer, "data_format", "channels_last") == "channels_first"
    return y if first else graph.channels_to_end(y, x.rank)
