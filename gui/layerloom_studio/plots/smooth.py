"""Smoothing of curves: a moving mean that forgets slowly, as TensorBoard draws it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def smooth(y: Floats, weight: float) -> Floats:
    """Return a curve with less noise; it starts at the first value and follows the last ones.

    Args:
        y: Values, shape (n,); those that are no numbers are passed over.
        weight: How much of the past is kept, from 0 (nothing is smoothed) to below 1.
    """
    if weight <= 0 or len(y) < 2:
        return y
    made = np.empty_like(y)
    mean, share = 0.0, 0.0
    for place, value in enumerate(y.tolist()):
        if np.isfinite(value):
            mean = weight * mean + (1 - weight) * value
            share = weight * share + (1 - weight)
            made[place] = mean / share
        else:
            made[place] = value
    return made
