"""Which steps layers become that are neither classic convolutions nor dense: joined, larger and smaller, pooled."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np

from layerloom import config, layers
from layerloom.kernels.windows import Window, window
from layerloom.layers.cropping import Cropping
from layerloom.models.plan.calls import known
from layerloom.models.plan.layer_norm import LayerNormalizationStep
from layerloom.models.plan.lengths import LengthStep
from layerloom.models.plan.merging import ProductStep, SelectStep, SumStep
from layerloom.models.plan.noise import NoiseStep
from layerloom.models.plan.normalization import NormalizationStep
from layerloom.models.plan.placing import BorderStep, LineStep, TransposeStep
from layerloom.models.plan.pooling import GlobalMaxStep, MaxPoolingStep, MeanPoolingStep
from layerloom.models.plan.resampling import ResampleStep
from layerloom.models.plan.shaping import ConcatenateStep, RepeatStep, SquareMeanStep
from layerloom.models.plan.simple import AddStep, ViewStep
from layerloom.models.plan.slopes import SlopesStep
from layerloom.models.plan.step import Slot, Step
from layerloom.tensors import Node

if TYPE_CHECKING:
    from layerloom.models.plan.building import Building

#: Places of a window that the kernels of max-pooling can count.
_MOST_PLACES = 255


def concatenate(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """Inputs side by side."""
    axis = layer.axis if layer.axis >= 0 else layer.axis + len(node.outputs[0].shape)
    if axis < 1 or len(sources) < 2:
        return None
    return ConcatenateStep(building.setting, sources, building.slot(node.outputs[0], sources, layer), axis)


def up_sampling(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """Places repeated, or numbers between them."""
    method = getattr(layer, "interpolation", "nearest")
    if layer.data_format != "channels_last" or not sources[0].size:
        return None
    slot = building.slot(node.outputs[0], sources, layer)
    if method != "nearest":
        return ResampleStep(building.setting, sources[0], slot, method)
    return RepeatStep(building.setting, sources[0], slot, tuple(layer._factors))


def repeat(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """A row of numbers as every step of a sequence."""
    return RepeatStep(
        building.setting, sources[0], building.slot(node.outputs[0], sources, layer), (layer.n,)
    )


def average_pooling(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """Means over windows."""
    if layer.data_format != "channels_last":
        return None
    slot = building.slot(node.outputs[0], sources, layer)
    size, strides = tuple(layer.pool_size), tuple(layer.strides)
    if layer.padding == "valid" and size == strides:
        return SquareMeanStep(building.setting, sources[0], slot, size)
    moves = window(sources[0].shape[:-1], size, strides, (1,) * layer.rank, layer.padding)
    return MeanPoolingStep(building.setting, sources[0], slot, moves)


def max_pooling(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """The greatest values of windows; those of volumes are found in slices first, then across."""
    size, strides, (source,) = tuple(layer.pool_size), tuple(layer.strides), sources
    if layer.data_format != "channels_last" or math.prod(size[-2:]) > _MOST_PLACES or size[0] > _MOST_PLACES:
        return None
    moves = window(source.shape[:-1], size, strides, (1,) * layer.rank, layer.padding)
    channels = source.shape[-1]
    if layer.rank == 2:
        slot = building.slot(node.outputs[0], sources, layer)
        before = building.maker_of(node.inputs[0])
        before = before if type(before) is NormalizationStep and not before.learns_apart else None
        return MaxPoolingStep(building.setting, source, slot, moves, channels, before)
    if layer.rank == 3:
        inner = _axes(moves, slice(1, 3))
        between = Slot((source.shape[0], *inner.outputs, channels), "float32", source.wanted)
        building.steps.append(MaxPoolingStep(building.setting, source, between, inner, channels))
        source, channels = between, channels * math.prod(inner.outputs)
    slot = building.slot(node.outputs[0], [source], layer)
    column = _as_column(_axes(moves, slice(0, 1)))
    return MaxPoolingStep(building.setting, source, slot, column, channels)


def _axes(moves: Window, which: slice) -> Window:
    """Returns how a window moves along some axes."""
    return Window(*(tuple(getattr(moves, field.name))[which] for field in fields(moves)))


def _as_column(moves: Window) -> Window:
    """Returns the geometry of a sequence as that of a column of pixels."""
    return Window(
        (*moves.inputs, 1), (*moves.size, 1), (*moves.strides, 1), (*moves.dilation, 1),
        (*moves.low, 0), (*moves.high, 0), (*moves.outputs, 1),
    )  # fmt: skip


def global_max(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """The greatest value of every channel."""
    if layer.data_format != "channels_last":
        return None
    return GlobalMaxStep(building.setting, sources, building.slot(node.outputs[0], sources, layer))


def borders(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """Zeros round images, or images without their borders."""
    if layer.data_format != "channels_last":
        return None
    slot = building.slot(node.outputs[0], sources, layer)
    return BorderStep(building.setting, sources[0], slot, layer._pairs, isinstance(layer, Cropping))


def permute(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """Axes in another order."""
    slot = building.slot(node.outputs[0], sources, layer)
    return TransposeStep(building.setting, sources[0], slot, (0, *layer.dims))


def slopes(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """PReLU."""
    slot = building.slot(node.outputs[0], sources, layer)
    return SlopesStep(building.setting, sources[0], slot, layer)


def noise(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """Noise while training, and nothing else."""
    slot = building.slot(node.outputs[0], sources, layer)
    if not building.trains(node) or layer.seed_generator is None:
        return ViewStep(building.setting, sources, slot)
    return NoiseStep(building.setting, sources[0], slot, layer)


def line(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """Rescaling by numbers that stand in the layer."""
    if config.image_data_format() == "channels_first":
        return None
    shape = np.broadcast_shapes(np.shape(layer.scale), np.shape(layer.offset), (1, *sources[0].shape))
    if shape != (1, *sources[0].shape):
        return None

    def find() -> tuple[Any, Any]:
        return np.asarray(layer.scale, np.float32), np.asarray(layer.offset, np.float32)

    return LineStep(building.setting, sources[0], building.slot(node.outputs[0], sources, layer), find)


def merge(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """Several inputs number by number."""
    return merge_as(type(layer), building, node, layer, sources)


def merge_as(kind: type, building: Building, node: Node, operation: Any, sources: list[Slot]) -> Step | None:
    """Several inputs number by number, as a layer of a class does it."""
    shape = known(node.outputs[0])
    rank = len(shape)
    fits = all(
        size in (1, whole)
        for source in sources
        for size, whole in zip((1,) * (rank - len(source.shape)) + source.shape, shape, strict=True)
    )
    if len(sources) < 2 or not fits:
        return None
    setting, slot = building.setting, building.slot(node.outputs[0], sources, operation)
    if kind is layers.Add and all(source.shape == shape for source in sources):
        return AddStep(setting, sources, slot)
    if kind is layers.Multiply:
        return ProductStep(setting, sources, slot)
    if kind in (layers.Maximum, layers.Minimum):
        return SelectStep(setting, sources, slot, kind is layers.Maximum)
    factors = [1.0] * len(sources)
    if kind is layers.Subtract:
        factors[1] = -1.0
    elif kind is layers.Average:
        factors = [1 / len(sources)] * len(sources)
    return SumStep(setting, sources, slot, factors)


def layer_normalization(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """Rows of mean 0 and variance 1; the numbers of the last axes make one row."""
    width = _width(layer, sources[0])
    if width is None or layer.rms_scaling:
        return None
    slot = building.slot(node.outputs[0], sources, layer)
    return LayerNormalizationStep(building.setting, sources[0], slot, layer, width)


def length(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """Rows of length 1, or of mean square 1."""
    width = _width(layer, sources[0])
    if width is None:
        return None
    slot = building.slot(node.outputs[0], sources, layer)
    unit = type(layer) is layers.UnitNormalization
    given = (None, None) if unit else (layer.scale, layer.epsilon)
    return LengthStep(building.setting, sources[0], slot, width, *given)


def _width(layer: Any, source: Slot) -> int | None:
    """Returns how many numbers a layer takes together, ``None`` where these are not the last axes."""
    shape = (None, *source.shape)
    axes = layer._axes(shape)
    last = list(range(len(shape) - len(axes), len(shape)))
    if not axes or 0 in axes or axes != last or not source.size:
        return None
    return math.prod(source.shape[axes[0] - 1 :])
