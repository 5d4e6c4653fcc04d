"""Protocol buffers from strangers: fields by number, nothing more."""

from __future__ import annotations

from layerloom.saving.hdf5 import ContentError

Message = dict[int, list[int | bytes]]

_MAX_FIELDS = 5_000_000


def read_message(data: bytes) -> Message:
    """Returns the fields of a message: whole numbers, and bytes for texts, inner messages and fixed numbers.

    Args:
        data: The encoded message.

    Raises:
        ContentError: If it is none.
    """
    fields: Message = {}
    place, size, count = 0, len(data), 0
    while place < size:
        key, place = read_varint(data, place)
        kind = key & 7
        value: int | bytes
        if kind == 0:
            value, place = read_varint(data, place)
        else:
            length = {1: 8, 5: 4}.get(kind)
            if kind == 2:
                length, place = read_varint(data, place)
            if length is None or place + length > size:
                raise ContentError("holds a damaged protocol buffer")
            value, place = data[place : place + length], place + length
        fields.setdefault(key >> 3, []).append(value)
        count += 1
        if count > _MAX_FIELDS:
            raise ContentError("holds a protocol buffer with millions of fields")
    return fields


def read_varint(data: bytes, place: int) -> tuple[int, int]:
    """Returns a whole number of variable length and the place behind it.

    Raises:
        ContentError: If the data end within it, or it has more than 64 bits.
    """
    value = shift = 0
    while True:
        if place >= len(data) or shift > 63:
            raise ContentError("holds a damaged number")
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value & 0xFFFFFFFFFFFFFFFF, place


def messages(message: Message, number: int) -> list[bytes]:
    """Returns all inner messages, or other values with a length, of a field."""
    found = message.get(number, [])
    if not all(isinstance(value, bytes) for value in found):
        raise ContentError("holds a protocol buffer of another kind")
    return [value for value in found if isinstance(value, bytes)]


def number(message: Message, field: int, default: int = 0) -> int:
    """Returns the whole number of a field."""
    value = message.get(field, [default])[-1]
    if isinstance(value, bytes):
        raise ContentError("holds a protocol buffer of another kind")
    return value


def text(message: Message, field: int) -> str:
    """Returns the text of a field, empty where there is none."""
    found = messages(message, field)
    try:
        return found[-1].decode("utf-8") if found else ""
    except UnicodeDecodeError:
        raise ContentError("holds a text that is not UTF-8") from None
