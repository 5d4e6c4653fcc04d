"""The window: modes, docks, themes, totals, names for everything one can act on, reasons for everything greyed."""

from __future__ import annotations

import sys

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QToolButton,
    QWidget,
)

from layerloom.graph import LayerSpec, Ref
from layerloom_studio import theme
from layerloom_studio.document.edits import AddNode, SetSettings
from layerloom_studio.main_window import MainWindow
from layerloom_studio.main_window.actions import COMMANDS
from layerloom_studio.main_window.modes import MODES

KEYS = [mode.key for mode in MODES]
ACTED_ON = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
)


def segment(window, key: str) -> QToolButton:
    return window.findChild(QToolButton, f"mode_switch.{key}")


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def visible_docks(window) -> set[str]:
    return {name for name, dock in window.docks.items() if not dock.isHidden()}


def test_the_start_page_comes_first_without_docks(window):
    assert window.mode == "start"
    assert window.start_page.isVisible()
    assert visible_docks(window) == set()


def test_a_click_on_a_segment_changes_the_mode(window):
    for mode in MODES:
        click(segment(window, mode.key))
        assert window.mode == mode.key
        assert visible_docks(window) == {place.dock for place in mode.places}
        assert window.canvas.isVisible() is mode.canvas
        assert segment(window, mode.key).isChecked()
        assert window.findChild(QAction, f"action.mode_{mode.key}").isChecked()


def test_ctrl_and_a_number_change_the_mode(window):
    for number, key in enumerate(KEYS, start=1):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_0.value + number), Qt.KeyboardModifier.ControlModifier)
        assert window.mode == key


def test_a_narrow_window_leaves_the_drawing_out_beside_curves(window):
    window.set_mode("train")
    assert window.canvas.isVisible()
    window.resize(950, 620)
    assert not window.canvas.isVisible()
    window.set_mode("design")
    assert window.canvas.isVisible()


def test_14_the_drawing_stands_where_it_was_after_other_modes(window, project_file, qtbot):
    window.open_path(project_file)
    window.set_mode("design")
    qtbot.wait(50)
    canvas = window.canvas
    for zoom in (0.37, 0.83, 1.0, 1.31):
        canvas.set_zoom(zoom)
        canvas.scroll_by(QPoint(7, -13))
        seen = []
        for mode in ("data", "design") * 4:
            window.set_mode(mode)
            qtbot.waitUntil(lambda: window._settled)
            seen.append(canvas.mapFromScene(0, 0))
        assert len(set(seen[1::2])) == 1, zoom


def test_each_mode_keeps_its_own_layout(window):
    window.set_mode("design")
    window.docks["history"].hide()
    window.set_mode("train")
    assert not window.docks["charts"].isHidden()
    window.set_mode("design")
    assert "history" not in visible_docks(window)
    window.findChild(QAction, "action.reset_layout").trigger()
    assert "history" in visible_docks(window)


def test_layouts_and_theme_survive_a_restart(qtbot, window, settings):
    window.set_mode("design")
    window.docks["log"].hide()
    window.findChild(QAction, "action.theme.dark").trigger()
    window.close()
    other = MainWindow(settings)
    qtbot.addWidget(other)
    other.show()
    other.set_mode("design")
    assert "log" not in visible_docks(other)
    assert theme.current().dark


def test_panels_of_other_modes_are_not_made_before_they_are_needed(window):
    window.set_mode("design")
    for name in ("data", "training", "charts", "predict"):
        assert not window.docks[name].is_filled()


def test_slow_libraries_are_not_imported_for_the_window():
    import subprocess

    code = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([])\n"
        "from layerloom_studio.main_window import MainWindow, Settings\n"
        "import pathlib, tempfile\n"
        "window = MainWindow(Settings(pathlib.Path(tempfile.mkdtemp()) / 's.json'))\n"
        "window.show(); app.processEvents()\n"
        "slow = {'pyqtgraph', 'h5py', 'sklearn', 'scipy', 'PIL'} & set(sys.modules); print(sorted(slow))\n"
        "assert not slow, slow"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=_environment(), check=False
    )
    assert done.returncode == 0, done.stderr


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def test_ctrl_t_switches_between_light_and_dark(window):
    assert not theme.current().dark
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert theme.current().dark
    assert window.settings.text("theme") == "dark"
    assert window.findChild(QAction, "action.theme.dark").isChecked()


