"""Networks of other people, as small as they can be, whose texts hold what few others do: the numbers are Keras's."""

import json

import keras
import numpy as np
import pytest
import tf_keras

from layerloom.errors import LayerloomError
from layerloom.graph import analyse, parse_architecture
from layerloom.models import model_from_json
from layerloom.saving import load_model

L = tf_keras.layers


def drawn(shapes, seed=5):
    draw = np.random.RandomState(seed)
    data = [draw.uniform(-1, 1, [3, *shape[1:]]).astype("float32") for shape in shapes]
    return data if len(data) > 1 else data[0]


def same(text, real=None):
    """Checks that a text gives the network that tf_keras makes of it, or of another text, here and in a drawing."""
    real = tf_keras.models.model_from_json(real or text)
    ours = model_from_json(text)
    draw = np.random.RandomState(7)
    weights = [draw.uniform(0.1, 0.9, array.shape).astype("float32") for array in real.get_weights()]
    real.set_weights(weights)
    ours.set_weights(weights)
    data = drawn([tensor.shape for tensor in real.inputs])
    np.testing.assert_allclose(ours.predict(data, verbose=0), real.predict(data, verbose=0), atol=1e-5)
    analysis = analyse(parse_architecture(json.loads(text)))
    assert not analysis.problems
    assert analysis.parameters == real.count_params()


def attention(class_name, causal, version="2.7.0"):
    """Attention as tf.keras 2.1 to 2.10 wrote it: that a query sees no later values is an option of the layer."""
    inputs = [
        {
            "class_name": "InputLayer",
            "name": name,
            "config": {"batch_input_shape": [None, steps, 3], "dtype": "float32", "name": name},
            "inbound_nodes": [],
        }
        for name, steps in (("query", 4), ("value", 5))
    ]
    config = {"name": "seen", "trainable": True, "dtype": "float32", "causal": causal, "use_scale": True}
    calls = [[["query", 0, 0, {}], ["value", 0, 0, {}]]]
    layer = {"class_name": class_name, "name": "seen", "config": config, "inbound_nodes": calls}
    ends = {"input_layers": [["query", 0, 0], ["value", 0, 0]], "output_layers": [["seen", 0, 0]]}
    config = {"name": "m", "layers": [*inputs, layer], **ends}
    return json.dumps({"class_name": "Functional", "config": config, "keras_version": version})


@pytest.mark.parametrize("causal", [True, False])
@pytest.mark.parametrize("class_name", ["Attention", "AdditiveAttention"])
def test_attention_that_is_causal_by_an_option_of_the_layer(class_name, causal):
    same(attention(class_name, causal))


def test_attention_keeps_being_causal_in_a_file_of_its_own(tmp_path):
    model = model_from_json(attention("Attention", True))
    model.set_weights([np.array(1.5)])
    model.save(tmp_path / "m.keras")
    data = drawn([(None, 4, 3), (None, 5, 3)])
    kept = load_model(tmp_path / "m.keras").predict(data, verbose=0)
    np.testing.assert_array_equal(kept, model.predict(data, verbose=0))
    data[1][:, 1:] = 9.0  # the first query sees the first value alone
    np.testing.assert_allclose(model.predict(data, verbose=0)[:, 0], kept[:, 0], atol=1e-6)


def test_the_base_of_all_layers_hands_on_what_it_gets():
    """So begin SegNets: a layer that does nothing tells the shape of the pictures."""
    parts = [
        L.Layer(input_shape=(6, 8, 3), name="start"),
        L.ZeroPadding2D(),
        L.Conv2D(4, 3),
        L.UpSampling2D(),
    ]
    same(tf_keras.Sequential(parts).to_json())


def test_a_chain_of_tensorflow_net_has_one_output():
    """It tells every tensor of a chain as an output, and the shapes as objects."""
    real = tf_keras.Sequential(
        [L.Input((3,)), L.Dense(4, name="one"), L.LeakyReLU(0.01, name="leaky"), L.Dense(2)]
    )
    data = json.loads(real.to_json())
    names = [item["config"]["name"] for item in data["config"]["layers"]]
    for item, name, before in zip(data["config"]["layers"], names, [None, *names], strict=False):
        item.update(name=name, inbound_nodes=[[before, 0, 0]] if before else [])
        if before:
            item["config"]["name"] = None
    start = data["config"]["layers"][0]["config"]
    start["batch_input_shape"] = {"class_name": "TensorShape", "items": start["batch_input_shape"]}
    data["config"].update(input_layers=[[names[0], 0, 0]] * 4, output_layers=[[name, 0, 0] for name in names])
    same(json.dumps(data).replace('"LeakyReLU"', '"LeakyReLu"'), real.to_json())


def of_keras1(order, told):
    """A Sequential of Keras 1.2; its layers that change the sides of pictures tell no order of the axes."""
    shape = [None, 3, 6, 8] if order == "th" else [None, 6, 8, 3]
    conv = {"nb_filter": 4, "nb_row": 3, "nb_col": 3, "init": "normal", "activation": "relu", "bias": True}
    conv |= {"border_mode": "valid", "subsample": [1, 1], "dim_ordering": order}
    sides = {"dim_ordering": order} if told else {}
    parts = [
        ("ZeroPadding2D", {"padding": [1, 2], "batch_input_shape": shape, "input_dtype": "float32", **sides}),
        ("Convolution2D", conv),
        ("UpSampling2D", {"size": [2, 2], **sides}),
        ("Cropping2D", {"cropping": [[1, 0], [0, 2]], **sides}),
    ]
    layers = [{"class_name": kind, "config": {"name": kind.lower(), **config}} for kind, config in parts]
    return json.dumps({"class_name": "Sequential", "keras_version": "1.2.2", "config": layers})


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("order, shape", [("th", (None, 4, 11, 18)), ("tf", (None, 11, 18, 4))])
def test_layers_of_keras1_have_their_channels_where_the_others_of_the_model_have_them(order, told, shape):
    model = model_from_json(of_keras1(order, told))
    assert model.output_shape == shape
    assert model.count_params() == 4 * 3 * 9 + 4


