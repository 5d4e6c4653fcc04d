"""The calls of layers, operations and models, each as the operators of ONNX that do the same."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from layerloom import activations
from layerloom.layers.layer import Layer
from layerloom.layers.precision import in_precision
from layerloom.models.onnx_export import attention, lookup, recurrent, texts, tones, windows
from layerloom.models.onnx_export.following import Follower
from layerloom.models.onnx_export.graph import Graph, NoOnnxError, Shape, Value, plain_dtype
from layerloom.models.onnx_export.plain import KEEP_TYPES, PLAIN
from layerloom.models.onnx_export.scanning import scanned
from layerloom.models.onnx_export.values import (
    as_told,
    filled,
    flat,
    mask_given,
    masks_for,
    masks_of,
    results,
)
from layerloom.models.trainer import Trainer
from layerloom.tensors import FunctionOperation, KerasTensor, find_symbolic

if TYPE_CHECKING:
    from layerloom.models.functional import Functional

_RANKS = (1, 2, 3)
_WINDOWS: dict[str, Callable[..., str]] = {
    **{f"Conv{rank}D": windows.convolution for rank in _RANKS},
    **{f"Conv{rank}DTranspose": windows.transposed for rank in _RANKS},
    **{f"DepthwiseConv{rank}D": windows.depthwise for rank in (1, 2)},
    **{f"SeparableConv{rank}D": windows.separable for rank in (1, 2)},
    **{f"{kind}Pooling{rank}D": windows.pooling for kind in ("Max", "Average") for rank in _RANKS},
    **{f"Global{kind}Pooling{rank}D": windows.global_pooling for kind in ("Max", "Average") for rank in _RANKS},
    **{f"Adaptive{kind}Pooling{rank}D": windows.adaptive_pooling for kind in ("Max", "Average") for rank in _RANKS},
}  # fmt: skip
_ATTENTION: dict[str, Callable[..., list[str]]] = {
    **dict.fromkeys(("MultiHeadAttention", "GroupQueryAttention"), attention.headed),
    **dict.fromkeys(("Attention", "AdditiveAttention"), attention.of_sequences),
}
_TABLES: dict[str, Callable[..., str]] = {
    **dict.fromkeys(("StringLookup", "IntegerLookup"), lookup.lookup),
    "HashedCrossing": lookup.crossing,
    "Hashing": lookup.hashing,
    "TextVectorization": texts.vectorization,
    "ContrastLimitedAdaptiveHistogramEqualization": tones.local_equalization,
}
_RECURRENT = ("LSTM", "GRU", "SimpleRNN", "RNN", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D")
#: Layers whose results depend on a mask in a way that their own code says in operations.
_FOLLOW_MASKS = {"GlobalAveragePooling1D", "Multiply", "Maximum", "Minimum"}
#: Layers that make masks, also where there was none.
_MAKE_MASKS = {"Embedding", "Masking", "ReversibleEmbedding"}
#: Layers whose operators are chosen for numbers with a fraction.
_OF_FLOATS = {
    "Add",
    "Subtract",
    "Multiply",
    "Average",
    "Maximum",
    "Minimum",
    "Concatenate",
    "Dot",
}
_OF_FLOATS |= {"LayerNormalization", "RMSNormalization"}
_OF_FLOATS |= {f"{name}{rank}D" for name in ("UpSampling", "AdaptiveMaxPooling") for rank in _RANKS}
_OF_FLOATS |= {
    f"{kind}Pooling{rank}D" for kind in ("Max", "Average", "GlobalMax", "GlobalAverage") for rank in _RANKS
}
#: Layers that take the masks off the tensors that they are called on, as Keras does.
_TAKE_MASKS_OFF = {"MultiHeadAttention"}
#: Arguments of calls that writers look at.
_KNOWN = {
    "initial_state",
    "use_causal_mask",
    "key",
    "value",
    "query",
    "mask",
    "return_attention_scores",
    "training",
    "count_weights",
}
_KNOWN |= {f"{name}_mask" for name in ("query", "value", "key", "attention")}


class Calls:
    """Writes calls into a graph.

    Args:
        graph: The graph.
        any_batch: Whether an Input declares a batch size; one binds nobody.
    """

    def __init__(self, graph: Graph, any_batch: bool = False) -> None:
        self._graph = graph
        self._any_batch = any_batch
        self._follower = Follower(graph, self._write)

    # -- models ------------------------------------------------------------------------------------------------

    def run(self, model: Functional, inputs: Sequence[Value], training: bool = False) -> list[Value]:
        """Writes a model and returns its outputs; in training its layers do what they do then, unless they are told."""
        values: dict[int, Value] = {
            id(symbol): value for symbol, value in zip(model.inputs, inputs, strict=True)
        }
        for node in model._run_nodes:
            if all(id(symbol) in values for symbol in node.outputs):
                continue
            args, kwargs = filled(node.args, values), filled(node.kwargs, values)
            if training and kwargs.get("training") is None:
                kwargs["training"] = True
            made = self._write(node.operation, args, kwargs, node.outputs)
            for symbol, value in zip(node.outputs, made, strict=True):
                values[id(symbol)] = value
            if type(node.operation).__name__ in _TAKE_MASKS_OFF:
                for symbol in node.inputs:
                    values[id(symbol)] = replace(values[id(symbol)], mask=None)
        return [values[id(symbol)] for symbol in model.outputs]

    def follow(self, title: str, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Writes what a function of tensors does; see :meth:`Follower.run`."""
        return self._follower.run(title, function, *args, **kwargs)

    # -- calls -------------------------------------------------------------------------------------------------

    def _write(
        self, called: Any, args: Any, kwargs: dict[str, Any], specs: Sequence[KerasTensor]
    ) -> list[Value]:
        """Writes the call of a layer, an operation or a model inside; returns its outputs, with their masks."""
        kind = type(called).__name__
        if isinstance(called, FunctionOperation):
            title = f"the operation {called.name!r} ({called.class_name})"
            found = self._follower.run(title, called.call, *args, **kwargs)
            return as_told(results(found), specs, self._shape)
        title = f"{called.name!r} ({kind})"
        training = bool(kwargs.get("training")) and not _is_always_the_same(called)
        kwargs = {key: value for key, value in kwargs.items() if key != "training" and value is not None}
        if has_own_graph(called):
            masks = flat(kwargs.pop("mask", None))
            inputs = flat([*args, *kwargs.values()])
            given = [replace(x, mask=mask) for x, mask in zip(inputs, masks, strict=False)]
            return self.run(graph_of(called), [*given, *inputs[len(given) :]], training)
        if not isinstance(called, Layer):
            return as_told(
                results(self._follower.run(title, called.call, *args, **kwargs)), specs, self._shape
            )
        if training and kind in _RECURRENT and _is_ours(called):
            args, training = recurrent.with_dropout(self._graph, called, args, title), False
        names: Sequence[Any] = (
            self._by_its_code(called, args, kwargs, title, training=True)
            if training
            else self._layer(called, args, kwargs, title)
        )
        own = flat(args)[0].dtype if kind in KEEP_TYPES and _is_ours(called) and flat(args) else None
        values = [
            item
            if isinstance(item, Value)
            else Value(item, self._shape(spec), own or plain_dtype(spec.dtype))
            for item, spec in zip(names, specs, strict=True)
        ]
        return self._with_masks(called, args, kwargs, as_told(values, specs, self._shape), title)

    def _layer(self, layer: Any, args: Any, kwargs: dict[str, Any], title: str) -> Sequence[Any]:
        kind = type(layer).__name__
        if not _is_ours(layer) or kind == "Lambda":
            return self._by_its_code(layer, args, kwargs, title)
        try:
            with self._trial():
                found = self._by_hand(layer, args, kwargs, title)
            if found is not None:
                return found
        except NoOnnxError as reason:
            try:
                with self._trial():
                    return self._by_its_code(layer, args, kwargs, title)
            except NoOnnxError:
                raise reason from None
        return self._by_its_code(layer, args, kwargs, title)

    @contextmanager
    def _trial(self) -> Iterator[None]:
        """Takes back what was written if it does not come to an end."""
        nodes, count = self._graph.nodes, len(self._graph.nodes)
        try:
            yield
        except NoOnnxError:
            del nodes[count:]
            raise

    def _by_its_code(
        self, layer: Any, args: Any, kwargs: dict[str, Any], title: str, training: bool = False
    ) -> list[Value]:
        """Follows the code of a layer, with the masks of its inputs where it asks for them."""
        parameters = inspect.signature(type(layer).call).parameters
        masks = masks_for(layer, parameters, args, kwargs)
        known = {**kwargs, **masks}
        if "training" in parameters:
            known["training"] = training

        def call(*given: Any, **named: Any) -> Any:
            return in_precision(layer, lambda: layer.call(*given, **named))

        kept = [(weight, weight.numpy()) for weight in layer.variables] if training else []
        try:
            return results(self._follower.run(title, call, *args, _training=training, **known))
        finally:
            for weight, value in kept:  # which its code may move in training
                weight.assign(value)

    def _by_hand(self, layer: Any, args: Any, kwargs: dict[str, Any], title: str) -> Sequence[Any] | None:
        """Writes a layer by the operators that are chosen for its class; ``None`` where there are none."""
        kind = type(layer).__name__
        odd = {key for key, value in kwargs.items() if value is not False} - _KNOWN
        inputs = flat([*args, *(kwargs[key] for key in kwargs if "mask" not in key and flat(kwargs[key]))])
        masked = any(value.mask is not None for value in inputs) or any("mask" in key for key in kwargs)
        whole = any(not plain_dtype(value.dtype).startswith("float") for value in inputs)
        halved = getattr(layer, "activation", None) is activations.glu  # of which layers do not say it
        if odd or halved or (masked and kind in _FOLLOW_MASKS) or (whole and kind in _OF_FLOATS):
            return None
        if kind == "Softmax" and masked:
            return [self._masked_softmax(layer, inputs[0], kwargs, title)]
        if kind in PLAIN:
            return [PLAIN[kind](self._graph, layer, *inputs)]
        if kind.startswith("Adaptive") and kind in _WINDOWS and not windows.is_even(layer, inputs[0]):
            return None
        if kind in _WINDOWS:
            return [_WINDOWS[kind](self._graph, layer, *inputs)]
        if kind in _TABLES:
            return [_TABLES[kind](self._graph, layer, *inputs)]
        if kind in _ATTENTION:
            rounds = any(hasattr(inner, "quantization") for inner in layer._layers)
            return None if rounds else self._attention(layer, args, kwargs)
        if kind in _RECURRENT:
            return self._recurrent(layer, inputs, mask_given(layer, kwargs, inputs), title)
        if kind == "Bidirectional":
            return self._bidirectional(layer, inputs, mask_given(layer, kwargs, inputs))
        if kind == "TimeDistributed":
            return [self._time_distributed(layer, inputs[0], title)]
        if kind == "SpectralNormalization":
            return self._apply(layer.layer, inputs[0])
        if kind == "Pipeline":
            x = inputs[0]
            for inner in layer.layers:
                (x,) = self._apply(inner, x)
            return [x]
        return None

    def _apply(self, layer: Any, x: Value) -> list[Value]:
        """Writes the call of a layer inside another one."""
        symbol = KerasTensor(x.shape, x.dtype)
        specs = find_symbolic(layer._call_symbolically((symbol,), {}, keep=False))
        return self._write(layer, [x], {}, specs)

    # -- layers with something inside --------------------------------------------------------------------------

    def _attention(self, layer: Any, args: Any, kwargs: dict[str, Any]) -> list[str]:
        kind = type(layer).__name__
        parameters = inspect.signature(type(layer).call).parameters
        options = {
            "causal": bool(kwargs.get("use_causal_mask")),
            "with_scores": bool(kwargs.get("return_attention_scores")),
        }
        masks = masks_for(layer, parameters, args, kwargs)
        if kind in ("Attention", "AdditiveAttention"):
            given, both = flat(args), masks.get("mask") or kwargs.get("mask") or []
            named = zip(("query_mask", "value_mask"), both, strict=False)
            return _ATTENTION[kind](
                self._graph, layer, *given, masks={n: m for n, m in named if m is not None}, **options
            )
        names = ("query", "value", "key")
        tensors = {**dict(zip(names, args, strict=False)), **{n: kwargs[n] for n in names if n in kwargs}}
        seen = {
            **masks,
            **{key: value for key, value in kwargs.items() if key.endswith("_mask") and flat(value)},
        }
        return _ATTENTION[kind](
            self._graph, layer, *(tensors[n] for n in names if n in tensors), masks=seen, **options
        )

    def _recurrent(self, layer: Any, inputs: list[Value], mask: Value | None, title: str) -> list[str]:
        x, *states = inputs
        if getattr(layer, "stateful", False):
            raise NoOnnxError(
                f"{title} keeps states from batch to batch, which ONNX cannot: make it with stateful=False."
            )
        if mask is None and recurrent.has_operators(layer, states):
            return recurrent.recurrent(self._graph, layer, *inputs)
        return scanned(self._graph, self._follower.run, layer, x, states, mask, title)

    def _bidirectional(self, layer: Any, inputs: list[Value], mask: Value | None) -> list[str]:
        x, *states = inputs
        half = len(states) // 2
        sides = []
        for side, own in ((layer.forward_layer, states[:half]), (layer.backward_layer, states[half:])):
            inner = f"{side.name!r} ({type(side).__name__}) in {layer.name!r}"
            if type(side).__name__ not in _RECURRENT or not _is_ours(side):
                raise NoOnnxError(f"{inner} is no recurrent layer that is written as ONNX.")
            sides.append(self._recurrent(side, [x, *own], mask, inner))
        return recurrent.merged(self._graph, layer, *sides)

    def _time_distributed(self, layer: Any, x: Value, title: str) -> str:
        """Joins steps and samples, calls the layer inside, and parts them again."""
        graph, (steps, *inner) = self._graph, x.shape[1:]
        flags = None
        if x.mask is not None:
            rest = x.mask.shape[2:]
            flags = Value(self._joined(x.mask), (None, *rest), "bool")
        one = Value(self._joined(x), (None, *inner), x.dtype, flags)
        (found,) = self._apply(layer.layer, one)
        if steps is not None and None not in found.shape[1:]:
            return graph.reshape(found.name, (-1, steps, *found.shape[1:]), title)
        sizes = (graph.add("Shape", x.name, start=0, end=2), graph.add("Shape", found.name, start=1))
        return graph.add("Reshape", found.name, graph.add("Concat", *sizes, axis=0))

    def _joined(self, x: Value) -> str:
        """Joins the first two axes."""
        graph, inner = self._graph, x.shape[2:]
        if None not in inner:
            return graph.reshape(x.name, (-1, *inner))
        sizes = graph.add("Concat", graph.whole(-1), graph.add("Shape", x.name, start=2), axis=0)
        return graph.add("Reshape", x.name, sizes)

    def _masked_softmax(self, layer: Any, x: Value, kwargs: dict[str, Any], title: str) -> str:
        graph, mask = self._graph, mask_given(layer, kwargs, [x])
        if mask is None:
            raise NoOnnxError(f"{title} is called with a mask that is not written as ONNX.")
        flags = graph.cast(mask, "bool")
        kept = graph.add("Where", flags, graph.cast(x), graph.constant(np.float32(-1e9)))
        shares = PLAIN["Softmax"](graph, layer, Value(kept, x.shape))
        return graph.add("Where", flags, shares, graph.constant(np.float32(0)))

    # -- masks -------------------------------------------------------------------------------------------------

    def _with_masks(
        self, layer: Any, args: Any, kwargs: dict[str, Any], outputs: list[Value], title: str
    ) -> list[Value]:
        """Gives the outputs of a layer the masks that it makes or passes on."""
        first = args[0] if args else next(iter(kwargs.values()), None)
        if type(layer).__name__ in (*_RECURRENT, "Bidirectional") and isinstance(first, (list, tuple)):
            first = first[0]
        named = kwargs.get("mask")
        previous = masks_of(first) if named is None else named
        kind, own = type(layer).__name__, type(layer).compute_mask is not Layer.compute_mask
        makes = own and (flat(previous) or kind in _MAKE_MASKS or not _is_ours(layer))
        if isinstance(layer, Trainer) or not (makes or (flat(previous) and layer.supports_masking)):
            return outputs  # some may have a mask that a layer inside gave them
        if kind == "Concatenate":
            found = self._joined_masks(layer, first, previous)
        else:
            found = self._follower.run(title, layer.compute_mask, first, previous) if own else previous
        each = list(found) if isinstance(found, (list, tuple)) else [found] * len(outputs)
        each = [*each, *[None] * len(outputs)][: len(outputs)]
        return [replace(value, mask=mask) for value, mask in zip(outputs, each, strict=True)]

    def _joined_masks(self, layer: Any, inputs: Any, masks: list[Value | None]) -> Value | None:
        """Returns the mask of a Concatenate, which an input without one does not take part in."""
        if not flat(masks):
            return None
        graph, rank = self._graph, inputs[0].rank
        axis = layer.axis % rank
        if (
            any(mask is not None and mask.rank != 2 for mask in masks)
            or axis not in (1, rank - 1)
            or rank < 3
        ):
            raise NoOnnxError(
                f"{layer.name!r} (Concatenate) joins masks in a way that is not written as ONNX."
            )
        names = []
        for value, mask in zip(inputs, masks, strict=True):
            shape = graph.add("Shape", value.name, start=0, end=2)
            whole = graph.constant(np.array(True))
            names.append(graph.add("Expand", whole, shape) if mask is None else graph.cast(mask, "bool"))
        if axis == 1:
            return Value(graph.add("Concat", *names, axis=1), (None, None), "bool")
        joined = names[0]
        for name in names[1:]:
            joined = graph.add("And" if layer.mask_beside_tensors else "Or", joined, name)
        return Value(joined, inputs[0].shape[:2], "bool")

    def _shape(self, symbol: KerasTensor) -> Shape:
        """Returns a shape whose batch is open where an Input declares one: that binds nobody."""
        shape = tuple(symbol.shape)
        return (None, *shape[1:]) if self._any_batch and shape else shape


def has_own_graph(model: Any) -> bool:
    """Tells whether a model does what its graph says, and no code of its own."""
    return bool(getattr(model, "_follows_graph", False))


def graph_of(model: Any) -> Functional:
    """Returns the graph inside a functional or sequential model.

    Raises:
        NoOnnxError: If it is not built.
    """
    found: Functional | None = model._own_graph
    if found is None:
        raise NoOnnxError(f"model {model.name!r} is not built: give it an Input first")
    return found


def _is_always_the_same(layer: Any) -> bool:
    """Tells whether training changes nothing about what a layer computes."""
    if (
        not isinstance(layer, Layer)
        or not _is_ours(layer)
        or type(layer).__name__ == "Lambda"
        or layer._layers
    ):
        return False
    return "training" not in inspect.signature(type(layer).call).parameters


def _is_ours(layer: Any) -> bool:
    return type(layer).__module__.startswith("layerloom.")
