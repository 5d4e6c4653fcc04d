"""Configurations as legacy HDF5 files spell them, to and from those of Keras 3."""

from __future__ import annotations

import warnings
from typing import Any

from layerloom.declaration import registry, scope, sharing
from layerloom.declaration.operators import is_operation_module
from layerloom.declaration.serialization import find_function
from layerloom.errors import LayerloomError
from layerloom.graph.architecture import MODEL_CLASSES
from layerloom.graph.versions import in_common_dialect
from layerloom.losses import FUNCTIONS

#: Keys of optimizers that say nothing about the mathematics, or stand for what no longer exists.
_OPTIMIZER_NOISE = ("jit_compile", "is_legacy_optimizer")

#: Classes that Keras calls otherwise in its namespace and in legacy files.
_LEGACY_CLASSES = {"GroupQueryAttention": "GroupedQueryAttention"}

#: The optimizers that Keras 2 has as well.
OLD_OPTIMIZERS = ("SGD", "RMSprop", "Adagrad", "Adadelta", "Adam", "Adamax", "Nadam", "Ftrl")

#: Settings of optimizers that Keras 2 does not know; the idle ones mean nothing where there is no moving average.
_IDLE_SETTINGS = {"ema_momentum", "ema_overwrite_frequency"}
_RECENT_SETTINGS = {*_IDLE_SETTINGS, "weight_decay", "loss_scale_factor", "gradient_accumulation_steps"}

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

_METRIC_NAMES = ("accuracy", "acc", "crossentropy", "ce")


def legacy_model(data: dict[str, Any]) -> dict[str, Any]:
    """Returns a model's ``{"class_name", "config"}`` in the dialect that both Keras 3 and tf.keras read from HDF5.

    Layers are bare there (no module, registered name or build configuration), number types are names, and calls
    are lists. Calls that a list cannot say stay as in Keras 3.
    """
    config = dict(data["config"])
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
        elif isinstance(value, (list, tuple)):
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
    if sharing.KEY in data:
        bare[sharing.KEY] = data[sharing.KEY]
    if is_operation_module(str(data.get("module"))):  # Keras 3 looks for bare names among the layers alone
        bare.update(module=data["module"], registered_name=registered)
    if (
        isinstance(registered, str) and ">" in registered
    ):  # a user's class is found by its registered name alone
        bare["class_name"] = registered
    if "inbound_nodes" in data:
        bare["name"] = data["name"]
        calls = [_legacy_call(_without_ellipsis(call), models, twice) for call in data["inbound_nodes"]]
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
    found = {key: _legacy_value(value) for key, value in config.items()}
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
    if (
        isinstance(value, dict) and value.get("class_name") == "function"
    ):  # a function of a user is but a name there
        return value.get("config")
    if not isinstance(value, dict) or not isinstance(value.get("config"), dict) or "class_name" not in value:
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
    known = {name: item for name, item in inner.items() if item is not None}
    return {"class_name": value.get("registered_name") or value["class_name"], "config": known}


def _legacy_call(call: dict[str, Any], models: set[Any], twice: set[Any]) -> Any:
    """Returns ``[[layer, call, output, kwargs], ...]`` for a call of one tensor or a list, any other as it is."""
    if not _is_simple(call) or (_sources(call) & models and not twice):
        return call
    kwargs = _said(call["kwargs"])
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
        isinstance(value, (dict, list)) for value in _said(call["kwargs"]).values()
    ):
        return False
    return all(_place(tensor) is not None for tensor in _tensors(call["args"]))


def _tensors(args: list[Any]) -> list[Any]:
    return args[0] if len(args) == 1 and isinstance(args[0], list) else args


def _said(kwargs: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in kwargs.items() if value is not None}


def _place(tensor: Any) -> list[Any] | None:
    if isinstance(tensor, dict) and tensor.get("class_name") == "__keras_tensor__":
        return list(tensor["config"]["keras_history"])
    return None


