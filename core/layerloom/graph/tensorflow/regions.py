"""TensorFlow's functions on regions of pictures, and pictures of other sizes and number types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.graph.architecture import Ref
from layerloom.graph.tensorflow.node_def import plain
from layerloom.graph.tensorflow.steps import OtherwiseError, ShapedSteps, Steps, UnknownSize, constant

_WHOLE = {"class_name": "__slice__", "config": {"start": None, "stop": None, "step": None}}

#: What TensorFlow calls ways to resize.
_KERNELS = {"triangle": "bilinear", "keyscubic": "bicubic", "lanczos3": "lanczos3", "lanczos5": "lanczos5"}


def resize_like(
    steps: Steps,
    images: Any,
    size: Any,
    method: str = "bilinear",
    preserve_aspect_ratio: bool = False,
    antialias: bool = False,
) -> None:
    """To rows and columns of another tensor that differ from call to call."""
    like = size[0].tensor if isinstance(size, list) and isinstance(size[0], UnknownSize) else None
    axes = [part.axis for part in size if isinstance(part, UnknownSize) and part.tensor == like]
    if like is None or axes != [1, 2] or len(size) != 2 or preserve_aspect_ratio:
        raise OtherwiseError
    steps.end_with_layer("TensorFlowResize", images, like, interpolation=method, antialias=antialias)


def _crop_and_resize(
    steps: ShapedSteps,
    image: Any,
    boxes: Any,
    box_indices: Any = None,
    crop_size: Any = None,
    method: str = "bilinear",
    extrapolation_value: float = 0.0,
    box_ind: Any = None,
) -> None:
    """Rows and columns of each region are sums of those of its picture."""
    indices = box_ind if box_indices is None else box_indices
    if method not in ("bilinear", "nearest") or indices is None or len(crop_size) != 2:
        raise OtherwiseError
    if not isinstance(boxes, Ref):
        nothing = steps.step("Cast", steps.step("Sum", steps.step("ZerosLike", image)), dtype="float32")
        boxes = steps.step("Add", nothing, constant(np.float32(plain(boxes))))
    sums, insides = [], []
    for axis, count in enumerate(crop_size):
        weights, inside = _shares(steps, boxes, axis, steps.size(image, axis + 1), count, method)
        sums.append(weights)
        insides.append(steps.step("ExpandDims", inside, axis=2 - axis))
    taken = steps.step("Take", image, indices, axis=0)
    found = steps.step("Einsum", *sums, taken, subscripts="nih,njw,nhwc->nijc")
    known = steps.step("ExpandDims", steps.step("LogicalAnd", *insides), axis=-1)
    steps.end("Where", known, found, float(extrapolation_value))


def _shares(steps: ShapedSteps, boxes: Ref, axis: int, size: int, count: int, method: str) -> tuple[Ref, Ref]:
    """Returns what each row of a picture gives to those of a region, and which of these lie inside the picture."""
    first, last = (_column(steps, boxes, place) for place in (axis, axis + 2))
    edge, length = float(size - 1), steps.step("Subtract", last, first)
    if count == 1:
        places = steps.step("Multiply", steps.step("Multiply", steps.step("Add", first, last), 0.5), edge)
    else:  # rounded as TensorFlow rounds, since the nearest of two rows at the same distance depends on it
        step = steps.step("Divide", steps.step("Multiply", length, edge), float(count - 1))
        numbers = steps.constant(count, lambda: np.arange(count, dtype="float32"))
        start = steps.step("Multiply", first, edge)
        places = steps.step(
            "Add", start, steps.step("Multiply", step, numbers)
        )  # else Keras takes it for a bias
    above, below = steps.step("GreaterEqual", places, 0.0), steps.step("LessEqual", places, edge)
    if method == "nearest":
        places = steps.step("Floor", steps.step("Add", places, 0.5))
    rows = steps.constant(size, lambda: np.arange(size, dtype="float32"))
    apart = steps.step("Absolute", steps.step("Subtract", steps.step("ExpandDims", places, axis=-1), rows))
    return steps.step("Relu", steps.step("Subtract", 1.0, apart)), steps.step("LogicalAnd", above, below)


def _column(steps: Steps, boxes: Ref, place: int) -> Ref:
    """Returns one edge of all regions, as a column."""
    part = {"class_name": "__slice__", "config": {"start": place, "stop": place + 1, "step": None}}
    return steps.step("GetItem", boxes, [_WHOLE, part])


def _dilation(
    steps: ShapedSteps,
    input: Any,
    filters: Any,
    strides: list[Any],
    padding: str,
    data_format: str = "NHWC",
    dilations: Any = (1, 1, 1, 1),
    eroded: bool = False,
) -> None:
    """The greatest sum of a window and the filter, over all places of the filter; an erosion is that of negatives."""
    if isinstance(filters, Ref) or not steps.dtype(input).startswith("float"):
        raise OtherwiseError
    kernel = np.asarray(plain(filters), "float32")
    kernel = kernel[::-1, ::-1] if eroded else kernel
    if data_format != "NHWC" or padding not in ("VALID", "SAME") or kernel[..., 0].size > 121:
        raise OtherwiseError
    edges, outs, moves, gaps = [], [], strides[1:3], list(dilations)[1:3]
    for axis, (move, gap) in enumerate(zip(moves, gaps, strict=True)):
        size, window = steps.size(input, axis + 1), (kernel.shape[axis] - 1) * gap + 1
        outs.append(-(-size // move) if padding == "SAME" else (size - window) // move + 1)
        missing = max((outs[-1] - 1) * move + window - size, 0) if padding == "SAME" else 0
        edges.append([missing // 2, missing - missing // 2])
    input = steps.step("Negative", input) if eroded else input
    wide = steps.step("Pad", input, -3e38, pad_width=[[0, 0], *edges, [0, 0]], mode="constant")
    found = None
    for row, column in np.ndindex(*kernel.shape[:2]):
        starts = [row * gaps[0], column * gaps[1]]
        parts = [
            {"start": start, "stop": start + (out - 1) * move + 1, "step": move}
            for start, out, move in zip(starts, outs, moves, strict=True)
        ]
        key = [_WHOLE, *({"class_name": "__slice__", "config": part} for part in parts)]
        term = steps.step("Add", steps.step("GetItem", wide, key), constant(kernel[row, column]))
        found = term if found is None else steps.step("Maximum", found, term)
    if found is None:
        raise OtherwiseError
    if eroded:
        steps.end("Negative", found)
    else:
        steps.give(found)


def _resize_scaled(
    steps: ShapedSteps,
    images: Any,
    size: Any,
    scale: Any,
    translation: Any = (0, 0),
    method: str = "lanczos3",
    antialias: bool = True,
) -> None:
    """A resizing; one that moves the picture has no counterpart."""
    before = [steps.size(images, axis) for axis in (-3, -2)]
    wanted = [new / old for new, old in zip(size, before, strict=True)]
    if any(translation) or not np.allclose(scale, wanted, rtol=1e-5):
        raise OtherwiseError
    told = {"interpolation": _KERNELS[method], "antialias": antialias, "data_format": "channels_last"}
    steps.end("Resize", images, size=size, **told)


_GREATEST = {"uint8": 255, "uint16": 65535, "int8": 127, "int16": 32767, "int32": 2**31 - 1}


def _converted(steps: ShapedSteps, image: Any, dtype: str, saturate: bool = False) -> None:
    """Whole numbers stand for the range from 0 to 1 of other numbers."""
    before = steps.dtype(image)
    if before == dtype or (before.startswith("float") and dtype.startswith("float")):
        steps.end("Cast", image, dtype=dtype)
    elif before in _GREATEST and dtype.startswith("float"):
        steps.end("Multiply", steps.step("Cast", image, dtype=dtype), 1 / _GREATEST[before])
    elif before.startswith("float") and dtype in ("uint8", "int8", "uint16", "int16"):
        grown = steps.step("Multiply", image, _GREATEST[dtype] + 0.5)
        steps.end("SaturateCast" if saturate else "Cast", grown, dtype=dtype)
    else:
        raise OtherwiseError


def _eroded(
    steps: ShapedSteps,
    value: Any,
    filters: Any,
    strides: list[Any],
    padding: str,
    data_format: str = "NHWC",
    dilations: Any = (1, 1, 1, 1),
) -> None:
    _dilation(steps, value, filters, strides, padding, data_format, dilations, eroded=True)


#: All of them need to know shapes.
SHAPED: dict[str, Callable[..., None]] = {
    "dilation2d": _dilation,
    "erosion2d": _eroded,
    "image.convert_image_dtype": _converted,
    "image.crop_and_resize": _crop_and_resize,
    "image.resize_scaled": _resize_scaled,
}
