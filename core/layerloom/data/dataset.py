"""Dataset: a stream of elements that is read, changed and put into batches while a model trains."""

from __future__ import annotations

import functools
import glob
import itertools
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from layerloom.data import elements, mixing, storage, threads
from layerloom.data.batching import Batching
from layerloom.data.ordering import Ordering
from layerloom.data.specs import TensorSpec
from layerloom.data.stream import (
    AUTOTUNE,
    INFINITE_CARDINALITY,
    UNKNOWN_CARDINALITY,
    Stream,
    at_least,
    call_numbered,
)
from layerloom.errors import FieldError, LayerloomError
from layerloom.random import make_default_seed


class Dataset(Ordering, Batching):
    """A stream of elements, each an array or a tuple or dict of arrays; every method returns a new stream.

    Made by :meth:`from_tensor_slices`, :meth:`from_generator` and their like. Iterating yields tensors (text as
    arrays); every ``for`` starts a new pass.

    Args:
        make: Function without arguments that starts a pass over the elements as arrays.
        size: Number of elements, ``INFINITE_CARDINALITY`` or ``UNKNOWN_CARDINALITY``.
        spec: What is known of the elements before a pass, as ``element_spec`` tells it.
    """

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
            output_shapes: Their shapes, for ``element_spec``.
            args: Arguments of the function.
            output_signature: Structure of ``TensorSpec`` or other objects with a ``dtype``, instead of both.
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

        made = Dataset(make)
        if output_signature is not None:
            made._spec = _signature(output_signature)
        elif types is not None and output_shapes is not None:
            made._spec = _typed(types, output_shapes)
        return made

    @staticmethod
    def range(*args: int, output_type: Any = "int64", name: str | None = None) -> Dataset:
        """Returns whole numbers, by the arguments of Python's ``range``."""
        numbers = range(*(int(arg) for arg in args))
        return Dataset(lambda: (np.asarray(number, output_type) for number in numbers), len(numbers))

    @staticmethod
    def random(
        seed: int | None = None, rerandomize_each_iteration: bool | None = None, name: str | None = None
    ) -> Dataset:
        """Returns endless random whole numbers from 0 to 2**32 - 1.

        Args:
            seed: Makes them repeatable.
            rerandomize_each_iteration: Whether every pass has numbers of its own.
            name: Without effect.
        """
        start = make_default_seed() if seed is None else int(seed)
        passes = itertools.count()

        def make() -> Iterator[Any]:
            rng = np.random.default_rng([abs(start), next(passes) if rerandomize_each_iteration else 0])
            while True:
                yield np.asarray(rng.integers(2**32), np.int64)

        return Dataset(make, INFINITE_CARDINALITY, TensorSpec((), "int64"))

    @staticmethod
    def counter(start: int = 0, step: int = 1, dtype: Any = "int64", name: str | None = None) -> Dataset:
        """Returns ``start``, ``start + step`` and so on, without end."""
        return Dataset(
            lambda: (np.asarray(number, dtype) for number in itertools.count(start, step)),
            INFINITE_CARDINALITY,
        )

    @staticmethod
    def list_files(
        file_pattern: str | os.PathLike[str] | Sequence[str],
        shuffle: bool | None = None,
        seed: int | None = None,
        name: str | None = None,
    ) -> Dataset:
        """Returns the paths of the files that patterns fit.

        Args:
            file_pattern: A pattern with ``*`` and ``?``, or several.
            shuffle: Whether every pass has an order of its own; true by default.
            seed: Seed of the order.
            name: Without effect.

        Raises:
            LayerloomError: If there is no such file.
        """
        patterns = [file_pattern] if isinstance(file_pattern, (str, os.PathLike)) else list(file_pattern)
        paths = sorted({path for pattern in patterns for path in glob.glob(os.fspath(pattern))})  # noqa: PTH207
        if not paths:
            raise LayerloomError(f"There are no files {', '.join(map(str, patterns))}.")
        made = Dataset.from_tensor_slices(np.asarray(paths, dtype=object))
        return made if shuffle is False else made.shuffle(len(paths), seed)

    @staticmethod
    def choose_from_datasets(
        datasets: Sequence[Dataset], choice_dataset: Dataset, stop_on_empty_dataset: bool = True
    ) -> Dataset:
        """Returns elements of several data sets in turns.

        Args:
            datasets: The data sets.
            choice_dataset: Numbers of them: which one the next element is taken from.
            stop_on_empty_dataset: Whether it ends when one is used up; else that one is left out from there on.
        """
        members = list(datasets)
        return Dataset(
            lambda: mixing.chosen(
                [item._make() for item in members], map(int, choice_dataset._make()), stop_on_empty_dataset
            )
        )

    @staticmethod
    def sample_from_datasets(
        datasets: Sequence[Dataset],
        weights: Any = None,
        seed: int | None = None,
        stop_on_empty_dataset: bool = False,
        rerandomize_each_iteration: bool | None = None,
    ) -> Dataset:
        """Returns elements of several data sets, drawn by chance.

        Args:
            datasets: The data sets.
            weights: How likely each is; equal by default.
            seed: Makes the choice repeatable.
            stop_on_empty_dataset: Whether it ends when one is used up; else the others go on.
            rerandomize_each_iteration: Whether every pass has a choice of its own.
        """
        members = list(datasets)
        shares = np.ones(len(members)) if weights is None else np.asarray(weights, np.float64)
        if len(shares) != len(members) or (shares < 0).any() or not shares.sum():
            raise FieldError(
                f"weights must be {len(members)} numbers that are not negative, got {weights!r}."
            )
        start = make_default_seed() if seed is None else int(seed)
        passes = itertools.count()

        def make() -> Iterator[Any]:
            rng = np.random.default_rng([abs(start), next(passes) if rerandomize_each_iteration else 0])
            return mixing.sampled([item._make() for item in members], shares, rng, stop_on_empty_dataset)

        return Dataset(make)

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
        made = Dataset(lambda: zip(*(item._make() for item in members), strict=False), size)
        made._open_batches = all(item._open_batches for item in members)
        return made

    # Changes

    def map(
        self,
        map_func: Callable[..., Any],
        num_parallel_calls: int | None = None,
        deterministic: bool | None = None,
        synchronous: bool | None = None,
        use_unbounded_threadpool: bool | None = None,
        name: str | None = None,
    ) -> Dataset:
        """Applies a function to every element; a tuple's parts are its arguments.

        Args:
            map_func: The function; it gets tensors.
            num_parallel_calls: Number of threads; one per processor with ``AUTOTUNE``, none by default.
            deterministic: Without effect: the order is always kept.
            synchronous: Whether no threads are used, whatever ``num_parallel_calls`` says.
            use_unbounded_threadpool: Without effect.
            name: Without effect.
        """
        change = functools.partial(_changed_element, map_func)
        if num_parallel_calls is None or synchronous:
            return self._changed(lambda items: map(change, enumerate(items)))
        workers = (
            None if num_parallel_calls == AUTOTUNE else at_least("num_parallel_calls", num_parallel_calls, 1)
        )
        return self._changed(lambda items: threads.parallel_map(change, enumerate(items), workers))

    def filter(self, predicate: Callable[..., Any], name: str | None = None) -> Dataset:
        """Keeps the elements for which a function is true."""
        return self._changed(
            lambda items: (
                item
                for pair in enumerate(items)
                if bool(call_numbered("filter", predicate, pair))
                for item in pair[1:]
            ),
            UNKNOWN_CARDINALITY,
        )

    def flat_map(self, map_func: Callable[..., Dataset], name: str | None = None) -> Dataset:
        """Makes a data set of every element, and returns the elements of all of them."""

        def make() -> Iterator[Any]:
            for pair in enumerate(self._make()):
                yield from _made_stream("flat_map", map_func, pair)._make()

        return Dataset(make)

    def interleave(
        self,
        map_func: Callable[..., Dataset],
        cycle_length: int | None = None,
        block_length: int | None = None,
        num_parallel_calls: int | None = None,
        deterministic: bool | None = None,
        name: str | None = None,
    ) -> Dataset:
        """Makes a data set of every element, and returns elements of several of them in turns.

        Args:
            map_func: Function that returns a Dataset.
            cycle_length: Data sets that are open at one time; 4 by default.
            block_length: Elements in a row of one data set.
            num_parallel_calls: Without effect.
            deterministic: Without effect: the order is always the same.
            name: Without effect.
        """
        cycle = 4 if cycle_length in (None, AUTOTUNE) else at_least("cycle_length", cycle_length, 1)
        block = at_least("block_length", 1 if block_length is None else block_length, 1)

        def make() -> Iterator[Any]:
            sources = (_made_stream("interleave", map_func, pair)._make() for pair in enumerate(self._make()))
            return mixing.interleaved(sources, cycle, block)

        return Dataset(make)

    def scan(
        self, initial_state: Any, scan_func: Callable[[Any, Any], tuple[Any, Any]], name: str | None = None
    ) -> Dataset:
        """Returns what a function makes of a state and an element, which also gives the next state."""

        def make() -> Iterator[Any]:
            state = elements.to_tensors(elements.to_element(initial_state))
            for element in self._make():
                state, result = scan_func(state, elements.to_tensors(element))
                yield elements.to_element(result)

        return self._new(make, self._size)

    # Speed

    def prefetch(self, buffer_size: int = AUTOTUNE, name: str | None = None) -> Dataset:
        """Fetches up to ``buffer_size`` elements ahead on a thread."""
        size = 2 if buffer_size == AUTOTUNE else at_least("buffer_size", buffer_size, 0)
        if size == 0:
            return self
        return self._new(lambda: threads.prefetch(_Passes(self._make), size), self._size)

    def cache(self, filename: str | os.PathLike[str] = "", name: str | None = None) -> Dataset:
        """Keeps the elements of the first whole pass, in memory or in a file.

        Args:
            filename: The file; it is read where it exists, by later runs too. Empty for memory.
            name: Without effect.
        """
        path = os.fspath(filename)
        made = storage.kept_in_file(path, self._make) if path else storage.kept_in_memory(self._make)
        return self._new(made, self._size)

    def save(
        self,
        path: str | os.PathLike[str],
        compression: str | None = None,
        shard_func: Any = None,
        checkpoint_args: Any = None,
    ) -> None:
        """Writes the elements into a file, which :meth:`load` reads.

        Args:
            path: The file.
            compression: ``"GZIP"`` for a smaller file, or ``None``.
            shard_func: Without effect.
            checkpoint_args: Without effect.
        """
        if compression not in (None, "NONE", "GZIP"):
            raise FieldError(f"compression must be 'GZIP' or None, got {compression!r}.")
        with storage.Writer(path, packed=compression == "GZIP") as writer:
            for element in self._make():
                writer.add(element)
            writer.finish()

    @staticmethod
    def load(
        path: str | os.PathLike[str],
        element_spec: Any = None,
        compression: str | None = None,
        reader_func: Any = None,
    ) -> Dataset:
        """Reads what :meth:`save` wrote.

        Args:
            path: The file.
            element_spec: What the elements are; without effect but for ``element_spec``.
            compression: Without effect: the file says it.
            reader_func: Without effect.

        Raises:
            FileFormatError: If it is no such file.
        """
        return Dataset(lambda: storage.read(path), storage.count(path), element_spec)

    def snapshot(self, path: str | os.PathLike[str], *args: Any, **kwargs: Any) -> Dataset:
        """Keeps the elements of the first whole pass in a file, see :meth:`cache`; further arguments do nothing."""
        return self.cache(path)

    def with_options(self, options: Any, name: str | None = None) -> Dataset:
        """Returns itself: TensorFlow's options are about its own engine."""
        return self


