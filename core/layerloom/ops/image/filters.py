"""Filters on images: blur, edges, and the similarity that is measured with a blur."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import config
from layerloom.errors import FieldError, ShapeError
from layerloom.ops.arrays import stack
from layerloom.ops.composite import as_value, composite, like_first
from layerloom.ops.depthwise import depthwise_conv
from layerloom.ops.image.common import checked_images, in_batches, in_floats, in_type
from layerloom.ops.indexing import getitem
from layerloom.ops.reduce import mean
from layerloom.ops.repeating import pad
from layerloom.ops.windows import channels_to_end, is_channels_first
from layerloom.tensors import Array, KerasTensor

__all__ = ["gaussian_blur", "sobel_edges", "ssim"]


def _blurred(images: Any, **_: Any) -> KerasTensor:
    return like_first(checked_images(images, "gaussian_blur"))


@composite(shape=_blurred)
def gaussian_blur(
    images: Any,
    /,
    kernel_size: tuple[int, int] = (3, 3),
    sigma: tuple[float, float] = (1.0, 1.0),
    data_format: str | None = None,
) -> Any:
    """Blurs images with a bell-shaped window; outside them is 0.

    Args:
        images: One image or a batch of them.
        kernel_size: The window's two sizes.
        sigma: The bell's two widths in pixels.
        data_format: Where images keep their channels.

    Returns:
        Images of the same shape and number type.

    Raises:
        FieldError: If a size or a width is not positive.
    """
    first, second = (int(n) for n in np.asarray(kernel_size).ravel())
    widths = tuple(float(s) for s in np.asarray(sigma).ravel())
    if min(first, second) < 1 or len(widths) != 2 or min(widths) <= 0:
        raise FieldError(
            f"gaussian_blur: kernel_size and sigma must be two positive numbers each, got {kernel_size} and {sigma}."
        )
    x = in_floats(images)
    y = in_batches(
        x, data_format, lambda x: blur(x, (first, second), (widths[0], widths[1])), "gaussian_blur"
    )
    return in_type(y, images.dtype)


def blur(x: Any, size: tuple[int, int], sigma: tuple[float, float]) -> Any:
    """Blurs float images (batch, height, width, channels)."""
    # Keras lays the second bell along the height, and reads the product anew where the sizes differ.
    rows, columns = bell(size[1], sigma[1]), bell(size[0], sigma[0])
    if size[0] == size[1]:
        x = _filtered(x, rows.reshape(-1, 1), "same")
        return _filtered(x, columns.reshape(1, -1), "same")
    return _filtered(x, np.outer(rows, columns).reshape(size), "same")


def bell(size: int, sigma: float) -> Array:
    """Returns the weights of a bell-shaped window, which sum to 1."""
    x = np.arange(size) - (size - 1) / 2
    weights = np.exp(-0.5 * (x / sigma) ** 2)
    found: Array = weights / weights.sum()
    return found


def _filtered(x: Any, window: Array, padding: str) -> Any:
    channels = x.shape[-1]
    kernel = np.broadcast_to(window[:, :, None, None], (*window.shape, channels, 1))
    return depthwise_conv(
        x, np.ascontiguousarray(kernel, x.dtype), padding=padding, data_format="channels_last"
    )


def _edges(images: Any, data_format: str | None = None) -> KerasTensor:
    return KerasTensor((*_batched(images).shape, 2), images.dtype)


def _batched(images: Any) -> Any:
    if len(images.shape) != 4:
        raise ShapeError(f"sobel_edges takes a batch of images (4 axes), got shape {tuple(images.shape)}.")
    return images


@composite(shape=_edges)
def sobel_edges(images: Any, /, data_format: str | None = None) -> Any:
    """How steeply brightness changes at every pixel, after Sobel.

    Args:
        images: A batch of images.
        data_format: Where images keep their channels.

    Returns:
        The images' shape and a last axis of two: down and to the right.
    """
    first = is_channels_first(data_format)
    rows, columns = (2, 3) if first else (1, 2)
    widths = tuple((1, 1) if axis in (rows, columns) else (0, 0) for axis in range(4))
    x = pad(in_floats(_batched(images)), pad_width=widths, mode="reflect")
    down = _smooth(_part(x, rows, 2) - _part(x, rows, 0), columns)
    right = _smooth(_part(x, columns, 2) - _part(x, columns, 0), rows)
    return stack([down, right], axis=-1)


def _part(x: Any, axis: int, start: int) -> Any:
    """All but two elements of an axis."""
    stop = x.shape[axis] - 2 + start
    return getitem(x, key=(*(slice(None),) * axis, slice(start, stop)))


def _smooth(x: Any, axis: int) -> Any:
    return _part(x, axis, 0) + _part(x, axis, 1) * 2 + _part(x, axis, 2)


def _similarity(image1: Any, image2: Any, **_: Any) -> KerasTensor:
    shape = checked_images(image1, "ssim").shape
    checked_images(image2, "ssim")
    dtype = image1.dtype if np.dtype(image1.dtype).kind == "f" else config.floatx()
    return KerasTensor(shape[:-3], dtype)


@composite(shape=_similarity)
def ssim(
    image1: Any,
    image2: Any,
    /,
    max_val: float = 1.0,
    filter_size: int = 11,
    filter_sigma: float = 1.5,
    k1: float = 0.01,
    k2: float = 0.03,
    data_format: str | None = None,
) -> Any:
    """The structural similarity of images, after Wang and others (2004): 1 for equal ones.

    Args:
        image1: One image or a batch of them.
        image2: Images of the same shape.
        max_val: The greatest value of a pixel.
        filter_size: Size of the window in which images are compared.
        filter_sigma: Width of the bell in it.
        k1: Keeps dark parts from counting too much.
        k2: Keeps plain parts from counting too much.
        data_format: Where images keep their channels.

    Returns:
        One number for each pair of images.

    Raises:
        ShapeError: If the images have different shapes, or are smaller than the window.
    """
    if tuple(image1.shape) != tuple(image2.shape):
        raise ShapeError(
            f"ssim compares images of one shape, got {tuple(image1.shape)} and {tuple(image2.shape)}."
        )
    _similarity(image1, image2)
    single = len(image1.shape) == 3
    a, b = (in_floats(x)[None] if single else in_floats(x) for x in (image1, image2))
    if is_channels_first(data_format):
        a, b = channels_to_end(a), channels_to_end(b)
    window = np.outer(bell(filter_size, filter_sigma), bell(filter_size, filter_sigma))

    def local(x: Any) -> Any:
        return _filtered(x, window, "valid")

    mean1, mean2 = local(a), local(b)
    squares, product = mean1 * mean1 + mean2 * mean2, mean1 * mean2
    spread, shared = local(a * a + b * b) - squares, local(a * b) - product
    c1, c2 = (k1 * max_val) ** 2, (k2 * max_val) ** 2
    found = ((product * 2 + c1) * (shared * 2 + c2)) / ((squares + c1) * (spread + c2))
    similarity = mean(found, axis=(1, 2, 3))
    return as_value(similarity[0] if single else similarity)
