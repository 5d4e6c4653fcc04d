"""Models of many kinds of layers in files: ours opened by real Keras, and real Keras's here."""

import keras as real
import numpy as np
import pytest

import layerloom as keras

NUMBERS = np.array([[1, 2, 3, 0, 0, 0], [4, 3, 2, 1, 0, 0], [2, 2, 1, 4, 3, 1]])
IMAGES = np.random.default_rng(0).standard_normal((3, 8, 8, 4)).astype("float32")


def sequence_model(module):
    layers = module.layers
    inputs = module.Input((6,), dtype="int32")
    x = layers.Embedding(5, 8, name="words")(inputs)
    x = layers.Add()([x, layers.MultiHeadAttention(2, 4, name="heads")(x, x)])
    x = layers.LayerNormalization(name="norm")(x)
    x = layers.EinsumDense("abc,cd->abd", output_shape=(None, 6), bias_axes="d", name="einsum")(x)
    x = layers.GroupQueryAttention(3, 4, 2, name="groups")(x, x, use_causal_mask=True)
    y = layers.AdditiveAttention(name="additive")([x, x])
    y = layers.Attention(use_scale=True, score_mode="concat", name="scored")([x, y])
    return module.Model(inputs, layers.Concatenate(name="both")([x, y]))


def image_model(module):
    layers = module.layers
    inputs = module.Input((8, 8, 4))
    x = layers.ZeroPadding2D(((1, 0), (0, 1)), name="pad")(inputs)
    x = layers.SpectralNormalization(layers.Conv2D(6, 3, name="inner"), name="spectral")(x)
    x = layers.RMSNormalization(name="rms")(layers.GroupNormalization(3, name="group")(x))
    x = layers.PReLU(shared_axes=[1, 2], alpha_initializer="glorot_uniform", name="prelu")(x)
    x = layers.Cropping2D(1, name="crop")(layers.UpSampling2D(interpolation="bilinear", name="up")(x))
    x = layers.SpatialDropout2D(0.3, name="spatial")(x)
    x = layers.ActivityRegularization(l2=0.1, name="penalty")(layers.UnitNormalization(name="unit")(x))
    y = layers.Permute((2, 1, 3), name="permute")(x)
    return module.Model(inputs, layers.Multiply(name="product")([x, layers.ELU(0.5, name="elu")(y)]))


MODELS = [(sequence_model, NUMBERS), (image_model, IMAGES)]
each = pytest.mark.parametrize("make, data", MODELS, ids=["sequence", "image"])


def twins(make, source, target, data):
    """Returns a model of one library with moved weights, and one of the other with its own."""
    first, second = make(source), make(target)
    rng = np.random.default_rng(1)
    first.set_weights([w + rng.normal(0, 0.1, w.shape).astype(w.dtype) for w in first.get_weights()])
    second.predict(data, verbose=0)
    return first, second


@each
@pytest.mark.parametrize("source, target", [(keras, real), (real, keras)], ids=["out", "in"])
def test_weights_files(make, data, source, target, tmp_path):
    first, second = twins(make, source, target, data)
    first.save_weights(tmp_path / "model.weights.h5")
    second.load_weights(tmp_path / "model.weights.h5")
    expected = first.predict(data, verbose=0)
    np.testing.assert_allclose(second.predict(data, verbose=0), expected, rtol=1e-4, atol=1e-5)


@each
@pytest.mark.parametrize("source, target", [(keras, real), (real, keras)], ids=["out", "in"])
def test_whole_files(make, data, source, target, tmp_path):
    first, _ = twins(make, source, target, data)
    first.save(tmp_path / "model.h5")
    second = target.models.load_model(tmp_path / "model.h5")
    expected = first.predict(data, verbose=0)
    np.testing.assert_allclose(second.predict(data, verbose=0), expected, rtol=1e-4, atol=1e-5)


@each
@pytest.mark.parametrize("source, target", [(keras, real), (real, keras)], ids=["out", "in"])
def test_json(make, data, source, target):
    first, _ = twins(make, source, target, data)
    second = target.models.model_from_json(first.to_json())
    second.set_weights(first.get_weights())
    expected = first.predict(data, verbose=0)
    np.testing.assert_allclose(second.predict(data, verbose=0), expected, rtol=1e-4, atol=1e-5)


def masked_model(module):
    layers = module.layers
    inputs = module.Input((6,), dtype="int32")
    x = layers.Embedding(5, 8, mask_zero=True, name="words")(inputs)
    z = layers.GaussianNoise(0.1, name="noise")(layers.UnitNormalization(name="unit")(x))
    x = layers.Multiply(name="product")([layers.LeakyReLU(name="leaky")(x), z])
    x = layers.Maximum(name="most")([x, layers.MultiHeadAttention(2, 4, name="heads")(x, x)])
    x = layers.LayerNormalization(name="norm")(x)
    x = layers.GroupQueryAttention(3, 4, 2, name="groups")(x, z, use_causal_mask=True)
    x = layers.Average(name="mean")([x, layers.Dense(8, name="dense")(z)])
    return module.Model(inputs, layers.Attention(name="attention")([x, z]))


def test_masks_travel_alike():
    first, second = twins(masked_model, keras, real, NUMBERS)
    second.set_weights(first.get_weights())
    expected = second.predict(NUMBERS, verbose=0)
    np.testing.assert_allclose(first.predict(NUMBERS, verbose=0), expected, rtol=1e-4, atol=1e-5)
