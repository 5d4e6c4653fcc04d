"""A functional model's graph to and from the Keras JSON that the canvas reads as well."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from layerloom.declaration import scope, sharing
from layerloom.declaration.mistaken import NO_CALL, NO_SETTINGS, is_sentence, mistaken_setting
from layerloom.declaration.serialization import find_class
from layerloom.errors import LayerloomError, UnknownNameError
from layerloom.graph import Architecture, LayerSpec, Ref, format_architecture, parse_architecture
from layerloom.graph.architecture import Call, Node, Slot, call_arguments, fill, shorten
from layerloom.graph.operations import call_values, describe_operation, make_operation, to_plain
from layerloom.graph.order import topological
from layerloom.layers import Layer
from layerloom.layers.placeholder import Placeholder
from layerloom.tensors import KerasTensor, find_symbolic

if TYPE_CHECKING:
    from layerloom.models.functional import Functional

_LONGEST = 600  # characters of a sentence, some of which are from files


def describe_graph(model: Functional) -> dict[str, Any]:
    """Returns the Keras 3 JSON of a model's graph, decoded."""
    arch = to_architecture(model)
    shapes = {
        node.id: shapes
        for node, (operation, _), shapes in zip(
            arch.nodes.values(), _calls(model), _output_shapes(model), strict=True
        )
        if not isinstance(operation, Placeholder)  # its symbols have no shape that means anything
    }
    return format_architecture(arch, shapes)


def to_architecture(model: Functional) -> Architecture:
    """Returns a model's graph as plain data: every layer, and every call in the order of the calls."""
    arch = Architecture(name=model.name, trainable=model.trainable)
    ids: dict[int, str] = {}
    waiting: dict[str, tuple[Any, Any]] = {}
    for operation, node in _calls(model):
        spec = arch.layers.get(operation.name) or _spec(operation)
        made = arch.add(spec)
        ids[id(node)] = made.id
        waiting[made.id] = (node.args, node.kwargs)
    for node_id, (args, kwargs) in waiting.items():
        refs: list[Ref] = []
        template = Call(tuple(_template(args, ids, refs)), _template(kwargs, ids, refs))
        arch.nodes[node_id].inputs = refs
        arch.nodes[node_id].call = template if refs else None
    arch.input_order = [ids[id(t.history.node)] for t in model.inputs if t.history]
    arch.input_structure = _structure(model.input)
    outputs: list[Ref] = []
    structure = _template(model.output, ids, outputs)
    arch.outputs = outputs
    arch.output_structure = None if isinstance(structure, Slot) else structure
    return arch


def build_graph(
    config: dict[str, Any], custom_objects: dict[str, Any] | None
) -> tuple[Any, Any, list[tuple[str | None, KerasTensor]], str, bool]:
    """Makes layers and calls them as a model's config says.

    Returns:
        Symbolic inputs, symbolic outputs, the tensors that are added to the metrics, with their names, and to the
        loss, without any, the model's name, whether it is trainable.

    Raises:
        LayerloomError: If a class is unknown, the graph has a cycle, or shapes do not fit.
    """
    arch = parse_architecture({"class_name": "Functional", "config": config})
    order, cycles = topological(arch)
    if cycles:
        raise LayerloomError(f"The model has a cycle through {', '.join(cycles[0])}.")
    layers: dict[str, Any] = {}
    ports = _ports(arch)
    made: dict[str, list[KerasTensor]] = {}
    blind: set[str] = set()  # calls whose outputs have no known shape, behind a placeholder
    for node_id in order:
        node = arch.nodes[node_id]
        spec = arch.spec(node)
        if spec.name not in layers:
            behind = any(ref.node in blind for ref in node.inputs)
            layers[spec.name] = make_layer(spec, custom_objects, behind, ports.get(spec.name, 1))
        layer = layers[spec.name]
        if isinstance(layer, Placeholder) or any(ref.node in blind for ref in node.inputs):
            blind.add(node_id)
        if spec.is_input:
            made[node_id] = find_symbolic(layer.output)
        elif node.inputs:
            given = call_arguments(spec, node, [_take(made, arch, node, ref) for ref in node.inputs])
            args, kwargs = call_values(spec, given)
            if "training" in kwargs and kwargs["training"] == _usual_training(layer):
                kwargs.pop("training")  # Keras writes the default of a call, which binds it to nothing
            try:
                made[node_id] = find_symbolic(_called(layer, spec, args, kwargs))
            except LayerloomError as error:  # a class of the author may be called as one of ours
                layers[spec.name] = layer = _instead(layer, spec, error, ports)
                blind.add(node_id)
                made[node_id] = find_symbolic(layer(*args, **kwargs))
    inputs = [made[node.id][0] for node in arch.inputs]
    outputs = [_output(made, arch, ref) for ref in arch.outputs if ref.node in made]
    if not inputs or not outputs:
        raise LayerloomError(f"Model {arch.name!r} has no {'outputs' if inputs else 'inputs'}.")
    ends = [(arch.spec(arch.nodes[node_id]), found[0]) for node_id, found in made.items() if found]
    return (
        _nest(arch.input_structure, inputs),
        _nest(arch.output_structure, outputs),
        [
            (_metric_name(spec), tensor)
            for spec, tensor in ends
            if spec.class_name in ("AddLoss", "AddMetric")
        ],
        arch.name,
        arch.trainable,
    )


