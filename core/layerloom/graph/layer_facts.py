"""What a layer makes of its inputs: output shapes and weights, learned without computing a number."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from layerloom.declaration import find, scope
from layerloom.declaration.mistaken import NO_CALL, NO_SETTINGS, is_sentence, mistaken_setting
from layerloom.declaration.serialization import CODE_CLASSES
from layerloom.errors import ArgumentError, FieldError, LayerloomError, UnknownNameError
from layerloom.graph.architecture import LayerSpec, shorten
from layerloom.graph.constants import unpacked
from layerloom.graph.operations import call_values, make_operation
from layerloom.graph.sharing import Part, parts_held
from layerloom.random import kept_default_stream
from layerloom.tensors import KerasTensor, abstract_variables, find_symbolic, inside_operation

Shape = tuple[int | None, ...]

#: What axes mean by how many there are, with the channels behind and before the places.
_AXES = {
    3: ("batch, steps, features", "batch, features, steps"),
    4: ("batch, height, width, channels", "batch, channels, height, width"),
    5: ("batch, depth, height, width, channels", "batch, channels, depth, height, width"),
}


@dataclass(frozen=True)
class TensorSpec:
    """Shape and number type of a tensor."""

    shape: Shape
    dtype: str = "float32"


@dataclass(frozen=True)
class Facts:
    """What is known of a layer called on certain tensors.

    Args:
        outputs: Its output tensors; empty after an error.
        weights: Shape and trainability of every weight.
        error: What is wrong, as a sentence; empty if nothing is.
        kind: ``"unknown_class"``, ``"config"`` or ``"shape"`` for an error.
        wanted: The input shape that the layer would take, in words, where it says so.
        parts: The layers inside a model or a wrapper.
        unknown: What is to be said of initializers, regularizers and constraints that are not known here.
    """

    outputs: tuple[TensorSpec, ...] = ()
    weights: tuple[tuple[tuple[int, ...], bool], ...] = ()
    error: str = ""
    kind: str = ""
    wanted: str = ""
    parts: tuple[Part, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def parameters(self) -> int:
        """How many numbers the weights hold."""
        return sum(math.prod(shape) for shape, _ in self.weights)

    @property
    def trainable(self) -> int:
        """How many of them training changes."""
        return sum(math.prod(shape) for shape, trainable in self.weights if trainable)


def layer_facts(spec: LayerSpec, args: Sequence[Any], kwargs: Mapping[str, Any] | None = None) -> Facts:
    """Learns what a layer gives for the tensors it is called on.

    Args:
        spec: The layer, not a nested model.
        args: The positional arguments of the call with a :class:`TensorSpec` for every tensor. Without any,
            only the layer's settings are checked.
        kwargs: The keyword arguments, likewise.

    Returns:
        The facts. They are remembered, so that asking again after an edit elsewhere costs next to nothing.
    """
    if spec.is_operation:
        return _operation_facts(spec, *call_values(spec, (list(args), dict(kwargs or {}))))
    entry = find("layer", spec.class_name)
    if entry is None and spec.class_name in ("SlicingOpLambda", "TensorFlowOpLayer", "TFOpLambda"):
        graph = spec.config.get("node_def")
        name = graph.get("op") if isinstance(graph, Mapping) else spec.config.get("function", spec.class_name)
        function = shorten(f"tf.{name}")
        return Facts(error=f"there is nothing here that does what {function!r} does.", kind="unknown_class")
    if entry is None:
        reason = (
            "it holds code, which is never run from a file"
            if spec.class_name in CODE_CLASSES
            else "it is unknown"
        )
        return Facts(
            error=f"there is no layer {shorten(spec.class_name)!r} here: {reason}.", kind="unknown_class"
        )
    named = {key: value for key, value in (kwargs or {}).items() if value is not None and key != "training"}
    tensors = (_frozen(list(args)), _frozen(named))
    facts = _facts(entry.target, _nameless_key(spec), *tensors)
    if facts.error and "name" in spec.config:
        return _facts(entry.target, config_key(spec), *tensors)  # the sentence may name the layer
    return facts


def _operation_facts(spec: LayerSpec, args: list[Any], kwargs: dict[str, Any]) -> Facts:
    """Calls an operation on symbols."""
    try:
        operation = make_operation(spec)
    except LayerloomError as error:
        return Facts(error=str(error), kind="unknown_class")
    if not args and not kwargs:
        return Facts()
    try:
        with inside_operation():
            found = operation(*_symbols(args), **_symbols(kwargs))
    except Exception as error:  # noqa: BLE001 - whatever the settings are, a drawing must survive it
        return Facts(error=_reason(error, None), kind="shape")
    return Facts(tuple(TensorSpec(tuple(t.shape), t.dtype) for t in find_symbolic(found)))


def _symbols(value: Any) -> Any:
    """Returns call arguments with a symbolic tensor for every spec."""
    if isinstance(value, TensorSpec):
        return KerasTensor(value.shape, value.dtype, name="inferred")
    if isinstance(value, (list, tuple)):
        return type(value)(map(_symbols, value))
    if isinstance(value, dict):
        return {key: _symbols(item) for key, item in value.items()}
    return value


def config_key(spec: LayerSpec) -> str:
    """Returns a layer's config as text that tells it from every other, ``""`` if it is no plain data."""
    try:
        return json.dumps(spec.config, sort_keys=True, default=unpacked)
    except (TypeError, ValueError):
        return ""


