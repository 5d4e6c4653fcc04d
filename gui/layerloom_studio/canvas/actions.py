"""What one can do on the canvas by menu and key: each as a QAction, each as one undo step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence

from layerloom.graph import Ref
from layerloom_studio.canvas.copying import Copying
from layerloom_studio.canvas.repair_menu import ask_for_repairs
from layerloom_studio.canvas.turning import Turning
from layerloom_studio.canvas.walk import neighbour
from layerloom_studio.document.arranging import align, distribute
from layerloom_studio.document.bypass import toggling
from layerloom_studio.document.edits import Disconnect, EditError, MoveNodes, SetOutputs
from layerloom_studio.document.formulas import parse_variables, setting_variables, variables_of
from layerloom_studio.document.freezing import freezing
from layerloom_studio.document.layout import GRID, layered_layout
from layerloom_studio.document.streams import downstream, upstream
from layerloom_studio.document.wiring import removal
from layerloom_studio.language import mark, plain, tr
from layerloom_studio.widgets import ask_for_lines

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView

_STEPS = {
    Qt.Key.Key_Left: (-GRID, 0.0),
    Qt.Key.Key_Right: (GRID, 0.0),
    Qt.Key.Key_Up: (0.0, -GRID),
    Qt.Key.Key_Down: (0.0, GRID),
}
_NEEDS_NODES = {
    "cut",
    "link",
    "copy",
    "duplicate",
    "zoom_selection",
    "toggle_output",
    "bypass",
    "freeze",
    "select_upstream",
    "select_downstream",
    "group",
    "ungroup",
    "open_group",
    "repeat",
    "repair",
}
_ARRANGING = {  # name: (text, how, key)
    "align_left": (mark("Align &left"), "left", "Ctrl+Alt+Left"),
    "align_center": (mark("Align in one &column"), "center", "Ctrl+Alt+C"),
    "align_right": (mark("Align &right"), "right", "Ctrl+Alt+Right"),
    "align_top": (mark("Align &top"), "top", "Ctrl+Alt+Up"),
    "align_middle": (mark("Align in one ro&w"), "middle", "Ctrl+Alt+M"),
    "align_bottom": (mark("Align &bottom"), "bottom", "Ctrl+Alt+Down"),
    "spread_across": (mark("Spread &across"), "across", "Ctrl+Alt+H"),
    "spread_down": (mark("Spread &down"), "down", "Ctrl+Alt+V"),
}
_NEEDS_ANYTHING = {"delete", "delete_plain"}


class CanvasActions(QObject):
    """The canvas's commands.

    `action(name)` gives the QAction for menus and tool bars; their shortcuts work while the canvas has the focus.
    """

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._actions: dict[str, QAction] = {}
        self.copying = Copying(view)
        self._make_all()
        self.turning = Turning(view, self._actions["left_to_right"])
        view.scene().selection_changed.connect(self._refresh)
        view.notes.selection_changed.connect(self._refresh)
        self._refresh()

    def action(self, name: str) -> QAction:
        """Return an action by name.

        Args:
            name: As in the menu of the canvas, such as quick_add, cut, delete_plain, find or align_left.
        """
        return self._actions[name]

    def actions(self) -> list[QAction]:
        """Return all actions."""
        return list(self._actions.values())

    # -- removing ------------------------------------------------------------------------------------------------

    def delete(self, heal: bool = True) -> None:
        """Delete what is selected; neighbours above and below are joined unless `heal` is off."""
        view, project = self._view, self._view.project
        nodes, edges = view.selected(), view.scene().selected_edges
        if not nodes and not edges:
            view.notes.remove()
            return
        if nodes:
            what = project.spec(nodes[0]).name if len(nodes) == 1 else tr("{count} layers", count=len(nodes))
        else:
            what = tr("a connection") if len(edges) == 1 else tr("{count} connections", count=len(edges))
        going = set(nodes)
        above = [edge.source for node in nodes for edge in project.in_edges(node) if edge.source not in going]
        # Before they go: panels then show another layer once, not nothing and then that.
        view.select(above[:1])
        view.stack.beginMacro(tr("Delete {what}", what=what))
        if edges:
            view.stack.push(Disconnect(tuple(edges)))
        if nodes:
            view.stack.push(removal(project, nodes, heal))
        view.stack.endMacro()
        view.status.emit(tr("Deleted {what}.", what=what))

    # -- the rest ------------------------------------------------------------------------------------------------

    def select_all(self) -> None:
        """Select every node."""
        self._view.select(self._view.project.architecture.nodes)

    def select_stream(self, up: bool) -> None:
        """Add to the selection all that feeds it, or all that it feeds."""
        view = self._view
        nodes = view.selected()
        found = upstream(view.project, nodes) if up else downstream(view.project, nodes)
        view.select([*found, *nodes])
        count = len(found)
        view.status.emit(
            (
                tr("Before it: {count} layers.", count=count)
                if up
                else tr("After it: {count} layers.", count=count)
            )
            if count
            else (tr("Nothing feeds it.") if up else tr("Nothing follows it."))
        )

    def arrange(self, text: str, how: str) -> None:
        """Line the selected nodes up, or spread them evenly, in one undo step."""
        view = self._view
        scene = view.scene()
        places = {node: scene.place(node) for node in view.selected()}
        moved = distribute(places, how) if how in ("across", "down") else align(places, how)  # type: ignore[arg-type]
        changed = {node: place for node, place in moved.items() if place != places[node]}
        if changed:
            view.stack.push(MoveNodes(scene.places(changed)), plain(tr(text)), merge=False)

    def layout(self) -> None:
        """Place all nodes automatically, in one undo step."""
        project = self._view.project
        placed = layered_layout(
            list(project.architecture.nodes), [(edge.source, edge.target) for edge in project.edges()]
        )
        moved = {node: place for node, place in placed.items() if place != project.positions[node]}
        if moved:
            self._view.stack.push(MoveNodes(moved), tr("Automatic layout"), merge=False)
        self._view.fit()

    def ask_for_variables(self) -> None:
        """Ask for the project's variables, a line for each; settings that hang on them follow."""
        view = self._view
        known = "\n".join(f"{name} = {value}" for name, value in variables_of(view.project).items())
        text = tr("One line for each, such as width = 32. A setting takes a formula such as =width*2.")
        typed, sure = ask_for_lines(view, tr("Variables"), text, known)
        if not sure:
            return
        try:
            view.stack.push(setting_variables(view.project, parse_variables(typed)), tr("Change variables"))
        except EditError as error:
            view.status.emit(str(error))

    def toggle_costs(self) -> None:
        """Show on every layer the multiply-adds in place of the parameters, or the parameters again."""
        scene = self._view.scene()
        scene.show_costs(not scene.shows_costs)
        what = tr("multiply-adds for one sample") if scene.shows_costs else tr("parameters")
        self._view.status.emit(tr("The layers show their {what}.", what=what))

    def toggle_grid(self) -> None:
        """Show the grid and let it hold what is dragged, or let layers stand anywhere."""
        self._view.toggle_grid()
        on = self._view.grid_on
        self._view.status.emit(tr("Layers snap to the grid.") if on else tr("Layers stand anywhere."))

    def turn(self) -> None:
        """Let the drawing run from left to right, or from top to bottom again."""
        self.turning.toggle()

    def toggle_bypass(self) -> None:
        """Let the selected layers pass their input through as it is, or work again."""
        view, project = self._view, self._view.project
        names = [project.spec(node).name for node in view.selected()]
        if not names:
            return
        edit = toggling(project, names)
        what = names[0] if len(edit.layers) == 1 else tr("{count} layers", count=len(edit.layers))
        try:
            view.stack.push(
                edit, tr("Bypass {what}", what=what) if edit.bypass else tr("Switch {what} on", what=what)
            )
        except EditError as error:
            view.status.emit(str(error))
            return
        be = "is" if len(edit.layers) == 1 else "are"
        view.status.emit(
            tr("{what} {plural} bypassed: B switches back.", what=what, plural=be)
            if edit.bypass
            else tr("{what} {plural} at work again.", what=what, plural=be)
        )

    def toggle_frozen(self) -> None:
        """Let training leave the weights of the selected layers alone, or change them again."""
        view, project = self._view, self._view.project
        names = list(dict.fromkeys(project.spec(node).name for node in view.selected()))
        edit = freezing(project, names)
        if not edit.edits:
            view.status.emit(tr("There are no weights in what is selected."))
            return
        frozen = any(not inner.values["trainable"] for inner in edit.edits)
        what = names[0] if len(names) == 1 else tr("{count} layers", count=len(names))
        view.stack.push(
            edit, tr("Freeze {what}", what=what) if frozen else tr("Unfreeze {what}", what=what), merge=False
        )
        view.status.emit(
            tr("{what} keep{plural} the weights there are.", what=what, plural="s" * (len(names) == 1))
            if frozen
            else tr("{what} will be trained.", what=what)
        )

    def toggle_output(self) -> None:
        """Make the selected layer's result an output of the model although others take it, or no longer."""
        view, project = self._view, self._view.project
        node = view.scene().current
        if node is None:
            return
        name, outputs = project.spec(node).name, tuple(project.architecture.outputs)
        if not project.out_edges(node):
            view.status.emit(
                tr("{name} ends the drawing, so it is an output of the model anyway.", name=name)
            )
        elif any(ref.node == node for ref in outputs):
            kept = tuple(ref for ref in outputs if ref.node != node)
            view.stack.push(SetOutputs(kept), tr("{name} is no output", name=name))
        else:
            view.stack.push(SetOutputs((*outputs, Ref(node))), tr("{name} is an output", name=name))

    def key(self, event: QKeyEvent) -> bool:
        """Take a key that is no shortcut: arrows walk, Alt+arrows move, Enter opens the properties."""
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        current = self._view.scene().current
        note = self._view.notes.selected
        if key in _STEPS and modifiers == Qt.KeyboardModifier.AltModifier:
            self._nudge(*_STEPS[key]) if note is None else self._view.notes.nudge(*_STEPS[key])
        elif key in _STEPS and modifiers in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        ):
            self._walk(key, extend=bool(modifiers))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self._view.grouping.activate(current)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and note is not None:
            self._view.notes.rewrite(note)
        elif key == Qt.Key.Key_Backspace and self._view.project.opened:
            self._view.grouping.leave()
        else:
            return False
        return True

    def _walk(self, key: Qt.Key, extend: bool) -> None:
        view = self._view
        node = neighbour(view.project, view.scene().current, key)
        if node is not None:
            kept = [other for other in view.selected() if other != node] if extend else []
            view.select([*kept, node])
            view.show_node(node)

    def _nudge(self, dx: float, dy: float) -> None:
        view = self._view
        nodes = view.selected()
        if nodes:
            scene = view.scene()
            places = {node: (x + dx, y + dy) for node in nodes for x, y in (scene.place(node),)}
            what = (
                view.project.spec(nodes[0]).name
                if len(nodes) == 1
                else tr("{count} layers", count=len(nodes))
            )
            view.stack.push(MoveNodes(scene.places(places)), tr("Move {what}", what=what))
            view.show_node(nodes[-1])

    def _make_all(self) -> None:
        view, standard = self._view, QKeySequence.StandardKey
        self._make("quick_add", tr("&Add layers…"), view.adding.ask, "Tab")
        self._make("link", tr("Conn&ect to…"), view.linking.start, "L")
        self._make("cut", tr("Cu&t"), self.copying.cut, standard.Cut)
        self._make("copy", tr("&Copy"), self.copying.copy, standard.Copy)
        self._make("paste", tr("&Paste"), self.copying.paste, standard.Paste)
        self._make("duplicate", tr("&Duplicate"), self.copying.duplicate, "Ctrl+D")
        self._make("delete", tr("De&lete"), self.delete, "Del", "Backspace")
        self._make("delete_plain", tr("Delete, leave a &gap"), lambda: self.delete(heal=False), "Shift+Del")
        self._make("select_all", tr("Select &all"), self.select_all, standard.SelectAll)
        self._make(
            "select_upstream", tr("Select what &feeds it"), lambda: self.select_stream(True), "Ctrl+Shift+Up"
        )
        self._make(
            "select_downstream",
            tr("Select what it f&eeds"),
            lambda: self.select_stream(False),
            "Ctrl+Shift+Down",
        )
        self._make("trace", tr("&Highlight its way through"), view.tracing.toggle, "H")
        self._make("minimap", tr("&Minimap"), view.minimap.toggle, "M")
        self._make("grid", tr("&Grid"), self.toggle_grid, "G")
        self._make("costs", tr("Multiply-adds on &layers"), self.toggle_costs, "C")
        self._make("left_to_right", tr("Left to &right"), self.turn, "R")
        for name in ("trace", "minimap", "grid", "costs", "left_to_right"):
            self._actions[name].setCheckable(True)
        self._actions["grid"].setChecked(view.grid_on)
        self._make("find", tr("&Find layers…"), view.finder.ask, standard.Find)
        self._make("find_next", tr("Find ne&xt"), lambda: view.finder.step(1), "F3")
        self._make("find_previous", tr("Find pre&vious"), lambda: view.finder.step(-1), "Shift+F3")
        for name in ("find", "find_next", "find_previous"):
            self._actions[name].setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        for name, (text, how, key) in _ARRANGING.items():
            self._make(name, tr(text), partial(self.arrange, text, how), key)
        self._make("bypass", tr("&Bypass"), self.toggle_bypass, "B")
        self._make("freeze", tr("Free&ze weights"), self.toggle_frozen, "Shift+F")
        self._make("toggle_output", tr("Result is model &output"), self.toggle_output, "O")
        self._make("group", tr("&Group"), view.grouping.group, "Ctrl+G")
        self._make("ungroup", tr("&Ungroup"), view.grouping.ungroup, "Ctrl+Shift+G")
        self._make("open_group", tr("&Open the group"), view.grouping.open, "Ctrl+Return")
        self._make("leave_group", tr("&Leave the group"), view.grouping.leave, "Ctrl+Backspace")
        self._make("repeat", tr("&Repeat…"), view.grouping.repeat, "Ctrl+R")
        self._make("merge", tr("&Merge a file…"), view.grouping.ask_and_merge, "Ctrl+Shift+M")
        self._make("variables", tr("&Variables…"), self.ask_for_variables, "Ctrl+Alt+E")
        self._make("note", tr("Add a &note…"), view.notes.ask, "N")
        self._make("next_note", tr("Next not&e"), view.notes.step, "Ctrl+Alt+N")
        self._make("note_arrow", tr("Arrow of t&he note"), view.notes.toggle_arrow, "Shift+N")
        self._make("repair", tr("Repair a &problem…"), partial(ask_for_repairs, view), "Ctrl+.")
        self._make("layout", tr("Automatic &layout"), self.layout, "Ctrl+L")
        self._make("fit", tr("&Fit drawing"), view.fit, "F")
        self._make("zoom_full", "&100 %", view.zoom_full, "1")
        self._make("zoom_in", tr("Zoom &in"), view.zoom_in, "Ctrl++", "Ctrl+=")
        self._make("zoom_out", tr("Zoom &out"), view.zoom_out, "Ctrl+-")
        self._make("zoom_selection", tr("Zoom to &selection"), view.fit_selection, "Z")

    def _make(
        self, name: str, text: str, handler: Callable[[], object], *keys: str | QKeySequence.StandardKey
    ) -> None:
        action = QAction(text, self)
        action.setObjectName(f"canvas.{name}")
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda checked=False: handler())
        self._actions[name] = action
        self._view.addAction(action)

    def _refresh(self, selected: object = None) -> None:
        several = len(self._view.selected()) > 1
        nodes = bool(self._view.selected())
        note = self._view.notes.selected is not None
        anything = nodes or note or bool(self._view.scene().selected_edges)
        for name, action in self._actions.items():
            wants = tr("a layer") if name not in _ARRANGING else tr("several layers")
            wants = tr("a note") if name == "note_arrow" else wants
            enabled = nodes if name in _NEEDS_NODES else anything if name in _NEEDS_ANYTHING else True
            enabled = several if name in _ARRANGING else enabled
            enabled = note if name == "note_arrow" else enabled or (note and name in ("cut", "copy"))
            action.setEnabled(enabled)
            words = plain(action.text())
            action.setToolTip(
                words if enabled else tr("{words}: select {wants} first", words=words, wants=wants)
            )