def legacy_training(compiled: dict[str, Any], for_keras: int = 3) -> dict[str, Any] | None:
    """Returns compile settings as the ``training_config`` of an HDF5 file, in the dialect of Keras 3 and tf.keras.

    With ``for_keras=2`` Nadam tells how fast its momentum grows: tf.keras takes a slower growth without that, and
    Keras 3 refuses the file with it.

    Both refuse a whole file for one optimizer, or one setting of it, that they do not know. For such the answer is
    ``None``.
    """
    optimizer = compiled["optimizer"]
    config = {key: value for key, value in optimizer["config"].items() if value is not None}
    if optimizer["class_name"] not in OLD_OPTIMIZERS or config.pop("use_ema", False):
        return None
    growth = config.pop("schedule_decay", 1.0)
    known = {key: value for key, value in config.items() if key not in _RECENT_SETTINGS}
    if len(known) < len(config.keys() - _IDLE_SETTINGS):
        return None
    if optimizer["class_name"] == "Nadam" and for_keras == 2:
        known["schedule_decay"] = growth
    settings = {key: _bare(value) for key, value in compiled.items() if key != "optimizer"}
    if "loss" in settings:
        settings["loss"] = _in_full(settings["loss"])
    return {**settings, "optimizer_config": {"class_name": optimizer["class_name"], "config": _bare(known)}}


def _in_full(losses: Any) -> Any:
    """Returns names of losses unabbreviated: Keras 3 does not find ``mse`` and its like when it opens a file."""
    if isinstance(losses, str):
        function = None if losses in scope.known() else FUNCTIONS.get(losses)
        return losses if function is None else function.__name__
    if isinstance(losses, dict) and "class_name" not in losses:
        return {output: _in_full(loss) for output, loss in losses.items()}
    return [_in_full(loss) for loss in losses] if isinstance(losses, list) else losses


def modern_training(model: Any, training: Any) -> bool:
    """Compiles a model as a file's ``training_config`` says.

    Returns:
        Whether that was possible. If not, a warning says why, and the model is left without training settings:
        it can still predict.
    """
    try:
        if not isinstance(training, dict):
            raise LayerloomError("they are no mapping.")
        model.compile(
            optimizer=_revive("optimizer", _optimizer(training.get("optimizer_config"))),
            loss=_losses(training.get("loss")),
            metrics=_metrics(training.get("metrics"), model),
            weighted_metrics=_metrics(training.get("weighted_metrics"), model),
            loss_weights=training.get("loss_weights"),
        )
    except (LayerloomError, TypeError, ValueError, KeyError, AttributeError) as error:
        warnings.warn(
            f"The training settings in the file cannot be used, so the model is not compiled: {error}",
            stacklevel=4,
        )
        return False
    return True


def plain_tuples(data: Any) -> Any:
    """Returns data with tuples, which tf.keras marks in JSON as objects, as lists."""
    if isinstance(data, dict):
        if data.get("class_name") == "__tuple__" and isinstance(data.get("items"), list):
            return [plain_tuples(item) for item in data["items"]]
        return {key: plain_tuples(value) for key, value in data.items()}
    return [plain_tuples(item) for item in data] if isinstance(data, (list, tuple)) else data


def _bare(value: Any) -> Any:
    """Returns objects as ``{"class_name", "config"}`` alone, and functions as their names."""
    if isinstance(value, dict):
        if value.get("class_name") == "function":
            return value.get("config")
        if {"class_name", "config"} <= value.keys():
            name = value.get("registered_name")
            users = isinstance(name, str) and ">" in name
            return {"class_name": name if users else value["class_name"], "config": value["config"]}
        return {key: _bare(item) for key, item in value.items()}
    return [_bare(item) for item in value] if isinstance(value, (list, tuple)) else value


def _optimizer(data: Any) -> Any:
    if isinstance(data, str):
        return data
    if not isinstance(data, dict) or not isinstance(data.get("class_name"), str):
        raise LayerloomError("the optimizer has no class name.")
    config = {key: value for key, value in (data.get("config") or {}).items() if key not in _OPTIMIZER_NOISE}
    rate = config.get("learning_rate")
    if isinstance(rate, dict) and isinstance(rate.get("config"), dict):  # tf.keras names no schedule
        config["learning_rate"] = {**rate, "config": _said(rate["config"])}
    if _named(data)["class_name"].startswith("LossScaleOptimizer"):
        return _loss_scale(config)
    if "lr" in config:
        config.setdefault("learning_rate", config.pop("lr"))
    if config.get("epsilon", 0) is None:
        del config["epsilon"]
    if _named(data)["class_name"] == "Nadam" and "decay" in config:
        config.setdefault("schedule_decay", config.pop("decay"))  # it was no decay of the learning rate
    return {**_named(data), "config": config}


