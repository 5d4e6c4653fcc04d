"""Enqueuers: batches fetched ahead for a loop of one's own (``tf.keras.utils.OrderedEnqueuer`` and its kin)."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from typing import Any

from layerloom.data.threads import parallel_map, prefetch
from layerloom.errors import LayerloomError

__all__ = ["GeneratorEnqueuer", "OrderedEnqueuer", "SequenceEnqueuer"]


class SequenceEnqueuer:
    """Base of objects that fetch batches ahead between :meth:`start` and :meth:`stop`.

    Args:
        sequence: Where the batches come from.
        use_multiprocessing: Without effect: threads do it.
    """

    def __init__(self, sequence: Any, use_multiprocessing: bool = False) -> None:
        self.sequence = sequence
        self.use_multiprocessing = use_multiprocessing
        self.workers = 0
        self.max_queue_size = 0
        self._running: Iterator[Any] | None = None

    def is_running(self) -> bool:
        """Tells whether it was started and not stopped."""
        return self.workers > 0

    def start(self, workers: int = 1, max_queue_size: int = 10) -> None:
        """Begins.

        Args:
            workers: Number of threads.
            max_queue_size: Batches that may be ready.
        """
        self.workers, self.max_queue_size = max(workers, 1), max(max_queue_size, 1)

    def stop(self, timeout: float | None = None) -> None:
        """Ends: what was fetched ahead is dropped."""
        self.workers = 0
        close = getattr(self._running, "close", None)
        self._running = None
        if close is not None:
            close()

    def get(self) -> Iterator[Any]:
        """Returns the batches, one after the other.

        Raises:
            LayerloomError: If it was not started.
        """
        if not self.is_running():
            raise LayerloomError(f"{type(self).__name__} gives batches after start() only.")
        if self._running is None:
            self._running = self._batches()
        return self._running

    def _batches(self) -> Iterator[Any]:
        raise NotImplementedError(f"{type(self).__name__} must define _batches().")


class OrderedEnqueuer(SequenceEnqueuer):
    """Batches of a ``Sequence`` in their order, pass after pass without end.

    Args:
        sequence: The ``Sequence``.
        use_multiprocessing: Without effect: threads do it.
        shuffle: Whether every pass has an order of its own.
    """

    def __init__(self, sequence: Any, use_multiprocessing: bool = False, shuffle: bool = False) -> None:
        super().__init__(sequence, use_multiprocessing)
        self.shuffle = shuffle

    def _batches(self) -> Iterator[Any]:
        while self.is_running():
            order = list(range(len(self.sequence)))
            if self.shuffle:
                random.shuffle(order)
            yield from parallel_map(self.sequence.__getitem__, order, self.workers, self.max_queue_size)
            self.sequence.on_epoch_end()


class GeneratorEnqueuer(SequenceEnqueuer):
    """Batches of a generator, fetched ahead by one thread, since a generator cannot be shared.

    Args:
        generator: The generator.
        use_multiprocessing: Without effect: a thread does it.
        random_seed: Without effect.
    """

    def __init__(
        self, generator: Iterable[Any], use_multiprocessing: bool = False, random_seed: int | None = None
    ) -> None:
        super().__init__(generator, use_multiprocessing)

    def _batches(self) -> Iterator[Any]:
        return prefetch(self.sequence, self.max_queue_size)
