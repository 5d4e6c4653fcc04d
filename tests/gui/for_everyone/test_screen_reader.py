"""Rows 111 and 112, N10: a screen reader is told of everything, and keys alone do all of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsView, QTabBar, QWidget

from layerloom_studio.document.notes import adding_note
from layerloom_studio.plots.chart import Chart
from layerloom_studio.training.record import RunRecord

ROLE = QAccessible.Role
NAMED = {
    ROLE.Button, ROLE.CheckBox, ROLE.RadioButton, ROLE.ComboBox, ROLE.EditableText, ROLE.SpinBox, ROLE.Slider,
    ROLE.List, ROLE.ListItem, ROLE.Tree, ROLE.TreeItem, ROLE.Table, ROLE.PageTab, ROLE.MenuItem,
    ROLE.ButtonMenu, ROLE.ButtonDropDown, ROLE.ProgressBar, ROLE.Graphic, ROLE.Chart, ROLE.Link, ROLE.Note,
}  # fmt: skip


def _walk(interface, path=(), depth=0):
    """Yields role, name and path as plain data: an interface must not be kept longer than its widget lives."""
    thing = interface.object()
    path = (
        *path,
        (thing.objectName() or type(thing).__name__) if thing is not None else interface.role().name,
    )
    yield interface.role(), interface.text(QAccessible.Text.Name).strip(), " > ".join(path[-5:])
    for place in range(min(interface.childCount(), 40) if depth < 30 else 0):
        child = interface.child(place)
        if child is not None and child.isValid() and not child.state().invisible:
            yield from _walk(child, path, depth + 1)


@pytest.mark.parametrize("mode", ["start", "data", "design", "train", "predict"])
def test_row_112_everything_has_a_name_in_each_mode(lasting, qtbot, mode):
    lasting.canvas.select([next(iter(lasting.project.architecture.nodes))])
    if mode == "start":
        lasting.show_start_page()
    else:
        lasting.set_mode(mode)
    qtbot.wait(10)
    QApplication.processEvents()
    found = [part for part in _walk(QAccessible.queryAccessibleInterface(lasting)) if part[0] in NAMED]
    assert len(found) > 20
    assert [path for _, name, path in found if not name] == []


@pytest.mark.parametrize("mode", ["data", "design", "train", "predict"])
def test_row_112_what_the_keyboard_or_the_pointer_reaches_has_a_name(lasting, qtbot, mode):
    """Also what a reader finds below the pointer: the papers of the drawing and of the curves."""
    lasting.canvas.select([next(iter(lasting.project.architecture.nodes))])
    lasting.set_mode(mode)
    if mode == "train":
        lasting.workshop.plots.set_record(RunRecord("digits"))
    QApplication.processEvents()
    papers = [view.viewport() for view in lasting.findChildren(QGraphicsView) if view.isVisible()]
    reached = [
        widget
        for widget in lasting.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.focusProxy()
    ]
    assert lasting.canvas.isVisible() == (lasting.canvas.viewport() in papers)
    for widget in (*papers, *reached):
        name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        bar_without_tabs = isinstance(widget, QTabBar) and not widget.count()
        assert name or bar_without_tabs, (type(widget).__name__, widget.objectName())


def test_row_112_curves_have_names_and_values(drawn, qtbot, events):
    """Each plot says what it shows and, once there is an epoch, the numbers of the last one."""
    drawn.set_mode("train")
    record = RunRecord("digits")
    for event in (events.started(2), events.epoch(1, loss=0.75, accuracy=0.5, val_loss=0.875)):
        record.take(event)
    drawn.workshop.plots.set_record(record)
    charts = [chart for chart in drawn.findChildren(Chart) if chart.isVisible()]
    assert len(charts) == 2
    readers = [QAccessible.queryAccessibleInterface(chart.plot) for chart in charts]
    told = [(reader.text(QAccessible.Text.Name), reader.text(QAccessible.Text.Value)) for reader in readers]
    assert all(name for name, _ in told)
    assert {reader.role() for reader in readers} == {ROLE.Chart}
    assert not any(reader.rect().isNull() or reader.state().invisible for reader in readers)
    assert {words for _, words in told} == {"loss 0.7500, val_loss 0.8750", "accuracy 0.5000"}


def test_n10_layers_ports_connections_and_notes_are_told(drawn):
    drawn.stack.push(adding_note(drawn.project, "Look here", (0.0, 0.0)), "Add note")
    drawing = QAccessible.queryAccessibleInterface(drawn.canvas)
    parts = [drawing.child(place) for place in range(drawing.childCount())]
    nodes, edges = len(drawn.project.architecture.nodes), len(list(drawn.project.edges()))
    assert len(parts) == nodes + edges + 1
    assert [drawing.indexOfChild(part) for part in parts] == list(range(len(parts)))
    note = parts[-1]
    assert (note.role(), note.text(QAccessible.Text.Value)) == (ROLE.Note, "Look here")
    link = parts[nodes]
    assert link.role() == ROLE.Link
    assert "Connection from image to conv_1" in link.text(QAccessible.Text.Name)
    assert "8 × 8 × 1" in link.text(QAccessible.Text.Value)
    ports = [parts[1].child(place) for place in range(parts[1].childCount())]
    assert [port.text(QAccessible.Text.Name) for port in ports] == ["Input 1 of conv_1", "Output 1 of conv_1"]
    assert "image" in ports[0].text(QAccessible.Text.Value)
    assert "pool_1" in ports[1].text(QAccessible.Text.Value)
    for part in (*parts, *ports):
        assert part.text(QAccessible.Text.Name)
        assert part.text(QAccessible.Text.Value)
        assert not part.rect().isNull()
    drawn.stack.undo()
    assert not note.isValid()


def test_row_111_a_panel_that_comes_forward_begins_with_what_tab_reaches_first(drawn, qtbot):
    ids = {drawn.project.spec(node).name: node for node in drawn.project.architecture.nodes}
    drawn.canvas.select([ids["conv_1"]])
    reached, passed = set(), {}
    for name, dock in drawn.docks.items():
        dock.come_forward()
        QApplication.processEvents()
        first = QApplication.focusWidget()
        if first is None or not dock.widget().isAncestorOf(first):
            continue  # nothing to act on, as in an empty list of runs
        reached.add(name)
        drawn.focusPreviousChild()
        before = QApplication.focusWidget()
        if before is not None and dock.widget().isAncestorOf(before):
            passed[name] = f"{before.objectName()} before {first.objectName()}"
    assert passed == {}
    assert {"palette", "properties", "code", "data", "training", "callbacks", "predict"} <= reached


@pytest.mark.parametrize("mode", ["data", "design", "train", "predict"])
def test_row_111_tab_goes_round_without_a_trap(lasting, qtbot, mode):
    lasting.set_mode(mode)
    lasting.activateWindow()
    qtbot.wait(10)
    seen = []
    for _ in range(200):
        widget = QApplication.focusWidget()
        if widget is not None and widget is lasting.canvas:
            lasting.focusNextChild()  # Tab opens the quick-add box there; Ctrl+Tab leaves
        elif widget is not None:
            QTest.keyClick(widget, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or now in seen:
            break
        seen.append(now)
    assert len(seen) > 8
    assert all(widget.isVisible() for widget in seen)


def test_row_111_l_and_arrows_connect_layers(drawn, qtbot):
    project, canvas = drawn.project, drawn.canvas
    ids = {project.spec(node).name: node for node in project.architecture.nodes}
    canvas.setFocus()
    canvas.select([ids["conv_1"]])
    QTest.keyClick(canvas, Qt.Key.Key_L)
    assert canvas.linking.aimed == ids["conv_1"]
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.linking.aimed == ids["conv_2"]
    assert canvas.scene().node_item(ids["conv_2"]).tint == "accept"
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert [project.spec(edge.source).name for edge in project.in_edges(ids["conv_2"])] == ["conv_1"]
    drawn.stack.undo()
    QTest.keyClick(canvas, Qt.Key.Key_L)
    QTest.keyClick(canvas, Qt.Key.Key_Up)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.linking.aimed is None


@pytest.mark.parametrize("name", ["properties.name", "form.filters", "palette.filter", "palette.layers"])
def test_row_111_esc_goes_back_from_a_panel_to_the_drawing(drawn, qtbot, name):
    ids = {drawn.project.spec(node).name: node for node in drawn.project.architecture.nodes}
    drawn.set_mode("design")
    drawn.activateWindow()
    drawn.canvas.select([ids["conv_1"]])
    drawn.findChild(QWidget, name).setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is drawn.canvas


def test_row_112_bars_of_tabs_have_names_and_those_without_tabs_cannot_be_reached(drawn, qtbot):
    def settled():
        bars = drawn.findChildren(QTabBar)
        return all((bar.focusPolicy() == Qt.FocusPolicy.TabFocus) == bool(bar.count()) for bar in bars)

    for mode in ("train", "design", "data", "predict", "train"):
        drawn.set_mode(mode)
        qtbot.waitUntil(settled)
        for bar in drawn.findChildren(QTabBar):
            assert bar.accessibleName() == "Panels"
            if bar.count():
                assert QAccessible.queryAccessibleInterface(bar).text(QAccessible.Text.Name)
