"""SavedModel folders between tf_keras and here, in both directions, with equal predictions and training."""

import keras
import numpy as np
import pytest
import tensorflow as tf
import tf_keras

import layerloom
from layerloom import saving
from layerloom.errors import FileFormatError


def filled(model):
    draw = np.random.RandomState(3)
    for weight in model.weights:
        weight.assign(
            draw.uniform(0.1, 0.9, weight.shape) * (-1 if len(weight.shape) > 1 and draw.rand() < 0.5 else 1)
        )
    return model


def same(one, other, *shapes):
    draw = np.random.RandomState(5)
    data = [draw.uniform(-1, 1, (3, *shape)).astype("float32") for shape in shapes]
    data = data if len(data) > 1 else data[0]
    first, second = one.predict(data, verbose=0), other.predict(data, verbose=0)
    for want, found in zip(first, second, strict=True):
        np.testing.assert_allclose(found, want, atol=1e-5)


def network(keras):
    """A model with nested, shared and wrapped layers, of either Keras."""
    L = keras.layers
    picture, steps = keras.Input((6, 6, 2), name="picture"), keras.Input((4, 3), name="steps")
    block = keras.Sequential(
        [L.Conv2D(2, 3, padding="same"), L.BatchNormalization(), L.LeakyReLU(0.2)], name="block"
    )
    inside = keras.Input((6, 6, 2))
    nested = keras.Model(inside, L.add([block(inside), inside]), name="nested")
    seen = L.GlobalAveragePooling2D()(L.SeparableConv2D(3, 2)(L.DepthwiseConv2D(2)(nested(nested(picture)))))
    heard = L.Bidirectional(L.LSTM(2, return_sequences=True))(steps)
    told = L.GRU(3)(L.TimeDistributed(L.Dense(3))(heard))
    looked = L.Flatten()(L.MultiHeadAttention(2, 3)(heard, steps))
    shared = L.Dense(3, name="sha/red")
    mixed = L.concatenate([shared(seen), shared(told), looked])
    end = L.Dense(2, activation="softmax")(L.Dropout(0.2)(L.LayerNormalization()(mixed)))
    return filled(keras.Model([picture, steps], [end, told]))


SHAPES = (6, 6, 2), (4, 3)


def test_of_tf_keras(tmp_path):
    real = network(tf_keras)
    # Its functions take long, and are not read.
    real.save(tmp_path / "model", save_format="tf", save_traces=False)
    same(real, saving.load_model(tmp_path / "model"), *SHAPES)


def test_for_tf_keras(tmp_path):
    ours = network(layerloom)
    ours.save(tmp_path / "model")
    same(ours, tf_keras.models.load_model(tmp_path / "model", compile=False), *SHAPES)


@pytest.mark.parametrize("kind", ["new", "old"])
def test_training_that_tf_keras_began_goes_on(tmp_path, kind):
    draw = np.random.RandomState(1)
    x, y = draw.rand(8, 3).astype("float32"), draw.rand(8, 2).astype("float32")
    real = tf_keras.Sequential([tf_keras.Input((3,)), tf_keras.layers.Dense(4), tf_keras.layers.Dense(2)])
    optimizers = tf_keras.optimizers.legacy if kind == "old" else tf_keras.optimizers
    real.compile(optimizers.Adam(0.01), "mse", metrics=["mae"])
    real.fit(x, y, epochs=2, shuffle=False, verbose=0)
    real.save(tmp_path / "model", save_format="tf")
    ours = saving.load_model(tmp_path / "model")
    for model in (real, ours):
        model.fit(x, y, epochs=2, shuffle=False, verbose=0)
    for one, other in zip(real.get_weights(), ours.get_weights(), strict=True):
        np.testing.assert_allclose(other, one, atol=1e-5)


def test_tf_keras_trains_what_was_written_here(tmp_path):
    draw = np.random.RandomState(1)
    x, y = draw.rand(8, 3).astype("float32"), draw.rand(8, 2).astype("float32")
    L = layerloom.layers
    ours = filled(
        layerloom.Sequential(
            [L.Input((3,)), L.Dense(4, activation="hard_sigmoid_keras2"), L.Dense(2, activation="elu")]
        )
    )
    ours.compile("sgd", "mse", metrics=["mae"])
    ours.save(tmp_path / "model")
    real = tf_keras.models.load_model(tmp_path / "model")
    for model in (real, ours):
        model.fit(x, y, epochs=2, shuffle=False, verbose=0)
    for one, other in zip(real.get_weights(), ours.get_weights(), strict=True):
        np.testing.assert_allclose(other, one, atol=1e-6)
    assert ours.evaluate(x, y, verbose=0) == pytest.approx(real.evaluate(x, y, verbose=0), rel=1e-5)


