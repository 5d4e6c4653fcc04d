"""Recurrent layers with any cell, or with a mask: a loop over the steps whose body is the cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.models.onnx_export.graph import Graph, NoOnnxError, Shape, Value, plain_dtype
from layerloom.tensors import as_array

#: Writes the call of a function of tensors: it is given a title, the function and its arguments.
Run = Callable[..., Any]


def scanned(
    graph: Graph, run: Run, layer: Any, x: Value, states: list[Value], mask: Value | None, title: str
) -> list[str]:
    """Writes a recurrent layer as a loop.

    Args:
        graph: The graph.
        run: Writes the call of a function.
        layer: The layer.
        x: Its input, samples before steps.
        states: The states to begin with; none for the layer's own.
        mask: Which steps count, where it is said.
        title: The layer, for errors.

    Returns:
        The output, then the last states where the layer gives them.
    """
    step_shape = (None, *x.shape[2:])
    begun = [graph.cast(state) for state in states] or _first_states(graph, layer, x, title)
    wanted = _leaves(layer._state_shapes(None))
    sequence = _time_first(graph, layer, graph.cast(x), x.rank)
    flags = None if mask is None else _flags(graph, layer, mask)
    holds = mask is not None and not layer.zero_output_for_mask
    parts = _Body(graph, run, layer, title, step_shape, wanted, flags is not None, holds)
    if holds:  # what a step that does not count gives is what came before it
        shape = graph.add("Concat", _batch(graph, x), graph.whole(*map(int, parts.output_shape[1:])), axis=0)
        begun = [*begun, graph.add("Expand", graph.constant(np.zeros((), np.float32)), shape)]
    sequences = [sequence, *([flags] if flags is not None else [])]
    found = graph.add_many(
        "Scan", len(begun) + 1, *begun, *sequences, body=parts.content, num_scan_inputs=len(sequences)
    )
    last, outputs = found[: len(wanted)], found[-1]
    rank = len(parts.output_shape) + 1
    if layer.return_sequences:
        result = graph.transpose(outputs, (1, 0, *range(2, rank)))
    else:
        result = graph.add("Gather", outputs, graph.constant(np.int64(-1)), axis=0)
    return [result, *last] if layer.return_state else [result]


class _Body:
    """The body of the loop: the cell, and the choice between new and old states where a mask says so."""

    def __init__(
        self,
        graph: Graph,
        run: Run,
        layer: Any,
        title: str,
        step_shape: Shape,
        state_shapes: list[Shape],
        masked: bool,
        holds: bool,
    ) -> None:
        from onnx import TensorProto, helper

        count = len(state_shapes)
        with graph.body() as nodes:
            names = [graph.new_name("state") for _ in range(count)]
            before, step, counts = (graph.new_name(name) for name in ("before", "step", "counts"))
            states = [Value(name, shape) for name, shape in zip(names, state_shapes, strict=True)]
            output, *new = run(title, _stepper(layer), Value(step, step_shape), states)
            self.output_shape = output.shape
            made = [output.name, *(value.name for value in new)]
            if masked:
                old = [before if holds else graph.constant(np.zeros((), np.float32)), *names]
                ranks = [len(output.shape), *map(len, state_shapes)]
                made = [
                    graph.add("Where", _raised(graph, counts, rank), value, other)
                    for value, other, rank in zip(made, old, ranks, strict=True)
                ]
            carried = [*made[1:], *([made[0]] if holds else [])]
            ends = [graph.add("Identity", name) for name in [*carried, made[0]]]

        def told(name: str, shape: Shape, kind: int = TensorProto.FLOAT) -> Any:
            return helper.make_tensor_value_info(name, kind, [None, *shape[1:]])

        held = [*state_shapes, *([output.shape] if holds else [])]
        starts = [*names, *([before] if holds else [])]
        inputs = [told(name, shape) for name, shape in zip(starts, held, strict=True)]
        inputs += [told(step, step_shape)] + ([told(counts, (None, 1), TensorProto.BOOL)] if masked else [])
        outputs = [told(name, shape) for name, shape in zip(ends, [*held, output.shape], strict=True)]
        self.content = helper.make_graph(nodes, "step", inputs, outputs)


def _stepper(layer: Any) -> Callable[..., list[Any]]:
    """Returns a function of a step's input and flat states that gives the output and flat new states."""

    def step(x: Any, states: list[Any]) -> list[Any]:
        output, new = layer._step(x, layer._pack(states))
        return [output, *_leaves(new)]

    return step


def _first_states(graph: Graph, layer: Any, x: Value, title: str) -> list[str]:
    """Returns the states that the layer begins with, for as many samples as there are."""
    found = []
    for state in _leaves(layer.get_initial_state(1)):
        array = as_array(state.numpy() if hasattr(state, "numpy") else state)
        if array.shape[:1] != (1,):
            raise NoOnnxError(f"{title} begins with states that are not one for each sample.")
        shape = graph.add("Concat", _batch(graph, x), graph.whole(*array.shape[1:]), axis=0)
        found.append(graph.add("Expand", graph.constant(array.astype(plain_dtype(array.dtype.name))), shape))
    return found


def _batch(graph: Graph, x: Value) -> str:
    return graph.add("Shape", x.name, start=0, end=1)


def _time_first(graph: Graph, layer: Any, name: str, rank: int) -> str:
    turned = graph.transpose(name, (1, 0, *range(2, rank)))
    return graph.flip(turned, 0) if layer.go_backwards else turned


def _flags(graph: Graph, layer: Any, mask: Value) -> str:
    """Returns a mask as (steps, batch, 1)."""
    name = graph.cast(mask, "bool")
    name = name if mask.rank > 2 else graph.add("Unsqueeze", name, graph.whole(-1))
    return _time_first(graph, layer, name, max(mask.rank, 3))


def _raised(graph: Graph, flags: str, rank: int) -> str:
    return flags if rank <= 2 else graph.add("Unsqueeze", flags, graph.whole(*range(2, rank)))


def _leaves(structure: Any) -> list[Any]:
    """Returns states or their shapes in a row; a shape is a tuple that begins with the batch size."""
    if isinstance(structure, tuple) and all(item is None or isinstance(item, int) for item in structure):
        return [structure]
    if isinstance(structure, (list, tuple)):
        return [leaf for item in structure for leaf in _leaves(item)]
    return [structure]
