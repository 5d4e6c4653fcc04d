"""The fourth and fifth notes, row by row: parts of Keras, saving, callbacks, the whole workflow."""

import json

import numpy as np
import pytest
from layerloom.keras.models import Model, Sequential, load_model, model_from_json

import layerloom as tf
from layerloom.keras import callbacks, initializers, layers, losses, metrics, regularizers

RNG = np.random.default_rng(3)
X = RNG.standard_normal((40, 4)).astype("float32")
Y = X.sum(1, keepdims=True).astype("float32")


def regressor(**compiled):
    model = Sequential([layers.Dense(8, activation="relu", input_shape=(4,)), layers.Dense(1)])
    model.compile(**{"optimizer": "adam", "loss": "mse", **compiled})
    return model


@pytest.mark.parametrize("dtype", ["float64", "float32", "int32", "uint8", "bool"])
def test_003_01_arrays_of_any_type(dtype):
    assert regressor().predict(np.ones((2, 4), dtype), verbose=0).dtype == np.float32


def test_003_02_scikit_learn_goes_together():
    from sklearn.metrics import r2_score
    from sklearn.model_selection import train_test_split
    from sklearn.preprocessing import StandardScaler

    x, x_test, y, y_test = train_test_split(X, Y, random_state=0)
    scaler = StandardScaler().fit(x)
    tf.keras.utils.set_random_seed(0)
    model = regressor()
    model.fit(scaler.transform(x), y, epochs=150, verbose=0)
    assert r2_score(y_test, model.predict(scaler.transform(x_test), verbose=0)) > 0.5


def test_003_03_pillow(tmp_path):
    from layerloom.keras.utils import img_to_array, load_img, save_img

    picture = RNG.integers(0, 256, (6, 5, 3)).astype("uint8")
    save_img(tmp_path / "a.png", picture, scale=False)
    np.testing.assert_array_equal(img_to_array(load_img(tmp_path / "a.png")), picture)


def test_003_04_the_h5_holds_config_and_weights(tmp_path):
    import h5py

    regressor().save(tmp_path / "m.h5")
    with h5py.File(tmp_path / "m.h5") as file:
        assert json.loads(file.attrs["model_config"])["class_name"] == "Sequential"
        assert len(file["model_weights"]) >= 2


def test_003_07_own_layer_loss_and_metric(tmp_path):
    class Twice(layers.Layer):
        def call(self, inputs):
            return inputs * 2

    def own_loss(y_true, y_pred):
        return tf.ops.mean(tf.ops.square(y_true - y_pred), axis=-1)

    def own_metric(y_true, y_pred):
        return tf.ops.mean(tf.ops.absolute(y_true - y_pred), axis=-1)

    model = Sequential([layers.Input((4,)), Twice(), layers.Dense(1)])
    model.compile("sgd", own_loss, metrics=[own_metric])
    assert "own_metric" in model.fit(X, Y, verbose=0).history
    model.save(tmp_path / "m.h5")
    custom = {"Twice": Twice, "own_loss": own_loss, "own_metric": own_metric}
    again = load_model(tmp_path / "m.h5", custom_objects=custom)
    np.testing.assert_array_equal(again.predict(X, verbose=0), model.predict(X, verbose=0))


def test_003_10_sequential_pops():
    model = regressor()
    model.pop()
    assert model.output_shape == (None, 8)


def test_003_19_to_22_regularizers():
    layer = layers.Dense(
        2,
        kernel_regularizer=regularizers.l1(0.1),
        bias_regularizer="l2",
        activity_regularizer=regularizers.L1L2(0.1, 0.1),
    )
    layer(X)
    assert len(layer.losses) == 3
    assert float(layer.losses[1]) == pytest.approx(0.1 * np.abs(layer.get_weights()[0]).sum(), rel=1e-5)


def test_003_23_and_24_dropout_and_batch_normalization():
    layer = layers.BatchNormalization()
    x = (X * 3 + 5).astype("float32")
    trained = np.asarray(layer(x, training=True))
    np.testing.assert_allclose(trained.mean(0), 0, atol=1e-5)
    np.testing.assert_allclose(layer.moving_mean.numpy(), 0.01 * x.mean(0), rtol=1e-4)


