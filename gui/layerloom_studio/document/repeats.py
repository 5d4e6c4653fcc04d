"""Groups that stand several times one after the other: which of how many each is."""

from __future__ import annotations

from typing import Any

from layerloom.graph import LayerSpec
from layerloom_studio.document.project import Project

_SHAPES = {"batch_shape", "batch_input_shape", "shape", "build_config"}
_MOST_KEPT = 500
_kept: dict[int, tuple[LayerSpec, Any]] = {}


def repeats(project: Project) -> dict[str, tuple[int, int]]:
    """Return for every group of a row of equal groups its place, counted from 1, and how many they are.

    Groups are equal if their layers are but for the groups' own names, as `nesting.repeating` makes them.

    Args:
        project: The document.
    """
    drawn = project.architecture
    models = {name for name, spec in drawn.layers.items() if spec.is_model}
    groups = [node.id for node in drawn.nodes.values() if node.layer in models] if models else []
    after: dict[str, str] = {}
    for node in groups:
        followers = project.out_edges(node)
        if len(followers) != 1:
            continue
        target = followers[0].target
        alone = len(project.in_edges(target)) == 1
        if alone and project.spec(target).is_model and _alike(project.spec(node), project.spec(target)):
            after[node] = target
    found: dict[str, tuple[int, int]] = {}
    later = set(after.values())
    for start in (node for node in after if node not in later):
        row = [start]
        while row[-1] in after:
            row.append(after[row[-1]])
        found.update((node, (place, len(row))) for place, node in enumerate(row, start=1))
    return found


def _alike(one: LayerSpec, other: LayerSpec) -> bool:
    """Tell whether two groups hold equal layers, whatever shapes enter them."""
    if one.class_name != other.class_name or len(_layers(one)) != len(_layers(other)):
        return False
    return _inside(one) == _inside(other) or _shapeless(one) == _shapeless(other)


def _inside(spec: LayerSpec) -> tuple[str, dict[str, Any]]:
    return spec.class_name, {key: value for key, value in spec.config.items() if key != "name"}


def _layers(spec: LayerSpec) -> list[Any]:
    layers = spec.config.get("layers")
    return layers if isinstance(layers, list) else []


def _shapeless(spec: LayerSpec) -> Any:
    """Return what a group holds without the shapes that follow from what enters it; kept, since it is asked often."""
    known = _kept.get(id(spec))
    if known is None or known[0] is not spec:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        known = _kept[id(spec)] = (spec, _without_shapes(_inside(spec)[1]))
    return known[1]


def _without_shapes(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_shapes(item) for key, item in value.items() if key not in _SHAPES}
    return [_without_shapes(item) for item in value] if isinstance(value, list | tuple) else value
