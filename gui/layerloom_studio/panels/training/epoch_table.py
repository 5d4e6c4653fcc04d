"""EpochTable: one line per finished epoch with all its values."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.training.record import RATES, RunRecord, format_value

Index = QModelIndex | QPersistentModelIndex
_PADDING = 12
#: Less air than in other tables, so that more columns are seen at once.
_DENSE = "QTableView::item { padding: 3px 1px; } QHeaderView::section { padding: 6px 2px; }"


class EpochTable(QTableView):
    """Reads a run's record; the best epoch stands out.

    Args:
        parent: Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("epochs")
        self.setAccessibleName(tr("Epochs"))
        self._model = EpochModel(self)
        self.setModel(self._model)
        self.setStyleSheet(_DENSE)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(44)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._model.modelReset.connect(self._share_width)
        theme.changed.connect(self._fit)
        self._fit()

    def set_record(self, record: RunRecord | None) -> None:
        """Show another run, or none."""
        self._model.set_record(record)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _fit(self) -> None:
        """Give the rows the height that the size of texts needs."""
        self.verticalHeader().setDefaultSectionSize(theme.scaled(25))
        self._share_width()

    def _share_width(self) -> None:
        """Give every column what its text needs, and share out the rest of the width."""
        header, metrics = self.horizontalHeader(), QFontMetrics(theme.ui_font(9.5))
        count = self._model.columnCount()
        needs = []
        for column in range(count):
            title = self._model.headerData(column, Qt.Orientation.Horizontal)
            texts = [*title.split("\n"), *(["0.0000"] if column else []), *self._model.ends(column)]
            widest = max(metrics.horizontalAdvance(text) for text in texts)
            needs.append(widest + theme.scaled(12 if column == 0 else _PADDING))
        room = self.viewport().width()
        # In a narrow panel the times stand in the tooltips alone.
        crowded = count > 1 and sum(needs) > room
        self.setColumnHidden(count - 1, crowded)
        shown = needs[:-1] if crowded else needs
        spare = max(0, room - sum(shown))  # where there is none, it is scrolled
        for column, need in enumerate(shown):
            header.resizeSection(column, need + spare // len(shown))

    def refresh(self) -> None:
        """Show what is new, and stay at the end if the end was in view."""
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 2
        first = self._model.rowCount() == 0
        self._model.refresh()
        if first and self._model.rowCount():
            self._share_width()  # now the length of the values is known
        if at_end:
            self.scrollToBottom()


class EpochModel(QAbstractTableModel):
    """Epochs as rows, values as columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record: RunRecord | None = None
        self._count = 0
        self._names: list[str] = []

    def set_record(self, record: RunRecord | None) -> None:
        """Show another run, or none."""
        self.beginResetModel()
        self._record = record
        self._take_names()
        self.endResetModel()

    def refresh(self) -> None:
        """Take over rows that have come."""
        record = self._record
        if record is None:
            return
        if len(record.epoch_series) != len(self._names):
            self.set_record(record)
            return
        if len(record.rows) > self._count:
            self.beginInsertRows(QModelIndex(), self._count, len(record.rows) - 1)
            self._count = len(record.rows)
            self.endInsertRows()
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, 0))

    def ends(self, column: int) -> list[str]:
        """The texts of the first and the last row: values of one column differ little in length."""
        return [self._text(row, column) for row in sorted({0, self._count - 1}) if self._count]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._names) + 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        title = (tr("Epoch"), *self._names, tr("Time"))[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return title
        if role == Qt.ItemDataRole.DisplayRole:
            gap = "_" if title.startswith("val_") or title in RATES else " "
            return title.replace(gap, "\n", 1)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._record is None:
            return None
        row = self._record.rows[index.row()]
        best = row.number == self._record.best_epoch
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and best:
            return theme.current().success
        if role == Qt.ItemDataRole.FontRole:
            return theme.ui_font(9.5)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.seconds:.2f} s" + (tr("; the best epoch so far") if best else "")
        return None

    def _text(self, row_index: int, column: int) -> str:
        assert self._record is not None
        row = self._record.rows[row_index]
        if column == 0:
            return str(row.number)
        if column == len(self._names) + 1:
            return f"{row.seconds:.2f} s"
        return format_value(row.values.get(self._names[column - 1]))

    def _take_names(self) -> None:
        self._names = [] if self._record is None else _ordered(list(self._record.epoch_series))
        self._count = 0 if self._record is None else len(self._record.rows)


def _ordered(names: list[str]) -> list[str]:
    """The loss first, and every validation value behind its training value."""
    plain = sorted((name for name in names if not name.startswith("val_")), key=lambda name: name != "loss")
    pairs = [twin for name in plain for twin in (name, f"val_{name}") if twin in names]
    return [*pairs, *(name for name in names if name not in pairs)]
