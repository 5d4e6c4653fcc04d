"""Models and weights to files and back."""

from __future__ import annotations

import datetime as dt
import json

import h5py
import numpy as np
import pytest

from layerloom import layers, models, random, saving, utils
from layerloom.errors import FileFormatError
from layerloom.saving.provenance import provenance_text

X = np.random.default_rng(3).normal(size=(5, 6)).astype("float32")


def chain():
    return models.Sequential(
        [
            layers.Input((6,), name="x"),
            layers.Dense(4, activation="relu", name="a"),
            layers.Dense(3, name="b"),
        ],
        name="chain",
    )


def skip():
    x = layers.Input((6,), name="x")
    h = layers.Dense(6, name="h")(x)
    return models.Model(x, layers.Dense(2, name="out")(layers.Add(name="add")([x, h])), name="skip")


def shared():
    x, y = layers.Input((6,), name="x"), layers.Input((6,), name="y")
    both = layers.Dense(3, name="both")
    joined = layers.Concatenate(name="cat")([both(x), both(y)])
    return models.Model([y, x], [layers.Dense(1, name="p")(joined), both(x)], name="shared")


def nested():
    x = layers.Input((6,), name="x")
    inner = models.Sequential([layers.Dense(4, name="d"), layers.Dropout(0.5, name="drop")], name="inner")
    return models.Model(x, layers.Dense(2, name="out")(inner(x)), name="nested")


def frozen():
    model = chain()
    model.layers[0].trainable = False
    return model


def slashed():
    return models.Sequential(
        [layers.Input((6,)), layers.Dense(2, name="block/one"), layers.Dense(2, name="block")]
    )


BUILDERS = [chain, skip, shared, nested, frozen, slashed]


def data_for(model):
    return X if len(model.inputs) == 1 else [X, X[::-1].copy()]


def outputs(model):
    found = model.predict(data_for(model), verbose=0)
    return found if isinstance(found, list) else [found]


