"""Typed values are predicted (row 000-04), those of the training's columns and those of a stranger's model."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from layerloom import layers, models
from layerloom.errors import LayerloomError
from layerloom_studio.panels.predict.typed_row import TypedRow
from layerloom_studio.runs.answers import answers_for_row
from layerloom_studio.runs.card import ModelCard
from layerloom_studio.runs.splitting import Scaling


@pytest.fixture
def line(tmp_path: Path) -> Path:
    """A model of y = 2x - 1 whose column was scaled."""
    model: Any = models.Sequential([layers.Input((1,)), layers.Dense(1, name="y")])
    model.set_weights([np.array([[4.0]]), np.array([1.0])])
    path = tmp_path / "line.h5"
    card = ModelCard(features=("x",), scaling=Scaling((1.0,), (2.0,)), targets={"y": ()})
    model.save(path, metadata=card.to_json())
    return path


def test_the_value_is_scaled_as_in_the_training(line: Path) -> None:
    answers = answers_for_row(line, "10")
    assert answers.part == "typed"
    assert answers.answers[0].said == ("19",)


@pytest.mark.parametrize(
    "text, words",
    [("1, 2", "One value is needed, with a point before its decimals, but 2"), ("ten", "holds words")],
)
def test_what_cannot_be_read_is_told(line: Path, text: str, words: str) -> None:
    with pytest.raises(LayerloomError, match=words):
        answers_for_row(line, text)


def test_the_line_asks_and_shows(qtbot: QtBot, line: Path) -> None:
    row = TypedRow()
    qtbot.addWidget(row)
    row.show_columns(("x",))
    row.show()
    edit = row.findChild(QLineEdit, "predict.typed.values")
    assert edit.placeholderText() == "type values: x"
    asked: list[str] = []
    row.entered.connect(asked.append)
    qtbot.keyClicks(edit, "10\r")
    assert asked == ["10"]
    row.show_answers(answers_for_row(line, asked[0]))
    assert row.findChild(QLabel, "predict.typed.answer").text() == "y: 19"
