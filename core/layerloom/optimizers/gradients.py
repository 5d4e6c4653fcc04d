"""Gradients before they are applied: missing ones dropped, long ones clipped."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom.tensors import Array, Variable, as_array


def drop_missing(grads: Sequence[Any], variables: Sequence[Variable]) -> tuple[list[Array], list[Variable]]:
    """Returns the gradients that exist, as arrays, with their variables; warns of the others.

    Raises:
        ValueError: If no variable has a gradient.
    """
    kept = [(as_array(g), variable) for g, variable in zip(grads, variables, strict=True) if g is not None]
    if not kept:
        raise ValueError(
            "No variable has a gradient: the loss does not depend on the trainable weights "
            "(was it computed inside the tape, and with operations of this library?)."
        )
    missing = [variable.path for g, variable in zip(grads, variables, strict=True) if g is None]
    if missing:
        warnings.warn(
            f"The loss does not depend on the variables {', '.join(missing)}: they stay as they are.",
            stacklevel=4,
        )
    return [gradient for gradient, _ in kept], [variable for _, variable in kept]


def clip_by_norm(gradient: Array, limit: float) -> Array:
    """Shortens one gradient to a norm of at most ``limit``."""
    norm = np.sqrt(np.sum(np.square(gradient)))
    clipped: Array = gradient * limit / np.maximum(norm, np.asarray(limit, gradient.dtype))
    return clipped


def clip_by_global_norm(gradients: list[Array], limit: float) -> list[Array]:
    """Shortens all gradients by one factor to a common norm of at most ``limit``."""
    norm = np.sqrt(sum(np.sum(np.square(gradient)) for gradient in gradients))
    with np.errstate(divide="ignore", invalid="ignore"):
        # the last term is 0, or NaN when the norm is not finite
        scale = limit * np.minimum(1.0 / norm, 1.0 / limit) + (norm - norm)
    return [gradient * scale.astype(gradient.dtype) for gradient in gradients]
