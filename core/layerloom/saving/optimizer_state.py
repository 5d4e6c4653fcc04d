"""Optimizer state from files: which saved array belongs to which variable, whichever Keras wrote it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom.saving.compile_settings import is_recent
from layerloom.saving.hdf5 import Array, Room, child
from layerloom.saving.plan import Plan

#: How old tf.keras optimizers end the names of their slots: ``Adam/dense/kernel/m:0``.
_OLD_SLOT = re.compile(
    r"/(m|v|vhat|momentum|rms|mg|accumulator|accum_grad|accum_var|linear|momentum_cache)(_\d+)?:0$"
)

#: Optimizers of Keras 2 that keep all slots of a weight together; others have all slots of a kind in a row.
_BY_WEIGHT = ("Ftrl",)

#: What Keras 2 calls the slots of its optimizers, by our names of them.
_SLOT_NAMES = {
    "Adam": {"momentum": "m", "velocity": "v", "velocity_hat": "vhat"},
    "Adamax": {"momentum": "m", "norm": "v"},
    "Nadam": {"momentum": "m", "velocity": "v"},
    "RMSprop": {"velocity": "rms", "average_gradient": "mg"},
    "Adadelta": {"accumulated_grad": "accum_grad", "accumulated_delta_var": "accum_var"},
}

#: How Keras before TensorFlow's calls its slots: ``training/Adam/Variable_3:0``; Keras 1 leaves out what is before.
_FIRST_SLOT = re.compile(r"(^|/)Variable(_\d+)?(:0)?$|^param_\d+$")


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
    room = Room(group)
    arrays = [(name, room.read(child(group, name), name, largest)) for name in names]
    match_state(optimizer, model.trainable_variables, arrays, plan)


def old_state(optimizer: Any, weights: Sequence[Any]) -> list[tuple[str, Any]]:
    """Returns an optimizer's variables as Keras 2 names and orders them: the step, then slots kind by kind.

    Args:
        optimizer: One of those that Keras 2 has.
        weights: The weights that it was built for.
    """
    variables = list(optimizer.variables)
    single, slots = _single_and_slots(variables, weights)
    name = type(optimizer).__name__
    if is_recent(
        name, optimizer.get_config()
    ):  # which keep all slots of a weight together, without those that stand idle
        kept = [item for item in variables[1:] if item.name != "learning_rate" and str(item.dtype) != "int32"]
        return [("iteration:0", variables[0]), *((f"{name}/slot_{n}:0", slot) for n, slot in enumerate(kept))]
    found = [(f"{name}/iter:0", variables[0]), *((f"{name}/{item.name}:0", item) for item in single)]
    letters = _SLOT_NAMES.get(name, {})
    for slot in slots if name in _BY_WEIGHT else _by_slot(weights, slots):
        path, kind = _split(slot.name, weights)
        found.append((f"{name}/{path}/{letters.get(kind, kind)}:0", slot))
    return found


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
    if _take(optimizer, weights, arrays, plan):
        return True
    inner = getattr(optimizer, "inner_optimizer", None)  # tf.keras keeps the state of this one alone
    if inner is not None and _take(inner, weights, arrays, plan):
        return True
    if len(arrays) > 2:  # less is the step count of a model that was never trained
        warnings.warn(
            f"The saved state of optimizer {optimizer.name!r} does not fit it and is left out: "
            "training will go on as with a new optimizer.",
            stacklevel=2,
        )
    return False


def _take(optimizer: Any, weights: Sequence[Any], arrays: Sequence[tuple[str, Array]], plan: Plan) -> bool:
    """Plans to give an optimizer its state if it fits in one of the orders that files have."""
    variables = list(optimizer.variables)
    values = [array for _, array in arrays]
    single, _ = _single_and_slots(variables, weights)
    for order in _orders(optimizer, variables, weights, arrays):
        if len(order) == len(values) and _fits(order, values):
            for variable, array in zip(order, values, strict=True):
                if variable is not None:
                    plan.assign(variable, array.astype(variable.dtype, copy=False))
            left = [item for item in single if all(item is not variable for variable in order)]
            lost = bool(left) and type(optimizer).__name__ == "Nadam" and bool(np.isfinite(values[0]))
            if lost:  # tf.keras does not keep what follows from the steps
                plan.assign(left[0], optimizer.product_of_momentums(int(values[0])))
            return True
    return False


def _orders(
    optimizer: Any, variables: list[Any], weights: Sequence[Any], arrays: Sequence[tuple[str, Array]]
) -> list[list[Any]]:
    """Returns the orders in which the variables may stand in the file; ``None`` among them is an idle array."""
    steps = variables[:1]
    if hasattr(optimizer, "inner_optimizer"):  # its own steps are not those that were made
        return [variables]
    has_rate = len(variables) > 1 and variables[1].name == "learning_rate"
    slots = variables[2 if has_rate else 1 :]
    if any(_OLD_SLOT.search(name) for name, _ in arrays):
        single, rest = _single_and_slots(variables, weights)
        if not any("/accumulator" in name for name, _ in arrays) or len(rest) == len(weights):
            rest = _by_slot(weights, rest)
        return [[*steps, *single, *rest], [*steps, *rest]]
    if any(_FIRST_SLOT.search(name) for name, _ in arrays):
        # Adam had a third row of slots, of one number each, that it used with amsgrad only
        spare = max(0, len(arrays) - 1 - len(slots))
        idle = all(array.size <= 1 for _, array in arrays[len(arrays) - spare :])
        by_slot = _by_slot(weights, slots)
        # Keras 1 counted the steps of few.
        return [[*steps, *by_slot, *([None] * spare if idle else [])], by_slot]
    single, rest = _single_and_slots(variables, weights)
    if not slots:  # tf.keras keeps idle ones for momentum
        unused = [None] * len(weights)
        return [variables, steps, [*variables, *unused], [*steps, *unused]]
    orders = [variables, [*steps, *slots], *([[*steps, *rest]] if single else [])]
    if type(optimizer).__name__ == "SGD" and not optimizer.momentum:  # there with idle ones, too
        orders += [[*order, *[None] * len(weights)] for order in orders]
    spare_ones = {id(item) for item in slots if str(item.dtype) == "int32"}  # Adafactor's, in Keras 3 alone
    if not spare_ones:
        return orders
    return orders + [[item for item in order if id(item) not in spare_ones] for order in orders]


def _single_and_slots(variables: list[Any], weights: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """Returns the variables, after step and rate, that belong to no weight, and those that do."""
    rest = [item for item in variables[1:] if item.name != "learning_rate"]
    single = [item for item in rest if not _split(item.name, weights)[0]]
    return single, [item for item in rest if _split(item.name, weights)[0]]


def _split(name: str, weights: Sequence[Any]) -> tuple[str, str]:
    """Returns the path of the weight that a slot belongs to, empty if there is none, and the slot's kind."""
    paths = sorted((str(weight.path) for weight in weights), key=len, reverse=True)
    path = next((path for path in paths if name.startswith(path.replace("/", "_") + "_")), "")
    return path, name[len(path) :].lstrip("_")


def _by_slot(weights: Sequence[Any], slots: list[Any]) -> list[Any]:
    """Returns slots, which may stand weight by weight, kind by kind: all first moments, then all second ones."""
    kinds: dict[str, list[Any]] = {}
    for slot in slots:
        kinds.setdefault(_split(slot.name, weights)[1], []).append(slot)
    return [slot for row in kinds.values() for slot in row]


def _fits(order: Sequence[Any], values: Sequence[Array]) -> bool:
    return all(v is None or tuple(v.shape) == a.shape for v, a in zip(order, values, strict=True))
