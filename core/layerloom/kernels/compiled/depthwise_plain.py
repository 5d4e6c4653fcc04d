"""Convolution of every channel apart, with steps of one, in plain NumPy; as in ``depthwise_loops``."""

from __future__ import annotations

from typing import Any

from layerloom.kernels import depthwise as kernels
from layerloom.kernels.arrays import Array


def forward(x: Array, w: Array, geometry: Array, y: Array) -> None:
    """Convolves images that have their padding with weights (window, channels); no bias."""
    size, dilation = _window(geometry)
    kernel = w.reshape(*size, w.shape[1], 1)
    y[...] = kernels.depthwise_forward(x, kernel, (1, 1), dilation, "valid")


def weight_gradient(x: Array, dy: Array, geometry: Array, w: Array) -> None:
    """Gradient of the weights (window, channels)."""
    size, dilation = _window(geometry)
    w[...] = kernels.depthwise_kernel_gradient(x, dy, size, (1, 1), dilation, "valid").reshape(w.shape)


def _window(geometry: Array) -> tuple[Any, Any]:
    kh, kw, _, _, dh, dw = map(int, geometry[:6])
    return (kh, kw), (dh, dw)
