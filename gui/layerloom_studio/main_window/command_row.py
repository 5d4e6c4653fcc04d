"""How a command is drawn in the command search: its menu, what it does, and its key in a column at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from layerloom_studio import theme

PARTS = Qt.ItemDataRole.UserRole.value + 1  # (menu, command, key)
ROW = 30  # pixels for texts of the usual size
_INNER = 10  # from the rounded row to its texts


class CommandRow(QStyledItemDelegate):
    """Draws the parts of a row; a command that cannot be run now is grey."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, theme.scaled(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        menu, command, key = index.data(PARTS)
        colors = theme.current()
        state: QStyle.StateFlag = option.state
        enabled = bool(state & QStyle.StateFlag.State_Enabled)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        painter.save()
        if enabled and (chosen or state & QStyle.StateFlag.State_MouseOver):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.mix(colors.raised, colors.selection, 0.22 if chosen else 0.08))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        faint = theme.mix(colors.text, colors.panel, 0.55)
        usual, small = theme.ui_font(), theme.ui_font(9.0)
        inner = rect.adjusted(_INNER, 0, -_INNER, 0)
        taken = _write(painter, inner, key, small, colors.muted if enabled else faint, at_right=True)
        inner.setRight(inner.right() - taken - theme.LARGE)
        used = _write(painter, inner, command, usual, colors.text if enabled else faint)
        inner.setLeft(inner.left() + used + theme.SMALL)
        _write(painter, inner, menu, small, colors.muted if enabled else faint)
        painter.restore()


def _write(
    painter: QPainter, rect: QRect, text: str, font: QFont, color: QColor, *, at_right: bool = False
) -> int:
    """Write a text as far as there is room and return how wide it is."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(rect.width(), 0))
    side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(rect, (side | Qt.AlignmentFlag.AlignVCenter).value, shown)
    return metrics.horizontalAdvance(shown)
