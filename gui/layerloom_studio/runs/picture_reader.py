"""The child process that decodes strangers' pictures and hands over plain pixels; see `imaging`.

    python -m layerloom_studio.runs.picture_reader MEMORY

It is asked one line of JSON after the other: the picture, and the fitting or the size that is wanted. It answers as
`reader` does, and may write no files. When nobody asks it for a minute, it ends.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from layerloom.utils.pictures import read_picture
from layerloom_studio.language import tr
from layerloom_studio.runs.imaging import Fitting, shaped
from layerloom_studio.runs.serving import Answer, serve


def main(arguments: list[str]) -> None:
    """Answer until nobody asks any more.

    Args:
        arguments: Bytes of memory that may be taken.
    """
    serve(int(arguments[0]), _answer, tr("needs more memory than a picture may take here"))


def _answer(question: dict[str, Any]) -> Answer:
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
