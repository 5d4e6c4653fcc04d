"""An Architecture as Python code that builds the same model with Keras, or with this library."""

from __future__ import annotations

import builtins
import inspect
import keyword
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from layerloom.declaration import registry
from layerloom.graph.architecture import MODEL_CLASSES, Architecture, LayerSpec, Node, Ref, call_arguments
from layerloom.graph.inference import analyse, parse_architecture
from layerloom.graph.order import topological
from layerloom.graph.python_functions import OLD_HARD_SIGMOID, function_name, own_names
from layerloom.graph.python_names import comment, named_argument
from layerloom.graph.python_operations import argument, operation_code
from layerloom.graph.python_order import PASSING, branch_by_branch, passed_on
from layerloom.graph.python_outputs import output_endings, output_keys
from layerloom.graph.python_values import WIDTH, Verbatim, assigned, call_of, value_of, wrapped
from layerloom.graph.quantized import as_code

__all__ = ["Verbatim", "call_of", "to_python", "value_of"]

#: Layers of older versions, and for functions of TensorFlow, that Keras 3 does not have.
_GONE = {
    "AddLoss",
    "AddMetric",
    "BatchNormalizationOfKeras1",
    "LRN2D",
    "LocallyConnected1D",
    "LocallyConnected2D",
}
_GONE |= {"ParametricSoftplus", "RandomHeight", "RandomWidth", "SReLU", "ThresholdedLinear"}
_GONE |= {f"TensorFlow{name}" for name in ("CombinedSuppression", "Function", "Resize", "Suppression")}
#: It stands in the code as a model that computes it, as in files for Keras 3.
_OLD = OLD_HARD_SIGMOID
_OLD_NAME = re.compile(f'(?<!name=)"{_OLD}"')
_USED = {name: re.compile(rf"(?<![\w.]){name}\.\w+\(") for name in ("np", "layers", "ops")}
_HARD_SIGMOID = f"""
# Keras 2's hard sigmoid is steeper than the one of Keras 3.
{_OLD} = keras.Sequential(
    [
        layers.Rescaling(0.2, 0.5, name="hard_sigmoid_slope"),
        layers.ReLU(1.0, name="hard_sigmoid_bounds"),
    ],
    name="{_OLD}",
)
"""


def to_python(architecture: Architecture, library: str = "keras", sequential: bool = False) -> str:
    """Returns code that builds the model.

    What Keras would take by itself is left out: arguments at their defaults. Names of layers are written, for weights
    are found by them. Layers without a known input cannot be called; they stand in a comment at the end.

    Args:
        architecture: The drawing.
        library: The module to import as ``keras``.
        sequential: Whether a chain of layers becomes a ``Sequential`` and no functional model.

    Returns:
        A whole Python file, in which ``model`` is the model.
    """
    writer = _Writer(library)
    body = writer.model(architecture, "model = ", sequential)
    functions = "".join(f"\n\n{text}\n" for text in writer.functions)
    if _OLD_NAME.search(body + functions):
        functions = _HARD_SIGMOID + _OLD_NAME.sub(_OLD, functions)
        body = _OLD_NAME.sub(_OLD, body)
    first = ["import keras" if library == "keras" else f"import {library} as keras"]
    used = [name for name, pattern in _USED.items() if pattern.search(body + functions)]
    first += ["import numpy as np"] if "np" in used else []
    parts = [name for name in used if name != "np"]
    first += [f"from {library} import {', '.join(parts)}"] if parts else []
    first += [
        f"from {module} import {', '.join(sorted(found))}"
        for module, found in sorted(writer.elsewhere.items())
    ]
    settings = [spec.config for spec in architecture.layers.values()]
    names = sorted(writer.classes | own_names(settings))
    note = f"\n{comment('Of your own, import it from where it is: ', names)}\n" if names else ""
    if writer.missing:
        told = comment("Keras 3 has no such layer, only Layerloom: ", sorted(writer.missing))
        note += f"\n{told}\n"
    gap = "\n\n" if writer.functions else "\n"
    return "\n".join(first) + f"\n{note}{functions}{gap}{body}\n"


