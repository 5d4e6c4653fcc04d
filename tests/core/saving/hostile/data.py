"""Hostile pictures and tables, and files that are none."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from .making import MARKER, changed_h5, hostile, png, twin, with_layer, written

# -- 12: images --


@hostile(12, "pixels|large")
def picture_of_billions_of_pixels(folder: Path) -> Path:
    return written(folder, "m.png", png(60_000, 60_000))


@hostile(12, "format|image|picture")
def postscript(folder: Path) -> Path:
    return written(folder, "m.png", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n")


@hostile(12, "truncated|damaged|cannot|broken|image")
def picture_cut_short(folder: Path) -> Path:
    return written(folder, "m.png", png(64, 64)[:60])


@twin(12)
def picture(folder: Path) -> Path:
    return written(folder, "m.png", png(64, 64))


# -- 13: data --


@hostile(13, "object|pickle|numbers")
def pickled_arrays(folder: Path) -> Path:
    class Marks:
        def __reduce__(self) -> Any:
            return (open, (MARKER, "w"))

    made = np.empty(1, object)
    made[0] = Marks()
    np.savez(folder / "m.npz", x=made, y=np.zeros(1))
    return folder / "m.npz"


@hostile(13, "large|declares|MiB|holds")
def array_that_lies(folder: Path) -> Path:
    header = b"{'descr': '<f4', 'fortran_order': False, 'shape': (1099511627776,), }"
    data = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header
    with zipfile.ZipFile(folder / "m.npz", "w") as file:
        file.writestr("x.npy", data)
        file.writestr("y.npy", data)
    return folder / "m.npz"


@hostile(13, "row|line|column|fields")
def ragged_table(folder: Path) -> Path:
    return written(folder, "m.csv", b"1,2,0\n3,1\n")


@hostile(13, "number|label|finite")
def table_with_a_label_that_is_none(folder: Path) -> Path:
    return written(folder, "m.csv", b"1,2,0\n3,4,nan\n")


@hostile(13, "UTF-8|text")
def table_of_bytes(folder: Path) -> Path:
    return written(folder, "m.csv", b"1,2,0\n\xff\xfe,1,1\n")


@twin(13)
def table(folder: Path) -> Path:
    return written(folder, "m.csv", b"1,2,0\n3,4,1\n")


# -- 14 and 15: one clear error; a process of its own --


@hostile(14, "nknown|no layer")
def class_with_an_endless_name(folder: Path) -> Path:
    return with_layer(folder, {"class_name": "x" * 900, "config": {"name": "l"}})


@hostile(14, "damaged|HDF5")
def text_with_the_signature_of_hdf5(folder: Path) -> Path:
    return written(folder, "m.h5", b"\x89HDF\r\n\x1a\n" + b"\xff" * 2000)


@hostile(14, "damaged|archive")
def text_with_the_signature_of_zip(folder: Path) -> Path:
    return written(folder, "m.keras", b"PK\x03\x04" + b"\0" * 2000)


@twin(1, 2, 3, 5, 7, 8, 10, 14)
def in_order(folder: Path) -> Path:
    return changed_h5(folder, lambda file: None)
