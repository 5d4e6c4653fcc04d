"""Published data sets in Keras's folder: found there, or downloaded once and checked."""

from __future__ import annotations

import os
import tempfile
import warnings
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from layerloom.datasets.download import download, is_right
from layerloom.errors import FileFormatError
from layerloom.tensors import Array


@dataclass(frozen=True)
class PublishedFile:
    """A file on the network.

    Args:
        name: Its name in the folder of data sets; with a slash for a folder in it.
        url: Its address.
        sha256: Its checksum, SHA-256 or MD5; empty where none was published.
        other_names: Names that other Keras versions gave it.
        trusted: Whether its content is harmless whatever it is, so that a file of the user's own is read, too.
    """

    name: str
    url: str
    sha256: str = ""
    other_names: tuple[str, ...] = ()
    trusted: bool = True

    def path(self) -> Path:
        """Returns where the file is, after downloading it if it is not there yet.

        Raises:
            LayerloomError: If it is not there and cannot be downloaded, or what came is not the published file.
            FileFormatError: If it is there, is not the published one, and could do harm.
        """
        for folder in dict.fromkeys((dataset_folder(), writable(keras_folder()) / "datasets")):
            for name in (self.name, *self.other_names):
                found = folder / name
                if found.is_file():
                    self._check(found)
                    return found
        return self._download()

    def at(self, path: str | os.PathLike[str]) -> PublishedFile:
        """Returns the same file under another name in the folder of data sets, or at a path of one's own."""
        given = Path(path).expanduser()
        return replace(self, name=str(path if given.name == str(path) else given.absolute()), other_names=())

    def _check(self, path: Path) -> None:
        if is_right(path, self.sha256):
            return
        if not self.trusted:
            raise FileFormatError(
                path,
                "it is not the published file, and files of this kind can do harm; delete it to download it anew",
            )
        warnings.warn(
            f"{path} is not the published file (its checksum differs): it is used as it is.", stacklevel=5
        )

    def _download(self) -> Path:
        target = writable(keras_folder()) / "datasets" / self.name
        download(self.url, target, self.sha256)
        return target


def read_npz(file: PublishedFile, path: str, names: tuple[str, ...]) -> list[Array]:
    """Reads arrays of numbers out of a published file, or out of a user's own of the same form.

    Args:
        file: The published file.
        path: Its name in the folder of data sets, or the name or path of a file of one's own.
        names: The arrays.

    Raises:
        LayerloomError: If the file is not there and cannot be downloaded.
        FileFormatError: If it is not such a file.
    """
    place = dataset_folder() / (path if Path(path).name == path else Path(path).expanduser().absolute())
    own = path != file.name and place.is_file()
    found = place if own else (file if path == file.name else file.at(path)).path()
    try:
        with np.load(found, allow_pickle=False) as arrays:
            return [arrays[name] for name in names]
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise FileFormatError(
            found, f"it cannot be read as the arrays {', '.join(names)} ({error})"
        ) from None


def keras_folder() -> Path:
    """Returns Keras's own folder: ``~/.keras``, or the one that KERAS_HOME names."""
    home = os.environ.get("KERAS_HOME")
    return Path(home).expanduser() if home else Path.home() / ".keras"


def dataset_folder() -> Path:
    """Returns Keras's folder of data sets, in its own folder."""
    return keras_folder() / "datasets"


def writable(folder: Path) -> Path:
    """Returns a folder that is made if need be, or Keras's one for passing things if it cannot be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.gettempdir()) / ".keras"
    return folder if os.access(folder, os.W_OK) else Path(tempfile.gettempdir()) / ".keras"
