"""Layers that stand in several models of one network: one layer again after every kind of file, for Keras a copy."""

from __future__ import annotations

import json

import keras
import numpy as np
import pytest
import tf_keras

import layerloom
from layerloom import models, saving
from layerloom.graph import analyse, format_architecture, parse_architecture


def a_model_beside_a_model_with_it(k):
    inner = k.Sequential([k.layers.Input((5,)), k.layers.Dense(5, name="d")], name="inner")
    i, x = k.layers.Input((5,)), k.layers.Input((5,))
    outer = k.Model(i, k.layers.Dense(5, name="e")(inner(i)), name="outer")
    return k.Model(x, k.layers.Add()([outer(x), inner(x)]))


def a_layer_beside_a_model_with_it(k):
    dense = k.layers.Dense(5, name="d")
    i, x = k.layers.Input((5,)), k.layers.Input((5,))
    outer = k.Model(i, k.layers.ReLU()(dense(i)), name="outer")
    return k.Model(x, k.layers.Add()([outer(x), dense(x)]))


def a_layer_in_two_models(k):
    dense = k.layers.Dense(5, name="d")
    i, j, x = (k.layers.Input((5,)) for _ in range(3))
    one = k.Model(i, k.layers.Dense(3, name="e")(dense(i)), name="one")
    two = k.Model(j, k.layers.Dense(3, name="f")(dense(j)), name="two")
    return k.Model(x, k.layers.Add()([one(x), two(x)]))


def a_layer_in_models_three_deep(k):
    dense = k.layers.Dense(5, name="d")
    i, j, x = (k.layers.Input((5,)) for _ in range(3))
    inner = k.Model(i, k.layers.ReLU()(dense(i)), name="inner")
    middle = k.Model(j, k.layers.Add()([k.layers.Dense(5, name="e")(inner(j)), dense(j)]), name="middle")
    return k.Model(x, k.layers.Add()([middle(x), dense(x)]))


def a_model_in_a_wrapper_and_beside(k):
    inner = k.Sequential([k.layers.Input((5,)), k.layers.Dense(5, name="d")], name="inner")
    steps, x = k.layers.Input((3, 5)), k.layers.Input((5,))
    return k.Model([steps, x], [k.layers.TimeDistributed(inner)(steps), inner(x)])


def a_functional_model_in_a_wrapper(k):
    i, steps = k.layers.Input((5,)), k.layers.Input((3, 5))
    inner = k.Model(i, k.layers.Add()([k.layers.Dense(5)(i), i]))
    return k.Model(steps, k.layers.LSTM(2)(k.layers.TimeDistributed(inner)(steps)))


def a_layer_in_a_wrapper_and_beside(k):
    dense = k.layers.Dense(5, name="d")
    steps, x = k.layers.Input((3, 5)), k.layers.Input((5,))
    return k.Model([steps, x], [k.layers.TimeDistributed(dense)(steps), dense(x)])


def a_layer_beside_a_wrapper_with_it(k):
    dense = k.layers.Dense(5, name="d")
    steps, x = k.layers.Input((3, 5)), k.layers.Input((5,))
    beside = dense(x)
    return k.Model([x, steps], [beside, k.layers.TimeDistributed(dense)(steps)])


def a_layer_in_two_wrappers(k):
    dense, steps = k.layers.Dense(5, name="d"), k.layers.Input((3, 5))
    wrapped = k.layers.TimeDistributed(dense, name="one")(steps)
    return k.Model(steps, k.layers.TimeDistributed(dense, name="two")(wrapped))


def a_layer_that_is_copied_for_both_ways_and_beside(k):
    lstm, steps = k.layers.LSTM(4, name="l"), k.layers.Input((3, 5))
    return k.Model(steps, k.layers.Concatenate()([k.layers.Bidirectional(lstm)(steps), lstm(steps)]))


