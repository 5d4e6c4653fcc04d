"""Optimizer state from files: which saved array belongs to which variable, whichever Keras wrote it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from typing import Any

from layerloom.saving.hdf5 import Array, child, read_array
from layerloom.saving.plan import Plan

#: How old tf.keras optimizers end the names of their slots: ``Adam/dense/kernel/m:0``.
_OLD_SLOT = re.compile(r"/(m|v|vhat|momentum|rms|mg|accumulator)(_\d+)?:0$")

#: How Keras before TensorFlow's calls its slots: ``training/Adam/Variable_3:0``.
_FIRST_SLOT = re.compile(r"/Variable(_\d+)?:0$")


def plan_state(group: Any, names: Sequence[str], model: Any, plan: Plan) -> None:
    """Plans to give a compiled model's optimizer the state that a group of a file holds.

    Args:
        group: The group.
        names: Names of the arrays in it, in order.
        model: The model.
        plan: Takes the assignments.

    Raises:
        ContentError: If an array is damaged or far larger than the optimizer's.
    """
    optimizer = model.optimizer
    if not optimizer.built:
        optimizer.build(model.trainable_variables)
    largest = 8 * max((variable.size for variable in optimizer.variables), default=1)
    arrays = [(name, read_array(child(group, name), None, name, limit=largest)) for name in names]
    match_state(optimizer, model.trainable_variables, arrays, plan)


def match_state(
    optimizer: Any, weights: Sequence[Any], arrays: Sequence[tuple[str, Array]], plan: Plan
) -> bool:
    """Plans to give an optimizer its saved state.

    Args:
        optimizer: A built optimizer, with the variables ``iteration``, ``learning_rate`` (unless it follows a
            schedule) and then slots named after the weights, as in Keras 3.
        weights: The weights that it was built for.
        arrays: The saved arrays with their names in the file.
        plan: Takes the assignments.

    Returns:
        Whether the state fits. If not, a warning says so and the optimizer starts afresh.
    """
    variables = list(optimizer.variables)
    values = [array for _, array in arrays]
    for order in _orders(variables, weights, arrays):
        if len(order) == len(values) and _fits(order, values):
            for variable, array in zip(order, values, strict=True):
                if variable is not None:
                    plan.assign(variable, array.astype(variable.dtype, copy=False))
            return True
    if len(values) > 2:  # less is the step count of a model that was never trained
        warnings.warn(
            f"The saved state of optimizer {optimizer.name!r} does not fit it and is left out: "
            "training will go on as with a new optimizer.",
            stacklevel=2,
        )
    return False


def _orders(
    variables: list[Any], weights: Sequence[Any], arrays: Sequence[tuple[str, Array]]
) -> list[list[Any]]:
    """Returns the orders in which the variables may stand in the file; ``None`` among them is an idle array."""
    steps = variables[:1]
    has_rate = len(variables) > 1 and variables[1].name == "learning_rate"
    slots = variables[2 if has_rate else 1 :]
    if any(_OLD_SLOT.search(name) for name, _ in arrays):
        return [[*steps, *_by_slot(weights, slots)]]
    if any(_FIRST_SLOT.search(name) for name, _ in arrays):
        # Adam had a third row of slots, of one number each, that it used with amsgrad only
        spare = max(0, len(arrays) - 1 - len(slots))
        idle = all(array.size <= 1 for _, array in arrays[len(arrays) - spare :])
        return [[*steps, *_by_slot(weights, slots), *([None] * spare if idle else [])]]
    return [variables, [*steps, *slots]]


def _by_slot(weights: Sequence[Any], slots: list[Any]) -> list[Any]:
    """Returns slots, which may stand weight by weight, kind by kind: all first moments, then all second ones."""
    kinds: dict[str, list[Any]] = {}
    paths = sorted((str(weight.path).replace("/", "_") for weight in weights), key=len, reverse=True)
    for slot in slots:
        path = next((path for path in paths if slot.name.startswith(f"{path}_")), "")
        kinds.setdefault(slot.name[len(path) :], []).append(slot)
    return [slot for row in kinds.values() for slot in row]


def _fits(order: Sequence[Any], values: Sequence[Array]) -> bool:
    return all(v is None or tuple(v.shape) == a.shape for v, a in zip(order, values, strict=True))
