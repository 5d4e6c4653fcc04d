"""Taking over a run: the edit that gives a document the settings, and perhaps the drawing, of an earlier job."""

from __future__ import annotations

from layerloom_studio.document.edits import Group, ReplaceAll, SetSettings
from layerloom_studio.document.files import from_json
from layerloom_studio.document.project import Edit, Project
from layerloom_studio.runs.job import Job

_TRAINING = (
    *("epochs", "batch_size", "shuffle", "balance_classes", "seed", "loss", "optimizer"),
    *("metrics", "output_losses", "loss_weights", "steps_per_epoch", "validation_steps"),
)


def taking_over(project: Project, job: Job, *, drawing: bool) -> Edit:
    """Return the edit.

    Args:
        project: The open document.
        job: What was trained.
        drawing: Whether its network comes in place of the drawing.

    Raises:
        LayerloomError: If the job's network cannot be read.
    """
    said = job.to_json()
    usual = project.training
    training = {name: said[name] for name in _TRAINING if said[name] or name in usual}
    sections = {"data": said["data"], "training": training, "callbacks": said["callbacks"]}
    if drawing:
        return ReplaceAll(from_json({**said["architecture"], **sections}))
    return Group(tuple(SetSettings(name, value) for name, value in sections.items()))
