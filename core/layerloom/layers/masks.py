"""Masks: which time steps count. They ride on tensors, from the layer that makes them to those that use them."""

from __future__ import annotations

import inspect
from typing import Any

from layerloom.tensors import Tensor


def mask_of(tensor: Any) -> Any:
    """Returns the mask that rides on a tensor, or ``None``."""
    return getattr(tensor, "_keras_mask", None)


def masks_of(structure: Any) -> Any:
    """Returns the masks of nested tensors, in their structure."""
    if isinstance(structure, dict):
        return {key: masks_of(item) for key, item in structure.items()}
    if isinstance(structure, (list, tuple)):
        return [masks_of(item) for item in structure]
    return mask_of(structure)


def has_masks(masks: Any) -> bool:
    """Tells whether there is any mask in nested ones."""
    if isinstance(masks, dict):
        masks = list(masks.values())
    if isinstance(masks, (list, tuple)):
        return any(map(has_masks, masks))
    return masks is not None


def set_masks(outputs: Any, masks: Any) -> None:
    """Puts masks on tensors; one mask serves a single tensor only."""
    if masks is None:
        return
    if isinstance(outputs, Tensor):
        outputs._keras_mask = masks
    elif isinstance(outputs, (list, tuple)):
        each = masks if isinstance(masks, (list, tuple)) else [masks] * len(outputs)
        for output, mask in zip(outputs, each, strict=False):
            set_masks(output, mask)


def take_masks(signature: inspect.Signature, arguments: dict[str, Any], kwargs: dict[str, Any]) -> None:
    """Adds the masks of a call's tensors to its keyword arguments, where ``call`` wants them.

    The first tensor's goes to ``mask``; those of several to ``<argument>_mask``.
    """
    for position, (name, value) in enumerate(arguments.items()):
        wanted = f"{name}_mask" if f"{name}_mask" in signature.parameters else "mask" if position == 0 else ""
        if wanted in signature.parameters and kwargs.get(wanted) is None and arguments.get(wanted) is None:
            masks = masks_of(value)
            if has_masks(masks):
                kwargs[wanted] = masks
