"""Layers against real Keras: configs, outputs, gradients, and weights after five steps of training."""

import json

import keras as real
import numpy as np
import pytest
import tensorflow as tf

import layerloom as keras
from layerloom import layers
from layerloom.tensors import GradientTape, Tensor

ROWS, STEPS, IMAGES = (4, 6), (3, 5, 4), (3, 6, 8, 4)

ACTIVATIONS = [
    ("ReLU", {}, STEPS),
    ("ReLU", {"max_value": 0.7, "negative_slope": 0.1, "threshold": 0.2}, STEPS),
    ("LeakyReLU", {}, STEPS),
    ("LeakyReLU", {"negative_slope": 0.05}, IMAGES),
    ("ELU", {"alpha": 0.6}, STEPS),
    ("PReLU", {"alpha_initializer": "glorot_uniform"}, STEPS),
    ("PReLU", {"alpha_initializer": "ones", "shared_axes": [1, 2], "alpha_regularizer": "l2"}, IMAGES),
    ("Softmax", {}, STEPS),
    ("Softmax", {"axis": 1}, STEPS),
    ("Softmax", {"axis": [1, 2]}, STEPS),
]
EMBEDDINGS = [
    ("Embedding", {"input_dim": 5, "output_dim": 3}, (4, 6)),
    ("Embedding", {"input_dim": 5, "output_dim": 3, "mask_zero": True, "embeddings_regularizer": "l2"}, (4,)),
    ("Embedding", {"input_dim": 5, "output_dim": 2, "embeddings_constraint": "unit_norm"}, (4, 2, 3)),
    ("Masking", {"mask_value": 0.5}, STEPS),
]
TWO = [STEPS, STEPS]
MERGING = [
    ("Add", {}, [STEPS, STEPS, (3, 1, 4)]),
    ("Subtract", {}, TWO),
    ("Multiply", {}, [STEPS, STEPS, (3, 4)]),
    ("Average", {}, [*TWO, STEPS]),
    ("Maximum", {}, [*TWO, STEPS]),
    ("Minimum", {}, TWO),
    ("Dot", {"axes": 1}, [(3, 5), (3, 5)]),
    ("Dot", {"axes": -1, "normalize": True}, [(3, 5), (3, 5)]),
    ("Dot", {"axes": (1, 2)}, [(3, 5, 4), (3, 6, 5)]),
    ("Dot", {"axes": (2, 1), "normalize": True}, [(3, 2, 4), (3, 4)]),
    ("Dot", {"axes": (3, 2)}, [(3, 2, 5, 4), (3, 6, 4, 2)]),
]
SEQUENCES, VOLUMES, FIRST = (3, 6, 4), (2, 4, 5, 3, 2), {"data_format": "channels_first"}
RESHAPING = [
    ("Permute", {"dims": (2, 1)}, SEQUENCES),
    ("Permute", {"dims": (2, 3, 1)}, IMAGES),
    ("RepeatVector", {"n": 3}, ROWS),
    ("Cropping1D", {}, SEQUENCES),
    ("Cropping1D", {"cropping": (2, 0)}, SEQUENCES),
    ("Cropping2D", {}, IMAGES),
    ("Cropping2D", {"cropping": (1, 2)}, IMAGES),
    ("Cropping2D", {"cropping": ((1, 0), (0, 2)), **FIRST}, IMAGES),
    ("Cropping3D", {}, (2, 4, 5, 3, 2)),
    ("Cropping3D", {"cropping": ((1, 0), (0, 2), (0, 1)), **FIRST}, (2, 2, 4, 5, 3)),
    ("ZeroPadding1D", {"padding": (1, 2)}, SEQUENCES),
    ("ZeroPadding1D", {"padding": 2, **FIRST}, SEQUENCES),
    ("ZeroPadding2D", {}, IMAGES),
    ("ZeroPadding2D", {"padding": ((1, 0), (0, 2)), **FIRST}, IMAGES),
    ("ZeroPadding3D", {"padding": (1, 2, 0)}, VOLUMES),
    ("UpSampling1D", {"size": 3}, SEQUENCES),
    ("UpSampling2D", {}, IMAGES),
    ("UpSampling2D", {"size": (3, 1), **FIRST}, IMAGES),
    ("UpSampling2D", {"size": (2, 3), "interpolation": "bilinear"}, IMAGES),
    ("UpSampling2D", {"interpolation": "bilinear", **FIRST}, IMAGES),
    ("UpSampling2D", {"size": (3, 2), "interpolation": "bicubic"}, IMAGES),
    ("UpSampling2D", {"interpolation": "lanczos3"}, IMAGES),
    ("UpSampling2D", {"interpolation": "lanczos5"}, IMAGES),
    ("UpSampling3D", {"size": (1, 2, 3)}, VOLUMES),
]
NORMALIZATION = [
    ("LayerNormalization", {}, STEPS),
    ("LayerNormalization", {"axis": [1, 2], "epsilon": 0.1, "gamma_initializer": "glorot_uniform"}, STEPS),
    ("LayerNormalization", {"axis": 1, "center": False, "gamma_regularizer": "l2"}, IMAGES),
    ("LayerNormalization", {"scale": False, "beta_constraint": "non_neg"}, ROWS),
    ("LayerNormalization", {"rms_scaling": True}, STEPS),
    ("RMSNormalization", {}, STEPS),
    ("RMSNormalization", {"axis": [1, 2], "epsilon": 0.1}, STEPS),
    ("GroupNormalization", {"groups": 2}, IMAGES),
    ("GroupNormalization", {"groups": -1, "epsilon": 0.1, "gamma_initializer": "glorot_normal"}, (3, 4, 6)),
    ("GroupNormalization", {"groups": 3, "axis": 1, "center": False}, IMAGES),
    ("GroupNormalization", {"groups": 4, "axis": -2, "scale": False}, IMAGES),
    ("UnitNormalization", {}, STEPS),
    ("UnitNormalization", {"axis": [1, 2]}, STEPS),
]
NOISE = [
    ("GaussianNoise", {"stddev": 0.3, "seed": 1}, STEPS),
    ("GaussianDropout", {"rate": 0.3}, STEPS),
    ("AlphaDropout", {"rate": 0.3, "noise_shape": (None, 1, 4)}, STEPS),
    ("SpatialDropout1D", {"rate": 0.3, "seed": 2}, STEPS),
    ("SpatialDropout2D", {"rate": 0.3, **FIRST}, IMAGES),
    ("SpatialDropout3D", {"rate": 0.3}, VOLUMES),
    ("ActivityRegularization", {"l1": 0.1, "l2": 0.2}, STEPS),
]
EINSUM = [
    (
        "EinsumDense",
        {"equation": "ab,bc->ac", "output_shape": 5, "bias_axes": "c", "activation": "relu"},
        ROWS,
    ),
    ("EinsumDense", {"equation": "abc,cd->abd", "output_shape": (5, 3), "bias_axes": "d"}, STEPS),
    ("EinsumDense", {"equation": "abc,cde->abde", "output_shape": (5, 2, 3), "bias_axes": "de"}, STEPS),
    ("EinsumDense", {"equation": "abc,bcd->ad", "output_shape": (7,), "kernel_regularizer": "l2"}, STEPS),
    ("EinsumDense", {"equation": "...x,xy->...y", "output_shape": 3, "bias_axes": "y"}, STEPS),
    ("EinsumDense", {"equation": "ab...,bc->ac...", "output_shape": 3, "bias_axes": "c"}, IMAGES),
    ("EinsumDense", {"equation": "abc,cd->abd", "output_shape": (5, 4), "bias_axes": "bd"}, STEPS),
]
QUERY, VALUE = (3, 5, 4), (3, 6, 4)
HEADS = {"num_heads": 2, "key_dim": 3}
GROUPS = {"head_dim": 3, "num_query_heads": 4, "num_key_value_heads": 2}
ATTENTION = [
    ("Attention", {}, [QUERY, VALUE]),
    ("Attention", {"use_scale": True}, [QUERY, (3, 6, 7), VALUE]),
    ("Attention", {"use_scale": True, "score_mode": "concat"}, [QUERY, VALUE]),
    ("Attention", {"score_mode": "concat", "dropout": 0.3}, [QUERY, VALUE, VALUE]),
    ("AdditiveAttention", {}, [QUERY, VALUE]),
    ("AdditiveAttention", {"use_scale": False}, [QUERY, VALUE, VALUE]),
    ("MultiHeadAttention", HEADS, [QUERY, VALUE]),
    ("MultiHeadAttention", {**HEADS, "value_dim": 5, "output_shape": 7, "use_bias": False}, [QUERY, VALUE]),
    ("MultiHeadAttention", {**HEADS, "dropout": 0.2, "sliding_window": 2}, [QUERY, VALUE, VALUE]),
    ("MultiHeadAttention", {**HEADS, "use_gate": True, "kernel_regularizer": "l2"}, [QUERY, VALUE]),
    ("MultiHeadAttention", {**HEADS, "attention_axes": (1, 2)}, [(2, 3, 2, 4), (2, 3, 2, 4)]),
    ("MultiHeadAttention", {**HEADS, "attention_axes": (2,)}, [(2, 3, 5, 4), (2, 3, 6, 4)]),
    ("MultiHeadAttention", {**HEADS, "activity_regularizer": "l2"}, [QUERY, VALUE]),
    ("GroupQueryAttention", GROUPS, [QUERY, VALUE]),
    ("GroupQueryAttention", {**GROUPS, "dropout": 0.2, "use_bias": False}, [QUERY, VALUE, VALUE]),
    ("GroupQueryAttention", {**GROUPS, "use_gate": True, "sliding_window": 3}, [QUERY, VALUE]),
    ("GroupQueryAttention", {**GROUPS, "activity_regularizer": "l2"}, [QUERY, VALUE]),
]
PREPROCESSING = [
    ("Rescaling", {"scale": 0.5, "offset": -1.0}, IMAGES),
    ("Rescaling", {"scale": [0.5, 1.0, 2.0, 3.0], "offset": [0.0, 1.0, 2.0, 3.0]}, IMAGES),
    ("Normalization", {"mean": [1.0, 2.0, 3.0, 4.0], "variance": [1.0, 4.0, 0.5, 0.0]}, IMAGES),
    ("Normalization", {"mean": 1.5, "variance": 4.0, "invert": True}, STEPS),
    ("Resizing", {"height": 4, "width": 11}, IMAGES),
    ("Resizing", {"height": 9, "width": 3, "interpolation": "bicubic", "antialias": True}, IMAGES),
    ("Resizing", {"height": 9, "width": 5, "interpolation": "bicubic"}, IMAGES),
    (
        "Resizing",
        {"height": 5, "width": 5, "interpolation": "lanczos3", "crop_to_aspect_ratio": True},
        IMAGES,
    ),
    ("Resizing", {"height": 5, "width": 3, "pad_to_aspect_ratio": True, "fill_value": 2.0}, IMAGES),
    ("Resizing", {"height": 5, "width": 4, "interpolation": "nearest", **FIRST}, IMAGES),
    ("CenterCrop", {"height": 3, "width": 5}, IMAGES),
    ("CenterCrop", {"height": 10, "width": 5}, IMAGES),
    ("CenterCrop", {"height": 3, "width": 3, **FIRST}, IMAGES),
]
CASES = [
    *ACTIVATIONS,
    *EMBEDDINGS,
    *MERGING,
    *RESHAPING,
    *NORMALIZATION,
    *NOISE,
    *EINSUM,
    *ATTENTION,
    *PREPROCESSING,
]
#: Layers that take their inputs as arguments of their own, not as a list.
SEPARATE = {"MultiHeadAttention", "GroupQueryAttention", "GroupedQueryAttention"}


