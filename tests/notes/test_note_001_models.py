"""The second note once more, where a row promises numbers: losses and metrics of models, names, weights, layers."""

import numpy as np
import pytest
from layerloom.keras.layers import (
    Activation,
    BatchNormalization,
    Conv2D,
    Dense,
    Flatten,
    Input,
    Lambda,
    MaxPooling2D,
)
from layerloom.keras.models import Model, Sequential

import layerloom as tf
from layerloom.keras import layers, optimizers, regularizers

RNG = np.random.default_rng(5)
X = RNG.standard_normal((40, 4)).astype("float32")
Y = X.sum(1, keepdims=True)
LABELS = RNG.integers(0, 3, 40)


class Hybrid(Model):
    """A feature extractor and a classifier, each a Sequential."""

    def __init__(self):
        super().__init__(name="hybrid")
        self.feature_extractor = Sequential(
            [
                Conv2D(16, 3, activation="relu"),
                MaxPooling2D(),
                Conv2D(16, 3, activation="relu"),
                MaxPooling2D(),
                Flatten(),
            ],
            name="features",
        )
        self.classifier = Sequential(
            [Dense(256, activation="relu"), Dense(10, activation="softmax")], name="classifier"
        )

    def call(self, inputs):
        return self.classifier(self.feature_extractor(inputs))


def test_05_summary_tells_names_classes_shapes_and_counts():
    model = Sequential([Dense(10, name="first"), BatchNormalization(name="second"), Dense(5, name="third")])
    model.build((None, 8))
    lines = []
    model.summary(print_fn=lines.append)
    text = "\n".join(lines)
    for row in (
        ("first", "Dense", "(None, 10)", "90"),
        ("second", "BatchNormalization", "(None, 10)", "40"),
        ("third", "Dense", "(None, 5)", "55"),
    ):
        assert any(all(word in line for word in row) for line in text.splitlines()), row
    for row in ("Total params: 185", "Trainable params: 165", "Non-trainable params: 20"):
        assert row in text


def test_06_hybrid_counts_and_summary(capsys):
    model = Hybrid()
    model.build((None, 28, 28, 1))
    assert model.count_params() == 107706
    model.summary()
    told = capsys.readouterr().out
    assert "107,706" in told
    assert "features" in told
    assert "classifier" in told
    np.testing.assert_allclose(np.asarray(model(RNG.random((3, 28, 28, 1)))).sum(1), 1, rtol=1e-5)


def test_08_functional_values():
    assert layers.Input is Input
    inputs = Input(shape=(2, 3))
    model = Model(inputs=inputs, outputs=Dense(4, activation="relu")(Flatten()(inputs)))
    x = RNG.standard_normal((5, 2, 3)).astype("float32")
    kernel, bias = model.get_weights()
    expected = np.maximum(x.reshape(5, 6) @ kernel + bias, 0)
    np.testing.assert_allclose(model.predict(x, verbose=0), expected, atol=1e-6)


