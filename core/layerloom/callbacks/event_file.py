"""EventFile: the files that TensorBoard reads, written without TensorFlow.

An event file is a row of records, each a length, its checksum, the data and their checksum. The data are
protocol buffers of the type Event; the few messages that are needed are put together by hand.
"""

from __future__ import annotations

import itertools
import os
import socket
import struct
import time
from pathlib import Path

_number = itertools.count()


def varint(value: int) -> bytes:
    """Encodes a whole number as protocol buffers do; negative ones as 64 bits."""
    value &= 0xFFFFFFFFFFFFFFFF
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def field(number: int, value: int | float | str | bytes) -> bytes:
    """Encodes one field: whole numbers as varints, floats as doubles, all else with its length."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    if isinstance(value, float):
        return varint(number << 3 | 1) + struct.pack("<d", value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def masked_crc32c(data: bytes) -> int:
    """Returns the checksum of records: CRC-32C, turned and moved so that it differs for nested records."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc = _TABLE[(crc ^ byte) & 0xFF] ^ crc >> 8
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def record(data: bytes) -> bytes:
    """Returns data as a record of an event file."""
    length = struct.pack("<Q", len(data))
    return b"".join(
        (
            length,
            struct.pack("<I", masked_crc32c(length)),
            data,
            struct.pack("<I", masked_crc32c(data)),
        )
    )


class EventFile:
    """One event file in a folder, made with the first summary; no file stays open between two writes.

    Args:
        folder: The folder; TensorBoard calls each one a run.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)
        self._path: Path | None = None
        self._waiting: list[bytes] = []

    def add(self, value: bytes, step: int) -> None:
        """Adds one summary value, see :mod:`layerloom.callbacks.summaries`."""
        event = field(1, time.time()) + field(2, step) + field(5, field(1, value))
        self._waiting.append(record(event))

    def flush(self) -> None:
        """Writes what was added since the last time."""
        if not self._waiting:
            return
        if self._path is None:
            self._path = self._start()
        with self._path.open("ab") as file:
            file.write(b"".join(self._waiting))
        self._waiting.clear()

    def _start(self) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        now = time.time()
        name = f"events.out.tfevents.{int(now)}.{socket.gethostname()}.{os.getpid()}.{next(_number)}.v2"
        path = self.folder / name
        path.write_bytes(record(field(1, now) + field(3, "brain.Event:2")))
        return path


def _table() -> tuple[int, ...]:
    rows = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        rows.append(byte)
    return tuple(rows)


_TABLE = _table()
