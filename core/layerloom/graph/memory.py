"""What an analysis of a drawing leaves for the next one, so that an edit costs as much as it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import is_
from typing import TYPE_CHECKING

from layerloom.graph.architecture import Architecture, LayerSpec, Node
from layerloom.graph.layer_facts import Facts
from layerloom.graph.order import topological, upstream

if TYPE_CHECKING:
    from layerloom.graph.analysis import NodeInfo


@dataclass(frozen=True)
class Look:
    """A node in which nothing was wrong, as it was looked at.

    Args:
        node: The node.
        spec: Its layer.
        facts: What that said.
        info: What became known of the node.
    """

    node: Node
    spec: LayerSpec
    facts: Facts
    info: NodeInfo


@dataclass(frozen=True)
class Ways:
    """How the nodes of a drawing follow each other.

    Args:
        nodes: The very nodes, in their order in the drawing.
        order: Their ids, each behind those that feed it.
        cycles: Groups of nodes that feed each other.
        sources: Ids of the nodes that feed others.
    """

    nodes: tuple[Node, ...] = ()
    order: tuple[str, ...] = ()
    cycles: tuple[list[str], ...] = ()
    sources: frozenset[str] = frozenset()
    _upstream: dict[tuple[str, ...], set[str]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, arch: Architecture, before: Ways) -> Ways:
        """Returns the ways of a drawing: those of before, if its nodes are the very same.

        Args:
            arch: The drawing.
            before: Its ways before an edit, which replaces the nodes that it changes.
        """
        nodes = tuple(arch.nodes.values())
        if len(nodes) == len(before.nodes) and all(map(is_, nodes, before.nodes)):
            return before
        order, cycles = topological(arch)
        return cls(nodes, tuple(order), tuple(cycles), frozenset(ref.node for ref, _, _ in arch.edges()))

    def leading_to(self, arch: Architecture, ends: tuple[str, ...]) -> set[str]:
        """Returns the given nodes and everything that feeds them.

        Args:
            arch: The drawing that these ways are of.
            ends: Ids of nodes.
        """
        if ends not in self._upstream:
            self._upstream.clear()
            self._upstream[ends] = upstream(arch, ends)
        return self._upstream[ends]


@dataclass
class Memory:
    """What the next analysis may take over.

    Args:
        ways: How the nodes follow each other.
        looks: What was found of the nodes in which nothing is wrong.
        nodes: What was found of all of them.
    """

    ways: Ways = field(default_factory=Ways)
    looks: dict[str, Look] = field(default_factory=dict)
    nodes: Mapping[str, NodeInfo] = field(default_factory=dict)

    def recall(self, node: Node, spec: LayerSpec, now: Mapping[str, NodeInfo]) -> Look | None:
        """Returns what was found of a node, if it, its layer and what enters it are the very same as then.

        Args:
            node: The node.
            spec: Its layer.
            now: What is known of the nodes before it.
        """
        look, then = self.looks.get(node.id), self.nodes
        if look is None or look.node is not node or look.spec is not spec:
            return None
        if not node.inputs and not spec.is_input:
            return None  # whether that is wrong depends on the nodes behind it
        for ref in node.inputs:
            if ref.node not in now or now[ref.node] is not then.get(ref.node):
                return None
        return look
