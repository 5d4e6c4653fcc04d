"""A model's graph, layer by layer, as a graph of ONNX."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from layerloom.atomic import atomic_path
from layerloom.declaration import registry
from layerloom.errors import FileFormatError, LayerloomError
from layerloom.layers import Input
from layerloom.models.onnx_export.calls import Calls, graph_of, has_own_graph
from layerloom.models.onnx_export.graph import Graph, NoOnnxError, Value, plain_dtype

if TYPE_CHECKING:
    from layerloom.models.functional import Functional

#: The version of the file format itself: what the oldest programs that know the operators read.
_IR_VERSION = 8
#: What a file can hold at most, a little less than 2 GiB.
_MOST_BYTES = 2**31 - 2**20
#: The version of the operators of classic learning.
_LEARNING = 2


def export_onnx(
    model: Any,
    path: str | os.PathLike[str],
    metadata: Mapping[str, Any] | None = None,
    input_signature: Sequence[Any] | None = None,
) -> None:
    """Writes a model, with its weights and as it predicts, as an ONNX file.

    The file is written beside the target and renamed. Numbers are 32-bit floats there.

    Args:
        model: A built model.
        path: The file.
        metadata: Plain data of ours, such as class names, for the properties of the file.
        input_signature: What the model is called on, as tensors or specs with a shape; a model that runs code of its
            own needs it.

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
        inside = _checked(model) if input_signature is None else _called(model, input_signature)
        graph = Graph()
        values = [
            Value(_plain(name), (None, *symbol.shape[1:]) if symbol.shape else (), plain_dtype(symbol.dtype))
            for name, symbol in zip(inside.input_names, inside.inputs, strict=True)
        ]
        declared = any(symbol.shape and symbol.shape[0] is not None for symbol in inside.inputs)
        outputs = Calls(graph, declared).run(inside, values)
    except LayerloomError as error:
        raise FileFormatError(path, f"cannot be written: {str(error).rstrip('.')}") from error
    names = _output_names(inside, {value.name for value in values})
    for name, output in zip(names, outputs, strict=True):
        graph.nodes.append(helper.make_node("Identity", [output.name], [name]))
    _needed(graph, set(names))
    if sum(len(constant.raw_data) for constant in graph.constants) > _MOST_BYTES:
        raise FileFormatError(
            path, "cannot be written: its weights are more than the 2 GiB that an ONNX file can hold"
        )
    ends = dict(zip(names, outputs, strict=True))
    file = _file_of(graph, _plain(model.name), {value.name: value for value in values}, ends)
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


def _file_of(graph: Graph, name: str, inputs: Mapping[str, Value], outputs: Mapping[str, Value]) -> Any:
    """Returns the content of a file, ``onnx.ModelProto``; the first axis of inputs and outputs is called the batch."""
    from onnx import helper

    def described(values: Mapping[str, Value]) -> list[Any]:
        return [
            helper.make_tensor_value_info(
                key,
                _number_of(value.dtype),
                ["batch" if i == 0 and n is None else n for i, n in enumerate(value.shape)],
            )
            for key, value in values.items()
        ]

    content = helper.make_graph(graph.nodes, name, described(inputs), described(outputs), graph.constants)
    versions = [helper.make_opsetid("", graph.opset)]
    versions += [helper.make_opsetid("ai.onnx.ml", _LEARNING)] if graph.learning else []
    file = helper.make_model(content, opset_imports=versions, producer_name="Layerloom")
    file.ir_version = _IR_VERSION
    return file


# -- inputs and outputs ----------------------------------------------------------------------------------------


def _checked(model: Any) -> Functional:
    """Returns the graph inside a model.

    Raises:
        NoOnnxError: If it runs code of its own and was never called on symbols, or is not built.
    """
    if not has_own_graph(model):
        raise NoOnnxError(
            f"{model.name!r} ({type(model).__name__}) runs code of its own: tell the shapes of its inputs by "
            "input_signature=[keras.InputSpec(shape)]"
        )
    return graph_of(model)


def _called(model: Any, signature: Sequence[Any]) -> Functional:
    """Returns a model around another one, on inputs of the shapes that are told."""
    inputs: list[Any] = []

    def symbols(spec: Any) -> Any:
        if isinstance(spec, Mapping):
            return {key: symbols(item) for key, item in spec.items()}
        if isinstance(spec, (list, tuple)):
            return [symbols(item) for item in spec]
        name = f"input_{len(inputs) + 1}" if len(signature) > 1 or inputs else "input"
        dtype = str(getattr(spec, "dtype", None) or "float32")
        inputs.append(Input(tuple(spec.shape)[1:], dtype=dtype, name=getattr(spec, "name", None) or name))
        return inputs[-1]

    calls = len(model._inbound_nodes)
    outputs = model(*map(symbols, signature))
    del model._inbound_nodes[calls:]  # this call is none of its user's
    around: Functional = registry.get("model", "Functional")(inputs, outputs, name=model.name)
    return around


def _needed(graph: Graph, outputs: set[str]) -> None:
    """Drops operators and constants whose results nobody uses."""
    wanted, kept = set(outputs), []
    for node in reversed(graph.nodes):
        if wanted.intersection(node.output):
            kept.append(node)
            wanted.update(_used(node))
    graph.nodes = kept[::-1]
    graph.constants = [constant for constant in graph.constants if constant.name in wanted]


def _used(node: Any) -> list[str]:
    """Returns what an operator takes, also within the body of a loop."""
    inner = [name for item in node.attribute for body in item.g.node for name in _used(body)]
    ends = [value.name for item in node.attribute for value in item.g.output]
    return [*node.input, *inner, *ends]


def _output_names(model: Functional, taken: set[str]) -> list[str]:
    found: list[str] = []
    for name in map(_plain, model.output_names):
        count, free = 0, name
        while free in taken or free in found:
            count += 1
            free = f"{name}_{count}"
        found.append(free)
    return found


def _plain(name: str) -> str:
    return name or "model"


def _number_of(dtype: str) -> int:
    """Returns ONNX's number of a type."""
    from onnx import TensorProto, helper

    return TensorProto.STRING if dtype == "string" else helper.np_dtype_to_tensor_dtype(np.dtype(dtype))
