"""PyDataset: batches by their number, loaded ahead on threads or in processes."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any

from layerloom.data.threads import parallel_map
from layerloom.random import make_default_seed, start_thread_stream

__all__ = ["PyDataset", "Sequence"]


class PyDataset:
    """Base of data that is loaded batch by batch (``keras.utils.PyDataset``, ``Sequence`` in Keras 2).

    A subclass defines ``__getitem__(index)``, which returns a batch, and ``__len__`` or :attr:`num_batches`.

    Args:
        workers: Threads, or processes, that load batches; 0 loads them where they are used.
        use_multiprocessing: Whether processes load batches instead of threads.
        max_queue_size: Batches that may be loaded ahead.
    """

    workers: int = 1
    use_multiprocessing: bool = False
    max_queue_size: int = 10

    def __init__(self, workers: int = 1, use_multiprocessing: bool = False, max_queue_size: int = 10) -> None:
        self.workers = workers
        self.use_multiprocessing = use_multiprocessing
        self.max_queue_size = max_queue_size

    def __getitem__(self, index: int) -> Any:
        """Returns the batch with this number."""
        raise NotImplementedError(f"{type(self).__name__} must define __getitem__(index).")

    @property
    def num_batches(self) -> int | None:
        """The number of batches; ``None`` for endless ones."""
        count = getattr(self, "__len__", None)
        if count is None:
            raise NotImplementedError(f"{type(self).__name__} must define __len__ or num_batches.")
        return int(count())

    def on_epoch_begin(self) -> None:
        """Called before each pass."""

    def on_epoch_end(self) -> None:
        """Called after each pass, for example to put the samples in another order."""

    def __iter__(self) -> Iterator[Any]:
        """Yields the batches in order, each loaded once, by the workers."""
        count = self.num_batches
        numbers: Iterable[int] = itertools.count() if count is None else range(count)
        if self.workers <= 0:
            return (self[number] for number in numbers)
        if self.use_multiprocessing:
            return _by_processes(self, numbers)
        return parallel_map(self.__getitem__, numbers, self.workers, max(self.max_queue_size, 1))


Sequence = PyDataset


def _by_processes(dataset: PyDataset, numbers: Iterable[int]) -> Iterator[Any]:
    pending: deque[Future[Any]] = deque()
    limit = max(dataset.max_queue_size, 1)
    base = make_default_seed()
    with ProcessPoolExecutor(dataset.workers, initializer=_keep, initargs=(dataset,)) as pool:
        try:
            for number in numbers:
                pending.append(pool.submit(_load, base + number, number))
                if len(pending) >= limit:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        finally:
            for future in pending:
                future.cancel()


_kept: Any = None  # the data set of a worker process


def _keep(dataset: PyDataset) -> None:
    global _kept  # noqa: PLW0603 - a worker process has one task only
    _kept = dataset


def _load(seed: int, number: int) -> Any:
    start_thread_stream(seed)
    return _kept[number]
