"""Whether the end of a network goes with its data and its loss, told as warnings before anybody trains it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from layerloom.graph import Problem
from layerloom_studio.document.content import are_chosen
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr

# Data whose classes and samples are known without loading them.
_EMBEDDED: dict[str, tuple[int, tuple[int, ...]]] = {
    "digits": (10, (8, 8, 1)),
    "iris": (3, (4,)),
    "wine": (3, (13,)),
    "breast_cancer": (2, (30,)),
    "mnist": (10, (28, 28, 1)),
    "fashion_mnist": (10, (28, 28, 1)),
    "cifar10": (10, (32, 32, 3)),
}
_WANTED = {
    "categoricalcrossentropy": "softmax",
    "sparsecategoricalcrossentropy": "softmax",
    "binarycrossentropy": "sigmoid",
}
_FAR = 8  # layers, such as an activation and a normalization, between the last units and the end
_ACTIVATION_LAYERS = {"Softmax": "softmax"}


@dataclass(frozen=True)
class Expected:
    """What data and loss ask of a network.

    Args:
        classes: How many classes the data have, if that is known.
        sample: Shape of one sample, if that is known.
        activation: What the output must go through for the loss, if anything.
    """

    classes: int | None = None
    sample: tuple[int, ...] | None = None
    activation: str | None = None


def expected(project: Project) -> Expected:
    """Return what the document's data and loss ask of its network; nothing while nobody has chosen data."""
    if not are_chosen(project.data):
        return Expected()
    classes, sample = _EMBEDDED.get(str(project.data.get("source")), (None, None))
    loss = project.training.get("loss")
    config: Mapping[str, Any] = loss.get("config", {}) if isinstance(loss, Mapping) else {}
    name = str(loss.get("class_name") if isinstance(loss, Mapping) else loss).replace("_", "").lower()
    activation = None if config.get("from_logits") else _WANTED.get(name)
    return Expected(classes if activation else None, sample, activation)


def advice(project: Project, wanted: Expected | None = None) -> list[Problem]:
    """Return warnings about outputs that do not go with data and loss.

    Args:
        project: The document.
        wanted: What data and loss ask; by default what the document itself tells.

    Returns:
        Problems of the kinds "output_shape", "output_units", "output_activation" and "output_extra".
    """
    wanted = expected(project) if wanted is None else wanted
    outputs = project.architecture.outputs
    if project.opened or not outputs or project.analysis.errors or wanted.activation is None:
        return []
    if len(outputs) > 1:
        return _extra_outputs(project, wanted)
    node = outputs[0].node
    info = project.analysis.nodes[node]
    if not info.output_shapes or project.spec(node).is_input or project.spec(node).is_model:
        return []
    shape = tuple(info.output_shapes[outputs[0].port][1:])
    found = [_shape_advice(project, node, shape, wanted), _activation_advice(project, node, wanted)]
    return [problem for problem in found if problem is not None]


def _shape_advice(
    project: Project, node: str, shape: tuple[int | None, ...], wanted: Expected
) -> Problem | None:
    """Return what is wrong with the numbers that a network gives for one sample, if anything is."""
    if len(shape) > 1:
        return Problem((node,), _flattening(project, node, shape), "warning", "output_shape")
    fits = not shape or wanted.classes in (None, shape[-1]) or _is_binary(shape, wanted)
    if fits or not _takes(project, wanted):
        return None
    return Problem((node,), _sizing_words(project, node, shape[-1], wanted), "warning", "output_units")


def _flattening(project: Project, node: str, shape: tuple[int | None, ...]) -> str:
    """Say what is missing where several numbers stand for each class."""
    spec = project.spec(node)
    if "units" in spec.config:
        return tr(
            "'{name}' gives {shape} for each sample, but a class for each sample is asked for: "
            "put Flatten or GlobalAveragePooling2D before the last Dense layer.",
            name=spec.name,
            shape=shape,
        )
    return tr(
        "'{name}' gives {shape} for each sample, but a class for each sample is asked for: "
        "end with Flatten or GlobalAveragePooling2D and a Dense layer.",
        name=spec.name,
        shape=shape,
    )


