"""Keras 1: models whose shape has no counterpart today, a Sequential that starts with Merge above all."""

from __future__ import annotations

from typing import Any

from layerloom.graph.architecture import ArchitectureError, shorten
from layerloom.graph.keras1 import Config, called
from layerloom.graph.plain_json import mappings

#: Layers of pictures that Keras 1 wrote without the order of their axes, which the settings of its user gave them.
_WITHOUT_ORDER = [f"{kind}{rank}D" for kind in ("Cropping", "UpSampling", "ZeroPadding") for rank in (2, 3)]


def with_one_order(data: Config) -> Config:
    """Returns a model of Keras 1 whose layers all say that channels come first, where all that tell an order say so."""
    told = {str(value["dim_ordering"]) for value in mappings(data) if "dim_ordering" in value}
    found = _with_channels_first(data) if told == {"th"} else data
    return found if isinstance(found, dict) else data


def _with_channels_first(value: Any) -> Any:
    if isinstance(value, list):
        return [_with_channels_first(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: _with_channels_first(item) for key, item in value.items()}
    if found.get("class_name") in _WITHOUT_ORDER and isinstance(found.get("config"), dict):
        found["config"].setdefault("dim_ordering", "th")
    return found


def is_merged_sequential(data: Any) -> bool:
    """Tells whether a layer's data are a Sequential that begins by merging other models."""
    layers = _layers(data)
    return data.get("class_name") == "Sequential" and bool(layers) and _is_merge(layers[0])


def merged_sequential(data: Config) -> Config:
    """Returns a Sequential that begins with Merge as a functional model with all layers side by side.

    Keras 1 kept its weights that way too: by layer, whichever branch it stands in.

    Raises:
        ArchitectureError: If a branch has no input.
    """
    config = data["config"]
    name = data.get("name") or (config.get("name") if isinstance(config, dict) else None) or "model"
    found: list[Config] = []
    inputs: list[list[Any]] = []
    end = _branch(data, found, inputs)
    ends = {"input_layers": inputs, "output_layers": [end]}
    return {**data, "class_name": "Model", "config": {"name": name, "layers": found, **ends}}


def _branch(data: Any, found: list[Config], inputs: list[list[Any]]) -> list[Any]:
    """Adds the layers of a branch to those found, and its inputs; returns where the branch ends."""
    config = data.get("config") if isinstance(data, dict) else None
    layers = _layers(data)
    if isinstance(config, dict) and "output_layers" in config:
        found.extend(layers)
        inputs.extend(config.get("input_layers") or [])
        ends = config["output_layers"]
        if not isinstance(ends, list) or len(ends) != 1:
            raise ArchitectureError("A model that is merged with others must have one output.")
        return list(ends[0])
    chain = layers or [data]
    end: list[Any] = []
    for index, layer in enumerate(chain):
        inner = layer.get("config") if isinstance(layer, dict) else None
        if isinstance(inner, list):  # a Sequential inside a Sequential has no name
            inner = {"name": f"sequential_{len(found)}", "layers": inner}
        if not isinstance(inner, dict) or not isinstance(inner.get("name"), str):
            raise ArchitectureError("A layer of a model that is merged with others has no name.")
        if not isinstance(layer.get("class_name"), str):
            raise ArchitectureError(f"Layer {shorten(inner['name'])!r} has no class name.")
        if index == 0 and _is_merge(layer):
            sources = [_branch(item, found, inputs) for item in inner["layers"]]
            inner = {key: value for key, value in inner.items() if key != "layers"}
        elif index == 0:
            sources = [_input(inner, found, inputs)]
        else:
            sources = [end]
        item = called(layer["class_name"], inner, [])
        found.append({**item, "inbound_nodes": [sources]})
        end = [inner["name"], 0, 0]
    return end


def _input(config: Config, found: list[Config], inputs: list[list[Any]]) -> list[Any]:
    """Adds an input layer of the shape that a branch's first layer declares."""
    shape = config.get("batch_input_shape")
    if not isinstance(shape, list):
        raise ArchitectureError(
            f"Layer {shorten(config['name'])!r} begins a model, but its input shape is missing."
        )
    start = {"name": f"{config['name']}_input", "batch_input_shape": shape, "dtype": "float32"}
    found.append(called("InputLayer", start, []))
    inputs.append([start["name"], 0, 0])
    return inputs[-1]


def expand_layers(config: Any) -> Any:
    """Returns a model's config with layers beside those that need one, and with sizes that a neighbour knows.

    ``Merge`` in mode "cos" gave its result one more axis, so a Reshape follows it; ``Highway`` must know its width.
    """
    layers = config if isinstance(config, list) else config["layers"]
    found: list[Any] = []
    width: dict[str, Any] = {}
    last: Any = None
    for item in layers:
        inner = item.get("config") if isinstance(item, dict) else None
        if not isinstance(inner, dict):
            found.append(item)
            last = None
            continue
        calls = item.get("inbound_nodes")
        source = _source(calls) if isinstance(calls, list) and calls else None
        before = width.get(source) if source is not None else last
        if item.get("class_name") == "Highway" and not inner.get("input_dim") and before:
            item = {**item, "config": {**inner, "input_dim": before}}
        last = _width(item, before)
        width[str(item.get("name", inner.get("name")))] = last
        found.extend(_apart(item) if _is_cosine(item) else [item])
    return found if isinstance(config, list) else {**config, "layers": found}


def _apart(item: Config) -> list[Config]:
    """Returns a cosine Merge and the Reshape behind it, which takes over its name."""
    config = item["config"]
    name = item.get("name") or config.get("name") or "merge"
    shape = {"name": name, "target_shape": [1, 1]}
    first = {**item, "config": {**config, "name": f"{name}_cos"}}
    second: Config = {"class_name": "Reshape", "config": shape}
    if "inbound_nodes" in item:
        first["name"] = f"{name}_cos"
        count = len(item["inbound_nodes"])
        second.update(name=name, inbound_nodes=[[[f"{name}_cos", call, 0]] for call in range(count)])
    return [first, second]


def _is_cosine(item: Config) -> bool:
    config = item["config"]
    known = item.get("class_name") == "Merge" and config.get("mode") == "cos" and "layers" not in config
    return known and isinstance(item.get("inbound_nodes", []), list)


def _is_merge(data: Any) -> bool:
    config = data.get("config") if isinstance(data, dict) else None
    return (
        isinstance(config, dict)
        and data.get("class_name") == "Merge"
        and isinstance(config.get("layers"), list)
    )


def _layers(data: Any) -> list[Any]:
    config = data.get("config") if isinstance(data, dict) else None
    layers = config.get("layers") if isinstance(config, dict) and "mode" not in config else config
    return layers if isinstance(layers, list) else []


def _source(calls: list[Any]) -> str | None:
    """Returns the layer that feeds the first call, if the file says it in the way of Keras 1."""
    first = calls[0]
    place = first[0] if isinstance(first, list) and first else None
    return place[0] if isinstance(place, list) and place and isinstance(place[0], str) else None


def _width(item: Config, before: Any) -> Any:
    """Returns how many numbers a layer gives for a sample, where its config tells."""
    config = item["config"]
    if item.get("class_name") in ("Activation", "BatchNormalization", "Dropout", "GaussianNoise", "Highway"):
        shape = config.get("batch_input_shape")
        return before or config.get("input_dim") or (shape[-1] if isinstance(shape, list) and shape else None)
    if item.get("class_name") == "InputLayer":
        shape = config.get("batch_input_shape")
        return shape[-1] if isinstance(shape, list) and len(shape) == 2 else None
    return config.get("output_dim") if item.get("class_name") in ("Dense", "MaxoutDense") else None
