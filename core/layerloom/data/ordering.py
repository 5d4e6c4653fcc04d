"""Ordering: data sets with other elements, or in another order."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable, Hashable, Iterator
from typing import Any, Self

import numpy as np

from layerloom.data import elements
from layerloom.data.stream import AUTOTUNE, INFINITE_CARDINALITY, UNKNOWN_CARDINALITY, Stream, at_least, call
from layerloom.random import generator, make_default_seed


class Ordering(Stream):
    """The methods that choose elements and order them."""

    def shuffle(
        self,
        buffer_size: int,
        seed: int | None = None,
        reshuffle_each_iteration: bool = True,
        name: str | None = None,
    ) -> Self:
        """Puts elements in random order.

        Args:
            buffer_size: Elements among which the next one is drawn; as many as there are for an even order.
            seed: Makes the order repeatable.
            reshuffle_each_iteration: Whether every pass has an order of its own.
            name: Without effect.
        """
        window = at_least("buffer_size", self._size if buffer_size == AUTOTUNE else buffer_size, 1)
        fixed = seed if reshuffle_each_iteration or seed is not None else make_default_seed()
        passes = itertools.count()

        def make() -> Iterator[Any]:
            number = next(passes) if reshuffle_each_iteration else 0
            rng = generator() if fixed is None else np.random.default_rng([abs(int(fixed)), number])
            return _shuffled(self._make(), window, rng)

        return self._new(make, self._size)

    def repeat(self, count: int | None = None, name: str | None = None) -> Self:
        """Repeats the elements ``count`` times, for ever by default."""
        for_ever = count is None or count == -1
        times = 0 if count is None else int(count)

        def make() -> Iterator[Any]:
            for _ in itertools.count() if for_ever else range(times):
                empty = True
                for element in self._make():
                    empty = False
                    yield element
                if empty:
                    return

        if for_ever:
            return self._new(make, 0 if self._size == 0 else INFINITE_CARDINALITY)
        return self._new(make, self._size * times if self._size >= 0 else (self._size if times else 0))

    def take(self, count: int, name: str | None = None) -> Self:
        """Returns the first elements; all where ``count`` is -1."""
        if count == -1:
            return self
        size = count if self._size == INFINITE_CARDINALITY else min(self._size, count)
        return self._new(lambda: itertools.islice(self._make(), count), size)

    def skip(self, count: int, name: str | None = None) -> Self:
        """Leaves the first elements out; all where ``count`` is -1."""
        if count == -1:
            return self._new(lambda: iter(()), 0)
        return self._new(
            lambda: itertools.islice(self._make(), count, None),
            max(self._size - count, 0) if self._size >= 0 else self._size,
        )

    def shard(self, num_shards: int, index: int, name: str | None = None) -> Self:
        """Returns every ``num_shards``-th element, beginning with number ``index``."""
        size = -(-max(self._size - index, 0) // num_shards) if self._size >= 0 else self._size
        return self._new(lambda: itertools.islice(self._make(), index, None, num_shards), size)

    def concatenate(self, dataset: Self, name: str | None = None) -> Self:
        """Returns these elements, then those of another data set."""
        sizes = (self._size, dataset._size)
        size = sum(sizes) if min(sizes) >= 0 else (-1 if -1 in sizes else UNKNOWN_CARDINALITY)
        return self._new(lambda: itertools.chain(self._make(), dataset._make()), size)

    def enumerate(self, start: int = 0, name: str | None = None) -> Self:
        """Returns pairs of a number and an element."""
        made = self._changed(
            lambda items: ((np.asarray(number, np.int64), item) for number, item in enumerate(items, start))
        )
        made._open_batches = False
        return made

    def take_while(self, predicate: Callable[..., Any], name: str | None = None) -> Self:
        """Returns the elements up to the first for which a function is false."""
        return self._changed(
            lambda items: itertools.takewhile(lambda item: bool(call(predicate, item)), items),
            UNKNOWN_CARDINALITY,
        )

    def unique(self, name: str | None = None) -> Self:
        """Leaves out elements that were there before in the same pass."""

        def make() -> Iterator[Any]:
            seen: set[Hashable] = set()
            for element in self._make():
                key = tuple((part.shape, part.tobytes()) for part in elements.arrays(element))
                if key not in seen:
                    seen.add(key)
                    yield element

        return self._new(make)

    def ignore_errors(self, log_warning: bool = False, name: str | None = None) -> Self:
        """Ends where an error would be raised, and goes on after it where that can be done.

        Args:
            log_warning: Whether errors are warned of.
            name: Without effect.
        """

        def make() -> Iterator[Any]:
            items = self._make()
            while True:
                try:
                    element = next(items)
                except StopIteration:
                    return
                except Exception as error:  # noqa: BLE001 - leaving them out is what it is for
                    if log_warning:
                        warnings.warn(f"An element was left out: {error}", stacklevel=2)
                    continue
                yield element

        return self._new(make)


def _shuffled(items: Iterator[Any], window: int, rng: np.random.Generator) -> Iterator[Any]:
    buffer = list(itertools.islice(items, window))
    for element in items:
        index = int(rng.integers(len(buffer)))
        chosen, buffer[index] = buffer[index], element
        yield chosen
    for index in rng.permutation(len(buffer)):
        yield buffer[index]
