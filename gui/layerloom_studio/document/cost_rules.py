"""Products of layers that no kernel alone tells: einsum, attention, cells, dot products."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from layerloom.graph import LayerSpec
from layerloom.graph.layer_facts import Facts, TensorSpec

_GATES = {"SimpleRNNCell": 1, "GRUCell": 3, "LSTMCell": 4}
Tensors = Sequence[TensorSpec]


def einsum_dense(spec: LayerSpec, inputs: Tensors, facts: Facts) -> int | None:
    """One product for every choice of all the letters of the equation but the batch."""
    equation = str(spec.config.get("equation") or "").replace(" ", "")
    left, _, _ = equation.partition("->")
    first, _, second = left.partition(",")
    shape = inputs[0].shape
    if "." in first or not facts.weights or len(first) != len(shape):
        kernel = math.prod(facts.weights[0][0]) if facts.weights else None
        passed = shape[1:-1]
        # With dots the letters that are not named are those of the batch and the steps before the last axis.
        simple = first.replace("...", "") and len(first.replace("...", "")) == 1
        return _times(kernel, _count(passed)) if simple else None
    sizes: dict[str, int | None] = dict(zip(second, facts.weights[0][0], strict=False))
    sizes.update(zip(first[1:], shape[1:], strict=False))
    sizes.pop(first[0], None)
    return _count(list(sizes.values()))


def dot(spec: LayerSpec, inputs: Tensors, facts: Facts) -> int | None:
    """One product for every number of the result and every place of the axis that goes."""
    axes: Any = spec.config.get("axes")
    axis = axes[0] if isinstance(axes, (list, tuple)) and axes else axes
    if not isinstance(axis, int) or len(inputs) != 2:
        return None
    return _times(_count(facts.outputs[0].shape[1:]), inputs[0].shape[axis])


def attention(spec: LayerSpec, inputs: Tensors, facts: Facts) -> int | None:
    """Scores of every query with every key, and the sum of the values by them."""
    if not 2 <= len(inputs) <= 3:
        return None
    query, value, key = inputs[0].shape, inputs[1].shape, inputs[-1].shape
    pairs = _times(_count(query[1:-1]), value[-2])
    scored: int | None = key[-1]
    adds = spec.class_name == "AdditiveAttention" or spec.config.get("score_mode") == "concat"
    if adds and not spec.config.get("use_scale", spec.class_name == "AdditiveAttention"):
        scored = 0
    return None if scored is None or value[-1] is None else _times(pairs, scored + value[-1])


def grouped_attention(spec: LayerSpec, inputs: Tensors, facts: Facts) -> int | None:
    """Projections of queries, keys, values and of the result, the scores, and the sum by them."""
    query, value = inputs[0].shape, inputs[1].shape if len(inputs) > 1 else inputs[0].shape
    kernels = [math.prod(shape) for shape, _ in facts.weights if len(shape) == 3]
    if len(query) != 3 or len(value) != 3 or len(kernels) != 4 or query[1] is None or value[1] is None:
        return None
    heads, size = int(spec.config["num_query_heads"]), int(spec.config["head_dim"])
    projected = query[1] * (kernels[0] + kernels[3]) + value[1] * (kernels[1] + kernels[2])
    return projected + 2 * heads * size * query[1] * value[1]


def cells(spec: LayerSpec, inputs: Tensors, facts: Facts) -> int | None:
    """Input and recurrent kernel of every cell at every step."""
    cell = spec.config.get("cell")
    stacked = isinstance(cell, Mapping) and cell.get("class_name") == "StackedRNNCells"
    listed = (cell.get("config") or {}).get("cells") if stacked and isinstance(cell, Mapping) else [cell]
    wide, total = inputs[0].shape[-1], 0
    for item in listed if isinstance(listed, list) else ():
        gates = _GATES.get(str(item.get("class_name"))) if isinstance(item, Mapping) else None
        units = (item.get("config") or {}).get("units") if isinstance(item, Mapping) else None
        if gates is None or not isinstance(units, int) or wide is None:
            return None
        total += gates * units * (wide + units)
        wide = units
    return _times(total, inputs[0].shape[1]) if total else None


def convolving_cells(spec: LayerSpec, inputs: Tensors, facts: Facts) -> int | None:
    """Both kernels at every place of the result and every step."""
    kernel, recurrent = facts.weights[0][0], facts.weights[1][0]
    rank, shape = len(kernel) - 2, facts.outputs[0].shape
    first = spec.config.get("data_format") == "channels_first"
    places = shape[-rank:] if first else shape[-1 - rank : -1]
    return _times(_times(math.prod(kernel) + math.prod(recurrent), _count(places)), inputs[0].shape[1])


def reversible(spec: LayerSpec, inputs: Tensors, facts: Facts) -> int | None:
    """Nothing where rows are looked up; the other way round each row is multiplied by the input."""
    result = facts.outputs[0].shape
    if len(result) > len(inputs[0].shape):
        return 0
    return _times(_count(result[1:]), inputs[0].shape[-1])


def each_value(spec: LayerSpec, inputs: Tensors, facts: Facts) -> int | None:
    """One product for every number of the result."""
    return _count(facts.outputs[0].shape[1:])


def _count(sizes: Sequence[int | None]) -> int | None:
    return None if None in sizes else math.prod(size or 0 for size in sizes)


def _times(first: int | None, second: int | None) -> int | None:
    return None if first is None or second is None else first * second
