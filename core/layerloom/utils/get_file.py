"""get_file: a file from the network, brought once into Keras's folder."""

from __future__ import annotations

import os
import urllib.parse
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from layerloom.callbacks.terminal import terminal
from layerloom.datasets.archives import unpack
from layerloom.datasets.cache import keras_folder, writable
from layerloom.datasets.download import download, is_right
from layerloom.errors import FieldError

__all__ = ["get_file"]


def get_file(
    fname: Any = None,
    origin: str | None = None,
    untar: bool = False,
    md5_hash: str | None = None,
    file_hash: str | None = None,
    cache_subdir: Any = "datasets",
    hash_algorithm: str = "auto",
    extract: bool = False,
    archive_format: str | Sequence[str] | None = "auto",
    cache_dir: Any = None,
    force_download: bool = False,
) -> str:
    """Returns the path of a file from the network, which is downloaded the first time (``keras.utils.get_file``).

    A download that broke off goes on where it stopped. Archives are unpacked whole or not at all, and those that hold
    links, or files outside of their folder, are refused.

    Args:
        fname: Name of the file in the folder; by default as in its address. For an archive, a name without a dot is
            that of the folder which it is unpacked to.
        origin: Its address: http, https or file.
        untar: Older name of ``extract`` for tar archives.
        md5_hash: Older name of ``file_hash`` for MD5 sums.
        file_hash: Its MD5 or SHA-256 sum; a file of another sum is downloaded anew.
        cache_subdir: Folder in ``cache_dir``.
        hash_algorithm: ``"md5"``, ``"sha256"``, or ``"auto"`` by the sum's length.
        extract: Whether an archive is unpacked.
        archive_format: ``"tar"``, ``"zip"``, a list of them, ``"auto"`` for both, or ``None`` for none.
        cache_dir: The folder; by default the one that ``KERAS_HOME`` names, else ``~/.keras``.
        force_download: Whether it is downloaded although it is there.

    Returns:
        The path of the file, or of the folder that it was unpacked to.

    Raises:
        FieldError: If an argument is none of these.
        LayerloomError: If it cannot be downloaded, or is not the file that the checksum belongs to.
        FileFormatError: If it is an archive that is damaged or could do harm.
    """
    if origin is None:
        raise FieldError("get_file needs the address of the file: give it as origin.")
    if md5_hash is not None and file_hash is None:
        file_hash, hash_algorithm = md5_hash, "md5"
    name = os.fspath(fname) if fname else Path(urllib.parse.unquote(urllib.parse.urlsplit(origin).path)).name
    if not name or name in (".", ".."):
        raise FieldError(f"get_file cannot tell a file name from {origin!r}: give one as fname.")
    if Path(name).name != name or "\\" in name:
        raise FieldError(f"fname must be a name without folders, got {name!r}: give the folder as cache_dir.")
    folder = writable(keras_folder() if cache_dir is None else Path(cache_dir).expanduser()) / cache_subdir
    target = unpacked = folder / name
    if extract or untar:
        if fname and "." in name:
            unpacked = folder / f"{name.partition('.')[0]}_extracted"
        else:
            target = folder / f"{name}_archive"
    there = target.is_file() and not force_download
    if there and not is_right(target, file_hash or "", hash_algorithm):
        terminal.line(
            f"{target} is not the file that was asked for (its checksum differs): it is downloaded anew."
        )
        there = False
    if not there:
        terminal.line(f"Downloading data from {origin}")
        download(origin, target, file_hash or "", hash_algorithm, schemes=("file",))
    if not (extract or untar):
        return str(target)
    kinds = _kinds("tar" if untar else archive_format)
    if not (there and unpacked.is_dir()) and not unpack(target, unpacked, kinds):
        warnings.warn(f"{target} is no archive that can be unpacked.", stacklevel=2)
    return str(unpacked)


def _kinds(archive_format: str | Sequence[str] | None) -> tuple[str, ...]:
    given = ("tar", "zip") if archive_format == "auto" else archive_format or ()
    kinds = (given,) if isinstance(given, str) else tuple(given)
    wrong = [kind for kind in kinds if kind not in ("tar", "zip")]
    if wrong:
        raise FieldError(f"archive_format must be 'auto', 'tar', 'zip' or None, got {wrong[0]!r}.")
    return kinds
