"""The drawing as a table of text (gui.md 30, 31): every layer with shape and cost; unknown stays unknown."""

from __future__ import annotations

import pytest

from layerloom.graph import LayerSpec, Ref
from layerloom_studio.document import Project
from layerloom_studio.document.edits import AddNode, Connect
from layerloom_studio.document.summary import summary_text


def drawn() -> Project:
    project = Project()
    project.apply(AddNode(LayerSpec("InputLayer", "image", {"batch_shape": [None, 8, 8, 1]}), (0, 0)))
    project.apply(AddNode(LayerSpec("Flatten", "flat", {}), (0, 120), (Ref("image"),)))
    project.apply(AddNode(LayerSpec("Dense", "answer", {"units": 10}), (0, 240), (Ref("flat"),)))
    return project


@pytest.mark.parametrize(
    "start, cells",
    [
        ("image", ["(InputLayer)", "(None, 8, 8, 1)", "0", "256 B"]),
        ("flat", ["(Flatten)", "(None, 64)", "0", "image"]),
        ("answer", ["(Dense)", "(None, 10)", "650", "640", "40 B", "flat"]),
        ("Parameters:", ["650", "2.5 KiB"]),
        ("  trainable:", ["650"]),
        ("Multiply-adds", ["640"]),
    ],
)
def test_a_line_tells(start, cells):
    line = next(line for line in summary_text(drawn()).splitlines() if line.startswith(start))
    for cell in cells:
        assert cell in line


def test_columns_stand_under_each_other():
    lines = summary_text(drawn()).splitlines()
    head, rows = lines[2], lines[4:7]
    assert all(row.index("(None") == head.index("Output shape") for row in rows)


def test_what_is_unknown_is_a_question_mark_and_the_problem_is_told():
    project = Project()
    project.apply(AddNode(LayerSpec("Dense", "alone", {"units": 3}), (0, 0)))
    text = summary_text(project)
    assert "Parameters: ?" in text
    assert next(line for line in text.splitlines() if line.startswith("alone")).count("?") >= 2
    assert "Problem: " in text


def test_a_circle_is_listed_too():
    project = drawn()
    project.apply(AddNode(LayerSpec("Add", "add", {}), (0, 360), (Ref("answer"),)))
    project.apply(AddNode(LayerSpec("ReLU", "back", {}), (0, 480), (Ref("add"),)))
    project.apply(Connect(Ref("back"), "add"))
    assert {"add (Add)", "back (ReLU)"} <= {
        line.split("  ")[0].strip() for line in summary_text(project).splitlines()
    }
