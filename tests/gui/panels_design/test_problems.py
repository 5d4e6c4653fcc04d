"""Problems: every problem is listed, errors first; a click or F8 leads to the layer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layerloom.graph import LayerSpec, Ref
from layerloom_studio import theme
from layerloom_studio.document.edits import AddNode, RemoveNodes, SetSettings
from layerloom_studio.document.project import Project
from layerloom_studio.panels.problems import ProblemsPanel
from layerloom_studio.theme.stylesheet import stylesheet
from layerloom_studio.undo import DocumentStack


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


def test_row_35_all_problems_are_listed_errors_first(panel, project):
    assert sorted(rows(panel)) == sorted(problem.message for problem in project.analysis.problems)
    severities = [
        next(p.severity for p in project.analysis.problems if p.message == row) for row in rows(panel)
    ]
    assert severities == sorted(severities)  # "error" before "warning"
    assert {"error", "warning"} == set(severities)


def test_row_33_the_shape_problem_names_both_layers_and_the_shape(panel):
    assert any("'image'" in row and "'conv'" in row and "(None, 8)" in row for row in rows(panel))


def test_row_32_a_click_asks_for_the_layer(qtbot, panel):
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


# -- gui.md N2, 35, 38: repairs in the list, warnings about data and loss


@pytest.fixture
def repairing(qtbot, project) -> tuple[ProblemsPanel, DocumentStack]:
    stack = DocumentStack(project)
    panel = ProblemsPanel(project, stack)
    qtbot.addWidget(panel)
    panel.resize(700, 200)
    panel.show()
    panel.offer_repairs()
    return panel, stack


def test_n2_a_button_shows_what_the_repair_brings_makes_it_and_is_undone(qtbot, repairing, project):
    panel, stack = repairing
    row = next(number for number, text in enumerate(rows(panel)) if "'conv'" in text)
    message, buttons = rows(panel)[row], panel.buttons(row)
    assert buttons is not None
    seen = []
    panel.foreseen.connect(seen.append)
    buttons.best.setFocus()
    QApplication.sendEvent(buttons.best, QFocusEvent(QEvent.Type.FocusIn))
    assert seen[-1] is buttons.repairs[0].outlook
    with qtbot.waitSignal(panel.told):
        QTest.mouseClick(buttons.best, Qt.MouseButton.LeftButton)
    assert message not in rows(panel)
    assert seen[-1] is None
    stack.undo()
    assert message in rows(panel)


def test_n2_every_repair_stands_in_the_menu(repairing):
    panel, _ = repairing
    buttons = panel.buttons(next(number for number, text in enumerate(rows(panel)) if "'conv'" in text))
    assert [action.text() for action in buttons.menu.actions()] == [
        repair.title for repair in buttons.repairs
    ]


def test_n2_a_title_that_has_no_room_is_cut_within_its_button(repairing):
    panel, _ = repairing
    panel.resize(900, 400)
    row = next(number for number, text in enumerate(rows(panel)) if "'conv'" in text)
    buttons, title = panel.buttons(row), panel.buttons(row).repairs[0].title
    assert buttons.best.text() == title
    panel.resize(buttons.needed().width() - 6, 400)
    assert buttons.best.text().endswith("…")
    assert buttons.needed().width() <= panel.list.viewport().width()
    assert buttons.best.toolTip().startswith(title)


@pytest.mark.parametrize("width", [320, 900])
def test_n2_buttons_cover_no_sentence(repairing, width):
    panel, _ = repairing
    panel.resize(width, 400)
    for _ in range(3):
        QApplication.processEvents()
    for row in range(panel.list.count()):
        buttons, rect = panel.buttons(row), panel.list.visualItemRect(panel.list.item(row))
        if buttons is not None:
            wide = rect.width() - buttons.needed().width() >= 260
            text_height = panel.list.fontMetrics().height()
            assert wide or rect.height() >= buttons.needed().height() + text_height


def test_38_a_linear_output_before_cross_entropy_is_a_warning_with_a_repair(qtbot):
    project = Project()
    project.apply(AddNode(LayerSpec("InputLayer", "image", {"batch_shape": [None, 8, 8, 1]}), (0, 0)))
    project.apply(AddNode(LayerSpec("Flatten", "flat", {}), (0, 120), (Ref("image"),)))
    project.apply(AddNode(LayerSpec("Dense", "out", {"units": 10}), (0, 240), (Ref("flat"),)))
    panel = ProblemsPanel(project, DocumentStack(project))
    qtbot.addWidget(panel)
    assert [row for row in rows(panel) if "softmax" in row]
    panel.offer_repairs()
    assert panel.buttons(0).best.text() == "Set the activation of out to softmax"
    # The warnings follow the loss.
    project.apply(SetSettings("training", {**project.training, "loss": "mse"}))
    assert rows(panel) == []


def test_n2_in_a_large_drawing_only_the_chosen_problem_is_given_repairs(qtbot, monkeypatch, repairing):
    panel, _ = repairing
    monkeypatch.setattr("layerloom_studio.panels.problems._LARGE", 1)
    panel.refresh()
    panel.offer_repairs()
    assert not any(panel.buttons(row) for row in range(panel.list.count()))
    row = next(number for number, text in enumerate(rows(panel)) if "'conv'" in text)
    panel.list.setCurrentRow(row)
    assert panel.buttons(row) is not None


@pytest.mark.parametrize("width", [320, 900])
def test_n2_no_button_is_cut_off_as_the_window_is_dressed(qtbot, project, width):
    panel = ProblemsPanel(project, DocumentStack(project))
    qtbot.addWidget(panel)
    panel.setStyleSheet(stylesheet(theme.current()))
    panel.resize(width, 300)
    panel.show()
    panel.offer_repairs()
    buttons = [found for row in range(panel.list.count()) if (found := panel.buttons(row)) is not None]
    assert buttons
    qtbot.waitUntil(lambda: all(found.height() >= found.needed().height() for found in buttons))


def test_113_no_sentence_is_cut_off_as_the_window_is_dressed(qtbot, project):
    panel = ProblemsPanel(project, DocumentStack(project))
    qtbot.addWidget(panel)
    panel.setStyleSheet(stylesheet(theme.current()))
    panel.resize(300, 600)
    panel.show()
    panel.offer_repairs()
    found, around = panel.list, 2 * 5 + 16 + 8  # padding, icon, and what stands between
    for width in range(240, 440, 3):
        panel.resize(width, 600)
        QApplication.processEvents()
        for row in range(found.count()):
            buttons, rect = panel.buttons(row), found.visualItemRect(found.item(row))
            room, taken = found.viewport().width() - around, 0
            if buttons is not None and found.viewport().width() - buttons.needed().width() >= 260:
                room -= buttons.needed().width()
            elif buttons is not None:
                taken = buttons.needed().height()
            needed = found.fontMetrics().boundingRect(
                0, 0, room, 9_999, Qt.TextFlag.TextWordWrap, found.item(row).text()
            )
            assert rect.height() >= needed.height() + taken, (width, found.item(row).text())
