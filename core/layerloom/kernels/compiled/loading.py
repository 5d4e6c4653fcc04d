"""Which kernels serve now: compiled ones, their plain twins, or none yet because they are being compiled."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Sequence
from functools import cache as remember
from pathlib import Path
from typing import Any

from layerloom.kernels.compiled import cache

#: Every family of kernels.
FAMILIES = (
    "chain",
    "channels",
    "convolution",
    "dense",
    "depthwise",
    "direct",
    "elementwise",
    "nonlinear",
    "normalization",
    "packed",
    "pooling",
    "recurrent",
    "resampling",
    "rows",
    "separable",
    "taps",
    "winograd",
)

_MODES = ("auto", "wait", "plain")
_chosen: list[str | None] = [None]
_started: list[subprocess.Popen[bytes]] = []


def mode() -> str:
    """Returns how kernels are come by; set by the environment variable ``LAYERLOOM_KERNELS`` or :func:`set_mode`.

    ``"auto"`` loads what is in the cache and has the rest compiled in a process in the background, ``"wait"``
    compiles at once, ``"plain"`` takes the twins in NumPy.
    """
    found = _chosen[0] or os.environ.get("LAYERLOOM_KERNELS", "auto")
    return found if found in _MODES else "auto"


def set_mode(value: str | None) -> None:
    """Sets how kernels are come by, see :func:`mode`; ``None`` for what the environment says.

    Raises:
        ValueError: If there is no such mode.
    """
    if value is not None and value not in _MODES:
        raise ValueError(f"The mode of kernels must be one of {', '.join(_MODES)}, got {value!r}.")
    _chosen[0] = value


def kernels(families: Sequence[str]) -> dict[str, Any] | None:
    """Returns the modules of families by name, or ``None`` while they are being compiled in the background.

    Args:
        families: Names out of :data:`FAMILIES`.
    """
    if mode() == "plain" or not _has_numba():
        return {name: _plain(name) for name in families}
    if mode() == "auto" and not all(_is_loaded(name) or cache.is_kept(name) for name in families):
        if compile_in_background() is not None:
            return None
        return {name: _plain(name) for name in families}
    return {name: _loops(name) for name in families}


def compile_all(say: Callable[[str], None] | None = None) -> list[str]:
    """Compiles every kernel that is not in the cache yet.

    Args:
        say: Called with a line about each family.

    Returns:
        The names of the families that were compiled now.
    """
    if not _has_numba() or mode() == "plain":
        return []
    made = []
    with cache.alone():
        for name in FAMILIES:
            if not cache.is_kept(name):
                made.append(name)
                if say is not None:
                    say(f"compiling the kernels of {name}")
                _loops(name)
    cache.tidy()
    return made


def compile_in_background() -> subprocess.Popen[bytes] | None:
    """Starts a process that compiles what is missing, unless one was started before.

    Returns:
        The process, ``None`` where there is nothing to do or none can be started.
    """
    if _started:
        return _started[0]
    if mode() == "plain" or not _has_numba() or cache.folder() is None or all(map(cache.is_kept, FAMILIES)):
        return None
    if getattr(sys, "frozen", False) or not sys.executable:
        return None
    roots = [str(Path(__file__).resolve().parents[3]), os.environ.get("PYTHONPATH", "")]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, roots)),
        "LAYERLOOM_KERNELS": "wait",
    }
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "layerloom.kernels.compiled"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment,
            start_new_session=os.name == "posix",
        )  # fmt: skip
    except OSError:
        return None
    _started.append(process)
    return process


def pending() -> bool:
    """Tells whether kernels are being compiled in the background, or will be when they are first wanted."""
    if mode() != "auto" or not _has_numba() or cache.folder() is None:
        return False
    return not all(_is_loaded(name) or cache.is_kept(name) for name in FAMILIES)


@remember
def _has_numba() -> bool:
    return importlib.util.find_spec("numba") is not None


def _is_loaded(name: str) -> bool:
    return f"{__package__}.{name}_loops" in sys.modules


def _plain(name: str) -> Any:
    return importlib.import_module(f"{__package__}.{name}_plain")


@remember
def _loops(name: str) -> Any:
    """Loads or compiles a family; where that fails, the twins serve, and a warning says why."""
    kept = cache.is_kept(name)
    try:
        with _quiet():
            found = importlib.import_module(f"{__package__}.{name}_loops")
    except Exception as error:  # noqa: BLE001 - whatever a damaged cache or an odd installation raises
        if kept:  # the cache may be damaged
            cache.forget()
            return _loops.__wrapped__(name)
        warnings.warn(
            f"The kernels of {name} cannot be compiled ({type(error).__name__}: {error}); NumPy serves instead.",
            RuntimeWarning,
            stacklevel=2,
        )
        return _plain(name)
    cache.keep(name)
    return found


@contextlib.contextmanager
def _quiet() -> Any:
    """Hides what Numba says about the code that it compiles."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
