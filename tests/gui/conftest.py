"""What the tests of the window share."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from layerloom import layers, models
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.files import from_json
from layerloom_studio.document.project import Project
from layerloom_studio.main_window import Settings
from layerloom_studio.runs.events import Event


class EventMaker:
    """Makes the events of an invented run, numbered and a second apart."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def make(self, kind: str, **data: Any) -> Event:
        number = next(self._numbers)
        return Event(number, kind, 1_000.0 + number, data)

    def started(self, epochs: int, batches: int = 4, samples: int = 100) -> Event:
        return self.make("started", epochs=epochs, batches=batches, samples=samples, validation_samples=20)

    def batch(self, epoch: int, number: int, batches: int = 4, speed: float = 50.0, **logs: float) -> Event:
        return self.make(
            "batch", epoch=epoch, batch=number, batches=batches, logs=logs, samples_per_second=speed
        )

    def epoch(self, epoch: int, seconds: float = 0.5, eta: float | None = None, **logs: Any) -> Event:
        return self.make("epoch", epoch=epoch, logs=logs, seconds=seconds, samples_per_second=50.0, eta=eta)

    def best(self, epoch: int, monitor: str = "val_loss", value: float = 0.1) -> Event:
        return self.make("best", epoch=epoch, monitor=monitor, value=value)

    def stopped(self, reason: str, epoch: int, message: str, batch: int = 4) -> Event:
        return self.make("stopped", reason=reason, epoch=epoch, batch=batch, message=message)

    def finished(self, epochs: int, seconds: float = 9.0, best: int | None = None) -> Event:
        return self.make(
            "finished", epochs=epochs, seconds=seconds, best_epoch=best, model=None, model_epoch=None
        )


@pytest.fixture
def events() -> EventMaker:
    """Makes the events of an invented run."""
    return EventMaker()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """What a window remembers, in a file of the test's own."""
    made = Settings(tmp_path / "config" / "settings.json")
    made.set("theme", "light")
    return made


MakeProject = Callable[..., Project]


@pytest.fixture
def runs_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the runs of a test lie, apart from those of any other."""
    folder = tmp_path / "runs"
    monkeypatch.setenv("LAYERLOOM_RUNS", str(folder))
    return folder


@pytest.fixture
def digits_project(runs_folder: Path) -> MakeProject:
    """Makes a project with a network that learns the digits in no time; keywords change its training settings."""

    def make(units: int = 10, shape: tuple[int, ...] = (8, 8, 1), **training: Any) -> Project:
        model = models.Sequential(
            [
                layers.Input(shape, name="input"),
                layers.Flatten(name="flatten"),
                layers.Dense(units, activation="softmax", name="dense"),
            ],
            name="small",
        )
        project = Project(from_json(json.loads(model.to_json())))
        usual = {
            "epochs": 3,
            "batch_size": 64,
            "optimizer": {"class_name": "Adam", "config": {"learning_rate": 0.01}},
        }
        project.apply(SetSettings("training", {**project.training, **usual, **training}))
        return project

    return make
