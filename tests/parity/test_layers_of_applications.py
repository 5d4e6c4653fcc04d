"""The layers that Keras's ready networks bring along do what theirs do, and come back from files."""

import keras
import numpy as np
import tf_keras
from tf_keras.src.applications.convnext import LayerScale, StochasticDepth
from tf_keras.src.applications.inception_resnet_v2 import CustomScaleLayer

import layerloom
from layerloom import saving


def test_models_with_them_are_opened(tmp_path):
    start = tf_keras.Input((3, 4))
    scaled = LayerScale(0.5, 4, name="scale")(start)
    end = CustomScaleLayer(0.3)([start, StochasticDepth(0.4)(scaled)])
    real = tf_keras.Model(start, end)
    real.layers[1].set_weights([np.array([0.1, 2.0, -1.0, 0.5], "float32")])
    real.save(tmp_path / "m.h5")
    ours = saving.load_model(tmp_path / "m.h5")
    x = np.random.RandomState(0).rand(2, 3, 4).astype("float32")
    np.testing.assert_allclose(ours.predict(x, verbose=0), real.predict(x, verbose=0), atol=1e-6)
    ours.save(tmp_path / "again.keras")
    again = saving.load_model(tmp_path / "again.keras")
    np.testing.assert_array_equal(again.predict(x, verbose=0), ours.predict(x, verbose=0))


def test_stochastic_depth_drops_whole_samples():
    layerloom.utils.set_random_seed(0)
    x = np.ones((400, 2, 3), "float32")
    y = np.asarray(layerloom.layers.StochasticDepth(0.25)(x, training=True))
    assert np.all((y == 0) | np.isclose(y, 4 / 3))
    assert np.all(y.std(axis=(1, 2)) == 0)
    assert abs((y[:, 0, 0] == 0).mean() - 0.25) < 0.1


def test_keras_opens_what_is_written(tmp_path):
    inputs = layerloom.Input((6, 6, 4))
    scaled = layerloom.layers.LayerScale(0.1, 4)(layerloom.layers.Conv2D(4, 3, padding="same")(inputs))
    x = layerloom.layers.Add()([inputs, layerloom.layers.StochasticDepth(0.2)(scaled)])
    model = layerloom.Model(inputs, layerloom.layers.CustomScaleLayer(0.3)([inputs, x]))
    model.save(tmp_path / "model.keras")
    data = np.random.default_rng(0).standard_normal((2, 6, 6, 4)).astype("float32")
    theirs = keras.saving.load_model(tmp_path / "model.keras")
    np.testing.assert_allclose(theirs.predict(data, verbose=0), model.predict(data, verbose=0), atol=1e-5)
