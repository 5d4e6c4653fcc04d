"""Small files that would take the memory or the time of large ones are refused before they do; so is what crashes."""

import io
import json
import struct
import zipfile

import h5py
import numpy as np
import pytest
from PIL import GifImagePlugin, Image

from layerloom import layers, models
from layerloom.errors import FileFormatError, LayerloomError
from layerloom.graph import plain_json
from layerloom.models import yaml as model_yaml
from layerloom.models.formats import read_any
from layerloom.saving import KerasFileEditor, zip_members
from layerloom.saving.hdf5 import MAX_TEXTS, ContentError, Room, attribute, open_hdf5
from layerloom.saving.hdf5_heap import HeapError, longest_entry_in
from layerloom.saving.legacy_h5 import plan_weights as plan_legacy
from layerloom.saving.plan import Plan
from layerloom.saving.weights_h5 import plan_weights
from layerloom.utils import load_csv, load_img, load_npz, tables


def network():
    return models.Sequential([layers.Input((4,)), layers.Dense(3, name="dense")], name="small")


def with_unknown_layer():
    data = json.loads(network().to_json())
    data["config"]["layers"].append({"class_name": "Strange", "config": {"name": "strange"}})
    return json.dumps(data)


@pytest.mark.parametrize("step", ["- ", "? ", "a: {"])
def test_yaml_that_would_overflow_the_stack(step, tmp_path):
    (tmp_path / "m.yaml").write_text(step * 100_000)
    with pytest.raises(FileFormatError, match="nested"):
        read_any(tmp_path / "m.yaml")


def test_yaml_with_a_key_twice():
    with pytest.raises(LayerloomError, match="twice"):
        model_yaml.read_yaml("class_name: Sequential\nconfig: []\nclass_name: Lambda")


def test_yaml_whose_keys_are_no_texts():
    levels = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 5))
    with pytest.raises(LayerloomError, match="list or a mapping as a key"):
        model_yaml.read_yaml(f"a0: &a0 [x]\n{levels}? *a4\n: 1")


def test_commas_in_texts_are_no_values(monkeypatch):
    monkeypatch.setattr(plain_json, "MAX_VALUES", 10)
    text = '{"a": "' + ",[{" * 9 + '\\"' + ",,,," * 9 + '\\\\", "b": [1, 2]}'
    assert plain_json.read_json(text)["b"] == [1, 2]
    with pytest.raises(LayerloomError, match="more than 10 values"):
        plain_json.read_json(text.replace("1, 2", "1, 2, 3, 4, 5, 6, 7, 8, 9"))


def test_text_of_many_values(monkeypatch):
    monkeypatch.setattr(plain_json, "MAX_VALUES", 1000)
    monkeypatch.setattr(model_yaml, "_MOST_VALUES", 1000)
    text = "[" + "{}," * 1000 + "{}]"
    with pytest.raises(LayerloomError, match="more than 1000 values"):
        plain_json.read_json(text)
    with pytest.raises(LayerloomError, match="more than 1000 values"):
        model_yaml.read_yaml(text)


def test_list_of_names_that_are_all_one_long_text(tmp_path):
    path = tmp_path / "m.h5"
    network().save(path)
    long = b"x" * 2**20
    with h5py.File(path, "r+") as file:
        names = np.array([long, *[b"dense"] * 999], dtype=object)
        file["model_weights"].attrs.create("layer_names", names, dtype=h5py.string_dtype())
    with pytest.raises(FileFormatError, match="'layer_names' is too long"):
        read_any(path)


def test_heaps_inside_heaps_are_walked_over_once():
    entry, count = struct.Struct("<HH4xQ"), 3000
    heads = (b"GCOL\x01\0\0\0" + struct.pack("<Q", 48 * left - 16) for left in range(count, 0, -1))
    data = b"".join(entry.pack(1, 1, 32) + head + entry.pack(1, 1, 0) for head in heads)
    with pytest.raises(HeapError, match="more than 1000000 texts"):
        longest_entry_in(data)
    assert longest_entry_in(data[-4800:]) == 32
    with pytest.raises(HeapError, match="entry of no length"):
        longest_entry_in(heads_of_heap(64) + entry.pack(0, 0, 0) + b"\0" * 32)
    assert longest_entry_in(heads_of_heap(64) + entry.pack(1, 1, 2**60) + b"\0" * 32) == 48


def heads_of_heap(size):
    return b"GCOL\x01\0\0\0" + struct.pack("<Q", size)


def test_texts_are_bounded_as_long_as_any_opening_of_the_file_lasts(tmp_path):
    path, long = tmp_path / "m.h5", b"x" * 2**20
    names = np.array([long, *[b"dense"] * 999], dtype=object)
    with h5py.File(path, "w") as file:
        file.attrs.create("names", names, dtype=h5py.string_dtype())
        with pytest.raises(ContentError, match="too long"):
            attribute(file, "names")
    assert MAX_TEXTS < 1000 * 2**20
    with open_hdf5(path) as file:
        with open_hdf5(path):
            pass
        with pytest.raises(ContentError, match="too long"):
            attribute(file, "names")


def linked_often(group):
    """An array of zeros, which takes no room, under many names; and a group inside itself."""
    group.create_dataset("a", data=np.zeros(2**22, "float32"), chunks=(2**20,), compression="gzip")
    for number in range(9):
        group[f"b{number}"] = group["a"]


