"""What is told of the weights of a model (rows 29 and 89): names, figures, and units that nothing reaches."""

from __future__ import annotations

import numpy as np
import pytest

from layerloom import layers, models
from layerloom_studio.runs.weights import BINS, Weight, Weights, look_at


def test_row_29_layers_with_weights_are_found_by_name():
    inner = models.Sequential([layers.Input((4,)), layers.Dense(3, name="deep")], name="block")
    model = models.Sequential(
        [layers.Input((4,)), inner, layers.BatchNormalization(name="bn"), layers.ReLU()]
    )
    weights = Weights.of_model(model, "it")
    assert list(weights.layers) == ["block", "bn"]
    assert [item.name for item in weights.layers["block"]] == ["deep/kernel", "deep/bias"]
    assert [item.trainable for item in weights.layers["bn"]] == [True, True, False, False]


def test_a_file_is_read(tmp_path):
    model = models.Sequential([layers.Input((4,)), layers.Dense(3, name="answer")])
    model.save(tmp_path / "net.h5")
    (kernel, bias) = Weights.of_file(tmp_path / "net.h5", "net.h5").layers["answer"]
    np.testing.assert_array_equal(kernel.array, model.get_weights()[0])
    assert bias.array.shape == (3,)


def test_row_89_figures_and_histogram():
    values = np.array([[-1.0, 0.0], [3.0, 2.0]], np.float32)
    facts = look_at(Weight("kernel", values))
    assert (facts.mean, facts.lowest, facts.highest, facts.zeros) == (1.0, -1.0, 3.0, 1)
    assert facts.deviation == pytest.approx(np.std(values))
    assert len(facts.counts) == BINS
    assert facts.counts.sum() == 4


@pytest.mark.parametrize(
    "name, array, units, dead",
    [
        ("kernel", np.array([[1.0, 0.0, 0.0], [0.5, 0.0, 1.0]]), 3, 1),
        ("block/kernel", np.zeros((3, 3, 2, 4)), 4, 4),
        ("gamma", np.array([1.0, 0.0]), 2, 1),
        ("bias", np.zeros(4), 0, 0),
        ("kernel", np.ones((2, 2), np.int8), 0, 0),
    ],
)
def test_row_89_dead_units_are_counted_where_that_is_known(name, array, units, dead):
    facts = look_at(Weight(name, array))
    assert (facts.units, facts.dead) == (units, dead)


@pytest.mark.parametrize(
    "array, broken",
    [
        (np.array([np.nan, 1.0, np.inf]), 2),
        (np.array([np.nan]), 1),
        (np.array(["a", "b"]), 0),
        (np.empty((0, 3), np.float32), 0),
        (np.float32(2.0).reshape(()), 0),
        (np.array([7, 7, 7]), 0),
    ],
)
def test_odd_arrays_are_told_too(array, broken):
    facts = look_at(Weight("kernel", array))
    assert facts.broken == broken
    assert facts.counts.sum() in (0, array.size - broken)
