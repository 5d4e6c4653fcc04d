"""Resampling along one axis in plain NumPy; as in ``resampling_loops``."""

from __future__ import annotations

import numpy as np

from layerloom.kernels.arrays import Array


def resample(x: Array, starts: Array, weights: Array, y: Array) -> None:
    """Sets places of ``y`` (count, places, run) to sums of those of ``x`` from ``starts`` on, as many as weights."""
    np.multiply(x[:, starts], weights[:, 0, None], out=y)
    for tap in range(1, weights.shape[1]):
        y += x[:, starts + tap] * weights[:, tap, None]