def _instead(layer: Any, spec: LayerSpec, error: LayerloomError, ports: dict[str, int]) -> Placeholder:
    """Returns what stands for a layer that does not take its inputs, where that is allowed and it is not shared."""
    if not scope.placeholders_allowed() or getattr(layer, "_inbound_nodes", None):
        raise error
    return Placeholder(spec, str(error), ports.get(spec.name, 1))


def _metric_name(end: LayerSpec) -> str | None:
    return None if end.class_name == "AddLoss" else str(end.config.get("metric_name") or end.name)


def _called(layer: Any, spec: LayerSpec, args: Any, kwargs: Any) -> Any:
    """Calls a layer; what goes wrong in a class or function of the caller is told with the layer's name."""
    try:
        return layer(*args, **kwargs)
    except LayerloomError:
        raise
    except Exception as error:
        if layer.name in str(error) and is_sentence(error):
            raise LayerloomError(shorten(error, _LONGEST)) from error
        told = f"its call fails: {type(error).__name__}: {error}" if is_sentence(error) else NO_CALL
        raise LayerloomError(_of(spec, told)) from error


def _usual_training(layer: Any) -> Any:
    """Returns what a layer's call takes for ``training`` where nobody says it, ``None`` for nothing."""
    found = inspect.signature(type(layer).call).parameters.get("training")
    return None if found is None or found.default is found.empty else found.default


def make_layer(
    spec: LayerSpec, custom_objects: dict[str, Any] | None = None, behind: bool = False, outputs: int = 1
) -> Any:
    """Makes the layer or operation that a spec describes, from the registry or the caller's own classes alone.

    Args:
        spec: The layer.
        custom_objects: Classes of the caller.
        behind: Whether it follows a placeholder, so that the shape of its input is not known.
        outputs: How many tensors a placeholder for it would give.

    Raises:
        LayerloomError: If it cannot be made, and no placeholder may stand for it.
    """
    if not scope.placeholders_allowed():
        return _make_known(spec, custom_objects)
    if behind:
        return Placeholder(spec, "it follows a layer that is not known", outputs)
    try:
        with scope.placeholders(False):  # a model inside that has an unknown layer stays whole
            return _make_known(spec, custom_objects)
    except LayerloomError as error:
        if spec.is_input:
            raise
        return Placeholder(spec, str(error), outputs)


def _ports(arch: Architecture) -> dict[str, int]:
    """Returns how many outputs of each layer's calls are used, by the layer's name."""
    found: dict[str, int] = {}
    for ref in [*arch.outputs, *(ref for node in arch.nodes.values() for ref in node.inputs)]:
        layer = arch.nodes[ref.node].layer
        found[layer] = max(found.get(layer, 1), ref.port + 1)
    return found


