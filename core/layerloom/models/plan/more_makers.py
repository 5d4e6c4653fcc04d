"""Which steps layers become that are neither classic convolutions nor dense: side by side, larger and smaller."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layerloom.models.plan.layer_norm import LayerNormalizationStep
from layerloom.models.plan.shaping import ConcatenateStep, RepeatStep, SquareMeanStep
from layerloom.models.plan.step import Slot, Step
from layerloom.tensors import Node

if TYPE_CHECKING:
    from layerloom.models.plan.building import Building


def concatenate(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """Inputs side by side."""
    axis = layer.axis if layer.axis >= 0 else layer.axis + len(node.outputs[0].shape)
    if axis < 1 or len(sources) < 2:
        return None
    return ConcatenateStep(building.setting, sources, building.slot(node.outputs[0], sources, layer), axis)


def up_sampling(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """Pixels repeated."""
    if layer.interpolation != "nearest" or layer.data_format != "channels_last":
        return None
    slot = building.slot(node.outputs[0], sources, layer)
    return RepeatStep(building.setting, sources[0], slot, tuple(layer.size))


def average_pooling(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """Means over windows side by side."""
    if layer.padding != "valid" or tuple(layer.pool_size) != tuple(layer.strides):
        return None
    if layer.data_format != "channels_last":
        return None
    slot = building.slot(node.outputs[0], sources, layer)
    return SquareMeanStep(building.setting, sources[0], slot, tuple(layer.pool_size))


def layer_normalization(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """Rows of mean 0 and variance 1."""
    if layer.axis not in (-1, [-1], len(sources[0].shape), [len(sources[0].shape)]) or layer.rms_scaling:
        return None
    slot = building.slot(node.outputs[0], sources, layer)
    return LayerNormalizationStep(building.setting, sources[0], slot, layer)