class _Writer:
    """Writes models; functions for the models inside come along."""

    def __init__(self, library: str) -> None:
        self._library = library
        self.functions: list[str] = []
        self.classes: set[str] = set()
        #: Classes of Keras beside ``keras.layers``, by their modules, and such as it has no more.
        self.elsewhere: dict[str, set[str]] = {}
        self.missing: set[str] = set()

    def model(self, arch: Architecture, target: str, sequential: bool) -> str:
        """Returns the statements that make a model; ``target`` begins the last of them."""
        chain = self._chain(arch) if sequential else None
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
        return f"{target}keras.Sequential(\n    [\n{rows}\n    ],\n    name={value_of(arch.name)},\n)"

    # -- functional --------------------------------------------------------------------------------------------

    def _functional(self, arch: Architecture, target: str) -> str:
        order = branch_by_branch(arch, topological(arch)[0])
        calls: dict[str, int] = {}
        for node in arch.nodes.values():
            calls[node.layer] = calls.get(node.layer, 0) + 1
        own = own_names([spec.config for spec in arch.layers.values()])
        names = _Names({"keras", "layers", "ops", "np", "model", *own})
        tensors: dict[str, str | list[str]] = {}
        shared: dict[str, str] = {}
        lines, loose = [], []
        several = _with_several_outputs(arch)
        first = dict.fromkeys(node.id for node in arch.inputs if node.id in set(order))
        order = [*first, *(found for found in order if found not in first)]
        passed = passed_on(arch, order)
        passing = names.take_first(PASSING, [_identifier(name) for name in (*arch.nodes, *arch.layers)])
        for node_id in order:
            node, spec = arch.nodes[node_id], arch.spec(node_id)
            if not spec.is_input and (not node.inputs or any(ref.node not in tensors for ref in node.inputs)):
                loose.append(spec.name)
                continue
            if spec.is_input:
                tensors[node_id] = tensor = names.take(spec.name)
                made = self._make(spec)
                wide = len(f"{tensor} = {made}") > WIDTH - 4  # a model inside stands to the right
                lines.append(f"{tensor} = {self._make(spec, narrow=wide)}")
                continue
            given = [Verbatim(_output(tensors, ref, several)) for ref in node.inputs]
            args, kwargs = call_arguments(spec, node, list(given))
            if node_id in passed and node_id not in several and output_keys(spec) is None:
                tensors[node_id] = tensor = passing
            else:
                tensors[node_id], tensor = _targets(names, node_id, spec, several.get(node_id))
            if spec.is_operation:
                room = WIDTH - 4 - len(f"{tensor} = ")
                code = operation_code(_function(spec), args, kwargs, spec.config, room)
                lines.append(assigned(tensor, code))
                continue
            said = {key: value for key, value in kwargs.items() if value is not None}
            if said.get("training") == _usual_training(spec):  # Keras writes it in files, and nobody in code
                said.pop("training", None)
            inside = [*map(argument, args), *(named_argument(k, argument(v)) for k, v in said.items())]
            maker = shared.get(spec.name)
            if maker is None and calls[spec.name] > 1:
                maker = shared[spec.name] = names.take(f"{spec.name}_layer")
                lines.append(f"{maker} = {self._make(spec)}")
            lines.append(self._called(tensor, spec, maker, inside))
        inputs = [str(tensors[node.id]) for node in arch.inputs if node.id in tensors]
        outputs = [_output(tensors, ref, several) for ref in arch.outputs if ref.node in tensors]
        if inputs and outputs:
            ends = [
                _nested("inputs", arch.input_structure, inputs),
                _nested("outputs", arch.output_structure, outputs),
                f"name={value_of(arch.name)}",
            ]
            ends += [] if arch.trainable else ["trainable=False"]
            lines.append(wrapped(f"{target}keras.Model", ends, WIDTH))
        elif lines:
            lines.append("# There is no model yet: it needs at least one input and one output.")
        if loose:
            lines.append(comment("Not connected yet: ", loose))
        return "\n".join(lines) or "# The drawing is empty."

    def _called(self, tensor: str, spec: LayerSpec, maker: str | None, inside: list[str]) -> str:
        """Returns the statement that calls a layer, over several lines where one is too short."""
        made = maker or self._make(spec)
        if "\n" not in made and len(tensor) + len(made) + len(", ".join(inside)) > WIDTH - 5:
            made = maker or self._make(spec, narrow=True)
        line = assigned(tensor, f"{made}({', '.join(inside)})")
        broken = len(inside) > 1 and any("\n" in code for code in inside)
        if max(map(len, line.splitlines())) <= WIDTH and not broken:
            return line
        return assigned(tensor, wrapped(made, inside, 0))

    def _make(self, spec: LayerSpec, narrow: bool = False) -> str:
        if spec.is_input:
            return _input(spec, 0 if narrow else WIDTH - 12)
        if spec.is_model:
            return self._inner_model(spec.class_name, {**spec.config, "name": spec.name})
        name = spec.class_name.rpartition(">")[2]
        if name == "Lambda":
            return self._lambda(spec)
        entry = registry.find("layer", name)
        known = entry is not None and entry.target.__module__.startswith("layerloom.")
        if not known:
            self.classes.add(name)
        written = {
            key: self._inner_model(inner.get("class_name", ""), inner.get("config", {}))
            for key, inner in spec.config.items()
            if isinstance(inner, Mapping) and inner.get("class_name") in MODEL_CLASSES
            if isinstance(inner.get("config"), Mapping) and inner["config"].get("layers")
        }
        name, config = as_code(name, spec.config)
        namespace = "layers" if known else ""
        if known and entry is not None and self._library == "keras":
            if entry.module.startswith("keras.src.applications."):
                self.elsewhere.setdefault(entry.module, set()).add(name)
                namespace = ""
            elif name in _GONE:
                self.missing.add(name)
        told = {**config, "name": spec.name}
        return call_of(namespace, name, told, "layer", written, 0 if narrow else WIDTH - 12)

    def _lambda(self, spec: LayerSpec) -> str:
        """Writes a layer of a function; one that stands in the file as bytecode a person has to write."""
        functions = {}
        for key in ("function", "output_shape", "mask"):
            value = spec.config.get(key)
            if isinstance(value, str) or (isinstance(value, Mapping) and "class_name" in value):
                functions[key] = self._function_of(spec.name, key, value)
        dtype = value_of(spec.config.get("dtype"))
        settings = [functions.pop("function", "None")]
        settings += [f"{key}={code}" for key, code in functions.items()]
        settings += [
            f"{key}={value_of(value)}"
            for key, value in spec.config.items()
            if key in ("output_shape", "mask", "arguments") and value and key not in functions
        ]
        settings += [f"dtype={dtype}"] if dtype not in ("None", '"float32"') else []
        return wrapped("layers.Lambda", [*settings, f"name={value_of(spec.name)}"])

    def _function_of(self, layer: str, key: str, value: Any) -> str:
        """Returns the code of a function by its name, or that of a new one that a person has to write."""
        value = value["config"] if isinstance(value, Mapping) and value["class_name"] == "function" else value
        if isinstance(value, str) and registry.find("activation", value) is not None:
            return f"keras.activations.{value}"
        named = function_name(value, "function")
        if named is not None:
            self.classes.add(named)
            return named
        name = f"{_identifier(layer)}_{key}"
        sentence = f"{layer}: its file holds this function as bytecode, which is not run; write it here."
        refusal = wrapped("raise NotImplementedError", [value_of(sentence)]).replace("\n", "\n    ")
        self.functions.append(f"def {name}(x):\n    {refusal}")
        return name

    def _inner_model(self, class_name: str, config: Mapping[str, Any]) -> str:
        inner = parse_architecture({"class_name": class_name, "config": dict(config)})
        name = _identifier(f"make_{inner.name}")
        while any(text.startswith(f"def {name}(") for text in self.functions):
            name += "_"
        body = self.model(inner, "return ", class_name == "Sequential").replace("\n", "\n    ")
        self.functions.append(f"def {name}():\n    {body}")
        return f"{name}()"


