"""Recurrent layers of tf.keras that take the steps first, ``time_major=True``, as the usual ones between two turns."""

from __future__ import annotations

from typing import Any

from layerloom.declaration import operators
from layerloom.graph.architecture import Architecture, Call, LayerSpec, Node, Ref, Slot

_CLASSES = ("Bidirectional", "GRU", "LSTM", "RNN", "SimpleRNN")


def with_samples_first(arch: Architecture) -> None:
    """Turns what goes into such layers, and sequences that come out of them.

    Args:
        arch: An architecture that was just read; changed.
    """
    calls: dict[str, list[Node]] | None = None
    turned: dict[Ref, Ref] = {}
    made: set[str] = set()
    for spec in list(arch.layers.values()):
        if spec.class_name not in _CLASSES or not _takes_steps_first(spec.config):
            continue
        calls = arch.calls_by_layer() if calls is None else calls
        inner = (spec.config.get("layer") or {}).get("config") or spec.config
        spec.config = _without(spec.config)
        for node in calls.get(spec.name, []):
            if not node.inputs:
                continue
            before = _turn(arch, f"{spec.name}_samples_first", node.inputs[0])
            made.add(before.id)
            node.inputs = [Ref(before.id), *node.inputs[1:]]
            if inner.get("return_sequences"):
                after = _turn(arch, f"{spec.name}_steps_first", Ref(node.id))
                made.add(after.id)
                turned[Ref(node.id)] = Ref(after.id)
    if not turned:
        return
    for node in arch.nodes.values():
        own = node.id in made and node.layer.partition("_steps_first")[1]
        node.inputs = node.inputs if own else [turned.get(ref, ref) for ref in node.inputs]
    arch.outputs = [turned.get(ref, ref) for ref in arch.outputs]


def as_functional(data: dict[str, Any]) -> dict[str, Any]:
    """Returns the data of a chain with such layers as those of a functional model, since a chain cannot turn tensors.

    Args:
        data: The data of a model; others than such chains stay as they are.
    """
    config = data.get("config")
    layers = config.get("layers") if isinstance(config, dict) else config
    if data.get("class_name") != "Sequential" or not isinstance(layers, list) or not layers:
        return data
    if not all(isinstance(item, dict) and isinstance(item.get("config"), dict) for item in layers):
        return data
    first = layers[0]["config"]
    shape = first.get("batch_shape") or first.get("batch_input_shape")
    if not shape or not any(_takes_steps_first(item["config"]) for item in layers):
        return data
    if layers[0].get("class_name") != "InputLayer":
        given = {"name": f"{first.get('name')}_input", "batch_shape": shape, "dtype": first.get("dtype")}
        layers = [{"class_name": "InputLayer", "config": given}, *layers]
    names = [item["config"].get("name") for item in layers]
    calls: list[Any] = [[], *([[[name, 0, 0, {}]]] for name in names[:-1])]
    chain = [
        {**item, "name": name, "inbound_nodes": call}
        for item, name, call in zip(layers, names, calls, strict=True)
    ]
    ends = {"input_layers": [[names[0], 0, 0]], "output_layers": [[names[-1], 0, 0]]}
    name = config.get("name") if isinstance(config, dict) else None
    found = {"name": name or "sequential", "layers": chain, **ends}
    return {**data, "class_name": "Functional", "config": found}


def _turn(arch: Architecture, name: str, tensor: Ref) -> Node:
    """Adds an operation that swaps the first two axes."""
    known = operators.find_class("Transpose", "keras.src.ops")
    free, number = name, 1
    while free in arch.layers:
        free, number = f"{name}_{number}", number + 1
    config = {"name": free, "axes": [1, 0, 2]}
    spec = LayerSpec(f"{operators.PREFIX}Transpose", free, config, known.module if known else None)
    return arch.add(spec, [tensor], Call((Slot(0),)))


def _takes_steps_first(config: dict[str, Any]) -> bool:
    inner = config.get("layer")
    if isinstance(inner, dict) and isinstance(inner.get("config"), dict):
        return inner["config"].get("time_major") is True
    return config.get("time_major") is True


def _without(config: dict[str, Any]) -> dict[str, Any]:
    """Returns a config, and those of the layers inside it, without the setting."""
    found = {key: value for key, value in config.items() if key != "time_major"}
    for key in ("layer", "backward_layer"):
        inner = found.get(key)
        if isinstance(inner, dict) and isinstance(inner.get("config"), dict):
            found[key] = {**inner, "config": _without(inner["config"])}
    return found
