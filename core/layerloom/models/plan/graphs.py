"""The calls of layers in a model's graph, those of models inside it among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from layerloom.layers import Layer
from layerloom.tensors import KerasTensor, Node
from layerloom.tree import map_structure


@dataclass
class Call:
    """A call of a layer whose tensors were exchanged; it has what plans read of a node."""

    operation: Any
    args: Any
    kwargs: Any
    inputs: list[KerasTensor]
    outputs: list[KerasTensor]


class Calls:
    """All calls of a graph in order, where those of models that are only called with tensors stand for these.

    Args:
        graph: The functional model.
    """

    def __init__(self, graph: Any) -> None:
        self._found: list[Any] = []
        self._instead: dict[int, KerasTensor] = {}
        self._seen: set[int] = set()
        self._take(graph, set())
        self.nodes: list[Node] = self._found
        self.outputs = [self._resolve(tensor) for tensor in graph.outputs]

    def _take(self, graph: Any, given: set[int]) -> None:
        for node in graph._nodes:
            if node.outputs and all(id(output) in given for output in node.outputs):
                continue  # the inner model's own input
            inner = graph_of(node.operation) if _is_bare_call(node) else None
            if inner is not None and self._fits(node, inner):
                self._seen.add(id(inner))
                for symbol, tensor in zip(inner.inputs, node.inputs, strict=True):
                    self._instead[id(symbol)] = self._resolve(tensor)
                self._take(inner, {id(symbol) for symbol in inner.inputs})
                for symbol, tensor in zip(node.outputs, inner.outputs, strict=True):
                    self._instead[id(symbol)] = self._resolve(tensor)
            elif any(id(tensor) in self._instead for tensor in node.inputs):
                args, kwargs = (map_structure(self._resolve, part) for part in (node.args, node.kwargs))
                inputs = [self._resolve(tensor) for tensor in node.inputs]
                self._found.append(Call(node.operation, args, kwargs, inputs, node.outputs))
            else:
                self._found.append(node)

    def _fits(self, node: Node, inner: Any) -> bool:
        """Tells whether a model's layers may stand for a call of it: once, and with what it was made for."""
        return (
            id(inner) not in self._seen
            and len(node.inputs) == len(inner.inputs)
            and len(node.outputs) == len(inner.outputs)
            and len({id(tensor) for tensor in inner.inputs}) == len(inner.inputs)
            and not (inner._loss_tensors or inner._metric_tensors)
            and all(
                tuple(symbol.shape) == tuple(tensor.shape) and symbol.dtype == tensor.dtype
                for symbol, tensor in zip(inner.inputs, node.inputs, strict=True)
            )
        )

    def _resolve(self, tensor: Any) -> Any:
        return self._instead.get(id(tensor), tensor)


def graph_of(model: Any) -> Any:
    """Returns the functional model behind a model, ``None`` for one that computes in another way."""
    from layerloom.models.functional import Functional
    from layerloom.models.sequential import Sequential

    kind = type(model)
    if isinstance(model, Sequential) and kind.call is Sequential.call:
        return model._functional
    if isinstance(model, Functional) and kind.call is Functional.call:
        return model
    return None


def _is_bare_call(node: Node) -> bool:
    """Tells whether a layer is called with tensors alone, in order."""
    if node.kwargs or len(node.args) != 1 or not isinstance(node.operation, Layer):
        return False
    given = node.args[0]
    return all(isinstance(t, KerasTensor) for t in (given if isinstance(given, (list, tuple)) else [given]))
