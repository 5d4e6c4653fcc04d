"""Recurrent layers as the operators that ONNX has for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from layerloom.models.onnx_export.functions import has_function, inside_recurrent
from layerloom.models.onnx_export.graph import Graph, NoOnnxError, Value
from layerloom.models.onnx_export.primitives.draws import DRAWS

#: How many states each cell has, and the order of its gates in ONNX by their places in Keras.
_CELLS = {"LSTMCell": (2, (0, 3, 1, 2)), "GRUCell": (1, (0, 1, 2)), "SimpleRNNCell": (1, (0,))}


def has_operators(layer: Any, states: Sequence[Value]) -> bool:
    """Tells whether ONNX has operators for all cells of a recurrent layer, and for their functions."""
    cells = getattr(layer.cell, "cells", [layer.cell])
    if any(type(cell).__name__ not in _CELLS or not _is_ours(cell) for cell in cells):
        return False
    if len(cells) > 1 and (layer.return_state or states):
        return False
    return all(has_function(function) for cell in cells for function in _functions(cell))


def recurrent(graph: Graph, layer: Any, x: Value, *states: Value) -> list[str]:
    """LSTM, GRU, SimpleRNN, and RNN with their cells.

    Returns:
        The output, then the last states where the layer gives them.
    """
    cells = getattr(layer.cell, "cells", [layer.cell])
    y = graph.transpose(graph.cast(x), (1, 0, 2))
    y = graph.flip(y, 0) if layer.go_backwards else y
    last: list[str] = []
    for cell in cells:
        y, last = _run(graph, cell, y, [graph.cast(state) for state in states])
    output = graph.transpose(y, (1, 0, 2)) if layer.return_sequences else last[0]
    return [output, *last] if layer.return_state else [output]


def with_dropout(graph: Graph, layer: Any, args: Sequence[Any], title: str) -> list[Any]:
    """Returns the arguments of a recurrent layer as it takes them in training: some inputs are 0 at every step.

    Args:
        graph: The graph.
        layer: The layer.
        args: Its arguments, of which the sequence is the first.
        title: The layer, for errors.

    Raises:
        NoOnnxError: If it drops parts of its states, too.
    """
    cells = getattr(layer.cell, "cells", [layer.cell])
    rates = [getattr(cell, "dropout", 0.0) for cell in cells]
    if any(getattr(cell, "recurrent_dropout", 0.0) for cell in cells) or any(rates[1:]):
        raise NoOnnxError(
            f"{title} drops states while training, which is not written as ONNX: call it without."
        )
    if not all(map(_is_ours, cells)):
        raise NoOnnxError(f"{title} runs a cell of yours as in training, which is not written as ONNX.")
    if not rates[0]:
        return list(args)
    first = args[0] if isinstance(args[0], Value) else args[0][0]
    sizes = graph.add("Shape", first.name)
    shape = graph.add("ScatterElements", sizes, graph.whole(1), graph.whole(1))  # one draw for all steps
    mask, _ = DRAWS["kept"](graph, shape, {"rate": rates[0]})
    found = replace(first, name=graph.add("Mul", graph.cast(first), mask), dtype="float32")
    rest = list(args[1:])
    return [found, *rest] if isinstance(args[0], Value) else [[found, *args[0][1:]], *rest]


def merged(graph: Graph, layer: Any, forward: list[str], backward: list[str]) -> list[str]:
    """Joins what both layers of a Bidirectional give: outputs, then states."""
    (y, *last), (back, *back_last) = forward, backward
    back = graph.flip(back, 1) if layer.return_sequences else back
    mode = layer.merge_mode
    if mode == "concat":
        found = [graph.add("Concat", y, back, axis=-1)]
    elif mode is None:
        found = [y, back]
    else:
        found = [graph.add("Mul" if mode == "mul" else "Add", y, back)]
        found = [graph.scalar("Mul", found[0], 0.5)] if mode == "ave" else found
    return [*found, *last, *back_last]


def _is_ours(cell: Any) -> bool:
    return type(cell).__module__.startswith("layerloom.")


def _functions(cell: Any) -> list[Any]:
    kind = type(cell).__name__
    if kind == "SimpleRNNCell":
        return [cell.activation]
    return [cell.recurrent_activation, cell.activation, *([cell.activation] if kind == "LSTMCell" else [])]


def _run(graph: Graph, cell: Any, x: str, states: list[str]) -> tuple[str, list[str]]:
    """Runs a cell over the steps, which stand first; returns all outputs and the last states."""
    kind = type(cell).__name__
    count, gates = _CELLS[kind]
    settings = inside_recurrent(_functions(cell))
    if kind == "GRUCell":
        settings["linear_before_reset"] = int(cell.reset_after)
    bias = np.zeros((2, len(gates) * cell.units), np.float32)
    if cell.bias is not None:
        bias[: cell.bias.numpy().reshape(-1, bias.shape[1]).shape[0]] = cell.bias.numpy().reshape(
            -1, bias.shape[1]
        )
    inputs = [
        graph.constant(_ordered(cell.kernel.numpy(), gates).T[None]),
        graph.constant(_ordered(cell.recurrent_kernel.numpy(), gates).T[None]),
        graph.constant(np.concatenate([_ordered(row[None], gates)[0] for row in bias])[None]),
    ]
    if states:
        inputs += ["", *(graph.add("Unsqueeze", state, graph.whole(0)) for state in states)]
    operator = {"LSTMCell": "LSTM", "GRUCell": "GRU", "SimpleRNNCell": "RNN"}[kind]
    y, *last = graph.add_many(operator, 1 + count, x, *inputs, hidden_size=cell.units, **settings)
    return graph.add("Squeeze", y, graph.whole(1)), [
        graph.add("Squeeze", state, graph.whole(0)) for state in last
    ]


def _ordered(kernel: Any, gates: tuple[int, ...]) -> Any:
    """Returns a kernel with the columns of its gates in the order of ONNX."""
    parts = np.split(kernel, len(gates), axis=1)
    return np.concatenate([parts[place] for place in gates], axis=1)
