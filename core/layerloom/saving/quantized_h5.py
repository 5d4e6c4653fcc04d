"""Quantized layers in Keras's legacy HDF5 layout, which tells the arrays of a layer apart by their names."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from layerloom.saving.hdf5 import Array, ContentError, Room, child, read_array
from layerloom.saving.plan import Plan
from layerloom.saving.quantized import is_quantized, misfit, most_bytes, plan_quantized, quantized_arrays
from layerloom.saving.tree import Place, walk

#: The order in which newer files hold the arrays of a layer; GPTQ and AWQ have the bias first.
_ORDER = (
    *("kernel", "embeddings", "bias", "embeddings_scale", "inputs_scale", "inputs_amax_history"),
    *("kernel_scale", "kernel_amax_history", "outputs_grad_scale", "outputs_grad_amax_history"),
    *("kernel_zero", "zero_point", "embeddings_zero", "awq_scales", "g_idx"),
    *("reverse_embeddings", "reverse_embeddings_scale", "reverse_embeddings_zero"),
)


def plan_by_names(group: Any, names: list[str], layer: Any, plan: Plan, room: Room) -> bool:
    """Plans to give a layer, or those inside it, the weights of their quantized twins.

    Args:
        group: The group of the layer.
        names: The arrays in it.
        layer: The layer.
        plan: Takes the assignments.
        room: How much the arrays of the file may still take.

    Returns:
        Whether the names are those of quantized layers that fit.

    Raises:
        ContentError: If the arrays do not belong together.
    """
    parts: dict[str, dict[str, str]] = {}
    for name in names:
        above, _, last = name.rpartition("/")
        parts.setdefault(above, {})[last.partition(":")[0]] = name
    if not any(f"{main}_scale" in found for found in parts.values() for main in ("kernel", "embeddings")):
        return False
    places = [place for place in walk(layer) if place.variables]
    if len(places) != len(parts) or sum(map(len, parts.values())) != len(names):
        return False
    paths = [str(place.variables[0].path).rpartition("/")[0] for place in places]
    named = set(paths) == set(parts)
    for place, own, other in zip(places, paths, list(parts), strict=True):
        _plan_place(group, parts[own if named else other], place, plan, room)
    return True


def named_weights(layer: Any, quantized: bool) -> list[tuple[str, Any]]:
    """Returns the weights of a layer in the order of legacy files, with their names.

    Args:
        layer: The layer.
        quantized: Whether what was quantized is to be so in the file, too; else plain numbers stand for it.
    """
    instead: dict[int, list[tuple[str, Any]]] = {}
    for place in walk(layer) if quantized else ():
        if is_quantized(place.holder) and place.holder.quantization_mode != "float8":
            arrays = quantized_arrays(place.holder)
            if arrays is not None:
                main = place.holder.saved_variables[0]
                above = str(main.path).rpartition("/")[0]
                found = [(f"{above}/{name}", _Fixed(array)) for name, array in arrays if name != "bias"]
                instead[id(place.holder)] = found
    first, last = _parted(layer, instead.keys())
    return [
        item
        for variable, holder in (*first, *last)
        for item in (instead[id(holder)] if id(holder) in instead else [(str(variable.path), variable)])
    ]


def plain_weights_in_order(layer: Any) -> list[Any]:
    """Returns the variables of a layer in the order of legacy files where nothing in it is quantized."""
    learning, others = plain_weights_parted(layer)
    return [*learning, *others]


def plain_weights_parted(layer: Any) -> tuple[list[Any], list[Any]]:
    """Returns the variables of a layer that learn, and the others, where nothing in it is quantized."""
    first, last = _parted(layer, ())
    return [variable for variable, _ in first], [variable for variable, _ in last]


def _parted(layer: Any, quantized: Collection[int]) -> tuple[list[tuple[Any, Any]], list[tuple[Any, Any]]]:
    """Returns the variables of a layer, each with the holder whose arrays stand for it: those that learn, and others.

    What did not learn because it was quantized stands among the others where it is written as plain numbers.
    """
    holders = [place.holder for place in walk(layer) if is_quantized(place.holder)]
    if not holders:
        return [(v, None) for v in layer.trainable_weights], [(v, None) for v in layer.non_trainable_weights]
    owners = {id(item): holder for holder in holders for item in holder.weights}
    first: list[tuple[Any, Any]] = []
    last: list[tuple[Any, Any]] = []
    seen: set[int] = set()
    for variable in layer.weights:
        holder = owners.get(id(variable))
        if holder is None:
            (first if variable.trainable and layer.trainable else last).append((variable, None))
            continue
        if id(holder) in seen:
            continue
        seen.add(id(holder))
        main, *others = [item for item in holder.saved_variables if item.name in _PLAIN]
        whole = id(holder) in quantized
        learns = holder.trainable and layer.trainable
        (last if whole or not learns else first).append((main, holder if whole else None))
        kept = [item for item in others if item.name == "bias" or not whole]
        (first if learns else last).extend((item, None) for item in kept)
    return first, last


_PLAIN = ("kernel", "embeddings", "bias", "reverse_embeddings")


class _Fixed:
    """An array that is written like a variable."""

    def __init__(self, array: Array) -> None:
        self._array = array

    def numpy(self) -> Array:
        """Returns the array."""
        return self._array


def _plan_place(group: Any, found: dict[str, str], place: Place, plan: Plan, room: Room) -> None:
    variables = place.variables
    if not any(name.endswith("_scale") for name in found):
        ordered = sorted(variables, key=lambda variable: not variable.trainable)
        if len(ordered) != len(found):
            raise ContentError(misfit(place.holder))
        for name, variable in zip(found.values(), ordered, strict=True):
            plan.assign(variable, read_array(child(group, name), variable.shape, name))
        return
    if not set(found) <= set(_ORDER):
        raise ContentError(misfit(place.holder))
    limit = most_bytes(variables)
    arrays = {key: room.read(child(group, name), name, limit) for key, name in found.items()}
    order = [key for key in _ORDER if key in arrays]
    if "kernel" in arrays and arrays["kernel"].dtype == "uint8" and "bias" in order:
        order = ["bias", *(key for key in order if key != "bias")]
    if not plan_quantized(place.holder, [arrays[key] for key in order], plan):
        raise ContentError(misfit(place.holder))
