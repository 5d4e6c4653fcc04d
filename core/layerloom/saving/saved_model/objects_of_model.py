"""The objects of a model as tf.keras keeps them in a SavedModel: layers, their parts and their variables by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from layerloom.errors import LayerloomError
from layerloom.saving.legacy_config import legacy_training
from layerloom.saving.saved_model.keras2 import keras2_data
from layerloom.saving.tree import is_layer, legacy_weights

#: The release whose form is written here.
KERAS_VERSION = "2.15.0"

#: What tf.keras keeps in attributes of another name, by class.
_ATTRIBUTES = {
    "DepthwiseConv1D": {"kernel": "depthwise_kernel"},
    "DepthwiseConv2D": {"kernel": "depthwise_kernel"},
    "MultiHeadAttention": {f"{part}_dense": f"_{part}_dense" for part in ("query", "key", "value", "output")},
}


@dataclass
class Object:
    """An object to be written.

    Args:
        kind: What TensorFlow calls such objects; empty for variables.
        children: Places of its parts in the list of objects, by name.
        metadata: What Keras keeps of a layer.
        variable: The variable, if it is one.
        path: Its path from the model, with which its array is named.
    """

    kind: str = "_generic_user_object"
    children: dict[str, int] = field(default_factory=dict)
    metadata: dict[str, Any] | None = None
    variable: Any = None
    path: str = ""


class Objects:
    """All objects of a model, the model first.

    Args:
        model: A built functional or sequential model.
        include_optimizer: Whether compile settings and the optimizer's state are among them.
    """

    def __init__(self, model: Any, include_optimizer: bool = True) -> None:
        self.all: list[Object] = []
        self._places: dict[int, int] = {}
        if (
            not is_model(model)
            or not model.layers
            or type(model).__name__ not in ("Functional", "Sequential")
        ):
            raise LayerloomError("only functional and sequential models can be written as a SavedModel")
        root = self._layer(model, "")
        compiled = model.get_compile_config() if include_optimizer and model.optimizer is not None else None
        metadata = self.all[root].metadata
        training = legacy_training(compiled) if compiled else None
        if training is not None and metadata is not None:
            metadata["training_config"] = training
            training["optimizer_config"]["config"]["is_legacy_optimizer"] = False
            if model.optimizer.variables:
                self.all[root].children["optimizer"] = self._optimizer(model.optimizer)

    def variables(self) -> Iterator[Object]:
        """Yields the objects that hold an array."""
        return (item for item in self.all if item.variable is not None)

    def _add(self, item: Object) -> int:
        self.all.append(item)
        return len(self.all) - 1

    def _layer(self, layer: Any, path: str) -> int:
        """Adds a layer with its parts, unless it is there; returns its place."""
        if id(layer) in self._places:
            return self._places[id(layer)]
        place = self._places[id(layer)] = self._add(Object(path=path))
        item = self.all[place]
        if is_model(layer):
            operations = [part for part in getattr(layer, "_operations", ()) if not is_layer(part)]
            if operations:
                raise LayerloomError(
                    f"model {layer.name!r} calls the operation {operations[0].name!r}, which a SavedModel cannot name"
                )
            item.kind = (
                "_tf_keras_sequential" if type(layer).__name__ == "Sequential" else "_tf_keras_network"
            )
            with_weights = 0
            for index, inner in enumerate(_tracked_layers(layer)):
                item.children[f"layer-{index}"] = child = self._layer(inner, _join(path, f"layer-{index}"))
                if inner.weights:
                    item.children[f"layer_with_weights-{with_weights}"] = child
                    with_weights += 1
        else:
            item.kind = "_tf_keras_input_layer" if type(layer).__name__ == "InputLayer" else "_tf_keras_layer"
            self._parts(layer, item)
        item.metadata = _metadata(layer)
        if type(layer).__name__ != "InputLayer":
            trained = self._list(layer.trainable_weights)
            fixed = self._list(layer.non_trainable_weights)
            item.children["trainable_variables"] = trained
            item.children["variables"] = self._list(legacy_weights(layer))
            item.children["regularization_losses"] = self._list([])
            item.children["keras_api"] = self._add(Object(children={"non_trainable_variables": fixed}))
        return place

    def _parts(self, layer: Any, item: Object) -> None:
        """Adds the variables and the layers that a layer keeps in attributes, under the attributes' names."""
        known = {id(variable) for variable in layer.weights}
        names = _ATTRIBUTES.get(type(layer).__name__, {})
        for attribute, value in sorted(vars(layer).items()):
            name = names.get(attribute, attribute)
            path = _join(item.path, name)
            if id(value) in known:
                item.children[name] = self._variable(value, path)
            elif is_layer(value):
                item.children[name] = self._layer(value, path)
            elif isinstance(value, (list, tuple)) and value and all(map(is_layer, value)):
                rows = {str(n): self._layer(inner, f"{path}/{n}") for n, inner in enumerate(value)}
                item.children[name] = self._add(Object("trackable_list_wrapper", rows))

    def _variable(self, variable: Any, path: str) -> int:
        if id(variable) not in self._places:
            self._places[id(variable)] = self._add(Object("", variable=variable, path=path))
        return self._places[id(variable)]

    def _list(self, variables: Iterable[Any]) -> int:
        """Adds a list of variables that are there already."""
        rows = {str(n): self._places[id(v)] for n, v in enumerate(variables) if id(v) in self._places}
        return self._add(Object("trackable_list_wrapper", rows))

    def _optimizer(self, optimizer: Any) -> int:
        state = [v for v in optimizer.variables if v.name != "learning_rate"]
        rows = {str(n): self._variable(v, f"optimizer/_variables/{n}") for n, v in enumerate(state)}
        return self._add(Object(children={"_variables": self._add(Object("trackable_list_wrapper", rows))}))


