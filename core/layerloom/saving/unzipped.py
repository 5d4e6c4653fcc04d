"""Models as folders with what a ``.keras`` archive holds: Keras's ``model.save("folder", zipped=False)``."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from layerloom.atomic import atomic_folder
from layerloom.errors import FileFormatError
from layerloom.saving import keras_archive

PathLike = str | os.PathLike[str]

_NEEDED = (keras_archive.CONFIG, keras_archive.WEIGHTS)


def is_model_folder(path: PathLike) -> bool:
    """Tells whether a path is a folder that such a model was saved to."""
    folder = Path(path)
    return folder.is_dir() and all((folder / name).is_file() for name in _NEEDED)


def write_model(
    model: Any, path: PathLike, include_optimizer: bool = True, metadata: Mapping[str, Any] | None = None
) -> None:
    """Writes a model as a folder, which takes its place when it is complete.

    Args:
        model: A built model.
        path: The folder; one that is there already must be empty or a model of this kind.
        include_optimizer: Whether compile settings and the optimizer's state are written.
        metadata: Plain data of ours, such as class names.

    Raises:
        FileFormatError: If something else is there.
    """
    target = Path(path)
    if os.fspath(path).lower().endswith(".keras"):
        raise FileFormatError(path, "is the name of an archive: leave the ending out with zipped=False")
    empty = target.is_dir() and not any(target.iterdir())
    if target.exists() and not empty and not is_model_folder(target):
        raise FileFormatError(path, "is there already and no model's folder: choose another one")
    with atomic_folder(target) as folder:
        archive = folder / "model.keras"
        keras_archive.write_model(model, archive, include_optimizer, metadata)
        (folder / "assets").mkdir()
        with zipfile.ZipFile(archive) as members:
            members.extractall(folder)
        archive.unlink()
