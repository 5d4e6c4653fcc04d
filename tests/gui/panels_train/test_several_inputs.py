"""A network with two inputs in the window: the mapping of the data, its training, and what it says of the samples."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from layerloom_studio.document import Project, read_project
from layerloom_studio.panels.data import DataPanel
from layerloom_studio.panels.predict import PredictPanel
from layerloom_studio.resources import asset
from layerloom_studio.runs.card import read_card
from layerloom_studio.training.controller import TrainingController
from layerloom_studio.undo import DocumentStack


@pytest.fixture
def project() -> Project:
    content = read_project(asset("templates", "two_inputs.json"))
    content.training["epochs"] = 2
    return Project(content)


@pytest.fixture
def panel(qtbot, project) -> DataPanel:
    panel = DataPanel(project, DocumentStack(project))
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: panel.preview() is not None, timeout=10_000)
    yield panel
    panel.close_tasks()


def told(panel: DataPanel, name: str) -> str:
    return panel.findChildren(QLabel, f"data.inputs.{name}.told")[-1].text()


def test_every_input_shows_what_it_gets_and_whether_it_fits(panel, project) -> None:
    columns = panel.findChild(QLineEdit, "data.inputs.alcohol_and_ash.columns")
    assert columns.text() == "1-5"
    assert told(panel, "alcohol_and_ash") == told(panel, "phenols_and_colour") == "fits"
    columns.setText("1-4")
    columns.editingFinished.emit()
    assert project.data["inputs"]["alcohol_and_ash"] == {"array": "table", "columns": "1-4"}
    assert "takes (5,)" in told(panel, "alcohol_and_ash")
    assert "(4,)" in told(panel, "alcohol_and_ash")
    panel._stack.undo()
    assert columns.text() == "1-5"
    assert told(panel, "alcohol_and_ash") == "fits"


def test_the_shape_of_an_input_is_fitted_to_its_columns(panel, project) -> None:
    columns = panel.findChild(QLineEdit, "data.inputs.alcohol_and_ash.columns")
    columns.setText("1-3, 13")
    columns.editingFinished.emit()
    panel.findChild(object, "data.fit").click()
    assert project.architecture.layers["alcohol_and_ash"].config["batch_shape"] == [None, 4]
    assert told(panel, "alcohol_and_ash") == "fits"


def test_a_file_of_arrays_is_shared_out_by_hand(qtbot, panel, project, tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    path = tmp_path / "two.npz"
    np.savez(path, a=random.random((30, 5)), b=random.random((30, 8)), y=np.arange(30) % 3)
    panel.settings.choose_file(str(path))
    qtbot.waitUntil(
        lambda: panel.preview() is not None and "a" in panel.preview().data.arrays, timeout=10_000
    )
    box = panel.findChildren(QComboBox, "data.inputs.alcohol_and_ash")[-1]
    assert [box.itemText(place) for place in range(box.count())] == ["a  (5)", "b  (8)"]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert project.data["inputs"]["alcohol_and_ash"] == "b"


def test_one_input_and_one_array_leave_nothing_to_choose(qtbot) -> None:
    project = Project(read_project(asset("templates", "mlp.json")))
    panel = DataPanel(project, DocumentStack(project))
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: panel.preview() is not None, timeout=10_000)
    assert panel.inputs.isHidden()
    panel.close_tasks()


def test_it_trains_and_its_answers_for_the_samples_are_a_table(qtbot, project, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path))
    controller = TrainingController()
    predict = PredictPanel(controller)
    qtbot.addWidget(predict)
    with qtbot.waitSignal(controller.finished, timeout=30_000):
        assert controller.start(project)
    qtbot.waitUntil(lambda: predict._answers.answers is not None, timeout=20_000)
    answers = predict._answers.answers
    assert (answers.part, len(answers.numbers)) == ("validation", 36)
    assert predict.findChild(QLabel, "predict.answers.score").text().endswith("right")
    predict.save_csv(tmp_path / "answers.csv")
    lines = (tmp_path / "answers.csv").read_text("utf-8").splitlines()
    features = list(read_card(predict._answers._model).features)
    assert lines[0].split(",") == ["No.", *features, "output: label", "output: answer", "output: sure"]
    assert len(lines) == 37
    other = tmp_path / "other.csv"
    other.write_text(",".join(features) + "\n" + ",".join(["1.5"] * len(features)) + "\n")
    predict._answers.show_table(other)
    qtbot.waitUntil(lambda: predict._answers.answers.part == "table", timeout=20_000)
    assert predict.findChild(QPushButton, "predict.answers.own").isVisibleTo(predict)
    other.write_text("a,b\n1,2\n")
    predict._answers.show_table(other)
    told = predict.findChild(QLabel, "predict.answers.message")
    qtbot.waitUntil(lambda: "is missing, which the network was trained with" in told.text(), timeout=20_000)
    assert predict._answers.answers.part == "table"
    predict.close_tasks()
