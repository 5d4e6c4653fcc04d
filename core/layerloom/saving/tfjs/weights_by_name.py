"""Which array of a model of TensorFlow.js belongs to which weight: by names such as ``dense/kernel``."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any

from layerloom.saving.hdf5 import Array, ContentError, short_name
from layerloom.saving.keras1_weights import Writer, present_arrays
from layerloom.saving.plan import Plan
from layerloom.saving.tree import is_placeholder, legacy_weights

Rows = list[tuple[str, Array]]


def plan_by_name(arrays: Iterable[tuple[str, Array]], model: Any, plan: Plan) -> None:
    """Plans to give each layer the arrays that are called after it.

    A name is that of the layer, perhaps with those of the models around it before and those of its parts behind, and
    that of the weight: ``model/lstm/lstm_cell/kernel``. Keras before version 3 and TensorFlow.js leave out the models.

    Args:
        arrays: The arrays with their names, those of a layer in the order of legacy files.
        model: A built model.
        plan: Takes the assignments.

    Raises:
        ContentError: If an array belongs to no layer, or a layer lacks some.
    """
    places = _Places(model)
    rows: dict[int, Rows] = {}
    for name, array in arrays:
        plain = name.removesuffix(":0")
        rows.setdefault(id(places.owner(plain)), []).append((plain, array))
    for layer in places.layers:
        own = rows.get(id(layer), [])
        if is_placeholder(layer):
            layer.keep(own, "order")
            continue
        with plan.layer(f"layer {short_name(layer.name)}"):
            _plan_layer(layer, own, plan)


class _Places:
    """The layers of a model that have weights of their own, by their names."""

    def __init__(self, model: Any) -> None:
        self.layers: list[Any] = []
        self._by_name: dict[str, list[tuple[Any, frozenset[str]]]] = {}
        for layer, around in _leaves(model):
            known = self._by_name.setdefault(layer.name, [])
            if not any(layer is other for other, _ in known):
                known.append((layer, around))
                self.layers.append(layer)

    def owner(self, name: str) -> Any:
        """Returns the layer that an array belongs to: of all names in its own, the first and longest that is one.

        Raises:
            ContentError: If there is none, or several.
        """
        steps = name.split("/")[:-1]
        for start in range(len(steps)):
            for end in range(len(steps), start, -1):
                found = self._by_name.get("/".join(steps[start:end]))
                if found:
                    return _only(found, steps[:start], name)
        raise ContentError(f"the model has no layer for the array {short_name(name)}")


def _only(found: list[tuple[Any, frozenset[str]]], before: list[str], name: str) -> Any:
    """Returns the only one of layers of one name, going by the models around it that the array's name tells."""
    fitting = found if len(found) == 1 else [item for item in found if item[1] & set(before)]
    if len(fitting) != 1:
        raise ContentError(f"several layers of the model may be meant by the array {short_name(name)}")
    return fitting[0][0]


def _leaves(model: Any) -> Iterator[tuple[Any, frozenset[str]]]:
    """Yields the layers with weights in a model and the models inside it, with the names of those around."""
    pending: list[tuple[Any, frozenset[str]]] = [(model, frozenset())]
    while pending:
        holder, around = pending.pop()
        inner = getattr(holder, "layer", None)
        if hasattr(inner, "layers"):  # a model in a wrapper such as TimeDistributed
            pending.append((inner, around | {holder.name}))
        elif hasattr(holder, "layers"):
            inside = around if holder is model else around | {holder.name}
            pending.extend((layer, inside) for layer in reversed(holder.layers))
        elif holder.weights or is_placeholder(holder):
            yield holder, around


def _plan_layer(layer: Any, rows: Rows, plan: Plan) -> None:
    variables = legacy_weights(layer)
    arrays = [array for _, array in _in_order(rows, variables)]
    if [array.shape for array in arrays] != [tuple(variable.shape) for variable in variables]:
        with contextlib.suppress(ContentError, ValueError, IndexError):  # where no version wrote such shapes
            arrays = present_arrays(layer, arrays, Writer(2))
    if len(arrays) != len(variables):
        raise ContentError(
            f"layer {short_name(layer.name)} has {len(variables)} weights, the file has {len(rows)}"
        )
    for variable, array in zip(variables, arrays, strict=True):
        plan.assign(variable, array)


def _in_order(rows: Rows, variables: list[Any]) -> Rows:
    """Returns arrays in the order of the weights: by their names or numbers where these are told, else as they are."""
    ends = [name.rpartition("/")[2] for name, _ in rows]
    if all(end.isdecimal() and len(end) < 9 for end in ends):
        return sorted(rows, key=lambda row: int(row[0].rpartition("/")[2]))
    names = [variable.name for variable in variables]
    if len(set(names)) == len(names) and sorted(names) == sorted(ends):
        by_name = dict(zip(ends, rows, strict=True))
        return [by_name[name] for name in names]
    return rows
