"""What older Keras meant: a model's JSON data by the version that wrote them, brought to what Keras 3 means by it."""

from __future__ import annotations

import math
import re
from typing import Any

from layerloom.declaration import find, scope
from layerloom.declaration.serialization import name_in
from layerloom.graph.addons import without_addons
from layerloom.graph.architecture import MASK_BESIDE_TENSORS, MODEL_CLASSES
from layerloom.graph.constants import Numbers
from layerloom.graph.keras0 import ORDER, is_keras0, of_keras1
from layerloom.graph.keras1 import OLD_CLASSES, Config, is_keras1_layer, modern_layer
from layerloom.graph.keras1_models import (
    expand_layers,
    is_merged_sequential,
    merged_sequential,
    with_one_order,
)
from layerloom.graph.keras2_masks import (
    is_called_with_several,
    with_causal_calls,
    with_marks,
    with_masks_kept,
)
from layerloom.graph.keras2_preprocessing import modern_preprocessing
from layerloom.graph.plain_json import mappings
from layerloom.graph.quantized import POLICIES, as_quantized, is_quantized, of_quantized
from layerloom.graph.tensorflow.op_layers import CLASS_NAME as OP_LAYER
from layerloom.graph.tensorflow.op_layers import as_op_lambda
from layerloom.graph.time_major import as_functional
from layerloom.graph.wrapping import unwrapped

#: Classes that another class of today does the work of, with what it must be told for that.
_CLASSES: dict[str, tuple[str, Config]] = {
    "SyncBatchNormalization": ("BatchNormalization", {}),
    "CuDNNGRU": ("GRU", {"reset_after": True, "recurrent_activation": "sigmoid", "activation": "tanh"}),
    "Layer": ("Activation", {"activation": "linear"}),  # the base of all, which hands on what it gets
    "LeakyReLu": ("LeakyReLU", {}),  # TensorFlow.NET
    "CuDNNLSTM": ("LSTM", {"recurrent_activation": "sigmoid", "activation": "tanh"}),
    "UnifiedGRU": ("GRU", {}),
    "UnifiedLSTM": ("LSTM", {}),
    "ThresholdedReLU": ("ReLU", {}),
}


#: How tf.keras marks tuples and lists in JSON, and number types that compute in another than they keep.
_SEQUENCES = ("__tuple__", "ListWrapper", "TensorShape")
_POLICIES = ("Policy", "PolicyV1")

#: Activations by the names of TensorFlow's functions.
_FUNCTIONS = {"hard_sigmoid": "hard_sigmoid_keras2", "softmax_v2": "softmax", "log_softmax_v2": "log_softmax"}


#: The older hard sigmoid, which Keras 3 does not have, and the slopes of both.
_HARD_SIGMOID = "hard_sigmoid_keras2"
_SLOPES = {_HARD_SIGMOID: 0.2, "hard_sigmoid": 1 / 6}


def for_keras3(value: Any) -> Any:
    """Returns a model's data with a chain of layers in place of the older hard sigmoid, which Keras 3 lacks.

    Quantized layers are told as Keras tells them.
    """
    if isinstance(value, Numbers):
        return value
    if isinstance(value, list):
        return [for_keras3(item) for item in value]
    if not isinstance(value, dict):
        return value
    if is_quantized(value):
        value = as_quantized(value)
    return {
        key: _chain(item) if item == _HARD_SIGMOID and key.endswith("activation") else for_keras3(item)
        for key, item in value.items()
    }


def in_common_dialect(value: Any) -> Any:
    """Returns a config with hard sigmoids that Keras 3 and tf.keras, who call two functions so, read alike in HDF5.

    Each is written as a chain of layers. Both make a layer of it before they look at the layer around it, since it is
    marked as an object; tf.keras would not take a layer for a function otherwise.
    """
    if isinstance(value, list):
        return [in_common_dialect(item) for item in value]
    if not isinstance(value, dict) or _hard_sigmoid_in(value):
        return value
    return {
        key: {**_chain(item), "__passive_serialization__": True}
        if key.endswith("activation") and isinstance(item, str) and item in _SLOPES
        else in_common_dialect(item)
        for key, item in value.items()
    }


def _chain(name: str) -> Config:
    """Returns the layers that together are a hard sigmoid: clip(slope * x + 0.5, 0, 1)."""
    parts = (
        ("Rescaling", {"name": "hard_sigmoid_slope", "scale": _SLOPES[name], "offset": 0.5}),
        ("ReLU", {"name": "hard_sigmoid_bounds", "max_value": 1.0}),
    )
    layers = [
        {"module": "keras.layers", "class_name": kind, "config": config, "registered_name": None}
        for kind, config in parts
    ]
    config = {
        "name": name if name == _HARD_SIGMOID else f"{name}_keras3",
        "trainable": True,
        "layers": layers,
    }
    return {"module": "keras", "class_name": "Sequential", "config": config, "registered_name": None}


