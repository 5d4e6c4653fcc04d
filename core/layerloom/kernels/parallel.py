"""Sharing work among threads, with BLAS held to one thread meanwhile.

The threads that BLAS starts itself wait for each other by spinning; on a busy machine that costs many times the
work. Ours take whole blocks of images each, so that copying, products and sums all run side by side.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from itertools import pairwise
from typing import Any, TypeVar

from layerloom.config import follow_thread_count

__all__ = [
    "find_libraries",
    "hold_blas",
    "one_blas_thread",
    "release_blas",
    "run_together",
    "set_thread_count",
    "share",
    "thread_count",
]

Result = TypeVar("Result")

#: Work below this many bytes or multiplications is done before another thread has woken up.
_WORTHWHILE = 1 << 22


class _Team:
    """The threads besides the caller's; made when first needed."""

    def __init__(self) -> None:
        self.size = _available()
        self.forget_threads()

    def forget_threads(self) -> None:
        """Starts without any, as a process must that was forked from another: theirs are not here."""
        self.pool: ThreadPoolExecutor | None = None
        self.lock = threading.Lock()
        self.workers: list[_Worker] = []
        self.turn = threading.Lock()

    def takes_turn(self) -> bool:
        """Takes the threads for the caller, unless others use them or the caller is one of them; tells which."""
        return not _inside.now and self.turn.acquire(blocking=False)

    def executor(self) -> ThreadPoolExecutor:
        with self.lock:
            if self.pool is None:
                self.pool = ThreadPoolExecutor(self.size - 1, thread_name_prefix="layerloom")
            return self.pool


class _Inside(threading.local):
    """Whether this thread works on a share already."""

    now = False


def thread_count() -> int:
    """Returns the number of threads that share work; all processors of this process unless set."""
    return _team.size


def set_thread_count(count: int | None = None) -> None:
    """Sets the number of threads that share work.

    Args:
        count: A number of at least 1, or ``None`` for all processors of this process.

    Raises:
        ValueError: If the number is below 1.
    """
    global _team
    if count is not None and count < 1:
        raise ValueError(f"The number of threads must be at least 1, got {count}.")
    before, _team = _team, _Team()
    if count is not None:
        _team.size = count
    if before.pool is not None:
        before.pool.shutdown(wait=False)
    if before.turn.acquire(blocking=False):  # whoever works just now keeps the workers
        for worker in before.workers:
            worker.begin(None, 0)


def _after_fork() -> None:
    _team.forget_threads()


