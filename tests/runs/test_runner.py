"""Carrying out jobs: what is kept, what is told, and how a run is paused, stopped and fails."""

from __future__ import annotations

import json
import re
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.runs.conftest import sequential

from layerloom.models import load_model, model_from_json
from layerloom_studio.runs.card import read_card
from layerloom_studio.runs.control import Control
from layerloom_studio.runs.data import load_data
from layerloom_studio.runs.events import Event, read_events
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.job import Job
from layerloom_studio.runs.runner import Outcome, execute

CHECKPOINT = {
    "class_name": "ModelCheckpoint",
    "config": {"filepath": "best.weights.h5", "save_best_only": True, "save_weights_only": True},
}


def run(job: Job, path: Path, control: Control | None = None) -> tuple[Outcome, RunFolder, list[Event]]:
    folder = RunFolder.create(job, path)
    told: list[Event] = []
    outcome = execute(job, folder, control, told.append)
    assert read_events(folder.events) == told
    assert [event.number for event in told] == list(range(1, len(told) + 1))
    return outcome, folder, told


def kinds(events: list[Event]) -> list[str]:
    return [event.kind for event in events if event.kind != "batch"]


def test_a_run_leaves_model_weights_and_log(iris_job: Job, tmp_path: Path) -> None:
    of_classes = {"class_name": "F1Score", "config": {"name": "f1"}}  # a number for each, told as their mean
    settings: dict[str, Any] = {"loss": "categorical_crossentropy", "metrics": ("accuracy", of_classes)}
    outcome, folder, events = run(replace(iris_job, callbacks=(CHECKPOINT,), **settings), tmp_path)
    assert (outcome.status, outcome.reason, outcome.epochs) == ("finished", "", 4)
    assert outcome.model == folder.model
    assert folder.initial_weights.is_file()
    assert (folder.checkpoints / "best.weights.h5").is_file()
    assert kinds(events)[0] == "started"
    assert kinds(events)[-1] == "finished"
    assert events[0].data["samples"] + events[0].data["validation_samples"] == 150
    epochs = [event for event in events if event.kind == "epoch"]
    assert [event.data["epoch"] for event in epochs] == [1, 2, 3, 4]
    assert set(epochs[0].logs) == {"loss", "accuracy", "f1", "val_loss", "val_accuracy", "val_f1"}
    best = min(epochs, key=lambda event: event.logs["val_loss"]).data["epoch"]
    assert outcome.best_epoch == outcome.model_epoch == best
    assert {event.data["path"] for event in events if event.kind == "checkpoint"} == {
        "checkpoints/best.weights.h5"
    }


def test_every_epoch_tells_its_last_batch(iris_job: Job, tmp_path: Path) -> None:
    _, _, events = run(iris_job, tmp_path)
    ends = [
        event for event in events if event.kind == "batch" and event.data["batch"] == event.data["batches"]
    ]
    assert [event.data["epoch"] for event in ends] == [1, 2, 3, 4]


def test_the_same_job_gives_the_same_weights(iris_job: Job, tmp_path: Path) -> None:
    weights = []
    for name in "ab":
        _, folder, _ = run(iris_job, tmp_path / name)
        weights.append(load_model(folder.model).get_weights())
    for first, second in zip(*weights, strict=True):
        assert np.array_equal(first, second)


def test_the_seed_makes_the_initial_weights(iris_job: Job, tmp_path: Path) -> None:
    first = {}
    for seed in (0, 1):
        _, folder, _ = run(replace(iris_job, seed=seed, epochs=1), tmp_path / str(seed))
        model = model_from_json(json.dumps(iris_job.architecture))
        model.load_weights(folder.initial_weights)
        first[seed] = model.get_weights()[0]
    assert not np.array_equal(first[0], first[1])


def test_the_model_file_knows_classes_and_scaling(iris_job: Job, digits_job: Job, tmp_path: Path) -> None:
    _, folder, _ = run(replace(iris_job, epochs=1), tmp_path / "iris")
    card = read_card(folder.model)
    assert card.classes == ("setosa", "versicolor", "virginica")
    assert card.fitting is None
    assert card.scaling == load_data(iris_job.data).scaling
    _, folder, _ = run(replace(digits_job, epochs=1), tmp_path / "digits")
    card = read_card(folder.model)
    assert card.classes == tuple("0123456789")
    assert card.fitting == load_data(digits_job.data).fitting


