"""Hostile files by how they are packed: links, bombs, archives, and weights that do not fit."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from .making import (
    MARKER,
    WEIGHT,
    archive,
    changed_h5,
    hostile,
    linked,
    lookup,
    network,
    plain,
    replaced_weight,
    twin,
    with_setting,
    written,
)

# -- 3: regular files only --


@hostile(3, "folder")
def folder_with_the_name_of_a_file(folder: Path) -> Path:
    (folder / "m.h5").mkdir()
    return folder / "m.h5"


@hostile(3, "device or pipe")
def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "m.h5")
    return folder / "m.h5"


@hostile(3, "device or pipe")
def device(folder: Path) -> Path:
    return Path("/dev/zero")


@hostile(3, "no such file")
def dangling_link(folder: Path) -> Path:
    (folder / "m.h5").symlink_to(folder / "nowhere")
    return folder / "m.h5"


@hostile(3, "is empty")
def empty_file(folder: Path) -> Path:
    return written(folder, "m.json", b"")


# -- 4: HDF5 --


@hostile(4, "link to another place")
def external_link(folder: Path) -> Path:
    return linked(folder, h5py.ExternalLink("other.h5", "kernel"))


@hostile(4, "link to another place")
def soft_link(folder: Path) -> Path:
    return linked(folder, h5py.SoftLink("/elsewhere"))


@hostile(4, "another file")
def external_storage(folder: Path) -> Path:
    written(folder, "raw", bytes(48))
    return replaced_weight(folder, (4, 3), "float32", external=[(str(folder / "raw"), 0, 48)])


@hostile(4, "another file")
def virtual_data(folder: Path) -> Path:
    layout = h5py.VirtualLayout((4, 3), "float32")
    layout[:] = h5py.VirtualSource("other.h5", "kernel", (4, 3))

    def change(file: Any) -> None:
        del file[WEIGHT]
        file.create_virtual_dataset(WEIGHT, layout)

    return changed_h5(folder, change)


@hostile(4, "chunks")
def one_huge_chunk(folder: Path) -> Path:
    return replaced_weight(
        folder, (4, 3), "float32", chunks=(20_000, 20_000), maxshape=(None, None), compression=1
    )


@hostile(4, "compressed in a way")
def unknown_filter(folder: Path) -> Path:
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_chunk((4, 3))
    plist.set_filter(40_000, h5py.h5z.FLAG_OPTIONAL, ())

    def change(file: Any) -> None:
        space = h5py.h5s.create_simple((4, 3))
        group = file[WEIGHT.rpartition("/")[0]]
        del file[WEIGHT]
        made = h5py.h5d.create(group.id, b"kernel", h5py.h5t.IEEE_F32LE, space, dcpl=plist)
        h5py.Dataset(made)[...] = np.zeros((4, 3), "float32")

    return changed_h5(folder, change)


@hostile(4, "no plain numbers")
def texts_as_weights(folder: Path) -> Path:
    return replaced_weight(folder, data=np.full((4, 3), b"x"))


@hostile(4, "not UTF-8")
def names_that_are_no_text(folder: Path) -> Path:
    names = np.array([b"dense\xff"])
    return changed_h5(folder, lambda file: file["model_weights"].attrs.__setitem__("layer_names", names))


@hostile(4, "strange type|no text")
def reference_as_configuration(folder: Path) -> Path:
    def change(file: Any) -> None:
        del file.attrs["model_config"]
        file.attrs["model_config"] = file.ref

    return changed_h5(folder, change)


@twin(4)
def hard_link_cycle(folder: Path) -> Path:
    def change(file: Any) -> None:
        file["model_weights/dense/again"] = file["model_weights"]

    return changed_h5(folder, change)


# -- 5: a budget before anything is built --


@hostile(5, "was expected|too large|MiB")
def declared_and_not_stored(folder: Path) -> Path:
    return replaced_weight(folder, (2**40, 3), "float32", chunks=(1024, 3))


@hostile(5, "MiB")
def layer_of_terabytes(folder: Path) -> Path:
    return with_setting(folder, units=2**40)


@hostile(5, "MiB")
def small_file_of_a_large_model(folder: Path) -> Path:
    data = plain()
    data["config"]["layers"][1]["config"]["units"] = 50_000_000
    return changed_h5(folder, lambda file: file.attrs.__setitem__("model_config", json.dumps(data)))


# -- 6: zip --


@hostile(6, "too large|larger")
def member_that_inflates(folder: Path) -> Path:
    return archive(folder, {"config.json": b" " * 100_000_000})


@hostile(6, "two members")
def two_members_of_a_name(folder: Path) -> Path:
    return archive(folder, more=lambda new: new.writestr("config.json", "{}"))


@hostile(6, "no plain file")
def member_that_is_a_link(folder: Path) -> Path:
    source, path = folder / "source.keras", folder / "m.keras"
    network().save(source)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name)
            info.external_attr = (0o120777 << 16) if name == "config.json" else 0
            new.writestr(info, "/etc/passwd" if name == "config.json" else old.read(name))
    return path


@hostile(6, "CRC|checksum|damaged")
def changed_byte(folder: Path) -> Path:
    path = folder / "m.keras"
    network().save(path)
    data = bytearray(path.read_bytes())
    data[data.index(b'"module"') + 3] ^= 1
    return written(folder, "m.keras", bytes(data))


@twin(6)
def members_that_lead_outside(folder: Path) -> Path:
    return archive(folder, more=lambda new: [new.writestr(n, MARKER) for n in (f"../{MARKER}", f"/{MARKER}")])


# -- 10: weights are complete --


@hostile(10, "missing|shape")
def missing_weight(folder: Path) -> Path:
    return changed_h5(folder, lambda file: file.__delitem__(WEIGHT))


@hostile(10, "layers")
def weights_of_another_layer(folder: Path) -> Path:
    def change(file: Any) -> None:
        file["model_weights"].attrs["layer_names"] = ["dense", "more"]
        file["model_weights/more/kernel"] = np.zeros(3)
        file["model_weights/more"].attrs["weight_names"] = ["kernel"]

    return changed_h5(folder, change)


@hostile(10, "shape")
def weight_of_another_shape(folder: Path) -> Path:
    return replaced_weight(folder, data=np.zeros((3, 4), "float32"))


# -- 11: names never become paths --


@twin(11)
def layer_named_like_a_path(folder: Path) -> Path:
    return with_setting(folder, name=f"../../{MARKER}")


@hostile(11, "words|vocabulary|vocab")
def assets_that_lead_outside(folder: Path) -> Path:
    data = plain()
    data["config"]["layers"][1] = lookup(vocabulary=f"../{MARKER}")
    return archive(
        folder, {"config.json": json.dumps(data).encode()}, lambda new: new.writestr("assets/../../x", MARKER)
    )
