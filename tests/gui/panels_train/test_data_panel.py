"""The data panel loads in the background, shows samples and counts, and fits the drawing to them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QTableView,
)
from pytestqt.qtbot import QtBot

from layerloom_studio.document.edits import RemoveNodes, SetConfig, SetSettings
from layerloom_studio.document.project import Project
from layerloom_studio.panels.data import DataPanel
from layerloom_studio.panels.data.source_choice import SOURCES
from layerloom_studio.undo import DocumentStack

MakeProject = Callable[..., Project]


class Bench:
    """A panel with all it needs."""

    def __init__(self, qtbot: QtBot, project: Project, data: dict[str, Any]) -> None:
        self.qtbot = qtbot
        self.project = project
        self.stack = DocumentStack(project)
        project.apply(SetSettings("data", data))
        self.panel = DataPanel(project, self.stack)
        qtbot.addWidget(self.panel)
        self.panel.resize(1100, 700)
        self.panel.show()

    def find(self, kind: type, name: str) -> Any:
        widget = self.panel.findChild(kind, name)
        assert widget is not None, name
        return widget

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: self.panel.preview() is not None, timeout=30_000)

    def text(self, name: str) -> str:
        return str(self.find(QLabel, name).text())


MakeBench = Callable[..., Bench]


@pytest.fixture
def make_bench(qtbot: QtBot, digits_project: MakeProject) -> Iterator[MakeBench]:
    made: list[Bench] = []

    def make(data: dict[str, Any], **project: Any) -> Bench:
        bench = Bench(qtbot, digits_project(**project), {"validation_split": 0.2, "seed": 0, **data})
        made.append(bench)
        return bench

    yield make
    for bench in made:
        bench.panel.close_tasks()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Two classes of five and three pictures; one of them is broken."""
    rng = np.random.default_rng(0)
    for name, count in (("cats", 5), ("dogs", 3)):
        (tmp_path / "pets" / name).mkdir(parents=True)
        for number in range(count):
            pixels = rng.integers(0, 255, (12, 10, 3), dtype=np.uint8)
            Image.fromarray(pixels).save(tmp_path / "pets" / name / f"{number}.png")
    (tmp_path / "pets" / "dogs" / "broken.png").write_bytes(b"no picture at all")
    return tmp_path / "pets"


