"""Convolutions of further sizes for sweep.py: other kernels, strides, dilations, channels, batches, one to three axes.

They are built and trained like those of ``sweep_workloads``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sweep_workloads import Case, _chain, _mean, _torch, _turned, stack

Parts = tuple[Callable[[Any], Any], ...]


def _between(
    keras: dict[str, Any], torch: dict[str, Any], shape: tuple[int, ...] = (24, 24, 3), batch: int = 32,
    before: int = 16, filters: int = 32,
) -> Case:  # fmt: skip
    """A convolution behind another, with a mean behind it, on the axes that the shape has."""
    rank = len(shape) - 1
    return Case(
        _chain(
            lambda k: getattr(k, f"Conv{rank}D")(before, 3, activation="relu"),
            lambda k: getattr(k, f"Conv{rank}D")(filters, activation="relu", **keras),
            lambda k: getattr(k, f"GlobalAveragePooling{rank}D")(),
        ),
        _torch(
            _turned, lambda n: getattr(n, f"Conv{rank}d")(shape[-1], before, 3), lambda n: n.ReLU(),
            lambda n: getattr(n, f"Conv{rank}d")(before, filters, **torch), lambda n: n.ReLU(), _mean,
            lambda n: n.Linear(filters, 10),
        ),
        shape, batch,
    )  # fmt: skip


def _both(size: Any, **settings: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Returns the settings of a convolution without borders for both libraries."""
    names = {"strides": "stride", "dilation_rate": "dilation"}
    return {"kernel_size": size, **settings}, {
        "kernel_size": size,
        **{names.get(k, k): v for k, v in settings.items()},
    }


