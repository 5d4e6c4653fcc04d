"""Image files to model inputs: reading them safely, and fitting size, colours and scale."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from layerloom.errors import FileFormatError, LayerloomError
from layerloom.utils.pictures import PIXEL_LIMIT, SUFFIXES
from layerloom_studio.language import mark, tr
from layerloom_studio.runs.child import ChildError, Workers, reason_of

MEMORY = 2 * 2**30  # bytes that decoding may take above what the libraries take
SECONDS = 60.0  # that one picture may take
READERS = Workers("-m", "layerloom_studio.runs.picture_reader", str(MEMORY))

_FLAT_EDGE = 8  # a flat input of fewer than 8 × 8 numbers is a table rather than a picture
_SHAPED = {"stretch": mark("stretched"), "crop": mark("cropped"), "pad": mark("padded")}

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Shaping = Literal["stretch", "crop", "pad"]


@dataclass(frozen=True)
class Fitting:
    """How a picture becomes the input of a model.

    Whatever the file holds, its values first count from 0 (black) to 255 (white), then `rescale` and `offset` apply.

    Args:
        height: Rows of the result.
        width: Columns of the result.
        channels: 1 for grey, 3 for RGB.
        shaping: "stretch" to the size, "crop" the middle in the right proportions, or "pad" with black borders.
        rescale: Factor.
        offset: What is added after that.
        invert: Whether black and white change places first, as for dark writing on white paper.
    """

    height: int
    width: int
    channels: int = 1
    shaping: Shaping = "stretch"
    rescale: float = 1.0 / 255.0
    offset: float = 0.0
    invert: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot be done.

        Raises:
            LayerloomError: If a value makes no sense.
        """
        if not (_is_count(self.height) and _is_count(self.width)):
            raise LayerloomError(
                tr(
                    "Images cannot be fitted to a size of {height!r} × {width!r} pixels.",
                    height=self.height,
                    width=self.width,
                )
            )
        if self.height * self.width > PIXEL_LIMIT:
            raise LayerloomError(
                tr(
                    "A size of {height} × {width} pixels is too large for images.",
                    height=self.height,
                    width=self.width,
                )
            )
        if self.channels not in (1, 3):
            raise LayerloomError(
                tr(
                    "Images have 1 channel (grey) or 3 (RGB), but {channels!r} are asked for.",
                    channels=self.channels,
                )
            )
        if self.shaping not in get_args(Shaping):
            raise LayerloomError(
                tr("The shaping must be stretch, crop or pad, not {shaping!r}.", shaping=self.shaping)
            )
        if not all(_is_finite(number) for number in (self.rescale, self.offset)):
            raise LayerloomError(tr("The scaling of images needs finite numbers for rescale and offset."))

    @classmethod
    def for_input(cls, shape: Sequence[int | None]) -> Fitting:
        """Fit to the input of a model.

        Args:
            shape: Of one sample: (height, width, channels), (height, width), or the flat (height * width,).

        Returns:
            The fitting with the usual scaling to 0..1; a free height or width counts as 224.

        Raises:
            LayerloomError: If no picture fits this shape.
        """
        shape = tuple(shape)
        if len(shape) == 1 and shape[0]:
            edge = round(shape[0] ** 0.5)
            if edge >= _FLAT_EDGE and edge * edge == shape[0]:
                return cls(edge, edge, 1)
        if len(shape) == 2 and shape[1] != 1:  # one value at each step is a series
            shape = (*shape, 1)
        if len(shape) == 3 and shape[2] in (1, 3):
            return cls(shape[0] or 224, shape[1] or 224, shape[2])
        if len(shape) == 1:
            raise LayerloomError(
                tr(
                    "The model takes rows of {count} numbers, no images; images need an input of "
                    "(height, width, 1) or (height, width, 3).",
                    count=shape[0] or "some",
                )
            )
        raise LayerloomError(
            tr(
                "The model's input has the shape {shape}; images need (height, width, 1) or (height, "
                "width, 3).",
                shape=shape,
            )
        )

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Fitting:
        """Read what `to_dict` wrote; unknown keys are left out.

        Raises:
            LayerloomError: If a value is missing or makes no sense.
        """
        known = {field.name for field in dataclasses.fields(cls)}
        try:
            return cls(**{name: value for name, value in values.items() if name in known})
        except TypeError as error:
            raise LayerloomError(
                tr("The settings for fitting images lack the height or the width.")
            ) from error

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return dataclasses.asdict(self)

    def describe(self) -> str:
        """Say it in words."""
        words = [
            f"{self.width} × {self.height}",
            tr("grey") if self.channels == 1 else "RGB",
            tr(_SHAPED[self.shaping]),
        ]
        if self.invert:
            words.append(tr("inverted"))
        low, high = self.offset, 255 * self.rescale + self.offset
        return ", ".join([*words, tr("values {low:.4g} to {high:.4g}", low=low, high=high)])


