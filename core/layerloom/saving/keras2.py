"""Configurations as tf.keras writes them: calls as lists, and only arguments that it knows."""

from __future__ import annotations

import inspect
from typing import Any

from layerloom.declaration import find, sharing
from layerloom.declaration.lambdas import FUNCTIONS, LAMBDA
from layerloom.errors import LayerloomError
from layerloom.graph import Architecture, Node, Ref, call_arguments, parse_architecture
from layerloom.graph.architecture import MODEL_CLASSES, fill
from layerloom.saving.keras2_operations import operation_call, operation_data
from layerloom.saving.legacy_config import RECENT_KEYS, legacy_model

Config = dict[str, Any]

#: The release whose form is written here.
KERAS_VERSION = "2.15.0"

#: Layers that only Keras 3 has, apart from those whose names begin with "Adaptive".
_NEWER = frozenset(
    {"GroupQueryAttention", "MelSpectrogram", "Pipeline", "ReversibleEmbedding", "RMSNormalization", "STFTSpectrogram"}
    | {"AugMix", "AutoContrast", "CutMix", "Equalization", "MaxNumBoundingBoxes", "MixUp", "RandAugment"}
    | {"RandomSharpness", "RandomShear", "Solarization"}
    | {f"Random{what}" for what in ("ColorDegeneration", "ColorJitter", "ElasticTransform", "Erasing", "GaussianBlur")}
    | {f"Random{what}" for what in ("Grayscale", "Hue", "Invert", "Perspective", "Posterization", "Saturation")}
)  # fmt: skip

#: Arguments that tf.keras does not know, with the value that says nothing new, beside those of legacy files.
_UNKNOWN: dict[str, dict[str, Any]] = {"MultiHeadAttention": {"sliding_window": None, "use_gate": False}}

#: Arguments that it does not know and that act in training alone.
_TRAINING_ALONE = {"MultiHeadAttention": ("flash_attention", "seed"), "RandomContrast": ("value_range",)}

#: Number types of layers that give other numbers than floats.
_DTYPES = {"IntegerLookup": "int64", "StringLookup": "int64", "TextVectorization": "string"}

#: Functions by the name that they have there; the hard sigmoid of Keras 3 has none, and is a chain of layers.
_FUNCTIONS = {"hard_sigmoid_keras2": "hard_sigmoid"}


def keras2_model(model: Any) -> Config:
    """Returns a built model as tf.keras writes it into HDF5.

    Args:
        model: A functional or sequential model.

    Raises:
        LayerloomError: If tf.keras has nothing that does the same.
    """
    if type(model).__name__ not in (*MODEL_CLASSES, "Sequential"):
        raise LayerloomError("only functional and sequential models can be written for tf.keras")
    data = keras2_data(type(model).__name__, model.get_config())
    _tell_attention_shapes(data["config"], model)
    return data


def attention_shapes(layer: Any) -> Config:
    """Returns the shapes by which tf.keras builds an attention layer: they are part of its config there."""
    build = (layer.get_build_config() or {}).get("shapes_dict", {})
    shapes = {f"{part}_shape": build.get(f"{part}_shape") for part in ("query", "key", "value")}
    shapes["key_shape"] = shapes["key_shape"] or shapes["value_shape"]
    return {key: shape_data(shape) for key, shape in shapes.items()}


def shape_data(shapes: Any) -> Any:
    """Returns a shape, or a list of them, in the form of tf.keras."""
    if isinstance(shapes, (list, tuple)) and shapes and isinstance(shapes[0], (list, tuple)):
        return [shape_data(shape) for shape in shapes]
    return None if shapes is None else {"class_name": "TensorShape", "items": list(shapes)}


def _tell_attention_shapes(config: Config, model: Any) -> None:
    layers = {layer.name: layer for layer in model.layers}
    for item in config["layers"]:
        inner = item["config"]
        if item["class_name"] == "MultiHeadAttention":
            inner.update(attention_shapes(layers[inner["name"]]))
        elif "layers" in inner:
            _tell_attention_shapes(inner, layers[inner["name"]])


def keras2_data(class_name: str, config: Config) -> Config:
    """Returns a layer or model as tf.keras writes it.

    Args:
        class_name: Its class.
        config: Its config as of Keras 3.

    Returns:
        ``{"class_name", "config"}``.

    Raises:
        LayerloomError: If tf.keras has nothing that does the same.
    """
    if class_name == "Sequential":
        layers = [_inner(item["class_name"], item) for item in config["layers"]]
        built = config.get("build_input_shape")
        if built is not None and layers and layers[0]["class_name"] != "InputLayer":
            layers[0]["config"]["batch_input_shape"] = list(built)
        return {"class_name": class_name, "config": {"name": config["name"], "layers": layers}}
    if class_name in MODEL_CLASSES:
        return {"class_name": "Functional", "config": _functional(config)}
    if class_name in _NEWER or class_name.startswith("Adaptive"):
        raise LayerloomError(f"Layer {config.get('name')!r}: tf.keras has no {class_name}.")
    bare = legacy_model({"class_name": class_name, "config": config})
    found = {key: _value(value, config.get(key)) for key, value in bare["config"].items()}
    title = f"Layer {config.get('name')!r} ({class_name})"
    for key in _TRAINING_ALONE.get(class_name, ()):
        found.pop(key, None)
    for key, usual in {**RECENT_KEYS, **_UNKNOWN}.get(class_name, {}).items():
        if key in found and key != "score_mode" and found.pop(key) != usual:
            raise LayerloomError(f"{title}: tf.keras has no {key}.")
    if class_name == LAMBDA:
        found.update(_functions(found))
    if class_name in _DTYPES and found.get("output_mode") == "int":
        found["dtype"] = _DTYPES[class_name]
    return {"class_name": bare["class_name"], "config": found}


