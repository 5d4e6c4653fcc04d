"""The third note once more, where a row promises numbers: layers and rules by NumPy, pipelines, own loops."""

import numpy as np
import pytest

import layerloom as tf
from layerloom.keras import layers, losses, metrics, optimizers

RNG = np.random.default_rng(12)


def convolved(x, kernel, stride, padding):
    """Correlation with zeros put round as TensorFlow does: of an odd number the larger half at the end."""
    size, steps = kernel.shape[0], x.shape[1]
    out = -(-steps // stride) if padding == "same" else (steps - size) // stride + 1
    extra = max((out - 1) * stride + size - steps, 0) if padding == "same" else 0
    x = np.pad(x, ((0, 0), *[(extra // 2, extra - extra // 2)] * 2, (0, 0)))
    rows = range(0, out * stride, stride)
    return np.stack(
        [
            np.stack([np.tensordot(x[:, i : i + size, j : j + size], kernel, 3) for j in rows], axis=1)
            for i in rows
        ],
        axis=1,
    )


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("size", [2, 3])
def test_05_and_06_strides_and_padding(size, stride, padding):
    x = RNG.standard_normal((2, 8, 8, 2)).astype("float32")
    layer = layers.Conv2D(3, size, strides=stride, padding=padding)
    found = np.asarray(layer(x))
    np.testing.assert_allclose(found, convolved(x, layer.kernel.numpy(), stride, padding), atol=1e-5)


def test_03_and_04_filters_and_kernel_size():
    for size, (high, wide) in ((3, (3, 3)), ((2, 5), (2, 5))):
        layer = layers.Conv2D(7, size)
        assert layer(np.ones((1, 9, 9, 4), "float32")).shape[-1] == 7
        assert layer.count_params() == high * wide * 4 * 7 + 7


def test_08_values_of_pooling():
    x = RNG.standard_normal((1, 5, 5, 1)).astype("float32")
    windows = [[x[0, i : i + 2, j : j + 2, 0] for j in (0, 2, 4)] for i in (0, 2, 4)]
    largest = np.array([[window.max() for window in row] for row in windows])
    np.testing.assert_array_equal(np.asarray(layers.MaxPool2D(2, 2, "same")(x))[0, :, :, 0], largest)
    np.testing.assert_array_equal(np.asarray(layers.MaxPool2D(2, 2)(x))[0, :, :, 0], largest[:2, :2])
    moved = np.asarray(layers.MaxPool2D(2, strides=1)(x))[0, :, :, 0]
    np.testing.assert_array_equal(moved[::2, ::2], largest[:2, :2])
    assert moved.shape == (4, 4)


def test_10_dense_acts_on_the_last_axis():
    x = RNG.standard_normal((2, 3, 5)).astype("float32")
    layer = layers.Dense(32, activation="relu")
    found = np.asarray(layer(x))
    np.testing.assert_allclose(found, np.maximum(x @ layer.kernel.numpy() + layer.bias.numpy(), 0), atol=1e-5)


def test_15_and_16_values_of_cross_entropies():
    logits = RNG.standard_normal((4, 3)).astype("float32")
    shares = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    labels = np.array([0, 2, 1, 1])
    expected = -np.log(shares[np.arange(4), labels])
    hot = np.eye(3)[labels]
    np.testing.assert_allclose(
        losses.categorical_crossentropy(hot, logits, from_logits=True), expected, rtol=1e-5
    )
    np.testing.assert_allclose(losses.categorical_crossentropy(hot, shares), expected, rtol=1e-5)
    p, y = np.array([[0.2, 0.9, 0.4]]), np.array([[0.0, 1.0, 1.0]])
    binary = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    np.testing.assert_allclose(losses.binary_crossentropy(y, p), [binary], rtol=1e-5)
    clipped = float(losses.binary_crossentropy([[1.0]], [[0.0]])[0])
    assert clipped == pytest.approx(-np.log(1e-7), rel=1e-4)


def steps_of(optimizer, gradients):
    w = tf.Variable([1.0, -2.0])
    for gradient in gradients:
        optimizer.apply_gradients([(tf.Tensor(gradient), w)])
    return w.numpy()


GRADIENTS = [
    np.array([0.5, -1.0], "float32"),
    np.array([0.1, 2.0], "float32"),
    np.array([-0.3, 0.2], "float32"),
]


def test_17_sgd_with_momentum():
    w, velocity = np.array([1.0, -2.0]), np.zeros(2)
    for gradient in GRADIENTS:
        velocity = 0.9 * velocity - 0.1 * gradient
        w = w + velocity
    np.testing.assert_allclose(steps_of(optimizers.SGD(0.1, momentum=0.9), GRADIENTS), w, rtol=1e-6)
    plain = np.array([1.0, -2.0]) - 0.1 * np.sum(GRADIENTS, axis=0)
    np.testing.assert_allclose(steps_of(optimizers.SGD(0.1), GRADIENTS), plain, rtol=1e-6)


def test_18_rmsprop():
    w, mean = np.array([1.0, -2.0]), np.zeros(2)
    for gradient in GRADIENTS:
        mean = 0.9 * mean + 0.1 * gradient**2
        w = w - 0.01 * gradient / np.sqrt(mean + 1e-7)
    np.testing.assert_allclose(steps_of(optimizers.RMSprop(0.01), GRADIENTS), w, rtol=1e-6)


def test_19_adam():
    w, first, second = np.array([1.0, -2.0]), np.zeros(2), np.zeros(2)
    for t, gradient in enumerate(GRADIENTS, 1):
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        rate = 0.01 * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        w = w - rate * first / (np.sqrt(second) + 1e-7)
    np.testing.assert_allclose(steps_of(optimizers.Adam(0.01), GRADIENTS), w, rtol=1e-5)


@pytest.mark.parametrize("kind", [optimizers.SGD, optimizers.RMSprop, optimizers.Adam])
def test_20_the_rate_scales_the_step(kind):
    start = np.array([1.0, -2.0])
    small, large = (steps_of(kind(rate), GRADIENTS[:1]) - start for rate in (0.001, 0.1))
    np.testing.assert_allclose(large, 100 * small, rtol=1e-3)


@pytest.mark.parametrize(
    "metric, first, second, after_first, after_both",
    [
        (metrics.Accuracy(), ([1, 2], [1, 0]), ([3, 4], [3, 4]), 1 / 2, 3 / 4),
        (metrics.Precision(), ([1, 0], [0.6, 0.7]), ([1, 1], [0.9, 0.4]), 1 / 2, 2 / 3),
        (metrics.Recall(), ([1, 0], [0.6, 0.7]), ([1, 1], [0.9, 0.4]), 1, 2 / 3),
    ],
    ids=lambda value: type(value).__name__,
)
def test_21_to_23_metrics_run_on(metric, first, second, after_first, after_both):
    metric.update_state(*first)
    assert float(metric.result()) == pytest.approx(after_first)
    metric.update_state(*second)
    assert float(metric.result()) == pytest.approx(after_both)
    metric.reset_state()
    assert float(metric.result()) == 0


def test_27_and_28_windows_of_the_buffer():
    data = tf.data.Dataset.from_tensor_slices(np.arange(50))
    order = [int(row) for row in data.shuffle(5, seed=1)]
    assert sorted(order) == list(range(50))
    assert order != sorted(order)
    assert all(value < place + 5 for place, value in enumerate(order))
    batches = data.batch(20)
    assert [len(np.asarray(batch)) for batch in batches] == [20, 20, 10]
    assert [int(row) for row in batches.unbatch()] == list(range(50))


def test_30_sample_weights():
    p = np.array([[0.7, 0.3], [0.2, 0.8]], "float32")
    loss = losses.SparseCategoricalCrossentropy()
    assert float(loss([0, 1], p)) == pytest.approx(-np.log([0.7, 0.8]).mean(), rel=1e-5)
    weighted = -(np.log(0.7) * 3 + np.log(0.8)) / 2
    assert float(loss([0, 1], p, sample_weight=[3.0, 1.0])) == pytest.approx(weighted, rel=1e-5)


def test_31_metrics_of_the_loop():
    mean, accuracy = metrics.Mean(name="train_loss"), metrics.SparseCategoricalAccuracy(name="train_accuracy")
    for value in (1.0, 3.0):
        mean(value)
    accuracy([1, 0], [[0.1, 0.9], [0.3, 0.7]])
    assert (mean.name, float(mean.result())) == ("train_loss", 2.0)
    assert (accuracy.name, float(accuracy.result())) == ("train_accuracy", 0.5)
    mean.reset_state()
    accuracy.reset_states()  # as Keras 2 called it
    assert float(mean.result()) == float(accuracy.result()) == 0.0


def test_32_and_33_the_gradient_is_the_closed_form():
    x, y = RNG.standard_normal((6, 3)).astype("float32"), RNG.standard_normal((6, 1)).astype("float32")
    w = tf.Variable(np.zeros((3, 1), "float32"))
    with tf.GradientTape() as tape:
        loss = tf.ops.mean(tf.ops.square(tf.ops.matmul(x, w) - y))
    gradient = tape.gradient(loss, w)
    np.testing.assert_allclose(gradient, -2 * x.T @ y / 6, rtol=1e-4, atol=1e-6)
    optimizer = optimizers.SGD(0.5)
    optimizer.apply_gradients(zip([gradient], [w], strict=True))
    np.testing.assert_allclose(w.numpy(), x.T @ y / 6, rtol=1e-4, atol=1e-6)
    assert int(optimizer.iterations) == 1


def own_loop(decorate):
    """The note's loop with a test step; returns what it printed, what evaluate says, and the weights."""
    tf.keras.utils.set_random_seed(3)
    x = np.random.default_rng(3).standard_normal((64, 4)).astype("float32")
    y = (x[:, 0] > 0).astype("int64")
    model = tf.keras.Sequential([layers.Dense(8, activation="relu"), layers.Dense(2, activation="softmax")])
    loss_object, optimizer = losses.SparseCategoricalCrossentropy(), optimizers.Adam(0.01)
    train_loss, test_loss = metrics.Mean(name="train_loss"), metrics.Mean(name="test_loss")
    test_accuracy = metrics.SparseCategoricalAccuracy(name="test_accuracy")

    @decorate
    def train_step(images, labels):
        with tf.GradientTape() as tape:
            loss = loss_object(labels, model(images))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
        train_loss(loss)

    @decorate
    def test_step(images, labels):
        predictions = model(images)
        test_loss(loss_object(labels, predictions))
        test_accuracy(labels, predictions)

    for images, labels in tf.data.Dataset.from_tensor_slices((x, y)).batch(16):
        train_step(images, labels)
    before = model.get_weights()
    for images, labels in tf.data.Dataset.from_tensor_slices((x, y)).batch(16):
        test_step(images, labels)
    for one, other in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(one, other)
    template = "Epoch {}, Loss: {}, Test Loss: {}, Test Accuracy: {}"
    told = template.format(1, train_loss.result(), test_loss.result(), test_accuracy.result() * 100)
    model.compile(loss=losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    return told, model.evaluate(x, y, batch_size=16, verbose=0), before


def test_34_to_36_the_loop_says_what_evaluate_says_with_and_without_function():
    (told, (loss, accuracy), weights), (again, _, others) = own_loop(tf.function), own_loop(lambda f: f)
    numbers = [float(part.split(": ")[1]) for part in told.split(", ")[1:]]
    assert numbers[1:] == pytest.approx([loss, accuracy * 100], rel=1e-5)
    assert told == again
    for one, other in zip(weights, others, strict=True):
        np.testing.assert_array_equal(one, other)
