"""Outputs that learn values begin at their mean and spread, in the units of the data."""

from __future__ import annotations

import json

import numpy as np
import pytest

from layerloom import layers, models
from layerloom_studio.runs.data import load_data
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.job import Job
from layerloom_studio.runs.output_scale import scale_outputs
from layerloom_studio.runs.runner import execute

VALUES = np.array([[100.0], [200.0], [150.0], [90.0], [160.0]], np.float32)


def made(**settings):
    last = layers.Dense(1, name="answer", **settings)
    return models.Sequential([layers.Input((10,)), layers.Dense(32, activation="relu"), last], name="values")


def test_weights_become_those_of_a_standardized_target():
    model = made()
    kernel, _ = model.layers[-1].get_weights()
    assert scale_outputs(model, [VALUES]) == ["answer"]
    after, bias = model.layers[-1].get_weights()
    np.testing.assert_allclose(after, kernel * VALUES.std(), rtol=1e-5)
    np.testing.assert_allclose(bias, VALUES.mean(), rtol=1e-6)


@pytest.mark.parametrize(
    "settings, values",
    [
        ({"activation": "sigmoid"}, VALUES),
        ({"use_bias": False}, VALUES),
        ({"trainable": False}, VALUES),
        ({}, VALUES[:3]),
        ({}, (VALUES - VALUES.mean()) / VALUES.std()),
        ({}, VALUES.astype(np.int64)),
        ({}, np.full((5, 1), np.nan, np.float32)),
        ({}, np.ones((5, 2), np.float32) * 100),
    ],
)
def test_what_cannot_be_or_need_not_be_scaled_stays(settings, values):
    model = made(**settings)
    before = model.get_weights()
    assert scale_outputs(model, [values]) == []
    for one, other in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_regression_learns_in_few_epochs_and_speaks_the_units_of_the_data(tmp_path):
    errors = {}
    for scaled in (True, False):
        reference = {"source": "diabetes", "scale_outputs": scaled}
        job = Job(json.loads(made().to_json()), reference, loss="mse", metrics=("mae",), epochs=15)
        folder = RunFolder.create(job, tmp_path / str(scaled))
        assert execute(job, folder).status == "finished"
        x, y = load_data(reference).part(True)
        predicted = models.load_model(folder.model).predict(x, verbose=0)[:, 0]
        errors[scaled] = float(np.abs(predicted - y).mean())
    assert errors[True] < 55 < 100 < errors[False]
