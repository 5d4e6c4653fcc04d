"""Operations between the layers of a model, such as ``x * 2`` or ``ops.concatenate``, as operators of ONNX."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.models.onnx_export.functions import activate
from layerloom.models.onnx_export.graph import Graph, NoOnnxError, Value

_UNARY = {
    "Absolute": "Abs", "Abs": "Abs", "Negative": "Neg", "Exp": "Exp", "Log": "Log", "Sqrt": "Sqrt", "Sin": "Sin",
    "Cos": "Cos", "Tan": "Tan", "Sinh": "Sinh", "Cosh": "Cosh", "Arcsin": "Asin", "Arccos": "Acos",
    "Arctan": "Atan", "Floor": "Floor", "Ceil": "Ceil", "Sign": "Sign", "Reciprocal": "Reciprocal", "Erf": "Erf",
    "Round": "Round", "Copy": "Identity", "StopGradient": "Identity",
}  # fmt: skip
_BINARY = {
    "Add": "Add", "Subtract": "Sub", "Multiply": "Mul", "TrueDivide": "Div", "Divide": "Div", "Power": "Pow",
    "Maximum": "Max", "Minimum": "Min", "Matmul": "MatMul",
}  # fmt: skip
_REDUCTIONS = {
    "Sum": "Sum", "Mean": "Mean", "Max": "Max", "Amax": "Max", "Min": "Min", "Amin": "Min", "Prod": "Prod",
    "Logsumexp": "LogSumExp",
}  # fmt: skip
_FUNCTIONS = {
    "Relu": "relu", "Relu6": "relu6", "Sigmoid": "sigmoid", "Tanh": "tanh", "Softplus": "softplus",
    "Softsign": "softsign", "Silu": "silu", "Selu": "selu", "HardSigmoid": "hard_sigmoid", "HardSilu": "hard_silu",
    "HardTanh": "hard_tanh", "LogSigmoid": "log_sigmoid", "TanhShrink": "tanh_shrink", "SparsePlus": "sparse_plus",
}  # fmt: skip


def operation(graph: Graph, called: Any, args: list[Any], kwargs: dict[str, Any]) -> list[str]:
    """Writes the call of an operation.

    Args:
        graph: The graph.
        called: The operation, with its settings.
        args: Arguments of the call, tensors and numbers.
        kwargs: Further ones.

    Returns:
        The names of its outputs.

    Raises:
        NoOnnxError: If it is none of those that are written as ONNX.
    """
    kind = called.class_name
    settings = {key: value for key, value in called.get_config().items() if key != "name"} | kwargs
    title = f"the operation {called.name!r} ({kind})"
    if kind in _UNARY:
        return [graph.add(_UNARY[kind], _tensor(graph, args[0], title))]
    if kind in _BINARY and len(args) == 2:
        return [graph.add(_BINARY[kind], *(_tensor(graph, item, title) for item in args))]
    if kind in _FUNCTIONS:
        return [activate(graph, _tensor(graph, args[0], title), _FUNCTIONS[kind], title)]
    if kind in _REDUCTIONS:
        return [_reduced(graph, _REDUCTIONS[kind], args[0], settings)]
    if kind in _OTHERS:
        return [_OTHERS[kind](graph, args, settings, title)]
    raise NoOnnxError(f"{title} is not written as ONNX: use a layer that does the same")


def _tensor(graph: Graph, value: Any, title: str) -> str:
    """Returns the name of a tensor, or of a constant in the type of the others."""
    if isinstance(value, Value):
        return graph.cast(value)
    array = np.asarray(value)
    if array.dtype.kind not in "biuf":
        raise NoOnnxError(f"{title} is called on {type(value).__name__}, which is no number")
    return graph.constant(array.astype(np.float32))


def _reduced(graph: Graph, operator: str, x: Value, settings: dict[str, Any]) -> str:
    axis = settings.get("axis")
    axes = range(x.rank) if axis is None else axis if isinstance(axis, (list, tuple)) else (axis,)
    return graph.reduce(operator, graph.cast(x), tuple(axes), bool(settings.get("keepdims")))


def _square(graph: Graph, args: list[Any], settings: dict[str, Any], title: str) -> str:
    x = _tensor(graph, args[0], title)
    return graph.add("Mul", x, x)


def _rsqrt(graph: Graph, args: list[Any], settings: dict[str, Any], title: str) -> str:
    return graph.add("Reciprocal", graph.add("Sqrt", _tensor(graph, args[0], title)))


def _joined(graph: Graph, args: list[Any], settings: dict[str, Any], title: str) -> str:
    return graph.add(
        "Concat", *(_tensor(graph, item, title) for item in args[0]), axis=settings.get("axis") or 0
    )


def _stacked(graph: Graph, args: list[Any], settings: dict[str, Any], title: str) -> str:
    axis = graph.whole(settings.get("axis") or 0)
    raised = [graph.add("Unsqueeze", _tensor(graph, item, title), axis) for item in args[0]]
    return graph.add("Concat", *raised, axis=settings.get("axis") or 0)


def _reshaped(graph: Graph, args: list[Any], settings: dict[str, Any], title: str) -> str:
    return graph.add(
        "Reshape", args[0].name, graph.whole(*(-1 if n is None else n for n in settings["newshape"]))
    )


def _transposed(graph: Graph, args: list[Any], settings: dict[str, Any], title: str) -> str:
    axes = settings.get("axes")
    rank = args[0].rank
    return graph.transpose(args[0].name, [a % rank for a in axes] if axes else range(rank - 1, -1, -1))


def _expanded(graph: Graph, args: list[Any], settings: dict[str, Any], title: str) -> str:
    axis = settings["axis"]
    return graph.add(
        "Unsqueeze", args[0].name, graph.whole(*(axis if isinstance(axis, (list, tuple)) else [axis]))
    )


def _squeezed(graph: Graph, args: list[Any], settings: dict[str, Any], title: str) -> str:
    axis = settings.get("axis")
    if axis is None:
        return graph.add("Squeeze", args[0].name)
    return graph.add(
        "Squeeze", args[0].name, graph.whole(*(axis if isinstance(axis, (list, tuple)) else [axis]))
    )


def _clipped(graph: Graph, args: list[Any], settings: dict[str, Any], title: str) -> str:
    ends = [graph.constant(np.float32(settings[key])) for key in ("x_min", "x_max")]
    return graph.add("Clip", _tensor(graph, args[0], title), *ends)


def _along(operator: str) -> Callable[..., str]:
    def write(graph: Graph, args: list[Any], settings: dict[str, Any], title: str) -> str:
        return graph.add(operator, _tensor(graph, args[0], title), axis=int(settings.get("axis", -1)))

    return write


def _item(graph: Graph, args: list[Any], settings: dict[str, Any], title: str) -> str:
    """A part of a tensor by numbers, slices, ``None`` and ``...``."""
    x, key = args[0], args[1] if len(args) > 1 else settings.get("key")
    parts = list(key) if isinstance(key, (list, tuple)) else [key]
    named = sum(part is not None and part is not Ellipsis for part in parts)
    if Ellipsis in parts:
        place = parts.index(Ellipsis)
        parts[place : place + 1] = [slice(None)] * (x.rank - named)
    name, axis, gone, new, made = x.name, 0, [], [], 0
    for part in parts:
        if part is None:
            new.append(made)
            made += 1
            continue
        if isinstance(part, slice):
            step = 1 if part.step is None else int(part.step)
            start = (0 if step > 0 else -1) if part.start is None else int(part.start)
            if (part.start, part.stop, part.step) != (None, None, None):
                name = graph.slice(name, axis, start, None if part.stop is None else int(part.stop), step)
            made += 1
        elif isinstance(part, (int, np.integer)) and not isinstance(part, bool):
            name = graph.slice(name, axis, int(part), int(part) + 1 if part != -1 else None)
            gone.append(axis)
        else:
            raise NoOnnxError(f"{title} takes parts by {type(part).__name__}, which is not written as ONNX")
        axis += 1
    name = graph.add("Squeeze", name, graph.whole(*gone)) if gone else name
    return graph.add("Unsqueeze", name, graph.whole(*new)) if new else name


def _einsum(graph: Graph, args: list[Any], settings: dict[str, Any], title: str) -> str:
    return graph.add(
        "Einsum", *(_tensor(graph, item, title) for item in args), equation=settings["subscripts"]
    )


def _leaky(graph: Graph, args: list[Any], settings: dict[str, Any], title: str) -> str:
    return graph.add("LeakyRelu", _tensor(graph, args[0], title), alpha=float(settings["negative_slope"]))


def _cast(graph: Graph, args: list[Any], settings: dict[str, Any], title: str) -> str:
    return graph.cast(args[0], str(settings["dtype"]))


_OTHERS: dict[str, Callable[..., str]] = {
    "Cast": _cast,
    "Clip": _clipped,
    "Concatenate": _joined,
    "Einsum": _einsum,
    "ExpandDims": _expanded,
    "GetItem": _item,
    "LeakyRelu": _leaky,
    "LogSoftmax": _along("LogSoftmax"),
    "Reshape": _reshaped,
    "Rsqrt": _rsqrt,
    "Softmax": _along("Softmax"),
    "Square": _square,
    "Squeeze": _squeezed,
    "Stack": _stacked,
    "Transpose": _transposed,
}
