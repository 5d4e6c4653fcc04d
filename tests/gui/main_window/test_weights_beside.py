"""Weights without their network: it lies beside them, or the person chooses it, or a sentence tells what is missing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from layerloom import Input, Sequential, layers
from layerloom_studio.runs.opening import network_beside


@pytest.fixture(scope="module")
def model() -> Sequential:
    return Sequential([Input((3,)), layers.Dense(2, name="answer")])


def message() -> QMessageBox:
    (box,) = [
        box
        for box in QApplication.topLevelWidgets()
        if box.objectName() == "dialog.error" and box.isVisible()
    ]
    assert isinstance(box, QMessageBox)
    return box


@pytest.mark.parametrize(
    "weights, others, found",
    [
        ("net_weights.h5", ["net.json"], "net.json"),
        ("net.weights.h5", ["net_config.json", "other.json"], "net_config.json"),
        ("weights.h5", ["model.yaml"], "model.yaml"),
        ("Dog-Cat weights.hdf5", ["dog_cat.json"], "dog_cat.json"),
        ("net_json_weights.h5", ["net_json_config.json", "net_yaml_config.yaml"], "net_json_config.json"),
        ("net_weights.h5", ["net.layerloom.json"], "net.layerloom.json"),
        ("net_weights.h5", ["net.json", "net_config.yaml"], None),
        ("net_weights.h5", ["other.json", "net.txt"], None),
        ("weights.h5", ["dogs.json"], None),
    ],
)
def test_the_network_is_called_like_its_weights(
    weights: str, others: list[str], found: str | None, tmp_path: Path
) -> None:
    for name in others:
        (tmp_path / name).touch()
    assert network_beside(tmp_path / weights) == (None if found is None else tmp_path / found)


def test_a_network_beside_its_weights_is_used(window, model, tmp_path):
    model.save_weights(tmp_path / "net.weights.h5")
    (tmp_path / "net.json").write_text(model.to_json())
    files = []
    window.documents.model_opened.connect(files.append)
    told = []
    window.documents.told.connect(told.append)
    assert window.open_path(tmp_path / "net.weights.h5")
    assert told[-1] == "net.weights.h5 has its network from net.json."
    (file,) = files
    for have, want in zip(file.weights, model.get_weights(), strict=True):
        np.testing.assert_array_equal(have, want)
    assert window.documents.title == "net.weights.h5"


def test_without_one_the_person_chooses_it(window, model, qtbot, tmp_path, monkeypatch):
    model.save_weights(tmp_path / "net.weights.h5")
    (tmp_path / "drawing.json").write_text(model.to_json())
    assert not window.open_path(tmp_path / "net.weights.h5")
    box = message()
    assert "weights alone" in box.text()
    (button,) = [button for button in box.buttons() if button.text() == "Choose its network…"]
    chosen = (str(tmp_path / "drawing.json"), "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: chosen)
    with qtbot.waitSignal(window.documents.model_opened, timeout=60_000) as opened:
        button.click()
    assert opened.args[0].path.name == "net.weights.h5"
    assert [spec.class_name for spec in window.project.architecture.layers.values()][-1] == "Dense"


def test_a_network_that_does_not_fit_costs_a_sentence(window, model, tmp_path):
    model.save_weights(tmp_path / "net.weights.h5")
    (tmp_path / "net.json").write_text(Sequential([Input((5,)), layers.Dense(2, name="answer")]).to_json())
    assert not window.open_path(tmp_path / "net.weights.h5")
    assert "(5, 2) was expected" in message().text()
    assert not window.project.architecture.nodes


def test_a_model_with_code_in_it_is_drawn_and_says_why_it_is_not_used(window, real_files):
    assert window.open_path(real_files / "models" / "files" / "lambda_marshal_functional.h5")
    (box,) = [
        box for box in QApplication.topLevelWidgets() if box.objectName() == "dialog.note" and box.isVisible()
    ]
    assert "is a Lambda, and code from a file is never run" in box.text()
    assert window.mode == "design"
