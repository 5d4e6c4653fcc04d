"""Changes of one picture: turned, moved, sheared, zoomed, brighter, of other colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom.errors import ShapeError
from layerloom.random import generator
from layerloom.tensors import Array
from layerloom.utils.images import array_to_img, img_to_array


def new_rng(seed: int | None = None) -> np.random.RandomState:
    """Returns Keras's own kind of random stream, from a seed or from the default stream."""
    start = int(generator().integers(2**32)) if seed is None else seed
    return np.random.RandomState(start)


def apply_affine_transform(
    x: Any,
    theta: float = 0,
    tx: float = 0,
    ty: float = 0,
    shear: float = 0,
    zx: float = 1,
    zy: float = 1,
    row_axis: int = 1,
    col_axis: int = 2,
    channel_axis: int = 0,
    fill_mode: str = "nearest",
    cval: float = 0.0,
    order: int = 1,
) -> Array:
    """Turns, moves, shears and zooms a picture round its middle.

    Args:
        x: Array of three axes.
        theta: Angle in degrees.
        tx: Columns to move it by, rows where ``col_axis`` comes first; as in Keras.
        ty: Rows to move it by, likewise.
        shear: Angle in degrees.
        zx: Zoom of the rows.
        zy: Zoom of the columns.
        row_axis: Axis of the rows.
        col_axis: Axis of the columns.
        channel_axis: Axis of the channels, the first or the last.
        fill_mode: What is put where there was no picture: nearest, constant, reflect or wrap.
        cval: The value of ``"constant"``.
        order: Order of the interpolation.

    Raises:
        ShapeError: If it is no picture, or the axes are not its axes.
    """
    from scipy import ndimage

    picture: Array = np.asarray(x)
    if picture.ndim != 3 or {row_axis, col_axis, channel_axis} != {0, 1, 2} or channel_axis == 1:
        raise ShapeError(
            f"A picture has rows, columns and channels (first or last), got shape {picture.shape} with the axes "
            f"{row_axis}, {col_axis} and {channel_axis}."
        )
    matrix = np.eye(3)
    if theta:
        cos, sin = np.cos(np.deg2rad(theta)), np.sin(np.deg2rad(theta))
        matrix = matrix @ [[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]]
    if tx or ty:
        matrix = matrix @ [[1, 0, tx], [0, 1, ty], [0, 0, 1]]
    if shear:
        angle = np.deg2rad(shear)
        matrix = matrix @ [[1, -np.sin(angle), 0], [0, np.cos(angle), 0], [0, 0, 1]]
    if zx != 1 or zy != 1:
        matrix = matrix @ np.diag([zx, zy, 1])
    if not (theta or tx or ty or shear or zx != 1 or zy != 1):
        return picture
    middle = np.array([picture.shape[row_axis], picture.shape[col_axis]]) / 2 - 0.5
    turn, offset = matrix[:2, :2], matrix[:2, 2] + middle - matrix[:2, :2] @ middle
    # Keras's matrices are for x and y, also where that takes tx for a move to the side.
    if col_axis > row_axis:
        turn, offset = turn[::-1, ::-1], offset[::-1]
    channels = [
        ndimage.affine_transform(channel, turn, offset, order=order, mode=fill_mode, cval=cval)
        for channel in np.moveaxis(picture, channel_axis, 0)
    ]
    return np.stack(channels, axis=channel_axis)


def apply_channel_shift(x: Any, intensity: float, channel_axis: int = 0) -> Array:
    """Adds a value to all channels, within the range of the picture's values."""
    picture: Array = np.asarray(x)
    return np.clip(picture + intensity, picture.min(), picture.max()).astype(picture.dtype, copy=False)


def apply_brightness_shift(x: Any, brightness: float, scale: bool = True) -> Array:
    """Makes a picture darker (below 1) or brighter (above 1).

    Args:
        x: Array of three axes.
        brightness: Factor.
        scale: Whether the picture is stretched to values from 0 to 255 first.
    """
    from PIL import ImageEnhance

    picture: Array = np.asarray(x)
    low, high = picture.min(), picture.max()
    beyond = bool(low < 0 or high > 255)
    image = array_to_img(picture, scale=beyond or scale)
    made = img_to_array(ImageEnhance.Brightness(image).enhance(brightness))
    if not scale and beyond:
        made = made / 255 * (high - low) + low
    return made


def random_rotation(
    x: Any,
    rg: float,
    row_axis: int = 1,
    col_axis: int = 2,
    channel_axis: int = 0,
    fill_mode: str = "nearest",
    cval: float = 0.0,
    interpolation_order: int = 1,
) -> Array:
    """Turns a picture by up to ``rg`` degrees."""
    angle = new_rng().uniform(-rg, rg)
    axes = (row_axis, col_axis, channel_axis)
    return apply_affine_transform(x, angle, 0, 0, 0, 1, 1, *axes, fill_mode, cval, interpolation_order)


def random_shift(
    x: Any,
    wrg: float,
    hrg: float,
    row_axis: int = 1,
    col_axis: int = 2,
    channel_axis: int = 0,
    fill_mode: str = "nearest",
    cval: float = 0.0,
    interpolation_order: int = 1,
) -> Array:
    """Moves a picture by up to a share ``wrg`` of its width and ``hrg`` of its height."""
    rng, shape = new_rng(), np.shape(x)
    tx, ty = rng.uniform(-hrg, hrg) * shape[row_axis], rng.uniform(-wrg, wrg) * shape[col_axis]
    axes = (row_axis, col_axis, channel_axis)
    return apply_affine_transform(x, 0, tx, ty, 0, 1, 1, *axes, fill_mode, cval, interpolation_order)


def random_shear(
    x: Any,
    intensity: float,
    row_axis: int = 1,
    col_axis: int = 2,
    channel_axis: int = 0,
    fill_mode: str = "nearest",
    cval: float = 0.0,
    interpolation_order: int = 1,
) -> Array:
    """Shears a picture by up to ``intensity`` degrees."""
    angle = new_rng().uniform(-intensity, intensity)
    axes = (row_axis, col_axis, channel_axis)
    return apply_affine_transform(x, 0, 0, 0, angle, 1, 1, *axes, fill_mode, cval, interpolation_order)


def random_zoom(
    x: Any,
    zoom_range: Sequence[float],
    row_axis: int = 1,
    col_axis: int = 2,
    channel_axis: int = 0,
    fill_mode: str = "nearest",
    cval: float = 0.0,
    interpolation_order: int = 1,
) -> Array:
    """Zooms a picture by two factors out of a range."""
    zx, zy = new_rng().uniform(zoom_range[0], zoom_range[1], 2)
    axes = (row_axis, col_axis, channel_axis)
    return apply_affine_transform(x, 0, 0, 0, 0, zx, zy, *axes, fill_mode, cval, interpolation_order)


def random_channel_shift(x: Any, intensity_range: float, channel_axis: int = 0) -> Array:
    """Adds up to ``intensity_range`` to all channels."""
    return apply_channel_shift(x, new_rng().uniform(-intensity_range, intensity_range), channel_axis)


def random_brightness(x: Any, brightness_range: Sequence[float], scale: bool = True) -> Array:
    """Changes the brightness by a factor out of a range."""
    return apply_brightness_shift(x, new_rng().uniform(brightness_range[0], brightness_range[1]), scale)
