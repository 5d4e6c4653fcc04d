"""A model's data out of what people put around them: texts of texts, lists of one model, keys of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from layerloom.graph.architecture import MODEL_CLASSES, ArchitectureError, shorten
from layerloom.graph.keras0 import is_keras0
from layerloom.graph.plain_json import read_json
from layerloom.graph.plain_text import is_printed

_MOST_WRAPPINGS = 8

#: What a file is refused with that holds none.
NO_MODEL = "This is no Keras model: a mapping with the keys 'class_name' and 'config' was expected."

#: Keys of TensorFlow.js, whose files belong to weights in other files.
_OTHERS = ("modelTopology", "weightsManifest")


def unwrapped(data: Any) -> Any:
    """Returns the one model that data hold, which may be JSON text again, a list of it, or stand under some key.

    Args:
        data: What a file holds, decoded; data of a model, and data that hold none, come back as they are.

    Raises:
        ArchitectureError: If they hold several models, or text of one that cannot be read.
    """
    for _ in range(_MOST_WRAPPINGS):
        if isinstance(data, str):
            data = read_json(data)
        elif isinstance(data, list) and len(data) == 1 and _holds_model(data[0]):
            data = data[0]
        elif isinstance(data, list) and any(isinstance(item, str) and _is_text(item) for item in data):
            raise ArchitectureError(
                f"The file holds a list of {len(data)} models: keep one of them in a file."
            )
        elif found := list(_keys(data)):
            if len(found) > 1:
                several = " and ".join(repr(shorten(key)) for key in found[:2])
                raise ArchitectureError(
                    f"The file holds several models, as under the keys {several}: keep one of them in a file."
                )
            inner = data[found[0]]
            told = {key: data[key] for key in ("keras_version", "backend") if key in data}
            data = {**told, **inner} if isinstance(inner, dict) else inner
        else:
            return data
    raise ArchitectureError(NO_MODEL)


def _keys(data: Any) -> Iterator[str]:
    """Yields the keys under which data that are no model hold one."""
    if not isinstance(data, dict) or is_keras0(data):
        return
    if not any(key in data for key in ("class_name", "layers", *_OTHERS)):
        yield from (key for key, value in data.items() if _holds_model(value))


def _holds_model(value: Any) -> bool:
    """Tells whether a value is a model, or text of one."""
    if isinstance(value, str):
        return _is_text(value)
    if not isinstance(value, dict):
        return False
    named = str(value.get("class_name")) in MODEL_CLASSES and isinstance(value.get("config"), (dict, list))
    return named or is_keras0(value)


def _is_text(value: str) -> bool:
    begins = value.lstrip()[:1] in ("{", "[", '"') or is_printed(value)
    return begins and "class_name" in value[:1_000_000]
