"""Where compiled kernels are kept: a folder of our own for every version of code, tools and processor."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import os
import platform
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path

#: Folders of other versions that nobody used for so many seconds are removed.
_FORGOTTEN = 30 * 24 * 3600.0

#: Files that no compiled kernel is made of; nor are the twins in NumPy.
_OF_NO_KERNEL = ("__init__", "__main__", "cache", "loading")


@cache
def folder() -> Path | None:
    """Returns the folder for this version, made and tried; ``None``, after a warning, where nothing can be written.

    The environment variable ``LAYERLOOM_KERNEL_CACHE`` names another place than the user's cache folder.
    """
    import platformdirs

    named = os.environ.get("LAYERLOOM_KERNEL_CACHE")
    base = Path(named) if named else platformdirs.user_cache_path("layerloom", appauthor=False) / "kernels"
    place = base / _key(Path(__file__).parent)
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place):
            os.utime(place)  # used today, see tidy
    except OSError as error:
        warnings.warn(
            f"Compiled kernels cannot be kept in {place} ({error.strerror}): NumPy computes in their place. "
            "LAYERLOOM_KERNEL_CACHE may name another folder.",
            RuntimeWarning,
            stacklevel=2,
        )
        return None
    return place


def is_kept(family: str) -> bool:
    """Tells whether all kernels of a family were compiled by an earlier process."""
    place = folder()
    return place is not None and (place / f"{family}.done").is_file()


def keep(family: str) -> None:
    """Notes that all kernels of a family are in the folder now."""
    place = folder()
    if place is not None:
        with contextlib.suppress(OSError):
            (place / f"{family}.done").touch()


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Inside, no other process compiles for this version: waits for one that does.

    The lock goes with the process that holds it. Where the system has none of this kind, nobody waits.
    """
    place = folder()
    try:
        import fcntl
    except ImportError:
        place = None
    if place is None:
        yield
        return
    with (place / "compiling.lock").open("w") as file:
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def forget() -> None:
    """Removes what is kept for this version: it cannot be read."""
    place = folder()
    if place is not None:
        shutil.rmtree(place, ignore_errors=True)
        folder.cache_clear()


def tidy() -> None:
    """Removes the folders of versions that were not used for a month."""
    place = folder()
    for other in [] if place is None else place.parent.iterdir():
        with contextlib.suppress(OSError):
            if other != place and other.is_dir() and time.time() - other.stat().st_mtime > _FORGOTTEN:
                shutil.rmtree(other, ignore_errors=True)


def _key(code: Path) -> str:
    """Names the code, the tools and the processor: another one of these needs kernels of its own.

    The place and the dates of the code count as well, since Numba does not find the kernels of a copy.

    Args:
        code: The folder with the files that kernels are made of.
    """
    found = hashlib.sha256()
    dates = []
    for path in sorted(code.glob("*.py")):
        if path.stem not in _OF_NO_KERNEL and not path.stem.endswith("_plain"):
            found.update(path.read_bytes())
            dates.append(str(path.stat().st_mtime_ns))
    versions = [importlib.metadata.version(name) for name in ("numba", "llvmlite", "numpy")]
    tools = [platform.python_version(), sys.platform, platform.machine(), _processor(), *versions]
    parts = [str(code.absolute()), *dates, *tools]
    found.update("\n".join(parts).encode())
    return found.hexdigest()[:16]


def _processor() -> str:
    """Returns the processor's name; Numba itself keeps kernels of different processors in one folder apart."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()
