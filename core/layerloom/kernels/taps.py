"""Where the numbers lie that a convolution multiplies: tables for the kernels of the family ``taps``.

A convolution is a sum over the numbers of a window, whatever its axes, steps, dilation and groups are. Its way back to
the images is one too, for each remainder of the places by the steps: windows over the slopes with some of the weights.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import product

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.kernels.windows import Sizes, Window

__all__ = ["Reach", "neighbours", "reach"]

#: Columns of a pass: where starts and places are, how many there are when filled up, where offsets are and how many,
#: where weights are, the number of filters, where the bias is, where the slopes' places are, and how many are alive.
_COLUMNS = 10


@dataclass
class Reach:
    """Tables of one convolution.

    Args:
        table: Starts, places and offsets, one after the other.
        passes: A row for each group of the convolution.
        back: A row for each group and remainder of the way back.
        index: Numbers of the weights in the order in which the passes take them, -1 for a gap.
        back_index: The same for the way back.
        lines: Where the lines of an image lie among their padding.
        slope_lines: The same for slopes.
        room: Numbers of an image with its padding.
        slope_room: Numbers of slopes with theirs.
    """

    table: Array
    passes: Array
    back: Array
    index: Array
    back_index: Array
    lines: Array
    slope_lines: Array
    room: int
    slope_room: int


@dataclass
class _Writer:
    """Writes the table and the order of weights for vectors of some width, places by eights or the like."""

    lanes: int
    together: int
    numbers: list[Array] = field(default_factory=list)
    size: int = 0

    def put(self, values: Array) -> int:
        """Puts numbers into the table; returns where they are."""
        self.numbers.append(np.ascontiguousarray(values, np.int64).reshape(-1))
        self.size += values.size
        return self.size - values.size

    def put_filled(self, values: Array) -> tuple[int, int]:
        """Puts numbers in, the last one again until whole runs of places are full; returns where, and how many."""
        extra = -values.size % self.together
        return self.put(np.pad(values.reshape(-1), (0, extra), "edge")), values.size + extra

    def packed(self, weights: Array) -> Array:
        """Returns the order of weights (window, filters): whole vectors of filters at a time, gaps as -1."""
        found, low, filters = [], 0, weights.shape[1]
        while low < filters:
            left = filters - low
            wide = (
                2 * self.lanes
                if left > self.lanes
                else self.lanes
                if left > self.lanes // 2
                else self.lanes // 2
            )
            panel = np.full((len(weights), wide), -1, np.int64)
            panel[:, : min(left, wide)] = weights[:, low : low + wide]
            found.append(panel.reshape(-1))
            low += wide
        return np.concatenate(found) if found else np.empty(0, np.int64)


def neighbours(w: Window, filters: int, groups: int, lanes: int) -> int:
    """Returns how many places side by side are best taken as one with as many times the filters.

    Few filters leave most of a vector empty. The windows of neighbours together are wider, and the weights of each have
    gaps where only the others reach, but vectors are full.

    Args:
        w: How the window moves.
        filters: Filters.
        groups: Groups of channels that do not see each other.
        lanes: Numbers in a vector.
    """
    found = 1
    if groups > 1 or w.strides[-1] > 1 or w.dilation[-1] > 1 or w.size[-1] == 1:
        return found
    while 2 * found * filters <= lanes and w.outputs[-1] % (2 * found) == 0:
        found *= 2
    return found


def reach(
    w: Window, channels: int, filters: int, groups: int, lanes: int, together: int, beside: int = 1
) -> Reach:
    """Returns the tables of a convolution, for images of which every number has a place.

    Args:
        w: How the window moves.
        channels: Channels of the images.
        filters: Filters.
        groups: Groups of channels that do not see each other.
        lanes: Numbers in a vector.
        together: Places whose sums are taken at a time.
        beside: Places side by side that are taken as one, see :func:`neighbours`.
    """
    writer = _Writer(lanes, together)
    each, many = channels // groups, filters // groups
    kernel = np.arange(w.area * each * filters).reshape(w.area, each, filters)
    low, slopes = _slope_padding(w)
    places = _grid((*w.outputs[:-1], w.outputs[-1] // beside), [*[1] * (len(w.outputs) - 1), beside])
    starts = _flat(places * w.strides, w.padded, channels)
    size = *w.size[:-1], w.size[-1] + beside - 1
    taps = _flat(_grid(size, list(w.dilation)), w.padded, channels)
    starts_at, _ = writer.put_filled(starts)
    slots_at = writer.put(_flat(places + low, slopes, filters))
    passes, index, at = [], [], 0
    for group in range(groups):
        offsets = taps[:, None] + (group * each + np.arange(each))
        weights = kernel[:, :, group * many : (group + 1) * many].reshape(-1, many)
        if beside > 1:
            weights = _beside(kernel.reshape(*w.size, each, many), beside).reshape(-1, beside * many)
        places_at, count = writer.put_filled(_flat(places, w.outputs, filters) + group * many)
        slots = slots_at if group == 0 else writer.put(_flat(places + low, slopes, filters) + group * many)
        passes.append(
            (
                starts_at,
                places_at,
                count,
                writer.put(offsets),
                offsets.size,
                at,
                beside * many,
                group * many,
                slots,
                len(places),
            )
        )
        index.append(writer.packed(weights))
        at += index[-1].size
    back, back_index = _way_back(w, channels, filters, groups, kernel, writer, low, slopes)
    return Reach(
        np.concatenate(writer.numbers),
        np.array(passes, np.int64).reshape(-1, _COLUMNS),
        np.array(back, np.int64).reshape(-1, _COLUMNS),
        np.concatenate(index),
        np.concatenate(back_index),
        _lines(w.inputs, w.low, w.padded, channels),
        _lines(w.outputs, low, slopes, filters),
        math.prod(w.padded) * channels,
        math.prod(slopes) * filters,
    )


def _beside(kernel: Array, count: int) -> Array:
    """Returns numbers of weights (*window, channels, filters) for places side by side, -1 where a place has none."""
    *size, channels, filters = kernel.shape
    found = np.full((*size[:-1], size[-1] + count - 1, channels, count, filters), -1, np.int64)
    for place in range(count):
        found[..., place : place + size[-1], :, place, :] = kernel
    return found


def _way_back(
    w: Window,
    channels: int,
    filters: int,
    groups: int,
    kernel: Array,
    writer: _Writer,
    low: Sizes,
    slopes: Sizes,
) -> tuple[list[tuple[int, ...]], list[Array]]:
    """Returns the passes from slopes to images, and the order of their weights."""
    each, many = channels // groups, filters // groups
    positions = _grid(w.size, list(w.dilation))
    inputs = _grid(w.inputs, [1] * len(w.inputs))
    reached = inputs + w.low
    passes: list[tuple[int, ...]] = []
    found: list[Array] = []
    at = 0
    for rest in product(*map(range, w.strides)):
        mine = (reached % w.strides == rest).all(axis=1)
        if not mine.any():
            continue
        seeing = (positions % w.strides == rest).all(axis=1)
        starts = _flat(reached[mine] // w.strides + low, slopes, filters)
        steps = _flat(-(positions[seeing] // w.strides), slopes, filters)
        starts_at, _ = writer.put_filled(starts)
        for group in range(groups):
            places_at, count = writer.put_filled(_flat(inputs[mine], w.inputs, channels) + group * each)
            offsets = steps[:, None] + (group * many + np.arange(many))
            weights = kernel[seeing][:, :, group * many : (group + 1) * many].swapaxes(1, 2).reshape(-1, each)
            if not offsets.size:  # no window sees these places
                offsets, weights = np.zeros((1, 1), np.int64), np.full((1, each), -1)
            passes.append(
                (
                    starts_at,
                    places_at,
                    count,
                    writer.put(offsets),
                    offsets.size,
                    at,
                    each,
                    0,
                    0,
                    int(mine.sum()),
                )
            )
            found.append(writer.packed(weights))
            at += found[-1].size
    return passes, found


def _slope_padding(w: Window) -> tuple[Sizes, Sizes]:
    """Returns how much padding slopes need before them so that windows of the way back fit, and their sizes with it."""
    low, sizes = [], []
    for n, k, s, d, before, out in zip(
        w.inputs, w.size, w.strides, w.dilation, w.low, w.outputs, strict=True
    ):
        first = before // s - (k - 1) * d // s
        last = (n - 1 + before) // s
        low.append(max(0, -first))
        sizes.append(low[-1] + max(out, last + 1))
    return tuple(low), tuple(sizes)


def _grid(sizes: Sizes, steps: list[int]) -> Array:
    """Returns all places of a grid as rows of numbers."""
    axes = np.meshgrid(*(np.arange(n) * step for n, step in zip(sizes, steps, strict=True)), indexing="ij")
    return np.stack([axis.reshape(-1) for axis in axes], axis=1)


def _flat(places: Array, sizes: Sizes, channels: int) -> Array:
    """Returns where places lie in memory."""
    strides = [math.prod(sizes[axis + 1 :]) * channels for axis in range(len(sizes))]
    found: Array = places @ np.array(strides, np.int64)
    return found


def _lines(sizes: Sizes, low: Sizes, padded: Sizes, channels: int) -> Array:
    """Returns where every line of an image begins among its padding."""
    firsts = _grid((*sizes[:-1], 1), [1] * len(sizes))
    return np.ascontiguousarray(_flat(firsts + np.array(low), padded, channels), np.int64)
