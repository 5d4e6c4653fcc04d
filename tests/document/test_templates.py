"""The templates: each is built, learns from one batch, and goes with its data and its loss."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from layerloom import models, utils
from layerloom_studio.document import Project, read_project
from layerloom_studio.document.advice import advice
from layerloom_studio.resources import asset

TEMPLATES = sorted(asset("templates").glob("*.json"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_22_a_template_trains_a_step(path: Path) -> None:
    utils.set_random_seed(0)
    model = models.model_from_json(path.read_text("utf-8"))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    random = np.random.default_rng(0)
    x, y = random.random((4, 8, 8, 1)).astype("float32"), np.array([0, 3, 5, 9])
    before = [weight.copy() for weight in model.get_weights()]
    model.fit(x, y, epochs=1, batch_size=4, verbose=0)
    assert any(not np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True))
    np.testing.assert_allclose(np.asarray(model.predict(x, verbose=0)).sum(axis=1), 1.0, rtol=1e-5)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_22_a_template_needs_no_repair_and_explains_itself(path: Path) -> None:
    project = Project(read_project(path))
    assert project.analysis.problems == []
    assert advice(project) == []
    about = json.loads(path.read_text("utf-8"))["about"]
    assert about["title"]
    assert about["text"].endswith(".")


def test_22_the_basic_cnn_of_the_course_has_its_23_layers() -> None:
    project = Project(read_project(asset("templates", "basic_cnn.json")))
    assert project.architecture.name == "basic_cnn"
    assert len(project.architecture.nodes) == 23
