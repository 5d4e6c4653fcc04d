"""Weights that Keras 3 spread over several files: ``name.weights.json`` tells which layer is in which of them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from layerloom.graph import ArchitectureError, read_json
from layerloom.graph.plain_json import MAX_TEXT
from layerloom.saving.hdf5 import (
    ContentError,
    Room,
    check_regular,
    child,
    child_group,
    child_names,
    open_hdf5,
    short_name,
    told_as_file_error,
)

ENDING = ".weights.json"


def is_sharded(path: str | os.PathLike[str]) -> bool:
    """Tells by its name whether a file is the table of such weights."""
    return os.fspath(path).lower().endswith(ENDING)


@contextlib.contextmanager
def open_shards(path: str | os.PathLike[str]) -> Iterator[Any]:
    """Opens the weights of all files as one, in memory.

    Only files beside the table that have the names that Keras gives are read; what the table says is compared with
    these names, and never a path.

    Args:
        path: The table.

    Yields:
        The root group, as of one ``.weights.h5``.

    Raises:
        FileFormatError: If the table, or a file that it names, is damaged or missing.
    """
    check_regular(path)
    with told_as_file_error(path):
        places = _places(Path(path))
        import h5py

        with h5py.File("shards", "w", driver="core", backing_store=False) as whole:
            for name, groups in sorted(places.items()):
                with open_hdf5(Path(path).with_name(name)) as file:
                    room = Room(file)
                    for place in groups:
                        _copy(file, place, whole, room)
            yield whole


def _places(path: Path) -> dict[str, list[str]]:
    """Returns which groups each file holds."""
    if path.stat().st_size > MAX_TEXT:
        raise ContentError("is too large")
    try:
        data = read_json(path.read_bytes())
    except ArchitectureError as error:
        raise ContentError(f"cannot be read: {error}") from None
    table = data.get("weight_map") if isinstance(data, dict) else None
    if not isinstance(table, dict):
        raise ContentError("tells no files of weights")
    stem = path.name[: -len(ENDING)]
    found: dict[str, list[str]] = {}
    for place, names in table.items():
        for name in names if isinstance(names, list) else [names]:
            number = str(name)[len(stem) + 1 : -len(".weights.h5")]
            if name != f"{stem}_{number}.weights.h5" or not (number.isdecimal() and len(number) < 10):
                raise ContentError(
                    f"names {short_name(str(name))}, which is no file beside it of such weights"
                )
            found.setdefault(name, []).append(place)
    return found


def _copy(file: Any, place: str, whole: Any, room: Room) -> None:
    """Copies the arrays that a file has of one group; others of the same group may be in other files."""
    group = child(file, place)
    if group is None:
        return
    target = whole.require_group(place)
    for name in child_names(child_group(file, place)):
        target[name] = room.read(child(group, name), name)
