"""Models, the public namespace ``keras.models``."""

from __future__ import annotations

import json
from typing import Any

from layerloom.layers import Input
from layerloom.models.cloning import clone_model
from layerloom.models.functional import Functional
from layerloom.models.model import Model
from layerloom.models.sequential import Sequential


def load_model(
    filepath: Any,
    custom_objects: dict[str, Any] | None = None,
    compile: bool = True,
    safe_mode: bool = True,
    placeholders: bool = False,
) -> Any:
    """Opens a saved model; see :func:`layerloom.saving.load_model`.

    ``safe_mode`` is accepted for Keras's sake: code from a file is never run, whatever it says.
    """
    from layerloom.saving import load_model as load

    return load(filepath, custom_objects=custom_objects, compile=compile, placeholders=placeholders)


def save_model(model: Model, filepath: Any, **kwargs: Any) -> None:
    """Saves a model; see :func:`layerloom.saving.save_model`."""
    model.save(filepath, **kwargs)


def model_from_json(
    json_string: str, custom_objects: dict[str, Any] | None = None, placeholders: bool = False
) -> Any:
    """Makes a model, with new weights, from JSON of any Keras; see :func:`layerloom.saving.model_from_json`."""
    from layerloom.saving import model_from_json as make

    return make(json_string, custom_objects=custom_objects, placeholders=placeholders)


def model_from_config(config: dict[str, Any], custom_objects: dict[str, Any] | None = None) -> Any:
    """Makes a model, with new weights, from its class and config: ``{"class_name": ..., "config": ...}``."""
    from layerloom.saving import model_from_json as make

    return make(json.dumps(config), custom_objects=custom_objects)


def model_from_yaml(
    yaml_string: str, custom_objects: dict[str, Any] | None = None, placeholders: bool = False
) -> Any:
    """Makes a model, with new weights, from the result of ``model.to_yaml()``; see :mod:`layerloom.models.yaml`."""
    from layerloom.models.yaml import model_from_yaml as make

    return make(yaml_string, custom_objects=custom_objects, placeholders=placeholders)


__all__ = [
    "Functional",
    "Input",
    "Model",
    "Sequential",
    "clone_model",
    "load_model",
    "model_from_config",
    "model_from_json",
    "model_from_yaml",
    "save_model",
]
