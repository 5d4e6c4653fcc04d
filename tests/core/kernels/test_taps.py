"""Convolutions straight from the images agree with convolutions by columns, compiled and in plain NumPy."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from layerloom.kernels import convolution
from layerloom.kernels.compiled import loading
from layerloom.kernels.taps import reach
from layerloom.kernels.windows import window


def numbers(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(shape, dtype="float32")


def activated(z: np.ndarray, code: int) -> Any:
    return (z, np.maximum(z, 0), np.tanh(z), 1 / (1 + np.exp(-z)))[code]


def slopes_of(dy: np.ndarray, y: np.ndarray, code: int) -> Any:
    slope = (np.ones_like(y), y > 0, 1 - y**2, y * (1 - y))[code]
    return (dy.reshape(y.shape) * slope).astype(np.float32)


#: Sizes of images, channels, filters, kernel, steps, dilation, padding, groups, and the activation's number.
CASES: list[tuple[Any, ...]] = [
    ((9, 8), 5, 4, (3, 3), (1, 1), (1, 1), "valid", 1, 0),
    ((9, 8), 6, 34, (3, 2), (2, 1), (1, 1), "same", 2, 1),
    ((12, 11), 3, 17, (3, 3), (1, 1), (2, 3), "same", 1, 2),
    ((11,), 8, 8, (5,), (2,), (1,), "same", 4, 3),
    ((6, 7, 8), 2, 9, (3, 3, 3), (1, 2, 1), (1, 1, 1), "same", 1, 1),
    ((10, 10), 4, 50, (2, 2), (3, 3), (1, 1), "valid", 1, 0),
    ((9, 9), 32, 1, (3, 3), (1, 1), (1, 1), ((2, 0), (1, 3)), 1, 0),
    ((8, 8), 16, 16, (5, 5), (2, 2), (1, 1), "same", 1, 1),
    ((9, 7), 3, 5, (2, 2), (1, 1), (5, 4), "same", 1, 0),
]


@pytest.mark.parametrize("kind", ["loops", "plain"])
@pytest.mark.parametrize("sizes, channels, filters, size, strides, dilation, padding, groups, code", CASES)
def test_convolutions(
    sizes: Any, channels: int, filters: int, size: Any, strides: Any, dilation: Any, padding: Any, groups: int,
    code: int, kind: str,
) -> None:  # fmt: skip
    ops: Any = getattr(loading, f"_{kind}")("taps")
    moves = window(sizes, size, strides, dilation, padding)
    found = reach(moves, channels, filters, groups, ops.LANES, ops.PLACES)
    slack = 2 * ops.LANES
    x, kernel = numbers(3, *sizes, channels), numbers(*size, channels // groups, filters, seed=1)
    bias, zeros = np.zeros(filters + slack, np.float32), np.zeros(max(channels, filters) + slack, np.float32)
    bias[:filters] = numbers(filters, seed=2)
    there, back = np.empty(len(found.index), np.float32), np.empty(len(found.back_index), np.float32)
    ops.pack(kernel.reshape(-1), found.index, there)
    ops.pack(kernel.reshape(-1), found.back_index, back)
    lines = found.lines if moves.has_padding else found.lines[:0]
    room, slopes = np.zeros(found.room + slack, np.float32), np.zeros(found.slope_room + slack, np.float32)
    y = np.full((3, math.prod(moves.outputs) * filters), np.nan, np.float32)
    rows = x.reshape(3, -1)
    ops.forward(rows, lines, room, found.table, found.passes, there, bias, code, y)
    dy, packed, db = numbers(*y.shape, seed=3), np.empty_like(there), np.empty(filters, np.float32)
    dx, dw = np.full_like(rows, np.nan), np.empty(kernel.size, np.float32)
    ops.backward(
        rows, lines, room, y, dy, code, found.slope_lines, slopes, found.table, found.passes, packed, db, False,
        found.back, back, zeros, dx,
    )  # fmt: skip
    ops.unpack(packed, found.index, dw)

    how = strides, dilation, padding, groups
    z = convolution.conv_forward(x, kernel, *how, bias=bias[:filters])
    wanted = activated(z, code)
    dz = slopes_of(dy, wanted, code)
    pairs = [
        (y, wanted),
        (db, dz.reshape(-1, filters).sum(axis=0)),
        (dw, convolution.conv_kernel_gradient(x, dz, size, *how)),
        (dx, convolution.conv_input_gradient(dz, kernel, sizes, *how)),
    ]
    for ours, right in pairs:
        np.testing.assert_allclose(ours.reshape(right.shape), right, 1e-4, 1e-4)


@pytest.mark.parametrize("kind", ["loops", "plain"])
@pytest.mark.parametrize(
    "sizes, channels, size, strides, dilation, padding, code",
    [
        ((9, 8), 17, (3, 3), (2, 2), (1, 1), "same", 0),
        ((9, 8), 32, (3, 2), (1, 1), (1, 2), "valid", 1),
        ((12,), 3, (5,), (3,), (1,), "same", 2),
        ((7, 9), 16, (2, 2), (3, 3), (1, 1), "valid", 3),
        ((6, 6), 5, (5, 5), (1, 1), (1, 1), "same", 0),
    ],
)
def test_every_channel_apart(
    sizes: Any, channels: int, size: Any, strides: Any, dilation: Any, padding: str, code: int, kind: str
) -> None:
    ops: Any = getattr(loading, f"_{kind}")("channels")
    moves = window(sizes, size, strides, dilation, padding)
    found, span = reach(moves, 1, 1, 1, 2, 4), -(-channels // 16) * 16
    x, kernel = numbers(3, *sizes, channels), numbers(*size, channels, 1, seed=1)
    rows, bias = kernel.reshape(-1, channels), np.zeros(span, np.float32)
    bias[:channels] = numbers(channels, seed=2)
    there, back = np.zeros((len(rows), span), np.float32), np.zeros((len(found.back_index), span), np.float32)
    there[:, :channels] = rows
    back[found.back_index >= 0, :channels] = rows[found.back_index[found.back_index >= 0]]
    lines = (found.lines if moves.has_padding else found.lines[:0]) * channels
    room, slopes = (np.zeros(size * channels, np.float32) for size in (found.room, found.slope_room))
    y, table = np.full((3, math.prod(moves.outputs) * channels), np.nan, np.float32), found.table * channels
    given = x.reshape(3, -1)
    ops.forward(given, lines, room, table, found.passes, there, bias, channels, code, y)
    dy, db, dx = numbers(*y.shape, seed=3), np.empty(channels, np.float32), np.full_like(given, np.nan)
    dw, zeros = np.empty((-(-len(rows) // 9) * 9, span), np.float32), np.zeros(span, np.float32)
    ops.backward(
        given, lines, room, y, dy, code, found.slope_lines * channels, slopes, table, found.passes, dw, db,
        found.back, back, zeros, dx,
    )  # fmt: skip

    how = strides, dilation, padding, channels
    z = convolution.conv_forward(x, kernel.reshape(*size, 1, channels), *how, bias=bias[:channels])
    wanted = activated(z, code)
    dz = slopes_of(dy, wanted, code)
    pairs = [
        (y, wanted),
        (db, dz.reshape(-1, channels).sum(axis=0)),
        (dw[: len(rows), :channels], convolution.conv_kernel_gradient(x, dz, size, *how)),
        (dx, convolution.conv_input_gradient(dz, kernel.reshape(*size, 1, channels), sizes, *how)),
    ]
    for ours, right in pairs:
        np.testing.assert_allclose(ours.reshape(right.shape), right, 1e-4, 1e-4)


def test_a_nan_passes_through_relu() -> None:
    ops = loading._loops("taps")
    moves = window((4,), (2,), (1,), (1,), "valid")
    found = reach(moves, 1, 3, 1, ops.LANES, ops.PLACES)
    x, bias = np.array([[np.nan, 1, 1, 1]], np.float32), np.zeros(3 + 2 * ops.LANES, np.float32)
    y, packed = np.empty((1, 9), np.float32), np.ones(len(found.index), np.float32)
    ops.forward(x, found.lines[:0], np.empty(0, np.float32), found.table, found.passes, packed, bias, 1, y)
    np.testing.assert_array_equal(y, [[np.nan] * 3 + [2] * 6])
