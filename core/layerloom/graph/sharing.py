"""Layers that stand in several models or wrappers of a network, so that their weights count once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from layerloom.declaration.sharing import likeness
from layerloom.graph.architecture import ArchitectureError, LayerSpec
from layerloom.graph.layer_json import parse_layer

Weights = tuple[tuple[tuple[int, ...], bool], ...]


@dataclass(frozen=True)
class Part:
    """A layer with weights, at whatever depth of a network.

    Args:
        likeness: What it has in common with the same layer elsewhere.
        marked: Whether it is said to stand elsewhere as well.
        weights: Shape and trainability of every weight.
    """

    likeness: str
    marked: bool
    weights: Weights


def parts_of(spec: LayerSpec, weights: Weights, inner: tuple[Part, ...]) -> tuple[Part, ...]:
    """Returns a layer as parts: itself, or for a model or a wrapper those inside it.

    Args:
        spec: The layer.
        weights: Shape and trainability of every weight.
        inner: The parts of what it holds.
    """
    marked = spec.shared is not None
    if marked:
        inner = tuple(replace(part, marked=True) for part in inner)
    if spec.is_model:
        return inner
    held = Counter(weight for part in inner for weight in part.weights)
    own = tuple((Counter(weights) - held).elements())
    return (*inner, Part(likeness(spec.class_name, spec.config), marked, own)) if own else inner


def parts_held(layer: Any, config: Mapping[str, Any], trainable: bool = True) -> tuple[Part, ...]:
    """Returns the layers that a wrapper holds, at whatever depth; a copy that it makes of one is none.

    Args:
        layer: The wrapper, built.
        config: What it was made from.
        trainable: Whether what holds it is.
    """
    found: list[Part] = []
    trainable = trainable and bool(layer.trainable)
    for key, value in config.items():
        told = value if isinstance(value, list) else [value]
        if not any(map(_is_described, told)):
            continue
        there = getattr(layer, key, None)
        objects = there if isinstance(there, (list, tuple)) else [there]
        for data, held in zip(told, objects, strict=False):
            if _is_described(data) and getattr(held, "name", None) == data["config"]["name"]:
                found.extend(_parts_of_held(held, data, trainable))
    return tuple(found)


def _parts_of_held(held: Any, data: Mapping[str, Any], trainable: bool) -> tuple[Part, ...]:
    if not hasattr(held, "weights"):
        return ()
    try:
        spec = parse_layer(data)
    except ArchitectureError:  # what is told of it is damaged, though it could be made
        return ()
    weights = tuple(
        (tuple(w.shape), bool(w.trainable and held.trainable and trainable)) for w in held.weights
    )
    if not spec.is_model:
        return parts_of(spec, weights, parts_held(held, spec.config, trainable))
    layers = {layer.name: layer for layer in held.layers}
    inside = [item for item in spec.config.get("layers", ()) if _is_described(item)]
    named = [(layers.get(item["config"]["name"]), item) for item in inside]
    trainable = trainable and bool(held.trainable)
    return parts_of(spec, weights, tuple(part for pair in named for part in _parts_of_held(*pair, trainable)))


def _is_described(value: Any) -> bool:
    """Tells whether plain data describe an object with a name."""
    config = value.get("config") if isinstance(value, Mapping) and "class_name" in value else None
    return isinstance(config, Mapping) and isinstance(config.get("name"), str)


def weights_once(parts: Iterable[Part]) -> Weights:
    """Returns the weights of parts, those of a layer that stands in several models once."""
    alike: dict[str, list[Part]] = {}
    for part in parts:
        alike.setdefault(part.likeness, []).append(part)
    found: list[tuple[tuple[int, ...], bool]] = []
    for same in alike.values():
        apart = sum(not part.marked for part in same)
        for part in same[: max(1, apart)]:
            found.extend(part.weights)
    return tuple(found)
