"""Slow, clear convolution and pooling, one output pixel at a time; and several ways to cut the work."""

from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest

from layerloom.kernels import arrays, parallel


@pytest.fixture
def oracle():
    """The definitions of convolution and pooling."""
    return SimpleNamespace(conv=conv, max_pool=max_pool, average_pool=average_pool)


@pytest.fixture(params=[(1 << 20, 1), (1 << 9, 3)], ids=["one thread", "three threads, small blocks"])
def cache(request, monkeypatch):
    """A cache that holds whole batches; and one so small that images are cut into rows, with shared work."""
    cache, threads = request.param
    monkeypatch.setattr(arrays, "CACHE_BYTES", cache)
    monkeypatch.setattr(parallel, "_WORTHWHILE", 0)
    before = parallel.thread_count()
    parallel.set_thread_count(threads)
    yield
    parallel.set_thread_count(before)


def same_padding(inputs, size, strides, dilation):
    """TensorFlow's SAME: output = ceil(input / stride), the odd padding behind."""
    pads = []
    for n, k, s, d in zip(inputs, size, strides, dilation, strict=True):
        out = -(-n // s)
        total = max((out - 1) * s + (k - 1) * d + 1 - n, 0)
        pads.append((total // 2, total - total // 2))
    return pads


def windows(x, size, strides, dilation, padding):
    """Yields (output index, window of shape (batch, *size, channels)) with NaN for padding."""
    inputs = x.shape[1:-1]
    pads = same_padding(inputs, size, strides, dilation) if padding == "same" else [(0, 0)] * len(size)
    padded = np.pad(x, [(0, 0), *pads, (0, 0)], constant_values=np.nan)
    outputs = [
        (n - (k - 1) * d - 1) // s + 1
        for n, k, s, d in zip(padded.shape[1:-1], size, strides, dilation, strict=True)
    ]
    for index in product(*map(range, outputs)):
        grid = [
            [i * s + p * d for p in range(k)]
            for i, k, s, d in zip(index, size, strides, dilation, strict=True)
        ]
        yield index, padded[np.ix_(range(len(x)), *grid, range(x.shape[-1]))]


def conv(x, kernel, strides, dilation, padding, groups=1):
    size, (depth, filters) = kernel.shape[:-2], kernel.shape[-2:]
    found = {}
    for index, seen in windows(x, size, strides, dilation, padding):
        seen = np.nan_to_num(seen, nan=0.0)
        parts = []
        for g in range(groups):
            part = seen[..., g * depth : (g + 1) * depth].reshape(len(x), -1)
            parts.append(
                part
                @ kernel[..., g * filters // groups : (g + 1) * filters // groups].reshape(part.shape[1], -1)
            )
        found[index] = np.concatenate(parts, axis=-1)
    return stacked(found, len(x))


def max_pool(x, size, strides, padding):
    found = windows(x, size, strides, (1,) * len(size), padding)
    axes = tuple(range(1, 1 + len(size)))
    return stacked({index: np.nanmax(seen, axis=axes) for index, seen in found}, len(x))


def average_pool(x, size, strides, padding):
    found = windows(x, size, strides, (1,) * len(size), padding)
    axes = tuple(range(1, 1 + len(size)))
    return stacked({index: np.nanmean(seen, axis=axes) for index, seen in found}, len(x))


def stacked(found, batch):
    outputs = [max(i) + 1 for i in zip(*found, strict=True)]
    y = np.empty((batch, *outputs, next(iter(found.values())).shape[-1]))
    for index, value in found.items():
        y[(slice(None), *index)] = value
    return y
