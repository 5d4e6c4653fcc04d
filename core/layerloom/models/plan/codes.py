"""Activations that the kernels of convolutions and dense layers know, by the number that they have there."""

from __future__ import annotations

from typing import Any

from layerloom import activations, layers

#: Activations whose gradient follows from what they gave, by number.
CODES = {activations.linear: 0, activations.relu: 1, activations.tanh: 2, activations.sigmoid: 3}


def code_of(layer: Any) -> int | None:
    """Returns the number of a layer that is such an activation, ``None`` for others."""
    if type(layer) is layers.Activation:
        return CODES.get(layer.activation)
    if (
        type(layer) is layers.ReLU
        and layer.max_value is None
        and not layer.negative_slope
        and not layer.threshold
    ):
        return 1
    return None
