"""What a layer counts among its variables, its weights, and what it trains: as in Keras, with random states."""

import json

import keras as real
import numpy as np
import pytest
from tests.core.contract.test_layers import LAYERS, SEPARATE, WHOLE_NUMBERS, make, shape_for

import layerloom as keras

COMPARED = [
    entry
    for entry in LAYERS
    if hasattr(real.layers, entry.name) and entry.name not in WHOLE_NUMBERS | {"Pipeline"}
]
LISTS = ("variables", "weights", "trainable_variables", "non_trainable_variables", "non_trainable_weights")


def called(library, entry, config):
    layer = getattr(library.layers, entry.name).from_config({**config, "name": "one"})
    shape = shape_for(entry)
    inputs = (
        [library.KerasTensor(one) for one in shape] if isinstance(shape, list) else library.KerasTensor(shape)
    )
    layer(*inputs) if entry.name in SEPARATE else layer(inputs)
    return layer


@pytest.mark.parametrize("rate", [0.0, 0.5])
@pytest.mark.parametrize("entry", COMPARED, ids=lambda entry: entry.name)
def test_variables_are_those_of_keras(entry, rate):
    config = json.loads(json.dumps(make(entry).get_config()))
    config |= {name: rate for name in ("dropout", "recurrent_dropout") if name in config}
    ours, theirs = called(keras, entry, config), called(real, entry, config)
    for name in LISTS:
        mine, wanted = ([(v.name, tuple(v.shape)) for v in getattr(layer, name)] for layer in (ours, theirs))
        if entry.name in SEPARATE:  # whose parts are layers of their own in Keras
            mine, wanted = sorted(mine), sorted(wanted)
        assert mine == wanted, name


def test_a_model_counts_them_behind_the_weights_of_each_layer():
    def model(library):
        layers = library.layers
        return library.Sequential(
            [
                library.Input((3,)),
                layers.Dense(2),
                layers.Dropout(0.5),
                layers.Dense(1),
                layers.GaussianNoise(0.1),
            ]
        )

    ours, theirs = model(keras), model(real)
    assert [v.name for v in ours.variables] == [v.name for v in theirs.variables]
    assert len(ours.weights) == len(theirs.weights) == 4


def test_a_call_without_state_draws_from_the_state_that_it_is_given():
    layer = keras.layers.Dropout(0.5, seed=3)
    x = np.ones((4, 8), "float32")
    layer(x)
    before = [variable.numpy() for variable in layer.non_trainable_variables]
    first, after = layer.stateless_call([], before, x, training=True)
    again, _ = layer.stateless_call([], before, x, training=True)
    other, _ = layer.stateless_call([], after, x, training=True)
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)
    np.testing.assert_array_equal(layer.non_trainable_variables[0], before[0])
