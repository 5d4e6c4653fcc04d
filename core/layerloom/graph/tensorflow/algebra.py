"""Functions of TensorFlow for numbers, matrices and borders, each as several operations of Keras 3."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from layerloom.graph.architecture import Ref
from layerloom.graph.tensorflow.node_def import plain
from layerloom.graph.tensorflow.steps import Arguments, OtherwiseError, Steps, constant


def _clipped(steps: Steps, t: Any, clip_value_min: Any, clip_value_max: Any) -> None:
    """Between tensors; Keras clips between numbers."""
    if not isinstance(clip_value_min, (Ref, list)) and not isinstance(clip_value_max, (Ref, list)):
        raise OtherwiseError
    steps.end("Minimum", steps.step("Maximum", t, clip_value_min), clip_value_max)


def _one_hot(
    steps: Steps,
    indices: Any,
    depth: int,
    on_value: float = 1,
    off_value: float = 0,
    axis: int = -1,
    dtype: str = "float32",
) -> None:
    if on_value == 1 and off_value == 0:
        raise OtherwiseError
    hot = steps.step("OneHot", indices, num_classes=depth, axis=axis, dtype="float32")
    steps.end(
        "Cast", steps.step("Add", steps.step("Multiply", hot, on_value - off_value), off_value), dtype=dtype
    )


def _l2_normalize(steps: Steps, x: Any, axis: Any = None, epsilon: float = 1e-12, dim: Any = None) -> None:
    """Over all axes or several; Keras normalizes over one."""
    axis = dim if axis is None else axis
    if isinstance(axis, int):
        raise OtherwiseError
    squares = steps.step("Sum", steps.step("Square", x), axis=axis, keepdims=True)
    steps.end("Multiply", x, steps.step("Rsqrt", steps.step("Maximum", squares, epsilon)))


def _euclidean(steps: Steps, input_tensor: Any, axis: Any = None, keepdims: bool = False) -> None:
    squares = steps.step("Sum", steps.step("Square", input_tensor), axis=axis, keepdims=keepdims)
    steps.end("Sqrt", squares)


def _norm(
    steps: Steps, tensor: Any, ord: Any = "euclidean", axis: Any = None, keepdims: bool = False
) -> None:
    """Of all elements, or along axes as if they were one; norms of matrices are Keras's."""
    over: Arguments = {"axis": axis, "keepdims": keepdims}
    if ord in ("euclidean", "fro") or (ord == 2 and not isinstance(axis, list)):
        return _euclidean(steps, tensor, axis, keepdims)
    if axis is not None or isinstance(ord, str) or not isinstance(ord, (int, float)):
        raise OtherwiseError
    if ord == float("inf"):
        steps.end("Max", steps.step("Absolute", tensor), **over)
    elif ord == 1:
        steps.end("Sum", steps.step("Absolute", tensor), **over)
    elif ord > 0:
        powers = steps.step("Sum", steps.step("Power", steps.step("Absolute", tensor), ord), **over)
        steps.end("Power", powers, 1 / ord)
    else:
        raise OtherwiseError
    return None


def _silu(steps: Steps, features: Any, beta: float = 1) -> None:
    if beta == 1:
        raise OtherwiseError
    steps.end("Multiply", features, steps.step("Sigmoid", steps.step("Multiply", features, beta)))


def _xdivy(steps: Steps, x: Any, y: Any) -> None:
    steps.end("Divide", x, steps.step("Where", steps.step("Equal", x, 0.0), 1.0, y))


def _xlog1py(steps: Steps, x: Any, y: Any) -> None:
    idle = steps.step("Equal", x, 0.0)
    steps.end("Multiply", x, steps.step("Log1p", steps.step("Where", idle, 0.0, y)))


def _reciprocal_no_nan(steps: Steps, x: Any) -> None:
    steps.end("DivideNoNan", 1.0, x)


def _weighted_cross_entropy(steps: Steps, labels: Any, logits: Any, pos_weight: Any) -> None:
    rest = steps.step("Multiply", steps.step("Subtract", 1.0, labels), logits)
    more = steps.step("Multiply", labels, steps.step("Subtract", pos_weight, steps.step("OnesLike", labels)))
    weight = steps.step("Add", more, 1.0)
    steps.end(
        "Add", rest, steps.step("Multiply", weight, steps.step("Softplus", steps.step("Negative", logits)))
    )


def _log_poisson_loss(steps: Steps, targets: Any, log_input: Any) -> None:
    steps.end("Subtract", steps.step("Exp", log_input), steps.step("Multiply", log_input, targets))


def _band_part(steps: Steps, input: Any, num_lower: int, num_upper: int) -> None:
    if num_lower < 0 or num_upper < 0:
        raise OtherwiseError
    steps.end("Triu", steps.step("Tril", input, k=num_upper), k=-num_lower)


def _transposed(steps: Steps, x: Any) -> Ref:
    return steps.step("Swapaxes", x, axis1=-2, axis2=-1)


