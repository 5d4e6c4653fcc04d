"""What a model of TensorFlow.js says of its training, in the words of Keras 2."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from layerloom.saving.hdf5 import Array

#: Optimizers and settings that Keras calls otherwise.
_OPTIMIZERS = {"Momentum": "SGD", "RMSProp": "RMSprop"}
_SETTINGS = {"beta1": "beta_1", "beta2": "beta_2", "use_nesterov": "nesterov"}


def keras_training(topology: dict[str, Any], own: Any) -> Any:
    """Returns the training settings of a model as ``training_config`` of a legacy file, or ``None``.

    Args:
        topology: What the file says of the network; the converter puts there what Keras wrote.
        own: The settings that TensorFlow.js itself wrote beside it.
    """
    if not isinstance(own, dict):
        config = topology.get("model_config")
        modern = config.get("compile_config") if isinstance(config, dict) else None
        if isinstance(modern, dict) and modern.get("optimizer"):
            return {**modern, "optimizer_config": modern["optimizer"]}
        return topology.get("training_config")
    optimizer = own.get("optimizer_config")
    if not isinstance(optimizer, dict) or not isinstance(optimizer.get("config"), dict):
        return own
    config = {_keras_name(key): value for key, value in optimizer["config"].items()}
    name = optimizer.get("class_name")
    if name == "RMSProp" and "decay" in config:
        config["rho"] = config.pop("decay")
    return {**own, "optimizer_config": {"class_name": _OPTIMIZERS.get(str(name), name), "config": config}}


def keras_state(arrays: list[tuple[str, Array]], optimizer: Any) -> list[tuple[str, Array]]:
    """Returns the state of an optimizer as Keras 2 keeps it.

    Args:
        arrays: What TensorFlow.js keeps: ``iter``, then the slots kind by kind, as ``dense/kernel/m``.
        optimizer: The optimizer that it is for.
    """
    name = type(optimizer).__name__
    if name == "SGD":  # Keras keeps the step itself, not what it is made of
        rate = np.float32(optimizer.learning_rate)
        arrays = [(path, -rate * array if path.endswith("/momentum") else array) for path, array in arrays]
    return [(f"{name}/{path}:0", array) for path, array in arrays]


def _keras_name(key: str) -> str:
    plain = re.sub("([A-Z])", lambda found: f"_{found[1].lower()}", key)
    return _SETTINGS.get(plain, plain)
