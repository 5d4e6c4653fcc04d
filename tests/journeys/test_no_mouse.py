"""The seventh journey: the second one again by keys alone, followed as a screen reader would follow it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from tests.journeys.test_from_scratch import CHAIN, redo_all, text, undo_all

CTRL = Qt.KeyboardModifier.ControlModifier
NAME, VALUE, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description
_FAR = 60  # steps of the tab key


class Blind:
    """A person who presses keys and hears names; there is no pointer.

    Args:
        person: Has the window, and waits.
    """

    def __init__(self, person) -> None:
        self.person = person
        self.window = person.window

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        popup = QApplication.activePopupWidget()
        target = (popup.focusWidget() or popup) if popup is not None else QApplication.focusWidget()
        QTest.keyClick(target or self.window, key, modifiers)
        QApplication.processEvents()

    def type(self, words: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), words)

    def fill(self, name: str, words: str) -> None:
        """Go on with the tab key to a field and replace what is in it."""
        self.go_to(name)
        self.press(Qt.Key.Key_A, CTRL)
        self.type(words)
        self.press(Qt.Key.Key_Return)

    def go_to(self, name: str) -> None:
        """Press the tab key until a reader says this name."""
        for _ in range(_FAR):
            if self.heard() == name:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"{name} is not reached; the keyboard is at {self.heard()}")

    def heard(self) -> str:
        """What a reader says of the place of the keyboard."""
        widget = QApplication.focusWidget()
        found = QAccessible.queryAccessibleInterface(widget) if widget is not None else None
        within = found.focusChild() if found is not None else None
        return (within or found).text(NAME) if found is not None else ""

    def drawing(self, role: QAccessible.Role = QAccessible.Role.ListItem) -> list[str]:
        """What a reader says of the nodes of the drawing, or of its parts of another role."""
        return [part.text(NAME) for part in self._parts() if part.role() == role]

    def _parts(self) -> list[QAccessibleInterface]:
        found = QAccessible.queryAccessibleInterface(self.window.canvas)
        return [found.child(number) for number in range(found.childCount())]

    def mute(self) -> list[str]:
        """Nodes, ports and connections without a name or a value."""
        parts = [
            each for part in self._parts() for each in (part, *map(part.child, range(part.childCount())))
        ]
        return [part.text(NAME) for part in parts if not (part.text(NAME) and part.text(VALUE))]

    def nameless(self) -> list[tuple[str, str]]:
        """Parts of the window that the keyboard reaches and a reader has no name for."""
        return [
            (type(widget).__name__, widget.objectName())
            for widget in self.window.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.focusProxy() is None
            and _in_sight(widget)
            and not QAccessible.queryAccessibleInterface(widget).text(NAME)
        ]


@pytest.fixture
def blind(person) -> Blind:
    return Blind(person)


def test_from_scratch_without_a_mouse(blind, person):
    window, project = person.window, person.window.project
    nothing = text(project)
    assert blind.nameless() == []
    blind.press(Qt.Key.Key_N, CTRL)
    assert blind.heard() == "Drawing"

    # A chain, typed.
    blind.press(Qt.Key.Key_Tab)
    assert blind.heard() == "Layer or chain of layers"
    blind.type(CHAIN)
    blind.press(Qt.Key.Key_Return)
    assert blind.drawing() == [
        "input_layer, InputLayer; model input; output 8 × 8 × 1; 0 parameters",
        "conv2d, Conv2D 8 3×3 relu; from input_layer; output 6 × 6 × 8; 80 parameters",
        "max_pooling2d, MaxPooling2D 2×2; from conv2d; output 3 × 3 × 8; 0 parameters",
        "flatten, Flatten; from max_pooling2d; output 72; 0 parameters",
        "dense, Dense 10 softmax; from flatten; output 10; 730 parameters",
    ]
    assert blind.heard() == blind.drawing()[-1]
    assert blind.drawing(QAccessible.Role.Link)[:2] == [
        "Connection from input_layer to conv2d",
        "Connection from conv2d to max_pooling2d",
    ]
    assert blind.mute() == []

    # Broken: one step up, and away with it.
    blind.press(Qt.Key.Key_Up)
    assert blind.heard().startswith("flatten, Flatten")
    blind.press(Qt.Key.Key_Delete)
    assert "warning: 'dense' gives (3, 3, 10) for each sample" in blind.drawing()[-1]

    # Repaired: to the problem, and the first of its repairs.
    blind.press(Qt.Key.Key_F8)
    assert blind.heard().startswith("dense, Dense")
    blind.press(Qt.Key.Key_Period, CTRL)
    assert QApplication.activePopupWidget().activeAction().text().startswith("Insert Flatten")
    blind.press(Qt.Key.Key_Return)
    assert not any("warning" in line for line in blind.drawing())
    assert blind.nameless() == []

    # Trained, with two callbacks, until it stops early.
    blind.press(Qt.Key.Key_3, CTRL)
    assert blind.heard() == "Start training"
    blind.fill("Epochs", "200")
    blind.fill("Learning rate", "0.1")
    blind.press(Qt.Key.Key_K, CTRL)
    blind.type("panels callbacks")
    blind.press(Qt.Key.Key_Return)
    assert blind.heard() == "Stop early (EarlyStopping)"
    blind.press(Qt.Key.Key_Space)
    blind.fill("Patience", "2")
    blind.go_to("Keep checkpoints (ModelCheckpoint)")
    blind.press(Qt.Key.Key_Space)
    assert [callback["class_name"] for callback in project.callbacks] == ["EarlyStopping", "ModelCheckpoint"]
    assert blind.nameless() == []
    blind.press(Qt.Key.Key_F5)
    person.wait(lambda: window.training.state == "finished", 120)
    stopped = f"Stopped after epoch {window.training.record.stopped_epoch}."
    plots = QAccessible.queryAccessibleInterface(window.docks["charts"].widget())
    person.wait(lambda: stopped in plots.text(DESCRIPTION))
    assert plots.text(NAME) == "Training curves"
    for chart, metric in zip(window.docks["charts"].widget().charts(), ("loss", "accuracy"), strict=True):
        curve = QAccessible.queryAccessibleInterface(chart.plot)
        assert curve.text(NAME).endswith("over epochs")
        assert f"{metric} {window.docks['charts'].widget().values()[metric]}" in curve.text(VALUE)
    assert blind.nameless() == []

    # Everything undone to the empty drawing, everything done again.
    blind.press(Qt.Key.Key_2, CTRL)
    made, said = text(project), blind.drawing()
    undo_all(person)
    assert text(project) == nothing
    assert blind.drawing() == []
    redo_all(person)
    assert text(project) == made
    assert blind.drawing() == said


def test_the_menu_key_opens_the_menu_at_the_layer(blind, person):
    blind.press(Qt.Key.Key_N, CTRL)
    blind.press(Qt.Key.Key_Tab)
    blind.type("in 8x8x1 > conv 8 3 > dense 10 softmax")
    blind.press(Qt.Key.Key_Return)
    canvas = person.window.canvas
    blind.press(Qt.Key.Key_Up)
    corner = canvas.viewport().mapToGlobal(QPoint())
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), corner)
    QApplication.sendEvent(canvas.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert canvas.selected() == ["conv2d"]
    assert menu.objectName() == "canvas.menu"
    menu.close()


def _in_sight(widget: QWidget) -> bool:
    """Whether a widget is shown; Qt lays tab bars aside that have no tabs left."""
    place = QRect(widget.mapTo(widget.window(), QPoint()), widget.size())
    return widget.isVisible() and widget.window().rect().intersects(place)
