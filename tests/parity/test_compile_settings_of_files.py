"""What files say of losses, metrics, schedules and optimizers, in the ways that tf.keras and Keras 3 have for it."""

from __future__ import annotations

import warnings

import keras
import numpy as np
import pytest
import tf_keras

from layerloom import saving

X = np.random.default_rng(0).random((8, 4)).astype("float32")
Y = [np.random.default_rng(1).random((8, 2)).astype("float32"), np.eye(3, dtype="float32")[np.arange(8) % 3]]


def settings(k):
    m = k.metrics
    plain = [m.RootMeanSquaredError(), "accuracy"]  # which Keras 3 takes for one output each
    each = plain if k is tf_keras else [plain, [m.RootMeanSquaredError(), "accuracy"]]
    return {
        "by output": {
            "loss": {"a": "mse", "b": k.losses.CategoricalCrossentropy(label_smoothing=0.1)},
            "loss_weights": {"a": 0.2, "b": 2.0},
            "metrics": {"a": ["mae"], "b": [m.TopKCategoricalAccuracy(2, name="top2"), m.F1Score(name="f1")]},
        },
        "in lists": {
            "loss": ["mae", "categorical_crossentropy"],
            "metrics": [["mse"], ["acc", m.MeanMetricWrapper(m.mean_absolute_error, name="own")]],
        },
        "for each output": {"loss": "mse", "metrics": each, "weighted_metrics": [["mae"], ["accuracy"]]},
        "some outputs": {"loss": ["mse", "mse"], "metrics": {"b": "accuracy"}},
    }


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", settings(keras))
@pytest.mark.parametrize("library", [keras, tf_keras], ids=["keras", "tf_keras"])
@pytest.mark.parametrize("form", ["h5", "keras"])
def test_evaluation_gives_the_same_numbers_by_the_same_names(tmp_path, library, case, form):
    layers = library.layers
    start = layers.Input((4,))
    ends = [layers.Dense(2, name="a")(start), layers.Dense(3, "softmax", name="b")(start)]
    theirs = library.Model(start, ends)
    theirs.compile("sgd", **settings(library)[case])
    theirs.fit(X, Y, verbose=0)
    theirs.save(tmp_path / f"m.{form}")
    want = theirs.evaluate(X, Y, verbose=0, return_dict=True)
    found = saving.load_model(tmp_path / f"m.{form}").evaluate(X, Y, verbose=0, return_dict=True)
    assert found.keys() == want.keys()
    for name, value in want.items():
        assert found[name] == pytest.approx(value, rel=1e-4), name


@pytest.mark.filterwarnings("ignore")
def test_outputs_in_a_dict_have_its_keys_in_their_names(tmp_path):
    """As in Keras 3; tf.keras names them after their layers, in the files as well."""
    layers = tf_keras.layers
    start = layers.Input((4,))
    ends = {"p": layers.Dense(2, name="a")(start), "q": layers.Dense(3, "softmax", name="b")(start)}
    theirs = tf_keras.Model(start, ends)
    theirs.compile("sgd", "mse", metrics={"p": ["mae"], "q": ["accuracy"]})
    targets = dict(zip("pq", Y, strict=True))
    want = theirs.evaluate(X, targets, verbose=0, return_dict=True)
    theirs.save(tmp_path / "m.h5")
    found = saving.load_model(tmp_path / "m.h5").evaluate(X, targets, verbose=0, return_dict=True)
    told = {name.replace("p_", "a_").replace("q_", "b_"): value for name, value in found.items()}
    assert found.keys() == {"loss", "p_loss", "q_loss", "p_mae", "q_accuracy"}
    assert told == pytest.approx(want, rel=1e-4)


@pytest.mark.filterwarnings("ignore")
def test_a_file_for_which_keras_forgot_the_optimizer_opens_with_its_usual_one(tmp_path):
    theirs = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(2)])
    theirs.compile("adam", "mse")
    theirs.save(tmp_path / "m.h5")  # after which Keras 3 has no more of its settings
    theirs.save(tmp_path / "m.keras")
    again, ours = (where.load_model(tmp_path / "m.keras") for where in (keras.models, saving))
    assert type(again.optimizer).__name__ == type(ours.optimizer).__name__ == "RMSprop"
    assert ours.evaluate(X, Y[0], verbose=0) == pytest.approx(again.evaluate(X, Y[0], verbose=0), rel=1e-5)


def optimizers(k):
    o = k.optimizers
    return {
        "plain": lambda: o.SGD(0.1),
        "cut": lambda: o.SGD(0.1, global_clipnorm=0.1),
        "scheduled": lambda: o.SGD(o.schedules.ExponentialDecay(0.1, 2, 0.5, staircase=True)),
        "warmed up": lambda: o.SGD(o.schedules.CosineDecay(0.1, 9, warmup_target=0.2, warmup_steps=2), 0.9),
        "stepwise": lambda: o.SGD(o.schedules.PiecewiseConstantDecay([2, 4], [0.1, 0.05, 0.01])),
    }


@pytest.mark.parametrize("name", optimizers(tf_keras))
@pytest.mark.parametrize("form", ["h5", "keras"])
def test_training_goes_on_as_in_tf_keras(tmp_path, name, form):
    layers = tf_keras.layers
    theirs = tf_keras.Sequential([layers.Input((4,)), layers.Dense(3, "tanh"), layers.Dense(2)])
    theirs.compile(optimizers(tf_keras)[name](), "mse")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs.fit(X, Y[0], batch_size=4, shuffle=False, verbose=0)
        theirs.save(tmp_path / f"m.{form}")
    ours = saving.load_model(tmp_path / f"m.{form}")
    for model in (theirs, ours):
        model.fit(X, Y[0], batch_size=4, shuffle=False, verbose=0)
    for one, other in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-5)
