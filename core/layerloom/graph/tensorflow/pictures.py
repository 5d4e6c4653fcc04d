"""TensorFlow's functions that move pictures and matrices about, by shapes that are known."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from layerloom.graph.architecture import Ref
from layerloom.graph.tensorflow.steps import OtherwiseError, ShapedSteps


def _ahead(count: int | None, stop: int | None, step: int | None = None) -> dict[str, Any]:
    return {"class_name": "__slice__", "config": {"start": count, "stop": stop, "step": step}}


# -- sizes of before TensorFlow 2 -----------------------------------------------------------------------------


def _sources(before: int, after: int, method: str, corners: bool, centres: bool) -> tuple[Any, Any, Any]:
    """Returns which two rows of a picture each of a resized one lies between, and the share of the second."""
    scale = (before - 1) / (after - 1) if corners and after > 1 else before / after
    places = np.arange(after, dtype="float32") * np.float32(scale)
    if centres:
        places = (np.arange(after, dtype="float32") + np.float32(0.5)) * np.float32(scale)
        places -= np.float32(0 if method == "nearest" else 0.5)
    if method == "nearest":
        low = np.floor(places + np.float32(0.5)) if corners else np.floor(places)
    else:
        low = np.floor(places)
    first, second = (np.clip(low + more, 0, before - 1).astype("int32") for more in (0, 1))
    return first, second, np.float32(0) * places if method == "nearest" else places - low


def _resized(
    steps: ShapedSteps,
    images: Any,
    size: Any,
    align_corners: bool = False,
    half_pixel_centers: bool = False,
    method: Any = "bilinear",
    preserve_aspect_ratio: bool = False,
) -> None:
    """Rows, and columns after them, are those that there were or lie between two of them."""
    method = {0: "bilinear", 1: "nearest"}.get(method, method)
    before = [steps.size(images, axis) for axis in (-3, -2)]
    if method not in ("bilinear", "nearest") or preserve_aspect_ratio or not isinstance(size, list):
        raise OtherwiseError
    if len(size) != 2 or not all(type(item) is int and item > 0 for item in size):
        raise OtherwiseError
    images = images if method == "nearest" else _with_numbers_between(steps, images)
    for axis, old, new in zip((-3, -2), before, size, strict=True):
        steps.check(new)
        images = _along(steps, images, axis, _sources(old, new, method, align_corners, half_pixel_centers))
    steps.give(images)


def _with_numbers_between(steps: ShapedSteps, images: Any) -> Any:
    """Returns pictures in a number type that has numbers between those of others, as TensorFlow gives them."""
    is_whole = not steps.dtype(images).startswith("float")
    return steps.step("Cast", images, dtype="float32") if is_whole else images


def _along(steps: ShapedSteps, images: Any, axis: int, sources: tuple[Any, Any, Any]) -> Ref:
    """Returns pictures of as many rows, or columns, as there are sources."""
    *rows, shares = sources
    low, high = (steps.constant(part.size, partial(np.asarray, part)) for part in rows)
    first = steps.step("Take", images, low, axis=axis)
    if not shares.any():
        return first
    share = steps.constant(shares.size, partial(np.reshape, shares, [-1] + [1] * (-1 - axis)))
    apart = steps.step("Subtract", steps.step("Take", images, high, axis=axis), first)
    return steps.step("Add", first, steps.step("Multiply", apart, share))


def _resize(steps: ShapedSteps, images: Any, size: Any, method: str = "bilinear", antialias: bool = False,
            preserve_aspect_ratio: bool = False) -> None:  # fmt: skip
    """Of whole numbers, and in the relation of height and width that there was."""
    if not isinstance(size, list) or len(size) != 2 or not all(type(item) is int for item in size):
        raise OtherwiseError
    if preserve_aspect_ratio:
        before = [steps.size(images, axis) for axis in (-3, -2)]
        share = min(new / old for new, old in zip(size, before, strict=True))
        size = [round(old * share) for old in before]
    images = images if method == "nearest" else _with_numbers_between(steps, images)
    told = {"interpolation": method, "antialias": antialias, "data_format": "channels_last"}
    steps.end("Resize", images, size=size, **told)


# -- samples and places ---------------------------------------------------------------------------------------


def _space_to_batch(steps: ShapedSteps, input: Any, block_shape: list[Any], paddings: list[Any]) -> None:
    count, shape = len(block_shape), steps.shape(input)
    rest = [steps.size(input, axis) for axis in range(1, len(shape))]
    sizes = [size + sum(pair) for size, pair in zip(rest, paddings, strict=False)]
    if any(map(any, paddings)):
        widths = [[0, 0], *paddings, *[[0, 0]] * (len(shape) - 1 - count)]
        input = steps.step("Pad", input, 0, pad_width=widths, mode="constant")
    blocks = [part for size, block in zip(sizes, block_shape, strict=True) for part in (size // block, block)]
    cut = steps.step("Reshape", input, newshape=[-1, *blocks, *rest[count:]])
    inner, outer = [2 * n + 2 for n in range(count)], [2 * n + 1 for n in range(count)]
    behind = range(2 * count + 1, 2 * count + 1 + len(rest) - count)
    turned = steps.step("Transpose", cut, axes=[*inner, 0, *outer, *behind])
    sizes = [size // block for size, block in zip(sizes, block_shape, strict=True)]
    steps.end("Reshape", turned, newshape=[-1, *sizes, *rest[count:]])


def _batch_to_space(steps: ShapedSteps, input: Any, block_shape: list[Any], crops: list[Any]) -> None:
    count, shape = len(block_shape), steps.shape(input)
    rest = [steps.size(input, axis) for axis in range(1, len(shape))]
    cut = steps.step("Reshape", input, newshape=[*block_shape, -1, *rest])
    order = [count, *(place for n in range(count) for place in (count + 1 + n, n))]
    turned = steps.step("Transpose", cut, axes=[*order, *range(2 * count + 1, count + 1 + len(rest))])
    sizes = [size * block for size, block in zip(rest, block_shape, strict=False)]
    whole = steps.step("Reshape", turned, newshape=[-1, *sizes, *rest[count:]])
    parts = [_ahead(first, size - last) for (first, last), size in zip(crops, sizes, strict=True)]
    steps.end("GetItem", whole, [_ahead(None, None), *parts])


def _set_diag(steps: ShapedSteps, input: Any, diagonal: Any, k: int = 0) -> None:
    height, width = steps.size(input, -2), steps.size(input, -1)
    if k != 0:
        raise OtherwiseError
    places = steps.constant(height * width, lambda: np.eye(height, width, dtype=bool))
    new = steps.step("ExpandDims", diagonal, axis=-1 if height <= width else -2)
    steps.end("Where", places, new, input)


def _cumprod(
    steps: ShapedSteps, x: Any, axis: int = 0, exclusive: bool = False, reverse: bool = False
) -> None:
    """Products from the end, and of those before an element alone."""
    rank = len(steps.shape(x))
    place = axis % rank
    found = steps.step("Flip", x, axis=place) if reverse else x
    if exclusive:
        widths = [[1 if other == place else 0, 0] for other in range(rank)]
        found = steps.step("Pad", found, 1, pad_width=widths, mode="constant")
        parts = [_ahead(None, -1 if other == place else None) for other in range(rank)]
        found = steps.step("GetItem", found, parts)
    last = steps.step if reverse else steps.end
    found = last("Cumprod", found, axis=place)
    if reverse:
        steps.end("Flip", found, axis=place)


def _reverse_sequence(
    steps: ShapedSteps, input: Any, seq_lengths: Any, seq_axis: int, batch_axis: int = 0
) -> None:
    """Turns the first steps of each sample around."""
    shape = steps.shape(input)
    if batch_axis != 0 or seq_axis != 1 or len(shape) < 2:
        raise OtherwiseError
    length = steps.size(input, 1)
    counted = steps.constant(length, lambda: np.arange(length, dtype="int32"))
    lengths = steps.step("Cast", steps.step("ExpandDims", seq_lengths, axis=1), dtype="int32")
    turned = steps.step("Subtract", steps.step("Subtract", lengths, 1), counted)
    places = steps.step("Where", steps.step("Less", counted, lengths), turned, counted)
    for axis in range(2, len(shape)):
        grown = steps.step("ExpandDims", places, axis=axis)
        places = steps.step("Repeat", grown, repeats=steps.size(input, axis), axis=axis)
    steps.end("TakeAlongAxis", input, places, axis=1)


# -- windows --------------------------------------------------------------------------------------------------


def _pool_with_places(
    steps: ShapedSteps,
    input: Any,
    ksize: Any,
    strides: Any,
    padding: str,
    data_format: str = "NHWC",
    output_dtype: str = "int64",
    include_batch_in_index: bool = False,
) -> None:
    """The greatest of each window, and its place among the numbers of its sample."""
    if include_batch_in_index or data_format != "NHWC" or padding not in ("VALID", "SAME"):
        raise OtherwiseError
    height, width, channels = (steps.size(input, axis) for axis in (1, 2, 3))
    sizes, moves = (
        [item, item] if type(item) is int else item[1:3] if len(item) == 4 else item
        for item in (ksize, strides)
    )
    if padding == "SAME":
        edges = []
        for size, window, move in zip((height, width), sizes, moves, strict=True):
            missing = max((-(-size // move) - 1) * move + window - size, 0)
            edges.append([missing // 2, missing - missing // 2])
    else:
        edges = [[0, 0], [0, 0]]
    steps.check((height + sum(edges[0])) * (width + sum(edges[1])) * channels)
    rows = np.arange(-edges[0][0], height + edges[0][1])[:, None]
    columns = np.arange(-edges[1][0], width + edges[1][1])
    inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    told: dict[str, Any] = {"size": sizes, "strides": moves, "dilation_rate": 1, "padding": "valid"}
    wide = steps.step("Pad", input, -3e38, pad_width=[[0, 0], *edges, [0, 0]], mode="constant")
    cut = steps.step("ExtractPatches", wide, **told, data_format="channels_last")
    place = ((rows * width + columns)[..., None] * channels + np.arange(channels)) * inside[..., None]
    seen = np.lib.stride_tricks.sliding_window_view(place, sizes, axis=(0, 1))[:: moves[0], :: moves[1]]
    out = [*seen.shape[:2], sizes[0] * sizes[1], channels]
    places = steps.constant(
        seen.size, lambda: np.moveaxis(seen.reshape(*seen.shape[:3], -1), 2, 3).astype("float32")
    )
    found = steps.step("Reshape", cut, newshape=[-1, *out])
    first = steps.step("Argmax", found, axis=-2, keepdims=True)
    hot = steps.step("OneHot", steps.step("Squeeze", first, axis=-2), num_classes=sizes[0] * sizes[1], axis=3)
    told_place = steps.step("Sum", steps.step("Multiply", hot, places), axis=-2)
    steps.give(steps.step("Max", found, axis=-2), steps.step("Cast", told_place, dtype=output_dtype))


def _conv_transpose(
    steps: ShapedSteps,
    input: Any,
    filters: Any,
    output_shape: Any,
    strides: Any = 1,
    padding: str = "SAME",
    data_format: str = "",
    dilations: Any = None,
    axes: int = 2,
) -> None:
    """To the size that Keras gives it, of which only the number of samples may be unknown."""
    sizes = [steps.size(input, axis) for axis in range(1, axes + 1)]
    moves = [strides] * axes if type(strides) is int else strides
    moves = moves[1:-1] if len(moves) == axes + 2 else moves * axes if len(moves) == 1 else moves
    usual = [
        size * move + (0 if padding == "SAME" else max(kernel - move, 0))
        for size, move, kernel in zip(sizes, moves, steps.shape(filters)[:axes], strict=True)
    ]
    if (
        list(output_shape)[1 : axes + 1] != usual
        or data_format.startswith("NC")
        or set(np.ravel(dilations)) - {None, 1}
    ):
        raise OtherwiseError
    settings: dict[str, Any] = {"data_format": "channels_last", "output_padding": None, "dilation_rate": 1}
    steps.end("ConvTranspose", input, filters, strides=moves, padding=padding.lower(), **settings)


#: All of them need to know shapes.
SHAPED: dict[str, Callable[..., None]] = {
    "batch_to_space": _batch_to_space,
    "batch_to_space_nd": _batch_to_space,
    "conv1d_transpose": partial(_conv_transpose, axes=1),
    "conv2d_transpose": _conv_transpose,
    "conv3d_transpose": partial(_conv_transpose, axes=3),
    "image.resize_bilinear": _resized,
    "image.resize_images": _resized,
    "image.resize_nearest_neighbor": partial(_resized, method="nearest"),
    "max_pool_with_argmax": _pool_with_places,
    "reverse_sequence": _reverse_sequence,
    "set_diag": _set_diag,
    "space_to_batch": _space_to_batch,
    "space_to_batch_nd": _space_to_batch,
}

#: Those that do so only where an argument asks for something.
SOMETIMES: dict[str, tuple[tuple[str, ...], Callable[..., None]]] = {
    "cumprod": (("exclusive", "reverse"), _cumprod),
    "image.resize": (("preserve_aspect_ratio",), _resize),
}
