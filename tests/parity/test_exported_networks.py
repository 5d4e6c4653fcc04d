"""Whole networks as people build them: as ONNX with the same numbers, and as Python code of the same network."""

from __future__ import annotations

import json

import numpy as np
import pytest
from tests.parity.test_onnx import same
from tests.parity.test_python_code import same_json

import layerloom
from layerloom import layers as L
from layerloom import ops
from layerloom.graph import parse_architecture
from layerloom.graph.python_code import to_python


def unit(x, filters, size, strides=1, activation="relu"):
    x = L.Conv2D(filters, size, strides=strides, padding="same", use_bias=False)(x)
    x = L.BatchNormalization()(x)
    return L.Activation(activation)(x) if activation else x


def pictures(body, shape=(16, 16, 3)):
    """A network of pictures that ends in the means of its channels."""

    def make():
        x = L.Input(shape)
        return layerloom.Model(x, L.Dense(3, activation="softmax")(L.GlobalAveragePooling2D()(body(x))))

    return make


def residual(x):
    x = L.MaxPooling2D(3, strides=2)(L.ZeroPadding2D(1)(unit(x, 8, 7, 2)))
    for filters, strides in ((4, 1), (8, 2)):
        side = unit(x, 4 * filters, 1, strides, None)
        x = L.ReLU()(
            L.Add()([side, unit(unit(unit(x, filters, 1, strides), filters, 3), 4 * filters, 1, 1, None)])
        )
    return x


def inverted(x):
    x = unit(L.Rescaling(1 / 127.5, -1)(x), 8, 3, 2, "hard_silu")
    y = L.DepthwiseConv2D(5, padding="same", use_bias=False)(unit(x, 24, 1, 1, "relu6"))
    y = L.Activation("hard_silu")(L.BatchNormalization()(y))
    share = L.Conv2D(6, 1, activation="relu")(L.GlobalAveragePooling2D(keepdims=True)(y))
    y = L.Multiply()([y, L.Conv2D(24, 1, activation="hard_sigmoid")(share)])
    y = unit(y, 8, 1, 1, None)
    return L.Add()([L.Dropout(0.2, noise_shape=(None, 1, 1, 1))(y), x])


def dense(x):
    for _ in range(3):
        y = unit(L.Activation("relu")(L.BatchNormalization()(x)), 8, 1)
        x = L.Concatenate()([x, L.Conv2D(4, 3, padding="same", use_bias=False)(y)])
    return L.AveragePooling2D(2)(L.Conv2D(6, 1)(x))


def separable(x):
    side = L.BatchNormalization()(L.Conv2D(6, 1, strides=2, padding="same", use_bias=False)(x))
    for _ in range(2):
        x = L.BatchNormalization()(L.SeparableConv2D(6, 3, padding="same", use_bias=False)(L.ReLU()(x)))
    return L.Add()([L.MaxPooling2D(3, strides=2, padding="same")(x), side])


def cells(x):
    p = L.Conv2D(4, 1)(x)
    a = L.Add()([L.SeparableConv2D(4, 5, padding="same")(p), L.AveragePooling2D(3, 1, "same")(p)])
    b = L.Add()([L.SeparableConv2D(4, 3, padding="same")(p), L.MaxPooling2D(3, 1, "same")(p)])
    moved = L.Cropping2D(((1, 0), (1, 0)))(L.ZeroPadding2D(((0, 1), (0, 1)))(p))
    return L.Concatenate()([a, b, L.AveragePooling2D(1, 1)(moved)])


def scaled(x):
    x = L.LayerNormalization(epsilon=1e-6)(L.Conv2D(8, 4, strides=4)(x))
    for _ in range(2):
        y = L.LayerNormalization(epsilon=1e-6)(L.Conv2D(8, 7, padding="same", groups=8)(x))
        x = x + L.LayerScale(0.1, 8)(L.Dense(8)(L.Dense(32, activation="gelu")(y)))
    return x


def resized(x):
    x = L.RandomFlip()(L.Resizing(12, 12, interpolation="bicubic", antialias=True)(x))
    small = unit(L.MaxPooling2D()(x), 4, 3)
    return L.Concatenate()(
        [x, L.UpSampling2D(interpolation="bilinear")(small), L.Conv2DTranspose(2, 2, 2)(small)]
    )


def decoder():
    tokens = L.Input((None,), dtype="int64")
    x = L.Embedding(9, 8)(tokens)
    for _ in range(2):
        x = L.LayerNormalization()(x + L.MultiHeadAttention(2, 4)(x, x, use_causal_mask=True))
        x = L.LayerNormalization()(x + L.Dense(8)(L.Dense(16, activation="gelu")(x)))
    return layerloom.Model(tokens, L.Dense(9)(x))