def identify(case):
    options = [f"{key}={value}" for key, value in case[1].items()]
    return "-".join([case[0], *options])


def data_for(name, shape, seed=0):
    rng = np.random.default_rng(seed)
    if isinstance(shape, list):
        return [data_for(name, one, seed + i) for i, one in enumerate(shape)]
    if name == "Embedding":
        return rng.integers(0, 5, shape)
    return rng.standard_normal(shape).astype("float32")


def pair(name, options, data):
    """Returns our layer and real Keras's, made of our config and with our weights."""
    keras.utils.set_random_seed(3)
    ours = getattr(layers, name)(**options)
    theirs = getattr(real.layers, name).from_config(json.loads(json.dumps(ours.get_config())))
    call(ours, data)
    call(theirs, data)
    assert [tuple(w.shape) for w in ours.weights] == [tuple(w.shape) for w in theirs.weights]
    theirs.set_weights(ours.get_weights())
    return ours, theirs


def call(layer, inputs, **options):
    return layer(*inputs, **options) if type(layer).__name__ in SEPARATE else layer(inputs, **options)


def floats(data):
    return [x for x in (data if isinstance(data, list) else [data]) if x.dtype.kind == "f"]


def our_step(layer, data, weight):
    inputs = [Tensor(x) for x in data] if isinstance(data, list) else Tensor(data)
    watched = [x for x in (inputs if isinstance(inputs, list) else [inputs]) if x.dtype == "float32"]
    with GradientTape() as tape:
        tape.watch(watched)
        output = call(layer, inputs)
        loss = keras.ops.mean(keras.ops.square(output - weight)) + sum(layer.losses)
    return output, tape.gradient(loss, [*watched, *layer.trainable_variables])


