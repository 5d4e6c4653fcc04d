"""The second note, row by row: the three ways to a model, its attributes, compile, fit, evaluate, predict."""

import numpy as np
import pytest
from layerloom.keras.layers import BatchNormalization, Conv2D, Dense, Flatten, Input, MaxPooling2D
from layerloom.keras.models import Model, Sequential

import layerloom as tf
from layerloom.keras import callbacks, layers, losses, metrics, optimizers

RNG = np.random.default_rng(1)
X = RNG.standard_normal((40, 4)).astype("float32")
LABELS = RNG.integers(0, 3, 40)


def classifier(**compiled):
    model = Sequential([Dense(8, activation="relu", input_shape=(4,)), Dense(3, activation="softmax")])
    model.compile(**{"optimizer": "sgd", "loss": "sparse_categorical_crossentropy", **compiled})
    return model


class Hybrid(Model):
    def __init__(self):
        super().__init__()
        self.features = Sequential(
            [
                Conv2D(32, 3, activation="relu"),
                MaxPooling2D(),
                Conv2D(64, 3, activation="relu"),
                MaxPooling2D(),
                Flatten(),
            ]
        )
        self.head = Sequential([Dense(64, activation="relu"), Dense(10, activation="softmax")])

    def call(self, inputs):
        return self.head(self.features(inputs))


def test_01_deferred_build():
    model = Sequential()
    model.add(Dense(units=10, activation="sigmoid"))
    x = tf.random.normal(shape=(4, 10))
    y = model(x)
    kernel, bias = model.get_weights()
    np.testing.assert_allclose(y, 1 / (1 + np.exp(-(x.numpy() @ kernel + bias))), rtol=1e-5)


def test_02_random_normal():
    sample = tf.random.normal(shape=(200, 200), mean=1.0, stddev=2.0).numpy()
    assert sample.mean() == pytest.approx(1, abs=0.05)
    assert sample.std() == pytest.approx(2, abs=0.05)


def test_04_and_05_build_and_summary():
    model = Sequential([Dense(10), Dense(5)])
    model.build(input_shape=(None, 8))
    assert model.built
    assert model.output_shape == (None, 5)
    lines = []
    model.summary(print_fn=lines.append)
    assert "145" in "\n".join(lines)


def test_06_and_07_hybrid_model():
    model = Hybrid()
    model.build((None, 28, 28, 1))
    assert model.count_params() == 320 + 18496 + (1600 * 64 + 64) + 650
    x, y = RNG.random((16, 28, 28, 1)).astype("float32"), np.arange(16) % 10
    np.testing.assert_allclose(np.asarray(model(x)).sum(1), 1, rtol=1e-5)
    model.compile("adam", "sparse_categorical_crossentropy")
    losses_ = model.fit(x, y, epochs=5, verbose=0).history["loss"]
    assert losses_[-1] < losses_[0]


def test_08_functional_model():
    inputs = layers.Input(shape=(28, 28))
    x = Flatten()(inputs)
    model = Model(inputs=inputs, outputs=Dense(10, activation="softmax")(x))
    assert model.output_shape == (None, 10)


def test_09_model_that_wraps_a_functional_one():
    class Softmax(Model):
        def __init__(self):
            super().__init__()
            inputs = Input((4,))
            self.net = Model(inputs, Dense(3, activation="softmax")(inputs))
            self.net.summary(print_fn=lambda text: None)

        def call(self, inputs):
            return self.net(inputs)

    model = Softmax()
    model.compile("sgd", "sparse_categorical_crossentropy")
    model.fit(X, LABELS, verbose=0)
    assert len(model.weights) == 2
    np.testing.assert_allclose(model.predict(X, verbose=0).sum(1), 1, rtol=1e-5)


