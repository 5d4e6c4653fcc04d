"""Whether a layer would fit where it is to go, and if not why: asked before anything is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from layerloom.declaration import registry
from layerloom.errors import LayerloomError
from layerloom.graph import LayerSpec, Node, Ref, call_arguments, input_range
from layerloom.graph.layer_facts import Facts, TensorSpec, layer_facts
from layerloom_studio.document.project import Project
from layerloom_studio.document.wiring import refusal
from layerloom_studio.language import tr

_MOST_TOLD = 4  # outputs named in one sentence


def tensor_of(project: Project, ref: Ref) -> TensorSpec | None:
    """Return shape and number type of an output, or `None` while they are not known."""
    info = project.analysis.nodes.get(ref.node)
    if info is None or info.output_shapes is None or ref.port >= len(info.output_shapes):
        return None
    return TensorSpec(tuple(info.output_shapes[ref.port]), info.output_dtypes[ref.port])


def sources_for(spec: LayerSpec, sources: Sequence[Ref]) -> tuple[Ref, ...]:
    """Return those of the selected outputs that a new layer would take: all, the last one, or none."""
    limit = input_range(spec)[1]
    if limit is None:
        return tuple(sources)
    return tuple(sources[len(sources) - limit :]) if limit < len(sources) else tuple(sources)


def outcome(spec: LayerSpec, tensors: Sequence[TensorSpec | None]) -> Facts | None:
    """Return what a layer makes of tensors, `None` if that cannot be known yet.

    A layer that joins several tensors is not asked while it has but one: the others may still come.
    """
    if spec.is_model or spec.is_input or not tensors or None in tensors:
        return None
    if len(tensors) < input_range(spec)[0] or registry.find("layer", spec.class_name) is None:
        return None
    known = [tensor for tensor in tensors if tensor is not None]
    node = Node(spec.name, spec.name, [Ref(str(number)) for number in range(len(known))])
    return layer_facts(spec, *call_arguments(spec, node, list(known)))


@dataclass(frozen=True)
class Trial:
    """What would come of new layers that follow each other.

    Args:
        reason: Why they cannot stand there, in one sentence; empty if they can or nothing is known.
        result: What the last one gives, if that is known.
    """

    reason: str = ""
    result: TensorSpec | None = None


class Way:
    """Tensors on their way through new layers that follow each other.

    Args:
        project: The document.
        sources: The outputs that the first of them follows.
    """

    def __init__(self, project: Project, sources: Sequence[Ref]) -> None:
        self._project = project
        self._sources: Sequence[Ref] | None = sources
        self.result = tensor_of(project, sources[-1]) if sources else None
        self._given = ""
        self.reason = ""

    def follow(self, spec: LayerSpec) -> bool:
        """Go through one layer more; tell whether the tensors fit, else the reason stands there."""
        if self.reason:
            return False
        if self._sources is not None:
            taken, self._sources = sources_for(spec, self._sources), None
            tensors = [tensor_of(self._project, ref) for ref in taken]
            names = [self._project.spec(ref.node).name for ref in taken]
            self._given = _listed(names, tensors)
        else:
            tensors = [self.result]
        if spec.is_input:
            self.result = TensorSpec(tuple(spec.config.get("batch_shape") or ()))
        else:
            facts = _outcome(spec, tensors)
            if isinstance(facts, str):
                self.reason = facts
                return False
            if facts.error:
                self.reason = _misfit(self._given, spec.class_name, facts)
                return False
            self.result = facts.outputs[0] if facts.outputs else None
        self._given = _told(spec.class_name, self.result)
        return True

    def axes(self) -> int:
        """Return along how many axes a layer would slide that comes next; two where that is not known."""
        rank = 0 if self.result is None or self.reason else len(self.result.shape)
        return rank - 2 if rank in (3, 5) else 2


def trial(project: Project, specs: Sequence[LayerSpec], sources: Sequence[Ref]) -> Trial:
    """Return what would come of layers that follow some outputs, one after the other."""
    way = Way(project, sources)
    for spec in specs:
        if not way.follow(spec):
            return Trial(way.reason)
    return Trial("", way.result)


def misfit(project: Project, spec: LayerSpec, sources: Sequence[Ref]) -> str:
    """Return why a new layer cannot follow some outputs, in one sentence; empty if it can or nothing is known."""
    return trial(project, [spec], sources).reason


def entering(project: Project, source: Ref, target: str, loops: bool | None = None) -> str:
    """Return why an output cannot enter a node that is there, in one sentence; empty if it can or nothing is known.

    Args:
        project: The document.
        source: The output.
        target: The node.
        loops: Whether the node already leads to the output, where that is known; else it is looked for.
    """
    reason = refusal(project, source, target, loops)
    if reason is not None:
        return reason
    spec, node = project.spec(target), project.architecture.nodes[target]
    limit = input_range(spec, node)[1]
    kept = node.inputs if limit is None or len(node.inputs) < limit else node.inputs[:-1]
    refs = [*kept, source]
    tensors = [tensor_of(project, ref) for ref in refs]
    facts = _outcome(spec, tensors)
    if isinstance(facts, str):
        return facts
    if not facts.error:
        return ""
    names = [project.spec(ref.node).name for ref in refs]
    return _misfit(_listed(names, tensors), spec.name, facts)


def _misfit(given: str, taker: str, facts: Facts) -> str:
    wanted = tr(", which takes {wanted}.", wanted=facts.wanted) if facts.wanted else f": {tr(facts.error)}"
    return tr("{given} does not fit {class_name}{wanted}", given=given, class_name=taker, wanted=wanted)


def _outcome(spec: LayerSpec, tensors: Sequence[TensorSpec | None]) -> Facts | str:
    try:
        return outcome(spec, tensors) or Facts()
    except LayerloomError as error:
        return str(error)


def _listed(names: Sequence[str], tensors: Sequence[TensorSpec | None]) -> str:
    """Return what some outputs give, as it stands in a sentence; of many, the first ones."""
    words, given = "", [_told(*pair) for pair in zip(names[:_MOST_TOLD], tensors, strict=False)]
    if len(names) > _MOST_TOLD:
        given[-1] = tr("{count} others", count=len(names) - _MOST_TOLD + 1)
    for told in given:
        words = tr("{before} and {last}", before=words, last=told) if words else told
    return words


def _told(name: str, tensor: TensorSpec | None) -> str:
    return name if tensor is None else f"{name} {tuple(tensor.shape)}"