def same(a, b):
    for one, other in zip(outputs(a), outputs(b), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("build", BUILDERS)
def test_model_comes_back_whole(build, tmp_path):
    model = build()
    model.save(tmp_path / "m.h5")
    loaded = saving.load_model(tmp_path / "m.h5")
    same(model, loaded)
    assert loaded.name == model.name
    assert [layer.name for layer in loaded.layers] == [layer.name.replace("/", "_") for layer in model.layers]
    assert [v.trainable for v in loaded.weights] == [v.trainable for v in model.weights]
    assert json.loads(loaded.to_json()) == json.loads(model.to_json())


@pytest.mark.parametrize("build", BUILDERS)
@pytest.mark.parametrize("ending", [".weights.h5", ".h5"])
def test_weights_come_back(build, ending, tmp_path):
    model = build()
    model.save_weights(tmp_path / f"w{ending}")
    other = saving.model_from_json(model.to_json())
    other.load_weights(tmp_path / f"w{ending}")
    same(model, other)


def test_weights_are_taken_from_a_whole_model_too(tmp_path):
    model, other = chain(), chain()
    model.save(tmp_path / "m.h5")
    other.load_weights(tmp_path / "m.h5")
    same(model, other)


def test_weights_by_name(tmp_path):
    model = chain()
    model.save_weights(tmp_path / "w.h5")
    head = models.Sequential([layers.Input((6,)), layers.Dense(4, name="a"), layers.Dense(9, name="new")])
    before = head.layers[1].get_weights()
    head.load_weights(tmp_path / "w.h5", by_name=True)
    np.testing.assert_array_equal(head.layers[0].get_weights()[0], model.layers[0].get_weights()[0])
    np.testing.assert_array_equal(head.layers[1].get_weights()[0], before[0])


@pytest.mark.parametrize("ending", [".weights.h5", ".h5"])
def test_layers_that_do_not_fit_are_skipped_on_demand(ending, tmp_path):
    model = chain()
    model.save_weights(tmp_path / f"w{ending}")
    wider = models.Sequential([layers.Input((6,)), layers.Dense(4, name="a"), layers.Dense(9, name="b")])
    before = [w.numpy() for w in wider.weights]
    with pytest.raises(FileFormatError, match="was expected"):
        wider.load_weights(tmp_path / f"w{ending}")
    np.testing.assert_array_equal(wider.weights[0].numpy(), before[0])
    with pytest.warns(UserWarning, match="left as they are"):
        wider.load_weights(tmp_path / f"w{ending}", skip_mismatch=True)
    np.testing.assert_array_equal(wider.weights[0].numpy(), model.weights[0].numpy())
    np.testing.assert_array_equal(wider.weights[2].numpy(), before[2])


def test_weights_of_more_layers_are_refused(tmp_path):
    chain().save_weights(tmp_path / "w.weights.h5")
    short = models.Sequential([layers.Input((6,)), layers.Dense(4)])
    with pytest.raises(FileFormatError, match="does not have"):
        short.load_weights(tmp_path / "w.weights.h5")


def test_layout_of_weights_is_keras_3s(tmp_path):
    nested().save_weights(tmp_path / "w.weights.h5")
    with h5py.File(tmp_path / "w.weights.h5") as file:
        names = []
        file.visit(names.append)
        assert file["layers/dense/vars"].attrs["name"] == "out"
        assert file["layers/sequential/layers/dense/vars/0"].shape == (6, 4)
    assert {"vars", "layers/input_layer/vars", "layers/sequential/layers/dropout/vars"} <= set(names)


def test_metadata_travels_along(tmp_path):
    told = {"classes": ["zero", "eins", "二"], "preprocessing": {"scale": 1 / 255}}
    saving.save_model(chain(), tmp_path / "m.h5", metadata=told)
    found = saving.read_metadata(tmp_path / "m.h5")
    assert {key: found[key] for key in told} == told
    saving.save_model(chain(), tmp_path / "m.h5")
    assert set(saving.read_metadata(tmp_path / "m.h5")) == {"written"}


@pytest.mark.parametrize("name", ["model.h5", "model.keras", "model"])
def test_a_file_tells_who_wrote_it_and_when(tmp_path, name):
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    saving.save_model(chain(), tmp_path / name, metadata={"written": "long ago"})
    told = saving.read_metadata(tmp_path / name)
    note = told["written"]
    assert note["program"] == "layerloom"
    assert before <= dt.datetime.fromisoformat(note["time"]) <= dt.datetime.now(dt.UTC)
    assert provenance_text(told) == f"Written by layerloom {note['version']}, {note['time']}"


@pytest.mark.parametrize("told", [{}, {"written": 3}, {"written": {"program": "x"}}])
def test_files_of_others_tell_nothing(told):
    assert provenance_text(told) == ""


def test_thousands_of_long_names_fit(tmp_path):
    names = [f"{'layer' * 15}_{index}" for index in range(1000)]
    model = models.Sequential([layers.Input((2,)), *(layers.Activation("relu", name=name) for name in names)])
    model.save(tmp_path / "m.h5")
    with h5py.File(tmp_path / "m.h5") as file:
        assert "layer_names1" in file["model_weights"].attrs
    assert [layer.name for layer in saving.load_model(tmp_path / "m.h5").layers] == names


@pytest.mark.parametrize("name", ["m.txt"])
def test_unknown_ending_is_refused(name, tmp_path):
    with pytest.raises(FileFormatError, match=r"ends in \.keras or \.h5"):
        chain().save(tmp_path / name)
    with pytest.raises(FileFormatError, match=r"ends in \.weights\.h5"):
        chain().save_weights(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_existing_file_is_kept_on_demand(tmp_path):
    chain().save(tmp_path / "m.h5")
    before = (tmp_path / "m.h5").read_bytes()
    with pytest.raises(FileFormatError, match="exists already"):
        skip().save(tmp_path / "m.h5", overwrite=False)
    assert (tmp_path / "m.h5").read_bytes() == before


def test_name_that_hdf5_cannot_hold(tmp_path):
    model = models.Sequential([layers.Input((2,)), layers.Dense(1, name="..")])
    with pytest.raises(FileFormatError, match="rename the layer"):
        model.save(tmp_path / "m.h5")
    assert not list(tmp_path.iterdir())


def test_model_without_weights_yet_is_refused(tmp_path):
    with pytest.raises(FileFormatError, match="no weights yet"):
        models.Sequential([layers.Dense(1)]).save(tmp_path / "m.h5")


def test_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(FileFormatError, match="cannot be written"):
        chain().save(tmp_path / "file" / "m.h5")


class Scaled(layers.Layer):
    """A layer of a user's, with a weight."""

    def __init__(self, start=2.0, **kwargs):
        super().__init__(**kwargs)
        self.start = start

    def build(self, input_shape):
        self.scale = self.add_weight(shape=(input_shape[-1],), initializer="ones", name="scale")
        self.built = True

    def call(self, inputs):
        return inputs * self.scale * self.start


def test_custom_layers_come_from_the_caller(tmp_path):
    model = models.Sequential([layers.Input((6,)), Scaled(3.0, name="s"), layers.Dense(2, name="d")])
    model.save(tmp_path / "m.h5")
    with pytest.raises(FileFormatError, match="'Scaled'"):
        saving.load_model(tmp_path / "m.h5")
    same(model, saving.load_model(tmp_path / "m.h5", custom_objects={"Scaled": Scaled}))


class Pair(models.Model):
    """A model of a user's, with layers in attributes."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.zweites = layers.Dense(2)
        self.erstes = layers.Dense(4)
        self.rest = [layers.Dense(2), layers.Dense(2)]

    def call(self, inputs):
        x = self.zweites(self.erstes(inputs))
        for layer in self.rest:
            x = layer(x)
        return x


def test_weights_of_a_subclass_go_by_attributes(tmp_path):
    model, other = Pair(), Pair()
    before = model(X).numpy()
    other(X)
    model.save_weights(tmp_path / "w.weights.h5")
    with h5py.File(tmp_path / "w.weights.h5") as file:
        assert set(file) == {"erstes", "rest", "vars", "zweites"}
        assert set(file["rest"]) == {"dense", "dense_1"}
    other.load_weights(tmp_path / "w.weights.h5")
    np.testing.assert_array_equal(other(X).numpy(), before)


def test_opening_a_model_draws_no_random_numbers(tmp_path):
    chain().save(tmp_path / "m.h5")
    chain().save(tmp_path / "m.keras")
    drawn = []
    for ending in (None, "h5", "keras"):
        utils.set_random_seed(3)
        if ending:
            saving.load_model(tmp_path / f"m.{ending}")
        drawn.append(np.asarray(random.uniform((4,))))
    np.testing.assert_array_equal(drawn[0], drawn[1])
    np.testing.assert_array_equal(drawn[0], drawn[2])
