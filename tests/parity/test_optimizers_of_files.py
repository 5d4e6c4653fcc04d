"""Optimizers that step otherwise in some Keras, or keep their state otherwise in files, go on as their writer would."""

from __future__ import annotations

import warnings

import keras
import numpy as np
import pytest
import tf_keras

import layerloom
from layerloom import saving

draw = np.random.default_rng(0)
X, Y = draw.random((8, 4)).astype("float32"), draw.random((8, 2)).astype("float32")
OLD, NEW = tf_keras.optimizers.legacy, tf_keras.optimizers

CASES = {
    "sums of rows and columns, without idle ones": (tf_keras, lambda: NEW.Adafactor(0.05)),
    "epsilon behind the root": (tf_keras, lambda: OLD.RMSprop(0.05, epsilon=0.1)),
    "epsilon behind the root of a variance": (
        tf_keras,
        lambda: OLD.RMSprop(0.05, epsilon=0.1, centered=True),
    ),
    "epsilon under the root, with momentum": (tf_keras, lambda: OLD.RMSprop(0.05, epsilon=0.1, momentum=0.5)),
    "epsilon behind the root of sums": (tf_keras, lambda: OLD.Adagrad(0.5, epsilon=0.1)),
    "three rows of slots": (tf_keras, lambda: OLD.RMSprop(0.05, centered=True, momentum=0.5)),
    "a moving average before idle slots": (tf_keras, lambda: NEW.SGD(0.05, use_ema=True, ema_momentum=0.9)),
    "slots weight by weight": (tf_keras, lambda: OLD.Ftrl(0.1)),
    "scaled": (tf_keras, lambda: tf_keras.mixed_precision.LossScaleOptimizer(NEW.Adam(0.05))),
    "scaled by Keras 3": (keras, lambda: keras.optimizers.LossScaleOptimizer(keras.optimizers.Adam(0.05))),
}


def weights_of_equal_shapes(k):
    """Returns a model whose layers, not in the order of their names, are frozen, used twice, and in a model inside."""
    start, inside = k.layers.Input((4,)), k.layers.Input((4,))
    frozen, twice, z, b = (k.layers.Dense(4, "tanh", name=name) for name in ("frozen", "twice", "z", "b"))
    frozen.trainable = False
    inner = k.Model(inside, b(z(inside)), name="a")
    return k.Model(start, k.layers.Dense(2, name="c")(inner(twice(twice(frozen(start))))))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("form", ["h5", "keras", "tf"])
@pytest.mark.parametrize("case", CASES)
def test_training_goes_on_as_where_the_file_was_written(tmp_path, case, form):
    library, optimizer = CASES[case]
    if (library is keras and form != "keras") or (form == "keras" and isinstance(optimizer(), OLD.Optimizer)):
        pytest.skip(
            "Keras 3 goes on from no other file of its own; tf.keras keeps no state of old ones in it"
        )
    theirs = weights_of_equal_shapes(library)
    theirs.compile(optimizer(), "mse")
    path = tmp_path / ("folder" if form == "tf" else f"m.{form}")
    theirs.fit(X, Y, batch_size=4, epochs=2, shuffle=False, verbose=0)
    # Only with functions does a folder list which weights are trained.
    theirs.save(path, **({"save_traces": "slots" in case} if form == "tf" else {}))
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        ours = saving.load_model(path)
    ours.save(tmp_path / "again.keras")
    ours.save(tmp_path / "again.h5")
    again = [saving.load_model(tmp_path / name) for name in ("again.keras", "again.h5")]
    for model in (theirs, ours, *again):
        model.fit(X, Y, batch_size=4, epochs=2, shuffle=False, verbose=0)
    for model in (ours, *again):
        for one, other in zip(model.get_weights(), theirs.get_weights(), strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-5)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.graphs  # in which tf.keras trains unless it is told otherwise: its count of weights stands still there
