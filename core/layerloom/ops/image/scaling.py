"""Scaling and moving of arrays along given axes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from layerloom.errors import FieldError
from layerloom.ops.arithmetic import maximum
from layerloom.ops.arrays import cast, moveaxis
from layerloom.ops.composite import composite
from layerloom.ops.image.common import in_floats, in_type
from layerloom.ops.linear import tensordot
from layerloom.ops.logic import greater, greater_equal, less, less_equal, logical_and, where
from layerloom.ops.math import absolute, clip, sin
from layerloom.ops.math import round as rounded
from layerloom.ops.reduce import sum as total
from layerloom.tensors import KerasTensor

__all__ = ["scale_and_translate"]


def _scaled(images: Any, scale: Any, translation: Any, output_shape: Sequence[int], **_: Any) -> KerasTensor:
    return KerasTensor(output_shape, images.dtype)


def scale_and_translate(
    images: Any,
    output_shape: Sequence[int],
    scale: Any,
    translation: Any,
    spatial_dims: Sequence[int],
    method: str,
    antialias: bool = True,
) -> Any:
    """Scales and moves an array: the point p of the input comes to lie at ``p * scale + translation``.

    Args:
        images: Array of any rank.
        output_shape: Shape of the result.
        scale: One factor for each of ``spatial_dims``.
        translation: One offset for each of ``spatial_dims``.
        spatial_dims: The axes that are scaled.
        method: "linear" (also "bilinear", "trilinear", "triangle"), "cubic" (also "bicubic", "tricubic"),
            "lanczos3" or "lanczos5".
        antialias: Whether pixels that become smaller are averaged rather than skipped.

    Returns:
        The array in its number type, 0 where nothing of the input lies.

    Raises:
        FieldError: If the method is unknown.
    """
    if method not in METHODS:
        raise FieldError(
            f"scale_and_translate: method must be one of {', '.join(map(repr, METHODS))}, got {method!r}."
        )
    return _scale_and_translate(
        images, scale, translation, output_shape=tuple(output_shape), spatial_dims=tuple(spatial_dims),
        method=method, antialias=antialias,
    )  # fmt: skip


@composite(shape=_scaled)
def _scale_and_translate(
    images: Any,
    scale: Any,
    translation: Any,
    /,
    output_shape: tuple[int, ...],
    spatial_dims: tuple[int, ...],
    method: str,
    antialias: bool,
) -> Any:
    y, scale, translation = in_floats(images), in_floats(scale), in_floats(translation)
    for place, axis in enumerate(spatial_dims):
        axis %= len(images.shape)
        weights = _weights(
            images.shape[axis],
            output_shape[axis],
            scale[place],
            translation[place],
            METHODS[method],
            antialias,
        )
        y = moveaxis(tensordot(y, cast(weights, dtype=y.dtype), axes=((axis,), (0,))), -1, axis)
    if y.dtype == images.dtype:
        return y
    values = np.asarray(images)
    return in_type(clip(rounded(y), x_min=values.min(), x_max=values.max()), images.dtype)


def _weights(
    size: int, output: int, scale: Any, translation: Any, kernel: Callable[[Any], Any], antialias: bool
) -> Any:
    """The weights (size, output) of every input in every output."""
    step = 1 / scale
    centre = (np.arange(output, dtype=scale.dtype) + 0.5) * step - translation * step - 0.5
    distance = absolute(centre[None, :] - np.arange(size, dtype=scale.dtype)[:, None])
    weights = kernel(distance / (maximum(step, 1.0) if antialias else 1.0))
    sums = total(weights, axis=0, keepdims=True)
    some = greater(absolute(sums), 1000 * float(np.finfo(np.float32).eps))
    weights = where(some, weights / where(some, sums, 1.0), 0.0)
    inside = logical_and(greater_equal(centre, -0.5), less_equal(centre, size - 0.5))
    return where(inside[None, :], weights, 0.0)


def _triangle(x: Any) -> Any:
    return maximum(1 - x, 0.0)


def _cubic(x: Any) -> Any:
    near = ((x * 1.5 - 2.5) * x) * x + 1.0
    far = ((x * -0.5 + 2.5) * x - 4.0) * x + 2.0
    return where(less(x, 1), near, where(less(x, 2), far, 0.0))


def _lanczos(radius: int) -> Callable[[Any], Any]:
    def kernel(x: Any) -> Any:
        some = greater(x, 1e-3)
        safe = where(some, x, 1.0)
        wave = sin(safe * math.pi) * sin(safe * (math.pi / radius)) * radius / (safe * safe * math.pi**2)
        return where(greater(x, radius), 0.0, where(some, wave, 1.0))

    return kernel


METHODS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("linear", "bilinear", "trilinear", "triangle"), _triangle),
    **dict.fromkeys(("cubic", "bicubic", "tricubic"), _cubic),
    "lanczos3": _lanczos(3),
    "lanczos5": _lanczos(5),
}