def _svd(steps: Steps, tensor: Any, full_matrices: bool = False, compute_uv: bool = True) -> None:
    if not compute_uv:
        steps.end("SVD", tensor, full_matrices=full_matrices, compute_uv=False)
        return
    left = steps.step("SVD", tensor, full_matrices=full_matrices, compute_uv=True)
    steps.give(Ref(left.node, 1), left, _transposed(steps, Ref(left.node, 2)))


def _qr(steps: Steps, input: Any, full_matrices: bool = False) -> None:
    steps.end("Qr", input, mode="complete" if full_matrices else "reduced")


def _eigvalsh(steps: Steps, tensor: Any) -> None:
    steps.give(steps.step("Eigh", tensor))


def _triangular_solve(steps: Steps, matrix: Any, rhs: Any, lower: bool = True, adjoint: bool = False) -> None:
    matrix = _transposed(steps, matrix) if adjoint else matrix
    steps.end("SolveTriangular", matrix, rhs, lower=lower != adjoint)


def _cholesky_solve(steps: Steps, chol: Any, rhs: Any) -> None:
    half = steps.step("SolveTriangular", chol, rhs, lower=True)
    steps.end("SolveTriangular", _transposed(steps, chol), half, lower=False)


def _segment_mean(steps: Steps, data: Any, segment_ids: Any, num_segments: Any = None) -> None:
    told = {"num_segments": num_segments, "sorted": False}
    count = steps.step("SegmentSum", steps.step("OnesLike", data), segment_ids, **told)
    steps.end("DivideNoNan", steps.step("SegmentSum", data, segment_ids, **told), count)


def _scatter_sub(steps: Steps, tensor: Any, indices: Any, updates: Any) -> None:
    less = (
        steps.step("Negative", updates) if isinstance(updates, Ref) else constant(-np.float32(plain(updates)))
    )
    steps.end("ScatterUpdate", tensor, indices, less, reduction="add")


def _psnr(steps: Steps, a: Any, b: Any, max_val: float) -> None:
    if max_val <= 0:
        raise OtherwiseError
    error = steps.step(
        "Mean", steps.step("Square", steps.step("Subtract", a, b)), axis=[-3, -2, -1], keepdims=False
    )
    decibels = steps.step("Multiply", steps.step("Log10", error), -10.0)
    steps.end("Add", decibels, float(20 * np.log10(max_val)))


def _fake_quant(
    steps: Steps, inputs: Any, min: Any = -6.0, max: Any = 6.0, num_bits: int = 8, narrow_range: bool = False
) -> None:
    """Rounds to one of so many numbers, one of which is 0."""
    if isinstance(min, Ref) or isinstance(max, Ref) or not 2 <= num_bits <= 16:
        raise OtherwiseError
    low, high = np.float32(min), np.float32(max)
    first, last = np.float32(narrow_range), np.float32(2**num_bits - 1)
    if low.shape != high.shape or not np.all(low < high):
        raise OtherwiseError
    scale = (high - low) / (last - first)
    zero = np.clip(np.floor(first - low / scale + np.float32(0.5)), first, last)
    low, high = (first - zero) * scale, (last - zero) * scale
    cut = steps.step("Minimum", steps.step("Maximum", inputs, _plain(low)), _plain(high))
    places = steps.step("Multiply", steps.step("Subtract", cut, _plain(low)), _plain(1 / scale))
    whole = steps.step("Floor", steps.step("Add", places, 0.5))
    steps.end("Add", steps.step("Multiply", whole, _plain(scale)), _plain(low))


def _plain(value: Any) -> Any:
    return constant(value) if np.ndim(value) else float(value)


def _boolean_mask(steps: Steps, tensor: Any, mask: Any, axis: int = 0) -> None:
    """With a mask that is known; another one makes shapes that differ from call to call."""
    if not isinstance(mask, list) or not all(type(item) is bool for item in mask):
        raise OtherwiseError
    steps.end("Take", tensor, constant(np.flatnonzero(mask).astype("int32")), axis=axis)


def _identity_n(steps: Steps, input: Any) -> None:
    steps.give(*input if isinstance(input, list) else [input])


def _random_flip(steps: Steps, image: Any, seed: Any = None, mode: str = "") -> None:
    steps.end("Copy", steps.layer("RandomFlip", image, mode=mode))


def _scaled_bessel(steps: Steps, x: Any) -> None:
    small = steps.step("Exp", steps.step("Negative", steps.step("Absolute", x)))
    steps.end("Multiply", steps.step("I0", x), small)


def _ndtri(steps: Steps, x: Any) -> None:
    doubled = steps.step("Subtract", steps.step("Multiply", x, 2.0), 1.0)
    steps.end("Multiply", steps.step("Erfinv", doubled), 2**0.5)


def _erfcinv(steps: Steps, x: Any) -> None:
    steps.end("Erfinv", steps.step("Subtract", 1.0, x))