def _make_known(spec: LayerSpec, custom_objects: dict[str, Any] | None) -> Any:
    if spec.is_operation:
        try:
            return make_operation(spec)
        except LayerloomError as error:
            raise LayerloomError(f"{spec.name!r}: {error}") from None
    try:
        cls = find_class(spec.registered_name or spec.class_name, spec.module, custom_objects)
    except LayerloomError as error:
        raise type(error)(_of(spec, error)) from error
    try:
        layer: Layer = sharing.once(
            spec.class_name, spec.config, spec.shared, lambda: cls.from_config(dict(spec.config))
        )
    except UnknownNameError as error:
        raise UnknownNameError(_of(spec, error)) from error
    except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError) as error:
        if isinstance(error, LayerloomError) and spec.name in str(error):
            raise
        told = error if is_sentence(error) else mistaken_setting(cls.from_config, spec.config) or NO_SETTINGS
        raise LayerloomError(_of(spec, told)) from error
    if spec.mask_beside_tensors:
        layer.mask_beside_tensors = True
    return layer


def _of(spec: LayerSpec, error: object) -> str:
    return f"Layer {shorten(spec.name)!r} ({shorten(spec.class_name)}): {shorten(error, _LONGEST)}"


def _take(made: dict[str, list[KerasTensor]], arch: Architecture, node: Node, ref: Ref) -> KerasTensor:
    outputs = made.get(ref.node, [])
    if ref.port >= len(outputs):
        raise LayerloomError(
            f"Layer {node.layer!r} wants output {ref.port} of {arch.nodes[ref.node].layer!r}, which does not give it."
        )
    return outputs[ref.port]


def _output(made: dict[str, list[KerasTensor]], arch: Architecture, ref: Ref) -> KerasTensor:
    if ref.port >= len(made[ref.node]):
        raise LayerloomError(
            f"Output {ref.port} of {arch.nodes[ref.node].layer!r} is to be one of the model's, but it does not give it."
        )
    return made[ref.node][ref.port]


def _calls(model: Functional) -> list[tuple[Any, Any]]:
    """Returns (layer, call) pairs layer by layer, the calls of each in the order in which they were made."""
    mine = {id(node) for node in model._nodes}
    pairs: list[tuple[Any, Any]] = []
    for operation in model._operations:
        made = getattr(operation, "_inbound_nodes", None)
        nodes = [n for n in model._nodes if n.operation is operation] if made is None else made
        pairs.extend((operation, node) for node in nodes if id(node) in mine)
    return pairs


def _output_shapes(model: Functional) -> list[list[tuple[int | None, ...]]]:
    return [[tensor.shape for tensor in node.outputs] for _, node in _calls(model)]


def _spec(layer: Any) -> LayerSpec:
    from layerloom.declaration import serialize

    if not isinstance(layer, Layer):
        return describe_operation(layer)
    data = serialize(layer)
    return LayerSpec(
        class_name=data["class_name"],
        name=layer.name,
        config=data["config"],
        module=data["module"],
        registered_name=data["registered_name"],
        build_config=layer.get_build_config(),
        shared=data.get(sharing.KEY),
        mask_beside_tensors=layer.mask_beside_tensors,
    )


def _template(value: Any, ids: dict[int, str], refs: list[Ref]) -> Any:
    """Returns call arguments with a slot for every symbolic tensor, whose origins are added to ``refs``."""
    if isinstance(value, KerasTensor):
        assert value.history is not None  # the traversal came here through its history
        refs.append(Ref(ids[id(value.history.node)], value.history.tensor_index))
        return Slot(len(refs) - 1)
    if isinstance(value, dict):
        return {key: _template(item, ids, refs) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_template(item, ids, refs) for item in value]
    return to_plain(value)


def _structure(value: Any) -> Any:
    """Returns how tensors are nested, with slots in reading order; ``None`` for a single one."""
    count = iter(range(10**9))

    def shape(item: Any) -> Any:
        if isinstance(item, dict):
            return {key: shape(inner) for key, inner in item.items()}
        if isinstance(item, (list, tuple)):
            return [shape(inner) for inner in item]
        return Slot(next(count))

    found = shape(value)
    return None if isinstance(found, Slot) else found


def _nest(structure: Any, tensors: list[KerasTensor]) -> Any:
    if structure is None:
        return tensors[0] if len(tensors) == 1 else tensors
    return fill(structure, tensors)
