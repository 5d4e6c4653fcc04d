"""The callbacks panel: tick boxes and forms that edit the project through the undo stack."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from layerloom import callbacks
from layerloom.declaration import registry
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.project import Project
from layerloom_studio.panels.callbacks import CallbacksPanel
from layerloom_studio.undo import DocumentStack
from layerloom_studio.user_layers import load, read_source, unload
from layerloom_studio.widgets import NumberBox

OFFERED = (
    "EarlyStopping", "StopAtValue", "ModelCheckpoint", "ReduceLROnPlateau", "TerminateOnNaN", "CSVLogger",
    "TensorBoard", "SwapEMAWeights", "RateByFormula",
)  # fmt: skip


@pytest.fixture
def project(digits_project: Callable[..., Project]) -> Project:
    return digits_project()


@pytest.fixture
def stack(project: Project) -> DocumentStack:
    return DocumentStack(project)


@pytest.fixture
def panel(qtbot: QtBot, project: Project, stack: DocumentStack) -> CallbacksPanel:
    panel = CallbacksPanel(project, stack)
    qtbot.addWidget(panel)
    panel.resize(340, 800)
    panel.show()
    return panel


def tick(qtbot: QtBot, panel: CallbacksPanel, name: str) -> None:
    box = panel.findChild(QCheckBox, f"callbacks.{name}")
    assert box is not None
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center() - box.rect().center() / 2)


def test_what_the_library_has_is_offered(panel: CallbacksPanel) -> None:
    names = {box.objectName() for box in panel.findChildren(QCheckBox)}
    assert names == {f"callbacks.{name}" for name in OFFERED}


@pytest.mark.parametrize("name", OFFERED)
def test_a_tick_gives_a_callback_that_the_library_can_make(
    qtbot: QtBot, panel: CallbacksPanel, project: Project, stack: DocumentStack, name: str
) -> None:
    tick(qtbot, panel, name)
    assert [item["class_name"] for item in project.callbacks] == [name]
    assert type(callbacks.deserialize(project.callbacks[0])).__name__ == name
    stack.undo()
    assert project.callbacks == []
    box = panel.findChild(QCheckBox, f"callbacks.{name}")
    assert box is not None
    assert not box.isChecked()


def test_a_setting_is_edited_in_the_form(qtbot: QtBot, panel: CallbacksPanel, project: Project) -> None:
    tick(qtbot, panel, "EarlyStopping")
    box: Any = panel.findChild(QWidget, "callbacks.EarlyStopping.patience")
    box.lineEdit().selectAll()
    qtbot.keyClicks(box.lineEdit(), "12")
    assert project.callbacks[0]["config"]["patience"] == 12


#: What only a terminal, a profiler or Python code could use.
NOT_SET = {"verbose", "profile_batch", "raise_error"}


@pytest.mark.parametrize("name", OFFERED)
def test_every_argument_that_has_a_meaning_here_has_a_field_with_words_about_it(
    qtbot: QtBot, panel: CallbacksPanel, name: str
) -> None:
    tick(qtbot, panel, name)
    for field in registry.get("callback", name).fields():
        control: Any = panel.findChild(QWidget, f"callbacks.{name}.{field.name}")
        assert (control is None) == (field.name in NOT_SET), field.name
        assert control is None or field.doc[:10] in control.accessibleDescription()


def test_how_often_is_a_word_or_a_number_of_batches(
    qtbot: QtBot, panel: CallbacksPanel, project: Project
) -> None:
    tick(qtbot, panel, "ModelCheckpoint")
    combo: Any = panel.findChild(QComboBox, "callbacks.ModelCheckpoint.save_freq")
    box: Any = panel.findChild(NumberBox, "callbacks.ModelCheckpoint.save_freq.batches")
    assert [combo.itemText(row) for row in range(2)] == ["after every epoch", "after so many batches"]
    assert box.parentWidget().isHidden()
    combo.activated.emit(1)
    assert project.callbacks[0]["config"]["save_freq"] == 100
    assert not box.parentWidget().isHidden()
    box.lineEdit().selectAll()
    box.lineEdit().insert("25")
    box.lineEdit().textEdited.emit("25")
    box.lineEdit().returnPressed.emit()
    assert project.callbacks[0]["config"]["save_freq"] == 25
    box.lineEdit().textEdited.emit("0")
    assert project.callbacks[0]["config"]["save_freq"] == 25  # 0 batches make no sense
    combo.activated.emit(0)
    assert project.callbacks[0]["config"]["save_freq"] == "epoch"
    assert box.parentWidget().isHidden()


@pytest.mark.parametrize(
    "text", ["first *", "import os", "speed * 2", "first * 0", "10 ** 9 ** 9", "(-1) ** 0.5"]
)
def test_a_formula_that_gives_no_learning_rate_is_refused_while_it_is_typed(
    qtbot: QtBot, panel: CallbacksPanel, project: Project, text: str
) -> None:
    tick(qtbot, panel, "RateByFormula")
    edit: Any = panel.findChild(QLineEdit, "callbacks.RateByFormula.formula")
    edit.setText(text)
    edit.textEdited.emit(text)
    assert project.callbacks[0]["config"]["formula"] == "first * 0.95 ** epoch"
    assert panel.findChild(QWidget, "callbacks.RateByFormula.formula.reason").text()  # type: ignore[attr-defined]
    edit.textEdited.emit("first * (1 + cos(pi * epoch / epochs)) / 2")
    assert project.callbacks[0]["config"]["formula"].startswith("first * (1 + cos")


def test_callbacks_of_ones_own_stand_below_and_go_with_their_file(
    qtbot: QtBot, panel: CallbacksPanel, project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "mine.py"
    path.write_text(
        "import keras\nclass Beeps(keras.callbacks.Callback):\n"
        "    def __init__(self, times=2):\n        super().__init__()\n        self.times = times\n"
    )
    file = load(read_source(path))
    try:
        panel.refresh()
        box: Any = panel.findChild(QCheckBox, "callbacks.Beeps")
        box.click()
        assert project.callbacks == [{"class_name": "Beeps", "config": {}}]
        assert panel.findChild(QWidget, "callbacks.Beeps.times") is not None
    finally:
        unload(file)
    box.click()
    panel.refresh()
    assert panel.findChild(QCheckBox, "callbacks.Beeps") is None


@pytest.mark.parametrize("name, new", [("add", False), ("new", True)])
def test_code_of_ones_own_is_asked_for_below(
    qtbot: QtBot, panel: CallbacksPanel, name: str, new: bool
) -> None:
    button: Any = panel.findChild(QWidget, f"callbacks.own.{name}")
    with qtbot.waitSignal(panel.code_wanted) as asked:
        button.click()
    assert asked.args == [new]


def test_unticking_keeps_the_settings_for_the_next_tick(
    qtbot: QtBot, panel: CallbacksPanel, project: Project
) -> None:
    project.apply(
        SetSettings(
            "callbacks", [{"class_name": "EarlyStopping", "config": {"monitor": "loss", "patience": 9}}]
        )
    )
    tick(qtbot, panel, "EarlyStopping")
    assert project.callbacks == []
    tick(qtbot, panel, "EarlyStopping")
    assert project.callbacks[0]["config"] == {"monitor": "loss", "patience": 9}


def test_a_whole_model_needs_another_ending_than_weights_alone(
    qtbot: QtBot, panel: CallbacksPanel, project: Project
) -> None:
    tick(qtbot, panel, "ModelCheckpoint")
    box = panel.findChild(QCheckBox, "callbacks.ModelCheckpoint.save_weights_only")
    assert box is not None
    box.click()
    assert project.callbacks[0]["config"]["filepath"] == "best.h5"
    path = panel.findChild(QLineEdit, "callbacks.ModelCheckpoint.filepath")
    assert path is not None
    assert path.text() == "best.h5"
    box.click()
    assert project.callbacks[0]["config"]["filepath"] == "best.weights.h5"


def test_an_unknown_callback_of_a_file_is_shown_and_kept(
    qtbot: QtBot, panel: CallbacksPanel, project: Project
) -> None:
    foreign = {"class_name": "Wizard", "config": {"spell": 1}}
    project.apply(SetSettings("callbacks", [foreign]))
    box = panel.findChild(QCheckBox, "callbacks.Wizard")
    assert box is not None
    assert box.isChecked()
    tick(qtbot, panel, "TerminateOnNaN")
    assert project.callbacks == [{"class_name": "TerminateOnNaN", "config": {}}, foreign]


def test_what_can_be_watched_follows_metrics_and_split(
    qtbot: QtBot, panel: CallbacksPanel, project: Project
) -> None:
    def offered() -> list[str]:
        combo = panel.findChild(QComboBox, "callbacks.EarlyStopping.monitor")
        assert combo is not None
        return [combo.itemText(row) for row in range(combo.count())]

    tick(qtbot, panel, "EarlyStopping")
    assert offered() == ["val_loss", "val_accuracy", "loss", "accuracy"]
    project.apply(SetSettings("training", {**project.training, "metrics": []}))
    assert offered() == ["val_loss", "loss"]
    project.apply(SetSettings("data", {**project.data, "validation_split": 0.0}))
    assert offered() == ["loss", "val_loss"]  # what the project watches stays in sight
