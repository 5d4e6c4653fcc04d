"""Batching: elements put together to batches, windows and groups, and taken apart."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Self

import numpy as np

from layerloom.data import elements
from layerloom.data.stream import INFINITE_CARDINALITY, UNKNOWN_CARDINALITY, Stream, at_least, call
from layerloom.errors import FieldError


class Batching(Stream):
    """The methods that put elements together and take them apart."""

    def batch(
        self,
        batch_size: int,
        drop_remainder: bool = False,
        num_parallel_calls: int | None = None,
        deterministic: bool | None = None,
        name: str | None = None,
    ) -> Self:
        """Puts elements of one shape together to batches.

        Args:
            batch_size: Elements per batch.
            drop_remainder: Whether a smaller last batch is left out.
            num_parallel_calls: Without effect.
            deterministic: Without effect: the order is always kept.
            name: Without effect.
        """
        return self._batched(batch_size, drop_remainder, elements.stack)

    def padded_batch(
        self,
        batch_size: int,
        padded_shapes: Any = None,
        padding_values: Any = None,
        drop_remainder: bool = False,
        name: str | None = None,
    ) -> Self:
        """Puts elements of unlike sizes together to batches, filled up at their ends.

        Args:
            batch_size: Elements per batch.
            padded_shapes: Sizes to fill up to; ``None`` or -1 for the largest in the batch.
            padding_values: What is filled in, 0 by default; a tuple or dict where elements are.
            drop_remainder: Whether a smaller last batch is left out.
            name: Without effect.
        """

        def put_together(items: list[Any]) -> Any:
            return elements.padded(items, padded_shapes, padding_values)

        return self._batched(batch_size, drop_remainder, put_together)

    def unbatch(self, name: str | None = None) -> Self:
        """Takes batches apart to rows."""

        def make() -> Iterator[Any]:
            for batch in self._make():
                for index in range(elements.rows(batch)):
                    yield elements.row(batch, index)

        made = self._new(make, self._size if self._size == INFINITE_CARDINALITY else UNKNOWN_CARDINALITY)
        made._open_batches = False
        return made

    def rebatch(self, batch_size: int, drop_remainder: bool = False, name: str | None = None) -> Self:
        """Makes batches of another size out of batches."""
        return self.unbatch().batch(batch_size, drop_remainder)

    def window(
        self,
        size: int,
        shift: int | None = None,
        stride: int = 1,
        drop_remainder: bool = False,
        name: str | None = None,
    ) -> Self:
        """Returns windows, each a Dataset of its own; tuples and dicts become tuples and dicts of Datasets.

        Args:
            size: Elements in a window.
            shift: Elements between the beginnings of two windows; ``size`` by default.
            stride: Elements between two elements of a window.
            drop_remainder: Whether smaller windows at the end are left out.
            name: Without effect.
        """
        at_least("size", size, 1)
        at_least("stride", stride, 1)
        step = at_least("shift", size if shift is None else shift, 1)
        span = (size - 1) * stride + 1

        def make() -> Iterator[Any]:
            held: list[Any] = []
            passed = 0
            for element in self._make():
                if passed:  # the windows leave a gap
                    passed -= 1
                    continue
                held.append(element)
                if len(held) == span:
                    yield self._held(held[::stride])
                    passed = max(step - len(held), 0)
                    del held[:step]
            while held and not drop_remainder:
                yield self._held(held[:span:stride])
                del held[:step]

        count = self._size
        if count >= 0:
            count = max(0, (count - span) // step + 1) if drop_remainder else -(-count // step)
        made = self._new(make, count)
        made._open_batches = False
        return made

    def group_by_window(
        self,
        key_func: Callable[..., Any],
        reduce_func: Callable[[Any, Any], Any],
        window_size: int | None = None,
        window_size_func: Callable[[Any], Any] | None = None,
        name: str | None = None,
    ) -> Self:
        """Gathers elements of one key, and makes a Dataset of each full group.

        Args:
            key_func: Function that gives an element's key, a whole number.
            reduce_func: Function of a key and a Dataset of its elements that returns a Dataset.
            window_size: Elements in a full group.
            window_size_func: Function of a key that gives it, instead.
            name: Without effect.
        """
        if (window_size is None) == (window_size_func is None):
            raise FieldError("group_by_window needs either window_size or window_size_func.")

        def full(key: int) -> int:
            wanted = window_size if window_size_func is None else window_size_func(np.int64(key))
            return at_least("window_size", wanted, 1)

        def make() -> Iterator[Any]:
            groups: dict[int, list[Any]] = {}
            for element in self._make():
                key = int(call(key_func, element))
                groups.setdefault(key, []).append(element)
                if len(groups[key]) == full(key):
                    yield from reduce_func(np.int64(key), self._of(groups.pop(key)))._make()
            for key, group in groups.items():
                yield from reduce_func(np.int64(key), self._of(group))._make()

        return self._new(make)

    def bucket_by_sequence_length(
        self,
        element_length_func: Callable[..., Any],
        bucket_boundaries: Sequence[int],
        bucket_batch_sizes: Sequence[int],
        padded_shapes: Any = None,
        padding_values: Any = None,
        pad_to_bucket_boundary: bool = False,
        no_padding: bool = False,
        drop_remainder: bool = False,
        name: str | None = None,
    ) -> Self:
        """Makes batches of sequences of about one length, filled up at their ends.

        Args:
            element_length_func: Function that gives an element's length.
            bucket_boundaries: Upper ends of the lengths of each kind of batch.
            bucket_batch_sizes: Elements per batch of each kind, one more than there are boundaries.
            padded_shapes: Sizes to fill up to; see :meth:`padded_batch`.
            padding_values: What is filled in.
            pad_to_bucket_boundary: Whether batches are filled up to one less than the boundary of their kind.
            no_padding: Whether elements have equal sizes already.
            drop_remainder: Whether smaller batches are left out.
            name: Without effect.
        """
        bounds = np.asarray(bucket_boundaries)
        if len(bucket_batch_sizes) != len(bounds) + 1:
            raise FieldError(
                f"bucket_batch_sizes must have one number more than bucket_boundaries, {len(bounds) + 1}, "
                f"got {len(bucket_batch_sizes)}."
            )

        def kind_of(*element: Any) -> int:
            return int(np.searchsorted(bounds, int(element_length_func(*element)), side="right"))

        def put_together(kind: Any, group: Any) -> Any:
            size, shapes = bucket_batch_sizes[int(kind)], padded_shapes
            if no_padding:
                return group.batch(size, drop_remainder)
            if pad_to_bucket_boundary:
                if int(kind) == len(bounds):
                    raise FieldError(
                        f"An element is longer than the last of the bucket_boundaries, {bounds[-1]}: leave it "
                        "out with filter, or set pad_to_bucket_boundary=False."
                    )
                first = next(group._make())
                shapes = elements.map_element(lambda part: [int(bounds[int(kind)]) - 1] * part.ndim, first)
            return group.padded_batch(size, shapes, padding_values, drop_remainder)

        made = self.group_by_window(
            kind_of, put_together, window_size_func=lambda kind: bucket_batch_sizes[int(kind)]
        )
        made._open_batches = True
        return made

    def _of(self, items: list[Any]) -> Self:
        return self._new(lambda: iter(items), len(items))

    def _held(self, items: list[Any]) -> Any:
        """Returns elements as a Dataset, or a structure of Datasets like the elements."""
        first = items[0]
        if isinstance(first, tuple):
            return tuple(self._held([item[index] for item in items]) for index in range(len(first)))
        if isinstance(first, dict):
            return {key: self._held([item[key] for item in items]) for key in first}
        return self._of(items)

    def _batched(
        self, batch_size: int, drop_remainder: bool, put_together: Callable[[list[Any]], Any]
    ) -> Self:
        length = at_least("batch_size", batch_size, 1)

        def make() -> Iterator[Any]:
            items = self._make()
            while part := list(itertools.islice(items, length)):
                if len(part) == length or not drop_remainder:
                    yield put_together(part)

        size = self._size
        if size >= 0:
            size = size // length if drop_remainder else -(-size // length)
        made = self._new(make, size)
        made._open_batches = not drop_remainder
        made._batch_size = length
        return made
