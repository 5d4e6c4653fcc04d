"""Image files from strangers: read safely, and shown as a person would see them."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from layerloom.errors import FileFormatError
from layerloom.saving.hdf5 import check_regular
from layerloom.tensors import Array

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["PIXEL_LIMIT", "SUFFIXES", "read_picture"]

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff"})
PIXEL_LIMIT = 64_000_000  # a larger picture is a mistake or a trap; 64 megapixels are 192 MB once decoded

_FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF")  # others have decoders that few have looked at
_STRIP = 1 << 20  # pixels that are scaled at a time
_ORIENTATION = 0x0112  # what a camera notes of how it was held


def read_picture(
    path: str | os.PathLike[str] | io.BytesIO, keep_alpha: bool = False
) -> tuple[Image.Image, tuple[str, ...]]:
    """Reads the first frame of an image file as it should be looked at.

    Grey of more than 8 bits is brought to 8 by its range, a picture is turned as the camera noted, and what is
    transparent lies on white paper.

    Args:
        path: A PNG, JPEG, BMP, GIF, WebP or TIFF file, or its bytes.
        keep_alpha: Whether transparency is kept as a fourth channel.

    Returns:
        A Pillow image in mode "L", "RGB" or, with ``keep_alpha``, "RGBA", and what was done to it.

    Raises:
        FileFormatError: If it is no image of these formats, broken, or larger than :data:`PIXEL_LIMIT`.
    """
    from PIL import Image, UnidentifiedImageError

    name = "image" if isinstance(path, io.BytesIO) else os.fsdecode(path)
    if not isinstance(path, io.BytesIO):
        check_regular(Path(name))
    try:
        with Image.open(path if isinstance(path, io.BytesIO) else name, formats=_FORMATS) as file:
            width, height = file.size
            if width * height > PIXEL_LIMIT:
                raise FileFormatError(
                    name,
                    f"the picture has {width} × {height} pixels, more than the {PIXEL_LIMIT // 10**6} million allowed",
                )
            return _upright(file, keep_alpha)
    except FileFormatError:
        raise
    except UnidentifiedImageError as error:
        if not isinstance(path, io.BytesIO) and Path(name).stat().st_size == 0:
            raise FileFormatError(name, "the file is empty") from error
        raise FileFormatError(
            name, "this is no image of a known format (PNG, JPEG, BMP, GIF, WebP, TIFF)"
        ) from error
    except Exception as error:  # decoders raise whatever comes to pass in a damaged file
        cause = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise FileFormatError(name, f"the image cannot be read ({cause.rstrip('.')})") from error


def _upright(file: Any, keep_alpha: bool) -> tuple[Image.Image, tuple[str, ...]]:
    from PIL import Image, ImageOps

    notes = []
    # How many there are would take a look at each, and there may be millions.
    if getattr(file, "is_animated", False):
        file.seek(0)
        notes.append("first of several frames")
    turned = _orientation(file) in range(2, 9)
    picture = ImageOps.exif_transpose(file) if turned else file
    picture.load()
    if turned:
        notes.append("turned as the camera noted")
    if picture.mode.startswith(("I", "F")):
        values, note = _deep_grey(np.asarray(picture))
        notes.append(note)
        clear = picture.info.get("transparency")
        if not isinstance(clear, int):
            return Image.fromarray(values), tuple(notes)
        covered = Image.fromarray(np.where(np.asarray(picture) == clear, 0, 255).astype(np.uint8))
        picture = Image.merge("LA", (Image.fromarray(values), covered))
    if "A" in picture.getbands() or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        if keep_alpha:
            return picture, tuple(notes)
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture).convert("RGB")
        notes.append("transparent parts on white")
    if picture.mode in ("1", "L"):
        return picture.convert("L"), tuple(notes)
    return picture.convert("RGB"), tuple(notes)


def _orientation(file: Any) -> Any:
    """Returns how the camera was held; what stands beside a picture is no reason not to show it."""
    try:
        return file.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - whatever comes to pass in damaged notes
        return 1


def _deep_grey(values: Array) -> tuple[Array, str]:
    """Grey of more than 8 bits to bytes: 16-bit by its full range, anything else by its own darkest and lightest."""
    flat = values.reshape(-1)
    strips = [flat[start : start + _STRIP] for start in range(0, flat.size, _STRIP)]
    low = min(float(_finite(strip).min()) for strip in strips)
    high = max(float(_finite(strip).max()) for strip in strips)
    if values.dtype.kind in "iu" and low >= 0 and high <= 65535:
        start, factor, note = 0.0, 1 / 257, "16-bit grey to 8 bit"
    else:
        start, factor = low, 255 / max(high - low, 1e-12)
        note = f"grey of {low:.4g} to {high:.4g} to 8 bit"
    scaled = [np.rint((_finite(strip) - start) * factor).astype(np.uint8) for strip in strips]
    return np.concatenate(scaled).reshape(values.shape), note


def _finite(values: Array) -> Array:
    return np.nan_to_num(values.astype(np.float64))
