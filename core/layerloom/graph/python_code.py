"""An Architecture as Python code that builds the same model with Keras, or with this library."""

from __future__ import annotations

import json
import keyword
import math
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from layerloom.declaration import registry
from layerloom.declaration.fields import Field
from layerloom.errors import LayerloomError
from layerloom.graph.architecture import Architecture, LayerSpec, Node, Ref, call_arguments
from layerloom.graph.keras_json import parse_architecture
from layerloom.graph.order import topological

_WIDTH = 100
#: Kinds of objects in configs, and where Keras keeps their classes.
_NAMESPACES = {
    "initializer": "keras.initializers",
    "regularizer": "keras.regularizers",
    "constraint": "keras.constraints",
    "loss": "keras.losses",
    "metric": "keras.metrics",
    "optimizer": "keras.optimizers",
    "schedule": "keras.optimizers.schedules",
    "callback": "keras.callbacks",
}


class Verbatim(str):
    """Code that stands in a call as it is, in place of a value."""

    __slots__ = ()


def to_python(architecture: Architecture, library: str = "keras") -> str:
    """Returns code that builds the model.

    What Keras would take by itself is left out: arguments at their defaults. Names of layers are written, for weights
    are found by them. Layers without a known input cannot be called; they stand in a comment at the end.

    Args:
        architecture: The drawing.
        library: The module to import as ``keras``.

    Returns:
        A whole Python file, in which ``model`` is the model.
    """
    first = "import keras" if library == "keras" else f"import {library} as keras"
    writer = _Writer()
    body = writer.model(architecture, "model")
    functions = "".join(f"\n\n{text}\n" for text in writer.functions)
    gap = "\n\n" if functions else "\n"
    return f"{first}\nfrom {library} import layers\n{functions}{gap}{body}\n"


def call_of(namespace: str, class_name: str, config: Mapping[str, Any], kind: str) -> str:
    """Returns the call that makes an object of a registered class.

    Args:
        namespace: Where the class is, for example ``"layers"``.
        class_name: The class.
        config: Its config; what is at its default is left out.
        kind: Its kind in the registry.
    """
    entry = registry.find(kind, class_name)
    if entry is None or not isinstance(entry.target, type):
        return f"{namespace}.{class_name}({', '.join(f'{k}={value_of(v)}' for k, v in config.items())})"
    target: Any = entry.target
    fields = {field.name: field for field in target.fields()}
    needed = _needed(target, fields, config)
    positional, named = [], []
    in_order = True
    for name, field in fields.items():
        if name not in config or field.inherited:
            continue
        if field.required and in_order:
            positional.append(value_of(config[name], field))
            continue
        in_order = False
        if name in needed:
            named.append(f"{name}={value_of(config[name], field)}")
    for name in ("activity_regularizer", "dtype", "trainable", "name"):
        inherited = name not in fields or fields[name].inherited
        if name in config and inherited and (name == "name" or name in needed):
            named.append(f"{name}={value_of(config[name])}")
    return _wrapped(f"{namespace}.{class_name}", [*positional, *named])


