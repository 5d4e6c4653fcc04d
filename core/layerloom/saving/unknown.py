"""Weights of layers that are not known here: where they stand in each kind of file, as far as that can be told.

A ``.weights.h5`` file has them by the attributes of their layer, a legacy file in a row with those that are trained
first. What one of these does not say of the other, the class alone knows: then a note in the file says where each
array was, so that it comes back when the class is at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from layerloom.declaration import scope
from layerloom.declaration.serialization import find_class
from layerloom.errors import LayerloomError
from layerloom.graph import LayerSpec, parse_architecture
from layerloom.naming import to_snake_case
from layerloom.saving.hdf5 import Array, ContentError, short_name
from layerloom.saving.plan import Plan
from layerloom.saving.tree import keeps_its_own_way, legacy_weights, walk
from layerloom.tensors import KerasTensor, blank_variables

Shape = tuple[int, ...]

#: Names of the attributes with the names of a layer's arrays in the order of legacy files, and with their places.
NAMES, PLACES = "layerloom_names", "layerloom_places"

#: Most shapes of inputs that are tried to find the one for which a layer was built.
_MOST_TRIES = 200


@dataclass
class _Order:
    """A layer's arrays, by their number: those that are trained, the others, and whether which are which is sure."""

    trained: list[int]
    others: list[int]
    sure: bool = True


def places_of(placeholder: Any) -> list[str]:
    """Returns where a ``.weights.h5`` file has each array that a placeholder keeps, below the place of the layer.

    Where that is not certain it is a guess, with which Keras itself finds all arrays or tells that it does not.
    """
    names = [name for name, _ in placeholder.kept]
    if placeholder.naming == "places":
        return names
    return _places(placeholder.spec, names, [tuple(array.shape) for _, array in placeholder.kept])


def in_order(placeholder: Any) -> list[tuple[str, Any]] | None:
    """Returns a placeholder's arrays in the order of legacy files, or ``None`` if only the class can tell it."""
    if placeholder.naming != "places":
        return list(placeholder.kept)
    names = [name for name, _ in placeholder.kept]
    order = _order(placeholder.spec, names, [tuple(array.shape) for _, array in placeholder.kept])
    return None if order is None else [placeholder.kept[index] for index in order.trained + order.others]


def known_twin(placeholder: Any) -> Any:
    """Returns a layer like the one that a placeholder stands for, with its arrays, or ``None``.

    The class is known where the layer only follows one that is not.
    """
    kept = placeholder.kept
    names, shapes = [name for name, _ in kept], [tuple(array.shape) for _, array in kept]
    twin = _twin(placeholder.spec, shapes)
    if twin is None:
        return None
    if placeholder.naming != "places":
        variables = legacy_weights(twin)
    else:
        by_place = {_bare(place): variable for place, variable in _variables_by_place(twin)}
        variables = [by_place.get(_bare(name)) for name in names]
    if [None if v is None else tuple(v.shape) for v in variables] != shapes:
        return None
    for variable, (_, array) in zip(variables, kept, strict=True):
        variable.assign(array.numpy())
    return twin


def attribute_names(placeholder: Any) -> list[list[str]]:
    """Returns the attributes that lead to each of a placeholder's arrays, such as ``["inner", "kernel"]``.

    Raises:
        LayerloomError: If the file that it comes from does not tell them.
    """
    spec, names = placeholder.spec, [_parts(name) for name, _ in placeholder.kept]
    if placeholder.naming == "order":
        names = [parts[parts.index(spec.name) + 1 :] if spec.name in parts[:-1] else parts for parts in names]
    alone = placeholder.naming == "attributes" or all(len(parts) == 1 for parts in names)
    told = placeholder.naming != "places" and alone and len({*map(tuple, names)}) == len(names)
    if names and (not told or "layers" in spec.config):
        raise LayerloomError(
            f"Layer {spec.name!r} only stands for one of class {spec.class_name!r}, and tf.keras needs the names of "
            "all that is in it: save to a path that ends in .keras or .h5"
        )
    return names


# -- reading ---------------------------------------------------------------------------------------------------


def plan_in_order(layer: Any, arrays: Sequence[Array], plan: Plan) -> None:
    """Plans to give a layer the arrays that were kept for it in the order of legacy files.

    Raises:
        ContentError: If they do not fit.
    """
    variables = legacy_weights(layer)
    if len(variables) != len(arrays):
        raise ContentError(
            f"layer {short_name(layer.name)} has {len(variables)} weights, the file has {len(arrays)}"
        )
    for variable, array in zip(variables, arrays, strict=True):
        plan.assign(variable, array)


