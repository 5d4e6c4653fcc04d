"""The child process that reads strangers' tables and archives of arrays and hands over plain arrays; see `array_files`.

    python -m layerloom_studio.runs.table_reader MEMORY

It is asked one line of JSON after the other: an archive, an array beside which others lie, a table with the names of
its targets and another one held back, or a table with the card of a model that shall predict it. It answers as
`reader` does, and may write no files.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from layerloom.errors import FileFormatError
from layerloom.utils.tables import archive_arrays, one_array, table_rows
from layerloom_studio.language import tr
from layerloom_studio.language.system_errors import cause_of
from layerloom_studio.runs.array_files import ALONE, ARCHIVE, Array
from layerloom_studio.runs.arrays import TABLE, from_rows, is_target, with_names
from layerloom_studio.runs.card import ModelCard
from layerloom_studio.runs.other_table import from_other_rows
from layerloom_studio.runs.parts import is_part
from layerloom_studio.runs.serving import Answer, serve

_LARGEST_TABLE = 256 * 2**20  # bytes; all its cells are held as texts
_MOST_CELLS = 20_000_000  # about a gigabyte of texts
_WIDEST = 8  # bytes of a number that every machine knows


def main(arguments: list[str]) -> None:
    """Answer until nobody asks any more.

    Args:
        arguments: Bytes of memory that may be taken.
    """
    serve(int(arguments[0]), answer, tr("needs more memory than a file of data may take here"))


def answer(question: Mapping[str, Any]) -> Answer:
    """Read a file.

    Args:
        question: The path, and what `array_files` or `other_table` tell with it.

    Raises:
        LayerloomError: If it cannot be used; one sentence, or the end of one.
    """
    path = Path(question["path"])
    try:
        if "card" in question:
            return _for_model(path, ModelCard.from_json(question["card"]))
        ending = path.suffix.lower()
        if ending == ALONE:
            return _packed_arrays(_beside(path, question["target"]))
        return _packed_arrays(archive_arrays(path)) if ending == ARCHIVE else _table(path, question)
    except OSError as error:
        raise FileFormatError(path, tr("cannot be read: {cause}", cause=cause_of(error))) from error


def _beside(path: Path, wanted: Sequence[str]) -> dict[str, Array]:
    """An array that stands alone, with the labels that lie beside it in files of their own, and the parts of both."""
    own = path.stem
    found = {own: one_array(path)}
    for other in sorted(path.parent.glob("*" + ALONE)):
        name = other.stem
        if name != own and (name in wanted or is_target(name) or is_part(name, own)):
            found[name] = one_array(other)
    if len(found) == 1:
        raise FileFormatError(
            path,
            tr(
                "holds one array: save the labels beside it as y.npy, or both in one file with "
                "np.savez(file, x=x, y=y)"
            ),
        )
    return found


def _packed_arrays(found: Mapping[str, Array]) -> Answer:
    """The arrays as they are, since bytes of pictures are smaller than the numbers that are made of them."""
    kinds: list[dict[str, Any]] = []
    arrays: list[Array] = []
    for name, array in found.items():
        if array.dtype.kind in "fiub":
            arrays.append(_common(array))
            kinds.append({"name": name, **_kind(arrays[-1])})
        elif array.dtype.kind == "U":
            texts = array if array.dtype.itemsize else array.astype("U1")
            codes = np.ascontiguousarray(texts.astype(texts.dtype.newbyteorder("="))).reshape(-1)
            letters = texts.dtype.itemsize // np.dtype(np.uint32).itemsize
            arrays.append(codes.view(np.uint32).reshape(*array.shape, letters))
            kinds.append({"name": name, "texts": True, **_kind(arrays[-1])})
    return {"arrays": kinds}, arrays


def _common(array: Array) -> Array:
    """The numbers in the order of this machine's bytes, and no wider than others know them."""
    wide = array.dtype.itemsize > _WIDEST
    dtype = np.dtype(np.float64) if wide else array.dtype.newbyteorder("=")
    return np.asarray(array, dtype, order="C")


def _table(path: Path, question: Mapping[str, Any]) -> Answer:
    other = question["other"]
    held = None if other is None else _rows(Path(other))
    found = from_rows("", _rows(path), question["target"], held)
    header = {
        "columns": list(found.columns[TABLE]),
        "targets": {name: list(target.classes) for name, target in found.targets.items()},
        "held": found.held is not None,
    }
    arrays = [found.inputs[TABLE], *(target.values for target in found.targets.values())]
    return _packed(header, arrays if found.held is None else [*arrays, found.held])


def _for_model(path: Path, card: ModelCard) -> Answer:
    found = from_other_rows(_rows(path), card)
    classes = {name: list(target.classes) for name, target in found.targets.items()}
    return _packed(
        {"targets": classes}, [found.values, *(target.values for target in found.targets.values())]
    )


def _packed(header: dict[str, Any], arrays: list[Array]) -> Answer:
    arrays = [_common(array) for array in arrays]
    return {**header, "arrays": [_kind(array) for array in arrays]}, arrays


def _kind(array: Array) -> dict[str, Any]:
    return {"dtype": array.dtype.name, "shape": list(array.shape)}


def _rows(path: Path) -> list[list[str]]:
    if path.stat().st_size > _LARGEST_TABLE:
        raise FileFormatError(path, tr("the table is larger than 256 MB"))
    rows, cells = [], 0
    for _, fields in table_rows(path, "\t" if path.suffix.lower() == ".tsv" else None):
        rows.append(fields)
        cells += len(fields)
        if cells > _MOST_CELLS:
            raise FileFormatError(path, tr("the table has more than {count:,} cells", count=_MOST_CELLS))
    return with_names(rows)


if __name__ == "__main__":
    main(sys.argv[1:])
