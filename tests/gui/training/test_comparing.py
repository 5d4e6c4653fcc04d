"""Runs are compared by settings and best values (rows 75 to 79, 000-08, 000-09); deleted ones can come back."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from layerloom.errors import FileFormatError
from layerloom_studio.document.project import Project
from layerloom_studio.plots.export import save_csv, save_json
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.job import Job
from layerloom_studio.training.archive import delete_run, empty_trash, list_runs, load_record, restore_run
from layerloom_studio.training.comparing import best_values, differing, rises, settings_of
from layerloom_studio.training.history_file import load_history
from layerloom_studio.training.record import RunRecord
from layerloom_studio.training.taking_over import taking_over


def job(**settings: Any) -> Job:
    dense = {"class_name": "Dense", "config": {"name": "dense", "units": settings.pop("units", 4)}}
    architecture = {"class_name": "Sequential", "config": {"name": "small", "layers": [dense]}}
    return Job(architecture, {"source": "iris", "seed": 0}, name="small", **settings)


def run_in(root: Path, losses: Sequence[float], **settings: Any) -> RunFolder:
    folder = RunFolder.create(job(**settings), root / f"run{len(list(root.glob('run*')))}")
    lines = [{"n": 1, "kind": "started", "time": 1.0, "epochs": len(losses)}]
    for number, loss in enumerate(losses, start=1):
        event = {"n": number + 1, "kind": "epoch", "time": 1.0 + number, "epoch": number, "seconds": 0.5}
        lines.append({**event, "logs": {"loss": loss, "accuracy": 1 - loss}})
    folder.events.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return folder


def test_settings_are_flat_and_only_differences_count() -> None:
    first = settings_of(job())
    second = settings_of(
        job(units=8, callbacks=({"class_name": "EarlyStopping", "config": {"patience": 3}},), batch_size=64)
    )
    assert first["dense.units"] == "4"
    assert first["data.source"] == "iris"
    assert differing([first, second]) == [
        "batch_size",
        "dense.units",
        "EarlyStopping",
        "EarlyStopping.patience",
    ]
    assert differing([first, first]) == []


@pytest.mark.parametrize(
    "metric, larger",
    [
        ("val_accuracy", True),
        ("digit_acc_1", True),
        ("val_top_k_categorical_accuracy", True),
        ("cosine_similarity", True),
        ("mean_io_u", True),
        ("mae", False),
        ("price_mean_absolute_error", False),
        ("kl_divergence", False),
        ("val_loss", False),
        ("one_of_my_own", False),
    ],
)
def test_every_metric_has_a_better_way(metric: str, larger: bool) -> None:
    assert rises(metric) is larger
    values = best_values([{metric: 1.0, "learning_rate": 0.1}, {metric: 2.0, "learning_rate": 0.2}])
    assert values == {metric: 2.0 if larger else 1.0}


def test_best_values_know_which_way_is_better() -> None:
    epochs = [
        {"loss": 2.0, "accuracy": 0.1},
        {"loss": 1.0, "accuracy": 0.9},
        {"loss": math.nan, "accuracy": 0.3},
    ]
    assert best_values(epochs) == {"loss": 1.0, "accuracy": 0.9}


def test_runs_are_listed_renamed_deleted_and_brought_back(tmp_path: Path) -> None:
    folder = run_in(tmp_path, [0.5, 0.2])
    (info,) = list_runs(tmp_path)
    assert (info.name, info.best["loss"], info.seconds) == ("small", 0.2, 1.0)
    folder.rename("the good one")
    assert list_runs(tmp_path)[0].name == "the good one"
    assert load_record(folder).title == "the good one"
    deleted = delete_run(folder)
    assert list_runs(tmp_path) == []
    assert restore_run(deleted).path == folder.path
    assert list_runs(tmp_path)[0].name == "the good one"
    delete_run(folder)
    empty_trash(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(FileFormatError, match="cannot be brought back"):
        restore_run(deleted)


@pytest.mark.parametrize("ending, save", [(".csv", save_csv), (".json", save_json)])
def test_an_exported_history_is_read_again(tmp_path: Path, ending: str, save: Any) -> None:
    record = load_record(run_in(tmp_path, [0.5, 0.25]))
    path = tmp_path / f"curves{ending}"
    save(record, path)
    read = load_history(path)
    assert [dict(row.values) for row in read.rows] == [dict(row.values) for row in record.rows]


@pytest.mark.parametrize(
    "name, text", [("a.json", "[1, 2"), ("a.json", '{"loss": 3}'), ("a.csv", "epoch\n1\n")]
)
def test_a_file_without_curves_is_told(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(FileFormatError, match="holds no curves"):
        load_history(tmp_path / name)


@pytest.mark.parametrize("drawing", [False, True])
def test_an_earlier_run_is_taken_over_and_given_back(drawing: bool) -> None:
    project = Project()
    before = project.content()
    back = project.apply(taking_over(project, job(batch_size=7), drawing=drawing))
    assert project.training["batch_size"] == 7
    assert project.data["source"] == "iris"
    assert bool(project.architecture.nodes) is drawing
    project.apply(back)
    assert project.content() == before


def record_with(losses: Sequence[float], held: Sequence[float], events: Any) -> RunRecord:
    record = RunRecord()
    for number, (loss, val_loss) in enumerate(zip(losses, held, strict=True), start=1):
        record.take(events.epoch(number, loss=loss, val_loss=val_loss))
    return record


@pytest.mark.parametrize(
    "held, since",
    [([0.9, 0.5, 0.7, 0.8, 0.9], 2), ([0.9, 0.8, 0.7, 0.6, 0.5], None), ([0.9, 0.5, 0.5, 0.5, 0.5], None)],
)
def test_overfitting_is_seen(held: Sequence[float], since: int | None, events: Any) -> None:
    assert record_with([0.9, 0.7, 0.5, 0.3, 0.1], held, events).overfits_from == since