def value_of(value: Any, field: Field | None = None) -> str:
    """Returns a value of a config as code."""
    if isinstance(value, Verbatim):
        return str(value)
    if isinstance(value, dict) and isinstance(value.get("class_name"), str):
        return _object(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {value_of(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        items = [value_of(item) for item in value]
        same = field is not None and field.kind == "ints" and len(set(items)) == 1 and items
        if same:
            return items[0]
        return f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if isinstance(value, float) and not math.isfinite(value):
        return f'float("{value}")'
    return repr(value)


def _object(data: Mapping[str, Any]) -> str:
    name, config = str(data["class_name"]), data.get("config")
    if name == "DTypePolicy":
        return value_of((config or {}).get("name"))
    if not isinstance(config, Mapping):
        return value_of(config)
    for kind, namespace in _NAMESPACES.items():
        if registry.find(kind, name) is not None:
            return call_of(namespace, name, config, kind)
    return call_of("layers", name, {k: v for k, v in config.items() if v is not None}, "layer")


def _needed(cls: type, fields: Mapping[str, Field], config: Mapping[str, Any]) -> set[str]:
    """Returns the arguments without which an object would get another config."""
    required = {name for name, field in fields.items() if field.required and name in config}
    try:
        text = json.dumps({name: value for name, value in config.items() if name != "name"}, sort_keys=True)
    except (TypeError, ValueError):
        return set(config)
    found = _needed_beside(cls, frozenset(required), text)
    return set(config if found is None else found)


@lru_cache(maxsize=4096)
def _needed_beside(cls: type, required: frozenset[str], text: str) -> frozenset[str] | None:
    """Returns the arguments that an object needs for its config, ``None`` for all; equal layers are asked once.

    Objects are made with ever more of them, since the default of one argument may follow another.
    """
    config: dict[str, Any] = json.loads(text)
    needed = set(required) & config.keys()
    for _ in range(len(config) + 1):
        try:
            made = cls.from_config({name: config[name] for name in needed}).get_config()  # type: ignore[attr-defined]
        except (LayerloomError, TypeError, ValueError, KeyError):
            return None
        differs = {name for name in config if not _same(config[name], made.get(name))}
        if differs <= needed:
            break
        needed |= differs
    return frozenset(needed)


def _same(value: Any, default: Any) -> bool:
    if isinstance(value, dict) and isinstance(default, dict) and "class_name" in value:
        return (value["class_name"], value.get("config")) == (
            default.get("class_name"),
            default.get("config"),
        )
    if isinstance(value, (list, tuple)) and isinstance(default, (list, tuple)):
        return list(value) == list(default)
    if isinstance(value, str) and isinstance(default, dict):  # a name stands for an object at its defaults
        return value.replace("_", "").lower() == str(default.get("class_name")).lower()
    return bool(value == default) and isinstance(value, bool) == isinstance(default, bool)


def _wrapped(head: str, arguments: list[str]) -> str:
    """Returns a call, over several lines where one is too short."""
    line = f"{head}({', '.join(arguments)})"
    if len(line) <= _WIDTH - 12 and "\n" not in line:
        return line
    inner = ",\n".join(arguments).replace("\n", "\n    ")
    return f"{head}(\n    {inner},\n)"


class _Writer:
    """Writes models; functions for the models inside come along."""

    def __init__(self) -> None:
        self.functions: list[str] = []

    def model(self, arch: Architecture, target: str) -> str:
        chain = self._chain(arch)
        return self._sequential(arch, chain, target) if chain is not None else self._functional(arch, target)

    # -- Sequential --------------------------------------------------------------------------------------------

    def _chain(self, arch: Architecture) -> list[LayerSpec] | None:
        """Returns the layers of a drawing that is one chain, without branches, shared layers or operations."""
        if len(arch.outputs) != 1 or len(arch.inputs) > 1 or len(arch.nodes) != len(arch.layers):
            return None
        found: list[LayerSpec] = []
        followers: dict[str, list[Node]] = {}
        for follower in arch.nodes.values():
            for ref in follower.inputs:
                followers.setdefault(ref.node, []).append(follower)
        starts = [node for node in arch.nodes.values() if not node.inputs]
        if len(starts) != 1:
            return None
        node: Node | None = starts[0]
        while node is not None:
            spec = arch.spec(node)
            plain = node.call is None or (len(node.call.args) == 1 and not node.call.kwargs)
            if spec.is_operation or len(node.inputs) > 1 or not plain:
                return None
            found.append(spec)
            after = followers.get(node.id, [])
            if len(after) > 1:
                return None
            last, node = node, after[0] if after else None
        return found if len(found) == len(arch.nodes) and arch.outputs[0].node == last.id else None

    def _sequential(self, arch: Architecture, chain: list[LayerSpec], target: str) -> str:
        rows = "\n".join(f"        {self._make(spec)},".replace("\n", "\n        ") for spec in chain)
        return f"{target} = keras.Sequential(\n    [\n{rows}\n    ],\n    name={value_of(arch.name)},\n)"

    # -- functional --------------------------------------------------------------------------------------------

    def _functional(self, arch: Architecture, target: str) -> str:
        order, _ = topological(arch)
        calls: dict[str, int] = {}
        for node in arch.nodes.values():
            calls[node.layer] = calls.get(node.layer, 0) + 1
        names = _Names({"keras", "layers", target})
        tensors: dict[str, str] = {}
        shared: dict[str, str] = {}
        lines, loose = [], []
        refs = (*arch.outputs, *(ref for node in arch.nodes.values() for ref in node.inputs))
        several = {ref.node for ref in refs if ref.port}
        for node_id in order:
            node, spec = arch.nodes[node_id], arch.spec(node_id)
            if not spec.is_input and (not node.inputs or any(ref.node not in tensors for ref in node.inputs)):
                loose.append(spec.name)
                continue
            tensor = tensors[node_id] = names.take(spec.name if spec.is_input else node_id)
            if spec.is_input:
                lines.append(f"{tensor} = {self._make(spec)}")
                continue
            given = [Verbatim(_output(tensors, ref, several)) for ref in node.inputs]
            args, kwargs = call_arguments(spec, node, list(given))
            said = {key: value for key, value in kwargs.items() if value is not None}
            inside = ", ".join([*map(_argument, args), *(f"{k}={_argument(v)}" for k, v in said.items())])
            if spec.is_operation:
                lines.append(f"{tensor} = keras.ops.{_function(spec)}({_with_settings(inside, spec)})")
                continue
            maker = shared.get(spec.name)
            if maker is None and calls[spec.name] > 1:
                maker = shared[spec.name] = names.take(f"{spec.name}_layer")
                lines.append(f"{maker} = {self._make(spec)}")
            lines.append(f"{tensor} = {maker or self._make(spec)}({inside})")
        inputs = [tensors[node.id] for node in arch.inputs if node.id in tensors]
        outputs = [_output(tensors, ref, several) for ref in arch.outputs if ref.node in tensors]
        if inputs and outputs:
            ends = [f"inputs={_nested(arch.input_structure, inputs)}"]
            ends += [f"outputs={_nested(arch.output_structure, outputs)}", f"name={value_of(arch.name)}"]
            lines.append(_wrapped(f"{target} = keras.Model", ends))
        elif lines:
            lines.append("# There is no model yet: it needs at least one input and one output.")
        if loose:
            lines.append(f"# Not connected yet: {', '.join(loose)}")
        return "\n".join(lines) or "# The drawing is empty."

    def _make(self, spec: LayerSpec) -> str:
        if spec.is_input:
            return _input(spec)
        if spec.is_model:
            return self._inner_model(spec)
        return call_of(
            "layers", spec.class_name.rpartition(">")[2], {**spec.config, "name": spec.name}, "layer"
        )

    def _inner_model(self, spec: LayerSpec) -> str:
        inner = parse_architecture({"class_name": spec.class_name, "config": spec.config})
        name = _identifier(f"make_{spec.name}")
        body = self.model(inner, "model").replace("\n", "\n    ")
        self.functions.append(f"def {name}():\n    {body}\n    return model")
        return f"{name}()"


def _input(spec: LayerSpec) -> str:
    config = spec.config
    shape = config.get("batch_shape") or config.get("batch_input_shape") or (None,)
    parts = [f"shape={value_of(tuple(shape[1:]))}"] if shape[1:] else ["shape=()"]
    if shape[0] is not None:
        parts.append(f"batch_size={shape[0]}")
    if config.get("dtype") not in (None, "float32"):
        parts.append(f"dtype={value_of(config['dtype'])}")
    return f"keras.Input({', '.join([*parts, f'name={value_of(spec.name)}'])})"


def _output(tensors: Mapping[str, str], ref: Ref, several: set[str]) -> str:
    """Returns a tensor by its name; `several` holds the nodes whose outputs are taken one by one."""
    return f"{tensors[ref.node]}[{ref.port}]" if ref.node in several else tensors[ref.node]


def _argument(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_argument, value))}]"
    return value_of(value)


