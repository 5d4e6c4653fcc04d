"""Layers of texts and categories against real Keras's own, over their options."""

import json

import keras as real
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import layerloom as keras

WORDS = np.array([["a", "b", "zz"], ["c", "a", "é"], ["", "q", "b"]])
NUMBERS = np.array([[1, 5, 40], [7, 1, -3], [0, 8, 5]])
TEXTS = ["The cat, the mat!", "A  cat\tsat.", "", "the dog & the CAT are here"]


def same(name, options, data, adapt=None, call=None):
    ours, theirs = (getattr(side.layers, name)(**options) for side in (keras, real))
    if adapt is not None:
        ours.adapt(adapt)
        theirs.adapt(adapt)
    call = call or (lambda layer: layer(data))
    a, b = np.asarray(call(ours)), np.asarray(call(theirs))
    if b.dtype.kind in "SO":
        b = np.vectorize(lambda item: item.decode() if isinstance(item, bytes) else item, otypes="O")(b)
        assert a.tolist() == b.tolist()
    else:
        assert a.shape == b.shape
        np.testing.assert_allclose(a.astype("f8"), b.astype("f8"), rtol=1e-6)
    again = type(ours).from_config(json.loads(json.dumps(ours.get_config())))
    np.testing.assert_array_equal(np.asarray(call(again)), a)
    return ours, theirs


@pytest.mark.parametrize("data", [WORDS, NUMBERS], ids=["texts", "numbers"])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"salt": 133},
        {"salt": [133, 137]},
        {"output_mode": "one_hot"},
        {"output_mode": "multi_hot", "salt": 3},
        {"output_mode": "count"},
    ],
    ids=str,
)
def test_hashing(options, data):
    same("Hashing", {"num_bins": 7, **options}, data)
    mask = "a" if data is WORDS else 5
    same("Hashing", {"num_bins": 7, "mask_value": mask, **options}, data)


@pytest.mark.parametrize("mode", ["int", "one_hot"])
@pytest.mark.parametrize("shape", [(9, 1), (9,)])
def test_hashed_crossing(mode, shape):
    same(
        "HashedCrossing",
        {"num_bins": 11, "output_mode": mode},
        [WORDS.reshape(shape), NUMBERS.reshape(shape)],
    )


@pytest.mark.parametrize("mode", ["one_hot", "multi_hot", "count"])
def test_category_encoding(mode):
    for data in (np.array([[1, 2, 2], [0, 3, 1]]), np.array([1, 2, 2]), np.array([[1], [3]])):
        same("CategoryEncoding", {"num_tokens": 4, "output_mode": mode}, data)
    if mode == "count":
        weights = np.array([[0.5, 2, 1]])
        call = lambda layer: layer(np.array([[1, 2, 2]]), count_weights=weights)  # noqa: E731
        same("CategoryEncoding", {"num_tokens": 4, "output_mode": mode}, None, call=call)


@pytest.mark.parametrize("mode", ["int", "one_hot", "multi_hot", "count"])
def test_discretization(mode):
    data = np.random.default_rng(0).normal(size=(400, 3)).astype("float32")
    same("Discretization", {"bin_boundaries": [-1.0, 0.0, 0.5], "output_mode": mode}, data[:5])
    for bins, epsilon in ((4, 0.01), (7, 0.1)):
        options = {"num_bins": bins, "epsilon": epsilon, "output_mode": mode}
        ours, theirs = same("Discretization", options, data[:5], adapt=data)
        np.testing.assert_allclose(ours.bin_boundaries, theirs.bin_boundaries, rtol=1e-6)


LOOKUPS = [
    {},
    {"num_oov_indices": 3},
    {"num_oov_indices": 3, "masked": True},
    {"output_mode": "one_hot"},
    {"output_mode": "multi_hot", "masked": True},
    {"output_mode": "count", "num_oov_indices": 2},
    {"output_mode": "multi_hot", "max_tokens": 9, "pad_to_max_tokens": True},
]


@pytest.mark.parametrize("options", LOOKUPS, ids=str)
def test_lookups(options):
    options = dict(options)
    masked = options.pop("masked", False)
    for name, data, mask in (("StringLookup", WORDS, ""), ("IntegerLookup", NUMBERS, 0)):
        chosen = {**options, "mask_token": mask} if masked else options
        vocabulary = data.reshape(-1)[[0, 1, 4]] if name == "IntegerLookup" else ["a", "b", "c"]
        vocabulary = list(dict.fromkeys(np.asarray(vocabulary).tolist()))
        same(name, {**chosen, "vocabulary": vocabulary}, data)
        ours, theirs = same(name, chosen, data, adapt=data[:2])
        assert ours.get_vocabulary() == theirs.get_vocabulary()
        assert ours.vocabulary_size() == theirs.vocabulary_size()


@pytest.mark.parametrize("pad", [False, True])
def test_lookup_with_idf_weights(pad):
    options = {"output_mode": "tf_idf", "max_tokens": 9, "pad_to_max_tokens": pad}
    same("StringLookup", options, WORDS, adapt=WORDS)
    same("StringLookup", {**options, "vocabulary": ["a", "b"], "idf_weights": [0.2, 0.7]}, WORDS)


def test_lookups_go_back():
    same(
        "StringLookup", {"vocabulary": ["a", "b"], "invert": True, "mask_token": ""}, np.array([[0, 1, 3, 2]])
    )
    same("IntegerLookup", {"vocabulary": [10, 20], "invert": True}, np.array([[0, 1, 2]]))


