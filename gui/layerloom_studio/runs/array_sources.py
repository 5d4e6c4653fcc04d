"""Where arrays come from: a file of arrays or a table, a typed table, a published set, noise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.runs.array_files import read_arrays
from layerloom_studio.runs.arrays import Arrays, from_arrays, from_rows, typed_rows
from layerloom_studio.runs.sources import PUBLISHED, read_published
from layerloom_studio.runs.splitting import OTHER, SHARE

FILE, TYPED, RANDOM = "file", "typed", "random"
_MOST_NOISE = 2**31  # bytes


def arrays_of(
    reference: Mapping[str, Any],
    input_shape: Sequence[int | None] | None,
    cancelled: Callable[[], bool],
) -> Arrays:
    """Read the arrays of a source, with those that are held back for validation.

    Args:
        reference: See the head of :mod:`layerloom_studio.runs.data`.
        input_shape: Shape of one sample that the model takes, which noise gets where no other is told.
        cancelled: Asked now and then while a file is read.

    Raises:
        LayerloomError: If the reference makes no sense, or the data cannot be read; one sentence.
    """
    source, path, target = reference.get("source"), reference.get("path"), reference.get("target") or ()
    wanted = [target] if isinstance(target, str) else list(target)
    how = reference.get("validation", SHARE)
    part = "" if how in (SHARE, OTHER) else str(how)
    other = other_path(reference)
    if source == TYPED:
        try:
            return from_rows(tr("Typed table"), typed_rows(str(reference.get("text") or "")), wanted)
        except LayerloomError as error:
            raise LayerloomError(tr("The typed table: {reason}.", reason=str(error))) from error
    if source == RANDOM:
        return _noise(reference, input_shape)
    if source in PUBLISHED:
        return from_arrays(tr(PUBLISHED[source].title).partition(":")[0], read_published(source), part=part)
    if not isinstance(path, str) or not path:
        raise LayerloomError(tr("The data are a file of arrays or a table, but no file is chosen yet."))
    return read_arrays(Path(path), wanted, part=part, other=other, cancelled=cancelled)


def other_path(reference: Mapping[str, Any]) -> Path | None:
    """Return the folder or file that is held back for validation, if one is.

    Raises:
        LayerloomError: If one shall be, but is not chosen yet.
    """
    if reference.get("validation") != OTHER:
        return None
    path = reference.get("validation_path")
    if not isinstance(path, str) or not path:
        raise LayerloomError(
            tr(
                "Other data shall be held back for validation, but none are chosen yet: choose them, or a share."
            )
        )
    return Path(path)


def _noise(reference: Mapping[str, Any], input_shape: Sequence[int | None] | None) -> Arrays:
    """Normal random samples with random classes, or values where there are no classes."""
    shape = reference.get("shape") or [size or 8 for size in input_shape or (8,)]
    count, classes = reference.get("samples", 1000), reference.get("classes", 2)
    whole = isinstance(shape, (list, tuple)) and all(isinstance(item, int) and item > 0 for item in shape)
    if not whole or not isinstance(count, int) or not isinstance(classes, int) or count < 2 or classes < 0:
        raise LayerloomError(
            tr("Random data need a shape such as [28, 28, 1], at least two samples, and classes from 0 up.")
        )
    if 4 * count * int(np.prod(shape)) > _MOST_NOISE:
        raise LayerloomError(
            tr("Random data of this size need more than 2 GB: choose fewer or smaller samples.")
        )
    rng = np.random.default_rng(reference.get("seed", 0))
    x = rng.standard_normal((count, *shape), dtype=np.float32)
    y = rng.integers(0, classes, count) if classes else rng.standard_normal(count, dtype=np.float32)
    return from_arrays(tr("Random data"), {"x": x, "y": y})
