"""How hostile files are made, and the table that collects them."""

from __future__ import annotations

import json
import struct
import warnings
import zipfile
import zlib
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from layerloom import layers, models

WEIGHT = "model_weights/dense/small/dense/kernel"
MARKER = "code_was_run"

#: Requirement -> title of the file -> (writes it into a folder and returns its path, words of the refusal).
HOSTILE: dict[int, dict[str, tuple[Any, str]]] = {}
#: Requirement -> writes the file in order that is most like the hostile ones.
TWINS: dict[int, Any] = {}


def hostile(number: int, words: str, title: str = "") -> Any:
    def take(make: Any) -> Any:
        name = (title or make.__name__).strip("_").replace("_", " ")
        HOSTILE.setdefault(number, {})[name] = (make, words)
        return make

    return take


def twin(*numbers: int) -> Any:
    def take(make: Any) -> Any:
        TWINS.update(dict.fromkeys(numbers, make))
        return make

    return take


def network() -> Any:
    return models.Sequential([layers.Input((4,)), layers.Dense(3, name="dense")], name="small")


def plain() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(network().to_json())
    return found


def as_json(folder: Path, data: Any, name: str = "m.json") -> Path:
    path = folder / name
    path.write_text(data if isinstance(data, str) else json.dumps(data))
    return path


def with_layer(folder: Path, layer: dict[str, Any], name: str = "m.json") -> Path:
    data = plain()
    data["config"]["layers"].append(layer)
    return as_json(folder, data, name)


def with_setting(folder: Path, **settings: Any) -> Path:
    data = plain()
    data["config"]["layers"][1]["config"].update(settings)
    return as_json(folder, data)


def changed_h5(folder: Path, change: Any) -> Path:
    path = folder / "m.h5"
    network().save(path)
    with h5py.File(path, "r+") as file:
        change(file)
    return path


def replaced_weight(folder: Path, *args: Any, **kwargs: Any) -> Path:
    def change(file: Any) -> None:
        del file[WEIGHT]
        file.create_dataset(WEIGHT, *args, **kwargs)

    return changed_h5(folder, change)


def linked(folder: Path, link: Any) -> Path:
    with h5py.File(folder / "other.h5", "w") as file:
        file["kernel"] = np.full((4, 3), 7.0, "float32")

    def change(file: Any) -> None:
        file["elsewhere"] = np.zeros((4, 3), "float32")
        del file[WEIGHT]
        file[WEIGHT] = link

    return changed_h5(folder, change)


def archive(folder: Path, changes: dict[str, bytes] | None = None, more: Any = None) -> Path:
    """A ``.keras`` file with other members in place of its own."""
    source, path = folder / "source.keras", folder / "m.keras"
    network().save(source)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in old.namelist():
            new.writestr(name, (changes or {}).get(name, old.read(name)), zipfile.ZIP_DEFLATED)
        if more is not None:
            more(new)
    source.unlink()
    return path


def functional(layers_: list[dict[str, Any]], output: str) -> dict[str, Any]:
    start = {
        "class_name": "InputLayer",
        "config": {"batch_shape": [None, 4], "name": "x"},
        "name": "x",
        "inbound_nodes": [],
    }
    config = {
        "name": "net",
        "layers": [start, *layers_],
        "input_layers": [["x", 0, 0]],
        "output_layers": [[output, 0, 0]],
    }
    return {"class_name": "Functional", "config": config}


def adding(name: str, one: str, other: str, index: Any = 0) -> dict[str, Any]:
    calls = [[[one, index, 0, {}], [other, 0, 0, {}]]]
    return {"class_name": "Add", "config": {"name": name}, "name": name, "inbound_nodes": calls}


def lookup(**settings: Any) -> dict[str, Any]:
    return {"class_name": "StringLookup", "config": {"name": "words", **settings}}


def png(width: int, height: int) -> bytes:
    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\0" * min(width, 2**16)) * min(height, 64))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


def written(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name
