"""Code on symbolic tensors as operators of ONNX: every primitive that it calls is written, whatever calls it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.layers.call_context import current_training, layer_call
from layerloom.models.onnx_export import loops
from layerloom.models.onnx_export.graph import Graph, NoOnnxError, Value, plain_dtype
from layerloom.models.onnx_export.primitives import WRITERS, PrimitiveCall
from layerloom.models.onnx_export.primitives.draws import DRAWS
from layerloom.tensors import (
    KerasTensor,
    Tensor,
    Variable,
    as_array,
    find_symbolic,
    inside_operation,
    known_sizes,
)
from layerloom.tensors.symbolic import following

#: Settings of primitives that may hold sizes which only a running model knows.
_SIZES = {"reshape": "newshape", "broadcast_to": "shape", "tile": "repeats"}
#: Writes the call of a layer: it is given the layer, the arguments with values of the graph, those by name, and
#: symbolic tensors like the outputs.
LayerWriter = Callable[[Any, Any, dict[str, Any], list[KerasTensor]], list[Value]]


class Follower:
    """Follows code that is called on symbolic tensors, which stand for values of the graph.

    Args:
        graph: The graph.
        write_layer: Writes the calls of layers in that code.
    """

    def __init__(self, graph: Graph, write_layer: LayerWriter) -> None:
        self._graph = graph
        self._write_layer = write_layer
        self._values: dict[int, Value] = {}
        self._symbols: list[KerasTensor] = []  # kept, so that no other object gets the number of one
        self._title = ""

    def run(
        self, title: str, function: Callable[..., Any], *args: Any, _training: bool = False, **kwargs: Any
    ) -> Any:
        """Calls a function and writes what it does.

        Args:
            title: What is written, for errors.
            function: Function of tensors.
            *args: Its arguments, in which values of the graph stand for tensors.
            _training: Whether the layers in it do what they do in training, unless they are told otherwise.
            **kwargs: Those by name.

        Returns:
            What it returns, with values of the graph in place of tensors.

        Raises:
            NoOnnxError: If it computes with something else than operations that are written as ONNX.
        """
        before, self._title = self._title, title
        try:
            with following(self), inside_operation(), layer_call(_training):
                found = function(*self._with_symbols(args), **self._with_symbols(kwargs))
                return self._with_values(found)
        except NoOnnxError:
            raise
        except Exception as error:  # a user's code may raise anything
            told = " ".join(str(error).split())[:200].rstrip(".")
            raise NoOnnxError(
                f"{title} computes with the values themselves, which the operators of ONNX cannot follow ({told})."
            ) from error
        finally:
            self._title = before

    def symbol(self, value: Value) -> KerasTensor:
        """Returns a symbolic tensor that stands for a value."""
        made: Any = KerasTensor(value.shape, value.dtype)
        self._keep(made, value)
        if value.mask is not None:
            made._keras_mask = self.symbol(value.mask)
        return made  # type: ignore[no-any-return]

    def primitive(self, called: Any, args: tuple[Any, ...], attributes: dict[str, Any], found: Any) -> None:
        """Writes the call of a primitive."""
        title = f"{self._title}: the operation {called.name.strip('_')!r}"
        outputs = found if isinstance(found, tuple) else (found,)
        if called.name not in WRITERS:
            raise NoOnnxError(f"{title} has no counterpart among the operators of ONNX.")
        if (key := _SIZES.get(called.name)) and find_symbolic(attributes[key]):
            given = attributes[key]
            attributes = {**attributes, key: [self._values.get(id(size), size) for size in given]}
        if find_symbolic(attributes):
            raise NoOnnxError(f"{title} takes a setting from a tensor, which is not written as ONNX.")
        call = PrimitiveCall(
            self._graph,
            title,
            tuple(self.value(arg) for arg in args),
            attributes,
            tuple((tuple(item.shape), plain_dtype(item.dtype)) for item in outputs),
        )
        names = WRITERS[called.name](call)
        for symbol, name in zip(outputs, [names] if isinstance(names, str) else names, strict=True):
            self._keep(symbol, Value(name, tuple(symbol.shape), plain_dtype(symbol.dtype)))

    def layer(self, called: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Writes the call of a layer in code that is followed."""
        with following(None):
            found = called._call_symbolically(args, kwargs, keep=False)
        specs = find_symbolic(found)
        kwargs = {**kwargs, "training": current_training()}  # which its own code may not ask for
        values = self._write_layer(called, self._with_values(args), self._with_values(kwargs), specs)
        for symbol, value in zip(specs, values, strict=True):
            self._keep(symbol, value)
            if value.mask is not None:
                symbol._keras_mask = self.symbol(value.mask)  # type: ignore[attr-defined]
        return found

    def sizes(self, x: KerasTensor) -> tuple[Any, ...]:
        """Returns the shape of a tensor, with a symbolic number for each size that is open."""
        graph, value, found = self._graph, self.value(x), []
        for axis, (told, known) in enumerate(zip(x.shape, value.shape, strict=True)):
            size = known if told is None else told
            if size is None:
                name = graph.add("Squeeze", graph.add("Shape", value.name, start=axis, end=axis + 1))
                size = self.symbol(Value(graph.cast(Value(name, (), "int64"), "int32"), (), "int32"))
            found.append(size)
        return tuple(found)

    def drawn(self, kind: str, shape: tuple[Any, ...], dtype: str, settings: dict[str, Any]) -> KerasTensor:
        """Writes a random draw."""
        sizes = [self.value(n) if isinstance(n, KerasTensor) else n for n in shape]
        given = {key: self.value(x) if isinstance(x, KerasTensor) else x for key, x in settings.items()}
        found, own = DRAWS[kind](self._graph, sizes, given)
        value = Value(self._graph.cast(Value(found, (), own), dtype), known_sizes(shape), plain_dtype(dtype))
        return self.symbol(value)

    def scanned(self, step: Any, carried: Any, rows: Any, reverse: bool) -> tuple[list[Any], list[Any]]:
        """Writes a walk along the first axes of tensors; see :func:`loops.scanned`."""
        return loops.scanned(self._graph, self.symbol, self._as_value, step, carried, rows, reverse)

    def repeated(self, goes_on: Any, step: Any, state: Any, most: int | None) -> list[Any]:
        """Writes a loop on its own results; see :func:`loops.repeated`."""
        return loops.repeated(self._graph, self.symbol, self._as_value, goes_on, step, state, most)

    # -- symbols and values ------------------------------------------------------------------------------------

    def _keep(self, symbol: KerasTensor, value: Value) -> None:
        self._symbols.append(symbol)
        self._values[id(symbol)] = value

    def _as_value(self, item: Any) -> Value:
        found: Value = self._with_values(item if isinstance(item, (KerasTensor, Tensor)) else as_array(item))
        return found

    def value(self, item: Any) -> Any:
        """Returns the value behind a symbolic tensor, and anything else as an array."""
        if not isinstance(item, KerasTensor):
            return as_array(item.numpy() if isinstance(item, Variable) else item)
        if id(item) not in self._values:
            raise NoOnnxError(
                f"{self._title} makes a tensor in a way that the operators of ONNX cannot follow."
            )
        return self._values[id(item)]

    def _with_symbols(self, value: Any) -> Any:
        if isinstance(value, Value):
            return self.symbol(value)
        if isinstance(value, dict):
            return {key: self._with_symbols(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return type(value)([self._with_symbols(item) for item in value])
        return value

    def _with_values(self, value: Any) -> Any:
        if isinstance(value, KerasTensor):
            return self.value(value)
        if isinstance(value, (Tensor, Variable, np.ndarray)):
            array = as_array(value.numpy() if isinstance(value, Variable) else value)
            return Value(self._graph.constant(array), array.shape, plain_dtype(array.dtype.name))
        if isinstance(value, dict):
            return {key: self._with_values(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return type(value)([self._with_values(item) for item in value])
        return value
