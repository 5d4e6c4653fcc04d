"""Rows of the notes that need a network of their own each: subclasses, workers, folders, YAML, whole workflows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading

import numpy as np
import pytest
import yaml
from layerloom.keras.models import Model, Sequential, load_model, model_from_yaml

import layerloom as tf
from layerloom.errors import LayerloomError
from layerloom.keras import callbacks, initializers, layers, metrics, optimizers
from layerloom.tensors import check_gradients

RNG = np.random.default_rng(7)
X = RNG.standard_normal((48, 4)).astype("float32")
LABELS = RNG.integers(0, 3, 48)
PICTURES = RNG.standard_normal((24, 8, 8, 1)).astype("float32")


def classifier(**compiled):
    model = Sequential(
        [layers.Dense(8, activation="relu", input_shape=(4,)), layers.Dense(3, activation="softmax")]
    )
    model.compile(**{"optimizer": "adam", "loss": "sparse_categorical_crossentropy", **compiled})
    return model


def network():
    image = layers.Input((8, 8, 1))
    x = layers.Conv2D(4, 3, activation="relu")(image)
    x = layers.BatchNormalization()(x)
    x = layers.MaxPooling2D()(x)
    model = Model(image, layers.Dense(3, activation="softmax")(layers.Flatten()(x)))
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


class Own(Model):
    """A subclass whose call decides what is connected."""

    def __init__(self, branches=True):
        super().__init__()
        self.branches = branches
        self.first = layers.Dense(6, activation="sigmoid")
        self.second = layers.Dense(6)
        self.last = layers.Dense(3, activation="softmax")

    def call(self, x):
        hidden = self.first(x)
        if self.branches:
            hidden = hidden + self.second(x)
        return self.last(hidden)


def test_001_03_add_appends_in_order():
    model = Sequential()
    for layer in (layers.Input((4,)), layers.Dense(8, name="a"), layers.Dense(3, name="b")):
        model.add(layer)
    assert [(layer.name, layer.output.shape) for layer in model.layers] == [
        ("a", (None, 8)),
        ("b", (None, 3)),
    ]


def test_001_10_a_subclass_runs_when_called():
    model = Own()
    assert model(X).shape == (48, 3)
    assert [layer.name for layer in model.layers] == [model.first.name, model.second.name, model.last.name]


@pytest.mark.parametrize("branches", [True, False])
def test_001_11_gradients_go_through_what_call_connects(branches):
    model = Own(branches)
    with tf.GradientTape() as tape:
        loss = tf.ops.mean(model(X) ** 2)
    found = tape.gradient(loss, [model.first.kernel, model.last.kernel])
    assert all(np.any(np.asarray(g)) for g in found)
    second = model.second.trainable_variables
    assert len(second) == (2 if branches else 0)


def test_001_12_sequential_and_model_give_the_same():
    chain = classifier()
    x = layers.Input((4,))
    graph = Model(x, layers.Dense(3, activation="softmax")(layers.Dense(8, activation="relu")(x)))
    graph.set_weights(chain.get_weights())
    np.testing.assert_array_equal(graph.predict(X, verbose=0), chain.predict(X, verbose=0))


def test_001_36_and_37_a_subclass_is_built_before_its_summary(capsys):
    model = Own()
    with pytest.raises(ValueError, match=r"has no summary yet.*build"):
        model.summary()
    model.build((None, 4))
    model.summary()
    assert "Total params: 81" in capsys.readouterr().out
    with pytest.raises(ValueError, match="has no summary yet"):
        Sequential([layers.Dense(2)]).summary()


def test_001_40_and_41_a_mean_is_no_accuracy_and_one_metric_needs_no_list():
    model = classifier(metrics=metrics.Mean())
    with pytest.raises(
        LayerloomError, match=r"metrics.Mean\(\) compares no targets .* metrics=\['accuracy'\]"
    ):
        model.fit(X, LABELS, verbose=0)
    model = classifier(metrics=metrics.SparseCategoricalAccuracy(name="right"))
    assert list(model.fit(X, LABELS, verbose=0).history) == ["loss", "right"]


def test_003_12_the_older_name_of_the_base_of_recurrent_layers():
    from layerloom.keras.layers.recurrent import LSTM, Recurrent

    assert Recurrent is layers.RNN
    assert isinstance(LSTM(2), Recurrent)


def test_001_49_validation_shows_overfitting():
    tf.keras.utils.set_random_seed(0)
    noise = RNG.integers(0, 3, 48)
    model = Sequential(
        [layers.Dense(64, activation="relu", input_shape=(4,)), layers.Dense(3, activation="softmax")]
    )
    model.compile(optimizers.Adam(0.02), "sparse_categorical_crossentropy")
    told = model.fit(X, noise, epochs=60, validation_split=0.5, verbose=0).history
    assert told["loss"][-1] < 0.5 * told["loss"][0]
    assert told["val_loss"][-1] > 1.2 * told["val_loss"][0]


def test_001_54_tensorboard_and_checkpoints_of_weights(tmp_path):
    model = classifier()
    watchers = [
        callbacks.TensorBoard(str(tmp_path / "logs")),
        callbacks.ModelCheckpoint(str(tmp_path / "w.{epoch:02d}.weights.h5"), save_weights_only=True),
    ]
    model.fit(X, LABELS, epochs=2, validation_split=0.25, verbose=0, callbacks=watchers)
    assert sorted(path.name for path in tmp_path.glob("*.h5")) == ["w.01.weights.h5", "w.02.weights.h5"]
    assert {path.parent.name for path in tmp_path.rglob("events*")} == {"train", "validation"}
    other = classifier()
    other.load_weights(tmp_path / "w.02.weights.h5")
    np.testing.assert_array_equal(other.predict(X, verbose=0), model.predict(X, verbose=0))


class Counted(tf.keras.utils.Sequence):
    """Tells which batches were asked for, and by which thread."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def __len__(self):
        return 6

    def __getitem__(self, index):
        self.asked.append((index, threading.current_thread() is threading.main_thread()))
        return X[index * 8 : index * 8 + 8], LABELS[index * 8 : index * 8 + 8]