def _sizing_words(project: Project, node: str, size: int | None, wanted: Expected) -> str:
    """Say whose units make it as many numbers as there are classes."""
    name, decides = project.spec(node).name, sizing(project, node)
    if decides == node:
        return tr(
            "The data have {classes} classes, but '{name}' gives {shape} numbers: set its units.",
            classes=wanted.classes,
            name=name,
            shape=size,
        )
    if decides is not None:
        return tr(
            "The data have {classes} classes, but '{name}' gives {shape} numbers: set the units of '{layer}'.",
            classes=wanted.classes,
            name=name,
            shape=size,
            layer=project.spec(decides).name,
        )
    return tr(
        "The data have {classes} classes, but '{name}' gives {shape} numbers: end with a Dense layer.",
        classes=wanted.classes,
        name=name,
        shape=size,
    )


def _activation_advice(project: Project, node: str, wanted: Expected) -> Problem | None:
    """Return what is wrong with the last activation beside the loss, if anything is."""
    given = activation_of(project, node)
    if given is None or given == wanted.activation:
        return None
    message = tr(
        "The loss asks for probabilities, but '{name}' ends with the activation {given}: give it {activation}.",
        name=project.spec(node).name,
        given=given,
        activation=wanted.activation,
    )
    return Problem((node,), message, "warning", "output_activation")


def _extra_outputs(project: Project, wanted: Expected) -> list[Problem]:
    """Return warnings about outputs that nobody meant to be some: of data with one target, not shaped like it."""
    if wanted.sample is None:
        return []
    own = project.training.get("output_losses") or {}
    shapes = {}
    for ref in project.architecture.outputs:
        known = project.analysis.nodes[ref.node].output_shapes
        if known and ref.port < len(known) and not project.out_edges(ref.node):
            shapes[ref.node] = tuple(known[ref.port][1:])
    if all(len(shape) > 1 for shape in shapes.values()):
        return []
    return [
        Problem(
            (node,),
            tr(
                "Nothing takes the result of '{name}', so it is an output too, but {shape} for each sample is no "
                "class: connect it or remove it.",
                name=project.spec(node).name,
                shape=shape,
            ),
            "warning",
            "output_extra",
        )
        for node, shape in shapes.items()
        if len(shape) > 1 and project.spec(node).name not in own
    ]


def all_problems(project: Project) -> list[Problem]:
    """Return what is wrong with the drawing and, behind it, what does not go with data and loss; errors first."""
    found = [*project.analysis.problems, *advice(project)]
    return sorted(found, key=lambda problem: problem.severity != "error")


def sizing(project: Project, node: str) -> str | None:
    """Return the node whose units decide how many numbers a node gives: itself, or one above that it only alters."""
    analysis, here = project.analysis.nodes, node
    for _ in range(_FAR):
        if "units" in project.spec(here).config:
            return here
        before = project.in_edges(here)
        if len(before) != 1 or analysis[before[0].source].output_shapes != analysis[here].output_shapes:
            return None
        here = before[0].source
    return None


def activation_of(project: Project, node: str) -> str | None:
    """Return the activation that a node's result has gone through, `None` where that cannot be told."""
    spec = project.spec(node)
    if spec.class_name in _ACTIVATION_LAYERS:
        return _ACTIVATION_LAYERS[spec.class_name]
    if spec.class_name not in ("Dense", "Activation"):
        return None
    value = spec.config.get("activation") or "linear"
    return value if isinstance(value, str) else None


def _takes(project: Project, wanted: Expected) -> bool:
    """Whether the network takes the data at all; one that was opened may have nothing to do with them."""
    inputs = project.architecture.inputs
    known = project.analysis.nodes[inputs[0].id].output_shapes if len(inputs) == 1 else None
    if wanted.sample is None or not known:
        return True
    sample = tuple(known[0][1:])
    return len(sample) == len(wanted.sample) and all(
        size in (None, want) for size, want in zip(sample, wanted.sample, strict=True)
    )


def _is_binary(shape: tuple[int | None, ...], wanted: Expected) -> bool:
    return shape == (1,) and wanted.classes == 2
