"""Which mask each layer sees where attention takes masks off what it is called on: the same as in real Keras."""

from __future__ import annotations

import keras
import numpy as np
import onnxruntime
import pytest
import tf_keras

import layerloom

IDS = np.array([[3, 1, 2, 0, 0, 0], [5, 4, 1, 6, 7, 0], [2, 0, 0, 0, 0, 0], [1, 2, 3, 4, 5, 6]], "int32")
NO_MASK = 7.0


def seer(k):
    """Returns a layer that gives the mask that it sees, or 7."""

    class Seer(k.layers.Layer):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.supports_masking = True

        def call(self, x, mask=None):
            return x * 0 + (NO_MASK if mask is None else k.ops.cast(mask, "float32")[..., None])

    return Seer


def embedded(k, ids):
    return k.layers.Embedding(8, 8, mask_zero=True)(ids)


def attended(k, x, *others, **kwargs):
    return k.layers.MultiHeadAttention(2, 4)(x, *(others or (x,)), **kwargs)


def block(k, ids):
    """Returns an embedding, and behind it a residual block with attention."""
    x = embedded(k, ids)
    return x, k.layers.Add()([x, attended(k, x)])


def behind(make):
    """Gives the model of a layer behind a residual block."""
    return lambda k, ids: make(k, block(k, ids)[1])


def beside(make):
    """Gives the model of layers that have an embedding and attention on it."""

    def made(k, ids):
        x = embedded(k, ids)
        return make(k, x, attended(k, x))

    return made


def seen(k, x):
    return seer(k)()(x)


def mean(k, x):
    return k.layers.GlobalAveragePooling1D()(x)


def inner(k, x):
    given = k.Input((6, 8))
    return k.Model(given, seen(k, k.layers.Dense(8)(given)))(x)


def inner_block(k, ids):
    given = k.Input((6, 8))
    x = k.Model(given, k.layers.Add()([given, attended(k, given)]))(embedded(k, ids))
    return [seen(k, x), mean(k, x)]


def users_block(k, ids):
    class Block(k.layers.Layer):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.attention = k.layers.MultiHeadAttention(2, 4)

        def call(self, x):
            return x + self.attention(x, x)

    x = embedded(k, ids)
    return [Block()(x), seen(k, x), k.layers.Multiply()([x, k.layers.Dense(8)(x)])]


def through_dropout(k, ids):
    x = embedded(k, ids)
    a = attended(k, k.layers.Dropout(0.0)(x))
    return mean(k, k.layers.Add()([x, a]))


def three(k, ids):
    x, y, z = (embedded(k, ids) for _ in range(3))
    a = attended(k, x, y, z)
    return [*(seen(k, t) for t in (a, x, y, z)), k.layers.Multiply()([z, a]), k.layers.Maximum()([y, a])]


def twice(k, ids):
    x = embedded(k, ids)
    a, b = attended(k, x), attended(k, x)
    return [k.layers.Add()([a, b]), seen(k, a), seen(k, b)]


def grouped(k, ids):
    x = embedded(k, ids)
    a = k.layers.GroupQueryAttention(4, 4, 2)(x, x)
    return [seen(k, a), seen(k, x), k.layers.Multiply()([x, a]), mean(k, k.layers.Add()([x, a]))]


#: Graphs by what is looked at.
GRAPHS = {
    "mean": behind(mean),
    "mean_of_attention": beside(lambda k, x, a: mean(k, a)),
    "mean_of_what_is_attended": beside(lambda k, x, a: [mean(k, x), a]),
    "mean_behind_normalization": behind(lambda k, x: mean(k, k.layers.LayerNormalization()(x))),
    "mean_behind_operation": beside(lambda k, x, a: mean(k, x + a)),
    "mean_behind_two": behind(lambda k, x: mean(k, k.layers.Add()([x, attended(k, x)]))),
    "mean_behind_causal": behind(
        lambda k, x: mean(k, k.layers.Add()([x, attended(k, x, use_causal_mask=True)]))
    ),
    "mean_called_by_name": behind(lambda k, x: k.layers.GlobalAveragePooling1D()(inputs=x)),
    "sum": behind(lambda k, x: x),
    "second_attention": behind(attended),
    "dense": behind(lambda k, x: seen(k, k.layers.Dense(8)(x))),
    "convolution": behind(lambda k, x: seen(k, k.layers.Conv1D(8, 3, padding="same")(x))),
    "normalization": behind(lambda k, x: seen(k, k.layers.BatchNormalization()(x))),
    "concatenation": beside(lambda k, x, a: seen(k, k.layers.Concatenate()([x, a]))),
    "concatenation_in_time": beside(lambda k, x, a: seen(k, k.layers.Concatenate(axis=1)([x, a]))),
    "product": beside(lambda k, x, a: k.layers.Multiply()([x, a])),
    "mask_of_product": beside(lambda k, x, a: seen(k, k.layers.Multiply()([x, a]))),
    "greatest": beside(lambda k, x, a: k.layers.Maximum()([x, a])),
    "lstm": behind(lambda k, x: k.layers.LSTM(4)(x)),
    "lstm_sequences": behind(lambda k, x: seen(k, k.layers.LSTM(4, return_sequences=True)(x))),
    "bidirectional": behind(lambda k, x: k.layers.Bidirectional(k.layers.GRU(4))(x)),
    "time_distributed": behind(lambda k, x: k.layers.TimeDistributed(k.layers.Dense(3))(x)),
    "one_headed": behind(lambda k, x: k.layers.Attention()([x, x])),
    "additive": behind(lambda k, x: mean(k, k.layers.Add()([x, k.layers.AdditiveAttention()([x, x])]))),
    "grouped": grouped,
    "three_inputs": three,
    "two_on_one": twice,
    "through_dropout": through_dropout,
    "model_inside": behind(inner),
    "block_inside": inner_block,
    "block_of_a_user": users_block,
}
#: Those of which files are read and written as well: they need no class of a user.
OF_FILES = ["mean", "mean_behind_causal", "lstm"]
TRAINED = [*OF_FILES, "sum", "lstm_sequences", "time_distributed", "grouped", "two_on_one", "block_of_a_user"]