def test_totals_stand_in_the_status_bar(window, project_file):
    window.open_path(project_file)
    assert window.findChild(QLabel, "status.layers").text() == "3 layers"
    assert window.findChild(QLabel, "status.parameters").text() == "650 parameters"
    assert window.findChild(QToolButton, "status.problems").text() == "no problems"
    both = (Ref("image"), Ref("answer"))
    window.stack.push(AddNode(LayerSpec("Concatenate", "join", {}), (0, 0), both), "Add join")
    window.stack.push(AddNode(LayerSpec("Dense", "loose", {"units": 2}), (0, 0)), "Add loose")
    assert window.findChild(QToolButton, "status.problems").text() == "1 error, 1 warning"
    assert window.findChild(QLabel, "status.parameters").text() == "parameters unknown"
    assert window.docks["problems"].windowTitle() == "Problems (2)"


def test_f8_leads_to_the_layer_with_a_problem(window, project_file):
    window.open_path(project_file)
    window.stack.push(AddNode(LayerSpec("Dense", "loose", {"units": 2}), (400, 0)), "Add loose")
    window.canvas.select(["image"])
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert window.canvas.selected() == ["loose"]


def test_enter_on_a_layer_goes_to_its_settings(window, project_file):
    window.open_path(project_file)
    window.canvas.setFocus()
    window.canvas.select(["answer"])
    QTest.keyClick(window.canvas, Qt.Key.Key_Return)
    assert QApplication.focusWidget().objectName() == "form.units"


def test_f2_renames_the_selected_layer(window, project_file):
    window.open_path(project_file)
    rename = window.findChild(QAction, "action.rename")
    assert not rename.isEnabled()
    window.canvas.select(["answer"])
    assert rename.isEnabled()
    QTest.keyClick(window, Qt.Key.Key_F2)
    assert QApplication.focusWidget().objectName() == "properties.name"


def test_a_form_that_goes_takes_nothing_of_the_window_with_it(window, project_file, qtbot):
    """PySide once counted the window as a part of what came before it in the order of the tab key."""
    window.open_path(project_file)
    for layer in ("answer", "image", "answer", "image"):
        window.canvas.select([layer])
        window.docks["properties"].come_forward()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert shiboken6.ownedByPython(window)
    assert shiboken6.isValid(window.menuBar())
    window.menus.refresh_choices()


def test_undo_and_redo_say_what_they_do(window, project_file):
    window.open_path(project_file)
    undo, redo = (window.findChild(QAction, f"action.{name}") for name in ("undo", "redo"))
    assert not undo.isEnabled()
    assert "Nothing to undo" in undo.toolTip()
    window.stack.push(AddNode(LayerSpec("Dense", "more", {"units": 2}), (300, 0)), "Add more")
    assert "Undo: Add more" in undo.toolTip()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not window.stack.canUndo()
    assert "Redo: Add more" in redo.toolTip()
    ctrl_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_Z, ctrl_shift)
    assert window.stack.canUndo()


def test_every_command_stands_in_a_menu(window):
    listed = {action.objectName() for _, actions in window.menus.groups() for action in actions}
    missing = {f"action.{command.name}" for command in COMMANDS} - listed
    assert not missing


def test_no_key_is_taken_twice(window):
    seen: dict[str, str] = {}
    for action in [*window.actions(), *window.canvas.commands.actions()]:
        for key in action.shortcuts():
            text = key.toString()
            assert text not in seen, (text, seen.get(text), action.objectName())
            seen[text] = action.objectName()


def test_the_list_of_keys_opens(window):
    QTest.keyClick(window, Qt.Key.Key_F1)
    dialog = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "shortcuts")
    texts = {found.text() for found in dialog.findChildren(QLabel)}
    assert {"Ctrl+Z", "Ctrl+1", "F5"} <= texts
    dialog.close()


