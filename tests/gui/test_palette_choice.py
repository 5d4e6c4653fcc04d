"""The palette knows the drawing: favourites, what was added last, and what cannot follow the selection."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTreeWidget

from layerloom_studio import theme
from layerloom_studio.document import Project
from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.fitting import misfit
from layerloom_studio.palette import Palette, panel


@pytest.fixture
def project():
    return Project()


@pytest.fixture
def palette(qtbot, project):
    palette = Palette()
    qtbot.addWidget(palette)
    palette.follow(project)
    palette.resize(240, 900)
    with qtbot.waitExposed(palette):
        palette.show()
    assert headings(palette)[0] == "Core"
    return palette


def tree(palette) -> QTreeWidget:
    return palette.findChild(QTreeWidget, "palette.layers")


def headings(palette) -> list[str]:
    return [tree(palette).topLevelItem(i).text(0) for i in range(tree(palette).topLevelItemCount())]


def below(palette, heading: str) -> list[str]:
    group = tree(palette).topLevelItem(headings(palette).index(heading))
    return [group.child(row).text(0) for row in range(group.childCount())]


def item_of(palette, name: str):
    return next(item for item in tree(palette).layer_items() if item.text(0) == name)


def test_2_what_was_added_last_is_listed_above_all(palette, project, qtbot):
    project.apply(chain(project, parse_chain("in 28x28x1 > conv 8 > relu > conv 8")).edit)
    qtbot.waitUntil(lambda: headings(palette)[0] == "Recent")
    assert below(palette, "Recent") == ["Conv2D", "ReLU"]


def test_2_favourites_stay_first_and_can_be_taken_back(palette, qtbot):
    heard = []
    palette.favourites_changed.connect(heard.append)
    at = tree(palette).visualItemRect(item_of(palette, "Dense")).center()
    viewport = tree(palette).viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(QPoint(at)))
    QApplication.sendEvent(viewport, event)
    menu = tree(palette).findChild(QMenu, "palette.menu")
    menu.actions()[0].trigger()
    menu.close()
    assert headings(palette)[0] == "Favourites"
    assert below(palette, "Favourites") == ["Dense"]
    palette.toggle_favourite("Dense")
    assert headings(palette)[0] == "Core"
    assert heard == [["Dense"], []]


def test_2_favourites_from_another_day_are_shown_and_unknown_ones_forgotten(palette):
    palette.set_favourites(["Flatten", "NoSuchLayer"])
    assert palette.favourites == ["Flatten"]
    palette.findChild(object, "palette.filter").setText("den")
    assert tree(palette).topLevelItem(0).isHidden()
    assert "Dense" in palette.shown()


def test_n3_what_cannot_follow_the_selection_is_grey_with_the_reason(palette, project, qtbot):
    project.apply(chain(project, parse_chain("in 28x28x1 > flat")).edit)
    conv = item_of(palette, "Conv2D")
    palette.show_selection(["flatten"])
    muted = theme.current().muted
    qtbot.waitUntil(lambda: conv.foreground(0).color() == muted)
    assert conv.toolTip(0).startswith("flatten (None, 784) does not fit Conv2D")
    assert "does not fit" in conv.data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert conv.flags() & Qt.ItemFlag.ItemIsDragEnabled
    dense = item_of(palette, "Dense")
    assert dense.data(0, Qt.ItemDataRole.ForegroundRole) is None
    palette.show_selection(["input_layer"])
    qtbot.waitUntil(lambda: conv.data(0, Qt.ItemDataRole.ForegroundRole) is None)
    assert conv.toolTip(0).startswith("Slides")


def test_25_of_many_selected_layers_the_last_ones_tell_what_can_follow(palette, project, qtbot, monkeypatch):
    project.apply(chain(project, parse_chain(" > ".join(["in 28x28x1", *["relu"] * 40, "flat"]))).edit)
    asked = set()

    def counted(project, spec, sources):
        asked.add(len(sources))
        return misfit(project, spec, sources)

    monkeypatch.setattr(panel, "misfit", counted)
    palette.show_selection(list(project.architecture.nodes))
    conv = item_of(palette, "Conv2D")
    qtbot.waitUntil(lambda: conv.foreground(0).color() == theme.current().muted)
    assert max(asked) <= 12


def test_n3_what_cannot_follow_the_selection_is_not_added_but_says_why(palette, project, qtbot):
    project.apply(chain(project, parse_chain("in 28x28x1 > flat")).edit)
    palette.show_selection(["flatten"])
    conv = item_of(palette, "Conv2D")
    qtbot.waitUntil(lambda: conv.foreground(0).color() == theme.current().muted)
    with qtbot.assertNotEmitted(palette.chosen), qtbot.waitSignal(palette.refused) as told:
        conv.treeWidget().itemClicked.emit(conv, 0)
    assert told.args[0].startswith("flatten (None, 784) does not fit Conv2D")
    line = palette.findChild(object, "palette.filter")
    line.setText("conv2d")
    with qtbot.assertNotEmitted(palette.chosen), qtbot.waitSignal(palette.refused):
        QTest.keyClick(line, Qt.Key.Key_Return)
    line.setText("dropout")
    with qtbot.waitSignal(palette.chosen) as taken:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert taken.args == ["Dropout"]
