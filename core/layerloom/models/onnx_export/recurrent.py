"""Recurrent layers as the operators that ONNX has for them."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.models.onnx_export.functions import inside_recurrent
from layerloom.models.onnx_export.graph import Graph, NoOnnxError, Value

#: How many states each cell has, and the order of its gates in ONNX by their places in Keras.
_CELLS = {"LSTMCell": (2, (0, 3, 1, 2)), "GRUCell": (1, (0, 1, 2)), "SimpleRNNCell": (1, (0,))}


def recurrent(graph: Graph, layer: Any, x: Value, *states: Value) -> list[str]:
    """LSTM, GRU, SimpleRNN, and RNN with their cells.

    Returns:
        The output, then the last states where the layer gives them.
    """
    title = f"{layer.name!r} ({type(layer).__name__})"
    if layer.stateful:
        raise NoOnnxError(
            f"{title} keeps states from batch to batch, which ONNX cannot: make it with stateful=False."
        )
    cells = getattr(layer.cell, "cells", [layer.cell])
    unknown = [type(cell).__name__ for cell in cells if type(cell).__name__ not in _CELLS]
    if unknown:
        raise NoOnnxError(f"{title} has a cell of the class {unknown[0]}, which ONNX has no operator for.")
    if len(cells) > 1 and (layer.return_state or states):
        raise NoOnnxError(
            f"{title} gives or takes the states of several cells, which is not written as ONNX."
        )
    y = graph.transpose(graph.cast(x), (1, 0, 2))
    y = graph.flip(y, 0) if layer.go_backwards else y
    last: list[str] = []
    for cell in cells:
        y, last = _run(graph, cell, y, [graph.cast(state) for state in states], title)
    output = graph.transpose(y, (1, 0, 2)) if layer.return_sequences else last[0]
    return [output, *last] if layer.return_state else [output]


def bidirectional(graph: Graph, layer: Any, x: Value, *states: Value) -> list[str]:
    """Bidirectional with such layers."""
    half = len(states) // 2
    y, *last = recurrent(graph, layer.forward_layer, x, *states[:half])
    back, *back_last = recurrent(graph, layer.backward_layer, x, *states[half:])
    back = graph.flip(back, 1) if layer.return_sequences else back
    mode = layer.merge_mode
    if mode == "concat":
        merged = [graph.add("Concat", y, back, axis=-1)]
    elif mode is None:
        merged = [y, back]
    else:
        merged = [graph.add("Mul" if mode == "mul" else "Add", y, back)]
        merged = [graph.scalar("Mul", merged[0], 0.5)] if mode == "ave" else merged
    return [*merged, *last, *back_last]


def _run(graph: Graph, cell: Any, x: str, states: list[str], title: str) -> tuple[str, list[str]]:
    """Runs a cell over the steps, which stand first; returns all outputs and the last states."""
    kind = type(cell).__name__
    count, gates = _CELLS[kind]
    functions = [cell.activation] if kind == "SimpleRNNCell" else [cell.recurrent_activation, cell.activation]
    settings = inside_recurrent([*functions, *([cell.activation] if kind == "LSTMCell" else [])], title)
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
