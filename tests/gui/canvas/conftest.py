"""A shown canvas with an empty project, and a hand that uses the mouse and keys on it."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layerloom.graph import Ref
from layerloom_studio.canvas import CanvasView
from layerloom_studio.canvas.mime import layer_mime
from layerloom_studio.document import Project
from layerloom_studio.document.files import to_json
from layerloom_studio.document.wiring import addition, connection
from layerloom_studio.undo import DocumentStack

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class Board:
    """The canvas under test."""

    def __init__(self, view: CanvasView) -> None:
        self.view = view
        self.project = view.project
        self.stack = view.stack
        self.scene = view.scene()
        self.told: list[str] = []
        view.status.connect(self.told.append)

    # -- preparing -----------------------------------------------------------------------------------------------

    def put(self, class_name: str, x: float, y: float) -> str:
        """Add a loose layer directly."""
        edit = addition(self.project, class_name, (x, y))
        self.stack.push(edit, "Add")
        assert edit.node is not None
        return edit.node

    def link(self, source: str, target: str) -> None:
        """Connect two nodes directly."""
        self.stack.push(connection(self.project, Ref(source), target).edit, "Connect")

    # -- looking -------------------------------------------------------------------------------------------------

    def inputs(self, node: str) -> list[str]:
        """The sources of a node."""
        return [ref.node for ref in self.project.architecture.nodes[node].inputs]

    def text(self) -> str:
        """All that the project holds."""
        return json.dumps(to_json(self.project.content()))

    def on_view(self, point: QPointF) -> QPoint:
        """A scene point in the viewport."""
        return self.view.mapFromScene(point)

    def middle(self, node: str) -> QPoint:
        """The middle of a node in the viewport."""
        return self.on_view(self.scene.node_item(node).rect().center())

    def port(self, node: str, kind: str, number: int = 0) -> QPoint:
        """A port in the viewport."""
        return self.on_view(self.scene.port_point(node, (kind, number)))

    # -- the hand ------------------------------------------------------------------------------------------------

    def press(self, at: QPoint, button: Qt.MouseButton = LEFT, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mousePress(self.view.viewport(), button, modifiers, at)

    def move(self, to: QPoint) -> None:
        QTest.mouseMove(self.view.viewport(), to)

    def release(
        self, at: QPoint, button: Qt.MouseButton = LEFT, modifiers: Qt.KeyboardModifier = NONE
    ) -> None:
        QTest.mouseRelease(self.view.viewport(), button, modifiers, at)

    def click(self, at: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self.view.viewport(), LEFT, modifiers, at)

    def drag(self, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT) -> None:
        """Press, move in steps, release."""
        self.press(start, button)
        for step in range(1, 5):
            self.move(start + (end - start) * step / 4)
        self.release(end, button)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.view, key, modifiers)

    def wheel(self, at: QPoint, notches: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
        event = QWheelEvent(
            QPointF(at),
            QPointF(self.view.viewport().mapToGlobal(at)),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.view.viewport(), event)

    def drop(self, class_name: str, at: QPoint) -> bool:
        """Drag a layer in from outside and drop it."""
        mime = layer_mime(class_name)
        copy, viewport = Qt.DropAction.CopyAction, self.view.viewport()
        enter = QDragEnterEvent(at, copy, mime, LEFT, NONE)
        QApplication.sendEvent(viewport, enter)
        QApplication.sendEvent(viewport, QDragMoveEvent(at, copy, mime, LEFT, NONE))
        drop = QDropEvent(QPointF(at), copy, mime, LEFT, NONE)
        QApplication.sendEvent(viewport, drop)
        return drop.isAccepted()


@pytest.fixture
def board(qtbot) -> Board:
    """A shown, empty canvas at 100 %."""
    project = Project()
    view = CanvasView(project, DocumentStack(project))
    qtbot.addWidget(view)
    view.resize(900, 700)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.setFocus()
    assert view.selected() == []
    assert view.zoom() == 1.0
    return Board(view)
