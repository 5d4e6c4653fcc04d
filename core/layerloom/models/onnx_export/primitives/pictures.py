"""Primitives of images."""

from __future__ import annotations

import numpy as np

from layerloom.kernels.area import area_weights
from layerloom.kernels.resampling import nearest_places, resampling_weights
from layerloom.kernels.warping import warp_stencil
from layerloom.models.onnx_export.graph import NoOnnxError
from layerloom.models.onnx_export.primitives.call import PrimitiveCall, Writer
from layerloom.models.onnx_export.primitives.windows import applied_along
from layerloom.models.onnx_export.resampling import resized


def _resize(call: PrimitiveCall) -> str:
    """Resizes by the very weights with which it is computed here, for ONNX's own ones are others at the borders."""
    g, settings, name = call.graph, call.attributes, call.name()
    for axis, output in zip((1, 2), settings["size"], strict=True):
        size = call.shape()[axis]
        if size is None:
            turned = g.transpose(name, (0, 3, 1, 2))
            turned = resized(
                g, turned, axis - 3, g.whole(output), settings["method"], bool(settings["antialias"])
            )
            name = g.transpose(turned, (0, 2, 3, 1))
        elif settings["method"] == "nearest":
            name = g.add("Gather", name, g.constant(nearest_places(size, output)), axis=axis)
        elif settings["method"] == "area":
            name = applied_along(call, name, axis, area_weights(size, output, "float32"))
        else:
            weights = resampling_weights(size, output, settings["method"], settings["antialias"], "float32")
            name = applied_along(call, name, axis, weights)
    return name


def _warp(call: PrimitiveCall) -> str:
    g, settings, transforms = call.graph, call.attributes, call.array(1)
    height, width, channels = call.sizes((1, 2, 3))
    if len(transforms) != 1:
        raise NoOnnxError(
            f"{call.title} moves each image of a batch in a way of its own, which is not written as ONNX."
        )
    indices, weights = warp_stencil(transforms, 1, (height, width), settings["linear"], settings["mode"])
    flat = g.add("Reshape", call.name(0, "float32"), g.whole(-1, height * width, channels))
    # The axes are samples, neighbours, pixels.
    around = g.add("Gather", flat, g.constant(indices.astype(np.int64)), axis=1)
    mixed = g.reduce("Sum", g.add("Mul", around, g.constant(weights[..., None])), (1,), keepdims=False)
    if settings["mode"] == "constant" and settings["fill"]:
        outside = settings["fill"] * (1 - weights.sum(axis=0))
        mixed = g.add("Add", mixed, g.constant(outside[:, None]))
    found = g.add("Reshape", mixed, g.whole(-1, height, width, channels))
    return call.to(found, call.dtype, "float32")


WRITERS: dict[str, Writer] = {"_resize": _resize, "_warp": _warp}
