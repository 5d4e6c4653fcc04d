"""Weights alone in Keras 3's layout: ``layers/<class>_<number>/vars/<index>`` and ``optimizer/vars/<index>``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from layerloom.atomic import atomic_path
from layerloom.saving.hdf5 import (
    Array,
    ContentError,
    Room,
    child,
    child_names,
    name_list,
    read_array,
    short_name,
)
from layerloom.saving.older_paths import find, fitting_places, layers_in, parts_of, tells_names
from layerloom.saving.optimizer_state import plan_state
from layerloom.saving.plan import Plan
from layerloom.saving.quantized import may_be_quantized, most_bytes, plan_quantized, quantized_arrays
from layerloom.saving.tree import (
    Place,
    is_optimizer,
    is_placeholder,
    keeps_its_own_way,
    walk,
)
from layerloom.saving.unknown import NAMES, PLACES, places_of, plan_in_order
from layerloom.saving.writing import create_group, h5_file, write_names

_MAX_DEPTH = 32


def write_weights(model: Any, path: str | os.PathLike[str]) -> None:
    """Writes all weights, and the optimizer's state, as Keras 3's ``save_weights`` does.

    Args:
        model: A built model.
        path: The file, by custom ending in ``.weights.h5``.

    Raises:
        OSError: If the file cannot be written.
    """
    with atomic_path(path) as beside, h5_file(beside) as file:
        write_places(file, model)


def write_places(file: Any, model: Any, optimizer: bool = True) -> None:
    """Writes all weights into an open file.

    Args:
        file: The file.
        model: A built model.
        optimizer: Whether the state of its optimizer goes with them.
    """
    for place in walk(model, again=True):
        if is_optimizer(place.holder) and not optimizer:
            continue
        if is_placeholder(place.holder):
            _write_kept(create_group(file, place.path), place.holder)
            continue
        group = create_group(file, f"{place.path}/vars")
        group.attrs["name"] = place.holder.name
        if keeps_its_own_way(place.holder, "save_own_variables"):
            place.holder.save_own_variables(group)
            continue
        quantized = quantized_arrays(place.holder)
        for index, variable in enumerate(place.variables if quantized is None else ()):
            group[str(index)] = variable.numpy()
        for index, (_, array) in enumerate(quantized or ()):
            group[str(index)] = array


def plan_weights(file: Any, model: Any, plan: Plan) -> None:
    """Plans to give a model the weights that :func:`write_weights`, Keras 3 or tf.keras wrote.

    Args:
        file: The open file.
        model: A built model of the same structure.
        plan: Takes the assignments.

    Raises:
        ContentError: If the weights do not fit the model.
    """
    places, missing = _places(file, model)
    room = Room(file)
    twins = {_likeness(place): place for place in places if missing and _names(file, place)}
    without = {id(place) for place in missing}
    whole: list[str] = []  # layers whose arrays stand in an order that says nothing of what is inside them
    for place in places:
        if any(place.path.startswith(above) for above in whole):
            continue
        found = child(file, place.path) if place.path else None
        names = name_list(found, NAMES) if found is not None else []
        if is_placeholder(place.holder):
            rows = _noted_arrays(found, names, room) if names else []
            parts = parts_of(file, place.path) if not rows else ()
            rows = rows or [row for prefix, part in parts for row in _all_arrays(part, prefix, room)]
            place.holder.keep(rows, "order" if names else "places")
        elif names:
            whole.append(f"{place.path}/")
            with plan.layer(f"layer {short_name(place.holder.name)}"):
                plan_in_order(place.holder, [array for _, array in _noted_arrays(found, names, room)], plan)
        elif is_optimizer(place.holder):
            group = child(file, f"{place.path}/vars")
            if group is not None:
                plan_state(group, [str(index) for index in range(len(child_names(group)))], model, plan)
        else:
            # Keras keeps the weights of a layer that stands in several models in one of them alone
            source = twins.get(_likeness(place), place) if id(place) in without else place
            _plan_layer(file, source.path, place, plan, room)
    if not plan.skip_mismatch:
        _refuse_extra_layers(file, {place.path for place in [*places, *walk(model, again=True)]})


def _write_kept(group: Any, placeholder: Any) -> None:
    """Writes what a placeholder keeps, with a note of its order where its places are not those of a file."""
    where = places_of(placeholder)
    for (_, variable), place in zip(placeholder.kept, where, strict=True):
        group[place] = variable.numpy()
    if placeholder.naming != "places" and where:
        write_names(group, NAMES, [name for name, _ in placeholder.kept])
        write_names(group, PLACES, where)


def _noted_arrays(group: Any, names: list[str], room: Room) -> list[tuple[str, Array]]:
    """Returns the arrays of which :func:`_write_kept` noted the order."""
    where = name_list(group, PLACES)
    if len(where) != len(names):
        raise ContentError("it notes other places than weights of a layer")
    return [(name, room.read(child(group, place), place)) for name, place in zip(names, where, strict=True)]


def _places(file: Any, model: Any) -> tuple[list[Place], list[Place]]:
    """Returns a model's places in a file, and those of them whose weights it lacks."""

    def is_missing(place: Place) -> bool:
        if is_placeholder(place.holder):
            return not any(True for _ in parts_of(file, place.path))
        return bool(place.variables) and not _names(file, place)

    def has_weights(path: str, layer: Any) -> bool:
        if not is_placeholder(layer):
            return bool(layer.weights)
        return any(child_names(child(part, "vars") or part) for _, part in parts_of(file, path))

    # operations of tf.keras that are others here move layers about, of which Keras 3 knows nothing
    places, missing = fitting_places(model, is_missing, has_weights, in_file_order=not tells_names(file))
    return places, [place for place in missing if place.variables]


