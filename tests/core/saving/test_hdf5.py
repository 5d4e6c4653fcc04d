"""HDF5 files that are broken, foreign or hostile end in one sentence, and nothing else happens."""

from __future__ import annotations

import json
import os

import h5py
import numpy as np
import pytest

from layerloom import layers, models
from layerloom.errors import FileFormatError
from layerloom.models.formats import read_any
from layerloom.saving import load_model, load_weights, read_metadata, save_model

WEIGHT = "model_weights/dense/small/dense/kernel"


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """A small model file of ours."""
    path = tmp_path_factory.mktemp("good") / "good.h5"
    save_model(small_model(), path)
    return path


def small_model():
    return models.Sequential([layers.Input((4,)), layers.Dense(3, name="dense")], name="small")


@pytest.fixture
def changed(good, tmp_path):
    """Gives a copy of the good file, open for damage, and its path."""
    path = tmp_path / "changed.h5"
    path.write_bytes(good.read_bytes())
    return path


def refused(path, *reasons):
    """Checks that every door refuses the file in one short sentence with its name and one of the reasons."""
    with pytest.raises(FileFormatError) as caught:
        load_model(path)
    text = str(caught.value)
    assert caught.value.path == os.fspath(path)
    assert text.startswith(os.fspath(path))
    assert "\n" not in text
    assert len(text) < 1000
    assert any(reason in text for reason in reasons), text


def test_the_undamaged_file_opens(good):
    assert load_model(good).name == "small"


# -- what is no file of ours -----------------------------------------------------------------------------------


def test_missing_file_and_folder(tmp_path):
    refused(tmp_path / "none.h5", "no such file")
    refused(tmp_path, "is a folder")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.h5")
    refused(tmp_path / "pipe.h5", "is a device or pipe")


