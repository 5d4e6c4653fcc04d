"""A training goes on from learned weights, of a run, of a killed one, of a file; what does not fit starts anew."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from layerloom import layers, models
from layerloom.errors import LayerloomError
from layerloom_studio.runs.backup import Backup
from layerloom_studio.runs.earlier import earlier_rows
from layerloom_studio.runs.events import Event, read_events
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.job import Job
from layerloom_studio.runs.opening import open_file, training_of
from layerloom_studio.runs.runner import execute
from layerloom_studio.runs.starting import Start
from layerloom_studio.training.archive import load_record
from layerloom_studio.training.record import RunRecord

ADAM = {"class_name": "Adam", "config": {"learning_rate": 0.01}}


def made(hidden: int = 6, last: str = "answer"):
    return models.Sequential(
        [
            layers.Input((4,), name="input"),
            layers.Dense(hidden, activation="relu", name="hidden"),
            layers.Dense(3, activation="softmax", name=last),
        ],
        name="iris",
    )


def job(epochs: int = 2, **settings) -> Job:
    architecture = json.loads(made().to_json())
    return Job(architecture, {"source": "iris"}, epochs=epochs, optimizer=ADAM, **settings)


@pytest.fixture
def run(tmp_path) -> RunFolder:
    folder = RunFolder.create(job(), tmp_path / "run")
    assert execute(job(), folder).status == "finished"
    return folder


def compiled(**changes):
    model = made(**changes)
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


def test_a_run_goes_on_with_weights_and_optimizer(run, tmp_path):
    start = Start.of_run(run.path, "the last training")
    model = compiled()
    assert start.apply(model) == "Goes on with the weights and optimizer of the last training."
    assert int(model.optimizer.iterations) == 8  # 120 samples in batches of 32, twice
    assert float(model.optimizer.learning_rate) == pytest.approx(0.001)  # as set now
    ended = models.load_model(run.model)
    for one, other in zip(model.get_weights(), ended.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_four_epochs_at_once_or_in_two_halves_with_a_kill_between(tmp_path):
    whole = RunFolder.create(job(4, shuffle=False), tmp_path / "whole")
    execute(job(4, shuffle=False), whole)
    half = RunFolder.create(job(2, shuffle=False), tmp_path / "half")
    execute(job(2, shuffle=False), half)
    backup = Backup(half.path)  # as a kill after the second epoch leaves it
    backup.folder.mkdir()
    half.last_weights.replace(backup.weights)
    (backup.folder / "training_metadata.json").write_text('{"epoch": 2, "batch": 0}')
    rest = RunFolder.create(job(4, shuffle=False), tmp_path / "rest")
    execute(job(4, shuffle=False), rest, start=Start.of_run(half.path, "it"))
    for one, other in zip(
        models.load_model(whole.model).get_weights(), models.load_model(rest.model).get_weights(), strict=True
    ):
        np.testing.assert_allclose(one, other, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize(
    "changes, told",
    [
        ({"last": "other"}, "1 of 2 layers of it; new are other."),
        ({"hidden": 5}, "Nothing of it fits this network"),
    ],
)
def test_what_does_not_fit_is_new(run, changes, told):
    model = compiled(**changes)
    start = Start.of_run(run.path, "it")
    if "Nothing" in told:
        with pytest.raises(LayerloomError, match=told):
            start.apply(model)
    else:
        assert start.apply(model).endswith(told)


def test_too_few_epochs_are_told(run, tmp_path):
    start = Start("it", {}, epoch=2)
    outcome = execute(job(2), RunFolder.create(job(2), tmp_path / "again"), start=start)
    assert outcome.status == "failed"
    assert "set more epochs" in outcome.message


def test_a_run_that_ended_in_order_leaves_no_backup(run):
    assert not Backup(run.path).folder.exists()
    assert Backup(run.path).epoch == 0


def test_a_run_without_weights_is_told(tmp_path):
    folder = RunFolder.create(job(), tmp_path / "run")
    with pytest.raises(LayerloomError, match="kept no weights"):
        Start.of_run(folder.path, "it")


@pytest.mark.parametrize("suffix", [".keras", ".h5"])
def test_an_opened_file_brings_settings_weights_and_optimizer(tmp_path, suffix):
    model = compiled()
    model.fit(np.ones((8, 4), "float32"), np.zeros(8), verbose=0)
    model.save(tmp_path / f"net{suffix}")
    file = open_file(tmp_path / f"net{suffix}")
    assert len(file.weights) == 4
    settings = training_of(file.learning)
    assert settings["loss"] == "sparse_categorical_crossentropy"
    assert settings["optimizer"]["class_name"] == "Adam"
    again = compiled()
    assert file.start().apply(again) == f"Goes on with the weights and optimizer of net{suffix}."
    assert int(again.optimizer.iterations) == 1


def test_a_file_that_was_never_compiled_brings_weights_alone(tmp_path):
    made().save(tmp_path / "net.h5")
    file = open_file(tmp_path / "net.h5")
    assert training_of(file.learning) == {}
    assert file.start().apply(compiled()) == "Goes on with the weights of net.h5."


@pytest.mark.parametrize(
    "learning, taken",
    [
        ({"loss": "mse", "metrics": None}, {"loss": "mse"}),
        ({"loss": ["mse", "mae"], "optimizer": "sgd"}, {"optimizer": {"class_name": "sgd", "config": {}}}),
        ({"metrics": ["mae", {"class_name": "AUC", "config": {}, "module": "x"}]},
         {"metrics": ["mae", {"class_name": "AUC", "config": {}}]}),
        ({"metrics": [["mae"]], "loss": {"a": "mse"}}, {}),
    ],
)  # fmt: skip
def test_settings_that_a_project_can_hold_are_taken(learning, taken):
    assert training_of(learning) == taken


def _before(folder: RunFolder) -> tuple[list[int], int]:
    started = next(event for event in read_events(folder.events) if event.kind == "started")
    return [row["epoch"] for row in started.data.get("before", [])], started.data.get("shift", 0)


def test_row_71_the_epochs_before_are_told_and_joined(run, tmp_path):
    assert _before(run) == ([], 0)
    second = RunFolder.create(job(3), tmp_path / "second")
    execute(job(3), second, start=Start.of_run(run.path, "the first"))
    assert _before(second) == ([1, 2], 2)
    third = RunFolder.create(job(1), tmp_path / "third")
    execute(job(1), third, start=Start.of_run(second.path, "the second"))
    assert _before(third) == ([1, 2, 3, 4, 5], 5)
    record = load_record(third)
    assert [row.number for row in record.rows] == [1, 2, 3, 4, 5, 6]
    assert record.joined == 5
    assert (record.planned, record.best_epoch, record.model_epoch) == (6, 6, 6)
    assert record.rows[:2] == load_record(run).rows


def test_row_71_a_killed_training_counts_on(tmp_path):
    first = RunFolder.create(job(4), tmp_path / "first")
    execute(job(4), first)
    rows = earlier_rows(first.path, 2)
    second = RunFolder.create(job(4), tmp_path / "second")
    execute(job(4), second, start=replace(Start.of_run(first.path, "it"), epoch=2, rows=rows))
    record = load_record(second)
    assert [row.number for row in record.rows] == [1, 2, 3, 4]
    assert (record.joined, record.planned) == (2, 4)


@pytest.mark.parametrize("before", [None, 3, [1], [{"epoch": "a", "logs": {}}]])
def test_row_71_a_log_that_tells_nonsense_of_earlier_epochs_is_read_all_the_same(before):
    record = RunRecord("x")
    record.take(Event(1, "started", 0.0, {"epochs": 4, "before": before, "shift": 7}))
    assert (record.rows, record.planned, record.joined) == ([], 4, None)
