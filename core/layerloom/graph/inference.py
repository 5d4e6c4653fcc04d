"""What a drawn network is worth: shapes and parameter counts of every node, and what is wrong, in sentences."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from layerloom.declaration import find
from layerloom.errors import LayerloomError
from layerloom.graph.analysis import Analysis, NodeInfo, Problem, Severity
from layerloom.graph.architecture import (
    LIST_CLASSES,
    Architecture,
    LayerSpec,
    Node,
    Ref,
    call_arguments,
    shorten,
    slots,
)
from layerloom.graph.keras_json import read_architecture
from layerloom.graph.layer_facts import Facts, Shape, TensorSpec, config_key, layer_facts
from layerloom.graph.memory import Look, Memory, Ways
from layerloom.graph.sharing import Part, parts_of, weights_once

_LONGEST = 600  # characters of a sentence, some of which are from files


def analyse(arch: Architecture, before: Analysis | None = None) -> Analysis:
    """Finds the shapes, parameter counts and problems of an architecture.

    Args:
        arch: Any architecture, however unfinished or wrong.
        before: What was found of it before an edit that put new layers and nodes in the place of those that it
            changed, and the same classes were known: what is the very same object is not looked at again.

    Returns:
        What is known. Nothing is raised for a bad graph: it is told in ``problems``.
    """
    return _Analyser(arch, before).run()


def parse_architecture(data: Any) -> Architecture:
    """Reads a model's Keras JSON; see :func:`~layerloom.graph.keras_json.read_architecture`.

    It stands beside :func:`analyse`, since each needs the other: functions of TensorFlow are replaced by what the
    shapes of their tensors are, and these are learned by reading the models inside the model.
    """
    return read_architecture(data, analyse)


def shape_text(shape: Sequence[int | None]) -> str:
    """Returns a shape as people write it: ``(None, 28, 28, 1)``."""
    return str(tuple(shape))


class _Analyser:
    """One pass over an architecture; a method for each kind of check."""

    def __init__(self, arch: Architecture, before: Analysis | None = None) -> None:
        self.arch = arch
        self.before = before.memory if before is not None else Memory()
        self.result = Analysis(dict.fromkeys(arch.nodes, NodeInfo()))
        self.ways = Ways.of(arch, self.before.ways)
        self.memory = self.result.memory = Memory(self.ways, {}, self.result.nodes)
        self.built: dict[str, tuple[Node, Facts]] = {}
        self.used = self.ways.sources | {ref.node for ref in arch.outputs}

    def run(self) -> Analysis:
        arch, result = self.arch, self.result
        self.check_names()
        for name in self.ways.order:
            self.visit(arch.nodes[name])
        for group in self.ways.cycles:
            self.report_cycle(group)
        needed = self.ways.leading_to(arch, (*(ref.node for ref in arch.outputs), *_added_ends(arch)))
        self.check_ends(needed)
        if not result.errors:
            layers = {arch.nodes[name].layer: name for name in needed}
            known = [result.nodes[name] for name in layers.values()]
            result.parameters = sum(info.parameters or 0 for info in known)
            result.trainable = sum(info.trainable or 0 for info in known) if arch.trainable else 0
            if self.shares_between_models():
                once = Facts(weights=weights_once(self.parts(layers)))
                result.parameters, result.trainable = once.parameters, once.trainable if arch.trainable else 0
        return result

    def shares_between_models(self) -> bool:
        """Tells whether a layer is said to stand in several models of the network."""
        if any(spec.shared is not None for spec in self.arch.layers.values()):
            return True
        return any(part.marked for _, facts in self.built.values() for part in facts.parts)

    def parts(self, layers: Iterable[str]) -> tuple[Part, ...]:
        """Returns layers, and those inside of models, at whatever depth."""
        found = [(self.arch.layers[name], self.built[name][1]) for name in layers if name in self.built]
        return tuple(part for spec, facts in found for part in parts_of(spec, facts.weights, facts.parts))

    # -- one node ----------------------------------------------------------------------------------------------

    def visit(self, node: Node) -> None:
        """Looks at a node, unless what was found of it holds still."""
        spec, nodes = self.arch.layers.get(node.layer), self.result.nodes
        old = self.before.recall(node, spec, nodes) if spec is not None else None
        if old is not None and self.agrees(node, old):
            nodes[node.id], self.memory.looks[node.id] = old.info, old
            return
        known, info = len(self.result.problems), NodeInfo()
        nodes[node.id] = info
        facts = self.look(node)
        before = self.before.nodes.get(node.id)
        if before == info:
            nodes[node.id] = info = before  # the very same, so that what follows it counts as unchanged
        if spec is not None and facts is not None and len(self.result.problems) == known:
            self.memory.looks[node.id] = Look(node, spec, facts, info)

    def agrees(self, node: Node, old: Look) -> bool:
        """Tells whether a call that is as it was goes with the other calls of its layer."""
        if old.info.output_shapes is None:
            return True
        former = self.built.setdefault(node.layer, (node, old.facts))[1]
        return former is old.facts or former.weights == old.facts.weights

    def look(self, node: Node) -> Facts | None:
        """Finds out what becomes of a node, and what is wrong with it."""
        spec = self.arch.layers.get(node.layer)
        if spec is None:
            self.report(
                "unknown_class", f"A call of {_name(node.layer)} is left, but the layer is gone.", node
            )
            return None
        info = self.result.nodes[node.id]
        info.input_shapes = [self.shape(ref) for ref in node.inputs]
        ready = self.check_inputs(node, spec) and None not in info.input_shapes
        tensors = [self.tensor(ref) for ref in node.inputs] if ready else []
        facts = self.ask(spec, node, tensors)
        if facts.error:
            self.report(facts.kind, self.explain(node, spec, facts), node, *node.inputs)
        elif spec.is_input or ready:
            self.keep(node, info, facts)
        for words in facts.unknown:
            self.report("unknown_part", f"{_name(spec.name)}: {words}", node, severity="warning")
        return facts

    def ask(self, spec: LayerSpec, node: Node, tensors: list[TensorSpec]) -> Facts:
        """Asks the layer what it makes of its inputs; without any only its settings are checked."""
        if spec.is_model:
            masks = mask_slots(node)
            return nested_facts(spec, [tensor for slot, tensor in enumerate(tensors) if slot not in masks])
        if not tensors:
            return layer_facts(spec, [])
        return layer_facts(spec, *call_arguments(spec, node, list(tensors)))

    def keep(self, node: Node, info: NodeInfo, facts: Facts) -> None:
        """Notes what a layer gives, unless it is shared and other inputs have fixed its weights already."""
        first, former = self.built.setdefault(node.layer, (node, facts))
        if former.weights != facts.weights:
            self.report("shape", self.explain_sharing(node, first), node, first, *node.inputs)
            return
        info.output_shapes = [output.shape for output in facts.outputs]
        info.output_dtypes = [output.dtype for output in facts.outputs]
        info.parameters, info.trainable = facts.parameters, facts.trainable

    def check_inputs(self, node: Node, spec: LayerSpec) -> bool:
        """Checks the number of inputs; an input layer passes with none."""
        count = len(node.inputs) - (len(mask_slots(node)) if spec.is_model else 0)
        for ref in node.inputs:
            outputs = self.result.nodes[ref.node].output_shapes if ref.node in self.arch.nodes else []
            if outputs is not None and ref.port >= len(outputs):
                message = (
                    f"{_name(node.layer)} takes output {ref.port} of {self.layer(ref)}, which is not there."
                )
                self.report("missing_input", message, node, ref)
                return False
        low, high = input_range(spec, node)
        if low <= count and (high is None or count <= high):
            return True
        if count == 0:
            if node.id in self.used:
                message = f"{_name(node.layer)} has no input: connect a layer to it."
                self.report("missing_input", message, node)
        elif count < low:
            message = f"{_name(node.layer)} needs {low} inputs or more, but only {self.given(node)} is connected to it."
            self.report("missing_input", message, node, *node.inputs)
        elif high == 0:
            message = f"{_name(node.layer)} is an input of the model and takes none itself: remove {self.given(node)}."
            self.report("too_many_inputs", message, node, *node.inputs)
        else:
            takes = "one input" if high == 1 else f"{high} inputs"
            message = f"{_name(node.layer)} takes {takes}, but {self.given(node)} are connected to it: join them first."
            self.report("too_many_inputs", message, node, *node.inputs)
        return False

    # -- the whole graph ---------------------------------------------------------------------------------------

    def check_names(self) -> None:
        if len({spec.name for spec in self.arch.layers.values()}) == len(self.arch.layers):
            return
        keys: dict[str, list[str]] = {}
        for key, spec in self.arch.layers.items():
            keys.setdefault(spec.name, []).append(key)
        for name, same in keys.items():
            if len(same) > 1:
                nodes = [node for node in self.arch.nodes.values() if node.layer in same]
                message = f"{len(same)} layers are called {_name(name)}: give each a name of its own."
                self.report("duplicate", message, *nodes)

    def report_cycle(self, group: list[str]) -> None:
        names = list(dict.fromkeys(_name(self.arch.nodes[name].layer) for name in reversed(group)))
        if len(names) == 1:
            message = f"{names[0]} feeds itself: remove the connection from its output to its input."
        else:
            message = (
                f"{_and(names)} feed each other in a circle: remove one of the connections between them."
            )
        self.report("cycle", message, *(self.arch.nodes[name] for name in group))

    def check_ends(self, needed: set[str]) -> None:
        """Reports nodes that stand apart, and a model without inputs or outputs."""
        if not self.arch.nodes:
            return
        if not self.arch.inputs:
            self.report("no_input", "The model has no input: add an Input layer and connect it.")
        if not [ref for ref in self.arch.outputs if ref.node in self.arch.nodes]:
            self.report("no_output", "The model has no output.")
        for node in self.arch.nodes.values():
            if node.id in needed:
                continue
            if node.id not in self.used:
                alone = "" if node.inputs else " and nothing is connected to it"
                message = f"{_name(node.layer)} leads nowhere{alone}: connect it or remove it."
                self.report("loose", message, node, severity="warning")

    # -- sentences ---------------------------------------------------------------------------------------------

    def explain(self, node: Node, spec: LayerSpec, facts: Facts) -> str:
        name = _name(spec.name)
        if facts.kind != "shape" or not node.inputs:
            return f"{name}: {facts.error}"
        if facts.wanted:
            return f"{self.given(node)} does not fit {name}, which takes {facts.wanted}: {facts.error}"
        if len(node.inputs) == 1:
            return f"{self.given(node)} does not fit {name}: {facts.error}"
        listed = " and ".join(self.shape_text(ref) for ref in node.inputs)
        # The layer's own words name the shapes once more.
        before, found, reason = facts.error.partition(listed)
        return f"{name} cannot join {self.given(node)}{reason if found else f': {before}'}"

    def explain_sharing(self, node: Node, first: Node) -> str:
        return (
            f"{_name(node.layer)} is shared and was built for {self.given(first)}, "
            f"so {self.given(node)} does not fit it: both inputs must have the same shape."
        )

    def given(self, node: Node) -> str:
        """Names the inputs of a node with their shapes."""
        return _and([f"{self.layer(ref)} {self.shape_text(ref)}".strip() for ref in node.inputs])

    def layer(self, ref: Ref) -> str:
        return _name(self.arch.nodes[ref.node].layer if ref.node in self.arch.nodes else ref.node)

    def shape_text(self, ref: Ref) -> str:
        shape = self.shape(ref)
        return "" if shape is None else shape_text(shape)

    def shape(self, ref: Ref) -> Shape | None:
        info = self.result.nodes.get(ref.node)
        known = info.output_shapes if info is not None else None
        return known[ref.port] if known is not None and ref.port < len(known) else None

    def tensor(self, ref: Ref) -> TensorSpec:
        info = self.result.nodes[ref.node]
        return TensorSpec((info.output_shapes or [])[ref.port], info.output_dtypes[ref.port])

    def report(self, kind: str, message: str, *places: Node | Ref, severity: Severity = "error") -> None:
        ids = dict.fromkeys(place.id if isinstance(place, Node) else place.node for place in places)
        message = shorten(message, _LONGEST)
        self.result.problems.append(Problem(tuple(ids), message, severity, kind))


def input_range(spec: LayerSpec, node: Node | None = None) -> tuple[int, int | None]:
    """Returns how many input tensors a layer takes at least and at most; ``None`` for any number.

    Args:
        spec: The layer.
        node: A call of it; one that a file made with several arguments may go on having them.
    """
    if spec.is_input:
        return 0, 0
    if spec.is_model:
        count = max(1, len(_inner_inputs(spec.class_name, config_key(spec))))
        return count, count
    if spec.is_operation:
        return 1, None
    entry = find("layer", spec.class_name)
    least = getattr(entry.target, "min_inputs", None) if entry is not None else None
    if least is not None or spec.class_name in LIST_CLASSES:
        return least or 2, None
    return (1, None) if node is not None and node.call is not None else (1, 1)


# -- nested models ---------------------------------------------------------------------------------------------


def mask_slots(node: Node) -> set[int]:
    """Returns which tensors of a nested model's call are the masks of others, and none of its inputs."""
    return set(slots(node.call.kwargs.get("mask"))) if node.call is not None else set()


