"""Freezing: layers whose weights training leaves alone, by the setting `trainable` that Keras knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from layerloom.graph import LayerSpec
from layerloom_studio.document.edits import Group, SetConfig
from layerloom_studio.document.project import Project


@dataclass(frozen=True)
class Freezing(Group):
    """Settings of `trainable` of several layers as one edit."""

    edits: tuple[SetConfig, ...]


def is_frozen(spec: LayerSpec) -> bool:
    """Tell whether training leaves the weights of a layer alone."""
    return spec.config.get("trainable") is False


def freezing(project: Project, layers: Iterable[str]) -> Freezing:
    """Return the edit that freezes layers, or if all of them are frozen already, lets them be trained again.

    Args:
        project: The document.
        layers: Their names; those without weights are left as they are.
    """
    architecture, analysis = project.architecture, project.analysis
    counts = {call.layer: analysis.nodes[call.id].parameters for call in architecture.nodes.values()}
    names = [name for name in layers if counts.get(name) != 0]
    frozen = all(is_frozen(architecture.layers[name]) for name in names)
    return Freezing(tuple(SetConfig(name, {"trainable": frozen}) for name in names))