def share(work: Callable[[int, int], Result], count: int, cost: float) -> list[Result]:
    """Calls ``work(start, stop)`` for even parts of ``range(count)``, side by side where that pays.

    The parts depend on the number of threads alone, and the results come in their order, so that sums of them
    are reproducible.

    Args:
        work: Function of a part.
        count: Number of items.
        cost: Bytes moved or multiplications of the whole.

    Returns:
        The results in order.
    """
    parts = min(_team.size, count) if cost >= _WORTHWHILE and not _inside.now else 1
    with one_blas_thread():
        if parts < 2:
            return [work(0, count)]
        cuts = [count * part // parts for part in range(parts + 1)]
        executor = _team.executor()
        others = [executor.submit(_guarded, work, a, b) for a, b in pairwise(cuts[1:])]
        try:
            first = _guarded(work, cuts[0], cuts[1])
        finally:
            errors = [future.exception() for future in others]  # nothing may go on behind the caller's back
        for error in errors:
            if error is not None:
                raise error
        return [first, *(future.result() for future in others)]


def run_together(work: Callable[[int], object], parts: int) -> None:
    """Calls ``work(part)`` for every part, side by side; the first in this thread.

    Args:
        work: Function of a part's number.
        parts: How many there are, at most one for each thread.
    """
    team = _team
    if parts > 1 and team.takes_turn():
        _with_workers(team, work, parts, None)
        return
    for part in range(parts):
        work(part)


def run_meeting(work: Callable[[int], object], parts: int, break_up: Callable[[], None]) -> bool:
    """Calls ``work(part)`` for every part at the same time, so that they may wait for each other.

    Args:
        work: Function of a part's number.
        parts: How many there are, at least two and at most one for each thread.
        break_up: Called if a part fails: the others must wait for it no longer.

    Returns:
        Whether it was done; nothing was where others use the threads.
    """
    team = _team
    taken = team.takes_turn()
    if taken:
        _with_workers(team, work, parts, break_up)
    return taken


def _with_workers(
    team: _Team, work: Callable[[int], object], parts: int, break_up: Callable[[], None] | None
) -> None:
    """Calls ``work(part)`` for the first part here and for the others in threads of a team whose turn it is."""
    begun: list[_Worker] = []
    try:
        while len(team.workers) < parts - 1:
            team.workers.append(_Worker())
        try:
            for part, worker in enumerate(team.workers[: parts - 1], 1):
                begun.append(worker)
                worker.begin(work, part, break_up)
            _inside.now = True
            work(0)
        except BaseException:
            if break_up is not None:
                break_up()
            raise
        finally:
            _inside.now = False
            errors = [worker.end() for worker in begun]  # nothing may go on behind the caller's back
    finally:
        team.turn.release()
    for error in errors:
        if error is not None:
            raise error


class _Worker:
    """A thread that waits for work; handing it over costs less than a queue's and a future's locks."""

    def __init__(self) -> None:
        self._go, self._done = threading.Lock(), threading.Lock()
        self._go.acquire()
        self._done.acquire()
        self._work: Callable[[int], object] | None = None
        self._part = 0
        self._break_up: Callable[[], None] | None = None
        self._error: BaseException | None = None
        threading.Thread(target=self._run, name="layerloom-worker", daemon=True).start()

    def begin(
        self, work: Callable[[int], object] | None, part: int, break_up: Callable[[], None] | None = None
    ) -> None:
        """Hands over a part, and what to call if it fails; no work at all ends the thread."""
        self._work, self._part, self._break_up, self._error = work, part, break_up, None
        self._go.release()

    def end(self) -> BaseException | None:
        """Waits for the part to be done; returns what went wrong."""
        self._done.acquire()
        return self._error

    def _run(self) -> None:
        _inside.now = True
        while True:
            self._go.acquire()
            if self._work is None:
                return
            try:
                self._work(self._part)
            except BaseException as error:  # noqa: BLE001 - the caller raises it
                self._error = error
                if self._break_up is not None:
                    self._break_up()
            self._work = None
            self._done.release()


def _guarded(work: Callable[[int, int], Result], start: int, stop: int) -> Result:
    _inside.now = True
    try:
        return work(start, stop)
    finally:
        _inside.now = False


class _Blas:
    """Counts who wants BLAS to use one thread; the last one to leave restores it."""

    def __init__(self) -> None:
        self.users = 0
        self.before: list[int] = []
        self.lock = threading.Lock()


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Inside, BLAS uses one thread, in all threads of the process."""
    hold_blas()
    try:
        yield
    finally:
        release_blas()


def hold_blas() -> None:
    """Has BLAS use one thread until it is released as often."""
    with _blas.lock:
        _blas.users += 1
        if _blas.users == 1:
            _blas.before = [library.num_threads for library in _libraries()]
            _hold(_blas.before)


def release_blas() -> None:
    """Lets BLAS use the threads that it had, if nobody else holds it."""
    with _blas.lock:
        _blas.users -= 1
        if _blas.users == 0:
            _restore(_blas.before)


def find_libraries() -> None:
    """Looks again for BLAS libraries, after one was loaded; work that is going on holds it to one thread too."""
    with _blas.lock:
        known = len(_blas.before)
        _libraries.cache_clear()
        if _blas.users:
            _blas.before += [library.num_threads for library in _libraries()[known:]]
            _hold(_blas.before)


def _hold(before: list[int]) -> None:
    """Has all libraries use one thread."""
    for library, count in zip(_libraries(), before, strict=True):
        if count != 1:
            _set_threads(library, 1)


def _restore(before: list[int]) -> None:
    """Has all libraries use as many threads as before."""
    for library, count in zip(_libraries(), before, strict=True):
        if count != 1:
            _set_threads(library, count)


def _set_threads(library: Any, count: int) -> None:
    """Sets how many threads a library uses, whichever of our threads asks: the first one would be the only one."""
    forget = getattr(library, "clear_controlling_thread", None)
    if forget is not None:
        forget(force=True)
    library.set_num_threads(count)


@lru_cache(maxsize=1)
def _libraries() -> list[Any]:
    """Returns the BLAS libraries in the process; NumPy's own is loaded by now."""
    from threadpoolctl import ThreadpoolController

    return list(ThreadpoolController().select(user_api="blas").lib_controllers)


def _available() -> int:
    wanted = os.environ.get("LAYERLOOM_NUM_THREADS", "")
    if wanted.isdigit() and int(wanted) > 0:
        return int(wanted)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_team = _Team()
_inside = _Inside()
_blas = _Blas()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
follow_thread_count(set_thread_count)