class ByProcess(tf.keras.utils.Sequence):
    """Leaves a file for each batch, named after the process that made it."""

    def __init__(self, folder):
        super().__init__()
        self.folder = folder

    def __len__(self):
        return 6

    def __getitem__(self, index):
        (self.folder / f"{os.getpid()}-{index}").touch()
        return X[index * 8 : index * 8 + 8], LABELS[index * 8 : index * 8 + 8]


def test_001_58_processes_make_the_batches_and_the_numbers_stay(tmp_path):
    losses = []
    for processes in (False, True):
        folder = tmp_path / str(processes)
        folder.mkdir()
        tf.keras.utils.set_random_seed(0)
        model = classifier(optimizer="sgd")
        history = model.fit_generator(
            ByProcess(folder), workers=2, use_multiprocessing=processes, shuffle=False, verbose=0
        )
        losses.append(history.history["loss"])
        names = [path.name.split("-") for path in folder.iterdir()]
        assert sorted(index for _, index in names) == list("012345")
        assert (str(os.getpid()) in {process for process, _ in names}) != processes
    assert losses[0] == losses[1]


@pytest.mark.parametrize("workers, in_main", [(0, True), (1, False), (2, False)])
def test_001_55_to_58_workers_load_each_batch_once(workers, in_main):
    tf.keras.utils.set_random_seed(0)
    plain, model, source = classifier(optimizer="sgd"), classifier(optimizer="sgd"), Counted()
    model.set_weights(plain.get_weights())
    plain.fit(X, LABELS, batch_size=8, epochs=2, shuffle=False, verbose=0)
    model.fit_generator(source, epochs=2, workers=workers, max_queue_size=3, shuffle=False, verbose=0)
    assert sorted(index for index, _ in source.asked) == sorted([*range(6)] * 2)
    assert {main for _, main in source.asked} == {in_main}
    for ours, expected in zip(model.get_weights(), plain.get_weights(), strict=True):
        np.testing.assert_allclose(ours, expected, atol=1e-6)


def test_001_63_and_64_a_folder_is_saved_and_opened(tmp_path):
    model = network()
    labels = RNG.integers(0, 3, 24)
    model.fit(PICTURES, labels, verbose=0)
    model.save(str(tmp_path / "saved"))
    assert (tmp_path / "saved" / "saved_model.pb").is_file()
    again = load_model(str(tmp_path / "saved"))
    np.testing.assert_allclose(
        again.predict(PICTURES, verbose=0), model.predict(PICTURES, verbose=0), atol=1e-6
    )
    assert again.compiled
    again.fit(PICTURES, labels, verbose=0)


