"""Sequential: a model that is a plain chain of layers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from layerloom.declaration import register, serialize, sharing
from layerloom.errors import LayerloomError
from layerloom.layers import Input, InputLayer, Layer
from layerloom.layers.call_context import outside_calls
from layerloom.layers.masks import set_masks
from layerloom.layers.placeholder import Placeholder
from layerloom.layers.structures import is_batch_shape
from layerloom.models.functional import Functional
from layerloom.models.model import Model
from layerloom.naming import name_scope, unique_name
from layerloom.tensors import KerasTensor, inside_operation


@register("model")
class Sequential(Model):
    """A chain of layers (``keras.Sequential``); built as soon as its input shape is known.

    Args:
        layers: The layers, an ``Input`` first or not.
        trainable: Whether training changes the weights.
        name: The model's name.
    """

    _completes_build = False
    _untracked = Model._untracked | {"_functional", "_chain"}

    def __init__(
        self, layers: Sequence[Any] | None = None, trainable: bool = True, name: str | None = None
    ) -> None:
        super().__init__(trainable=trainable, name=name or unique_name("sequential"))
        self._functional: Functional | None = None
        self._chain: list[Layer] = []
        self._taken: set[str] = set()  # the names in the chain
        for layer in layers or ():
            self.add(layer, rebuild=False)
        self._maybe_rebuild()

    def add(self, layer: Any, rebuild: bool = True) -> None:
        """Appends a layer.

        Raises:
            ValueError: If it is no layer, its name is taken, or an input comes after other layers.
        """
        if isinstance(layer, KerasTensor) and layer.history is not None:
            layer = layer.history.node.operation
        if not isinstance(layer, Layer):
            raise LayerloomError(f"Sequential.add takes layers, got {_what(layer)}.")
        if len(self._taken) != len(self._chain):
            self._taken = {other.name for other in self._chain}
        if layer.name in self._taken and any(layer.name == other.name for other in self._chain):
            raise LayerloomError(
                f"Model {self.name!r} has a layer {layer.name!r} already: give this one another name."
            )
        declared = layer._declared_input
        if not self._chain and declared is not None and not isinstance(layer, InputLayer):
            self._chain.append(InputLayer(batch_shape=declared))
        if isinstance(layer, InputLayer) and self._chain:
            raise LayerloomError(f"Model {self.name!r} has its input already; Input must come first.")
        self._chain.append(layer)
        self._taken.add(layer.name)
        if rebuild:
            self._maybe_rebuild()
        else:
            self._functional, self.built = None, False

    def pop(self, rebuild: bool = True) -> Layer:
        """Removes and returns the last layer."""
        if not self.layers:
            raise LayerloomError(f"Model {self.name!r} has no layers to remove.")
        layer = self._chain.pop()
        self._functional, self.built = None, False
        if rebuild:
            self._maybe_rebuild()
        return layer

    def _maybe_rebuild(self) -> None:
        self._functional, self.built = None, False
        if len(self._chain) > 1 and isinstance(self._chain[0], InputLayer):
            self._build_chain(self._chain[0].batch_shape)
        elif (
            len(self._chain) > 1
            and isinstance(self._chain[0], (Functional, Sequential))
            and self._chain[0].built
        ):
            self._build_chain(self._chain[0].input_shape)

    def build(self, input_shape: Any = None) -> None:
        """Makes all weights for an input shape, batch included."""
        if not self._chain:
            raise LayerloomError(f"Model {self.name!r} has no layers: add some before building it.")
        if not isinstance(self._chain[0], InputLayer):
            if input_shape is None or not is_batch_shape(input_shape):
                raise LayerloomError(
                    f"Model {self.name!r} needs one input shape with the batch, got {input_shape!r}."
                )
            self._build_chain(tuple(input_shape))
        elif self._functional is None:
            self._build_chain(self._chain[0].batch_shape)

    def _build_chain(self, batch_shape: tuple[int | None, ...]) -> None:
        first = self._chain[0]
        if isinstance(first, InputLayer):
            start, rest = first.output, self._chain[1:]
        else:
            start, rest = Input(batch_shape=batch_shape, dtype=_input_dtype(first)), self._chain
        x = start
        with outside_calls(), inside_operation(False), name_scope(self.name, caller=self):
            for layer in rest:
                x = layer(x)
        unique_name("functional")  # Keras counts the graph inside, which shows in the names of later models
        self._functional = Functional(start, x, name=self.name)
        self.built = True
        self._build_shapes = {"input_shape": tuple(batch_shape)}

    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        """Runs the chain."""
        if self._functional is not None:
            return self._functional.call(inputs, mask=mask)
        x = inputs
        set_masks(x, mask)
        for layer in self._chain:
            x = layer(x)
        return x

    @property
    def _follows_graph(self) -> bool:
        return type(self).call is Sequential.call

    @property
    def _own_graph(self) -> Functional | None:
        return self._functional

    def _convert(self, value: Any) -> Any:
        return value

    def _ensure_built(self, arguments: dict[str, Any]) -> None:
        if self._functional is None:
            super()._ensure_built(arguments)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Returns the output's shape for an input shape, layer by layer."""
        shape = input_shape
        for layer in self.layers:
            shape = layer.compute_output_shape(shape)
        return shape

    def compute_output_spec(self, *args: Any, **kwargs: Any) -> Any:
        """Returns symbolic outputs by running the chain on symbols."""
        return self.call(*args)

    @property
    def layers(self) -> list[Layer]:
        """The layers in order, without the input."""
        return [layer for layer in self._chain if not isinstance(layer, InputLayer)]

    @property
    def _layers(self) -> list[Layer]:
        return self._chain

    def _built_graph(self, what: str) -> Functional:
        if self._functional is None:
            raise AttributeError(
                f"Model {self.name!r} has no {what} yet: give it an Input first, build it, or call it on data."
            )
        return self._functional

    @property
    def inputs(self) -> list[KerasTensor]:
        """The symbolic inputs."""
        return self._built_graph("inputs").inputs

    @property
    def outputs(self) -> list[KerasTensor]:
        """The symbolic outputs."""
        return self._built_graph("outputs").outputs

    @property
    def input(self) -> Any:
        """The symbolic input."""
        return self._built_graph("input").input

    @property
    def output(self) -> Any:
        """The symbolic output."""
        return self._built_graph("output").output

    @property
    def input_shape(self) -> Any:
        """The input's shape, batch included."""
        return self._built_graph("input shape").input_shape

    @property
    def output_shape(self) -> Any:
        """The output's shape, batch included."""
        return self._built_graph("output shape").output_shape

    @property
    def input_names(self) -> list[str]:
        """The name of the input."""
        return self._built_graph("input").input_names

    @property
    def output_names(self) -> list[str]:
        """The name of the last layer."""
        return self._built_graph("output").output_names

    def predict_classes(self, x: Any, batch_size: int | None = None, verbose: Any = 0) -> Any:
        """Keras 2's name of the likeliest class of each sample, of one output the answer to ``> 0.5``."""
        found = self.predict(x, batch_size=batch_size, verbose=verbose)
        return found.argmax(axis=-1) if found.shape[-1] > 1 else (found > 0.5).astype("int32")

    def predict_proba(self, x: Any, batch_size: int | None = None, verbose: Any = 0) -> Any:
        """Keras 2's name of :meth:`predict` for probabilities."""
        return self.predict(x, batch_size=batch_size, verbose=verbose)

    def get_config(self) -> dict[str, Any]:
        """Returns the layers and the input shape in the form of Keras 3."""
        with sharing.describing():
            layers = [_describe(layer) for layer in self._chain]
        config: dict[str, Any] = {
            "name": self.name,
            "trainable": self.trainable,
            "dtype": serialize(self.dtype_policy),
            "layers": layers,
        }
        if self._functional is not None:
            config["build_input_shape"] = list(self._functional.inputs[0].shape)
        return config

    @classmethod
    def from_config(cls, config: Any, custom_objects: dict[str, Any] | None = None) -> Self:
        """Makes a model, with new weights, from :meth:`get_config` or an older Keras's list of layers."""
        from layerloom.graph.dialect import declared_shape
        from layerloom.graph.layer_json import free_name, is_named, parse_layer
        from layerloom.models.architecture import make_layer

        data: dict[str, Any] = {"layers": config} if isinstance(config, list) else config
        if not isinstance(data.get("layers"), list):
            raise LayerloomError(f"This is no Keras model: {cls.__name__!r} has no list of layers.")
        model = cls(name=data.get("name"))
        with sharing.reading():
            for item in data["layers"]:
                shape = item.get("config", {}) if isinstance(item, dict) else {}
                declared = declared_shape(shape) if isinstance(shape, dict) else None
                spec = parse_layer(item)
                if not is_named(item):  # Keras 1 and 2.0 wrote nested Sequentials without a name
                    spec.name = spec.config["name"] = free_name(
                        {layer.name for layer in model._chain}, spec.name
                    )
                behind = bool(model._chain) and isinstance(model._chain[-1], Placeholder)
                layer = make_layer(spec, custom_objects, behind)
                if declared is not None and not model._chain and not isinstance(layer, InputLayer):
                    model.add(InputLayer(batch_shape=declared), rebuild=False)
                model.add(layer, rebuild=False)
        model._maybe_rebuild()
        if model._functional is None and data.get("build_input_shape"):
            model.build(tuple(data["build_input_shape"]))
        if data.get("trainable") is False:
            model.trainable = False
        return model


def _describe(layer: Layer) -> dict[str, Any]:
    data = dict(serialize(layer))
    build = layer.get_build_config()
    if build and not isinstance(layer, InputLayer):
        data["build_config"] = serialize(build)
    return data


def _input_dtype(layer: Layer) -> str | None:
    return getattr(layer, "input_dtype", None)


def _what(item: Any) -> str:
    """How an error calls something that is no layer, with what was probably meant."""
    if isinstance(item, type):
        return f"the class {item.__name__}: make a layer of it by calling it, {item.__name__}(...)"
    if isinstance(item, (list, tuple)):
        return f"a {type(item).__name__}: put its layers into the one list, without brackets inside"
    return type(item).__name__
