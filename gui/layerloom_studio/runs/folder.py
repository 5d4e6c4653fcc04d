"""RunFolder: where the files of one run lie."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import platformdirs

from layerloom.atomic import write_text
from layerloom.errors import FileFormatError, LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.language.system_errors import cause_of
from layerloom_studio.runs.job import Job


def runs_root() -> Path:
    """The folder in which runs are kept; the environment variable LAYERLOOM_RUNS names another one."""
    named = os.environ.get("LAYERLOOM_RUNS")
    return Path(named) if named else platformdirs.user_data_path("layerloom", appauthor=False) / "runs"


@dataclass(frozen=True)
class RunFolder:
    """One run on disk.

    Args:
        path: The folder.
    """

    path: Path

    @classmethod
    def create(cls, job: Job, path: Path | None = None) -> RunFolder:
        """Make the folder of a new run and write the job into it.

        Args:
            job: What shall be run.
            path: The folder itself; by default a new one, named by date and job, below `runs_root()`.

        Returns:
            The new run.

        Raises:
            FileFormatError: If the folder holds a run already or cannot be written to.
        """
        try:
            folder = cls(_new_folder(runs_root(), job.name) if path is None else path)
            if folder.job_file.exists():
                raise FileFormatError(folder.path, tr("this folder holds a run already; give another one"))
            folder.checkpoints.mkdir(parents=True, exist_ok=True)
            write_text(folder.job_file, json.dumps(job.to_json(), indent=1, ensure_ascii=False) + "\n")
        except OSError as error:
            raise FileFormatError(
                path or runs_root(), tr("cannot be written to ({cause})", cause=cause_of(error))
            ) from error
        return folder

    @property
    def job_file(self) -> Path:
        """The job as JSON."""
        return self.path / "job.json"

    @property
    def about_file(self) -> Path:
        """What people say of the run: the name that they gave it, as JSON."""
        return self.path / "about.json"

    @property
    def given_name(self) -> str:
        """The name that somebody gave the run, empty if nobody did."""
        try:
            said = json.loads(self.about_file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return ""
        name = said.get("name") if isinstance(said, dict) else None
        return name[:200] if isinstance(name, str) else ""

    def rename(self, name: str) -> None:
        """Give the run another name; an empty one gives back that of its job.

        Raises:
            FileFormatError: If it cannot be written.
        """
        try:
            write_text(self.about_file, json.dumps({"name": name}, ensure_ascii=False) + "\n")
        except OSError as error:
            raise FileFormatError(
                self.about_file, tr("cannot be written to ({cause})", cause=cause_of(error))
            ) from error

    @property
    def initial_weights(self) -> Path:
        """The weights before the first step."""
        return self.path / "initial.weights.h5"

    @property
    def last_weights(self) -> Path:
        """The weights after the last step, also where better ones were kept in the model."""
        return self.path / "last.weights.h5"

    @property
    def checkpoints(self) -> Path:
        """The folder of what ModelCheckpoint saves."""
        return self.path / "checkpoints"

    @property
    def histograms(self) -> Path:
        """Histograms of weights and gradients epoch by epoch, see `layerloom_studio.runs.histograms`."""
        return self.path / "histograms.jsonl"

    @property
    def events(self) -> Path:
        """The log of the run, see `layerloom_studio.runs.events`."""
        return self.path / "events.jsonl"

    @property
    def model(self) -> Path:
        """The trained model with the weights that were kept."""
        return self.path / "model.h5"

    def read_job(self) -> Job:
        """Read the job back.

        Raises:
            FileFormatError: If there is none, or it is damaged.
        """
        try:
            return Job.from_json(json.loads(self.job_file.read_text(encoding="utf-8")))
        except OSError as error:
            raise FileFormatError(
                self.job_file, tr("cannot be read ({cause})", cause=cause_of(error))
            ) from error
        except LayerloomError as error:
            raise FileFormatError(self.job_file, str(error).rstrip(".")) from error
        except (ValueError, RecursionError) as error:
            raise FileFormatError(self.job_file, tr("this is no valid JSON")) from error

    def relative(self, path: str | os.PathLike[str]) -> str:
        """Name a file of the run as its log does."""
        return Path(path).relative_to(self.path).as_posix()


def _new_folder(root: Path, name: str) -> Path:
    """Makes a folder that nobody else has, also when two runs start in the same second."""
    root.mkdir(parents=True, exist_ok=True)
    plain = re.sub(r"[^\w-]+", "-", name).strip("-")[:40] or "model"
    stem = f"{datetime.now().astimezone():%Y-%m-%d_%H-%M-%S}_{plain}"
    number = 1
    while True:
        folder = root / (stem if number == 1 else f"{stem}_{number}")
        try:
            folder.mkdir()
        except FileExistsError:
            number += 1
        else:
            return folder
