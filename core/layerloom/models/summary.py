"""The summary table of a model, as Keras prints it."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from layerloom.errors import LayerloomError
from layerloom.layers import Layer
from layerloom.models.text_table import heavy_headed_table
from layerloom.tensors import FunctionOperation

#: Headers, their alignment, where the columns end as shares of the width, and the width.
_Columns = tuple[tuple[str, ...], str, tuple[float, ...], int]
_PLAIN: _Columns = (("Layer (type)", "Output Shape", "Param #"), "llr", (0.45, 0.80, 1.0), 88)
_BRANCHED: _Columns = (
    ("Layer (type)", "Output Shape", "Param #", "Connected to"),
    "llrl",
    (0.3, 0.56, 0.74, 1.0),
    108,
)


def print_summary(
    model: Any,
    line_length: int | None = None,
    positions: Sequence[float] | None = None,
    print_fn: Callable[[str], Any] | None = None,
    expand_nested: bool = False,
    show_trainable: bool = False,
    layer_range: Sequence[str] | None = None,
) -> None:
    """Prints a model's layers, output shapes and parameter counts.

    Args:
        model: The model.
        line_length: Width of the table.
        positions: Where the columns end, as shares of the width.
        print_fn: Called with the whole text in place of print.
        expand_nested: Whether layers inside layers are listed too.
        show_trainable: Whether a column tells what training changes.
        layer_range: Names, or regular expressions for them, of the first and the last layer that are listed.
    """
    text = summary_text(model, line_length, expand_nested, show_trainable, positions, layer_range)
    if print_fn is None:
        print(text)  # noqa: T201 - printing is what it is for
    else:
        print_fn(text + "\n")


def summary_text(
    model: Any,
    line_length: int | None = None,
    expand_nested: bool = False,
    show_trainable: bool = False,
    positions: Sequence[float] | None = None,
    layer_range: Sequence[str] | None = None,
) -> str:
    """Returns the summary as text; see :func:`print_summary`."""
    branched = _is_branched(model)
    header, alignment, usual, width = _BRANCHED if branched else _PLAIN
    ends = tuple(positions or usual)
    if show_trainable:
        header, alignment, width = (*header, "Trainable"), alignment + "c", width + 12
        ends = (*(end * 0.90 for end in ends), 1.0)
    width = line_length or min(width, shutil.get_terminal_size().columns - 4)
    rows = [
        _row(layer, depth, branched, show_trainable, model)
        for top in _in_range(_listed(model), layer_range)
        for layer, depth in _walk(top, expand_nested)
    ]
    table = heavy_headed_table(header, rows, alignment, _widths(ends, width, len(header)), width)
    return "\n".join([f'Model: "{model.name}"', *table, *_totals(model)])


def _listed(model: Any) -> list[Any]:
    return list(model.layers if _is_sequential(model) else getattr(model, "operations", model.layers))


def _is_sequential(model: Any) -> bool:
    return hasattr(model, "_functional")


def _widths(ends: Sequence[float], width: int, columns: int) -> list[int]:
    """Returns the widths of the columns for the places where they end."""
    found: list[int] = []
    for end in ends:
        found.append(int(end * width) - sum(found))
    if len(found) != columns:
        raise LayerloomError(f"The summary needs {columns} positions, one for each column, got {list(ends)}.")
    if min(found) < 4:
        raise LayerloomError(f"A summary of {width} characters is too narrow for {len(found)} columns.")
    return found


def _in_range(layers: list[Any], layer_range: Sequence[str] | None) -> list[Any]:
    if layer_range is None:
        return layers
    if len(layer_range) != 2 or not all(isinstance(name, str) for name in layer_range):
        raise LayerloomError(f"layer_range must be the names of two layers, got {layer_range!r:.60}.")
    first, last = (
        [index for index, layer in enumerate(layers) if re.match(name, layer.name)] for name in layer_range
    )
    if not first or not last:
        raise LayerloomError(f"No layers of the model have names that match layer_range {layer_range!r:.80}.")
    if min(first) > max(last):
        return layers[min(last) : max(first) + 1]
    return layers[min(first) : max(last) + 1]


def _walk(layer: Any, expand: bool, depth: int = 0) -> Iterator[tuple[Any, int]]:
    yield layer, depth
    if expand:
        for inner in getattr(layer, "layers", None) or ():
            yield from _walk(inner, expand, depth + 1)


def _row(layer: Any, depth: int, branched: bool, show_trainable: bool, model: Any) -> list[str]:
    prefix = "   " * depth + "└ " if depth else ""
    row = [f"{prefix}{layer.name} ({_kind(layer)})", _shape(layer), _count(layer)]
    if branched:
        row.append(", ".join(_sources(layer, model)) or "-")
    if show_trainable:
        weights = getattr(layer, "weights", [])
        row.append("-" if not weights else "Y" if layer.trainable else "N")
    return row


def _kind(layer: Any) -> str:
    """Returns the class of a layer, or the class under which Keras knows an operation."""
    return layer.class_name if isinstance(layer, FunctionOperation) else type(layer).__name__


def _shape(layer: Any) -> str:
    """Returns the shape, or list of shapes, that the last call of a layer gave, ``?`` where there is none."""
    if layer._inbound_nodes:
        shapes = [str(tuple(tensor.shape)) for tensor in layer._inbound_nodes[-1].outputs]
        return shapes[0] if len(shapes) == 1 else f"[{', '.join(shapes)}]"
    built = getattr(layer, "_build_shapes", None)
    if not built or len(built) != 1:
        return "?"
    try:
        found = layer.compute_output_shape(next(iter(built.values())))
    except Exception:  # noqa: BLE001 - a user's layer may need more than a shape
        return "?"
    return str(found)


def _count(layer: Any) -> str:
    if not isinstance(layer, Layer):
        return "0"
    return f"{layer.count_params():,}" if layer.built else "0 (unbuilt)"


def _sources(layer: Any, model: Any) -> list[str]:
    mine = {id(node) for node in model._nodes}
    found = []
    for node in layer._inbound_nodes:
        for tensor in node.inputs if id(node) in mine else ():
            if tensor.history:
                source = tensor.history.node
                index = next(i for i, one in enumerate(source.operation._inbound_nodes) if one is source)
                found.append(f"{source.operation.name}[{index}][{tensor.history.tensor_index}]")
    return found


def _is_branched(model: Any) -> bool:
    """Tells whether a functional model is more than a chain, so that it must be said what comes from where."""
    nodes = [] if _is_sequential(model) else list(getattr(model, "_nodes", ()))
    depths: dict[int, int] = {}
    for node in reversed(nodes):  # the outputs come last
        depth = depths.setdefault(id(node), 0)
        for parent in node.parents:
            depths[id(parent)] = max(depth + 1, depths.get(id(parent), 0))
    mine = Counter(depths[id(node)] for node in nodes)
    calls = Counter(id(node.operation) for node in nodes)
    return (
        any(len(node.inputs) > 1 for node in nodes)
        or any(count > 1 for count in mine.values())
        or any(count > 1 for count in calls.values())
    )


def _totals(model: Any) -> list[str]:
    weights, trainable = model.weights, model.trainable_weights
    chosen = {id(v) for v in trainable}
    others = [v for v in weights if id(v) not in chosen]
    optimizer = getattr(model, "optimizer", None)
    state = list(optimizer.variables) if optimizer is not None and getattr(optimizer, "built", False) else []
    lines = [
        _total("Total params", [*weights, *state]),
        _total("Trainable params", trainable),
        _total("Non-trainable params", others),
    ]
    return [*lines, _total("Optimizer params", state)] if state else lines


def _total(title: str, variables: list[Any]) -> str:
    count = sum(v.size for v in variables)
    size = float(sum(v.size * _BYTES.get(v.dtype, 4) for v in variables))
    unit = "B"
    for bigger in ("KB", "MB", "GB", "TB"):
        if size < 1024:
            break
        size, unit = size / 1024, bigger
    return f" {title}: {count:,} ({size:.2f} {unit})"


_BYTES = {"float64": 8, "int64": 8, "uint64": 8, "float16": 2, "bool": 1, "uint8": 1, "int8": 1}
