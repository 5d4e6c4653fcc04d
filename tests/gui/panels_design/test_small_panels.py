"""History, log and start page."""

from __future__ import annotations

import json
import logging
import threading

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QStyleOptionViewItem, QToolButton

from layerloom.graph import LayerSpec
from layerloom_studio.document.edits import AddNode, MoveNodes
from layerloom_studio.document.project import Project
from layerloom_studio.panels.history import HistoryPanel
from layerloom_studio.panels.log import LogPanel
from layerloom_studio.panels.start_page import StartPage
from layerloom_studio.panels.thumbnails import drawing_thumbnail
from layerloom_studio.resources import asset
from layerloom_studio.undo import DocumentStack


def click(widget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_history_lists_edits_and_a_click_goes_back(qtbot):
    project = Project()
    stack = DocumentStack(project)
    panel = HistoryPanel(stack)
    qtbot.addWidget(panel)
    panel.show()
    stack.push(AddNode(LayerSpec("Dense", "dense", {"units": 2}), (0, 0)), "Add dense")
    stack.push(MoveNodes({"dense": (12.0, 0.0)}), "Move dense")
    texts = [panel.model().index(row, 0).data() for row in range(panel.model().rowCount())]
    assert texts == ["As it was opened", "Add dense", "Move dense"]
    icon = QStyleOptionViewItem.ViewItemFeature.HasDecoration
    for row in range(3):  # so that their texts stand in one column, though only one has an icon
        option = QStyleOptionViewItem()
        panel.itemDelegate().initStyleOption(option, panel.model().index(row, 0))
        assert option.features & icon
    place = panel.visualRect(panel.model().index(0, 0)).center()
    QTest.mouseClick(panel.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not project.architecture.nodes


@pytest.fixture
def log(qtbot) -> LogPanel:
    panel = LogPanel()
    qtbot.addWidget(panel)
    panel.show()
    return panel


def test_the_log_shows_records_of_any_thread(qtbot, log):
    logging.getLogger("layerloom_studio.somewhere").info("from the window")
    worker = threading.Thread(target=lambda: logging.getLogger("layerloom.core").warning("from a thread"))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: "from a thread" in log.text.toPlainText())
    assert "from the window" in log.text.toPlainText()


def test_the_log_can_be_copied_and_emptied(log):
    log.append("one line")
    click(log.findChild(QToolButton, "log.copy"))
    assert "one line" in QGuiApplication.clipboard().text()
    click(log.findChild(QToolButton, "log.clear"))
    assert log.text.toPlainText() == ""


def test_a_log_that_is_gone_listens_no_more(qtbot):
    panel = LogPanel()
    ours = logging.getLogger("layerloom").handlers[-1]
    panel.deleteLater()
    qtbot.waitUntil(lambda: ours not in logging.getLogger("layerloom").handlers)
    logging.getLogger("layerloom").warning("nobody listens")


@pytest.fixture
def start(qtbot) -> StartPage:
    page = StartPage()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page


def test_the_digits_project_is_one_click_away(qtbot, start):
    with qtbot.waitSignal(start.sample_chosen) as caught:
        click(start.findChild(QPushButton, "start.digits"))
    assert "digits" in caught.args[0].name


@pytest.mark.parametrize("name, signal", [("start.new", "new_requested"), ("start.open", "open_requested")])
def test_new_and_open_are_one_click_away(qtbot, start, name, signal):
    with qtbot.waitSignal(getattr(start, signal)):
        click(start.findChild(QPushButton, name))


def test_recent_files_are_offered(qtbot, start, tmp_path):
    files = [tmp_path / f"{name}.json" for name in "abc"]
    start.set_recent(files)
    with qtbot.waitSignal(start.file_chosen) as caught:
        click(start.findChild(QPushButton, "start.recent.1"))
    assert caught.args[0] == files[1]
    start.set_recent(files[:1])

    def offered() -> list[str]:
        buttons = [button for button in start.findChildren(QPushButton) if "recent" in button.objectName()]
        return [button.accessibleName() for button in buttons if button.isVisible()]

    qtbot.waitUntil(lambda: offered() == ["Open a.json"])


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("direction", ["down", "right"])
def test_row_11_the_miniature_of_a_drawing_runs_as_the_drawing_does(qapp, tmp_path, direction, kept):
    data = json.loads(asset("templates", "mlp.json").read_text("utf-8"))
    data["canvas"]["direction"] = direction
    if not kept:  # a file of Keras tells no places
        data["canvas"]["nodes"] = {}
    path = tmp_path / "net.json"
    path.write_text(json.dumps(data), "utf-8")
    image = drawing_thumbnail(path, QSize(48, 62), 1.0).toImage()
    inked = [(x, y) for x in range(48) for y in range(62) if image.pixelColor(x, y).alpha() > 100]
    width = max(x for x, _ in inked) - min(x for x, _ in inked)
    height = max(y for _, y in inked) - min(y for _, y in inked)
    assert (width > height) == (direction == "right")
