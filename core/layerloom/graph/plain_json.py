"""JSON from strangers: text to plain data within limits, before anything looks at its meaning."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

from layerloom.graph.architecture import ArchitectureError

MAX_TEXT = 64 * 2**20
MAX_DEPTH = 64
MAX_STRING = 16 * 2**20


def read_json(text: str | bytes) -> Any:
    """Reads JSON text strictly: no NaN, no key twice, not deeper than 64 levels, at most 64 MiB.

    Args:
        text: The text, or its UTF-8 bytes.

    Returns:
        Dictionaries, lists, strings, finite numbers, booleans and ``None``.

    Raises:
        ArchitectureError: If it is no such JSON.
    """
    if len(text) > MAX_TEXT:
        raise ArchitectureError(f"The JSON text is longer than {MAX_TEXT // 2**20} MiB.")
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8")
        data = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_no_duplicates)
    except ArchitectureError:
        raise
    except UnicodeDecodeError:
        raise ArchitectureError("The text is not UTF-8, so it is no JSON.") from None
    except json.JSONDecodeError as error:
        raise ArchitectureError(f"The text is no JSON: {error.msg} (line {error.lineno}).") from None
    except RecursionError:
        raise ArchitectureError(f"The JSON is nested deeper than {MAX_DEPTH} levels.") from None
    except ValueError:  # a number of thousands of digits
        raise ArchitectureError("The JSON holds a number that is too long.") from None
    check_plain(data)
    return data


def check_plain(data: Any) -> None:
    """Checks that data consist of plain values only and are not nested too deeply.

    Raises:
        ArchitectureError: If a value is something else, too deep, too long or not finite.
    """
    pending = [(data, 1)]
    while pending:
        value, depth = pending.pop()
        if depth > MAX_DEPTH:
            raise ArchitectureError(f"The data are nested deeper than {MAX_DEPTH} levels.")
        if isinstance(value, dict):
            for key in value:
                if not isinstance(key, str):
                    raise ArchitectureError(f"Keys must be text, got {key!r:.60}.")
            pending.extend((item, depth + 1) for item in value.values())
        elif isinstance(value, (list, tuple)):
            pending.extend((item, depth + 1) for item in value)
        elif isinstance(value, str):
            if len(value) > MAX_STRING:
                raise ArchitectureError("A text among the data is longer than 16 MiB.")
        elif isinstance(value, float):
            if not math.isfinite(value):
                raise ArchitectureError("The data hold a number that is not finite.")
        elif value is not None and not isinstance(value, (bool, int)):
            raise ArchitectureError(f"The data hold a {type(value).__name__}, which is no plain value.")


def _refuse_constant(name: str) -> Any:
    raise ArchitectureError(f"The JSON holds {name}, which is no number.")


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise ArchitectureError(f"The JSON holds the key {key[:60]!r} twice in one place.")
            seen.add(key)
    return data


def mappings(data: Any) -> Iterator[dict[str, Any]]:
    """Yields every mapping among plain data, however deep, each before those inside it."""
    pending = [data]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(value)
        elif isinstance(value, dict):
            yield value
            pending.extend(value.values())
