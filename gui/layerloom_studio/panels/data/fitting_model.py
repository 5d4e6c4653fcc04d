"""Fitting the drawing to the data: the Input layer's shape, the last Dense layer and the loss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from layerloom.errors import LayerloomError
from layerloom_studio.document.building import missing_input
from layerloom_studio.document.content import ASSUMED
from layerloom_studio.document.edits import Group, SetConfig, SetSettings
from layerloom_studio.document.project import Edit, Project
from layerloom_studio.document.wiring import appending
from layerloom_studio.language import tr
from layerloom_studio.runs.data import LoadedData
from layerloom_studio.runs.feeding import column_numbers, why_not
from layerloom_studio.runs.preparing import input_feeds
from layerloom_studio.runs.targets import loss_name
from layerloom_studio.training.checks import project_ports

Change = tuple[Edit, str]
# Activations whose outputs are probabilities, or their logarithms; a cross-entropy makes no sense of others.
_PROBABILITIES = ("softmax", "sigmoid", "hard_sigmoid")
_KEEP_UNITS = ("Activation", "Softmax", "Dropout")


@dataclass(frozen=True)
class Plan:
    """What would be changed.

    Args:
        edits: The edits, none when nothing has to be changed.
        words: What they do, one phrase each.
        refusal: Why nothing can be done; empty if something can or nothing needs to.
    """

    edits: tuple[Edit, ...] = ()
    words: tuple[str, ...] = ()
    refusal: str = ""

    def edit(self) -> Edit:
        """All edits as one."""
        return Group(self.edits)


def plan_fitting(project: Project, data: LoadedData) -> Plan:
    """Find what has to change so that the model takes the samples and tells the classes.

    Args:
        project: The open document.
        data: The samples.

    Returns:
        The plan; it is not carried out yet.
    """
    if len(data.classes) == 1:
        return Plan(
            refusal=tr(
                "All samples are of one class, so there is nothing to tell apart: add those of others."
            )
        )
    architecture = project.architecture
    inputs = architecture.inputs
    if not architecture.nodes:
        edit, words = _first_input(project, data.sample_shape)
        return Plan((edit,), (words,))
    if not inputs:
        change = _input_before(project, data.sample_shape)
        if change is None:
            return Plan(refusal=tr("The drawing has no Input layer and no layer that one could feed."))
        changes = [change, *_fit_output(project, data)]
        return Plan(tuple(edit for edit, _ in changes), tuple(words for _, words in changes))
    if len(inputs) == 1 and len(data.arrays) == 1 and "inputs" not in project.data:
        changes = _fit_input(project, inputs[0].layer, data.sample_shape)
    else:
        changes = _fit_inputs(project, data)
    changes += _fit_output(project, data)
    edits = [edit for edit, _ in changes]
    if edits and ASSUMED in project.data:  # who fits a network to data has chosen them
        said = {key: value for key, value in project.data.items() if key != ASSUMED}
        edits.append(SetSettings("data", said))
    return Plan(tuple(edits), tuple(words for _, words in changes))


def _first_input(project: Project, shape: tuple[int, ...]) -> Change:
    """The layer that every drawing begins with."""
    adding = appending(project, "InputLayer")
    config = {**adding.spec.config, "batch_shape": [None, *shape]}
    config.pop("shape", None)
    edit = replace(adding, spec=replace(adding.spec, config=config))
    return edit, tr("new Input layer of {shape}", shape=" × ".join(map(str, shape)))


def _input_before(project: Project, shape: tuple[int, ...]) -> Change | None:
    """An Input layer that feeds every layer that leads somewhere and is fed by none."""
    edit = missing_input(project, shape)
    return (
        None if edit is None else (edit, tr("new Input layer of {shape}", shape=" × ".join(map(str, shape))))
    )


def _fit_input(project: Project, layer: str, shape: tuple[int, ...]) -> list[Change]:
    config = project.architecture.layers[layer].config
    batch = list(config.get("batch_shape") or [None, *(config.get("shape") or ())])
    if len(batch) == len(shape) + 2 and batch[-1] in (1, None):
        # Grey pictures, or one value at each step: the layers behind want the axis of channels.
        shape = (*shape, 1)
    if tuple(batch[1:]) == shape:
        return []
    edit = SetConfig(layer, {"batch_shape": [batch[0], *shape]}, removed=("shape", "batch_size"))
    return [(edit, tr("input {shape}", shape=" × ".join(map(str, shape))))]


def _fit_inputs(project: Project, data: LoadedData) -> list[Change]:
    """Give every input that cannot take its data the shape of them; the others stay."""
    try:
        ports, _ = project_ports(project)
    except LayerloomError:
        return []
    chosen, shapes = input_feeds(data, ports, project.data), data.shapes
    changes: list[Change] = []
    for port in ports:
        feed = chosen[port.name]
        if feed.array not in shapes or not why_not(shapes, port, feed):
            continue
        shape = shapes[feed.array]
        if feed.columns:
            try:
                shape = (len(column_numbers(feed.columns, shape[0])),)
            except LayerloomError:
                continue
        changes += [(edit, f"{port.name}: {words}") for edit, words in _fit_input(project, port.name, shape)]
    return changes


def _fit_output(project: Project, data: LoadedData) -> list[Change]:
    """Units, activation and loss that tell these classes, or predict a value where there are none."""
    dense = _last_dense(project)
    if not dense:
        return []
    config = project.architecture.layers[dense].config
    last = project.spec(project.architecture.outputs[0].node).name == dense
    loss = project.training.get("loss")
    if data.classes:
        units, activation, loss = _wanted(len(data.classes), config, loss, last)
    else:
        units, activation, loss = _wanted_for_values(data.y.shape[1:], config, loss)
    changes: list[Change] = []
    values = {
        key: value
        for key, value in (("units", units), ("activation", activation))
        if config.get(key) != value
    }
    if values:
        words = (
            [
                tr(
                    "{dense} with {units} unit{plural}",
                    dense=dense,
                    units=units,
                    plural="" if units == 1 else "s",
                )
            ]
            if "units" in values
            else []
        )
        words += [activation] if "activation" in values else []
        changes.append((SetConfig(dense, values), ", ".join(words)))
    if loss != project.training.get("loss"):
        metrics = ["accuracy"] if data.classes else ["mae"]
        training = {**project.training, "loss": loss, "metrics": metrics}
        changes.append((SetSettings("training", training), tr("loss {loss}", loss=loss)))
    return changes


def _wanted(classes: int, config: Mapping[str, Any], loss: Any, last: bool) -> tuple[int, Any, Any]:
    """Units and activation of the last Dense layer, and the loss; `last` if nothing stands behind it."""
    units, activation, name = config.get("units"), config.get("activation"), loss_name(loss)
    if classes == 2 and units == 1 and activation == "sigmoid":
        return 1, activation, "binary_crossentropy" if name.startswith("sparse") else loss
    if not _tells_classes(loss):
        loss = "sparse_categorical_crossentropy"
    if last and "entropy" in loss_name(loss) and not _takes_logits(loss) and activation not in _PROBABILITIES:
        activation = "softmax"
    return classes, activation, loss


def _wanted_for_values(shape: tuple[int, ...], config: Mapping[str, Any], loss: Any) -> tuple[int, Any, Any]:
    """The same for values: a unit for each value of a sample, on a scale without ends."""
    units = (1, *shape)[-1]
    squashes = config.get("activation") in ("softmax", "sigmoid")
    activation = "linear" if squashes else config.get("activation")
    return units, activation, "mean_squared_error" if _tells_classes(loss) else loss


def _tells_classes(loss: Any) -> bool:
    return "entropy" in loss_name(loss) or "hinge" in loss_name(loss)


def _takes_logits(loss: Any) -> bool:
    return isinstance(loss, Mapping) and bool(loss.get("config", {}).get("from_logits"))


def _last_dense(project: Project) -> str:
    """Name of the Dense layer that is the output, or behind which only layers stand that keep the units."""
    outputs = project.architecture.outputs
    if len(outputs) != 1:
        return ""
    node = outputs[0].node
    for _ in range(len(project.architecture.nodes)):
        spec = project.spec(node)
        if spec.class_name == "Dense":
            return spec.name
        inputs = project.architecture.nodes[node].inputs
        if spec.class_name not in _KEEP_UNITS or len(inputs) != 1:
            return ""
        node = inputs[0].node
    return ""