def test_nadam_goes_on_as_if_tf_keras_had_not_stopped(tmp_path):
    """tf.keras keeps no product of Nadam's momentums: from its own file it begins it anew, and we find it again."""
    layers = tf_keras.layers
    theirs = tf_keras.Sequential([layers.Input((4,)), layers.Dense(3, "tanh"), layers.Dense(2)])
    theirs.compile(NEW.Nadam(0.05), "mse")
    after, stops = {}, (1, 3, 10, 30)
    for step in range(1, 34):
        theirs.train_on_batch(X, Y)
        after[step] = theirs.get_weights()
        for form in ("h5", "keras") if step in stops else ():
            theirs.save(tmp_path / f"{step}.{form}")
    theirs.save(tmp_path / "folder", save_traces=False)
    assert float(saving.load_model(tmp_path / "folder").optimizer.variables[-1]) < 1e-20

    def strays(model, step):
        for _ in range(3):
            model.train_on_batch(X, Y)
        pairs = zip(model.get_weights(), after[step + 3], strict=True)
        return max(np.abs(one - other).max() for one, other in pairs)

    for step in stops:
        for form in ("h5", "keras"):
            ours = saving.load_model(tmp_path / f"{step}.{form}")
            ours.save(tmp_path / "again.keras")
            ours.save(tmp_path / "for_2.h5", for_keras=2)
            again = [saving.load_model(tmp_path / name) for name in ("again.keras", "for_2.h5")]
            assert max(strays(model, step) for model in (ours, *again)) < 1e-6, (step, form)
    assert strays(tf_keras.models.load_model(tmp_path / "30.h5"), 30) > 1e-2
    assert (
        strays(tf_keras.models.load_model(tmp_path / "for_2.h5"), 30) < 1e-6
    )  # its older Nadam, by our file


def test_a_loss_that_keras_scales_by_itself_stays_scaled(tmp_path):
    """The settings name Adam alone; Keras itself takes up the state only where half precision is the usual one."""
    layers = [keras.layers.Dense(n, dtype="mixed_float16") for n in (3, 2)]
    theirs = keras.Sequential([keras.layers.Input((4,)), *layers])
    theirs.dtype_policy = keras.DTypePolicy("mixed_float16")
    theirs.compile("adam", "mse")
    theirs.fit(X, Y, batch_size=4, epochs=2, shuffle=False, verbose=0)
    theirs.save(tmp_path / "m.keras")
    ours = saving.load_model(tmp_path / "m.keras")
    ours.save(tmp_path / "again.keras")
    again = keras.models.load_model(tmp_path / "again.keras")
    for model in (ours, again):
        assert type(model.optimizer).__name__ == "LossScaleOptimizer"
        state = zip(model.optimizer.variables, theirs.optimizer.variables, strict=True)
        for one, other in state:
            np.testing.assert_allclose(np.asarray(one), np.asarray(other), rtol=1e-6)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "name, settings",
    [
        ("AdamW", {"weight_decay": 0.1}),
        ("Lion", {}),
        ("Adafactor", {}),
        ("Adam", {"weight_decay": 0.1}),
        ("Adam", {"use_ema": True, "ema_momentum": 0.5, "ema_overwrite_frequency": 2, "amsgrad": True}),
        ("Adamax", {"weight_decay": 0.1, "clipnorm": 0.5}),
        ("Adagrad", {"weight_decay": 0.1}),
        ("Adadelta", {"weight_decay": 0.1}),
        ("SGD", {"weight_decay": 0.1}),
        ("SGD", {"use_ema": True, "momentum": 0.5, "nesterov": True}),
        ("RMSprop", {"weight_decay": 0.1, "momentum": 0.5, "centered": True}),
    ],
)
def test_tf_keras_goes_on_from_ours_with_optimizers_and_settings_that_came_late(tmp_path, name, settings):
    layers = layerloom.layers
    ours = layerloom.Sequential([layers.Input((4,)), layers.Dense(3, "tanh"), layers.Dense(2)])
    ours.compile(getattr(layerloom.optimizers, name)(0.05, **settings), "mse")
    ours.fit(X, Y, batch_size=4, epochs=2, shuffle=False, verbose=0)
    ours.save(tmp_path / "either.h5")
    ours.save(tmp_path / "m.h5", for_keras=2)
    others = [tf_keras.models.load_model(tmp_path / "m.h5")]
    others += [saving.load_model(tmp_path / path) for path in ("m.h5", "either.h5")]
    for library in (
        keras,
        tf_keras,
    ):  # no file tells both of these optimizers, but either opens the other one
        either = library.models.load_model(tmp_path / "either.h5")
        assert getattr(either, "optimizer", None) is None
    ours.save(tmp_path / "folder")
    in_folder = tf_keras.models.load_model(tmp_path / "folder").optimizer  # whose state tf.keras leaves there
    assert (type(in_folder).__name__, in_folder.weight_decay) == (name, settings.get("weight_decay"))
    others.append(saving.load_model(tmp_path / "folder"))
    for model in (ours, *others):
        model.fit(X, Y, batch_size=4, epochs=2, shuffle=False, verbose=0)
    for model in others:
        for one, other in zip(model.get_weights(), ours.get_weights(), strict=True):
            np.testing.assert_allclose(np.asarray(one), other, rtol=1e-5, atol=1e-5)
