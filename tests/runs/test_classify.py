"""Classifying files: the right classes for every kind of model, skipped files listed, and a harmless table."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from layerloom.errors import FileFormatError, LayerloomError
from layerloom.layers import Activation, Dense, Flatten, Input
from layerloom.models import Model, Sequential
from layerloom_studio.resources import asset
from layerloom_studio.runs.card import ModelCard, read_card
from layerloom_studio.runs.classify import Classifier, Row, write_csv
from layerloom_studio.runs.data import load_data
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.imaging import Fitting, find_images
from layerloom_studio.runs.job import Job
from layerloom_studio.runs.runner import execute

SAMPLES = asset("samples")


def brightness_model(units: int, activation: str | None, *, separate: bool = False) -> Any:
    """Scores that rise with the brightness of the only pixel, the faster the later the class."""
    layers = [Input((1, 1, 1)), Flatten(), Dense(units, activation=None if separate else activation)]
    model = Sequential([*layers, Activation(activation)] if separate else layers)
    model.set_weights(
        [np.arange(1, units + 1, dtype=np.float32).reshape(1, units), np.zeros(units, np.float32)]
    )
    return model


@pytest.fixture
def white(tmp_path: Path) -> Path:
    path = tmp_path / "white.png"
    Image.new("L", (1, 1), 255).save(path)
    return path


def test_samples_are_classified_with_the_saved_model(digits_job: Job, tmp_path: Path) -> None:
    folder = RunFolder.create(replace(digits_job, epochs=8), tmp_path)
    execute(folder.read_job(), folder)
    classifier = Classifier.open(folder.model)
    rows = list(classifier.classify(find_images([SAMPLES])))
    assert [row.path.name for row in rows] == sorted(path.name for path in SAMPLES.glob("*.png"))
    assert sum(row.label == row.path.name[0] for row in rows) >= 18
    for row in rows:
        probabilities = [value for _, value in row.ranking]
        assert probabilities == sorted(probabilities, reverse=True)
        assert row.milliseconds > 0
        assert row.notes == ("64 × 64 to 8 × 8",)
        assert row.pixels is not None
        assert row.pixels.shape == (8, 8, 1)


def test_files_give_the_same_answer_as_the_training_data(digits_job: Job, tmp_path: Path) -> None:
    folder = RunFolder.create(digits_job, tmp_path)
    execute(digits_job, folder)
    classifier = Classifier.open(folder.model)
    everything = load_data({"source": "digits", "held_out": 0})
    for row in classifier.classify(find_images([SAMPLES]), top=10):
        index = int(row.path.stem.split("_")[1])
        direct = classifier.predict(everything.x[index][None])[0]
        from_file = np.array([dict(row.ranking)[name] for name in classifier.classes])
        np.testing.assert_allclose(from_file, direct, atol=0.02)


@pytest.mark.parametrize("separate", [False, True])
def test_probabilities_are_taken_as_they_are_and_logits_are_not(white: Path, separate: bool) -> None:
    expected = np.exp([1, 2, 3]) / np.exp([1, 2, 3]).sum()
    for activation in ("softmax", "linear"):
        model = brightness_model(3, activation, separate=separate)
        (row,) = Classifier(model).classify([white])
        assert [label for label, _ in row.ranking] == ["2", "1", "0"]
        np.testing.assert_allclose([value for _, value in row.ranking], expected[::-1], rtol=1e-5)


def test_one_unit_tells_two_classes(white: Path) -> None:
    card = ModelCard(classes=("cat", "dog"))
    (row,) = Classifier(brightness_model(1, "sigmoid"), card).classify([white])
    assert dict(row.ranking) == pytest.approx({"dog": 0.731059, "cat": 0.268941}, rel=1e-4)


def test_one_unit_without_activation_is_a_value(white: Path) -> None:
    (row,) = Classifier(brightness_model(1, None)).classify([white])
    assert row.ranking == (("value", pytest.approx(1.0)),)


def test_names_that_do_not_fit_the_model_are_not_used() -> None:
    assert Classifier(brightness_model(3, "softmax"), ModelCard(classes=("a", "b"))).classes == (
        "0",
        "1",
        "2",
    )


def test_broken_files_are_listed_in_their_place(white: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"broken")
    paths = [broken] + [white] * 20 + [broken]
    rows = list(Classifier(brightness_model(2, "softmax")).classify(paths))
    assert [row.path for row in rows] == paths
    assert [bool(row.reason) for row in rows] == [True] + [False] * 20 + [True]
    assert rows[0].label == ""


def test_fitting_can_be_changed(white: Path) -> None:
    classifier = Classifier(brightness_model(2, "softmax"))
    (before,) = classifier.classify([white])
    classifier.fitting = replace(classifier.fitting, invert=True)
    (after,) = classifier.classify([white])
    assert before.ranking[0][1] > 0.7
    assert after.ranking[0][1] == pytest.approx(0.5)


def test_flat_models_take_images() -> None:
    model = Sequential([Input((64,)), Dense(10, activation="softmax")])
    rows = list(Classifier(model).classify(find_images([SAMPLES])[:2]))
    assert all(len(row.ranking) == 3 for row in rows)


def two_inputs() -> Any:
    first, second = Input((1, 1, 1)), Input((1, 1, 1))
    return Model([first, second], [Flatten()(first)])


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda: Sequential([Input((4,)), Dense(3)]), "images need"),
        (lambda: Sequential([Input((8, 8, 1)), Dense(3)]), "does not tell classes"),
        (lambda: Sequential([Dense(3)]), "needs an Input layer"),
        (two_inputs, "has 2 inputs"),
    ],
)
def test_models_that_take_no_images_are_refused(make: Any, words: str) -> None:
    with pytest.raises(LayerloomError, match=words):
        Classifier(make())


def test_a_refused_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "table.h5"
    Sequential([Input((4,)), Dense(3)]).save(path)
    with pytest.raises(FileFormatError, match=r"table\.h5: The model takes rows"):
        Classifier.open(path)


CARD = ModelCard(("a", "b"), Fitting(2, 3, 3, "crop", 0.5, 1.0, True))


def test_cards_travel_in_the_model_file(tmp_path: Path) -> None:
    model = brightness_model(2, "softmax")
    model.save(tmp_path / "a.h5", metadata=CARD.to_json())
    assert read_card(tmp_path / "a.h5") == CARD
    model.save(tmp_path / "b.h5")
    assert read_card(tmp_path / "b.h5") == ModelCard()


@pytest.mark.parametrize(
    "change",
    [
        {"classes": "ab"},
        {"classes": [1]},
        {"fitting": 3},
        {"fitting": {"height": -1, "width": 1}},
        {"scaling": {"mean": 3}},
    ],
)
def test_damaged_cards_are_left_out(change: dict[str, Any]) -> None:
    card = ModelCard.from_json({**CARD.to_json(), **change})
    (name,) = change
    assert not getattr(card, name)


def test_tables_are_written(tmp_path: Path) -> None:
    rows = [
        Row(Path("a.png"), (("=cmd()", 0.75), ("b", 0.25)), 1.234),
        Row(Path("b,c.png"), reason="this is no image"),
    ]
    write_csv(rows, tmp_path / "t.csv")
    header, first, second = csv.reader((tmp_path / "t.csv").read_text("utf-8").splitlines())
    assert header == [
        "file",
        "class_1",
        "probability_1",
        "class_2",
        "probability_2",
        "milliseconds",
        "skipped",
    ]
    assert first == ["a.png", "'=cmd()", "0.750000", "b", "0.250000", "1.23", ""]
    assert second == ["b,c.png", "", "", "", "", "", "this is no image"]
    with pytest.raises(FileFormatError, match="cannot be written"):
        write_csv(rows, tmp_path)
