"""Summaries: scalars, histograms, images and models as values of TensorBoard's event files."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom.callbacks.event_file import field
from layerloom.tensors import Array

_FLOAT, _DOUBLE, _STRING = 1, 2, 7  # TensorFlow's numbers of number types
_SCALAR, _TENSOR, _BLOBS = 1, 2, 3  # TensorBoard's kinds of data
_BUCKETS = 30


def scalar(tag: str, value: float) -> bytes:
    """Returns a number."""
    return _value(tag, _numbers(np.float32(value), _FLOAT), "scalars", _SCALAR)


def histogram(tag: str, values: Any) -> bytes:
    """Returns the distribution of an array's values in 30 buckets of equal width."""
    flat = np.asarray(values, dtype=np.float64).reshape(-1)
    flat = flat[np.isfinite(flat)]
    table = np.zeros((_BUCKETS, 3))  # left edge, right edge, count
    if flat.size:
        low, high = float(flat.min()), float(flat.max())
        if high > low:
            counts, edges = np.histogram(flat, bins=_BUCKETS, range=(low, high))
            table = np.stack([edges[:-1], edges[1:], counts], axis=1)
        else:
            table[:, :2] = low
            table[-1, 2] = flat.size
    return _value(tag, _numbers(table, _DOUBLE), "histograms", _TENSOR)


def images(tag: str, pictures: Any, limit: int = 3) -> bytes:
    """Returns pictures of shape (number, height, width, 1, 3 or 4 channels) with values from 0 to 1."""
    from PIL import Image

    pixels = np.clip(np.nan_to_num(np.asarray(pictures, dtype=np.float64)), 0, 1)
    pixels = np.round(pixels * 255).astype(np.uint8)
    parts: list[bytes] = [str(pixels.shape[2]).encode(), str(pixels.shape[1]).encode()]
    for picture in pixels[:limit]:
        out = io.BytesIO()
        Image.fromarray(picture[..., 0] if picture.shape[-1] == 1 else picture).save(out, format="PNG")
        parts.append(out.getvalue())
    return _value(tag, _strings(parts, (len(parts),)), "images", _BLOBS)


def keras_model(tag: str, json_text: str) -> bytes:
    """Returns a model as TensorBoard's graph page draws it, from the JSON of Keras 3."""
    return _value(tag, _strings([json_text.encode()], ()), "graph_keras_model", _BLOBS, b"1")


def _value(tag: str, tensor: bytes, plugin: str, kind: int, content: bytes = b"") -> bytes:
    plugin_data = field(1, plugin) + (field(2, content) if content else b"")
    metadata = field(1, plugin_data) + field(4, kind)
    return field(1, tag) + field(9, metadata) + field(8, tensor)


def _numbers(array: Any, kind: int) -> bytes:
    data: Array = np.asarray(array)
    little = data.astype(data.dtype.newbyteorder("<"), copy=False)
    return field(1, kind) + field(2, _shape(data.shape)) + field(4, little.tobytes())


def _strings(parts: Sequence[bytes], shape: Sequence[int]) -> bytes:
    return field(1, _STRING) + field(2, _shape(shape)) + b"".join(field(8, part) for part in parts)


def _shape(shape: Sequence[int]) -> bytes:
    return b"".join(field(2, field(1, size)) for size in shape)
