"""The table of classified images: thumbnail, file, the likeliest classes with bars, time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from layerloom_studio import theme
from layerloom_studio.language import mark, tr
from layerloom_studio.panels.bars import paint_bar
from layerloom_studio.panels.pictures import fit, paint_thumbnail, to_image
from layerloom_studio.runs.classify import Row
from layerloom_studio.runs.imaging import Bytes
from layerloom_studio.widgets.tips import plain_tip

_THUMB = 56
_SEEN = 40
_ARROW = 18
_LINE = 18
_TITLES = (mark("Image"), mark("File"), mark("Prediction"), mark("Time"))
IMAGE, FILE, CLASSES, TIME = range(4)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class ResultRow:
    """One line of the table.

    Args:
        row: What became of the image.
        original: What the file looks like, small, shape (height, width, 3); None if it could not be read.
        seen: What the model saw, likewise; None where it is the same, or the file was skipped.
    """

    row: Row
    original: Bytes | None = None
    seen: Bytes | None = None

    def summary(self) -> str:
        """The line in words."""
        if self.row.reason:
            return tr("skipped: {reason}", reason=self.row.reason)
        return ", ".join(f"{name} {share:.1%}" for name, share in self.row.ranking)


class ResultModel(QAbstractTableModel):
    """The rows in the order in which they came."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ResultRow] = []
        self._pixmaps: dict[int, tuple[QPixmap | None, QPixmap | None]] = {}

    @property
    def rows(self) -> Sequence[ResultRow]:
        """All rows."""
        return self._rows

    def add(self, rows: Sequence[ResultRow]) -> None:
        """Append rows."""
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()

    def clear(self) -> None:
        """Remove all rows."""
        self.beginResetModel()
        self._rows.clear()
        self._pixmaps.clear()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return tr(_TITLES[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        column = index.column()
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.row.path.name if column == IMAGE else _text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            done = "; ".join(map(tr, row.row.notes)) or tr("taken as it is")
            return plain_tip({FILE: str(row.row.path), IMAGE: done}.get(column, _text(row, column)))
        if role == Qt.ItemDataRole.TextAlignmentRole and column == TIME:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def pixmaps(self, row: int, ratio: float) -> tuple[QPixmap | None, QPixmap | None]:
        """The thumbnails of the file and of what the model saw, for a screen with this device pixel ratio."""
        if row not in self._pixmaps:
            result = self._rows[row]
            self._pixmaps[row] = (
                _pixmap(result.original, _THUMB, ratio),
                _pixmap(result.seen, _SEEN, ratio),
            )
        return self._pixmaps[row]


class ResultTable(QTableView):
    """Shows a `ResultModel`.

    Args:
        name: Object name.
        parent: Owner.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(tr("Predictions"))
        self.setModel(ResultModel(self))
        self.setItemDelegateForColumn(IMAGE, _ThumbnailDelegate(self))
        self._classes = _ClassesDelegate(self)
        self.setItemDelegateForColumn(CLASSES, self._classes)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.set_classes((), 3)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(CLASSES, QHeaderView.ResizeMode.Stretch)
        self._lines = 3
        self._share_width()
        theme.changed.connect(self._size_again)

    def set_classes(self, names: Sequence[str], lines: int) -> None:
        """Leave room for so many classes per image, and for their names."""
        metrics = QFontMetrics(theme.ui_font(9.5, bold=True))
        self._classes.name_width = min(
            150, max((metrics.horizontalAdvance(name) for name in names), default=0) + 4
        )
        self._lines = lines
        self.verticalHeader().setDefaultSectionSize(max(_THUMB, lines * theme.scaled(_LINE)) + 14)

    def _share_width(self) -> None:
        """Give names and times the room that their texts need."""
        pictures = _THUMB + _ARROW + _SEEN + 16
        for column, width in (
            (IMAGE, pictures),
            (FILE, min(theme.scaled(160), 200)),
            (TIME, theme.scaled(80)),
        ):
            self.horizontalHeader().resizeSection(column, width)

    def _size_again(self) -> None:
        self._share_width()
        self.verticalHeader().setDefaultSectionSize(max(_THUMB, self._lines * theme.scaled(_LINE)) + 14)
        self.viewport().update()


class _ThumbnailDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        _paint_back(painter, option)
        palette = theme.current()
        model = index.model()
        assert isinstance(model, ResultModel)
        original, seen = model.pixmaps(index.row(), painter.device().devicePixelRatioF())
        box = QRectF(option.rect).adjusted(8, 0, -8, 0)
        left = QRectF(box.left(), box.top(), _THUMB, box.height())
        if original is None:
            sign = theme.icon("warning", palette.warning).pixmap(24, 24)
            painter.drawPixmap(int(left.center().x()) - 12, int(left.center().y()) - 12, sign)
            return
        paint_thumbnail(painter, left, original)
        if seen is not None:
            gap = QRectF(left.right(), box.top(), _ARROW, box.height())
            painter.save()
            painter.setPen(palette.muted)
            painter.drawText(gap, int(Qt.AlignmentFlag.AlignCenter), "→")
            painter.restore()
            paint_thumbnail(painter, QRectF(gap.right(), box.top(), _SEEN, box.height()), seen, radius=4)


class _ClassesDelegate(QStyledItemDelegate):
    name_width = 60

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette = theme.current()
        _paint_back(painter, option)
        row: Row = index.data(Qt.ItemDataRole.UserRole).row
        box = QRectF(option.rect).adjusted(8, 0, -8, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.ui_font(9.5))
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if row.reason:
            painter.setPen(palette.warning)
            flags = middle | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(box, flags, tr("Skipped: {reason}", reason=tr(row.reason)))
        height = theme.scaled(_LINE)
        top = box.center().y() - len(row.ranking) * height / 2
        percent = QFontMetrics(theme.ui_font(9.5, bold=True)).horizontalAdvance("100.0 %")
        name_width = min(float(self.name_width), box.width() * 0.4)
        for place, (name, share) in enumerate(row.ranking):
            line = QRectF(box.left(), top + place * height, box.width(), height)
            painter.setFont(theme.ui_font(9.5, bold=place == 0))
            painter.setPen(palette.text if place == 0 else palette.muted)
            shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(name_width))
            painter.drawText(line, middle, shown)
            end = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            painter.drawText(line, end, f"{100 * share:.1f} %")
            width = min(260.0, line.width() - name_width - percent - 24)
            track = QRectF(line.left() + name_width + 10, line.center().y() - 3.5, max(width, 20.0), 7)
            painter.setOpacity(1.0 if place == 0 else 0.55)
            paint_bar(painter, track, (share,), 1.0)
            painter.setOpacity(1.0)
        painter.restore()


def _pixmap(pixels: Bytes | None, size: int, ratio: float) -> QPixmap | None:
    return None if pixels is None else fit(to_image(pixels, 0, 255), QSize(size, size), ratio)


def _text(result: ResultRow, column: int) -> str:
    row = result.row
    if column == FILE:
        return row.path.name
    if column == CLASSES:
        return result.summary()
    if column == TIME and not row.reason:
        return tr("{milliseconds:.1f} ms", milliseconds=row.milliseconds)
    return ""


def _paint_back(painter: QPainter, option: QStyleOptionViewItem) -> None:
    palette = theme.current()
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(
            option.rect, theme.mix(palette.panel, palette.accent, 0.22 if palette.dark else 0.13)
        )
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, palette.hover)
