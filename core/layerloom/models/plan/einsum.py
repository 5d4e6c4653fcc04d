"""Which steps a dense layer in Einstein's notation becomes: a dense one, with axes turned round where that must be."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from layerloom.models.plan.across import AcrossStep
from layerloom.models.plan.codes import CODES
from layerloom.models.plan.dense import DenseStep
from layerloom.models.plan.placing import TransposeStep
from layerloom.models.plan.step import Slot, Step
from layerloom.tensors import Node

if TYPE_CHECKING:
    from layerloom.models.plan.building import Building

#: Letters for axes that an equation leaves out.
_MORE = "αβγδεζηθικλμ"


def einsum_dense(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """A dense layer over any axes whose weights are a matrix: none of their axes is in input and output both."""
    (output,), (source,) = node.outputs, sources
    code = 0 if building.is_bare(output) else CODES.get(layer.activation)
    inputs, weights, outputs = _letters(layer, len(source.shape) + 1)
    summed = [letter for letter in weights if letter not in outputs]
    fresh = [letter for letter in weights if letter not in inputs]
    kept = [letter for letter in inputs if letter not in summed]
    if code is None or not summed or [*summed, *fresh] != list(weights) or 0 in source.shape:
        return None
    if inputs[0] != outputs[0] or inputs[0] in weights or sorted([*kept, *fresh]) != sorted(outputs):
        return None
    if layer.bias is not None and [a for a in outputs if a in layer.bias_axes] != fresh:
        return None
    setting, before, behind = building.setting, [*kept, *summed], [*kept, *fresh]
    sizes = dict(zip(inputs[1:], source.shape, strict=True))
    sizes.update(zip(weights, layer.kernel.shape, strict=True))
    wanted, features = building.wanted(sources, layer), math.prod(sizes[a] for a in summed)
    at = inputs.index(summed[0])
    ahead, after = list(inputs[:at]), list(inputs[at + len(summed) :])
    if after and [*ahead, *summed, *after] == list(inputs) and [*ahead, *fresh, *after] == list(outputs):
        slot, places = building.slot(output, sources, layer), math.prod(sizes[a] for a in after)
        return AcrossStep(setting, source, slot, layer.kernel, layer.bias, code, features, places)
    if before != list(inputs):
        turned = Slot(tuple(sizes[a] for a in before[1:]), "float32", source.wanted)
        building.steps.append(TransposeStep(setting, source, turned, tuple(inputs.index(a) for a in before)))
        source = turned
    if behind == list(outputs):
        slot = building.slot(output, [source], layer)
        return DenseStep(setting, source, slot, layer.kernel, layer.bias, code, features)
    between = Slot(tuple(sizes[a] for a in behind[1:]), "float32", wanted)
    building.steps.append(DenseStep(setting, source, between, layer.kernel, layer.bias, code, features))
    slot = building.slot(output, [between], layer)
    return TransposeStep(setting, between, slot, tuple(behind.index(a) for a in outputs))


def _letters(layer: Any, rank: int) -> tuple[str, str, str]:
    """Returns letters for all axes of input, weights and output, with those that the equation leaves out."""
    lead, inputs, weights, outputs, tail = layer._letters
    hidden = _MORE[: rank - len(inputs)]
    if lead:
        return hidden + inputs, weights, hidden + outputs
    return (inputs + hidden, weights, outputs + hidden) if tail else (inputs, weights, outputs)
