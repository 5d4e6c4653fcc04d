"""The templates (gui.md 22): each trains a step, saves, opens in real Keras, and goes with its data and its loss."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from layerloom import models, utils
from layerloom_studio.document import Project, read_project
from layerloom_studio.document.advice import advice
from layerloom_studio.resources import asset

TEMPLATES = sorted(asset("templates").glob("*.json"))
TITLES = {
    "Multilayer perceptron",
    "Convolutional network",
    "LeNet",
    "Basic CNN",
    "VGG blocks",
    "Residual network",
    "Mini-Xception",
    "U-Net",
    "Autoencoder",
    "LSTM",
    "GRU",
    "Transformer block",
    "Two inputs",
}


def about(path: Path) -> dict[str, str]:
    return dict(json.loads(path.read_text("utf-8"))["about"])


def samples(model: Any) -> list[np.ndarray]:
    random = np.random.default_rng(0)
    return [random.random((4, *tensor.shape[1:])).astype("float32") for tensor in model.inputs]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_22_a_template_trains_a_step_and_predicts_the_same_in_keras(path: Path, tmp_path: Path) -> None:
    utils.set_random_seed(0)
    content = read_project(path)
    model = models.model_from_json(path.read_text("utf-8"))
    model.compile("adam", content.training["loss"], metrics=content.training["metrics"])
    x = samples(model)
    units = model.outputs[0].shape[-1]
    y = x[0] if model.outputs[0].shape[1:] == x[0].shape[1:] else np.array([0, 3, 5, 9]) % units
    before = [weight.copy() for weight in model.get_weights()]
    model.fit(x if len(x) > 1 else x[0], y, epochs=1, batch_size=4, verbose=0)
    assert any(not np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True))
    model.save(tmp_path / "model.h5")
    theirs = keras.models.load_model(tmp_path / "model.h5", compile=False)
    expected = np.asarray(model.predict(x if len(x) > 1 else x[0], verbose=0))
    found = np.asarray(theirs(x if len(x) > 1 else x[0], training=False))
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_22_a_template_needs_no_repair_and_explains_itself(path: Path) -> None:
    project = Project(read_project(path))
    assert project.analysis.problems == []
    assert advice(project) == []
    assert about(path)["title"]
    assert about(path)["text"].endswith(".")


def test_22_every_kind_of_network_has_its_template() -> None:
    assert {about(path)["title"] for path in TEMPLATES} == TITLES


def test_22_the_basic_cnn_of_the_course_has_its_23_layers() -> None:
    project = Project(read_project(asset("templates", "basic_cnn.json")))
    assert project.architecture.name == "basic_cnn"
    assert len(project.architecture.nodes) == 23
