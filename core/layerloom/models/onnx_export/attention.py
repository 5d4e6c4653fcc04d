"""Layers of attention as operators of ONNX."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.layers.attention.seeing import seen_values
from layerloom.models.onnx_export.graph import Graph, NoOnnxError, Value
from layerloom.models.onnx_export.plain import einsum_dense


def headed(
    graph: Graph, layer: Any, query: Value, value: Value, key: Value | None = None, causal: bool = False
) -> str:
    """MultiHeadAttention, GroupQueryAttention."""
    title = f"{layer.name!r} ({type(layer).__name__})"
    query_dense, key_dense, value_dense, output_dense = layer._projections()
    q = einsum_dense(graph, query_dense, query)
    k = _spread(graph, layer, einsum_dense(graph, key_dense, value if key is None else key))
    v = _spread(graph, layer, einsum_dense(graph, value_dense, value))
    product, combination, axes = layer._equations(query.rank + 1)
    if len(axes) > 1:
        raise NoOnnxError(f"{title} attends along several axes, which is not written as ONNX.")
    scores = graph.add("Einsum", k, graph.scalar("Mul", q, layer._scale), equation=product)
    if causal or layer.sliding_window:
        scores = _hidden(graph, scores, query, value, causal, layer.sliding_window, title)
    shares = graph.add("Softmax", scores, axis=axes[0])
    found = graph.add("Einsum", shares, v, equation=combination)
    if layer.use_gate:
        found = graph.add("Mul", found, einsum_dense(graph, layer._gate_dense, query))
    return einsum_dense(graph, output_dense, Value(found, ()))


def of_sequences(
    graph: Graph, layer: Any, query: Value, value: Value, key: Value | None = None, causal: bool = False
) -> str:
    """Attention, AdditiveAttention."""
    title = f"{layer.name!r} ({type(layer).__name__})"
    keys = graph.cast(value if key is None else key)
    if getattr(layer, "score_mode", "") == "dot":
        scores = graph.add("MatMul", graph.cast(query), graph.transpose(keys, (0, 2, 1)))
        scores = (
            scores if layer.scale is None else graph.add("Mul", scores, graph.constant(layer.scale.numpy()))
        )
    else:
        scores = _summed(graph, layer, graph.cast(query), keys)
    if causal:
        scores = _hidden(graph, scores, query, value, causal, None, title)
    return graph.add("MatMul", graph.add("Softmax", scores, axis=-1), graph.cast(value))


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


def _hidden(
    graph: Graph, scores: str, query: Value, value: Value, causal: bool, window: int | None, title: str
) -> str:
    queries, values = query.shape[1], value.shape[1]
    if queries is None or values is None:
        raise NoOnnxError(f"{title} hides later steps, for which their number must be known.")
    mask = seen_values(queries, values, causal=causal, window=window)
    seen = np.asarray(mask).reshape(np.asarray(mask).shape[-2:])
    return graph.add("Where", graph.constant(seen), scores, graph.constant(np.float32(-1e9)))


def _spread(graph: Graph, layer: Any, x: str) -> str:
    """Gives keys or values as many heads as queries have."""
    heads = getattr(layer, "num_key_value_heads", None)
    if heads is None:
        return x
    places = np.repeat(np.arange(heads), layer.num_query_heads // heads)
    return graph.add("Gather", x, graph.constant(places), axis=2)
