"""Files of data from strangers cost the window a sentence at most, and it goes on while they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.project import Project
from layerloom_studio.panels.data import DataPanel
from layerloom_studio.runs import array_files
from layerloom_studio.runs.child import Workers
from layerloom_studio.undo import DocumentStack

MakeProject = Callable[..., Project]


@pytest.fixture
def panel(qtbot: QtBot, digits_project: MakeProject) -> Iterator[DataPanel]:
    """The panel of a project."""
    project = digits_project()
    panel = DataPanel(project, DocumentStack(project))
    panel.project = project  # type: ignore[attr-defined]
    qtbot.addWidget(panel)
    panel.show()
    yield panel
    panel.close_tasks()


def choose(panel: Any, path: Path) -> None:
    panel.project.apply(SetSettings("data", {"source": "file", "path": str(path), "seed": 0}))


def ragged(path: Path) -> Path:
    path = path / "ragged.csv"
    path.write_text("a,b\n1,2\n3\n")
    return path


def pickled(path: Path) -> Path:
    np.savez(path / "p.npz", x=np.array([{}, []], object), y=np.arange(2))
    return path / "p.npz"


def plain(path: Path, name: str = "plain.csv") -> Path:
    path = path / name
    path.write_text("a,b\n" + "".join(f"{n},{n % 2}\n" for n in range(10)))
    return path


@pytest.mark.parametrize(
    "make, program, words",
    [
        (ragged, "", "row 3 has not as many cells (1)"),
        (pickled, "", "Python objects"),
        (plain, "import os; os.abort()", "brings the reading process down"),
        (plain, "import os; os.kill(os.getpid(), 9)", "brings the reading process down (signal 9)"),
    ],
    ids=["ragged", "pickled", "crash", "killed"],
)
def test_a_file_that_cannot_be_used_costs_a_sentence(
    make: Callable[[Path], Path],
    program: str,
    words: str,
    panel: DataPanel,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    path = make(tmp_path)
    with pytest.MonkeyPatch.context() as usual:
        if program:
            usual.setattr(array_files, "READERS", Workers("-c", program))
        with qtbot.waitSignal(panel.failed, timeout=30_000) as failed:
            choose(panel, path)
    assert words in failed.args[0]
    assert str(path) in failed.args[0]
    choose(panel, plain(tmp_path, "other.csv"))
    qtbot.waitUntil(lambda: panel.preview() is not None, timeout=30_000)


def test_the_window_goes_on_while_a_file_is_read_and_leaves_it_for_another(
    panel: DataPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    with pytest.MonkeyPatch.context() as usual:
        usual.setattr(array_files, "READERS", Workers("-c", "import time; time.sleep(600)"))
        ticks: list[int] = []
        timer = QTimer(panel)
        timer.timeout.connect(lambda: ticks.append(1))
        timer.start(0)
        choose(panel, plain(tmp_path))
        qtbot.waitUntil(lambda: len(ticks) > 50, timeout=30_000)
        assert panel.preview() is None
    np.savez(tmp_path / "other.npz", x=np.ones((6, 2)), y=np.arange(6) % 2)
    choose(panel, tmp_path / "other.npz")
    qtbot.waitUntil(lambda: panel.preview() is not None, timeout=30_000)
    timer.stop()