@pytest.mark.parametrize(
    "make, data",
    [
        (
            lambda of: [of.Input((1,), dtype="string"), of.StringLookup(vocabulary=["a", "b"])],
            [["b"], ["z"], ["a"]],
        ),
        (lambda of: [of.Input((1,), dtype="int64"), of.IntegerLookup(vocabulary=[1, 2])], [[1], [5], [2]]),
        (
            lambda of: [of.Input((1,), dtype="string"), of.TextVectorization(vocabulary=["a", "b"])],
            [["b a"], ["z"], ["a"]],
        ),
        (lambda of: [of.Input((1,)), of.Discretization(bin_boundaries=[1.0, 3.0])], [[0.5], [2.0], [9.0]]),
    ],
)
def test_layers_that_look_up(tmp_path, make, data):
    ours = layerloom.Sequential(make(layerloom.layers))
    ours.save(tmp_path / "model")
    want = ours.predict(np.array(data), verbose=0)
    np.testing.assert_array_equal(
        saving.load_model(tmp_path / "model").predict(np.array(data), verbose=0), want
    )
    real = tf_keras.models.load_model(tmp_path / "model")
    np.testing.assert_array_equal(real(tf.constant(np.array(data))), want)


def test_functions_alone_are_refused(tmp_path):
    module = tf.Module()
    module.weight = tf.Variable([1.0])
    tf.saved_model.save(module, str(tmp_path / "model"))
    with pytest.raises(FileFormatError, match="without the configuration of Keras"):
        saving.load_model(tmp_path / "model")


def test_what_keras_3_exported_gives_its_weights(tmp_path):
    k = keras.layers
    start = keras.Input((6, 6, 2))
    body = k.Dropout(0.2)(k.BatchNormalization()(k.Conv2D(3, 3)(start)))
    real = keras.Model(start, k.Dense(2)(k.Flatten()(k.SeparableConv2D(2, 2)(body))))
    rng = np.random.RandomState(4)
    real.set_weights([rng.uniform(0.2, 0.9, weight.shape) for weight in real.get_weights()])
    real.export(tmp_path / "folder", verbose=False)
    with pytest.raises(FileFormatError, match="make it in code and give the folder to its load_weights"):
        saving.load_model(tmp_path / "folder")
    ours = layerloom.models.model_from_json(real.to_json())
    ours.load_weights(tmp_path / "folder")
    same(real, ours, (6, 6, 2))
    with pytest.raises(FileFormatError, match="the model has 2 weights, the exported one has 11"):
        layerloom.Sequential([layerloom.Input((4,)), layerloom.layers.Dense(2)]).load_weights(
            tmp_path / "folder"
        )


def test_ways_there_and_back_that_differ(tmp_path):
    k = tf_keras.layers
    back = k.GRU(2, return_sequences=True, go_backwards=True)
    both = k.Bidirectional(k.LSTM(3, return_sequences=True), backward_layer=back)
    real = filled(tf_keras.Sequential([tf_keras.Input((4, 3)), both, k.Dense(2)]))
    real.save(tmp_path / "model", save_format="tf", save_traces=False)
    same(real, saving.load_model(tmp_path / "model"), (4, 3))


class Own:
    """A model of a class of its own, of either Keras."""

    @staticmethod
    def make(keras):
        class Net(keras.Model):
            def __init__(self):
                super().__init__()
                self.first = keras.layers.Dense(3, activation="relu")
                self.cells = [keras.layers.Dense(2), keras.layers.Dense(2)]
                self.inner = keras.Sequential([keras.layers.Dense(2), keras.layers.BatchNormalization()])

            def call(self, x):
                x = self.first(x)
                return self.inner(self.cells[0](x) + self.cells[1](x))

        model = Net()
        model(np.zeros((1, 4), "float32"))
        return filled(model)


