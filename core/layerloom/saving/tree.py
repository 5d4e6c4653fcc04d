"""A model as saving sees it: layers inside layers, their own variables, and Keras 3's paths for them.

Everything goes through the public surface of models and layers, so that saving stands below both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from layerloom.naming import to_snake_case

_BY_POSITION = "WeightOwner"  # the base of all layers, whose way is the common one


@dataclass(frozen=True)
class Place:
    """A layer, model or optimizer and its path in a ``.weights.h5`` file.

    Args:
        path: For example ``layers/dense_1``; empty for the model itself.
        holder: The object.
        variables: Its own variables in Keras's order, without those of inner layers.
    """

    path: str
    holder: Any
    variables: list[Any]


def walk(model: Any, again: bool = False, in_file_order: bool = False) -> Iterator[Place]:
    """Yields a model and everything inside it, in the order and with the paths of Keras 3.

    The paths come from class names and attribute names, not from layer names, as in Keras. What was visited once
    does not come again.

    Args:
        model: The model.
        again: Whether layers that stand in several models come in each of them. Keras leaves them out, but makes a
            layer for each place when it reads the file, and misses their weights.
        in_file_order: Whether layers are counted in the order of the file that a model was read from.
    """
    seen: set[int] = set()
    pending: list[tuple[str, Any, frozenset[int]]] = [("", model, frozenset())]
    repeated: set[str] = set()
    while pending:
        path, holder, around = pending.pop()
        if id(holder) in seen:
            of_a_graph = path.split("/")[-2:-1] == ["layers"] or any(path.startswith(r) for r in repeated)
            if not again or not of_a_graph or id(holder) in around or is_optimizer(holder):
                continue
            repeated.add(f"{path}/")
        seen.add(id(holder))
        inner = _inner(holder, in_file_order)
        yield from _places(path, holder, inner)
        prefix = f"{path}/" if path else ""
        around = around | {id(holder)} if again else around
        pending.extend((prefix + step, item, around) for step, item in reversed(inner))


def walk_of_tf_keras(
    model: Any,
    container: str = "layers",
    counts_twice: Callable[[str, Any], bool] | None = None,
    in_file_order: bool = False,
) -> Iterator[Place]:
    """Yields what :func:`walk` does with the paths of tf.keras, which does not count what it has visited already.

    Args:
        model: The model.
        container: What the paths call the list of a model's layers.
        counts_twice: Tells of a path and the layer there whether it counts two times, as those with weights did when
            the list named them apart as well; what was visited counts then, too.
        in_file_order: As in :func:`walk`.
    """
    seen: set[int] = set()

    def visit(path: str, holder: Any) -> Iterator[Place]:
        seen.add(id(holder))
        yield from _places(path, holder, _inner(holder))
        prefix = f"{path}/" if path else ""
        for key, item in _parts(holder, in_file_order):
            if not isinstance(item, (list, tuple, dict)):
                if id(item) not in seen:
                    yield from visit(prefix + key, item)
                continue
            of_a_graph = key == "layers" and _lists_layers(type(holder))
            names = _Names(container if of_a_graph else key)
            for inner in _values(item):
                if not is_layer(inner) or (id(inner) in seen and counts_twice is None):
                    continue
                inner_path = prefix + names.of(inner)
                if of_a_graph and counts_twice is not None and counts_twice(inner_path, inner):
                    names.of(inner)
                if id(inner) not in seen:
                    yield from visit(inner_path, inner)

    return visit("", model)


def _places(path: str, holder: Any, inner: list[tuple[str, Any]]) -> Iterator[Place]:
    variables = _own_variables(holder, [item for _, item in inner])
    yield Place(path, holder, variables)
    prefix = f"{path}/" if path else ""
    # Where Keras's layer has an inner one, which keeps the same.
    for step in getattr(holder, "also_saved_as", ()):
        yield Place(prefix + step, holder, variables)


def legacy_weights(layer: Any) -> list[Any]:
    """Returns a layer's variables in the order of legacy files: trainable ones first."""
    return [*layer.trainable_weights, *layer.non_trainable_weights]


def weights_apart(layer: Any) -> list[Any]:
    """Returns a layer's variables in that order, as often as Keras has them where it makes the layer from its config.

    The config does not tell that one layer stands in several of the models inside, so that there each gets its own.
    """
    once = legacy_weights(layer)
    learning, others = _apart(layer)
    found = [*learning, *others]
    return found if {id(variable) for variable in found} == {id(variable) for variable in once} else once