def nested_facts(spec: LayerSpec, tensors: Sequence[TensorSpec]) -> Facts:
    """Learns what a nested model gives for its inputs; without any only its config is read."""
    return _nested_facts(spec.class_name, config_key(spec), tuple(tensors))


@lru_cache(maxsize=512)
def _nested_facts(class_name: str, config: str, tensors: tuple[TensorSpec, ...]) -> Facts:
    try:
        inner = parse_architecture({"class_name": class_name, "config": json.loads(config)})
    except (LayerloomError, ValueError) as error:
        return Facts(error=str(error), kind="config")
    if not tensors:
        return Facts()
    if not inner.inputs and inner.nodes:
        _put_input_before(inner)
    for node, tensor in zip(inner.inputs, tensors, strict=False):
        spec = inner.spec(node)
        declared = spec.config.get("batch_shape")
        if declared is not None and not _compatible(declared, tensor.shape):
            wanted = shape_text(declared)
            return Facts(error="the shape that it was made for.", kind="shape", wanted=wanted)
        inner.layers[spec.name] = replace(spec, config={**spec.config, "batch_shape": list(tensor.shape)})
    analyser = _Analyser(inner)
    analysis = analyser.run()
    if analysis.errors:
        first = analysis.errors[0]
        kind = first.kind if first.kind == "unknown_class" else "shape"
        return Facts(error=f"inside it, {first.message}", kind=kind)
    weights = [weight for _, facts in analyser.built.values() for weight in facts.weights]
    parts = analyser.parts(analyser.built)
    if not (inner.trainable and json.loads(config).get("trainable", True)):
        weights = [(shape, False) for shape, _ in weights]
        parts = tuple(replace(p, weights=tuple((shape, False) for shape, _ in p.weights)) for p in parts)
    unknown = (facts.unknown for _, facts in analyser.built.values())
    return Facts(
        outputs=tuple(analyser.tensor(ref) for ref in inner.outputs),
        weights=weights_once(parts) if analyser.shares_between_models() else tuple(weights),
        parts=parts,
        unknown=tuple(dict.fromkeys(words for found in unknown for words in found)),
    )