def test_kept_arrays_take_no_more_than_the_file(tmp_path):
    path = tmp_path / "m.h5"
    network().save(path)
    with h5py.File(path, "r+") as file:
        file.attrs["model_config"] = with_unknown_layer()
        weights = file["model_weights"]
        weights.attrs["layer_names"] = [b"dense", b"strange"]
        linked_often(weights.create_group("strange"))
        weights["strange"].attrs["weight_names"] = [f"b{number}".encode() for number in range(9)]
    with pytest.raises(FileFormatError, match="too large"):
        read_any(path, placeholders=True)


def test_small_arrays_are_counted_together(tmp_path):
    with h5py.File(tmp_path / "m.h5", "w") as file:
        file["a"] = np.zeros(512)
        room = Room(file)
        room._left = 5 * 4096
        for _ in range(5):
            room.read(file["a"], "a")
        with pytest.raises(ContentError, match="too large for a file of this size"):
            room.read(file["a"], "a")


@pytest.mark.parametrize("count", [8, 9])
def test_arrays_of_a_quantized_layer_under_many_names(count, tmp_path, monkeypatch):
    model, read = network(), []
    monkeypatch.setattr(Room, "read", lambda self, dataset, name, limit: read.append(name))
    with h5py.File(tmp_path / "m.h5", "w") as file:
        for number in range(count):
            file[f"layers/dense/vars/{number}"] = np.zeros(3)
        file.create_group("vars")
        with pytest.raises((ContentError, AttributeError)):
            plan_weights(file, model, Plan())
    assert len(read) == (count if count == 8 else 0)


def test_strange_names_beside_those_of_a_quantized_layer_are_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(Room, "read", lambda *_: pytest.fail("read"))
    with h5py.File(tmp_path / "m.h5", "w") as file:
        file.attrs["layer_names"] = [b"dense"]
        names = ["dense/kernel", "dense/kernel_scale", *(f"dense/b{number}" for number in range(9))]
        for name in names:
            file[f"dense/{name}"] = np.zeros(3)
        file["dense"].attrs["weight_names"] = [name.encode() for name in names]
    with open_hdf5(tmp_path / "m.h5") as file, pytest.raises(ContentError, match="do not fit together"):
        plan_legacy(file, network(), Plan())


@pytest.mark.parametrize(
    "change, words",
    [(linked_often, "too large"), (lambda group: group.__setitem__("a", group), "in several places")],
)
def test_groups_of_unknown_layers_in_archives(change, words, tmp_path):
    path, weights = tmp_path / "m.keras", io.BytesIO()
    network().save(path)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    weights = io.BytesIO(members["model.weights.h5"])
    with h5py.File(weights, "r+") as file:
        change(file.create_group("layers/strange"))
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**members, "model.weights.h5": weights.getvalue()}.items():
            archive.writestr(name, with_unknown_layer() if name == "config.json" else data)
    for read in (lambda: read_any(path, placeholders=True), lambda: KerasFileEditor(path)):
        with pytest.raises(FileFormatError, match=words):
            read()


def test_layer_that_is_named_twice(tmp_path):
    path = tmp_path / "m.h5"
    network().save(path)
    with h5py.File(path, "r+") as file:
        file["model_weights"].attrs["layer_names"] = [b"dense"] * 2
    with pytest.raises(FileFormatError, match="names something twice"):
        read_any(path)


def test_archive_with_a_long_list_of_members(tmp_path, monkeypatch):
    network().save(tmp_path / "m.keras")
    monkeypatch.setattr(zip_members, "_LONGEST_LIST", 150)
    with pytest.raises(FileFormatError, match="list of the archive's members"):
        read_any(tmp_path / "m.keras")


def test_row_that_goes_over_many_lines(tmp_path):
    (tmp_path / "t.csv").write_text('"\n",' * 5000)
    with pytest.raises(FileFormatError, match="line 1001 is no row"):
        load_csv(tmp_path / "t.csv")
    (tmp_path / "t.csv").write_text("1,2\n" + ("x," * 200_000 + '"\n",') * 9)
    with pytest.raises(FileFormatError, match="line 9 is no row"):
        load_csv(tmp_path / "t.csv")
    (tmp_path / "t.csv").write_text('"a\nb",label\n1,0\n')
    assert load_csv(tmp_path / "t.csv")[0].shape == (1, 1)


def test_arrays_of_an_archive_are_bounded_together(tmp_path, monkeypatch):
    np.savez_compressed(tmp_path / "d.npz", x=np.zeros((100, 5), order="F"), y=np.zeros(100))
    assert load_npz(tmp_path / "d.npz")[0].flags.writeable
    monkeypatch.setattr(tables, "_PACKED", 4500)
    with pytest.raises(FileFormatError, match=r"'y\.npy' is too large"):
        load_npz(tmp_path / "d.npz")


def test_frames_of_a_film_are_not_counted(tmp_path, monkeypatch):
    frames = [Image.new("L", (2, 2), shade) for shade in (10, 200)]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    monkeypatch.setattr(
        GifImagePlugin.GifImageFile, "n_frames", property(lambda self: pytest.fail("counted"))
    )
    assert np.asarray(load_img(tmp_path / "a.gif")).max() == 10
