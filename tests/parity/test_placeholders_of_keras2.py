"""Losses and metrics that tf.keras adds to a graph, behind layers that are not known: kept through every format."""

from __future__ import annotations

import numpy as np
import pytest
import tf_keras as k2

from layerloom import layers, models

K = k2.backend
X, Y = np.random.default_rng(0).normal(size=(2, 8, 4)).astype("float32")


def strange(library):
    class Strange(library.Layer):
        def call(self, x):
            return 2 * x

    return Strange


def network():
    """One loss before the unknown layer, and a loss, a metric and what computes them behind it."""
    k2.utils.set_random_seed(3)
    x = k2.Input((4,), name="x")
    before = k2.layers.Dense(3, name="before")(x)
    odd = strange(k2.layers)(name="odd")(before)
    model = k2.Model(x, k2.layers.Dense(4, name="after")(odd))
    model.add_loss(K.mean(K.square(before)))
    model.add_loss(K.mean(K.square(odd)))
    model.add_metric(K.mean(odd), name="middle", aggregation="mean")
    model.compile("sgd", "mse")
    return model


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("source", ["m.h5", "m.keras", "folder"])
@pytest.mark.parametrize("target", ["again.h5", "again.keras"])
def test_added_losses_and_metrics_stay(source, target, tmp_path):
    theirs = network()
    theirs.save(tmp_path / source)
    models.load_model(tmp_path / source, placeholders=True).save(tmp_path / target)
    again = models.load_model(tmp_path / target, custom_objects={"Strange": strange(layers)})
    told = again.evaluate(X, Y, return_dict=True, verbose=0)
    assert told == pytest.approx(theirs.evaluate(X, Y, return_dict=True, verbose=0), rel=1e-4)
    assert set(told) == {"loss", "middle"}
