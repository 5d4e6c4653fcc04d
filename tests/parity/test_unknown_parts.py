"""Layers with an initializer, regularizer or constraint that is not known: they answer, and keep what the file says.

Without placeholders such a file is refused as one with unknown layers is, see ``test_placeholders``.
"""

from __future__ import annotations

import json
import warnings

import keras
import numpy as np
import pytest
import tensorflow as tf
import tf_keras

from layerloom import layers, models
from layerloom.errors import FileFormatError, UnknownPartError
from layerloom.graph import analyse, parse_architecture
from layerloom.layers.placeholder import Placeholder
from layerloom.models.formats import read_any, write_any

X = np.random.default_rng(0).random((2, 5, 4)).astype("float32")
Y = np.zeros((2, 2), "float32")


def drawn(shape, dtype=None):
    """An initializer that is a function."""
    return tf.fill(shape, 0.25)


def added(weights):
    """A regularizer that is a function."""
    return tf.reduce_sum(weights)


def parts(k):
    """An initializer, a regularizer and a constraint of a user, of any Keras."""

    class PriorProbability(k.initializers.Initializer):
        def __init__(self, probability=0.01, note=None):
            self.probability, self.note = probability, note

        def __call__(self, shape, dtype=None, **_):
            return tf.fill(shape, float(-np.log((1 - self.probability) / self.probability)))

        def get_config(self):
            return {"probability": self.probability, "note": self.note}

    class Halved(k.regularizers.Regularizer):
        def __call__(self, x):
            return tf.reduce_sum(x) / 2

        def get_config(self):
            return {}

    class Kept(k.constraints.Constraint):
        def __call__(self, w):
            return w

        def get_config(self):
            return {}

    return {cls.__name__: cls for cls in (PriorProbability, Halved, Kept)} | {"drawn": drawn, "added": added}


def network(k, own):
    """Unknown parts in a plain layer, in one with several kernels, in a wrapper, and a penalty of activities."""
    x = first = k.Input((5, 4))
    x = k.layers.Conv1D(4, 2, bias_initializer=own["PriorProbability"](0.02), name="conv")(x)
    x = k.layers.LayerNormalization(gamma_constraint=own["Kept"](), name="norm")(x)
    x = k.layers.TimeDistributed(k.layers.Dense(4, kernel_regularizer=own["added"]), name="each")(x)
    x = k.layers.MultiHeadAttention(2, 3, bias_initializer=own["PriorProbability"](0.1), name="heads")(x, x)
    lstm = k.layers.LSTM(3, bias_initializer=own["PriorProbability"](), kernel_regularizer=own["Halved"]())
    x = k.layers.Bidirectional(lstm, name="both")(x)
    dense = k.layers.Dense(
        2, kernel_initializer=own["drawn"], activity_regularizer=own["Halved"](), name="end"
    )
    return k.Model(first, dense(x))


WAYS = [*((k, f"m.{ending}") for k in (keras, tf_keras) for ending in ("h5", "keras")), (tf_keras, "m")]


@pytest.fixture(scope="module", params=WAYS, ids=lambda way: f"{way[0].__name__}-{way[1]}")
def file(request, tmp_path_factory):
    """A file by its author, the author's answers and parts, and the author's Keras."""
    k, name = request.param
    own = parts(k)
    path = tmp_path_factory.mktemp("own") / name
    with warnings.catch_warnings(), k.utils.custom_object_scope(own):
        warnings.simplefilter("ignore")
        model = network(k, own)
        model.save(path, **({} if path.suffix else {"save_traces": False}))  # which nobody here reads
    return path, np.asarray(model(X)), own, k


def settings(model):
    """The unknown settings of all layers as a person reads them: name and config, or a bare name."""
    found = {}

    def look(value, place):
        if isinstance(value, dict) and value.get("class_name") in ("PriorProbability", "Halved", "Kept"):
            found[place] = (value["class_name"], value["config"])
        elif isinstance(value, dict) and value.get("class_name") == "function":
            found[place] = value["config"]
        elif isinstance(value, dict):
            for key, item in value.items():
                look(item, f"{place}/{key}")

    for layer in json.loads(model.to_json())["config"]["layers"]:
        look(layer["config"], layer["config"]["name"])
    return found


