"""Which samples are held back, which are left out, and how columns are scaled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr

Array = NDArray[Any]
#: Where the samples for validation come from: the key `validation` of a data reference, or a part such as "test".
SHARE, OTHER = "share", "other"


@dataclass(frozen=True)
class Scaling:
    """How the columns of a table were scaled: `(value - mean) / deviation`.

    Args:
        mean: Per column, of the training part.
        deviation: Likewise.
    """

    mean: tuple[float, ...]
    deviation: tuple[float, ...]


def has_validation(reference: Mapping[str, Any]) -> bool:
    """Whether a data reference holds anything back for validation."""
    how = reference.get("validation", SHARE)
    if how == OTHER:
        return bool(reference.get("validation_path"))
    return how != SHARE or bool(reference.get("validation_split", 0.2))


def split(y: Array, reference: Mapping[str, Any], *, stratified: bool) -> NDArray[np.bool_]:
    """Mark the samples for validation: by chance, but the same part of every class.

    Args:
        y: Classes or values, shape (n, ...).
        reference: With `validation_split` and `seed`.
        stratified: Whether `y` holds classes.

    Raises:
        LayerloomError: If the reference makes no sense.
    """
    share, seed = reference.get("validation_split", 0.2), reference.get("seed", 0)
    if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0 <= share < 1:
        raise LayerloomError(
            tr("The validation split must be at least 0 and below 1, got {share!r}.", share=share)
        )
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise LayerloomError(
            tr("The seed of the data must be a whole number from 0 up, got {seed!r}.", seed=seed)
        )
    rng = np.random.default_rng(seed)
    marked = np.zeros(len(y), dtype=bool)
    groups = [np.flatnonzero(y == value) for value in np.unique(y)] if stratified else [np.arange(len(y))]
    for group in groups:
        marked[rng.permutation(group)[: round(share * len(group))]] = True
    return marked


def not_last_of_class(labels: Array, count: Any) -> NDArray[np.bool_]:
    """Mark all samples but the last of each class.

    Args:
        labels: Class numbers, shape (n,).
        count: How many of each class are left out.

    Raises:
        LayerloomError: If it is no such number, or nothing is left.
    """
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise LayerloomError(
            tr("held_out must be a number of samples per class, got {count!r}.", count=count)
        )
    kept = np.ones(len(labels), dtype=bool)
    if count:
        for value in np.unique(labels):
            kept[np.flatnonzero(labels == value)[-count:]] = False
    if not kept.any():
        raise LayerloomError(
            tr("Nothing is left to train with when {count} samples of every class are held out.", count=count)
        )
    return kept


def scaled(
    x: Array, validation: NDArray[np.bool_], reference: Mapping[str, Any]
) -> tuple[Array, Scaling | None]:
    """Scale the columns of a table by its training part: mean 0 and deviation 1, or divided by the largest value.

    Args:
        x: Shape (n, columns).
        validation: Which samples are held back.
        reference: With `normalize` and `standardize`.
    """
    learned = x[~validation]
    if reference.get("normalize"):
        mean, deviation = np.zeros(x.shape[1]), np.abs(learned).max(axis=0)
    elif reference.get("standardize", True):
        mean, deviation = learned.mean(axis=0), learned.std(axis=0)
    else:
        return x, None
    deviation = np.where(deviation > 0, deviation, 1.0)
    return (x - mean) / deviation, Scaling(tuple(map(float, mean)), tuple(map(float, deviation)))


def evenly(count: int, limit: int | None) -> Array:
    """Return the places of so many samples at most, spread over all."""
    if limit is None or limit >= count:
        return np.arange(count)
    return np.linspace(0, count - 1, limit).astype(np.int64)
