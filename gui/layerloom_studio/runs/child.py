"""Processes that read strangers' files for this one, and how their answers come back: as plain data, checked."""

from __future__ import annotations

import atexit
import contextlib
import json
import math
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from string import Formatter
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from layerloom_studio.language import tr
from layerloom_studio.language.system_errors import TEXTS, cause_of

LENGTH = 8  # bytes that tell how long a header is
_TICK = 0.05  # seconds
_HEADER = 64 * 2**20  # bytes of architecture and metadata
_ARRAYS = 4 * 2**30
_DTYPES = (
    "bool", "float16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
)  # fmt: skip

_LONGEST_FORM = 8  # letters of how a value is written, such as ",.2f"

Arrays = tuple[NDArray[Any], ...]
Cancelled = Callable[[], bool]


def _never() -> bool:
    return False


class ChildError(Exception):
    """A process gave no answer, or none that can be used; the text is the end of a sentence about the file."""


def start(*arguments: str, asked: bool = False) -> subprocess.Popen[bytes]:
    """Start a process of this Python.

    Args:
        arguments: What follows the interpreter's name.
        asked: Whether it is asked through its standard input.

    Raises:
        ChildError: If the system starts none.
    """
    try:
        return subprocess.Popen(  # noqa: S603 - our own module; names of files are arguments, not lines for a shell
            [sys.executable, *arguments],
            stdin=subprocess.PIPE if asked else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, MemoryError) as error:
        cause = cause_of(error) if isinstance(error, OSError) else tr("out of memory")
        raise ChildError(
            tr("was not opened: no process to read it can be started ({cause})", cause=cause)
        ) from error


class Watch(threading.Thread):
    """Kills a process when its time is over or nobody wants its answer any more.

    Args:
        process: The process.
        seconds: How long it may take.
        cancelled: Asked now and then.
    """

    def __init__(
        self, process: subprocess.Popen[bytes], seconds: float, cancelled: Callable[[], bool]
    ) -> None:
        super().__init__(name=tr("Watching a file being read"), daemon=True)
        self._process = process
        self._ticks = max(1, int(seconds / _TICK))
        self._seconds = seconds
        self._cancelled = cancelled
        self._over = threading.Event()
        self._reason = ""

    def run(self) -> None:
        """Wait for one of the three ends."""
        for _ in range(self._ticks):
            if self._over.wait(_TICK):
                return
            if self._cancelled():
                self._reason = tr("was not opened: cancelled")
                break
        else:
            self._reason = too_slow(self._seconds)
        self._process.kill()

    def reason(self) -> str:
        """Why the process was killed; empty if it was not."""
        return self._reason

    def end(self) -> None:
        """Stop watching and leave no process behind."""
        self._over.set()
        self.join()
        self._process.kill()
        self._process.wait()


class Worker:
    """A process that answers one question after the other, and ends with this one.

    Args:
        arguments: What follows the interpreter's name.

    Raises:
        ChildError: If the system starts none.
    """

    def __init__(self, *arguments: str) -> None:
        self._process = start(*arguments, asked=True)
        self._deadline = math.inf
        self._cancelled = _never
        self.ended = ""  # why it was killed: "late" or "unwanted"
        self.used = False
        threading.Thread(target=self._watch, name=tr("Watching a file being read"), daemon=True).start()

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def ask(
        self, question: Mapping[str, Any], seconds: float, cancelled: Cancelled = _never
    ) -> tuple[dict[str, Any], Arrays]:
        """Ask and wait for the answer.

        Args:
            question: Plain data.
            seconds: How long the answer may take.
            cancelled: Asked now and then; the process is ended when it says so.

        Raises:
            ChildError: If it gives none; it cannot be asked again then.
        """
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        self._deadline, self._cancelled = time.monotonic() + seconds, cancelled
        try:
            process.stdin.write(json.dumps(question).encode() + b"\n")
            process.stdin.flush()
            header = read_header(process.stdout)
            self.used = True
            return header, read_arrays(process.stdout, header.get("arrays", ()))
        except (EOFError, ValueError, KeyError, TypeError, MemoryError, OSError) as error:
            process.kill()
            code = process.wait()
            reason = {"late": too_slow(seconds), "unwanted": tr("was not opened: cancelled")}.get(self.ended)
            raise ChildError(reason or died(code)) from error
        finally:
            self._deadline, self._cancelled = math.inf, _never

    def end(self) -> None:
        """End it."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._process.wait()

    def _watch(self) -> None:
        """End it when an answer is overdue or unwanted; one thread for all, as one each costs more than an answer."""
        while self._process.poll() is None:
            if time.monotonic() > self._deadline:
                self.ended = "late"
            elif self._cancelled():
                self.ended = "unwanted"
            if self.ended:
                self._process.kill()
            time.sleep(_TICK)


class Workers:
    """Processes of one kind, as many as are asked at the same time; one of them waits for the next question.

    Args:
        arguments: What follows the interpreter's name.
    """

    def __init__(self, *arguments: str) -> None:
        self.arguments = arguments
        self._idle: list[Worker] = []
        self._lock = threading.Lock()
        atexit.register(self.end)

    def ask(
        self, question: Mapping[str, Any], seconds: float, cancelled: Cancelled = _never
    ) -> tuple[dict[str, Any], Arrays]:
        """Ask one of them, see `Worker.ask`.

        Raises:
            ChildError: If it gives no answer.
        """
        worker = self._take()
        was_used = worker.used
        try:
            answer = worker.ask(question, seconds, cancelled)
        except ChildError:
            worker.end()
            if worker.ended or not was_used:
                raise
            # It may have ended before: only a new one tells that it was the file.
            return self.ask(question, seconds, cancelled)
        with self._lock:
            if not self._idle:
                self._idle.append(worker)
                return answer
        worker.end()
        return answer

    def prepare(self) -> None:
        """Have one wait from now on, so that the first question need not wait for its start."""
        with self._lock:
            if self._idle:
                return
            with contextlib.suppress(ChildError):
                self._idle.append(Worker(*self.arguments))

    def end(self) -> None:
        """End those that wait."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.end()

    def _take(self) -> Worker:
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        if worker is not None and not worker.alive:
            worker.end()
            worker = None
        return worker or Worker(*self.arguments)