def their_step(layer, data, weight):
    inputs = [tf.constant(x) for x in data] if isinstance(data, list) else tf.constant(data)
    watched = [x for x in (inputs if isinstance(inputs, list) else [inputs]) if x.dtype == tf.float32]
    with tf.GradientTape() as tape:
        tape.watch(watched)
        output = call(layer, inputs)
        loss = tf.reduce_mean(tf.square(output - weight)) + sum(layer.losses)
    found = tape.gradient(loss, [*watched, *(v.value for v in layer.trainable_variables)])
    return output, [tf.convert_to_tensor(g) for g in found]


@pytest.mark.parametrize("case", CASES, ids=identify)
def test_outputs_gradients_and_five_steps(case):
    name, options, shape = case
    data = data_for(name, shape)
    ours, theirs = pair(name, options, data)
    target = np.random.default_rng(1).standard_normal(np.shape(call(ours, data))).astype("float32")
    rule, their_rule = keras.optimizers.SGD(0.1), real.optimizers.SGD(0.1)
    first = len(floats(data))
    for step in range(5 if ours.trainable_variables else 1):
        y, gradients = our_step(ours, data, target)
        z, others = their_step(theirs, data, target)
        if step == 0:
            np.testing.assert_allclose(y, z, rtol=1e-5, atol=1e-5)
            for one, other in zip(gradients, others, strict=True):
                np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-5)
        if ours.trainable_variables:
            rule.apply_gradients(zip(gradients[first:], ours.trainable_variables, strict=True))
            their_rule.apply_gradients(zip(others[first:], theirs.trainable_variables, strict=True))
    for variable, other in zip(ours.weights, theirs.weights, strict=True):
        np.testing.assert_allclose(variable, other, rtol=1e-5, atol=1e-5, err_msg=variable.path)


