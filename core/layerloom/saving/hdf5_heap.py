"""A look at the global heaps of an HDF5 file before the HDF5 library reads them.

Texts of changing length lie in these heaps. The library walks over their entries and, where a free entry of the
length zero stands, which only a damaged file has, never comes to an end.
"""

from __future__ import annotations

import mmap
import struct
from typing import BinaryIO

_SIGNATURE = b"GCOL\x01"
_HEAD = 16  # signature, version, reserved bytes and the size of the heap
_ENTRY = struct.Struct("<HH4xQ")  # number, count of references, size
_MOST_ENTRIES = 1_000_000


def heaps_are_sound(file: BinaryIO) -> bool:
    """Tells whether the library can walk over all global heaps of a file.

    Args:
        file: The file, open for reading in binary mode.
    """
    try:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except ValueError:  # it is empty
        return True
    with data:
        start = data.find(_SIGNATURE)
        while start >= 0:
            if not _is_sound(data, start):
                return False
            start = data.find(_SIGNATURE, start + 1)
    return True


def _is_sound(data: mmap.mmap, start: int) -> bool:
    """Walks over one heap as the library does; bytes in the middle of a heap that look like one do no harm."""
    if start + _HEAD > len(data):
        return True
    (size,) = struct.unpack_from("<Q", data, start + 8)
    place, end = start + _HEAD, start + size
    if end > len(data):
        return True  # the library notices that itself
    for _ in range(_MOST_ENTRIES):
        if place + _ENTRY.size > end:
            return True
        number, _, length = _ENTRY.unpack_from(data, place)
        step = length if number == 0 else _ENTRY.size + (length + 7) // 8 * 8
        if step == 0:
            return False
        place += step
    return False