def test_pictures_are_shown_with_labels_and_counts(make_bench: MakeBench) -> None:
    bench = make_bench({"source": "digits"})
    bench.wait()
    assert bench.text("data.title") == "Handwritten digits"
    facts = bench.text("data.facts")
    assert "1,777 samples" in facts
    assert "shape 8 × 8 × 1" in facts
    grid = bench.find(QListView, "data.samples")
    assert grid.isVisible()
    assert grid.model().rowCount() == 1_777
    assert grid.model().index(0, 0).data() == "0"
    bars = bench.find(QListView, "data.classes")
    assert bars.model().rowCount() == 10
    assert "for validation" in bars.model().index(3, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_choosing_a_class_shows_its_samples_only(make_bench: MakeBench) -> None:
    bench = make_bench({"source": "digits"})
    bench.wait()
    bars = bench.find(QListView, "data.classes")
    bars.setCurrentIndex(bars.model().index(3, 0))
    model = bench.find(QListView, "data.samples").model()
    assert {model.index(row, 0).data() for row in range(model.rowCount())} == {"3"}


@pytest.mark.parametrize(
    "source, samples, rows",
    [("iris", "150 samples", 3), ("wine", "178 samples", 3), ("diabetes", "442 samples", 12)],
)
def test_tables_are_shown_as_rows(make_bench: MakeBench, source: str, samples: str, rows: int) -> None:
    bench = make_bench({"source": source})
    bench.wait()
    assert samples in bench.text("data.facts")
    table = bench.find(QTableView, "data.rows")
    assert table.isVisible()
    assert table.model().columnCount() > 4
    assert bench.find(QListView, "data.classes").model().rowCount() == rows


def test_another_source_is_one_undo_step(make_bench: MakeBench) -> None:
    bench = make_bench({"source": "digits"})
    bench.wait()
    bench.qtbot.mouseClick(bench.find(QAbstractButton, "data.sources"), Qt.MouseButton.LeftButton)
    sources = bench.find(QListView, "data.source")
    place = sources.visualRect(sources.model().index(SOURCES.index("iris"), 0)).center()
    bench.qtbot.mouseClick(sources.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert bench.project.data["source"] == "iris"
    bench.qtbot.waitUntil(lambda: bench.text("data.title") == "Iris flowers", timeout=30_000)
    bench.stack.undo()
    bench.qtbot.waitUntil(lambda: bench.text("data.title") == "Handwritten digits", timeout=30_000)


def test_the_split_is_set_with_the_slider(make_bench: MakeBench) -> None:
    bench = make_bench({"source": "iris"})
    bench.wait()
    slider = bench.find(QSlider, "data.validation_split")
    slider.setFocus()
    for _ in range(4):
        bench.qtbot.keyClick(slider, Qt.Key.Key_PageUp)
    assert bench.project.data["validation_split"] == 0.4
    assert bench.stack.count() == 1
    bench.qtbot.waitUntil(
        lambda: "90 for training, 60 for validation" in bench.text("data.facts"), timeout=30_000
    )


def test_a_folder_is_shown_with_what_was_skipped(
    make_bench: MakeBench, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = make_bench({"source": "folder"})
    bench.qtbot.waitUntil(lambda: bench.panel.view._hint.title.text() == "No folder yet")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(pictures))
    bench.qtbot.mouseClick(bench.find(QPushButton, "data.choose_folder"), Qt.MouseButton.LeftButton)
    assert bench.project.data["path"] == str(pictures)
    bench.wait()
    assert bench.text("data.title") == "pets"
    assert "shape 8 × 8 × 1" in bench.text("data.facts")  # as the model takes them
    skipped = bench.find(QListView, "data.skipped")
    assert skipped.isVisible()
    assert skipped.line(0).title == "broken.png"


def test_the_fitting_of_pictures_is_edited_and_left_to_the_model_again(
    make_bench: MakeBench, pictures: Path
) -> None:
    bench = make_bench({"source": "folder", "path": str(pictures)})
    bench.wait()
    settings = bench.panel.settings
    settings._fitting.changed.emit(
        {"image_size": [20, 16], "color_mode": "rgb", "rescale": 1.0, "offset": 0.0}
    )
    assert bench.project.data["image_size"] == [20, 16]
    bench.qtbot.waitUntil(lambda: "shape 20 × 16 × 3" in bench.text("data.facts"), timeout=30_000)
    bench.stack.undo()
    assert "image_size" not in bench.project.data
    bench.qtbot.waitUntil(lambda: "shape 8 × 8 × 1" in bench.text("data.facts"), timeout=30_000)


@pytest.mark.parametrize("name", ["empty", "nowhere"])
def test_a_folder_without_images_is_one_sentence(make_bench: MakeBench, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    bench = make_bench({"source": "folder", "path": str(tmp_path / name)})
    with bench.qtbot.waitSignal(bench.panel.failed, timeout=30_000) as failed:
        pass
    assert str(tmp_path / name) in failed.args[0]
    assert bench.panel.preview() is None
    fit = bench.find(QPushButton, "data.fit")
    assert not fit.isEnabled()
    assert fit.toolTip() == "Load data first."


def test_the_drawing_is_fitted_to_the_data(make_bench: MakeBench) -> None:
    bench = make_bench({"source": "digits"}, shape=(28, 28, 1), units=3)
    bench.wait()
    fit = bench.find(QPushButton, "data.fit")
    assert "input 8 × 8 × 1" in fit.toolTip()
    bench.qtbot.mouseClick(fit, Qt.MouseButton.LeftButton)
    layers = bench.project.architecture.layers
    assert layers["input"].config["batch_shape"] == [None, 8, 8, 1]
    assert layers["dense"].config["units"] == 10
    assert not fit.isEnabled()
    assert bench.text("data.fit_text") == "Input and output of the model fit the data."
    bench.stack.undo()
    assert bench.project.architecture.layers["dense"].config["units"] == 3
    assert fit.isEnabled()


def test_a_linear_output_gets_the_probabilities_that_a_cross_entropy_wants(make_bench: MakeBench) -> None:
    bench = make_bench({"source": "digits"})
    bench.wait()
    bench.project.apply(SetConfig("dense", {"activation": "linear"}))
    bench.qtbot.mouseClick(bench.find(QPushButton, "data.fit"), Qt.MouseButton.LeftButton)
    assert bench.project.architecture.layers["dense"].config["activation"] == "softmax"
    bench.project.apply(SetConfig("dense", {"activation": "linear"}))
    loss = {"class_name": "SparseCategoricalCrossentropy", "config": {"from_logits": True}}
    bench.project.apply(SetSettings("training", {**bench.project.training, "loss": loss}))
    assert bench.text("data.fit_text") == "Input and output of the model fit the data."


def test_an_empty_drawing_is_begun_with_an_input_layer(make_bench: MakeBench) -> None:
    bench = make_bench({"source": "iris"})
    bench.wait()
    bench.project.apply(RemoveNodes(tuple(bench.project.architecture.nodes)))
    fit = bench.find(QPushButton, "data.fit")
    assert bench.text("data.fit_text") == "To be changed: new Input layer of 4."
    bench.qtbot.mouseClick(fit, Qt.MouseButton.LeftButton)
    (layer,) = bench.project.architecture.layers.values()
    assert (layer.class_name, layer.config["batch_shape"]) == ("InputLayer", [None, 4])
    assert not fit.isEnabled()


def test_nothing_is_fitted_to_data_that_are_on_their_way_out(make_bench: MakeBench) -> None:
    bench = make_bench({"source": "digits"}, shape=(28, 28, 1))
    bench.wait()
    fit = bench.find(QPushButton, "data.fit")
    assert fit.isEnabled()
    bench.project.apply(SetSettings("data", {**bench.project.data, "source": "iris"}))
    assert not fit.isEnabled()
    bench.qtbot.waitUntil(fit.isEnabled, timeout=30_000)
    assert "input 4" in fit.toolTip()


def test_values_get_another_output_and_loss(make_bench: MakeBench) -> None:
    bench = make_bench({"source": "diabetes"})
    bench.wait()
    bench.qtbot.mouseClick(bench.find(QPushButton, "data.fit"), Qt.MouseButton.LeftButton)
    config = bench.project.architecture.layers["dense"].config
    assert (config["units"], config["activation"]) == (1, "linear")
    assert bench.project.training["loss"] == "mean_squared_error"
    assert bench.project.training["metrics"] == ["mae"]
    bench.stack.undo()
    assert bench.project.training["loss"] == "sparse_categorical_crossentropy"


def test_everything_that_can_be_acted_on_has_names(make_bench: MakeBench) -> None:
    bench = make_bench({"source": "digits"})
    bench.wait()
    kinds = (QAbstractButton, QListView, QTableView, QSlider)
    widgets = [widget for kind in kinds for widget in bench.panel.findChildren(kind) if widget.isVisible()]
    assert [widget for widget in widgets if not widget.objectName() or not widget.accessibleName()] == []


def test_another_folder_is_held_back(make_bench: MakeBench, pictures: Path) -> None:
    bench = make_bench({"source": "folder", "path": str(pictures), "image_size": [8, 8], "color_mode": "rgb"})
    bench.wait()
    how = bench.find(QComboBox, "data.validation_from")
    assert [how.itemText(row) for row in range(how.count())] == ["a share of the samples", "another folder"]
    bench.panel.settings.validation.choose_path(str(pictures))
    told = "8 for training, 8 for validation"
    bench.qtbot.waitUntil(lambda: told in bench.text("data.facts"), timeout=30_000)
    bench.stack.undo()
    assert "validation" not in bench.project.data


def test_augmentation_is_seen_as_it_is_set(make_bench: MakeBench) -> None:
    bench = make_bench({"source": "digits"})
    bench.wait()
    bench.qtbot.mouseClick(bench.find(QAbstractButton, "data.augment.fold"), Qt.MouseButton.LeftButton)
    grid = bench.find(QListView, "data.augmented.grid")
    assert grid.isVisible()
    assert grid.model().rowCount() == 1
    bench.find(QSlider, "data.augment.rotation_range").setValue(40)
    assert bench.project.data["augment"] == {"rotation_range": 40.0}
    assert grid.model().rowCount() == 24
    original, changed = grid.model().picture(0), grid.model().picture(1)
    assert not np.array_equal(original, changed)
    bench.qtbot.mouseClick(bench.find(QAbstractButton, "data.augment.reset"), Qt.MouseButton.LeftButton)
    assert "augment" not in bench.project.data
    assert grid.model().rowCount() == 1


def test_a_typed_table_is_data(make_bench: MakeBench) -> None:
    bench = make_bench({"source": "typed", "text": "x, y\n1, 1.5\n2, 3.5\n3, 5.5", "validation_split": 0})
    bench.wait()
    assert bench.text("data.facts").startswith("3 samples")
    bench.find(QPlainTextEdit, "data.text").appendPlainText("4, 7.5")
    bench.qtbot.waitUntil(lambda: bench.text("data.facts").startswith("4 samples"), timeout=30_000)


def test_classes_of_arrays_are_named(make_bench: MakeBench, tmp_path: Path) -> None:
    numbers = np.arange(6)
    np.savez(
        tmp_path / "small.npz", x_train=np.eye(6), y_train=numbers % 2, x_test=np.eye(6), y_test=numbers % 2
    )
    bench = make_bench({"source": "file", "path": str(tmp_path / "small.npz")})
    bench.wait()
    how = bench.find(QComboBox, "data.validation_from")
    assert how.itemData(1) == "test"
    names = bench.find(QLineEdit, "data.class_names")
    names.setText("cat, dog")
    names.editingFinished.emit()
    bench.qtbot.waitUntil(lambda: loaded_classes(bench) == ("cat", "dog"), timeout=30_000)


def loaded_classes(bench: Bench) -> tuple[str, ...]:
    preview = bench.panel.preview()
    return () if preview is None else preview.data.classes


def test_sections_stand_apart(make_bench) -> None:
    bench = make_bench({"source": "digits"})
    heads = {
        item.text(): item for item in bench.panel.findChildren(QLabel) if item.property("role") == "heading"
    }
    assert heads["Validation"].contentsMargins().top() > heads["Source"].contentsMargins().top() == 0