def test_002_24_accuracy_of_equal_values_is_refused_on_probabilities():
    with pytest.raises(ValueError, match=r"for classes and their probabilities use metrics=\['accuracy'\]"):
        classifier(metrics=[metrics.Accuracy()]).evaluate(X, LABELS, verbose=0)


@pytest.mark.parametrize(
    "name, low, high",
    [("zeros", 0, 0), ("ones", 1, 1), ("random_uniform", -0.05, 0.05), ("glorot_uniform", -0.3062, 0.3062),
     ("he_uniform", -0.4331, 0.4331), ("lecun_uniform", -0.3062, 0.3062)],
)  # fmt: skip
def test_003_05_initializers_keep_their_ranges(name, low, high):
    values = np.asarray(initializers.get(name)((32, 32)))
    assert low - 1e-3 <= values.min() <= values.max() <= high + 1e-3


@pytest.mark.parametrize(
    "name, expected",
    [("linear", [-1, 0, 2]), ("relu", [0, 0, 2]), ("sigmoid", [0.268941, 0.5, 0.880797]),
     ("tanh", [-0.761594, 0, 0.964028]),
     ("softmax", [0.042010, 0.114195, 0.843795]), ("elu", [-0.632121, 0, 2]),
     ("softplus", [0.313262, 0.693147, 2.126928]),
     ("softsign", [-0.5, 0, 0.666667]), ("selu", [-1.111331, 0, 2.101402]), ("exponential", [0.367879, 1, 7.389056])],
)  # fmt: skip
def test_003_06_activations_have_their_values(name, expected):
    found = layers.Activation(name)(np.array([[-1.0, 0.0, 2.0]], dtype="float32"))
    np.testing.assert_allclose(np.asarray(found)[0], expected, atol=1e-5)


def test_003_08_a_shared_layer_has_one_set_of_weights():
    a, b = layers.Input((4,)), layers.Input((4,))
    both = layers.Dense(3)
    model = Model([a, b], layers.add([both(a), both(b)]))
    assert len(model.weights) == 2
    doubled = model.predict([X, X], verbose=0)
    np.testing.assert_allclose(doubled, 2 * (X @ both.kernel.numpy()), atol=1e-5)


def test_003_09_losses_and_metrics_by_output():
    x = layers.Input((4,))
    model = Model(x, [layers.Dense(3, activation="softmax", name="kind")(x), layers.Dense(1, name="size")(x)])
    model.compile(
        "sgd",
        {"kind": "sparse_categorical_crossentropy", "size": "mse"},
        metrics={"kind": "accuracy"},
        loss_weights={"kind": 1.0, "size": 0.1},
    )
    sizes = X.sum(axis=1, keepdims=True)
    told = model.evaluate(X, {"kind": LABELS, "size": sizes}, verbose=0, return_dict=True)
    assert set(told) == {"loss", "kind_loss", "size_loss", "kind_accuracy"}
    assert told["loss"] == pytest.approx(told["kind_loss"] + 0.1 * told["size_loss"], rel=1e-5)


@pytest.mark.parametrize(
    "layer", [layers.Conv2D(2, 3), layers.MaxPooling2D()], ids=["Conv2D", "MaxPooling2D"]
)
def test_003_17_gradients_equal_differences(layer):
    tf.keras.backend.set_floatx("float64")
    try:
        made = type(layer).from_config({**layer.get_config(), "dtype": "float64"})
        check_gradients(lambda x: tf.ops.sum(made(x) ** 2), RNG.standard_normal((1, 6, 6, 1)))
    finally:
        tf.keras.backend.set_floatx("float32")


@pytest.mark.parametrize("make", [classifier, network])
def test_003_36_and_37_yaml_goes_out_and_comes_back(make):
    model = make()
    text = model.to_yaml()
    assert yaml.safe_load(text)["config"] == json.loads(model.to_json())["config"]
    again = model_from_yaml(text)
    again.set_weights(model.get_weights())
    x = PICTURES if make is network else X
    np.testing.assert_array_equal(again.predict(x, verbose=0), model.predict(x, verbose=0))


def test_003_40_hdf5_of_many_layers(tmp_path):
    image = layers.Input((6, 6, 1))
    x = layers.BatchNormalization()(layers.Conv2D(3, 3)(image))
    x = layers.TimeDistributed(layers.Dense(4))(layers.Reshape((16, 3))(x))
    x = layers.Bidirectional(layers.GRU(2, return_sequences=True))(x)
    model = Model(image, layers.Dense(2)(layers.LSTM(3)(x)))
    model.save(tmp_path / "m.h5")
    data = RNG.standard_normal((3, 6, 6, 1)).astype("float32")
    found = load_model(tmp_path / "m.h5").predict(data, verbose=0)
    np.testing.assert_array_equal(found, model.predict(data, verbose=0))


