"""Every registered layer that real Keras has, in a small model: the same weights after five steps."""

import json

import keras as real
import numpy as np
import pytest
from tests.core.contract.test_layers import LAYERS, SEPARATE, WHOLE_NUMBERS, data_for, make, shape_for

import layerloom as keras
from layerloom.declaration import entries

#: Layers that draw numbers while training, each from a generator of its own; their parts are compared elsewhere.
DRAW = {entry.name for entry in LAYERS if entry.category == "Augmentation"} | {
    "Dropout",
    "AlphaDropout",
    "GaussianDropout",
    "GaussianNoise",
    "SpatialDropout1D",
    "SpatialDropout2D",
    "SpatialDropout3D",
}
#: Layers whose inputs are texts or whole numbers and that have nothing to train.
EMBEDDINGS = {"Embedding", "ReversibleEmbedding"}
NOTHING_TO_TRAIN = WHOLE_NUMBERS - EMBEDDINGS | {"Pipeline"}
TRAINED = [
    entry
    for entry in entries("layer")
    if entry in LAYERS and hasattr(real.layers, entry.name) and entry.name not in DRAW | NOTHING_TO_TRAIN
]


def network(library, entry):
    """Returns the layer between inputs and a small head, whole numbers kept where it wants them."""
    shape = shape_for(entry)
    inputs = [
        library.Input(one[1:], name=f"in{i}")
        for i, one in enumerate(shape if isinstance(shape, list) else [shape])
    ]
    config = json.loads(json.dumps(make(entry).get_config()))
    layer = getattr(library.layers, entry.name).from_config({**config, "name": "layer"})
    several = isinstance(shape, list)
    x = layer(*inputs) if entry.name in SEPARATE else layer(inputs if several else inputs[0])
    x = library.layers.Flatten(name="flat")(x)
    return library.Model(inputs, library.layers.Dense(2, name="head")(x))


def batches(entry):
    data = data_for(shape_for(entry), 4)
    data = data if isinstance(data, list) else [data]
    if entry.name in WHOLE_NUMBERS:
        data = [np.abs(one).astype("int32") for one in data]
    return data, np.random.default_rng(5).standard_normal((4, 2)).astype("float32")


@pytest.mark.filterwarnings("ignore:.*flat.*mask")
@pytest.mark.parametrize("entry", TRAINED, ids=lambda entry: entry.name)
def test_five_steps_give_the_weights_of_keras(entry):
    keras.utils.set_random_seed(1)
    ours, theirs = network(keras, entry), network(real, entry)
    theirs.set_weights(ours.get_weights())
    inputs, target = batches(entry)
    # So that none diverges, which magnifies rounding.
    rate = min(0.01, 1 / ours.get_layer("head").kernel.shape[0])
    for library, model in ((keras, ours), (real, theirs)):
        model.compile(library.optimizers.SGD(rate), "mse", run_eagerly=library is real)
        for _ in range(5):
            model.train_on_batch(inputs, target)
    assert len(ours.weights) == len(theirs.weights)
    for mine, wanted, weight in zip(ours.get_weights(), theirs.get_weights(), ours.weights, strict=True):
        np.testing.assert_allclose(mine, wanted, rtol=1e-5, atol=1e-5, err_msg=weight.path)
