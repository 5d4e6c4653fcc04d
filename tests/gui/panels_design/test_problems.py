"""Problems: every problem is listed, errors first; a click or F8 leads to the layer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layerloom.graph import LayerSpec, Ref
from layerloom_studio.document.edits import AddNode, RemoveNodes
from layerloom_studio.document.project import Project
from layerloom_studio.panels.problems import ProblemsPanel


@pytest.fixture
def project() -> Project:
    project = Project()
    project.apply(AddNode(LayerSpec("InputLayer", "image", {"batch_shape": [None, 8]}), (0, 0)))
    project.apply(AddNode(LayerSpec("Dense", "loose", {"units": 2}), (200, 0)))
    project.apply(
        AddNode(LayerSpec("Conv2D", "conv", {"filters": 2, "kernel_size": 3}), (0, 120), (Ref("image"),))
    )
    return project


@pytest.fixture
def panel(qtbot, project) -> ProblemsPanel:
    panel = ProblemsPanel(project)
    qtbot.addWidget(panel)
    panel.resize(300, 200)
    panel.show()
    return panel


def rows(panel: ProblemsPanel) -> list[str]:
    return [panel.list.item(row).text() for row in range(panel.list.count())]


def test_all_problems_are_listed_errors_first(panel, project):
    assert sorted(rows(panel)) == sorted(problem.message for problem in project.analysis.problems)
    severities = [
        next(p.severity for p in project.analysis.problems if p.message == row) for row in rows(panel)
    ]
    assert severities == sorted(severities)  # "error" before "warning"
    assert {"error", "warning"} == set(severities)


def test_the_shape_problem_names_both_layers_and_the_shape(panel):
    assert any("'image'" in row and "'conv'" in row and "(None, 8)" in row for row in rows(panel))


def test_a_click_asks_for_the_layer(qtbot, panel):
    row = next(number for number, text in enumerate(rows(panel)) if "'loose'" in text)
    place = panel.list.visualItemRect(panel.list.item(row)).center()
    with qtbot.waitSignal(panel.focus_requested) as caught:
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert caught.args[0][0] == "loose"


def test_stepping_goes_around(panel):
    heard = []
    panel.focus_requested.connect(heard.append)
    count = panel.list.count()
    seen = []
    for _ in range(count + 1):
        panel.step(1)
        seen.append(panel.list.currentRow())
    assert seen == [*range(count), 0]
    panel.step(-1)
    assert panel.list.currentRow() == count - 1
    assert heard


def test_long_sentences_wrap_instead_of_being_cut(qtbot, panel):
    panel.resize(240, 300)
    QTest.qWait(0)
    for row in range(panel.list.count()):
        item = panel.list.item(row)
        rect = panel.list.visualItemRect(item)
        assert rect.width() <= panel.list.viewport().width() + 1
        if panel.list.fontMetrics().horizontalAdvance(item.text()) > rect.width():
            assert rect.height() > 1.8 * panel.list.fontMetrics().height()


def test_the_list_follows_the_document_and_counts(qtbot, panel, project):
    with qtbot.waitSignal(panel.count_changed) as caught:
        project.apply(RemoveNodes(("conv",)))
    assert not any("'conv'" in row for row in rows(panel))
    assert sum(caught.args) == panel.list.count()


def test_an_empty_drawing_has_a_hint(qtbot):
    panel = ProblemsPanel(Project())
    qtbot.addWidget(panel)
    assert panel.currentWidget() is not panel.list