def plan_by_place(layer: Any, arrays: Mapping[str, Array], plan: Plan) -> None:
    """Plans to give a layer the arrays that were kept for it by their places in ``.weights.h5`` files.

    Raises:
        ContentError: If they do not fit.
    """
    left = {_bare(name): array for name, array in arrays.items()}
    for place in walk(layer):
        folder = _bare(f"{place.path}/vars/".lstrip("/"))
        if keeps_its_own_way(place.holder, "load_own_variables"):
            own = {name: left.pop(name) for name in list(left) if name.startswith(folder)}
            plan.hand_over(
                place.holder.load_own_variables,
                {name.removeprefix(folder): array for name, array in own.items()},
            )
            continue
        for index, variable in enumerate(place.variables):
            if f"{folder}{index}" not in left:
                raise ContentError(f"it has no weight {short_name(variable.path)}")
            plan.assign(variable, left.pop(f"{folder}{index}"))
    if left:
        raise ContentError(f"layer {short_name(layer.name)} has no weight {short_name(next(iter(left)))}")


# -- from the order of legacy files to places ------------------------------------------------------------------


def _places(spec: LayerSpec, names: Sequence[str], shapes: Sequence[Shape]) -> list[str]:
    twin = _twin(spec, shapes)
    if twin is not None:
        by_variable = {id(variable): place for place, variable in _variables_by_place(twin)}
        rows = legacy_weights(twin)
        if [tuple(variable.shape) for variable in rows] == list(shapes):
            return [by_variable[id(variable)] for variable in rows]
    inner = dict(_inner(spec))
    if inner:
        return _places_inside(inner, names, shapes)
    return _by_names(spec.name, names)


def _places_inside(
    inner: dict[str, tuple[str, LayerSpec]], names: Sequence[str], shapes: Sequence[Shape]
) -> list[str]:
    """Returns the places of a model's arrays, each of which is named after the layer that has it."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for index, name in enumerate(names):
        parts = _parts(name)
        at = next((place for place, part in enumerate(parts) if part in inner), None)
        if at is None and len(inner) == 1:  # that of a wrapper, which its names leave out
            owner, rest = next(iter(inner)), parts[-1:]
        else:
            owner, rest = ("", parts) if at is None else (parts[at], parts[at:])
        groups.setdefault(owner, []).append((index, "/".join(rest)))
    found = [""] * len(names)
    for owner, rows in groups.items():
        own_names = [name for _, name in rows]
        if not owner:
            below = _by_names("", own_names)
        else:
            step, spec = inner[owner]
            below = [f"{step}/{place}" for place in _places(spec, own_names, [shapes[i] for i, _ in rows])]
        for (index, _), place in zip(rows, below, strict=True):
            found[index] = place
    return found


def _by_names(layer: str, names: Sequence[str]) -> list[str]:
    """Returns the places that names such as ``layer/inner/kernel`` suggest: ``inner/vars/0``."""
    counts: dict[str, int] = {}
    found = []
    for name in names:
        parts = _parts(name)
        above = parts[parts.index(layer) + 1 : -1] if layer in parts[:-1] else parts[:-1]
        folder = "".join(f"{part}/" for part in above)
        number = counts[folder] = counts.get(folder, -1) + 1
        found.append(f"{folder}vars/{number}")
    return found


def _parts(name: str) -> list[str]:
    return [part for part in name.partition(":")[0].split("/") if part]


# -- from places to the order of legacy files ------------------------------------------------------------------


def _order(spec: LayerSpec, names: Sequence[str], shapes: Sequence[Shape]) -> _Order | None:
    twin = _twin(spec, shapes)
    if twin is not None:
        numbers = {_bare(name): index for index, name in enumerate(names)}
        found = {id(variable): numbers.get(_bare(place)) for place, variable in _variables_by_place(twin)}
        rows = [[found[id(v)] for v in part] for part in (twin.trainable_weights, twin.non_trainable_weights)]
        trained, others = ([index for index in row if index is not None] for row in rows)
        if len(trained) + len(others) == len(names):
            return _Order(trained, others)
    inner = dict(_inner(spec))
    if inner:
        return _order_inside(inner.values(), names, shapes)
    if len({name.rpartition("/")[0] for name in names}) > 1:
        return None
    return _Order(list(range(len(names))), [], sure=False)


def _order_inside(
    inner: Iterable[tuple[str, LayerSpec]], names: Sequence[str], shapes: Sequence[Shape]
) -> _Order | None:
    """Returns the order of a model's arrays; an unknown layer in it may only be the last that has any."""
    whole, seen = _Order([], []), 0
    for step, spec in inner:
        rows = [index for index, name in enumerate(names) if name.startswith(f"{step}/")]
        if not rows:
            continue
        below = [names[index].removeprefix(f"{step}/") for index in rows]
        order = _order(spec, below, [shapes[index] for index in rows])
        if order is None or not whole.sure or (not order.sure and whole.others):
            return None
        whole.trained += [rows[index] for index in order.trained]
        whole.others += [rows[index] for index in order.others]
        whole.sure, seen = order.sure, seen + len(rows)
    return whole if seen == len(names) else None


