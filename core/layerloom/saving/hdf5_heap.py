"""A look at the global heaps of an HDF5 file before the HDF5 library reads them.

Texts of changing length lie in these heaps. The library walks over their entries and, where a free entry of the
length zero stands, which only a damaged file has, never comes to an end.
"""

from __future__ import annotations

import mmap
import struct
from typing import BinaryIO

Bytes = bytes | mmap.mmap

_SIGNATURE = b"GCOL\x01"
_HEAD = 16  # signature, version, reserved bytes and the size of the heap
_ENTRY = struct.Struct("<HH4xQ")  # number, count of references, size
_MOST_ENTRIES = 1_000_000  # of all heaps together: what begins like a heap may lie inside another


class HeapError(Exception):
    """The library cannot walk over all heaps; the message says why, without the file's name."""


def longest_entry(file: BinaryIO) -> int:
    """Returns the bytes of the longest text in the global heaps of a file.

    Args:
        file: The file, open for reading in binary mode.

    Raises:
        HeapError: If a heap has no end, or there are more texts than any model has.
    """
    try:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except ValueError:  # it is empty
        return 0
    with data:
        return longest_entry_in(data)


def longest_entry_in(data: Bytes) -> int:
    """Returns the same of a file that lies in memory."""
    left, longest = _MOST_ENTRIES, 0
    start = data.find(_SIGNATURE)
    while start >= 0:
        count, most = _walk(data, start, left)
        left, longest = left - count, max(longest, most)
        if left <= 0:
            raise HeapError(f"holds more than {_MOST_ENTRIES} texts, which is more than any model has")
        start = data.find(_SIGNATURE, start + 1)
    return longest


def _walk(data: Bytes, start: int, limit: int) -> tuple[int, int]:
    """Walks over one heap as the library does; bytes in the middle of a heap that look like one do no harm.

    Returns:
        The number of its entries, at most ``limit``, and the length of the longest.

    Raises:
        HeapError: If there is no end of them.
    """
    if start + _HEAD > len(data):
        return 0, 0
    (size,) = struct.unpack_from("<Q", data, start + 8)
    place, end = start + _HEAD, start + size
    if end > len(data):
        return 0, 0  # the library notices that itself
    longest = 0
    for count in range(limit):
        if place + _ENTRY.size > end:
            return count, longest
        number, _, length = _ENTRY.unpack_from(data, place)
        step = length if number == 0 else _ENTRY.size + (length + 7) // 8 * 8
        if step == 0:
            raise HeapError("is damaged: it has an entry of no length")
        longest = max(longest, min(length, end - place) if number else 0)
        place += step
    return limit, longest
