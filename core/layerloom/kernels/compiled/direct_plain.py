"""Convolution of few channels in plain NumPy; arguments and results are those of ``direct_loops``."""

from __future__ import annotations

from layerloom.kernels.arrays import Array
from layerloom.kernels.compiled.convolution_plain import forward, pool_forward, weight_gradient
from layerloom.kernels.compiled.convolution_plain import pool_weight_gradient as turned

__all__ = ["forward", "pool_forward", "pool_weight_gradient", "weight_gradient"]


def pool_weight_gradient(
    x: Array,
    y: Array,
    arg: Array,
    dy: Array,
    geometry: Array,
    dw: Array,
    db: Array,
    places: Array,
    slopes: Array,
) -> None:
    """Gradients of the kernel and the bias, from those of the pooled outputs."""
    turned(x, y, arg, dy, geometry, dw.T, db, places, slopes)
