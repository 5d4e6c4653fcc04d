"""Which steps arithmetic on tensors becomes, as it is written with operators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from layerloom import layers
from layerloom.models.plan.more_makers import merge_as
from layerloom.models.plan.placing import LineStep
from layerloom.models.plan.step import Step
from layerloom.tensors import KerasTensor, Node

if TYPE_CHECKING:
    from layerloom.models.plan.building import Building

#: Operations by the name that files have for them, and the layers that do the same.
_LAYERS: dict[str, type] = {
    "Add": layers.Add,
    "Subtract": layers.Subtract,
    "Multiply": layers.Multiply,
    "Maximum": layers.Maximum,
    "Minimum": layers.Minimum,
}


def arithmetic(building: Building, node: Node, operation: Any) -> Step | None:
    """Returns the step of an operation on two tensors, or on one and a number; ``None`` for other operations."""
    name, args = operation.class_name, node.args
    if len(args) != 2 or node.kwargs or operation.config:
        return None
    (output,) = node.outputs
    if all(isinstance(item, KerasTensor) for item in args):
        sources = [building.slots[id(item)] for item in args]
        kind = _LAYERS.get(name)
        return None if kind is None else merge_as(kind, building, node, operation, sources)
    numbers = [float(item) for item in args if isinstance(item, (int, float))]
    line = None if len(numbers) != 1 else _line(name, numbers[0], isinstance(args[0], KerasTensor))
    if line is None:
        return None
    found = np.float32(line[0]), np.float32(line[1])
    (source,) = (building.slots[id(item)] for item in args if isinstance(item, KerasTensor))
    if source.shape != tuple(output.shape[1:]):
        return None
    slot = building.slot(output, [source], operation)
    return LineStep(building.setting, source, slot, lambda: found)


def _line(name: str, number: float, tensor_first: bool) -> tuple[float, float] | None:
    """Returns what a tensor is multiplied by, and what is added then."""
    if name == "Add":
        return 1.0, number
    if name == "Multiply":
        return number, 0.0
    if name == "Subtract":
        return (1.0, -number) if tensor_first else (-1.0, number)
    return None