def _functions(config: Config) -> Config:
    """Returns the functions of a Lambda as tf.keras tells them: each with what it is, and no module to import."""
    found: Config = {"output_shape": None}
    for key in (key for key in FUNCTIONS if key in config or key in found):
        value, kind = config.get(key), "raw"
        if isinstance(value, dict) and value.get("class_name") == "function":
            value = value["config"]
        if isinstance(value, str):
            kind = "function"
        elif isinstance(value, dict) and value.get("class_name") == "__lambda__":
            code = value["config"]
            value, kind = [code["code"], code["defaults"], code["closure"]], "lambda"
        prefix = "" if key == "function" else f"{key}_"
        found.update({key: value, f"{prefix or 'function_'}type": kind, f"{prefix}module": None})
    return found


def _value(value: Any, original: Any) -> Any:
    """Returns a value of a config with layers inside it, and functions, in the form of tf.keras."""
    if isinstance(original, str) and original in _FUNCTIONS:
        return _FUNCTIONS[original]
    if isinstance(original, list) and isinstance(value, list) and len(original) == len(value):
        return [_value(item, other) for item, other in zip(value, original, strict=True)]
    if isinstance(original, dict) and isinstance(original.get("config"), dict):
        name = original.get("class_name")
        if isinstance(name, str) and (name in MODEL_CLASSES or find("layer", name) is not None):
            return _inner(name, original)
    return value


def _inner(class_name: str, data: Config) -> Config:
    """Returns a layer that stands in another's config, with the mark of one that stands elsewhere, too."""
    marks = {sharing.KEY: data[sharing.KEY]} if sharing.KEY in data else {}
    return {**keras2_data(class_name, data["config"]), **marks}


def _functional(config: Config) -> Config:
    arch = parse_architecture({"class_name": "Functional", "config": config})
    layers = []
    for spec in arch.layers.values():
        item = operation_data(spec) if spec.is_operation else keras2_data(spec.class_name, spec.config)
        if spec.shared is not None:
            item[sharing.KEY] = spec.shared
        calls = [] if spec.is_input else [_call(arch, node) for node in arch.calls(spec.name)]
        layers.append({**item, "name": spec.name, "inbound_nodes": calls})
    inputs = [_place(arch, Ref(node.id)) for node in arch.inputs]
    outputs = [_place(arch, ref) for ref in arch.outputs]
    return {
        "name": arch.name,
        "trainable": arch.trainable,
        "layers": layers,
        "input_layers": inputs if arch.input_structure is None else fill(arch.input_structure, inputs),
        "output_layers": outputs if arch.output_structure is None else fill(arch.output_structure, outputs),
    }


def _place(arch: Architecture, ref: Ref) -> list[Any]:
    """Returns ``[layer, call, output]``; a model's calls are counted from one, after its own definition."""
    spec = arch.spec(ref.node)
    calls = [node.id for node in arch.calls(spec.name)]
    return [spec.name, calls.index(ref.node) + spec.is_model, ref.port]


class _Place(list[Any]):
    """A place that stands for a tensor among a call's arguments."""


def _call(arch: Architecture, node: Node) -> list[Any]:
    """Returns a call as ``[[layer, call, output, other arguments], ...]``."""
    spec = arch.spec(node)
    args, kwargs = call_arguments(spec, node, [_Place(_place(arch, ref)) for ref in node.inputs])
    if spec.is_operation:
        return operation_call(spec, args, kwargs, _Place)
    entry = find("layer", spec.class_name)
    if args and entry is not None:
        names = [name for name in inspect.signature(entry.target.call).parameters if name != "self"]
        kwargs = {**dict(zip(names[1:], args[1:], strict=False)), **kwargs}
    first = args[0] if args else kwargs.pop(next(iter(kwargs), ""), None)
    tensors = [first] if isinstance(first, _Place) else first
    if not isinstance(tensors, list) or not tensors or not all(isinstance(item, _Place) for item in tensors):
        raise LayerloomError(f"Layer {spec.name!r}: tf.keras cannot write how it is called.")
    kwargs = {key: value for key, value in kwargs.items() if value is not None}
    return [[*place, kwargs] for place in tensors]
