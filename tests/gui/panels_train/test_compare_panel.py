"""The compare panel: a table of runs, ticked ones drawn together, renamed and deleted from there."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from layerloom_studio import theme
from layerloom_studio.panels.compare import ComparePanel
from layerloom_studio.panels.run_deeds import RunDeeds
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.job import Job

ARCHITECTURE = {"class_name": "Sequential", "config": {"name": "small", "layers": []}}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, size, loss in (("a", 8, 0.5), ("b", 16, 0.25)):
        folder = RunFolder.create(
            Job(ARCHITECTURE, {"source": "iris"}, batch_size=size, name=name), tmp_path / name
        )
        lines = [{"n": 1, "kind": "started", "time": 1.0, "epochs": 2}]
        for epoch in (1, 2):
            logs = {"loss": loss / epoch, "val_loss": 2 * loss / epoch}
            event = {
                "n": epoch + 1,
                "kind": "epoch",
                "time": 2.0,
                "epoch": epoch,
                "seconds": 1.0,
                "logs": logs,
            }
            lines.append(event)
        folder.events.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return tmp_path


@pytest.fixture
def panel(qtbot: QtBot, root: Path) -> Iterator[ComparePanel]:
    panel = ComparePanel(RunDeeds(root), root)
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    panel.show()
    qtbot.waitUntil(lambda: len(panel.plot.values()) == 2, timeout=60_000)
    yield panel
    panel.close_tasks()


def heads(panel: ComparePanel) -> list[str]:
    model = panel.runs
    return [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]


def names(panel: ComparePanel) -> list[str]:
    model = panel.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_best_values_and_differing_settings_are_columns(panel: ComparePanel) -> None:
    assert names(panel) == ["b", "a"]
    assert heads(panel) == ["Run", "val_loss", "loss", "batch_size", "Epochs", "Duration", "Started"]
    assert [panel.runs.index(0, place).data() for place in (1, 3)] == ["0.2500", "16"]


def test_what_is_selected_stays_so_while_a_training_goes_on(panel: ComparePanel) -> None:
    panel.table.selectRow(1)
    assert [info.name for info in panel.table.selected()] == ["a"]
    panel.runs.set_infos([replace(info, epochs=info.epochs + 1) for info in panel.runs.infos])
    assert [info.name for info in panel.table.selected()] == ["a"]
    panel.runs.set_infos(panel.runs.infos[:1])
    assert panel.table.selected() == []


def test_larger_texts_get_rows_and_columns_of_their_size(panel: ComparePanel) -> None:
    width, height = panel.table.columnWidth(0), panel.table.rowHeight(0)
    theme.set_text_size(200)
    try:
        assert panel.table.columnWidth(0) > width
        assert panel.table.rowHeight(0) == 2 * height
    finally:
        theme.set_text_size(100)


def test_curves_of_ticked_runs_are_drawn(panel: ComparePanel, qtbot: QtBot, root: Path) -> None:
    assert panel.plot.values() == {str(root / "b"): "0.2500", str(root / "a"): "0.5000"}
    panel.table.selectRow(0)
    qtbot.keyClick(panel.table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: list(panel.plot.values()) == [str(root / "a")], timeout=60_000)
    metric = panel.findChild(QComboBox, "compare.metric")
    metric.setCurrentIndex(metric.findData("loss"))
    metric.activated.emit(metric.currentIndex())
    assert panel.plot.values() == {str(root / "a"): "0.2500"}


def test_words_narrow_the_table(panel: ComparePanel, qtbot: QtBot) -> None:
    line = panel.findChild(QLineEdit, "compare.filter")
    qtbot.keyClicks(line, "batch_size=8")
    assert names(panel) == ["a"]


def test_renaming_deleting_and_bringing_back(panel: ComparePanel, qtbot: QtBot, root: Path) -> None:
    panel.runs.setData(panel.runs.index(0, 0), "better")
    qtbot.waitUntil(lambda: names(panel) == ["better", "a"], timeout=60_000)
    panel.table.selectRow(1)
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: names(panel) == ["better"], timeout=60_000)
    assert not (root / "a").exists()
    menu = panel.findChild(QMenu)
    menu.aboutToShow.emit()
    restore = next(action for action in menu.actions() if action.objectName() == "runs.menu.restore")
    assert restore.isEnabled()
    restore.trigger()
    qtbot.waitUntil(lambda: names(panel) == ["better", "a"], timeout=60_000)


def test_curves_of_a_file_join(panel: ComparePanel, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "keras.json"
    path.write_text(json.dumps({"loss": [3, 2, 1], "val_loss": [3, 2, 2]}))
    panel.add_history(path)
    qtbot.waitUntil(lambda: str(path) in panel.plot.values(), timeout=60_000)
    assert names(panel)[-1] == "keras.json"
