"""Whether a layer would fit where it is to go, and if not why: asked before anything is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from layerloom.declaration import registry
from layerloom.errors import LayerloomError
from layerloom.graph import LayerSpec, Node, Ref, call_arguments, input_range
from layerloom.graph.layer_facts import Facts, TensorSpec, layer_facts
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr


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


def trial(project: Project, specs: Sequence[LayerSpec], sources: Sequence[Ref]) -> Trial:
    """Return what would come of layers that follow some outputs, one after the other."""
    taken = sources_for(specs[0], sources)
    tensors = [tensor_of(project, ref) for ref in taken]
    given = " and ".join(
        _told(project.spec(ref.node).name, tensor) for ref, tensor in zip(taken, tensors, strict=True)
    )
    result: TensorSpec | None = None
    for spec in specs:
        if spec.is_input:
            result = TensorSpec(tuple(spec.config.get("batch_shape") or ()))
        else:
            facts = _outcome(spec, tensors)
            if isinstance(facts, str):
                return Trial(facts)
            if facts.error:
                wanted = (
                    tr(", which takes {wanted}.", wanted=facts.wanted) if facts.wanted else f": {facts.error}"
                )
                return Trial(
                    tr(
                        "{given} does not fit {class_name}{wanted}",
                        given=given,
                        class_name=spec.class_name,
                        wanted=wanted,
                    )
                )
            result = facts.outputs[0] if facts.outputs else None
        tensors, given = [result], _told(spec.class_name, result)
    return Trial("", result)


def misfit(project: Project, spec: LayerSpec, sources: Sequence[Ref]) -> str:
    """Return why a new layer cannot follow some outputs, in one sentence; empty if it can or nothing is known."""
    return trial(project, [spec], sources).reason


def _outcome(spec: LayerSpec, tensors: Sequence[TensorSpec | None]) -> Facts | str:
    try:
        return outcome(spec, tensors) or Facts()
    except LayerloomError as error:
        return str(error)


def _told(name: str, tensor: TensorSpec | None) -> str:
    return name if tensor is None else f"{name} {tuple(tensor.shape)}"
