"""The operations of tf.keras, ``TFOpLambda`` and ``SlicingOpLambda``, as those of Keras 3."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from layerloom.declaration import operators, scope
from layerloom.graph.analysis import Analyse
from layerloom.graph.architecture import (
    Architecture,
    ArchitectureError,
    Call,
    LayerSpec,
    Node,
    Ref,
    shorten,
    slots,
    usual_call,
)
from layerloom.graph.tensorflow.arguments import fitted
from layerloom.graph.tensorflow.compound import replace_compound
from layerloom.graph.tensorflow.number_types import fit_number_types
from layerloom.graph.tensorflow.shaped import needs_shapes, replace_shaped
from layerloom.graph.tensorflow.sizes import fold_sizes, waiting_for_sizes
from layerloom.graph.tensorflow.steps import MISFITS, Room, as_tensor, function_name
from layerloom.graph.tensorflow.table import DEFAULTS, LAYERS, MORE, ROWS, SETTINGS, USUAL

_CLASSES = ("TFOpLambda", "SlicingOpLambda")


def replace_tf_operations(arch: Architecture, analyse: Analyse) -> None:
    """Puts Keras 3's operations in place of those of tf.keras; those without a counterpart stay as they are.

    Args:
        arch: An architecture that was just read; changed.
        analyse: Tells the shapes of its tensors, as far as it is read.

    Raises:
        ArchitectureError: If an operation is told to do what its counterpart cannot.
    """
    if not any(spec.class_name in _CLASSES for spec in arch.layers.values()):
        return
    room = Room()
    _rename(arch)
    _replace_all(arch, room)
    fold_sizes(arch, lambda: _replace_all(arch, room), room, analyse)
    replace_shaped(arch, lambda: _replace_all(arch, room), room, analyse)
    fit_number_types(arch, analyse)


def _rename(arch: Architecture) -> None:
    """Takes the slashes out of the names of operations, which Keras 3 does not allow there."""
    names: dict[str, str] = {}
    taken = {*arch.layers, *arch.nodes}
    for spec in arch.layers.values():
        if spec.class_name in _CLASSES and "/" in spec.name:
            name = spec.name.replace("/", "_")
            while name in taken:
                name += "_"
            taken.add(name)
            names[spec.name] = name
    if not names:
        return
    ids = {
        node.id: node.id.replace(node.layer, names[node.layer], 1)
        for node in arch.nodes.values()
        if node.layer in names
    }
    for spec in arch.layers.values():
        spec.config = {**spec.config, "name": names[spec.name]} if spec.name in names else spec.config
        spec.name = names.get(spec.name, spec.name)
    arch.layers = {spec.name: spec for spec in arch.layers.values()}
    for node in arch.nodes.values():
        node.id, node.layer = ids.get(node.id, node.id), names.get(node.layer, node.layer)
        node.inputs = [Ref(ids.get(ref.node, ref.node), ref.port) for ref in node.inputs]
    arch.nodes = {node.id: node for node in arch.nodes.values()}
    arch.outputs = [Ref(ids.get(ref.node, ref.node), ref.port) for ref in arch.outputs]


def _replace_all(arch: Architecture, room: Room) -> None:
    calls_of = arch.calls_by_layer()
    waiting = waiting_for_sizes(arch)
    for spec in list(arch.layers.values()):
        if spec.class_name not in _CLASSES:
            continue
        function, calls = function_name(spec), calls_of.get(spec.name, [])
        if function == "meshgrid" or any(not node.inputs for node in calls):
            _tell_lost(spec)
            continue
        if len(calls) != 1 or calls[0].id in waiting or needs_shapes(arch, calls[0]):
            continue
        if replace_compound(arch, function, calls[0], room):
            continue
        row = ROWS.get(function) or MORE.get(function)
        if function in LAYERS:
            calls[0].call = None
            arch.layers[spec.name] = LayerSpec(LAYERS[function], spec.name, {"name": spec.name})
        elif row is not None:
            _replace(arch, spec, calls[0], function, *row)


def _replace(
    arch: Architecture, spec: LayerSpec, node: Node, function: str, target: str, names: Mapping[str, str]
) -> None:
    """Puts an operation of Keras 3 in the place of a function of TensorFlow, if its arguments can be said there.

    Args:
        arch: The architecture; changed.
        spec: The call of the function.
        node: Where it stands.
        function: Its name.
        target: The class of the operation.
        names: What the operation calls the function's arguments, in the function's order.
    """
    call = node.call or usual_call(spec.class_name, len(node.inputs))
    theirs = {**dict(zip(names, call.args, strict=False)), **call.kwargs}
    given = {names.get(key, key): value for key, value in theirs.items() if key != "name"}
    if function == "einsum" and call.args:
        together = call.args[0] if isinstance(call.args[0], list) and len(call.args) == 1 else call.args
        given = {"subscripts": together[0] if together else None, "operands*": list(together[1:])}
    given.update(SETTINGS.get(function, {}))
    try:
        class_name, settings = fitted(spec, target, {**DEFAULTS.get(target, {}), **given})
        known = operators.find_class(class_name, "keras.src.ops")
        assert known is not None  # the table names classes of Keras alone
        if known.call == ("x1", "x2") and "x1" in settings and "x2" not in settings:
            _tell_lost(spec)
            return
        if known.call[0].endswith("*"):
            args = list(settings.pop(known.call[0]))
        else:
            args = [settings.pop(key) for key in _leading(known.call, settings)]
        args = [as_tensor(class_name, value) for value in args]
    except ArchitectureError:
        raise
    except MISFITS as error:
        raise ArchitectureError(
            f"Operation {shorten(spec.name)!r}: its arguments do not fit {shorten(function)!r}."
        ) from error
    if slots(settings):  # a tensor in place of a number, which Keras 3 does not take there
        return
    _check(spec, known.config, settings)
    node.call = Call(tuple(args))
    arch.layers[spec.name] = LayerSpec(
        operators.PREFIX + class_name, spec.name, {"name": spec.name, **settings}, known.module
    )


def _tell_lost(spec: LayerSpec) -> None:
    """Refuses an operation whose file does not hold all of it; where placeholders are allowed it becomes one."""
    if not scope.placeholders_allowed():
        raise ArchitectureError(
            f"Operation {shorten(spec.name)!r}: the file does not say on what it works, since TensorFlow leaves "
            "that out when it saves this function: build the network anew in code, and load the weights of "
            "this file into it."
        )


def _leading(names: tuple[str, ...], given: dict[str, Any]) -> list[str]:
    """Returns which of the call's arguments are given, up to the first that is not."""
    count = next((index for index, name in enumerate(names) if name not in given), len(names))
    return list(names[:count])


def _check(spec: LayerSpec, allowed: tuple[str, ...], settings: dict[str, Any]) -> None:
    """Leaves out settings that say nothing, and refuses those that the operation here does not have."""
    for key in [key for key in settings if key not in allowed]:
        value = settings.pop(key)
        if value is None or value is False or value in USUAL.get(key, ()):
            continue
        raise ArchitectureError(
            f"Operation {shorten(spec.name)!r}: its argument {shorten(key)}={value!r:.40} has no counterpart here."
        )
