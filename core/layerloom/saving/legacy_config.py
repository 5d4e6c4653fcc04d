"""Configurations as legacy HDF5 files spell them, to and from those of Keras 3."""

from __future__ import annotations

from typing import Any

from layerloom.declaration import registry, sharing
from layerloom.declaration.lambdas import FUNCTIONS, LAMBDA
from layerloom.declaration.operators import is_operation_module
from layerloom.graph.architecture import MASK_BESIDE_TENSORS, MODEL_CLASSES
from layerloom.graph.constants import Numbers
from layerloom.graph.quantized import PLAIN, is_of_quantization
from layerloom.graph.versions import in_common_dialect

#: Classes that Keras calls otherwise in its namespace and in legacy files.
_LEGACY_CLASSES = {"GroupQueryAttention": "GroupedQueryAttention", **PLAIN}

_FORMAT = {"data_format": "channels_last"}

#: Keys of layers that tf.keras does not know, with the values that say nothing new.
RECENT_KEYS: dict[str, dict[str, Any]] = {
    "Attention": {"score_mode": "dot"},  # Keras 3 itself takes the word for its function of that name
    "IntegerLookup": {"salt": None, "oov_method": "floormod", "dtype": "float32"},
    "LayerNormalization": {"rms_scaling": False},
    "StringLookup": {"salt": None},
    "ZeroPadding1D": _FORMAT,
    **dict.fromkeys(
        ("CenterCrop", "RandomBrightness", "RandomCrop", "RandomFlip", "RandomRotation"), _FORMAT
    ),
    **dict.fromkeys(("RandomTranslation", "RandomZoom"), _FORMAT),
    "RandomContrast": {**_FORMAT, "value_range": [0, 255]},
    "Resizing": {
        **_FORMAT,
        "pad_to_aspect_ratio": False,
        "fill_mode": "constant",
        "fill_value": 0.0,
        "antialias": False,
    },
}

#: Keys that tf.keras calls otherwise, by names that Keras 3 takes as well.
_FORMER_KEYS = {"LeakyReLU": {"negative_slope": "alpha"}}


def legacy_model(data: dict[str, Any]) -> dict[str, Any]:
    """Returns a model's ``{"class_name", "config"}`` in the dialect that both Keras 3 and tf.keras read from HDF5.

    Layers are bare there (no module, registered name or build configuration), number types are names, and calls
    are lists. Calls that a list cannot say stay as in Keras 3.
    """
    config = dict(data["config"])
    config.pop("quantization", None)  # the weights are written as the plain numbers that they stand for
    layers = config.pop("layers", None) if data["class_name"] in MODEL_CLASSES else None
    found = _legacy_values(data["class_name"], config)
    if isinstance(layers, list):
        models = {layer.get("name") for layer in layers if layer["class_name"] in ("Functional", "Model")}
        twice = models if _can_be_called_twice(layers, models) else set()
        found["layers"] = [_legacy_layer(layer, models, twice) for layer in layers]
        if twice and "output_layers" in found:
            found["output_layers"] = _odd_calls(found["output_layers"], twice)
    name = data["class_name"]
    return {"class_name": _LEGACY_CLASSES.get(name, name), "config": found}


def _can_be_called_twice(layers: list[dict[str, Any]], models: set[Any]) -> bool:
    """Tells whether the calls of nested functional models shall stand twice in a row in the file.

    tf.keras counts the calls of such a model from one and Keras 3 from nought, save among the outputs. Where every call
    stands twice, both find it by the odd numbers; the spare one leads nowhere. Calls that stay as in Keras 3 name the
    others by its numbers, so that all must be plain ones.
    """
    followers = [
        call for layer in layers for call in layer.get("inbound_nodes", ()) if _sources(call) & models
    ]
    own = [call for layer in layers if layer.get("name") in models for call in layer.get("inbound_nodes", ())]
    return bool(followers) and all(_is_simple(call) for call in [*followers, *own])


def _sources(call: dict[str, Any]) -> set[Any]:
    """Returns the names of the layers whose tensors a call takes."""
    found, pending = set(), [call]
    while pending:
        value = pending.pop()
        place = _place(value)
        if place is not None:
            found.add(place[0])
        elif isinstance(value, dict):
            pending.extend(value.values())
        elif isinstance(value, (list, tuple)) and not isinstance(value, Numbers):
            pending.extend(value)
    return found


def _odd_calls(places: Any, twice: set[Any]) -> Any:
    """Returns outputs with the calls of nested models, which they count from one, by their odd numbers."""
    if isinstance(places, dict):
        return {key: _odd_calls(item, twice) for key, item in places.items()}
    if len(places) == 3 and isinstance(places[0], str):
        name, call, port = places
        return [name, 2 * call - 1 if name in twice else call, port]
    return [_odd_calls(item, twice) for item in places]


def _legacy_layer(data: dict[str, Any], models: set[Any], twice: set[Any]) -> dict[str, Any]:
    bare = legacy_model(data)
    registered = data.get("registered_name")
    bare.update({key: data[key] for key in (sharing.KEY, MASK_BESIDE_TENSORS) if key in data})
    if is_operation_module(str(data.get("module"))):  # Keras 3 looks for bare names among the layers alone
        bare.update(module=data["module"], registered_name=registered)
    # A user's class is found by its registered name alone.
    if isinstance(registered, str) and ">" in registered:
        bare["class_name"] = registered
    if "inbound_nodes" in data:
        bare["name"] = data["name"]
        calls = [
            # What stands for a layer that is not known may be as an older Keras wrote it.
            _legacy_call(_without_ellipsis(call), models, twice) if isinstance(call, dict) else call
            for call in data["inbound_nodes"]
        ]
        bare["inbound_nodes"] = [call for call in calls for _ in range(2 if data["name"] in twice else 1)]
        if data["class_name"] == "Sequential":
            _without_input(bare["config"])
    return bare