@pytest.mark.parametrize(
    "make, shapes", [(network, SHAPES), (Own.make, [(4,)])], ids=["functional", "own class"]
)
def test_checkpoints_of_weights_alone(tmp_path, make, shapes):
    real, ours = make(tf_keras), make(layerloom)
    for weight in ours.weights:
        weight.assign(weight * 0.5)
    real.save_weights(tmp_path / "real.ckpt")
    ours.load_weights(tmp_path / "real.ckpt")
    same(real, ours, *shapes)
    for weight in ours.weights:
        weight.assign(weight * 0.5)
    if make is not network:
        real.save(tmp_path / "folder", save_format="tf")
        with pytest.raises(FileFormatError, match="'Net', whose layers are in its code"):
            saving.load_model(tmp_path / "folder")
        ours.load_weights(tmp_path / "folder")
        same(real, ours, *shapes)
    ours.save_weights(tmp_path / "deeper" / "ours")
    real.load_weights(tmp_path / "deeper" / "ours").assert_existing_objects_matched()
    same(real, ours, *shapes)
    names = ["checkpoint", "ours.data-00000-of-00001", "ours.index"]
    assert sorted(path.name for path in (tmp_path / "deeper").iterdir()) == names
    for weight in ours.weights:
        weight.assign(weight * 0.5)
    ours.save_weights(tmp_path / "deeper" / "ours")  # over another one: as two files of data, see the writer
    real.load_weights(tmp_path / "deeper" / "ours").assert_existing_objects_matched()
    same(real, ours, *shapes)
    names[1:2] = ["ours.data-00000-of-00002", "ours.data-00001-of-00002"]
    assert sorted(path.name for path in (tmp_path / "deeper").iterdir()) == names


def with_optimizer(library, optimizer):
    layers = library.layers
    model = filled(library.Sequential([library.Input((4,)), layers.Dense(3, "tanh"), layers.Dense(2)]))
    model.compile(optimizer, "mse")
    return model


@pytest.mark.parametrize(
    "way, optimizer",
    [
        ("prefix", "Adam"),
        ("index", "legacy.Adam"),
        ("folder", "legacy.RMSprop"),
        ("tf.train.Checkpoint", "Adam"),
        ("backup", "Adam"),
    ],
)
def test_training_goes_on_from_a_checkpoint(tmp_path, way, optimizer):
    """By whichever path it is called, and with what the optimizer remembers."""
    inputs, targets = np.eye(4, dtype="float32"), np.ones((4, 2), "float32")
    places, name = tf_keras.optimizers, optimizer.rpartition(".")[2]
    holder = places.legacy if optimizer.startswith("legacy") else places
    settings = {"momentum": 0.9} if name == "RMSprop" else {}
    real = with_optimizer(tf_keras, getattr(holder, name)(0.05, **settings))
    real.fit(inputs, targets, epochs=2, verbose=0)
    path = tmp_path / "last"
    if way == "backup":  # as BackupAndRestore names its folders
        real.save_weights(tmp_path / "chief" / "ckpt-2")
        path = tmp_path
    elif way == "tf.train.Checkpoint":
        path = tf.train.Checkpoint(model=real, optimizer=real.optimizer).save(path)
    else:
        real.save_weights(path)
    ours = with_optimizer(layerloom, getattr(layerloom.optimizers, name)(0.05, **settings))
    ours.load_weights({"index": tmp_path / "last.index", "folder": tmp_path}.get(way, path))
    for model in (real, ours):
        model.fit(inputs, targets, epochs=2, verbose=0)
    for one, other in zip(ours.get_weights(), real.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-5)


def test_of_a_layer_that_is_not_known_all_is_kept(tmp_path):
    @tf_keras.saving.register_keras_serializable("strangers")
    class Strange(tf_keras.layers.Dense):
        pass

    start = tf_keras.Input((3,))
    real = filled(tf_keras.Sequential([start, Strange(4, name="strange"), tf_keras.layers.Dense(2)]))
    real.save(tmp_path / "model", save_format="tf", save_traces=False)
    with pytest.raises(FileFormatError, match=r"'strange'.*custom_objects"):
        saving.load_model(tmp_path / "model")
    opened = saving.load_model(tmp_path / "model", placeholders=True)
    for array, want in zip(opened.get_weights(), real.get_weights(), strict=True):
        np.testing.assert_array_equal(array, want)
