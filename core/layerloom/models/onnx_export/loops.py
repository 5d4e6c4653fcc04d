"""Loops of code that is followed: operators whose body is what the code does in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from layerloom.models.onnx_export.graph import Graph, NoOnnxError, Shape, Value
from layerloom.tensors import KerasTensor

#: Makes the symbolic tensor of a value.
Symbol = Callable[[Value], KerasTensor]
#: Returns the value behind a symbolic tensor.
Behind = Callable[[Any], Value]


def scanned(
    graph: Graph,
    symbol: Symbol,
    behind: Behind,
    step: Callable[[list[Any], list[Any]], tuple[list[Any], list[Any]]],
    carried: Sequence[Any],
    rows: Sequence[Any],
    reverse: bool,
) -> tuple[list[Any], list[Any]]:
    """Writes a walk along the first axes of tensors.

    Args:
        graph: The graph.
        symbol: Makes symbols.
        behind: Finds the values of symbols.
        step: Function of what is carried and of one row of each tensor; gives what is carried on, and results.
        carried: What is carried at first.
        rows: The tensors, one at least.
        reverse: Whether to begin at the end; the results stand where their rows do.

    Returns:
        What is carried at last, and the results, stacked.
    """
    starts, sources = [*map(behind, carried)], [*map(behind, rows)]
    with graph.body() as nodes:
        before = [replace(value, name=graph.new_name("carried")) for value in starts]
        each = [Value(graph.new_name("row"), x.shape[1:], x.dtype) for x in sources]
        new, made = step([*map(symbol, before)], [*map(symbol, each)])
        after, results = _like(graph, [*map(behind, new)], starts), [*map(behind, made)]
        ends = [replace(x, name=graph.add("Identity", x.name)) for x in (*after, *results)]
    body = _body(graph, nodes, [*before, *each], ends)
    names = graph.add_many(
        "Scan", len(ends), *(x.name for x in (*starts, *sources)), body=body, num_scan_inputs=len(sources),
        scan_input_directions=[int(reverse)] * len(sources), scan_output_directions=[int(reverse)] * len(results),
    )  # fmt: skip
    count = sources[0].shape[0]
    last = [replace(x, name=name) for x, name in zip(after, names, strict=False)]
    stacks = [
        Value(name, (count, *x.shape), x.dtype) for x, name in zip(results, names[len(after) :], strict=True)
    ]
    return [*map(symbol, last)], [*map(symbol, stacks)]


def repeated(
    graph: Graph,
    symbol: Symbol,
    behind: Behind,
    goes_on: Callable[..., Any],
    step: Callable[..., list[Any]],
    state: Sequence[Any],
    most: int | None,
) -> list[Any]:
    """Writes a loop that goes on as long as a condition on its own results holds.

    Args:
        graph: The graph.
        symbol: Makes symbols.
        behind: Finds the values of symbols.
        goes_on: Function of the state that tells whether there is a further step.
        step: Function of the state that gives the next one.
        state: The first one.
        most: The most steps there may be.
    """
    starts = [*map(behind, map(_as_number, state))]
    first = graph.cast(behind(goes_on(*state)), "bool")
    with graph.body() as nodes:
        count, go = Value(graph.new_name("count"), (), "int64"), Value(graph.new_name("go"), (), "bool")
        before = [replace(value, name=graph.new_name("state")) for value in starts]
        new = _like(graph, [*map(behind, step(*map(symbol, before)))], starts)
        further = graph.cast(behind(goes_on(*map(symbol, new))), "bool")
        ends = [replace(go, name=graph.add("Identity", further))]
        ends += [replace(x, name=graph.add("Identity", x.name)) for x in new]
    body = _body(graph, nodes, [count, go, *before], ends)
    limit = "" if most is None else graph.constant(np.int64(most))
    names = graph.add_many("Loop", len(new), limit, first, *(x.name for x in starts), body=body)
    return [symbol(replace(x, name=name)) for x, name in zip(new, names, strict=True)]


def _like(graph: Graph, values: list[Value], starts: list[Value]) -> list[Value]:
    """Returns what a step gives in the number types of what it began with.

    Raises:
        NoOnnxError: If it has other axes.
    """
    if [x.rank for x in values] != [x.rank for x in starts]:
        raise NoOnnxError("A loop gives tensors with other axes than it takes, which is not written as ONNX.")
    return [
        Value(graph.cast(x, start.dtype), _common(x.shape, start.shape), start.dtype)
        for x, start in zip(values, starts, strict=True)
    ]


def _common(one: Shape, other: Shape) -> Shape:
    return tuple(a if a == b else None for a, b in zip(one, other, strict=True))


def _as_number(x: Any) -> Any:
    """Returns a plain number as Keras takes it, with 32 bits."""
    plain = isinstance(x, (int, float)) and not isinstance(x, bool)
    return np.asarray(x, np.int32 if isinstance(x, int) else np.float32) if plain else x


def _body(graph: Graph, nodes: list[Any], inputs: list[Value], outputs: list[Value]) -> Any:
    from onnx import TensorProto, helper

    def told(x: Value) -> Any:
        kind = (
            TensorProto.STRING if x.dtype == "string" else helper.np_dtype_to_tensor_dtype(np.dtype(x.dtype))
        )
        return helper.make_tensor_value_info(x.name, kind, [None] * x.rank)

    return helper.make_graph(nodes, graph.new_name("step"), [*map(told, inputs)], [*map(told, outputs)])
