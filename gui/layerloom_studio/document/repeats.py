"""Groups that stand several times one after the other: which of how many each is."""

from __future__ import annotations

from typing import Any

from layerloom.graph import LayerSpec
from layerloom_studio.document.project import Project


def repeats(project: Project) -> dict[str, tuple[int, int]]:
    """Return for every group of a row of equal groups its place, counted from 1, and how many they are.

    Groups are equal if their layers are but for the groups' own names, as `nesting.repeating` makes them.

    Args:
        project: The document.
    """
    groups = [node for node in project.architecture.nodes if project.spec(node).is_model]
    after: dict[str, str] = {}
    for node in groups:
        followers = project.out_edges(node)
        if len(followers) != 1:
            continue
        target = followers[0].target
        alone = len(project.in_edges(target)) == 1
        if (
            alone
            and project.spec(target).is_model
            and _inside(project.spec(node)) == _inside(project.spec(target))
        ):
            after[node] = target
    found: dict[str, tuple[int, int]] = {}
    later = set(after.values())
    for start in (node for node in after if node not in later):
        row = [start]
        while row[-1] in after:
            row.append(after[row[-1]])
        found.update((node, (place, len(row))) for place, node in enumerate(row, start=1))
    return found


def _inside(spec: LayerSpec) -> tuple[str, dict[str, Any]]:
    return spec.class_name, {key: value for key, value in spec.config.items() if key != "name"}
