"""``.keras`` archives: what is in them, what is refused, and that a failed opening leaves nothing behind."""

from __future__ import annotations

import io
import json
import zipfile

import h5py
import numpy as np
import pytest

from layerloom import layers, models, saving
from layerloom.errors import FileFormatError

X = np.random.default_rng(0).normal(size=(4, 3)).astype("float32")


def network() -> models.Sequential:
    model = models.Sequential([layers.Input((3,)), layers.Dense(2, name="a"), layers.Dense(1, name="b")])
    model.compile("adam", "mse")
    return model


@pytest.fixture
def archive(tmp_path):
    """A sound archive, as the members that a test may change before it packs them again."""
    model = network()
    model.save(tmp_path / "m.keras", metadata={"classes": ["no", "yes"]})
    with zipfile.ZipFile(tmp_path / "m.keras") as file:
        return {name: file.read(name) for name in file.namelist()}


def pack(path, members, **settings):
    with zipfile.ZipFile(path, "w", **settings) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


def refused(path, words):
    with pytest.raises(FileFormatError, match=words) as caught:
        saving.load_model(path)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 1000


def test_the_members_are_those_of_keras(archive):
    assert list(archive) == ["metadata.json", "config.json", "model.weights.h5"]
    assert json.loads(archive["metadata.json"])["keras_version"].startswith("3.")
    config = json.loads(archive["config.json"])
    assert (config["class_name"], config["module"]) == ("Sequential", "keras")
    assert {"compile_config", "build_config"} <= config.keys()
    with h5py.File(io.BytesIO(archive["model.weights.h5"])) as file:
        assert set(file["layers"]) == {"dense", "dense_1"}
        assert "optimizer" in file


def test_metadata_and_weights_come_back(tmp_path):
    model = network()
    model.save(tmp_path / "m.keras", metadata={"classes": ["no", "yes"]})
    again = saving.load_model(tmp_path / "m.keras")
    assert saving.read_metadata(tmp_path / "m.keras")["classes"] == ["no", "yes"]
    np.testing.assert_array_equal(again.predict(X, verbose=0), model.predict(X, verbose=0))
    assert again.compiled
    assert not saving.load_model(tmp_path / "m.keras", compile=False).compiled


def test_an_archive_under_another_name_opens(tmp_path, archive):
    assert saving.load_model(pack(tmp_path / "renamed.h5", archive)).count_params() == 11


def test_hdf5_under_the_name_of_an_archive_opens(tmp_path):
    network().save(tmp_path / "m.h5")
    (tmp_path / "m.h5").rename(tmp_path / "m.keras")
    assert saving.load_model(tmp_path / "m.keras").count_params() == 11


def test_weights_of_an_archive_go_into_a_model(tmp_path):
    model, other = network(), network()
    model.save(tmp_path / "m.keras")
    other.load_weights(tmp_path / "m.keras")
    np.testing.assert_array_equal(other.predict(X, verbose=0), model.predict(X, verbose=0))


def test_nothing_of_a_failed_save_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(
        zipfile.ZipFile, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left"))
    )
    with pytest.raises(FileFormatError, match="cannot be written: No space left"):
        network().save(tmp_path / "m.keras")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("gone", ["config.json", "model.weights.h5"])
def test_a_missing_member_is_named(tmp_path, archive, gone):
    del archive[gone]
    refused(pack(tmp_path / "m.keras", archive), f"no member '{gone}'")


OF_FINDER = {"net/": b"", "__MACOSX/": b"", "__MACOSX/net/._config.json": b"x", "net/.DS_Store": b"x"}


