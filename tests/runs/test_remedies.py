"""A loss that became no number: what is said of the cause, what is offered, and that the offers help."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.runs.conftest import sequential

import layerloom as keras
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.job import Job
from layerloom_studio.runs.remedies import cause, remedies
from layerloom_studio.runs.runner import execute

SGD = {"class_name": "SGD", "config": {"learning_rate": 0.01}}


@pytest.fixture
def diabetes_job() -> Job:
    architecture = sequential(
        ("Dense", {"units": 32, "activation": "relu"}), ("Dense", {"units": 1}), shape=(10,)
    )
    return Job(
        architecture, {"source": "diabetes"}, loss="mse", metrics=("mae",), optimizer=SGD, epochs=6, seed=1
    )


@pytest.mark.parametrize(
    "optimizer, titles",
    [
        ("sgd", ["Use Adam", "Learning rate 0.001", "Limit the gradients"]),
        (SGD, ["Use Adam", "Learning rate 0.001", "Limit the gradients"]),
        (
            {"class_name": "SGD", "config": {"learning_rate": 1e-3, "clipnorm": 1.0}},
            ["Use Adam", "Learning rate 0.0001"],
        ),
        (
            {"class_name": "Adam", "config": {"learning_rate": 1e6}},
            ["Learning rate 0.001", "Limit the gradients"],
        ),
        (
            {"class_name": "Adam", "config": {"learning_rate": {"class_name": "X"}}},
            ["Limit the gradients"],
        ),
    ],
)
def test_what_is_offered(optimizer, titles):
    assert [item.title for item in remedies(optimizer)] == titles


@pytest.mark.parametrize(
    "x, y, told",
    [
        (np.array([1.0, np.nan]), np.ones(2), "1 values of the inputs are no numbers"),
        (np.ones(2), np.array([np.inf, np.nan]), "2 values of the targets are no numbers"),
        (np.ones(2), np.array([-3.0, 346.0]), "values to learn go from -3 to 346, and so the steps of SGD at 0.01"),
        ([np.ones(2), np.array([0.0, 255.0])], np.arange(2), "inputs go from 0 to 255"),
        (np.ones(2), np.arange(2), "The steps of SGD at 0.01 are too long."),
    ],
)  # fmt: skip
def test_what_is_said_of_the_cause(x, y, told):
    assert told in cause(SGD, x, y, keras.Sequential([keras.layers.Input((1,)), keras.layers.Dense(1)]))


def test_the_first_layer_without_numbers_is_named():
    model = keras.Sequential(
        [keras.layers.Input((1,)), keras.layers.Dense(1, name="a"), keras.layers.Dense(1, name="b")]
    )
    model.layers[-1].set_weights([np.full((1, 1), np.nan), np.zeros(1)])
    assert "without numbers is 'b'" in cause(SGD, np.ones(1), np.ones(1), model)


def test_the_default_of_sgd_fails_on_raw_targets_and_its_remedies_help(diabetes_job: Job, tmp_path: Path):
    failed = execute(diabetes_job, RunFolder.create(diabetes_job, tmp_path / "failed"))
    assert failed.reason == "nan"
    assert "25 to 346" in failed.message
    for place, item in enumerate(remedies(SGD)):
        job = replace(diabetes_job, optimizer=item.optimizer)
        again = execute(job, RunFolder.create(job, tmp_path / str(place)))
        if item.title.startswith("Learning rate"):
            continue  # may have to be pressed more than once
        assert again.status == "finished", item.title
