"""The first note once more, where a row promises more than its first test shows: histories, pictures, copies."""

import csv
import json

import numpy as np
import pytest
from layerloom.keras.layers import Dense, Flatten, Input
from layerloom.keras.models import Model, Sequential, clone_model
from PIL import Image

import layerloom as tf

RNG = np.random.default_rng(4)
X = RNG.standard_normal((12, 3)).astype("float32")
Y = X.sum(1, keepdims=True)
ImageDataGenerator = tf.keras.preprocessing.image.ImageDataGenerator


def regressor():
    model = Sequential([Dense(1, input_shape=(3,))])
    model.compile("sgd", "mse", metrics=["mae"])
    return model


def test_06_every_hook_in_order():
    seen = []

    class Spy(tf.keras.callbacks.Callback):
        pass

    for kind in ("train", "epoch", "train_batch", "test", "test_batch"):
        for when in ("begin", "end"):
            name = f"on_{kind}_{when}"
            setattr(Spy, name, lambda self, *args, _name=name, **kwargs: seen.append(_name[3:]))
    model = regressor()
    model.fit(X, Y, batch_size=6, epochs=1, validation_data=(X, Y), callbacks=[Spy()], verbose=0)
    batches = ["train_batch_begin", "train_batch_end"] * 2
    test = [
        "test_begin",
        "test_batch_begin",
        "test_batch_end",
        "test_batch_begin",
        "test_batch_end",
        "test_end",
    ]
    assert seen == ["train_begin", "epoch_begin", *batches, *test, "epoch_end", "train_end"]


