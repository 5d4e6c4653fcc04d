"""Jobs are plain data: from projects, to JSON and back, and refused in words when they make no sense."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from layerloom.errors import FileFormatError, LayerloomError
from layerloom_studio.runs.folder import RunFolder, runs_root
from layerloom_studio.runs.job import Job

PROJECT: dict[str, Any] = {
    "class_name": "Functional",
    "config": {"name": "net", "layers": []},
    "canvas": {"version": 1, "nodes": {}},
    "data": {"source": "iris"},
    "training": {
        "loss": "mse",
        "optimizer": "sgd",
        "metrics": ["mae"],
        "epochs": 7,
        "batch_size": 5,
        "seed": 3,
    },
    "callbacks": [{"class_name": "EarlyStopping", "config": {"patience": 2}}],
}


def test_a_job_is_a_snapshot_of_the_project() -> None:
    project = json.loads(json.dumps(PROJECT))
    job = Job.from_project(project)
    project["training"]["epochs"] = 1
    project["callbacks"][0]["config"]["patience"] = 9
    assert (job.name, job.epochs, job.batch_size, job.seed) == ("net", 7, 5, 3)
    assert job.callbacks[0]["config"] == {"patience": 2}
    assert set(job.architecture) == {"class_name", "config"}


def test_what_a_project_does_not_say_has_its_default() -> None:
    job = Job.from_project({"class_name": "Sequential", "config": {"layers": []}})
    assert (job.epochs, job.batch_size, job.shuffle, job.data) == (20, 32, True, {"source": "digits"})


def test_jobs_survive_json() -> None:
    job = Job.from_project(PROJECT)
    assert Job.from_json(json.loads(json.dumps(job.to_json()))) == job


@pytest.mark.parametrize(
    "section, change, words",
    [
        ("training", {"epochs": 0}, "epochs must be a whole number from 1 up, got 0"),
        ("training", {"epochs": True}, "epochs must be a whole number"),
        ("training", {"batch_size": "32"}, "batch_size must be a whole number from 1 up, got '32'"),
        ("training", {"seed": -1}, "seed must be a whole number from 0 up"),
        ("training", {"metrics": "accuracy"}, "metrics and callbacks must be lists"),
        ("training", {"loss": ""}, "has no loss"),
    ],
)
def test_settings_that_make_no_sense_are_refused(section: str, change: dict[str, Any], words: str) -> None:
    with pytest.raises(LayerloomError, match=words):
        Job.from_project({**PROJECT, section: {**PROJECT[section], **change}})


@pytest.mark.parametrize(
    "data, words",
    [
        ({}, "This is no job"),
        ([], "This is no job"),
        ({"version": 99, "architecture": {}, "data": {}}, "newer version"),
        ({"version": 1, "architecture": [], "data": {}}, "architecture must be a mapping"),
        (
            {"version": 1, "architecture": {}, "data": {}, "callbacks": [3]},
            "A callback must have a class_name",
        ),
    ],
)
def test_json_that_is_no_job_is_refused(data: Any, words: str) -> None:
    with pytest.raises(LayerloomError, match=words):
        Job.from_json(data)


def test_a_project_without_a_model_is_refused() -> None:
    with pytest.raises(LayerloomError, match="holds no model"):
        Job.from_project({"data": {}})


def test_runs_get_folders_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path))
    job = Job.from_project({**PROJECT, "config": {"name": "../my net", "layers": []}})
    folders = [RunFolder.create(job) for _ in range(3)]
    assert len({folder.path for folder in folders}) == 3
    for folder in folders:
        assert folder.path.parent == runs_root() == tmp_path
        assert folder.path.name.split("_", 2)[2].startswith("my-net")
        assert folder.read_job() == job


def test_a_folder_with_a_run_is_not_overwritten(tmp_path: Path) -> None:
    job = Job.from_project(PROJECT)
    RunFolder.create(job, tmp_path)
    with pytest.raises(FileFormatError, match="holds a run already"):
        RunFolder.create(job, tmp_path)


@pytest.mark.parametrize(
    "text, words",
    [
        (None, "cannot be read"),
        ("{", "no valid JSON"),
        ("{}", "This is no job"),
        ("[" * 9999, "no valid JSON"),
    ],
)
def test_a_damaged_job_is_told_with_its_file(tmp_path: Path, text: str | None, words: str) -> None:
    folder = RunFolder(tmp_path)
    if text is not None:
        folder.job_file.write_text(text, encoding="utf-8")
    with pytest.raises(FileFormatError, match=f"job.json.*{words}"):
        folder.read_job()
