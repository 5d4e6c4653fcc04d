"""Models with layers that are not known: refused with a hint, or opened with placeholders and saved again whole."""

from __future__ import annotations

import json

import keras
import numpy as np
import pytest

import layerloom
from layerloom.errors import FileFormatError, LayerloomError

X = np.random.default_rng(0).normal(size=(4, 6)).astype("float32")


@keras.saving.register_keras_serializable(package="strangers")
class Scaled(keras.layers.Layer):
    """Has a weight of its own and a layer inside, and changes the shape."""

    def __init__(self, units=3, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.inner = keras.layers.Dense(units, name="inner")

    def build(self, input_shape):
        self.scale = self.add_weight(shape=(self.units,), initializer="ones", name="scale")
        self.inner.build(input_shape)

    def call(self, x):
        return self.inner(x) * self.scale

    def get_config(self):
        return {**super().get_config(), "units": self.units}


def functional():
    x = keras.Input((6,), name="x")
    before = keras.layers.Dense(5, activation="tanh", name="before")(x)
    strange = Scaled(4, name="strange")(before)
    side = keras.layers.Dense(2, name="side")(before)
    return keras.Model(x, [keras.layers.Dense(1, name="after")(strange), side], name="odd")


def chain():
    return keras.Sequential(
        [keras.Input((6,)), keras.layers.Dense(5, name="before"), Scaled(4, name="strange"),
         keras.layers.Dense(1, name="after")], name="odd",
    )  # fmt: skip


def with_lambda():
    x = keras.Input((6,), name="x")
    before = keras.layers.Dense(5, name="before")(x)
    return keras.Model(x, keras.layers.Lambda(lambda t: t * 2, name="strange")(before), name="odd")


@pytest.fixture(params=["h5", "keras"])
def ending(request):
    return request.param


@pytest.fixture(
    params=[None, "Elsewhere", "Dense"], ids=["none known", "another known", "one in the file known"]
)
def own(request):
    """Classes of the caller: none, one that the file does not name, and one that stands for a layer in it."""
    objects = {request.param: type(request.param, (layerloom.layers.Dense,), {})} if request.param else {}
    with layerloom.saving.custom_object_scope(objects):
        yield request.param


@pytest.mark.parametrize("make", [functional, chain, with_lambda])
def test_without_placeholders_the_layer_is_named_with_the_remedy(make, ending, tmp_path):
    make().save(tmp_path / f"m.{ending}")
    with pytest.raises(
        FileFormatError, match=r"'strange'(: there is no layer| needs its function).*custom_objects"
    ):
        layerloom.models.load_model(tmp_path / f"m.{ending}")


@keras.saving.register_keras_serializable(package="strangers")
def doubled(x):
    return 2 * x


@keras.saving.register_keras_serializable(package="strangers")
class Halved(keras.regularizers.Regularizer):
    def __call__(self, x):
        return keras.ops.sum(x) / 2

    def get_config(self):
        return {}


@pytest.mark.parametrize(
    "make, words",
    [
        (
            lambda: keras.layers.Dense(2, name="at", activation=doubled),
            r"'at'.*: Unknown activation 'strangers>doubled'",
        ),
        (
            lambda: keras.layers.Dense(2, name="at", kernel_regularizer=Halved()),
            r"'at'.*: There is no class '.*Halved'",
        ),
        (lambda: keras.layers.TimeDistributed(Scaled(4), name="at"), r"'at'.*: There is no class '.*Scaled'"),
        (
            lambda: keras.Sequential([keras.Input((3, 6)), Scaled(4, name="in")], name="at"),
            r"'at': inside it, 'in': ",
        ),
    ],
    ids=["activation", "regularizer", "wrapped", "nested"],
)
def test_what_is_unknown_and_where_is_told_with_the_remedy(make, words, ending, own, tmp_path):
    keras.Sequential([keras.Input((3, 6)), make()]).save(tmp_path / f"m.{ending}")
    with pytest.raises(FileFormatError, match=rf"{words}.*custom_objects=.*placeholders=True") as caught:
        layerloom.models.load_model(tmp_path / f"m.{ending}")
    assert "does not fit" not in str(caught.value)


@pytest.mark.parametrize("make", [functional, chain])
def test_what_comes_before_is_usable_and_all_is_saved_again(make, ending, tmp_path):
    model = make()
    model.save(tmp_path / f"m.{ending}")
    opened = layerloom.models.load_model(tmp_path / f"m.{ending}", placeholders=True)
    names = [layer.name for layer in opened.layers]
    assert names == [layer.name for layer in model.layers]
    upper = layerloom.Model(opened.inputs[0], opened.get_layer("before").output)
    theirs = keras.Model(model.inputs[0], model.get_layer("before").output)
    np.testing.assert_allclose(upper.predict(X, verbose=0), theirs.predict(X, verbose=0), atol=1e-6)
    with pytest.raises(LayerloomError, match=r"'strange' only stands for one of class '(strangers>)?Scaled'"):
        opened.predict(X, verbose=0)
    opened.save(tmp_path / f"again.{ending}")
    again = keras.models.load_model(tmp_path / f"again.{ending}")
    for one, other in zip(again.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_branch_beside_the_unknown_layer_is_usable(ending, tmp_path):
    model = functional()
    model.save(tmp_path / f"m.{ending}")
    opened = layerloom.models.load_model(tmp_path / f"m.{ending}", placeholders=True)
    side = layerloom.Model(opened.inputs[0], opened.get_layer("side").output)
    np.testing.assert_allclose(side.predict(X, verbose=0), model.predict(X, verbose=0)[1], atol=1e-6)


def test_code_in_a_file_is_kept_unread(ending, tmp_path):
    model = with_lambda()
    model.save(tmp_path / f"m.{ending}")
    opened = layerloom.models.load_model(tmp_path / f"m.{ending}", placeholders=True)
    described = json.loads(opened.to_json())
    strange = next(layer for layer in described["config"]["layers"] if layer["config"]["name"] == "strange")
    assert strange["class_name"] == "Lambda"
    known = {"strange": lambda t: t * 2, "Lambda": layerloom.layers.Lambda}
    whole = layerloom.models.load_model(tmp_path / f"m.{ending}", custom_objects=known)
    np.testing.assert_allclose(whole.predict(X, verbose=0), model.predict(X, verbose=0), atol=1e-6)


def test_a_known_model_has_no_placeholders(ending, tmp_path):
    model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(2)])
    model.save(tmp_path / f"m.{ending}")
    opened = layerloom.models.load_model(tmp_path / f"m.{ending}", placeholders=True)
    np.testing.assert_allclose(opened.predict(X, verbose=0), model.predict(X, verbose=0), atol=1e-6)


@keras.saving.register_keras_serializable(package="strangers")
def squared(x):
    return x * x


@keras.saving.register_keras_serializable(package="strangers")
class Ones(keras.initializers.Ones):
    """An initializer that nobody else knows."""


@pytest.mark.parametrize("target", ["h5", "keras"])
def test_what_stands_in_is_whole_in_the_other_format_too(ending, target, tmp_path):
    """What layers inside unknown ones keep is told in ``test_placeholders_across_formats``."""
    x = keras.Input((6,), name="x")
    strange = keras.layers.Dense(3, activation=squared, kernel_initializer=Ones(), name="strange")(x)
    twice = keras.layers.Lambda(lambda t: t * 2, name="twice")(keras.layers.BatchNormalization()(strange))
    model = keras.Model(x, keras.layers.Dense(1, name="after")(twice), name="odd")
    model.save(tmp_path / f"m.{ending}")
    layerloom.models.load_model(tmp_path / f"m.{ending}", placeholders=True).save(tmp_path / f"a.{target}")
    again = keras.models.load_model(tmp_path / f"a.{target}", safe_mode=False)
    np.testing.assert_allclose(again.predict(X, verbose=0), model.predict(X, verbose=0), atol=1e-6)
