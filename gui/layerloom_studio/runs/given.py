"""Columns of a table as a person knows them, from the numbers that a model takes: unscaled, words as words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom_studio.runs.other_table import column_groups
from layerloom_studio.runs.splitting import Scaling

Column = tuple[str, tuple[str, ...]]
_MOST = 40  # columns; more are no help beside an answer
_DIGITS = 6  # float32 holds no more


def given_columns(
    values: NDArray[Any], features: Sequence[str], scaling: Scaling | None
) -> tuple[Column, ...]:
    """Tell what each sample was given.

    Args:
        values: As the model takes them, shape (n, features).
        features: Their names, as on a model's card.
        scaling: How they were scaled, if they were.

    Returns:
        Name and texts of the first columns; a column of words stands once. Nothing where the names do not fit.
    """
    if values.ndim != 2 or values.shape[1] != len(features):
        return ()
    plain = values.astype(np.float64)
    if scaling is not None:
        plain = plain * np.array(scaling.deviation) + np.array(scaling.mean)
    columns: list[Column] = []
    place = 0
    for group in column_groups(features)[:_MOST]:
        width = max(1, len(group.words))
        part = plain[:, place : place + width]
        place += width
        columns.append((group.name, _texts(part, group.words)))
    return tuple(columns)


def _texts(part: NDArray[Any], words: Sequence[str]) -> tuple[str, ...]:
    if words:
        return tuple(words[number] for number in part.argmax(axis=1))
    # Nearly zero is what scaling back and forth has left of it.
    least = 1e-7 * float(np.abs(part).max(initial=0.0))
    return tuple(f"{0.0 if abs(value) < least else value:.{_DIGITS}g}" for value in part[:, 0])
