"""The palette: what it lists, filtering, clicking, keys, and a real drag onto the canvas."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTreeWidget

from layerloom.declaration import registry
from layerloom_studio.canvas import CanvasView
from layerloom_studio.canvas.mime import layer_of
from layerloom_studio.document import Project
from layerloom_studio.language import doc
from layerloom_studio.palette import Palette
from layerloom_studio.undo import DocumentStack

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def palette(qtbot):
    palette = Palette()
    qtbot.addWidget(palette)
    palette.resize(240, 700)
    with qtbot.waitExposed(palette):
        palette.show()
    return palette


def _tree(palette):
    return palette.findChild(QTreeWidget, "palette.layers")


def _filter(palette):
    return palette.findChild(QLineEdit, "palette.filter")


def _at(palette, name):
    """The middle of a layer's row in the tree's viewport."""
    tree = _tree(palette)
    item = next(item for item in tree.layer_items() if item.data(0, Qt.ItemDataRole.UserRole) == name)
    tree.scrollToItem(item)
    return tree.visualItemRect(item).center()


def test_every_registered_layer_is_listed_once_with_icon_and_explanation(palette):
    models = {"Model", "Functional", "Sequential"}
    assert set(palette.shown()) == {entry.name for entry in registry.entries("layer")} - models
    assert len(palette.shown()) == len(set(palette.shown()))
    for item in _tree(palette).layer_items():
        entry = registry.find("layer", item.data(0, Qt.ItemDataRole.UserRole))
        assert item.toolTip(0).startswith(doc(entry.summary))
        assert not item.icon(0).isNull()


def test_widgets_have_names_for_tests_and_readers(palette):
    for widget, name in (
        (palette, "palette"),
        (_filter(palette), "palette.filter"),
        (_tree(palette), "palette.layers"),
    ):
        assert widget.objectName() == name
        assert widget.accessibleName()


@pytest.mark.parametrize(
    "typed, found, missing",
    [
        ("dens", {"Dense"}, {"Flatten"}),
        ("DROP", {"Dropout"}, {"Dense"}),
        ("merging add", {"Add"}, {"Concatenate", "Dense"}),
    ],
)
def test_row_02_typing_narrows_the_list(palette, typed, found, missing):
    everything = set(palette.shown())
    QTest.keyClicks(_filter(palette), typed)
    shown = set(palette.shown())
    assert found <= shown < everything
    assert not missing & shown


def test_nothing_is_shown_for_an_unknown_word(palette):
    QTest.keyClicks(_filter(palette), "zzz")
    assert palette.shown() == []


def test_escape_clears_the_filter(palette):
    everything = palette.shown()
    QTest.keyClicks(_filter(palette), "dens")
    QTest.keyClick(_filter(palette), Key.Key_Escape)
    assert palette.shown() == everything


def test_row_03_a_click_chooses(palette, qtbot):
    with qtbot.waitSignal(palette.chosen) as caught:
        QTest.mouseClick(_tree(palette).viewport(), LEFT, pos=_at(palette, "Dense"))
    assert caught.args == ["Dense"]


def test_enter_in_the_filter_chooses_the_first_shown(palette, qtbot):
    QTest.keyClicks(_filter(palette), "flat")
    with qtbot.waitSignal(palette.chosen) as caught:
        QTest.keyClick(_filter(palette), Key.Key_Return)
    assert caught.args == ["Flatten"]


def test_the_list_can_be_used_by_keys_alone(palette, qtbot):
    QTest.keyClicks(_filter(palette), "reshaping")
    QTest.keyClick(_filter(palette), Key.Key_Down)
    QTest.keyClick(_tree(palette), Key.Key_Down)
    with qtbot.waitSignal(palette.chosen) as caught:
        QTest.keyClick(_tree(palette), Key.Key_Return)
    assert caught.args == [palette.shown()[1]]


def test_enter_on_nothing_chooses_nothing(palette, qtbot):
    with qtbot.assertNotEmitted(palette.chosen):
        QTest.keyClick(_filter(palette), Key.Key_Return)


def test_a_drag_carries_the_class_name(palette):
    tree = _tree(palette)
    item = next(item for item in tree.layer_items() if item.data(0, Qt.ItemDataRole.UserRole) == "Dense")
    assert layer_of(tree.mimeData([item])) == "Dense"


def test_row_01_a_layer_is_dragged_from_the_palette_onto_the_canvas(palette, qtbot, monkeypatch):
    project = Project()
    view = CanvasView(project, DocumentStack(project))
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    at = QPoint(300, 200)

    def carry(drag: QDrag, action: Qt.DropAction) -> Qt.DropAction:
        """Bring the drag to the canvas as the desktop would; the offscreen platform carries nothing."""
        mime, none = drag.mimeData(), Qt.KeyboardModifier.NoModifier
        for event in (
            QDragEnterEvent(at, action, mime, LEFT, none),
            QDropEvent(at, action, mime, LEFT, none),
        ):
            QApplication.sendEvent(view.viewport(), event)
            assert event.isAccepted()
        return action

    monkeypatch.setattr(QDrag, "exec", carry)
    tree, start = _tree(palette), _at(palette, "Dense")
    QTest.mousePress(tree.viewport(), LEFT, pos=start)
    for step in range(1, 5):
        QTest.mouseMove(tree.viewport(), start + QPoint(6 * step, 4 * step))
    QTest.mouseRelease(tree.viewport(), LEFT, pos=start)
    assert list(project.architecture.nodes) == ["dense"]
    middle = view.scene().node_item("dense").rect().center()
    assert (middle - view.mapToScene(at)).manhattanLength() <= 12


@pytest.mark.parametrize(
    "typed, found", [("mxpl", "MaxPooling2D"), ("c2d", "Conv2D"), ("bn", "BatchNormalization")]
)
def test_row_02_short_words_find_layers_that_no_whole_word_finds(palette, typed, found):
    QTest.keyClicks(_filter(palette), typed)
    assert found in palette.shown()


def test_row_02_an_empty_list_says_why(palette):
    told = palette.findChild(QLabel, "palette.nothing")
    assert told.isHidden()
    QTest.keyClicks(_filter(palette), "zzz")
    assert "'zzz'" in told.text()
    assert not told.isHidden()
    QTest.keyClick(_filter(palette), Key.Key_Escape)
    assert told.isHidden()