def _input(spec: LayerSpec, width: int) -> str:
    config = spec.config
    shape = config.get("batch_shape") or config.get("batch_input_shape") or (None,)
    parts = [f"shape={value_of(tuple(shape[1:]))}"] if shape[1:] else ["shape=()"]
    if shape[0] is not None:
        parts.append(f"batch_size={value_of(shape[0])}")
    if config.get("dtype") not in (None, "float32"):
        parts.append(f"dtype={value_of(config['dtype'])}")
    return wrapped("keras.Input", [*parts, f"name={value_of(spec.name)}"], width)


def _usual_training(spec: LayerSpec) -> Any:
    """Returns what a layer's call takes for ``training`` where nobody says it, ``None`` for nothing."""
    entry = registry.find("layer", spec.class_name)
    call = getattr(entry.target, "call", None) if entry is not None else None
    found = inspect.signature(call).parameters.get("training") if callable(call) else None
    return None if found is None or found.default is found.empty else found.default


def _with_several_outputs(arch: Architecture) -> dict[str, dict[int, bool]]:
    """Returns the nodes of which a single tensor has to be picked, also where only the first one is used.

    With each comes whether its outputs are used, by their places; nothing where their number is not known.
    """
    refs = (*arch.outputs, *(ref for node in arch.nodes.values() for ref in node.inputs))
    picked = {ref.node for ref in refs if ref.port}
    unsure = {
        node.id
        for node in arch.nodes.values()
        if (spec := arch.spec(node)).is_operation or spec.is_model or spec.config.get("return_state")
    }
    if not unsure | picked:
        return {}
    used = {(ref.node, ref.port) for ref in refs}
    known = analyse(arch).nodes
    counts = {name: len(known[name].output_shapes or ()) for name in unsure | picked if name in known}
    return {
        name: {place: (name, place) in used for place in range(counts.get(name, 0))}
        for name in (*picked, *sorted(unsure - picked))
        if name in picked or counts.get(name, 0) > 1
    }


