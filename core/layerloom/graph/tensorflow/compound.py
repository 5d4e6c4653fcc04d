"""Operations of tf.keras that Keras 3 has no single one for, as several of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from layerloom.graph.architecture import Architecture, Node, Ref
from layerloom.graph.tensorflow import algebra, detection, signal, special
from layerloom.graph.tensorflow.steps import Arguments, OtherwiseError, Room, Steps, take


def _squared_difference(steps: Steps, x: Any, y: Any) -> None:
    steps.end("Square", steps.step("Subtract", x, y))


def _crelu(steps: Steps, features: Any, axis: int = -1) -> None:
    both = [steps.step("Relu", features), steps.step("Relu", steps.step("Negative", features))]
    steps.end("Concatenate", both, axis=axis)


def _adjust_contrast(steps: Steps, images: Any, contrast_factor: Any) -> None:
    mean = steps.step("Mean", images, axis=[-3, -2], keepdims=True)
    away = steps.step("Multiply", steps.step("Subtract", images, mean), contrast_factor)
    steps.end("Add", away, mean)


def _per_image_standardization(steps: Steps, image: Any) -> None:
    over: Arguments = {"axis": [-3, -2, -1], "keepdims": True}
    least = steps.step("Rsqrt", steps.step("Sum", steps.step("OnesLike", image), **over))
    spread = steps.step("Maximum", steps.step("Std", image, **over), least)
    steps.end("Divide", steps.step("Subtract", image, steps.step("Mean", image, **over)), spread)


def _local_response_normalization(
    steps: Steps, input: Any, depth_radius: int = 5, bias: float = 1, alpha: float = 1, beta: float = 0.5
) -> None:
    """Divides by a power of the sum of squares of a channel's neighbours, which a convolution over channels adds."""
    width = 2 * depth_radius + 1
    if width < 1:
        raise OtherwiseError
    weights = steps.constant(width, lambda: np.full((1, 1, width, 1, 1), alpha, "float32"))
    squares = steps.step("ExpandDims", steps.step("Square", input), axis=-1)
    settings: Arguments = {
        "strides": 1,
        "padding": "same",
        "data_format": "channels_last",
        "dilation_rate": 1,
    }
    sums = steps.step("Squeeze", steps.step("Conv", squares, weights, **settings), axis=-1)
    steps.end("Multiply", input, steps.step("Power", steps.step("Add", sums, bias), -beta))


def _dropout(steps: Steps, x: Any, rate: float, seed: Any = None) -> None:
    """TensorFlow's function leaves numbers out whenever it is called."""
    steps.end("Copy", steps.layer("Dropout", x, rate=rate))


def _clip_by_norm(steps: Steps, t: Any, clip_norm: float, axes: Any = None) -> None:
    squares = steps.step("Sum", steps.step("Square", t), axis=axes, keepdims=True)
    length = steps.step("Maximum", steps.step("Sqrt", squares), clip_norm)
    steps.end("Divide", steps.step("Multiply", t, clip_norm), length)


def _cumsum(steps: Steps, x: Any, axis: int = 0, exclusive: bool = False, reverse: bool = False) -> None:
    """Sums from the end where it is told so; without an element itself where it is told that."""
    if not exclusive and not reverse:
        raise OtherwiseError  # an operation of Keras
    last = steps.step if exclusive else steps.end
    if reverse:
        total = last("Flip", steps.step("Cumsum", steps.step("Flip", x, axis=axis), axis=axis), axis=axis)
    else:
        total = last("Cumsum", x, axis=axis)
    if exclusive:
        steps.end("Subtract", total, x)


def _sort(steps: Steps, values: Any, axis: int = -1, direction: str = "ASCENDING") -> None:
    if direction != "DESCENDING":
        raise OtherwiseError
    steps.end("Negative", steps.step("Sort", steps.step("Negative", values), axis=axis))


def _argsort(
    steps: Steps, values: Any, axis: int = -1, direction: str = "ASCENDING", stable: bool = False
) -> None:
    if direction != "DESCENDING":
        raise OtherwiseError
    steps.end("Argsort", steps.step("Negative", values), axis=axis)


def _polyval(steps: Steps, coeffs: list[Any], x: Any) -> None:
    found = coeffs[0] if coeffs else 0.0
    for factor in coeffs[1:]:
        found = steps.step("Add", steps.step("Multiply", x, found), factor)
    steps.end("Add", steps.step("ZerosLike", x), found)