def _loss_scale(config: dict[str, Any]) -> dict[str, Any]:
    """Returns the optimizer for half precision in the form of Keras 3; tf.keras tells whether its scale moves."""
    kept = {key: value for key, value in _said(config).items() if key != "dynamic"}
    inner = _optimizer(kept.get("inner_optimizer"))
    if config.get("dynamic") is False:
        return {**inner, "config": {**inner["config"], "loss_scale_factor": kept.get("initial_scale")}}
    return {"class_name": "LossScaleOptimizer", "config": {**kept, "inner_optimizer": inner}}


def _named(data: dict[str, Any]) -> dict[str, Any]:
    """Returns the plain name of a class, and the one under which a user may have registered it."""
    name = str(data["class_name"])
    registered = data.get("registered_name")
    return {
        "class_name": name.rpartition(">")[2],
        "registered_name": registered if ">" in str(registered) else name,
    }


def _function(name: Any) -> Any:
    """Returns a user's function, or the name of one of ours, which means more to ``compile`` than the function."""
    return find_function(name) if name in scope.known() else name


def _losses(data: Any) -> Any:
    """Returns losses: a name, an object's data, or several of them by output."""
    if isinstance(data, str) or (isinstance(data, dict) and data.get("class_name") == "function"):
        return _function(data if isinstance(data, str) else data.get("config"))
    if isinstance(data, dict) and "class_name" in data:
        config = {key: value for key, value in (data.get("config") or {}).items() if key != "fn"}
        if config.get("reduction") == "auto":
            del config["reduction"]
        return _revive("loss", {**_named(data), "config": config})
    if isinstance(data, dict):
        return {key: _losses(item) for key, item in data.items()}
    return [_losses(item) for item in data] if isinstance(data, (list, tuple)) else data


def _metrics(data: Any, model: Any) -> Any:
    """Returns metrics; Keras 2 writes a list of lists, and wraps functions in an object."""
    if isinstance(data, (list, tuple)):
        if len(data) == 1 and isinstance(data[0], (list, tuple)):
            data = data[0]
        if any(isinstance(item, (list, tuple)) for item in data):
            data = [[] if item is None else item for item in data]  # an output without metrics
        return [_metrics(item, model) for item in data if item is not None]
    if isinstance(data, str) or (isinstance(data, dict) and data.get("class_name") == "function"):
        return _function(data if isinstance(data, str) else data.get("config"))
    if not isinstance(data, dict):
        return data
    if "class_name" not in data:
        return {key: _metrics(item, model) for key, item in data.items()}
    config = data.get("config") or {}
    function, name = config.get("fn"), config.get("name")
    if isinstance(function, dict) and function.get("class_name") == "function":
        function = function.get("config")
    prefixes = [f"{output}_" for output in getattr(model, "output_names", None) or ()]
    if (
        isinstance(name, str) and len(prefixes) > 1
    ):  # tf.keras puts the output's name before it when it trains
        name = next((name.removeprefix(prefix) for prefix in prefixes if name.startswith(prefix)), name)
    if data["class_name"] == "MeanMetricWrapper" or isinstance(function, str):
        return _wrapped(function, name)
    return _revive(
        "metric", {**_named(data), "config": {**config, "name": name} if "name" in config else config}
    )


def _wrapped(function: Any, name: Any) -> Any:
    """Returns a function that a metric is the mean of: by its name, or under the one that the metric was given."""
    known = FUNCTIONS.get(function) if function not in scope.known() else None
    if name in _METRIC_NAMES or (known is not None and FUNCTIONS.get(name) is known):
        return name
    if known is None or not isinstance(name, str) or name.startswith(function):  # with a number behind it
        return _function(function)
    from layerloom.metrics import MeanMetricWrapper

    return MeanMetricWrapper(known, name=name)


def _revive(kind: str, data: Any) -> Any:
    """Makes an optimizer, loss or metric of plain data; names are left to ``compile``."""
    from layerloom import lookup

    return lookup.from_data(kind, data) if isinstance(data, dict) else data