def holds_weights(root: Any) -> bool:
    """Tells whether an HDF5 file is one of weights in this layout."""
    return child(root, "layers") is not None or child(root, "vars") is not None


def arrays_in(file: Any, path: str) -> list[tuple[str, Array]]:
    """Returns the arrays of a group, if there is one, with their names, by their numbers."""
    group = child(file, path)
    if group is None:
        return []
    room = Room(group)
    return [
        (name, room.read(child(group, name), name)) for name in sorted(child_names(group), key=_own_first)
    ]


def _all_arrays(group: Any, prefix: str, room: Room, depth: int = 0) -> Iterator[tuple[str, Array]]:
    """Yields every array in a group and the groups inside it, with its path."""
    if depth > _MAX_DEPTH:
        raise ContentError("its groups are nested too deeply")
    room.enter(group)
    for name in sorted(child_names(group), key=_own_first):
        found = child(group, name)
        if hasattr(found, "shape"):
            yield prefix + name, room.read(found, prefix + name)
        elif found is not None:
            yield from _all_arrays(found, f"{prefix}{name}/", room, depth + 1)


def _own_first(name: str) -> tuple[bool, int, str]:
    """Orders what is in a group as legacy files do: the layer's own weights by number, before those inside it."""
    return name != "vars", int(name) if name.isdecimal() and len(name) < 9 else -1, name


def _group(file: Any, path: str) -> Any:
    """Returns the group with a layer's own arrays, or ``None``."""
    above, _, step = path.rpartition("/")
    # tf.keras calls the layers inside some layers _key_dense, for example.
    for spelled in (path, f"{above}/_{step}"):
        holder = find(file, spelled)
        group = child(holder, "vars") if holder is not None else None
        if group is not None:
            return group
    return None


def _names(file: Any, place: Place) -> list[str]:
    group = _group(file, place.path)
    return child_names(group) if group is not None else []


def _likeness(place: Place) -> tuple[Any, ...]:
    """Returns what two copies of a layer that the file means as one have in common."""
    shapes = tuple(tuple(variable.shape) for variable in place.variables)
    return type(place.holder), place.holder.name, shapes


def _plan_layer(file: Any, path: str, place: Place, plan: Plan, room: Room) -> None:
    title = f"layer {short_name(place.holder.name)}" if place.path else "the model itself"
    group = _group(file, path)
    names = child_names(group) if group is not None else []
    with plan.layer(title):
        if keeps_its_own_way(place.holder, "load_own_variables"):
            arrays = {name: room.read(child(group, name), name) for name in names}
            plan.hand_over(place.holder.load_own_variables, arrays)
            return
        if not names and (not place.variables or path.endswith("/activation")):
            return  # Keras 3 makes the weights of an activation at the first call, and may have saved before
        if len(names) == 1 and hasattr(place.holder, "learn_from_summary"):
            plan.hand_over(place.holder.learn_from_summary, room.read(child(group, names[0]), names[0]))
            return
        quantized = _quantized(group, names, place, room)
        if quantized and plan_quantized(place.holder, quantized, plan):
            return
        if len(names) != len(place.variables):
            raise ContentError(
                f"{title} has {len(place.variables)} weights, the file has {len(names)} at {short_name(path)}"
            )
        for index, variable in enumerate(place.variables):
            plan.assign(
                variable, read_array(child(group, str(index)), variable.shape, f"{path}/vars/{index}")
            )


def _quantized(group: Any, names: list[str], place: Place, room: Room) -> list[Array]:
    """Returns all arrays of a layer where the file may have them quantized: there are more than the layer has."""
    if not place.variables or not may_be_quantized(place.holder, len(names)):
        return []
    limit = most_bytes(place.variables)
    ordered = [str(index) for index in range(len(names))]
    return [room.read(child(group, name), name, limit) for name in ordered]


def _refuse_extra_layers(file: Any, known: set[str]) -> None:
    """Refuses a file with weights for more layers than the model has."""
    for path in layers_in(file):
        group = child(find(file, path), "vars") if path not in known else None
        if group is not None and len(group):
            raise ContentError(f"it has weights for {short_name(path)}, which this model does not have")