WANTED = {
    "conv/bias_initializer": ("PriorProbability", {"probability": 0.02, "note": None}),
    "norm/gamma_constraint": ("Kept", {}),
    "each/layer/config/kernel_regularizer": "added",
    "heads/bias_initializer": ("PriorProbability", {"probability": 0.1, "note": None}),
    "both/layer/config/bias_initializer": ("PriorProbability", {"probability": 0.01, "note": None}),
    "both/layer/config/kernel_regularizer": ("Halved", {}),
    "end/kernel_initializer": "drawn",
    "end/activity_regularizer": ("Halved", {}),
}


def without_backward(found):
    return {key: value for key, value in found.items() if "/backward_layer/" not in key}


def test_it_is_refused_with_all_names(file):
    with pytest.raises(
        FileFormatError, match=r"'conv' \(Conv1D\).*'PriorProbability'.*placeholders=True"
    ) as caught:
        models.load_model(file[0])
    assert all(f"{name!r}: ..." in str(caught.value) for name in file[2])


def test_layers_are_themselves_and_answer(file):
    model = models.load_model(file[0], placeholders=True)
    assert not any(isinstance(layer, Placeholder) for layer in model.layers)
    np.testing.assert_allclose(model.predict(X, verbose=0), file[1], atol=1e-6)
    np.testing.assert_allclose(model(X), file[1], atol=1e-6)
    assert without_backward(settings(model)) == WANTED


@pytest.mark.parametrize("name, version", [("a.keras", 3), ("a.h5", 3), ("b.h5", 2), ("folder", 3)])
def test_every_form_keeps_settings_and_answers(file, name, version, tmp_path):
    write_any(models.load_model(file[0], placeholders=True), tmp_path / name, for_keras=version)
    again = models.load_model(tmp_path / name, placeholders=True)
    np.testing.assert_allclose(again.predict(X, verbose=0), file[1], atol=1e-6)
    assert without_backward(settings(again)) == WANTED


@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_an_architecture_is_whole_but_has_no_values(file, name, tmp_path):
    whole = models.load_model(file[0], placeholders=True)
    write_any(whole, tmp_path / name)
    model = read_any(tmp_path / name, placeholders=True).model
    assert without_backward(settings(model)) == WANTED
    assert model.count_params() == whole.count_params()
    with pytest.raises(
        UnknownPartError, match=r"'conv/bias': the initializer 'PriorProbability'.*custom_objects="
    ):
        model.predict(X, verbose=0)
    whole.save_weights(tmp_path / "w.weights.h5")
    model.load_weights(tmp_path / "w.weights.h5")
    np.testing.assert_allclose(model.predict(X, verbose=0), file[1], atol=1e-6)


def test_the_author_opens_what_is_saved_again(file, tmp_path):
    path, answers, own, k = file
    name, version = ("a.keras", 3) if k is keras else ("a.h5", 2)
    models.load_model(path, placeholders=True).save(tmp_path / name, for_keras=version)
    again = k.models.load_model(tmp_path / name, custom_objects=own)
    np.testing.assert_allclose(np.asarray(again(X)), answers, atol=1e-6)
    assert again.get_layer("conv").bias_initializer.get_config() == {"probability": 0.02, "note": None}


def test_a_copy_answers_with_the_same_weights(file):
    model = models.load_model(file[0], placeholders=True)
    copy = models.clone_model(model)
    copy.set_weights(model.get_weights())
    np.testing.assert_allclose(copy.predict(X, verbose=0), file[1], atol=1e-6)


# -- who needs them --------------------------------------------------------------------------------------------


def one_layer(tmp_path, **settings_of_it):
    """A dense layer from a file of an author, opened, and compiled."""
    with tf_keras.utils.custom_object_scope(parts(tf_keras)):
        model = tf_keras.Sequential(
            [tf_keras.Input((4,)), tf_keras.layers.Dense(2, name="end", **settings_of_it)]
        )
        model.save(tmp_path / "m.keras")
    opened = models.load_model(tmp_path / "m.keras", placeholders=True)
    opened.compile("sgd", "mse")
    return opened


