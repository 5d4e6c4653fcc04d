"""Masks beside attention in tf.keras: there a tensor keeps its mask, in Keras 3 attention takes it off.

Whatever else uses the tensor would compute other numbers than its author saw. Attention is given a copy, therefore.
That a query sees no later values was an option of the layer, and is one of its calls today.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from layerloom.graph.architecture import MASK_BESIDE_TENSORS
from layerloom.graph.constants import Numbers
from layerloom.graph.plain_json import mappings

Config = dict[str, Any]
Place = tuple[str, int, int]

_ATTENTION = "MultiHeadAttention"

#: Layers that look at the masks of several tensors.
_MARKED = frozenset(
    {"Add", "Average", "Concatenate", "Maximum", "Minimum", "Multiply", "Subtract", _ATTENTION}
)

#: Layers that hand on the very tensor that they get, when the model is not training.
_ALIASES = (
    "ActivityRegularization",
    "AlphaDropout",
    "Dropout",
    "GaussianDropout",
    "GaussianNoise",
    "SpatialDropout1D",
)


def with_masks_kept(layers: list[Any]) -> list[Any]:
    """Returns the layers of a functional model with a copy before each attention that would end a mask.

    Args:
        layers: Their data, as tf.keras writes them.
    """
    whole = [item for item in layers if _is_layer(item)]
    if not any(item["class_name"] == _ATTENTION for item in whole) or not any(map(_makes_mask, whole)):
        return layers
    sources = {
        item["name"]: places[0]
        for item in whole
        if item["class_name"] in _ALIASES and (places := list(_places(item)))
    }
    users: dict[Place, set[tuple[str, int]]] = {}
    for item in whole:
        for number, call in enumerate(item["inbound_nodes"] if item["class_name"] not in _ALIASES else ()):
            for place in _places_in(call):
                users.setdefault(_origin(place, sources), set()).add((item["name"], number))
    found: list[Any] = []
    names = {item["name"] for item in whole}
    for item in layers:
        if _is_layer(item) and item["class_name"] == _ATTENTION:
            calls = []
            for call in item["inbound_nodes"]:
                copies: dict[Place, Place] = {}
                for place in _places_in(call):
                    if place not in copies and len(users[_origin(place, sources)]) > 1:
                        made = _copy(f"{item['name']}_input", place, item, names)
                        found.append(made)
                        copies[place] = (made["name"], 0, 0)
                calls.append(_replaced(call, copies))
            item = {**item, "inbound_nodes": calls}
        found.append(item)
    return found


def with_marks(data: Any) -> Any:
    """Returns a model's data in which layers on several tensors tell that they are of Keras 2, if it makes masks."""
    made = any(_makes_mask(item) for item in mappings(data) if isinstance(item.get("config"), dict))
    return _marked(data) if made else data


def _marked(value: Any) -> Any:
    if isinstance(value, list):
        return value if isinstance(value, Numbers) else [_marked(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: _marked(item) for key, item in value.items()}
    if value.get("class_name") in _MARKED and "config" in value:
        found[MASK_BESIDE_TENSORS] = True
    return found


def is_called_with_several(layer: Config) -> bool:
    """Tells whether any call of a layer names several tensors, as those of recurrent layers with given states do."""
    calls = layer.get("inbound_nodes")
    return isinstance(calls, list) and any(len(list(_places_in(call))) > 1 for call in calls)


def with_causal_calls(layer: Config, config: Config) -> tuple[Config, Config]:
    """Returns an attention of tf.keras whose calls say what its config said: that a query sees no later values.

    Args:
        layer: Its data.
        config: Its config, with the key ``causal``.

    Returns:
        The layer's data with other calls, and the config without the key.
    """
    config = dict(config)
    calls = layer.get("inbound_nodes")
    if config.pop("causal") is True and isinstance(calls, list):
        layer = {**layer, "inbound_nodes": [_with_argument(call, "use_causal_mask", True) for call in calls]}
    return layer, config


def _with_argument(call: Any, key: str, value: Any) -> Any:
    """Returns a call with one more argument, which stands beside each of its tensors."""
    if not isinstance(call, list):
        return call
    if _is_place(call):
        told = call[3] if len(call) == 4 and isinstance(call[3], dict) else {}
        return [*call[:3], {**told, key: value}]
    return [_with_argument(item, key, value) for item in call]


def _copy(name: str, place: Place, item: Config, names: set[str]) -> Config:
    """Returns a layer that makes an equal tensor, with the same mask: the greater of the tensor and itself."""
    number = 0
    while f"{name}_{number}" in names:
        number += 1
    name = f"{name}_{number}"
    names.add(name)
    config = {"name": name, "trainable": True, "dtype": item["config"].get("dtype")}
    return {
        "class_name": "Maximum",
        "name": name,
        "config": config,
        "inbound_nodes": [[[*place, {}], [*place, {}]]],
    }


def _origin(place: Place, sources: dict[str, Place]) -> Place:
    for _ in range(len(sources)):
        if place[0] not in sources:
            break
        place = sources[place[0]]
    return place


def _is_layer(item: Any) -> bool:
    return (
        isinstance(item, dict)
        and isinstance(item.get("name"), str)
        and isinstance(item.get("class_name"), str)
        and isinstance(item.get("config"), dict)
        and isinstance(item.get("inbound_nodes"), list)
        and all(isinstance(call, list) for call in item["inbound_nodes"])
    )


def _makes_mask(item: Config) -> bool:
    return item.get("class_name") == "Masking" or item["config"].get("mask_zero") is True


def _places(item: Config) -> Iterator[Place]:
    for call in item["inbound_nodes"]:
        yield from _places_in(call)


def _places_in(value: Any) -> Iterator[Place]:
    """Yields the tensors that a call names, each as ``[layer, call, output]``, at whatever depth."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _places_in(inner)
    elif isinstance(value, list) and _is_place(value):
        yield value[0], value[1], value[2]
        yield from _places_in(value[3:])
    elif isinstance(value, list):
        for inner in value:
            yield from _places_in(inner)


def _replaced(value: Any, copies: dict[Place, Place]) -> Any:
    if isinstance(value, dict):
        return {key: _replaced(inner, copies) for key, inner in value.items()}
    if not isinstance(value, list):
        return value
    if _is_place(value):
        place = (value[0], value[1], value[2])
        return [*copies.get(place, place), *_replaced(value[3:], copies)]
    return [_replaced(inner, copies) for inner in value]


def _is_place(value: list[Any]) -> bool:
    return (
        len(value) in (3, 4)
        and isinstance(value[0], str)
        and all(type(number) is int for number in value[1:3])
    )
