"""Keras 0, and the Graph models that Keras 1 kept of it: brought to the models and layers that Keras 1 wrote."""

from __future__ import annotations

from typing import Any

from layerloom.graph.architecture import ArchitectureError, shorten
from layerloom.graph.keras1 import Config

#: Arguments that say nothing about the mathematics.
_DROPPED = (
    "cache_enabled",
    "custom_name",
    "truncate_gradient",
    "target",
    "theano_mode",
    "weights",
    "stack_size",
)

#: Arguments that Keras 1 called otherwise.
_RENAMED = {"poolsize": "pool_size", "dims": "target_shape"}

#: Layers whose channels came first where nothing else was said.
_CHANNELS_FIRST = (
    *(f"{kind}{rank}D" for kind in ("Convolution", "MaxPooling", "AveragePooling") for rank in (2, 3)),
    *(f"{kind}{rank}D" for kind in ("ZeroPadding", "UpSampling", "Cropping") for rank in (2, 3)),
)

#: Layers that take a sequence.
_OF_SEQUENCES = ("LSTM", "GRU", "SimpleRNN", "TimeDistributedDense", "Convolution1D")

#: The key, and the model's attribute, for the names of layers in the order of their weights, where files tell none.
ORDER = "weights_order"


def is_keras0(data: Any) -> bool:
    """Tells whether data are a model of Keras 0, or a Graph."""
    if not isinstance(data, dict):
        return False
    if data.get("class_name") == "Graph":
        return isinstance(data.get("config"), dict) and "node_config" in data["config"]
    if "class_name" in data or data.get("name") not in ("Sequential", "Graph"):
        return False
    layers = data.get("layers")
    first = layers[0] if isinstance(layers, list) and layers else None
    bare = isinstance(first, dict) and "class_name" not in first and "name" in first
    return "node_config" in data or bare


def of_keras1(data: Config) -> Config:
    """Returns a model of Keras 0, or a Graph, as Keras 1 would have written it with its functional models.

    Args:
        data: A model for which :func:`is_keras0` holds.

    Returns:
        ``{"class_name", "config"}``.

    Raises:
        ArchitectureError: If a part of it is missing, or is nothing that Keras 1 had.
    """
    made = _Reader().model(data)
    own = data.get("config", {}).get("name") or data.get("name")
    if "class_name" in data and isinstance(own, str):  # a layer of another model
        return {**data, **made, "config": {**made["config"], "name": own}}
    return made


