"""Image files to arrays and back."""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from layerloom import config
from layerloom.atomic import atomic_path
from layerloom.errors import LayerloomError
from layerloom.tensors import Array, standardize_dtype
from layerloom.utils.pictures import read_picture

__all__ = ["array_to_img", "img_to_array", "load_img", "save_img"]

_MODES = {"grayscale": "L", "rgb": "RGB", "rgba": "RGBA"}


def load_img(
    path: Any,
    color_mode: str = "rgb",
    target_size: tuple[int, int] | None = None,
    interpolation: str = "nearest",
    keep_aspect_ratio: bool = False,
) -> Any:
    """Reads an image file (``keras.utils.load_img``), as :func:`read_picture` says.

    Args:
        path: The file, or its bytes in a ``BytesIO``.
        color_mode: ``"rgb"``, ``"rgba"`` or ``"grayscale"``.
        target_size: Height and width to scale it to.
        interpolation: ``"nearest"``, ``"bilinear"``, ``"bicubic"``, ``"lanczos"``, ``"box"`` or ``"hamming"``.
        keep_aspect_ratio: Whether to cut the middle out in the target's proportions before scaling.

    Returns:
        A Pillow image.

    Raises:
        FileFormatError: If the file is no image or too large.
        LayerloomError: If an argument is unknown.
    """
    if color_mode not in _MODES:
        raise LayerloomError(f"color_mode must be one of {', '.join(_MODES)}, got {color_mode!r}.")
    picture, _ = read_picture(path, keep_alpha=color_mode == "rgba")
    found = picture.convert(_MODES[color_mode])
    return found if target_size is None else _resized(found, target_size, interpolation, keep_aspect_ratio)


def img_to_array(img: Any, data_format: str | None = None, dtype: Any = None) -> Array:
    """Turns an image into an array of height, width and channels (``keras.utils.img_to_array``).

    Args:
        img: A Pillow image.
        data_format: ``"channels_last"`` or ``"channels_first"``.
        dtype: Number type of the result.

    Raises:
        LayerloomError: If it has neither two nor three axes.
    """
    array = np.asarray(img, dtype=standardize_dtype(dtype))
    if array.ndim == 2:
        array = array[..., None]
    if array.ndim != 3:
        raise LayerloomError(f"An image has two or three axes, got shape {array.shape}.")
    return array.transpose(2, 0, 1) if _channels_first(data_format) else array


def array_to_img(x: Any, data_format: str | None = None, scale: bool = True, dtype: Any = None) -> Any:
    """Turns an array into a Pillow image (``keras.utils.array_to_img``).

    Args:
        x: Array of height, width and 1, 3 or 4 channels.
        data_format: ``"channels_last"`` or ``"channels_first"``.
        scale: Whether to stretch the values to 0..255.
        dtype: Number type to compute in.

    Raises:
        LayerloomError: If the shape is not that of an image.
    """
    from PIL import Image

    array = np.asarray(x, dtype=standardize_dtype(dtype))
    if array.ndim == 3 and _channels_first(data_format):
        array = array.transpose(1, 2, 0)
    if array.ndim != 3 or array.shape[2] not in (1, 3, 4):
        raise LayerloomError(
            f"An image has the shape (height, width, 1, 3 or 4 channels), got {np.shape(x)}."
        )
    if scale:
        array = array - array.min()
        array = array * (255 / (array.max() or 1))
    if array.shape[2] > 1:
        return Image.fromarray(array.astype(np.uint8))
    deep = array.max() > 255
    return Image.fromarray(array[..., 0].astype(np.int32 if deep else np.uint8))


def save_img(
    path: Any,
    x: Any,
    data_format: str | None = None,
    file_format: str | None = None,
    scale: bool = True,
    **kwargs: Any,
) -> None:
    """Writes an array as an image file (``keras.utils.save_img``).

    Args:
        path: The file to write.
        x: Array of height, width and 1, 3 or 4 channels.
        data_format: ``"channels_last"`` or ``"channels_first"``.
        file_format: Kind of the file; by default from its name.
        scale: Whether to stretch the values to 0..255.
        **kwargs: Options of Pillow's ``save``.
    """
    write_image(array_to_img(x, data_format, scale), path, file_format, **kwargs)


def write_image(image: Any, path: Any, file_format: str | None = None, **kwargs: Any) -> None:
    """Writes a Pillow image, whole or not at all where it goes to a file and not to a stream.

    Args:
        image: The image.
        path: The file or stream.
        file_format: Kind of the file; by default from its name.
        **kwargs: Options of Pillow's ``save``.
    """
    is_path = isinstance(path, (str, os.PathLike))
    if file_format is None and is_path:
        file_format = Path(path).suffix[1:]
    kind = {"jpg": "jpeg", "tif": "tiff"}.get((file_format or "").lower(), (file_format or "").lower())
    if kind == "jpeg" and image.mode == "RGBA":
        warnings.warn("JPEG files have no transparency: the picture is saved as RGB.", stacklevel=3)
        image = image.convert("RGB")
    if not is_path:
        image.save(path, format=kind or None, **kwargs)
        return
    with atomic_path(path) as beside:
        image.save(beside, format=kind or None, **kwargs)


def _channels_first(data_format: str | None) -> bool:
    chosen = data_format or config.image_data_format()
    if chosen not in ("channels_last", "channels_first"):
        raise LayerloomError(f"data_format must be channels_last or channels_first, got {data_format!r}.")
    return chosen == "channels_first"


def _resized(image: Any, target_size: tuple[int, int], interpolation: str, keep_aspect_ratio: bool) -> Any:
    from PIL import Image

    methods = {method.name.lower(): method for method in Image.Resampling}
    if interpolation not in methods:
        raise LayerloomError(f"interpolation must be one of {', '.join(methods)}, got {interpolation!r}.")
    height, width = target_size
    if image.size == (width, height):
        return image
    box = None
    if keep_aspect_ratio:
        crop_height = min(image.height, image.width * height // width)
        crop_width = min(image.width, image.height * width // height)
        top, left = (image.height - crop_height) // 2, (image.width - crop_width) // 2
        box = (left, top, left + crop_width, top + crop_height)
    return image.resize((width, height), methods[interpolation], box=box)
