"""Pipeline: layers one after the other, as a single layer that prepares data."""

from __future__ import annotations

import inspect
from typing import Any, Self

from layerloom.declaration import register
from layerloom.errors import FieldError
from layerloom.layers.layer import Layer
from layerloom.saving.objects import deserialize_keras_object, serialize_keras_object

__all__ = ["Pipeline"]


@register("layer", category="Preprocessing", start={"layers": []})
class Pipeline(Layer):
    """Applies layers one after the other; by default as in training, since it prepares data for it.

    Output shape: that of the last layer.

    Args:
        layers: The layers.
        name: The name of the pipeline.
    """

    def __init__(self, layers: Any, name: str | None = None) -> None:
        super().__init__(name=name)
        if not isinstance(layers, (list, tuple)):
            raise FieldError(f"Pipeline takes a list of layers, got {type(layers).__name__}.")
        self.layers = list(layers)

    def _convert(self, value: Any) -> Any:
        return value

    def call(self, inputs: Any, training: bool | None = True, mask: Any = None) -> Any:
        """Returns the output of the last layer; a mask is taken for Keras's sake, and has no effect."""
        for layer in self.layers:
            takes = training is not None and "training" in inspect.signature(layer.call).parameters
            inputs = layer(inputs, training=training) if takes else layer(inputs)
        return inputs

    def get_config(self) -> dict[str, Any]:
        """Returns the layers as plain data."""
        return {"layers": serialize_keras_object(self.layers), "name": self.name}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Makes the layers and the pipeline of them."""
        made = [
            deserialize_keras_object(item) if isinstance(item, dict) else item for item in config["layers"]
        ]
        return cls(**{**config, "layers": made})