class _Reader:
    """Reads one model; gives names to layers that have none of their own."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def model(self, data: Config) -> Config:
        kind = data.get("class_name") or data.get("name")
        config = data["config"] if "class_name" in data else data
        if kind == "Graph":
            return _Graph(self, config).read()
        layers = [self.layer(item) for item in _list(config, "layers")]
        _give_shape(layers)
        return {"class_name": "Sequential", "config": layers}

    def layer(self, data: Any, name: str | None = None) -> Config:
        """Reads a layer in either form, ``{"name": class, ...}`` or ``{"class_name", "config"}``."""
        if is_keras0(data):
            return self.named(self.model(data), name)
        if isinstance(data, dict) and isinstance(data.get("class_name"), str):
            config = data.get("config")
            if isinstance(config, list):  # a Sequential of Keras 1
                return self.named({"class_name": data["class_name"], "config": config}, name)
            return {**data, "config": {**(config or {}), **({"name": name} if name else {})}}
        if not isinstance(data, dict) or not isinstance(data.get("name"), str):
            raise ArchitectureError("A layer of a model of Keras 0 has no class name.")
        kind = data["name"]
        if kind == "AutoEncoder":
            return self.named(self.auto_encoder(data), name)
        config = {_RENAMED.get(key, key): item for key, item in data.items() if key not in _DROPPED}
        if kind == "Activation":
            config.pop("beta", None)  # how fast activities were to come near the target of a penalty
        if kind == "Permute":
            config["dims"] = config.pop("target_shape", None)
        shape = config.pop("input_shape", None)
        if isinstance(shape, list):
            config.setdefault("batch_input_shape", [None, *shape])
        if kind in _CHANNELS_FIRST:
            config.setdefault("dim_ordering", "th")
        if kind in ("Layer", "MaskedLayer"):
            kind, config["activation"] = "Activation", "linear"
        config["name"] = name or self.free(data.get("custom_name") or kind.lower())
        if kind == "Merge":
            config["layers"] = [self.layer(item) for item in _list(data, "layers")]
        return {"class_name": kind, "config": config}

    def auto_encoder(self, data: Config) -> Config:
        if data.get("output_reconstruction") is False:
            raise ArchitectureError(
                f"Layer {shorten(data.get('custom_name', 'AutoEncoder'))!r}: an AutoEncoder of Keras 0 that gives its "
                "code can only be read with output_reconstruction=True."
            )
        parts = [self.layer(data.get(key)) for key in ("encoder_config", "decoder_config")]
        return {"class_name": "Sequential", "config": parts}

    def named(self, model: Config, name: str | None) -> Config:
        """Returns a model inside another, which must have a name of its own."""
        config = model["config"]
        config = {"layers": config} if isinstance(config, list) else config
        own = name or self.free(model["class_name"].lower())
        return {"class_name": model["class_name"], "config": {**config, "name": own}}

    def free(self, name: str) -> str:
        """Returns a name that no layer has: those of Keras 0 were often those of their classes."""
        found, number = name, 1
        while found in self.names:
            number += 1
            found = f"{name}_{number}"
        self.names.add(found)
        return found


class _Graph:
    """Reads a Graph: named nodes that tell where their inputs come from."""

    def __init__(self, reader: _Reader, config: Config) -> None:
        self.reader = reader
        self.config = config
        self.modern = "input_order" not in config
        self.layers: dict[str, Config] = {}
        self.places: dict[str, list[Any]] = {}

    def read(self) -> Config:
        for item in _list(self.config, "input_config"):
            self.input(item)
        nodes = self.config.get("nodes")
        if not isinstance(nodes, dict):
            raise ArchitectureError("A Graph of Keras has no nodes.")
        for item in _list(self.config, "node_config"):
            self.node(item, nodes.get(_name(item)))
        outputs = [self.output(item) for item in _list(self.config, "output_config")]
        inputs = [[_name(item), 0, 0] for item in _list(self.config, "input_config")]
        config = {"name": "graph", "layers": list(self.layers.values())}
        return {
            "class_name": "Model",
            "config": {**config, "input_layers": inputs, "output_layers": outputs},
        }

    def input(self, data: Config) -> None:
        shape = data.get("batch_input_shape") or [None, *(data.get("input_shape") or [])]
        kind = "int32" if str(data.get("dtype")).startswith("int") else "float32"
        config = {"name": _name(data), "batch_input_shape": shape, "input_dtype": kind}
        self.add({"class_name": "InputLayer", "config": config}, [])

    def node(self, data: Config, layer: Any) -> None:
        name = _name(data)
        kind = layer.get("name") if isinstance(layer, dict) and "class_name" not in layer else None
        if kind == "SiameseHead":  # one of the calls of a shared layer
            owner = (data.get("inputs") or [None])[0]
            head = layer.get("head", 0)
            self.places[name] = self.place(f"{owner}#{head}")
            return
        if kind == "Siamese" or "layer" in data:
            self.shared(data, layer["layer"] if kind == "Siamese" else data["layer"])
            return
        if layer is None:
            raise ArchitectureError(f"Node {shorten(name)!r} of a Graph has no layer.")
        self.add(self.reader.layer(layer, name), [self.source(data, f"merge_inputs_for_{name}")])

    def shared(self, data: Config, layer: Any) -> None:
        """Reads a layer that is called on each of several nodes; what it gives is merged or stays apart."""
        name, mode = _name(data), data.get("merge_mode")
        called = f"input_for_{name}" if mode else name
        sources = [self.place(source) for source in _list(data, "inputs")]
        self.add(self.reader.layer(layer, called), sources, apart=True)
        calls = [[called, call, 0] for call in range(len(sources))]
        if mode:
            self.merge(data, name, calls)
            return
        for call, place in enumerate(calls):
            self.places[f"{name}#{call}"] = place
        for place, own in zip(calls, data.get("outputs") or [], strict=False):
            self.places[own] = place

    def output(self, data: Config) -> list[Any]:
        name = _name(data)
        if data.get("input") is None:
            return self.source(data, name)
        place = self.place(data["input"])
        layer = self.layers.get(place[0])
        if self.modern and layer is not None and layer["inbound_nodes"] and name != place[0]:
            self.rename(place[0], name)  # so did Keras 1, and called the weights by it
            place = self.places[name] = [name, *place[1:]]
        return place

    def rename(self, before: str, name: str) -> None:
        if name in self.layers:
            return
        item = self.layers[before]
        item["name"] = item["config"]["name"] = name
        self.layers = {key if key != before else name: value for key, value in self.layers.items()}
        for places in [
            list(self.places.values()),
            *(p for v in self.layers.values() for p in v["inbound_nodes"]),
        ]:
            for place in places:
                if place[0] == before:
                    place[0] = name

    def source(self, data: Config, merged: str) -> list[Any]:
        """Returns the tensor that a node or an output takes, after its inputs were merged if it has several."""
        if data.get("input") is not None:
            return self.place(data["input"])
        sources = [self.place(name) for name in data.get("inputs") or []]
        if not sources:
            raise ArchitectureError(f"Node {shorten(_name(data))!r} of a Graph has no input.")
        return sources[0] if len(sources) == 1 else self.merge(data, merged, sources)

    def merge(self, data: Config, name: str, sources: list[list[Any]]) -> list[Any]:
        mode = data.get("merge_mode", "concat")
        told = {
            "mode": mode,
            "concat_axis": data.get("concat_axis", -1),
            "dot_axes": data.get("dot_axes", -1),
        }
        self.add({"class_name": "Merge", "config": {"name": name, **told}}, sources)
        return self.places[name]

    def add(self, item: Config, sources: list[list[Any]], apart: bool = False) -> None:
        """Adds a layer, called once on all the sources, or on each of them by itself."""
        name = item["config"]["name"]
        if name in self.layers:
            raise ArchitectureError(f"Two nodes of a Graph are called {shorten(name)!r}.")
        item["config"].pop("batch_input_shape", None) if sources else None
        calls = [[list(place)] for place in sources] if apart else [[list(place) for place in sources]]
        self.layers[name] = {**item, "name": name, "inbound_nodes": calls if sources else []}
        self.places[name] = [name, 0, 0]

    def place(self, name: Any) -> list[Any]:
        if name not in self.places:
            raise ArchitectureError(
                f"A node of a Graph takes its input from {shorten(name)!r}, which is not there."
            )
        return list(self.places[name])


def _give_shape(layers: list[Config]) -> None:
    """Gives the first layer of a chain the input shape that its other arguments tell."""
    config = layers[0]["config"] if layers else None
    if not isinstance(config, dict) or "batch_input_shape" in config:
        return
    width, steps = config.get("input_dim"), config.get("input_length")
    if layers[0]["class_name"] == "Embedding":
        config["batch_input_shape"] = [None, steps]
    elif width is not None:
        several = layers[0]["class_name"] in _OF_SEQUENCES
        config["batch_input_shape"] = [None, steps, width] if several else [None, width]


def _list(data: Config, key: str) -> list[Any]:
    found = data.get(key)
    if not isinstance(found, list):
        raise ArchitectureError(f"A model of Keras 0 has no {key}.")
    return found


def _name(data: Any) -> str:
    if not isinstance(data, dict) or not isinstance(data.get("name"), str):
        raise ArchitectureError("A node of a Graph has no name.")
    return str(data["name"])
