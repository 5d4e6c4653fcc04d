"""Sizes that a model of tf.keras reads from its tensors, ``tf.shape(x)[1] * 2``, as the numbers that they are.

Keras 3 has no tensors of sizes; a drawing knows them all but those that differ from call to call.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from layerloom.graph.analysis import Analyse
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
from layerloom.graph.tensorflow.made import MAKERS, MadeSteps
from layerloom.graph.tensorflow.regions import resize_like
from layerloom.graph.tensorflow.size_arithmetic import (
    ARITHMETIC,
    FUNCTIONS,
    SEVERAL,
    computed,
    is_reasonable,
)
from layerloom.graph.tensorflow.steps import Room, Steps, UnknownSize, constant, take_values

_CLASSES = ("TFOpLambda", "SlicingOpLambda")

#: How many nodes may take sizes as tensors; what doubles at each of them soon fills any memory.
_MAX_TENSORS = 32

#: How often, times how many nodes, a network is looked through for sizes; each look may make others known.
_MAX_WORK = 200_000

#: Functions that read sizes of tensors.
_READERS = ("rank", "shape", "size")

Values = dict[Ref, Any]


def fold_sizes(arch: Architecture, replace: Callable[[], None], room: Room, analyse: Analyse) -> None:
    """Puts numbers in place of sizes that are read from tensors, as far as they are known.

    Args:
        arch: An architecture that was just read; changed.
        replace: Puts operations of Keras 3 in place of those of tf.keras, wherever no size is asked for.
        room: What is left for constants.
        analyse: Tells the shapes.
    """
    values: Values = {}
    for _ in range(_MAX_WORK // max(len(arch.nodes), 1)):
        asked = [
            node
            for node in arch.nodes.values()
            if _function(arch, node) in _READERS and len(node.inputs) == 1
        ]
        if not asked:
            return
        known = analyse(arch).nodes
        found = False
        for node in asked:
            shapes = known[node.inputs[0].node].output_shapes if node.inputs[0].node in known else None
            if Ref(node.id) not in values and shapes is not None and node.inputs[0].port < len(shapes):
                values[Ref(node.id)] = _read(
                    _function(arch, node), node.inputs[0], shapes[node.inputs[0].port]
                )
                found = True
        if not found:
            if len(waiting_for_sizes(arch)) <= _MAX_TENSORS:
                _make_tensors(arch, asked, values, room)
                replace()
            return
        _pass_on(arch, values)
        _put_in(arch, values, known, room)
        _drop_unused(arch, values)
        replace()


def _make_tensors(arch: Architecture, readers: list[Node], values: Values, room: Room) -> None:
    """Puts tensors in place of sizes that are taken as such."""
    for node in readers:
        value = values.get(Ref(node.id))
        if value is not None:
            take_values(_tensor_of, MadeSteps(arch, node, room), [node.inputs[0], value], {})


def _tensor_of(steps: MadeSteps, source: Ref, value: Any) -> None:
    """Counts ones for what is unknown, and adds what is known."""
    if isinstance(value, UnknownSize):
        steps.end("Sum", steps.step("OnesLike", source, dtype="int32"))
        return
    steps.source = source
    sizes = value if isinstance(value, list) else [value]
    known = [0 if isinstance(size, UnknownSize) else size for size in sizes]
    found = steps.step("Add", steps.zero(), constant(np.asarray(known, "float32")))
    for place, size in enumerate(sizes):
        if isinstance(size, UnknownSize):
            alone = constant(np.float32(np.arange(len(sizes)) == place))
            found = steps.step(
                "Add", found, steps.step("Multiply", steps.step("Sum", size.ones(steps)), alone)
            )
    shape = steps.step("Cast", found, dtype="int32")
    steps.give(shape if isinstance(value, list) else steps.step("Squeeze", shape, axis=0))


def _read(function: str, tensor: Ref, shape: tuple[int | None, ...]) -> Any:
    """Returns what one of the readers finds."""
    if function == "rank":
        return len(shape)
    if function == "size":
        sizes = [size for size in shape if size is not None]
        return math.prod(sizes) if len(sizes) == len(shape) else UnknownSize()
    return [UnknownSize(tensor, len(shape), axis) if n is None else n for axis, n in enumerate(shape)]


def waiting_for_sizes(arch: Architecture) -> set[str]:
    """Returns the nodes that read sizes of tensors, or take what comes of them."""
    found = {node.id for node in arch.nodes.values() if _function(arch, node) in _READERS}
    pending = list(found)
    followers: dict[str, list[Node]] = {}
    for node in arch.nodes.values() if found else ():
        for ref in node.inputs:
            followers.setdefault(ref.node, []).append(node)
    while pending:
        for node in followers.get(pending.pop(), ()):
            if node.id not in found:
                found.add(node.id)
                if _function(arch, node) in FUNCTIONS:
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
            found = computed(function, args, kwargs)
        except (TypeError, ValueError, IndexError, KeyError, ArithmeticError):
            continue
        several = function in SEVERAL
        if not (
            all(map(is_reasonable, found)) if several and isinstance(found, list) else is_reasonable(found)
        ):
            continue
        if several and not isinstance(found, list):
            continue
        if several:
            values.update({Ref(node.id, port): item for port, item in enumerate(found)})
        else:
            values[Ref(node.id)] = found


def _put_in(arch: Architecture, values: Values, known: dict[str, Any], room: Room) -> None:
    """Gives the functions that take sizes the numbers, in place of the tensors."""
    for node in list(arch.nodes.values()):
        function = _function(arch, node)
        if (
            not function
            or Ref(node.id) in values
            or function in SEVERAL
            or not any(r in values for r in node.inputs)
        ):
            continue
        kept = [ref for ref in node.inputs if ref not in values]
        places = iter(range(len(kept)))
        numbers = [values[ref] if ref in values else Slot(next(places)) for ref in node.inputs]
        args, kwargs = _filled(node, numbers)
        if function == "reshape" and len(kept) == 1:
            found = known[kept[0].node].output_shapes if kept[0].node in known else None
            before = found[kept[0].port] if found and kept[0].port < len(found) else ()
            _reshape(arch, node, kept, args[1] if len(args) > 1 else kwargs.get("shape"), before)
        elif function in MAKERS and (not kept or _has_unknown([args, kwargs])):
            if function != "tile" or all(_is_single(ref, known) for ref in kept):
                _make_tensor(MadeSteps(arch, node, room), arch, node, function, values)
        elif function == "resize" and _has_unknown([args, kwargs]):
            args, kwargs = _filled(node, [values.get(ref, ref) for ref in node.inputs])
            take_values(resize_like, Steps(arch, node, room), args, kwargs)
        elif kept:
            _take_numbers(Steps(arch, node, room), node, function, kept, args, kwargs)


def _is_single(ref: Ref, known: dict[str, Any]) -> bool:
    """Tells whether a tensor has one sample alone."""
    shapes = known[ref.node].output_shapes if ref.node in known else None
    return shapes is not None and ref.port < len(shapes) and tuple(shapes[ref.port][:1]) == (1,)


def _take_numbers(
    steps: Steps, node: Node, function: str, kept: list[Ref], args: list[Any], kwargs: dict[str, Any]
) -> None:
    """Calls a function with the sizes; with a tensor in place of the number of samples, where it counts with that."""
    if function == "slice" or function.endswith("_transpose"):  # to whose first axis nothing happens
        args, kwargs = _with_all_samples(args), _with_all_samples(kwargs)
    elif function in ARITHMETIC or function == "divide_no_nan":

        def counted(value: Any) -> Any:
            if not isinstance(value, UnknownSize) or value.tensor is None:
                return value
            kept.append(steps.step("Sum", value.ones(steps)))
            return Slot(len(kept) - 1)

        args, kwargs = [counted(v) for v in args], {key: counted(v) for key, v in kwargs.items()}
    if _has_unknown([args, kwargs]):
        steps.undo()
    else:
        node.inputs, node.call = kept, Call(tuple(args), kwargs)


def _with_all_samples(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_all_samples(item) for key, item in value.items()}
    if isinstance(value, list):
        return [
            -1 if isinstance(item, UnknownSize) and item.is_batch else _with_all_samples(item)
            for item in value
        ]
    return value


def _filled(node: Node, numbers: list[Any]) -> tuple[list[Any], dict[str, Any]]:
    call = node.call or usual_call("TFOpLambda", len(node.inputs))
    return fill(call.args, numbers), fill(call.kwargs, numbers)


def _reshape(
    arch: Architecture, node: Node, kept: list[Ref], shape: Any, before: Sequence[int | None]
) -> None:
    """Makes a reshaping of known sizes: a layer, which keeps the samples apart, where that is what it is told."""
    if not isinstance(shape, list) or slots(shape):
        return
    first = shape[0] if shape else 0
    sizes = [-1 if isinstance(item, UnknownSize) else item for item in shape]
    if not all(type(size) is int for size in sizes):
        return
    keeps = isinstance(first, UnknownSize) and first.is_batch
    if keeps and None not in before[1:] and -1 not in sizes[1:]:
        keeps = math.prod(size or 1 for size in before[1:]) == math.prod(sizes[1:])
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


def _make_tensor(steps: MadeSteps, arch: Architecture, node: Node, function: str, values: Values) -> None:
    """Puts operations in place of one that makes a tensor of sizes."""
    ref = next(ref for ref in node.inputs if ref in values)
    while _function(arch, arch.nodes[ref.node]) not in _READERS:
        ref = arch.nodes[ref.node].inputs[0]
    steps.source = arch.nodes[ref.node].inputs[0]
    args, kwargs = _filled(node, [values.get(ref, ref) for ref in node.inputs])
    take_values(MAKERS[function], steps, args, kwargs)


def _has_unknown(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_unknown, value.values()))
    return any(map(_has_unknown, value)) if isinstance(value, list) else isinstance(value, UnknownSize)


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
