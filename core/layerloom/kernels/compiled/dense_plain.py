"""The gradient of a dense layer's weights with the optimizer's step in plain NumPy, like ``dense_loops``."""

from __future__ import annotations

from layerloom.kernels.arrays import Array
from layerloom.kernels.compiled import elementwise_plain


def update(
    x: Array, dz: Array, low: int, high: int, w: Array, first: Array, second: Array, code: int, numbers: Array
) -> None:
    """Changes the rows from ``low`` to ``high`` of weights by a rule with their gradients, ``x.T @ dz``."""
    part = slice(low * dz.shape[1], high * dz.shape[1])
    gradient = (x[:, low:high].T @ dz).reshape(-1)
    elementwise_plain.update(w[part], gradient, first[part], second[part], code, numbers)
