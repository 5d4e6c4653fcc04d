"""The summary table of a model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from layerloom.layers import Layer
from layerloom.tensors import FunctionOperation


def print_summary(
    model: Any,
    line_length: int | None = None,
    print_fn: Callable[[str], Any] | None = None,
    expand_nested: bool = False,
    show_trainable: bool = False,
) -> None:
    """Prints a model's layers, output shapes and parameter counts.

    Args:
        model: The model.
        line_length: Width of the table.
        print_fn: Called with the whole text in place of print.
        expand_nested: Whether layers inside layers are listed too.
        show_trainable: Whether a column tells what training changes.
    """
    (print_fn or print)(summary_text(model, line_length, expand_nested, show_trainable))


def summary_text(
    model: Any, line_length: int | None = None, expand_nested: bool = False, show_trainable: bool = False
) -> str:
    """Returns the summary as text; see :func:`print_summary`."""
    header = ["Layer (type)", "Output Shape", "Param #"]
    branched = _is_branched(model)
    if branched:
        header.append("Connected to")
    if show_trainable:
        header.append("Trainable")
    rows = [
        _row(layer, indent, branched, show_trainable, model) for layer, indent in _walk(model, expand_nested)
    ]
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]
    spare = (line_length or 0) - sum(widths) - 3 * len(widths) - 1
    if spare > 0:
        widths[0] += spare
    rule = "─"
    lines = [
        f'Model: "{model.name}"',
        "┌" + "┬".join(rule * (w + 2) for w in widths) + "┐",
        _line(header, widths),
        "├" + "┼".join(rule * (w + 2) for w in widths) + "┤",
        *(_line(row, widths) for row in rows),
        "└" + "┴".join(rule * (w + 2) for w in widths) + "┘",
        *_totals(model),
    ]
    return "\n".join(lines)


def _walk(model: Any, expand: bool, indent: int = 0) -> list[tuple[Any, int]]:
    found: list[tuple[Any, int]] = []
    for layer in getattr(model, "operations", model.layers):
        found.append((layer, indent))
        if expand and getattr(layer, "layers", None):
            found += _walk(layer, expand, indent + 1)
    return found


def _row(layer: Any, indent: int, branched: bool, show_trainable: bool, model: Any) -> list[str]:
    row = ["  " * indent + f"{layer.name} ({_kind(layer)})", _shape(layer, model), _count(layer)]
    if branched:
        row.append(", ".join(_sources(layer, model)) or "-")
    if show_trainable:
        weights = getattr(layer, "weights", [])
        row.append("-" if not weights else "Y" if layer.trainable else "N")
    return row


def _kind(layer: Any) -> str:
    """Returns the class of a layer, or the class under which Keras knows an operation."""
    return layer.class_name if isinstance(layer, FunctionOperation) else type(layer).__name__


def _shape(layer: Any, model: Any) -> str:
    nodes = _nodes(layer, model) or layer._inbound_nodes
    if not nodes:
        return "?"
    shapes = [str(tensor.shape) for tensor in nodes[-1].outputs]
    return ", ".join(shapes) if len(shapes) == 1 else f"[{', '.join(shapes)}]"


def _count(layer: Any) -> str:
    if not isinstance(layer, Layer):
        return "0"
    return f"{layer.count_params():,}" if layer.built else "0 (unbuilt)"


def _nodes(layer: Any, model: Any) -> list[Any]:
    graph = getattr(model, "_functional", None) or model
    mine = {id(node) for node in getattr(graph, "_nodes", ())}
    return [node for node in layer._inbound_nodes if id(node) in mine]


def _sources(layer: Any, model: Any) -> list[str]:
    return [
        f"{tensor.history.node.operation.name}[{tensor.history.tensor_index}]"
        for node in _nodes(layer, model)
        for tensor in node.inputs
        if tensor.history
    ]


def _is_branched(model: Any) -> bool:
    nodes = getattr(model, "_nodes", None)
    if not nodes:
        return False
    uses: dict[int, int] = {}
    for node in nodes:
        for tensor in node.inputs:
            uses[id(tensor)] = uses.get(id(tensor), 0) + 1
    return any(len(node.inputs) > 1 for node in nodes) or any(count > 1 for count in uses.values())


def _line(cells: list[str], widths: list[int]) -> str:
    padded = [
        cell.rjust(w) if i == 2 else cell.ljust(w)
        for i, (cell, w) in enumerate(zip(cells, widths, strict=True))
    ]
    return "│ " + " │ ".join(padded) + " │"


def _totals(model: Any) -> list[str]:
    weights, trainable = model.weights, model.trainable_variables
    chosen = {id(v) for v in trainable}
    others = [v for v in weights if id(v) not in chosen]
    lines = [
        _total("Total params", weights),
        _total("Trainable params", trainable),
        _total("Non-trainable params", others),
    ]
    optimizer = getattr(model, "optimizer", None)
    if optimizer is not None and getattr(optimizer, "built", False):
        lines.append(_total("Optimizer params", list(optimizer.variables)))
    return lines


def _total(title: str, variables: list[Any]) -> str:
    count = sum(v.size for v in variables)
    size = float(sum(v.size * _BYTES.get(v.dtype, 4) for v in variables))
    unit = "B"
    for bigger in ("KB", "MB", "GB"):
        if size < 1024:
            break
        size, unit = size / 1024, bigger
    return f" {title}: {count:,} ({size:.2f} {unit})"


_BYTES = {"float64": 8, "int64": 8, "float16": 2, "bool": 1, "uint8": 1, "int8": 1}
