"""Checkpoints of TensorFlow read without it: an index, sorted by name, and files of data."""

from __future__ import annotations

import math
import os
import re
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from layerloom.saving.hdf5 import Array, ContentError, short_name, widened
from layerloom.saving.saved_model.checksum import crc32c, masked
from layerloom.saving.saved_model.files import read_file, regular
from layerloom.saving.saved_model.wire import Message, messages, number, read_message, read_varint

#: Number types by TensorFlow's number for them; texts are left to :meth:`Bundle.text`.
DTYPES = {
    1: "<f4", 2: "<f8", 3: "<i4", 4: "|u1", 5: "<i2", 6: "|i1", 9: "<i8", 10: "|b1", 17: "<u2", 19: "<f2", 22: "<u4",
    23: "<u8",
}  # fmt: skip
TEXT = 7
BFLOAT16 = 14

MAGIC = 0xDB4775248B80FB57
FOOTER = 48
MAX_INDEX = 64 * 2**20
MAX_TEXT = 256 * 2**20


@dataclass(frozen=True)
class Entry:
    """Where a tensor's data are."""

    dtype: int
    shape: tuple[int, ...]
    shard: int
    offset: int
    size: int
    checksum: int


def data_file(prefix: Path, part: int, parts: int) -> Path:
    """Returns where a part of a checkpoint's data is."""
    return prefix.with_name(f"{prefix.name}.data-{part:05d}-of-{parts:05d}")


def data_files(prefix: Path) -> list[Path]:
    """Returns all files of data beside a checkpoint's index."""
    name = re.compile(re.escape(f"{prefix.name}.data-") + r"\d{5}-of-\d{5}")
    return [file for file in prefix.parent.iterdir() if name.fullmatch(file.name)]


class Bundle:
    """A checkpoint.

    Args:
        prefix: The path of its files without ``.index`` and ``.data-00000-of-00001``.

    Raises:
        ContentError: If its index is damaged.
    """

    def __init__(self, prefix: Path) -> None:
        self._prefix = prefix
        table = read_table(read_file(prefix.with_name(f"{prefix.name}.index"), MAX_INDEX))
        header = read_message(table.pop(b"", b""))
        self._shards = number(header, 1, 1)
        if number(header, 2):
            raise ContentError("is a checkpoint with the bytes of numbers in another order")
        self.entries = {key.decode("utf-8", "replace"): _entry(value) for key, value in table.items()}

    def array(self, key: str, shape: tuple[int, ...]) -> Array:
        """Reads an array of numbers.

        Args:
            key: Its name.
            shape: The shape that it must have.

        Raises:
            ContentError: If it is missing, of another shape or damaged.
        """
        entry = self._find(key)
        if entry.shape != shape:
            raise ContentError(
                f"the array {short_name(key)} has the shape {entry.shape}, {shape} was expected"
            )
        kind = "<u2" if entry.dtype == BFLOAT16 else DTYPES.get(entry.dtype)
        if kind is None:
            raise ContentError(f"the array {short_name(key)} holds no plain numbers")
        if entry.size != math.prod(shape) * np.dtype(kind).itemsize:
            raise ContentError(
                f"the array {short_name(key)} declares {entry.size} bytes, which do not fit its shape"
            )
        data = self._data(key, entry)
        if masked(crc32c(data)) != entry.checksum:
            raise ContentError(f"the array {short_name(key)} is damaged: its checksum differs")
        array = np.frombuffer(data, kind).reshape(shape)
        return widened(array) if entry.dtype == BFLOAT16 else array

    def text(self, key: str) -> bytes:
        """Reads a single text.

        Raises:
            ContentError: If it is missing or damaged.
        """
        entry = self._find(key)
        if entry.dtype != TEXT or entry.shape or entry.size > MAX_TEXT:
            raise ContentError(f"the text {short_name(key)} is no single text")
        data = self._data(key, entry)
        length, place = read_varint(data, 0)
        if place + 4 + length != len(data):
            raise ContentError(f"the text {short_name(key)} is damaged")
        return data[place + 4 :]

    def texts(self, key: str) -> list[str]:
        """Reads a row of texts: their lengths, a checksum of these, then the texts.

        Raises:
            ContentError: If it is missing or damaged.
        """
        entry = self._find(key)
        if entry.dtype != TEXT or len(entry.shape) != 1 or entry.size > MAX_TEXT:
            raise ContentError(f"the texts {short_name(key)} are no row of texts")
        data = self._data(key, entry)
        lengths, place = [], 0
        for _ in range(min(entry.shape[0], len(data))):
            length, place = read_varint(data, place)
            lengths.append(length)
        place += 4
        if len(lengths) != entry.shape[0] or place + sum(lengths) != len(data):
            raise ContentError(f"the texts {short_name(key)} are damaged")
        found = []
        for length in lengths:
            found.append(data[place : place + length].decode("utf-8", "surrogateescape"))
            place += length
        return found

    def _find(self, key: str) -> Entry:
        entry = self.entries.get(key)
        if entry is None:
            raise ContentError(f"the array {short_name(key)} is missing")
        return entry

    def _data(self, key: str, entry: Entry) -> bytes:
        if not 0 <= entry.shard < self._shards <= 100_000:
            raise ContentError(f"the array {short_name(key)} is in a file that is not there")
        path = data_file(self._prefix, entry.shard, self._shards)
        size = regular(path)
        if entry.offset + entry.size > size:
            raise ContentError(f"the array {short_name(key)} lies beyond the end of its file")
        with path.open("rb") as file:
            file.seek(entry.offset, os.SEEK_SET)
            return file.read(entry.size)


