"""Chart: one pyqtgraph plot with thinned curves, marked epochs and a reading line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.plots import accessible
from layerloom_studio.plots.decimate import Floats, decimate
from layerloom_studio.plots.smooth import smooth
from layerloom_studio.plots.style import CurveStyle, Mark

#: Wide antialiased pens make long curves slow to draw; short ones may be a little stronger.
_STRONG_UP_TO = 200
_DOTS_UP_TO = 40
_FIRST = 0.05  # the least epoch that a logarithmic axis begins with


class Chart(QWidget):
    """One plot over epochs.

    Args:
        name: Object name.
        title: Accessible name.
        marks_low: Words of marked epochs stand at the bottom, where rising curves leave room.
        parent: Owner.
    """

    pointed = Signal(object)  # epoch under the pointer, None when it has left
    zoomed = Signal()  # by a person

    def __init__(
        self, name: str, title: str, *, marks_low: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._first_mark, self._mark_step = (0.08, 0.12) if marks_low else (0.92, -0.12)
        self.plot = pg.PlotWidget(enableMenu=False, axisItems={"bottom": _EpochAxis("bottom")})
        self.plot.setObjectName(name)
        self.plot.setAccessibleName(title)
        accessible.enable(self.plot)
        self.plot.viewport().setAccessibleName(title)  # a reader may ask for what is under the pointer
        self.plot.setFrameShape(pg.PlotWidget.Shape.NoFrame)
        self.plot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.plot.installEventFilter(self)
        self._item = self.plot.getPlotItem()
        self._item.hideButtons()
        self._item.setContentsMargins(2, 6, 8, 0)
        self._view = self._item.getViewBox()
        self._view.setAutoVisible(y=True)
        self._view.setDefaultPadding(0.04)
        self._view.sigRangeChangedManually.connect(self.zoomed)
        self._curves: dict[str, Any] = {}
        self._raw: dict[str, Any] = {}  # faint, behind a curve that is smoothed
        self._styles: dict[str, CurveStyle] = {}
        self._data: dict[str, tuple[Floats, Floats]] = {}
        self._marks: list[Mark] = []
        self._mark_lines: list[Any] = []
        self._log = self._log_x = False
        self._smoothing = 0.0
        self._reading: float | None = None
        self._range: tuple[float, float] | None = None
        self._reader = pg.InfiniteLine(angle=90, movable=False)
        self._reader.setZValue(50)
        self._reader.hide()
        self._item.addItem(self._reader, ignoreBounds=True)
        self.plot.scene().sigMouseMoved.connect(self._moved)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)
        theme.changed.connect(self.dress)
        self.dress()

    def clear(self) -> None:
        """Forget all points; those of another run follow."""
        self._data.clear()

    def set_curves(self, styles: dict[str, CurveStyle]) -> None:
        """Have exactly these curves; kept ones keep their points."""
        if styles == self._styles:
            return
        for key in list(self._curves):
            if key not in styles:
                self._item.removeItem(self._curves.pop(key))
                self._item.removeItem(self._raw.pop(key))
                self._data.pop(key, None)
        for key, style in styles.items():
            if key not in self._curves:
                curve = pg.PlotDataItem(antialias=True, connect="finite")
                curve.setZValue(1 if style.faint else 10)
                self._item.addItem(curve)
                self._curves[key] = curve
                raw = self._raw[key] = pg.PlotDataItem(antialias=True, connect="finite")
                raw.setZValue(2)
                self._item.addItem(raw)
        self._styles = dict(styles)
        self._dress_curves()

    def set_points(self, key: str, x: Floats, y: Floats) -> None:
        """Give a curve all its points; what is drawn of them fits the width of the plot.

        Points are only ever added, so a curve of the same length is the same curve.
        """
        if key in self._data and len(self._data[key][0]) == len(x):
            return
        self._data[key] = (x, y)
        self._draw(key)

    def set_visible(self, key: str, visible: bool) -> None:
        """Show or hide a curve."""
        self._curves[key].setVisible(visible)
        self._raw[key].setVisible(visible)

    def set_marks(self, marks: list[Mark]) -> None:
        """Mark epochs with lines and words."""
        if marks == self._marks:
            return
        self._marks = list(marks)
        self._draw_marks()

    def set_reading(self, epoch: float | None) -> None:
        """Move the reading line, or hide it."""
        self._reading = epoch
        self._reader.setVisible(epoch is not None)
        if epoch is not None:
            self._reader.setValue(self._place(epoch))

    def set_log(self, log: bool) -> None:
        """Switch the y axis between linear and logarithmic."""
        self._log = log
        self._item.setLogMode(y=log)
        for key in self._data:
            self._draw(key)
        self._view.enableAutoRange(y=True)

    def set_log_x(self, log: bool) -> None:
        """Switch the axis of epochs between linear and logarithmic."""
        self._log_x = log
        self._item.setLogMode(x=log)
        for key in self._data:
            self._draw(key)
        self._draw_marks()
        self.set_reading(self._reading)
        if self._range is not None:
            self.show_range(*self._range)

    def set_smoothing(self, weight: float) -> None:
        """Smooth all curves; what they are made of stays faintly behind them.

        Args:
            weight: From 0, as they are, to below 1.
        """
        self._smoothing = weight
        for key in self._data:
            self._draw(key)

    def show_range(self, first: float, last: float) -> None:
        """Show these epochs and as much height as their values need."""
        self._range = (first, last)
        self._view.setXRange(
            self._place(max(first, _FIRST)) if self._log_x else first, self._place(last), padding=0.015
        )
        self._view.enableAutoRange(y=True)

    def _place(self, epoch: float) -> float:
        """Where an epoch stands on the axis."""
        return float(np.log10(max(epoch, 1e-3))) if self._log_x else epoch

    def link(self, other: Chart) -> None:
        """Show always the same epochs as another chart."""
        self._item.setXLink(other._item)

    def tell(self, values: str) -> None:
        """Say the values that can be read now, for those who do not see the curves."""
        self.plot.setAccessibleDescription(values)

    def curve_keys(self) -> list[str]:
        """All curves."""
        return list(self._curves)

    def visible_keys(self) -> list[str]:
        """The curves that are shown."""
        return [key for key, curve in self._curves.items() if curve.isVisible()]

    def drawn_points(self, key: str) -> int:
        """How many points of a curve are drawn after thinning."""
        x = self._curves[key].getData()[0]
        return 0 if x is None else len(x)

    def mark_texts(self) -> list[str]:
        """The words at the marked epochs."""
        return [mark.text for mark in self._marks]

    def dress(self) -> None:
        """Put on the colours of the theme."""
        palette = theme.current()
        self.plot.setBackground(palette.panel)
        font = theme.ui_font(8.5)
        for side in ("left", "bottom"):
            axis = self._item.getAxis(side)
            axis.setPen(QPen(palette.border, 1))
            axis.setTextPen(palette.muted)
            axis.setTickFont(font)
            axis.setStyle(tickLength=-4, tickTextOffset=5)
            axis.enableAutoSIPrefix(False)
        self._item.getAxis("left").setWidth(46)
        grid = theme.mix(palette.panel, palette.border, 0.6)
        self._item.showGrid(x=False, y=True, alpha=0.35 if not palette.dark else 0.25)
        self._reader.setPen(pg.mkPen(theme.mix(palette.muted, grid, 0.3), width=1))
        self._dress_curves()
        self._draw_marks()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        for key in self._data:
            self._draw(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.pointed.emit(None)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
            if step is not None:
                self.pointed.emit(1e9 * step if self._reading is None else self._reading + step)
                return True
            if event.key() == Qt.Key.Key_Escape and self._reader.isVisible():
                self.pointed.emit(None)
                return True
        return False

    def _moved(self, position: QPointF) -> None:
        if self._item.sceneBoundingRect().contains(position):
            x = self._view.mapSceneToView(position).x()
            self.pointed.emit(10.0 ** min(x, 12.0) if self._log_x else x)

    def _draw(self, key: str) -> None:
        x, y = self._data[key]
        smoothed = self._smoothing > 0 and not self._styles[key].faint
        self._draw_points(self._raw[key], key, x, y if smoothed else y[:0], faint=True)
        self._draw_points(self._curves[key], key, x, smooth(y, self._smoothing) if smoothed else y)

    def _draw_points(self, curve: Any, key: str, x: Floats, y: Floats, *, faint: bool = False) -> None:
        style = self._styles[key]
        x = x[: len(y)]
        if self._log:
            y = np.where(y > 0, y, np.nan)
        if self._log_x:
            y = np.where(x > 0, y, np.nan)
        thin_x, thin_y = decimate(x, y, max(64, int(self._view.width())))
        faint = faint or style.faint
        strong = not faint and len(thin_x) <= _STRONG_UP_TO
        pen = replace(style, faint=faint).pen(1.6 * self.devicePixelRatioF() if strong else 1.0)
        curve.setPen(pen)
        dots = not faint and self._smoothing == 0 and len(thin_x) <= _DOTS_UP_TO
        curve.setSymbol("o" if dots else None)
        curve.setData(thin_x, thin_y)

    def _dress_curves(self) -> None:
        palette = theme.current()
        for key, curve in self._curves.items():
            style = self._styles[key]
            curve.setSymbolSize(6)
            curve.setSymbolPen(pg.mkPen(style.paint(), width=1.2))
            curve.setSymbolBrush(palette.panel if style.dashed else style.paint())
            if key in self._data:
                self._draw(key)

    def _draw_marks(self) -> None:
        palette = theme.current()
        # Lines are kept and hidden, not thrown away: a line and its label hold each other, so Python frees
        # them late and piece by piece, while Qt may still tell the emptied label that its view has moved.
        while len(self._mark_lines) < len(self._marks):
            self._mark_lines.append(self._new_mark_line())
        for line in self._mark_lines[len(self._marks) :]:
            line.hide()
        for place, (line, mark) in enumerate(zip(self._mark_lines, self._marks, strict=False)):
            color = getattr(palette, mark.role)
            fill = QColor(palette.panel)
            fill.setAlpha(215)
            line.setPen(pg.mkPen(color, width=self.devicePixelRatioF(), style=Qt.PenStyle.DashLine))
            line.setValue(mark.epoch)
            line.show()
            line.label.setColor(color)
            line.label.fill = pg.mkBrush(fill)
            line.label.setFont(theme.ui_font(8.5))
            line.label.setFormat(mark.text.replace("{", "{{").replace("}", "}}"))
            # Words of neighbouring marks stand one below the other.
            line.label.setPosition(self._first_mark + self._mark_step * place)

    def _new_mark_line(self) -> Any:
        line = pg.InfiniteLine(angle=90, label="", labelOpts={"movable": False})
        line.setZValue(30)
        self._item.addItem(line, ignoreBounds=True)
        return line


class _EpochAxis(pg.AxisItem):
    """Ticks at whole epochs only."""

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        if self.logMode:
            found: list[tuple[float, float]] = super().tickSpacing(minVal, maxVal, size)
            return found
        levels = [level for level in super().tickSpacing(minVal, maxVal, size) if level[0] >= 1]
        return levels or [(1, 0)]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        if not self.logMode:
            return list(super().tickStrings(values, scale, spacing))
        epochs = [10.0 ** float(value) for value in values]
        firsts = [f"{epoch:.0e}"[0] for epoch in epochs]
        return [f"{epoch:.3g}" if first in "125" else "" for epoch, first in zip(epochs, firsts, strict=True)]