def _without_input(config: dict[str, Any]) -> None:
    """Leaves the shape of a nested chain to its call: with an input layer, tf.keras counts its calls from one."""
    layers = config.get("layers") or []
    if len(layers) > 1 and layers[0]["class_name"] == "InputLayer":
        config["layers"] = layers[1:]
        config.pop("build_input_shape", None)


def _legacy_values(class_name: str, config: dict[str, Any]) -> dict[str, Any]:
    """Returns a layer's config with plain number types and bare initializers, regularizers and constraints."""
    # As Keras 3 has them, which finds none by their bare names.
    kept = FUNCTIONS if class_name == LAMBDA else ()
    found = {key: value if key in kept else _legacy_value(value) for key, value in config.items()}
    if class_name == "InputLayer" and "batch_shape" in found:
        found["batch_input_shape"] = found.pop("batch_shape")
    if "recurrent_initializer" in found and found.get("seed", 0) is None:
        del found["seed"]
    found = dict(in_common_dialect(found))
    for key, usual in RECENT_KEYS.get(class_name, {}).items():
        if key in found and found[key] == usual:
            del found[key]
    for key, former in _FORMER_KEYS.get(class_name, {}).items():
        if key in found:
            found[former] = found.pop(key)
    return found


def _legacy_value(value: Any) -> Any:
    """Returns an object inside a config with less around it; a layer keeps its module, without which none finds it."""
    if isinstance(value, list):
        return [_legacy_value(item) for item in value]
    # A function of a user is but a name there.
    if isinstance(value, dict) and value.get("class_name") == "function":
        return value.get("config")
    if not isinstance(value, dict) or not isinstance(value.get("config"), dict):
        return value
    if not isinstance(value.get("class_name"), str):
        return value
    # Code, arrays: Keras's own marks.
    if is_of_quantization(value) or str(value["class_name"]).startswith("__"):
        return value
    inner = value["config"]
    if value["class_name"] == "DTypePolicy":
        return inner.get("name")
    if value["class_name"] in MODEL_CLASSES and "layers" in inner:
        # by its module and this name Keras 3 and tf.keras find a functional model alike
        name = "Sequential" if value["class_name"] == "Sequential" else "Model"
        marks = {sharing.KEY: value[sharing.KEY]} if sharing.KEY in value else {}
        return {"module": "keras", "class_name": name, "config": legacy_model(value)["config"], **marks}
    if registry.find("layer", value["class_name"]) is not None:
        return {**value, "config": _legacy_values(value["class_name"], inner)}
    name = str(value.get("registered_name") or value["class_name"])
    if not any(registry.find(kind, name) for kind in registry.MODULES):
        return {"class_name": name, "config": inner}  # a user's class may need what is None
    return {"class_name": name, "config": {key: item for key, item in inner.items() if item is not None}}


def _legacy_call(call: dict[str, Any], models: set[Any], twice: set[Any]) -> Any:
    """Returns ``[[layer, call, output, kwargs], ...]`` for a call of one tensor or a list, any other as it is."""
    if not _is_simple(call) or (_sources(call) & models and not twice):
        return call
    kwargs = said(call["kwargs"])
    places = [place for tensor in _tensors(call["args"]) if (place := _place(tensor)) is not None]
    return [[name, 2 * n + 1 if name in twice else n, port, kwargs] for name, n, port in places]


def _without_ellipsis(call: dict[str, Any]) -> dict[str, Any]:
    """Returns the call of an index with ``...`` in it written out: Keras 3 cannot read it from HDF5."""
    args = call["args"]
    if len(args) != 2 or _place(args[0]) is None:
        return call
    key = args[1] if isinstance(args[1], list) else [args[1]]
    dots = [
        n for n, item in enumerate(key) if isinstance(item, dict) and item.get("class_name") == "__ellipsis__"
    ]
    if len(dots) != 1:
        return call
    rank = len(args[0]["config"]["shape"]) - sum(item is not None for item in key) + 1
    whole = {"class_name": "__slice__", "config": {"start": None, "stop": None, "step": None}}
    return {**call, "args": [args[0], [*key[: dots[0]], *[whole] * rank, *key[dots[0] + 1 :]]]}


def _is_simple(call: dict[str, Any]) -> bool:
    """Tells whether a list can say a call: it is of one tensor or one list of them, and else of plain values."""
    if len(call["args"]) != 1 or any(
        isinstance(value, (dict, list)) for value in said(call["kwargs"]).values()
    ):
        return False
    return all(_place(tensor) is not None for tensor in _tensors(call["args"]))


def _tensors(args: list[Any]) -> list[Any]:
    return args[0] if len(args) == 1 and isinstance(args[0], list) else args


def said(kwargs: dict[str, Any]) -> dict[str, Any]:
    """Returns the arguments that have a value."""
    return {key: value for key, value in kwargs.items() if value is not None}


def _place(tensor: Any) -> list[Any] | None:
    if isinstance(tensor, dict) and tensor.get("class_name") == "__keras_tensor__":
        return list(tensor["config"]["keras_history"])
    return None


def plain_tuples(data: Any) -> Any:
    """Returns data with tuples, which tf.keras marks in JSON as objects, as lists."""
    if isinstance(data, dict):
        if data.get("class_name") == "__tuple__" and isinstance(data.get("items"), list):
            return [plain_tuples(item) for item in data["items"]]
        return {key: plain_tuples(value) for key, value in data.items()}
    return [plain_tuples(item) for item in data] if isinstance(data, (list, tuple)) else data
