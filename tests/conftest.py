"""What all tests share: no display, no user settings, fixed seeds, and the folder of real files."""

from __future__ import annotations

import gc
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from tests import environment  # noqa: F401 - before anything of Qt, Keras or TensorFlow is imported

ROOT = Path(__file__).resolve().parents[1]

_HOME = Path(tempfile.mkdtemp(prefix="layerloom-tests-"))
for _variable in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
    os.environ[_variable] = str(_HOME / _variable.lower())

settings.register_profile("layerloom", derandomize=True, deadline=None, database=None)
settings.load_profile("layerloom")


def pytest_configure(config: pytest.Config) -> None:
    # Below a window's settings lie in other places on other systems; Qt's test mode moves them everywhere.
    from PySide6.QtCore import QStandardPaths

    QStandardPaths.setTestModeEnabled(os.name == "nt")


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    return argname if isinstance(val, bytes) else None  # archives hold the time at which they were packed


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    odd = [item.nodeid for item in items if " at 0x" in item.nodeid]
    if odd:
        raise pytest.UsageError(f"Every process must give a test the same name: set other ids for {odd[0]}.")


def pytest_collection_finish(session: pytest.Session) -> None:
    gc.collect()
    gc.freeze()  # else every search for garbage goes through all of TensorFlow again


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def _seeds() -> None:
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002 - code under test may draw from the global generator


@pytest.fixture(autouse=True)
def _eager_tensorflow(request: pytest.FixtureRequest) -> None:
    """Real Keras computes at once: compiling a graph takes longer than all that the small models here do in it."""
    if "tensorflow" in sys.modules:
        sys.modules["tensorflow"].config.run_functions_eagerly("graphs" not in request.keywords)


@pytest.fixture(autouse=True)
def _garbage_stays_in_this_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """Has widgets without a parent destroyed here: where the thread of a training finds them, Qt crashes."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    due = [number for number, most in enumerate(gc.get_threshold()) if gc.get_count()[number] > most]
    if due:
        gc.collect(due[-1])
    gc.enable()


@pytest.fixture(autouse=True)
def _no_widgets_left() -> Iterator[None]:
    """Deletes what was closed: else every change of the theme styles the windows of all tests before, too."""
    yield
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def real_files() -> Path:
    """The folder with real models and image data; a test that asks for it is skipped where it is absent."""
    folder = Path(os.environ.get("LAYERLOOM_REAL_FILES", ROOT.parent / "shared"))
    if not (folder / "models" / "manifest.json").is_file():
        pytest.skip(f"no real files in {folder}; set LAYERLOOM_REAL_FILES to the folder that holds them")
    return folder
