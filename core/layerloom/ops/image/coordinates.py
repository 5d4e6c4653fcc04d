"""Values of arrays at given coordinates, and the elastic deformation that is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom import random
from layerloom.errors import FieldError, ShapeError
from layerloom.kernels import sampling
from layerloom.ops.arrays import stack
from layerloom.ops.composite import composite, like_first
from layerloom.ops.image.common import checked_choice, checked_images, in_batches, in_floats, in_type
from layerloom.ops.image.filters import blur
from layerloom.tensors import Array, KerasTensor, primitive, wrap

__all__ = ["elastic_transform", "map_coordinates"]

INTERPOLATIONS = ("nearest", "bilinear")
FILL_MODES = ("constant", "nearest", "wrap", "reflect")


def _mapped(inputs: Any, coordinates: Any, *_: Any, **__: Any) -> KerasTensor:
    if len(coordinates.shape) < 2 or coordinates.shape[0] not in (None, len(inputs.shape)):
        raise ShapeError(
            "map_coordinates: coordinates must have at least two axes, of which the first has one entry for each axis "
            f"of the inputs, {len(inputs.shape)}; got shape {tuple(coordinates.shape)}."
        )
    return KerasTensor(coordinates.shape[1:], inputs.dtype)


@composite(shape=_mapped)
def map_coordinates(
    inputs: Any, coordinates: Any, /, order: int, fill_mode: str = "constant", fill_value: float = 0
) -> Any:
    """The values of an array at coordinates between its elements.

    Args:
        inputs: Array of any rank.
        coordinates: One array of places for each axis of the inputs, (rank, ...).
        order: 0 for the nearest element, 1 for linear interpolation.
        fill_mode: What lies outside (abc): "constant", "nearest" (aa|abc|cc), "wrap" (bc|abc|ab), "mirror"
            (cb|abc|ba) or "reflect" (ba|abc|cb).
        fill_value: The number outside with "constant".

    Returns:
        An array of the coordinates' shape without its first axis, in the inputs' number type.

    Raises:
        ValueError: If an argument is none of those above.
    """
    _mapped(inputs, coordinates)
    checked_choice(fill_mode, sampling.FILL_MODES, "fill_mode", "map_coordinates")
    if order not in (0, 1):
        raise FieldError(f"map_coordinates: order must be 0 or 1, got {order!r}.")
    how = {"order": order, "mode": fill_mode}
    y = _sample(in_floats(inputs), in_floats(coordinates), **how, fill=fill_value)
    return in_type(y, inputs.dtype)


def _stencil(sizes: Sequence[int], coordinates: Array, order: int, mode: str) -> tuple[Array, Array]:
    axes = [
        sampling.neighbours(c.reshape(-1), size, order == 1, mode)
        for c, size in zip(coordinates, sizes, strict=True)
    ]
    return sampling.stencil(axes, tuple(sizes))


@primitive(shape=lambda inputs, coordinates, **_: tuple(coordinates.shape[1:]))
def _sample(inputs: Array, coordinates: Array, /, order: int, mode: str, fill: float) -> Array:
    indices, weights = _stencil(inputs.shape, coordinates, order, mode)
    y = sampling.gather(inputs.reshape(-1, 1), indices, weights)[:, 0]
    if mode == "constant" and fill:
        y = y + (fill * (1 - weights.sum(axis=0))).astype(y.dtype)
    return y.reshape(coordinates.shape[1:])


@primitive(shape=lambda dy, coordinates, shape, **_: tuple(shape))
def _sample_inputs(dy: Array, coordinates: Array, /, shape: tuple[int, ...], order: int, mode: str) -> Array:
    indices, weights = _stencil(shape, coordinates, order, mode)
    return sampling.scatter(dy.reshape(-1, 1), indices, weights, int(np.prod(shape))).reshape(shape)


def _along_coordinates(
    dy: Any, y: Any, inputs: Any, coordinates: Any, *, order: int, mode: str, fill: float
) -> Any:
    """The gradient for coordinates: how the value changes from the element before to the one behind."""
    if order == 0:
        return None
    low = np.floor(np.asarray(coordinates))
    slopes = []
    for axis in range(len(inputs.shape)):
        ends = []
        for step in (0, 1):
            parts = [coordinates[a] if a != axis else wrap(low[a] + step) for a in range(len(inputs.shape))]
            ends.append(_sample(inputs, stack(parts, axis=0), order=order, mode=mode, fill=fill))
        slopes.append(dy * (ends[1] - ends[0]))
    return stack(slopes, axis=0)


_sample.gradient(
    lambda dy, y, inputs, coordinates, *, order, mode, fill: _sample_inputs(
        dy, coordinates, shape=tuple(inputs.shape), order=order, mode=mode
    ),
    _along_coordinates,
)
_sample_inputs.gradient(
    lambda ddx, dx, dy, coordinates, *, shape, order, mode: _sample(
        ddx, coordinates, order=order, mode=mode, fill=0.0
    ),
    lambda ddx, dx, dy, coordinates, *, shape, order, mode: _along_coordinates(
        dy, dx, ddx, coordinates, order=order, mode=mode, fill=0.0
    ),
)


def _elastic_shape(images: Any, **_: Any) -> KerasTensor:
    return like_first(checked_images(images, "elastic_transform"))


@composite(shape=_elastic_shape)
def elastic_transform(
    images: Any,
    /,
    alpha: float = 20.0,
    sigma: float = 5.0,
    interpolation: str = "bilinear",
    fill_mode: str = "reflect",
    fill_value: float = 0.0,
    seed: Any = None,
    data_format: str | None = None,
) -> Any:
    """Distorts images as if drawn on rubber, each in its own random way.

    Args:
        images: One image or a batch of them.
        alpha: How far points move.
        sigma: How smoothly, in pixels.
        interpolation: "nearest" or "bilinear".
        fill_mode: What lies outside: "constant", "nearest", "wrap" or "reflect".
        fill_value: The number outside with "constant".
        seed: A whole number, a ``SeedGenerator`` or ``None``.
        data_format: Where images keep their channels.

    Returns:
        Images of the same shape and number type.

    Raises:
        ValueError: If an argument is none of those above.
    """
    checked_choice(interpolation, INTERPOLATIONS, "interpolation", "elastic_transform")
    checked_choice(fill_mode, FILL_MODES, "fill_mode", "elastic_transform")
    size = 6 * int(float(sigma)) | 1
    generator = random.generator(seed)

    def distorted(x: Any) -> Any:
        batch, height, width, _ = x.shape
        noise = generator.standard_normal((batch, height, width, 2), np.float32) * float(sigma)
        moves = np.asarray(blur(wrap(noise), (size, size), (float(sigma), float(sigma)))) * float(alpha)
        rows = np.arange(height)[:, None] + moves[..., 0]
        columns = np.arange(width)[None, :] + moves[..., 1]
        return _displace(
            x,
            rows=rows,
            columns=columns,
            order=INTERPOLATIONS.index(interpolation),
            mode=fill_mode,
            fill=fill_value,
        )

    return in_type(in_batches(in_floats(images), data_format, distorted, "elastic_transform"), images.dtype)


def _displacement(
    rows: Array, columns: Array, size: tuple[int, int], order: int, mode: str
) -> tuple[Array, Array]:
    around = (sampling.neighbours(p, n, order == 1, mode) for p, n in zip((rows, columns), size, strict=True))
    indices, weights = sampling.stencil(list(around), size)
    indices = indices + (np.arange(len(rows)) * (size[0] * size[1]))[:, None, None]
    return indices.reshape(len(indices), -1), weights.reshape(len(indices), -1)


@primitive(shape=lambda x, **_: tuple(x.shape))
def _displace(x: Array, /, rows: Array, columns: Array, order: int, mode: str, fill: float) -> Array:
    """Gives every pixel of images (batch, height, width, channels) the value at (rows, columns)."""
    indices, weights = _displacement(rows, columns, x.shape[1:3], order, mode)
    y = sampling.gather(x.reshape(-1, x.shape[-1]), indices, weights)
    if mode == "constant" and fill:
        y += (fill * (1 - weights.sum(axis=0)))[:, None].astype(y.dtype)
    return y.reshape(x.shape)


@primitive(shape=lambda dy, **_: tuple(dy.shape))
def _undisplace(dy: Array, /, rows: Array, columns: Array, order: int, mode: str) -> Array:
    indices, weights = _displacement(rows, columns, dy.shape[1:3], order, mode)
    flat = sampling.scatter(dy.reshape(-1, dy.shape[-1]), indices, weights, rows.size)
    return flat.reshape(dy.shape)


_displace.gradient(
    lambda dy, y, x, *, rows, columns, order, mode, fill: _undisplace(
        dy, rows=rows, columns=columns, order=order, mode=mode
    )
)
_undisplace.gradient(
    lambda ddx, dx, dy, *, rows, columns, order, mode: _displace(
        ddx, rows=rows, columns=columns, order=order, mode=mode, fill=0.0
    )
)