@dataclass(frozen=True)
class FittedImage:
    """A picture as a model sees it.

    Args:
        values: Shape (height, width, channels), scaled.
        pixels: The same before scaling, as bytes for showing it.
        notes: What was done to the picture, a few words each.
    """

    values: Floats
    pixels: Bytes
    notes: tuple[str, ...]


def fit_image(path: str | os.PathLike[str], fitting: Fitting) -> FittedImage:
    """Read an image file and fit it to the input of a model.

    Args:
        path: The file.
        fitting: What to make of it.

    Returns:
        The values and what was done.

    Raises:
        FileFormatError: If it is no image of a known format, broken, or too large.
    """
    header, pixels = _asked(path, {"fitting": fitting.to_dict()})
    notes = list(header["notes"])
    colours = _colours(fitting)
    if header["mode"] != colours:
        notes.append(tr("RGB to grey") if colours == "L" else tr("grey to RGB"))
    if header["size"] != [fitting.width, fitting.height]:
        notes.append(_resizing((header["size"][0], header["size"][1]), fitting))
    pixels = pixels.reshape(fitting.height, fitting.width, fitting.channels)
    if fitting.invert:
        pixels = 255 - pixels
        notes.append("inverted")
    values = pixels.astype(np.float32) * np.float32(fitting.rescale) + np.float32(fitting.offset)
    return FittedImage(values, pixels, tuple(notes))


def small_image(path: str | os.PathLike[str], most: int) -> tuple[tuple[int, int], Bytes]:
    """Read an image file as it should be looked at, made smaller.

    Args:
        path: The file.
        most: Pixels of its longer side in the result.

    Returns:
        Its own width and height, and pixels of shape (height, width, 3).

    Raises:
        FileFormatError: If it is no image of the formats that are read, broken, or too large.
    """
    header, pixels = _asked(path, {"most": most})
    return (header["size"][0], header["size"][1]), pixels


def shaped(picture: Image.Image, fitting: Fitting) -> Image.Image:
    """Bring a picture to the colours and the size of a model's input; in the process that decodes it."""
    colours, size = _colours(fitting), (fitting.width, fitting.height)
    picture = picture if picture.mode == colours else picture.convert(colours)
    if picture.size == size:
        return picture
    method = _filter(picture, fitting)
    if fitting.shaping == "crop":
        return ImageOps.fit(picture, size, method)
    if fitting.shaping == "pad":
        return ImageOps.pad(picture, size, method, color="black")
    return picture.resize(size, method)


def _asked(path: str | os.PathLike[str], wanted: Mapping[str, Any]) -> tuple[dict[str, Any], Bytes]:
    """What another process says of a picture: a decoder that crashes or hangs harms only that one."""
    try:
        header, arrays = READERS.ask({"path": os.fsdecode(os.path.abspath(path)), **wanted}, SECONDS)  # noqa: PTH100
    except ChildError as error:
        raise FileFormatError(path, str(error)) from error
    if "error" in header:
        raise FileFormatError(path, reason_of(header))
    return header, arrays[0]


def _colours(fitting: Fitting) -> str:
    return "L" if fitting.channels == 1 else "RGB"


def _resizing(size: tuple[int, int], fitting: Fitting) -> str:
    note = tr(
        "{width} × {height} to {new_width} × {new_height}",
        width=size[0],
        height=size[1],
        new_width=fitting.width,
        new_height=fitting.height,
    )
    if fitting.shaping == "crop":
        return tr("{note}, cropped", note=note)
    return tr("{note}, padded", note=note) if fitting.shaping == "pad" else note


def find_images(paths: Iterable[str | os.PathLike[str]]) -> list[Path]:
    """List image files.

    Args:
        paths: Files, taken as they are whatever their suffix, and folders, searched with all below them.

    Returns:
        The files, those of a folder sorted by name, each once.

    Raises:
        LayerloomError: If a path does not exist, or a folder holds no image.
    """
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        if not path.is_dir():
            if not path.exists():
                raise FileFormatError(path, tr("there is no such file or folder"))
            found[path] = None
            continue
        inside = sorted(file for file in path.rglob("*") if _is_image_name(file))
        if not inside:
            raise FileFormatError(
                path, tr("the folder holds no image files (PNG, JPEG, BMP, GIF, WebP, TIFF)")
            )
        found.update(dict.fromkeys(inside))
    return list(found)


def _is_image_name(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and path.is_file()


def _filter(picture: Image.Image, fitting: Fitting) -> Image.Resampling:
    """Averages over areas when shrinking, so that no line falls between two pixels."""
    shrinks = picture.width >= fitting.width and picture.height >= fitting.height
    return Image.Resampling.BOX if shrinks else Image.Resampling.BILINEAR


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_finite(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and bool(np.isfinite(value))
