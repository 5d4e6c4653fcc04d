"""What the processes have in common that read strangers' files: their bounds, how they are asked, how they answer."""

from __future__ import annotations

import json
import os
import select
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from layerloom.errors import FileFormatError, LayerloomError
from layerloom_studio.language.texts import origin
from layerloom_studio.runs.child import LENGTH

Answer = tuple[dict[str, Any], list[Any]]

_PATIENCE = 60.0  # seconds
_MUCH = 64 * 2**20  # bytes of an answer after which a process ends, since memory that was large stays large


def answer_to() -> BinaryIO:
    """Keep the standard output for answers: what a library prints must not stand between their bytes."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answer


def serve(memory: int, answer: Callable[[dict[str, Any]], Answer], too_much: str) -> None:
    """Answer until nobody asks for a minute.

    Args:
        memory: Bytes above what the libraries take.
        answer: Makes the header and the arrays of an answer from a question.
        too_much: What is said of a file that needs more.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the process that asks
    with answer_to() as out:
        limit(memory)
        while _is_asked() and (line := sys.stdin.buffer.readline()):
            try:
                header, arrays = answer(json.loads(line))
            except LayerloomError as error:
                header, arrays = failure(error), []
            except MemoryError:
                header, arrays = failure(too_much), []
            size = sum(array.nbytes for array in arrays)
            write(out, header, arrays)
            out.flush()
            if size > _MUCH:
                return


def failure(cause: LayerloomError | str) -> dict[str, Any]:
    """The header of an answer that tells why there is none.

    This process speaks English; what the sentence was made of goes along, for one that speaks another language.
    """
    told: dict[str, Any] = {}
    if isinstance(cause, FileFormatError):
        told["file"] = cause.path
        cause = cause.cause
    sentence = str(cause)
    made = origin(sentence)
    if made is not None and all(isinstance(value, (str, int, float)) for value in made[1].values()):
        told |= {"text": made[0], "values": made[1]}
    return {"error": sentence.rstrip("."), **told}


def limit(memory: int, seconds: int | None = None) -> None:
    """Bound what this process may take; systems without such limits have the parent's clock alone.

    Args:
        memory: Bytes above what it has now.
        seconds: Of processor time.
    """
    try:
        import resource
    except ImportError:
        return
    taken = _address_space()
    for what, most in (
        (resource.RLIMIT_AS, taken + memory if taken else None),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        if most is not None:
            hard = resource.getrlimit(what)[1]
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(what, (most, most))


def write(answer: BinaryIO, header: dict[str, Any], arrays: list[Any]) -> None:
    """Write an answer as `child` reads it; each array is let go once it is written, so that few stand here and there.

    Args:
        answer: Where to.
        header: Plain data.
        arrays: Contiguous arrays; the list is empty afterwards.
    """
    text = json.dumps(header).encode()
    answer.write(len(text).to_bytes(LENGTH, "little"))
    answer.write(text)
    while arrays:
        array = arrays.pop(0)
        if array.size:
            answer.write(memoryview(array.reshape(-1)).cast("B"))


def _is_asked() -> bool:
    """Wait for a line; where pipes cannot be waited for, the reading itself waits."""
    try:
        return bool(select.select([sys.stdin.buffer], [], [], _PATIENCE)[0])
    except (OSError, ValueError):
        return True


def _address_space() -> int:
    """Bytes of address space in use, 0 where that cannot be told."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