def model_of(k, graph):
    ids = k.Input((6,), dtype="int32")
    return k.Model(ids, graph(k, ids))


def with_numbers(*models):
    """Gives models the same weights."""
    draw = np.random.default_rng(5)
    weights = [draw.uniform(-0.4, 0.6, w.shape).astype("float32") for w in models[0].get_weights()]
    for one in models:
        one.set_weights(weights)
    return models


def outputs(found):
    return [np.asarray(y) for y in (found if isinstance(found, (list, tuple)) else [found])]


def same(found, expected):
    for y, value in zip(outputs(found), outputs(expected), strict=True):
        np.testing.assert_allclose(y, value, rtol=2e-4, atol=2e-5)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", GRAPHS)
def test_layers_see_the_masks_of_keras(name):
    theirs, ours = with_numbers(*(model_of(k, GRAPHS[name]) for k in (keras, layerloom)))
    expected = theirs.predict(IDS, verbose=0)
    same(ours.predict(IDS, verbose=0), expected)
    same(ours(IDS), expected)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", TRAINED)
def test_losses_see_the_masks_of_keras(name):
    theirs, ours = with_numbers(*(model_of(k, GRAPHS[name]) for k in (keras, layerloom)))
    draw = np.random.default_rng(6)
    targets = [draw.random(y.shape, "float32") for y in outputs(theirs.predict(IDS, verbose=0))]
    found = []
    for k, model in ((keras, theirs), (layerloom, ours)):
        model.compile(k.optimizers.SGD(1e-3), "mse")
        told = model.fit(IDS, targets, batch_size=2, shuffle=False, verbose=0)
        found.append([told.history["loss"][0], *outputs(model.predict(IDS, verbose=0))])
    same(found[1], found[0])


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", OF_FILES)
@pytest.mark.parametrize("written, read", [("keras", "ours"), ("ours", "keras"), ("ours", "ours")])
def test_files_keep_the_masks(name, written, read, tmp_path):
    kinds = {"keras": keras, "ours": layerloom}
    (model,) = with_numbers(model_of(kinds[written], GRAPHS[name]))
    model.save(tmp_path / "m.keras")
    again = kinds[read].saving.load_model(tmp_path / "m.keras")
    same(again.predict(IDS, verbose=0), model.predict(IDS, verbose=0))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", OF_FILES)
def test_files_of_tf_keras_keep_its_masks(name, tmp_path):
    (model,) = with_numbers(model_of(tf_keras, GRAPHS[name]))
    model.save(tmp_path / "m.h5")
    again = layerloom.saving.load_model(tmp_path / "m.h5")
    same(again.predict(IDS, verbose=0), model.predict(IDS, verbose=0))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", [*TRAINED, "model_inside", "concatenation"])
def test_onnx_sees_the_same_masks(name, tmp_path):
    (model,) = with_numbers(model_of(layerloom, GRAPHS[name]))
    model.export(tmp_path / "m.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "m.onnx"), providers=["CPUExecutionProvider"])
    same(session.run(None, {session.get_inputs()[0].name: IDS}), model.predict(IDS, verbose=0))


def test_what_a_model_tells_of_itself_has_no_masks():
    """The masks belong to how it runs: neither its layers nor the models that share its calls change."""
    ids = layerloom.Input((6,), dtype="int32")
    x = embedded(layerloom, ids)
    pooled = mean(layerloom, x)
    before = layerloom.Model(ids, pooled)
    expected = before.predict(IDS, verbose=0)
    after = layerloom.Model(ids, [pooled, attended(layerloom, x)])
    assert [type(one).__name__ for one in after.operations] == [
        "InputLayer",
        "Embedding",
        "GlobalAveragePooling1D",
        "MultiHeadAttention",
    ]
    same(after.predict(IDS, verbose=0)[0], expected)
    same(before.predict(IDS, verbose=0), expected)
