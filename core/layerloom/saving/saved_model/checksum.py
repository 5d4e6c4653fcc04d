"""CRC-32C of large arrays, many pieces at once."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from layerloom.saving.hdf5 import Array

#: Bytes of a piece, and pieces that are taken at once.
_PIECE, _ROWS = 1024, 4096

_POLYNOMIAL = 0x82F63B78


def masked(crc: int) -> int:
    """Returns a checksum in the form in which it is stored beside data."""
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def crc32c(data: bytes, before: int = 0) -> int:
    """Returns the checksum of data.

    Args:
        data: The data.
        before: The checksum of what stands before them.
    """
    state = before ^ 0xFFFFFFFF
    table = _byte_table()
    whole = len(data) // _PIECE * _PIECE if len(data) >= 8 * _PIECE else 0
    if whole:
        first, second, third, fourth = _shift_tables()
        for start in range(0, whole, _PIECE * _ROWS):
            block = np.frombuffer(data, np.uint8, min(whole - start, _PIECE * _ROWS), start)
            for piece in _pieces(block.reshape(-1, _PIECE), table):
                moved = first[state & 255] ^ second[state >> 8 & 255]
                state = moved ^ third[state >> 16 & 255] ^ fourth[state >> 24] ^ piece
    plain = table.tolist()
    for byte in data[whole:]:
        state = plain[(state ^ byte) & 255] ^ state >> 8
    return int(state) ^ 0xFFFFFFFF


def _pieces(block: Array, table: Array) -> list[int]:
    """Returns for each row what it adds to a state that was moved on by its length."""
    states = np.zeros(len(block), np.uint32)
    for column in np.ascontiguousarray(block.T):
        states = table[(states ^ column) & 255] ^ states >> 8
    found: list[int] = states.tolist()
    return found


@lru_cache(maxsize=1)
def _byte_table() -> Array:
    states: Array = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        states = states >> 1 ^ np.where(states & 1, np.uint32(_POLYNOMIAL), np.uint32(0))
    return states


@lru_cache(maxsize=1)
def _shift_tables() -> list[list[int]]:
    """Returns what a state becomes behind a piece of zeros, by each of its four bytes."""
    table, found = _byte_table(), []
    for place in range(4):
        states: Array = np.arange(256, dtype=np.uint32) << np.uint32(8 * place)
        for _ in range(_PIECE):
            states = table[states & 255] ^ states >> 8
        found.append(states.tolist())
    return found
