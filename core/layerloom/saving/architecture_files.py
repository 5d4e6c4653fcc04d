"""Files of an architecture, which people open as if they were models with weights."""

from __future__ import annotations

import os
from pathlib import Path

from layerloom.errors import FileFormatError
from layerloom.graph.plain_json import MAX_TEXT
from layerloom.graph.plain_text import text_of

_YAML = (".yaml", ".yml")

#: How JSON of a model begins: a mapping, a list, or a text of it.
_BEGINNINGS = ("{", "[", '"')


def refuse_architecture(path: str | os.PathLike[str]) -> None:
    """Tells what to do with a file, if it is text that describes a network.

    Args:
        path: A regular file.

    Raises:
        FileFormatError: If it is such text.
    """
    with Path(path).open("rb") as file:
        data = file.read(MAX_TEXT + 1)
    try:
        text = text_of(data) if len(data) <= MAX_TEXT else ""
    except UnicodeDecodeError:
        return
    ending = Path(path).suffix.lower()
    is_yaml = ending in _YAML
    if "class_name" not in text or not (is_yaml or text.lstrip()[:1] in _BEGINNINGS):
        return
    reader = "model_from_yaml" if is_yaml else "model_from_json"
    raise FileFormatError(
        path,
        f"holds the architecture of a network without its weights: make the model with {reader}(text), "
        "then call its load_weights",
    )