@pytest.mark.parametrize("top, others", [("net/", OF_FINDER), ("net/", {}), ("./", {})])
def test_folder_that_was_zipped_again_opens(tmp_path, archive, top, others):
    members = {top + name: archive[name] for name in reversed(archive)}
    path = pack(tmp_path / "again.keras", {**others, **members}, compression=zipfile.ZIP_DEFLATED)
    first, again = models.load_model(tmp_path / "m.keras"), models.load_model(path)
    np.testing.assert_array_equal(again.predict(X, verbose=0), first.predict(X, verbose=0))
    assert saving.read_metadata(path)["classes"] == ["no", "yes"]


def test_two_models_in_folders_of_an_archive_are_refused(tmp_path, archive):
    members = {f"{top}/{name}": data for top in "ab" for name, data in archive.items()}
    with pytest.raises(FileFormatError, match="unpack it"):
        models.load_model(pack(tmp_path / "two.keras", members))


def test_without_metadata_it_opens(tmp_path, archive):
    del archive["metadata.json"]
    assert saving.load_model(pack(tmp_path / "m.keras", archive)).count_params() == 11


@pytest.mark.parametrize(
    "name, data, words",
    [
        ("config.json", b"no json", "config.json cannot be read"),
        ("config.json", b"{}", "no Keras model"),
        ("config.json", b"[" * 100_000, "config.json cannot be read"),
        ("config.json", b'{"class_name": "Sequential", "config": NaN}', "config.json cannot be read"),
        ("config.json", b" " * (80 * 2**20), "too large"),
        ("model.weights.h5", b"no hdf5", "no HDF5 file"),
        ("model.weights.h5", b"\x89HDF\r\n\x1a\n" + bytes(500), "damaged"),
    ],
)
def test_a_broken_member_is_refused(tmp_path, archive, name, data, words):
    archive[name] = data
    refused(pack(tmp_path / "m.keras", archive, compression=zipfile.ZIP_DEFLATED), words)


def test_two_members_of_one_name_are_refused(tmp_path, archive):
    path = pack(tmp_path / "m.keras", archive)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as file:
        file.writestr("config.json", b"{}")
    refused(path, "two members .* 'config.json'")


def test_a_link_in_place_of_a_member_is_refused(tmp_path, archive):
    config = archive.pop("config.json")
    path = pack(tmp_path / "m.keras", archive)
    info = zipfile.ZipInfo("config.json")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "a") as file:
        file.writestr(info, config)
    refused(path, "no plain file")


def test_another_compression_is_refused(tmp_path, archive):
    refused(pack(tmp_path / "m.keras", archive, compression=zipfile.ZIP_BZIP2), "compressed in a way")


def test_a_changed_byte_is_noticed(tmp_path, archive):
    path = pack(tmp_path / "m.keras", archive)
    data = bytearray(path.read_bytes())
    place = data.index(b'"Sequential"')
    data[place + 2] ^= 1
    path.write_bytes(data)
    refused(path, "damaged archive .*CRC")


def test_an_encrypted_member_is_refused(tmp_path, archive):
    path = pack(tmp_path / "m.keras", archive)
    data = bytearray(path.read_bytes())
    for start in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[start] |= 1
    path.write_bytes(data)
    refused(path, "encrypted")


def test_a_class_outside_our_table_is_refused_without_an_import(tmp_path, archive):
    config = json.loads(archive["config.json"])
    config["config"]["layers"][1] = {
        "module": "os", "class_name": "system", "config": {"command": "true"}, "registered_name": None,
    }  # fmt: skip
    archive["config.json"] = json.dumps(config).encode()
    refused(pack(tmp_path / "m.keras", archive), "'system'")


def test_other_members_are_never_unpacked(tmp_path, archive):
    archive["../outside.txt"] = b"no"
    archive["assets/../../outside.txt"] = b"no"
    archive["/tmp/layerloom-outside.txt"] = b"no"
    inside = tmp_path / "inside"
    inside.mkdir()
    assert saving.load_model(pack(inside / "m.keras", archive)).count_params() == 11
    assert not list(tmp_path.rglob("outside*"))
    assert [path.name for path in inside.iterdir()] == ["m.keras"]