def test_003_42_a_callback_keeps_losses_and_predicts():
    class Kept(callbacks.Callback):
        def on_train_begin(self, logs={}):  # noqa: B006 - so the notes write it
            self.losses, self.guesses = [], []

        def on_batch_end(self, batch, logs={}):  # noqa: B006
            self.losses.append(logs.get("loss"))

        def on_epoch_end(self, epoch, logs={}):  # noqa: B006
            self.guesses.append(self.model.predict(X[:2], verbose=0))

    kept = Kept()
    classifier().fit(X, LABELS, batch_size=16, epochs=2, verbose=0, callbacks=[kept])
    assert len(kept.losses) == 6
    assert [guess.shape for guess in kept.guesses] == [(2, 3), (2, 3)]


def test_004_03_an_activation_is_a_layer_of_its_own():
    model = Sequential([layers.Dense(3, input_shape=(4,), use_bias=False)])
    model.add(layers.Activation("relu"))
    np.testing.assert_allclose(
        model.predict(X, verbose=0), np.maximum(X @ model.get_weights()[0], 0), atol=1e-6
    )


def test_004_04_and_06_another_process_gives_the_same_numbers(tmp_path):
    model = classifier()
    model.save(tmp_path / "m.h5")
    assert (tmp_path / "m.h5").read_bytes()[:8] == b"\x89HDF\r\n\x1a\n"
    np.save(tmp_path / "x.npy", X)
    code = (
        "import sys, numpy as np; from layerloom.keras.models import load_model; folder = sys.argv[1];"
        "found = load_model(folder + '/m.h5').predict(np.load(folder + '/x.npy'), verbose=0);"
        "np.save(folder + '/y.npy', found)"
    )
    paths = os.pathsep.join(path for path in sys.path if path)
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], check=True, env={**os.environ, "PYTHONPATH": paths}
    )
    np.testing.assert_array_equal(np.load(tmp_path / "y.npy"), model.predict(X, verbose=0))


def test_004_09_and_10_the_whole_workflow(tmp_path):
    (x_train, y_train), (x_test, y_test) = tf.keras.datasets.digits.load_data()
    model = Sequential(
        [layers.Input(x_train.shape[1:]), layers.Flatten(), layers.Dense(32), layers.Activation("relu")]
    )
    model.add(layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    told = model.fit(x_train, y_train, epochs=8, batch_size=32, verbose=0, validation_split=0.1)
    assert all(isinstance(value, float) for column in told.history.values() for value in column)
    loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
    assert accuracy > 0.85
    model.save(tmp_path / "m.h5")
    again = load_model(tmp_path / "m.h5")
    assert again.evaluate(x_test, y_test, verbose=0) == pytest.approx([loss, accuracy])
    assert np.argmax(again.predict(x_test[:1], verbose=0)) in range(10)


@pytest.mark.parametrize("backend", ["tensorflow", "theano", "nobody"])
def test_004_11_keras_json_is_read_at_import(backend, tmp_path):
    (tmp_path / "keras.json").write_text(
        json.dumps(
            {"floatx": "float64", "epsilon": 1e-4, "image_data_format": "channels_first", "backend": backend}
        )
    )
    code = "from layerloom import config as c; print(c.floatx(), c.epsilon(), c.image_data_format())"
    paths = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": paths, "KERAS_HOME": str(tmp_path)},
    )
    assert done.stdout.split() == ["float64", "0.0001", "channels_first"]


@pytest.mark.parametrize(
    "mode, monitor, values, stopped", [("min", "loss", [3, 2, 4], True), ("max", "loss", [1, 2, 3], False),
                                       ("auto", "accuracy", [1, 2, 3], False), ("auto", "loss", [1, 2, 3], True)],
)  # fmt: skip
def test_004_14_mode_says_what_is_better(mode, monitor, values, stopped):
    model = classifier(metrics=["accuracy"])
    watcher = callbacks.EarlyStopping(monitor=monitor, mode=mode, patience=1)
    watcher.set_model(model)
    model.stop_training = False
    watcher.on_train_begin()
    for epoch, value in enumerate(values):
        watcher.on_epoch_end(epoch, {monitor: float(value)})
    assert model.stop_training is stopped
