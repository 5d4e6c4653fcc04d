"""Layers that stand in several models of a network, so that their weights count once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from layerloom.declaration.sharing import likeness
from layerloom.graph.architecture import LayerSpec

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
    """Returns a layer as parts: itself, or for a model those inside it.

    Args:
        spec: The layer.
        weights: Shape and trainability of every weight.
        inner: The parts of a model.
    """
    marked = spec.shared is not None
    if spec.is_model:
        return tuple(replace(part, marked=True) for part in inner) if marked else inner
    return (Part(likeness(spec.class_name, spec.config), marked, weights),) if weights else ()


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
