"""Keras 1: the spellings of its layers, brought to those of today."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from layerloom.declaration import find
from layerloom.graph.architecture import ArchitectureError, shorten

Config = dict[str, Any]

#: Argument of Keras 1 -> today's, where it means the same in every layer that has it.
RENAMED = {
    "init": "kernel_initializer",
    "inner_init": "recurrent_initializer",
    "W_regularizer": "kernel_regularizer",
    "U_regularizer": "recurrent_regularizer",
    "b_regularizer": "bias_regularizer",
    "W_constraint": "kernel_constraint",
    "U_constraint": "recurrent_constraint",
    "b_constraint": "bias_constraint",
    "bias": "use_bias",
    "output_dim": "units",
    "inner_activation": "recurrent_activation",
    "dropout_W": "dropout",
    "dropout_U": "recurrent_dropout",
    "nb_filter": "filters",
    "filter_length": "kernel_size",
    "border_mode": "padding",
    "subsample": "strides",
    "subsample_length": "strides",
    "atrous_rate": "dilation_rate",
    "pool_length": "pool_size",
    "stride": "strides",
    "dim_ordering": "data_format",
    "p": "rate",
}

#: The same for single layers; these go before :data:`RENAMED`.
_RENAMED_IN: dict[str, dict[str, str]] = {
    "BatchNormalization": {"beta_init": "beta_initializer", "gamma_init": "gamma_initializer"},
    "Embedding": {
        "output_dim": "output_dim",
        "init": "embeddings_initializer",
        "W_regularizer": "embeddings_regularizer",
        "W_constraint": "embeddings_constraint",
    },
    "GaussianNoise": {"sigma": "stddev"},
    "InputLayer": {"input_dtype": "dtype"},
    "ParametricSoftplus": {"alpha_init": "alpha_initializer", "beta_init": "beta_initializer"},
    "PReLU": {"init": "alpha_initializer"},
    "SReLU": {f"{part}_init": f"{part}_initializer" for part in ("t_left", "a_left", "t_right", "a_right")},
    "UpSampling1D": {"length": "size"},
}

#: Classes by another name.
_CLASSES = {
    "Convolution1D": "Conv1D",
    "Convolution2D": "Conv2D",
    "Convolution3D": "Conv3D",
    "AtrousConvolution1D": "Conv1D",
    "AtrousConvolution2D": "Conv2D",
    "Deconvolution2D": "Conv2DTranspose",
    "Deconvolution3D": "Conv3DTranspose",
    "SeparableConvolution2D": "SeparableConv2D",
    "Layer": "Layer",  # the base of all, which handed on what it got
}

#: Arguments that say nothing about the mathematics, or repeat what ``batch_input_shape`` says.
_DROPPED = ("consume_less", "input_dtype", "input_dim", "input_length")

#: Values of ``dim_ordering``, as in ``data_format`` ever since.
DATA_FORMATS = {"tf": "channels_last", "th": "channels_first"}

#: Modes of Merge that have become layers.
_MERGES = {
    "sum": "Add",
    "mul": "Multiply",
    "ave": "Average",
    "max": "Maximum",
    "concat": "Concatenate",
    "dot": "Dot",
    "cos": "Dot",
}

#: Arguments that only Keras 1 wrote; one of them in a layer of Keras tells its version.
_MARKS = frozenset({"border_mode", "dim_ordering", "init", "input_dtype", "nb_filter", "W_regularizer"})

#: Layers that Keras 2 still took in from Keras 1 and wrote in the old way.
OLD_CLASSES = frozenset({"Highway", "MaxoutDense", "Merge", "TimeDistributedDense"})


def is_keras1_layer(class_name: str, config: Config) -> bool:
    """Tells whether a layer of Keras has an argument that only Keras 1 wrote."""
    return not _MARKS.isdisjoint(config) and _is_known(class_name)


def modern_layer(class_name: str, config: Config) -> tuple[str, Config]:
    """Brings a layer of Keras 1 to today's class and arguments.

    Args:
        class_name: The class that Keras 1 called it.
        config: Its config; layers inside it are today's already.

    Returns:
        Class name and config; those of a class that is none of Keras as they are. ``Merge`` with code of its own
        becomes a ``Lambda``, which is never made from a file.

    Raises:
        ArchitectureError: If it does what no layer does today.
    """
    config = dict(config)
    composite = _COMPOSITES.get(class_name)
    if composite is not None:
        return composite(config)
    if not _is_known(class_name):
        return class_name, config
    class_name = _CLASSES.get(class_name, class_name)
    special = _SPECIAL.get(class_name)
    if special is not None:
        special(config)
    renamed = {**RENAMED, **_RENAMED_IN.get(class_name, {})}
    dropped = {key for key in _DROPPED if key not in renamed}
    if class_name == "Embedding":
        dropped = {"dropout", "input_dtype"}  # the dropout of whole words acted in training only
    modern = {renamed.get(key, key): _value(key, item) for key, item in config.items() if key not in dropped}
    if class_name == "Flatten":
        modern.setdefault("data_format", "channels_last")
    if class_name == "BatchNormalization" and "mode" in modern:
        class_name = "BatchNormalizationOfKeras1"
    return class_name, modern


def _is_known(class_name: str) -> bool:
    known = class_name in _CLASSES or class_name in _COMPOSITES
    return known or find("layer", class_name) is not None


def _value(key: str, value: Any) -> Any:
    """Returns an argument's value in today's form."""
    if key == "shared_axes" and value == [None]:
        return None
    if key == "dim_ordering":
        return DATA_FORMATS.get(value) if isinstance(value, str) else value
    if not isinstance(value, dict) or not isinstance(value.get("name"), str) or "class_name" in value:
        return value
    if key.endswith("regularizer"):
        if "Eigenvalue" in value["name"]:  # known to training alone, and to no Keras since
            return None
        return {"class_name": "L1L2", "config": {name: value.get(name) or 0.0 for name in ("l1", "l2")}}
    if key.endswith("constraint"):
        names = {"m": "max_value"}
        inner = {names.get(name, name): item for name, item in value.items() if name != "name"}
        return {"class_name": value["name"], "config": inner}
    return value


# -- layers that need more than other names --------------------------------------------------------------------


def _convolution(config: Config) -> None:
    for keys in (("nb_row", "nb_col"), ("kernel_dim1", "kernel_dim2", "kernel_dim3")):
        if all(key in config for key in keys):
            config["kernel_size"] = [config.pop(key) for key in keys]


def _separable(config: Config) -> None:
    _convolution(config)
    start = config.pop("init", None)
    if start is not None:
        config.update(depthwise_initializer=start, pointwise_initializer=start)


def _transposed(config: Config) -> None:
    """Turns the output shape, which Keras 1 asked for, into a padding where it is not the one that follows."""
    _convolution(config)
    shape: Any = config.pop("output_shape", None)
    kernel: Any = config.get("kernel_size")
    strides: Any = config.get("subsample")
    if not isinstance(shape, (list, tuple)):
        return
    sizes = shape[2:] if config.get("dim_ordering") == "th" else shape[1:-1]
    if not (_counts(sizes) and _counts(kernel) and _counts(strides)) or not len(sizes) == len(kernel) == len(
        strides
    ):
        return
    valid = config.get("border_mode") != "same"
    usual = [
        (size - max(k, s)) % s == 0 if valid else size % s == 0
        for size, k, s in zip(sizes, kernel, strides, strict=True)
    ]
    if not all(usual):
        config["output_padding"] = [
            (size - (k if valid else k % 2)) % s for size, k, s in zip(sizes, kernel, strides, strict=True)
        ]


def _recurrent(config: Config) -> None:
    start = config.pop("forget_bias_init", None)
    if start is not None:
        config["unit_forget_bias"] = start == "one"


def _conv_recurrent(config: Config) -> None:
    _convolution(config)
    _recurrent(config)


def _normalization(config: Config) -> None:
    if config.get("mode") in (0, None):
        config.pop("mode", None)


def _padding(config: Config) -> None:
    sides = config.get("padding")
    if isinstance(sides, dict):
        top, bottom, left, right = (
            sides.get(f"{side}_pad", 0) for side in ("top", "bottom", "left", "right")
        )
        config["padding"] = [[top, bottom], [left, right]]
    elif isinstance(sides, list) and len(sides) == 4:
        config["padding"] = [sides[:2], sides[2:]]


def _steps(config: Config) -> None:
    sides = config.get("padding")
    if isinstance(sides, dict):
        config["padding"] = [sides.get("left_pad", 0), sides.get("right_pad", 0)]


_SPECIAL: dict[str, Callable[[Config], None]] = {
    "BatchNormalization": _normalization,
    "Conv2D": _convolution,
    "Conv2DTranspose": _transposed,
    "Conv3D": _convolution,
    "Conv3DTranspose": _transposed,
    "ConvLSTM2D": _conv_recurrent,
    "LSTM": _recurrent,
    "LocallyConnected2D": _convolution,
    "SeparableConv2D": _separable,
    "ZeroPadding1D": _steps,
    "ZeroPadding2D": _padding,
}


# -- layers that have become others -----------------------------------------------------------------------------


def _time_distributed_dense(config: Config) -> tuple[str, Config]:
    place: Config = {key: config.pop(key) for key in ("batch_input_shape", "trainable") if key in config}
    name = config["name"] if isinstance(config.get("name"), str) else "timedistributeddense"
    _, inner = modern_layer("Dense", {**config, "name": f"{name}_dense"})
    return "TimeDistributed", {"name": name, **place, "layer": {"class_name": "Dense", "config": inner}}


def _maxout(config: Config) -> tuple[str, Config]:
    """Makes a Sequential: all the lines at once, then the greatest of each unit."""
    units, lines = config.pop("output_dim", None), config.pop("nb_feature", 4)
    if not _counts([units, lines]):
        raise ArchitectureError(f"Layer {shorten(config.get('name'))!r}: its sizes are no numbers.")
    place: Config = {key: config.pop(key) for key in ("batch_input_shape", "trainable") if key in config}
    activity = config.pop("activity_regularizer", None)
    name = config["name"] if isinstance(config.get("name"), str) else "maxoutdense"
    _, dense = modern_layer("Dense", {**config, "output_dim": units * lines, "name": f"{name}_lines"})
    dense.update(place)
    greatest = {"name": f"{name}_greatest", "activity_regularizer": _value("activity_regularizer", activity)}
    layers = [
        {"class_name": "Dense", "config": dense},
        {"class_name": "Reshape", "config": {"name": f"{name}_apart", "target_shape": [lines, units]}},
        {"class_name": "GlobalMaxPooling1D", "config": greatest},
    ]
    return "Sequential", {"name": name, "layers": layers}


def _merge(config: Config) -> tuple[str, Config]:
    mode = config.get("mode", "sum")
    place: Config = {"name": config["name"]} if isinstance(config.get("name"), str) else {}
    if config.get("mode_type", "raw") != "raw" or not isinstance(mode, str) or mode not in _MERGES:
        return "Lambda", {**place, **_code(config)}
    if mode == "concat":
        place["axis"] = config.get("concat_axis", -1)
    elif mode in ("dot", "cos"):
        axes = config.get("dot_axes", -1)
        if isinstance(axes, list):  # one list for each input at first
            axes = [axis[0] if isinstance(axis, list) and len(axis) == 1 else axis for axis in axes]
        place.update(axes=axes, normalize=mode == "cos")
    return _MERGES[mode], place


def _code(config: Config) -> Config:
    """Returns what a Lambda is told in place of a Merge by a function of the writer's, which the caller supplies."""
    mode = config.get("mode")
    named = isinstance(mode, str) and config.get("mode_type") == "function"
    function = (
        {"class_name": "function", "config": mode} if named else {"class_name": "__lambda__", "config": {}}
    )
    return {"function": function, "arguments": config.get("arguments") or {}}


