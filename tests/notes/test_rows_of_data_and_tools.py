"""Rows of the notes about data sets, drawings of models and the page of layers."""

import io
import json
import sys
import threading
import urllib.request

import numpy as np
import pytest
from layerloom.keras.callbacks import TensorBoard
from layerloom.keras.datasets import mnist
from layerloom.keras.models import Model

import layerloom as tf
from layerloom.quiver_engine import server

RNG = np.random.default_rng(0)


def digits_network():
    layers = tf.keras.layers
    return tf.keras.Sequential(
        [
            layers.Conv2D(4, 3, activation="relu", input_shape=(28, 28, 1), name="conv"),
            layers.MaxPooling2D(name="pool"),
            layers.Flatten(name="flat"),
            layers.Dense(10, activation="softmax", name="head"),
        ]
    )


def test_002_26_to_29_a_pipeline_feeds_fit():
    x, y = RNG.random((100, 28, 28, 1)), RNG.integers(0, 10, 100)
    data = tf.data.Dataset.from_tensor_slices((x, y))
    assert len(data) == 100
    assert data.element_spec == (tf.data.TensorSpec((28, 28, 1), "float64"), tf.data.TensorSpec((), "int64"))
    batches = data.shuffle(1000).batch(32)
    assert [len(labels) for _, labels in batches] == [32, 32, 32, 4]
    first, second = ([int(label) for _, label in data.shuffle(1000).take(20)] for _ in range(2))
    assert first != second
    model = digits_network()
    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])
    model.fit(batches, epochs=2, verbose=0)
    assert len(model.evaluate(batches, verbose=0)) == 2
    assert model.predict(batches, verbose=0).shape == (100, 10)


def test_003_47_and_48_the_real_program_shows_histograms_and_graph(tmp_path):
    from tensorboard.backend.event_processing import plugin_event_multiplexer

    model = digits_network()
    model.compile("sgd", "sparse_categorical_crossentropy")
    x, y = RNG.random((8, 28, 28, 1)), RNG.integers(0, 10, 8)
    board = TensorBoard(log_dir=str(tmp_path / "logs"), histogram_freq=1, write_graph=True, write_images=True)
    model.fit(x, y, epochs=1, verbose=0, validation_data=(x, y), callbacks=[board])
    shown = plugin_event_multiplexer.EventMultiplexer().AddRunsFromDirectory(str(tmp_path / "logs")).Reload()
    assert sorted(shown.Runs()) == ["train", "validation"]
    tags = shown.GetAccumulator("train").Tags()["tensors"]
    assert {"epoch_loss", "keras"} <= set(tags)
    assert sum("histogram" in tag for tag in tags) == 4


def test_003_49_what_quiver_asks_of_a_model():
    model = digits_network()
    assert json.loads(model.to_json())["class_name"] == "Sequential"
    maps = Model(inputs=model.inputs, outputs=model.get_layer("pool").output).predict(
        np.ones((1, 28, 28, 1)), verbose=0
    )
    assert maps.shape == (1, 13, 13, 4)
    shares = model.predict(np.ones((1, 28, 28, 1)), verbose=0)[0]
    assert len(shares.argsort()[-5:][::-1]) == 5


def test_003_50_the_page_of_layers(tmp_path):
    (tmp_path / "in").mkdir()
    tf.keras.utils.save_img(tmp_path / "in" / "seven.png", RNG.random((28, 28, 1)))
    app = server.get_app(
        digits_network(), temp_folder=tmp_path / "tmp", input_folder=tmp_path / "in", std=255
    )
    with server.Server(app) as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
        thread.start()

        def ask(path):
            with urllib.request.urlopen(made.address + path, timeout=20) as answer:
                return answer.read()

        assert json.loads(ask("inputs")) == ["seven.png"]
        assert json.loads(ask("model"))["class_name"] == "Sequential"
        maps = json.loads(ask("layer/conv/seven.png"))
        assert len(maps) == 4
        assert ask(f"temp-file/{maps[0]}").startswith(b"\x89PNG")
        assert len(json.loads(ask("predict/seven.png"))[0]) == 5
        made.shutdown()
        thread.join()


def test_004_07_mnist_from_keras_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    (tmp_path / "datasets").mkdir()
    data = io.BytesIO()
    x, y = RNG.integers(0, 256, (7, 28, 28), dtype=np.uint8), np.arange(7, dtype=np.uint8)
    np.savez(data, x_train=x, y_train=y, x_test=x[:2], y_test=y[:2])
    (tmp_path / "datasets" / "mnist.npz").write_bytes(data.getvalue())
    with pytest.warns(UserWarning, match="not the published file"):
        (x_train, y_train), (x_test, y_test) = mnist.load_data()
    np.testing.assert_array_equal(x_train, x)
    assert (x_train.dtype, len(y_train), len(x_test), len(y_test)) == (np.uint8, 7, 2, 2)


def test_models_are_drawn_without_graphviz(tmp_path):
    from layerloom.keras.utils import plot_model

    assert plot_model(digits_network(), to_file=str(tmp_path / "model.png"), show_shapes=True) is None
    assert (tmp_path / "model.png").read_bytes().startswith(b"\x89PNG")
    assert "pydot" not in sys.modules