#: Keys of real Keras that say nothing here: about quantization, or present only where they are set.
OMITTED = {"quantization_config", "activity_regularizer"}


@pytest.mark.parametrize("case", CASES, ids=identify)
def test_configs_both_ways(case):
    name, options, _ = case
    ours = getattr(layers, name)(**options)
    theirs = getattr(real.layers, name)(**{**options, "name": ours.name})
    assert set(ours.get_config()) ^ set(theirs.get_config()) <= OMITTED
    again = getattr(layers, name).from_config(json.loads(json.dumps(theirs.get_config())))
    assert again.get_config() == ours.get_config()


@pytest.mark.parametrize("case", CASES, ids=identify)
def test_declared_shapes(case):
    name, options, shape = case
    batched = [(None, *s[1:]) for s in shape] if isinstance(shape, list) else (None, *shape[1:])
    ours, theirs = getattr(layers, name)(**options), getattr(real.layers, name)(**options)
    if name in SEPARATE:
        assert ours.compute_output_shape(*batched) == tuple(theirs.compute_output_shape(*batched))
    else:
        assert ours.compute_output_shape(batched) == tuple(theirs.compute_output_shape(batched))


@pytest.mark.parametrize("inner", [layers.Dense(4), layers.Conv2D(3, 2)], ids=["Dense", "Conv2D"])
def test_spectral_normalization_follows_training(inner):
    data = data_for("", IMAGES)
    ours, theirs = pair("SpectralNormalization", {"layer": inner, "power_iterations": 2}, data)
    for _ in range(3):
        np.testing.assert_allclose(
            ours(data, training=True), theirs(data, training=True), rtol=1e-4, atol=1e-5
        )
    for variable, other in zip(ours.weights, theirs.weights, strict=True):
        np.testing.assert_allclose(variable, other, rtol=1e-5, atol=1e-5, err_msg=variable.path)


