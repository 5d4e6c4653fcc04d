"""Results by class and the layers' outputs in the window: journey 5, from a confusion cell to the maps of a layer."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QLabel, QListView, QPushButton

from layerloom_studio.document.files import read_project, to_json
from layerloom_studio.panels.results.matrix import MatrixTable
from layerloom_studio.resources import asset
from layerloom_studio.runs.control import Control
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.job import Job
from layerloom_studio.runs.runner import execute
from layerloom_studio.training.archive import load_record


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A run of one epoch on the digits, so that there are mistakes."""
    job = Job.from_project(to_json(read_project(asset("projects", "digits.layerloom.json")))).with_epochs(1)
    folder = RunFolder.create(job, tmp_path_factory.mktemp("run") / "digits")
    assert execute(job, folder, Control()).status == "finished"
    return folder


@pytest.fixture
def trained(window, run, qtbot):
    """The window after that run."""
    window.documents.open_sample(asset("projects", "digits.layerloom.json"))
    window.set_mode("train")
    window.docks["results"].raise_()
    record = load_record(run)
    window.training.finished.emit(record)
    panel = window.workshop.results
    qtbot.waitUntil(lambda: panel.evaluation is not None, timeout=20_000)
    return window


def test_rows_92_to_94_cells_lead_to_the_samples_behind_them(trained, qtbot):
    panel = trained.workshop.results
    found = panel.evaluation
    table = panel.findChild(MatrixTable, "results.matrix")
    grid = panel.findChild(QListView, "results.pictures")
    caption = panel.findChild(QLabel, "results.caption")
    wrong = int((found.truth != found.said).sum())
    assert f"{found.accuracy:.1%}" in panel.findChild(QLabel, "results.title").text()
    assert (grid.model().rowCount(), caption.text()) == (wrong, f"{wrong:,} mistakes, the worst first")
    matrix = found.matrix.copy()
    np.fill_diagonal(matrix, 0)
    row, column = map(int, np.unravel_index(matrix.argmax(), matrix.shape))
    cell = table.model().index(row, column)
    assert cell.data() == str(matrix[row, column])
    table.selectionModel().select(cell, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert grid.model().rowCount() == matrix[row, column]
    assert caption.text() == f"{matrix[row, column]} of “{row}” taken for “{column}”"
    assert grid.model().index(0, 0).data().startswith(f"{row} → {column}, ")
    panel.findChild(QPushButton, "results.all").click()
    assert grid.model().rowCount() == wrong


def test_journey_5_from_a_mistake_to_the_maps_of_a_layer(trained, qtbot):
    panel, outputs = trained.workshop.results, trained.workshop.outputs
    grid = panel.findChild(QListView, "results.pictures")
    number = int(panel.evaluation.numbers[panel.evaluation.mistakes()[0]])
    grid.activated.emit(grid.model().index(0, 0))
    assert trained.mode == "design"
    assert trained.docks["outputs"].isVisible()
    qtbot.waitUntil(lambda: outputs.look is not None and not outputs.busy, timeout=20_000)
    assert outputs.look.layer == "conv_1"
    assert outputs.look.label.startswith(f"{number}: ")
    assert outputs.look.output.shape == (8, 8, 16)
    trained.canvas.select(["dense"])
    qtbot.waitUntil(lambda: outputs.look.layer == "dense" and not outputs.busy, timeout=20_000)
    assert outputs.look.output.shape == (64,)
    assert outputs.look.label.startswith(f"{number}: ")
    assert "64" in outputs.findChild(QLabel, "outputs.notes").text()


def test_another_drawing_has_no_results_yet(trained):
    trained.workshop.forget_starts()
    assert trained.workshop.outputs.look is None
