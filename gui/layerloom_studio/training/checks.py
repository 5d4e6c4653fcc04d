"""What must hold before a training starts, each with one sentence when it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from layerloom.errors import LayerloomError
from layerloom.graph import Ref
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr
from layerloom_studio.runs.augmenting import AugmentedBatches, Augmenting
from layerloom_studio.runs.data import load_data
from layerloom_studio.runs.feeding import Port
from layerloom_studio.runs.job import Job
from layerloom_studio.runs.preparing import picture_shape, prepare

Ports = tuple[Port, ...]
_LOOK_AT = 16  # samples; enough to know the shape, also when some files are broken


def drawing_refusal(project: Project) -> str:
    """Say why the project cannot be trained as far as the drawing and its settings tell.

    Args:
        project: The open document.

    Returns:
        One sentence, empty when nothing stands against it.
    """
    if not project.architecture.nodes:
        return tr("There is nothing to train: draw a network first.")
    errors = project.analysis.errors
    if errors:
        more = len(errors) - 1
        others = (
            tr(" ({more} more problem{plural} in the list.)", more=more, plural="" if more == 1 else "s")
            if more
            else ""
        )
        return tr(
            "The drawing has a problem: {message}{others}", message=tr(errors[0].message), others=others
        )
    if not project.architecture.outputs:
        return tr("The network has no output: connect the Input layer with at least one other layer.")
    if project.data.get("source") == "folder" and not project.data.get("path"):
        return tr("There are no data: choose a folder of images in the Data mode.")
    if project.data.get("source") == "file" and not project.data.get("path"):
        return tr("There are no data: choose a file of arrays or a table in the Data mode.")
    return ""


def check_data(
    job: Job, inputs: Ports, outputs: Ports, cancelled: Callable[[], bool] = lambda: False
) -> None:
    """Look at the first samples and refuse what the model cannot take.

    Args:
        job: What shall be trained.
        inputs: Of the model.
        outputs: Likewise.
        cancelled: Asked now and then; reading the data ends when it says so.

    Raises:
        LayerloomError: If the data cannot be read, or do not fit the model; the sentence names both shapes.
    """
    data = load_data(job.data, picture_shape(inputs), limit=_LOOK_AT, cancelled=cancelled)
    ready = prepare(job, replace(data, validation=np.zeros(len(data.x), dtype=bool)), inputs, outputs)
    augmenting = Augmenting.of(job.data)
    if augmenting.active:
        AugmentedBatches(ready.x, ready.y, augmenting, job.batch_size, shuffle=False, seed=0)


def project_ports(project: Project) -> tuple[Ports, Ports]:
    """Return inputs and outputs of the drawn model with their shapes.

    Raises:
        LayerloomError: If the shapes are not known.
    """
    architecture, analysis = project.architecture, project.analysis
    ends = ([Ref(node.id) for node in architecture.inputs], architecture.outputs)
    found: list[Ports] = []
    for refs in ends:
        ports = []
        for ref in refs:
            info = analysis.nodes.get(ref.node)
            if info is None or not info.output_shapes or ref.port >= len(info.output_shapes):
                raise LayerloomError(
                    tr("The shapes of the drawing are not known; look at its list of problems.")
                )
            ports.append(Port(project.spec(ref.node).name, tuple(info.output_shapes[ref.port][1:])))
        found.append(tuple(ports))
    return found[0], found[1]


def output_names(project: Project) -> tuple[str, ...]:
    """Return the names of the drawing's outputs, none while they are not known."""
    try:
        return tuple(port.name for port in project_ports(project.whole())[1])
    except LayerloomError:
        return ()
