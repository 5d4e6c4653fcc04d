"""Windows that slide over the spatial axes: padding, output sizes and the views they give."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided

from layerloom.errors import ShapeError
from layerloom.kernels.arrays import Array

Sizes = tuple[int, ...]

#: ``"valid"``, ``"same"``, or what lies before and behind each axis.
Padding = str | tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Window:
    """The geometry of a sliding window, one number for each spatial axis.

    Args:
        inputs: Sizes of the input.
        size: Positions of the window.
        strides: Steps from output to output.
        dilation: Steps from position to position.
        low: Padding before the input.
        high: Padding behind the input.
        outputs: Sizes of the output.
    """

    inputs: Sizes
    size: Sizes
    strides: Sizes
    dilation: Sizes
    low: Sizes
    high: Sizes
    outputs: Sizes

    @property
    def padded(self) -> Sizes:
        """Sizes of the input with its padding."""
        return tuple(a + b + c for a, b, c in zip(self.low, self.inputs, self.high, strict=True))

    @property
    def has_padding(self) -> bool:
        """Whether any output sees padding."""
        return any(self.low) or any(self.high)

    @property
    def unit_stride(self) -> bool:
        """Whether the window moves by one along every axis."""
        return all(step == 1 for step in self.strides)

    @property
    def disjoint(self) -> bool:
        """Whether no input belongs to two windows."""
        spans = ((size - 1) * d + 1 for size, d in zip(self.size, self.dilation, strict=True))
        return all(span <= step for span, step in zip(spans, self.strides, strict=True))

    @property
    def tiles(self) -> bool:
        """Whether every input belongs to exactly one window."""
        whole = all(n * s == size for n, s, size in zip(self.outputs, self.strides, self.inputs, strict=True))
        return (
            whole
            and self.size == self.strides
            and all(d == 1 or k == 1 for d, k in zip(self.dilation, self.size))
        )

    @property
    def pointwise(self) -> bool:
        """Whether the window is a single position that visits every input once."""
        return self.unit_stride and not self.has_padding and all(size == 1 for size in self.size)

    @property
    def area(self) -> int:
        """The number of positions of the window."""
        return math.prod(self.size)

    def positions(self) -> Iterator[Sizes]:
        """Yields every position of the window in row-major order."""
        return product(*map(range, self.size))

    def offset(self, position: Sizes) -> Sizes:
        """Returns where a position of the first window lies in the padded input."""
        return tuple(p * d for p, d in zip(position, self.dilation, strict=True))

    def tap(self, position: Sizes) -> tuple[slice, ...]:
        """Returns the slices of the padded input that a position sees over all outputs."""
        return tuple(
            slice(o, o + (n - 1) * s + 1, s)
            for o, n, s in zip(self.offset(position), self.outputs, self.strides, strict=True)
        )

    def clipped_tap(self, position: Sizes) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
        """Returns the outputs at which a position sees no padding, and the inputs that it sees there."""
        outputs, inputs = [], []
        for o, low, size, n, s in zip(
            self.offset(position), self.low, self.inputs, self.outputs, self.strides, strict=True
        ):
            first = max(0, -((o - low) // s))
            last = min(n - 1, (size - 1 + low - o) // s)
            start = first * s + o - low
            outputs.append(slice(first, max(first, last + 1)))
            inputs.append(slice(start, max(start, last * s + o - low + 1), s))
        return tuple(outputs), tuple(inputs)


@lru_cache(maxsize=1024)
def window(inputs: Sizes, size: Sizes, strides: Sizes, dilation: Sizes, padding: Padding) -> Window:
    """Returns the geometry for an input, with TensorFlow's meaning of the paddings.

    Args:
        inputs: Spatial sizes of the input.
        size: Positions of the window along each axis.
        strides: Steps from output to output.
        dilation: Steps from position to position.
        padding: ``"valid"``, ``"same"``, which pads as evenly as possible, the odd one behind, or explicit pairs.

    Raises:
        ShapeError: If the window does not fit into the input.
    """
    outputs = [n or 0 for n in output_sizes(inputs, size, strides, dilation, padding)]
    if not isinstance(padding, str):
        before, behind = zip(*padding, strict=True)
        return Window(inputs, size, strides, dilation, before, behind, tuple(outputs))
    low, high = [], []
    for n, k, s, d, out in zip(inputs, size, strides, dilation, outputs, strict=True):
        total = max((out - 1) * s + (k - 1) * d + 1 - n, 0) if padding == "same" else 0
        low.append(total // 2)
        high.append(total - total // 2)
    return Window(inputs, size, strides, dilation, tuple(low), tuple(high), tuple(outputs))


def transposed_padding(
    inputs: Sizes, size: Sizes, strides: Sizes, dilation: Sizes, padding: str, extra: Sizes | None
) -> tuple[Sizes, tuple[tuple[int, int], ...]]:
    """Returns output sizes and padding of a transposed convolution.

    The padding is that of the convolution from the outputs to the inputs, which it is the transpose of.

    Args:
        inputs: Spatial sizes of the input.
        size: Positions of the window along each axis.
        strides: Steps from input to input within the output.
        dilation: Steps from position to position.
        padding: ``"valid"`` keeps all that the windows reach, ``"same"`` cuts the borders off evenly.
        extra: Outputs more than needed, along each axis; ``None`` for as many as make the sizes of convolution
            and transposed convolution fit each other.
    """
    outputs, pairs = [], []
    for place, n in enumerate(inputs):
        step, span = strides[place], (size[place] - 1) * dilation[place] + 1
        whole = (n - 1) * step + span
        if extra is not None:
            output = whole + extra[place] - (span // 2 * 2 if padding == "same" else 0)
        else:
            output = n * step + (max(span - step, 0) if padding == "valid" else 0)
        cut = max(whole - output, 0)
        outputs.append(output)
        pairs.append((cut // 2, cut - cut // 2))
    return tuple(outputs), tuple(pairs)


def output_sizes(
    inputs: Sequence[int | None], size: Sizes, strides: Sizes, dilation: Sizes, padding: Padding
) -> tuple[int | None, ...]:
    """Returns the spatial sizes of the output, ``None`` where the input's are unknown.

    Raises:
        ShapeError: If the window does not fit into the input.
    """
    spans = [(k - 1) * d + 1 for k, d in zip(size, dilation, strict=True)]
    if padding == "same":
        return tuple(None if n is None else -(-n // s) for n, s in zip(inputs, strides, strict=True))
    if not isinstance(padding, str):
        inputs = [None if n is None else n + sum(pair) for n, pair in zip(inputs, padding, strict=True)]
    if any(n is not None and n < span for n, span in zip(inputs, spans, strict=True)):
        what = " x ".join(map(str, spans))
        given = " x ".join("?" if n is None else str(n) for n in inputs)
        raise ShapeError(
            f"A window of {what} does not fit into an input of {given}: "
            'make the window smaller or the input larger, or use padding "same".'
        )
    return tuple(
        None if n is None else (n - span) // s + 1 for n, span, s in zip(inputs, spans, strides, strict=True)
    )


def window_view(x: Array, w: Window) -> Array:
    """Returns a view ``(batch, *outputs, *window, channels)`` of padded images, without copying.

    Args:
        x: Images of shape ``(batch, *w.padded, channels)``.
        w: The geometry.
    """
    batch, *spatial, channel = x.strides
    return as_strided(
        x,
        (x.shape[0], *w.outputs, *w.size, x.shape[-1]),
        (
            batch,
            *(step * s for step, s in zip(spatial, w.strides, strict=True)),
            *(step * d for step, d in zip(spatial, w.dilation, strict=True)),
            channel,
        ),
        writeable=False,
    )


class PaddedBlocks:
    """Hands out blocks of images with their padding, from one buffer whose border stays as it is.

    Args:
        x: Images ``(batch, *w.inputs, channels)``.
        w: The geometry.
        count: Most images in one block.
        dtype: Number type of the blocks.
    """

    def __init__(self, x: Array, w: Window, count: int, dtype: np.dtype[Any]) -> None:
        self._x = x
        self._buffer: Array | None = None
        if w.has_padding or x.dtype != dtype:
            self._buffer = np.zeros((count, *w.padded, x.shape[-1]), dtype)
            self._inside = tuple(slice(a, a + n) for a, n in zip(w.low, w.inputs, strict=True))

    def take(self, start: int, stop: int) -> Array:
        """Returns the padded images from ``start`` to ``stop``; valid until the next call."""
        if self._buffer is None:
            return self._x[start:stop]
        block = self._buffer[: stop - start]
        block[(slice(None), *self._inside)] = self._x[start:stop]
        return block
