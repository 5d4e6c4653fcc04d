"""Files of TensorFlow 2.12 to 2.15 with their own paths of weights, also as Windows spelled them."""

import contextlib
import zipfile
from pathlib import Path

import h5py
import numpy as np
import pytest
import tf_keras
from tf_keras.src.saving import saving_lib
from tf_keras.src.utils import generic_utils

from layerloom import saving
from layerloom.errors import FileFormatError

L = tf_keras.layers
OLDER = "_layer_checkpoint_dependencies"


@contextlib.contextmanager
def writer(form):
    """Makes tf.keras write as 2.12 ("numbered twice"), 2.14 ("numbered once") or 2.15 ("today") did."""
    with pytest.MonkeyPatch.context() as patch:
        if form != "today":

            def parts(holder):
                for key in dir(holder):
                    if key.startswith("__") or key in saving_lib.ATTR_SKIPLIST - {OLDER}:
                        continue
                    with contextlib.suppress(Exception):
                        yield key, getattr(holder, key)

            patch.setattr(saving_lib, "_walk_trackable", parts)
        if form == "numbered twice":

            def save(container, weights_store, assets_store, inner_path, visited_trackables):
                counts = {}
                for item in list(container.values()) if isinstance(container, dict) else container:
                    if saving_lib._is_keras_trackable(item):
                        name = generic_utils.to_snake_case(type(item).__name__)
                        number = counts[name] = counts.get(name, -1) + 1
                        path = f"{inner_path}/{name}_{number}" if number else f"{inner_path}/{name}"
                        saving_lib._save_state(item, weights_store, assets_store, path, visited_trackables)

            patch.setattr(saving_lib, "_save_container_state", save)
        yield


def as_on_windows(path):
    """Joins the steps of each layer's path by backslashes, which HDF5 takes for letters."""
    with h5py.File(path, "r") as file:
        names = []
        file.visit(names.append)
        groups = [name for name in names if name.endswith("vars")]
        found = {name: {key: value[()] for key, value in file[name].items()} for name in groups}
    with h5py.File(path, "w") as file:
        for name, values in found.items():
            layer = name.rpartition("/")[0].replace("/", chr(92))
            group = file.create_group(f"{layer}/vars")
            for key, value in values.items():
                group[key] = value


def rewritten(path, folder):
    """The archive with the paths of its weights as on Windows; its other members are spelled alike everywhere."""
    inside = folder / "model.weights.h5"
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    inside.write_bytes(members["model.weights.h5"])
    as_on_windows(inside)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**members, "model.weights.h5": inside.read_bytes()}.items():
            archive.writestr(name, data)


def chain():
    return tf_keras.Sequential([L.Input((4, 3)), L.Dense(5), L.Dense(5), L.Flatten(), L.Dense(5), L.Dense(2)])


def recurrent():
    x = L.Input((4, 3))
    y = L.Bidirectional(L.LSTM(3, return_sequences=True))(L.LSTM(3, return_sequences=True)(x))
    y = L.RNN([L.GRUCell(3), L.GRUCell(2)], return_sequences=True)(y)
    y = L.MultiHeadAttention(2, 2)(y, y)
    return tf_keras.Model(x, L.TimeDistributed(L.Dense(2))(L.BatchNormalization()(y)))


def nested():
    inner = tf_keras.Sequential([L.Input((5,)), L.Dense(5), L.BatchNormalization(), L.Dense(5)])
    x = L.Input((4, 3))
    shared = L.Dense(5)
    y = L.Add()([shared(x), shared(L.ReLU()(x))])
    y = inner(inner(L.Flatten()(L.Conv1D(5, 4)(y))))
    return tf_keras.Model(x, L.Dense(2)(L.Dense(5)(y)))


