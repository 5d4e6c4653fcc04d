"""Numbers that are drawn by chance, anew each time that the file is run."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from layerloom.models.onnx_export.graph import Graph, NoOnnxError, Value
from layerloom.models.onnx_export.primitives.call import sized
from layerloom.models.onnx_export.primitives.special import erfinv

#: Sizes of what is drawn, one by one with ``None`` where the settings tell them, or as the name of a tensor of them.
Sizes = Sequence[Any]
#: Gives the name of a draw and its number type.
Draw = Callable[[Graph, Sizes, dict[str, Any]], tuple[str, str]]

#: How many numbers an even draw of 32-bit floats tells apart, and how many two of them draw evenly enough.
_STEPS = 2**24
_MOST_NUMBERS = 2**40


def _plain(operator: str) -> Draw:
    def write(graph: Graph, sizes: Sizes, settings: dict[str, Any]) -> tuple[str, str]:
        return graph.add(operator, _like(graph, sizes)), "float32"

    return write


def _like(graph: Graph, sizes: Sizes) -> str:
    shape = sizes if isinstance(sizes, str) else sized(graph, sizes)
    return graph.add("Expand", graph.constant(np.float32(0)), shape)


def _uniform(graph: Graph, sizes: Sizes) -> str:
    return graph.add("RandomUniformLike", _like(graph, sizes))


def _truncated(graph: Graph, sizes: Sizes, settings: dict[str, Any]) -> tuple[str, str]:
    """Within two deviations: what the inverse of erf makes of an even draw between its values there."""
    share = graph.scalar("Sub", graph.scalar("Mul", _uniform(graph, sizes), 2.0), 1.0)
    bent = erfinv(graph, graph.scalar("Mul", share, math.erf(math.sqrt(2.0))))
    return graph.scalar("Mul", bent, math.sqrt(2.0)), "float32"


def _whole(graph: Graph, sizes: Sizes, settings: dict[str, Any]) -> tuple[str, str]:
    low, high = settings["low"], settings["high"]
    if high - low > _MOST_NUMBERS:
        raise NoOnnxError(
            f"Drawing whole numbers from {low} to {high} is not written as ONNX: there are too many."
        )
    if high - low <= _STEPS:
        found = _digit(graph, sizes, high - low)
    else:  # two draws are the digits of a number that is far greater
        first = graph.add("Mul", _digit(graph, sizes, _STEPS), graph.constant(np.int64(_STEPS)))
        whole = graph.add("Add", first, _digit(graph, sizes, _STEPS))
        found = graph.add("Mod", whole, graph.constant(np.int64(high - low)))
    return graph.add("Add", found, graph.constant(np.int64(low))), "int64"


def _digit(graph: Graph, sizes: Sizes, count: int) -> str:
    share = graph.add("Floor", graph.scalar("Mul", _uniform(graph, sizes), float(count)))
    found = graph.cast(Value(share, ()), "int64")
    return graph.add("Min", found, graph.constant(np.int64(count - 1)))  # which rounding may pass


def _classes(graph: Graph, sizes: Sizes, settings: dict[str, Any]) -> tuple[str, str]:
    """The greatest of scores with noise of Gumbel's distribution."""
    logits: Value = settings["logits"]
    rows = graph.cast(logits)
    parts = (
        graph.add("Shape", rows, start=0, end=1),
        graph.whole(int(sizes[1])),
        graph.add("Shape", rows, start=1),
    )
    share = graph.add("RandomUniformLike", _like(graph, graph.add("Concat", *parts, axis=0)))
    noise = graph.add("Neg", graph.add("Log", graph.add("Neg", graph.add("Log", share))))
    scores = graph.add("Add", graph.add("Unsqueeze", rows, graph.whole(1)), noise)
    return graph.add("ArgMax", scores, axis=-1, keepdims=0), "int64"


def _kept(graph: Graph, sizes: Sizes, settings: dict[str, Any]) -> tuple[str, str]:
    """1 / (1 - rate) where something stays, else 0."""
    rate = settings["rate"]
    stays = graph.scalar("GreaterOrEqual", _uniform(graph, sizes), rate)
    scale = 1.0 / (1.0 - rate) if rate < 1 else 0.0
    return graph.add(
        "Where", stays, graph.constant(np.float32(scale)), graph.constant(np.float32(0))
    ), "float32"


DRAWS: dict[str, Draw] = {
    "classes": _classes,
    "kept": _kept,
    "normal": _plain("RandomNormalLike"),
    "truncated": _truncated,
    "uniform": _plain("RandomUniformLike"),
    "whole": _whole,
}
