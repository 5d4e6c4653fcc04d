"""Weights as Keras 0 stored them: by the number of the layer, or one after the other, without any names."""

from __future__ import annotations

from collections import deque
from typing import Any

import numpy as np

from layerloom.graph.keras0 import ORDER as WEIGHTS_ORDER
from layerloom.saving.hdf5 import Array, ContentError, Room, attribute, child, child_group, short_name
from layerloom.saving.keras1_weights import Writer, old_counts, present_arrays
from layerloom.saving.plan import Plan
from layerloom.saving.tree import legacy_weights

_MAX_PARTS = 100_000

#: Theano was what Keras 0 ran on unless it was told otherwise, and no file tells.
_WRITER = Writer(major=1, theano=True, deviations=True)

#: Ranks of the arrays of layers that are made of several today: MaxoutDense and Highway.
_OF_COMPOSITES = ([3, 2], [2, 2, 1, 1])


def holds_weights(root: Any) -> bool:
    """Tells whether an HDF5 file is one of weights of Keras 0."""
    return attribute(root, "nb_layers") is not None or child(root, "graph") is not None


def plan_weights(root: Any, model: Any, plan: Plan) -> None:
    """Plans to give a model the weights of a Sequential or a Graph of Keras 0.

    Args:
        root: The open file.
        model: A built model, with the layers in the same order.
        plan: Takes the assignments.

    Raises:
        ContentError: If the weights do not fit the model.
    """
    limit, room = 2 * sum(variable.size * 4 for variable in legacy_weights(model)) + 2**20, Room(root)
    if child(root, "graph") is not None:
        arrays = _arrays(child_group(root, "graph"), "graph", limit, room)
    else:
        names = [f"layer_{index}" for index in range(_count(root, "nb_layers"))]
        arrays = [array for name in names for array in _arrays(child_group(root, name), name, limit, room)]
    places = {name: index for index, name in enumerate(getattr(model, WEIGHTS_ORDER, ()))}
    pending = deque(arrays)
    for layer in sorted(model.layers, key=lambda layer: places.get(layer.name, -1)):
        _plan_layer(layer, pending, plan)
    if pending and not plan.skip_mismatch:
        raise ContentError(f"it has {len(pending)} arrays more than the model has weights")


def _plan_layer(layer: Any, pending: deque[Array], plan: Plan) -> None:
    """Takes as many arrays as a layer had."""
    if hasattr(layer, "layers") and not _is_composite(pending):
        for inner in layer.layers:
            _plan_layer(inner, pending, plan)
        return
    variables = legacy_weights(layer)
    own = [pending.popleft() for _ in range(min(sum(old_counts(layer, True)), len(pending)))]
    title = f"layer {short_name(layer.name)}"
    with plan.layer(title):
        try:
            present = present_arrays(layer, own, _WRITER) if own else []
        except (ValueError, IndexError):  # no version wrote such shapes
            present = []
        if len(present) != len(variables):
            raise ContentError(f"{title} has {len(variables)} weights, and the file other ones")
        for variable, array in zip(variables, present, strict=True):
            plan.assign(variable, array)


def _is_composite(pending: deque[Array]) -> bool:
    return any([array.ndim for array in list(pending)[: len(ranks)]] == ranks for ranks in _OF_COMPOSITES)


def _arrays(group: Any, name: str, limit: int, room: Room) -> list[Array]:
    room.enter(group)
    numbers = range(_count(group, "nb_params"))
    return [room.read(child(group, f"param_{n}"), f"{name}/param_{n}", limit) for n in numbers]


def _count(holder: Any, name: str) -> int:
    value = attribute(holder, name)
    if not isinstance(value, (int, np.integer)) or not 0 <= value <= _MAX_PARTS:
        raise ContentError(f"its {name} is no number of layers or weights")
    return int(value)
