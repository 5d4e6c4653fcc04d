"""Layers that look words and numbers up or hash them; ONNX's tables belong to its part ``ai.onnx.ml``."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.models.onnx_export.graph import Graph, NoOnnxError, Value
from layerloom.models.onnx_export.hashes import bins, crossed


def lookup(graph: Graph, layer: Any, x: Value) -> str:
    """StringLookup, IntegerLookup."""
    title = f"{layer.name!r} ({type(layer).__name__})"
    text = layer.vocabulary_dtype == "string"
    if not layer._index:
        raise NoOnnxError(f"{title} has no vocabulary: call adapt(data) first, or give vocabulary.")
    if layer.invert:
        return _inverted(graph, layer, x, text)
    if layer.num_oov_indices == 0:
        raise NoOnnxError(
            f"{title} refuses what it does not know, which ONNX cannot: give num_oov_indices=1."
        )
    spread = layer.num_oov_indices > 1
    if spread and text:
        raise NoOnnxError(
            f"{title} spreads what it does not know by the bytes of texts, which no operator of ONNX can see: give "
            "num_oov_indices=1."
        )
    name = x.name if text else graph.cast(x, "int64")
    found = placed(graph, layer, name, unknown=-1 if spread else layer._oov_start())
    if spread:
        if layer.oov_method == "floormod":
            rest = graph.add("Mod", name, graph.constant(np.int64(layer.num_oov_indices)))
        else:
            rest = bins(graph, name, layer.num_oov_indices, layer.salt)
        missing = graph.add("Equal", found, graph.constant(np.int64(-1)))
        found = graph.add(
            "Where", missing, graph.add("Add", rest, graph.constant(np.int64(layer._oov_start()))), found
        )
    return encoded(graph, found, x, layer)


def hashing(graph: Graph, layer: Any, x: Value) -> str:
    """Hashing of whole numbers."""
    _refuse_texts(layer, x)
    masked = layer.mask_value is not None and layer.num_bins > 1
    numbers = graph.cast(x, "int64")
    found = bins(graph, numbers, layer.num_bins - masked, layer.salt)
    if masked:
        one = graph.constant(np.int64(1))
        same = graph.add("Equal", numbers, graph.constant(np.int64(layer.mask_value)))
        found = graph.add("Where", same, graph.constant(np.int64(0)), graph.add("Add", found, one))
    return _hashed(graph, layer, found, x)


def crossing(graph: Graph, layer: Any, *inputs: Value) -> str:
    """HashedCrossing of whole numbers."""
    for x in inputs:
        _refuse_texts(layer, x)
    found = crossed(graph, [graph.cast(x, "int64") for x in inputs], layer.num_bins)
    return _hashed(graph, layer, found, inputs[0])


def placed(graph: Graph, layer: Any, name: str, unknown: int) -> str:
    """Returns the place of each token in a layer's vocabulary; what is left out has one below -1."""
    text = layer.vocabulary_dtype == "string"
    tokens, places = list(layer._index), list(layer._index.values())
    if layer.mask_token is not None:
        tokens.append(layer.mask_token)
        places.append(0 if layer.output_mode == "int" else -2)
    return _label(graph, name, tokens, places, "strings" if text else "int64s", "int64s", unknown)


def encoded(graph: Graph, indices: str, x: Value, layer: Any) -> str:
    """Returns indices in the form of ``output_mode``; those outside of the columns leave no trace."""
    mode, depth = layer.output_mode, layer._depth() or 0
    if mode == "int":
        return indices
    if mode == "one_hot" and x.rank > 1 and x.shape[-1] == 1:
        indices = graph.add("Squeeze", indices, graph.whole(-1))
    columns = graph.constant(np.arange(depth))
    hits = graph.add("Equal", graph.add("Unsqueeze", indices, graph.whole(-1)), columns)
    rows = graph.add("Cast", hits, to=1)
    if mode == "one_hot":
        return rows
    found = graph.reduce("Max" if mode == "multi_hot" else "Sum", rows, (-2,), keepdims=False)
    if mode != "tf_idf":
        return found
    if layer._weights is None:
        raise NoOnnxError(
            f"{layer.name!r} ({type(layer).__name__}) has no idf_weights: call adapt(data) first."
        )
    return graph.add("Mul", found, graph.constant(layer._weights))


def _inverted(graph: Graph, layer: Any, x: Value, text: bool) -> str:
    words = layer.get_vocabulary()
    if layer._oov_start() == 0 and layer.mask_token is not None:
        words[0] = layer.mask_token
    name = graph.cast(x, "int64")
    return _label(
        graph,
        name,
        list(range(len(words))),
        words,
        "int64s",
        "strings" if text else "int64s",
        layer.oov_token,
    )


def _label(
    graph: Graph, name: str, keys: list[Any], values: list[Any], source: str, target: str, default: Any
) -> str:
    """Adds ONNX's table from keys to values."""
    graph.learning = True
    both = {f"keys_{source}": keys, f"values_{target}": values}
    both["default_string" if target == "strings" else "default_int64"] = default
    return graph.add("LabelEncoder", name, domain="ai.onnx.ml", **both)


def _refuse_texts(layer: Any, x: Value) -> None:
    if x.dtype == "string":
        raise NoOnnxError(
            f"{layer.name!r} ({type(layer).__name__}) hashes texts, whose bytes no operator of ONNX can see: look them "
            "up by StringLookup, or hash whole numbers."
        )


def _hashed(graph: Graph, layer: Any, found: str, x: Value) -> str:
    if layer.output_mode == "int":
        return graph.cast(Value(found, x.shape, "int64"), layer.compute_dtype)
    return encoded(graph, found, x, layer)
