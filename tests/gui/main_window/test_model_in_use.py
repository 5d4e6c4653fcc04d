"""Predict uses the model that is drawn, and none of a file that was open before."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from layerloom import Input, Model, Sequential, layers


@pytest.fixture
def classifier(tmp_path) -> Path:
    model = Sequential([Input((6, 6, 1)), layers.Flatten(), layers.Dense(3, activation="softmax")])
    model.save(path := tmp_path / "classifier.keras")
    return path


def two_inputs(folder: Path) -> Path:
    first, second = Input((6, 6, 1)), Input((2,))
    both = layers.Concatenate()([layers.Flatten()(first), second])
    Model([first, second], layers.Dense(3)(both)).save(path := folder / "two.keras")
    return path


def frames(folder: Path) -> Path:
    Sequential([Input((4, 6, 6, 1)), layers.Flatten(), layers.Dense(3)]).save(path := folder / "frames.h5")
    return path


def unknown_class(folder: Path) -> Path:
    text = Sequential([Input((6, 6, 1)), layers.Flatten(name="mine"), layers.Dense(3)]).to_json()
    path = folder / "unknown.yaml"
    path.write_text(text.replace('"class_name": "Flatten"', '"class_name": "NobodyKnows"'))
    return path


def drawing(folder: Path) -> Path:
    path = folder / "drawing.json"
    path.write_text(Sequential([Input((6, 6, 1)), layers.Flatten(), layers.Dense(3)]).to_json())
    return path


def shown(window) -> tuple[str, str]:
    panel = window.workshop.predict
    return panel.findChild(QLabel, "predict.model").text(), panel.findChild(QLabel, "predict.message").text()


@pytest.mark.parametrize(
    "make, said",
    [
        (two_inputs, "The model has 2 inputs"),
        (frames, "has the shape (4, 6, 6, 1)"),
        (unknown_class, ""),
        (drawing, ""),
    ],
)
def test_a_file_that_cannot_be_used_leaves_no_other_model_in_its_place(
    window, qtbot, classifier, tmp_path, make, said
):
    assert window.open_path(classifier)
    panel = window.workshop.predict
    qtbot.waitUntil(lambda: panel.model_path == classifier, timeout=30_000)
    assert window.open_path(make(tmp_path))
    qtbot.waitUntil(lambda: not panel.busy, timeout=30_000)
    assert panel.model_path is None
    title, message = shown(window)
    assert title == "No model"
    assert said in message
    assert bool(said) is bool(message)


def test_a_new_drawing_has_no_model_of_a_file(window, qtbot, classifier):
    assert window.open_path(classifier)
    panel = window.workshop.predict
    qtbot.waitUntil(lambda: panel.model_path == classifier, timeout=30_000)
    assert window.documents.new()
    assert panel.model_path is None
    assert shown(window) == ("No model", "")


def test_what_is_drawn_to_be_looked_at_says_so_where_answers_would_be(window, tmp_path):
    assert window.open_path(unknown_class(tmp_path))
    told = window.workshop.predict.no_model
    assert told.title.text() == "To be looked at only"
    assert "mine is of the class NobodyKnows" in told.text.text()
    assert window.documents.new()
    assert told.title.text() == "No model yet"