@pytest.mark.parametrize(
    "name, expected",
    [
        ("mse", lambda y, p: np.mean((y - p) ** 2)),
        ("mae", lambda y, p: np.mean(np.abs(y - p))),
        ("mape", lambda y, p: 100 * np.mean(np.abs((y - p) / y))),
        ("msle", lambda y, p: np.mean((np.log1p(y) - np.log1p(p)) ** 2)),
        (
            "hinge",
            lambda y, p: np.mean(np.maximum(1 - (2 * y - 1) * p, 0)) if set(np.unique(y)) <= {0, 1} else None,
        ),
    ],
)
def test_003_25_to_30_losses(name, expected):
    y = np.array([[1.0, 1.0, 1.0]]) if name != "hinge" else np.array([[0.0, 1.0, 1.0]])
    p = np.array([[0.2, 0.5, 0.9]])
    found = float(np.asarray(losses.get(name)(y, p)).mean())
    assert found == pytest.approx(expected(y, p), rel=1e-5)


def test_003_26_rmse_is_a_metric():
    metric = metrics.RootMeanSquaredError()
    metric.update_state([0.0, 0.0], [3.0, 4.0])
    assert float(metric.result()) == pytest.approx(np.sqrt(12.5))


def test_003_31_to_34_accuracies():
    scores = np.array([[0.1, 0.9, 0.0], [0.8, 0.1, 0.1]])
    assert float(np.mean(metrics.binary_accuracy([[1.0, 0.0]], [[0.6, 0.4]]))) == 1.0
    assert np.asarray(metrics.categorical_accuracy(np.eye(3)[[1, 2]], scores)).tolist() == [1.0, 0.0]
    assert np.asarray(metrics.sparse_categorical_accuracy([1, 2], scores)).tolist() == [1.0, 0.0]
    top = metrics.TopKCategoricalAccuracy(k=2)
    top.update_state(np.eye(3)[[0, 2]], scores)
    assert float(top.result()) in (0.5, 1.0)


def test_003_35_to_json():
    model = regressor()
    again = model_from_json(model.to_json())
    assert [layer.name for layer in again.layers] == [layer.name for layer in model.layers]


def test_003_38_weights_apart(tmp_path):
    model = regressor()
    model.save_weights(tmp_path / "w.weights.h5")
    again = model_from_json(model.to_json())
    again.load_weights(tmp_path / "w.weights.h5")
    np.testing.assert_array_equal(again.predict(X, verbose=0), model.predict(X, verbose=0))
    with pytest.raises(ValueError):
        Sequential([layers.Dense(3, input_shape=(4,))]).load_weights(tmp_path / "w.weights.h5")


def test_003_39_and_51_saved_model_trains_on(tmp_path):
    tf.keras.utils.set_random_seed(0)
    model = regressor(metrics=["mae"])
    model.fit(X, Y, epochs=2, shuffle=False, verbose=0)
    model.save(tmp_path / "my_model.h5")
    again = load_model(tmp_path / "my_model.h5")
    np.testing.assert_array_equal(again.predict(X, verbose=0), model.predict(X, verbose=0))
    np.testing.assert_allclose(again.evaluate(X, Y, verbose=0), model.evaluate(X, Y, verbose=0), rtol=1e-6)
    histories = [m.fit(X, Y, epochs=2, shuffle=False, verbose=0).history["loss"] for m in (model, again)]
    np.testing.assert_allclose(histories[0], histories[1], rtol=1e-5)


def test_003_41_and_004_13_early_stopping():
    class Scripted(callbacks.Callback):
        values = iter([1.0, 0.8, 0.9, 0.85, 0.7])

        def on_epoch_end(self, epoch, logs=None):
            logs["val_loss"] = next(self.values)

    history = regressor().fit(
        X,
        Y,
        epochs=5,
        verbose=0,
        callbacks=[Scripted(), callbacks.EarlyStopping(monitor="val_loss", patience=2)],
    )
    assert history.epoch == [0, 1, 2, 3]
    Scripted.values = iter([1.0, 0.8, 0.9, 0.85, 0.7])
    first_worse = callbacks.EarlyStopping(monitor="val_loss", mode="auto")
    assert regressor().fit(X, Y, epochs=5, verbose=0, callbacks=[Scripted(), first_worse]).epoch == [0, 1, 2]


def test_003_43_to_45_checkpoints(tmp_path):
    model = regressor()
    each = callbacks.ModelCheckpoint(tmp_path / "e{epoch:02d}-{val_loss:.2f}.h5")
    best = callbacks.ModelCheckpoint(tmp_path / "best.h5", monitor="val_loss", save_best_only=True)
    history = model.fit(X, Y, epochs=3, validation_data=(X, Y), callbacks=[each, best], verbose=0).history[
        "val_loss"
    ]
    assert sorted(p.name for p in tmp_path.glob("e0*")) == [
        f"e{i + 1:02d}-{v:.2f}.h5" for i, v in enumerate(history)
    ]
    assert load_model(tmp_path / "best.h5").evaluate(X, Y, verbose=0) == pytest.approx(min(history), rel=1e-5)


