"""Functional: a model made of a graph of layer calls."""

from __future__ import annotations

import inspect
from typing import Any, Self

import numpy as np

from layerloom import ops
from layerloom.declaration import register, sharing
from layerloom.errors import LayerloomError, ShapeError
from layerloom.layers import Layer
from layerloom.layers.masks import set_masks
from layerloom.models.architecture import build_graph, describe_graph
from layerloom.models.known_masks import with_known_masks
from layerloom.models.model import Model
from layerloom.models.traversal import order_nodes
from layerloom.tensors import KerasTensor, Tensor, find_symbolic


@register("model", aliases=("Model",))
class Functional(Model):
    """A model from symbolic inputs to symbolic outputs.

    Args:
        inputs: A symbolic tensor, or a list or dict of them.
        outputs: Likewise; they must depend on the inputs.
        name: The model's name.
        trainable: Whether training changes the weights.
    """

    _completes_build = False
    _untracked = Model._untracked | {
        "_nodes",
        "_run_nodes",
        "_operations",
        "_inputs_struct",
        "_outputs_struct",
        "inputs",
        "outputs",
        "_loss_tensors",
        "_metric_tensors",
        "_names_in_file",
    }
    _names_in_file: tuple[str, ...] = ()

    def __init__(
        self, inputs: Any = None, outputs: Any = None, name: str | None = None, **kwargs: Any
    ) -> None:
        trainable = kwargs.pop("trainable", None)
        inputs, outputs = kwargs.pop("input", inputs), kwargs.pop("output", outputs)  # the names of Keras 1
        self._loss_tensors: list[KerasTensor] = []
        self._metric_tensors: dict[str, KerasTensor] = {}
        super().__init__(name=name, **kwargs)
        self._inputs_struct, self._outputs_struct = _by_name(inputs), _by_name(outputs)
        self.inputs: list[KerasTensor] = find_symbolic(self._inputs_struct)
        self.outputs: list[KerasTensor] = find_symbolic(self._outputs_struct)
        if not self.inputs or not self.outputs:
            raise LayerloomError(
                "A functional model needs at least one symbolic input and one symbolic output."
            )
        inputs_before = [self._own_input(tensor) for tensor in self.inputs]
        self._order()
        self._input_names = [layer.name for layer in inputs_before]
        self._check_names()
        self.built = True
        if trainable is not None:
            self.trainable = trainable

    @staticmethod
    def _own_input(tensor: KerasTensor) -> Any:
        """Returns the operation behind an input; a tensor from inside another model is a legal start too."""
        if tensor.history is None:
            raise LayerloomError("A model's input must be a symbolic tensor that comes from Input().")
        return tensor.history.node.operation

    def _check_names(self) -> None:
        seen: dict[str, Any] = {}
        for operation in self._operations:
            if seen.setdefault(operation.name, operation) is not operation:
                raise LayerloomError(
                    f"Two layers of model {self.name!r} are called {operation.name!r}: give one another name."
                )

    @property
    def layers(self) -> list[Layer]:
        """All layers, inputs included, in Keras's order."""
        return [operation for operation in self._operations if isinstance(operation, Layer)]

    def layers_in_file_order(self) -> list[Layer]:
        """All layers as the file that the model was read from lists them: tf.keras counts its weights by that."""
        places = {name: place for place, name in enumerate(self._names_in_file)}
        if any(layer.weights and layer.name not in places for layer in self.layers):
            return self.layers  # names with slashes are others here
        return sorted(self.layers, key=lambda layer: places.get(layer.name, len(places)))

    @property
    def operations(self) -> list[Any]:
        """All layers and operations, in Keras's order."""
        return list(self._operations)

    @property
    def _layers(self) -> list[Layer]:
        return self.layers

    @property
    def input(self) -> Any:
        """The symbolic input or inputs, as they were given."""
        return self._inputs_struct

    @property
    def output(self) -> Any:
        """The symbolic output or outputs, as they were given."""
        return self._outputs_struct

    @property
    def input_names(self) -> list[str]:
        """The names of the inputs."""
        return list(self._input_names)

    @property
    def output_names(self) -> list[str]:
        """The names of the layers that give the outputs."""
        if isinstance(self._outputs_struct, dict):
            return list(self._outputs_struct)
        return [tensor.history.node.operation.name for tensor in self.outputs if tensor.history]

    @property
    def input_shape(self) -> Any:
        """The shape of the input, or a list of shapes."""
        shapes = [tensor.shape for tensor in self.inputs]
        return shapes[0] if len(shapes) == 1 else shapes

    @property
    def output_shape(self) -> Any:
        """The shape of the output, or a list of shapes."""
        shapes = [tensor.shape for tensor in self.outputs]
        return shapes[0] if len(shapes) == 1 else shapes

    def add_loss(self, loss: Any) -> None:
        """Adds a penalty; a symbolic tensor of this graph is computed at every call."""
        if not isinstance(loss, KerasTensor):
            super().add_loss(loss)
            return
        self._loss_tensors.append(loss)
        self._order()

    def add_metric(self, value: Any, name: str | None = None, aggregation: str = "mean") -> None:
        """Reports a value in the metrics; a symbolic tensor of this graph is computed at every call."""
        if not isinstance(value, KerasTensor):
            super().add_metric(value, name, aggregation)
            return
        self._metric_tensors[name or value.name] = value
        self._order()

    def _order(self) -> None:
        ends = [*self.outputs, *self._loss_tensors, *self._metric_tensors.values()]
        self._nodes, self._operations = order_nodes(self.inputs, ends)
        self._run_nodes = with_known_masks(self._nodes)

    def build(self, input_shape: Any = None) -> None:
        """Does nothing: a functional model is built when it is made."""

    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        """Runs the graph on tensors; ``mask`` counts where none rides on them."""
        given = self._flatten_inputs(inputs)
        for value, own in zip(given, mask if isinstance(mask, (list, tuple)) else [mask], strict=False):
            set_masks(value, own)
        values: dict[int, Any] = {id(symbol): value for symbol, value in zip(self.inputs, given, strict=True)}
        for node in self._run_nodes:
            if all(id(output) in values for output in node.outputs):
                continue
            result = node.operation(*_fill(node.args, values), **_fill(node.kwargs, values))
            outputs = _leaves(result)
            for symbol, value in zip(node.outputs, outputs, strict=True):
                values[id(symbol)] = value
        self._losses.extend(values[id(tensor)] for tensor in self._loss_tensors)
        for name, tensor in self._metric_tensors.items():
            if isinstance(values[id(tensor)], Tensor):
                super().add_metric(values[id(tensor)], name)
        return _fill(self._outputs_struct, values)

    def compute_output_spec(self, *args: Any, **kwargs: Any) -> Any:
        """Returns symbolic outputs by running the graph on symbols."""
        return self.call(*args)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Returns the output shapes for the given input shapes."""
        return Layer.compute_output_shape(self, input_shape)

    def _flatten_inputs(self, inputs: Any) -> list[Any]:
        """Brings data, given as one tensor, list or dict by name, into the order and rank of the inputs."""
        if isinstance(inputs, dict):
            keys = list(self._inputs_struct) if isinstance(self._inputs_struct, dict) else self._input_names
            missing = [key for key in keys if key not in inputs]
            if missing:
                raise LayerloomError(
                    f"Model {self.name!r} has the inputs {', '.join(keys)}; {missing[0]!r} is missing from the data."
                )
            given = [inputs[key] for key in keys]
        else:
            given = _leaves(inputs)
        if len(given) != len(self.inputs):
            raise LayerloomError(
                f"Model {self.name!r} has {len(self.inputs)} inputs ({', '.join(self._input_names)}), "
                f"got {len(given)} tensors."
            )
        return [self._adjust(value, symbol) for value, symbol in zip(given, self.inputs, strict=True)]

    def _adjust(self, value: Any, symbol: KerasTensor) -> Any:
        """Adds or drops a last axis of size 1 where that makes data fit, and refuses what does not."""
        if not hasattr(value, "shape"):
            value = ops.convert_to_tensor(value, dtype=symbol.dtype)
        shape, wanted = tuple(value.shape), symbol.shape
        if len(shape) == len(wanted) - 1 and wanted[-1] == 1:
            value = ops.expand_dims(value, axis=-1)
        elif len(shape) == len(wanted) + 1 and shape[-1] == 1:
            value = ops.squeeze(value, axis=-1)
        shape = tuple(value.shape)
        # A batch size that the input declares binds nobody, as in Keras: a last batch may be smaller.
        if len(shape) != len(wanted) or any(
            a not in (None, b) and b is not None for a, b in zip(wanted[1:], shape[1:], strict=True)
        ):
            name = symbol.history.node.operation.name if symbol.history else symbol.name
            raise ShapeError(
                f"Input {name!r} of model {self.name!r} expects shape {wanted}, got data of shape {shape}: "
                "bring the data into that shape, or change the shape of the Input."
            )
        if not isinstance(value, KerasTensor):
            text = np.dtype(value.value.dtype if isinstance(value, Tensor) else value.dtype).kind in "USO"
            if text != (symbol.dtype == "string"):
                raise LayerloomError(
                    f"x must hold {'numbers' if text else 'texts'} for model {self.name!r}, got values of type "
                    f"{value.dtype}: turn text into numbers first, or give the Input dtype='string' and a layer "
                    "that does it."
                )
        if isinstance(value, Tensor) and value.dtype != symbol.dtype:
            value = ops.cast(value, dtype=symbol.dtype)
        return value

    def _convert(self, value: Any) -> Any:
        """Leaves number types to the inputs: an embedding's whole numbers must not become floats."""
        return value

    @property
    def _follows_graph(self) -> bool:
        return type(self).call is Functional.call

    @property
    def _own_graph(self) -> Functional:
        return self

    def get_config(self) -> dict[str, Any]:
        """Returns the architecture in the form of Keras 3; of a class that builds its graph itself, its arguments."""
        if not _takes_graph(type(self)):
            return super().get_config()
        with sharing.describing():
            config: dict[str, Any] = describe_graph(self)["config"]
        return config

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: dict[str, Any] | None = None) -> Self:
        """Makes a model, with new weights, from :meth:`get_config` or an older Keras's config."""
        if not _takes_graph(cls):
            return cls(**config)
        with sharing.reading():
            inputs, outputs, added, name, trainable = build_graph(config, custom_objects)
        model = cls(inputs, outputs, name=name)
        model._names_in_file = _names_of_layers(config)
        for metric, tensor in added:
            if metric is None:
                model.add_loss(tensor)
            else:
                model.add_metric(tensor, metric)
        if trainable is False:
            model.trainable = False
        return model


