"""Hostile pictures and tables, and files that are none."""

from __future__ import annotations

import os
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


@hostile(12, "pixels|large|known format")
def picture_of_more_pixels_than_there_are_numbers(folder: Path) -> Path:
    return written(folder, "m.png", png(2**31 - 1, 2**31 - 1))


@hostile(12, "pixels")
def picture_slightly_too_large(folder: Path) -> Path:
    return written(folder, "m.png", png(8_001, 8_000))


@hostile(12, "device or pipe")
def pipe_with_the_name_of_a_picture(folder: Path) -> Path:
    os.mkfifo(folder / "m.png")
    return folder / "m.png"


_FOREIGN = {
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>',
    "pdf": b"%PDF-1.4\n",
    "fits": b"SIMPLE  =                    T".ljust(2880),
    "jpeg2000": b"\0\0\0\x0cjP  \r\n\x87\n",
    "photoshop": b"8BPS\0\1" + bytes(40),
    "icon": b"\0\0\1\0\1\0\1\1\0\0\1\0\x20\0\x30\0\0\0\x16\0\0\0" + bytes(48),
    "portable": b"P6 1 1 255 abc",
    "bufr": b"BUFR" + bytes(40),
    "movie": b"\0\0\0\x18ftypavif\0\0\0\0avifmif1",
}
for _title, _data in _FOREIGN.items():
    hostile(12, "no image of a known format", _title)(
        lambda folder, data=_data: written(folder, "m.png", data)
    )


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


@hostile(13, "declares")
def array_with_a_shape_of_thousands_of_digits(folder: Path) -> Path:
    header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': ({'9' * 4000},), }}".encode()
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
