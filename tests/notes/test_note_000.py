"""The first of the notes that Layerloom was made for, row by row: a first model, callbacks, the functional API."""

import json

import numpy as np
import pytest
from layerloom.keras.layers import Add, AveragePooling2D, Conv2D, Dense, Flatten, Input, MaxPooling2D
from layerloom.keras.models import Model, Sequential, clone_model

import layerloom as tf

XS = np.array([-1.0, 0.0, 1.0, 2.0, 3.0, 4.0])
YS = 2 * XS - 1
RNG = np.random.default_rng(0)


def line():
    model = tf.keras.Sequential([tf.keras.layers.Dense(units=1, input_shape=[1])])
    model.compile(optimizer="sgd", loss="mean_squared_error")
    return model


def convnet():
    return Sequential(
        [
            Conv2D(64, (3, 3), activation="relu", input_shape=(28, 28, 1)),
            MaxPooling2D(2, 2),
            Conv2D(64, (3, 3), activation="relu"),
            MaxPooling2D(2, 2),
            Flatten(),
            Dense(128, activation="relu"),
            Dense(10, activation="softmax"),
        ]
    )


def test_01_input_shape_builds_the_weights():
    assert [w.shape for w in line().get_weights()] == [(1, 1), (1,)]


def test_02_names_resolve_to_exact_steps():
    model = line()
    assert float(model.optimizer.learning_rate) == pytest.approx(0.01)
    kernel, bias = (float(w.ravel()[0]) for w in model.get_weights())
    model.fit(XS, YS, epochs=1, verbose=0)
    error = XS * kernel + bias - YS
    expected = kernel - 0.01 * np.mean(2 * error * XS), bias - 0.01 * np.mean(2 * error)
    np.testing.assert_allclose([w.ravel()[0] for w in model.get_weights()], expected, rtol=1e-5)


def test_03_a_line_is_learned():
    model = line()
    model.fit(XS, YS, epochs=500, verbose=0)
    assert model.predict([10.0], verbose=0)[0, 0] == pytest.approx(19, abs=0.1)


def test_04_a_list_of_numbers_is_a_batch():
    assert line().predict([1.0, 2.0], verbose=0).shape == (2, 1)


def test_05_predict_works_without_compile():
    found = Sequential([Dense(1, input_shape=(1,))]).predict(np.ones((3, 1)), verbose=0)
    assert isinstance(found, np.ndarray)


def test_06_hooks_fire_in_order():
    seen = []

    class Spy(tf.keras.callbacks.Callback):
        def on_train_begin(self, logs=None):
            seen.append(("train", self.model is model))

        def on_epoch_begin(self, epoch, logs=None):
            seen.append("epoch")

        def on_batch_begin(self, batch, logs=None):
            seen.append("batch")

        def on_batch_end(self, batch, logs=None):
            seen.append("batch end")

        def on_epoch_end(self, epoch, logs=None):
            seen.append(sorted(logs))

        def on_train_end(self, logs=None):
            seen.append("train end")

    model = line()
    model.fit(XS, YS, epochs=1, callbacks=[Spy()], verbose=0)
    assert seen == [("train", True), "epoch", "batch", "batch end", ["loss"], "train end"]


