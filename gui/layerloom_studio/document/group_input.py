"""What a group takes: the shapes of its inputs are fixed like those of any model, and made anew for other places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from layerloom.errors import LayerloomError
from layerloom.graph import LayerSpec, analyse, format_architecture, parse_architecture
from layerloom_studio.document.project import Patch, Project

Shape = Sequence[int | None]


def taking(spec: LayerSpec, shapes: Sequence[Shape]) -> LayerSpec | None:
    """Return a group that takes tensors of other shapes, `None` if its layers cannot.

    Args:
        spec: The group.
        shapes: Of its inputs, with the batch.
    """
    try:
        inner = parse_architecture({"class_name": spec.class_name, "config": spec.config})
    except LayerloomError:
        return None
    sources = inner.inputs
    if len(sources) != len(shapes):
        return None
    for source, shape in zip(sources, shapes, strict=True):
        old = inner.layers[source.layer]
        inner.layers[source.layer] = replace(old, config={**old.config, "batch_shape": list(shape)})
    for name, known in inner.layers.items():
        inner.layers[name] = replace(known, build_config=None)
    if analyse(inner).errors:
        return None
    kept: dict[str, Any] = {key: spec.config[key] for key in ("name", "trainable") if key in spec.config}
    return LayerSpec("Functional", spec.name, {**format_architecture(inner)["config"], **kept}, "keras")


def first_shape(spec: LayerSpec) -> tuple[int | None, ...] | None:
    """Return the shape of one sample that a group was made for, `None` where it has several inputs or tells none."""
    try:
        inner = parse_architecture({"class_name": spec.class_name, "config": spec.config})
    except LayerloomError:
        return None
    shapes = [inner.spec(source).config.get("batch_shape") for source in inner.inputs]
    return tuple(shapes[0][1:]) if len(shapes) == 1 and shapes[0] else None


def shapes_before(project: Project, node: str) -> list[Shape] | None:
    """Return the shapes of what enters a node, `None` while one of them is not known."""
    found: list[Shape] = []
    for ref in project.architecture.nodes[node].inputs:
        info = project.analysis.nodes.get(ref.node)
        if info is None or not info.output_shapes or ref.port >= len(info.output_shapes):
            return None
        found.append(tuple(info.output_shapes[ref.port]))
    return found


def refitted(project: Project, node: str) -> Patch | None:
    """Return the change that lets a group take what enters it, `None` if it does already or never can."""
    spec, shapes = project.spec(node), shapes_before(project, node)
    if not spec.is_model or not shapes or project.analysis.nodes[node].output_shapes is not None:
        return None
    fitting = taking(spec, shapes)
    return None if fitting is None else Patch(layers={spec.name: fitting})
