"""Locally connected layers in files of tf.keras, with each way in which it keeps their weights."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
import tf_keras

from layerloom import saving

L = tf_keras.layers
WAYS = [("valid", 1), *product(("valid", "same"), (2, 3))]


def model(padding, implementation, data_format):
    settings = {"padding": padding, "implementation": implementation, "data_format": data_format}
    first = data_format == "channels_first"
    steps = (2, 7) if first else (7, 2)
    picture, chain = L.Input((2, 5, 6) if first else (5, 6, 2)), L.Input(steps)
    y = L.LocallyConnected2D(3, (3, 2), (2, 1), **settings)(picture)
    z = L.LocallyConnected1D(3, 4, strides=2, use_bias=padding == "same", activation="relu", **settings)(
        chain
    )
    found = tf_keras.Model([picture, chain], [y, z])
    draw = np.random.default_rng(1)
    found.set_weights([draw.normal(size=weight.shape) for weight in found.get_weights()])
    return found


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
@pytest.mark.parametrize("padding, implementation", WAYS)
def test_each_opens_with_equal_outputs_and_goes_back(tmp_path, padding, implementation, data_format):
    theirs = model(padding, implementation, data_format)
    x = [np.random.default_rng(0).normal(size=(3, *i.shape[1:])).astype("float32") for i in theirs.inputs]
    theirs.save(tmp_path / "theirs.h5")
    ours = saving.load_model(tmp_path / "theirs.h5")
    ours.save(tmp_path / "ours.h5")
    back = tf_keras.models.load_model(tmp_path / "ours.h5", compile=False)
    want = theirs(x)
    for found in (ours.predict(x, verbose=0), back(x)):
        for one, other in zip(found, want, strict=True):
            np.testing.assert_allclose(np.asarray(one), np.asarray(other), rtol=1e-5, atol=1e-5)
    ours.compile("sgd", "mse")
    theirs.compile("sgd", "mse")
    for one in (ours, theirs):
        one.fit(x, [np.ones(y.shape) for y in want], batch_size=3, verbose=0)
    for one, other in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-5)
