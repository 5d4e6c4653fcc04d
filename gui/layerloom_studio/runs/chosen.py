"""What a person means by the files that were chosen or dropped: the model, and the network of weights alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from layerloom.saving.saved_model import checkpoint_of, is_saved_model, saved_model_folder
from layerloom.saving.tfjs import is_tfjs
from layerloom.saving.unzipped import is_model_folder

NETWORKS = (".json", ".yaml", ".yml")
_OTHERS = (".h5", ".hdf5", ".hdf", ".keras", ".pb", ".index", ".bin")
_TFJS, _TOLD_BESIDE = "model.json", "metadata.json"  # of TensorFlow.js, and of Teachable Machine beside it
_OF_AN_ARCHIVE = ("config.json", "metadata.json", "model.weights.h5")
_SHARD = re.compile(r"\.data-\d{5}-of-\d{5}$")  # how TensorFlow calls the values of a checkpoint
_MOST = 1000  # files of a folder that are looked at


class Chosen(NamedTuple):
    """What is to be opened.

    Args:
        path: The file or folder of a model, or of weights.
        network: The file of their network, if it was chosen together with them.
    """

    path: Path
    network: Path | None = None


def is_model(path: Path) -> bool:
    """Whether a path is that of a model, of weights or of a network, by its name; a folder by what is in it."""
    if path.is_dir():
        return is_saved_model(path) or is_model_folder(path) or checkpoint_of(path) is not None
    return path.suffix.lower() in (*NETWORKS, *_OTHERS) or path.name == "checkpoint" or _is_shard(path)


def choose(paths: Sequence[Path]) -> Chosen | None:
    """Return what is to be opened of files that were chosen together; None if there is no model among them.

    Args:
        paths: Files and folders. A folder that is no model itself stands for what is in it.
    """
    for path in paths:
        found = _models_among(_inside(path) if path.is_dir() and not is_model(path) else paths)
        networks = [item for item in found if item.suffix.lower() in NETWORKS]
        others = [item for item in found if item not in networks]
        if len(networks) == len(others) == 1:
            return Chosen(others[0], networks[0])
        if found:  # of several in a folder nobody knows which one is meant, and that is told of the folder
            return Chosen(found[0] if len(found) == 1 or is_model(path) else path)
    return None


def meant_by(path: Path) -> Path:
    """Return the model that a file is a part of, where a model is a folder or several files; else the file itself."""
    if path.name in _OF_AN_ARCHIVE and is_model_folder(path.parent):
        return path.parent
    if path.name == "checkpoint" or path.is_dir():
        last = checkpoint_of(path if path.is_dir() else path.parent)
        if last is not None and not is_saved_model(path):
            return last.with_name(f"{last.name}.index")
    if path.suffix.lower() == ".bin" or path.name == _TOLD_BESIDE:
        table = path.with_name(_TFJS)
        if table.is_file() and is_tfjs(table):
            return table
    if _is_shard(path):
        path = path.with_name(_SHARD.sub(".index", path.name))
    if path.parent.name == "variables" and path.stem == "variables" and is_saved_model(path.parent.parent):
        return path.parent.parent
    return saved_model_folder(path) or path


def _models_among(paths: Sequence[Path]) -> list[Path]:
    return list(dict.fromkeys(meant_by(path) for path in paths if is_model(path)))


def _inside(folder: Path) -> list[Path]:
    try:
        files = [file for _, file in zip(range(_MOST), folder.iterdir(), strict=False)]
    except OSError:
        return []
    return sorted(file for file in files if not file.is_dir())


def _is_shard(path: Path) -> bool:
    return _SHARD.search(path.name) is not None
