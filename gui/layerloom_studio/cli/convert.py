"""`layerloom convert`: a model from one file format to another."""

from __future__ import annotations

import sys
from pathlib import Path

from layerloom.models.formats import read_any, write_any
from layerloom_studio.language import tr


def convert(source: Path, target: Path, weights: Path | None = None, for_keras: int = 3) -> int:
    """Read a model and write it in the form that the target's name asks for.

    Args:
        source: HDF5, `.keras`, SavedModel folder, JSON or YAML, of any Keras.
        target: `.keras`, `.h5`, `.weights.h5`, `.json`, `.yaml`, `.onnx`, `.py`, or a folder for a SavedModel.
        weights: A file of weights for an architecture that has none.
        for_keras: For which Keras an `.h5` is written where they ask contrary things, 3 or 2.

    Returns:
        The exit code.

    Raises:
        LayerloomError: If a file cannot be read or written.
    """
    model, has_weights, metadata = read_any(source)
    if weights is not None:
        model.load_weights(weights)
        has_weights = True
    write_any(model, target, metadata, for_keras)
    if not has_weights and target.suffix.lower() not in (".json", ".yaml", ".yml", ".py"):
        words = tr("{source} holds no weights, those in {target} are new.", source=source, target=target)
        print(f"layerloom: {words}", file=sys.stderr)
    print(f"{source} -> {target}")
    return 0
