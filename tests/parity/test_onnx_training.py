"""Layers and models that are called with ``training=True``, as ONNX: the file does what they do while training."""

from __future__ import annotations

import json

import keras
import numpy as np
import pytest
from tests.parity.test_onnx import chain, run, same

import layerloom
from layerloom import layers as L
from layerloom import ops


def trained(shape, made, **options):
    x = layerloom.Input(shape)
    return layerloom.Model(x, made(x, training=True, **options))


def wrapping(library, inner):
    """A layer of a user that does not ask whether this is training."""

    class Wrapping(library.layers.Layer):
        def __init__(self):
            super().__init__()
            self.inner = inner

        def call(self, inputs):
            return self.inner(inputs)

    return Wrapping()


class Moved(L.Layer):
    """A layer of a user that changes a weight while training."""

    def build(self, shape):
        self.count = self.add_weight(shape=(), initializer="ones", trainable=False)

    def call(self, inputs, training=False):
        if training:
            self.count.assign(self.count + 1.0)
        return inputs * self.count


def masked(x, training):
    return L.BatchNormalization()(x, mask=ops.greater(x[..., 0], 0.5), training=training)


#: What computes with the statistics of the batch, or draws nothing: the same numbers.
EXACT = {
    "channels last": ((6, 5, 3), lambda: L.BatchNormalization()),
    "channels first": ((3, 6, 5), lambda: L.BatchNormalization(axis=1, scale=False)),
    "rows": ((4,), lambda: L.BatchNormalization(center=False, epsilon=0.1)),
    "frozen": ((4,), lambda: L.BatchNormalization(trainable=False)),
    "some steps": ((6, 3), lambda: masked),
    "recurrent": ((5, 3), lambda: L.LSTM(3, return_sequences=True)),
    "both ways": ((5, 3), lambda: L.Bidirectional(L.GRU(2))),
    "spectra": ((4,), lambda: L.SpectralNormalization(L.Dense(3))),
    "a model": ((4,), lambda: chain(L.Input((4,)), L.Dense(3, activation="tanh"), L.BatchNormalization())),
    "a model in a layer": (
        (4,), lambda: wrapping(layerloom, chain(L.Input((4,)), L.Dense(3), L.BatchNormalization()))
    ),
    "a weight that moves": ((4,), Moved),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", EXACT)
def test_statistics_are_those_of_the_batch(case, tmp_path):
    shape, make = EXACT[case]
    layerloom.utils.set_random_seed(3)
    model = trained(shape, make())
    before = model.get_weights()
    data = np.random.default_rng(3).random((6, *shape)).astype("float32")
    model.export(tmp_path / "m.onnx")
    for old, now in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(old, now)
    same(model, [data], tmp_path / "m.onnx")


def noisy_model():
    return chain(L.Input((4, 2)), L.Dropout(0.4))


#: What draws by chance while training: the share that becomes 0.
NOISY = {
    "a layer in a layer": (lambda: wrapping(layerloom, L.Dropout(0.4)), 0.4),
    "a model": (noisy_model, 0.4),
    "a model in a layer": (lambda: wrapping(layerloom, noisy_model()), 0.4),
    "at each step": (lambda: L.TimeDistributed(L.Dropout(0.5)), 0.5),
    "a shared mask": (lambda: L.Dropout(0.5, noise_shape=(None, 1, 2)), 0.5),
    "for selu": (lambda: L.AlphaDropout(0.3), 0.0),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", NOISY)
def test_noise_is_that_of_training(case, tmp_path):
    make, share = NOISY[case]
    model, data = trained((4, 2), make()), np.ones((20_000, 4, 2), "float32")
    model.export(tmp_path / "m.onnx")
    found, expected = run(tmp_path / "m.onnx", [data])[0], np.asarray(model(data))
    assert abs(np.mean(found == 0) - share) < 0.03 and abs(np.mean(expected == 0) - share) < 0.03
    assert abs(found.mean() - expected.mean()) < 0.05 and abs(found.std() - expected.std()) < 0.05


@pytest.mark.filterwarnings("ignore")
def test_a_recurrent_layer_drops_the_same_features_at_every_step(tmp_path):
    layer = L.RNN(L.SimpleRNNCell(2, activation="linear", dropout=0.5), return_sequences=True)
    model, data = trained((3, 2), layer), np.ones((4000, 3, 2), "float32")
    layer.set_weights([np.eye(2), np.eye(2), np.zeros(2)])
    model.export(tmp_path / "m.onnx")
    found = run(tmp_path / "m.onnx", [data])[0]
    np.testing.assert_allclose(found, found[:, :1] * np.array([1.0, 2.0, 3.0])[:, None], atol=1e-5)
    assert abs(np.mean(found == 0) - 0.5) < 0.05 and set(np.unique(found[:, 0])) == {0.0, 2.0}


def test_training_is_kept_for_layers_inside_as_in_keras(tmp_path):
    """A layer whose call does not ask for it passes it on, in the model and in its JSON, as in real Keras."""
    data = np.ones((2000, 4), "float32")
    for library in (layerloom, keras):
        x = library.layers.Input((4,))
        model = library.Model(x, wrapping(library, library.layers.Dropout(0.5))(x, training=True))
        assert 0.4 < np.mean(np.asarray(model(data)) == 0) < 0.6
        node = json.loads(json.dumps(model.get_config()))["layers"][-1]["inbound_nodes"][0]
        assert node["kwargs"] == {"training": True}
