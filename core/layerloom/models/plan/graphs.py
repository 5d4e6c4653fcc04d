"""The calls of layers in a model's graph, those of models inside it among them."""

from __future__ import annotations

from typing import Any

from layerloom.layers import BatchNormalization, Dense, Layer, TimeDistributed
from layerloom.models.plan.calls import Call, UnplannableError, makes_mask, says_little
from layerloom.models.plan.layouts import with_channels_last
from layerloom.models.plan.repeated import Fold, Unfold
from layerloom.tensors import KerasTensor, Node, find_symbolic, inside_operation
from layerloom.tree import map_structure


class Calls:
    """All calls of a graph in order, where those of models that are only called with tensors stand for these.

    Args:
        graph: The functional model.
        shapes: Shapes of samples for its inputs, where these leave sizes open; what follows from them is inferred.
    """

    def __init__(self, graph: Any, shapes: list[tuple[int, ...]] | None = None) -> None:
        self._found: list[Any] = []
        self._instead: dict[int, KerasTensor] = {}
        self.inputs: list[KerasTensor] = list(graph.inputs)
        for at, (symbol, shape) in enumerate(zip(graph.inputs, shapes or (), strict=shapes is not None)):
            if tuple(symbol.shape[1:]) != shape and _agree(symbol.shape[1:], shape):
                self.inputs[at] = self._instead[id(symbol)] = KerasTensor(
                    (symbol.shape[0], *shape), symbol.dtype
                )
        self._spreads = not any(makes_mask(node.operation) for node in graph._nodes)
        self._take(graph, set(), None)
        self.outputs = [self._resolve(tensor) for tensor in graph.outputs]
        self.nodes: list[Node] = with_channels_last(self._found, self.outputs)

    def _take(self, graph: Any, given: set[int], training: bool | None) -> None:
        """Adds the calls of a model; those of one inside, which may be called again, get tensors of their own."""
        for node in graph._run_nodes:
            if node.outputs and all(id(output) in given for output in node.outputs):
                continue  # the inner model's own input
            if not node.inputs and any(id(output) in self._instead for output in node.outputs):
                continue  # an input that has other sizes now
            inner = graph_of(node.operation) if _is_bare_call(node) else None
            said = node.kwargs.get("training")
            said = training if said is None else said
            if inner is not None and _fits(node, inner):
                outside = self._instead
                self._instead = {
                    id(symbol): self._resolve(tensor)
                    for symbol, tensor in zip(inner.inputs, node.inputs, strict=True)
                }
                self._take(inner, {id(symbol) for symbol in inner.inputs}, said)
                found = [self._resolve(tensor) for tensor in inner.outputs]
                self._instead = outside
                self._instead.update(zip(map(id, node.outputs), found, strict=True))
            elif self._spreads and _is_spread(node, self._resolve):
                self._spread(node, said)
            elif given or any(id(tensor) in self._instead for tensor in node.inputs):
                args, kwargs = (map_structure(self._resolve, part) for part in (node.args, node.kwargs))
                inputs = [self._resolve(tensor) for tensor in node.inputs]
                outputs = node.outputs
                if any(a.shape != b.shape for a, b in zip(inputs, node.inputs, strict=True)):
                    outputs = _inferred(node, args, kwargs)
                elif given:
                    outputs = [KerasTensor(t.shape, t.dtype) for t in node.outputs]
                self._instead.update(zip(map(id, node.outputs), outputs, strict=True))
                self._found.append(Call(node.operation, args, kwargs, inputs, outputs, said))
            else:
                self._found.append(node)

    def _spread(self, node: Node, training: bool | None) -> None:
        """Adds the calls of a layer, or of a model's layers, for every step of sequences."""
        layer, given, (output,) = node.operation.layer, self._resolve(node.inputs[0]), node.outputs
        times, graph, outside = given.shape[1], graph_of(layer), self._instead
        x = self._call(Fold(times), given, (None, *given.shape[2:]), given.dtype, None)
        if graph is None:
            y = self._call(layer, x, (None, *output.shape[2:]), output.dtype, training)
        else:
            self._instead, self._spreads = {id(graph.inputs[0]): x}, False
            self._take(graph, {id(graph.inputs[0])}, training)
            y = self._resolve(graph.outputs[0])
            self._instead, self._spreads = outside, True
        shape = (output.shape[0], times, *output.shape[2:])
        self._instead[id(output)] = self._call(Unfold(times), y, shape, output.dtype, None)

    def _call(
        self, operation: Any, x: KerasTensor, shape: Any, dtype: str, training: bool | None
    ) -> KerasTensor:
        found = KerasTensor(shape, dtype)
        self._found.append(Call(operation, (x,), {}, [x], [found], training))
        return found

    def _resolve(self, tensor: Any) -> Any:
        return self._instead.get(id(tensor), tensor)


