"""Published data sets in Keras's folder: found there, or downloaded once and checked."""

from __future__ import annotations

import hashlib
import http
import http.client
import os
import urllib.error
import urllib.parse
import urllib.request
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layerloom.callbacks.progbar import Progbar
from layerloom.errors import FileFormatError, LayerloomError

_TIMEOUT = 30  # seconds without a byte
_CHUNK = 1 << 18


@dataclass(frozen=True)
class PublishedFile:
    """A file on the network.

    Args:
        name: Its name in the folder of data sets; with a slash for a folder in it.
        url: Its address.
        sha256: Its checksum; empty where none was published.
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
        for name in (self.name, *self.other_names):
            found = dataset_folder() / name
            if found.is_file():
                self._check(found)
                return found
        return self._download()

    def _check(self, path: Path) -> None:
        if not self.sha256 or _sha256(path) == self.sha256:
            return
        if not self.trusted:
            raise FileFormatError(
                path,
                "it is not the published file, and files of this kind can do harm; delete it to download it anew",
            )
        warnings.warn(
            f"{path} is not the published file (its checksum differs): it is used as it is.", stacklevel=4
        )

    def _download(self) -> Path:
        target = dataset_folder() / self.name
        part = target.with_name(f"{target.name}.part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _fetch(self.url, part)
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            raise LayerloomError(
                f"{target.name} is not in {target.parent} and could not be downloaded ({reason}): connect to the "
                f"network, or put the file from {self.url} there."
            ) from error
        if self.sha256 and _sha256(part) != self.sha256:
            part.unlink()
            raise LayerloomError(
                f"What {self.url} sent is not the published file (its checksum differs): try again."
            )
        part.replace(target)
        return target


def dataset_folder() -> Path:
    """Returns Keras's folder of data sets: ``~/.keras/datasets``, or in the folder that KERAS_HOME names."""
    home = os.environ.get("KERAS_HOME")
    return (Path(home) if home else Path.home() / ".keras") / "datasets"


def _fetch(url: str, part: Path) -> None:
    """Downloads a file; goes on where an earlier attempt stopped, if the server can."""
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise LayerloomError(f"Only addresses with http:// or https:// are downloaded, not {url!r}.")
    have = part.stat().st_size if part.exists() else 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - the scheme was checked
    try:
        answer: Any = urllib.request.urlopen(request, timeout=_TIMEOUT)  # noqa: S310 - the scheme was checked
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and have:
            part.unlink()  # it is longer than the file: begin anew
            _fetch(url, part)
            return
        raise OSError(f"the server said {error.code} {error.reason}") from None
    with answer:
        if answer.status != http.HTTPStatus.PARTIAL_CONTENT:
            have = 0
        length = answer.headers.get("Content-Length")
        total = have + int(length) if length else None
        bar = Progbar(total, unit_name="byte")
        with part.open("ab" if have else "wb") as file:
            while chunk := answer.read(_CHUNK):
                file.write(chunk)
                have += len(chunk)
                bar.update(have)
    if total is not None and have < total:
        raise OSError(f"the connection broke off after {have} of {total} bytes")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
