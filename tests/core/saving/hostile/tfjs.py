"""Hostile models of TensorFlow.js: tables that name other files, or promise what these do not hold."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from .making import hostile, plain, written

_ENTRIES = [("dense/kernel", [4, 3]), ("dense/bias", [3])]
_SIZE = 4 * 15


def in_order(folder: Path, name: str = "weights.bin") -> Path:
    """A model that opens."""
    return changed(folder, lambda data: None, name)


def changed(
    folder: Path, change: Callable[[Any], object], name: str = "weights.bin", size: int = _SIZE
) -> Path:
    """A model with something else in its ``model.json``, beside a file of so many bytes."""
    written(folder, name, np.ones(size, np.uint8).tobytes())
    weights = [{"name": name_, "shape": shape, "dtype": "float32"} for name_, shape in _ENTRIES]
    data = {"modelTopology": plain(), "weightsManifest": [{"paths": [name], "weights": weights}]}
    change(data)
    path = folder / "model.json"
    path.write_text(json.dumps(data))
    return path


def naming(folder: Path, *names: Any) -> Path:
    return changed(folder, lambda data: data["weightsManifest"][0].update(paths=list(names)))


def with_entry(folder: Path, **settings: Any) -> Path:
    return changed(folder, lambda data: data["weightsManifest"][0]["weights"][0].update(settings))


# -- 3, 11: plain files beside it only --

for _title, _name in {
    "file above": "../weights.bin",
    "file in a folder": "sub/weights.bin",
    "absolute file": "/etc/passwd",
    "file of another system": "C:weights.bin",
    "backslashes": "..\\weights.bin",
    "address": "https://example.com/weights.bin",
    "folder itself": ".",
    "folder above": "./..",
    "no name": "",
    "number in place of a name": 7,
    "line break in a name": "weights\n.bin",
    "twice the same dot": "././weights.bin",
}.items():
    hostile(11, "only files beside it are read", f"tfjs {_title}")(
        lambda folder, name=_name: naming(folder, name)
    )


@hostile(11, "the file 'weights.bin' twice")
def tfjs_one_file_again_and_again(folder: Path) -> Path:
    return naming(folder, "weights.bin", "./weights.bin")


@hostile(3, "not in the same folder")
def tfjs_file_that_is_not_there(folder: Path) -> Path:
    return naming(folder, "other.bin")


@hostile(3, "no plain file")
def tfjs_link_to_a_file(folder: Path) -> Path:
    path = in_order(folder)
    (folder / "weights.bin").rename(folder / "elsewhere.bin")
    (folder / "weights.bin").symlink_to(folder / "elsewhere.bin")
    return path


@hostile(3, "no plain file")
def tfjs_link_to_nowhere(folder: Path) -> Path:
    path = in_order(folder)
    (folder / "weights.bin").unlink()
    (folder / "weights.bin").symlink_to("nowhere")
    return path


@hostile(3, "no plain file")
def tfjs_pipe(folder: Path) -> Path:
    path = in_order(folder)
    (folder / "weights.bin").unlink()
    os.mkfifo(folder / "weights.bin")
    return path


@hostile(3, "no plain file")
def tfjs_folder_in_place_of_a_file(folder: Path) -> Path:
    path = in_order(folder)
    (folder / "weights.bin").unlink()
    (folder / "weights.bin").mkdir()
    return path


# -- 5: sizes before anything is read --


@hostile(5, "too large")
def tfjs_array_of_a_million_gigabytes(folder: Path) -> Path:
    return with_entry(folder, shape=[2**30, 2**30])


@hostile(5, "take 36000012 bytes, but their files have 60")
def tfjs_array_larger_than_its_file(folder: Path) -> Path:
    return with_entry(folder, shape=[3000, 3000])


@hostile(5, "take 60 bytes, but their files have 4096")
def tfjs_file_larger_than_its_arrays(folder: Path) -> Path:
    return changed(folder, lambda data: None, size=4096)


@hostile(5, "take 60 bytes, but their files have 59")
def tfjs_file_that_ends_too_early(folder: Path) -> Path:
    return changed(folder, lambda data: None, size=_SIZE - 1)


@hostile(5, "MiB of weights|units")
def tfjs_network_far_larger_than_its_files(folder: Path) -> Path:
    def change(data: Any) -> None:
        data["modelTopology"]["config"]["layers"][1]["config"]["units"] = 2**27

    return changed(folder, change)


@hostile(5, "more than 100000 arrays|more than 10000 files")
def tfjs_files_without_an_end(folder: Path) -> Path:
    return naming(folder, *(f"w{number}" for number in range(10_001)))


# -- 7, 8, 10: the table --

for _title, _settings, _words in (
    ("shape with a minus", {"shape": [-4, 3]}, "a shape that is none"),
    ("shape with a truth", {"shape": [True, 12]}, "a shape that is none"),
    ("shape with a fraction", {"shape": [4.0, 3]}, "a shape that is none"),
    ("shape of a thousand axes", {"shape": [1] * 1000}, "a shape that is none"),
    ("shape that is a text", {"shape": "43"}, "shape is no list"),
    ("texts", {"dtype": "string"}, "no plain numbers"),
    ("complex numbers", {"dtype": "complex64"}, "no plain numbers"),
    ("objects", {"dtype": "object"}, "no plain numbers"),
    ("type that is a list", {"dtype": ["float32"]}, "no plain numbers"),
    ("name that is a number", {"name": 3}, "no name"),
    ("name without an end", {"name": "x" * 100_000}, "no name"),
    ("name of five hundred steps", {"name": "x/" * 499 + "x"}, "no name"),
    ("quantization that is a text", {"quantization": "uint8"}, "not known"),
    ("quantization of another type", {"quantization": {"dtype": "int8"}}, "not known"),
    ("quantization of truths", {"dtype": "bool", "quantization": {"dtype": "uint8"}}, "not known"),
    ("scale that is missing", {"quantization": {"dtype": "uint8", "min": 0}}, "without scale and min"),
    (
        "scale that is a truth",
        {"quantization": {"dtype": "uint8", "min": 0, "scale": True}},
        "without scale",
    ),
    (
        "scale without bounds",
        {"quantization": {"dtype": "uint8", "min": 0, "scale": 10**400}},
        "without scale",
    ),
):
    hostile(8, _words, f"tfjs {_title}")(lambda folder, told=_settings: with_entry(folder, **told))


@hostile(7, "NaN")
def tfjs_scale_that_is_no_number(folder: Path) -> Path:
    return with_entry(folder, quantization={"dtype": "uint8", "min": 0, "scale": float("nan")})


@hostile(10, "stands in it twice")
def tfjs_array_twice(folder: Path) -> Path:
    return with_entry(folder, name="dense/bias")


@hostile(10, "no layer for the array 'other/kernel'")
def tfjs_array_of_no_layer(folder: Path) -> Path:
    return with_entry(folder, name="other/kernel")


@hostile(10, r"has shape \(4, 3\), the file has \(3, 4\)")
def tfjs_array_of_another_shape(folder: Path) -> Path:
    return with_entry(folder, shape=[3, 4])


@hostile(10, "has 2 weights, the file has 0")
def tfjs_no_table(folder: Path) -> Path:
    return changed(folder, lambda data: data.pop("weightsManifest"))


for _title, _table in {"text": "x", "number": 3, "list of texts": ["x"], "mapping": {"paths": []}}.items():
    hostile(10, "no list|something else than groups", f"tfjs table that is a {_title}")(
        lambda folder, table=_table: changed(folder, lambda data: data.update(weightsManifest=table))
    )


@hostile(1, "Lambda")
def tfjs_code(folder: Path) -> Path:
    layer = {"class_name": "Lambda", "config": {"name": "code", "function": ["4wEAAAA=", None, None]}}
    return changed(folder, lambda data: data["modelTopology"]["config"]["layers"].append(layer))
