"""The editor of a layer inside a layer: what Bidirectional, TimeDistributed and RNN wrap, with a form of its own."""

from __future__ import annotations

from typing import Any

from layerloom.declaration import registry, serialize
from layerloom.declaration.fields import Field
from layerloom_studio.forms.choices import NONE
from layerloom_studio.forms.objects import ObjectEditor
from layerloom_studio.forms.values import object_fields, plain, read_object
from layerloom_studio.language import mark, tr

_NAMES = {"layer": "layer", "backward_layer": "layer", "cell": "cell"}
_UNITS = 32  # of a cell, which is never dropped and so has no values to begin with
_FIRST = (
    mark("Recurrent"),
    mark("Core"),
    mark("Convolution"),
    mark("Pooling"),
    mark("Activation"),
    mark("Normalization"),
    mark("Regularization"),
    mark("Reshaping"),
)


def holds_layer(field: Field) -> bool:
    """Whether the value of a field is another layer."""
    return field.kind == "any" and field.name in _NAMES


class LayerEditor(ObjectEditor):
    """The wrapped layer's class in a list, its settings beneath."""

    def items(self) -> list[tuple[str, str]]:
        if _NAMES[self.field.name] == "cell":
            names = [entry.name for entry in registry.entries("layer") if entry.name.endswith("Cell")]
        else:
            known = registry.entries("layer")
            names = [entry.name for kind in _FIRST for entry in known if entry.category == kind]
            names = [name for name in names if name not in ("InputLayer", "RNN", "Masking")]
        none = [] if self.field.required else [(tr(NONE), "")]
        return [*none, *((name, name) for name in names)]

    def value(self) -> Any:
        if not self._class:
            return None
        entry = registry.find("layer", self._class)
        return {
            "module": entry.module if entry else "keras.layers",
            "class_name": self._class,
            "config": {key: plain(value) for key, value in self._config.items()},
            "registered_name": None,
        }

    def _read(self, value: Any) -> tuple[str, dict[str, Any]]:
        return read_object("layer", value)

    def _fields(self, name: str) -> tuple[Field, ...]:
        return tuple(field for field in object_fields("layer", name) if field.kind != "any")

    def _start(self, name: str) -> dict[str, Any]:
        """A new class begins with the values of a layer that is dropped."""
        entry = registry.find("layer", name)
        start = dict(serialize(dict(entry.start))) if entry is not None else {}
        missing = [field for field in self._fields(name) if field.required and field.name not in start]
        return {**{field.name: _UNITS for field in missing if field.kind == "int"}, **start}