def test_early_stopping_is_told_and_its_weights_are_kept(iris_job: Job, tmp_path: Path) -> None:
    stopping = {
        "class_name": "EarlyStopping",
        "config": {"monitor": "val_loss", "min_delta": 10.0, "patience": 2, "restore_best_weights": True},
    }
    outcome, _, events = run(replace(iris_job, epochs=30, callbacks=(stopping,)), tmp_path)
    assert (outcome.status, outcome.reason, outcome.epochs) == ("stopped", "early_stopping", 3)
    assert outcome.model_epoch == 1
    (stop,) = [event for event in events if event.kind == "stopped"]
    assert stop.data["reason"] == "early_stopping"
    assert "did not improve for 2 epochs" in stop.data["message"]


def test_the_best_epoch_follows_the_watched_metric(iris_job: Job, tmp_path: Path) -> None:
    watching = {**CHECKPOINT, "config": {**CHECKPOINT["config"], "monitor": "val_accuracy"}}
    _, _, events = run(replace(iris_job, callbacks=(watching,)), tmp_path)
    best = [event for event in events if event.kind == "best"]
    assert {event.data["monitor"] for event in best} == {"val_accuracy"}
    assert [event.data["value"] for event in best] == sorted({event.data["value"] for event in best})


def test_not_a_number_stops_the_run_and_names_the_place(iris_job: Job, tmp_path: Path) -> None:
    wild = {"class_name": "SGD", "config": {"learning_rate": 1e30}}
    outcome, folder, events = run(replace(iris_job, optimizer=wild, loss="mse", metrics=()), tmp_path)
    assert (outcome.status, outcome.reason) == ("stopped", "nan")
    assert "in epoch 1, batch" in outcome.message
    assert "steps of SGD at 1e+30 are too long" in outcome.message
    assert "Use Adam or Learning rate 0.001 or Limit the gradients" in outcome.message
    assert outcome.model is None
    assert not folder.model.exists()
    assert kinds(events) == ["started", "stopped", "finished"]


def test_a_run_is_paused_resumed_and_stopped(digits_job: Job, tmp_path: Path) -> None:
    control = Control()
    paused, resumed = threading.Event(), threading.Event()

    def listen(event: Event) -> None:
        if event.kind == "batch" and not paused.is_set():
            control.pause()
        if event.kind == "paused":
            paused.set()
        if event.kind == "resumed":
            resumed.set()

    job = replace(digits_job, epochs=500)
    folder = RunFolder.create(job, tmp_path)
    outcomes: list[Outcome] = []
    thread = threading.Thread(target=lambda: outcomes.append(execute(job, folder, control, listen)))
    thread.start()
    assert paused.wait(30)
    count = len(read_events(folder.events))
    assert not resumed.is_set()
    assert len(read_events(folder.events)) == count, "a paused run does nothing"
    control.resume()
    assert resumed.wait(30)
    control.stop()
    thread.join(30)
    (outcome,) = outcomes
    assert (outcome.status, outcome.reason) == ("stopped", "user")
    assert outcome.epochs < 500
    assert outcome.model is not None
    assert outcome.model.is_file()


def test_a_paused_run_can_be_stopped(iris_job: Job, tmp_path: Path) -> None:
    control = Control()
    control.pause()
    folder = RunFolder.create(iris_job, tmp_path)

    def listen(event: Event) -> None:
        if event.kind == "paused":
            threading.Thread(target=control.stop).start()

    assert execute(iris_job, folder, control, listen).reason == "user"
    assert "resumed" not in kinds(read_events(folder.events))


def layer_without_flatten() -> dict[str, Any]:
    return {
        "class_name": "Sequential",
        "config": {
            "layers": [
                {"class_name": "InputLayer", "config": {"batch_shape": [None, 8, 8, 1]}},
                {"class_name": "Dense", "config": {"units": 10}},
            ]
        },
    }


