"""Callbacks of the user's own in a run (rows 46 and 003-42): made with their settings, obeyed, told with the line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from layerloom.declaration import registry
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.job import Job
from layerloom_studio.runs.runner import execute
from layerloom_studio.user_layers import load, own_callbacks, read_source, unload

CODE = '''
import keras

class StopAfter(keras.callbacks.Callback):
    """Stops after some epochs.

    Args:
        epochs: How many.
    """

    def __init__(self, epochs=2):
        super().__init__()
        self.epochs = epochs

    def on_epoch_end(self, epoch, logs=None):
        if epoch + 1 >= self.epochs:
            self.model.stop_training = True

class Stumbles(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        logs["nothing"]
'''


@pytest.fixture
def loaded(tmp_path: Path):
    path = tmp_path / "mine.py"
    path.write_text(CODE)
    file = load(read_source(path))
    yield file
    unload(file)


def run(job: Job, path: Path, name: str, **config: object):
    job = replace(job, callbacks=({"class_name": name, "config": config},))
    return execute(job, RunFolder.create(job, path))


def test_its_settings_are_those_of_its_constructor(loaded) -> None:
    assert own_callbacks() == ["StopAfter", "Stumbles"]
    (field,) = (item for item in registry.get("callback", "StopAfter").fields() if item.name == "epochs")
    assert (field.kind, field.default, field.doc) == ("int", 2, "How many.")


def test_it_stops_a_training_and_is_named_as_the_reason(loaded, iris_job: Job, tmp_path: Path) -> None:
    outcome = run(iris_job, tmp_path / "run", "StopAfter", epochs=3)
    assert (outcome.status, outcome.epochs, outcome.reason) == ("stopped", 3, "early_stopping")
    assert outcome.message == "Stopped after epoch 3 by StopAfter."


def test_a_mistake_in_it_is_told_with_file_and_line(loaded, iris_job: Job, tmp_path: Path) -> None:
    outcome = run(iris_job, tmp_path / "run", "Stumbles")
    assert outcome.status == "failed"
    assert outcome.message == "mine.py, line 21: KeyError: 'nothing'."


def test_it_is_gone_when_its_file_is_put_away(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(CODE)
    unload(load(read_source(path)))
    assert own_callbacks() == []
    assert registry.find("callback", "StopAfter") is None
