"""Placeholder: stands for a layer of a file whose class is not known here, and keeps all that the file says of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from layerloom.errors import LayerloomError
from layerloom.graph import LayerSpec
from layerloom.layers.layer import Layer
from layerloom.naming import to_snake_case
from layerloom.tensors import Array, KerasTensor, Variable, find_symbolic


def _as_function(key: str, value: Any) -> Any:
    """Returns a setting, that of a registered function as Keras 3 writes it and not as a bare name."""
    if not (key.endswith("activation") and isinstance(value, str) and ">" in value):
        return value
    return {"module": "builtins", "class_name": "function", "config": value, "registered_name": "function"}


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
        self._outputs = outputs
        self.built = True

    @property
    def path_name(self) -> str:
        """What the layer counts as in the paths of weights."""
        return to_snake_case(self.spec.class_name.rpartition(">")[2])

    def keep(self, arrays: Sequence[tuple[str, Array]]) -> None:
        """Takes the arrays that the file has for the layer, under their names there."""
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
            "config": {key: _as_function(key, value) for key, value in self.get_config().items()},
            "registered_name": self.spec.class_name if package else self.spec.registered_name,
        }

    def kept_in_order(self) -> list[tuple[str, Variable]]:
        """Returns what was kept under the names of ``.weights.h5`` files, if all of it is the layer's own.

        Legacy files name the weights of a layer, and of those inside it, in other words, which say too little then.
        """
        folders = {name.rpartition("/")[0] for name, _ in self.kept}
        if len(folders) != 1 or folders.pop().rpartition("/")[2] not in ("", self.name):
            return self.kept
        return [(f"vars/{index}", variable) for index, (_, variable) in enumerate(self.kept)]

    def get_build_config(self) -> dict[str, Any] | None:
        """Returns the shapes that the file says it was built with."""
        return self.spec.build_config