@pytest.mark.parametrize(
    "change, words",
    [
        ({"loss": "no_such_loss"}, "no_such_loss"),
        ({"optimizer": {"class_name": "Magic", "config": {}}}, "Magic"),
        ({"metrics": ("beauty",)}, "beauty"),
        ({"callbacks": ({"class_name": "Magic", "config": {}},)}, "Magic"),
        ({"data": {"source": "wine"}}, r"shape \(13,\), but the model's input takes \(4,\)"),
        (
            {"data": {"source": "digits"}, "architecture": layer_without_flatten()},
            "end the network with Flatten",
        ),
        (
            {"data": {"source": "iris", "validation_split": 0}, "callbacks": (CHECKPOINT,)},
            "set a validation split",
        ),
        (
            {"callbacks": ({"class_name": "EarlyStopping", "config": {"monitor": "val_beauty"}},)},
            "EarlyStopping watches 'val_beauty', which this training does not have; it has accuracy",
        ),
        ({"architecture": {"class_name": "Sequential", "config": {"layers": []}}}, "needs an Input layer"),
        ({"architecture": {"class_name": "Nonsense", "config": {}}}, "Nonsense"),
    ],
)
def test_what_cannot_work_ends_in_one_sentence(
    iris_job: Job, tmp_path: Path, change: dict[str, Any], words: str
) -> None:
    outcome, _, events = run(replace(iris_job, **change), tmp_path)
    assert outcome.status == "failed"
    assert kinds(events)[-1] == "failed"
    assert events[-1].data["message"] == outcome.message
    assert "\n" not in outcome.message
    assert re.search(words, outcome.message)


@pytest.mark.parametrize(
    "name", ["../../escape.weights.h5", "/tmp/escape.weights.h5", "..\\..\\escape.weights.h5"]
)
def test_checkpoints_stay_inside_the_run(iris_job: Job, tmp_path: Path, name: str) -> None:
    callback = {"class_name": "ModelCheckpoint", "config": {**CHECKPOINT["config"], "filepath": name}}
    _, folder, _ = run(replace(iris_job, epochs=1, callbacks=(callback,)), tmp_path / "r{u}n")
    assert [path.name for path in folder.checkpoints.iterdir()] == ["escape.weights.h5"]
    assert not list(tmp_path.glob("*.h5"))


def test_a_bug_is_logged_and_raised(iris_job: Job, tmp_path: Path) -> None:
    folder = RunFolder.create(iris_job, tmp_path)

    def listen(event: Event) -> None:
        if event.kind == "epoch":
            raise RuntimeError("a bug")

    with pytest.raises(RuntimeError):
        execute(iris_job, folder, None, listen)
    assert read_events(folder.events)[-1].kind == "failed"


@pytest.mark.parametrize(
    "monitor, value, epochs", [("loss", 100.0, 1), ("accuracy", 0.0, 1), ("loss", -1.0, 4)]
)
def test_a_value_that_was_asked_for_ends_the_training(iris_job: Job, tmp_path: Path, monitor, value, epochs):
    stop = {"class_name": "StopAtValue", "config": {"monitor": monitor, "value": value}}
    outcome, _, events = run(replace(iris_job, callbacks=(stop,)), tmp_path)
    assert outcome.epochs == epochs
    assert (outcome.reason == "early_stopping") == (epochs == 1)
    if epochs == 1:
        assert f"and {value:g} was asked for" in outcome.message
        assert "stopped" in kinds(events)


@pytest.mark.parametrize("config", [{}, {"log_dir": "/tmp/elsewhere/logs", "histogram_freq": 1}])
def test_logs_for_tensorboard_lie_in_the_run(iris_job: Job, tmp_path: Path, config) -> None:
    board = {"class_name": "TensorBoard", "config": config}
    _, folder, _ = run(replace(iris_job, callbacks=(board,), epochs=1), tmp_path / "run")
    assert {path.parent.name for path in folder.path.rglob("events.out.tfevents*")} == {"train", "validation"}
    assert not Path("/tmp/elsewhere").exists()


def test_the_same_seed_gives_the_same_curve_also_to_the_first_run_of_a_program(tmp_path: Path) -> None:
    architecture = sequential(
        ("Dense", {"units": 71}), ("Dense", {"units": 3, "activation": "softmax"}), shape=(4,)
    )
    job = Job(architecture, {"source": "iris"}, epochs=1)
    first, second = (
        next(event.logs for event in run(job, tmp_path / name)[2] if event.kind == "epoch") for name in "ab"
    )
    assert first == second
