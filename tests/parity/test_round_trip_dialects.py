"""HDF5 files for Keras 3 and tf.keras at once, also where the two mean different things by one word.

What no file can say to both, and ``for_keras`` decides, was looked for in the code of Keras 3.15 and tf_keras 2.21:

- Attention on several tensors: tf.keras takes ``query_shape`` out of the config, without a default, and Keras 3 refuses
  a layer with a key that it does not know; both make the layer from the same mapping. Keras 3 knows calls of several
  tensors only as ``{"args": [...]}`` with tensors as mappings, tf.keras only as lists of places.
- Operations: Keras 3 finds ``Add`` by its module, tf.keras knows ``TFOpLambda`` alone; each refuses the other's class.
- The older hard sigmoid inside ``Bidirectional``: tf.keras makes the layer inside anew from its own config, which then
  has the layers that stand for the function as plain data, and these it does not take for a function.
- Optimizers that came to tf.keras in 2.11 or later: in HDF5 it finds them by the name that they are registered under
  (``Custom>AdamW``) or, a few, beside ``is_legacy_optimizer``; Keras 3 takes neither the name nor the word, and each
  refuses the whole file for it. So a file for both tells of no such optimizer.
"""

import json

import h5py
import keras
import numpy as np
import pytest
import tf_keras

import layerloom
from layerloom import layers, ops
from layerloom.errors import FileFormatError
from layerloom.graph import parse_architecture

DATA = np.random.default_rng(0).normal(0, 3, (3, 5, 4)).astype("float32")
OLDER, TODAY = "hard_sigmoid_keras2", "hard_sigmoid"


def model(*calls):
    start = x = layerloom.Input((5, 4))
    for call in calls:
        x = call(x)
    return layerloom.Model(start, x)


def differs(library, path, ours):
    found, expected = library.models.load_model(path, compile=False)(DATA), ours(DATA)
    return np.abs(np.asarray(found) - np.asarray(expected)).max()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", [OLDER, TODAY])
def test_both_hard_sigmoids_mean_the_same_to_all(name, tmp_path):
    whole = model(
        layers.Dense(4, activation=name),
        layers.LSTM(3, recurrent_activation=name, return_sequences=True),
        layers.RNN(layers.GRUCell(3, recurrent_activation=name), return_sequences=True),
        layers.SimpleRNN(3, activation=name, return_sequences=True),
        layers.Activation(name),
    )
    whole.save(tmp_path / "m.h5")
    whole.save(tmp_path / "folder")
    assert differs(keras, tmp_path / "m.h5", whole) < 1e-5
    for path in (tmp_path / "m.h5", tmp_path / "folder"):
        assert differs(tf_keras, path, whole) < 1e-5
        assert differs(layerloom, path, whole) < 1e-5
        assert layerloom.models.load_model(path).layers[2].cell.recurrent_activation.__name__ == name


def attends(x):
    return layers.MultiHeadAttention(2, 3)(layers.Dense(4)(x), x, use_causal_mask=True)


def calculates(x):
    return ops.relu(2 - x[:, 1:] / 2 + ops.mean(x, axis=1, keepdims=True))[..., None]


def gates(x):
    return layers.Bidirectional(layers.LSTM(2, recurrent_activation=OLDER))(x)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("call", [attends, calculates, gates])
def test_where_they_are_contrary_the_writer_chooses(call, tmp_path):
    whole = model(call)
    for version, reader in ((3, keras), (2, tf_keras)):
        whole.save(tmp_path / f"{version}.h5", for_keras=version)
        assert differs(reader, tmp_path / f"{version}.h5", whole) < 1e-5
        assert differs(layerloom, tmp_path / f"{version}.h5", whole) < 1e-5
    whole.save(tmp_path / "folder")
    assert differs(tf_keras, tmp_path / "folder", whole) < 1e-5


def test_for_keras_is_two_or_three(tmp_path):
    for path, version in (("m.h5", 1), ("m.keras", 2)):
        with pytest.raises(FileFormatError, match="for_keras is 2 or 3"):
            model(attends).save(tmp_path / path, for_keras=version)
    with pytest.raises(FileFormatError, match="has no Einsum"):
        model(lambda x: ops.einsum("bij,bkj->bik", x, x)).save(tmp_path / "m.h5", for_keras=2)
    assert not list(tmp_path.iterdir())


OPERATIONS = {
    "arithmetic": lambda x: -((x + 1) * x - 2 / x) // 0.3 % 0.7,
    "index": lambda x: x[:, ::2, 1:3][..., 0],
    "arrays": lambda x: ops.where(x > 0.5, x + np.arange(4, dtype="float32"), ops.maximum(x, 0.3)),
    "several": lambda x: ops.concatenate([x, ops.stack([x, x], 1)[:, 0], ops.split(x, 2, axis=2)[1]], -1),
    "shapes": lambda x: ops.pad(
        ops.reshape(ops.transpose(x, (0, 2, 1)), (-1, 2, 10)), ((0, 0), (1, 1), (0, 2))
    ),
    "numbers": lambda x: (
        ops.one_hot(ops.argmax(x, -1), 4) * ops.cast(ops.clip(x, 0, 1) > 0.5, "float32")[:, :5]
    ),
    "reduced": lambda x: (
        ops.logsumexp(x, 1) + ops.std(x, 1) + ops.max(x, axis=1) + ops.top_k(x, 2)[0][:, 0, :1]
    ),
    "functions": lambda x: (
        ops.softmax(ops.gelu(x, approximate=False) + ops.leaky_relu(x, 0.3), -1) + ops.silu(x)
    ),
    "product": lambda x: ops.matmul(x, ops.normalize(ops.transpose(x, (0, 2, 1)))),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", OPERATIONS)
def test_tf_keras_revives_operations(name, tmp_path):
    whole = model(OPERATIONS[name])
    whole.save(tmp_path / "m.h5", for_keras=2)
    whole.save(tmp_path / "folder")
    for path in (tmp_path / "m.h5", tmp_path / "folder"):
        assert differs(tf_keras, path, whole) < 1e-5
        assert differs(layerloom, path, whole) < 1e-5


def test_calls_that_stand_twice_are_drawn_once(tmp_path):
    start = layerloom.Input((4,))
    inner = layerloom.Model(start, layers.Dense(4)(start), name="inner")
    whole = layerloom.Model(start, layers.Dense(2)(inner(inner(start))))
    whole.save(tmp_path / "m.h5")
    with h5py.File(tmp_path / "m.h5") as file:
        data = json.loads(file.attrs["model_config"])
    assert [len(item["inbound_nodes"]) for item in data["config"]["layers"]] == [0, 4, 1]
    assert [node.layer for node in parse_architecture(data).nodes.values()].count("inner") == 2
