"""Checkpoints in TensorFlow's format, written without it."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from layerloom.callbacks.event_file import field, varint
from layerloom.saving.hdf5 import Array
from layerloom.saving.saved_model.bundle import DTYPES, FOOTER, MAGIC, TEXT, data_file
from layerloom.saving.saved_model.checksum import crc32c, masked

_NUMBERS = {np.dtype(name): number for number, name in DTYPES.items()}


def type_number(dtype: str) -> int:
    """Returns TensorFlow's number for a number type."""
    return _NUMBERS[np.dtype(dtype)]


def shape_message(shape: Iterable[int]) -> bytes:
    """Returns a shape as a protocol buffer."""
    return b"".join(field(2, field(1, int(size))) for size in shape)


def write_bundle(
    prefix: Path, arrays: Iterable[tuple[str, Array]], texts: dict[str, bytes], parts: int = 1
) -> None:
    """Writes a checkpoint: its data, and the index.

    Args:
        prefix: The path of its files without their endings.
        arrays: The arrays with their names; one at a time is held in memory.
        texts: Single texts with their names.
        parts: How many files of data the index counts; all but the first one are empty.
    """
    entries: dict[bytes, bytes] = {b"": field(1, parts) + field(3, field(1, 1))}
    place = 0
    for part in range(1, parts):
        data_file(prefix, part, parts).touch()
    with data_file(prefix, 0, parts).open("wb") as file:
        for name, array in arrays:
            number = type_number(str(array.dtype))
            data = np.ascontiguousarray(array, DTYPES[number]).tobytes()
            entries[name.encode()] = _entry(number, array.shape, place, data, crc32c(data))
            place += file.write(data)
        for name, text in texts.items():
            data, checksum = _text(text)
            entries[name.encode()] = _entry(TEXT, (), place, data, checksum)
            place += file.write(data)
    prefix.with_name(f"{prefix.name}.index").write_bytes(_table(entries))


def _entry(dtype: int, shape: tuple[int, ...], place: int, data: bytes, checksum: int) -> bytes:
    head = field(1, dtype) + field(2, shape_message(shape))
    end = varint(6 << 3 | 5) + struct.pack("<I", masked(checksum))
    return head + (field(4, place) if place else b"") + field(5, len(data)) + end


def _text(text: bytes) -> tuple[bytes, int]:
    """Returns a text as it is stored, and its checksum, which counts its length as a number of four bytes."""
    checksum = crc32c(struct.pack("<I", len(text)))
    stored = struct.pack("<I", masked(checksum))
    return varint(len(text)) + stored + text, crc32c(text, crc32c(stored, checksum))


def _table(entries: dict[bytes, bytes]) -> bytes:
    """Returns a sorted table of one block, with a block that holds nothing and an index behind it."""
    rows = sorted(entries.items())
    out = bytearray()

    def add(block: bytes) -> bytes:
        handle = varint(len(out)) + varint(len(block))
        out.extend(block + b"\0" + struct.pack("<I", masked(crc32c(block + b"\0"))))
        return handle

    data = add(_block(rows))
    empty = add(_block([]))
    index = add(_block([(rows[-1][0], data)]))
    return bytes(out) + (empty + index).ljust(FOOTER - 8, b"\0") + struct.pack("<Q", MAGIC)


def _block(rows: list[tuple[bytes, bytes]]) -> bytes:
    """Returns a block in which every key is written in full."""
    out = bytearray()
    starts = []
    for key, value in rows:
        starts.append(len(out))
        out += varint(0) + varint(len(key)) + varint(len(value)) + key + value
    starts = starts or [0]
    return bytes(out) + struct.pack(f"<{len(starts) + 1}I", *starts, len(starts))