def test_hashed_places_of_unknown_numbers():
    options = {"vocabulary": [1, 5], "num_oov_indices": 4, "oov_method": "farmhash"}
    same("IntegerLookup", options, NUMBERS)
    same("IntegerLookup", {**options, "salt": 9}, NUMBERS)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"standardize": None},
        {"standardize": "lower"},
        {"standardize": "strip_punctuation", "split": "character"},
        {"ngrams": 2},
        {"ngrams": (2, 3), "output_sequence_length": 4},
        {"output_sequence_length": 3, "max_tokens": 5},
        {"split": None},
        {"output_mode": "multi_hot"},
        {"output_mode": "count", "ngrams": 2},
        {"output_mode": "tf_idf"},
        {"output_mode": "tf_idf", "max_tokens": 30, "pad_to_max_tokens": True},
    ],
    ids=str,
)
def test_text_vectorization(options):
    data = np.array(TEXTS)
    ours, theirs = same("TextVectorization", options, data[:, None], adapt=data)
    assert ours.get_vocabulary() == theirs.get_vocabulary()


@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=9, unique=True))
@settings(max_examples=25, deadline=None, database=None)
def test_back_from_indices_come_the_same_texts(words):
    words = [word for word in words if word != "[UNK]"] or ["a"]
    there = keras.layers.StringLookup(vocabulary=words)
    back = keras.layers.StringLookup(vocabulary=words, invert=True)
    assert np.asarray(back(there(np.array(words, dtype=object)))).tolist() == words


@pytest.mark.parametrize("suffix", ["h5", "keras"])
def test_a_model_is_trained_on_texts_and_kept(tmp_path, suffix):
    layer = keras.layers.TextVectorization(output_sequence_length=4)
    layer.adapt(keras.data.Dataset.from_tensor_slices(np.array(TEXTS)).batch(2))
    inputs = keras.Input((1,), dtype="string")
    hidden = keras.layers.Embedding(20, 4)(layer(inputs))
    model = keras.Model(inputs, keras.layers.Dense(1)(keras.layers.Flatten()(hidden)))
    model.compile("sgd", "mse")
    x, y = np.array(TEXTS), np.arange(4.0)
    model.fit(x, y, epochs=1, verbose=0)
    model.save(tmp_path / f"model.{suffix}")
    again = keras.models.load_model(tmp_path / f"model.{suffix}")
    np.testing.assert_array_equal(model.predict(x, verbose=0), again.predict(x, verbose=0))
    theirs = real.models.load_model(tmp_path / f"model.{suffix}", compile=False)
    import tensorflow as tf

    np.testing.assert_allclose(
        theirs(tf.constant(x[:, None])), model.predict(x, verbose=0), rtol=1e-5, atol=1e-6
    )


def test_a_vocabulary_of_keras_is_read(tmp_path):
    layer = real.layers.TextVectorization(output_sequence_length=4)
    layer.adapt(TEXTS)
    real.Sequential([real.Input((1,), dtype="string"), layer]).save(tmp_path / "theirs.keras")
    ours = keras.models.load_model(tmp_path / "theirs.keras")
    np.testing.assert_array_equal(ours.predict(np.array(TEXTS), verbose=0), layer(np.array(TEXTS)))


def test_mistakes_are_told():
    with pytest.raises(ValueError, match="not the path of a file"):
        keras.layers.StringLookup.from_config({"vocabulary": "/etc/hostname"})
    with pytest.raises(ValueError, match="call adapt"):
        keras.layers.TextVectorization()(np.array(TEXTS))
    with pytest.raises(ValueError, match="twice"):
        keras.layers.StringLookup(vocabulary=["a", "a"])
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    with pytest.raises(ValueError, match="must hold numbers"):
        model.predict(np.array(["a", "b"]), verbose=0)


@pytest.mark.parametrize("reader", [keras, real], ids=["read_by_us", "read_by_keras"])
@pytest.mark.parametrize("writer", [keras, real], ids=["written_by_us", "written_by_keras"])
@pytest.mark.parametrize("name", ["TextVectorization", "StringLookup"])
@pytest.mark.parametrize("given", [False, True], ids=["adapted", "given"])
def test_weights_of_words_travel_both_ways(name, given, writer, reader, tmp_path):
    options = {"vocabulary": ["a", "b", "c"], "idf_weights": [0.5, 0.25, 0.2]} if given else {}
    layer = getattr(writer.layers, name)(output_mode="tf_idf", **options)
    texts = np.array([["a"], ["b"], ["a"], ["cat"], ["a"]], dtype=object)
    if not given:
        layer.adapt(np.array([["a"], ["b"], ["a"], ["c"]]))
    inputs = writer.Input((1,), dtype="string")
    model = writer.Model(inputs, writer.layers.Dense(2)(layer(inputs)))
    model.save(tmp_path / "model.keras")
    again = reader.saving.load_model(tmp_path / "model.keras")
    wanted, found = (
        np.asarray(side(library.ops.convert_to_tensor(texts) if library is real else texts))
        for side, library in ((model, writer), (again, reader))
    )
    np.testing.assert_allclose(found, wanted, rtol=1e-6)


def test_weights_of_words_must_be_as_many_as_the_words():
    layer = keras.layers.StringLookup(vocabulary=["a", "b"], idf_weights=[1.0, 2.0], output_mode="tf_idf")
    with pytest.raises(ValueError, match="3 tokens need as many idf_weights, the file has them in shape"):
        layer.load_own_variables({"idf_weights": np.ones(2)})


def test_weights_of_words_that_a_file_left_out_are_asked_for():
    layer = keras.layers.StringLookup(vocabulary=["a"], idf_weights=[1.0], output_mode="tf_idf")
    layer._weights = None  # as after an .h5 of Keras, which keeps no weights of words
    with pytest.raises(ValueError, match="has no idf_weights: call adapt"):
        layer(np.array([["a"]]))
