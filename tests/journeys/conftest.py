"""Hands and eyes of a person: real mouse and key events on a real window, nothing called behind its back."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QAction, QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QTabBar,
    QTreeWidget,
    QTreeWidgetItemIterator,
    QWidget,
)

from layerloom_studio.main_window import MainWindow, Settings
from layerloom_studio.widgets import NumberBox

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class Person:
    """Drives a window by mouse and keys.

    Args:
        window: The window.
        qtbot: Waits.
        monkeypatch: Stands in for the one thing the offscreen platform lacks: the pointer of a drag.
    """

    def __init__(self, window: MainWindow, qtbot, monkeypatch) -> None:
        self.window = window
        self.qtbot = qtbot
        self._monkeypatch = monkeypatch

    # -- finding ---------------------------------------------------------------------------------------------------

    def see(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """The visible widget of a name."""

        def found() -> list[QWidget]:
            return [widget for widget in self.window.findChildren(kind, name) if widget.isVisible()]

        self.wait(lambda: bool(found()), 3)
        return found()[0]

    def wait(self, condition: Callable[[], bool], seconds: float = 20) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=round(seconds * 1000))

    # -- mouse -----------------------------------------------------------------------------------------------------

    def click(self, target: str | QWidget) -> None:
        widget = self.see(target) if isinstance(target, str) else target
        assert widget.isEnabled(), f"{widget.objectName()} is greyed: {widget.toolTip()}"
        self._scroll_to(widget)
        place = QPoint(min(10, widget.width() // 2), widget.height() // 2)
        QTest.mouseClick(widget, LEFT, NONE, place)

    def click_tab(self, title: str) -> None:
        for bar in self.window.findChildren(QTabBar):
            for index in range(bar.count()):
                if bar.isVisible() and bar.tabText(index) == title:
                    QTest.mouseClick(bar, LEFT, NONE, bar.tabRect(index).center())
                    return
        raise AssertionError(f"no tab {title}")

    def click_layer_in_palette(self, title: str) -> None:
        tree, rect = self._in_palette(title)
        QTest.mouseClick(tree.viewport(), LEFT, NONE, rect.center())

    def drag_from_palette(self, title: str, to: QPoint) -> None:
        """Drag a layer onto a place of the canvas's viewport."""
        tree, rect = self._in_palette(title)
        target = self.window.canvas.viewport()

        def carry(drag: QDrag, *actions: Qt.DropAction) -> Qt.DropAction:
            mime, copy = drag.mimeData(), Qt.DropAction.CopyAction
            for event in (
                QDragEnterEvent(to, copy, mime, LEFT, NONE),
                QDragMoveEvent(to, copy, mime, LEFT, NONE),
                QDropEvent(QPointF(to), copy, mime, LEFT, NONE),
            ):
                QApplication.sendEvent(target, event)
                assert event.isAccepted()
            return copy

        with self._monkeypatch.context() as patch:
            patch.setattr(QDrag, "exec", carry)
            start = rect.center()
            QTest.mousePress(tree.viewport(), LEFT, NONE, start)
            for step in (10, 25, 40):
                QTest.mouseMove(tree.viewport(), start + QPoint(step, 0))
            QTest.mouseRelease(tree.viewport(), LEFT, NONE, start + QPoint(40, 0))

    def drag_on_canvas(self, start: QPoint, end: QPoint) -> None:
        viewport = self.window.canvas.viewport()
        QTest.mousePress(viewport, LEFT, NONE, start)
        for share in (0.1, 0.5, 0.9, 1.0):
            QTest.mouseMove(viewport, start + (end - start) * share)
        QTest.mouseRelease(viewport, LEFT, NONE, end)

    def port(self, node: str, side: str) -> QPoint:
        """Where a port of a node is seen on the canvas."""
        canvas = self.window.canvas
        return canvas.mapFromScene(canvas.scene().port_point(node, (side, 0)))

    def click_node(self, node: str) -> None:
        canvas = self.window.canvas
        place = canvas.mapFromScene(canvas.scene().node_item(node).rect().center())
        assert canvas.viewport().rect().contains(place), f"{node} is out of view"
        QTest.mouseClick(canvas.viewport(), LEFT, NONE, place)

    # -- keys ------------------------------------------------------------------------------------------------------

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def type_into(self, name: str, text: str) -> None:
        """Click into a field, replace what is there, and leave it with Tab."""
        field = self.see(name)
        self._scroll_to(field)
        edit = field.lineEdit() if isinstance(field, NumberBox) else field
        assert isinstance(edit, QLineEdit)
        QTest.mouseClick(edit, LEFT)
        QTest.keyClick(edit, Qt.Key.Key_A, CTRL)
        QTest.keyClicks(edit, text)
        QTest.keyClick(edit, Qt.Key.Key_Tab)

    def choose(self, name: str, text: str) -> None:
        """Choose an entry of a combo box with the keyboard."""
        combo = self.see(name, QComboBox)
        assert isinstance(combo, QComboBox)
        wanted = combo.findText(text)
        assert wanted >= 0, f"{name} does not offer {text}"
        self._scroll_to(combo)
        combo.setFocus()
        while combo.currentIndex() != wanted:
            QTest.keyClick(combo, Qt.Key.Key_Down if wanted > combo.currentIndex() else Qt.Key.Key_Up)

    # -- dialogs and menus -----------------------------------------------------------------------------------------

    def answer_file_dialog(self, text: str, folder: Path | None = None) -> None:
        """Type into the file dialog that the next action brings, and press Enter, in a folder if one is given."""

        def fill() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog) or not dialog.isActiveWindow():
                QTimer.singleShot(20, fill)
                return
            edit = dialog.findChild(QLineEdit, "fileNameEdit")
            edit.setFocus()
            if folder is not None:
                edit.selectAll()
                QTest.keyClicks(edit, str(folder))
                QTest.keyClick(edit, Qt.Key.Key_Return)
            edit.selectAll()
            QTest.keyClicks(edit, text)
            QTest.keyClick(edit, Qt.Key.Key_Return)
            if dialog.isVisible():
                seen = f"{edit.text()} {dialog.selectedFiles()} {dialog.directory().absolutePath()}"
                dialog.reject()
                raise AssertionError(f"the dialog did not take {seen}")

        QTimer.singleShot(100, fill)

    def answer_question(self, name: str) -> None:
        """Click a button of the question that the next action brings."""

        def press() -> None:
            box = QApplication.activeModalWidget()
            if not isinstance(box, QMessageBox) or not box.isActiveWindow():
                QTimer.singleShot(20, press)
                return
            button = next(b for b in box.buttons() if b.objectName().endswith(f".{name}"))
            QTest.mouseClick(button, LEFT)

        QTimer.singleShot(0, press)

    def choose_in_menu(self, name: str) -> None:
        """Click an entry of the menu that the next action brings."""

        def pick() -> None:
            menu = QApplication.activePopupWidget()
            if not isinstance(menu, QMenu):
                QTimer.singleShot(20, pick)
                return
            action = menu.findChild(QAction, name) or next(
                a for a in menu.actions() if a.objectName() == name
            )
            QTest.mouseClick(menu, LEFT, NONE, menu.actionGeometry(action).center())

        QTimer.singleShot(0, pick)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _in_palette(self, title: str) -> tuple[QTreeWidget, QRect]:
        tree = self.see("palette.layers", QTreeWidget)
        assert isinstance(tree, QTreeWidget)
        iterator = QTreeWidgetItemIterator(tree)
        while (item := iterator.value()) is not None:
            if item.text(0) == title and item.parent() is not None:
                tree.scrollToItem(item, QAbstractItemView.ScrollHint.EnsureVisible)
                return tree, tree.visualItemRect(item)
            iterator += 1
        raise AssertionError(f"no {title} in the palette")

    def _scroll_to(self, widget: QWidget) -> None:
        parent = widget.parentWidget()
        while parent is not None:
            if hasattr(parent, "ensureWidgetVisible"):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()
        QApplication.processEvents()


@pytest.fixture
def person(qtbot, tmp_path, monkeypatch) -> Person:
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "runs"))
    monkeypatch.chdir(tmp_path)
    settings = Settings(tmp_path / "settings.json")
    settings.set("theme", "light")
    window = MainWindow(settings)
    qtbot.addWidget(window, before_close_func=_leave)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    person = Person(window, qtbot, monkeypatch)
    qtbot.waitUntil(window.isActiveWindow)
    return person


def _leave(window: MainWindow) -> None:
    window.training.stop_and_wait()
    window.project.set_modified(False)


@pytest.fixture
def sample_images() -> list[Path]:
    """The bundled digits that no training has seen; their class is the first letter of the name."""
    root = Path(__file__).resolve().parents[2] / "assets" / "samples"
    return sorted(root.glob("*.png"))


assert os.environ.get("QT_QPA_PLATFORM"), "journeys are driven on the offscreen platform"
