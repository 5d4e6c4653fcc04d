"""JSON from strangers: text to plain data within limits, before anything looks at its meaning."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from layerloom.graph.architecture import ArchitectureError
from layerloom.graph.constants import Numbers, unpacked
from layerloom.graph.plain_text import is_printed, json_of_printed, text_of

MAX_TEXT = 64 * 2**20
MAX_DEPTH = 64
MAX_STRING = 16 * 2**20
MAX_VALUES = 4_000_000  # a value takes up to some hundred bytes of memory, and three of text
_MOST_COPIES = 1000  # of a text that was appended to a file
_MANY = 4096  # numbers of a constant that are kept as an array
_HALF = re.compile("[\ud800-\udfff]")  # which no file of Keras can be written with
_SPACES = re.compile(r"[ \t\r\n]*")
_STRIP = 2**20  # characters that are counted at a time

#: Where a bound of infinity, or a filling that is none, harms nothing: arguments of calls, and these settings.
_MAY_BE_ENDLESS = frozenset(
    {"inbound_nodes", "max_value", "x_min", "x_max", "clip_value_min", "clip_value_max"}
    | {"constant_values", "constants", "fill_value", "mask_value", "nan", "ord", "posinf", "neginf"}
)


def read_json(text: str | bytes) -> Any:
    """Reads JSON text strictly: no key twice, not deeper than 64 levels, at most 64 MiB, NaN in a few places alone.

    A text that was appended to a file that held it already counts once, and what Python prints of lists and
    dictionaries is taken as well.

    Args:
        text: The text, or the bytes of a file, see :func:`~layerloom.graph.plain_text.text_of`.

    Returns:
        Dictionaries, lists, strings, numbers, booleans and ``None``; long constants in the calls of layers are arrays,
        which :func:`~layerloom.graph.constants.unpacked` makes lists again.

    Raises:
        ArchitectureError: If it is no such JSON.
    """
    if len(text) > MAX_TEXT:
        raise ArchitectureError(f"The JSON text is longer than {MAX_TEXT // 2**20} MiB.")
    try:
        text = text_of(text) if isinstance(text, bytes) else text.rstrip("\0")
        text = text.removeprefix("\ufeff")  # which some editors put before a text
        check_count(text)
        data = _only_value(json_of_printed(text) if is_printed(text) else text)
    except ArchitectureError:
        raise
    except UnicodeDecodeError:
        raise ArchitectureError("The text is neither UTF-8 nor UTF-16, so it is no JSON.") from None
    except json.JSONDecodeError as error:
        _refuse_what_people_add(error)
        raise ArchitectureError(f"The text is no JSON: {error.msg} (line {error.lineno}).") from None
    except RecursionError:
        raise ArchitectureError(f"The JSON is nested deeper than {MAX_DEPTH} levels.") from None
    except ValueError:  # a number of thousands of digits
        raise ArchitectureError("The JSON holds a number that is too long.") from None
    check_plain(data)
    return data


def _refuse_what_people_add(error: json.JSONDecodeError) -> None:
    """Tells of a comment, or of a comma behind the last value, that somebody wrote into a file.

    Raises:
        ArchitectureError: If it is one of these.
    """
    before, behind = error.doc[: error.pos + 1].rstrip("}] \t\r\n"), error.doc[error.pos :].lstrip()
    if behind.startswith(("//", "/*", "#")):
        raise ArchitectureError(f"JSON has no comments: delete the one in line {error.lineno}.") from None
    if behind.startswith(("}", "]", ",")) and before.endswith(","):  # newer Pythons stop at the comma itself
        line = error.doc.count("\n", 0, len(before)) + 1
        raise ArchitectureError(
            f"JSON has no comma behind the last value: delete the one in line {line}."
        ) from None


def _only_value(text: str) -> Any:
    """Returns the value of a text, which may stand there several times, one behind the other.

    Raises:
        ArchitectureError: If another value follows, or something else.
    """
    decoder = json.JSONDecoder(object_pairs_hook=_read_object)
    start = _next(text, 0)
    data, end = decoder.raw_decode(text, start)
    first, at, copies = text[start:end], _next(text, end), 1
    while at < len(text):
        copies += 1
        may_follow = isinstance(data, (dict, list, str)) and copies <= _MOST_COPIES
        if may_follow and text.startswith(first, at):
            at = _next(text, at + len(first))
            continue
        line = text.count("\n", 0, at) + 1
        try:
            other, end = decoder.raw_decode(text, at if may_follow else len(text))
        except json.JSONDecodeError:
            raise ArchitectureError(
                f"The text goes on behind its model, in line {line}, with what is no JSON: delete that."
            ) from None
        if json.dumps(unpacked(other), sort_keys=True) != json.dumps(unpacked(data), sort_keys=True):
            raise ArchitectureError(
                f"The text holds several models, the second from line {line} on: keep one of them in a file."
            )
        at = _next(text, end)
    return data


def _next(text: str, at: int) -> int:
    """Returns where the next character stands that is no space."""
    found = _SPACES.match(text, at)
    return found.end() if found else at


def check_count(text: str) -> None:
    """Refuses a text of more values than any network has, before it takes many times its size in memory.

    Raises:
        ArchitectureError: If there may be so many.
    """
    if sum(map(text.count, ",[{")) > MAX_VALUES and _count(text) > MAX_VALUES:
        raise ArchitectureError(
            f"The JSON holds more than {MAX_VALUES} values: keep large arrays as weights of a layer, not as constants."
        )


def _count(text: str) -> int:
    """Returns the number of commas and opening brackets that stand in no text."""
    plain = text.replace("\\\\", "").replace('\\"', "").encode("ascii", "replace")
    data = np.frombuffer(plain, np.uint8)
    count, quotes = 0, np.zeros(1, np.uint8)
    for start in range(0, len(data), _STRIP):
        strip = data[start : start + _STRIP]
        quotes = quotes[-1] + np.cumsum(strip == ord('"'), dtype=np.uint8)
        signs = (strip == ord(",")) | (strip == ord("[")) | (strip == ord("{"))
        count += int(np.count_nonzero(signs & (quotes % 2 == 0)))
    return count


def check_plain(data: Any) -> None:
    """Checks that data consist of plain values only and are not nested too deeply.

    Raises:
        ArchitectureError: If a value is something else, too deep, too long or not finite.
    """
    pending: list[tuple[Any, int, bool]] = [(data, 1, False)]
    while pending:
        value, depth, endless = pending.pop()
        if depth > MAX_DEPTH:
            raise ArchitectureError(f"The data are nested deeper than {MAX_DEPTH} levels.")
        if isinstance(value, dict):
            for key in value:
                if not isinstance(key, str):
                    raise ArchitectureError(f"Keys must be text, got {key!r:.60}.")
            if isinstance(name := value.get("name"), str) and _HALF.search(name):
                raise ArchitectureError(f"The name {name!r:.60} holds half of a character.")
            pending.extend(
                (item, depth + 1, endless or key in _MAY_BE_ENDLESS) for key, item in value.items()
            )
        elif isinstance(value, (list, tuple)):
            pending.extend((item, depth + 1, endless) for item in value)
        elif isinstance(value, str):
            if len(value) > MAX_STRING:
                raise ArchitectureError("A text among the data is longer than 16 MiB.")
        elif isinstance(value, float):
            if not endless and not math.isfinite(value):
                raise ArchitectureError(f"The JSON holds {json.dumps(value)}, which is no number.")
        elif value is not None and not isinstance(value, (bool, int)) and not (endless and _is_packed(value)):
            raise ArchitectureError(f"The data hold a {type(value).__name__}, which is no plain value.")


def _read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise ArchitectureError(f"The JSON holds the key {key[:60]!r} twice in one place.")
            seen.add(key)
    if "inbound_nodes" in data:
        data["inbound_nodes"] = _packed(data["inbound_nodes"])
    return data


def _packed(calls: Any) -> Any:
    """Returns the calls of a layer with long constants in them as arrays, which nobody has to go through one by one."""
    if isinstance(calls, list):
        return (
            [_packed(item) for item in calls] if calls and isinstance(calls[0], (list, dict, str)) else calls
        )
    if not isinstance(calls, dict):
        return calls
    config = calls.get("config")
    if calls.get("class_name") in ("__numpy__", "__tensor__") and isinstance(config, dict):
        return {**calls, "config": {**config, "value": _array(config.get("value"), config.get("dtype"))}}
    return {key: _packed(item) for key, item in calls.items()}


def _is_packed(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind in "biuf"


def _array(value: Any, dtype: Any) -> Any:
    """Returns nested lists of many numbers as an array, and anything else as it is."""
    count, part = 1, value
    while isinstance(part, list) and part:
        count, part = count * len(part), part[0]
    if count < _MANY or not isinstance(part, (int, float)):
        return value
    try:
        return np.asarray(value, np.int64 if str(dtype).startswith(("bool", "int", "uint")) else np.float64)
    except (TypeError, ValueError, OverflowError):
        # Rows of several lengths, or something else among the numbers.
        return value


def mappings(data: Any) -> Iterator[dict[str, Any]]:
    """Yields every mapping among plain data, however deep, each before those inside it."""
    pending = [data]
    while pending:
        value = pending.pop()
        if isinstance(value, Numbers):
            continue
        if isinstance(value, list):
            pending.extend(value)
        elif isinstance(value, dict):
            yield value
            pending.extend(value.values())