NEEDS = {
    "kernel_regularizer": (r"end/kernel': the regularizer 'Halved' is not known here, and training needs it"),
    "activity_regularizer": (r"Layer 'end' \(Dense\): the regularizer 'Halved' is not known here"),
    "kernel_constraint": (r"end/kernel': the constraint 'Kept' is not known here, and training needs it"),
}


@pytest.mark.parametrize("setting", NEEDS)
@pytest.mark.parametrize("eager", [False, True], ids=["planned", "step by step"])
def test_training_tells_what_it_lacks_before_it_changes_anything(setting, eager, tmp_path):
    own = parts(tf_keras)["Kept" if "constraint" in setting else "Halved"]
    model = one_layer(tmp_path, **{setting: own()})
    model.run_eagerly = eager
    before = model.get_weights()
    with pytest.raises(UnknownPartError, match=rf"{NEEDS[setting]}.*: pass yours in custom_objects=\{{'"):
        model.fit(X[:, 0], Y, verbose=0)
    for one, other in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(one, other)


def test_training_goes_on_without_the_initializer(tmp_path):
    model = one_layer(tmp_path, bias_initializer=parts(tf_keras)["PriorProbability"]())
    start = model.evaluate(X[:, 0], Y, verbose=0)
    model.fit(X[:, 0], Y, epochs=3, verbose=0)
    assert model.evaluate(X[:, 0], Y, verbose=0) < start


def test_who_passes_them_trains(file):
    class Halved:
        def __init__(self, **_):
            pass

        def __call__(self, x):
            return 0.0 * x[0, 0]

        def get_config(self):
            return {}

        from_config = classmethod(lambda cls, config: cls(**config))

    own = {
        "PriorProbability": lambda **_: layers.Dense(1).bias_initializer,
        "Kept": lambda **_: __import__("layerloom").constraints.NonNeg(),
        "Halved": Halved,
        "drawn": lambda shape, dtype=None: np.zeros(shape),
        "added": lambda w: 0.0 * w[0, 0],
    }
    model = models.load_model(file[0], custom_objects=own)
    model.compile("sgd", "mse")
    assert np.isfinite(model.fit(X, Y, verbose=0).history["loss"][0])


# -- what is drawn ---------------------------------------------------------------------------------------------


def test_a_drawing_knows_shapes_and_warns(file):
    model = models.load_model(file[0], placeholders=True)
    found = analyse(parse_architecture(json.loads(model.to_json())))
    assert not found.errors
    assert found.parameters == model.count_params()
    told = {problem.nodes[0]: problem for problem in found.problems}
    assert {problem.kind for problem in found.problems} == {"unknown_part"}
    assert {problem.severity for problem in found.problems} == {"warning"}
    assert told["conv"].message.startswith("'conv': the initializer 'PriorProbability' is not known here")
    assert set(told) == {"conv", "norm", "each", "heads", "both", "end"}


def test_a_lambda_is_a_part_too(tmp_path):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, kernel_regularizer=lambda w: 0.0)])
    model.save(tmp_path / "m.keras")
    opened = models.load_model(tmp_path / "m.keras", placeholders=True)
    np.testing.assert_allclose(opened(X[:, 0]), np.asarray(model(X[:, 0])), atol=1e-6)
    opened.save(tmp_path / "a.keras")
    saved = json.loads(models.load_model(tmp_path / "a.keras", placeholders=True).to_json())
    assert saved["config"]["layers"][-1]["config"]["kernel_regularizer"]["class_name"] == "__lambda__"
    whole = models.load_model(tmp_path / "a.keras", custom_objects={"__lambda__": lambda w: 3.0})
    assert [float(loss) for loss in whole.losses] == [3.0]


def test_an_unknown_activation_is_still_an_unknown_layer(tmp_path):
    def bent(x):
        return x * x

    with tf_keras.utils.custom_object_scope({"bent": bent}):
        model = tf_keras.Sequential([tf_keras.Input((4,)), tf_keras.layers.Dense(2, activation=bent)])
        model.save(tmp_path / "m.h5")
    opened = models.load_model(tmp_path / "m.h5", placeholders=True)
    assert isinstance(opened.layers[-1], Placeholder)
