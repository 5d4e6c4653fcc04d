"""Mixing: elements of several passes in turns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from layerloom.errors import LayerloomError
from layerloom.tensors import Array

_END = object()


def interleaved(sources: Iterator[Iterator[Any]], cycle: int, block: int) -> Iterator[Any]:
    """Yields ``block`` elements of each of ``cycle`` open sources in turn; one that ends makes room for the next."""
    slots: list[Iterator[Any] | None] = [None] * cycle
    place, taken, more = 0, 0, True
    while more or any(slot is not None for slot in slots):
        current = slots[place]
        if current is None and more:
            current = slots[place] = next(sources, None)
            more = current is not None
        element = _END if current is None else next(current, _END)
        if element is _END:
            slots[place] = None
            place, taken = (place + 1) % cycle, 0
            continue
        yield element
        taken += 1
        if taken == block:
            place, taken = (place + 1) % cycle, 0


def chosen(sources: list[Iterator[Any]], choices: Iterable[int], stop_on_empty: bool) -> Iterator[Any]:
    """Yields the next element of the source that each choice names.

    Raises:
        LayerloomError: If a choice is no source's number.
    """
    for number in choices:
        if not 0 <= number < len(sources):
            raise LayerloomError(f"choice_dataset says {number}, but there are {len(sources)} datasets.")
        element = next(sources[number], _END)
        if element is not _END:
            yield element
        elif stop_on_empty:
            return


def sampled(
    sources: list[Iterator[Any]], weights: Array, rng: np.random.Generator, stop_on_empty: bool
) -> Iterator[Any]:
    """Yields elements of sources drawn by their weights, until all are used up, or one is."""
    left = weights.astype(np.float64).copy()
    while left.sum() > 0:
        number = int(rng.choice(len(sources), p=left / left.sum()))
        element = next(sources[number], _END)
        if element is not _END:
            yield element
        elif stop_on_empty:
            return
        else:
            left[number] = 0