def _hard_sigmoid_in(value: Config) -> str | None:
    """Returns the hard sigmoid that a chain of layers stands for, if it is one of ours."""
    config = value.get("config")
    name = (
        config.get("name") if value.get("class_name") == "Sequential" and isinstance(config, dict) else None
    )
    return {_HARD_SIGMOID: _HARD_SIGMOID, "hard_sigmoid_keras3": "hard_sigmoid"}.get(str(name))


def major_version(version: Any) -> int | None:
    """Returns the first number of a version such as ``"2.2.4-tf"``, or ``None`` where there is none.

    TensorFlow.js counts its versions by itself; it is a Keras 2.
    """
    if isinstance(version, str) and version.startswith("tfjs"):
        return 2
    found = re.match(r"\d{1,3}", version) if isinstance(version, str) else None
    return int(found[0]) if found else None


def of_today(data: Any, version: Any = None) -> Any:
    """Returns a model's JSON data so that their names mean to Keras 3 what they meant to the writer.

    Data that were brought to today's form once stay as they are.

    Args:
        data: ``{"class_name", "config"}``; also a bare config, the bare list of layers of Keras 1, or what
            :func:`~layerloom.graph.wrapping.unwrapped` finds one of them in.
        version: The version of Keras that wrote them, where they do not tell it themselves.

    Returns:
        New data without the keys ``keras_version`` and ``backend``; the given data are not changed.

    Raises:
        ArchitectureError: If a layer of Keras 1 does what none does today.
    """
    data = unwrapped(data)
    if _are_layers(data):
        data = {"class_name": "Sequential", "config": data}
    bare = isinstance(data, dict) and "class_name" not in data and not is_keras0(data)
    if bare and _are_layers(data.get("layers")):
        data = {"class_name": "Model" if "output_layers" in data else "Sequential", "config": data}
    if not isinstance(data, dict):
        return data
    data = _by_its_layers(data)
    major = major_version(version or data.get("keras_version"))
    if major is None and is_keras1(data):
        major = 1
    plain = {key: value for key, value in data.items() if key not in ("keras_version", "backend")}
    if major == 1:
        plain = with_one_order(plain)
    if is_keras0(data):
        found: Config = _modern(of_keras1(plain), 1)
        layers = found["config"] if isinstance(found["config"], list) else found["config"]["layers"]
        return {**found, ORDER: [item["config"]["name"] for item in layers]}
    modern = as_functional(_modern(plain, major or 3))
    return modern if (major or 3) > 2 else with_marks(modern)


def _by_its_layers(data: Config) -> Config:
    """Returns a model of a class that is not known as one of its layers, where such may be missing too."""
    name, config = data.get("class_name"), data.get("config")
    if not scope.placeholders_allowed() or not isinstance(name, str) or not isinstance(config, dict):
        return data
    if (
        name in MODEL_CLASSES
        or name.rpartition(">")[2] in scope.known()
        or not _are_layers(config.get("layers"))
    ):
        return data
    kind = "Model" if "output_layers" in config else "Sequential"
    return {**{key: value for key, value in data.items() if key != "registered_name"}, "class_name": kind}


def _are_layers(value: Any) -> bool:
    """Tells whether a value is a list of layers that say what they are."""
    if not isinstance(value, list) or not value or not all(isinstance(item, dict) for item in value):
        return False
    return all("class_name" in item for item in value)