def test_11_gradients_of_branches_are_the_right_ones():
    first, second = Dense(3, use_bias=False), Dense(3, use_bias=False)

    class Branches(Model):
        def call(self, inputs):
            return first(inputs) * second(inputs)

    model = Branches()
    with tf.GradientTape() as tape:
        loss = tf.ops.sum(model(X))
    found = tape.gradient(loss, [first.kernel, second.kernel])
    np.testing.assert_allclose(found[0], X.T @ (X @ second.kernel.numpy()), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(found[1], X.T @ (X @ first.kernel.numpy()), rtol=1e-4, atol=1e-5)


def test_15_and_31_outputs_are_the_base_of_further_models():
    inputs = Input((4,))
    model = Model(inputs, Dense(2)(Dense(3, name="middle")(inputs)))
    for output in (model.output, model.get_layer("middle").output):
        longer = Model(model.input, Activation("relu")(output))
        expected = np.maximum(Model(model.input, output).predict(X, verbose=0), 0)
        np.testing.assert_array_equal(longer.predict(X, verbose=0), expected)


class Penalized(layers.Layer):
    """Adds a tenth of the sum of its inputs to the loss."""

    def call(self, inputs):
        self.add_loss(0.1 * tf.ops.sum(inputs))
        return inputs


def test_16_and_19_what_call_adds_joins_losses_fit_and_evaluate():
    model = Sequential([Input((4,)), Penalized(), Dense(1)])
    model.compile("sgd", "mse")
    model.set_weights([np.zeros((4, 1)), np.zeros(1)])
    expected = float(np.mean(Y**2)) + 0.1 * float(X.sum())
    assert model.evaluate(X, Y, batch_size=40, verbose=0) == pytest.approx(expected, rel=1e-5)
    told = model.fit(X, Y, batch_size=40, verbose=0).history["loss"][0]
    assert told == pytest.approx(expected, rel=1e-5)
    model(X)
    assert float(model.losses[0]) == pytest.approx(0.1 * float(X.sum()), rel=1e-5)


def test_17_a_number_counts_in_fit():
    model = Sequential([Dense(1, input_shape=(4,))])
    model.compile(optimizers.SGD(0.0), "mse")
    plain = model.fit(X, Y, verbose=0).history["loss"][0]
    model.add_loss(100)
    assert 100 in model.losses
    assert model.fit(X, Y, verbose=0).history["loss"][0] == pytest.approx(plain + 100, rel=1e-5)


def test_18_a_penalty_on_weights_is_learned():
    model = Sequential([Dense(1, input_shape=(4,), use_bias=False)])
    model.add_loss(lambda: 10 * tf.ops.sum(tf.ops.square(model.layers[0].kernel)))
    model.compile(optimizers.SGD(0.04), "mse")
    model.fit(X, Y, epochs=30, verbose=0)
    assert np.abs(model.get_weights()[0]).max() < 0.25  # without the penalty all come to 1


def test_21_appending_to_metrics_names_does_not_fail():
    model = Sequential([Dense(1, input_shape=(4,))])
    model.metrics_names.append("own")
    model.compile("sgd", "mse", metrics=["mae"])
    model.fit(X, Y, verbose=0)
    model.metrics_names.append("own")
    assert model.metrics_names == ["loss", "mae"]


def test_23_an_added_metric_is_the_mean_over_the_epoch():
    inputs = Input((4,))
    outputs = Dense(1)(inputs)
    model = Model(inputs, outputs)
    model.add_metric(tf.ops.mean(outputs), name="mean_output", aggregation="mean")
    model.compile(optimizers.SGD(0.0), "mse")
    told = model.fit(X, Y, batch_size=8, verbose=0).history["mean_output"]
    assert told == pytest.approx([float(model.predict(X, verbose=0).mean())], abs=1e-6)


def test_26_names_are_given_or_counted_and_never_double():
    tf.keras.backend.clear_session()
    model = Sequential([Input((4,)), Dense(3), Dense(3), Dense(1, name="head"), BatchNormalization()])
    assert [layer.name for layer in model.layers] == ["dense", "dense_1", "head", "batch_normalization"]
    inputs = Input((4,))
    with pytest.raises(ValueError, match=r"same"):
        Model(inputs, Dense(1, name="same")(Dense(1, name="same")(inputs)))
    with pytest.raises(ValueError, match="same"):
        Sequential([Input((4,)), Dense(1, name="same"), Dense(1, name="same")])


def test_29_a_layer_frozen_before_compile_stays():
    model = Sequential([Dense(3, input_shape=(4,)), Dense(1)])
    model.layers[0].trainable = False
    model.compile("sgd", "mse")
    before = model.get_weights()
    model.fit(X, Y, verbose=0)
    moved = [bool((one != other).any()) for one, other in zip(model.get_weights(), before, strict=True)]
    assert moved == [False, False, True, True]


def test_32_lambda_of_several_tensors():
    def joined(one, two):
        return one * two + 1

    a, b = Input((4,)), Input((4,))
    product = Lambda(lambda x: joined(*x), name="product")([a, b])
    model = Model([a, b], product)
    np.testing.assert_allclose(model.predict([X, 2 * X], verbose=0), 2 * X * X + 1, rtol=1e-6)
    assert model.get_layer("product").__class__.__name__ == "Lambda"


def test_34_and_35_a_penalty_on_the_weights_but_those_of_normalization():
    model = Sequential([Dense(3, input_shape=(4,)), BatchNormalization(), Dense(1)])
    assert [v.path.split("/")[-1] for v in model.trainable_variables] == [
        "kernel", "bias", "gamma", "beta", "kernel", "bias",
    ]  # fmt: skip
    chosen = [w for w in model.trainable_weights if "gamma" not in w.name and "beta" not in w.name]
    assert not {"moving_mean", "moving_variance"} & {w.name for w in model.trainable_weights}
    model.add_loss(lambda: tf.ops.sum([regularizers.l2(0.1)(w) / w.numpy().size for w in chosen]))
    expected = sum(0.1 * np.mean(w.numpy() ** 2) for w in chosen)
    assert float(model.losses[0]) == pytest.approx(expected, rel=1e-5)
