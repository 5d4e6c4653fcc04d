"""Open groups: the inside of a nested model as a drawing of its own, and its way back into the layer that holds it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from layerloom.graph import LayerSpec, format_architecture, parse_architecture
from layerloom_studio.document.content import Content
from layerloom_studio.document.files import read_canvas, write_canvas

_MOST_KEPT = 60  # insides that are kept as they were drawn, so that undo finds the same nodes again


@dataclass(frozen=True)
class Opened:
    """A group that is open.

    Args:
        outer: The drawing around it.
        name: Of its layer there.
        spec: That layer when it was opened.
        config: What the inside was written as then.
        canvas: Likewise where it stood.
    """

    outer: Content
    name: str
    spec: LayerSpec
    config: dict[str, Any]
    canvas: dict[str, Any]


def inside(outer: Content, name: str) -> tuple[Content, Opened]:
    """Return the inside of a group as a drawing, with its nodes where they stood last.

    Args:
        outer: The drawing that the group stands in.
        name: Of its layer.

    Raises:
        LayerloomError: If its config describes no model.
    """
    spec = outer.architecture.layers[name]
    content = next((kept for known, kept in outer.insides if known is spec), None)
    if content is None:
        architecture = parse_architecture({"class_name": spec.class_name, "config": spec.config})
        content = Content(architecture=architecture)
        read_canvas(content, outer.groups.get(name))
        content.place_missing()
    content.data, content.training, content.callbacks = outer.data, outer.training, outer.callbacks
    content.direction = outer.direction
    return content, Opened(outer, name, spec, _config(content), write_canvas(content))


def folded(opened: Opened, content: Content) -> Content:
    """Return the drawing around a group with what the inside has become; neither is changed.

    Args:
        opened: The group.
        content: Its inside as it is now.
    """
    outer, spec, config = opened.outer, opened.spec, _config(content)
    if config != opened.config:
        kept: dict[str, Any] = {key: spec.config[key] for key in ("name", "trainable") if key in spec.config}
        spec = LayerSpec("Functional", spec.name, {**config, **kept}, "keras")
    layers = {**outer.architecture.layers, opened.name: spec}
    canvas, groups = write_canvas(content), outer.groups
    if canvas != opened.canvas:  # who only looks into a group changes nothing
        groups = {**groups, opened.name: canvas}
    return replace(
        outer,
        architecture=replace(outer.architecture, layers=layers),
        data=content.data,
        training=content.training,
        callbacks=content.callbacks,
        direction=content.direction,
        groups=groups,
        insides=[*outer.insides, (spec, content)][-_MOST_KEPT:],
    )


def _config(content: Content) -> dict[str, Any]:
    config: dict[str, Any] = format_architecture(content.architecture)["config"]
    return config
