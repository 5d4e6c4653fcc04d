"""Attention of queries to keys and values."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from layerloom.errors import ShapeError
from layerloom.ops.arrays import cast, transpose
from layerloom.ops.creation import convert_to_tensor
from layerloom.ops.linear import matmul
from layerloom.ops.logic import where
from layerloom.ops.math import tanh
from layerloom.ops.nonlinear import softmax
from layerloom.ops.repeating import repeat

__all__ = ["dot_product_attention"]


def dot_product_attention(
    query: Any,
    key: Any,
    value: Any,
    bias: Any = None,
    mask: Any = None,
    scale: float | None = None,
    is_causal: bool = False,
    flash_attention: bool | None = None,
    attn_logits_soft_cap: float | None = None,
) -> Any:
    """Averages values by how well their keys fit the queries, head by head.

    Args:
        query: Tensor (batch, queries, heads, size).
        key: Tensor (batch, values, heads, size); it may have a divisor of the heads.
        value: Tensor (batch, values, heads, value size), with as many heads as ``key``.
        bias: Added to the scores; broadcasts to (batch, heads, queries, values).
        mask: True where a query may see a value; broadcasts likewise.
        scale: Factor of the scores, by default ``1 / sqrt(size)``.
        is_causal: Whether a query sees only the values up to its own place.
        flash_attention: For calls of Keras; the result is the same.
        attn_logits_soft_cap: Limit that large scores only come near to, by way of tanh.

    Returns:
        A tensor (batch, queries, heads, value size).

    Raises:
        ValueError: If a tensor has other than four axes, or the heads do not fit.
    """
    query, key, value = (convert_to_tensor(x) for x in (query, key, value))
    shapes = [tuple(x.shape) for x in (query, key, value)]
    if any(len(shape) != 4 for shape in shapes):
        raise ShapeError(
            f"dot_product_attention takes tensors (batch, steps, heads, size), got {', '.join(map(str, shapes))}."
        )
    heads, own = shapes[0][2], shapes[1][2]
    if own != heads:
        if heads is None or own is None or heads % own:
            raise ShapeError(
                f"dot_product_attention: {own} heads of keys do not divide the {heads} of queries."
            )
        key, value = (repeat(x, heads // own, axis=2) for x in (key, value))
    factor = 1.0 / math.sqrt(shapes[1][3]) if scale is None else float(scale)
    scores = matmul(transpose(query * factor, axes=(0, 2, 1, 3)), transpose(key, axes=(0, 2, 3, 1)))
    kind = scores.dtype
    scores = cast(scores, dtype="float32") if kind == "float16" else scores
    if attn_logits_soft_cap is not None:
        scores = tanh(scores / attn_logits_soft_cap) * attn_logits_soft_cap
    if bias is not None:
        scores = scores + bias
    if is_causal:
        seen = causal_mask(shapes[0][1], shapes[1][1])
        mask = seen if mask is None else np.logical_and(np.asarray(mask), seen)
    if mask is not None:
        scores = where(mask, scores, float(np.finfo(scores.dtype).max) * -0.7)
    shares = cast(softmax(scores, axis=-1), dtype=kind)
    return transpose(matmul(shares, transpose(value, axes=(0, 2, 1, 3))), axes=(0, 2, 1, 3))


def causal_mask(queries: int, values: int) -> Any:
    """True where a value lies not behind its query: (queries, values)."""
    return np.tri(queries, values, dtype=bool)
