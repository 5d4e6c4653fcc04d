"""Row 120: errors that nobody foresaw stand in the log, and a report can be copied; the window lives on."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QToolButton

from layerloom.graph import LayerSpec
from layerloom_studio.document.edits import AddNode
from layerloom_studio.panels.error_report import without_folders


@pytest.fixture
def faults(window):
    window.faults.install()
    yield window.faults
    window.faults.remove()


def fail(path: str = "") -> None:
    raise RuntimeError(f"made up {path}".strip())


def raise_in_window(path: str = "") -> None:
    """Do what Python does with an exception that leaves a slot."""
    try:
        fail(path)
    except RuntimeError:
        sys.excepthook(*sys.exc_info())


def test_row_120_a_fault_is_logged_and_the_report_has_all_that_helps(window, faults, qtbot):
    window.set_mode("design")
    window.stack.push(AddNode(LayerSpec("Flatten", "flat", {}), (0, 0)), "Add flat")
    window.actions_by_name["mode_train"].trigger()
    raise_in_window(str(Path.home() / "secret" / "model.h5"))
    qtbot.waitUntil(lambda: "RuntimeError: made up" in window.shelf.log.text.toPlainText())
    assert window.docks["log"].windowTitle() == "Log (1)"
    assert "goes on" in window.status_bar.currentMessage()
    window.shelf.log.findChild(QToolButton, "log.report").click()
    report = QApplication.clipboard().text()
    for words in (
        "RuntimeError: made up", "In the window:", "Python 3", "PySide6-Essentials", "numpy", "Add flat",
        "action.mode_train", "in fail",
    ):  # fmt: skip
        assert words in report
    assert str(Path.home()) not in report
    assert "secret" not in report
    assert window.docks["log"].windowTitle() == "Log"


def test_row_120_threads_are_heard_too(window, faults, qtbot):
    thread = threading.Thread(target=fail, name="loader")
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: faults.count == 1)
    qtbot.waitUntil(lambda: "thread 'loader'" in window.shelf.log.text.toPlainText())


def test_row_120_a_fault_of_every_picture_does_not_fill_the_log(window, faults, qtbot):
    for _ in range(10):
        raise_in_window()
    qtbot.waitUntil(lambda: faults.count == 10)
    qtbot.waitUntil(lambda: window.shelf.log.text.toPlainText().count("Unexpected error") == 3)
    assert "(The latest of 10.)" in faults.report(window.shelf.log)


def test_row_120_without_a_fault_the_report_says_so(window):
    window.actions_by_name["copy_report"].trigger()
    assert "No error has been noted." in QApplication.clipboard().text()


@pytest.mark.parametrize(
    "text, short",
    [
        ("/data/patients/smith/scan.png: broken", "…/scan.png: broken"),
        ('File "/opt/x/y.py", line 3', 'File "…/y.py", line 3'),
        (r"C:\Users\ann\net.h5 is empty", "…/net.h5 is empty"),
        ("a/b and 1/2 stay", "a/b and 1/2 stay"),
        ("https", "https"),
    ],
)
def test_paths_are_shortened(text, short):
    assert without_folders(text) == short
