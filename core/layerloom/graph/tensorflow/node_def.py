"""Definitions of operations in TensorFlow's graphs, as JSON has them or as the bytes of a protocol buffer."""

from __future__ import annotations

import base64
import struct
from typing import Any

Config = dict[str, Any]

_TYPES = {
    "DT_HALF": "float16",
    "DT_FLOAT": "float32",
    "DT_DOUBLE": "float64",
    "DT_BOOL": "bool",
    "DT_COMPLEX64": "complex64",
} | {
    f"DT_{name.upper()}": name
    for name in ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
}


#: The same by the numbers that protocol buffers have for them.
_NUMBERS = {
    1: "DT_FLOAT",
    2: "DT_DOUBLE",
    3: "DT_INT32",
    4: "DT_UINT8",
    9: "DT_INT64",
    10: "DT_BOOL",
    19: "DT_HALF",
}


def definition(data: Any) -> tuple[str, int, Config]:
    """Returns an operation's name, how many inputs it has, and its attributes, from data or from bytes as text."""
    if isinstance(data, dict):
        inputs, attributes = data.get("input"), data.get("attr")
        count = sum(_is_tensor(name) for name in inputs) if isinstance(inputs, list) else 0
        return str(data.get("op")), count, attributes if isinstance(attributes, dict) else {}
    if isinstance(data, str):
        try:
            fields = _fields(data.encode("utf-8", "surrogateescape"))
        except ValueError:  # half of a character, which stands for no byte
            return "", 0, {}
        entries = [dict(_fields(value)) for key, value in fields if key == 5 and isinstance(value, bytes)]
        known = {
            _text(entry.get(1)): _told(_fields(value))
            for entry in entries
            if isinstance(value := entry.get(2), bytes)
        }
        names = [_text(value) for key, value in fields if key == 2]
        return (names or [""])[-1], sum(_is_tensor(_text(value)) for key, value in fields if key == 3), known
    return "", 0, {}


def _is_tensor(name: Any) -> bool:
    """Tells the name of a tensor from that of an operation that has to run before, which has a hat."""
    return not str(name).startswith("^")


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def _fields(data: bytes) -> list[tuple[int, int | bytes]]:
    """Returns the numbered fields of a protocol buffer, as far as it is one."""
    found: list[tuple[int, int | bytes]] = []
    place = 0

    def number() -> int:
        nonlocal place
        value = shift = 0
        while place < len(data) and shift < 70:
            byte = data[place]
            place += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                break
        return value

    while place < len(data):
        key = number()
        kind = key & 7
        if kind == 0:
            found.append((key >> 3, number()))
            continue
        size = {1: 8, 2: number() if kind == 2 else 0, 5: 4}.get(kind, len(data))
        found.append((key >> 3, data[place : place + size]))
        place += size
    return found


def _told(fields: list[tuple[int, int | bytes]]) -> Config:
    """Returns an attribute in the form in which JSON has it."""
    for key, value in fields:
        if key == 1 and isinstance(value, bytes):
            inner = [item for place, item in _fields(value) if place == 3]
            packed = [
                n for item in inner if isinstance(item, bytes) for n in item
            ]  # small numbers, a byte each
            return {"list": {"i": packed or [_signed(item) for item in inner if isinstance(item, int)]}}
        if key == 2 and isinstance(value, bytes):
            return {"s": base64.b64encode(value).decode()}
        if key == 4 and isinstance(value, bytes) and len(value) == 4:
            return {"f": struct.unpack("<f", value)[0]}
        if isinstance(value, int):
            name = {3: "i", 5: "b", 6: "type"}.get(key)
            if name is not None:
                return {
                    name: _signed(value) if key == 3 else bool(value) if key == 5 else _NUMBERS.get(value)
                }
    # a value of 0 or false leaves no trace
    return {"i": 0}


def _signed(value: int) -> int:
    return value - 2**64 if value >= 2**63 else value


def _whole(value: Any) -> int | None:
    """Returns a whole number, which JSON may hold as text."""
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return None


def plain(value: Any) -> Any:
    """Returns an array among the constants as a list."""
    if isinstance(value, dict) and isinstance(value.get("config"), dict) and "value" in value["config"]:
        return value["config"]["value"]
    return value


def attribute(value: Any) -> Any:
    """Returns the plain value of an attribute."""
    if not isinstance(value, dict):
        return None
    if "list" in value:
        items = value["list"].get("i", []) if isinstance(value["list"], dict) else []
        return [number for item in items if (number := _whole(item)) is not None]
    if "type" in value:
        return _TYPES.get(value["type"]) if isinstance(value["type"], str) else None
    if "s" in value:
        try:
            return base64.b64decode(value["s"]).decode()
        except (TypeError, ValueError):
            return None
    if "i" in value:
        return _whole(value["i"])
    return next((value[key] for key in ("b", "f") if key in value), None)