def test_13_and_15_inputs_and_outputs_in_order():
    inputs = [Input((i + 1,), name=f"in{i}") for i in range(3)]
    outputs = [Dense(1, name=f"out{i}")(inputs[i % 3]) for i in range(7)]
    model = Model(inputs, outputs, name="mask_rcnn")
    assert model.input is inputs
    assert model.output is outputs
    data = [np.ones((2, i + 1)) for i in range(3)]
    assert len(model.predict(data, verbose=0)) == 7
    assert len(model.predict({f"in{i}": data[i] for i in range(3)}, verbose=0)) == 7
    single = Model(inputs[0], outputs[0])
    assert single.input is inputs[0]


def test_14_older_argument_names():
    inputs = Input((2,))
    assert Model(input=inputs, output=Dense(1)(inputs)).output_shape == (None, 1)


def test_16_to_19_losses_of_a_model():
    model = classifier()
    assert model.losses == []
    plain = model.evaluate(X, LABELS, verbose=0)
    model.add_loss(100)
    assert 100 in model.losses
    assert model.evaluate(X, LABELS, verbose=0) == pytest.approx(plain + 100, rel=1e-5)
    model.add_loss(lambda: 5.0)
    assert model.evaluate(X, LABELS, verbose=0) == pytest.approx(plain + 105, rel=1e-5)


def test_20_a_model_trains_on_an_added_loss_alone():
    inputs = Input((4,))
    outputs = Dense(1)(inputs)
    model = Model(inputs, outputs)
    model.add_loss(tf.ops.mean(outputs * outputs))
    model.compile(optimizers.SGD(0.1))
    history = model.fit(X, epochs=5, verbose=0).history["loss"]
    assert history[-1] < history[0]


def test_21_and_22_metrics_names():
    assert Sequential([Dense(1)]).metrics_names == []
    model = classifier(metrics=["accuracy", metrics.SparseTopKCategoricalAccuracy(k=2, name="top2")])
    model.evaluate(X, LABELS, verbose=0)
    assert model.metrics_names == ["loss", "accuracy", "top2"]


def test_23_added_metric():
    class Watched(Model):
        def __init__(self):
            super().__init__()
            self.dense = Dense(1)

        def call(self, inputs):
            y = self.dense(inputs)
            self.add_metric(tf.ops.mean(y), name="mean_output", aggregation="mean")
            return y

    model = Watched()
    model.compile("sgd", "mse")
    assert "mean_output" in model.fit(X, LABELS.astype("float32"), verbose=0).history


def test_24_lists_may_be_set_on_a_model():
    model = classifier()
    model.metrics_tensors = []
    model.metrics_tensors.append(1)
    assert model.metrics_tensors == [1]


def test_25_to_28_layers_and_weights():
    model = Sequential(
        [Conv2D(3, 3, input_shape=(8, 8, 1), name="first"), BatchNormalization(), layers.Activation("relu")]
    )
    kernel, bias = model.layers[0].get_weights()
    assert kernel.shape == (3, 3, 1, 3)
    with pytest.raises(ValueError, match="shape"):
        model.layers[0].set_weights([kernel[0], bias])
    assert model.layers[0].name == "first"
    assert [layer.__class__.__name__ for layer in model.layers] == [
        "Conv2D",
        "BatchNormalization",
        "Activation",
    ]
    assert [len(layer.weights) for layer in model.layers] == [2, 4, 0]


def test_29_trainable():
    model = classifier()
    assert model.layers[0].trainable
    model.layers[0].trainable = False
    assert len(model.trainable_variables) == 2


def test_31_to_33_outputs_and_names():
    model = classifier()
    assert model.layers[0].output.shape == (None, 8)
    name = model.layers[1].name
    assert model.get_layer(name) is model.get_layer(index=1)
    with pytest.raises(ValueError, match="no layer"):
        model.get_layer("nothing")


