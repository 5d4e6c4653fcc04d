"""Layers without windows or time, most of them a few operators of ONNX."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom import config
from layerloom.models.onnx_export.framing import center_crop, random_crop, resizing, upsampling
from layerloom.models.onnx_export.functions import activate
from layerloom.models.onnx_export.graph import Graph, NoOnnxError, Value, plain_dtype
from layerloom.models.onnx_export.lookup import encoded

# -- dense layers and tables -----------------------------------------------------------------------------------


def dense(graph: Graph, layer: Any, x: Value) -> str:
    """Dense."""
    y = graph.add("MatMul", graph.cast(x), graph.constant(layer.kernel.numpy()))
    y = y if layer.bias is None else graph.add("Add", y, graph.constant(layer.bias.numpy()))
    return activate(graph, y, layer.activation, repr(layer.name))


def einsum_dense(graph: Graph, layer: Any, x: Value) -> str:
    """EinsumDense."""
    y = graph.add(
        "Einsum",
        graph.cast(x),
        graph.constant(layer.kernel.numpy()),
        equation=layer.equation.replace(" ", ""),
    )
    y = y if layer.bias is None else graph.add("Add", y, graph.constant(layer.bias.numpy()))
    return activate(graph, y, layer.activation, repr(layer.name))


def embedding(graph: Graph, layer: Any, x: Value) -> str:
    """Embedding."""
    return graph.add("Gather", graph.constant(layer.embeddings.numpy()), graph.cast(x, "int64"), axis=0)


def category_encoding(graph: Graph, layer: Any, x: Value, weights: Value | None = None) -> str:
    """CategoryEncoding, also of numbers that do not all count the same."""
    numbers = graph.cast(x, "int64")
    if weights is None:
        return encoded(graph, numbers, x, layer)
    columns = graph.constant(np.arange(layer.num_tokens))
    hits = graph.add(
        "Cast", graph.add("Equal", graph.add("Unsqueeze", numbers, graph.whole(-1)), columns), to=1
    )
    each = graph.add("Mul", hits, graph.add("Unsqueeze", graph.cast(weights), graph.whole(-1)))
    return graph.reduce("Sum", each, (-2,), keepdims=False)


def discretization(graph: Graph, layer: Any, x: Value) -> str:
    """Discretization."""
    if layer.bin_boundaries is None:
        raise NoOnnxError(f"{layer.name!r} (Discretization) knows no bins: call adapt(data) first.")
    bounds = graph.constant(np.asarray(layer.bin_boundaries, np.float32))
    above = graph.add("GreaterOrEqual", graph.add("Unsqueeze", graph.cast(x), graph.whole(-1)), bounds)
    number = graph.reduce("Sum", graph.add("Cast", above, to=7), (-1,), keepdims=False)
    if layer.output_mode == "int":
        return graph.cast(Value(number, x.shape, "int64"), layer._output_dtype())
    return encoded(graph, number, x, layer)


# -- scaling and normalizing -----------------------------------------------------------------------------------


def rescaling(graph: Graph, layer: Any, x: Value) -> str:
    """Rescaling."""
    scale, offset = (np.asarray(value, np.float32) for value in (layer.scale, layer.offset))
    if scale.ndim and config.image_data_format() == "channels_first":
        scale = scale.reshape(scale.shape + (1,) * (3 - scale.ndim))
    return graph.add("Add", graph.add("Mul", graph.cast(x), graph.constant(scale)), graph.constant(offset))


def normalization(graph: Graph, layer: Any, x: Value) -> str:
    """Normalization."""
    mean, variance = (np.asarray(value) for value in layer._statistics(len(layer._input_shape)))
    deviation = np.maximum(np.sqrt(variance), np.float32(config.epsilon()))
    if layer.invert:
        return graph.add(
            "Add", graph.add("Mul", graph.cast(x), graph.constant(deviation)), graph.constant(mean)
        )
    return graph.add("Div", graph.add("Sub", graph.cast(x), graph.constant(mean)), graph.constant(deviation))


def batch_normalization(graph: Graph, layer: Any, x: Value) -> str:
    """BatchNormalization with its moving averages."""
    factor = 1 / np.sqrt(layer.moving_variance.numpy() + layer.epsilon)
    factor = factor if layer.gamma is None else factor * layer.gamma.numpy()
    shift = -layer.moving_mean.numpy() * factor
    shift = shift if layer.beta is None else shift + layer.beta.numpy()
    along = [-1 if axis == layer.axis % x.rank else 1 for axis in range(x.rank)]
    y = graph.add("Mul", graph.cast(x), graph.constant(factor.astype(np.float32).reshape(along)))
    return graph.add("Add", y, graph.constant(shift.astype(np.float32).reshape(along)))


def layer_normalization(graph: Graph, layer: Any, x: Value) -> str:
    """LayerNormalization."""
    axes = sorted(layer._axes(x.shape))
    y = graph.cast(x)
    if not layer.rms_scaling:
        y = graph.add("Sub", y, graph.reduce("Mean", y, axes))
        y = _divided(graph, y, y, axes, layer.epsilon)
    else:
        centred = graph.add("Sub", y, graph.reduce("Mean", y, axes))
        y = _divided(graph, y, centred, axes, layer.epsilon)
    along = [x.shape[axis] if axis in axes else 1 for axis in range(x.rank)]
    return _scaled(graph, y, layer.gamma, layer.beta, along)


def rms_normalization(graph: Graph, layer: Any, x: Value) -> str:
    """RMSNormalization."""
    axes = sorted(layer._axes(x.shape))
    y = _divided(graph, graph.cast(x), graph.cast(x), axes, layer.epsilon)
    along = [x.shape[axis] if axis in axes else 1 for axis in range(x.rank)]
    return _scaled(graph, y, layer.scale, None, along)


def group_normalization(graph: Graph, layer: Any, x: Value) -> str:
    """GroupNormalization."""
    axis, channels = layer.axis % x.rank, x.shape[layer.axis]
    groups = channels if layer.groups == -1 else layer.groups
    parted = (*x.shape[:axis], groups, (channels or 0) // groups, *x.shape[axis + 1 :])
    y = graph.reshape(graph.cast(x), parted, repr(layer.name), kept=axis)
    axes = [place for place in range(1, x.rank + 1) if place != axis]
    y = graph.add("Sub", y, graph.reduce("Mean", y, axes))
    y = graph.reshape(_divided(graph, y, y, axes, layer.epsilon), x.shape, repr(layer.name), kept=axis)
    return _scaled(graph, y, layer.gamma, layer.beta, [channels if i == axis else 1 for i in range(x.rank)])


def unit_normalization(graph: Graph, layer: Any, x: Value) -> str:
    """UnitNormalization."""
    return unit_vectors(graph, graph.cast(x), layer._axes(x.shape))


def unit_vectors(graph: Graph, x: str, axes: Any) -> str:
    """Brings vectors along axes to length 1."""
    length = graph.add("Sqrt", graph.reduce("SumSquare", x, tuple(axes)))
    return graph.add("Div", x, graph.add("Max", length, graph.constant(np.float32(1e-12))))


def _divided(graph: Graph, y: str, spread: str, axes: Any, epsilon: float) -> str:
    variance = graph.reduce("Mean", graph.add("Mul", spread, spread), axes)
    return graph.add("Div", y, graph.add("Sqrt", graph.scalar("Add", variance, epsilon)))


def _scaled(graph: Graph, y: str, gamma: Any, beta: Any, along: Any) -> str:
    if gamma is not None:
        y = graph.add("Mul", y, graph.constant(gamma.numpy().reshape(along)))
    return y if beta is None else graph.add("Add", y, graph.constant(beta.numpy().reshape(along)))


# -- activations -----------------------------------------------------------------------------------------------


def activation(graph: Graph, layer: Any, x: Value) -> str:
    """Activation."""
    return activate(graph, graph.cast(x), layer.activation, repr(layer.name))


def relu(graph: Graph, layer: Any, x: Value) -> str:
    """ReLU with slope, bound and threshold."""
    slope, most, start = float(layer.negative_slope), layer.max_value, float(layer.threshold)
    name = graph.cast(x)
    kept = name
    if start:
        above = graph.add("Cast", graph.scalar("Greater", name, start), to=1)
        kept = graph.add("Mul", name, above)
    y = graph.add("Relu", kept) if start >= 0 else kept
    if most is not None:
        y = graph.add("Clip", y, "", graph.constant(np.float32(most)))
    if not slope:
        return y
    below = graph.add("Relu", graph.scalar("Add", graph.add("Neg", name), start))
    return graph.add("Sub", y, graph.scalar("Mul", below, slope))


def prelu(graph: Graph, layer: Any, x: Value) -> str:
    """PReLU."""
    name = graph.cast(x)
    negative = graph.add(
        "Mul", graph.add("Relu", graph.add("Neg", name)), graph.constant(layer.alpha.numpy())
    )
    return graph.add("Sub", graph.add("Relu", name), negative)


def softmax(graph: Graph, layer: Any, x: Value) -> str:
    """Softmax along one axis or several."""
    axes = layer.axis if isinstance(layer.axis, (list, tuple)) else [layer.axis]
    if len(axes) == 1:
        return graph.add("Softmax", graph.cast(x), axis=int(axes[0]))
    name = graph.cast(x)
    power = graph.add("Exp", graph.add("Sub", name, graph.reduce("Max", name, tuple(axes))))
    return graph.add("Div", power, graph.reduce("Sum", power, tuple(axes)))


# -- shapes ----------------------------------------------------------------------------------------------------


def flatten(graph: Graph, layer: Any, x: Value) -> str:
    """Flatten."""
    name = x.name
    if layer.data_format == "channels_first" and x.rank > 2:
        name = graph.channels_to_end(name, x.rank)
    rest = x.shape[1:]
    return graph.reshape(name, (None, -1 if None in rest else math.prod(map(int, rest))))  # type: ignore[arg-type]


def reshape(graph: Graph, layer: Any, x: Value) -> str:
    """Reshape."""
    return graph.reshape(x.name, (None, *layer.target_shape), repr(layer.name))


def permute(graph: Graph, layer: Any, x: Value) -> str:
    """Permute."""
    return graph.transpose(x.name, (0, *layer.dims))


def repeat_vector(graph: Graph, layer: Any, x: Value) -> str:
    """RepeatVector."""
    return graph.add("Tile", graph.add("Unsqueeze", x.name, graph.whole(1)), graph.whole(1, layer.n, 1))


def cropping(graph: Graph, layer: Any, x: Value) -> str:
    """Cropping of one to three dimensions."""
    name = x.name
    for place, (before, after) in enumerate(layer._pairs):
        if before or after:
            name = graph.slice(name, layer._first_axis + place, before, -after if after else None)
    return name


def zero_padding(graph: Graph, layer: Any, x: Value) -> str:
    """ZeroPadding of one to three dimensions."""
    lead, rest = (0,) * layer._first_axis, (0,) * (x.rank - layer._first_axis - layer.rank)
    starts = (*lead, *(before for before, _ in layer._pairs), *rest)
    ends = (*lead, *(after for _, after in layer._pairs), *rest)
    zero = graph.constant(np.zeros((), plain_dtype(x.dtype)))
    return graph.add("Pad", x.name, graph.whole(*starts, *ends), zero)


# -- several inputs --------------------------------------------------------------------------------------------


def merging(graph: Graph, layer: Any, *inputs: Value) -> str:
    """Add, Subtract, Multiply, Average, Maximum, Minimum."""
    rank = max(x.rank for x in inputs)
    names = [_raised(graph, x, rank) for x in inputs]
    kind = type(layer).__name__
    operator = {"Subtract": "Sub", "Multiply": "Mul", "Maximum": "Max", "Minimum": "Min"}.get(kind, "Add")
    y = names[0]
    for name in names[1:]:
        y = graph.add(operator, y, name)
    return graph.scalar("Div", y, len(names)) if kind == "Average" else y


def concatenate(graph: Graph, layer: Any, *inputs: Value) -> str:
    """Concatenate."""
    return graph.add("Concat", *(graph.cast(x) for x in inputs), axis=int(layer.axis))


def dot(graph: Graph, layer: Any, first: Value, second: Value) -> str:
    """Dot."""
    places = layer._places([first.shape, second.shape])
    letters, sides, names = iter("abcdefghijklmnopqrstuvw"), [], []
    for x, place in zip((first, second), places, strict=True):
        name = graph.cast(x)
        names.append(unit_vectors(graph, name, (place,)) if layer.normalize else name)
        row = ["z", *(next(letters) for _ in range(x.rank - 1))]
        row[place] = "y"  # what is summed up
        sides.append("".join(row))
    rest = "".join(sides).replace("z", "").replace("y", "")
    found = graph.add("Einsum", *names, equation=f"{sides[0]},{sides[1]}->z{rest}")
    return found if rest else graph.add("Unsqueeze", found, graph.whole(1))


def scaled_sum(graph: Graph, layer: Any, first: Value, second: Value) -> str:
    """CustomScaleLayer."""
    return graph.add("Add", graph.cast(first), graph.scalar("Mul", graph.cast(second), layer.scale))


def _raised(graph: Graph, x: Value, rank: int) -> str:
    name = graph.cast(x)
    more = rank - x.rank
    return graph.add("Unsqueeze", name, graph.whole(*range(1, 1 + more))) if more else name


def masking(graph: Graph, layer: Any, x: Value) -> str:
    """Masking: the values alone."""
    same = graph.scalar("Equal", graph.cast(x), layer.mask_value)
    counts = graph.add("Cast", graph.add("Not", same), to=1)
    return graph.add("Mul", graph.cast(x), graph.reduce("Max", counts, (-1,)))


def same(graph: Graph, layer: Any, x: Value) -> str:
    """What changes nothing outside of training."""
    return x.name


def as_floats(graph: Graph, layer: Any, x: Value) -> str:
    """Augmentation, which outside of training passes pictures on as floats."""
    return graph.cast(x)


_SAME = (
    "ActivityRegularization", "AlphaDropout", "Dropout", "GaussianDropout", "GaussianNoise", "Identity",
    "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "StochasticDepth",
)  # fmt: skip
#: Layers that keep the number type of what they are given, also of whole numbers.
KEEP_TYPES = {*_SAME, "Flatten", "Permute", "RepeatVector", "Reshape", "Resizing"}
KEEP_TYPES |= {f"{name}{rank}D" for name in ("Cropping", "ZeroPadding") for rank in (1, 2, 3)}
_AUGMENTATION = (
    "AugMix", "CutMix", "Equalization", "MixUp", "RandAugment", "RandomBrightness", "RandomColorDegeneration",
    "RandomColorJitter", "RandomContrast", "RandomElasticTransform", "RandomErasing", "RandomFlip",
    "RandomGaussianBlur", "RandomGrayscale", "RandomHeight", "RandomHue", "RandomInvert", "RandomPerspective",
    "RandomPosterization", "RandomRotation", "RandomSaturation", "RandomSharpness", "RandomShear", "RandomTranslation",
    "RandomWidth", "RandomZoom", "Solarization",
)  # fmt: skip

PLAIN: dict[str, Callable[..., str]] = {
    **dict.fromkeys(_SAME, same),
    **dict.fromkeys(_AUGMENTATION, as_floats),
    **dict.fromkeys(("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"), merging),
    **{f"Cropping{rank}D": cropping for rank in (1, 2, 3)},
    **{f"ZeroPadding{rank}D": zero_padding for rank in (1, 2, 3)},
    **{f"UpSampling{rank}D": upsampling for rank in (1, 2, 3)},
    "Activation": activation,
    "BatchNormalization": batch_normalization,
    "CategoryEncoding": category_encoding,
    "CenterCrop": center_crop,
    "Concatenate": concatenate,
    "CustomScaleLayer": scaled_sum,
    "Dense": dense,
    "Discretization": discretization,
    "Dot": dot,
    "ELU": lambda graph, layer, x: graph.add("Elu", graph.cast(x), alpha=float(layer.alpha)),
    "EinsumDense": einsum_dense,
    "Embedding": embedding,
    "Flatten": flatten,
    "GroupNormalization": group_normalization,
    "LayerNormalization": layer_normalization,
    "LayerScale": lambda graph, layer, x: graph.add(
        "Mul", graph.cast(x), graph.constant(layer.gamma.numpy())
    ),
    "LeakyReLU": lambda graph, layer, x: graph.add(
        "LeakyRelu", graph.cast(x), alpha=float(layer.negative_slope)
    ),
    "Masking": masking,
    "Normalization": normalization,
    "PReLU": prelu,
    "Permute": permute,
    "RandomCrop": random_crop,
    "RMSNormalization": rms_normalization,
    "ReLU": relu,
    "RepeatVector": repeat_vector,
    "Rescaling": rescaling,
    "Reshape": reshape,
    "Resizing": resizing,
    "ReversibleEmbedding": embedding,
    "Softmax": softmax,
    "UnitNormalization": unit_normalization,
}
