"""What files tell of training: optimizer, losses and metrics, to and from those of Keras 3."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

from layerloom.declaration import scope
from layerloom.declaration.mistaken import is_sentence
from layerloom.declaration.serialization import find_function, name_in
from layerloom.errors import LayerloomError, UnknownNameError
from layerloom.graph.versions import major_version
from layerloom.losses import FUNCTIONS
from layerloom.saving.legacy_config import said

#: Keys of optimizers that say nothing about the mathematics, or stand for what no longer exists.
_OPTIMIZER_NOISE = ("jit_compile", "is_legacy_optimizer")

#: The optimizers that Keras 2 has as well.
OLD_OPTIMIZERS = ("SGD", "RMSprop", "Adagrad", "Adadelta", "Adam", "Adamax", "Nadam", "Ftrl")

#: Those that came to it last, in TensorFlow 2.11 to 2.14, and know more settings.
RECENT_OPTIMIZERS = ("AdamW", "Lion", "Adafactor")

#: Those of the others that take these settings from 2.11 on and keep their state as Keras 3 does.
_ALSO_RECENT = ("SGD", "RMSprop", "Adagrad", "Adadelta", "Adam", "Adamax")

#: Settings of no meaning without a moving average, of optimizers since 2.11, and of Keras 3 alone.
_IDLE_SETTINGS = {"ema_momentum", "ema_overwrite_frequency"}
_RECENT_SETTINGS = {*_IDLE_SETTINGS, "weight_decay", "use_ema"}
_LATE_SETTINGS = {"loss_scale_factor", "gradient_accumulation_steps"}

#: Settings by which an optimizer goes on as in the Keras that wrote its file, and which no Keras takes.
_OURS = ("epsilon_outside", "product_by_weight", "schedule_decay")

_LONGEST = 600  # characters of a reason, some of which are from files

_METRIC_NAMES = ("accuracy", "acc", "crossentropy", "ce")


def legacy_training(compiled: dict[str, Any], for_keras: int = 3) -> dict[str, Any] | None:
    """Returns compile settings as the ``training_config`` of an HDF5 file, in the dialect of Keras 3 and tf.keras.

    With ``for_keras=2`` Nadam tells how fast its momentum grows: tf.keras takes a slower growth without that, and
    Keras 3 refuses the file with it.

    Both refuse a whole file for one optimizer, or one setting of it, that they do not know. For such the answer is
    ``None``. Those that came to tf.keras in 2.11 or later, and the settings that came then, it finds in HDF5 by the
    name alone that they are registered under, and Keras 3 by their class name alone: they are told ``for_keras=2``.
    """
    optimizer = compiled["optimizer"]
    config = {
        key: value for key, value in optimizer["config"].items() if value is not None and key not in _OURS
    }
    name = optimizer["class_name"]
    recent = for_keras == 2 and is_recent(name, config)
    if not (recent or name in OLD_OPTIMIZERS) or config.keys() & _LATE_SETTINGS:
        return None
    idle = set() if config.get("use_ema") else {*_IDLE_SETTINGS, "use_ema"}
    known = {key: value for key, value in config.items() if key not in idle}
    if not recent and known.keys() & _RECENT_SETTINGS:
        return None
    if recent:
        name, known = f"Custom>{name}", {**known, "is_legacy_optimizer": False}
    if name == "Nadam" and for_keras == 2:
        known["schedule_decay"] = optimizer["config"].get("schedule_decay", 1.0)
    settings = {key: bare(value) for key, value in compiled.items() if key != "optimizer"}
    if "loss" in settings:
        settings["loss"] = in_full(settings["loss"])
    return {**settings, "optimizer_config": {"class_name": name, "config": bare(known)}}


def is_recent(name: str, config: Mapping[str, Any]) -> bool:
    """Tells whether an optimizer is one of tf.keras 2.11 or later, or takes settings that came then."""
    settings = config.get("use_ema") or config.get("weight_decay") is not None
    return name in RECENT_OPTIMIZERS or bool(name in _ALSO_RECENT and settings)


def ours_alone(compiled: dict[str, Any] | None, for_keras: int = 3) -> dict[str, float]:
    """Returns those of an optimizer's settings that no Keras takes: they stand in our files beside the rest."""
    optimizer = (compiled or {}).get("optimizer") or {}
    config = optimizer.get("config") or {}
    if for_keras == 2 and optimizer.get("class_name") in ("RMSprop", "Adagrad"):
        config = {"epsilon_outside": 0.0, **config}
    return {key: config[key] for key in _OURS if key in config}


def without_ours(optimizer: dict[str, Any]) -> dict[str, Any]:
    """Returns an optimizer's data as Keras 3 takes them, without the settings that it does not know."""
    known = {key: value for key, value in optimizer["config"].items() if key not in _OURS}
    return {**optimizer, "config": known}


