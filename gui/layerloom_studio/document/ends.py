"""What the settings tell of inputs and outputs by their names follows when edits give these other names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from layerloom_studio.document.project import Project

Names = tuple[tuple[str, ...], tuple[str, ...]]

_OF_INPUTS = (("data", "inputs"),)
_OF_OUTPUTS = (("data", "targets"), ("training", "output_losses"), ("training", "loss_weights"))
_VALIDATION = "val_"


def end_names(project: Project) -> Names:
    """Return the names of the inputs and outputs of the model; none while a group is open, which has other ends."""
    if project.opened:
        return (), ()
    architecture = project.architecture
    return (
        tuple(call.layer for call in architecture.inputs),
        tuple(architecture.nodes[ref.node].layer for ref in architecture.outputs),
    )


def follow_names(project: Project, before: Names) -> dict[str, Any]:
    """Let the settings tell of inputs and outputs by the names that they have now.

    Args:
        project: The document, after the edit.
        before: What `end_names` gave before it.

    Returns:
        The sections that changed as they were, by name.
    """
    inputs, outputs = (_renamed(*names) for names in zip(before, end_names(project), strict=True))
    new: dict[str, Any] = {}
    for renamed, places in ((inputs, _OF_INPUTS), (outputs, _OF_OUTPUTS)):
        for section, key in places if renamed else ():
            value = new.get(section, getattr(project, section))
            table = value.get(key)
            if isinstance(table, Mapping) and not renamed.keys().isdisjoint(table):
                taken = set(renamed.values()) - renamed.keys()  # by what was told of an output that is gone
                kept = {renamed.get(name, name): item for name, item in table.items() if name not in taken}
                new[section] = {**value, key: kept}
    callbacks = [_watching(item, outputs) for item in project.callbacks] if len(before[1]) > 1 else []
    if callbacks and callbacks != project.callbacks:
        new["callbacks"] = callbacks
    return put_sections(project, new)


def put_sections(project: Project, sections: Mapping[str, Any]) -> dict[str, Any]:
    """Put whole sections of the settings in place and return those that were there."""
    return {section: project.set_section(section, value) for section, value in sections.items()}


def _renamed(before: Sequence[str], after: Sequence[str]) -> dict[str, str]:
    """Return the new names by the old ones; none where it cannot be told which is which."""
    if len(before) != len(after) or len(set(before)) != len(before) or len(set(after)) != len(after):
        return {}
    return {old: new for old, new in zip(before, after, strict=True) if old != new}


def _watching(callback: dict[str, Any], outputs: Mapping[str, str]) -> dict[str, Any]:
    """Return a callback that watches the loss or a metric of an output under its new name."""
    config = callback.get("config") or {}
    monitor = config.get("monitor")
    if not isinstance(monitor, str):
        return callback
    of = _VALIDATION if monitor.startswith(_VALIDATION) else ""
    for old, new in outputs.items():
        if monitor.startswith(f"{of}{old}_"):
            name = of + new + monitor[len(of + old) :]
            return {**callback, "config": {**config, "monitor": name}}
    return callback
