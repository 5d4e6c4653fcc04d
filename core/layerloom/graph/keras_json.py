"""Keras's architecture JSON to an Architecture: Sequential and Functional, Keras 1 to Keras 3."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from layerloom.declaration import find
from layerloom.graph.analysis import Analyse
from layerloom.graph.architecture import (
    LIST_CLASSES,
    MAX_LAYERS,
    Architecture,
    ArchitectureError,
    Call,
    LayerSpec,
    Node,
    Ref,
    Slot,
    shorten,
    usual_call,
)
from layerloom.graph.dialect import declared_shape
from layerloom.graph.layer_json import check_name, free_name, is_named, parse_layer
from layerloom.graph.plain_json import check_plain
from layerloom.graph.tensorflow import replace_tf_operations
from layerloom.graph.time_major import with_samples_first
from layerloom.graph.versions import of_today
from layerloom.graph.wrapping import NO_MODEL

_MAX_PORT = 10_000


def read_architecture(data: Any, analyse: Analyse) -> Architecture:
    """Reads a model's Keras JSON.

    Args:
        data: The decoded JSON: ``{"class_name": "Functional" | "Model" | "Sequential", "config": ...}`` of Keras 2,
            tf.keras or Keras 3, or what else :func:`~layerloom.graph.versions.of_today` takes. Keys beside these, such
            as ``canvas``, are ignored.
        analyse: Tells the shapes of what is read so far, which some functions of TensorFlow are replaced by.

    Returns:
        The architecture. A Sequential becomes a chain, with an input layer where its input shape is known.
        Nested models stay whole in the config of their layer.

    Raises:
        ArchitectureError: If the data describe no model; the message names the layer.
    """
    check_plain(data)
    data = of_today(data)
    if not isinstance(data, dict) or not isinstance(data.get("class_name"), str):
        raise ArchitectureError(NO_MODEL)
    config = data.get("config")
    if isinstance(config, list):
        config = {"layers": config}
    if not isinstance(config, dict) or not isinstance(config.get("layers"), list):
        raise ArchitectureError(
            f"This is no Keras model: {shorten(data['class_name'])!r} has no list of layers."
        )
    if len(config["layers"]) > MAX_LAYERS:
        raise ArchitectureError(
            f"The model has {len(config['layers'])} layers; at most {MAX_LAYERS} are allowed."
        )
    chain = data["class_name"] == "Sequential"  # of which TensorFlow.NET tells the tensors, too
    if not chain and ("output_layers" in config or "input_layers" in config):
        return _parse_functional(config, analyse)
    return _parse_sequential(data, config)


# -- Sequential ------------------------------------------------------------------------------------------------


def _parse_sequential(data: dict[str, Any], config: dict[str, Any]) -> Architecture:
    arch = Architecture(
        name=check_name(config.get("name") or "sequential"), trainable=_flag(config.get("trainable"))
    )
    specs = []
    for item in config["layers"]:
        spec = parse_layer(item)
        if not is_named(item):  # Keras 1 and 2.0 wrote nested Sequentials without a name
            spec.name = spec.config["name"] = free_name(arch.layers, spec.name)
        _add_layer(arch, spec)
        specs.append(spec)
    shape = _sequential_shape(data, config)
    if shape is not None and not (specs and specs[0].is_input):
        name = free_name(arch.layers, "input_layer")
        dtype = _plain_dtype(_first_config(config).get("dtype"))
        source = LayerSpec("InputLayer", name, {"batch_shape": shape, "dtype": dtype, "name": name})
        arch.layers = {name: source, **arch.layers}
        specs.insert(0, source)
    previous: Node | None = None
    for spec in specs:
        inputs = [] if previous is None or spec.is_input else [Ref(previous.id)]
        previous = arch.add(spec, inputs)
    if previous is not None:
        arch.outputs = [Ref(previous.id)]
    return arch


def _sequential_shape(data: dict[str, Any], config: dict[str, Any]) -> list[int | None] | None:
    """Returns the input shape of a Sequential without an input layer, from wherever the file tells it."""
    candidates: list[Any] = [config.get("build_input_shape")]
    build = data.get("build_config")
    candidates.append(build.get("input_shape") if isinstance(build, dict) else None)
    first = _first_config(config)
    while first:
        candidates.append(declared_shape(first))
        first = _first_config(first)
    for shape in candidates:
        if isinstance(shape, (list, tuple)) and shape and (found := declared_shape({"batch_shape": shape})):
            return found
    return None


def _first_config(config: dict[str, Any]) -> dict[str, Any]:
    """Returns the config of the first layer inside a model's config, or nothing."""
    layers = config.get("layers")
    first = layers[0] if isinstance(layers, list) and layers else None
    inner = first.get("config") if isinstance(first, dict) else None
    if isinstance(inner, list):
        return {"layers": inner}
    return inner if isinstance(inner, dict) else {}