def _is_spread(node: Node, resolve: Any) -> bool:
    """Tells whether a call is one for every step of sequences whose steps may be mixed with samples.

    Dense layers are so anyway. Batch normalization, which sees one step after the other while it trains, has a step of
    its own for that.
    """
    if type(node.operation) is not TimeDistributed or not _is_bare_call(node):
        return False
    layer, given, (output,) = node.operation.layer, resolve(node.inputs[0]), node.outputs
    graph = graph_of(layer)
    inner = layer._flatten_layers()
    if type(layer) is Dense or getattr(layer, "activity_regularizer", None) is not None:
        return False
    if not node.operation._by_sample(False):
        return False
    if any(isinstance(one, BatchNormalization) and not _has_kernels(one) for one in inner):
        return False
    if any(size is None for size in (*given.shape[1:], *output.shape[2:])) or 0 in given.shape[1:]:
        return False
    if graph is None:
        return not hasattr(layer, "_nodes")
    ends = [*graph.inputs, *graph.outputs]
    return (
        len(ends) == 2
        and isinstance(graph._outputs_struct, KerasTensor)
        and (
            tuple(ends[0].shape[1:]) == tuple(given.shape[2:])
            and ends[0].dtype == given.dtype
            and not (graph._loss_tensors or graph._metric_tensors)
        )
    )


def _has_kernels(layer: Any) -> bool:
    """Tells whether there are kernels for how a batch normalization is set."""
    if type(layer) is not BatchNormalization or getattr(layer, "renorm", False):
        return False
    return layer.built and layer.axis in (-1, layer.input_spec.ndim - 1)


def _fits(node: Node, inner: Any) -> bool:
    """Tells whether a model's layers may stand for a call of it: one with what it was made for."""
    return (
        len(node.inputs) == len(inner.inputs)
        and len(node.outputs) == len(inner.outputs)
        and len({id(tensor) for tensor in inner.inputs}) == len(inner.inputs)
        and not (inner._loss_tensors or inner._metric_tensors)
        and all(
            _agree(symbol.shape, tensor.shape) and symbol.dtype == tensor.dtype
            for symbol, tensor in zip(inner.inputs, node.inputs, strict=True)
        )
    )


def _agree(open_sizes: Any, sizes: Any) -> bool:
    """Tells whether a shape is one of those that another, with sizes left open, stands for."""
    return len(open_sizes) == len(sizes) and all(
        a in (None, b) for a, b in zip(open_sizes, sizes, strict=True)
    )


def _inferred(node: Node, args: Any, kwargs: Any) -> list[KerasTensor]:
    """Returns outputs of the shapes that follow from the arguments."""
    try:
        with inside_operation():
            found = find_symbolic(node.operation.compute_output_spec(*args, **kwargs))
    except Exception as error:
        raise UnplannableError("a shape cannot be inferred") from error
    if len(found) != len(node.outputs):
        raise UnplannableError("a shape cannot be inferred")
    return [KerasTensor(made.shape, was.dtype) for made, was in zip(found, node.outputs, strict=True)]


def graph_of(model: Any) -> Any:
    """Returns the functional model behind a model, ``None`` for one that computes in another way."""
    return model._own_graph if getattr(model, "_follows_graph", False) else None


def _is_bare_call(node: Node) -> bool:
    """Tells whether a layer is called with tensors alone, in order."""
    if not says_little(node) or len(node.args) != 1 or not isinstance(node.operation, Layer):
        return False
    given = node.args[0]
    return all(isinstance(t, KerasTensor) for t in (given if isinstance(given, (list, tuple)) else [given]))
