"""Steps of an epoch, threads for pictures, checkpoints and histograms of a run (rows 001-52, 001-57, 003-43, 72)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from layerloom.errors import LayerloomError
from layerloom.models import load_model
from layerloom_studio.runs.checkpoints import model_with, write_checkpoint
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.histograms import HistogramFile
from layerloom_studio.runs.job import Job
from layerloom_studio.runs.runner import execute
from layerloom_studio.runs.starting import Start

EACH = {
    "class_name": "ModelCheckpoint",
    "config": {"filepath": "at-{epoch:02d}.weights.h5", "save_weights_only": True},
}


def run(job: Job, path: Path) -> tuple[RunFolder, list[Any]]:
    folder, told = RunFolder.create(job, path), []
    assert execute(job, folder, None, told.append).status == "finished"
    return folder, told


def test_an_epoch_has_as_many_steps_as_are_asked_for(iris_job: Job, tmp_path: Path) -> None:
    job = replace(iris_job, steps_per_epoch=3, validation_steps=1, epochs=2)
    _, events = run(job, tmp_path / "run")
    started = events[0].data
    assert (started["batches"], started["samples"]) == (3, 48)
    assert [event.data["batch"] for event in events if event.kind == "batch"][-1] == 3
    assert {"val_loss"} <= set([event for event in events if event.kind == "epoch"][-1].logs)


@pytest.mark.parametrize("name, value", [("steps_per_epoch", 0), ("validation_steps", 1.5), ("workers", -1)])
def test_steps_that_no_training_could_have_are_refused(iris_job: Job, name: str, value: Any) -> None:
    with pytest.raises(LayerloomError, match=name):
        replace(iris_job, **{name: value})


@pytest.mark.parametrize("workers", [0, 2])
def test_threads_for_pictures_change_no_number(digits_job: Job, tmp_path: Path, workers: int) -> None:
    data = {"source": "digits", "augment": {"width_shift_range": 0.1}}
    job = replace(digits_job, data=data, epochs=1, steps_per_epoch=4, workers=workers)
    _, events = run(job, tmp_path / "run")
    _, usual = run(replace(job, workers=1), tmp_path / "usual")
    losses = [[event.logs["loss"] for event in told if event.kind == "epoch"] for told in (events, usual)]
    assert losses[0] == losses[1]


def test_a_job_keeps_its_steps_in_its_file(iris_job: Job) -> None:
    job = replace(
        iris_job, steps_per_epoch=7, validation_steps=2, workers=4, max_queue_size=3, histograms=True
    )
    assert Job.from_json(job.to_json()) == job


def test_the_checkpoint_of_any_epoch_becomes_a_model_and_a_start(iris_job: Job, tmp_path: Path) -> None:
    folder, events = run(replace(iris_job, epochs=3, callbacks=(EACH,)), tmp_path / "run")
    files = [folder.path / event.data["path"] for event in events if event.kind == "checkpoint"]
    assert [file.name for file in files] == [f"at-{number:02d}.weights.h5" for number in (1, 2, 3)]
    write_checkpoint(folder.path, files[0], tmp_path / "first.h5")
    x = np.ones((2, 4), np.float32)
    first = model_with(folder.path, files[0]).predict(x, verbose=0)
    np.testing.assert_array_equal(load_model(tmp_path / "first.h5").predict(x, verbose=0), first)
    assert not np.allclose(first, load_model(folder.model).predict(x, verbose=0))
    start = Start.of_checkpoint(folder.path, files[0], "the checkpoint of epoch 1")
    fresh = model_with(folder.path, files[2])
    start.apply(fresh)
    np.testing.assert_array_equal(fresh.predict(x, verbose=0), first)


def test_a_formula_gives_every_epoch_its_learning_rate(iris_job: Job, tmp_path: Path) -> None:
    rate = {"class_name": "RateByFormula", "config": {"formula": "first / 2 ** epoch"}}
    _, events = run(replace(iris_job, epochs=3, callbacks=(rate,)), tmp_path / "run")
    rates = [event.logs["learning_rate"] for event in events if event.kind == "epoch"]
    assert rates == pytest.approx([0.02, 0.01, 0.005])


def test_row_72_histograms_of_weights_and_gradients_are_kept_epoch_by_epoch(
    iris_job: Job, tmp_path: Path
) -> None:
    job = replace(iris_job, epochs=3)
    plain, _ = run(job, tmp_path / "plain")
    assert not plain.histograms.exists()
    folder, _ = run(replace(job, histograms=True), tmp_path / "run")
    file = HistogramFile(folder.histograms)
    assert file.refresh()
    assert not file.refresh()
    names = ["layer_0/kernel", "layer_0/bias", "layer_1/kernel", "layer_1/bias"]
    for kind in ("weights", "gradients"):
        assert file.names(kind) == names
        assert [item.epoch for item in file.of(kind, "layer_0/kernel")] == [1, 2, 3]
        assert {sum(item.counts) for item in file.of(kind, "layer_0/kernel")} == {32}
    model = load_model(folder.model)
    np.testing.assert_allclose(
        file.of("weights", names[0])[-1].high, model.layers[0].get_weights()[0].max(), 1e-6
    )
    for ours, theirs in zip(model.get_weights(), load_model(plain.model).get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)  # looking changes nothing


def test_a_torn_or_foreign_line_of_histograms_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "histograms.jsonl"
    rows = [{"a": [0, 1, [1, 2]]}, {"a": [1, 1, [1, 2]]}, {"a": [0, float("nan"), [1, 2]]}]
    lines = [json.dumps({"epoch": 1, "weights": row, "gradients": {}}) for row in rows]
    path.write_text("\n".join(["nonsense", *lines, '{"epoch": 2']))
    file = HistogramFile(path)
    assert file.refresh()
    assert [item.counts for item in file.of("weights", "a")] == [(1, 2)]
    assert not HistogramFile(tmp_path / "none").refresh()