# -- Functional ------------------------------------------------------------------------------------------------


@dataclass
class _RawRef:
    """A tensor as a file names it: layer, call index, output, and who refers to it."""

    layer: str
    index: int
    port: int
    legacy: bool
    output: bool = False


def _parse_functional(config: dict[str, Any], analyse: Analyse) -> Architecture:
    arch = Architecture(
        name=check_name(config.get("name") or "functional"), trainable=_flag(config.get("trainable"))
    )
    raw: dict[str, list[_RawRef]] = {}
    legacy = False
    specs = [parse_layer(item) for item in config["layers"]]
    names = {spec.name for spec in specs}
    for item, spec in zip(config["layers"], specs, strict=True):
        _add_layer(arch, spec)
        calls = item.get("inbound_nodes", [])
        if not isinstance(calls, list):
            raise ArchitectureError(f"Layer {shorten(spec.name)!r}: inbound_nodes must be a list.")
        if len(calls) > MAX_LAYERS:
            raise ArchitectureError(f"Layer {shorten(spec.name)!r} is called more than {MAX_LAYERS} times.")
        legacy = legacy or any(isinstance(call, list) for call in calls)
        for call in calls or [{}]:
            found, template = _parse_call(call, spec, names)
            raw[arch.add(spec, call=template).id] = found
    inputs, arch.input_structure = _parse_tensors(config.get("input_layers"), legacy, "input_layers")
    outputs, arch.output_structure = _parse_tensors(config.get("output_layers"), legacy, "output_layers")
    _resolve(arch, raw, inputs, outputs)
    replace_tf_operations(arch, analyse)
    with_samples_first(arch)
    return arch


def _parse_call(call: Any, spec: LayerSpec, names: set[str]) -> tuple[list[_RawRef], Call | None]:
    """Reads one entry of ``inbound_nodes``: its tensors and how they stand in the call."""
    refs: list[_RawRef] = []
    if isinstance(call, dict) and ("args" in call or "kwargs" in call or not call):
        args, kwargs = call.get("args", []), call.get("kwargs", {})
        if not isinstance(args, (list, tuple)) or not isinstance(kwargs, dict):
            raise ArchitectureError(f"Layer {shorten(spec.name)!r}: a call must have args and kwargs.")
        template = Call(
            tuple(_take_tensors(item, spec, refs) for item in args),
            {key: _take_tensors(item, spec, refs) for key, item in kwargs.items()},
        )
        return refs, _unless_usual(template, spec, len(refs))
    return refs, _parse_legacy_call(call, spec, names, refs)