def test_07_own_callback_stops_and_needs_no_list():
    class Stop(tf.keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            if logs.get("loss") <= 0.35:
                self.model.stop_training = True

    history = line().fit(XS, YS, epochs=500, callbacks=Stop(), verbose=0)
    losses = history.history["loss"]
    assert losses[-1] <= 0.35 < losses[-2]


def test_08_and_09_history_is_plain_and_goes_to_disk(tmp_path):
    history = line().fit(
        XS, YS, epochs=3, verbose=0, callbacks=[tf.keras.callbacks.CSVLogger(tmp_path / "log.csv")]
    )
    assert history.epoch == [0, 1, 2]
    assert len(json.loads(json.dumps(history.history))["loss"]) == 3
    assert len((tmp_path / "log.csv").read_text().splitlines()) == 4


def test_10_scaled_data_learn_better():
    x = RNG.integers(0, 256, (200, 10)).astype("float32")
    y = (x[:, 0] > x[:, 1]).astype("float32")

    def final(data):
        tf.keras.utils.set_random_seed(0)
        model = Sequential([Dense(16, activation="relu", input_shape=(10,)), Dense(1, activation="sigmoid")])
        model.compile("sgd", "binary_crossentropy")
        return model.fit(data, y, epochs=30, verbose=0).history["loss"][-1]

    assert final(x / np.ndarray.max(x)) < final(x)


def test_11_and_12_evaluate_wants_compile_and_predict_does_not():
    model = line()
    copy = clone_model(model)
    copy.set_weights(model.get_weights())
    np.testing.assert_array_equal(copy.predict(XS, verbose=0), model.predict(XS, verbose=0))
    with pytest.raises(ValueError, match="must be compiled"):
        copy.evaluate(XS, YS, verbose=0)
    copy.compile(loss="mean_squared_error")
    assert copy.evaluate(XS, YS, verbose=0) == model.evaluate(XS, YS, verbose=0)


def test_18_shapes_and_parameters_of_the_convnet():
    model = convnet()
    assert [layer.output.shape[1:] for layer in model.layers] == [
        (26, 26, 64), (13, 13, 64), (11, 11, 64), (5, 5, 64), (1600,), (128,), (10,),
    ]  # fmt: skip
    assert [layer.count_params() for layer in model.layers] == [640, 0, 36928, 0, 0, 204928, 1290]


def test_19_third_argument_of_compile_may_be_metrics():
    model = Sequential([Flatten(input_shape=(4, 4, 1)), Dense(3, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])
    history = model.fit(RNG.random((20, 4, 4, 1)), RNG.integers(0, 3, 20), verbose=0)
    assert sorted(history.history) == ["accuracy", "loss"]


def test_20_and_21_intermediate_outputs():
    model = convnet()
    probe = Model(inputs=model.input, outputs=[layer.output for layer in model.layers])
    image = RNG.random((1, 28, 28, 1)).astype("float32")
    found = probe.predict(image, verbose=0)
    assert len(found) == 7
    x = image
    for layer, output in zip(model.layers, found, strict=True):
        np.testing.assert_allclose(output, np.asarray(layer(x)), atol=1e-5)
        x = output
    kernel, bias = model.layers[0].get_weights()
    patch = (image[0, 3:6, 5:8, :, None] * kernel).sum((0, 1, 2)) + bias
    np.testing.assert_allclose(found[0][0, 3, 5], np.maximum(patch, 0), atol=1e-5)


def test_22_several_inputs_and_outputs():
    a, b = Input((2,)), Input((3,))
    model = Model([a, b], [Dense(1)(a), Dense(2)(b)])
    p, q = model.predict([np.ones((4, 2)), np.ones((4, 3))], verbose=0)
    assert p.shape == (4, 1)
    assert q.shape == (4, 2)


def test_23_skip_connection():
    inputs = Input((3,))
    dense = Dense(3)
    model = Model(inputs, Add()([inputs, dense(inputs)]))
    x = RNG.random((2, 3)).astype("float32")
    np.testing.assert_allclose(model.predict(x, verbose=0), x + x @ dense.get_weights()[0], rtol=1e-5)


def test_24_every_layer_is_visible():
    inputs = Input((3,), name="in")
    model = Model(inputs, Dense(1, name="out")(inputs))
    assert [layer.name for layer in model.layers] == ["in", "out"]
    assert [layer["config"]["name"] for layer in model.get_config()["layers"]] == ["in", "out"]


def test_25_clone_has_new_weights():
    model = line()
    assert clone_model(model).get_weights()[0].item() != model.get_weights()[0].item()


def test_26_partial_copy_shares_weights():
    base = convnet()
    cut = Model(base.inputs, base.layers[4].output)
    assert cut.layers[1].kernel is base.layers[0].kernel
    cut.trainable = False
    head = Sequential([cut, Dense(2, activation="softmax")])
    head.compile("sgd", "sparse_categorical_crossentropy")
    before = base.layers[0].get_weights()[0]
    head.fit(RNG.random((8, 28, 28, 1)), RNG.integers(0, 2, 8), verbose=0)
    np.testing.assert_array_equal(before, base.layers[0].get_weights()[0])


def test_27_an_edge_kernel_answers_at_the_edge():
    image = np.zeros((1, 6, 6, 1), "float32")
    image[:, :, 3:] = 1
    layer = Conv2D(1, 3, use_bias=False)
    layer.build(image.shape)
    layer.set_weights([np.tile([-1.0, 0.0, 1.0], (3, 1))[:, :, None, None]])
    np.testing.assert_array_equal(np.asarray(layer(image))[0, 0, :, 0], [0, 3, 3, 0])


def test_28_pooling_halves_the_size():
    image = np.arange(16.0, dtype="float32").reshape(1, 4, 4, 1)
    np.testing.assert_array_equal(np.asarray(MaxPooling2D()(image))[0, :, :, 0], [[5, 7], [13, 15]])
    np.testing.assert_array_equal(
        np.asarray(AveragePooling2D(2)(image))[0, :, :, 0], [[2.5, 4.5], [10.5, 12.5]]
    )


@pytest.fixture
def pictures(tmp_path):
    """Ten tiny pictures in two classes, five of each."""
    for name, value in (("horses", 60), ("humans", 200)):
        (tmp_path / name).mkdir()
        for index in range(5):
            picture = np.full((12, 10, 3), value + index, np.uint8)
            tf.keras.utils.save_img(tmp_path / name / f"{index}.png", picture, scale=False)
    return tmp_path


def test_13_to_15_image_data_generator(pictures):
    generator = tf.keras.preprocessing.image.ImageDataGenerator(rescale=1 / 255)
    flow = generator.flow_from_directory(pictures, target_size=(8, 8), batch_size=4, class_mode="binary")
    assert flow.class_indices == {"horses": 0, "humans": 1}
    batches = [next(flow) for _ in range(4)]
    assert [len(x) for x, _ in batches] == [4, 4, 2, 4]
    x, y = batches[0]
    assert x.shape == (4, 8, 8, 3)
    assert x.max() <= 1.0
    assert set(y) <= {0.0, 1.0}
    for mode, shape in (("categorical", (4, 2)), ("sparse", (4,))):
        kind = generator.flow_from_directory(pictures, batch_size=4, class_mode=mode, color_mode="grayscale")
        assert next(kind)[1].shape == shape
        assert next(kind)[0].shape[-1] == 1


def test_16_augmentation_differs_per_pass():
    generator = tf.keras.preprocessing.image.ImageDataGenerator(
        rotation_range=40, width_shift_range=0.2, height_shift_range=0.2, shear_range=0.2, zoom_range=0.2,
        horizontal_flip=True, fill_mode="nearest",
    )  # fmt: skip
    flow = generator.flow(RNG.random((4, 16, 16, 3)), batch_size=4, shuffle=False)
    first, second = next(flow), next(flow)
    assert first.shape == second.shape == (4, 16, 16, 3)
    assert np.abs(first - second).max() > 0


def test_17_fit_on_generators_takes_the_told_steps(pictures):
    generator = tf.keras.preprocessing.image.ImageDataGenerator(rescale=1 / 255)
    flows = [
        generator.flow_from_directory(pictures, (8, 8), batch_size=2, class_mode="binary") for _ in range(2)
    ]
    model = Sequential([Flatten(input_shape=(8, 8, 3)), Dense(1, activation="sigmoid")])
    model.compile("rmsprop", "binary_crossentropy", ["accuracy"])
    steps = {"train": 0, "test": 0}

    def count(kind):
        return lambda batch, logs: steps.update({kind: steps[kind] + 1})

    spy = tf.keras.callbacks.LambdaCallback(on_train_batch_end=count("train"))
    spy.on_test_batch_end = count("test")
    history = model.fit(
        flows[0],
        steps_per_epoch=8,
        epochs=2,
        verbose=0,
        validation_data=flows[1],
        validation_steps=2,
        callbacks=[spy],
    )
    assert steps == {"train": 16, "test": 4}
    assert len(history.history["val_accuracy"]) == 2
