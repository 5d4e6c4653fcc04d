"""The samples of a data set: pictures in a grid, other data as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from layerloom_studio import theme
from layerloom_studio.language import mark, tr
from layerloom_studio.panels.pictures import fit, paint_thumbnail, to_image
from layerloom_studio.widgets.tips import plain_tip

_THUMB = 64
_HEAD = (mark("No."), mark("Label"), mark("Part"))
_CELL = QSize(_THUMB + 20, _THUMB + 34)
_MOST_WIDE = 150  # of a cell with large texts
Index = QModelIndex | QPersistentModelIndex


class PictureModel(QAbstractListModel):
    """Pictures with a label each; pixmaps are made when they are first shown.

    Args:
        pictures: Shape (n, height, width, channels).
        labels: One text per picture.
        validation: Which of them are held back for validation, shape (n,).
        numbers: Their places in the data set, shape (n,).
        parent: Owner.
        extent: The values that are shown black and white; by default the least and the largest there are.
    """

    def __init__(
        self,
        pictures: NDArray[Any],
        labels: Sequence[str],
        validation: NDArray[np.bool_],
        numbers: NDArray[np.intp],
        parent: QWidget | None = None,
        extent: tuple[float, float] | None = None,
    ) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._labels = labels
        self._validation = validation
        self._numbers = numbers
        few = pictures[: min(len(pictures), 512)]
        usual = (float(few.min()), float(few.max())) if few.size else (0.0, 1.0)
        self._low, self._high = usual if extent is None else extent
        self._pixmaps: dict[tuple[int, float], QPixmap] = {}

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._pictures)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = index.row()
        split = tr("validation") if self._validation[row] else tr("training")
        if role == Qt.ItemDataRole.DisplayRole:
            return self._labels[row]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            told = tr(
                "Sample {numbers}: {labels} ({split})",
                numbers=self._numbers[row],
                labels=self._labels[row],
                split=split,
            )
            return plain_tip(told) if role == Qt.ItemDataRole.ToolTipRole else told
        if role == Qt.ItemDataRole.UserRole:
            return bool(self._validation[row])
        return None

    @property
    def range(self) -> tuple[float, float]:
        """The values that are shown black and white."""
        return self._low, self._high

    def picture(self, row: int) -> NDArray[Any]:
        """The values of a sample, shape (height, width, channels)."""
        return self._pictures[row]

    def pixmap(self, row: int, ratio: float) -> QPixmap:
        """The thumbnail of a sample for a screen with this device pixel ratio."""
        key = (row, ratio)
        if key not in self._pixmaps:
            image = to_image(self._pictures[row], self._low, self._high)
            self._pixmaps[key] = fit(image, QSize(_THUMB, _THUMB), ratio)
        return self._pixmaps[key]


class PictureGrid(QListView):
    """Thumbnails with their labels beneath, as many per row as fit.

    Args:
        name: Object name.
        parent: Owner.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(tr("Samples"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(2)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_PictureDelegate(self))
        theme.changed.connect(self.scheduleDelayedItemsLayout)  # other sizes of texts need other cells


class _PictureDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetrics(theme.ui_font(8.5)).height()
        wide = max(_CELL.width(), min(theme.scaled(_CELL.width()), _MOST_WIDE))
        return QSize(wide, max(_CELL.height(), _THUMB + line + 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette = theme.current()
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.hover)
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), theme.RADIUS, theme.RADIUS)
        model = index.model()
        assert isinstance(model, PictureModel)
        top = QRectF(box.left(), box.top() + 8, box.width(), _THUMB)
        paint_thumbnail(painter, top, model.pixmap(index.row(), painter.device().devicePixelRatioF()))
        foot = QRectF(box.left() + 4, top.bottom() + 1, box.width() - 8, box.bottom() - top.bottom() - 3)
        painter.setFont(theme.ui_font(8.5))
        painter.setPen(palette.text)
        text = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, int(foot.width()) - 12
        )
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignCenter), text)
        if index.data(Qt.ItemDataRole.UserRole):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.curves[1])
            painter.drawEllipse(QRectF(foot.right() - 7, foot.center().y() - 3, 6, 6))
        painter.restore()


class RowModel(QAbstractTableModel):
    """Samples that are rows of numbers.

    Args:
        values: Shape (n, features).
        names: Names of the features.
        labels: Class or value of each sample.
        validation: Which of them are held back for validation, shape (n,).
        numbers: Their places in the data set, shape (n,).
        parent: Owner.
    """

    def __init__(
        self,
        values: NDArray[Any],
        names: Sequence[str],
        labels: Sequence[str],
        validation: NDArray[np.bool_],
        numbers: NDArray[np.intp],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values = values
        self._names = list(names)
        self._labels = labels
        self._validation = validation
        self._numbers = numbers

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._values)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._names) + len(_HEAD)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole and (column == 0 or column >= len(_HEAD)):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if column < len(_HEAD):
            part = tr("validation") if self._validation[row] else tr("training")
            return (str(self._numbers[row]), self._labels[row], part)[column]
        return f"{self._values[row, column - len(_HEAD)]:.4g}"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return (*map(tr, _HEAD), *self._names)[section]
        return None


class RowTable(QTableView):
    """Samples that are rows of numbers, one per line.

    Args:
        name: Object name.
        parent: Owner.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(tr("Samples"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