def _nameless_key(spec: LayerSpec) -> str:
    """Returns a config as text in which all names are one: layers that differ in nothing else are asked once."""
    if "name" not in spec.config:
        return config_key(spec)
    return config_key(replace(spec, config={**spec.config, "name": "layer"}))


@lru_cache(maxsize=4096)
def _facts(target: Any, config: str, args: Any, kwargs: Any) -> Facts:
    """Makes the layer and calls it on symbols; arguments are hashable, so that the result can be kept."""
    kind, layer = "config", None
    try:
        # Looking changes no weights to come, and asks for none of their parts.
        with abstract_variables(), kept_default_stream(), scope.unknown_parts() as unknown:
            layer = target.from_config(json.loads(config))
            if hasattr(layer, "batch_shape"):  # an input layer says itself what it gives
                return Facts((TensorSpec(tuple(layer.batch_shape), str(layer.dtype)),))
            positional, named = _thawed(args), _thawed(kwargs)
            if not positional and not named:
                return Facts()
            kind = "shape"
            wanted = _misfit(layer, find_symbolic((positional, named)))
            if wanted is not None:
                return wanted
            outputs = find_symbolic(layer(*positional, **named))
    except ArgumentError as error:
        words = f"{' and '.join(error.missing)} must be set." if error.missing else str(error)
        return Facts(error=words, kind="config")
    except FieldError as error:
        return Facts(error=str(error).removeprefix(f"{target.__name__}: "), kind="config")
    except UnknownNameError as error:
        return Facts(error=_reason(error, None), kind="unknown_class")
    except Exception as error:  # noqa: BLE001 - a user's layer may raise anything, and a drawing must survive it
        if is_sentence(error):
            return Facts(error=_reason(error, layer), kind=kind)
        told = mistaken_setting(lambda settings: _tried(target, settings, args, kwargs), json.loads(config))
        return Facts(error=told or (NO_CALL if kind == "shape" else NO_SETTINGS), kind=kind)
    weights = tuple((tuple(w.shape), bool(w.trainable and layer.trainable)) for w in layer.weights)
    held = parts_held(layer, json.loads(config)) if weights else ()
    gives = tuple(TensorSpec(tuple(t.shape), t.dtype) for t in outputs)
    return Facts(gives, weights, parts=held, unknown=tuple(dict.fromkeys(map(str, unknown))))


def _tried(target: Any, settings: dict[str, Any], args: Any, kwargs: Any) -> None:
    """Makes a layer and calls it on symbols as :func:`_facts` does, for nothing but its errors."""
    with abstract_variables(), kept_default_stream(), scope.unknown_parts():
        layer = target.from_config(settings)
        positional, named = _thawed(args), _thawed(kwargs)
        if positional or named:
            layer(*positional, **named)


def _misfit(layer: Any, tensors: list[KerasTensor]) -> Facts | None:
    """Compares a single input with the layer's spec, which can say in words what it wants."""
    spec: Any = getattr(layer, "input_spec", None)
    if len(tensors) != 1 or not hasattr(spec, "misfit"):
        return None
    shape = tensors[0].shape
    wrong = spec.misfit(shape)
    if wrong and spec.ndim in _AXES and len(shape) != spec.ndim:
        meaning = _AXES[spec.ndim][getattr(layer, "data_format", None) == "channels_first"]
        wrong = f"expected {spec.ndim} axes ({meaning}), got {len(shape)}"
    return Facts(error=f"{wrong}.", kind="shape", wanted=_wanted(spec)) if wrong else None


def _wanted(spec: Any) -> str:
    """Describes the sizes that an InputSpec asks for; empty where it takes any."""
    if spec.shape is not None:
        return str(tuple(spec.shape))
    if not spec.axes:
        return ""
    rank = spec.ndim
    least = rank or max(spec.min_ndim or 1, *(axis + 1 if axis >= 0 else -axis for axis in spec.axes), 1)
    sizes = ["None"] * least
    for axis, size in spec.axes.items():
        sizes[axis] = str(size)
    if rank is None:
        sizes.insert(1, "...")
    return f"({', '.join(sizes)}{',' * (len(sizes) == 1)})"


def _reason(error: Exception, layer: Any) -> str:
    """Returns an error's sentence without the layer's name, which the reader is told anyway."""
    text = str(error) or type(error).__name__
    title = f"Layer {getattr(layer, '_title', '')}"
    for lead in (f"{title}: ", f"{title} "):
        text = text.removeprefix(lead)
    return text if text.endswith(".") else f"{text}."


def _frozen(value: Any) -> Any:
    """Returns call arguments in a hashable form."""
    if isinstance(value, TensorSpec):
        return value
    if isinstance(value, (list, tuple)):
        return ("list", *(_frozen(item) for item in value))
    if isinstance(value, dict):
        return ("dict", *((key, _frozen(item)) for key, item in value.items()))
    return ("value", value)


def _thawed(value: Any) -> Any:
    """Returns what :func:`_frozen` was given, with a symbolic tensor for every spec."""
    if isinstance(value, TensorSpec):
        return KerasTensor(value.shape, value.dtype, name="inferred")
    form, *items = value
    if form == "list":
        return [_thawed(item) for item in items]
    if form == "dict":
        return {key: _thawed(item) for key, item in items}
    return items[0]