def test_004_01_five_lines_classify_digits():
    (x, y), (x_test, y_test) = tf.keras.datasets.digits.load_data()
    model = Sequential(
        [layers.Input((8, 8, 1)), layers.Flatten(), layers.Dense(64, "relu"), layers.Dense(10, "softmax")]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y, epochs=30, verbose=0)
    assert model.evaluate(x_test, y_test, verbose=0)[1] > 0.93


def test_004_02_a_model_inside_a_model():
    inner = Sequential([layers.Dense(3, input_shape=(4,))])
    inputs = layers.Input((4,))
    outer = Model(inputs, layers.Dense(1)(inner(inputs)))
    outer.compile("sgd", "mse")
    before = inner.get_weights()[0]
    outer.fit(X, Y, verbose=0)
    assert np.abs(before - inner.get_weights()[0]).max() > 0


def test_004_05_unknown_names_are_refused():
    for compiled in ({"optimizer": "nonsense"}, {"loss": "nonsense"}):
        with pytest.raises(ValueError, match="nonsense"):
            regressor(**compiled)


def test_004_15_to_18_older_names_and_initializers():
    layer = layers.Dense(8, input_dim=4, init="uniform", activation="relu")
    model = Sequential([layer])
    kernel = model.get_weights()[0]
    assert kernel.size == 32
    assert np.abs(kernel).max() <= 0.05
    wide = np.asarray(initializers.get("uniform")((200, 200)))
    assert wide.min() >= -0.05
    assert wide.max() <= 0.05
    assert np.asarray(initializers.get("normal")((200, 200))).std() == pytest.approx(0.05, rel=0.05)


@pytest.mark.parametrize("kind", ["SimpleRNN", "GRU", "LSTM"])
def test_003_11_to_15_recurrent_layers_learn_a_sum(kind):
    tf.keras.utils.set_random_seed(0)
    x = RNG.random((200, 5, 1)).astype("float32")
    model = Sequential([layers.Input((5, 1)), getattr(layers, kind)(16), layers.Dense(1)])
    model.compile(tf.keras.optimizers.Adam(0.02), "mse")
    losses_ = model.fit(x, x.sum(1), epochs=20, verbose=0).history["loss"]
    assert losses_[-1] < 0.1 * losses_[0]
    assert getattr(layers, kind)(3, return_sequences=True)(x).shape == (200, 5, 3)


def test_003_16_and_18_one_dimension():
    x = RNG.standard_normal((2, 6, 3)).astype("float32")
    layer = layers.Conv1D(4, 2, padding="causal")
    found = np.asarray(layer(x))
    kernel, bias = layer.get_weights()
    padded = np.pad(x, ((0, 0), (1, 0), (0, 0)))
    np.testing.assert_allclose(
        found, padded[:, :-1] @ kernel[0] + padded[:, 1:] @ kernel[1] + bias, atol=1e-5
    )
    np.testing.assert_array_equal(layers.MaxPooling1D(2)(x), x.reshape(2, 3, 2, 3).max(2))


def test_003_46_and_004_12_tensorboard_writes_logs(tmp_path):
    board = callbacks.TensorBoard(log_dir=str(tmp_path / "logs"))
    regressor().fit(X, Y, epochs=2, validation_data=(X, Y), callbacks=[board], verbose=0)
    assert [p.name for p in sorted((tmp_path / "logs").iterdir())] == ["train", "validation"]


def test_001_30_time_distributed():
    wrapper = layers.TimeDistributed(layers.Dense(2))
    x = RNG.standard_normal((3, 4, 5)).astype("float32")
    found = np.asarray(wrapper(x))
    assert isinstance(wrapper.layer, layers.Dense)
    np.testing.assert_allclose(found[:, 1], np.asarray(wrapper.layer(x[:, 1])), atol=1e-6)


def test_004_08_images_row_by_row():
    model = Sequential([layers.Input((8, 8)), layers.SimpleRNN(16), layers.Dense(10, activation="softmax")])
    assert model.predict(RNG.random((2, 8, 8)), verbose=0).shape == (2, 10)
