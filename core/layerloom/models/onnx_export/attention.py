"""Layers of attention as operators of ONNX."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from layerloom.layers.attention.seeing import seen_values
from layerloom.models.onnx_export.graph import Graph, Value
from layerloom.models.onnx_export.plain import einsum_dense

#: By the name that layers give them: of queries, values and keys, and which queries see which values.
Masks = Mapping[str, Value]


def headed(
    graph: Graph,
    layer: Any,
    query: Value,
    value: Value,
    key: Value | None = None,
    causal: bool = False,
    masks: Masks | None = None,
    with_scores: bool = False,
) -> list[str]:
    """MultiHeadAttention, GroupQueryAttention."""
    query_dense, key_dense, value_dense, output_dense = layer._projections()
    q = einsum_dense(graph, query_dense, query)
    k = _spread(graph, layer, einsum_dense(graph, key_dense, value if key is None else key))
    v = _spread(graph, layer, einsum_dense(graph, value_dense, value))
    product, combination, axes = layer._equations(query.rank + 1)
    scores = graph.add("Einsum", k, graph.scalar("Mul", q, layer._scale), equation=product)
    seen, known = _seen(graph, query, value, masks or {}, causal, layer.sliding_window)
    if seen is not None:
        more = len(product.partition("->")[2]) - known
        if more > 0:  # the heads lie before the axes of attention
            place = max(known - 2 * len(axes), 0)
            seen = graph.add("Unsqueeze", seen, graph.whole(*range(place, place + more)))
        scores = graph.add("Where", seen, scores, graph.constant(np.float32(-1e9)))
    shares = _shares(graph, scores, axes)
    by_scores = layer.dropout > 0 or with_scores or query.rank != 3
    # A query that sees nothing finds nothing; the other way takes the mean.
    if seen is not None and by_scores and not layer.mask_beside_tensors:
        shares = graph.add("Where", seen, shares, graph.constant(np.float32(0)))
    found = graph.add("Einsum", shares, v, equation=combination)
    if layer.use_gate:
        found = graph.add("Mul", found, einsum_dense(graph, layer._gate_dense, query))
    output = einsum_dense(graph, output_dense, Value(found, ()))
    return [output, shares] if with_scores else [output]


def of_sequences(
    graph: Graph,
    layer: Any,
    query: Value,
    value: Value,
    key: Value | None = None,
    causal: bool = False,
    masks: Masks | None = None,
    with_scores: bool = False,
) -> list[str]:
    """Attention, AdditiveAttention."""
    keys = graph.cast(value if key is None else key)
    if getattr(layer, "score_mode", "") == "dot":
        scores = graph.add("MatMul", graph.cast(query), graph.transpose(keys, (0, 2, 1)))
        scores = (
            scores if layer.scale is None else graph.add("Mul", scores, graph.constant(layer.scale.numpy()))
        )
    else:
        scores = _summed(graph, layer, graph.cast(query), keys)
    given = masks or {}
    of_values = {name: mask for name, mask in given.items() if name == "value_mask"}
    seen, _ = _seen(graph, query, value, of_values, causal, None)
    if seen is not None:
        away = graph.scalar("Sub", scores, 1e9)
        scores = graph.add("Where", seen, scores, away)
    shares = graph.add("Softmax", scores, axis=-1)
    found = graph.add("MatMul", shares, graph.cast(value))
    if (counts := given.get("query_mask")) is not None:
        flags = graph.add("Unsqueeze", graph.cast(counts, "bool"), graph.whole(-1))
        found = graph.add("Where", flags, found, graph.constant(np.float32(0)))
    return [found, shares] if with_scores else [found]


def _summed(graph: Graph, layer: Any, query: str, key: str) -> str:
    """Returns the scores that come from the sum of query and key."""
    x = graph.add(
        "Add", graph.add("Unsqueeze", query, graph.whole(2)), graph.add("Unsqueeze", key, graph.whole(1))
    )
    scale = None if layer.scale is None else graph.constant(layer.scale.numpy())
    weight = getattr(layer, "concat_score_weight", None)
    if weight is not None:  # Attention scales within the bend, AdditiveAttention behind it
        x = graph.add("Tanh", x if scale is None else graph.add("Mul", x, scale))
        return graph.add("Mul", graph.reduce("Sum", x, (-1,), keepdims=False), graph.constant(weight.numpy()))
    x = graph.add("Tanh", x)
    return graph.reduce("Sum", x if scale is None else graph.add("Mul", x, scale), (-1,), keepdims=False)


def _shares(graph: Graph, scores: str, axes: Any) -> str:
    if len(axes) == 1:
        return graph.add("Softmax", scores, axis=axes[0])
    power = graph.add("Exp", graph.add("Sub", scores, graph.reduce("Max", scores, axes)))
    return graph.add("Div", power, graph.reduce("Sum", power, axes))


def _seen(
    graph: Graph, query: Value, value: Value, masks: Masks, causal: bool, window: int | None
) -> tuple[str | None, int]:
    """Returns which values a query sees, true in (batch or 1, queries, values), and how many axes that has.

    It is nothing if each query sees all of them.
    """
    parts, rank = [], 3
    if causal or window:
        parts.append(_near(graph, query, value, causal, window))
    places = {"query_mask": -1, "value_mask": -2, "key_mask": -2}
    for name, mask in masks.items():
        flags = graph.cast(mask, "bool")
        if name in places:
            flags = graph.add("Unsqueeze", flags, graph.whole(places[name]))
        rank = max(rank, mask.rank + (name in places))
        parts.append(flags)
    found = None
    for part in parts:
        found = part if found is None else graph.add("And", found, part)
    return found, rank


def _near(graph: Graph, query: Value, value: Value, causal: bool, window: int | None) -> str:
    """Returns which values a query may see by their places alone, for numbers of steps that may be open."""
    queries, values = query.shape[1], value.shape[1]
    if queries is not None and values is not None:
        table = np.asarray(seen_values(queries, values, causal=causal, window=window))
        return graph.constant(table.reshape(1, queries, values))
    first, step = graph.constant(np.int64(0)), graph.constant(np.int64(1))
    places = []
    for x, axis in ((query, 1), (value, 0)):
        count = graph.add("Squeeze", graph.add("Shape", x.name, start=1, end=2))
        places.append(
            graph.add("Unsqueeze", graph.add("Range", first, count, step), graph.whole(0, axis + 1))
        )
    away = graph.add("Sub", *places)
    parts = [graph.add("GreaterOrEqual", away, first)] if causal else []
    if window:
        parts.append(graph.add("Less", graph.add("Abs", away), graph.constant(np.int64(window))))
    return parts[0] if len(parts) == 1 else graph.add("And", *parts)


def _spread(graph: Graph, layer: Any, x: str) -> str:
    """Gives keys or values as many heads as queries have."""
    heads = getattr(layer, "num_key_value_heads", None)
    if heads is None:
        return x
    places = np.repeat(np.arange(heads), layer.num_query_heads // heads)
    return graph.add("Gather", x, graph.constant(places), axis=2)
