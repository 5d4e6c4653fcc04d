"""Code as it was written for Keras 1 and 2: names of arguments and methods that are gone, and still taken here."""

import numpy as np
import pytest
from layerloom.keras.layers import LSTM, Dense
from layerloom.keras.models import Sequential
from layerloom.keras.preprocessing.image import ImageDataGenerator

import layerloom as keras

RNG = np.random.default_rng(14)
X = RNG.random((20, 4, 4, 1)).astype("float32")
Y = RNG.integers(0, 3, 20)


def classifier(outputs=3):
    model = Sequential([keras.layers.Flatten(input_shape=(4, 4, 1)), Dense(outputs, activation="softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy")
    return model


@pytest.mark.parametrize(
    "steps", [{"samples_per_epoch": 20}, {"steps_per_epoch": 20 / 8}, {"steps_per_epoch": 3}], ids=str
)
def test_steps_of_an_epoch(steps):
    model = classifier()
    flow = ImageDataGenerator().flow(X, Y, batch_size=8)
    model.fit_generator(flow, **steps, nb_epoch=2, max_q_size=4, nb_worker=1, pickle_safe=False, verbose=0)
    assert int(model.optimizer.iterations) == 6
    assert len(model.predict_generator(flow, steps=20 / 8)) == 20


def test_steps_of_fit_may_be_a_quotient():
    model = classifier()
    model.fit(ImageDataGenerator().flow(X, Y, batch_size=8), steps_per_epoch=len(X) / 8, epochs=2, verbose=0)
    assert int(model.optimizer.iterations) == 6


def test_samples_without_a_size_of_batches():
    def batches():
        while True:
            yield X[:5], Y[:5]

    with pytest.raises(ValueError, match=r"samples_per_epoch=20 needs .* give steps_per_epoch"):
        classifier().fit_generator(batches(), samples_per_epoch=20, verbose=0)


def test_classes_and_probabilities():
    model = classifier()
    shares = model.predict(X, verbose=0)
    np.testing.assert_array_equal(model.predict_proba(X), shares)
    np.testing.assert_array_equal(model.predict_classes(X), shares.argmax(1))
    yes = Sequential([keras.layers.Flatten(input_shape=(4, 4, 1)), Dense(1, activation="sigmoid")])
    np.testing.assert_array_equal(yes.predict_classes(X), (yes.predict(X, verbose=0) > 0.5).astype(int))


def test_a_model_forgets_its_states():
    model = Sequential([LSTM(3, batch_input_shape=(2, 4, 1), stateful=True), Sequential([Dense(1)])])
    x = RNG.random((2, 4, 1))
    first = model.predict(x, verbose=0)
    assert np.abs(model.predict(x, verbose=0) - first).max() > 0
    model.reset_states()
    np.testing.assert_allclose(model.predict(x, verbose=0), first, atol=1e-6)


def test_weights_of_each_step():
    model = Sequential([LSTM(3, return_sequences=True, input_shape=(4, 1)), Dense(1)])
    model.compile("sgd", "mse", sample_weight_mode="temporal")
    weights = np.array([[1.0, 0.0, 0.0, 3.0]] * 2)
    x, y = RNG.random((2, 4, 1)), RNG.random((2, 4, 1))
    error = (model.predict(x, verbose=0) - y)[..., 0] ** 2
    told = model.train_on_batch(x, y, sample_weight=weights)
    assert float(np.ravel(told)[0]) == pytest.approx(float((error * weights).mean()), rel=1e-5)
    with pytest.raises(TypeError, match="no argument 'sample_weight_mod'"):
        model.compile("sgd", "mse", sample_weight_mod="temporal")


def test_metrics_of_keras_2_start_afresh():
    class Old(keras.metrics.Metric):
        def __init__(self):
            super().__init__(name="old")
            self.total = self.add_weight(name="total", initializer="zeros")
            self.resets = 0

        def update_state(self, y_true, y_pred, sample_weight=None):
            self.total.assign_add(1.0)

        def result(self):
            return self.total

        def reset_states(self):
            self.resets += 1
            self.total.assign(0.0)

    metric, model = Old(), classifier()
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=[metric])
    model.fit(X, Y, batch_size=10, epochs=2, verbose=0)
    assert metric.resets >= 1
    assert float(metric.result()) == 2.0