def with_ours(training: Any, settings: Any) -> Any:
    """Returns compile settings of a file with what :func:`ours_alone` kept beside them."""
    optimizer = training.get("optimizer_config") if isinstance(training, dict) else None
    if not isinstance(settings, dict) or not isinstance(optimizer, dict):
        return training
    told = {key: settings[key] for key in _OURS if key in settings}
    return {
        **training,
        "optimizer_config": {**optimizer, "config": {**(optimizer.get("config") or {}), **told}},
    }


def with_scaled_loss(training: dict[str, Any]) -> dict[str, Any]:
    """Returns compile settings with the optimizer inside one that scales the loss.

    Keras 3 puts it there by itself in half precision; the settings do not tell it, but the state in the file does.
    """
    inner = training["optimizer_config"]
    if not isinstance(inner, dict) or str(inner.get("class_name")).endswith("LossScaleOptimizer"):
        return training
    return {
        **training,
        "optimizer_config": {"class_name": "LossScaleOptimizer", "config": {"inner_optimizer": inner}},
    }


def in_full(losses: Any) -> Any:
    """Returns names of losses unabbreviated: Keras 3 does not find ``mse`` and its like when it opens a file."""
    if isinstance(losses, str):
        function = None if losses in scope.known() else FUNCTIONS.get(losses)
        return losses if function is None else function.__name__
    if isinstance(losses, dict) and "class_name" not in losses:
        return {output: in_full(loss) for output, loss in losses.items()}
    return [in_full(loss) for loss in losses] if isinstance(losses, list) else losses


def modern_training(model: Any, training: Any, version: Any = None) -> bool:
    """Compiles a model as a file's ``training_config`` says.

    Args:
        model: The model; changed.
        training: The settings.
        version: The version of Keras that wrote them: optimizers of the same name stepped otherwise before 2.11.

    Returns:
        Whether that was possible. If not, a warning says why, and the model is left without training settings:
        it can still predict.
    """
    try:
        if not isinstance(training, dict):
            raise LayerloomError("they are no mapping.")
        model.compile(
            optimizer=_revive("optimizer", _optimizer(training.get("optimizer_config"), version)),
            loss=_losses(training.get("loss")),
            metrics=_metrics(_for_outputs(training.get("metrics"), model, version), model),
            weighted_metrics=_metrics(_for_outputs(training.get("weighted_metrics"), model, version), model),
            loss_weights=training.get("loss_weights"),
        )
    except (LayerloomError, TypeError, ValueError, LookupError, AttributeError, MemoryError) as error:
        warnings.warn(
            f"The training settings in the file cannot be used, so the model is not compiled: {_reason(error)}",
            stacklevel=4,
        )
        return False
    return True


def _reason(error: Exception) -> str:
    """Returns an error's sentence, for a name that is not known with what the caller can do about it."""
    name = error.name.rpartition(">")[2] if isinstance(error, UnknownNameError) else ""
    if not name:
        return (
            str(error)[:_LONGEST] if is_sentence(error) else "one of them is of another kind than it must be."
        )
    said = str(error).partition(": ")[0]  # forty names would hide what can be done
    return f"{said}: pass your own in custom_objects={{{name!r}: ...}}, or do without them by compile=False."


def bare(value: Any) -> Any:
    """Returns objects as ``{"class_name", "config"}`` alone, and functions as their names."""
    if isinstance(value, dict):
        if value.get("class_name") == "function":
            return value.get("config")
        if {"class_name", "config"} <= value.keys():
            name = value.get("registered_name")
            users = isinstance(name, str) and ">" in name
            return {"class_name": name if users else value["class_name"], "config": value["config"]}
        return {key: bare(item) for key, item in value.items()}
    return [bare(item) for item in value] if isinstance(value, (list, tuple)) else value


def _optimizer(data: Any, version: Any) -> Any:
    if isinstance(data, str):
        return data
    if not isinstance(data, dict) or not isinstance(data.get("class_name"), str):
        raise LayerloomError("the optimizer has no class name.")
    config = {key: value for key, value in (data.get("config") or {}).items() if key not in _OPTIMIZER_NOISE}
    rate = config.get("learning_rate")
    if isinstance(rate, dict) and isinstance(rate.get("config"), dict):  # tf.keras names no schedule
        config["learning_rate"] = {**rate, "config": said(rate["config"])}
    if _named(data)["class_name"].startswith("LossScaleOptimizer"):
        return _loss_scale(config, version)
    if "lr" in config:
        config.setdefault("learning_rate", config.pop("lr"))
    if config.get("epsilon", 0) is None:
        del config["epsilon"]
    if _named(data)["class_name"] == "Nadam" and "decay" in config:
        config.setdefault("schedule_decay", config.pop("decay"))  # it was no decay of the learning rate
    recent = (data.get("config") or {}).get("is_legacy_optimizer")  # told by tf.keras from 2.11 on
    if recent is False:
        config |= {"product_by_weight": 1.0} if _named(data)["class_name"] == "Nadam" else {}
    elif recent is True or major_version(version) in (1, 2):
        config = _of_before(_named(data)["class_name"], config)
    return {**_named(data), "config": config}


