"""Number types of TensorFlow's operations where Keras 3 would choose others: constants, sums and means."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.declaration.operators import PREFIX
from layerloom.graph.analysis import Analyse
from layerloom.graph.architecture import Architecture, Call, LayerSpec, Node, Ref, Slot

#: Operations whose arguments have one type in TensorFlow; a constant takes that of the tensor beside it.
_ALIKE = frozenset(
    {
        "Add", "Arctan2", "Concatenate", "Conv", "Divide", "DivideNoNan", "Einsum", "Equal", "FloorDivide", "Fmod",
        "Greater", "GreaterEqual", "Less", "LessEqual", "Matmul", "Maximum", "Minimum", "Mod", "Multiply", "NotEqual",
        "Power", "Stack", "Subtract", "Tensordot", "TrueDivide", "Where",
    }
)  # fmt: skip

#: Operations that give the type of their tensor in TensorFlow; Keras counts in wider ones.
_KEEPING = frozenset({"Mean", "Prod", "Sum"})

#: How often types are looked at; what is changed may change those of others behind it.
_MAX_ROUNDS = 12


def fit_number_types(arch: Architecture, analyse: Analyse) -> None:
    """Gives constants the types of the tensors beside them, and sums and means of whole numbers theirs.

    Args:
        arch: An architecture whose operations of tf.keras have become those of Keras 3; changed.
        analyse: Tells the types of its tensors.
    """
    for _ in range(_MAX_ROUNDS):
        if not any(map(_has_another_type, arch.layers.values())):
            return  # all of it is float32, which a look at each layer tells faster than an analysis
        known = analyse(arch).nodes
        types = {
            Ref(name, port): dtype
            for name, info in known.items()
            for port, dtype in enumerate(info.output_dtypes or ())
        }
        fitted = [_fit(arch, node, types) for node in list(arch.nodes.values())]
        if not any(fitted):
            return


def _has_another_type(spec: LayerSpec) -> bool:
    return (spec.is_input or spec.is_operation) and spec.config.get("dtype") not in (None, "float32")


def _fit(arch: Architecture, node: Node, types: dict[Ref, str]) -> bool:
    """Tells whether something of a node was changed."""
    spec = arch.layers.get(node.layer)
    if spec is None or not spec.is_operation or node.call is None:
        return False
    kind = spec.class_name.removeprefix(PREFIX)
    taken = [types.get(ref) for ref in node.inputs[kind == "Where" and _starts_with_tensor(node.call) :]]
    if not taken or len(set(taken)) != 1 or taken[0] in (None, "float32"):
        return False
    dtype = np.dtype(taken[0])
    if kind in _KEEPING and dtype.kind in "iu" and types.get(Ref(node.id)) != dtype.name:
        _cast_behind(arch, node, dtype.name)
        return True
    if kind not in _ALIKE:
        return False
    call = Call(tuple(_as_type(value, dtype) for value in node.call.args), node.call.kwargs)
    changed = call != node.call
    node.call = call
    return changed


def _starts_with_tensor(call: Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], Slot)


def _as_type(value: Any, dtype: np.dtype[Any]) -> Any:
    """Returns an argument with its constants in a type, where this keeps what they are."""
    if isinstance(value, list):
        return [_as_type(item, dtype) for item in value]
    config = (
        value.get("config") if isinstance(value, dict) and value.get("class_name") == "__numpy__" else None
    )
    if not isinstance(config, dict) or config.get("dtype") in (None, "bool", dtype.name):
        return value
    if dtype.kind != "f" and np.dtype(str(config["dtype"])).kind == "f":
        return value  # a half is no whole number
    return {**value, "config": {**config, "dtype": dtype.name}}


def _cast_behind(arch: Architecture, node: Node, dtype: str) -> None:
    """Puts a cast between a node and all that takes its result."""
    name = f"{node.layer}_{dtype}"
    while name in arch.layers:
        name += "_"
    takers = [other for other in arch.nodes.values() if Ref(node.id) in other.inputs]
    spec = LayerSpec(f"{PREFIX}Cast", name, {"name": name, "dtype": dtype}, "keras.src.ops.core")
    cast = Ref(arch.add(spec, [Ref(node.id)], Call((Slot(0),))).id)
    for taker in takers:
        taker.inputs = [cast if ref == Ref(node.id) else ref for ref in taker.inputs]
    arch.outputs = [cast if ref == Ref(node.id) else ref for ref in arch.outputs]
