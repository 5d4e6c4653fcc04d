"""The child process that decodes strangers' pictures and hands over plain pixels; see `imaging`.

    python -m layerloom_studio.runs.picture_reader MEMORY

It is asked one line of JSON after the other: the picture, and the fitting or the size that is wanted. It answers as
`reader` does, and may write no files. When nobody asks it for a minute, it ends.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
from typing import Any

import numpy as np

from layerloom.errors import LayerloomError
from layerloom.utils.pictures import read_picture
from layerloom_studio.language import tr
from layerloom_studio.runs.imaging import Fitting, shaped
from layerloom_studio.runs.reader import limit, write

_PATIENCE = 60.0  # seconds


def main(arguments: list[str]) -> None:
    """Answer until nobody asks any more.

    Args:
        arguments: Bytes of memory that may be taken.
    """
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand between the bytes of the answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the process that asks
    limit(int(arguments[0]))
    with answer:
        while _is_asked() and (line := sys.stdin.buffer.readline()):
            try:
                header, arrays = _answer(json.loads(line))
            except LayerloomError as error:
                header, arrays = {"error": getattr(error, "cause", str(error))}, []
            except MemoryError:
                header, arrays = {"error": tr("needs more memory than a picture may take here")}, []
            write(answer, header, arrays)
            answer.flush()


def _is_asked() -> bool:
    """Wait for a line; where pipes cannot be waited for, the reading itself waits."""
    try:
        return bool(select.select([sys.stdin.buffer], [], [], _PATIENCE)[0])
    except (OSError, ValueError):
        return True


def _answer(question: dict[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    picture, notes = read_picture(question["path"])
    header = {"size": picture.size, "mode": picture.mode, "notes": notes}
    if "most" in question:
        picture.thumbnail((question["most"],) * 2)
        picture = picture.convert("RGB")
    else:
        picture = shaped(picture, Fitting.from_dict(question["fitting"]))
    pixels = np.ascontiguousarray(picture)
    return {**header, "arrays": [{"dtype": pixels.dtype.name, "shape": list(pixels.shape)}]}, [pixels]


if __name__ == "__main__":
    main(sys.argv[1:])