def translation():
    source, target = L.Input((None,), dtype="int64"), L.Input((None,), dtype="int64")
    seen, *states = L.LSTM(5, return_sequences=True, return_state=True)(
        L.Embedding(9, 6, mask_zero=True)(source)
    )
    said = L.LSTM(5, return_sequences=True)(L.Embedding(9, 6, mask_zero=True)(target), initial_state=states)
    both = L.Concatenate()([said, L.Attention()([said, seen])])
    return layerloom.Model([source, target], L.TimeDistributed(L.Dense(9, activation="softmax"))(both))


def both_ways():
    tokens = L.Input((None,), dtype="int64")
    x = L.Embedding(9, 6, mask_zero=True)(tokens)
    for mode in ("concat", "sum"):
        x = L.Bidirectional(L.GRU(4, return_sequences=True), merge_mode=mode)(x)
    return layerloom.Model(tokens, L.Dense(2)(L.Bidirectional(L.LSTM(3))(x)))


def film():
    frame = layerloom.Sequential(
        [L.Input((8, 8, 1)), L.Conv2D(4, 3, activation="relu"), L.MaxPooling2D(), L.Flatten(), L.Dense(6)],
        name="frame",
    )
    frames = L.Input((None, 8, 8, 1))
    return layerloom.Model(frames, L.Dense(3)(L.LSTM(4)(L.TimeDistributed(frame)(frames))))


def table():
    numbers, kind = L.Input((3,), name="numbers"), L.Input((1,), dtype="int64", name="kind")
    city = L.Input((1,), dtype="string", name="city")
    parts = [
        L.Normalization(mean=[1.0, 2.0, 3.0], variance=[1.0, 4.0, 9.0])(numbers),
        L.Discretization([0.2, 0.5], output_mode="one_hot")(numbers[:, :1]),
        L.StringLookup(vocabulary=["a>b", "b"], output_mode="one_hot")(city),
        L.Flatten()(L.Embedding(9, 3)(kind)),
    ]
    x = L.Dense(8, activation="relu")(L.Concatenate()(parts))
    return layerloom.Model([numbers, kind, city], [L.Dense(1, name="price")(x), L.Dense(2, name="sold")(x)])


def review():
    text = L.Input((), dtype="string")
    words = L.TextVectorization(vocabulary=["a", "b", "a>b"], standardize="lower", output_sequence_length=5)(
        text
    )
    return layerloom.Model(
        text, L.Dense(1)(L.Bidirectional(L.LSTM(4))(L.Embedding(6, 5, mask_zero=True)(words)))
    )


def sound():
    wave = L.Input((None,))
    x = L.MelSpectrogram(32, 8, sampling_rate=800, num_mel_bins=8)(wave)
    x = L.Conv2D(4, 3, activation="relu")(L.Reshape((8, -1, 1))(x))
    return layerloom.Model(wave, L.Dense(3)(L.GlobalAveragePooling2D()(x)))


def gated():
    x = start = L.Input((None, 4))
    found = []
    for rate in (1, 2):
        ways = [
            L.Conv1D(4, 2, padding="causal", dilation_rate=rate, activation=f)(x) for f in ("tanh", "sigmoid")
        ]
        found.append(L.Conv1D(4, 1)(ways[0] * ways[1]))
        x = x + found[-1]
    return layerloom.Model(start, L.Conv1D(2, 1)(ops.relu(found[0] + found[1])))


def twins():
    reader, left, right = L.GRU(4, name="reader"), L.Input((6, 5)), L.Input((6, 5))
    u, v = reader(left), reader(right)
    return layerloom.Model(
        [left, right], L.Concatenate()([ops.abs(u - v), L.Dot(-1, normalize=True)([u, v])])
    )


NETWORKS = {
    **{body.__name__: pictures(body) for body in (residual, inverted, dense, separable, cells, scaled)},
    "open residual": pictures(residual, (None, None, 3)),
    "resized": pictures(resized, (None, None, 3)),
    **{
        make.__name__: make
        for make in (decoder, translation, both_ways, film, table, review, sound, gated, twins)
    },
}


def data_for(model):
    rng, found = np.random.default_rng(0), []
    for x in model.inputs:
        shape = (
            3,
            *(size or (90 if len(x.shape) == 2 and x.dtype == "float32" else 17) for size in x.shape[1:]),
        )
        if x.dtype == "string":
            found.append(rng.choice(["a>b", "B", "a c b"], shape).astype(object))
        elif x.dtype == "int64":  # what counts comes first
            found.append(np.sort(rng.integers(0, 6, shape), axis=-1)[:, ::-1])
        else:
            found.append(rng.random(shape).astype("float32"))
    return found


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_gives_the_same_numbers_in_onnxruntime(name, tmp_path):
    layerloom.utils.set_random_seed(3)
    model = NETWORKS[name]()
    same(model, data_for(model), tmp_path / "m.onnx")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_is_the_same_as_code(name):
    text = NETWORKS[name]().to_json()
    code = to_python(parse_architecture(json.loads(text)))
    assert max(map(len, code.splitlines())) <= 100
    same_json(code, text)