def _function(spec: LayerSpec) -> str:
    """Returns the function behind an operation's class name: ``ops.GetItem`` is ``get_item``."""
    from layerloom.declaration import operators

    known = operators.find_class(spec.class_name, spec.module)
    return known.function if known is not None else spec.class_name.removeprefix(operators.PREFIX).lower()


def _with_settings(inside: str, spec: LayerSpec) -> str:
    settings = [f"{k}={value_of(v)}" for k, v in spec.config.items() if k != "name" and v is not None]
    return ", ".join([inside, *settings]) if settings else inside


def _nested(structure: Any, names: list[str]) -> str:
    if isinstance(structure, Mapping):
        return "{" + ", ".join(f"{key!r}: {name}" for key, name in zip(structure, names, strict=False)) + "}"
    return names[0] if len(names) == 1 and structure is None else f"[{', '.join(names)}]"


class _Names:
    """Gives out names of variables, each once."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken

    def take(self, wanted: str) -> str:
        base = _identifier(wanted)
        name, count = base, 1
        while name in self._taken:
            count += 1
            name = f"{base}_{count}"
        self._taken.add(name)
        return name


def _identifier(text: str) -> str:
    name = re.sub(r"\W+", "_", text).strip("_").lower() or "x"
    name = f"_{name}" if name[0].isdigit() else name
    return f"{name}_" if keyword.iskeyword(name) else name