HELD = [
    a_layer_in_a_wrapper_and_beside,
    a_layer_beside_a_wrapper_with_it,
    a_layer_in_two_wrappers,
    a_layer_that_is_copied_for_both_ways_and_beside,
]
WRAPPED = [a_model_in_a_wrapper_and_beside, a_functional_model_in_a_wrapper]
MAKES = [
    a_model_beside_a_model_with_it,
    a_layer_beside_a_model_with_it,
    a_layer_in_two_models,
    a_layer_in_models_three_deep,
]


def moved(model):
    rng = np.random.default_rng(3)
    model.set_weights([rng.uniform(-1, 1, weight.shape) for weight in model.get_weights()])
    return model


def answers(model):
    rng = np.random.default_rng(4)
    data = [rng.uniform(-1, 1, (2, *tensor.shape[1:])).astype("float32") for tensor in model.inputs]
    found = model.predict(data if len(data) > 1 else data[0], verbose=0)
    return np.concatenate([np.ravel(array) for array in (found if isinstance(found, list) else [found])])


@pytest.mark.parametrize("form", ["h5", "keras", "json", "folder"])
@pytest.mark.parametrize("make", [*MAKES, *WRAPPED], ids=lambda make: make.__name__)
def test_one_layer_stays_one_layer(tmp_path, make, form):
    model = moved(make(layerloom))
    if form == "json":
        again = models.model_from_json(model.to_json())
        again.set_weights(model.get_weights())
    else:
        path = tmp_path / (form if form == "folder" else f"m.{form}")
        model.save(path)
        again = saving.load_model(path)
    np.testing.assert_allclose(answers(again), answers(model), atol=1e-6)
    assert again.count_params() == model.count_params()
    assert len(again.weights) == len(model.weights)


@pytest.mark.parametrize("make", [*MAKES, *WRAPPED, *HELD], ids=lambda make: make.__name__)
def test_it_passes_through_a_drawing(make):
    model = moved(make(layerloom))
    arch = parse_architecture(json.loads(model.to_json()))
    analysis = analyse(arch)
    assert not analysis.problems
    assert analysis.parameters == model.count_params() == analysis.trainable
    again = models.model_from_json(json.dumps(format_architecture(arch)))
    again.set_weights(model.get_weights())
    np.testing.assert_allclose(answers(again), answers(model), atol=1e-6)


@pytest.mark.parametrize("make", HELD, ids=lambda make: make.__name__)
def test_30_what_a_wrapper_holds_counts_as_often_as_keras_counts_it(make):
    model = make(keras)
    analysis = analyse(parse_architecture(json.loads(make(layerloom).to_json())))
    assert analysis.parameters == model.count_params()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("make", MAKES, ids=lambda make: make.__name__)
@pytest.mark.parametrize(
    "library, form", [(keras, "keras"), (keras, "weights.h5"), (tf_keras, "keras"), (tf_keras, "h5")]
)
def test_files_of_keras_open_though_not_all_do_in_keras(tmp_path, make, library, form):
    """Real Keras writes the weights once, and then misses them where its config says the layer again."""
    real = moved(make(library))
    if form == "weights.h5":
        real.save_weights(tmp_path / f"m.{form}")
        ours = models.model_from_json(real.to_json())  # which does not tell that they are one
        ours.load_weights(tmp_path / f"m.{form}")
    else:
        real.save(tmp_path / f"m.{form}")
        ours = saving.load_model(tmp_path / f"m.{form}")
        assert ours.count_params() == real.count_params()
    np.testing.assert_allclose(answers(ours), answers(real), atol=1e-5)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("make", [*MAKES, *WRAPPED], ids=lambda make: make.__name__)
@pytest.mark.parametrize("library, form", [(keras, "keras"), (keras, "h5"), (tf_keras, "h5")])
def test_ours_open_in_keras(tmp_path, make, library, form):
    model = moved(make(layerloom))
    model.save(tmp_path / f"m.{form}")
    real = library.models.load_model(tmp_path / f"m.{form}")
    np.testing.assert_allclose(answers(real), answers(model), atol=1e-5)