def _adjust_gamma(steps: Steps, image: Any, gamma: float = 1, gain: float = 1) -> None:
    steps.end("Multiply", steps.step("Power", image, gamma), gain)


def _adjusted_colour(steps: Steps, image: Any, place: int, change: Callable[[Ref], Ref]) -> None:
    """Changes the hue or the saturation of pictures."""
    colours = steps.step("RGBToHSV", image)
    parts = [steps.step("GetItem", colours, _channel(index)) for index in range(3)]
    parts[place] = change(parts[place])
    steps.end("HSVToRGB", steps.step("Concatenate", parts, axis=-1))


def _channel(index: int) -> list[Any]:
    part = {"class_name": "__slice__", "config": {"start": index, "stop": index + 1, "step": None}}
    return [{"class_name": "__ellipsis__", "config": {}}, part]


def _adjust_saturation(steps: Steps, image: Any, saturation_factor: float) -> None:
    def change(part: Ref) -> Ref:
        return steps.step("Clip", steps.step("Multiply", part, saturation_factor), x_min=0.0, x_max=1.0)

    _adjusted_colour(steps, image, 1, change)


def _adjust_hue(steps: Steps, image: Any, delta: float) -> None:
    def change(part: Ref) -> Ref:
        return steps.step("Mod", steps.step("Add", part, delta + 1.0), 1.0)

    _adjusted_colour(steps, image, 0, change)


def _in_colours(steps: Steps, images: Any, factors: list[list[float]]) -> None:
    steps.end("Matmul", images, {"class_name": "__numpy__", "config": {"value": factors, "dtype": "float32"}})


#: What each channel gives to those of another way to tell colours.
_COLOURS = {
    "image.rgb_to_yuv": [
        [0.299, -0.14714119, 0.61497538], [0.587, -0.28886916, -0.51496512], [0.114, 0.43601035, -0.10001026]
    ],
    "image.yuv_to_rgb": [[1.0, 1.0, 1.0], [0.0, -0.394642334, 2.03206185], [1.13988303, -0.58062185, 0.0]],
    "image.rgb_to_yiq": [
        [0.299, 0.59590059, 0.2115], [0.587, -0.27455667, -0.52273617], [0.114, -0.32134392, 0.31119955]
    ],
    "image.yiq_to_rgb": [
        [1.0, 1.0, 1.0], [0.95598634, -0.27201283, -1.10674021], [0.6208248, -0.64720424, 1.70423049]
    ],
}  # fmt: skip


def _normalized(steps: Steps, tensor: Any, ord: Any = "euclidean", axis: Any = None) -> None:
    if ord == "euclidean":
        length = steps.step("Sqrt", steps.step("Sum", steps.step("Square", tensor), axis=axis, keepdims=True))
    elif axis is not None:
        length = steps.step("Norm", tensor, ord=ord, axis=axis, keepdims=True)
    else:
        raise OtherwiseError
    steps.give(steps.step("Divide", tensor, length), length)


def _weighted_moments(
    steps: Steps, x: Any, axes: Any, frequency_weights: Any, keepdims: bool = False, keep_dims: bool = False
) -> None:
    weights = steps.step("Multiply", steps.step("OnesLike", x), frequency_weights)
    total = steps.step("Sum", weights, axis=axes, keepdims=True)

    def mean(values: Any, kept: bool) -> Ref:
        parts = steps.step("Sum", steps.step("Multiply", values, weights), axis=axes, keepdims=True)
        found = steps.step("Divide", parts, total)
        return found if kept else steps.step("Squeeze", found, axis=axes)

    kept = keepdims or keep_dims
    away = steps.step("Square", steps.step("Subtract", x, mean(x, True)))
    steps.give(mean(x, kept), mean(away, kept))


def _length_of_all(steps: Steps, tensors: list[Any]) -> Ref:
    squares = [steps.step("Sum", steps.step("Square", tensor)) for tensor in tensors]
    return steps.step("Sqrt", steps.step("Sum", steps.step("Stack", squares, axis=0)))


def _global_norm(steps: Steps, t_list: list[Any]) -> None:
    steps.give(_length_of_all(steps, t_list))


def _clip_by_global_norm(steps: Steps, t_list: list[Any], clip_norm: float, use_norm: Any = None) -> None:
    length = _length_of_all(steps, t_list) if use_norm is None else use_norm
    share = steps.step("Divide", clip_norm, steps.step("Maximum", length, clip_norm))
    steps.give(*(steps.step("Multiply", tensor, share) for tensor in t_list), length)