def _take_tensors(value: Any, spec: LayerSpec, refs: list[_RawRef]) -> Any:
    """Returns Keras 3 call data with slots in place of its tensors, which are appended to ``refs``."""
    if isinstance(value, (list, tuple)):
        return [_take_tensors(item, spec, refs) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("class_name") == "__keras_tensor__":
        inner = value.get("config")
        history = inner.get("keras_history") if isinstance(inner, dict) else None
        refs.append(_raw_ref(history, spec.name, legacy=False))
        return Slot(len(refs) - 1)
    return {key: _take_tensors(item, spec, refs) for key, item in value.items()}


def _parse_legacy_call(call: Any, spec: LayerSpec, names: set[str], refs: list[_RawRef]) -> Call | None:
    """Reads a Keras 2 call: ``[[layer, call index, output, kwargs], ...]``, or the same by key."""
    items = call.values() if isinstance(call, dict) else call
    if isinstance(call, list) and call and isinstance(call[0], str):
        items = [call]
    if not isinstance(call, (list, dict)):
        raise ArchitectureError(f"Layer {shorten(spec.name)!r}: a call must be a list or a mapping.")
    kwargs: dict[str, Any] = {}

    def take(item: Any) -> Any:
        nonlocal kwargs
        if isinstance(item, list) and (not item or isinstance(item[0], list)):
            return [take(inner) for inner in item]  # beside a tensor, as in tf.concat([tensor, [2, 2]])
        if isinstance(item, list) and len(item) == 4 and isinstance(item[3], dict):
            kwargs = item[3]
        if isinstance(item, list) and len(item) > 2 and item[0] == "_CONSTANT_VALUE":
            return item[2]
        refs.append(_raw_ref(item, spec.name, legacy=True))
        return Slot(len(refs) - 1)

    values = [take(item) for item in items]
    kwargs = {
        key: _take_legacy_kwarg(item, spec, names, refs)
        for key, item in kwargs.items()
        if key != "constants"
        or item is not None  # which tf.keras writes for every recurrent layer with states
    }
    if isinstance(call, dict):
        template = Call((dict(zip(call, values, strict=True)),), kwargs)
    else:
        template = Call((values[0] if len(values) == 1 else values,) if values else (), kwargs)
    return _unless_usual(template, spec, len(refs))


def _take_legacy_kwarg(value: Any, spec: LayerSpec, names: set[str], refs: list[_RawRef]) -> Any:
    """Returns a Keras 2 keyword argument with slots in place of tensors, written there as [layer, call, output]."""
    if isinstance(value, list):
        if len(value) in (3, 4) and isinstance(value[0], str) and value[0] in names:
            refs.append(_raw_ref(value, spec.name, legacy=True))
            return Slot(len(refs) - 1)
        return [_take_legacy_kwarg(item, spec, names, refs) for item in value]
    if isinstance(value, dict):
        return {key: _take_legacy_kwarg(item, spec, names, refs) for key, item in value.items()}
    return value


def _unless_usual(call: Call, spec: LayerSpec, count: int) -> Call | None:
    """Returns ``None`` for a call that the writer makes of its tensors anyway: of one tensor, or of a list."""
    entry = find("layer", spec.class_name)
    if entry is not None and entry.category == "Augmentation" and call.kwargs == {"training": True}:
        call = Call(call.args)  # Keras writes the default of these layers' calls, which binds it to nothing
    plain = count < 2 or spec.class_name in LIST_CLASSES
    return None if count == 0 or (plain and call == usual_call(spec.class_name, count)) else call


def _parse_tensors(value: Any, legacy: bool, key: str) -> tuple[list[_RawRef], Any]:
    """Reads ``input_layers`` or ``output_layers``: the tensors and, where it matters, how they are nested."""
    refs: list[_RawRef] = []

    def take(item: Any) -> Any:
        if isinstance(item, dict):
            return {name: take(inner) for name, inner in item.items()}
        if isinstance(item, (list, tuple)):
            if len(item) == 3 and isinstance(item[0], str):
                refs.append(_raw_ref(item, key, legacy=legacy, output=True))
                return Slot(len(refs) - 1)
            return [take(inner) for inner in item]
        raise ArchitectureError(f"{key} must list tensors as [layer, call, output].")

    structure = take([] if value is None else value)
    flat = isinstance(structure, list) and all(isinstance(item, Slot) for item in structure)
    if isinstance(structure, Slot) or (flat and (legacy or len(structure) != 1)):
        structure = None
    return refs, structure


def _raw_ref(history: Any, owner: str, legacy: bool, output: bool = False) -> _RawRef:
    if (
        not isinstance(history, (list, tuple))
        or len(history) not in (3, 4)
        or not isinstance(history[0], str)
    ):
        raise ArchitectureError(f"{shorten(owner)!r}: an input must be named as [layer, call, output].")
    for number in history[1:3]:
        if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= _MAX_PORT:
            raise ArchitectureError(
                f"{shorten(owner)!r}: {number!r:.40} is no number of a call or of an output."
            )
    return _RawRef(history[0], history[1], history[2], legacy, output)


def _resolve(
    arch: Architecture, raw: dict[str, list[_RawRef]], inputs: list[_RawRef], outputs: list[_RawRef]
) -> None:
    """Turns the file's call indices into node ids."""
    calls: dict[str, list[str]] = {}
    for node in arch.nodes.values():
        calls.setdefault(node.layer, []).append(node.id)
    everything: list[_RawRef] = [ref for refs in raw.values() for ref in refs] + inputs + outputs
    counted_from_one = set(_counted_from_one(arch, everything))

    def find(ref: _RawRef, owner: str) -> Ref:
        if ref.layer not in calls:
            raise ArchitectureError(
                f"{shorten(owner)!r} takes its input from {shorten(ref.layer)!r}, which is not there."
            )
        modern_output = (
            ref.output and not ref.legacy and arch.layers[ref.layer].class_name in ("Functional", "Model")
        )
        # Calls among today's arguments are counted from nought, whatever stands beside.
        old = ref.legacy or ref.output
        shift = 1 if (old and ref.layer in counted_from_one) or (modern_output and ref.index > 0) else 0
        known = calls[ref.layer]
        if not 0 <= ref.index - shift < len(known):
            raise ArchitectureError(
                f"{shorten(owner)!r} wants call {ref.index} of {shorten(ref.layer)!r}, "
                f"which is called {len(known)} times."
            )
        return Ref(known[ref.index - shift], ref.port)

    for node_id, refs in raw.items():
        node = arch.nodes[node_id]
        node.inputs = [find(ref, node.layer) for ref in refs]
    arch.input_order = [find(ref, "input_layers").node for ref in inputs]
    arch.outputs = [find(ref, "output_layers") for ref in outputs]
    _drop_spare_calls(arch)


def _drop_spare_calls(arch: Architecture) -> None:
    """Takes out the second of each pair of calls of a nested model where they are alike and lead nowhere.

    HDF5 files have such pairs for readers that count the calls differently.
    """
    used = {ref.node for ref in arch.outputs} | {ref.node for ref, _, _ in arch.edges()}
    for name, calls in arch.calls_by_layer().items():
        spec = arch.layers[name]
        if not spec.is_model or spec.class_name == "Sequential":
            continue
        pairs = list(zip(calls[::2], calls[1::2], strict=False))
        if 2 * len(pairs) == len(calls) and all(
            second.id not in used and (first.inputs, first.call) == (second.inputs, second.call)
            for first, second in pairs
        ):
            for _, second in pairs:
                del arch.nodes[second.id]


def _counted_from_one(arch: Architecture, refs: list[_RawRef]) -> Iterator[str]:
    """Yields the nested models whose calls a Keras 2 file counts from one: those built before their first call."""
    lowest: dict[str, int] = {}
    for ref in refs:
        if ref.legacy:
            lowest[ref.layer] = min(ref.index, lowest.get(ref.layer, ref.index))
    for name, index in lowest.items():
        spec = arch.layers.get(name)
        if index > 0 and spec is not None and spec.is_model:
            yield name


# -- small parts -----------------------------------------------------------------------------------------------


def _add_layer(arch: Architecture, spec: LayerSpec) -> None:
    if spec.name in arch.layers:
        raise ArchitectureError(
            f"Two layers are called {shorten(spec.name)!r}: names must be unique in a model."
        )
    arch.layers[spec.name] = spec


def _flag(value: Any) -> bool:
    return value is not False


def _plain_dtype(dtype: Any) -> str:
    inner = dtype.get("config") if isinstance(dtype, dict) else None
    name = inner.get("name") if isinstance(inner, dict) else dtype
    return name if isinstance(name, str) and not name.startswith("mixed") else "float32"
