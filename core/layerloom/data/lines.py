"""Lines of text files as a data set (``tf.data.TextLineDataset``)."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from layerloom.data.dataset import Dataset
from layerloom.errors import FieldError, FileFormatError


class TextLineDataset(Dataset):
    """The lines of text files, one after the other, without their ends.

    Args:
        filenames: A path, several, or a Dataset of paths.
        compression_type: ``"GZIP"``, ``"ZLIB"``, or nothing.
        buffer_size: Without effect.
        num_parallel_reads: Without effect: files are read in their order.
        name: Without effect.

    Raises:
        FieldError: If ``compression_type`` is none of these.
    """

    def __init__(
        self,
        filenames: Any,
        compression_type: str | None = None,
        buffer_size: int | None = None,
        num_parallel_reads: int | None = None,
        name: str | None = None,
    ) -> None:
        if compression_type not in (None, "", "GZIP", "ZLIB"):
            raise FieldError(f"compression_type must be 'GZIP', 'ZLIB' or None, got {compression_type!r}.")

        def make() -> Iterator[Any]:
            for path in _paths(filenames):
                for line in _lines(path, compression_type or ""):
                    yield np.asarray(line, dtype=object)

        super().__init__(make)

    def _new(self, make: Any, size: int = -2) -> Any:
        made = Dataset(make, size)
        made._open_batches = self._open_batches
        return made


def _paths(filenames: Any) -> Iterator[str]:
    if isinstance(filenames, Dataset):
        for path in filenames.as_numpy_iterator():
            yield str(path)
    elif isinstance(filenames, (str, os.PathLike)):
        yield os.fspath(filenames)
    else:
        yield from (os.fspath(path) for path in np.asarray(filenames, dtype=object).reshape(-1))


def _lines(path: str, kind: str) -> Iterator[str]:
    try:
        if kind == "ZLIB":
            yield from zlib.decompress(Path(path).read_bytes()).decode("utf-8", "replace").splitlines()
            return
        with gzip.open(path) if kind else Path(path).open("rb") as file:
            for line in file:
                yield line.rstrip(b"\r\n").decode("utf-8", "replace")
    except (OSError, EOFError, zlib.error) as error:
        raise FileFormatError(path, f"its lines cannot be read ({error})") from error