def _pool(
    steps: Steps,
    input: Any,
    window_shape: list[Any],
    pooling_type: str,
    strides: Any = None,
    padding: str = "VALID",
    data_format: Any = None,
    dilations: Any = None,
) -> None:
    if any(isinstance(item, Ref) for item in window_shape) or pooling_type not in ("MAX", "AVG"):
        raise OtherwiseError
    if (dilations or 1) not in (1, [1] * len(window_shape)):
        raise OtherwiseError
    form = "channels_first" if str(data_format).startswith("NC") else "channels_last"
    settings = {"strides": strides or 1, "padding": padding.lower(), "data_format": form}
    steps.end(
        "MaxPool" if pooling_type == "MAX" else "AveragePool", input, pool_size=window_shape, **settings
    )


def _edges(padding: Any) -> list[Any]:
    """Returns the widths of borders for samples, rows, columns and channels."""
    if not isinstance(padding, list):
        raise OtherwiseError
    return padding


def _inner(value: Any) -> Any:
    """Returns what is told for rows and columns alone, as one number where it is the same."""
    inner = value[1:-1] if isinstance(value, list) and len(value) == 4 else value
    return inner[0] if isinstance(inner, list) and len(set(inner)) == 1 else inner


def _padded_pool(
    steps: Steps, input: Any, ksize: Any, strides: Any, padding: Any, data_format: str = "NHWC"
) -> None:
    """With borders of chosen widths, which win no window: no number of the tensor is smaller than its least one."""
    if data_format != "NHWC":
        raise OtherwiseError
    edges = _edges(padding)
    wide = steps.step("Pad", input, steps.step("Min", input), pad_width=edges, mode="constant")
    settings = {"strides": _inner(strides), "padding": "valid", "data_format": "channels_last"}
    steps.end("MaxPool", wide, pool_size=_inner(ksize), **settings)


def _padded_conv(
    steps: Steps,
    input: Any,
    filters: Any = None,
    strides: Any = 1,
    padding: Any = None,
    data_format: str = "NHWC",
    dilations: Any = 1,
    filter: Any = None,
    use_cudnn_on_gpu: bool = True,
    class_name: str = "Conv",
) -> None:
    """With borders of chosen widths."""
    if data_format != "NHWC":
        raise OtherwiseError
    wide = steps.step("Pad", input, 0, pad_width=_edges(padding), mode="constant")
    settings = {"strides": _inner(strides), "padding": "valid", "dilation_rate": _inner(dilations)}
    weights = filter if filters is None else filters
    steps.end(class_name, wide, weights, data_format="channels_last", **settings)


def _cast_to_floatx(steps: Steps, x: Any) -> None:
    steps.end("Cast", x, dtype="float32")


def _add_n(steps: Steps, inputs: Any) -> None:
    """Of one tensor, which files tell as no list; of several it is a layer."""
    if not isinstance(inputs, Ref):
        raise OtherwiseError
    steps.end("Copy", inputs)


def _stack(steps: Steps, values: Any, axis: int = 0) -> None:
    """Of one tensor, which files tell as no list; of several it is an operation of Keras."""
    if not isinstance(values, Ref):
        raise OtherwiseError
    steps.end("ExpandDims", values, axis=axis)


FUNCTIONS: dict[str, Callable[..., None]] = {
    "accumulate_n": _add_n,
    "add_n": _add_n,
    "band_part": _band_part,
    "bessel_i0e": _scaled_bessel,
    "boolean_mask": _boolean_mask,
    "cast_to_floatx": _cast_to_floatx,
    "cholesky_solve": _cholesky_solve,
    "clip_by_value": _clipped,
    "conv2d": _padded_conv,
    "depthwise_conv2d": partial(_padded_conv, class_name="DepthwiseConv"),
    "eigvalsh": _eigvalsh,
    "erfcinv": _erfcinv,
    "fake_quant_with_min_max_args": _fake_quant,
    "fake_quant_with_min_max_vars": _fake_quant,
    "fake_quant_with_min_max_vars_per_channel": _fake_quant,
    "identity_n": _identity_n,
    "image.psnr": _psnr,
    "image.random_flip_left_right": partial(_random_flip, mode="horizontal"),
    "image.random_flip_up_down": partial(_random_flip, mode="vertical"),
    "l2_normalize": _l2_normalize,
    "log_poisson_loss": _log_poisson_loss,
    "max_pool": _padded_pool,
    "max_pool2d": _padded_pool,
    "ndtri": _ndtri,
    "norm": _norm,
    "one_hot": _one_hot,
    "pool": _pool,
    "qr": _qr,
    "reciprocal_no_nan": _reciprocal_no_nan,
    "reduce_euclidean_norm": _euclidean,
    "segment_mean": _segment_mean,
    "silu": _silu,
    "stack": _stack,
    "svd": _svd,
    "swish": _silu,
    "tensor_scatter_nd_sub": _scatter_sub,
    "triangular_solve": _triangular_solve,
    "unsorted_segment_mean": _segment_mean,
    "weighted_cross_entropy_with_logits": _weighted_cross_entropy,
    "xdivy": _xdivy,
    "xlog1py": _xlog1py,
}