def _apart(layer: Any) -> tuple[list[Any], list[Any]]:
    """Returns the variables that learn, and the others, those of the models inside one model after the other."""
    if not _lists_layers(type(layer)):
        return layer.trainable_weights, layer.non_trainable_weights
    parts = [_apart(inner) for inner in layer.layers]
    return [v for learning, _ in parts for v in learning], [v for _, others in parts for v in others]


def is_layer(value: Any) -> bool:
    """Tells whether a value is a layer or model."""
    return _has_all(type(value), ("weights", "trainable_weights", "get_config", "call"))


def keeps_its_own_way(holder: Any, name: str) -> bool:
    """Tells whether a layer's class saves or loads its variables in a way of its own, not by their positions.

    Args:
        holder: A layer or model.
        name: ``save_own_variables`` or ``load_own_variables``.
    """
    found = next((cls for cls in type(holder).__mro__ if name in vars(cls)), None)
    return is_layer(holder) and found is not None and found.__name__ != _BY_POSITION


def own_variables(holder: Any) -> list[Any]:
    """Returns the variables of a layer, model or optimizer itself, in Keras's order, without those of inner layers."""
    return _own_variables(holder, [item for _, item in _inner(holder)])


def is_placeholder(value: Any) -> bool:
    """Tells whether a layer only stands for one whose class is not known."""
    return hasattr(type(value), "as_data") and hasattr(value, "kept")


def is_optimizer(value: Any) -> bool:
    """Tells whether a value is an optimizer."""
    return _has_all(type(value), ("variables", "learning_rate", "apply_gradients"))


def _ask(cls: type, names: tuple[str, ...]) -> bool:
    return all(hasattr(cls, name) for name in names)


#: Tells whether a class has attributes; asked about every attribute of every layer, but of few classes.
_has_all: Callable[[type, tuple[str, ...]], bool] = lru_cache(maxsize=1024)(_ask)


def _inner(holder: Any, in_file_order: bool = False) -> list[tuple[str, Any]]:
    """Returns the layers and the optimizer directly inside an object, each with its step of the path."""
    found: list[tuple[str, Any]] = []
    for key, value in _parts(holder, in_file_order):
        if isinstance(value, (list, tuple, dict)):
            names = _Names(key)
            found += [(names.of(item), item) for item in _values(value) if is_layer(item)]
        else:
            found.append((key, value))
    return found


def _parts(holder: Any, in_file_order: bool = False) -> Iterator[tuple[str, Any]]:
    """Yields the attributes of an object that are layers, optimizers or containers, in Keras's order."""
    if is_optimizer(holder):
        return
    if _lists_layers(type(holder)):
        known = in_file_order and hasattr(holder, "layers_in_file_order")
        yield "layers", holder.layers_in_file_order() if known else holder.layers
    skipped: frozenset[str] = getattr(holder, "_untracked", frozenset()) - {"optimizer"}
    attributes = {key: value for key, value in vars(holder).items() if key not in skipped}
    for key in sorted(attributes, key=lambda text: f"~{text}" if text.startswith("_") else text):
        value = attributes[key]
        if is_layer(value) or is_optimizer(value) or isinstance(value, (list, tuple, dict)):
            yield key, value


def _values(container: Any) -> list[Any]:
    return list(container.values() if isinstance(container, dict) else container)


class _Names:
    """Names the layers in a container by their class, with numbers where a class comes again."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.counts: dict[str, int] = {}

    def of(self, item: Any) -> str:
        name = to_snake_case(getattr(item, "path_name", type(item).__name__))
        number = self.counts[name] = self.counts.get(name, -1) + 1
        return f"{self.key}/{name}_{number}" if number else f"{self.key}/{name}"


def _lists_layers(cls: type) -> bool:
    """Tells whether a class keeps a list of layers as Sequential and Functional do.

    The layers of a plain subclass of Model are found among its attributes and saved under their names.
    """
    plain = next((base for base in cls.__mro__ if base.__name__ == "Model"), None)
    return hasattr(cls, "layers") and getattr(cls, "layers") is not getattr(plain, "layers", None)  # noqa: B009


def _own_variables(holder: Any, inner: list[Any]) -> list[Any]:
    if is_optimizer(holder):
        return list(holder.variables)
    if hasattr(holder, "saved_variables"):  # Keras saves some of an inner layer's variables twice
        return list(holder.saved_variables)
    others = {id(variable) for layer in inner if is_layer(layer) for variable in layer.weights}
    return [variable for variable in holder.weights if id(variable) not in others]
