"""Networks from the JSON of a drawing, also where it came from a stranger's file."""

from __future__ import annotations

import os
from typing import Any


def network_of(architecture: str) -> Any:
    """Build a network, with new weights from the stream of random numbers that the caller has started.

    Initializers, regularizers and constraints that are not known here are missed only by who needs them: weights of a
    file or a run do without an initializer, answers without the others.

    Args:
        architecture: The network as Keras JSON.

    Raises:
        LayerloomError: If it cannot be built; one sentence.
    """
    from layerloom.declaration import scope
    from layerloom.models import model_from_json

    with scope.unknown_parts():
        return model_from_json(architecture)


def model_of(path: str | os.PathLike[str], compile: bool = True) -> Any:
    """Open a model that this program wrote, whose network may be one of :func:`network_of`.

    Args:
        path: The file.
        compile: Whether to compile it as it was when it was saved.

    Raises:
        FileFormatError: If it cannot be read.
    """
    from layerloom.declaration import scope
    from layerloom.models import load_model

    with scope.unknown_parts():
        return load_model(path, compile=compile)