def _of_before(class_name: str, config: dict[str, Any]) -> dict[str, Any]:
    """Returns the settings by which an optimizer steps as those of Keras 1 and 2 did."""
    if class_name == "Adagrad":  # whose sums began with 0 before it was a setting
        config.setdefault("initial_accumulator_value", 0.0)
    return {"epsilon_outside": 1.0, **config} if class_name in ("RMSprop", "Adagrad") else config


def _loss_scale(config: dict[str, Any], version: Any) -> dict[str, Any]:
    """Returns the optimizer for half precision in the form of Keras 3; tf.keras tells whether its scale moves."""
    kept = {key: value for key, value in said(config).items() if key != "dynamic"}
    inner = _optimizer(kept.get("inner_optimizer"), version)
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


def _function(name: Any, kind: str) -> Any:
    """Returns a user's function, or the name of one of ours, which means more to ``compile`` than the function.

    Raises:
        LayerloomError: If it is the name of neither.
    """
    from layerloom import losses, metrics

    if name in scope.known():
        return find_function(name)
    if name not in _METRIC_NAMES:
        (losses if kind == "loss" else metrics).get(name)
    return name


def _losses(data: Any) -> Any:
    """Returns losses: a name, an object's data, or several of them by output."""
    if isinstance(data, str) or (isinstance(data, dict) and data.get("class_name") == "function"):
        return _function(data if isinstance(data, str) else data.get("config"), "loss")
    if isinstance(data, dict) and "class_name" in data:
        config = {key: value for key, value in (data.get("config") or {}).items() if key != "fn"}
        if config.get("reduction") == "auto":
            del config["reduction"]
        return _revive("loss", {**_named(data), "config": config})
    if isinstance(data, dict):
        return {key: _losses(item) for key, item in data.items()}
    return [_losses(item) for item in data] if isinstance(data, (list, tuple)) else data


def _for_outputs(metrics: Any, model: Any, version: Any) -> Any:
    """Returns metrics output by output, where Keras 1 and 2 mean all of a plain list for each of several."""
    count = len(getattr(model, "output_names", None) or ())
    plain = isinstance(metrics, list) and all(isinstance(item, str) or _is_object(item) for item in metrics)
    each = plain and count > 1 and major_version(version) in (1, 2)
    return [metrics] * count if each else metrics


def _is_object(item: Any) -> bool:
    return isinstance(item, dict) and "class_name" in item


def _metrics(data: Any, model: Any) -> Any:
    """Returns metrics; Keras 2 writes a list of lists, and wraps functions in an object."""
    if isinstance(data, (list, tuple)):
        if len(data) == 1 and isinstance(data[0], (list, tuple)):
            data = data[0]
        if any(isinstance(item, (list, tuple)) for item in data):
            data = [[] if item is None else item for item in data]  # an output without metrics
        return [_metrics(item, model) for item in data if item is not None]
    if isinstance(data, str) or (isinstance(data, dict) and data.get("class_name") == "function"):
        return _function(data if isinstance(data, str) else data.get("config"), "metric")
    if not isinstance(data, dict):
        return data
    if "class_name" not in data:
        return {key: _metrics(item, model) for key, item in data.items()}
    config = data.get("config") or {}
    function, name = name_in(config.get("fn")), config.get("name")
    if isinstance(name, str):
        name = next((name.removeprefix(start) for start in _starts(model) if name.startswith(start)), name)
    if data["class_name"] == "MeanMetricWrapper" or isinstance(function, str):
        return _wrapped(function, name)
    return _revive(
        "metric", {**_named(data), "config": {**config, "name": name} if "name" in config else config}
    )


def _starts(model: Any) -> list[str]:
    """Returns what tf.keras puts before names of metrics when it trains: an output's name, or that of its layer."""
    names = list(getattr(model, "output_names", None) or ())
    if len(names) < 2:
        return []
    layers = [tensor.history.node.operation.name for tensor in model.outputs if tensor.history]
    return [f"{name}_" for name in (*names, *layers)]


def _wrapped(function: Any, name: Any) -> Any:
    """Returns a function that a metric is the mean of: by its name, or under the one that the metric was given."""
    known = FUNCTIONS.get(function) if function not in scope.known() else None
    if name in _METRIC_NAMES or (known is not None and FUNCTIONS.get(name) is known):
        return name
    named = isinstance(name, str) and isinstance(function, str)
    if not named or name.startswith(function) or function in scope.known():  # with a number behind it
        return _function(function, "metric")
    if known is None:  # accuracies are no losses
        return _revive("metric", {"class_name": function, "config": {"name": name}})
    from layerloom.metrics import MeanMetricWrapper

    return MeanMetricWrapper(known, name=name)


def _revive(kind: str, data: Any) -> Any:
    """Makes an optimizer, loss or metric of plain data; names are left to ``compile``."""
    from layerloom import lookup

    return lookup.from_data(kind, data) if isinstance(data, dict) else data
