"""Taking nodes out of their chain: they go elsewhere unconnected, and what stood around them is joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from layerloom.graph import Ref
from layerloom_studio.document.draft import Draft
from layerloom_studio.document.layout import Point
from layerloom_studio.document.project import Edit, Project
from layerloom_studio.document.wiring import removal


@dataclass(frozen=True)
class Rewire:
    """Give nodes other inputs and other places at once.

    Args:
        inputs: All inputs of each node, by id.
        positions: Top-left corners, by id.
    """

    inputs: Mapping[str, tuple[Ref, ...]]
    positions: Mapping[str, Point] = field(default_factory=dict)

    def apply(self, project: Project) -> Edit:
        """Make the change and return the edit that takes it back."""
        draft = Draft(project)
        for node, inputs in self.inputs.items():
            draft.set_inputs(node, list(inputs))
        for node, position in self.positions.items():
            draft.move(node, position)
        return draft.commit()


def is_wired(project: Project, nodes: Iterable[str]) -> bool:
    """Tell whether a connection leads into some nodes from outside, or out of them."""
    taken = set(nodes)
    return any(
        edge.source not in taken or edge.target not in taken
        for node in taken
        for edge in (*project.in_edges(node), *project.out_edges(node))
    )


def taking_out(project: Project, positions: Mapping[str, Point]) -> Rewire:
    """Return the edit that takes nodes out and puts them elsewhere; connections among them stay.

    Args:
        project: The document.
        positions: Where each of them goes.
    """
    nodes = project.architecture.nodes
    inputs = dict(removal(project, positions).bridges)
    for node in positions:
        inputs[node] = tuple(ref for ref in nodes[node].inputs if ref.node in positions)
    return Rewire(inputs, positions)
