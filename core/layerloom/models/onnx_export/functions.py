"""Activation functions as operators of ONNX."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom import activations
from layerloom.errors import LayerloomError
from layerloom.models.onnx_export.graph import Graph, NoOnnxError

#: Functions that are one operator each, with its attributes.
_OPERATORS: dict[str, tuple[str, dict[str, Any]]] = {
    "relu": ("Relu", {}),
    "leaky_relu": ("LeakyRelu", {"alpha": 0.2}),
    "softmax": ("Softmax", {"axis": -1}),
    "log_softmax": ("LogSoftmax", {"axis": -1}),
    "elu": ("Elu", {"alpha": 1.0}),
    "celu": ("Celu", {"alpha": 1.0}),
    "selu": ("Selu", {}),
    "softplus": ("Softplus", {}),
    "softsign": ("Softsign", {}),
    "tanh": ("Tanh", {}),
    "sigmoid": ("Sigmoid", {}),
    "exponential": ("Exp", {}),
    "mish": ("Mish", {}),
    "hard_sigmoid": ("HardSigmoid", {"alpha": 1 / 6, "beta": 0.5}),
    "hard_sigmoid_keras2": ("HardSigmoid", {"alpha": 0.2, "beta": 0.5}),
    "hard_silu": ("HardSwish", {}),
    "soft_shrink": ("Shrink", {"lambd": 0.5, "bias": 0.5}),
    "hard_shrink": ("Shrink", {"lambd": 0.5, "bias": 0.0}),
}

#: What recurrent operators call their functions; the numbers are alpha and beta where a function has them.
_INSIDE: dict[str, tuple[str, float | None, float | None]] = {
    "tanh": ("Tanh", None, None),
    "sigmoid": ("Sigmoid", None, None),
    "relu": ("Relu", None, None),
    "linear": ("Affine", 1.0, 0.0),
    "hard_sigmoid": ("HardSigmoid", 1 / 6, 0.5),
    "hard_sigmoid_keras2": ("HardSigmoid", 0.2, 0.5),
    "softsign": ("Softsign", None, None),
    "softplus": ("Softplus", None, None),
    "elu": ("Elu", 1.0, None),
    "leaky_relu": ("LeakyRelu", 0.2, None),
}


def activate(graph: Graph, x: str, function: Any, title: str) -> str:
    """Applies an activation function.

    Args:
        graph: The graph.
        x: The tensor.
        function: The function, or its name.
        title: What has it, for errors.

    Raises:
        NoOnnxError: If it is none of those that can be said.
    """
    name = _name(function)
    if name == "linear":
        return x
    if name in _OPERATORS:
        operator, attributes = _OPERATORS[name]
        return graph.add(operator, x, **attributes)
    if name in _COMPOSED:
        return _COMPOSED[name](graph, x)
    raise NoOnnxError(f"{title} has an activation that ONNX has no operator for: {name or function!r}.")


def has_function(function: Any) -> bool:
    """Tells whether recurrent operators can have an activation function inside."""
    return _name(function) in _INSIDE


def inside_recurrent(functions: list[Any]) -> dict[str, Any]:
    """Returns the attributes that tell a recurrent operator its functions."""
    found = [_INSIDE[_name(function)] for function in functions]
    return {
        "activations": [name for name, _, _ in found],
        "activation_alpha": [alpha for _, alpha, _ in found if alpha is not None],
        "activation_beta": [beta for _, _, beta in found if beta is not None],
    }


def _name(function: Any) -> str:
    """Returns the name of an activation, ``""`` for a function of the user's."""
    if isinstance(function, str):
        return function
    try:
        name = activations.serialize(function)
    except LayerloomError:
        return ""
    return name if isinstance(name, str) else str((name or {}).get("config", name))


def _clipped(graph: Graph, x: str, low: float, high: float) -> str:
    return graph.add("Clip", x, graph.constant(np.float32(low)), graph.constant(np.float32(high)))


def _gelu(graph: Graph, x: str) -> str:
    part = graph.add("Erf", graph.scalar("Mul", x, 0.5**0.5))
    return graph.scalar("Mul", graph.add("Mul", x, graph.scalar("Add", part, 1.0)), 0.5)


def _squareplus(graph: Graph, x: str) -> str:
    root = graph.add("Sqrt", graph.scalar("Add", graph.add("Mul", x, x), 4.0))
    return graph.scalar("Mul", graph.add("Add", x, root), 0.5)


def _sparse_plus(graph: Graph, x: str) -> str:
    up = graph.scalar("Add", _clipped(graph, x, -1.0, 1.0), 1.0)
    bent = graph.scalar("Mul", graph.add("Mul", up, up), 0.25)
    return graph.add("Add", bent, graph.add("Relu", graph.scalar("Sub", x, 1.0)))


def _glu(graph: Graph, x: str) -> str:
    left, right = graph.add_many("Split", 2, x, axis=-1, num_outputs=2)
    return graph.add("Mul", left, graph.add("Sigmoid", right))


_COMPOSED: dict[str, Callable[[Graph, str], str]] = {
    "relu6": lambda graph, x: _clipped(graph, x, 0.0, 6.0),
    "hard_tanh": lambda graph, x: _clipped(graph, x, -1.0, 1.0),
    "silu": lambda graph, x: graph.add("Mul", x, graph.add("Sigmoid", x)),
    "gelu": _gelu,
    "glu": _glu,
    "squareplus": _squareplus,
    "sparse_plus": _sparse_plus,
    "sparse_sigmoid": lambda graph, x: _clipped(
        graph, graph.scalar("Mul", graph.scalar("Add", x, 1.0), 0.5), 0.0, 1.0
    ),
    "tanh_shrink": lambda graph, x: graph.add("Sub", x, graph.add("Tanh", x)),
    "log_sigmoid": lambda graph, x: graph.add("Neg", graph.add("Softplus", graph.add("Neg", x))),
}