class _Passes:
    """Starts a pass where it is iterated, which for prefetch is the other thread."""

    def __init__(self, make: Callable[[], Iterator[Any]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[Any]:
        return self._make()


def _changed_element(function: Callable[..., Any], numbered: tuple[int, Any]) -> Any:
    result = call_numbered("map", function, numbered)
    if result is None:
        raise LayerloomError("The function given to map returned None: it must return the changed element.")
    return elements.to_element(result)


def _made_stream(name: str, function: Callable[..., Any], numbered: tuple[int, Any]) -> Stream:
    made = call_numbered(name, function, numbered)
    if not isinstance(made, Stream):
        raise LayerloomError(
            f"The function given to {name} must return a Dataset, got {type(made).__name__}: make one with "
            "Dataset.from_tensors or Dataset.from_tensor_slices, or use map."
        )
    return made


def _signature(signature: Any) -> Any:
    """Returns specs of a structure of things that have a shape and a number type."""
    if isinstance(signature, (tuple, list)):
        return tuple(_signature(item) for item in signature)
    if isinstance(signature, dict):
        return {key: _signature(item) for key, item in signature.items()}
    return TensorSpec(signature.shape, signature.dtype)


def _typed(types: Any, shapes: Any) -> Any:
    if isinstance(types, (tuple, list)):
        return tuple(_typed(kind, shape) for kind, shape in zip(types, shapes, strict=True))
    if isinstance(types, dict):
        return {key: _typed(kind, shapes[key]) for key, kind in types.items()}
    return TensorSpec(shapes, types)
