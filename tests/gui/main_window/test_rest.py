"""The window rests while nothing changes: what shows, hides or lays out again by itself keeps it from its work."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QTabBar

from layerloom_studio.document.edits import SetSettings


class Counted(QObject):
    """Counts the events of some kinds."""

    def __init__(self, parent, *kinds):
        super().__init__(parent)
        self.kinds, self.seen = kinds, Counter()

    def eventFilter(self, watched, event):  # noqa: N802 - a name of Qt
        if event.type() in self.kinds:
            self.seen[event.type().name] += 1
        return False


def test_bars_of_tabs_rest_while_a_network_is_trained(window, project_file, qtbot, monkeypatch, tmp_path):
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "runs"))
    assert window.open_path(project_file)
    window.set_mode("train")
    counted = Counted(window, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest)
    for bar in window.findChildren(QTabBar):
        bar.installEventFilter(counted)
    window.installEventFilter(counted)
    project = window.project
    window.stack.push(SetSettings("training", {**project.training, "epochs": 6}, "epochs"), "Set epochs")
    window.start_training()
    try:
        qtbot.waitUntil(lambda: window.training.state in ("finished", "failed"), timeout=30_000)
    finally:
        window.training.stop_and_wait()
    assert sum(counted.seen.values()) < 60, counted.seen