@pytest.mark.parametrize(
    "content, reason",
    [
        (b"", "no HDF5 file"),
        (b"hello, this is text", "no HDF5 file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "no HDF5 file"),
        (b"PK\x03\x04" + bytes(100), "damaged archive"),
        (b"\x89HDF\r\n\x1a\n", "damaged"),
        (b"\x89HDF\r\n\x1a\n" + bytes(2000), "damaged"),
    ],
)
def test_other_content(tmp_path, content, reason):
    (tmp_path / "file.h5").write_bytes(content)
    refused(tmp_path / "file.h5", reason)


def test_hdf5_file_of_another_program(tmp_path):
    with h5py.File(tmp_path / "other.h5", "w") as file:
        file["data"] = np.zeros(3)
    refused(tmp_path / "other.h5", "not one of a Keras model")
    with pytest.raises(FileFormatError, match="without weights"):
        load_weights(small_model(), tmp_path / "other.h5")
    assert read_metadata(tmp_path / "other.h5") == {}


def test_weights_alone_are_told_apart(tmp_path):
    model = small_model()
    model.save_weights(tmp_path / "w.weights.h5")
    refused(tmp_path / "w.weights.h5", "holds weights alone, without their network")
    model.save_weights(tmp_path / "w.h5")
    refused(tmp_path / "w.h5", "holds weights alone, without their network")


# -- damage ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_truncated_file(good, tmp_path, share):
    content = good.read_bytes()
    path = tmp_path / "cut.h5"
    path.write_bytes(content[: int(len(content) * share)])
    refused(path, "damaged", "missing", "declares", "no HDF5", "ends too early")


@pytest.mark.parametrize(
    "attribute, value, reason",
    [
        ("model_config", "{", "no JSON"),
        ("model_config", '{"class_name": NaN}', "NaN"),
        ("model_config", "[" * 5000 + "]" * 5000, "64 levels"),
        ("model_config", "[]", "no Keras model"),
        ("model_config", '{"class_name": "Sequential", "config": 3}', "has no config"),
        ("model_config", '{"class_name": "Sequential", "config": {"layers": [1]}}', "mapping"),
        ("model_config", '{"class_name": "Nobody", "config": {}}', "Nobody"),
        ("model_config", 3, "no text"),
        ("model_config", np.zeros(3, "S4"), "no text"),
        ("model_config", b"\xff\xfe{}", "no JSON"),
    ],
)
def test_bad_attribute(changed, attribute, value, reason):
    with h5py.File(changed, "r+") as file:
        file.attrs[attribute] = value
    refused(changed, reason)


def _config(*layers_):
    return json.dumps({"class_name": "Sequential", "config": {"name": "s", "layers": list(layers_)}})


INPUT = {"class_name": "InputLayer", "config": {"batch_shape": [None, 4], "name": "i"}}


def dense(**config):
    return {"class_name": "Dense", "config": {"name": "dense", "units": 3, **config}}


@pytest.mark.parametrize(
    "config, reason",
    [
        (_config(INPUT, dense(units=0)), "units"),
        (_config(INPUT, dense(units=True)), "units"),
        (_config(INPUT, dense(units=10**12)), "MiB of weights"),
        (_config(INPUT, dense(units=10**30)), "more weights than any memory"),
        (_config(INPUT, dense(units=10**6)), "MiB of weights"),
        (_config(INPUT, dense(activation="no_such_thing")), "no_such_thing"),
        (_config(INPUT, dense(), dense()), "'dense'"),
        (_config(INPUT, {"class_name": "Nobody", "config": {"name": "n"}}), "'Nobody'"),
        (
            _config(INPUT, {"class_name": "Lambda", "config": {"name": "l", "function": ["x", None, None]}}),
            "code",
        ),
        (
            _config(INPUT, dense(kernel_initializer={"class_name": "__lambda__", "config": {"value": "x"}})),
            "__lambda__",
        ),
        (
            _config(INPUT, dense(kernel_initializer={"module": "os", "class_name": "system", "config": {}})),
            "system",
        ),
    ],
)
def test_bad_model(changed, config, reason):
    with h5py.File(changed, "r+") as file:
        file.attrs["model_config"] = config
    refused(changed, reason)


def test_attribute_that_holds_nothing(changed):
    with h5py.File(changed, "r+") as file:
        file["model_weights"].attrs["keras_version"] = h5py.Empty("f")
    refused(changed, "the attribute 'keras_version' is of a strange type")


@pytest.mark.parametrize(
    "value",
    [
        {"class_name": "Sequential", "config": {"name": "chain"}},
        {"class_name": "Dense", "config": {"dtype": {"class_name": "DTypePolicy", "config": "x"}}},
    ],
    ids=["chain", "dtype"],
)
def test_layers_inside_layers_that_cannot_be_made(tmp_path, value):
    data = json.loads(small_model().to_json())
    data["config"]["layers"][-1]["config"]["activation"] = value
    (tmp_path / "m.json").write_text(json.dumps(data))
    with pytest.raises(FileFormatError, match=r"m\.json: .*(no list of layers|must be a mapping)"):
        read_any(tmp_path / "m.json")
    opened = read_any(tmp_path / "m.json", placeholders=True).model
    assert type(opened.layers[-1]).__name__ == "Placeholder"


def test_weights_that_do_not_fit(changed):
    with h5py.File(changed, "r+") as file:
        del file[WEIGHT]
        file[WEIGHT] = np.zeros((5, 3), "float32")
    refused(changed, "(5, 3), (4, 3) was expected")


@pytest.mark.parametrize("data", [np.array([b"text"] * 12).reshape(4, 3), np.zeros((4, 3), "complex64")])
def test_weights_that_are_no_numbers(changed, data):
    with h5py.File(changed, "r+") as file:
        del file[WEIGHT]
        file[WEIGHT] = data
    refused(changed, "no plain numbers")


def test_weight_that_is_missing_or_a_group(changed):
    with h5py.File(changed, "r+") as file:
        del file[WEIGHT]
    refused(changed, "missing")
    with h5py.File(changed, "r+") as file:
        file.create_group(WEIGHT)
    refused(changed, "missing")


def test_weights_of_another_number_of_layers(changed):
    with h5py.File(changed, "r+") as file:
        file["model_weights"].attrs["layer_names"] = []
    refused(changed, "0 layers")


# -- traps -----------------------------------------------------------------------------------------------------


def _secret(tmp_path):
    with h5py.File(tmp_path / "secret.h5", "w") as file:
        file["kernel"] = np.full((4, 3), 7.0, "float32")
    (tmp_path / "secret.bin").write_bytes(np.full((4, 3), 7.0, "float32").tobytes())


def _external_link(file, tmp_path):
    file[WEIGHT] = h5py.ExternalLink(str(tmp_path / "secret.h5"), "kernel")


def _soft_link(file, tmp_path):
    file["elsewhere"] = np.zeros((4, 3), "float32")
    file[WEIGHT] = h5py.SoftLink("/elsewhere")


def _external_storage(file, tmp_path):
    file.create_dataset(WEIGHT, (4, 3), "float32", external=[(str(tmp_path / "secret.bin"), 0, 48)])


def _virtual(file, tmp_path):
    layout = h5py.VirtualLayout((4, 3), "float32")
    layout[:] = h5py.VirtualSource(str(tmp_path / "secret.h5"), "kernel", (4, 3))
    file.create_virtual_dataset(WEIGHT, layout)


def _nothing_stored(file, tmp_path):
    file.create_dataset(WEIGHT, (4, 3), "float32", chunks=(4, 3))


def _huge_chunk(file, tmp_path):
    file.create_dataset(
        WEIGHT, (4, 3), "float32", chunks=(20_000, 20_000), maxshape=(None, None), compression=1
    )


def _huge_shape(file, tmp_path):
    file.create_dataset(WEIGHT, (2**40, 3), "float32", chunks=(1024, 3))


TRAPS = {
    _external_link: "link to another place",
    _soft_link: "link to another place",
    _external_storage: "another file",
    _virtual: "another file",
    _nothing_stored: "holds none",
    _huge_chunk: "chunks",
    _huge_shape: "was expected",
}


@pytest.mark.parametrize("trap, reason", TRAPS.items(), ids=[trap.__name__ for trap in TRAPS])
def test_trap_is_seen_before_it_is_read(changed, tmp_path, trap, reason):
    _secret(tmp_path)
    with h5py.File(changed, "r+") as file:
        del file[WEIGHT]
        trap(file, tmp_path)
    refused(changed, reason)
    model = small_model()
    before = model.get_weights()
    with pytest.raises(FileFormatError):
        load_weights(model, changed)
    for old, new in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)


def test_groups_that_hold_themselves_are_not_walked(changed):
    with h5py.File(changed, "r+") as file:
        file["model_weights/dense/again"] = file["model_weights"]
    assert load_model(changed).name == "small"


def test_failed_load_leaves_the_model_as_it_was(changed):
    with h5py.File(changed, "r+") as file:
        del file["model_weights/dense/small/dense/bias"]
    model = small_model()
    before = model.get_weights()
    with pytest.raises(FileFormatError, match="bias"):
        model.load_weights(changed)
    for old, new in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)
