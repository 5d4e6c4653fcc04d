"""The canvas's commands for groups: make one, take one apart, repeat a block, and merge another file in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog

from layerloom.errors import LayerloomError
from layerloom_studio.document.clipboard import paste_edit
from layerloom_studio.document.content import Content
from layerloom_studio.document.edits import EditError
from layerloom_studio.document.files import read_project, to_json
from layerloom_studio.document.nesting import Exact, grouping, repeating, ungrouping
from layerloom_studio.language import mark, tr

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView

_MOST = 100  # how often a block can be repeated in one go


class Grouping:
    """Groups, repeats and merges on a canvas.

    Args:
        view: The canvas.
    """

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._read: Callable[[Path], Content | None] = read_project
        self._kinds = mark("Networks (*.json)")

    def read_with(self, read: Callable[[Path], Content | None], kinds: str) -> None:
        """Merge what else can be read than drawings.

        Args:
            read: Reads a network; what gives `None` has told why itself.
            kinds: The files, as a dialog lists them.
        """
        self._read, self._kinds = read, kinds

    def group(self) -> None:
        """Make one nested model of the selected layers."""
        view = self._view
        try:
            edit = grouping(view.project, view.selected())
        except EditError as error:
            view.status.emit(str(error))
            return
        count = len(view.selected())
        self._push(edit, tr("Group {count} layer{plural}", count=count, plural="s" * (count != 1)))
        view.status.emit(tr("{count} layers are one group: Ctrl+Shift+G takes it apart.", count=count))

    def ungroup(self) -> None:
        """Put the layers of the selected groups into the drawing in their stead."""
        view = self._view
        groups = [node for node in view.selected() if view.project.spec(node).is_model]
        if not groups:
            view.status.emit(tr("Select a group to take it apart."))
            return
        taken: list[Exact] = []
        for node in groups:
            try:
                edit = ungrouping(view.project, node)
            except EditError as error:
                view.status.emit(str(error))
                continue
            if not taken:
                view.stack.beginMacro(tr("Ungroup"))
            view.stack.push(edit, tr("Ungroup"))
            taken.append(edit)
        if taken:
            view.stack.endMacro()
            view.select(made for edit in taken for made in edit.nodes)

    def activate(self, node: str) -> None:
        """Open a group; of any other layer, have its settings shown."""
        view = self._view
        if view.project.spec(node).is_model:
            self.open(node)
        else:
            view.node_activated.emit(node)

    def open(self, node: str | None = None) -> None:
        """Show the inside of a group as a drawing that can be edited.

        Args:
            node: The group; by default the one that is selected.
        """
        view = self._view
        node = view.scene().current if node is None else node
        if node is None or not view.project.spec(node).is_model:
            view.status.emit(tr("Select a group to open it."))
            return
        name = view.project.spec(node).name
        try:
            view.project.open_groups((*view.project.opened, name))
        except LayerloomError as error:
            view.status.emit(str(error))
            return
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        view.status.emit(tr("Inside {name}: Esc goes back.", name=name))

    def leave(self) -> bool:
        """Go back to the drawing around the open group; tell whether there was one."""
        depth = len(self._view.project.opened)
        if depth:
            self.leave_to(depth - 1)
        else:
            self._view.status.emit(tr("No group is open."))
        return bool(depth)

    def leave_to(self, depth: int, _checked: bool = False) -> None:
        """Go back until so many groups are open, and select the one that was left."""
        view = self._view
        opened = view.project.opened
        if depth >= len(opened):
            return
        view.project.open_groups(opened[:depth])
        calls = [call.id for call in view.project.architecture.calls(opened[depth])]
        if calls:
            view.focus_node(calls[0])
        view.setFocus(Qt.FocusReason.OtherFocusReason)

    def repeat(self, times: int | None = None) -> None:
        """Let the selected block stand several times one after the other.

        Args:
            times: How often; by default a dialog asks.
        """
        view = self._view
        nodes = view.selected()
        try:
            repeating(view.project, nodes, 2)  # says why not before it asks
            if times is None:
                title, text = (
                    tr("Repeat the block"),
                    tr("How often shall the selected layers stand one after the other?"),
                )
                times, sure = QInputDialog.getInt(view, title, text, 2, 2, _MOST)
                if not sure:
                    return
            edit = repeating(view.project, nodes, times)
        except EditError as error:
            view.status.emit(str(error))
            return
        self._push(
            edit,
            tr(
                "Repeat {count} layer{plural} × {times}",
                count=len(nodes),
                plural="s" * (len(nodes) != 1),
                times=times,
            ),
        )
        view.status.emit(tr("The block stands {times} times.", times=times))

    def ask_and_merge(self) -> None:
        """Ask for a project or Keras JSON and put its network beside the drawing."""
        kinds = f"{tr(self._kinds)};;{tr('All files (*)')}"
        path, _ = QFileDialog.getOpenFileName(self._view, tr("Merge a file into the drawing"), "", kinds)
        if path:
            self.merge(Path(path))

    def merge(self, path: Path) -> None:
        """Put the network of a file beside the drawing, with fresh names where its own are taken."""
        view = self._view
        try:
            content = self._read(path)
            if content is None:  # and why was told
                return
            edit = paste_edit(json.dumps(to_json(content)), at=self._beside())
        except LayerloomError as error:
            view.status.emit(str(error))
            return
        view.commands.copying.add_piece(edit, mark("Merge {what}"), mark("Merged {what}."))
        view.fit_selection()

    def _beside(self) -> tuple[float, float]:
        scene = self._view.scene()
        rect = scene.contents_rect()
        if rect.isEmpty():
            return 0.0, 0.0
        beside = (rect.left(), rect.bottom() + 48.0) if scene.across else (rect.right() + 96.0, rect.top())
        return scene.kept(beside)

    def _push(self, edit: Exact, text: str) -> None:
        self._view.stack.push(edit, text)
        self._view.select(edit.nodes)
