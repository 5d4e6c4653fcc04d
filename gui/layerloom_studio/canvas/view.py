"""The canvas widget: turns the mouse, keys and drops on the paper into gestures and edits."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from layerloom_studio.canvas import accessible, labels
from layerloom_studio.canvas.accessible_parts import port_text
from layerloom_studio.canvas.actions import CanvasActions
from layerloom_studio.canvas.adding import Adding
from layerloom_studio.canvas.breadcrumb import Breadcrumb
from layerloom_studio.canvas.connecting import ConnectPorts
from layerloom_studio.canvas.context_menu import context_menu
from layerloom_studio.canvas.cutting import CutEdges
from layerloom_studio.canvas.finder import Finder
from layerloom_studio.canvas.gestures import Gesture, Pan, SelectBox
from layerloom_studio.canvas.grouping import Grouping
from layerloom_studio.canvas.hint import Hint
from layerloom_studio.canvas.hit import Hit
from layerloom_studio.canvas.landing import Landing
from layerloom_studio.canvas.linking import Linking
from layerloom_studio.canvas.mime import layer_of
from layerloom_studio.canvas.minimap import Minimap
from layerloom_studio.canvas.moving import MoveSelection
from layerloom_studio.canvas.note_arrow import PointNote
from layerloom_studio.canvas.notes import MoveNote, Notes
from layerloom_studio.canvas.overview import OVERVIEW_ZOOM
from layerloom_studio.canvas.paper import PaperView
from layerloom_studio.canvas.scene import CanvasScene
from layerloom_studio.canvas.tracing import Tracing
from layerloom_studio.document.content import Edge
from layerloom_studio.document.layout import NODE_HEIGHT, NODE_WIDTH, Point, snap
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr
from layerloom_studio.undo import DocumentStack
from layerloom_studio.widgets.tips import plain_tip

_DRAG_DISTANCE = 4


class CanvasView(PaperView):
    """The drawing board.

    Args:
        project: The document to show.
        stack: Where edits go.
        parent: Qt's owner.
    """

    selection_changed = Signal(list)  # ids of the selected nodes
    status = Signal(str)  # a sentence for the status bar
    node_activated = Signal(str)  # Enter or double click on a node: show its properties

    def __init__(self, project: Project, stack: DocumentStack, parent: QWidget | None = None) -> None:
        super().__init__(CanvasScene(project), parent)
        self._project = project
        self._stack = stack
        self._gesture: Gesture | None = None
        self._pressed = QPoint()
        self._button = Qt.MouseButton.NoButton
        self._dragging = False
        self._space = False
        self._hot: Hit = Hit()
        self._left: list[str] = []  # what was selected before a click on the empty paper
        self._landing: Landing | None = None  # of the layer that is being dragged in
        self._hint = Hint(self)
        self._set_up()
        accessible.enable(self)
        self._scene.content_changed.connect(self._describe)
        self._describe()
        self.adding = Adding(self)
        self.finder = Finder(self)
        self.tracing = Tracing(self)
        self.minimap = Minimap(self)
        self.grouping = Grouping(self)
        self.breadcrumb = Breadcrumb(self)
        self.notes = Notes(self)
        self.linking = Linking(self)
        self.commands = CanvasActions(self)
        self._scene.selection_changed.connect(self.selection_changed)
        project.reset.connect(self._document_replaced)
        for event in (project.node_removed, project.edge_removed, project.nodes_moved):
            event.connect(self._interrupt)  # undo by key in the middle of a drag

    # -- for the window ----------------------------------------------------------------------------------------

    @property
    def project(self) -> Project:
        """The document."""
        return self._project

    @property
    def stack(self) -> DocumentStack:
        """Where edits go."""
        return self._stack

    def selected(self) -> list[str]:
        """Return the ids of the selected nodes, the current one last."""
        return self._scene.selected

    def select(self, nodes: Iterable[str]) -> None:
        """Select exactly these nodes."""
        self._scene.select(nodes)

    def focus_node(self, node: str) -> None:
        """Select a node and bring it into view: for problem lists and search."""
        if node not in self._scene.node_items():
            return
        self._scene.select([node])
        if self.zoom() < OVERVIEW_ZOOM:
            self.set_zoom(1.0)
        self.show_node(node)

    def show_node(self, node: str) -> None:
        """Scroll as far as needed to see a node whole."""
        self.ensureVisible(self._scene.node_item(node).rect(), 40, 40)

    def tip_of(self, node: str) -> str:
        """Return the rich text that explains a node to who rests the pointer on it."""
        project = self._project
        info = project.analysis.nodes.get(node)
        return labels.tooltip(project.spec(node), info, self._scene.problems_of(node))

    def show_hint(self, text: str, at: QPoint | None = None) -> None:
        """Show a short text beside a point of the viewport; an empty one hides it."""
        self._hint.say(text, at or QPoint())

    def append_layer(self, class_name: str) -> None:
        """Add a layer after the selected or last one, wired and placed below it."""
        self.adding.append(class_name)

    # -- mouse ---------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._gesture is not None:
            return
        gesture = self._gesture_for(event)
        if gesture is None:
            super().mousePressEvent(event)
            return
        self._pressed = event.position().toPoint()
        self._button = event.button()
        self._dragging = isinstance(gesture, Pan)
        self._begin(gesture)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        if self._gesture is None:
            self._hover(self.mapToScene(here))
            return
        if not self._dragging and (here - self._pressed).manhattanLength() >= _DRAG_DISTANCE:
            self._dragging = True
            if self._gesture.cursor is not None:
                self.viewport().setCursor(self._gesture.cursor)
        if self._dragging:
            self._gesture.move(self.mapToScene(here), event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if self._gesture is None or event.button() != self._button:
            return
        gesture, self._gesture = self._gesture, None
        gesture.finish(self.mapToScene(event.position().toPoint()), event)
        self._end()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        hit = self._hit(event.position().toPoint())
        if hit.node is not None and event.button() == Qt.MouseButton.LeftButton:
            self.grouping.activate(hit.node)
        elif (
            hit == Hit() and (note := self.notes.at(self.mapToScene(event.position().toPoint()))) is not None
        ):
            self.notes.rewrite(note)
        elif hit == Hit() and event.button() == Qt.MouseButton.LeftButton:
            self._scene.select(self._left)
            self.adding.ask_at(self.mapToScene(event.position().toPoint()))
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        hit, at = self._hit(event.pos()), event.globalPos()
        current = self._scene.current
        if event.reason() == QContextMenuEvent.Reason.Keyboard and current is not None:
            self.show_node(current)
            corner = self.mapFromScene(self._scene.node_item(current).rect().bottomLeft())
            hit, at = Hit(current), self.viewport().mapToGlobal(corner)
        context_menu(self, hit, self.mapToScene(event.pos())).popup(at)

    def leaveEvent(self, event: QEvent) -> None:
        self._mark_hot(Hit())
        super().leaveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            hit = self._hit(event.pos())
            if hit.node is not None:
                port = None if hit.port is None else plain_tip(port_text(self, hit.node, *hit.port))
                room = self.mapFromScene(self._scene.node_item(hit.node).rect()).boundingRect()
                QToolTip.showText(event.globalPos(), port or self.tip_of(hit.node), self.viewport(), room)
                return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint.hide()
        self.finder.stand()
        self.minimap.stand()

    # -- keys ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.linking.key(event):
            return
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        elif event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            if self._gesture is None:
                self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif not self.commands.key(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            if self._gesture is None:
                self.viewport().unsetCursor()
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._space = False
        super().focusOutEvent(event)

    # -- drops from the palette ----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if layer_of(event.mimeData()) is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        landing = self._landing_of(event)
        if landing is None:
            event.ignore()
            return
        alone = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        landing.aim(self._drop_place(event.position()), event.position().toPoint(), alone)
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._let_go()

    def dropEvent(self, event: QDropEvent) -> None:
        landing = self._landing_of(event)
        if landing is None:
            event.ignore()
            return
        event.acceptProposedAction()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.adding.land(landing, self._drop_place(event.position()))
        self._let_go()

    def _landing_of(self, event: QDropEvent) -> Landing | None:
        """Return the landing of the layer in a drag, `None` if it carries none."""
        class_name = layer_of(event.mimeData())
        if class_name is None:
            return None
        if self._landing is None or self._landing.class_name != class_name:
            self._let_go()
            self._landing = Landing(self, class_name)
        return self._landing

    def _let_go(self) -> None:
        landing, self._landing = self._landing, None
        if landing is not None:
            landing.clear()

    # -- inside --------------------------------------------------------------------------------------------------

    def _is_busy(self) -> bool:
        return self._gesture is not None

    def _is_inviting(self) -> bool:
        return super()._is_inviting() and self.adding.box.isHidden()

    def _set_up(self) -> None:
        self.setObjectName("canvas")
        self.setAccessibleName(tr("Drawing"))
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAccessibleName(tr("Drawing"))  # a reader may ask for what is under the pointer
        self.viewport().setMouseTracking(True)

    def _gesture_for(self, event: QMouseEvent) -> Gesture | None:
        here = event.position().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and self._space):
            return Pan(self, here)
        if not left:
            return None
        point = self.mapToScene(here)
        hit = self._hit(here)
        if hit.port is not None:
            return ConnectPorts(self, hit)
        if hit.node is not None:
            return MoveSelection(self, point, hit.node, event.modifiers())
        add = bool(
            event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        )
        if hit.edge is not None:
            kept = self._scene.selected_edges if add else set()
            self._scene.select(self.selected() if add else (), {*kept, hit.edge})
            return Gesture(self)
        if (dot := self.notes.handle_at(point)) is not None:
            return PointNote(self, dot)
        note = self.notes.at(point)
        if note is not None:
            return MoveNote(self, point, note)
        self.notes.select(None)
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return CutEdges(self, point)
        self._left = self.selected()
        return SelectBox(self, point, add)

    def _begin(self, gesture: Gesture) -> None:
        self._gesture = gesture
        self._mark_hot(Hit())
        if self._dragging and gesture.cursor is not None:
            self.viewport().setCursor(gesture.cursor)
        if gesture.repaints_much:
            self._hurry(stay=True)

    def _end(self) -> None:
        self._dragging = False
        self.viewport().unsetCursor()
        if self._space:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        self._rest.start()

    def _escape(self) -> None:
        if self._gesture is None:
            if self._project.opened and not (self._scene.selected or self._scene.selected_edges):
                self.grouping.leave()
            else:
                self._scene.select()
        self._interrupt()

    def _interrupt(self, cause: object = None) -> None:
        """Call off the gesture that goes on, if any."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.cancel()
            self._end()

    def _hit(self, here: QPoint) -> Hit:
        zoom = self.zoom()
        reach = min(max(10.0 / zoom, 12.0), 24.0)
        return self._scene.hit(self.mapToScene(here), reach, ports=zoom >= OVERVIEW_ZOOM)

    def _hover(self, point: QPointF) -> None:
        hit = self._hit(self.mapFromScene(point))
        self._mark_hot(hit)
        aims = hit.port is not None or (hit == Hit() and self.notes.handle_at(point) is not None)
        cursor = Qt.CursorShape.CrossCursor if aims else None
        if self._space:
            cursor = Qt.CursorShape.OpenHandCursor
        if cursor is None:
            self.viewport().unsetCursor()
        else:
            self.viewport().setCursor(cursor)

    def _mark_hot(self, hit: Hit) -> None:
        before, self._hot = self._hot, hit
        nodes, edges = self._scene.node_items(), self._scene.edge_items()
        if before.node is not None and before.node != hit.node and before.node in nodes:
            self._scene.mark_port(before.node, None)
        if before.edge is not None and before.edge != hit.edge and before.edge in edges:
            edges[before.edge].mark(hot=False)
        if hit.node is not None:
            self._scene.mark_port(hit.node, hit.port)
        if hit.edge is not None:
            edges[hit.edge].mark(hot=True)
            edges[hit.edge].setToolTip(plain_tip(self._edge_text(hit.edge)))

    def _edge_text(self, edge: Edge) -> str:
        """Return what an edge carries from where to where."""
        project = self._project
        info = project.analysis.nodes.get(edge.source)
        shapes = info.output_shapes if info and info.output_shapes else []
        words = f"{project.spec(edge.source).name} → {project.spec(edge.target).name}"
        if edge.port >= len(shapes):
            return words
        shape = shapes[edge.port]
        return f"{words}: {labels.full_shape(shape)}\n{labels.axes_of(project.spec(edge.source), shape)}".rstrip()

    def _drop_place(self, position: QPointF) -> Point:
        point = self.mapToScene(position.toPoint())
        return snap((point.x() - NODE_WIDTH / 2, point.y() - NODE_HEIGHT / 2))

    def _describe(self) -> None:
        """Keep the drawing's summary as the widget's accessible description."""
        self.setAccessibleDescription(accessible.summary(self))

    def _document_replaced(self) -> None:
        self._gesture = None
        self._hot = Hit()
        self._start_when_shown()