def _highway(config: Config) -> tuple[str, Config]:
    """Makes a Functional model: ``x + gate * (activation(x) - x)``; its input's size is filled in by the caller."""
    place: Config = {key: config.pop(key) for key in ("batch_input_shape", "trainable") if key in config}
    shape = place.pop("batch_input_shape", None)
    width = config.pop("input_dim", None) or (shape[-1] if isinstance(shape, list) and shape else None)
    if not _counts([width]):
        raise ArchitectureError(
            f"Layer {shorten(config.get('name'))!r} (Highway): the file does not tell the size of its input."
        )
    config.pop("transform_bias", None)
    activity = _value("activity_regularizer", config.pop("activity_regularizer", None))
    name = config["name"] if isinstance(config.get("name"), str) else "highway"
    _, way = modern_layer("Dense", {**config, "output_dim": width, "name": f"{name}_way"})
    gate: Config = {
        "name": f"{name}_gate",
        "units": width,
        "activation": "sigmoid",
        "use_bias": way.get("use_bias", True),
        "kernel_initializer": way.get("kernel_initializer", "glorot_uniform"),
        "bias_initializer": "ones",
    }
    start: Config = {"name": f"{name}_input", "batch_input_shape": [None, width], "dtype": "float32"}
    parts: list[tuple[str, Config, list[str]]] = [
        ("InputLayer", start, []),
        ("Dense", {**way, **place}, [start["name"]]),
        ("Dense", {**gate, **place}, [start["name"]]),
        ("Subtract", {"name": f"{name}_change"}, [f"{name}_way", start["name"]]),
        ("Multiply", {"name": f"{name}_gated"}, [f"{name}_change", gate["name"]]),
        ("Add", {"name": f"{name}_sum", "activity_regularizer": activity}, [start["name"], f"{name}_gated"]),
    ]
    layers = [called(cls, inner, sources) for cls, inner, sources in parts]
    ends = {"input_layers": [[start["name"], 0, 0]], "output_layers": [[f"{name}_sum", 0, 0]]}
    return "Model", {"name": name, "layers": layers, **ends}


_COMPOSITES: dict[str, Callable[[Config], tuple[str, Config]]] = {
    "Highway": _highway,
    "MaxoutDense": _maxout,
    "Merge": _merge,
    "TimeDistributedDense": _time_distributed_dense,
}


def called(class_name: str, config: Config, sources: list[str]) -> Config:
    """Returns a layer of a functional model's config that is called once, on first outputs of other layers."""
    calls = [[[source, 0, 0] for source in sources]] if sources else []
    return {"class_name": class_name, "name": config["name"], "config": config, "inbound_nodes": calls}


def _counts(values: Any) -> bool:
    """Tells whether values are a list of whole numbers above 0."""
    return isinstance(values, (list, tuple)) and all(
        isinstance(value, int) and not isinstance(value, bool) and value > 0 for value in values
    )
