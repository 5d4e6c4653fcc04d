"""Summaries: scalars, histograms, images and models as values of TensorBoard's event files."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from layerloom.callbacks.event_file import field
from layerloom.errors import FieldError
from layerloom.tensors import Array

_FLOAT, _DOUBLE, _STRING = 1, 2, 7  # TensorFlow's numbers of number types
_UNKNOWN, _SCALAR, _TENSOR, _BLOBS = 0, 1, 2, 3  # TensorBoard's kinds of data
_SUCCESS = 1  # the hyper-parameter page's number of a training that came to its end
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


def session_start(settings: Mapping[str, Any], group: str, time: float) -> bytes:
    """Returns the hyper-parameters of a training: numbers, texts and truth values by name.

    Args:
        settings: The hyper-parameters.
        group: Name that trainings with the same ones share.
        time: When it starts, in seconds since 1970.

    Raises:
        FieldError: If a value is none of these.
    """
    entries = b"".join(
        field(1, field(1, name) + field(2, _setting(name, settings[name]))) for name in sorted(settings)
    )
    return _hparams("session_start_info", field(3, entries + field(4, group) + field(5, float(time))))


def session_end(time: float) -> bytes:
    """Returns that a training with hyper-parameters came to its end."""
    return _hparams("session_end_info", field(4, field(1, _SUCCESS) + field(2, float(time))))


def _setting(name: str, value: Any) -> bytes:
    plain = value.item() if isinstance(value, np.generic) else value
    if isinstance(plain, bool):
        return field(4, plain)
    if isinstance(plain, (int, float)):
        return field(2, float(plain))
    if isinstance(plain, str):
        return field(3, plain)
    raise FieldError(
        f"A hyper-parameter must be a number, a text or a truth value, got {value!r} for {name!r}."
    )


def _hparams(tag: str, content: bytes) -> bytes:
    nothing = _numbers(np.zeros(0, np.float32), _FLOAT)
    return _value(f"_hparams_/{tag}", nothing, "hparams", _UNKNOWN, content)


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
