"""Which steps layers become that make masks or have a use for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from layerloom import layers
from layerloom.models.plan.masking import JoinedMaskStep, MaskedMeanStep, MaskingStep
from layerloom.models.plan.more_makers import concatenate, merge
from layerloom.models.plan.sequence_makers import attention_of_one, bidirectional, recurrent
from layerloom.models.plan.step import Slot, Step
from layerloom.tensors import Node

if TYPE_CHECKING:
    from layerloom.models.plan.building import Building


def masking(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """A mask of the steps that hold one value."""
    mask = Slot(sources[0].shape[:-1], "bool", False)
    building.masks[id(node.outputs[0])] = mask
    slot = building.slot(node.outputs[0], sources, layer)
    return MaskingStep(building.setting, sources[0], slot, mask, layer)


def _mean(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    if layer.data_format != "channels_last":
        return None
    slot = building.slot(node.outputs[0], sources, layer)
    return MaskedMeanStep(building.setting, sources[0], slot, building.masks[id(node.inputs[0])])


def _joined(
    make: Callable[[Building, Node, Any, list[Slot]], Step | None],
) -> Callable[[Building, Node, Any, list[Slot]], Step | None]:
    """Gives what a step makes of several inputs the mask that these have together."""

    def made(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
        found = make(building, node, layer, sources)
        if found is not None:
            masks = [building.masks.get(id(tensor)) for tensor in node.inputs]
            mask = Slot((), "bool", False)
            building.steps.append(JoinedMaskStep(building.setting, sources, mask, masks, layer))
            building.masks[id(node.outputs[0])] = mask
        return found

    return made


#: What makes the step of a layer whose inputs have masks.
MASKED: dict[type, Callable[[Building, Node, Any, list[Slot]], Step | None]] = {
    layers.Add: _joined(merge),
    layers.AdditiveAttention: attention_of_one,
    layers.Attention: attention_of_one,
    layers.Average: _joined(merge),
    layers.Bidirectional: bidirectional,
    layers.Concatenate: _joined(concatenate),
    layers.GRU: recurrent,
    layers.GlobalAveragePooling1D: _mean,
    layers.LSTM: recurrent,
    layers.Masking: masking,
    layers.SimpleRNN: recurrent,
    layers.Subtract: _joined(merge),
}
