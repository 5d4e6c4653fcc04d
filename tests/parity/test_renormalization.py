"""Batch renormalization against real Keras: training, bounds, and what is used afterwards."""

from __future__ import annotations

import keras
import numpy as np
import pytest

import layerloom


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"renorm_clipping": {"rmin": 0.5, "rmax": 1.5, "dmax": 0.2}, "renorm_momentum": 0.6},
        {"scale": False, "axis": 1},
    ],
)
def test_batches_are_corrected_as_in_keras(options) -> None:
    generator = np.random.default_rng(0)
    x, y = (
        generator.normal(1.0, 2.0, (12, 5, 4)).astype("float32"),
        generator.normal(size=(12, 1)).astype("float32"),
    )
    models = []
    for k in (keras, layerloom):
        norm = k.layers.BatchNormalization(renorm=True, momentum=0.7, **options)
        layers = [k.Input((5, 4)), k.layers.Dense(4), norm, k.layers.Flatten(), k.layers.Dense(1)]
        model = k.Sequential(layers)
        model.compile(k.optimizers.SGD(0.01), "mse")
        models.append(model)
    theirs, ours = models
    ours.set_weights(theirs.get_weights())
    histories = [
        m.fit(x, y, epochs=4, batch_size=4, shuffle=False, verbose=0).history["loss"] for m in models
    ]
    np.testing.assert_allclose(histories[1], histories[0], rtol=1e-4)
    for got, wanted in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(got, wanted, rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(ours.predict(x, verbose=0), theirs.predict(x, verbose=0), rtol=1e-3, atol=1e-4)
    assert [w.path.rpartition("/")[2] for w in ours.weights] == [
        w.path.rpartition("/")[2] for w in theirs.weights
    ]
    copy = layerloom.models.model_from_json(theirs.to_json())
    assert copy.layers[1].get_config()["renorm_clipping"] == theirs.layers[1].get_config()["renorm_clipping"]


@pytest.mark.parametrize(
    "bounds, words", [({"rmin": 2, "rmax": 1}, "below rmin"), ({"dmax": -1}, "negative"), ({"x": 1}, "'x'")]
)
def test_bounds_are_checked(bounds, words) -> None:
    with pytest.raises(ValueError, match=words):
        layerloom.layers.BatchNormalization(renorm=True, renorm_clipping=bounds)
