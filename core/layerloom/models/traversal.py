"""The order of a functional model's calls: Keras's own, by depth from the outputs."""

from __future__ import annotations

from typing import Any

from layerloom.errors import LayerloomError
from layerloom.tensors import KerasTensor, Node


def order_nodes(inputs: list[KerasTensor], outputs: list[KerasTensor]) -> tuple[list[Node], list[Any]]:
    """Finds the calls that lead from inputs to outputs.

    Args:
        inputs: Where the model starts.
        outputs: Where it ends.

    Returns:
        The calls in the order in which Keras runs them, which tells from when on attention has taken a mask off; and
        the layers and operations in the order in which Keras lists them: farthest from the outputs first, then by
        first visit.

    Raises:
        LayerloomError: If an output does not depend on the inputs, or the graph has a cycle.
    """
    visited, first_visit = _postorder(inputs, outputs)
    depths: dict[int, int] = {}
    operation_depths: dict[int, int] = {}
    for node in reversed(visited):
        depth = max(depths.setdefault(id(node), 0), operation_depths.get(id(node.operation), 0))
        operation_depths[id(node.operation)] = depths[id(node)] = depth
        if not _starts(node, inputs):
            for parent in node.parents:
                depths[id(parent)] = max(depth + 1, depths.get(id(parent), 0))
    known = {id(node) for node in visited}
    for tensor in inputs:  # inputs that no output uses still belong to the model
        node = _node(tensor)
        if id(node) not in known:
            visited.append(node)
            first_visit.setdefault(id(node.operation), len(first_visit))
            depths[id(node)] = operation_depths[id(node.operation)] = 0
    operations = {id(node.operation): node.operation for node in visited}
    ordered = sorted(operations.values(), key=lambda op: (-operation_depths[id(op)], first_visit[id(op)]))
    calls = {id(node): node for node in visited}
    return [calls[key] for key in sorted(depths, key=lambda key: -depths[key])], ordered


def _postorder(inputs: list[KerasTensor], outputs: list[KerasTensor]) -> tuple[list[Node], dict[int, int]]:
    """Walks back from the outputs without recursion; deep chains are ordinary here."""
    done: set[int] = set()
    active: set[int] = set()
    visited: list[Node] = []
    first_visit: dict[int, int] = {}
    for output in outputs:
        pending: list[tuple[Node, bool]] = [(_node(output), False)]
        while pending:
            node, leaving = pending.pop()
            if leaving:
                active.discard(id(node))
                done.add(id(node))
                visited.append(node)
                continue
            if id(node) in done:
                continue
            if id(node) in active:
                raise LayerloomError(f"The model has a cycle through {node.operation.name!r}.")
            first_visit.setdefault(id(node.operation), len(first_visit))
            active.add(id(node))
            pending.append((node, True))
            if _starts(node, inputs):
                continue
            if node.is_input:
                raise LayerloomError(
                    f"The outputs depend on {node.operation.name!r}, which is not among the model's inputs: "
                    "add it there."
                )
            pending.extend((parent, False) for parent in reversed(node.parents) if id(parent) not in done)
    return visited, first_visit


def _node(tensor: KerasTensor) -> Node:
    if not isinstance(tensor, KerasTensor) or tensor.history is None:
        raise LayerloomError(
            f"A model is made of symbolic tensors that come from Input(), got {type(tensor).__name__}."
        )
    return tensor.history.node


def _starts(node: Node, inputs: list[KerasTensor]) -> bool:
    return any(output is tensor for output in node.outputs for tensor in inputs)
