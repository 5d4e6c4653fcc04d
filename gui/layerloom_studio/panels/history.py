"""History: every edit since the document was opened; a click goes back or forth to it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QUndoView, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr


class HistoryPanel(QUndoView):
    """The list of edits.

    Args:
        stack: The document's undo stack.
        parent: Owner.
    """

    def __init__(self, stack: QUndoStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history")
        self.setAccessibleName(tr("History of edits"))
        self.setEmptyLabel(tr("As it was opened"))
        self.setItemDelegate(_Rows(self))
        self.setStack(stack)
        self._paint()
        theme.changed.connect(self._paint)

    def _paint(self) -> None:
        self.setCleanIcon(theme.icon("save", theme.current().muted))


class _Rows(QStyledItemDelegate):
    """Keeps the place of the icon on every row, so that all texts stand in one column."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
