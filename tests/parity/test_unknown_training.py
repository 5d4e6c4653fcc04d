"""Losses, metrics and optimizers that are not known here stay in a file that is opened and saved again."""

from __future__ import annotations

import shutil
import warnings

import keras
import numpy as np
import pytest
import tf_keras

import layerloom
from layerloom import saving
from layerloom.saving.kept_training import keep

X = np.random.default_rng(0).random((8, 4)).astype("float32")
Y = np.random.default_rng(1).random((8, 2)).astype("float32")


def parts(k):
    """Returns a loss, a metric, an optimizer, a schedule and a function of a user, of any Keras."""
    schedules = k.optimizers.schedules

    class Apart(k.losses.Loss):
        def __init__(self, factor=1.0, **kwargs):
            super().__init__(**kwargs)
            self.factor = factor

        def call(self, y, p):
            return self.factor * (y - p) ** 2

        def get_config(self):
            return {**super().get_config(), "factor": self.factor}

    class Counted(k.metrics.Mean):
        def update_state(self, y, p, sample_weight=None):
            return super().update_state((y - p) ** 2)

    class Steady(k.optimizers.Adam):
        pass

    class Slow(schedules.LearningRateSchedule):
        def __init__(self, inner):
            self.inner = schedules.deserialize(inner) if isinstance(inner, dict) else inner

        def __call__(self, step):
            return self.inner(step) / 2

        def get_config(self):
            return {"inner": schedules.serialize(self.inner)}

    def apart(y, p):
        return (y - p) ** 2

    made = (Apart, Counted, Steady, Slow, apart)
    return {item.__name__: k.saving.register_keras_serializable("strangers")(item) for item in made}


def slowed(own, k):
    return k.optimizers.Adam(own["Slow"](k.optimizers.schedules.ExponentialDecay(0.1, 2, 0.5)))


THEIRS = {k: parts(k) for k in (keras, tf_keras)}
CASES = {
    "a loss": lambda own, k: {"optimizer": "adam", "loss": own["Apart"](3.0)},
    "a function and a metric": lambda own, k: {
        "optimizer": "rmsprop",
        "loss": own["apart"],
        "metrics": [own["Counted"](name="own")],
    },
    "an optimizer": lambda own, k: {"optimizer": own["Steady"](0.05), "loss": "mse", "metrics": ["mae"]},
    "a schedule": lambda own, k: {"optimizer": slowed(own, k), "loss": "mse"},
}
WAYS = [
    *((keras, source, target) for source in ("keras", "h5") for target in ("keras", "h5")),
    *((tf_keras, source, "h5") for source in ("h5", "tf")),
    (tf_keras, "h5", "tf"),
]


def trained(k, case):
    L = k.layers
    model = k.Sequential([k.Input((4,)), L.Dense(3, "tanh"), L.Dense(2)])
    model.compile(**CASES[case](THEIRS[k], k))
    model.fit(X, Y, batch_size=4, epochs=2, shuffle=False, verbose=0)
    return model


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("library, source, target", WAYS)
def test_keras_finds_again_what_it_wrote(tmp_path, library, source, target, case):
    model = trained(library, case)
    files = {kind: tmp_path / (kind if kind == "tf" else f"m.{kind}") for kind in (source, target)}
    model.save(files[source], **({"save_traces": False} if source == "tf" else {}))  # which nobody here reads
    original = shutil.move(files[source], tmp_path / f"original{files[source].suffix}")
    found = []
    for placeholders in (False, True):
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            ours = saving.load_model(original, placeholders=placeholders)
        assert placeholders or any("pass your own in custom_objects" in str(one.message) for one in told)
        assert ours.optimizer is None
        ours.save(files[target])
        with library.saving.custom_object_scope({"Slow": THEIRS[library]["Slow"]}):  # which tf.keras forgets
            found.append(library.models.load_model(files[target]))
        assert type(found[-1].optimizer).__name__ == type(model.optimizer).__name__
    # Keras 3 cannot train a model of an HDF5 file, nor tf.keras go on from a SavedModel, not even of their own.
    if (source, target) == ("keras", "keras") or (library, source, target) == (tf_keras, "h5", "h5"):
        for one in (model, *found):
            one.fit(X, Y, batch_size=4, epochs=1, shuffle=False, verbose=0)
        wanted, *told = (one.evaluate(X, Y, verbose=0, return_dict=True) for one in (model, *found))
        for one in told:
            assert one == pytest.approx(wanted, rel=1e-5)
    for again in found:
        for one, other in zip(model.get_weights(), again.get_weights(), strict=True):
            np.testing.assert_allclose(other, one, atol=1e-6)


@pytest.mark.parametrize(
    "optimizer", [{"class_name": "Adam"}, {"class_name": "Adam", "config": "x"}, "x", 1, None]
)
def test_damaged_settings_do_not_keep_a_model_from_being_saved(tmp_path, optimizer):
    model = layerloom.Sequential([layerloom.Input((4,)), layerloom.layers.Dense(2)])
    keep(model, {"optimizer": optimizer, "loss": "mse"}, [])
    for path in (tmp_path / "m.h5", tmp_path / "m.keras"):
        model.save(path)
        again = saving.load_model(path, placeholders=True)
        np.testing.assert_array_equal(again(X), model(X))


@pytest.mark.filterwarnings("ignore")
def test_a_model_that_is_compiled_anew_forgets_it(tmp_path):
    trained(keras, "a loss").save(tmp_path / "m.keras")
    ours = saving.load_model(tmp_path / "m.keras")
    ours.compile("sgd", "mse")
    ours.save(tmp_path / "m.keras")
    assert type(saving.load_model(tmp_path / "m.keras").optimizer).__name__ == "SGD"
    ours = saving.load_model(tmp_path / "m.keras", compile=False)
    ours.save(tmp_path / "m.keras")
    assert saving.load_model(tmp_path / "m.keras").optimizer is None
