"""Work on other threads: fetching ahead, and a function on many elements at once, always in order."""

from __future__ import annotations

import os
import queue
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from layerloom.random import make_default_seed, start_thread_stream

_END = object()

#: Seconds to wait for a thread whose elements nobody wants any more; one that hangs ends with the program.
_PATIENCE = 5.0


def prefetch(source: Iterable[Any], buffer_size: int, seeded: bool = True) -> Generator[Any]:
    """Yields what ``source`` yields, at most ``buffer_size`` elements of it fetched ahead on a thread.

    An error of the source is raised here, after the elements before it. When this generator is closed, so is the
    source; the thread then ends with the element that it works on.

    Args:
        source: What is fetched.
        buffer_size: Elements that may be ready.
        seeded: Whether random numbers that the source draws are those of a stream that is seeded from the present
            one, so that a run can be repeated.
    """
    ready: queue.Queue[Any] = queue.Queue(maxsize=buffer_size)
    stop = threading.Event()
    seed = make_default_seed() if seeded else 0

    def put(item: Any) -> None:
        while not stop.is_set():
            try:
                ready.put(item, timeout=0.1)
                return
            except queue.Full:
                continue

    def work() -> None:
        if seeded:
            start_thread_stream(seed)
        iterator = iter(source)
        try:
            for item in iterator:
                put((item, None))
                if stop.is_set():
                    break
            put((_END, None))
        except BaseException as error:  # noqa: BLE001 - it is raised on the other side
            put((_END, error))
        finally:
            close = getattr(iterator, "close", None)
            if close is not None:
                close()

    thread = threading.Thread(target=work, name="layerloom-prefetch", daemon=True)
    thread.start()
    try:
        while True:
            item, error = ready.get()
            if error is not None:
                raise error
            if item is _END:
                return
            yield item
    finally:
        stop.set()
        thread.join(_PATIENCE)


def parallel_map(
    function: Callable[[Any], Any],
    source: Iterable[Any],
    workers: int | None = None,
    ahead: int | None = None,
    seeded: bool = True,
) -> Iterator[Any]:
    """Yields ``function(item)`` for every item in order, computed on several threads.

    Args:
        function: What is done with each item.
        source: The items; they are fetched on the calling thread.
        workers: Number of threads; by default one per processor.
        ahead: Items that may be in work or ready; by default twice the number of threads.
        seeded: Whether every call gets a random stream of its own, so that a run can be repeated.
    """
    count = workers or os.cpu_count() or 1
    limit = ahead or 2 * count
    base = make_default_seed() if seeded else 0
    pending: deque[Future[Any]] = deque()

    def call(number: int, item: Any) -> Any:
        if seeded:
            start_thread_stream(base + number)
        return function(item)

    with ThreadPoolExecutor(count, thread_name_prefix="layerloom-map") as pool:
        try:
            for number, item in enumerate(source):
                pending.append(pool.submit(call, number, item))
                if len(pending) >= limit:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        finally:
            for future in pending:
                future.cancel()
