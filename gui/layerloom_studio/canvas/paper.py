"""The paper: a view of the scene that zooms, pans and fits, and paints the distant view in batches."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QNativeGestureEvent, QPainter, QPaintEvent, QPen, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from layerloom_studio import theme
from layerloom_studio.canvas.overview import NAMES_ZOOM, OVERVIEW_ZOOM, Overview
from layerloom_studio.canvas.scene import CanvasScene
from layerloom_studio.document.layout import GRID, NODE_HEIGHT, NODE_WIDTH
from layerloom_studio.language import tr

_LEAST_ZOOM, _MOST_ZOOM = 0.03, 4.0  # by hand; a fitted drawing may be as small as it must
_ZOOM_STEP = 1.25
_FIT_MARGIN = 48.0
_EDGE = 12.0  # pixels that stay free around it however small it becomes, for texts of the usual size
_READABLE = 0.45  # the zoom from which a fitted drawing can be read
_START = 0.75
_STRIP_MARGIN = 12.0  # beside the layers, where the drawing stands aside
_BEYOND = 60_000.0  # how far past the drawing one can pan
_MANY = 150  # nodes from which gestures are drawn without antialiasing
_GRID_EVERY = 2 * GRID
_CENTRED = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value


class PaperView(QGraphicsView):
    """Shows a scene at any magnification; the drawing at 100 % is as large as texts are set to be.

    Args:
        scene: The drawing.
        parent: Qt's owner.
    """

    zoom_changed = Signal(float)

    def __init__(self, scene: CanvasScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        scene.setParent(self)
        self._scene = scene
        self._overview = Overview(scene)
        self._start_pending = True
        self._grid = True
        self._scale = 1.0  # of texts, and so of the drawing at 100 %
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(160)
        self._rest.timeout.connect(self._come_to_rest)
        self._set_up_paper()
        scene.content_changed.connect(self._content_changed)
        theme.changed.connect(self._theme_changed)
        self._theme_changed()
        self._content_changed()

    def scene(self) -> CanvasScene:
        return self._scene

    def zoom(self) -> float:
        """Return the magnification, 1.0 being 100 %."""
        return self.transform().m11() / self._scale

    def set_zoom(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Magnify so that the point `anchor` of the viewport (by default its middle) stays where it is."""
        if zoom < _LEAST_ZOOM:
            zoom = max(zoom, min(_LEAST_ZOOM, self._whole()))
        zoom = min(zoom, _MOST_ZOOM)
        if abs(zoom - self.zoom()) >= 1e-9:
            self._magnify(zoom * self._scale, anchor)
            self.zoom_changed.emit(zoom)

    def _magnify(self, pixels: float, anchor: QPointF | None = None) -> None:
        """Show a unit of the drawing on so many pixels; the anchor stays where it is."""
        pivot = QPointF(self.viewport().rect().center()) if anchor is None else anchor
        before = self.mapToScene(pivot.toPoint())
        self._hurry()
        self.resetTransform()
        self.scale(pixels, pixels)
        self.scroll_by(self.mapFromScene(before) - pivot.toPoint())

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

    def fit_readably(self) -> bool:
        """Show the whole drawing if it can be read then, and tell whether that was so."""
        contents = self._scene.contents_rect()
        readable = contents.isEmpty() or self._fitting_zoom(contents) >= _READABLE
        if readable:
            self.fit()
        return readable

    def show_start(self) -> None:
        """Show the whole drawing, or if it could not be read then, its beginning at a size that can."""
        if not self.fit_readably():
            self.set_zoom(_START)
            self._show_from(self._scene.contents_rect())

    def show_strip(self) -> None:
        """Show the whole drawing, or if it could not be read then, the width of its layers from the chosen one on.

        For where the drawing stands beside other things, in little room.
        """
        contents = self._scene.contents_rect()
        whole = self._fitting_zoom(contents)
        if contents.isEmpty() or (whole * self._scale >= _READABLE and whole >= NAMES_ZOOM):
            self.fit()
            return
        room = self.viewport().rect()
        along, layer = (room.height(), NODE_HEIGHT) if self._scene.across else (room.width(), NODE_WIDTH)
        widest = contents.height() if self._scene.across else contents.width()
        for width in (widest, layer):  # all columns, or else one
            zoom = min(along / (width + 2 * _STRIP_MARGIN) / self._scale, _START)
            if zoom * self._scale >= _READABLE:
                break
        self.set_zoom(zoom)
        self._show_from(contents, self._scene.current)

    def fit_selection(self) -> None:
        """Show the selected nodes, or all if none is selected."""
        self._show_rect(self._scene.contents_rect(self._scene.selected or None))

    def middle(self) -> QPointF:
        """Return the point of the drawing in the middle of the view, to half a pixel."""
        room = self.viewport().rect()
        corner = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        back, _ = self.transform().inverted()
        return back.map(corner + QPointF(room.width(), room.height()) / 2)

    def show_middle(self, point: QPointF) -> None:
        """Bring a point of the drawing to the middle; `centerOn` would lose a part of a pixel each time."""
        room = self.viewport().rect()
        corner = self.transform().map(point) - QPointF(room.width(), room.height()) / 2
        self.horizontalScrollBar().setValue(round(corner.x()))
        self.verticalScrollBar().setValue(round(corner.y()))

    def scroll_by(self, delta: QPoint) -> None:
        """Move the view over the paper by so many pixels."""
        horizontal, vertical = self.horizontalScrollBar(), self.verticalScrollBar()
        horizontal.setValue(horizontal.value() + delta.x())
        vertical.setValue(vertical.value() + delta.y())

    @property
    def grid_on(self) -> bool:
        """Whether the grid is shown and what is dragged snaps to it."""
        return self._grid

    def toggle_grid(self) -> None:
        """Show the grid and let it hold what is dragged, or neither."""
        self._grid = not self._grid
        self.viewport().update()

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
            at_rest = bool(self.renderHints() & QPainter.RenderHint.Antialiasing)
            self._overview.paint(painter, at_rest)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for overlay in (self._scene.held_edge, self._scene.box, self._scene.ghost):
                if overlay.isVisible():
                    overlay.paint(painter)
            painter.end()
        if self._is_inviting():
            self._paint_invitation()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        palette = theme.current()
        painter.fillRect(rect, palette.canvas)
        zoom = self.zoom()
        if zoom < 0.5 or not self._grid:
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
        text = tr("Press Tab and type a layer or a whole chain, such as  in 28x28x1 > conv 32 > relu.\n")
        text += tr("Or drag a layer here from the palette, or click one to add it.")
        painter.drawText(self.viewport().rect().adjusted(24, 24, -24, -24), _CENTRED, text)
        painter.end()

    # -- events ------------------------------------------------------------------------------------------------

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

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._start_pending:
            self._start_pending = False
            self.show_start()

    # -- inside ------------------------------------------------------------------------------------------------

    def _set_up_paper(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _is_busy(self) -> bool:
        """Tell whether a gesture goes on, so that fine drawing has to wait."""
        return False

    def _is_inviting(self) -> bool:
        """Tell whether the empty paper says how to begin."""
        return not self._scene.node_items() and not self._scene.ghost.isVisible()

    def _start_when_shown(self) -> None:
        """Show the drawing from its beginning now, or as soon as the view is seen."""
        if self.isVisible():
            self.show_start()
        else:
            self._start_pending = True

    def _hurry(self, stay: bool = False) -> None:
        """Draw roughly while much is repainted; `_rest` draws it finely again."""
        if len(self._scene.node_items()) >= _MANY:
            self.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            if not stay:
                self._rest.start()

    def _come_to_rest(self) -> None:
        if not self._is_busy() and not self.renderHints() & QPainter.RenderHint.Antialiasing:
            self.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _content_changed(self) -> None:
        self._overview.forget()
        contents = self._scene.contents_rect()
        if not self.sceneRect().contains(contents.adjusted(-1e3, -1e3, 1e3, 1e3)):
            self.setSceneRect(contents.adjusted(-_BEYOND, -_BEYOND, _BEYOND, _BEYOND))
        if self.zoom() < OVERVIEW_ZOOM or not self._scene.node_items():
            self.viewport().update()

    def _theme_changed(self) -> None:
        if self._scale != theme.text_scale():
            zoom, self._scale = self.zoom(), theme.text_scale()
            self._magnify(zoom * self._scale)
        self.setBackgroundBrush(theme.current().canvas)
        self.viewport().update()

    def _show_rect(self, rect: QRectF) -> None:
        if rect.isEmpty():
            self.set_zoom(1.0)
            self.centerOn(NODE_WIDTH / 2, NODE_HEIGHT / 2)
            return
        self.set_zoom(self._fitting_zoom(rect))
        self.centerOn(rect.center())

    def _show_from(self, contents: QRectF, node: str | None = None) -> None:
        """Show the drawing from its beginning on, or with a node in the middle."""
        items = self._scene.node_items()
        if node is not None and self._fitting_zoom(contents) < self.zoom():
            self.centerOn(items[node].rect().center())
            return
        room = self.viewport().rect().height() / self.transform().m11()
        width = self.viewport().rect().width() / self.transform().m11()
        if self._scene.across:
            first = min(items.values(), key=lambda item: item.x()).rect()
            y = contents.center().y() if contents.height() <= room else first.center().y()
            self.centerOn(contents.left() - _FIT_MARGIN / 2 + width / 2, y)
            return
        top = min(items.values(), key=lambda item: item.y())
        x = contents.center().x() if contents.width() <= width else top.rect().center().x()
        self.centerOn(x, contents.top() - _FIT_MARGIN / 2 + room / 2)

    def _whole(self) -> float:
        """Return the zoom at which the whole drawing is seen."""
        contents = self._scene.contents_rect()
        return 1.0 if contents.isEmpty() else self._fitting_zoom(contents)

    def _fitting_zoom(self, rect: QRectF) -> float:
        room = self.viewport().rect()
        edge = 2 * _EDGE * self._scale  # where names stand beside the outermost layers
        pairs = ((room.width(), rect.width()), (room.height(), rect.height()))
        fitting = (
            min(have / (want + 2 * _FIT_MARGIN), max(have - edge, 1.0) / max(want, 1.0))
            for have, want in pairs
        )
        return min(*(zoom / self._scale for zoom in fitting), 1.0)
