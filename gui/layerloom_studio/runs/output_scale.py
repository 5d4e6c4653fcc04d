"""Where values are learned, the output begins at their mean and with their spread, so that it need not travel there.

Adam moves a weight by about its learning rate in a step: to an output that begins near 0, a target of 150 is far away.
With the last layer scaled like the targets, everything before it learns as it would from standardized ones, while the
model speaks the units of the data all the time, in its files and its metrics, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.layers import Dense

_ENOUGH = 4  # samples; of fewer, mean and spread say little
_NEAR = (0.2, 5.0)  # times the spread of standardized targets; within, nothing is gained


def scale_outputs(model: Any, targets: Sequence[NDArray[Any]]) -> list[str]:
    """Give new output layers the mean and the spread of what they shall learn.

    Only a Dense layer without activation, with a bias and with trainable weights is changed, and only where the
    targets are values that are far from standardized.

    Args:
        model: Built, with new weights.
        targets: What each output learns, in training.

    Returns:
        Names of the layers that were changed.
    """
    changed = []
    for name, values in zip(model.output_names, targets, strict=True):
        layer = next((layer for layer in model.layers if layer.name == name), None)
        if (
            layer is None
            or not _is_linear(layer)
            or values.dtype.kind != "f"
            or values.ndim > 2
            or len(values) < _ENOUGH
        ):
            continue
        columns = np.asarray(values, dtype=np.float64).reshape(len(values), -1)
        mean, spread = columns.mean(axis=0), columns.std(axis=0)
        kernel, bias = layer.get_weights()
        if len(mean) != kernel.shape[-1] or not np.isfinite(mean).all() or not _is_far(mean, spread):
            continue
        spread = np.where(spread > 0, spread, 1.0)
        layer.set_weights([kernel * spread, bias + mean])
        changed.append(name)
    return changed


def _is_linear(layer: Any) -> bool:
    return (
        isinstance(layer, Dense)
        and layer.trainable
        and len(layer.get_weights()) == 2
        and getattr(layer.activation, "__name__", "") == "linear"
    )


def _is_far(mean: NDArray[Any], spread: NDArray[Any]) -> bool:
    low, high = _NEAR
    return bool(((spread < low) | (spread > high) | (np.abs(mean) > high * np.maximum(spread, 1.0))).any())