def read_header(answer: IO[bytes]) -> dict[str, Any]:
    """Read the plain data that an answer begins with.

    Raises:
        EOFError: If it ends before.
        ValueError: If it is too long or no data.
    """
    length = int.from_bytes(_exactly(answer, LENGTH), "little")
    if length > _HEADER:
        raise ValueError(length)
    header = json.loads(_exactly(answer, length))
    if not isinstance(header, dict):
        raise ValueError(header)
    return header


def read_arrays(answer: IO[bytes], kinds: Any) -> Arrays:
    """Read the arrays that follow.

    Args:
        answer: Where they come from.
        kinds: Their "dtype" and "shape".

    Raises:
        EOFError: If it ends before.
        ValueError: If they are of other types than numbers, or too large.
    """
    arrays = []
    room = _ARRAYS
    for kind in kinds:
        if kind["dtype"] not in _DTYPES:
            raise ValueError(kind)
        shape = tuple(int(size) for size in kind["shape"])
        dtype = np.dtype(kind["dtype"])
        size = dtype.itemsize * int(np.prod(shape, dtype=object))
        room -= size
        if room < 0 or size < 0:
            raise ValueError(kind)
        array = np.empty(shape, dtype)
        if size:
            _fill(answer, array.reshape(-1).view(np.uint8).data)
        arrays.append(array)
    return tuple(arrays)


def reason_of(header: Mapping[str, Any]) -> str:
    """Why a process has no other answer, in the language that is on here; processes themselves speak English."""
    text, values = header.get("text"), header.get("values")
    if isinstance(text, str) and isinstance(values, dict) and _is_plain(text):
        with contextlib.suppress(LookupError, TypeError, ValueError):
            said = {key: tr(value) if value in TEXTS else value for key, value in values.items()}
            return tr(text, **said).rstrip(".")
    return str(header["error"])


def _is_plain(text: str) -> bool:
    """Whether a text asks of its values nothing but to be written: a process that lies gets no more than that."""
    try:
        gaps = [(name, form) for _, name, form, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        return False
    return all(name.isidentifier() and len(form or "") <= _LONGEST_FORM for name, form in gaps)


def too_slow(seconds: float) -> str:
    """What is told of a file that took too long."""
    return tr("was not read within {seconds:g} seconds: it is too large or broken", seconds=seconds)


def died(code: int) -> str:
    """What became of the process that gave no answer."""
    how = tr("signal {number}", number=-code) if code < 0 else tr("code {code}", code=code)
    return tr(
        "brings the reading process down ({how}): it is broken, meant to do harm, or needs "
        "more memory than it may take, and nothing of it was used",
        how=how,
    )


def _environment() -> dict[str, str]:
    """The process imports from where this one does, and the HDF5 library looks for no plug-ins."""
    paths = os.pathsep.join(entry for entry in sys.path if entry)
    return {**os.environ, "PYTHONPATH": paths, "HDF5_PLUGIN_PRELOAD": "::"}


def _exactly(answer: IO[bytes], count: int) -> bytes:
    data = bytearray(count)
    _fill(answer, memoryview(data))
    return bytes(data)


def _fill(answer: IO[bytes], view: memoryview) -> None:
    done = 0
    while done < len(view):
        count = answer.readinto(view[done:])  # type: ignore[attr-defined]
        if not count:
            raise EOFError
        done += count