def moved(model):
    rng = np.random.default_rng(0)
    model.set_weights([w + rng.uniform(0, 0.4, w.shape).astype(w.dtype) for w in model.get_weights()])
    return model


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("windows", [False, True], ids=["elsewhere", "windows"])
@pytest.mark.parametrize("form", ["numbered twice", "numbered once", "today"])
@pytest.mark.parametrize("make", [chain, recurrent, nested])
def test_weights_are_found(tmp_path, make, form, windows):
    theirs = moved(make())
    x = np.random.default_rng(1).normal(size=(3, 4, 3)).astype("float32")
    with writer(form):
        theirs.save(tmp_path / "m.keras")
        theirs.save_weights(tmp_path / "m.weights.h5")
    if form != "today":
        with h5py.File(tmp_path / "m.weights.h5", "r") as file:
            assert OLDER in file, "tf.keras does not write as it did"
            assert ("dense_2" in file[OLDER]) == (make is not recurrent)
    if windows:
        rewritten(tmp_path / "m.keras", tmp_path)
        as_on_windows(tmp_path / "m.weights.h5")
    whole = saving.load_model(tmp_path / "m.keras")
    told = saving.model_from_json(theirs.to_json())
    told.load_weights(tmp_path / "m.weights.h5")
    for model in (whole, told):
        np.testing.assert_allclose(np.asarray(model(x)), np.asarray(theirs(x)), rtol=1e-5, atol=1e-5)


@pytest.mark.filterwarnings("ignore")
def test_training_goes_on(tmp_path):
    x, y = np.random.default_rng(1).normal(size=(3, 4, 3)).astype("float32"), np.zeros((3, 2))
    theirs = moved(chain())
    theirs.compile(tf_keras.optimizers.SGD(0.01, momentum=0.9), "mse")
    theirs.fit(x, y, verbose=0)
    with writer("numbered twice"):
        theirs.save(tmp_path / "m.keras")
    rewritten(tmp_path / "m.keras", tmp_path)
    ours = saving.load_model(tmp_path / "m.keras")
    for model in (ours, theirs):
        model.fit(x, y, verbose=0)
    np.testing.assert_allclose(np.asarray(ours(x)), np.asarray(theirs(x)), rtol=1e-5, atol=1e-5)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("form", ["numbered twice", "numbered once"])
def test_vocabularies_are_found(tmp_path, form):
    words, cities = L.StringLookup(), L.StringLookup()
    words.adapt(["a", "b", "c"])
    cities.adapt(["x", "y", "y"])
    ends = [L.Input((1,), dtype="string"), L.Input((1,), dtype="string")]
    numbers = L.Add()([L.Embedding(9, 2)(words(ends[0])), L.Embedding(9, 2)(cities(ends[1]))])
    theirs = tf_keras.Model(ends, L.Dense(2)(numbers))
    with writer(form):
        theirs.save(tmp_path / "m.keras")
    x = [np.array([["c"], ["b"], ["q"]]), np.array([["x"], ["y"], ["y"]])]
    wanted = np.asarray(theirs([tf_keras.backend.constant(part, dtype="string") for part in x]))
    np.testing.assert_allclose(
        saving.load_model(tmp_path / "m.keras").predict(x, verbose=0), wanted, atol=1e-5
    )


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("windows", [False, True], ids=["elsewhere", "windows"])
def test_unknown_layers_keep_theirs_and_what_is_too_much_is_named(tmp_path, windows):
    class Own(L.Layer):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.inner = L.Dense(3)

        def call(self, x):
            return self.inner(x)

    x = L.Input((4, 3))
    theirs = tf_keras.Model(x, L.Dense(2)(Own(name="own")(L.Dense(3)(x))))
    path = Path(tmp_path / "m.keras")
    with writer("numbered twice"):
        theirs.save(path)
        chain().save_weights(tmp_path / "m.weights.h5")
    if windows:
        rewritten(path, tmp_path)
        as_on_windows(tmp_path / "m.weights.h5")
    found = saving.load_model(path, placeholders=True)
    kept = dict(found.get_layer("own").kept)
    np.testing.assert_array_equal(
        np.asarray(kept["inner/vars/0"]), theirs.get_layer("own").inner.kernel.numpy()
    )
    shorter = tf_keras.Sequential([L.Input((4, 3)), L.Dense(5), L.Dense(5)])
    with pytest.raises(FileFormatError, match=f"weights for '{OLDER}/dense_4', which this model does not"):
        saving.model_from_json(shorter.to_json()).load_weights(tmp_path / "m.weights.h5")
