"""Activations that the kernels of convolutions and dense layers know, by the number that they have there."""

from __future__ import annotations

from typing import Any

from layerloom import activations, layers

#: Activations whose gradient follows from what they gave, by number.
CODES = {activations.linear: 0, activations.relu: 1, activations.tanh: 2, activations.sigmoid: 3}

#: Activations that have kernels of their own, by number, with the number that belongs to them.
CURVES = {
    activations.leaky_relu: (4, 0.2),
    activations.relu6: (5, 6.0),
    activations.elu: (6, 1.0),
    activations.selu: (7, 0.0),
    activations.gelu: (8, 0.0),
    activations.silu: (9, 0.0),
    activations.softplus: (10, 0.0),
    activations.softsign: (11, 0.0),
    activations.hard_sigmoid: (12, 0.0),
    activations.hard_silu: (13, 0.0),
    activations.mish: (14, 0.0),
    activations.exponential: (15, 0.0),
    activations.log_sigmoid: (16, 0.0),
    activations.celu: (17, 1.0),
    activations.hard_tanh: (18, 0.0),
}


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


def curve_of(layer: Any) -> tuple[int, float] | None:
    """Returns the kernel's number of a layer that is an activation with a kernel of its own, and its own number."""
    if type(layer) is layers.Activation:
        return CURVES.get(layer.activation)
    if type(layer) is layers.LeakyReLU:
        return 4, layer.negative_slope
    if type(layer) is layers.ELU:
        return 6, layer.alpha
    if type(layer) is layers.ReLU and not layer.threshold:
        if layer.max_value is None:
            return 4, layer.negative_slope
        return (5, layer.max_value) if layer.max_value and not layer.negative_slope else None
    return None
