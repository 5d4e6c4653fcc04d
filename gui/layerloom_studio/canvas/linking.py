"""Connecting by keys: L starts at the current layer, arrows choose the other one, Enter connects, Esc leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent

from layerloom.graph import Ref
from layerloom_studio.canvas.walk import nearest
from layerloom_studio.document.edits import EditError
from layerloom_studio.document.fitting import entering
from layerloom_studio.document.wiring import connection, refusal
from layerloom_studio.language import tr

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView

_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class Linking:
    """A connection that is being made without a mouse.

    Args:
        view: The canvas.
    """

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._source: str | None = None
        self.aimed: str | None = None

    def start(self) -> None:
        """Begin at the current layer."""
        view = self._view
        self.cancel()
        self._source = self.aimed = view.scene().current
        if self._source is not None:
            name = view.project.spec(self._source).name
            self._tell(
                tr("Connect {name} to: arrows choose the layer, Enter connects, Esc leaves.", name=name)
            )

    def key(self, event: QKeyEvent) -> bool:
        """Take a key while a connection is being made; tells whether it did."""
        nodes = self._view.project.architecture.nodes
        if self._source not in nodes or self.aimed not in nodes:
            self.cancel()
            return False
        key = Qt.Key(event.key())
        if key in _ARROWS:
            found = nearest(self._view.project, self.aimed, key)
            self._aim(found if found is not None else self.aimed)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._connect()
        elif key == Qt.Key.Key_Escape:
            self.cancel()
            self._view.status.emit("")
        else:
            self.cancel()
            return False
        return True

    def cancel(self) -> None:
        """Make no connection."""
        self._mark("")
        self._source = self.aimed = None

    def _aim(self, node: str) -> None:
        self._mark("")
        self.aimed = node
        view = self._view
        view.show_node(node)
        assert self._source is not None
        name = view.project.spec(node).name
        if node == self._source:
            self._tell(name)
            return
        reason = refusal(view.project, Ref(self._source), node)
        self._mark("refuse" if reason else "accept")
        source = view.project.spec(self._source).name
        misfit = reason or entering(view.project, Ref(self._source), node)
        enter = tr("Enter connects {source} to {name}.", source=source, name=name)
        self._tell(reason or " ".join(filter(None, (enter, misfit))))

    def _connect(self) -> None:
        view, source, target = self._view, self._source, self.aimed
        self.cancel()
        if source is None or target is None or source == target:
            return
        names = view.project.spec(source).name, view.project.spec(target).name
        try:
            edit = connection(view.project, Ref(source), target).edit
        except EditError as error:
            self._tell(str(error))
            return
        view.stack.push(edit, f"{tr('Connect')} {names[0]} → {names[1]}")
        view.select([target])
        self._tell(tr("Connected {node} to {target}.", node=names[0], target=names[1]))

    def _mark(self, state: str) -> None:
        scene = self._view.scene()
        if self.aimed is not None and self.aimed in scene.node_items():
            scene.node_item(self.aimed).mark(tint=state)

    def _tell(self, sentence: str) -> None:
        self._view.status.emit(sentence)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, sentence))
