"""Dataset: a stream of elements that is read, changed and put into batches while a model trains."""

from __future__ import annotations

import functools
import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from layerloom.data import elements, threads
from layerloom.errors import FieldError, LayerloomError
from layerloom.random import generator, make_default_seed

AUTOTUNE = -1
INFINITE_CARDINALITY = -1
UNKNOWN_CARDINALITY = -2


class Dataset:
    """A stream of elements, each an array or a tuple or dict of arrays; every method returns a new stream.

    Made by :meth:`from_tensor_slices`, :meth:`from_generator` and their like. Iterating yields tensors (text as
    arrays); every ``for`` starts a new pass.

    Args:
        make: Function without arguments that starts a pass over the elements as arrays.
        size: Number of elements, ``INFINITE_CARDINALITY`` or ``UNKNOWN_CARDINALITY``.
    """

    def __init__(self, make: Callable[[], Iterator[Any]], size: int = UNKNOWN_CARDINALITY) -> None:
        self._make = make
        self._size = size

    # Sources

    @staticmethod
    def from_tensor_slices(tensors: Any, name: str | None = None) -> Dataset:
        """Returns the rows of arrays.

        Args:
            tensors: An array, or a tuple or dict of arrays with equally many rows.
            name: Without effect.
        """
        parts = elements.to_element(tensors)
        count = elements.rows(parts)

        def make() -> Iterator[Any]:
            return (elements.row(parts, index) for index in range(count))

        return Dataset(make, count)

    @staticmethod
    def from_tensors(tensors: Any, name: str | None = None) -> Dataset:
        """Returns a single element."""
        element = elements.to_element(tensors)
        return Dataset(lambda: iter((element,)), 1)

    @staticmethod
    def from_generator(
        generator: Callable[..., Iterable[Any]],
        output_types: Any = None,
        output_shapes: Any = None,
        args: Any = None,
        output_signature: Any = None,
        name: str | None = None,
    ) -> Dataset:
        """Returns what a function's generator yields; every pass calls the function again.

        Args:
            generator: Function that returns an iterable.
            output_types: Number type of the elements, or a structure of them.
            output_shapes: Without effect: elements have the shape they have.
            args: Arguments of the function.
            output_signature: Structure of objects with a ``dtype``, instead of ``output_types``.
            name: Without effect.
        """
        if not callable(generator):
            raise FieldError(
                "from_generator wants a function that returns a generator, so that every pass can start anew; "
                f"got {type(generator).__name__}."
            )
        types = output_types if output_signature is None else output_signature

        def make() -> Iterator[Any]:
            for item in generator(*(args or ())):
                made = elements.to_element(tuple(item) if isinstance(types, tuple) else item)
                yield made if types is None else elements.cast(made, types)

        return Dataset(make)

    @staticmethod
    def range(*args: int, output_type: Any = "int64", name: str | None = None) -> Dataset:
        """Returns whole numbers, by the arguments of Python's ``range``."""
        numbers = range(*(int(arg) for arg in args))
        return Dataset(lambda: (np.asarray(number, output_type) for number in numbers), len(numbers))

    @staticmethod
    def zip(*args: Any, datasets: Any = None, name: str | None = None) -> Dataset:
        """Returns tuples of the elements of several data sets, as long as the shortest.

        Args:
            *args: Data sets, or a tuple or dict of them.
            datasets: The same by name.
            name: Without effect.
        """
        given = datasets if datasets is not None else (args[0] if len(args) == 1 else args)
        if isinstance(given, dict):
            keys = tuple(given)
            return Dataset.zip(tuple(given.values()))._changed(
                lambda items: (dict(zip(keys, item, strict=True)) for item in items)
            )
        members = [Dataset.zip(item) if isinstance(item, (tuple, dict)) else item for item in given]
        sizes = [item._size for item in members if item._size != INFINITE_CARDINALITY]
        size = INFINITE_CARDINALITY if not sizes else min(sizes)  # an unknown one is the smallest number
        return Dataset(lambda: zip(*(item._make() for item in members), strict=False), size)

    # Order and number

    def shuffle(
        self,
        buffer_size: int,
        seed: int | None = None,
        reshuffle_each_iteration: bool = True,
        name: str | None = None,
    ) -> Dataset:
        """Puts elements in random order.

        Args:
            buffer_size: Elements among which the next one is drawn; as many as there are for an even order.
            seed: Makes the order repeatable.
            reshuffle_each_iteration: Whether every pass has an order of its own.
            name: Without effect.
        """
        window = _at_least("buffer_size", self._size if buffer_size == AUTOTUNE else buffer_size, 1)
        fixed = seed if reshuffle_each_iteration or seed is not None else make_default_seed()
        passes = itertools.count()

        def make() -> Iterator[Any]:
            number = next(passes) if reshuffle_each_iteration else 0
            rng = generator() if fixed is None else np.random.default_rng([abs(int(fixed)), number])
            return _shuffled(self._make(), window, rng)

        return Dataset(make, self._size)

    def repeat(self, count: int | None = None, name: str | None = None) -> Dataset:
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
            return Dataset(make, 0 if self._size == 0 else INFINITE_CARDINALITY)
        return Dataset(make, self._size * times if self._size >= 0 else (self._size if times else 0))

    def take(self, count: int, name: str | None = None) -> Dataset:
        """Returns the first elements; all where ``count`` is -1."""
        if count == -1:
            return self
        size = count if self._size == INFINITE_CARDINALITY else min(self._size, count)
        return Dataset(lambda: itertools.islice(self._make(), count), size)

    def skip(self, count: int, name: str | None = None) -> Dataset:
        """Leaves the first elements out; all where ``count`` is -1."""
        if count == -1:
            return Dataset(lambda: iter(()), 0)
        return Dataset(
            lambda: itertools.islice(self._make(), count, None),
            max(self._size - count, 0) if self._size >= 0 else self._size,
        )

    def shard(self, num_shards: int, index: int, name: str | None = None) -> Dataset:
        """Returns every ``num_shards``-th element, beginning with number ``index``."""
        size = -(-max(self._size - index, 0) // num_shards) if self._size >= 0 else self._size
        return Dataset(lambda: itertools.islice(self._make(), index, None, num_shards), size)

    def concatenate(self, dataset: Dataset, name: str | None = None) -> Dataset:
        """Returns these elements, then those of another data set."""
        sizes = (self._size, dataset._size)
        size = sum(sizes) if min(sizes) >= 0 else (-1 if -1 in sizes else UNKNOWN_CARDINALITY)
        return Dataset(lambda: itertools.chain(self._make(), dataset._make()), size)

    def enumerate(self, start: int = 0, name: str | None = None) -> Dataset:
        """Returns pairs of a number and an element."""
        return self._changed(
            lambda items: ((np.asarray(number, np.int64), item) for number, item in enumerate(items, start))
        )

    # Batches

    def batch(
        self,
        batch_size: int,
        drop_remainder: bool = False,
        num_parallel_calls: int | None = None,
        deterministic: bool | None = None,
        name: str | None = None,
    ) -> Dataset:
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
    ) -> Dataset:
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

    def unbatch(self, name: str | None = None) -> Dataset:
        """Takes batches apart to rows."""

        def make() -> Iterator[Any]:
            for batch in self._make():
                for index in range(elements.rows(batch)):
                    yield elements.row(batch, index)

        return Dataset(make, self._size if self._size == INFINITE_CARDINALITY else UNKNOWN_CARDINALITY)

    def window(
        self, size: int, shift: int | None = None, stride: int = 1, drop_remainder: bool = False
    ) -> Dataset:
        """Returns batches that overlap: ``size`` elements, ``stride`` apart, each ``shift`` after the last."""
        _at_least("size", size, 1)
        step = _at_least("shift", size if shift is None else shift, 1)

        def make() -> Iterator[Any]:
            held: list[Any] = []
            passed = 0
            for element in self._make():
                if passed:  # the windows leave a gap
                    passed -= 1
                    continue
                held.append(element)
                if len(held) == (size - 1) * stride + 1:
                    yield elements.stack(held[::stride])
                    passed = max(step - len(held), 0)
                    del held[:step]
            while held and not drop_remainder:
                yield elements.stack(held[: (size - 1) * stride + 1 : stride])
                del held[:step]

        return Dataset(make)

    # Changes

    def map(
        self,
        map_func: Callable[..., Any],
        num_parallel_calls: int | None = None,
        deterministic: bool | None = None,
        name: str | None = None,
    ) -> Dataset:
        """Applies a function to every element; a tuple's parts are its arguments.

        Args:
            map_func: The function; it gets tensors.
            num_parallel_calls: Number of threads; one per processor with ``AUTOTUNE``, none by default.
            deterministic: Without effect: the order is always kept.
            name: Without effect.
        """
        call = functools.partial(_changed_element, map_func)
        if num_parallel_calls is None:
            return self._changed(lambda items: map(call, items))
        workers = (
            None if num_parallel_calls == AUTOTUNE else _at_least("num_parallel_calls", num_parallel_calls, 1)
        )
        return self._changed(lambda items: threads.parallel_map(call, items, workers))

    def filter(self, predicate: Callable[..., Any], name: str | None = None) -> Dataset:
        """Keeps the elements for which a function is true."""
        return self._changed(
            lambda items: (item for item in items if bool(_call(predicate, item))), UNKNOWN_CARDINALITY
        )

    def take_while(self, predicate: Callable[..., Any], name: str | None = None) -> Dataset:
        """Returns the elements up to the first for which a function is false."""
        return self._changed(
            lambda items: itertools.takewhile(lambda item: bool(_call(predicate, item)), items),
            UNKNOWN_CARDINALITY,
        )

    def flat_map(self, map_func: Callable[..., Dataset], name: str | None = None) -> Dataset:
        """Makes a data set of every element, and returns the elements of all of them."""

        def make() -> Iterator[Any]:
            for element in self._make():
                yield from _call(map_func, element)._make()

        return Dataset(make)

    def reduce(self, initial_state: Any, reduce_func: Callable[..., Any], name: str | None = None) -> Any:
        """Returns the last of the states that ``reduce_func(state, element)`` gives."""
        state = elements.to_tensors(elements.to_element(initial_state))
        for element in self:
            state = reduce_func(state, element)
        return state

    def apply(self, transformation_func: Callable[[Dataset], Dataset]) -> Dataset:
        """Returns what a function makes of this data set."""
        return transformation_func(self)

    # Speed

    def prefetch(self, buffer_size: int = AUTOTUNE, name: str | None = None) -> Dataset:
        """Fetches up to ``buffer_size`` elements ahead on a thread."""
        size = 2 if buffer_size == AUTOTUNE else _at_least("buffer_size", buffer_size, 0)
        if size == 0:
            return self
        return Dataset(lambda: threads.prefetch(_Passes(self._make), size), self._size)

    def cache(self, filename: str | os.PathLike[str] = "", name: str | None = None) -> Dataset:
        """Keeps the elements of the first whole pass in memory.

        Args:
            filename: Must be empty: there are no caches in files.
            name: Without effect.
        """
        if os.fspath(filename):
            raise FieldError("cache keeps elements in memory only: leave filename out.")
        kept: list[Any] = []
        complete = False

        def make() -> Iterator[Any]:
            nonlocal complete, kept
            if complete:
                yield from kept
                return
            seen: list[Any] = []
            for element in self._make():
                seen.append(element)
                yield element
            kept, complete = seen, True

        return Dataset(make, self._size)

    # Reading

    def __iter__(self) -> Iterator[Any]:
        return (elements.to_tensors(element) for element in self._make())

    def as_numpy_iterator(self) -> Iterator[Any]:
        """Starts a pass that yields NumPy arrays and numbers."""
        return (
            elements.map_element(lambda part: part if part.ndim else part[()], element)
            for element in self._make()
        )

    def get_single_element(self, name: str | None = None) -> Any:
        """Returns the only element.

        Raises:
            LayerloomError: If there is none, or more than one.
        """
        found = list(itertools.islice(self, 2))
        if len(found) != 1:
            raise LayerloomError(f"The Dataset has {'no element' if not found else 'more than one element'}.")
        return found[0]

    def cardinality(self) -> int:
        """Returns the number of elements, ``INFINITE_CARDINALITY`` or ``UNKNOWN_CARDINALITY``."""
        return self._size

    def __len__(self) -> int:
        if self._size < 0:
            what = "is infinite" if self._size == INFINITE_CARDINALITY else "is not known before a pass"
            raise TypeError(f"The length of this Dataset {what}.")
        return self._size

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        size = {INFINITE_CARDINALITY: "infinite", UNKNOWN_CARDINALITY: "unknown"}.get(self._size, self._size)
        return f"<Dataset elements={size}>"

    def _changed(self, change: Callable[[Iterator[Any]], Iterator[Any]], size: int | None = None) -> Dataset:
        return Dataset(lambda: change(self._make()), self._size if size is None else size)

    def _batched(
        self, batch_size: int, drop_remainder: bool, put_together: Callable[[list[Any]], Any]
    ) -> Dataset:
        length = _at_least("batch_size", batch_size, 1)

        def make() -> Iterator[Any]:
            items = self._make()
            while part := list(itertools.islice(items, length)):
                if len(part) == length or not drop_remainder:
                    yield put_together(part)

        size = self._size
        if size >= 0:
            size = size // length if drop_remainder else -(-size // length)
        return Dataset(make, size)


class _Passes:
    """Starts a pass where it is iterated, which for prefetch is the other thread."""

    def __init__(self, make: Callable[[], Iterator[Any]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[Any]:
        return self._make()


def _shuffled(items: Iterator[Any], window: int, rng: np.random.Generator) -> Iterator[Any]:
    buffer = list(itertools.islice(items, window))
    for element in items:
        index = int(rng.integers(len(buffer)))
        chosen, buffer[index] = buffer[index], element
        yield chosen
    for index in rng.permutation(len(buffer)):
        yield buffer[index]


def _call(function: Callable[..., Any], element: Any) -> Any:
    given = elements.to_tensors(element)
    return function(*given) if isinstance(given, tuple) else function(given)


def _changed_element(function: Callable[..., Any], element: Any) -> Any:
    result = _call(function, element)
    if result is None:
        raise LayerloomError("The function given to map returned None: it must return the changed element.")
    return elements.to_element(result)


def _at_least(name: str, value: Any, least: int) -> int:
    number = int(value)
    if number < least:
        raise FieldError(f"{name} must be at least {least}, got {value!r}.")
    return number
