"""Arrays of weights as one picture: filters as tiles beside each other, everything else as a matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom_studio.language import tr

Array = NDArray[Any]
Pixels = NDArray[np.uint8]
DEPTHWISE, TRANSPOSED = "depthwise", "transposed"
_TILES = 1024  # filters of one picture
_LONGEST = 1024  # cells of a matrix on a side; beyond, neighbours share a cell


@dataclass(frozen=True)
class Picture:
    """What is painted.

    Args:
        pixels: Red, green, blue and opacity, shape (height, width, 4).
        caption: What is seen, in a few words.
        kernels: How many input channels there are to choose from; 0 where there is no choice.
        square: Whether its pixels are as high as wide; those of a matrix fill their place.
        lookup: Index into the weight for every pixel, shape (height, width, n); -1 between tiles.
        tiles: Width and height of a tile in pixels and how many there are; nothing of that for a matrix.
    """

    pixels: Pixels
    caption: str
    kernels: int = 0
    square: bool = True
    lookup: NDArray[np.int64] = field(default_factory=lambda: np.empty((0, 0, 0), np.int64))
    tiles: tuple[int, int, int] = (0, 0, 0)

    def index(self, x: int, y: int) -> tuple[int, ...] | None:
        """The place in the weight that a pixel shows, `None` between tiles."""
        height, width = self.lookup.shape[:2]
        if not (0 <= x < width and 0 <= y < height) or self.lookup[y, x, 0] < 0:
            return None
        return tuple(int(number) for number in self.lookup[y, x])


@dataclass(frozen=True)
class Colours:
    """Colours of the lowest, of no, and of the highest weight, each as red, green and blue."""

    low: Sequence[int]
    zero: Sequence[int]
    high: Sequence[int]


def is_filters(array: Array) -> bool:
    """Whether an array is painted as filters beside each other."""
    return array.ndim == 4 and array.shape[0] * array.shape[1] > 1


def channels_of(array: Array, layout: str) -> int:
    """How many input channels of filters there are to choose from; a depthwise filter has one."""
    return 1 if layout == DEPTHWISE else int(array.shape[3 if layout == TRANSPOSED else 2])


def draw(
    array: Array, colours: Colours, channel: int = 0, wide: float = 1.0, layout: str = ""
) -> Picture | None:
    """Paint a weight.

    Args:
        array: The values.
        colours: See there.
        channel: Of filters, the input channel to show; those of three channels are shown in colour if it is -1.
        wide: Width of the place for the picture against its height.
        layout: What the last two axes of filters are: inputs and outputs, unless it is `DEPTHWISE` (inputs and
            filters for each) or `TRANSPOSED` (outputs and inputs).

    Returns:
        The picture, `None` where there is nothing to see in it.
    """
    if array.size < 2 or array.dtype.kind not in "fiub":
        return None
    values = np.nan_to_num(array.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    if is_filters(array):
        return _laid_out(values, colours, channel, wide, layout)
    return _matrix(values, colours)


def _laid_out(values: Array, colours: Colours, channel: int, wide: float, layout: str) -> Picture:
    """Paint filters of any layout; what a pixel shows is told by its place in the weight as it is stored."""
    if layout == TRANSPOSED:
        picture = _filters(values.swapaxes(2, 3), colours, channel, wide)
        return replace(picture, lookup=picture.lookup[..., [0, 1, 3, 2]])
    if layout != DEPTHWISE:
        return _filters(values, colours, channel, wide)
    height, width, inputs, each = values.shape
    picture = _filters(values.reshape(height, width, 1, inputs * each), colours, 0, wide)
    lookup = picture.lookup.copy()
    shown = lookup[..., 3] >= 0
    lookup[shown, 2], lookup[shown, 3] = np.divmod(lookup[shown, 3], each)
    return replace(picture, lookup=lookup)


def _filters(values: Array, colours: Colours, channel: int, wide: float) -> Picture:
    """Paint kernels of shape (height, width, inputs, outputs)."""
    height, width, inputs, outputs = values.shape
    count = min(outputs, _TILES)
    coloured = inputs == 3 and channel < 0
    channel = min(max(channel, 0), inputs - 1)
    if coloured:
        strength = np.abs(values[..., :count]).max(axis=(0, 1, 2), keepdims=True)
        shown = 127.5 + 127.5 * values[..., :count] / np.maximum(strength, 1e-12)
        tiles = np.moveaxis(shown, -1, 0)
    else:
        shown = _coloured(values[:, :, channel, :count], float(np.abs(values).max()), colours)
        tiles = np.moveaxis(shown, 2, 0)
    columns = max(1, min(count, round((count * wide * height / width) ** 0.5)))
    rows = -(-count // columns)
    pixels = np.zeros((rows * (height + 1) - 1, columns * (width + 1) - 1, 4), np.uint8)
    lookup = np.full((*pixels.shape[:2], 4), -1, np.int64)
    down, across = np.mgrid[0:height, 0:width]
    for number in range(count):
        row, column = divmod(number, columns)
        place = (
            slice(row * (height + 1), row * (height + 1) + height),
            slice(column * (width + 1), column * (width + 1) + width),
        )
        pixels[(*place, slice(0, 3))] = tiles[number]
        pixels[(*place, 3)] = 255
        lookup[place] = np.stack(
            [down, across, np.full_like(down, channel), np.full_like(down, number)], axis=-1
        )
    which = tr(
        "{count} of {of} filters of {size}",
        count=count,
        of=outputs,
        size=f"{width}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{height}",
    )
    if count == outputs:
        which = tr(
            "{count} filters of {size}",
            count=count,
            size=f"{width}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{height}",
        )
    if count == outputs == 1:
        which = tr("1 filter of {size}", size=f"{width}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{height}")
    return Picture(pixels, which, inputs if inputs > 1 else 0, True, lookup, (width, height, count))


def _matrix(values: Array, colours: Colours) -> Picture:
    shape = values.shape
    flat = values.reshape(-1, shape[-1]) if values.ndim > 1 else values.reshape(1, -1)
    numbers = np.arange(flat.size).reshape(flat.shape)
    turned = flat.shape[0] > flat.shape[1]
    if turned:
        flat, numbers = flat.T, numbers.T
    rows, columns = flat.shape
    for axis in (0, 1):
        flat, numbers = _shortened(flat, numbers, axis)
    pixels = np.full((*flat.shape, 4), 255, np.uint8)
    pixels[..., :3] = _coloured(flat, float(np.abs(flat).max()), colours)
    lookup = np.stack(np.unravel_index(numbers, shape), axis=-1).astype(np.int64)
    if values.ndim == 1:
        return Picture(pixels, tr("{count} values", count=columns), 0, False, lookup)
    if turned:
        caption = tr("{rows} units down, {columns} inputs across", rows=rows, columns=columns)
    else:
        caption = tr("{rows} inputs down, {columns} units across", rows=rows, columns=columns)
    return Picture(pixels, caption, 0, False, lookup)


def _shortened(flat: Array, numbers: Array, axis: int) -> tuple[Array, Array]:
    """Let the strongest of neighbours stand for them, where there are too many to be seen."""
    length = flat.shape[axis]
    if length <= _LONGEST:
        return flat, numbers
    starts = np.linspace(0, length, _LONGEST, endpoint=False).astype(np.int64)
    high, low = np.maximum.reduceat(flat, starts, axis), np.minimum.reduceat(flat, starts, axis)
    return np.where(high >= -low, high, low), np.take(numbers, starts, axis)


def _coloured(values: Array, most: float, colours: Colours) -> Array:
    """Return red, green and blue for values from -most to most."""
    part = (values / (most or 1.0))[..., None]
    low, zero, high = (np.asarray(colour, np.float32) for colour in (colours.low, colours.zero, colours.high))
    return np.where(part < 0, zero + (low - zero) * -part, zero + (high - zero) * part)