# -- what the config of a layer says ---------------------------------------------------------------------------


def _inner(spec: LayerSpec) -> Iterator[tuple[str, tuple[str, LayerSpec]]]:
    """Yields the layers in a wrapper or in a model inside the file's one: names, and places with what they are."""
    wrapped = spec.config.get("layer")
    if isinstance(wrapped, dict) and isinstance(wrapped.get("config"), dict) and "class_name" in wrapped:
        name = str(wrapped["config"].get("name"))
        registered = wrapped.get("registered_name")
        yield (
            name,
            (
                "layer",
                LayerSpec(str(wrapped["class_name"]), name, wrapped["config"], registered_name=registered),
            ),
        )
        return
    if not isinstance(spec.config.get("layers"), list):
        return
    name = "Functional" if "output_layers" in spec.config else "Sequential"
    try:
        layers = parse_architecture({"class_name": name, "config": spec.config}).layers
    except LayerloomError:
        return
    counts: dict[str, int] = {}
    for layer in layers.values():
        if layer.is_operation or (name == "Sequential" and layer.is_input):
            continue
        step = to_snake_case(layer.class_name.rpartition(">")[2])
        number = counts[step] = counts.get(step, -1) + 1
        yield layer.name, (f"layers/{step}_{number}" if number else f"layers/{step}", layer)


def _twin(spec: LayerSpec, shapes: Sequence[Shape]) -> Any:
    """Returns a layer of a known class that was built so that it has arrays of these shapes, or ``None``."""
    if not shapes or "layers" in spec.config:
        return None
    try:
        with scope.placeholders(False), scope.unknown_parts(), blank_variables():
            cls = find_class(spec.registered_name or spec.class_name, spec.module)
            for build in _ways_to_build(spec, shapes):
                layer = cls.from_config(dict(spec.config))
                try:
                    build(layer)
                except (LayerloomError, ValueError, TypeError, IndexError, AttributeError, MemoryError):
                    continue
                if sorted(tuple(variable.shape) for variable in layer.weights) == sorted(shapes):
                    return layer
    except (LayerloomError, ValueError, TypeError):
        return None
    return None


def _ways_to_build(spec: LayerSpec, shapes: Sequence[Shape]) -> Iterator[Any]:
    """Yields ways to build a layer: with the shapes that the file tells, else with such as its arrays suggest."""
    if spec.build_config:
        yield lambda layer: layer.build_from_config(spec.build_config)
    sizes = sorted({size for shape in shapes for size in shape})
    tries = 0
    for size in sizes:
        for axes in range(2, 6):
            tensor = KerasTensor((None, *[16] * (axes - 2), size), "float32")
            ways: list[list[Any]] = [[tensor]]
            if axes > 2:  # attention, on sequences
                ways += [[tensor, tensor], [[tensor, tensor]]]
            for arguments in ways:
                tries += 1
                if tries > _MOST_TRIES:
                    return
                yield lambda layer, arguments=arguments: layer(*arguments)


def _bare(place: str) -> str:
    """Returns a place without what tf.keras puts before the names of some attributes: ``_key_dense``."""
    return "/".join(step.lstrip("_") for step in place.split("/"))


def _variables_by_place(layer: Any) -> Iterator[tuple[str, Any]]:
    for place in walk(layer):
        folder = f"{place.path}/vars".lstrip("/")
        for index, variable in enumerate(place.variables):
            yield f"{folder}/{index}", variable
