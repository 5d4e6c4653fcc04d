"""Rows with a bar: class balance, histograms, probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from layerloom_studio import theme
from layerloom_studio.language import again, switch
from layerloom_studio.widgets.tips import plain_tip

_ROW = 24
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Bar:
    """One row.

    Args:
        name: Stands left of the bar.
        parts: Lengths of the pieces of the bar, in the colours of the curves.
        text: Stands right of it.
        tip: Tooltip and accessible text.
    """

    name: str
    parts: tuple[float, ...]
    text: str
    tip: str = ""


class BarList(QListView):
    """Rows of bars drawn to one scale.

    Args:
        name: Object name.
        title: Accessible name.
        parent: Owner.
    """

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._delegate = _BarDelegate(self)
        self.setItemDelegate(self._delegate)
        self._bars: tuple[Bar, ...] = ()
        theme.changed.connect(self._fit)
        switch.changed.connect(self._say_again)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show these rows."""
        self._bars = tuple(bars)
        self._delegate.longest = max((sum(bar.parts) for bar in bars), default=1.0) or 1.0
        old = self.model()
        self.setModel(_BarModel(bars, self))
        if old is not None:
            old.deleteLater()
        self._fit()

    def _say_again(self) -> None:
        """Put all rows into the language that is on; the selected one stays selected."""
        model = self.model()
        if isinstance(model, _BarModel):
            model.say_again()
            self._bars = model.bars
            self._fit()

    def _fit(self) -> None:
        """Give names and numbers the room that the size of texts needs; the bars have what is left."""
        bars = self._bars
        metrics = QFontMetrics(theme.ui_font(9))
        widest = max((metrics.horizontalAdvance(bar.name) for bar in bars), default=0)
        self._delegate.name_width = min(widest + 2, theme.scaled(110))  # painters round in their own way
        self._delegate.text_width = max((metrics.horizontalAdvance(bar.text) for bar in bars), default=0)
        self.doItemsLayout()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = self.model().rowCount() if self.model() is not None else 0
        return QSize(220, max(1, rows) * theme.scaled(_ROW) + 4)


class _BarModel(QAbstractListModel):
    def __init__(self, bars: Sequence[Bar], parent: QWidget) -> None:
        super().__init__(parent)
        self.bars = tuple(bars)

    def say_again(self) -> None:
        self.bars = tuple(
            replace(bar, name=again(bar.name), text=again(bar.text), tip=again(bar.tip)) for bar in self.bars
        )

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.bars)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        bar = self.bars[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return bar.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            told = bar.tip or f"{bar.name}: {bar.text}"
            return plain_tip(told) if role == Qt.ItemDataRole.ToolTipRole else told
        if role == Qt.ItemDataRole.UserRole:
            return bar
        return None


class _BarDelegate(QStyledItemDelegate):
    name_width = 60
    text_width = 40
    longest = 1.0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, theme.scaled(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette = theme.current()
        bar: Bar = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect).adjusted(4, 1, -4, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.mix(palette.panel, palette.accent, 0.2) if chosen else palette.hover)
            painter.drawRoundedRect(box, 4, 4)
        inner = box.adjusted(6, 0, -6, 0)
        painter.setFont(theme.ui_font(9))
        metrics = painter.fontMetrics()
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(palette.text)
        name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, self.name_width)
        painter.drawText(inner, middle | int(Qt.AlignmentFlag.AlignLeft), name)
        painter.setPen(palette.muted)
        painter.drawText(inner, middle | int(Qt.AlignmentFlag.AlignRight), bar.text)
        track = inner.adjusted(self.name_width + 10, 0, -self.text_width - 10, 0)
        paint_bar(
            painter, QRectF(track.left(), track.center().y() - 4, track.width(), 8), bar.parts, self.longest
        )
        painter.restore()


def paint_bar(painter: QPainter, track: QRectF, parts: Sequence[float], longest: float) -> None:
    """Draw a bar in pieces from the left end of its track.

    Args:
        painter: Where to draw.
        track: The place of the longest possible bar.
        parts: Lengths of the pieces, in the colours of the curves.
        longest: The length that fills the track.
    """
    palette = theme.current()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.hover)
    painter.drawRoundedRect(track, 3, 3)
    left = track.left()
    for place, part in enumerate(parts):
        width = track.width() * part / longest
        if width > 0:
            painter.setBrush(palette.curves[place % len(palette.curves)])
            painter.drawRoundedRect(QRectF(left, track.top(), max(width, 2.0), track.height()), 3, 3)
        left += width
