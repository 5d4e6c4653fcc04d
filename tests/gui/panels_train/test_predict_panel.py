"""The predict panel opens a model, classifies files and folders in the background, and writes the table."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from layerloom import layers, models
from layerloom_studio.document.project import Project
from layerloom_studio.panels.predict import PredictPanel
from layerloom_studio.panels.predict.work import all_alike
from layerloom_studio.runs.card import ModelCard
from layerloom_studio.runs.classify import Row
from layerloom_studio.training.controller import TrainingController


@pytest.fixture
def model_file(tmp_path: Path) -> Path:
    model = models.Sequential(
        [layers.Input((6, 6, 1)), layers.Flatten(), layers.Dense(3, activation="softmax")], name="tiny"
    )
    path = tmp_path / "tiny.h5"
    model.save(path, metadata=ModelCard(classes=("ant", "bee", "cow")).to_json())
    return path


@pytest.fixture
def images(tmp_path: Path) -> Path:
    """Four pictures and a broken one."""
    folder = tmp_path / "images"
    folder.mkdir()
    rng = np.random.default_rng(0)
    for number in range(4):
        Image.fromarray(rng.integers(0, 255, (20, 30, 3), dtype=np.uint8)).save(folder / f"{number}.png")
    (folder / "broken.png").write_bytes(b"no picture")
    return folder


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[PredictPanel]:
    panel = PredictPanel()
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    panel.show()
    yield panel
    panel.close_tasks()


@pytest.fixture
def ready(qtbot: QtBot, panel: PredictPanel, model_file: Path) -> PredictPanel:
    with qtbot.waitSignal(panel.model_opened, timeout=30_000):
        panel.open_model(model_file)
    return panel


def find(panel: PredictPanel, kind: type, name: str) -> Any:
    widget = panel.findChild(kind, name)
    assert widget is not None, name
    return widget


def classify(qtbot: QtBot, panel: PredictPanel, paths: list[Path]) -> None:
    panel.classify(paths)
    qtbot.waitUntil(lambda: not panel.busy, timeout=30_000)


def test_without_a_model_nothing_can_be_classified(panel: PredictPanel) -> None:
    button = find(panel, QPushButton, "predict.drop.files")
    assert not button.isEnabled()
    assert button.toolTip() == "Open a model first."
    assert find(panel, QPushButton, "predict.use_run").toolTip() == "Nothing has been trained yet."


def test_an_opened_model_tells_its_input_and_its_classes(ready: PredictPanel, model_file: Path) -> None:
    assert find(ready, QLabel, "predict.model").text() == "tiny.h5"
    assert find(ready, QLabel, "predict.facts").text() == f"input 6 × 6 × 1  ·  3 classes  ·  {model_file}"
    assert find(ready, QPlainTextEdit, "predict.classes").toPlainText() == "ant\nbee\ncow"
    assert find(ready, QLabel, "predict.fitting_text").text() == "6 × 6, grey, stretched, values 0 to 1."


def test_a_folder_is_classified_and_broken_files_are_listed(
    qtbot: QtBot, ready: PredictPanel, images: Path
) -> None:
    classify(qtbot, ready, [images])
    assert [result.row.path.name for result in ready.rows] == [
        "0.png",
        "1.png",
        "2.png",
        "3.png",
        "broken.png",
    ]
    for result in ready.rows[:4]:
        assert len(result.row.ranking) == 3
        assert sum(share for _, share in result.row.ranking) == pytest.approx(1.0, abs=1e-5)
        assert result.original is not None
        assert result.seen is not None
        assert "RGB to grey" in result.row.notes
    assert ready.rows[4].row.reason
    assert find(ready, QLabel, "predict.message").text() == "4 images classified, 1 skipped."
    model = ready.table.model()
    assert "skipped" in model.index(4, 2).data()
    assert model.index(0, 3).data().endswith(" ms")
    ready.grab()  # the delegates paint every kind of row


def test_dropped_files_are_classified(qtbot: QtBot, ready: PredictPanel, images: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(images / "1.png")), QUrl.fromLocalFile(str(images / "2.png"))])
    zone = ready.drop_zone
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(20, 20), Qt.DropAction.CopyAction, mime, left, none)
    zone.dragEnterEvent(enter)
    assert enter.isAccepted()
    zone.dropEvent(QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, mime, left, none))
    qtbot.waitUntil(lambda: len(ready.rows) == 2 and not ready.busy, timeout=30_000)


def test_a_model_of_few_classes_does_not_lessen_what_the_next_one_tells(
    qtbot: QtBot, panel: PredictPanel, tmp_path: Path
) -> None:
    for count, told in [(2, 2), (5, 3)]:
        model: Any = models.Sequential(
            [layers.Input((6, 6, 1)), layers.Flatten(), layers.Dense(count, activation="softmax")]
        )
        path = tmp_path / f"of{count}.h5"
        model.save(path, metadata=ModelCard(classes=tuple("abcde"[:count])).to_json())
        with qtbot.waitSignal(panel.model_opened, timeout=30_000):
            panel.open_model(path)
        assert panel.options.top == told


def test_other_class_names_hold_at_once(qtbot: QtBot, ready: PredictPanel, images: Path) -> None:
    classify(qtbot, ready, [images / "0.png"])
    editor = find(ready, QPlainTextEdit, "predict.classes")
    editor.setPlainText("one\ntwo")
    assert "3 classes" in find(ready, QLabel, "predict.classes.reason").text()
    editor.setPlainText("one\ntwo\nthree")
    qtbot.waitUntil(
        lambda: bool(ready.rows) and ready.rows[0].row.label in ("one", "two", "three"), timeout=30_000
    )


def test_another_scaling_gives_other_answers(qtbot: QtBot, ready: PredictPanel, images: Path) -> None:
    classify(qtbot, ready, [images / "0.png"])
    before = ready.rows[0].row.ranking
    ready.options._form.changed.emit({"rescale": 1.0, "offset": 0.0})
    qtbot.waitUntil(
        lambda: not ready.busy and bool(ready.rows) and ready.rows[0].row.ranking != before, timeout=30_000
    )
    assert "0 to 255" in find(ready, QLabel, "predict.fitting_text").text()


def test_the_table_is_written(
    qtbot: QtBot, ready: PredictPanel, images: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    button = find(ready, QPushButton, "predict.csv")
    assert button.toolTip() == "There is no finished table yet."
    classify(qtbot, ready, [images])
    target = tmp_path / "table.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    rows = list(csv.reader(target.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 6
    assert rows[0][:3] == ["file", "class_1", "probability_1"]


@pytest.mark.parametrize("content", [b"", b"this is no HDF5 file", b"\x89HDF\r\n\x1a\n broken"])
def test_a_broken_model_is_one_sentence_and_the_old_one_stays(
    qtbot: QtBot, ready: PredictPanel, model_file: Path, tmp_path: Path, content: bytes
) -> None:
    broken = tmp_path / "broken.h5"
    broken.write_bytes(content)
    with qtbot.waitSignal(ready.failed, timeout=30_000) as failed:
        ready.open_model(broken)
    assert str(broken) in failed.args[0]
    assert ready.model_path == model_file
    assert find(ready, QLabel, "predict.message").text() == failed.args[0]


def test_a_model_of_tables_is_told_apart_from_images(
    qtbot: QtBot, panel: PredictPanel, tmp_path: Path
) -> None:
    path = tmp_path / "iris.h5"
    models.Sequential([layers.Input((4,)), layers.Dense(3)]).save(path)
    with qtbot.waitSignal(panel.failed, timeout=30_000) as failed:
        panel.open_model(path)
    assert "rows of 4 numbers" in failed.args[0]
    assert panel.no_model.title.text() == "iris.h5 cannot classify images"


def test_a_folder_without_images_is_one_sentence(qtbot: QtBot, ready: PredictPanel, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    classify(qtbot, ready, [tmp_path / "empty"])
    assert str(tmp_path / "empty") in find(ready, QLabel, "predict.message").text()
    assert len(ready.rows) == 0


def test_classifying_can_be_cancelled(qtbot: QtBot, ready: PredictPanel, images: Path) -> None:
    first = images / "0.png"
    copies = [images / f"copy{number}.png" for number in range(300)]
    for path in copies:
        path.write_bytes(first.read_bytes())
    ready.classify(copies)
    qtbot.waitUntil(lambda: len(ready.rows) > 0, timeout=30_000)
    ready.cancel()
    qtbot.waitUntil(lambda: not ready.busy, timeout=30_000)
    assert len(ready.rows) <= 300
    assert "classified" in find(ready, QLabel, "predict.message").text()


def test_the_model_of_the_latest_run_is_used(
    qtbot: QtBot, digits_project: Callable[..., Project], images: Path
) -> None:
    controller = TrainingController()
    panel = PredictPanel(controller)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.model_opened, timeout=30_000):
        controller.start(digits_project())
    assert find(panel, QLabel, "predict.model").text() == "small as trained, epoch 3"
    classify(qtbot, panel, [images / "0.png"])
    assert panel.rows[0].row.label in [str(number) for number in range(10)]
    panel.close_tasks()


def test_opening_a_file_is_left_to_who_draws_it(
    qtbot: QtBot, panel: PredictPanel, model_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(model_file), ""))
    with qtbot.waitSignal(panel.model_requested) as requested:
        qtbot.mouseClick(find(panel, QPushButton, "predict.open"), Qt.MouseButton.LeftButton)
    assert requested.args == [model_file]


def test_everything_that_can_be_acted_on_has_names(qtbot: QtBot, ready: PredictPanel, images: Path) -> None:
    classify(qtbot, ready, [images])
    widgets = [widget for widget in ready.findChildren(QAbstractButton) if widget.isVisible()]
    assert [widget for widget in widgets if not widget.objectName() or not widget.accessibleName()] == []


@pytest.mark.parametrize(
    "answers, alike",
    [
        ([("a", 0.39)] * 5 + [("a", 0.40)], True),
        ([("a", 0.39)] * 5, False),
        ([("a", 0.39)] * 5 + [("b", 0.39)], False),
        ([("a", 0.3)] * 5 + [("a", 0.6)], False),
        ([("a", 0.99)] * 9, False),
        ([], False),
    ],
)
def test_answers_that_are_all_alike_are_doubted(answers: list[tuple[str, float]], alike: bool) -> None:
    assert all_alike([Row(Path("x.png"), (answer,)) for answer in answers]) is alike


@pytest.fixture
def with_maps(qtbot: QtBot, panel: PredictPanel, tmp_path: Path) -> PredictPanel:
    model = models.Sequential(
        [layers.Input((6, 6, 1)), layers.Conv2D(2, 3, name="maps"), layers.Flatten(), layers.Dense(3)]
    )
    path = tmp_path / "maps.h5"
    model.save(path)
    with qtbot.waitSignal(panel.model_opened, timeout=30_000):
        panel.open_model(path)
    return panel


def test_row_90_what_speaks_for_an_answer_is_seen(
    qtbot: QtBot, with_maps: PredictPanel, images: Path
) -> None:
    classify(qtbot, with_maps, [images])
    closer = with_maps.options.closer
    qtbot.waitUntil(lambda: closer.has_heat and not closer.busy, timeout=30_000)
    assert find(with_maps, QComboBox, "predict.closer.layer").currentText() == "maps"
    broken = next(place for place, result in enumerate(with_maps.rows) if result.row.reason)
    with_maps.table.selectRow(broken)
    assert closer.isHidden()


def test_without_maps_it_is_told(qtbot: QtBot, ready: PredictPanel, images: Path) -> None:
    classify(qtbot, ready, [images])
    assert "no maps of the image" in find(ready, QLabel, "predict.closer.text").text()
    assert not find(ready, QComboBox, "predict.closer.class").isEnabled()


def test_a_picture_or_files_of_the_clipboard_are_classified(
    qtbot: QtBot, ready: PredictPanel, images: Path
) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setImage(QImage(str(images / "0.png")))
    qtbot.keyClick(ready.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(
        lambda: [result.row.path.name for result in ready.rows] == ["pasted 1.png"], timeout=30_000
    )
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(images))])
    clipboard.setMimeData(mime)
    ready.paste()
    qtbot.waitUntil(lambda: len(ready.rows) == 5 and not ready.busy, timeout=30_000)
    mime = QMimeData()  # as another program wrote it: its bytes go to the process that decodes
    mime.setData("image/png", (images / "1.png").read_bytes())
    clipboard.setMimeData(mime)
    ready.paste()
    qtbot.waitUntil(
        lambda: [result.row.path.name for result in ready.rows] == ["pasted 2.png"], timeout=30_000
    )
    clipboard.clear()
    ready.paste()
    assert "holds no image" in find(ready, QLabel, "predict.message").text()


def test_row_55_a_drawing_is_classified_after_every_stroke(qtbot: QtBot, ready: PredictPanel) -> None:
    qtbot.mouseClick(find(ready, QPushButton, "predict.drop.sketch"), Qt.MouseButton.LeftButton)
    sheet = find(ready, QWidget, "predict.sketch.sheet")
    assert sheet.isVisible()
    qtbot.mousePress(sheet, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    qtbot.mouseMove(sheet, QPoint(90, 120))
    qtbot.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=QPoint(90, 120))
    qtbot.waitUntil(
        lambda: [result.row.path.name for result in ready.rows] == ["drawing 1.png"], timeout=30_000
    )
    picture = ready.rows[0].original
    assert picture is not None
    rows, columns = np.nonzero(picture[..., 0] > 128)
    assert abs((rows.min() + rows.max()) / 2 - len(picture) / 2) < 3
    assert abs((columns.min() + columns.max()) / 2 - len(picture) / 2) < 3
    qtbot.mouseClick(find(ready, QPushButton, "predict.sketch.close"), Qt.MouseButton.LeftButton)
    assert ready.sketch.isHidden()
