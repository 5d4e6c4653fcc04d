"""Bypassing: a layer lets its input through as it is, and can be switched on again with all its settings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from layerloom.graph import LayerSpec, format_layer, parse_layer
from layerloom_studio.document.content import BYPASS_CLASS, BYPASSED
from layerloom_studio.document.draft import Draft, EditError
from layerloom_studio.document.edits import Group, SetSettings
from layerloom_studio.document.project import Edit, Project
from layerloom_studio.language import tr


@dataclass(frozen=True)
class SetBypass:
    """Bypass layers, or switch bypassed ones on again; the others stay as they are.

    Args:
        layers: Names of the layers.
        bypass: Which of both.
    """

    layers: tuple[str, ...]
    bypass: bool

    def apply(self, project: Project) -> Edit:
        """Make the change and return the edit that takes it back."""
        draft, bypassed = Draft(project), dict(project.bypassed)
        for name in self.layers:
            if self.bypass == is_bypassed(project, name):
                continue
            spec = draft.layer(name)
            if self.bypass:
                reason = unbypassable(project, name)
                if reason:
                    raise EditError(reason)
                bypassed[name] = format_layer(spec)
                draft.put_layer(LayerSpec(BYPASS_CLASS, name, {"name": name}, "keras.layers"))
            else:
                was = parse_layer(bypassed.pop(name))
                draft.put_layer(replace(was, name=name, config={**was.config, "name": name}))
        return Group((draft.commit(), SetSettings(BYPASSED, bypassed).apply(project)))


def is_bypassed(project: Project, layer: str) -> bool:
    """Tell whether a layer is bypassed."""
    return layer in project.bypassed and project.architecture.layers[layer].class_name == BYPASS_CLASS


def unbypassable(project: Project, layer: str) -> str:
    """Return why a layer cannot be bypassed, empty if it can."""
    if project.architecture.layers[layer].is_input:
        return tr("{layer} is an input of the model and cannot be bypassed.", layer=layer)
    if any(len(call.inputs) > 1 for call in project.architecture.calls(layer)):
        return tr("{layer} joins several tensors and cannot be bypassed: remove it instead.", layer=layer)
    return ""


def toggling(project: Project, layers: Iterable[str]) -> SetBypass:
    """Return the edit that bypasses layers, or if all of them are bypassed already, switches them on again."""
    names = tuple(dict.fromkeys(layers))
    return SetBypass(names, not all(is_bypassed(project, name) for name in names))
