"""`layerloom train`: a project's training on the terminal."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from layerloom.errors import LayerloomError
from layerloom_studio.cli.progress import ProgressLines
from layerloom_studio.document.files import read_project, to_json
from layerloom_studio.language import tr
from layerloom_studio.runs.control import Control
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.job import Job
from layerloom_studio.runs.runner import execute

_CODES = {"": 0, "early_stopping": 0, "user": 130, "nan": 1}


def train(project: Path, epochs: int | None = None, out: Path | None = None) -> int:
    """Train a project.

    Args:
        project: The project file.
        epochs: In place of the project's own number.
        out: Folder of the run; by default a new one among the program's data.

    Returns:
        The exit code.

    Raises:
        LayerloomError: If the project cannot be read or trained.
    """
    content = read_project(project)
    content.place_missing()
    job = Job.from_project(to_json(content))
    if epochs is not None:
        job = job.with_epochs(epochs)
    folder = RunFolder.create(job, out)
    control = Control()
    with _interruptible(control):
        outcome = execute(job, folder, control, ProgressLines(job.name).take)
    if outcome.status == "failed":
        raise LayerloomError(outcome.message)
    if outcome.reason == "nan":
        print(f"layerloom: {tr(outcome.message)}", file=sys.stderr)
    if outcome.model is not None:
        print(tr("Model: {path} (weights of epoch {epoch})", path=outcome.model, epoch=outcome.model_epoch))
    print(tr("Run:   {path}", path=folder.path))
    return _CODES[outcome.reason]


@contextmanager
def _interruptible(control: Control) -> Iterator[None]:
    """Lets the first Ctrl+C end the training in order, and the second one at once."""

    def stop(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        words = tr("Stopping after this batch; once more Ctrl+C ends at once.")
        print(f"\n{words}", file=sys.stderr)
        control.stop()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