#: Layers that see the mask of their sequences in Keras 2 when they are called with states too, in Keras 3 they do not.
_RECURRENT = frozenset(
    {"RNN", "SimpleRNN", "LSTM", "GRU", "Bidirectional", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"}
)


def _modern(value: Any, major: int) -> Any:
    """Walks through data and brings every layer in them to today's form, the innermost first."""
    if isinstance(value, list):
        return [_modern(item, major) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("class_name") in _SEQUENCES and isinstance(value.get("items"), list):
        return _modern(value["items"], major)
    if value.get("class_name") in _POLICIES and isinstance(value.get("config"), dict):
        return _dtype(value["config"].get("name"))
    hard_sigmoid = _hard_sigmoid_in(value)
    if hard_sigmoid is not None:
        return hard_sigmoid
    if str(value.get("class_name")).endswith("QuantizationConfig"):
        return None  # the number type beside it tells the same
    if value.get("class_name") in POLICIES and isinstance(value.get("config"), dict):
        # By this name it is refused where the layer is made.
        return f"{value['config'].get('mode')}_from_{value['config'].get('source_name')}"[:100]
    if isinstance(value.get("class_name"), str) and isinstance(value.get("config"), (dict, list)):
        return _layer(value, major)
    # A number of NumPy as Keras 2 wrote it.
    if set(value) == {"type", "value"} and value["type"] == "ndarray":
        return value["value"]
    return {key: _modern(item, major) for key, item in value.items()}


def _layer(data: Config, major: int) -> Config:
    """Brings a layer, model or other object to today's form."""
    if is_keras0(data):  # a Graph among the layers of Keras 1
        return _layer(of_keras1(data), 1)
    if data["class_name"] == OP_LAYER:
        return as_op_lambda(data)
    data = without_addons(data)
    name = data["class_name"].rpartition(">")[2] if major < 3 else data["class_name"]
    if (
        name != data["class_name"]
        and find("layer", name) is not None
        and data["class_name"] not in scope.known()
    ):
        data = {**data, "class_name": name}  # a layer that Keras itself registered like one of a user
    if is_merged_sequential(data):
        return _layer(merged_sequential(data), major)
    config = _layers_of_today(data["config"], major) if name in MODEL_CLASSES else data["config"]
    if major < 3 and isinstance(config, dict):
        config = {**config, **_older_functions(config)}
    if isinstance(config, dict):
        config = {**config, **_identities(config)}
        name, config = of_quantized(name, config)
    config = _modern(config, major)
    if not isinstance(config, dict):
        return {**data, "config": config}
    if name in OLD_CLASSES or (major == 1 and name not in MODEL_CLASSES):
        name, config = modern_layer(name, config)
    name, config = _renamed(name, config)
    if config.get("max_value") == math.inf:  # as good as none
        config = {**config, "max_value": None}
    if major < 3:
        config = modern_preprocessing(name, config)
        _older_defaults(name, config)
    if major < 3 and name in _RECURRENT and is_called_with_several(data):
        data = {**data, MASK_BESIDE_TENSORS: True}
    if major < 3 and "causal" in config and name in ("Attention", "AdditiveAttention"):
        data, config = with_causal_calls(data, config)
    if name == data["class_name"].rpartition(">")[2]:
        return {**data, "config": config}
    inner = {key: item for key, item in data.items() if key not in ("module", "registered_name")}
    return {**inner, "class_name": name, "config": config}


def _layers_of_today(config: Any, major: int) -> Any:
    """Returns the config of a model with the layers that today's Keras lists apart, or needs beside the others."""
    if isinstance(config if isinstance(config, list) else config.get("layers"), list):
        config = expand_layers(config)
    if major == 2 and isinstance(config, dict) and isinstance(config.get("layers"), list):
        config = {**config, "layers": with_masks_kept(config["layers"])}
    return config


def _renamed(name: str, config: Config) -> tuple[str, Config]:
    """Returns class and config of the layer that does today what a class did that has another name now."""
    # TensorFlow 1 told them apart so.
    if name[-2:] in ("V1", "V2") and _is_known(name[:-2]) and not _is_known(name):
        name = name[:-2]
    if name in _CLASSES:
        name, told = _CLASSES[name]
        config = {**config, **told}
        if "theta" in config:
            config["threshold"] = config.pop("theta")
    return name, config


def _older_functions(config: Config) -> Config:
    """Returns those activations of a layer that had another name, or meant another function, in Keras 1 and 2."""
    found = {}
    for key, value in config.items():
        bare = name_in(value)
        if key.endswith("activation") and isinstance(bare, str) and bare in _FUNCTIONS:
            found[key] = _FUNCTIONS[bare]
    return found


def _identities(config: Config) -> Config:
    """Returns those initializers of a layer that are called as a layer is, where no module tells them apart."""
    return {
        key: {**value, "class_name": "IdentityInitializer"}
        for key, value in config.items()
        if key.endswith("initializer") and isinstance(value, dict)
        if value.get("class_name") == "Identity" and not value.get("module")
    }


def _older_defaults(class_name: str, config: Config) -> None:
    """Gives a layer the defaults that Keras 1 and 2 had."""
    if class_name in ("GRU", "GRUCell"):
        config.setdefault("reset_after", False)
    if class_name == "Flatten":
        config.setdefault("data_format", "channels_last")
    if class_name == "Embedding" and str(config.get("dtype")).startswith("int"):
        config["dtype"] = "float32"  # Keras 2.0 told the type of the indices there


def _dtype(name: Any) -> Any:
    """Returns a number type; what was found from the input at the first call is the default today."""
    return None if isinstance(name, str) and name.lstrip("_").startswith("infer") else name


def _is_known(class_name: str) -> bool:
    return any(find(kind, class_name) is not None for kind in ("layer", "initializer"))


def is_keras1(data: Any) -> bool:
    """Tells whether any layer in the data has an argument that only Keras 1 wrote."""
    for value in mappings(data):
        name, config = value.get("class_name"), value.get("config")
        if isinstance(name, str) and isinstance(config, dict) and is_keras1_layer(name, config):
            return True
    return False
