"""Downloads: a file from the network or the disk, continued where an earlier attempt stopped, and checked."""

from __future__ import annotations

import hashlib
import http
import http.client
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from layerloom.atomic import flush
from layerloom.callbacks.progbar import Progbar
from layerloom.errors import FieldError, LayerloomError

_TIMEOUT = 30  # seconds without a byte
_CHUNK = 1 << 18
_LENGTHS = {32: "md5", 64: "sha256"}  # digits of a checksum


def download(
    url: str, target: Path, checksum: str = "", algorithm: str = "auto", schemes: tuple[str, ...] = ()
) -> None:
    """Brings a file from an address; it appears under its name only when it is whole and right.

    Args:
        url: Its address.
        target: Where it shall be; what has come so far stands beside it, with ``.part`` at the end of its name.
        checksum: Its MD5 or SHA-256 sum; empty where none is known.
        algorithm: ``"md5"``, ``"sha256"`` or ``"auto"``.
        schemes: Kinds of addresses that are allowed beside http and https.

    Raises:
        LayerloomError: If it cannot be brought, or is not the file that the checksum belongs to.
    """
    allowed = ("http", "https", *schemes)
    if urllib.parse.urlsplit(url).scheme not in allowed:
        kinds = " or ".join(f"{scheme}://" for scheme in allowed)
        raise LayerloomError(f"Only addresses with {kinds} are downloaded, not {url!r}.")
    part = target.with_name(f"{target.name}.part")
    mark = target.with_name(f"{target.name}.part.mark")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        resumed = _fetch(url, part, mark, bool(checksum))
        if resumed and not is_right(part, checksum, algorithm):
            part.unlink()  # what came earlier was another file: begin anew
            _fetch(url, part, mark, known=False)
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise LayerloomError(
            f"{target.name} is not in {target.parent} and could not be downloaded ({reason}): connect to the "
            f"network, or put the file from {url} there."
        ) from error
    mark.unlink(missing_ok=True)
    if not is_right(part, checksum, algorithm):
        part.unlink()
        raise LayerloomError(f"What {url} sent is not the published file (its checksum differs): try again.")
    flush(part)
    part.replace(target)


def is_right(path: Path, checksum: str, algorithm: str = "auto") -> bool:
    """Tells whether a file has a checksum; every file has the empty one.

    Raises:
        FieldError: If there is no such kind of checksum.
    """
    if not checksum:
        return True
    kind = _LENGTHS.get(len(checksum), "sha256") if algorithm == "auto" else algorithm
    if kind not in _LENGTHS.values():
        raise FieldError(f"A checksum must be 'md5', 'sha256' or 'auto', got {algorithm!r}.")
    with path.open("rb") as file:
        return hashlib.file_digest(file, kind).hexdigest() == checksum.lower()


def _fetch(url: str, part: Path, mark: Path, known: bool) -> bool:
    """Downloads a file; goes on where an earlier attempt stopped, if the server can. Tells whether it did.

    Without a checksum the server must say that the file is still the same: ``mark`` holds what it called it.
    """
    version = mark.read_text(encoding="latin-1") if mark.exists() else ""
    have = part.stat().st_size if part.exists() and (known or version) else 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    if have and version:
        headers["If-Range"] = version
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - the scheme was checked
    try:
        answer: Any = urllib.request.urlopen(request, timeout=_TIMEOUT)  # noqa: S310 - the scheme was checked
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and have:
            part.unlink()  # it is longer than the file: begin anew
            mark.unlink(missing_ok=True)
            return _fetch(url, part, mark, known)
        raise OSError(f"the server said {error.code} {error.reason}") from None
    with answer:
        if getattr(answer, "status", None) != http.HTTPStatus.PARTIAL_CONTENT:
            have = 0
        elif not _goes_on_at(answer, have):
            raise OSError("the server sent another part of the file than it was asked for")
        resumed = have > 0
        named = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
        if named and not named.startswith("W/"):
            mark.write_text(named, encoding="latin-1")
        length = answer.headers.get("Content-Length")
        total = have + int(length) if length and length.isdigit() else None
        bar = Progbar(total, unit_name="byte")
        with part.open("ab" if have else "wb") as file:
            while chunk := answer.read(_CHUNK):
                file.write(chunk)
                have += len(chunk)
                bar.update(have)
    if total is not None and have < total:
        raise OSError(f"the connection broke off after {have} of {total} bytes")
    if part.stat().st_size != have:
        raise OSError("another program seems to download it at the same time")
    return resumed


def _goes_on_at(answer: Any, place: int) -> bool:
    """Tells whether a partial answer begins where the file on disk ends; one that does not say so is believed."""
    said = answer.headers.get("Content-Range") or f"bytes {place}-"
    return bool(said.replace("=", " ").startswith(f"bytes {place}-"))
