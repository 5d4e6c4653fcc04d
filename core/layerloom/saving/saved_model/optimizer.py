"""What an optimizer of tf.keras remembers, in a SavedModel folder or a checkpoint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from layerloom.saving.hdf5 import Array, ContentError, short_name
from layerloom.saving.optimizer_state import match_state
from layerloom.saving.plan import Plan
from layerloom.saving.saved_model.bundle import Bundle
from layerloom.saving.saved_model.object_graph import Node, listed

#: The order of RMSprop's slots; those of others stand by their names.
_RMSPROP = {"rms": 1, "momentum": 2, "mg": 3}


def plan_state(
    model: Any, bundle: Bundle, nodes: list[Node], trained: Sequence[int], plan: Plan, root: int = 0
) -> None:
    """Plans to give the optimizer its state, which newer ones list, and older ones keep beside the weights.

    Args:
        model: A compiled model.
        bundle: The values.
        nodes: The objects.
        trained: Which objects are the weights that are trained, in the model's order.
        plan: Takes the assignments.
        root: The object of which the optimizer is a part.
    """
    optimizer, weights = model.optimizer, model.trainable_variables
    node = nodes[nodes[root].children["optimizer"]] if "optimizer" in nodes[root].children else Node()
    rows = listed(nodes, node, "_variables")
    saved = [(nodes[row].key, nodes[row].key) for row in rows]
    if "iter" in node.children:
        places = [
            (trained.index(variable), name, slot)
            for variable, name, slot in node.slots
            if variable in trained
        ]
        by_weight = any(name == "linear" for _, name, _ in places)  # Ftrl's stand so in every file
        slots = sorted(places, key=lambda s: (s[0] if by_weight else 0, _RMSPROP.get(s[1], 0), s[1], s[0]))
        steps = nodes[node.children["iter"]].key
        saved = [(steps, steps), *((f"{place}/{name}:0", nodes[slot].key) for place, name, slot in slots)]
    if saved:
        if not optimizer.built:
            optimizer.build(weights)
        if all(variable.name in ("iteration", "learning_rate") for variable in optimizer.variables):
            saved = saved[:1]  # tf.keras keeps idle slots for momentum
        match_state(
            optimizer, weights, [(name, read_value(bundle, key, weights)) for name, key in saved], plan
        )


def listed_state(bundle: Bundle, nodes: list[Node]) -> list[tuple[str, Array]]:
    """Returns what an optimizer that is not known lists as its variables; nothing of those that list none."""
    if "optimizer" not in nodes[0].children:
        return []
    rows = listed(nodes, nodes[nodes[0].children["optimizer"]], "_variables")
    keys = [nodes[row].key for row in rows if nodes[row].key in bundle.entries]
    return [(str(index), bundle.array(key, bundle.entries[key].shape)) for index, key in enumerate(keys)]


def read_value(bundle: Bundle, key: str, variables: list[Any]) -> Array:
    """Returns an array of a layer or of an optimizer that keeps some for each of these variables.

    Raises:
        ContentError: If it is missing, or far larger than they are.
    """
    entry = bundle.entries.get(key)
    if entry is None:
        raise ContentError(f"the array {short_name(key)} is missing")
    if entry.size > 2 * sum(variable.size * 8 for variable in variables):
        raise ContentError(f"the array {short_name(key)} is far larger than its layer")
    return bundle.array(key, entry.shape)