def read_table(data: bytes) -> dict[bytes, bytes]:
    """Reads a sorted table in the format of LevelDB, uncompressed as TensorFlow writes it.

    Raises:
        ContentError: If it is none, damaged or compressed.
    """
    if len(data) < FOOTER or struct.unpack("<Q", data[-8:])[0] != MAGIC:
        raise ContentError("is no checkpoint: its index is of another kind")
    place = len(data) - FOOTER
    for _ in range(2):  # place and size of a block that holds nothing
        _, place = read_varint(data, place)
    found: dict[bytes, bytes] = {}
    for handle in _block(data, place).values():
        found.update(_block(data, 0, handle))
    return found


def _block(data: bytes, place: int, handle: bytes | None = None) -> dict[bytes, bytes]:
    """Reads the block whose place and size are written at a place, or in a handle."""
    start, behind = read_varint(data if handle is None else handle, place)
    size, _ = read_varint(data if handle is None else handle, behind)
    if start + size + 5 > len(data) or size < 4:
        raise ContentError("is a checkpoint with a damaged index")
    block = data[start : start + size]
    if data[start + size]:
        raise ContentError("is a checkpoint with a compressed index, which is not read")
    stored = struct.unpack("<I", data[start + size + 1 : start + size + 5])[0]
    if masked(crc32c(data[start : start + size + 1])) != stored:
        raise ContentError("is a checkpoint with a damaged index: its checksum differs")
    restarts = struct.unpack("<I", block[-4:])[0]
    end = size - 4 - 4 * restarts
    found: dict[bytes, bytes] = {}
    key, place = b"", 0
    while place < end:
        shared, place = read_varint(block, place)
        own, place = read_varint(block, place)
        length, place = read_varint(block, place)
        if shared > len(key) or place + own + length > end:
            raise ContentError("is a checkpoint with a damaged index")
        key = key[:shared] + block[place : place + own]
        place += own
        found[key] = block[place : place + length]
        place += length
    return found


def _entry(data: bytes) -> Entry:
    message = read_message(data)
    if message.get(7):
        raise ContentError("is a checkpoint with arrays in slices, which are not read")
    shapes = messages(message, 2)
    checksum = message.get(6, [b"\0\0\0\0"])[-1]
    return Entry(
        dtype=number(message, 1),
        shape=_shape(read_message(shapes[-1])) if shapes else (),
        shard=number(message, 3),
        offset=number(message, 4),
        size=number(message, 5),
        checksum=struct.unpack("<I", checksum)[0]
        if isinstance(checksum, bytes) and len(checksum) == 4
        else -1,
    )


def _shape(message: Message) -> tuple[int, ...]:
    return tuple(number(read_message(size), 1) for size in messages(message, 2))
