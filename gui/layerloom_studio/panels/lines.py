"""A list whose entries have two lines: a title with something at its right, and a sentence below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from layerloom_studio import theme
from layerloom_studio.language import again, switch
from layerloom_studio.widgets.tips import plain_tip

_HEIGHT = 46
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Line:
    """One entry.

    Args:
        title: First line.
        text: Second line.
        right: At the right end of the first line.
        role: Name of the theme's colour of a dot in front, empty for none.
        icon: Name of an icon in front, empty for none.
        tip: Tooltip.
    """

    title: str
    text: str = ""
    right: str = ""
    role: str = ""
    icon: str = ""
    tip: str = ""


class LineList(QListView):
    """Shows lines; one can be selected.

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
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model = _LineModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_LineDelegate(self))
        theme.changed.connect(self.doItemsLayout)
        switch.changed.connect(self._model.say_again)

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these entries; nothing is selected then."""
        self._model.set_lines(lines)

    def line(self, row: int) -> Line:
        """An entry."""
        return self._model.line(row)

    def row(self) -> int:
        """The selected row, -1 for none."""
        chosen = self.selectedIndexes()
        return chosen[0].row() if chosen else -1

    def choose(self, row: int) -> None:
        """Select a row."""
        self.setCurrentIndex(self._model.index(row, 0))

    def full_height(self) -> int:
        """The height that shows all entries."""
        return self._model.rowCount() * theme.scaled(_HEIGHT) + 2


class _LineModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    def set_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def say_again(self) -> None:
        """Put all lines into the language that is on."""
        self._lines = tuple(
            replace(line, **{name: again(getattr(line, name)) for name in ("title", "text", "right", "tip")})
            for line in self._lines
        )
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, 0))

    def line(self, row: int) -> Line:
        return self._lines[row]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (line.title, line.text, line.right) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(line.tip) or None
        if role == Qt.ItemDataRole.UserRole:
            return line
        return None


class _LineDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(140, theme.scaled(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette = theme.current()
        line: Line = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_back(painter, box, option)
        inner = box.adjusted(10, 0, -10, 0)
        if line.role:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(getattr(palette, line.role))
            painter.drawEllipse(QRectF(inner.left(), box.top() + 11, 8, 8))
            inner.setLeft(inner.left() + 17)
        if line.icon:
            edge = theme.scaled(20)
            picture = theme.icon(line.icon, palette.muted).pixmap(
                QSize(edge, edge), painter.device().devicePixelRatioF()
            )
            painter.drawPixmap(int(inner.left()), int(box.center().y()) - edge // 2, picture)
            inner.setLeft(inner.left() + edge + 10)
        upper = QRectF(inner.left(), box.top() + 3, inner.width(), theme.scaled(20))
        lower = upper.translated(0, theme.scaled(19))
        painter.setPen(palette.muted)
        painter.setFont(theme.ui_font(8.5))
        _draw(painter, lower, line.text, Qt.AlignmentFlag.AlignLeft)
        room = painter.fontMetrics().horizontalAdvance(line.right) + 8 if line.right else 0
        _draw(painter, upper, line.right, Qt.AlignmentFlag.AlignRight)
        painter.setPen(palette.text)
        painter.setFont(theme.ui_font(10))
        _draw(painter, upper.adjusted(0, 0, -room, 0), line.title, Qt.AlignmentFlag.AlignLeft)
        painter.restore()


def _paint_back(painter: QPainter, box: QRectF, option: QStyleOptionViewItem) -> None:
    palette = theme.current()
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    if chosen or option.state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.mix(palette.panel, palette.accent, 0.18) if chosen else palette.hover)
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
    if (
        option.state & QStyle.StateFlag.State_HasFocus
        and option.state & QStyle.StateFlag.State_KeyboardFocusChange
    ):
        painter.setPen(palette.accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)


def _draw(painter: QPainter, box: QRectF, text: str, side: Qt.AlignmentFlag) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | side), shown)
