"""Masks: which time steps count. They ride on tensors, from the layer that makes them to those that use them."""

from __future__ import annotations

import inspect
from collections.abc import Collection, Container
from typing import Any

from layerloom.layers.structures import has_tensors
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


def names_of_masks(parameters: Container[str], tensors: Collection[str], beside: bool) -> dict[str, str]:
    """Returns for arguments with tensors the parameters that want their masks.

    That of the only argument with tensors goes to ``mask``, those of several to ``<argument>_mask``: a recurrent
    layer called with states as well does not see the mask of its sequences, as in Keras 3.

    Args:
        parameters: Those of ``call``.
        tensors: The arguments with tensors, in order.
        beside: Whether the first argument's mask goes to ``mask`` in any case, as in Keras 2.
    """
    found = {}
    for position, name in enumerate(tensors):
        alone = len(tensors) == 1 or (beside and position == 0)
        wanted = f"{name}_mask" if f"{name}_mask" in parameters else "mask" if alone else ""
        if wanted in parameters:
            found[name] = wanted
    return found


def take_masks(
    signature: inspect.Signature, arguments: dict[str, Any], kwargs: dict[str, Any], beside: bool = False
) -> None:
    """Adds the masks of a call's tensors to its keyword arguments, where ``call`` wants them.

    Args:
        signature: That of ``call``.
        arguments: What it is called with, by name.
        kwargs: The keyword arguments, which are added to.
        beside: See :func:`names_of_masks`.
    """
    given = {name: value for name, value in arguments.items() if has_tensors(value)}
    for name, wanted in names_of_masks(signature.parameters, given, beside).items():
        if kwargs.get(wanted) is None and arguments.get(wanted) is None:
            masks = masks_of(given[name])
            if has_masks(masks):
                kwargs[wanted] = masks
