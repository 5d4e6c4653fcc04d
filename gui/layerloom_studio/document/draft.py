"""Draft: changes to a drawing gathered over the unchanged original, to become one patch."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from layerloom.errors import LayerloomError
from layerloom.graph import LayerSpec, Node, Ref
from layerloom_studio.document.layout import Point
from layerloom_studio.document.project import Patch, Project
from layerloom_studio.language import tr


class EditError(LayerloomError):
    """A change that the drawing cannot take; the message is one sentence for the user."""


class Draft:
    """Collects changes; the project stays as it is until `commit`.

    A commit also keeps the model's outputs true: a node whose result nobody takes is an output, one whose result
    was taken is no longer, unless it was an output in spite of being taken.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._architecture = project.architecture
        self._layers: dict[str, LayerSpec | None] = {}
        self._nodes: dict[str, Node | None] = {}
        self._positions: dict[str, Point | None] = {}
        self._layer_order: tuple[str, ...] | None = None

    @cached_property
    def _calls(self) -> dict[str, list[Node]]:
        """The calls of every layer as they are; looked up once, since many nodes may go."""
        return self._architecture.calls_by_layer()

    def layer_names(self) -> set[str]:
        """Return the names of all layers as they will be."""
        names = set(self._architecture.layers)
        for name, spec in self._layers.items():
            if spec is None:
                names.discard(name)
            else:
                names.add(name)
        return names

    def node(self, node: str) -> Node:
        """Return a node as it will be.

        Raises:
            EditError: If there is none.
        """
        found = self._node_after(node)
        if found is None:
            raise EditError(tr("There is no node {node!r} in the drawing.", node=node))
        return found

    def layer(self, name: str) -> LayerSpec:
        """Return a layer as it will be.

        Raises:
            EditError: If there is none.
        """
        found = self._layers[name] if name in self._layers else self._architecture.layers.get(name)
        if found is None:
            raise EditError(tr("There is no layer {name!r} in the drawing.", name=name))
        return found

    def put_layer(self, spec: LayerSpec) -> None:
        """Add a layer or replace the one of that name."""
        self._layers[spec.name] = spec

    def add_node(self, node: Node, position: Point) -> None:
        """Add a call.

        Raises:
            EditError: If its id is taken.
        """
        if self._node_after(node.id) is not None:
            raise EditError(tr("There is already a node {id!r} in the drawing.", id=node.id))
        self._nodes[node.id] = node
        self._positions[node.id] = position

    def remove_node(self, node: str) -> None:
        """Remove a call with its connections, and its layer if no other call of it is left."""
        layer = self.node(node).layer
        for edge in self._project.out_edges(node):
            if not self._is_gone(edge.target):
                inputs = self.node(edge.target).inputs
                self.set_inputs(edge.target, [ref for ref in inputs if ref.node != node])
        self._nodes[node] = None
        self._positions[node] = None
        if all(self._is_gone(call.id) for call in self._calls.get(layer, ())):
            self._layers[layer] = None

    def set_inputs(self, node: str, inputs: list[Ref]) -> None:
        """Replace the connections that enter a node."""
        self._nodes[node] = replace(self.node(node), inputs=inputs)

    def move(self, node: str, position: Point) -> None:
        """Put a node at another place."""
        self.node(node)
        self._positions[node] = position

    def rename(self, old: str, new: str) -> None:
        """Give a layer another name; its calls keep their ids and all keep their order."""
        spec = self.layer(old)
        config = {**spec.config, "name": new} if "name" in spec.config else spec.config
        self._layers[old] = None
        self._layers[new] = replace(spec, name=new, config=config)
        for call in self._architecture.calls(old):
            self._nodes[call.id] = replace(self.node(call.id), layer=new)
        order = self._layer_order or tuple(self._architecture.layers)
        self._layer_order = tuple(new if name == old else name for name in order)

    def commit(self) -> Patch:
        """Make the changes and return the patch that takes them back."""
        patch = Patch(self._layers, self._nodes, self._positions, self._outputs(), self._layer_order)
        return self._project.patch(patch)

    def _outputs(self) -> tuple[Ref, ...] | None:
        if not self._nodes:
            return None
        before = tuple(self._architecture.outputs)
        takers = self._takers()
        after = [ref for ref in before if self._stays_output(ref.node, takers)]
        known = {ref.node for ref in after}
        for node in takers:
            found = self._node_after(node)
            if node not in known and found is not None and found.inputs and not takers[node]:
                after.append(Ref(node))
        return None if tuple(after) == before else tuple(after)

    def _takers(self) -> dict[str, int]:
        """Return how many connections will leave each node that this draft concerns."""
        counts: dict[str, int] = {}
        for node, new in self._nodes.items():
            old = self._architecture.nodes.get(node)
            for step, inputs in ((-1, old.inputs if old else []), (1, new.inputs if new else [])):
                for ref in inputs:
                    counts.setdefault(ref.node, len(self._project.out_edges(ref.node)))
                    counts[ref.node] += step
            counts.setdefault(node, len(self._project.out_edges(node)))
        return counts

    def _stays_output(self, node: str, takers: dict[str, int]) -> bool:
        found = self._node_after(node)
        if found is None:
            return False
        if node not in takers or self._project.out_edges(node):
            return True
        is_source = self.layer(found.layer).is_input
        return not takers[node] and (is_source or bool(found.inputs))

    def _is_gone(self, node: str) -> bool:
        return node in self._nodes and self._nodes[node] is None

    def _node_after(self, node: str) -> Node | None:
        return self._nodes[node] if node in self._nodes else self._architecture.nodes.get(node)
