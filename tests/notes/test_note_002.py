"""The third note, row by row: convolutional networks, losses, optimizers, datasets, own training loops."""

import numpy as np
import pytest

import layerloom as tf
from layerloom.keras import layers, losses, metrics, optimizers

RNG = np.random.default_rng(2)


def basic_cnn():
    inputs = layers.Input((28, 28, 1))
    x = layers.Conv2D(32, 3, padding="SAME")(inputs)
    x = layers.Activation("relu")(x)
    x = layers.Conv2D(32, 3, padding="SAME")(x)
    x = layers.Activation("relu")(x)
    x = layers.MaxPool2D((2, 2))(x)
    x = layers.Activation("relu")(x)
    x = layers.Dropout(0.25)(x)
    x = layers.Conv2D(64, 3, padding="SAME")(x)
    x = layers.Activation("relu")(x)
    x = layers.MaxPool2D((2, 2))(x)
    x = layers.Activation("relu")(x)
    x = layers.Conv2D(128, 3, padding="SAME")(x)
    x = layers.Activation("relu")(x)
    x = layers.MaxPool2D((2, 2))(x)
    x = layers.Activation("relu")(x)
    x = layers.Dropout(0.25)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(512)(x)
    x = layers.Activation("relu")(x)
    x = layers.Dropout(0.5)(x)
    x = layers.Dense(10)(x)
    x = layers.Activation("softmax")(x)
    return tf.keras.Model(inputs=inputs, outputs=x, name="basic_cnn")


def correlate(x, kernel):
    """Slow and plain: same padding, stride 1."""
    high, wide = x.shape[1:3]
    padded = np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
    return sum(
        np.einsum("bhwc,cf->bhwf", padded[:, i : i + high, j : j + wide], kernel[i, j])
        for i in range(3)
        for j in range(3)
    )


def test_01_channels_stand_last():
    assert layers.Conv2D(3, 3)(np.ones((2, 8, 9, 4), "float32")).shape == (2, 6, 7, 3)


def test_02_to_07_convolution():
    layer = layers.Conv2D(filters=3, kernel_size=3, strides=1, padding="same", activation="relu")
    x = RNG.standard_normal((2, 5, 6, 2)).astype("float32")
    found = np.asarray(layer(x))
    kernel, bias = layer.get_weights()
    np.testing.assert_allclose(found, np.maximum(correlate(x, kernel) + bias, 0), atol=1e-5)
    assert layer.count_params() == 3 * 3 * 2 * 3 + 3
    assert layers.Conv2D(1, (3, 5))(x).shape == (2, 3, 2, 1)
    assert layers.Conv2D(1, 3, strides=2)(x).shape == (2, 2, 2, 1)
    assert layers.Conv2D(1, 3, strides=2, padding="same")(x).shape == (2, 3, 3, 1)
    plain = layers.Conv2D(3, 3, padding="same")
    plain.build(x.shape)
    plain.set_weights(layer.get_weights())
    np.testing.assert_array_equal(np.asarray(layers.Activation("relu")(plain(x))), found)


def test_08_pooling():
    x = RNG.standard_normal((1, 5, 5, 2)).astype("float32")
    assert layers.MaxPool2D is layers.MaxPooling2D
    assert layers.MaxPool2D(2, 2)(x).shape == (1, 2, 2, 2)
    assert layers.MaxPool2D(2, 2, padding="same")(x).shape == (1, 3, 3, 2)
    np.testing.assert_allclose(layers.GlobalAveragePooling2D()(x), x.mean((1, 2)), atol=1e-6)


def test_09_and_10_flatten_and_dense():
    x = np.arange(12.0, dtype="float32").reshape(1, 2, 3, 2)
    np.testing.assert_array_equal(layers.Flatten()(x), x.reshape(1, -1))
    assert layers.Dense(32, activation="relu")(x).shape == (1, 2, 3, 32)


def test_11_dropout():
    x = np.ones((1, 1000), "float32")
    layer = layers.Dropout(0.5)
    np.testing.assert_array_equal(layer(x), x)
    assert set(np.unique(layer(x, training=True))) == {0.0, 2.0}


