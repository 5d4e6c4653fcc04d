"""Copies of models with new weights."""

from __future__ import annotations

from typing import Any

from layerloom.errors import LayerloomError
from layerloom.models.functional import Functional
from layerloom.models.sequential import Sequential


def clone_model(model: Any) -> Any:
    """Returns a model of the same structure with newly initialized weights (``keras.models.clone_model``).

    Args:
        model: A Sequential or functional model, or a subclass with ``get_config``.

    Raises:
        ValueError: If the model has no config to copy.
    """
    if not isinstance(model, (Sequential, Functional)) and type(model).get_config is None:
        raise LayerloomError(f"Model {model.name!r} has no get_config(), so it cannot be cloned.")
    copy = type(model).from_config(model.get_config())
    if isinstance(copy, Sequential) and not copy.built and model.built:
        copy.build(model.input_shape)
    return copy
