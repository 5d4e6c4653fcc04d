"""The canvas widget: shows the drawing, zooms and pans, and turns the mouse into gestures."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QMenu, QWidget

from layerloom_studio import theme
from layerloom_studio.canvas.actions import CanvasActions
from layerloom_studio.canvas.gestures import ConnectPorts, Gesture, MoveSelection, Pan, SelectBox
from layerloom_studio.canvas.hint import Hint
from layerloom_studio.canvas.mime import layer_of
from layerloom_studio.canvas.overview import OVERVIEW_ZOOM, Overview
from layerloom_studio.canvas.scene import CanvasScene, Hit
from layerloom_studio.document.layout import GRID, NODE_HEIGHT, NODE_WIDTH, Point, snap
from layerloom_studio.document.project import Project
from layerloom_studio.undo import DocumentStack

_LEAST_ZOOM, _MOST_ZOOM = 0.03, 4.0
_ZOOM_STEP = 1.25
_FIT_MARGIN = 48.0
_PAPER = 60_000.0  # how far beyond the drawing one can pan
_MANY = 150  # nodes from which gestures are drawn without antialiasing
_GRID_EVERY = 2 * GRID
_DRAG_DISTANCE = 4
_CENTRED = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value


class CanvasView(QGraphicsView):
    """The drawing board.

    Args:
        project: The document to show.
        stack: Where edits go.
        parent: Qt's owner.
    """

    selection_changed = Signal(list)  # ids of the selected nodes
    status = Signal(str)  # a sentence for the status bar
    zoom_changed = Signal(float)
    node_activated = Signal(str)  # Enter or double click on a node: show its properties

    def __init__(self, project: Project, stack: DocumentStack, parent: QWidget | None = None) -> None:
        self._scene = CanvasScene(project)
        super().__init__(self._scene, parent)
        self._scene.setParent(self)
        self._project = project
        self._stack = stack
        self._gesture: Gesture | None = None
        self._pressed = QPoint()
        self._dragging = False
        self._space = False
        self._fit_pending = True
        self._hot: Hit = Hit()
        self._overview = Overview(self._scene)
        self._hint = Hint(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(160)
        self._rest.timeout.connect(self._come_to_rest)
        self._set_up()
        self.commands = CanvasActions(self)
        self._scene.selection_changed.connect(self.selection_changed)
        self._scene.content_changed.connect(self._content_changed)
        project.reset.connect(self._document_replaced)
        theme.changed.connect(self._theme_changed)
        self._theme_changed()
        self._content_changed()

    # -- for the window ----------------------------------------------------------------------------------------

    @property
    def project(self) -> Project:
        """The document."""
        return self._project

    @property
    def stack(self) -> DocumentStack:
        """Where edits go."""
        return self._stack

    def scene(self) -> CanvasScene:
        return self._scene

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

    def zoom(self) -> float:
        """Return the magnification, 1.0 being 100 %."""
        return self.transform().m11()

    def set_zoom(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Magnify so that the point `anchor` of the viewport (by default its middle) stays where it is."""
        zoom = min(max(zoom, _LEAST_ZOOM), _MOST_ZOOM)
        if abs(zoom - self.zoom()) < 1e-9:
            return
        pivot = QPointF(self.viewport().rect().center()) if anchor is None else anchor
        before = self.mapToScene(pivot.toPoint())
        self._hurry()
        self.resetTransform()
        self.scale(zoom, zoom)
        moved = self.mapFromScene(before) - pivot.toPoint()
        self.scroll_by(moved)
        self.zoom_changed.emit(zoom)

    def zoom_in(self) -> None:
        """Magnify one step."""
        self.set_zoom(self.zoom() * _ZOOM_STEP)

    def zoom_out(self) -> None:
        """Reduce one step."""
        self.set_zoom(self.zoom() / _ZOOM_STEP)

    def zoom_full(self) -> None:
        """Show the drawing at 100 %."""
        self.set_zoom(1.0)

    def fit(self) -> None:
        """Show the whole drawing, never larger than 100 %."""
        self._show_rect(self._scene.contents_rect())

    def fit_selection(self) -> None:
        """Show the selected nodes, or all if none is selected."""
        self._show_rect(self._scene.contents_rect(self.selected() or None))

    def scroll_by(self, delta: QPoint) -> None:
        """Move the view over the paper by so many pixels."""
        horizontal, vertical = self.horizontalScrollBar(), self.verticalScrollBar()
        horizontal.setValue(horizontal.value() + delta.x())
        vertical.setValue(vertical.value() + delta.y())

    def show_hint(self, text: str, at: QPoint | None = None) -> None:
        """Show a short text beside a point of the viewport; an empty one hides it."""
        self._hint.say(text, at or QPoint())

    def append_layer(self, class_name: str) -> None:
        """Add a layer after the selected or last one, wired and placed below it."""
        self.commands.append_layer(class_name)

    def sizeHint(self) -> QSize:
        return QSize(800, 600)

    # -- painting ------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.zoom() >= OVERVIEW_ZOOM:
            super().paintEvent(event)
        else:
            painter = QPainter(self.viewport())
            painter.setClipRegion(event.region())
            painter.fillRect(event.rect(), theme.current().canvas)
            painter.setWorldTransform(self.viewportTransform())
            self._overview.paint(painter)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for overlay in (self._scene.held_edge, self._scene.box, self._scene.ghost):
                if overlay.isVisible():
                    overlay.paint(painter)
            painter.end()
        if not self._scene.node_items():
            self._paint_invitation()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        palette = theme.current()
        painter.fillRect(rect, palette.canvas)
        zoom = self.zoom()
        if zoom < 0.5:
            return
        pen = QPen(palette.grid, 2.0 if zoom >= 0.8 else 1.5)
        pen.setCosmetic(True)
        painter.setPen(pen)
        left = int(rect.left() // _GRID_EVERY)
        top = int(rect.top() // _GRID_EVERY)
        right, bottom = int(rect.right() // _GRID_EVERY) + 1, int(rect.bottom() // _GRID_EVERY) + 1
        painter.drawPoints(
            [
                QPointF(column * _GRID_EVERY, row * _GRID_EVERY)
                for column in range(left, right + 1)
                for row in range(top, bottom + 1)
            ]
        )

    def _paint_invitation(self) -> None:
        painter = QPainter(self.viewport())
        painter.setPen(theme.current().muted)
        painter.setFont(theme.ui_font(11.0))
        text = "Drag a layer here from the palette, or click one to add it."
        painter.drawText(self.viewport().rect().adjusted(24, 24, -24, -24), _CENTRED, text)
        painter.end()

    # -- mouse ---------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._gesture is not None:
            return
        gesture = self._gesture_for(event)
        if gesture is None:
            super().mousePressEvent(event)
            return
        self._pressed = event.position().toPoint()
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
        gesture, self._gesture = self._gesture, None
        if gesture is None:
            super().mouseReleaseEvent(event)
            return
        gesture.finish(self.mapToScene(event.position().toPoint()), event)
        self._end()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        hit = self._hit(event.position().toPoint())
        if hit.node is not None and event.button() == Qt.MouseButton.LeftButton:
            self.node_activated.emit(hit.node)
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y() / 120.0
            self.set_zoom(self.zoom() * _ZOOM_STEP**steps, event.position())
        else:
            delta = event.pixelDelta()
            if delta.isNull():
                delta = event.angleDelta() / 2
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not delta.x():
                delta = QPoint(delta.y(), 0)
            self.scroll_by(-delta)
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.set_zoom(self.zoom() * (1.0 + event.value()), event.position())
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        hit = self._hit(event.pos())
        if hit.node is not None and hit.node not in self.selected():
            self._scene.select([hit.node])
        elif hit.edge is not None:
            self._scene.select(edges=[hit.edge])
        menu = QMenu(self)
        menu.setObjectName("canvas.menu")
        self.commands.fill_menu(menu)
        menu.exec(event.globalPos())

    # -- keys ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
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
        if layer_of(event.mimeData()) is None:
            event.ignore()
            return
        x, y = self._drop_place(event.position())
        self._scene.ghost.stretch(QRectF(x, y, NODE_WIDTH, NODE_HEIGHT))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._scene.ghost.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._scene.ghost.hide()
        class_name = layer_of(event.mimeData())
        if class_name is None:
            event.ignore()
            return
        event.acceptProposedAction()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.commands.drop_layer(class_name, self._drop_place(event.position()))

    # -- inside --------------------------------------------------------------------------------------------------

    def _set_up(self) -> None:
        self.setObjectName("canvas")
        self.setAccessibleName("Drawing")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
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
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.cancel()
            self._end()
        else:
            self._scene.select()

    def _hit(self, here: QPoint) -> Hit:
        zoom = self.zoom()
        reach = min(max(10.0 / zoom, 12.0), 24.0)
        return self._scene.hit(self.mapToScene(here), reach, ports=zoom >= OVERVIEW_ZOOM)

    def _hover(self, point: QPointF) -> None:
        hit = self._hit(self.mapFromScene(point))
        self._mark_hot(hit)
        cursor = Qt.CursorShape.CrossCursor if hit.port is not None else None
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

    def _drop_place(self, position: QPointF) -> Point:
        point = self.mapToScene(position.toPoint())
        return snap((point.x() - NODE_WIDTH / 2, point.y() - NODE_HEIGHT / 2))

    def _hurry(self, stay: bool = False) -> None:
        """Draw roughly while much is repainted; `_rest` draws it finely again."""
        if len(self._scene.node_items()) >= _MANY:
            self.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            if not stay:
                self._rest.start()

    def _come_to_rest(self) -> None:
        if self._gesture is None and not self.renderHints() & QPainter.RenderHint.Antialiasing:
            self.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _content_changed(self) -> None:
        self._overview.forget()
        contents = self._scene.contents_rect()
        if not self.sceneRect().contains(contents.adjusted(-1e3, -1e3, 1e3, 1e3)):
            self.setSceneRect(contents.adjusted(-_PAPER, -_PAPER, _PAPER, _PAPER))
        if self.zoom() < OVERVIEW_ZOOM or not self._scene.node_items():
            self.viewport().update()

    def _document_replaced(self) -> None:
        self._gesture = None
        self._hot = Hit()
        self._content_changed()
        if self.isVisible():
            self.fit()
        else:
            self._fit_pending = True

    def _theme_changed(self) -> None:
        self.setBackgroundBrush(theme.current().canvas)
        self.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._fit_pending:
            self._fit_pending = False
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint.hide()

    def _show_rect(self, rect: QRectF) -> None:
        if rect.isEmpty():
            self.set_zoom(1.0)
            self.centerOn(NODE_WIDTH / 2, NODE_HEIGHT / 2)
            return
        room = self.viewport().rect()
        width = rect.width() + 2 * _FIT_MARGIN
        height = rect.height() + 2 * _FIT_MARGIN
        self.set_zoom(min(room.width() / width, room.height() / height, 1.0))
        self.centerOn(rect.center())