def test_ctrl_k_finds_commands_and_enter_runs_one(window):
    window.set_mode("design")
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    search = window.findChild(QWidget, "commands")
    QTest.keyClicks(search.line, "dark switch")
    assert search.shown() == ["View: Switch light and dark    Ctrl+T"]
    QTest.keyClick(search.line, Qt.Key.Key_Return)
    assert theme.current().dark


def test_a_command_that_cannot_be_run_is_offered_greyed(window):
    window.set_mode("design")
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    search = window.findChild(QWidget, "commands")
    QTest.keyClicks(search.line, "undo")
    QTest.keyClick(search.line, Qt.Key.Key_Return)
    assert search.isVisible()
    assert any("Edit: Undo" in text for text in search.shown())
    QTest.keyClick(search.line, Qt.Key.Key_Escape)


def everything_acted_on(window) -> list[QWidget]:
    found = []
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, ACTED_ON) or isinstance(widget, QScrollBar) or not widget.isVisible():
            continue
        inner = isinstance(widget.parent(), (QAbstractSpinBox, QComboBox)) or widget.objectName().startswith(
            "qt_"
        )
        inside_view = any(isinstance(p, (QAbstractItemView, QTabBar, QLineEdit)) for p in _parents(widget))
        if not inner and not inside_view and widget is not window:
            found.append(widget)
    return found


def _parents(widget: QWidget) -> list[QWidget]:
    parents = []
    while (widget := widget.parentWidget()) is not None:
        parents.append(widget)
    return parents


def each_place(window):
    """Goes to the start page and through the modes, and names where the window is."""
    window.show_start_page()
    QApplication.processEvents()
    yield "start"
    for key in KEYS:
        window.set_mode(key)
        QApplication.processEvents()
        yield key


def test_everything_one_can_act_on_has_a_name_for_tests_and_for_screen_readers(window, project_file):
    window.open_path(project_file)
    window.canvas.select(["answer"])
    nameless = [
        (key, type(w).__name__, w.objectName(), [p.objectName() for p in _parents(w)][:3])
        for key in each_place(window)
        for w in everything_acted_on(window)
        if not w.objectName() or not (w.accessibleName() or (isinstance(w, QAbstractButton) and w.text()))
    ]
    assert not nameless


def test_everything_greyed_says_why(window):
    silent = []
    for key in each_place(window):
        silent += [
            (key, type(w).__name__, w.objectName())
            for w in everything_acted_on(window)
            if not w.isEnabled() and not w.toolTip() and not (w.parentWidget() and w.parentWidget().toolTip())
        ]
        silent += [
            (key, action.objectName(), action.text())
            for menu in window.findChildren(QMenu)
            for action in menu.actions()
            if not action.isEnabled()
            and not action.isSeparator()
            and action.toolTip() in ("", action.text().replace("&", ""))
        ]
    assert not silent


def test_object_names_are_unique(window, project_file):
    window.open_path(project_file)
    window.canvas.select(["answer"])
    for key in KEYS:
        window.set_mode(key)
    names = [
        w.objectName() for w in window.findChildren(QWidget) if isinstance(w, ACTED_ON) and w.objectName()
    ]
    ours = [name for name in names if not name.startswith(("qt_", "Scroll"))]
    assert len(ours) == len(set(ours)), {name for name in ours if ours.count(name) > 1}


def test_a_change_of_the_data_alone_can_be_saved(window):
    window.set_mode("data")
    QApplication.processEvents()
    window.stack.push(SetSettings("data", {"source": "iris"}), "Choose data")
    assert window.isWindowModified()
    assert window.actions_by_name["save"].isEnabled()


def test_a_mode_takes_the_keyboard_away_from_the_tool_bar(window, project_file):
    window.open_path(project_file)
    for key in each_place(window):
        focused = QApplication.focusWidget()
        assert focused is None or not window.tool_bar.isAncestorOf(focused), key
        segment(window, KEYS[0]).setFocus()


def test_a_panel_shares_its_object_name_with_nothing_inside(window):
    window.set_mode("data")
    QApplication.processEvents()
    named = [
        w for w in window.findChildren(QWidget) if w.objectName() in ("data", "data.fitting", "data.form")
    ]
    assert sorted(w.objectName() for w in named) == ["data", "data.fitting", "data.form"]