def is_model(layer: Any) -> bool:
    """Tells whether a layer is a model made of layers."""
    return is_layer(layer) and hasattr(layer, "layers") and hasattr(layer, "compile")


def _tracked_layers(model: Any) -> list[Any]:
    """Returns a model's layers; tf.keras does not count a Sequential's input among them."""
    layers = list(model.layers)
    if type(model).__name__ == "Sequential":
        layers = [layer for layer in layers if type(layer).__name__ != "InputLayer"]
    return layers


def _metadata(layer: Any) -> dict[str, Any]:
    """Returns what tf.keras keeps of a layer or model."""
    bare = keras2_data(type(layer).__name__, layer.get_config())
    name = bare["class_name"]
    found = {
        "name": layer.name,
        "trainable": bool(layer.trainable),
        "expects_training_arg": True,
        "dtype": str(layer.compute_dtype),
        "batch_input_shape": None,
        "must_restore_from_config": False,
        "preserve_input_structure_in_config": False,
        "autocast": True,
        "class_name": name,
        "config": bare["config"],
    }
    if is_model(layer):
        found.update(is_graph_network=True, keras_version=KERAS_VERSION, backend="tensorflow")
        found["model_config"] = {"class_name": name, "config": bare["config"]}
    elif name == "InputLayer":
        return {"class_name": name, "name": layer.name, "dtype": bare["config"].get("dtype"), "sparse": False,
                "ragged": False, "batch_input_shape": bare["config"].get("batch_input_shape"),
                "config": bare["config"]}  # fmt: skip
    else:
        found["build_input_shape"] = _shapes(_input_shapes(layer))
        if name == "MultiHeadAttention":  # it is built by its config
            build = (layer.get_build_config() or {}).get("shapes_dict", {})
            shapes = {f"{part}_shape": build.get(f"{part}_shape") for part in ("query", "key", "value")}
            shapes["key_shape"] = shapes["key_shape"] or shapes["value_shape"]
            found["config"] = {**bare["config"], **{key: _shapes(shape) for key, shape in shapes.items()}}
    return found


def _input_shapes(layer: Any) -> Any:
    """Returns the shape or shapes that a layer is called on, or ``None``."""
    calls = getattr(layer, "_inbound_nodes", None)
    if calls:
        args = calls[0].args
        first = args[0] if args else None
        if isinstance(first, (list, tuple)):
            return [list(tensor.shape) for tensor in first]
        if first is not None:
            return tuple(first.shape)
    build = layer.get_build_config()
    return (build or {}).get("input_shape")


def _shapes(shapes: Any) -> Any:
    if isinstance(shapes, (list, tuple)) and shapes and isinstance(shapes[0], (list, tuple)):
        return [_shapes(shape) for shape in shapes]
    return None if shapes is None else {"class_name": "TensorShape", "items": list(shapes)}


def _join(path: str, step: str) -> str:
    return f"{path}/{step}" if path else step