def test_07_the_training_ends_after_the_first_such_epoch():
    class Stop(tf.keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            if logs["loss"] <= 0.35:
                self.model.stop_training = True

    losses = regressor().fit(X, Y, epochs=1000, callbacks=Stop(), verbose=0).history["loss"]
    assert [loss <= 0.35 for loss in losses] == [False] * (len(losses) - 1) + [True]


def test_08_and_09_history_tells_its_run_and_the_log_says_the_same(tmp_path):
    log = tf.keras.callbacks.CSVLogger(tmp_path / "log.csv")
    history = regressor().fit(X, Y, epochs=3, batch_size=5, verbose=0, callbacks=[log])
    assert history.params == {"verbose": 0, "epochs": 3, "steps": 3}
    assert sorted(history.history) == ["loss", "mae"]
    assert json.loads(json.dumps(history.history)) == history.history
    rows = list(csv.DictReader((tmp_path / "log.csv").read_text().splitlines()))
    assert [int(row["epoch"]) for row in rows] == history.epoch
    for name, values in history.history.items():
        assert [float(row[name]) for row in rows] == pytest.approx(values)


@pytest.fixture
def folder(tmp_path):
    """Ten grey pictures, five of each class, whose names do not stand in the order of their making."""
    for name, value in (("humans", 200), ("horses", 50)):
        (tmp_path / name).mkdir()
        for index in range(5):
            Image.fromarray(np.full((12, 10, 3), value + index, np.uint8)).save(
                tmp_path / name / f"{index}.png"
            )
    return tmp_path


def test_13_every_batch_is_rescaled(folder):
    plain = ImageDataGenerator().flow_from_directory(folder, (8, 8), batch_size=4, shuffle=False)
    scaled = ImageDataGenerator(rescale=1 / 255).flow_from_directory(
        folder, (8, 8), batch_size=4, shuffle=False
    )
    for _ in range(3):
        np.testing.assert_allclose(next(scaled)[0], next(plain)[0] / 255, rtol=1e-6)


def test_14_classes_are_the_folders_in_order_of_the_alphabet(folder):
    flow = ImageDataGenerator().flow_from_directory(
        folder, target_size=(6, 4), batch_size=4, class_mode="binary", shuffle=False
    )
    assert flow.class_indices == {"horses": 0, "humans": 1}
    batches = [next(flow) for _ in range(4)]
    assert [x.shape for x, _ in batches] == [(4, 6, 4, 3), (4, 6, 4, 3), (2, 6, 4, 3), (4, 6, 4, 3)]
    labels = np.concatenate([y for _, y in batches[:3]])
    assert labels.dtype == np.float32
    assert labels.tolist() == [0.0] * 5 + [1.0] * 5
    np.testing.assert_array_equal(batches[3][0], batches[0][0])
    assert [x[0, 0, 0, 0] for x, _ in batches[:3]] == [50, 54, 203]


@pytest.mark.parametrize("mode", ["categorical", "sparse", "input", None])
def test_15_modes_of_classes(folder, mode):
    flow = ImageDataGenerator().flow_from_directory(
        folder, (8, 8), batch_size=6, class_mode=mode, color_mode="grayscale", shuffle=False
    )
    batch = next(flow)
    images = batch if mode is None else batch[0]
    assert images.shape == (6, 8, 8, 1)
    if mode == "categorical":
        assert batch[1].tolist() == [[1, 0]] * 5 + [[0, 1]]
    elif mode == "sparse":
        assert batch[1].tolist() == [0] * 5 + [1]
    elif mode == "input":
        np.testing.assert_array_equal(batch[1], images)


@pytest.mark.parametrize(
    "options",
    [{"horizontal_flip": True}, {"vertical_flip": True}, {"width_shift_range": 0.3}, {"height_shift_range": 0.3},
     {"rotation_range": 60}, {"shear_range": 30}, {"zoom_range": 0.5}],
    ids=lambda options: next(iter(options)),
)  # fmt: skip
def test_16_each_augmentation_differs_per_pass(options):
    pictures = RNG.random((8, 12, 12, 3)).astype("float32")
    flow = ImageDataGenerator(**options).flow(pictures, batch_size=8, shuffle=False, seed=1)
    passes = [next(flow) for _ in range(4)]
    assert {one.shape for one in passes} == {pictures.shape}
    assert any(np.abs(passes[0] - other).max() > 0.01 for other in passes[1:])
    if "flip" in str(options):
        axis = 2 if "horizontal_flip" in options else 1
        for made, picture in zip(passes[0], pictures, strict=True):
            assert any(np.array_equal(made, one) for one in (picture, np.flip(picture, axis - 1)))


def test_17_progress_is_printed(folder, capsys):
    flow = ImageDataGenerator(rescale=1 / 255).flow_from_directory(
        folder, target_size=(8, 8), batch_size=2, class_mode="binary"
    )
    model = Sequential([Flatten(input_shape=(8, 8, 3)), Dense(1, activation="sigmoid")])
    model.compile("rmsprop", "binary_crossentropy", metrics=["accuracy"])
    capsys.readouterr()
    model.fit(flow, steps_per_epoch=8, epochs=2, verbose=1, validation_data=flow, validation_steps=2)
    told = capsys.readouterr().out
    for word in ("Epoch 1/2", "Epoch 2/2", "8/8", "accuracy", "val_loss", "val_accuracy"):
        assert word in told


def test_25_a_clone_is_independent_and_takes_values():
    model = regressor()
    copy = clone_model(model)
    assert [type(layer) for layer in copy.layers] == [type(layer) for layer in model.layers]
    copy.set_weights(model.get_weights())
    np.testing.assert_array_equal(copy.predict(X, verbose=0), model.predict(X, verbose=0))
    before = copy.get_weights()
    model.fit(X, Y, verbose=0)
    np.testing.assert_array_equal(copy.get_weights()[0], before[0])
    assert (model.get_weights()[0] != before[0]).any()


def test_26_a_frozen_base_stays_and_the_head_learns():
    inputs = Input((3,))
    inner = Dense(8, activation="tanh")(inputs)
    trained = Model(inputs, Dense(2)(inner))
    base = Model(inputs, inner)
    base.trainable = False
    head = Sequential([base, Dense(1)])
    head.compile(tf.keras.optimizers.Adam(0.05), "mse")
    before = trained.get_weights()
    losses = head.fit(X, Y, epochs=60, verbose=0).history["loss"]
    assert losses[-1] < 0.2 * losses[0]
    for one, other in zip(trained.get_weights(), before, strict=True):
        np.testing.assert_array_equal(one, other)
