"""Placeholder: stands for a layer of a file whose class is not known here, and keeps all that the file says of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from layerloom.declaration import find
from layerloom.declaration.serialization import name_as_data
from layerloom.declaration.unknown_parts import as_today, kind_of
from layerloom.errors import LayerloomError
from layerloom.graph import LayerSpec
from layerloom.layers.layer import Layer
from layerloom.naming import to_snake_case
from layerloom.tensors import Array, KerasTensor, Variable, find_symbolic

#: What the names of arrays mean: ``"order"`` for those of legacy files, where the order counts, ``"places"`` for those
#: of ``.weights.h5`` files, and ``"attributes"`` for those of SavedModels, where the order counts as well.
Naming = Literal["order", "places", "attributes"]


def _as_function(key: str, value: Any) -> Any:
    """Returns a setting, that of a user's function as Keras 3 writes it and not as a bare name."""
    if not isinstance(value, str):
        return value
    kind = kind_of(key)
    users = find(kind, value) is None if kind else key.endswith("activation") and ">" in value
    return name_as_data(value) if users else value


class Placeholder(Layer):
    """A layer that can be drawn and saved again, but not computed.

    Args:
        spec: What the file says of the layer.
        reason: Why it stands in, for errors.
        outputs: How many tensors a call gives.
    """

    supports_masking = True

    def __init__(self, spec: LayerSpec, reason: str, outputs: int = 1) -> None:
        super().__init__(name=spec.name, trainable=False)
        self.spec = spec
        self.reason = reason
        self.kept: list[tuple[str, Variable]] = []
        self.naming: Naming = "order"
        self._outputs = outputs
        self.built = True

    @property
    def path_name(self) -> str:
        """What the layer counts as in the paths of weights."""
        return to_snake_case(self.spec.class_name.rpartition(">")[2])

    def keep(self, arrays: Sequence[tuple[str, Array]], naming: Naming = "order") -> None:
        """Takes the arrays that the file has for the layer.

        Args:
            arrays: The arrays with their names in the file.
            naming: What their names and order mean there.
        """
        self.naming = naming
        self.kept = [(name, Variable(array, trainable=False, name=name)) for name, array in arrays]
        for _, variable in self.kept:
            self._track(variable)

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """Gives symbols of no shape that means anything; there is nothing to compute with."""
        symbols = find_symbolic((args, kwargs))
        if not symbols:
            raise LayerloomError(
                f"Layer {self.name!r} only stands for one of class {self.spec.class_name!r} "
                f"({self.reason.rstrip('.')}): the network can be looked at, but nothing behind this "
                "layer can be computed."
            )
        made = [KerasTensor(symbols[0].shape, symbols[0].dtype) for _ in range(self._outputs)]
        return made[0] if self._outputs == 1 else made

    def compute_output_spec(self, *args: Any, **kwargs: Any) -> Any:
        """Gives symbols, see :meth:`call`."""
        return self.call(*args, **kwargs)

    def get_config(self) -> dict[str, Any]:
        """Returns the config of the file."""
        return dict(self.spec.config)

    def as_data(self) -> dict[str, Any]:
        """Returns the layer as the file has it, with the names of what people registered as Keras 3 spells them."""
        package, _, name = self.spec.class_name.rpartition(">")
        return {
            "module": None if package else self.spec.module,
            "class_name": name,
            "config": {key: _as_function(key, as_today(value)) for key, value in self.get_config().items()},
            "registered_name": self.spec.class_name if package else self.spec.registered_name,
        }

    def get_build_config(self) -> dict[str, Any] | None:
        """Returns the shapes that the file says it was built with."""
        return self.spec.build_config
