"""The histograms of weights and gradients, epoch by epoch (row 72): offered, kept while training, and drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from layerloom_studio import theme
from layerloom_studio.document.project import Project
from layerloom_studio.panels.histograms import HistogramsPanel
from layerloom_studio.training.controller import TrainingController
from layerloom_studio.undo import DocumentStack


@pytest.fixture
def panel(qtbot: QtBot, digits_project: Callable[..., Project]) -> Iterator[HistogramsPanel]:
    project = digits_project()
    controller = TrainingController()
    panel = HistogramsPanel(project, DocumentStack(project), controller)
    panel.project, panel.controller = project, controller  # type: ignore[attr-defined]
    qtbot.addWidget(panel)
    panel.resize(500, 400)
    panel.show()
    yield panel
    controller.stop_and_wait()


def train(qtbot: QtBot, panel: Any) -> None:
    with qtbot.waitSignal(panel.controller.finished, timeout=30_000):
        panel.controller.start(panel.project)


def test_row_72_they_are_offered_where_there_are_none(panel: Any, qtbot: QtBot) -> None:
    assert panel.currentIndex() == 0
    panel.findChild(QPushButton, "histograms.keep").click()
    assert panel.project.training["histograms"] is True
    assert panel.findChild(QPushButton, "histograms.keep").isHidden()
    assert any("next training" in label.text() for label in panel.findChildren(QLabel))


def test_row_72_a_run_shows_its_weights_and_gradients(panel: Any, qtbot: QtBot) -> None:
    panel.findChild(QPushButton, "histograms.keep").click()
    train(qtbot, panel)
    assert panel.currentIndex() == 1
    names = panel.findChild(QComboBox, "histograms.weight")
    assert [names.itemText(row) for row in range(names.count())] == ["dense/kernel", "dense/bias"]
    assert panel.ridges.accessibleName() == "Histograms of dense/kernel"
    assert panel.ridges.accessibleDescription().startswith("Epoch 1: from -")
    weights = panel.ridges.grab().toImage()
    panel.findChild(QToolButton, "histograms.kind.gradients").click()
    assert panel.ridges.accessibleName() == "Histograms of gradient of dense/kernel"
    assert panel.ridges.grab().toImage() != weights
    theme.set_theme("dark")
    dark = panel.ridges.grab().toImage()
    theme.set_theme("light")
    assert panel.ridges.grab().toImage() != dark


def test_row_72_a_run_without_any_says_so(panel: Any, qtbot: QtBot) -> None:
    train(qtbot, panel)
    assert panel.currentIndex() == 0
    assert any("No histograms of this run" in label.text() for label in panel.findChildren(QLabel))
