"""Configurations as legacy HDF5 files spell them, to and from those of Keras 3."""

from __future__ import annotations

import warnings
from typing import Any

from layerloom.errors import LayerloomError

#: Keys of optimizers that say nothing about the mathematics, or stand for what no longer exists.
_OPTIMIZER_NOISE = ("jit_compile", "is_legacy_optimizer", "decay")

_METRIC_NAMES = ("accuracy", "acc", "crossentropy", "ce")


def legacy_model(data: dict[str, Any]) -> dict[str, Any]:
    """Returns a model's ``{"class_name", "config"}`` with every layer as Keras 3 writes it to HDF5.

    Layers are bare there: without module, registered name and build configuration.
    """
    config = dict(data["config"])
    if isinstance(config.get("layers"), list):
        config["layers"] = [_legacy_layer(layer) for layer in config["layers"]]
    return {"class_name": data["class_name"], "config": config}


def _legacy_layer(data: dict[str, Any]) -> dict[str, Any]:
    bare = legacy_model(data) if isinstance(data.get("config"), dict) else dict(data)
    name = data.get("registered_name")
    if isinstance(name, str) and ">" in name:  # a class of the user's is found by its registered name alone
        bare["class_name"] = name
    return bare | {key: data[key] for key in ("name", "inbound_nodes") if key in data}


def legacy_training(compiled: dict[str, Any]) -> dict[str, Any]:
    """Returns compile settings as the ``training_config`` of an HDF5 file."""
    settings = {key: _bare(value) for key, value in compiled.items() if key != "optimizer"}
    optimizer = compiled["optimizer"]
    settings["optimizer_config"] = {"class_name": optimizer["class_name"], "config": optimizer["config"]}
    return settings


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
            metrics=_metrics(training.get("metrics")),
            weighted_metrics=_metrics(training.get("weighted_metrics")),
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
    """Returns objects as ``{"class_name", "config"}`` alone."""
    if isinstance(value, dict):
        if {"class_name", "config"} <= value.keys():
            return {"class_name": value["class_name"], "config": value["config"]}
        return {key: _bare(item) for key, item in value.items()}
    return [_bare(item) for item in value] if isinstance(value, (list, tuple)) else value


def _optimizer(data: Any) -> Any:
    if isinstance(data, str):
        return data
    if not isinstance(data, dict) or not isinstance(data.get("class_name"), str):
        raise LayerloomError("the optimizer has no class name.")
    config = {key: value for key, value in (data.get("config") or {}).items() if key not in _OPTIMIZER_NOISE}
    if "lr" in config:
        config.setdefault("learning_rate", config.pop("lr"))
    if config.get("epsilon", 0) is None:
        del config["epsilon"]
    return {"class_name": data["class_name"].rpartition(">")[2], "config": config}


def _losses(data: Any) -> Any:
    """Returns losses: a name, an object's data, or several of them by output."""
    if isinstance(data, dict) and "class_name" in data:
        config = {key: value for key, value in (data.get("config") or {}).items() if key != "fn"}
        if config.get("reduction") == "auto":
            del config["reduction"]
        return _revive("loss", {"class_name": data["class_name"], "config": config})
    if isinstance(data, dict):
        return {key: _losses(item) for key, item in data.items()}
    return [_losses(item) for item in data] if isinstance(data, (list, tuple)) else data


def _metrics(data: Any) -> Any:
    """Returns metrics; Keras 2 writes a list of lists, and wraps functions in an object."""
    if isinstance(data, (list, tuple)):
        if len(data) == 1 and isinstance(data[0], (list, tuple)):
            data = data[0]
        return [_metrics(item) for item in data]
    if not isinstance(data, dict):
        return data
    if "class_name" not in data:
        return {key: _metrics(item) for key, item in data.items()}
    config = data.get("config") or {}
    function = config.get("fn")
    if data["class_name"] == "MeanMetricWrapper" or isinstance(function, str):
        return config["name"] if config.get("name") in _METRIC_NAMES else function
    return _revive("metric", {"class_name": data["class_name"], "config": config})


def _revive(kind: str, data: Any) -> Any:
    """Makes an optimizer, loss or metric of plain data; names are left to ``compile``."""
    from layerloom import lookup

    return lookup.from_data(kind, data) if isinstance(data, dict) else data