def test_layers_of_keras1_that_disagree_stay_as_they_are():
    data = json.loads(of_keras1("th", False))
    data["config"][1]["config"].update(dim_ordering="tf", border_mode="same")
    data["config"][2]["config"]["dim_ordering"] = "th"
    assert model_from_json(json.dumps(data)).layers[0].data_format == "channels_last"


NUMBERS = np.array([[0, 3, 4], [2, 2, 1]])
WORDS = np.array([["b", "z", "a"], ["c", "a", "a"]])
OLDER = {
    "CategoryEncoding": (
        {"max_tokens": 5, "output_mode": "binary", "sparse": False},
        L.CategoryEncoding(5, "multi_hot"),
        NUMBERS,
    ),
    "CategoryEncoding that counts": (
        {"max_tokens": 5, "output_mode": "count", "sparse": False},
        L.CategoryEncoding(5, "count"),
        NUMBERS,
    ),
    "Discretization": (
        {"bins": [0.5, 1.0, 3.0]},
        L.Discretization([0.5, 1.0, 3.0]),
        NUMBERS.astype("float32"),
    ),
    "Hashing": ({"num_bins": 7, "salt": None, "dtype": "float32"}, L.Hashing(7), WORDS),
    "IntegerLookup": (
        {"max_values": None, "oov_value": -1, "mask_value": 0, "num_oov_indices": 1, "vocabulary": [3, 4, 1]},
        L.IntegerLookup(mask_token=0, vocabulary=[3, 4, 1]),
        NUMBERS,
    ),
    "StringLookup": (
        {"encoding": None, "oov_token": "[UNK]", "mask_token": "", "vocabulary": ["a", "b"]},
        L.StringLookup(mask_token="", vocabulary=["a", "b"]),
        WORDS,
    ),
    "StringLookup of sets": (
        {"output_mode": "binary", "mask_token": None, "vocabulary": ["a", "b"], "max_tokens": None},
        L.StringLookup(output_mode="multi_hot", mask_token=None, vocabulary=["a", "b"]),
        WORDS,
    ),
}


@pytest.mark.parametrize("title", OLDER)
def test_layers_for_categories_by_the_names_that_they_had_at_first(title):
    config, real, data = OLDER[title]
    kind = {"U": "string", "i": "int64", "f": "float32"}[data.dtype.kind]
    start = {"name": "x", "batch_input_shape": [None, 3], "dtype": kind, "sparse": False, "ragged": False}
    layers = [
        {"class_name": "InputLayer", "config": start},
        {"class_name": title.split()[0], "config": {"name": "it", "trainable": True, **config}},
    ]
    text = {"class_name": "Sequential", "config": {"name": "s", "layers": layers}, "keras_version": "2.4.0"}
    found = model_from_json(json.dumps(text)).predict(data, verbose=0)
    np.testing.assert_array_equal(found, real(data).numpy())


@pytest.mark.parametrize("ending", ["h5", "keras"])
@pytest.mark.parametrize("library", [keras, tf_keras], ids=["keras", "tf_keras"])
def test_a_model_that_only_trains_in_its_own_way_is_shown_with_its_weights(library, ending, tmp_path):
    class Trained(library.Model):
        def train_step(self, data):
            raise NotImplementedError

    x = library.Input((4,))
    real = Trained(x, library.layers.Dense(2)(library.layers.Dense(3, activation="relu")(x)))
    real.save(tmp_path / f"m.{ending}")
    with pytest.raises(LayerloomError, match="Trained"):
        load_model(tmp_path / f"m.{ending}")
    shown = load_model(tmp_path / f"m.{ending}", placeholders=True)
    data = drawn([(None, 4)])
    np.testing.assert_allclose(shown.predict(data, verbose=0), real.predict(data, verbose=0), atol=1e-6)


def test_embeddings_of_keras_2_0_tell_the_type_of_the_indices_as_their_own():
    real = tf_keras.Sequential([L.Input((5,)), L.Embedding(9, 4), L.GlobalAveragePooling1D(), L.Dense(2)])
    data = json.loads(real.to_json())
    data["config"]["layers"][1]["config"]["dtype"] = "int32"
    ours = model_from_json(json.dumps({**data, "keras_version": "2.0.4"}))
    ours.set_weights(real.get_weights())
    words = np.random.RandomState(3).randint(0, 9, (4, 5))
    np.testing.assert_allclose(ours.predict(words, verbose=0), real.predict(words, verbose=0), atol=1e-6)


def test_a_chain_written_by_hand_may_tell_its_input_shape_without_the_batch():
    layers = [{"class_name": "Dense", "config": {"units": units}} for units in (3, 2)]
    layers[0]["config"]["input_shape"] = [4]
    model = model_from_json(json.dumps({"class_name": "Sequential", "config": layers}))
    assert (model.input_shape, model.output_shape, model.count_params()) == ((None, 4), (None, 2), 23)
