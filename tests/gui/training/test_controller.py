"""The controller trains in its own thread, obeys at once, and says in one sentence what is wrong."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from layerloom.errors import LayerloomError
from layerloom.models import load_model
from layerloom_studio.document.content import Content
from layerloom_studio.document.edits import RemoveNodes, SetConfig, SetSettings
from layerloom_studio.document.project import Project
from layerloom_studio.runs.card import read_card
from layerloom_studio.runs.events import read_events
from layerloom_studio.training import worker as worker_module
from layerloom_studio.training.controller import TrainingController
from layerloom_studio.training.record import RunRecord
from layerloom_studio.training.saving import save_model

MakeProject = Callable[..., Project]


@pytest.fixture
def controller(qtbot: QtBot) -> Iterator[TrainingController]:
    controller = TrainingController()
    yield controller
    controller.stop_and_wait()


def test_a_run_tells_what_happens_in_the_thread_of_the_window(
    qtbot: QtBot, controller: TrainingController, digits_project: MakeProject
) -> None:
    states: list[str] = []
    epochs: list[tuple[int, bool]] = []
    controller.state_changed.connect(states.append)
    controller.epoch.connect(
        lambda row: epochs.append((row.number, QThread.currentThread() is controller.thread()))
    )
    with qtbot.waitSignals([controller.started, controller.finished], timeout=30_000):
        assert controller.start(digits_project())
    assert states == ["running", "finished"]
    assert epochs[-1] == (3, True)  # short epochs may be told together
    assert epochs == sorted(set(epochs))
    assert controller.progress.epochs_done == 3
    assert controller.outcome is not None
    assert controller.outcome.status == "finished"


def test_epochs_that_are_shorter_than_their_drawing_are_told_together(
    qtbot: QtBot, controller: TrainingController, events: Any
) -> None:
    controller._record = RunRecord("small", planned=500)
    told: list[int] = []
    controller.epoch.connect(lambda row: told.append(row.number))
    for number in range(1, 401):
        controller._take((events.batch(number, 1, batches=1, loss=1.0), events.epoch(number, loss=1.0)))
    assert told == [1]
    assert len(controller._record.rows) == 400
    qtbot.waitUntil(lambda: told == [1, 400])


def test_the_record_holds_the_same_as_the_log(
    qtbot: QtBot, controller: TrainingController, digits_project: MakeProject
) -> None:
    with qtbot.waitSignal(controller.finished, timeout=30_000):
        controller.start(digits_project())
    record = controller.record
    assert record is not None
    assert record.folder is not None
    replayed = RunRecord(folder=record.folder)
    for event in read_events(record.folder / "events.jsonl"):
        replayed.take(event)
    assert replayed.rows == record.rows
    assert replayed.version == record.version
    for name, series in record.batch_series.items():
        assert np.array_equal(series.y, replayed.batch_series[name].y)


def test_the_same_seed_gives_the_same_curve(
    qtbot: QtBot, controller: TrainingController, digits_project: MakeProject
) -> None:
    curves = []
    for _ in range(2):
        with qtbot.waitSignal(controller.finished, timeout=30_000):
            controller.start(digits_project(seed=7))
        assert controller.record is not None
        curves.append([row.values for row in controller.record.rows])
    assert curves[0] == curves[1]


def test_the_drawing_may_change_while_its_snapshot_is_trained(
    qtbot: QtBot, controller: TrainingController, digits_project: MakeProject
) -> None:
    project = digits_project()
    with qtbot.waitSignal(controller.finished, timeout=30_000):
        controller.start(project)
        project.apply(RemoveNodes(tuple(project.architecture.nodes)))
    assert controller.record is not None
    assert controller.record.model is not None
    assert load_model(controller.record.model).output_shape == (None, 10)


def test_pause_holds_resume_goes_on_and_stop_keeps_what_was_learned(
    qtbot: QtBot, controller: TrainingController, digits_project: MakeProject
) -> None:
    with qtbot.waitSignal(controller.epoch, timeout=30_000):
        controller.start(digits_project(epochs=5_000))
    controller.pause()
    assert controller.state == "paused"
    record = controller.record
    assert record is not None
    qtbot.waitUntil(lambda: controller.progress.eta is None)  # the run has said that it waits
    version = record.version
    controller.toggle_pause()
    assert controller.state == "running"
    qtbot.waitUntil(lambda: record.version > version + 3)
    with qtbot.waitSignal(controller.finished, timeout=30_000):
        controller.stop()
        assert controller.state == "stopping"
    assert controller.state == "finished"
    assert record.stopped_epoch is not None
    assert record.message.startswith("Stopped in epoch")
    assert record.model is not None
    assert record.model.is_file()


def test_a_paused_run_can_be_stopped(
    qtbot: QtBot, controller: TrainingController, digits_project: MakeProject
) -> None:
    with qtbot.waitSignal(controller.epoch, timeout=30_000):
        controller.start(digits_project(epochs=5_000))
    controller.pause()
    with qtbot.waitSignal(controller.finished, timeout=30_000):
        controller.stop()


def test_stop_and_wait_leaves_no_thread(
    qtbot: QtBot, controller: TrainingController, digits_project: MakeProject
) -> None:
    before = threading.active_count()
    with qtbot.waitSignal(controller.epoch, timeout=30_000):
        controller.start(digits_project(epochs=5_000))
    controller.stop_and_wait()
    assert not controller.busy
    assert threading.active_count() <= before + 1
    controller.stop_and_wait()  # nothing to wait for any more


def test_a_loss_that_is_no_number_ends_the_run_with_the_place(
    qtbot: QtBot, controller: TrainingController, digits_project: MakeProject
) -> None:
    wild = {"class_name": "SGD", "config": {"learning_rate": 1e30}}
    project = digits_project(loss="mean_squared_error", optimizer=wild)
    project.apply(SetConfig("dense", {"activation": "linear"}))
    with qtbot.waitSignal(controller.finished, timeout=30_000):
        controller.start(project)
    assert controller.record is not None
    assert controller.record.tone == "error"
    assert "in epoch 1, batch " in controller.record.message


def test_an_empty_drawing_is_refused(qtbot: QtBot, controller: TrainingController) -> None:
    with qtbot.waitSignal(controller.refused) as refused:
        assert not controller.start(Project(Content()))
    assert refused.args == ["There is nothing to train: draw a network first."]
    assert controller.state == "idle"


def test_a_drawing_with_a_problem_is_refused(
    qtbot: QtBot, controller: TrainingController, digits_project: MakeProject
) -> None:
    project = digits_project()
    project.apply(RemoveNodes(("flatten",)))
    with qtbot.waitSignal(controller.refused) as refused:
        assert not controller.start(project)
    assert refused.args[0].startswith("The drawing has a problem: ")


def test_a_folder_that_is_not_chosen_is_refused(
    qtbot: QtBot, controller: TrainingController, digits_project: MakeProject
) -> None:
    project = digits_project()
    project.apply(SetSettings("data", {"source": "folder"}))
    with qtbot.waitSignal(controller.refused) as refused:
        controller.start(project)
    assert refused.args == ["There are no data: choose a folder of images in the Data mode."]


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"shape": (28, 28, 1)}, ["(8, 8, 1)", "(28, 28, 1)"]),
        ({"units": 3}, ["10 classes", "3 units"]),
    ],
)
def test_data_that_do_not_fit_are_refused_with_both_sides(
    qtbot: QtBot,
    controller: TrainingController,
    digits_project: MakeProject,
    runs_folder: Path,
    changes: dict[str, Any],
    words: list[str],
) -> None:
    with qtbot.waitSignal(controller.failed, timeout=30_000) as failed:
        controller.start(digits_project(**changes))
    assert all(word in failed.args[0] for word in words)
    assert controller.state == "failed"
    assert not runs_folder.exists()  # a job that cannot work leaves nothing behind


def test_a_bug_ends_in_a_sentence(
    qtbot: QtBot,
    controller: TrainingController,
    digits_project: MakeProject,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_args: Any) -> None:
        raise RuntimeError("nobody thought of this")

    monkeypatch.setattr(worker_module, "execute", broken)
    with qtbot.waitSignal(controller.failed, timeout=30_000) as failed:
        controller.start(digits_project())
    assert failed.args == ["The training ended unexpectedly: RuntimeError: nobody thought of this"]
    assert controller.state == "failed"


def test_one_training_at_a_time(
    qtbot: QtBot, controller: TrainingController, digits_project: MakeProject
) -> None:
    controller.start(digits_project(epochs=5_000))
    with qtbot.waitSignal(controller.refused) as refused:
        assert not controller.start(digits_project())
    assert refused.args == ["A training is running already; stop it first."]


def test_the_trained_model_is_saved_where_one_wants_it(
    qtbot: QtBot, controller: TrainingController, digits_project: MakeProject, tmp_path: Path
) -> None:
    with pytest.raises(LayerloomError, match="no trained model"):
        save_model(controller.record, tmp_path / "early.h5")
    with qtbot.waitSignal(controller.finished, timeout=30_000):
        controller.start(digits_project())
    save_model(controller.record, tmp_path / "model.h5")
    assert load_model(tmp_path / "model.h5").count_params() == 650
    with pytest.raises(LayerloomError, match="cannot be written"):
        save_model(controller.record, tmp_path / "model.h5" / "inside.h5")


def test_early_stopping_and_checkpoints_leave_their_marks(
    qtbot: QtBot, controller: TrainingController, digits_project: MakeProject
) -> None:
    project = digits_project(epochs=200)
    stopping = {
        "class_name": "EarlyStopping",
        "config": {"monitor": "val_loss", "min_delta": 10.0, "patience": 2},
    }
    keeping = {
        "class_name": "ModelCheckpoint",
        "config": {"filepath": "best.weights.h5", "save_best_only": True, "save_weights_only": True},
    }
    project.apply(SetSettings("callbacks", [stopping, keeping]))
    with qtbot.waitSignal(controller.finished, timeout=30_000):
        controller.start(project)
    record = controller.record
    assert record is not None
    assert record.stopped_epoch == 3
    assert "did not improve" in record.message
    assert record.checkpoint is not None
    assert record.checkpoint.path.is_file()
    assert record.best_kept == record.best_epoch


def test_best_and_last_weights_are_both_kept(
    qtbot: QtBot, controller: TrainingController, digits_project: MakeProject, tmp_path: Path
) -> None:
    project = digits_project(epochs=40, optimizer={"class_name": "Adam", "config": {"learning_rate": 0.3}})
    stopping = {"class_name": "EarlyStopping", "config": {"patience": 2, "restore_best_weights": True}}
    project.apply(SetSettings("callbacks", [stopping]))
    with qtbot.waitSignal(controller.finished, timeout=30_000):
        controller.start(project)
    record = controller.record
    assert record is not None
    assert (record.best_kept, record.last_kept) == (record.rows[-1].number - 2, record.rows[-1].number)
    save_model(record, tmp_path / "best.h5")
    save_model(record, tmp_path / "last.h5", last=True)
    best, last = load_model(tmp_path / "best.h5"), load_model(tmp_path / "last.h5")
    assert not np.array_equal(best.get_weights()[0], last.get_weights()[0])
    assert read_card(tmp_path / "last.h5").classes == tuple("0123456789")


def test_a_stop_during_loading_ends_at_once(
    qtbot: QtBot, controller: TrainingController, digits_project: MakeProject, tmp_path: Path
) -> None:
    pixels = np.zeros((8, 8), dtype=np.uint8)
    for name in ("a", "b"):
        (tmp_path / "data" / name).mkdir(parents=True)
        for number in range(600):
            Image.fromarray(pixels).save(tmp_path / "data" / name / f"{number}.png")
    project = digits_project(units=2)
    project.apply(
        SetSettings("data", {"source": "folder", "path": str(tmp_path / "data"), "validation_split": 0.2})
    )
    with qtbot.waitSignal(controller.finished, timeout=30_000):
        controller.start(project)
        controller.stop()
    assert controller.record is not None
    assert controller.record.rows == []
    assert controller.record.message.startswith("Stopped ")
