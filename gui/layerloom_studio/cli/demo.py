"""`layerloom demo`: the main job from end to end in the real window, where there is no display to show it on."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layerloom.atomic import atomic_path
from layerloom.errors import LayerloomError
from layerloom_studio.cli.classify import classify_files, table
from layerloom_studio.cli.progress import ProgressLines
from layerloom_studio.language import tr
from layerloom_studio.language.system_errors import cause_of
from layerloom_studio.resources import asset
from layerloom_studio.runs.classify import Classifier, Row
from layerloom_studio.runs.events import read_events
from layerloom_studio.runs.imaging import find_images

if TYPE_CHECKING:
    from layerloom_studio.main_window import MainWindow
    from layerloom_studio.training.record import RunRecord

PROJECT = asset("projects", "digits.layerloom.json")
SAMPLES = asset("samples")
_RIGHT = 0.9  # share of the samples that must be recognised
_SIZE = (1440, 900)


def demonstrate(out: Path) -> int:
    """Train the digits project in the window, classify the samples with the saved model, and keep both.

    Args:
        out: Folder for `digits.h5`, `window.png` and the run.

    Returns:
        0, if all of it worked.

    Raises:
        LayerloomError: If a part of it did not; one sentence.
    """
    runs, model, picture = out / "runs", out / "digits.h5", out / "window.png"
    try:
        shutil.rmtree(runs, ignore_errors=True)
        for old in (model, picture):
            old.unlink(missing_ok=True)
        runs.mkdir(parents=True)
    except OSError as error:
        raise LayerloomError(
            tr("{path}: cannot be written to ({cause}).", path=out, cause=cause_of(error))
        ) from error
    from layerloom_studio.training.saving import save_model

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["LAYERLOOM_RUNS"] = str(runs.resolve())
    with tempfile.TemporaryDirectory(prefix="layerloom-demo-") as settings:
        window = _open_window(Path(settings))
        try:
            record = _train(window)
            save_model(record, model)
            _photograph(window, picture)
        finally:
            _close(window)
    print(_kept_words(record))
    rows = classify_files(Classifier.open(model), find_images([SAMPLES]), top=3)
    print("\n" + tr("The sample images, classified with {model}:", model=model))
    print("\n".join(table(rows)))
    right = _count_right(rows)
    print(tr("{right} of {count} are right.", right=right, count=len(rows)))
    print("\n" + tr("Screenshot: {path}", path=picture))
    print(tr("Model:      {path}", path=model))
    if right < _RIGHT * len(rows):
        raise LayerloomError(
            tr("Only {right} of {count} sample images were recognised.", right=right, count=len(rows))
        )
    return 0


def _open_window(settings: Path) -> MainWindow:
    from layerloom_studio.startup import make_application, window_refusal

    refusal = window_refusal()
    if refusal:
        raise LayerloomError(refusal)
    from PySide6.QtWidgets import QApplication

    from layerloom_studio.main_window import MainWindow, Settings

    if QApplication.instance() is None:
        _kept.append(make_application())
    window = MainWindow(Settings(settings / "settings.json"))
    window.resize(*_SIZE)
    window.show()
    if not window.open_path(PROJECT):
        raise LayerloomError(tr("{path}: the bundled project cannot be opened.", path=PROJECT))
    print(tr("Opened {name} in the window.", name=PROJECT.name))
    return window


_kept: list[Any] = []  # the QApplication lives as long as the process


def _train(window: MainWindow) -> RunRecord:
    """Starts the training as the Train button does, and lets the window live until it has ended."""
    from PySide6.QtCore import QEventLoop

    training = window.training
    lines = ProgressLines("digits")
    problems: list[str] = []
    loop = QEventLoop()
    told = 0

    def follow() -> None:
        nonlocal told
        record = training.record
        if record is None or record.folder is None:
            return
        for event in read_events(record.folder / "events.jsonl", after=told):
            told = event.number
            lines.take(event)

    def fail(sentence: str) -> None:
        problems.append(sentence)
        loop.quit()

    training.batch.connect(follow)
    training.finished.connect(loop.quit)
    training.failed.connect(fail)
    training.refused.connect(fail)
    window.start_training()
    if not problems:
        loop.exec()
    follow()
    if problems:
        raise LayerloomError(problems[0])
    record = training.record
    if record is None or record.model is None or record.checkpoint is None:
        raise LayerloomError("The training ended without a model and a checkpoint.")
    return record


def _photograph(window: MainWindow, path: Path) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(500, loop.quit)  # the curves are redrawn by a timer
    loop.exec()
    picture = window.grab()
    with atomic_path(path) as beside:
        if picture.isNull() or not picture.save(str(beside), "PNG"):
            raise LayerloomError(tr("{path}: the screenshot cannot be written.", path=path))


def _close(window: MainWindow) -> None:
    """Closes the window without its question about unsaved changes, and waits for its threads."""
    window.training.stop_and_wait()
    window.project.set_modified(False)
    window.close()


def _count_right(rows: Sequence[Row]) -> int:
    """The name of a sample begins with its class."""
    return sum(row.label == row.path.stem.split("_")[0] for row in rows)


def _kept_words(record: RunRecord) -> str:
    assert record.checkpoint is not None
    row = record.at(record.model_epoch or 0)
    accuracy = float("nan") if row is None else row.values.get("val_accuracy", float("nan"))
    return tr(
        "The weights of epoch {epoch} (validation accuracy {accuracy:.4f}) were kept: {path}",
        epoch=record.model_epoch,
        accuracy=accuracy,
        path=record.checkpoint.path,
    )
