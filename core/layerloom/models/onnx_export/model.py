"""A model's graph, layer by layer, as a graph of ONNX."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from layerloom.atomic import atomic_path
from layerloom.errors import FileFormatError, LayerloomError
from layerloom.models.functional import Functional
from layerloom.models.onnx_export import attention, recurrent, windows
from layerloom.models.onnx_export.graph import OPSET, Graph, NoOnnxError, Value
from layerloom.models.onnx_export.operations import operation
from layerloom.models.onnx_export.plain import PLAIN
from layerloom.models.sequential import Sequential
from layerloom.tensors import FunctionOperation, KerasTensor

#: The version of the file format itself: what the oldest programs that know the operators read.
_IR_VERSION = 8

_WINDOWS: dict[str, Callable[..., str]] = {
    **{f"Conv{rank}D": windows.convolution for rank in (1, 2, 3)},
    **{f"Conv{rank}DTranspose": windows.transposed for rank in (1, 2, 3)},
    **{f"DepthwiseConv{rank}D": windows.depthwise for rank in (1, 2)},
    **{f"SeparableConv{rank}D": windows.separable for rank in (1, 2)},
    **{f"{kind}Pooling{rank}D": windows.pooling for kind in ("Max", "Average") for rank in (1, 2, 3)},
    **{
        f"Global{kind}Pooling{rank}D": windows.global_pooling
        for kind in ("Max", "Average")
        for rank in (1, 2, 3)
    },
    **{
        f"Adaptive{kind}Pooling{rank}D": windows.adaptive_pooling
        for kind in ("Max", "Average")
        for rank in (1, 2, 3)
    },
}
_ATTENTION: dict[str, Callable[..., str]] = {
    **dict.fromkeys(("MultiHeadAttention", "GroupQueryAttention"), attention.headed),
    **dict.fromkeys(("Attention", "AdditiveAttention"), attention.of_sequences),
}
_RECURRENT = ("LSTM", "GRU", "SimpleRNN", "RNN")

#: Layers whose results depend on a mask that comes with their input.
_LOOK_AT_MASKS = {
    *_ATTENTION,
    *_RECURRENT,
    *(
        "Bidirectional",
        "TimeDistributed",
        "Softmax",
        "GlobalAveragePooling1D",
        "Multiply",
        "Maximum",
        "Minimum",
    ),
}


def export_onnx(model: Any, path: str | os.PathLike[str], metadata: Mapping[str, Any] | None = None) -> None:
    """Writes a model, with its weights and as it predicts, as an ONNX file.

    The file is written beside the target and renamed. Numbers are 32-bit floats there.

    Args:
        model: A built functional or sequential model.
        path: The file.
        metadata: Plain data of ours, such as class names, for the properties of the file.

    Raises:
        FileFormatError: If the model has a layer that ONNX cannot say, which is named; if the package ``onnx`` is
            missing; or if the file cannot be written.
    """
    try:
        from onnx import checker, helper
    except ImportError:
        raise FileFormatError(
            path, "is not written, for the package 'onnx' is missing: install it by pip install onnx"
        ) from None
    try:
        inside = _graph_of(model)
        graph = Graph()
        values = [
            Value(_plain(name), _any_batch(symbol), _dtype(symbol.dtype))
            for name, symbol in zip(inside.input_names, inside.inputs, strict=True)
        ]
        outputs = _run(graph, inside, values)
    except LayerloomError as error:
        raise FileFormatError(path, f"cannot be written: {str(error).rstrip('.')}") from error
    names = _output_names(inside, {value.name for value in values})
    for name, output in zip(names, outputs, strict=True):
        graph.nodes.append(helper.make_node("Identity", [output.name], [name]))

    def described(name: str, value: Value) -> Any:
        kind = helper.np_dtype_to_tensor_dtype(np.dtype(value.dtype))
        return helper.make_tensor_value_info(
            name, kind, ["batch" if i == 0 and n is None else n for i, n in enumerate(value.shape)]
        )

    content = helper.make_graph(
        graph.nodes,
        _plain(model.name),
        [described(value.name, value) for value in values],
        [described(name, value) for name, value in zip(names, outputs, strict=True)],
        graph.constants,
    )
    file = helper.make_model(
        content, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="Layerloom"
    )
    file.ir_version = _IR_VERSION
    if metadata:
        told = {
            key: value if isinstance(value, str) else json.dumps(value) for key, value in metadata.items()
        }
        helper.set_model_props(file, told)
    try:
        checker.check_model(file)
        data = file.SerializeToString()
    except ValueError as error:
        raise FileFormatError(path, f"cannot be written: {' '.join(str(error).split())[:200]}") from error
    try:
        with atomic_path(path) as beside:
            beside.write_bytes(data)
    except OSError as error:
        raise FileFormatError(path, f"cannot be written: {error.strerror or error}") from error


def _graph_of(model: Any) -> Functional:
    """Returns the graph inside a model."""
    found: Any = model._functional if isinstance(model, Sequential) else model
    if found is None:
        raise NoOnnxError(f"model {model.name!r} is not built: give it an Input first")
    if not isinstance(found, Functional) or type(found).call is not Functional.call:
        raise NoOnnxError(
            f"{model.name!r} ({type(model).__name__}) runs code of its own; only functional and sequential models "
            "can be said in ONNX"
        )
    return found


def _run(graph: Graph, model: Functional, inputs: Sequence[Value]) -> list[Value]:
    values: dict[int, Value] = {id(symbol): value for symbol, value in zip(model.inputs, inputs, strict=True)}
    for node in model._nodes:
        if all(id(symbol) in values for symbol in node.outputs):
            continue
        made = _call(graph, node.operation, _filled(node.args, values), _filled(node.kwargs, values))
        for symbol, (name, masked) in zip(node.outputs, made, strict=True):
            values[id(symbol)] = Value(name, _any_batch(symbol), _dtype(symbol.dtype), masked)
    return [values[id(symbol)] for symbol in model.outputs]


def _call(graph: Graph, called: Any, args: Any, kwargs: dict[str, Any]) -> list[tuple[str, bool]]:
    """Writes the call of a layer, an operation or a model inside; returns outputs and whether masks come along."""
    if isinstance(called, FunctionOperation):
        names = operation(graph, called, args, kwargs)
        return [(name, False) for name in names]
    if isinstance(called, (Functional, Sequential)):
        given = _flat([*args, *kwargs.values()])
        return [(value.name, value.masked) for value in _run(graph, _graph_of(called), given)]
    kind = type(called).__name__
    title = f"{called.name!r} ({kind})"
    if kwargs.pop("training", None):
        raise NoOnnxError(f"{title} is called with training=True, which ONNX has not")
    inputs = _flat([*args, *(value for key, value in kwargs.items() if _has_values(value))])
    masked = any(value.masked for value in inputs)
    if masked and kind in _LOOK_AT_MASKS:
        raise NoOnnxError(f"{title} looks at a mask of its input, which ONNX has not")
    names = _layer(graph, called, inputs, kwargs, title)
    keeps = masked and bool(getattr(called, "supports_masking", False))
    starts = kind == "Masking" or bool(getattr(called, "mask_zero", False))
    return [(name, keeps or starts) for name in names]


def _layer(graph: Graph, layer: Any, inputs: list[Value], kwargs: dict[str, Any], title: str) -> list[str]:
    kind = type(layer).__name__
    if not type(layer).__module__.startswith("layerloom."):
        raise NoOnnxError(f"{title} is a class of your own, which ONNX does not know")
    odd = {key for key, value in kwargs.items() if value is not None and value is not False}
    odd -= {"initial_state", "use_causal_mask", "key", "value", "query"}
    if odd:
        raise NoOnnxError(f"{title} is called with {min(odd)}, which is not written as ONNX")
    if kind in PLAIN:
        return [PLAIN[kind](graph, layer, *inputs)]
    if kind in _WINDOWS:
        return [_WINDOWS[kind](graph, layer, *inputs)]
    if kind in _ATTENTION:
        if [key for key in kwargs if key in ("value", "key")] == ["key", "value"]:
            inputs = [inputs[0], inputs[2], inputs[1]]
        return [_ATTENTION[kind](graph, layer, *inputs, causal=bool(kwargs.get("use_causal_mask")))]
    if kind in _RECURRENT:
        return recurrent.recurrent(graph, layer, *inputs)
    if kind == "Bidirectional":
        for side in (layer.forward_layer, layer.backward_layer):
            if type(side).__name__ not in _RECURRENT:
                raise NoOnnxError(f"{title} holds a layer of the class {type(side).__name__}")
        return recurrent.bidirectional(graph, layer, *inputs)
    if kind == "TimeDistributed":
        return [_time_distributed(graph, layer, inputs[0], title)]
    if kind == "SpectralNormalization":
        return [name for name, _ in _call(graph, layer.layer, inputs, {})]
    if kind == "Pipeline":
        return [_pipeline(graph, layer, inputs[0])]
    raise NoOnnxError(f"{title} is not written as ONNX")


def _time_distributed(graph: Graph, layer: Any, x: Value, title: str) -> str:
    """Joins steps and samples, calls the layer inside, and parts them again."""
    if None in x.shape[1:]:
        raise NoOnnxError(f"{title} needs sizes that are known: give its Input a shape without None")
    one = Value(graph.reshape(x.name, (-1, *x.shape[2:])), (None, *x.shape[2:]), x.dtype)
    ((name, _),) = _call(graph, layer.layer, [one], {})
    _, *rest = layer.layer.compute_output_shape(one.shape)
    return graph.reshape(name, (-1, x.shape[1], *rest), title)


def _pipeline(graph: Graph, layer: Any, x: Value) -> str:
    for inner in layer.layers:
        ((name, _),) = _call(graph, inner, [x], {})
        x = Value(name, tuple(inner.compute_output_shape(x.shape)), "float32")
    return x.name


# -- names, types and structures -------------------------------------------------------------------------------


def _filled(value: Any, values: dict[int, Value]) -> Any:
    if isinstance(value, KerasTensor):
        return values[id(value)]
    if isinstance(value, (list, tuple)):
        return [_filled(item, values) for item in value]
    if isinstance(value, dict):
        return {key: _filled(item, values) for key, item in value.items()}
    return value


def _flat(value: Any) -> list[Value]:
    if isinstance(value, Value):
        return [value]
    if isinstance(value, dict):
        return [leaf for key in sorted(value) for leaf in _flat(value[key])]
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in _flat(item)]
    return []


def _has_values(value: Any) -> bool:
    return bool(_flat(value))


def _output_names(model: Functional, taken: set[str]) -> list[str]:
    found: list[str] = []
    for name in map(_plain, model.output_names):
        count, free = 0, name
        while free in taken or free in found:
            count += 1
            free = f"{name}_{count}"
        found.append(free)
    return found


def _any_batch(symbol: KerasTensor) -> tuple[int | None, ...]:
    """Returns a shape whose batch is open: one that an Input declares binds nobody."""
    return (None, *symbol.shape[1:]) if symbol.shape else ()


def _plain(name: str) -> str:
    return name or "model"


def _dtype(dtype: str) -> str:
    return "float32" if dtype.startswith(("float", "bfloat")) else dtype
