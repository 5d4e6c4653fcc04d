"""Row 115, and the kill of journey 6: unsaved drawings and trainings come back after the process was killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from layerloom.graph import LayerSpec
from layerloom_studio.document.drafts import Draft, draft_paths, drafts_root, read_draft, write_draft
from layerloom_studio.document.edits import AddNode
from layerloom_studio.main_window import MainWindow, dialogs
from layerloom_studio.runs.folder import runs_root

ROOT = Path(__file__).resolve().parents[3]
_SOON = 20  # milliseconds until a change is kept, in tests

# A window in another process: it draws something, or trains for ever, tells when that is kept, and waits to be killed.
_OTHER = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from layerloom_studio.startup import make_application
app = make_application()
from layerloom.graph import LayerSpec
from layerloom_studio.document.edits import AddNode
from layerloom_studio.main_window import MainWindow, Settings
folder, what = Path(sys.argv[1]), sys.argv[2]
window = MainWindow(Settings(folder / "settings.json"))
window.show()
window.recovery.begin(delay=20)
window.open_path(folder / "small.layerloom.json")
if what == "draw":
    window.stack.push(AddNode(LayerSpec("Flatten", "unsaved", {}), (0, 0)), "Add")
else:
    window.start_training()
def trained():
    record = window.training.record
    return record is not None and record.folder is not None and any((record.folder / "backup").glob("*.json"))
def look():
    draft = window.recovery.path
    if draft.exists() and (what == "draw" or ('"run": "' in draft.read_text() and trained())):
        print("kept", flush=True)
timer = QTimer(); timer.setInterval(20); timer.timeout.connect(look); timer.start()
app.exec()
"""


@pytest.fixture
def places(tmp_path, monkeypatch):
    monkeypatch.setenv("LAYERLOOM_DRAFTS", str(tmp_path / "drafts"))
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "runs"))
    return tmp_path


def other_window(folder: Path, what: str) -> subprocess.Popen[str]:
    """Start another process with a window and return when its work is kept."""
    paths = os.pathsep.join([str(ROOT / "core"), str(ROOT / "gui")])
    process = subprocess.Popen(
        [sys.executable, "-c", _OTHER, str(folder), what],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "kept"
    return process


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def card_button(window: MainWindow, name: str, number: int = 0) -> QPushButton:
    button = window.start_page.found.findChild(QPushButton, f"start.found.{number}.{name}")
    assert button is not None
    return button


@pytest.mark.skipif(os.name == "nt", reason="kills the process with a signal")
def test_row_115_a_drawing_comes_back_after_a_kill_but_not_while_its_window_lives(
    window, places, project_file
):
    process = other_window(places, "draw")
    try:
        window.recovery.begin(delay=_SOON)
        assert window.recovery.found == []
        window.recovery.close()
    finally:
        kill(process)
    window.recovery.begin(delay=_SOON)
    assert [found.draft.title for found in window.recovery.found] == ["small.layerloom.json"]
    assert window.start_page.found.isVisible()
    card_button(window, "restore").click()
    assert "unsaved" in window.project.architecture.layers
    assert window.project.path == project_file
    assert window.project.modified
    assert not window.start_page.found.isVisibleTo(window.start_page)
    assert draft_paths(drafts_root()) == [window.recovery.path]  # kept again at once, by this window


@pytest.mark.skipif(os.name == "nt", reason="kills the process with a signal")
def test_row_115_a_training_goes_on_after_a_kill(window, places, project_file, qtbot):
    project = json.loads(project_file.read_text())
    project["training"] |= {"epochs": 100_000, "batch_size": 512}
    project_file.write_text(json.dumps(project))
    kill(other_window(places, "train"))
    run = next(runs_root().iterdir())
    window.recovery.begin(delay=_SOON)
    (found,) = window.recovery.found
    assert found.draft.run == run
    epoch = json.loads((run / "backup" / "training_metadata.json").read_text())["epoch"]
    texts = window.start_page.found.findChild(QPushButton, "start.found.0.restore").parent()
    assert f"after epoch {epoch} are kept" in texts.accessibleDescription()
    card_button(window, "restore").click()
    assert window.training.starts.points[0].title == f"Interrupted training after epoch {epoch}"
    window.start_training()
    try:
        record = window.training.record
        qtbot.waitUntil(lambda: len(record.rows) > epoch, timeout=30_000)
    finally:
        window.training.stop_and_wait()  # a window that trains asks before it closes
    assert [row.number for row in record.rows[: epoch + 1]] == list(range(1, epoch + 2))
    assert record.joined == epoch  # its curves go on from those before the kill
    assert not (window.training.record.folder / "backup").exists()


def test_row_115_a_damaged_draft_is_put_aside(window, places, content):
    root = drafts_root()
    write_draft(root / "1-a.draft.json", Draft.of(content, "net", None, None))
    (root / "2-b.draft.json").write_text('{"version": 1, "title"')
    window.recovery.begin(delay=_SOON)
    assert [found.draft.title for found in window.recovery.found] == ["net"]
    assert (root / "2-b.draft.json.damaged").exists()


def test_row_115_discarding_and_saving_leave_no_draft(window, places, content, project_file, qtbot):
    root = drafts_root()
    write_draft(root / "1-a.draft.json", Draft.of(content, "net", None, None))
    window.recovery.begin(delay=_SOON)
    card_button(window, "discard").click()
    assert draft_paths(root) == []
    window.open_path(project_file)
    window.stack.push(AddNode(LayerSpec("Flatten", "more", {}), (0, 0)), "Add")
    qtbot.waitUntil(window.recovery.path.exists)
    assert "more" in read_draft(window.recovery.path).content().architecture.layers
    window.documents.save()
    assert draft_paths(root) == []


def test_row_115_restoring_asks_about_the_present_drawing(window, places, content, project_file, monkeypatch):
    write_draft(drafts_root() / "1-a.draft.json", Draft.of(content, "net", None, None))
    window.recovery.begin(delay=_SOON)
    window.open_path(project_file)
    window.stack.push(AddNode(LayerSpec("Flatten", "mine", {}), (0, 0)), "Add")
    monkeypatch.setattr(dialogs, "ask_to_save", lambda *_: dialogs.CANCEL)
    card_button(window, "restore").click()
    assert "mine" in window.project.architecture.layers
    assert len(window.recovery.found) == 1


def test_row_115_closing_in_order_keeps_what_was_not_looked_at(window, places, content, settings, qtbot):
    write_draft(drafts_root() / "1-a.draft.json", Draft.of(content, "net", None, None))
    window.recovery.begin(delay=_SOON)
    second = MainWindow(settings)
    qtbot.addWidget(second)
    second.recovery.begin(delay=_SOON)
    assert second.recovery.found == []  # the first window offers it
    window.close()
    assert [path.name for path in draft_paths(drafts_root())] == ["1-a.draft.json"]
    second.recovery.close()
    second.recovery.begin(delay=_SOON)
    assert len(second.recovery.found) == 1
    second.recovery.close()