def _hinge(steps: Steps, y_true: Any, y_pred: Any, squared: bool = False) -> None:
    """Labels are -1 and 1, or 0 and 1 where no others are among them."""
    zeros, ones = steps.step("Equal", y_true, 0.0), steps.step("Equal", y_true, 1.0)
    binary = steps.step("All", steps.step("LogicalOr", zeros, ones))
    turned = steps.step("Subtract", steps.step("Multiply", y_true, 2.0), 1.0)
    labels = steps.step("Where", binary, turned, y_true)
    parts = steps.step("Relu", steps.step("Subtract", 1.0, steps.step("Multiply", labels, y_pred)))
    steps.end("Mean", steps.step("Square", parts) if squared else parts, axis=-1)


def _xlogy(steps: Steps, x: Any, y: Any) -> None:
    idle = steps.step("Equal", x, 0.0)
    steps.end("Multiply", x, steps.step("Log", steps.step("Where", idle, 1.0, y)))


def _multiply_no_nan(steps: Steps, x: Any, y: Any) -> None:
    steps.end("Where", steps.step("Equal", y, 0.0), 0.0, steps.step("Multiply", x, y))


def _zero_fraction(steps: Steps, value: Any) -> None:
    steps.end("Mean", steps.step("Cast", steps.step("Equal", value, 0.0), dtype="float32"))


def _l2_loss(steps: Steps, t: Any) -> None:
    steps.end("Multiply", steps.step("Sum", steps.step("Square", t)), 0.5)


def _sequence_mask(steps: Steps, lengths: Any, maxlen: int, dtype: str = "bool") -> None:
    places = steps.constant(maxlen, lambda: np.arange(maxlen, dtype="int32"))
    asked = steps.step("ExpandDims", lengths, axis=-1)
    steps.end("Cast", steps.step("Less", places, asked), dtype=dtype)


def _cross_entropy(steps: Steps, labels: Any, logits: Any, axis: int = -1) -> None:
    parts = steps.step("Multiply", labels, steps.step("LogSoftmax", logits, axis=axis))
    steps.end("Negative", steps.step("Sum", parts, axis=axis))


def _binary_cross_entropy(steps: Steps, labels: Any, logits: Any) -> None:
    steps.end("Subtract", steps.step("Softplus", logits), steps.step("Multiply", logits, labels))


_FUNCTIONS: dict[str, Callable[..., None]] = {
    **algebra.FUNCTIONS,
    **detection.FUNCTIONS,
    **signal.FUNCTIONS,
    **special.FUNCTIONS,
    "clip_by_global_norm": _clip_by_global_norm,
    "global_norm": _global_norm,
    "hinge": _hinge,
    "squared_hinge": partial(_hinge, squared=True),
    "weighted_moments": _weighted_moments,
    "argsort": _argsort,
    "image.adjust_gamma": _adjust_gamma,
    "image.adjust_hue": _adjust_hue,
    "image.adjust_saturation": _adjust_saturation,
    **{name: partial(_in_colours, factors=factors) for name, factors in _COLOURS.items()},
    "l2_loss": _l2_loss,
    "normalize": _normalized,
    "multiply_no_nan": _multiply_no_nan,
    "polyval": _polyval,
    "sequence_mask": _sequence_mask,
    "sigmoid_cross_entropy_with_logits": _binary_cross_entropy,
    "softmax_cross_entropy_with_logits": _cross_entropy,
    "softmax_cross_entropy_with_logits_v2": _cross_entropy,
    "xlogy": _xlogy,
    "zero_fraction": _zero_fraction,
    "clip_by_norm": _clip_by_norm,
    "crelu": _crelu,
    "cumsum": _cumsum,
    "dropout": _dropout,
    "image.adjust_contrast": _adjust_contrast,
    "image.per_image_standardization": _per_image_standardization,
    "local_response_normalization": _local_response_normalization,
    "lrn": _local_response_normalization,
    "sort": _sort,
    "squared_difference": _squared_difference,
}


def replace_compound(arch: Architecture, function: str, node: Node, room: Room) -> bool:
    """Puts several operations of Keras 3 in place of one of tf.keras.

    Args:
        arch: The architecture; changed.
        function: What the node's operation is called there.
        node: The node.
        room: What is left for constants.

    Returns:
        Whether that could be done.
    """
    make = _FUNCTIONS.get(function)
    if make is None:
        return False
    return take(make, Steps(arch, node, room), node)
