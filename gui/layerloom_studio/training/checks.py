"""What must hold before a training starts, each with one sentence when it does not."""

from __future__ import annotations

from layerloom.errors import LayerloomError
from layerloom_studio.document.project import Project
from layerloom_studio.runs.data import fit_to_input, load_data
from layerloom_studio.runs.job import Job
from layerloom_studio.runs.targets import make_targets

Shape = tuple[int | None, ...]
_LOOK_AT = 16  # samples; enough to know the shape, also when some files are broken


def drawing_refusal(project: Project) -> str:
    """Say why the project cannot be trained as far as the drawing and its settings tell.

    Args:
        project: The open document.

    Returns:
        One sentence, empty when nothing stands against it.
    """
    if not project.architecture.nodes:
        return "There is nothing to train: draw a network first."
    errors = project.analysis.errors
    if errors:
        more = len(errors) - 1
        others = f" ({more} more problem{'' if more == 1 else 's'} in the list.)" if more else ""
        return f"The drawing has a problem: {errors[0].message}{others}"
    if not project.architecture.outputs:
        return "The network has no output: connect the Input layer with at least one other layer."
    if project.data.get("source") == "folder" and not project.data.get("path"):
        return "There are no data: choose a folder of images in the Data mode."
    return ""


def check_data(job: Job, input_shape: Shape, output_shape: Shape) -> None:
    """Look at the first samples and refuse what the model cannot take.

    Args:
        job: What shall be trained.
        input_shape: Of one sample.
        output_shape: Likewise.

    Raises:
        LayerloomError: If the data cannot be read, or do not fit the model; the sentence names both shapes.
    """
    data = load_data(job.data, input_shape, limit=_LOOK_AT)
    x = fit_to_input(data.x, input_shape)
    make_targets(x, data.y, job.loss, data.classes, output_shape)


def model_shapes(project: Project) -> tuple[Shape, Shape]:
    """Return the shape of one sample at the model's input and output.

    Raises:
        LayerloomError: If the model has several inputs or outputs.
    """
    architecture, analysis = project.architecture, project.analysis
    for count, what in ((len(architecture.inputs), "input"), (len(architecture.outputs), "output")):
        if count != 1:
            raise LayerloomError(
                f"The model has {count} {what}s; training here takes models with one {what}."
            )
    output = architecture.outputs[0]
    into = analysis.nodes[architecture.inputs[0].id].output_shapes
    out = analysis.nodes[output.node].output_shapes
    if not into or not out:
        raise LayerloomError("The shapes of the drawing are not known; look at its list of problems.")
    return tuple(into[0][1:]), tuple(out[output.port][1:])