MASKS = [
    {"query_mask": np.arange(5) < np.array([[5], [3], [4]])},
    {"value_mask": np.arange(6) < np.array([[6], [2], [4]])},
    {
        "query_mask": np.arange(5) < np.array([[5], [3], [4]]),
        "key_mask": np.arange(6) < np.array([[6], [2], [4]]),
    },
    {"attention_mask": np.random.default_rng(0).random((3, 5, 6)) < 0.6},
    {"use_causal_mask": True},
    {"use_causal_mask": True, "value_mask": np.arange(6) < np.array([[6], [2], [4]])},
]


@pytest.mark.parametrize("scores", [False, True])
@pytest.mark.parametrize("masks", MASKS, ids=lambda m: "-".join(m))
@pytest.mark.parametrize(
    "name, options", [("MultiHeadAttention", HEADS), ("GroupQueryAttention", GROUPS)], ids=["multi", "group"]
)
def test_heads_see_what_masks_allow(name, options, masks, scores):
    data = data_for(name, [QUERY, VALUE, VALUE])
    ours, theirs = pair(name, options, data)
    rest = {key: value for key, value in masks.items() if key != "query_mask"}
    tensors = [(Tensor(data[0]), ours), (tf.constant(data[0]), theirs)]
    for query, _ in tensors:  # real Keras's multi-head attention reads this mask from the tensor only
        if "query_mask" in masks:
            query._keras_mask = masks["query_mask"]
    found, expected = (
        call(layer, [query, *data[1:]], return_attention_scores=scores, **rest) for query, layer in tensors
    )
    for one, other in zip(found, expected, strict=True) if scores else [(found, expected)]:
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("mask", [None, [MASKS[0]["query_mask"], None], [None, MASKS[1]["value_mask"]]])
@pytest.mark.parametrize("name", ["Attention", "AdditiveAttention"])
def test_sequences_see_what_masks_allow(name, mask, causal):
    data = data_for(name, [QUERY, VALUE])
    ours, theirs = pair(name, {}, data)
    options = {"mask": mask, "use_causal_mask": causal, "return_attention_scores": True}
    for one, other in zip(ours(data, **options), theirs(data, **options), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-5)
