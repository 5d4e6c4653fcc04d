"""Affine and projective transforms of images."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.errors import ShapeError
from layerloom.kernels import sampling, warping
from layerloom.ops.composite import as_value, composite, like_first
from layerloom.ops.image.common import checked_choice, checked_images, in_batches
from layerloom.tensors import Array, primitive

__all__ = ["affine_transform", "perspective_transform"]

INTERPOLATIONS = ("nearest", "bilinear")
FILL_MODES = ("constant", "nearest", "wrap", "reflect")


def _affine_shape(images: Any, transform: Any, **_: Any) -> Any:
    return like_first(checked_images(images, "affine_transform"))


@composite(shape=_affine_shape)
def affine_transform(
    images: Any,
    transform: Any,
    /,
    interpolation: str = "bilinear",
    fill_mode: str = "constant",
    fill_value: float = 0,
    data_format: str | None = None,
) -> Any:
    """Moves, turns, stretches and tilts images.

    Args:
        images: One image or a batch of them.
        transform: ``[a0, a1, a2, b0, b1, b2, c0, c1]``, one row for all images or one for each: the output's
            point (x, y) shows the input's point ((a0 x + a1 y + a2) / k, (b0 x + b1 y + b2) / k) with
            k = c0 x + c1 y + 1. No gradient goes to it.
        interpolation: "nearest" or "bilinear".
        fill_mode: What lies outside: "constant", "nearest", "wrap" or "reflect".
        fill_value: The number outside with "constant".
        data_format: Where images keep their channels.

    Returns:
        Images of the same shape and number type.

    Raises:
        ValueError: If an argument is none of those above.
    """
    checked_choice(interpolation, INTERPOLATIONS, "interpolation", "affine_transform")
    checked_choice(fill_mode, FILL_MODES, "fill_mode", "affine_transform")
    if len(transform.shape) not in (1, 2) or transform.shape[-1] != 8:
        raise ShapeError(
            "affine_transform: transform must be 8 numbers, or a row of 8 for each image, got shape "
            f"{tuple(transform.shape)}."
        )
    how = {"linear": interpolation == "bilinear", "mode": fill_mode, "fill": fill_value}
    return in_batches(
        images,
        data_format,
        lambda x: _warp(x, np.asarray(transform).reshape(-1, 8), **how),
        "affine_transform",
    )


def _perspective_shape(images: Any, start_points: Any, end_points: Any, **_: Any) -> Any:
    return like_first(checked_images(images, "perspective_transform"))


@composite(shape=_perspective_shape)
def perspective_transform(
    images: Any,
    start_points: Any,
    end_points: Any,
    /,
    interpolation: str = "bilinear",
    fill_value: float = 0,
    data_format: str | None = None,
) -> Any:
    """Pulls four points of images to other places.

    Args:
        images: One image or a batch of them.
        start_points: Four points (x, y) in the input, of shape (4, 2) or (batch, 4, 2).
        end_points: Where they come to lie in the output, of the same shape.
        interpolation: "nearest" or "bilinear".
        fill_value: The number outside.
        data_format: Where images keep their channels.

    Returns:
        Images of the same shape and number type.

    Raises:
        ValueError: If an argument is none of those above.
    """
    checked_choice(interpolation, INTERPOLATIONS, "interpolation", "perspective_transform")
    start, end = (np.asarray(as_value(p), np.float32) for p in (start_points, end_points))
    if start.shape != end.shape or start.ndim not in (2, 3) or start.shape[-2:] != (4, 2):
        raise ShapeError(
            "perspective_transform: start_points and end_points must both have the shape (4, 2) or (batch, 4, 2), "
            f"got {start.shape} and {end.shape}."
        )
    transform = warping.homography(start.reshape(-1, 4, 2), end.reshape(-1, 4, 2))
    how = {"linear": interpolation == "bilinear", "mode": "constant", "fill": fill_value}
    return in_batches(images, data_format, lambda x: _warp(x, transform, **how), "perspective_transform")


@primitive(shape=lambda images, transforms, **_: tuple(images.shape))
def _warp(images: Array, transforms: Array, /, linear: bool, mode: str, fill: float) -> Array:
    batch, height, width, channels = images.shape
    if len(transforms) not in (1, batch):
        raise ShapeError(
            f"There are {batch} images, but {len(transforms)} transforms: give one, or one for each."
        )
    indices, weights = warping.warp_stencil(transforms, batch, (height, width), linear, mode)
    kind = images.dtype if images.dtype.kind == "f" else np.dtype(np.float32)
    y = sampling.gather(images.reshape(-1, channels).astype(kind, copy=False), indices, weights)
    if mode == "constant" and fill:
        y += (fill * (1 - weights.sum(axis=0)))[:, None].astype(kind)
    return y.reshape(images.shape).astype(images.dtype, copy=False)


@primitive(shape=lambda dy, transforms, **_: tuple(dy.shape))
def _unwarp(dy: Array, transforms: Array, /, linear: bool, mode: str) -> Array:
    batch, height, width, channels = dy.shape
    indices, weights = warping.warp_stencil(transforms, batch, (height, width), linear, mode)
    return sampling.scatter(dy.reshape(-1, channels), indices, weights, batch * height * width).reshape(
        dy.shape
    )


_warp.gradient(
    lambda dy, y, images, transforms, *, linear, mode, fill: _unwarp(
        dy, transforms, linear=linear, mode=mode
    ),
    None,
)
_unwarp.gradient(
    lambda ddx, dx, dy, transforms, *, linear, mode: _warp(
        ddx, transforms, linear=linear, mode=mode, fill=0.0
    ),
    None,
)