def test_12_and_13_basic_cnn():
    model = basic_cnn()
    assert model.name == "basic_cnn"
    assert len(model.layers) == 23
    assert model.count_params() == 320 + 9248 + 18496 + 73856 + (1152 * 512 + 512) + 5130
    tf.keras.utils.set_random_seed(0)
    model.compile(optimizers.Adam(), losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    x, y = RNG.random((32, 28, 28, 1)).astype("float32"), np.arange(32) % 10
    history = model.fit(x, y, epochs=2, batch_size=8, verbose=0)
    assert history.history["loss"][1] < history.history["loss"][0]
    np.testing.assert_allclose(model.predict(x[:2], verbose=0).sum(1), 1, rtol=1e-5)


def test_14_to_16_losses():
    p = np.array([[0.7, 0.2, 0.1], [0.1, 0.1, 0.8]], "float32")
    np.testing.assert_allclose(
        losses.sparse_categorical_crossentropy([0, 2], p), -np.log([0.7, 0.8]), rtol=1e-5
    )
    np.testing.assert_allclose(
        losses.categorical_crossentropy(np.eye(3)[[0, 2]], p), -np.log([0.7, 0.8]), rtol=1e-5
    )
    assert np.isfinite(np.asarray(losses.binary_crossentropy([[1.0, 0.0]], [[0.0, 1.0]]))).all()


def test_17_to_20_optimizers():
    for cls, rate in ((optimizers.SGD, 0.01), (optimizers.RMSprop, 0.001), (optimizers.Adam, 0.001)):
        assert float(cls().learning_rate) == pytest.approx(rate)
    w = tf.Variable([1.0])
    optimizers.SGD(0.5).apply_gradients([(tf.Tensor([2.0]), w)])
    assert float(w.numpy()[0]) == 0.0


def test_21_to_23_metrics():
    accuracy, precision, recall = metrics.Accuracy(), metrics.Precision(), metrics.Recall()
    accuracy.update_state([1, 2, 3, 4], [1, 2, 3, 0])
    for metric in (precision, recall):
        metric.update_state([0, 1, 1, 1], [1, 0, 1, 1])
    assert float(accuracy.result()) == 0.75
    assert float(precision.result()) == pytest.approx(2 / 3)
    assert float(recall.result()) == pytest.approx(2 / 3)


def test_25_digits_reach_97_percent():
    (x, y), (x_test, y_test) = tf.keras.datasets.digits.load_data()
    tf.keras.utils.set_random_seed(0)
    model = tf.keras.Sequential(
        [
            layers.Input((8, 8, 1)),
            layers.Conv2D(32, 3, activation="relu", padding="same"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y, batch_size=32, shuffle=True, epochs=20, verbose=0)
    assert model.evaluate(x_test, y_test, verbose=0)[1] >= 0.97


def test_30_to_36_own_training_loop():
    tf.keras.utils.set_random_seed(0)
    x = RNG.standard_normal((64, 4)).astype("float32")
    y = (x[:, 0] > 0).astype("int64")
    model = tf.keras.Sequential([layers.Dense(8, activation="relu"), layers.Dense(2, activation="softmax")])
    loss_object, optimizer = losses.SparseCategoricalCrossentropy(), optimizers.Adam(0.05)
    train_loss, train_accuracy = (
        metrics.Mean(name="train_loss"),
        metrics.SparseCategoricalAccuracy(name="acc"),
    )

    @tf.function
    def train_step(images, labels):
        with tf.GradientTape() as tape:
            predictions = model(images)
            loss = loss_object(labels, predictions)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        train_loss(loss)
        train_accuracy(labels, predictions)

    for _ in range(30):
        train_loss.reset_state()
        train_accuracy.reset_state()
        train_step(x, y)
    assert "Loss: 0." in f"Loss: {train_loss.result()}, accuracy: {train_accuracy.result() * 100}"
    assert int(optimizer.iterations) == 30
    assert float(train_accuracy.result()) > 0.95


def test_37_evaluate_does_not_depend_on_the_batch():
    model = tf.keras.Sequential([layers.Dense(1, input_shape=(2,))])
    model.compile("sgd", "mse", metrics=["mae"])
    x, y = RNG.random((10, 2)), RNG.random(10)
    np.testing.assert_allclose(
        model.evaluate(x, y, batch_size=3, verbose=0), model.evaluate(x, y, verbose=0), rtol=1e-5
    )
    assert set(model.evaluate(x, y, return_dict=True, verbose=0)) == {"loss", "mae"}


def test_38_predict_gives_float32_equal_to_the_call():
    model = tf.keras.Sequential(
        [layers.Flatten(input_shape=(28, 28)), layers.Dense(10, activation="softmax")]
    )
    image = RNG.random((1, 28, 28))
    found = model.predict(image, verbose=0)
    assert (found.dtype, found.shape) == (np.float32, (1, 10))
    np.testing.assert_allclose(found, np.asarray(model(image)), rtol=1e-6)


def test_26_to_29_datasets():
    x, y = np.arange(10.0).reshape(10, 1), np.arange(10)
    data = tf.data.Dataset.from_tensor_slices((x, y))
    assert len(data) == 10
    shuffled = data.shuffle(1000)
    orders = [[int(label) for _, label in shuffled] for _ in range(2)]
    assert sorted(orders[0]) == list(range(10))
    assert orders[0] != orders[1]
    assert [len(np.asarray(labels)) for _, labels in data.batch(4)] == [4, 4, 2]
    assert len(list(data.batch(4, drop_remainder=True))) == 2
    model = tf.keras.Sequential([layers.Dense(1, input_shape=(1,))])
    model.compile("sgd", "mse")
    batches = data.shuffle(10).batch(4)
    assert len(model.fit(batches, epochs=2, verbose=0).history["loss"]) == 2
    assert isinstance(model.evaluate(batches, verbose=0), float)
    assert model.predict(batches, verbose=0).shape == (10, 1)