def _same(size: Any, dilation: int = 1, **settings: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The same for convolutions that keep the size."""
    keras, torch = _both(size, dilation_rate=dilation, **settings)
    return {**keras, "padding": "same"}, {**torch, "padding": "same"}


def _by_channels(size: int, times: int, stride: int = 1, dilation: int = 1, batch: int = 32) -> Case:
    """A depthwise convolution between two others."""
    border = dilation * (size - 1) // 2
    return Case(
        _chain(
            lambda k: k.Conv2D(24, 3, activation="relu"),
            lambda k: k.DepthwiseConv2D(
                size, strides=stride, padding="same", depth_multiplier=times, dilation_rate=dilation
            ),
            lambda k: k.Conv2D(32, 1, activation="relu"), lambda k: k.GlobalAveragePooling2D(),
        ),
        _torch(
            _turned, lambda n: n.Conv2d(3, 24, 3), lambda n: n.ReLU(),
            lambda n: n.Conv2d(24, 24 * times, size, stride, border, dilation, groups=24),
            lambda n: n.Conv2d(24 * times, 32, 1), lambda n: n.ReLU(), _mean, lambda n: n.Linear(32, 10),
        ),
        (25, 25, 3), batch,
    )  # fmt: skip


def _separated(keras: Parts, torch: Parts, shape: tuple[int, ...], last: int) -> Case:
    return Case(_chain(*keras), _torch(_turned, *torch, _mean, lambda n: n.Linear(last, 10)), shape, 32)


def _signal(size: int, stride: int, steps: int, channels: int, batch: int) -> Case:
    """Wide filters on long signals."""
    return Case(
        _chain(
            lambda k: k.Conv1D(32, size, strides=stride, activation="relu"), lambda k: k.MaxPooling1D(4),
            lambda k: k.Conv1D(64, 5, activation="relu"), lambda k: k.GlobalAveragePooling1D(),
        ),
        _torch(
            _turned, lambda n: n.Conv1d(channels, 32, size, stride), lambda n: n.ReLU(), lambda n: n.MaxPool1d(4),
            lambda n: n.Conv1d(32, 64, 5), lambda n: n.ReLU(), _mean, lambda n: n.Linear(64, 10),
        ),
        (steps, channels), batch,
    )  # fmt: skip


#: Every case by name.
CASES: dict[str, Case] = {
    "convolution, strides of 3": _between(*_both(3, strides=3)),
    "convolution, strides of 1 and 2": _between(*_both(3, strides=(1, 2))),
    "convolution 1 x 1": _between(*_both(1), before=32, filters=64),
    "convolution 2 x 2": _between(*_both(2)),
    "convolution 4 x 4, same": _between(*_same(4)),
    "convolution 7 x 7, same": _between(*_same(7)),
    "convolution 11 x 11, same": _between(*_same(11), batch=8),
    "convolution 3 x 1": _between(*_both((3, 1))),
    "convolution 1 x 9, same": _between(*_same((1, 9))),
    "convolution, dilation 3, batch 2": _between(*_both(3, dilation_rate=3), batch=2),
    "convolution 5 x 5, dilation 2, same": _between(*_same(5, 2)),
    "convolution, 13 and 37 channels, batch 3": _between(*_same(3), before=13, filters=37, batch=3),
    "convolution 5 x 5, two groups": _between(*_same(5, groups=2)),
    "convolution, a group for every channel": _between(*_same(3, groups=16), filters=16),
    "convolution, 64 filters, batch 1": _between(*_same(3), shape=(56, 56, 3), batch=1, before=64, filters=64),
    "convolution, 8 filters, batch 512": _between(*_same(3), shape=(14, 14, 1), batch=512, before=8, filters=8),
    "convolution, 256 filters": _between(*_same(3), shape=(9, 9, 32), before=128, filters=256, batch=16),
    "convolution, 5 filters": _between(*_same(3), before=5, filters=5),
    "convolution of a spectrogram": _between(*_same(3), shape=(128, 128, 1), before=8, filters=16, batch=8),
    "depthwise, two for a channel": _by_channels(3, 2),
    "depthwise, three for a channel, strides": _by_channels(3, 3, 2),
    "depthwise 5 x 5": _by_channels(5, 1),
    "depthwise, dilation": _by_channels(3, 1, 1, 2),
    "depthwise, batch 1": _by_channels(3, 1, batch=1),
    "separable, strides": _separated(
        (
            lambda k: k.SeparableConv2D(32, 3, strides=2, padding="same", activation="relu"),
            lambda k: k.SeparableConv2D(64, 3, strides=2, padding="same", activation="relu"),
            lambda k: k.GlobalAveragePooling2D(),
        ),
        (
            lambda n: n.Conv2d(3, 3, 3, 2, 1, groups=3), lambda n: n.Conv2d(3, 32, 1), lambda n: n.ReLU(),
            lambda n: n.Conv2d(32, 32, 3, 2, 1, groups=32), lambda n: n.Conv2d(32, 64, 1), lambda n: n.ReLU(),
        ),
        (33, 33, 3), 64,
    ),
    "separable, two for a channel": _separated(
        (
            lambda k: k.Conv2D(16, 3, activation="relu"),
            lambda k: k.SeparableConv2D(32, 3, depth_multiplier=2, activation="relu"),
            lambda k: k.GlobalAveragePooling2D(),
        ),
        (
            lambda n: n.Conv2d(3, 16, 3), lambda n: n.ReLU(), lambda n: n.Conv2d(16, 32, 3, groups=16),
            lambda n: n.Conv2d(32, 32, 1), lambda n: n.ReLU(),
        ),
        (24, 24, 3), 32,
    ),
    "separable 1-D": _separated(
        (
            lambda k: k.SeparableConv1D(32, 7, padding="same", activation="relu"), lambda k: k.MaxPooling1D(2),
            lambda k: k.SeparableConv1D(64, 7, padding="same", activation="relu"),
            lambda k: k.GlobalAveragePooling1D(),
        ),
        (
            lambda n: n.Conv1d(8, 8, 7, padding=3, groups=8), lambda n: n.Conv1d(8, 32, 1), lambda n: n.ReLU(),
            lambda n: n.MaxPool1d(2), lambda n: n.Conv1d(32, 32, 7, padding=3, groups=32),
            lambda n: n.Conv1d(32, 64, 1), lambda n: n.ReLU(),
        ),
        (256, 8), 64,
    ),
    "depthwise 1-D, two for a channel": _separated(
        (
            lambda k: k.Conv1D(16, 3, activation="relu"), lambda k: k.DepthwiseConv1D(9, depth_multiplier=2),
            lambda k: k.ReLU(), lambda k: k.Conv1D(32, 1, activation="relu"), lambda k: k.GlobalAveragePooling1D(),
        ),
        (
            lambda n: n.Conv1d(6, 16, 3), lambda n: n.ReLU(), lambda n: n.Conv1d(16, 32, 9, groups=16),
            lambda n: n.ReLU(), lambda n: n.Conv1d(32, 32, 1), lambda n: n.ReLU(),
        ),
        (200, 6), 32,
    ),
    "convolution 1-D, dilation 32, same": _between(*_same(3, 32), shape=(300, 4)),
    "convolution 1-D, strides of 3": _between(*_both(5, strides=3), shape=(300, 4)),
    "convolution 1-D, 1 wide, batch 512": _between(*_both(1), shape=(40, 8), batch=512),
    "signal, 31 wide, strides of 4": _signal(31, 4, 2000, 1, 16),
    "signal, 16 wide, 12 channels": _signal(16, 1, 1000, 12, 16),
    "signal, batch 1": _signal(9, 2, 500, 2, 1),
    "convolution 3-D, strides": _between(*_both(3, strides=2), shape=(16, 16, 16, 2), batch=4, before=8, filters=16),
    "convolution 3-D, 1 x 3 x 3": _between(
        *_same((1, 3, 3)), shape=(8, 20, 20, 3), batch=4, before=16, filters=16
    ),
    "convolution 3-D, 32 filters": _between(*_same(3), shape=(10, 10, 10, 4), batch=4, before=32, filters=32),
    "transposed 1-D, strides of 3": Case(
        stack(
            lambda k: k.Conv1D(24, 4, strides=3, activation="relu"),
            lambda k: k.Conv1DTranspose(16, 4, strides=3, activation="relu"), lambda k: k.Conv1D(1, 1),
        ),
        _torch(
            _turned, lambda n: n.Conv1d(4, 24, 4, 3), lambda n: n.ReLU(), lambda n: n.ConvTranspose1d(24, 16, 4, 3),
            lambda n: n.ReLU(), lambda n: n.Conv1d(16, 1, 1),
        ),
        (130, 4), 32, "squares",
    ),
    "transposed 2-D, 5 x 5, no strides": Case(
        stack(
            lambda k: k.Conv2D(16, 5, activation="relu"), lambda k: k.Conv2DTranspose(16, 5, activation="relu"),
            lambda k: k.Conv2D(1, 1),
        ),
        _torch(
            _turned, lambda n: n.Conv2d(3, 16, 5), lambda n: n.ReLU(), lambda n: n.ConvTranspose2d(16, 16, 5),
            lambda n: n.ReLU(), lambda n: n.Conv2d(16, 1, 1),
        ),
        (24, 24, 3), 16, "squares",
    ),
    "transposed 2-D, strides of 3": Case(
        stack(
            lambda k: k.Conv2D(24, 3, strides=3, activation="relu"),
            lambda k: k.Conv2DTranspose(24, 3, strides=3, activation="relu"), lambda k: k.Conv2D(1, 1),
        ),
        _torch(
            _turned, lambda n: n.Conv2d(3, 24, 3, 3), lambda n: n.ReLU(), lambda n: n.ConvTranspose2d(24, 24, 3, 3),
            lambda n: n.ReLU(), lambda n: n.Conv2d(24, 1, 1),
        ),
        (30, 30, 3), 16, "squares",
    ),
    "transposed 3-D, 2 x 2 x 2": Case(
        stack(
            lambda k: k.Conv3D(8, 3, padding="same", activation="relu"), lambda k: k.MaxPooling3D(2),
            lambda k: k.Conv3D(16, 3, padding="same", activation="relu"),
            lambda k: k.Conv3DTranspose(8, 2, strides=2, activation="relu"), lambda k: k.Conv3D(1, 1),
        ),
        _torch(
            _turned, lambda n: n.Conv3d(1, 8, 3, padding=1), lambda n: n.ReLU(), lambda n: n.MaxPool3d(2),
            lambda n: n.Conv3d(8, 16, 3, padding=1), lambda n: n.ReLU(), lambda n: n.ConvTranspose3d(16, 8, 2, 2),
            lambda n: n.ReLU(), lambda n: n.Conv3d(8, 1, 1),
        ),
        (12, 12, 12, 1), 4, "squares",
    ),
}  # fmt: skip