def _takes_graph(kind: type) -> bool:
    """Tells whether a class is made of inputs, outputs and a name, as functional models are, or passes all on."""
    named, passes_all_on = _positional(kind)
    return passes_all_on or named == _positional(Functional)[0]


def _positional(kind: type) -> tuple[list[str], bool]:
    """Returns what a class's constructor takes by position, and whether it takes whatever it is given."""
    parameters = inspect.signature(kind).parameters.values()
    kinds = {parameter.kind for parameter in parameters}
    named = [p.name for p in parameters if p.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD]
    return named, {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD} <= kinds


def _names_of_layers(config: dict[str, Any]) -> tuple[str, ...]:
    """Returns the names of the layers in a model's config, in its order."""
    told = config.get("layers")
    layers = [data for data in told if isinstance(data, dict)] if isinstance(told, list) else []
    inner = [(data, data.get("config")) for data in layers]
    return tuple(
        str(data.get("name") or (inside.get("name") if isinstance(inside, dict) else ""))
        for data, inside in inner
    )


def _by_name(structure: Any) -> Any:
    """Sorts a dict of tensors by name, as Keras does: the order of the layers follows from it."""
    return dict(sorted(structure.items())) if isinstance(structure, dict) else structure


def _fill(structure: Any, values: dict[int, Any]) -> Any:
    if isinstance(structure, KerasTensor):
        return values[id(structure)]
    if isinstance(structure, dict):
        return {key: _fill(item, values) for key, item in structure.items()}
    if isinstance(structure, (list, tuple)):
        return type(structure)(_fill(item, values) for item in structure)
    return structure


def _leaves(structure: Any) -> list[Any]:
    if isinstance(structure, dict):
        return [leaf for item in structure.values() for leaf in _leaves(item)]
    if isinstance(structure, (list, tuple)):
        return [leaf for item in structure for leaf in _leaves(item)]
    return [structure]