def _targets(
    names: _Names, node_id: str, spec: LayerSpec, outputs: Mapping[int, bool] | None
) -> tuple[str | list[str], str]:
    """Returns the names of a node's outputs, or that of all together, and what stands before the equals sign."""
    keys = output_keys(spec)
    if keys is not None:
        name = names.take(node_id)
        return [f"{name}[{value_of(key)}]" for key in keys], name
    endings = output_endings(spec, len(outputs or ()))
    if outputs is None or not endings:
        name = names.take(node_id)
        return name, name
    found = [
        names.take(f"{node_id}{ending}") if outputs[place] else "_" for place, ending in enumerate(endings)
    ]
    return found, ", ".join(found)


def _output(tensors: Mapping[str, str | list[str]], ref: Ref, several: Mapping[str, Any]) -> str:
    """Returns a tensor by its name; `several` holds the nodes whose outputs are taken one by one."""
    found = tensors[ref.node]
    if isinstance(found, list):
        return found[ref.port]
    return f"{found}[{ref.port}]" if ref.node in several else found


def _function(spec: LayerSpec) -> str:
    """Returns the function behind an operation's class name: ``ops.GetItem`` is ``get_item``."""
    from layerloom.declaration import operators

    known = operators.find_class(spec.class_name, spec.module)
    return known.function if known is not None else spec.class_name.removeprefix(operators.PREFIX).lower()


def _nested(argument: str, structure: Any, names: list[str]) -> str:
    """Returns an argument of tensors, on a line for each where one is too short for all."""
    if len(names) == 1 and structure is None:
        return f"{argument}={names[0]}"
    start, end, parts = "[", "]", names
    if isinstance(structure, Mapping):
        start, end = "{", "}"
        parts = [f"{value_of(key)}: {name}" for key, name in zip(structure, names, strict=False)]
    code = f"{argument}={start}{', '.join(parts)}{end}"
    if len(code) <= WIDTH - 4:
        return code
    rows = "".join(f"    {part},\n" for part in parts)
    return f"{argument}={start}\n{rows}{end}"


class _Names:
    """Gives out names of variables, each once."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken

    def take(self, wanted: str) -> str:
        base = _identifier(wanted)
        base = f"{base}_" if base in dir(builtins) else base  # which the code may need itself
        name, count = base, 1
        while name in self._taken:
            count += 1
            name = f"{base}_{count}"
        self._taken.add(name)
        return name

    def take_first(self, wanted: Iterable[str], others: Iterable[str]) -> str:
        """Takes the first name that is free, and none of others that may be asked for later."""
        taken = self._taken.union(others)
        return self.take(next((name for name in wanted if name not in taken), "passing"))


def _identifier(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)  # as Python reads names
    name = re.sub(r"\W+", "_", text).strip("_").lower() or "x"
    name = name if name.isidentifier() else f"_{name}"
    if not name.isidentifier():  # it has numbers such as a half
        name = "".join(char if f"x{char}".isidentifier() else "_" for char in name)
    return f"{name}_" if keyword.iskeyword(name) else name
