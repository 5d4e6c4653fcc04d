"""Weights of windows of 3 x 3 in the form that Winograd's rule for squares of 2 x 2 outputs multiplies in."""

from __future__ import annotations

import numpy as np

from layerloom.kernels.arrays import Array

__all__ = ["winograd_gradient", "winograd_weights"]

_ONE_AXIS = np.array([[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]], np.float32)
_FORM = np.kron(_ONE_AXIS, _ONE_AXIS)


def winograd_weights(w: Array, out: Array | None = None) -> Array:
    """Returns weights in their form.

    Args:
        w: Weights, (9, anything).
        out: Where to put the result, (16, anything).
    """
    found: Array = np.matmul(_FORM, w, out=out)
    return found


def winograd_gradient(dweights: Array, out: Array | None = None) -> Array:
    """Returns the gradient of weights (9, anything), from that of their form (16, anything)."""
    found: Array = np.matmul(_FORM.T, dweights, out=out)
    return found
