"""Values in the arguments of calls, and the masks that come with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from layerloom.layers.masks import names_of_masks
from layerloom.models.onnx_export.graph import NoOnnxError, Shape, Value
from layerloom.tensors import KerasTensor


def as_told(
    values: list[Value], specs: Sequence[KerasTensor], shape: Callable[[KerasTensor], Shape]
) -> list[Value]:
    """Returns values with the shapes that the model knows, which tell more than those that were followed."""
    if len(values) != len(specs):
        raise NoOnnxError("A call gives another number of tensors than it told, which cannot be followed.")
    return [
        replace(value, shape=_joined_shapes(value.shape, shape(spec)))
        for value, spec in zip(values, specs, strict=True)
    ]


def _joined_shapes(found: Shape, said: Shape) -> Shape:
    """Returns all that is known of a shape: what was followed counts before what a layer says of itself."""
    if len(found) != len(said):
        return found
    return tuple(b if a is None else a for a, b in zip(found, said, strict=True))


def filled(value: Any, values: dict[int, Value]) -> Any:
    """Returns nested arguments with values in place of symbolic tensors, by the numbers of these."""
    if isinstance(value, KerasTensor):
        return values[id(value)]
    if isinstance(value, (list, tuple)):
        return type(value)([filled(item, values) for item in value])
    if isinstance(value, dict):
        return {key: filled(item, values) for key, item in value.items()}
    return value


def flat(value: Any) -> list[Value]:
    """Returns the values in nested arguments, those of a dict by the order of its keys."""
    if isinstance(value, Value):
        return [value]
    if isinstance(value, dict):
        return [leaf for key in sorted(value) for leaf in flat(value[key])]
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in flat(item)]
    return []


def results(value: Any) -> list[Value]:
    """Returns the values in what a call gives, those of a dict in its own order, as symbolic outputs are counted."""
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in results(item)]
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in results(item)]
    return [value] if isinstance(value, Value) else []


def masks_of(value: Any) -> Any:
    """Returns the masks of nested values, in their structure."""
    if isinstance(value, (list, tuple)):
        return [masks_of(item) for item in value]
    return value.mask if isinstance(value, Value) else None


def mask_given(layer: Any, kwargs: dict[str, Any], inputs: list[Value]) -> Value | None:
    """Returns the mask of a call: the one that it names, or that of the only input."""
    found = kwargs.get("mask")
    if isinstance(found, Value):
        return found
    return inputs[0].mask if len(inputs) == 1 or layer.mask_beside_tensors else None


def masks_for(layer: Any, parameters: Any, args: Any, kwargs: dict[str, Any]) -> dict[str, Any]:
    """Returns the masks that ride on the arguments of a call, by the names under which it wants them."""
    names = list(parameters)[1:]  # without the layer itself
    given = {**dict(zip(names, args, strict=False)), **{key: kwargs[key] for key in names if key in kwargs}}
    tensors = {name: value for name, value in given.items() if flat(value)}
    wanted = names_of_masks(parameters, tensors, layer.mask_beside_tensors)
    masks = {mask: masks_of(tensors[name]) for name, mask in wanted.items() if given.get(mask) is None}
    return {name: mask for name, mask in masks.items() if flat(mask)}
