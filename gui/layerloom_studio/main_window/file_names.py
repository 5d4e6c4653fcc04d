"""The name that a file is offered: that of the document, as files are called, without an ending."""

from __future__ import annotations

from pathlib import Path

#: In the order in which they come off.
_ENDINGS = (".json", ".layerloom", ".keras", ".h5", ".hdf5", ".yaml", ".yml")


def file_name(title: str) -> str:
    """What a file with a document in it may be called.

    Args:
        title: Of the document, perhaps the name of the file that it came from.

    Returns:
        For example "my_digits" for "My digits.layerloom.json"; "model" where nothing is left.
    """
    name = Path(title).name
    for ending in _ENDINGS:
        name = name.removesuffix(ending)
    return name.lower().replace(" ", "_") or "model"