@lru_cache(maxsize=512)
def _inner_inputs(class_name: str, config: str) -> tuple[str, ...]:
    """Returns the layer names of a nested model's inputs."""
    try:
        inner = parse_architecture({"class_name": class_name, "config": json.loads(config)})
    except (LayerloomError, ValueError):
        return ()
    return tuple(node.layer for node in inner.inputs)


def _put_input_before(arch: Architecture) -> None:
    """Gives a chain that never learned its input shape an input layer."""
    first = next(iter(arch.nodes.values()))
    name = "input"
    while name in arch.layers:
        name += "_"
    source = arch.add(LayerSpec("InputLayer", name, {"batch_shape": None, "name": name}))
    first.inputs = [Ref(source.id)]


def _added_ends(arch: Architecture) -> list[str]:
    """Returns the nodes where a tensor ends that the loss or the metrics of tf.keras take."""
    ends = {name for name, spec in arch.layers.items() if spec.class_name in ("AddLoss", "AddMetric")}
    return [node.id for node in arch.nodes.values() if node.inputs and node.layer in ends] if ends else []


def _compatible(declared: Sequence[int | None], shape: Shape) -> bool:
    return len(declared) == len(shape) and all(
        a is None or b is None or a == b for a, b in zip(declared, shape, strict=True)
    )


def _name(text: str) -> str:
    return repr(shorten(text))


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
