"""Pipeline: layers one after the other, as one layer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from layerloom.declaration import deserialize, register, serialize
from layerloom.errors import LayerloomError
from layerloom.layers.layer import Layer

__all__ = ["Pipeline"]


@register("layer", category="", start={"layers": []})
class Pipeline(Layer):
    """Calls layers one after the other, most often those that prepare images; unlike a Sequential it is no model.

    Args:
        layers: The layers in order.
        name: The pipeline's name.
    """

    supports_masking = True

    def __init__(self, layers: Any, name: str | None = None) -> None:
        super().__init__(name=name)
        self._steps: Sequence[Any] = list(layers)

    @property
    def layers(self) -> list[Any]:
        """The layers in order."""
        return list(self._steps)

    def call(self, inputs: Any, training: bool | None = True, mask: Any = None) -> Any:
        """Returns what the last layer gives."""
        for layer in self._steps:
            inputs = layer(inputs, training=training)
        return inputs

    def compute_mask(self, inputs: Any, previous_mask: Any) -> Any:
        """Masks ride on the tensors from layer to layer, so there is none to add."""
        return None

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The shape that the last layer gives."""
        for layer in self._steps:
            input_shape = layer.compute_output_shape(input_shape)
        return input_shape

    def _convert(self, value: Any) -> Any:
        return value  # each layer converts for itself

    def get_config(self) -> dict[str, Any]:
        """Returns the layers as plain data."""
        return {"layers": [serialize(layer) for layer in self._steps], "name": self.name}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Makes a pipeline from the result of :meth:`get_config`.

        Raises:
            LayerloomError: If there is no list of layers.
        """
        layers = config.get("layers")
        if not isinstance(layers, (list, tuple)):
            raise LayerloomError(f"A Pipeline's config needs a list of layers, got {type(layers).__name__}.")
        return cls([deserialize(layer) for layer in layers], name=config.get("name"))
