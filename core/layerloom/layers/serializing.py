"""Layers to plain data and back (``keras.layers.serialize``)."""

from __future__ import annotations

from typing import Any

from layerloom import lookup
from layerloom.declaration import serialize as to_data
from layerloom.errors import LayerloomError
from layerloom.layers.layer import Layer

__all__ = ["deserialize", "serialize"]


def serialize(layer: Layer) -> dict[str, Any]:
    """Returns a layer as plain data in the form of Keras 3.

    Args:
        layer: The layer.
    """
    data: dict[str, Any] = to_data(layer)
    build = layer.get_build_config()
    return {**data, "build_config": to_data(build)} if build else data


def deserialize(config: Any, custom_objects: dict[str, Any] | None = None) -> Any:
    """Makes a layer from the result of :func:`serialize`.

    Args:
        config: The data.
        custom_objects: Classes of the caller by name.

    Raises:
        LayerloomError: If the data name no known layer.
    """
    layer = lookup.from_data("layer", config, custom_objects)
    if not isinstance(layer, Layer):
        raise LayerloomError(f"The data describe no layer, but a {type(layer).__name__}.")
    build = config.get("build_config") if isinstance(config, dict) else None
    if isinstance(build, dict) and not layer.built:
        layer.build_from_config(build)
    return layer
