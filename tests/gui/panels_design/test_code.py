"""The code panel (row 102): it follows the drawing, is copied and saved, and what it shows runs."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from tests.large_drawing import drawing

from layerloom.graph import LayerSpec, Ref
from layerloom.graph.python_code import to_python
from layerloom_studio.document.edits import AddNode, SetConfig
from layerloom_studio.document.files import from_json
from layerloom_studio.document.nesting import grouping
from layerloom_studio.document.project import Project
from layerloom_studio.panels import code
from layerloom_studio.panels.code import CodePanel
from layerloom_studio.undo import DocumentStack


@pytest.fixture
def drawn(qtbot):
    project = Project()
    stack = DocumentStack(project)
    stack.push(AddNode(LayerSpec("InputLayer", "image", {"batch_shape": [None, 4]}), (0, 0)), "Add")
    stack.push(AddNode(LayerSpec("Dense", "answer", {"units": 3}), (0, 100), [Ref("image")]), "Add")
    panel = CodePanel(project)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: panel.text.toPlainText() != "")
    return panel, stack


def test_row_102_the_code_follows_the_drawing(drawn, qtbot):
    panel, stack = drawn
    assert 'layers.Dense(3, name="answer")' in panel.text.toPlainText()
    stack.push(SetConfig("answer", {"units": 7}), "Set")
    qtbot.waitUntil(lambda: 'layers.Dense(7, name="answer")' in panel.text.toPlainText())
    stack.undo()
    qtbot.waitUntil(lambda: 'layers.Dense(3, name="answer")' in panel.text.toPlainText())


def test_row_102_the_code_is_copied_and_saved(drawn, qtbot, tmp_path, monkeypatch):
    panel, _ = drawn
    panel.findChild(QPushButton, "code.copy").click()
    assert QApplication.clipboard().text() == panel.code
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "net"), ""))
    panel.findChild(QPushButton, "code.save").click()
    assert (tmp_path / "net.py").read_text() == panel.code


def test_row_102_a_hidden_panel_is_written_when_it_is_looked_at(drawn, qtbot):
    panel, stack = drawn
    panel.hide()
    stack.push(SetConfig("answer", {"units": 5}), "Set")
    assert "Dense(5" not in panel.text.toPlainText()
    panel.show()
    qtbot.waitUntil(lambda: "Dense(5" in panel.text.toPlainText())


def test_row_102_an_empty_drawing_says_so(qtbot):
    panel = CodePanel(Project())
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: "The drawing is empty" in panel.text.toPlainText())


@pytest.mark.parametrize("before", ["a\nb\nc\n", "a\nc\n", "", "x\n", "a\nb\nb\nc\n"])
@pytest.mark.parametrize("after", ["a\nb\nc\n", "a\nc\n", "a\n1\n2\n3\nc\n", "y\n", "a\nb\nb\nb\nc\n"])
def test_only_lines_that_differ_are_put_in(drawn, before, after):
    panel, _ = drawn
    panel.text.setPlainText(before)
    changed = []
    panel.text.document().contentsChange.connect(lambda *change: changed.append(change))
    panel._show(after)
    assert panel.text.toPlainText() == after
    above, below = alike(before, after)
    assert bool(changed) == (before != after)
    if above and below:
        for start, removed, added in changed:
            assert start >= above
            assert start + removed <= len(before) - below
            assert start + added <= len(after) - below


def alike(one: str, other: str) -> tuple[int, int]:
    """Return how many characters of whole lines two texts begin and end with alike; no line counts twice."""
    lines, others = one.split("\n"), other.split("\n")
    least = min(len(lines), len(others))
    above = next((row for row in range(least) if lines[row] != others[row]), least)
    rest = range(least - above)
    below = next((row for row in rest if lines[-1 - row] != others[-1 - row]), len(rest))
    tail = lines[len(lines) - below :]
    return sum(len(line) + 1 for line in lines[:above]), len("\n".join(tail))


def test_row_102_in_a_group_that_is_shown_which_is_copied(qtbot):
    project = Project(from_json(drawing(300)))
    project.apply(grouping(project, list(project.architecture.nodes)[1:-1]))
    (group,) = [name for name, spec in project.architecture.layers.items() if spec.is_model]
    panel = CodePanel(project)
    qtbot.addWidget(panel)
    project.open_groups([group])
    panel.show()
    qtbot.waitUntil(lambda: panel.text.toPlainText() == panel.code, timeout=30_000)
    panel.close_tasks()


def test_one_text_is_written_at_a_time_and_the_last_edit_is_in_it(qtbot, monkeypatch):
    going, most, may_go_on = [], [], threading.Event()

    def slow(architecture):
        going.append(architecture)
        most.append(len(going))
        may_go_on.wait(60)
        going.pop()
        return to_python(architecture)

    project = Project(from_json(drawing(300)))
    panel = CodePanel(project)
    qtbot.addWidget(panel)
    monkeypatch.setattr(code, "to_python", slow)
    panel.refresh()
    for filters in (70, 71, 72):
        project.apply(SetConfig("conv_201", {"filters": filters}))
        panel.refresh()
    assert most == [1]
    may_go_on.set()
    panel.show()
    qtbot.waitUntil(lambda: "Conv2D(72" in panel.text.toPlainText(), timeout=30_000)
    assert most == [1, 1]
    panel.close_tasks()


def test_a_failure_is_told_as_a_comment(qtbot, monkeypatch, caplog):
    def fail(architecture):
        raise ZeroDivisionError("a bug\nimport os")

    project = Project(from_json(drawing(300)))
    panel = CodePanel(project)
    qtbot.addWidget(panel)
    monkeypatch.setattr(code, "to_python", fail)
    panel.refresh()
    qtbot.waitUntil(lambda: "a bug" in panel.text.toPlainText(), timeout=30_000)
    assert panel.text.toPlainText().splitlines() == [
        "# Writing the code failed unexpectedly: ZeroDivisionError: a bug",
        "# import os",
    ]
    assert "Writing the code failed" in caplog.text


def test_the_code_of_a_large_drawing_is_written_in_a_thread(qtbot, monkeypatch):
    threads = []

    def noted(architecture):
        threads.append(threading.current_thread())
        return to_python(architecture)

    monkeypatch.setattr(code, "to_python", noted)
    project = Project(from_json(drawing(300)))
    panel = CodePanel(project)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: '"conv_297"' in panel.text.toPlainText(), timeout=30_000)
    DocumentStack(project).push(SetConfig("conv_201", {"filters": 77}), "Set")
    qtbot.waitUntil(lambda: "Conv2D(77" in panel.text.toPlainText(), timeout=30_000)
    assert panel.text.toPlainText() == panel.code
    assert threading.main_thread() not in threads[:2]
