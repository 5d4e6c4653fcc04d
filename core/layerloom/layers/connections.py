"""Which input meets which output in a locally connected layer that keeps its weights as one large matrix.

tf.keras's implementations 2 and 3 do: the one keeps a number for every input and every output, most of them idle, the
other only those that connect the two.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Sizes = tuple[int, ...]
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Connections:
    """The connections between the places of an input and those of an output.

    Args:
        sizes: The input's spatial sizes.
        outputs: The output's spatial sizes.
        kernel_size: Size of the window along each axis.
        strides: Steps from one window to the next.
        same: Whether windows may reach over the borders, around the place that they belong to.
        channels: Number of input channels.
        filters: Number of output channels.
        first: Whether the channels come before the places.
        sparse: Whether only the weights that connect something are kept, by output and then by input.
    """

    sizes: Sizes
    outputs: Sizes
    kernel_size: Sizes
    strides: Sizes
    same: bool
    channels: int
    filters: int
    first: bool
    sparse: bool

    @property
    def kept(self) -> Sizes:
        """The shape of the weights that are kept."""
        return (self.count,) if self.sparse else self.matrix

    @property
    def matrix(self) -> Sizes:
        """The shape that holds a number for every input and every output."""
        if self.first:
            return (self.channels, *self.sizes, self.filters, *self.outputs)
        return (*self.sizes, self.channels, *self.outputs, self.filters)

    @property
    def count(self) -> int:
        """How many connections there are."""
        axes = zip(self.sizes, self.outputs, self.kernel_size, self.strides, strict=True)
        met = (self._met(*axis) for axis in axes)  # by formula: a file may ask for any sizes
        return math.prod(met) * self.channels * self.filters

    def _met(self, size: int, count: int, kernel: int, step: int) -> int:
        """Returns how many inputs along an axis all outputs together are connected with."""
        before = self._reach_before(kernel)
        # From the output `start` on, windows begin inside of the input, and from `end` on they end outside.
        start = min(count, -(-before // step))
        end = max(0, min(count, -(-(size - kernel + before) // step)))
        ends = _sum(step, kernel - before, 0, end) + size * (count - end)
        return ends - _sum(step, -before, start, count)

    def _reach_before(self, kernel: int) -> int:
        return kernel // 2 if self.same else 0

    @cached_property
    def inputs(self) -> Indices:
        """The inputs that each place's window holds, ``(places, window)``; -1 is outside of the input."""
        places = self._windows()
        channels = np.arange(self.channels)
        step, size = (math.prod(self.sizes), 1) if self.first else (1, self.channels)
        found = places[..., None] * size + channels * step
        return np.where(places[..., None] < 0, -1, found).reshape(len(places), -1)

    @cached_property
    def weights(self) -> Indices:
        """Where the weight of each connection is kept, ``(places, window, filters)``; -1 is nowhere."""
        inputs = self.inputs[..., None]
        size, places = math.prod(self.sizes) * self.channels, math.prod(self.outputs)
        numbers = np.arange(places)[:, None, None]
        filters = np.arange(self.filters)
        outputs = filters * places + numbers if self.first else numbers * self.filters + filters
        if not self.sparse:
            return np.where(inputs < 0, -1, inputs * (places * self.filters) + outputs)
        keys = np.where(inputs < 0, -1, outputs * size + inputs)
        return np.where(keys < 0, -1, np.searchsorted(np.sort(keys[keys >= 0]), keys))

    def _windows(self) -> Indices:
        """Returns the places of the input in each place's window, ``(places, window)``, -1 outside."""
        found = np.zeros((1, 1), np.int64)
        for size, places in zip(self.sizes, self._along_each_axis(), strict=True):
            before, after = found[:, None, :, None], places[None, :, None, :]
            joined = np.where((before < 0) | (after < 0), -1, before * size + after)
            found = joined.reshape(found.shape[0] * places.shape[0], -1)
        return found

    def _along_each_axis(self) -> list[Indices]:
        """Returns for each axis the inputs of each output, ``(outputs, window)``, -1 outside."""
        found = []
        for size, count, kernel, step in zip(
            self.sizes, self.outputs, self.kernel_size, self.strides, strict=True
        ):
            shift = self._reach_before(kernel)
            reach = (
                np.arange(max(-shift, 1 - size), min(kernel - shift, size))
                if self.same
                else np.arange(kernel)
            )
            places = np.arange(count)[:, None] * step + reach
            found.append(np.where((places < 0) | (places >= size), -1, places))
        return found


def _sum(slope: int, start: int, low: int, high: int) -> int:
    """Returns the sum of ``slope * n + start`` for n from ``low`` up to, and without, ``high``."""
    return slope * (low + high - 1) * (high - low) // 2 + start * (high - low) if high > low else 0
