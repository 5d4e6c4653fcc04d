"""The objects of a model as tf.keras keeps them in checkpoints: layers, their parts and their variables by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from layerloom.saving.tree import is_layer, is_placeholder
from layerloom.saving.unknown import attribute_names, known_twin

#: What tf.keras keeps in attributes of another name, by class.
_ATTRIBUTES = {
    "DepthwiseConv1D": {"kernel": "depthwise_kernel"},
    "DepthwiseConv2D": {"kernel": "depthwise_kernel"},
    "MultiHeadAttention": {f"{part}_dense": f"_{part}_dense" for part in ("query", "key", "value", "output")},
}

#: What TensorFlow calls a list.
LIST = "trackable_list_wrapper"


@dataclass
class Object:
    """An object of a checkpoint.

    Args:
        kind: What TensorFlow calls such objects; empty for variables.
        children: Places of its parts in the list of objects, by name.
        path: Its path from the model, with which its array is named.
        layer: The layer that it is, if it is one.
        variable: The variable that it is, if it is one.
        metadata: What Keras keeps of a layer.
    """

    kind: str = "_generic_user_object"
    children: dict[str, int] = field(default_factory=dict)
    path: str = ""
    layer: Any = None
    variable: Any = None
    metadata: dict[str, Any] | None = None


class Objects:
    """All objects of a built model, the model first.

    Args:
        model: The model. The layers of a functional or sequential one are numbered, those of a class of its own are
            named after their attributes.
    """

    def __init__(self, model: Any) -> None:
        self.all: list[Object] = []
        self._places: dict[int, int] = {}
        self._layer(model, "")

    def variables(self) -> Iterator[Object]:
        """Yields the objects that hold an array."""
        return (item for item in self.all if item.variable is not None)

    def add(self, item: Object) -> int:
        """Adds an object and returns its place."""
        self.all.append(item)
        return len(self.all) - 1

    def variable(self, variable: Any, path: str) -> int:
        """Adds a variable, unless it is there, and returns its place."""
        if id(variable) not in self._places:
            self._places[id(variable)] = self.add(Object("", variable=variable, path=path))
        return self._places[id(variable)]

    def _layer(self, layer: Any, path: str) -> int:
        """Adds a layer with its parts, unless it is there; returns its place."""
        if id(layer) in self._places:
            return self._places[id(layer)]
        known = known_twin(layer) if is_placeholder(layer) else None
        place = self._places[id(layer)] = self.add(Object(path=path, layer=layer if known is None else known))
        layer, item = self.all[place].layer, self.all[place]
        if is_placeholder(layer):
            self._kept(layer, item)
        elif numbers_layers(layer):
            with_weights = 0
            for index, inner in enumerate(_tracked_layers(layer)):
                item.children[f"layer-{index}"] = child = self._layer(inner, _join(path, f"layer-{index}"))
                if inner.weights:
                    item.children[f"layer_with_weights-{with_weights}"] = child
                    with_weights += 1
        else:
            self._parts(layer, item)
        return place

    def _kept(self, placeholder: Any, item: Object) -> None:
        """Adds what a placeholder keeps, under the names of the attributes that it had."""
        for names, (_, variable) in zip(attribute_names(placeholder), placeholder.kept, strict=True):
            owner = item
            for name in names[:-1]:
                if name not in owner.children:
                    owner.children[name] = self.add(Object(path=_join(owner.path, name)))
                owner = self.all[owner.children[name]]
            owner.children[names[-1]] = self.variable(variable, _join(owner.path, names[-1]))

    def _parts(self, layer: Any, item: Object) -> None:
        """Adds the variables and the layers that a layer keeps in attributes, under the attributes' names."""
        known = {id(variable) for variable in layer.weights}
        names = _ATTRIBUTES.get(type(layer).__name__, {})
        for attribute, value in sorted(vars(layer).items()):
            name = names.get(attribute, attribute)
            path = _join(item.path, name)
            if id(value) in known:
                item.children[name] = self.variable(value, path)
            elif is_layer(value):
                item.children[name] = self._layer(value, path)
            elif isinstance(value, (list, tuple)) and value and all(map(is_layer, value)):
                rows = {str(n): self._layer(inner, f"{path}/{n}") for n, inner in enumerate(value)}
                item.children[name] = self.add(Object(LIST, rows))


def numbers_layers(layer: Any) -> bool:
    """Tells whether a layer is a functional or sequential model, or of a class that is made like these."""
    return any(cls.__name__ in ("Functional", "Sequential") for cls in type(layer).__mro__)


def _tracked_layers(model: Any) -> list[Any]:
    """Returns a model's layers; tf.keras does not count a Sequential's input among them."""
    layers = list(model.layers)
    if type(model).__name__ == "Sequential":
        layers = [layer for layer in layers if type(layer).__name__ != "InputLayer"]
    return layers


def _join(path: str, step: str) -> str:
    return f"{path}/{step}" if path else step
