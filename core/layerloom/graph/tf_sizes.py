"""Sizes that a model of tf.keras reads from its tensors, ``tf.shape(x)[1] * 2``, as the numbers that they are.

Keras 3 has no tensors of sizes; a drawing knows them all but those that differ from call to call.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

from layerloom.graph.architecture import (
    Architecture,
    Call,
    LayerSpec,
    Node,
    Ref,
    Slot,
    fill,
    slots,
    usual_call,
)
from layerloom.graph.tf_compound import Steps

_CLASSES = ("TFOpLambda", "SlicingOpLambda")

#: How often, times how many nodes, a network is looked through for sizes; each look may make others known.
_MAX_WORK = 200_000

_MAX_RANK = 64
_MAX_SIZE = 2**40


class _Unknown:
    """A size that differs from call to call.

    Args:
        tensor: The tensor of whose samples it is the number, where it is that.
        rank: How many axes this tensor has.
    """

    def __init__(self, tensor: Ref | None = None, rank: int = 0) -> None:
        self.tensor = tensor
        self.rank = rank

    @property
    def is_batch(self) -> bool:
        """Whether it is the number of samples itself."""
        return self.tensor is not None


_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "add": operator.add,
    "sub": operator.sub,
    "subtract": operator.sub,
    "mul": operator.mul,
    "multiply": operator.mul,
    "floor_div": operator.floordiv,
    "floordiv": operator.floordiv,
    "maximum": max,
    "minimum": min,
}

#: Functions that pass sizes on as they are, or put them together, and what they call them.
_PASSING = {
    "cast": "x",
    "convert_to_tensor": "value",
    "identity": "input",
    "stack": "values",
    "unstack": "value",
}

#: Functions that make a tensor of a size that they are told.
_MAKERS = ("fill", "normal", "ones", "tile", "zeros")

Values = dict[Ref, Any]


def fold_sizes(arch: Architecture, replace: Callable[[], None]) -> None:
    """Puts numbers in place of sizes that are read from tensors, as far as they are known.

    Args:
        arch: An architecture that was just read; changed.
        replace: Puts operations of Keras 3 in place of those of tf.keras, wherever no size is asked for.
    """
    from layerloom.graph.inference import analyse

    values: Values = {}
    for _ in range(_MAX_WORK // max(len(arch.nodes), 1)):
        asked = [
            node for node in arch.nodes.values() if _function(arch, node) == "shape" and len(node.inputs) == 1
        ]
        if not asked:
            return
        known = analyse(arch).nodes
        found = False
        for node in asked:
            shapes = known[node.inputs[0].node].output_shapes if node.inputs[0].node in known else None
            if Ref(node.id) not in values and shapes is not None and node.inputs[0].port < len(shapes):
                shape = shapes[node.inputs[0].port]
                batch = _Unknown(node.inputs[0], len(shape))
                values[Ref(node.id)] = [
                    (_Unknown() if axis else batch) if n is None else n for axis, n in enumerate(shape)
                ]
                found = True
        if not found:
            return
        _pass_on(arch, values)
        _put_in(arch, values)
        _drop_unused(arch, values)
        replace()


def waiting_for_sizes(arch: Architecture) -> set[str]:
    """Returns the nodes that read sizes of tensors, or take what comes of them."""
    passing = {*_ARITHMETIC, *_PASSING, "getitem", "concat", "reduce_prod"}
    found = {node.id for node in arch.nodes.values() if _function(arch, node) == "shape"}
    pending = list(found)
    followers: dict[str, list[Node]] = {}
    for node in arch.nodes.values() if found else ():
        for ref in node.inputs:
            followers.setdefault(ref.node, []).append(node)
    while pending:
        for node in followers.get(pending.pop(), ()):
            if node.id not in found:
                found.add(node.id)
                if _function(arch, node) in passing:
                    pending.append(node.id)
    return found


def _function(arch: Architecture, node: Node) -> str:
    spec = arch.layers.get(node.layer)
    if spec is None or spec.class_name not in _CLASSES:
        return ""
    return str(spec.config.get("function", "")).rpartition(".")[2]


def _pass_on(arch: Architecture, values: Values) -> None:
    """Finds what is computed of sizes alone; nodes stand behind those that they take from, or come in a later look."""
    for node in arch.nodes.values():
        if not node.inputs or Ref(node.id) in values or any(ref not in values for ref in node.inputs):
            continue
        function = _function(arch, node)
        args, kwargs = _filled(node, [values[ref] for ref in node.inputs])
        kwargs.pop("name", None)
        try:
            found = _computed(function, args, kwargs)
        except (TypeError, ValueError, IndexError, KeyError, ZeroDivisionError):
            continue
        if not _is_reasonable(found):
            continue
        if function == "unstack":
            values.update({Ref(node.id, port): item for port, item in enumerate(found)})
        else:
            values[Ref(node.id)] = found


def _computed(function: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """Returns what a function makes of sizes: one of them or a list; ``None`` where it is not known here."""
    if function in _ARITHMETIC:
        return _combined(
            _ARITHMETIC[function], *(args + [kwargs[key] for key in ("x", "y") if key in kwargs])
        )
    if function in _PASSING:
        return args[0] if args else kwargs[_PASSING[function]]
    if function == "concat":
        return [item for part in (args[0] if args else kwargs["values"]) for item in part]
    if function == "reduce_prod":
        items = args[0] if args else kwargs["input_tensor"]
        return _Unknown() if any(isinstance(item, _Unknown) for item in items) else math.prod(items)
    if function == "getitem":
        key = args[1] if len(args) > 1 else kwargs["slice_spec"]
        key = key[0] if isinstance(key, list) and len(key) == 1 else key
        if isinstance(key, dict):
            return args[0][slice(key.get("start"), key.get("stop"), key.get("step"))]
        return args[0][operator.index(key)]
    return None


def _is_reasonable(value: Any) -> bool:
    """Tells whether a value may be one, or a list, of sizes; what doubles at each step of a file soon is not."""
    if isinstance(value, list):
        return len(value) <= _MAX_RANK and all(
            not isinstance(item, list) and _is_reasonable(item) for item in value
        )
    return isinstance(value, _Unknown) or (isinstance(value, int) and abs(value) < _MAX_SIZE)


def _combined(function: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
    if isinstance(left, list) or isinstance(right, list):
        count = max(len(side) for side in (left, right) if isinstance(side, list))
        sides = [side if isinstance(side, list) else [side] * count for side in (left, right)]
        return [_combined(function, one, other) for one, other in zip(*sides, strict=True)]
    if isinstance(left, _Unknown) or isinstance(right, _Unknown):
        return _Unknown()
    if not all(isinstance(side, int) for side in (left, right)):
        raise TypeError
    return function(left, right)


def _put_in(arch: Architecture, values: Values) -> None:
    """Gives the functions that take sizes the numbers, in place of the tensors."""
    for node in list(arch.nodes.values()):
        function = _function(arch, node)
        if (
            not function
            or Ref(node.id) in values
            or function == "unstack"
            or not any(r in values for r in node.inputs)
        ):
            continue
        kept = [ref for ref in node.inputs if ref not in values]
        places = iter(range(len(kept)))
        numbers = [values[ref] if ref in values else Slot(next(places)) for ref in node.inputs]
        args, kwargs = _filled(node, numbers)
        if function == "reshape" and len(kept) == 1:
            _reshape(arch, node, kept, args[1] if len(args) > 1 else kwargs.get("shape"))
        elif not kept:
            _make_tensor(arch, node, function, args, kwargs)
        elif not _has_unknown([args, kwargs]):
            node.inputs, node.call = kept, Call(tuple(args), kwargs)


def _filled(node: Node, numbers: list[Any]) -> tuple[list[Any], dict[str, Any]]:
    call = node.call or usual_call("TFOpLambda", len(node.inputs))
    return fill(call.args, numbers), fill(call.kwargs, numbers)


def _reshape(arch: Architecture, node: Node, kept: list[Ref], shape: Any) -> None:
    """Makes a reshaping of known sizes: a layer, which keeps the samples apart, where that is what it is told."""
    if not isinstance(shape, list) or slots(shape):
        return
    first = shape[0] if shape else 0
    sizes = [-1 if isinstance(item, _Unknown) else item for item in shape]
    keeps = isinstance(first, _Unknown) and first.is_batch
    if (sizes[1:] if keeps else sizes).count(-1) > 1:
        return
    spec = arch.layers[node.layer]
    node.inputs = kept
    if keeps:
        node.call = None
        arch.layers[node.layer] = LayerSpec(
            "Reshape", spec.name, {"name": spec.name, "target_shape": sizes[1:]}
        )
    else:
        node.call = Call((Slot(0),), {"shape": sizes})


def _make_tensor(
    arch: Architecture, node: Node, function: str, args: list[Any], kwargs: dict[str, Any]
) -> None:
    """Puts operations in place of one that makes a tensor with as many samples as another has."""
    if function == "tile":
        given, sizes = args[0] if args else kwargs.get("input"), [*args[1:], kwargs.get("multiples")]
        shape = sizes[0]
    else:
        given, shape = None, args[0] if args else kwargs.get("dims", kwargs.get("shape"))
    if (
        not isinstance(shape, list)
        or not shape
        or not isinstance(shape[0], _Unknown)
        or not shape[0].is_batch
    ):
        return
    batch, rest = shape[0], shape[1:]
    if not all(isinstance(size, int) and 0 < size <= _MAX_SIZE for size in rest):
        return
    if function not in _MAKERS or (function == "tile" and (any(size != 1 for size in rest) or not given)):
        return
    steps = Steps(arch, node)
    ones = steps.step("OnesLike", batch.tensor)
    if batch.rank > 1:
        ones = steps.step("Max", ones, axis=list(range(1, batch.rank)))
    ones = steps.step("Reshape", steps.step("Cast", ones, dtype="float32"), newshape=[-1, *[1] * len(rest)])
    if function == "tile":
        steps.end(
            "Multiply", ones, {"class_name": "__numpy__", "config": {"value": given, "dtype": "float32"}}
        )
        return
    ones = steps.step("Tile", ones, repeats=[1, *rest])
    if function != "normal":
        value = {"ones": 1.0, "zeros": 0.0}.get(function, args[1] if len(args) > 1 else kwargs.get("value"))
        steps.end("Multiply", ones, value)
        return
    zeros = steps.step("Multiply", ones, 0.0)
    noise = steps.layer("GaussianNoise", zeros, stddev=1.0)
    steps.end("Add", steps.step("Multiply", noise, kwargs.get("stddev", 1.0)), kwargs.get("mean", 0.0))


def _has_unknown(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_unknown, value.values()))
    return any(map(_has_unknown, value)) if isinstance(value, list) else isinstance(value, _Unknown)


def _drop_unused(arch: Architecture, values: Values) -> None:
    """Takes away nodes whose sizes nobody asks for any more."""
    pending = {ref.node for ref in values}
    ends = {ref.node for ref in arch.outputs}
    while True:
        used = ends | {ref.node for node in arch.nodes.values() for ref in node.inputs}
        gone = pending - used
        if not gone:
            return
        for name in gone:
            arch.layers.pop(arch.nodes.pop(name).layer, None)
        pending -= gone
        for ref in [ref for ref in values if ref.node in gone]:
            del values[ref]
