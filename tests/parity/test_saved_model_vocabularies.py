"""Vocabularies that tf.keras learned are found in its SavedModel folders, where no configuration tells them."""

import numpy as np
import pytest
import tensorflow as tf
import tf_keras

from layerloom import saving
from layerloom.saving.saved_model.bundle import Bundle
from layerloom.saving.saved_model.checkpoint import GRAPH_KEY
from layerloom.saving.saved_model.object_graph import read_graph
from layerloom.saving.saved_model.vocabularies import give_vocabularies

L = tf_keras.layers
TEXTS = np.array([["a b zz"], ["c c a"], ["ü b"]])


def words(**options):
    layer = L.TextVectorization(**options)
    layer.adapt(["a b c ü", "b c d", "a"])
    return tf_keras.Sequential([L.Input((1,), dtype="string"), layer])


def counted():
    model = words(output_mode="count")
    model.add(L.Dense(2))
    return model


def numbers():
    layer = L.IntegerLookup(output_mode="one_hot")
    layer.adapt([7, 7, 9, 3, 9, 7])
    return tf_keras.Sequential([L.Input((1,), dtype="int64"), layer])


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "make, data",
    [
        (lambda: words(output_mode="int", output_sequence_length=4), TEXTS),
        (counted, TEXTS),
        (lambda: words(output_mode="tf_idf", ngrams=2), TEXTS),
        (lambda: words(output_mode="tf_idf", max_tokens=12, pad_to_max_tokens=True), TEXTS),
        (numbers, np.array([[7], [9], [3], [4]])),
    ],
    ids=["places", "counts", "weights", "weights with room", "numbers"],
)
def test_of_layers(tmp_path, make, data):
    real = make()
    real.save(tmp_path / "model", save_format="tf")
    ours = saving.load_model(tmp_path / "model")
    np.testing.assert_allclose(np.asarray(ours(data)), real(tf.constant(data)), atol=1e-6)


def test_of_tables_in_the_checkpoint(tmp_path):
    """As TensorFlow 2.1 to 2.5 kept them."""
    table = tf.lookup.experimental.MutableHashTable("string", "int64", -1)
    table.insert(["so", "wie", "ü"], [3, 2, 4])
    layer = tf.Module()
    layer._index_lookup_layer = tf.Module()
    layer._index_lookup_layer._table = table
    root = tf.Module()
    root.text = layer
    prefix = tf.train.Checkpoint(root=root).write(str(tmp_path / "variables"))
    bundle = Bundle(tmp_path / "variables")
    nodes = read_graph(bundle.text(GRAPH_KEY))
    place = next(index for index, node in enumerate(nodes) if "_index_lookup_layer" in node.children)
    config = {"name": "text", "vocabulary": None}
    data = {
        "class_name": "Sequential",
        "config": {"layers": [{"class_name": "TextVectorization", "config": config}]},
    }
    metadata = {place: ("_tf_keras_layer", {"class_name": "TextVectorization", "name": "text"})}
    give_vocabularies(data, tmp_path, bundle, nodes, metadata)
    assert prefix and config["vocabulary"] == ["wie", "so", "ü"]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["model", "model.h5", "model.keras"])
def test_bins_that_were_learned(tmp_path, name):
    """Files of tf.keras keep a summary of the data; itself it forgets the bins in a ``.keras``."""
    data = np.random.default_rng(0).normal(size=(100, 1)).astype("float32")
    layer = L.Discretization(num_bins=4)
    layer.adapt(data)
    real = tf_keras.Sequential([L.Input((1,)), layer])
    real.save(tmp_path / name)
    ours = saving.load_model(tmp_path / name)
    np.testing.assert_array_equal(np.asarray(ours(data)), real(tf.constant(data)))
