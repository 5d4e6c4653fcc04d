"""Which steps layers become that are neither classic convolutions nor dense: attention, both ways, up and down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layerloom import layers
from layerloom.models.plan.attention import AttentionStep
from layerloom.models.plan.layer_norm import LayerNormalizationStep
from layerloom.models.plan.recurrent import RecurrentStep
from layerloom.models.plan.shaping import ConcatenateStep, RepeatStep, ReverseStep, SquareMeanStep
from layerloom.models.plan.simple import AddStep
from layerloom.models.plan.step import Slot, Step
from layerloom.tensors import KerasTensor, Node

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


def is_recurrent(building: Building, layer: Any) -> bool:
    """Tells whether there are kernels for a recurrent layer, whichever way it reads."""
    cell, lstm = layer.cell, type(layer) is layers.LSTM
    if type(layer) not in (layers.LSTM, layers.GRU) or layer.return_state or layer.stateful:
        return False
    if cell._activation_names() != {"activation": "tanh", "recurrent_activation": "sigmoid"}:
        return False
    if building.setting.training and (cell.dropout or cell.recurrent_dropout):
        return False
    return lstm or bool(cell.reset_after)


def bidirectional(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """The same sequence both ways."""
    ways = layer.forward_layer, layer.backward_layer
    if layer.merge_mode not in ("concat", "sum") or len(sources) != 1:
        return None
    if not all(is_recurrent(building, way) for way in ways) or ways[0].go_backwards:
        return None
    (output,), setting, (source,) = node.outputs, building.setting, sources
    wanted = building.wanted(sources, layer)

    def slot(shape: tuple[int, ...], wanted: bool = wanted) -> Slot:
        return Slot(shape, "float32", wanted)

    turned, found = slot(source.shape, source.wanted), []
    building.steps.append(ReverseStep(setting, [source], turned))
    for way, given in zip(ways, (source, turned), strict=True):
        units = way.cell.kernel.shape[1] // (4 if type(way) is layers.LSTM else 3)
        said = slot((source.shape[0], units) if way.return_sequences else (units,))
        name = "lstm" if type(way) is layers.LSTM else "gru"
        building.steps.append(RecurrentStep(setting, given, said, way, name))
        found.append(said)
    if ways[0].return_sequences:
        back = slot(found[1].shape)
        building.steps.append(ReverseStep(setting, [found[1]], back))
        found[1] = back
    target = building.slot(output, sources, layer)
    if layer.merge_mode == "sum":
        return AddStep(setting, found, target)
    return ConcatenateStep(setting, found, target, len(output.shape) - 1)


def attention(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """Attention with several heads, called with sequences alone."""
    given = [building.slots[id(tensor)] for tensor in node.args]
    given = [given[0], given[-1], given[1]]  # a key, which comes last, is the value unless given
    denses = (layer.query_dense, layer.key_dense, layer.value_dense, layer.output_dense)
    if layer.dropout and building.setting.training:
        return None
    if layer.use_gate or layer.sliding_window or any(len(slot.shape) != 2 for slot in given):
        return None
    if layer._axes(4) != (1,) or len(layer.output_dense.kernel.shape) != 3:
        return None
    if any(dense.activity_regularizer is not None for dense in denses):
        return None
    slot = building.slot(node.outputs[0], given, layer)
    return AttentionStep(building.setting, given, slot, layer)


def is_attention_call(node: Node) -> bool:
    """Tells whether attention is called with two or three tensors and nothing else."""
    return (
        type(node.operation) is layers.MultiHeadAttention
        and not node.kwargs
        and len(node.args) in (2, 3)
        and all(isinstance(tensor, KerasTensor) for tensor in node.args)
        and node.operation.dtype_policy.compute_dtype == "float32"
    )