def test_34_and_35_variables_by_name():
    model = Sequential([Dense(3, input_shape=(2,)), BatchNormalization()])
    names = [v.name for v in model.trainable_weights]
    assert names == ["kernel", "bias", "gamma", "beta"]
    chosen = [w for w in model.trainable_weights if "gamma" not in w.name and "beta" not in w.name]
    assert len(chosen) == 2


def test_38_to_41_compile_with_objects():
    model = Sequential([Dense(3, activation="softmax", input_shape=(4,))])
    model.compile(
        loss=losses.CategoricalCrossentropy(),
        optimizer=optimizers.SGD(lr=0.05),
        metrics=metrics.CategoricalAccuracy(),
    )
    assert float(model.optimizer.learning_rate) == pytest.approx(0.05)
    history = model.fit(X, np.eye(3)[LABELS], verbose=0).history
    assert "categorical_accuracy" in history


def test_40_mean_is_a_weighted_running_mean():
    mean = metrics.Mean()
    mean.update_state([1.0, 3.0])
    mean.update_state([5.0], sample_weight=[2.0])
    assert float(mean.result()) == pytest.approx((1 + 3 + 10) / 4)


def test_42_and_43_steps_and_verbose(capsys):
    counts = []
    counter = callbacks.LambdaCallback(on_train_batch_end=lambda batch, logs: counts.append(batch))
    classifier().fit(X, LABELS, batch_size=32, callbacks=[counter], verbose=0)
    assert counts == [0, 1]
    assert capsys.readouterr().out == ""
    for verbose in (1, 2):
        classifier().fit(X, LABELS, verbose=verbose)
        assert "loss" in capsys.readouterr().out
    classifier().fit(X, LABELS, verbose=None)


def test_44_to_48_validation_callbacks_and_history(tmp_path):
    class Slower(callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            self.model.optimizer.learning_rate = 0.001

    model = classifier(metrics=["accuracy"])
    kept = callbacks.ModelCheckpoint(tmp_path / "best.h5")
    history = model.fit(X, LABELS, validation_data=(X, LABELS), callbacks=[Slower(), kept], verbose=0).history
    assert sorted(history) == ["accuracy", "loss", "val_accuracy", "val_loss"]
    assert history["val_loss"][0] == pytest.approx(model.evaluate(X, LABELS, verbose=0)[0], rel=1e-5)
    assert float(model.optimizer.learning_rate) == pytest.approx(0.001)
    assert (tmp_path / "best.h5").exists()


def test_50_to_53_generators():
    def batches():
        while True:
            yield X[:8], LABELS[:8]

    model = classifier()
    history = model.fit_generator(
        batches(), steps_per_epoch=3, epochs=4, initial_epoch=2, validation_data=batches(), validation_steps=2,
        max_queue_size=10, workers=0, use_multiprocessing=False, verbose=0,
    )  # fmt: skip
    assert history.epoch == [2, 3]
    assert int(model.optimizer.iterations) == 6
    assert isinstance(model.evaluate(batches(), steps=2, verbose=0), float)
    assert model.predict(batches(), steps=2, verbose=0).shape == (16, 3)


def test_59_and_60_one_image_needs_a_batch_axis():
    model = Sequential([Flatten(input_shape=(28, 28)), Dense(10, activation="softmax")])
    image = RNG.random((28, 28))
    found = model.predict(np.expand_dims(image, 0), verbose=0)
    assert 0 <= np.argmax(found[0]) < 10
    with pytest.raises(ValueError, match="expects shape"):
        model.predict(image, verbose=0)


def test_61_and_62_evaluate_and_labels():
    assert isinstance(classifier().evaluate(X, LABELS, verbose=0), float)
    assert len(classifier(metrics=["accuracy"]).evaluate(X, LABELS, verbose=0)) == 2
    with pytest.raises(ValueError, match="one-hot"):
        classifier(loss="categorical_crossentropy").evaluate(X, LABELS, verbose=0)
    assert tf.keras.utils.to_categorical([0, 2]).tolist() == [[1, 0, 0], [0, 0, 1]]
