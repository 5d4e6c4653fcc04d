"""The table of runs: ticked ones are drawn; columns are best values, and the settings in which they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from layerloom_studio import theme
from layerloom_studio.language import mark, tr
from layerloom_studio.panels.moments import moment
from layerloom_studio.plots.style import CurveStyle
from layerloom_studio.training.archive import RunInfo
from layerloom_studio.training.comparing import differing, rises
from layerloom_studio.training.progress import format_seconds
from layerloom_studio.training.record import format_value
from layerloom_studio.widgets.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
_MOST_SETTINGS = 12
_MOST_METRICS = 6
_FIRST_METRICS = 2  # of these stand before the settings
_OWN = {
    "run": mark("Run"),
    "epochs": mark("Epochs"),
    "seconds": mark("Duration"),
    "started": mark("Started"),
}
_SORT = Qt.ItemDataRole.UserRole


class RunTableModel(QAbstractTableModel):
    """Runs as rows; the first column has a tick and can be edited.

    Args:
        parent: Owner.
    """

    ticked = Signal()
    renamed = Signal(object, str)  # RunInfo, new name

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._infos: list[RunInfo] = []
        self._colors: dict[Path, int] = {}  # of the ticked runs
        self._columns: list[tuple[str, str]] = []  # kind and name

    @property
    def infos(self) -> Sequence[RunInfo]:
        """All runs."""
        return self._infos

    @property
    def colors(self) -> Mapping[Path, int]:
        """Folders of the ticked runs with the place of their colour."""
        return self._colors

    def titles(self) -> dict[Path, str]:
        """Names of the ticked runs; where some are alike, the settings in which they differ stand behind."""
        chosen = [info for info in self._infos if info.folder.path in self._colors]
        names = [info.name for info in chosen]
        differ = differing([info.settings for info in chosen])[:2]
        found = {}
        for info in chosen:
            said = [f"{key.rpartition('.')[2]} {info.settings.get(key, '–')}" for key in differ]
            alike = names.count(info.name) > 1
            found[info.folder.path] = ", ".join([info.name, *said]) if alike else info.name
        return found

    def set_infos(self, infos: Sequence[RunInfo]) -> None:
        """Show these runs; those that were ticked stay ticked."""
        there = {info.folder.path for info in infos}
        self.beginResetModel()
        self._infos = list(infos)
        self._colors = {path: color for path, color in self._colors.items() if path in there}
        self._find_columns()
        self.endResetModel()

    def tick(self, path: Path, on: bool) -> None:
        """Draw the curves of a run, or not."""
        if on == (path in self._colors):
            return
        if on:
            taken = set(self._colors.values())
            self._colors[path] = next(place for place in range(len(taken) + 1) if place not in taken)
        else:
            del self._colors[path]
        self.beginResetModel()
        self._find_columns()
        self.endResetModel()
        self.ticked.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._infos)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        info = self._infos[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            self.tick(info.folder.path, Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role == Qt.ItemDataRole.EditRole and str(value).strip() != info.name:
            self.renamed.emit(info, str(value).strip())
            return True
        return False

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        info, column = self._infos[index.row()], index.column()
        color = self._colors.get(info.folder.path)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._value(info, column)[0]
        if role == _SORT:
            return self._value(info, column)[1]
        if role == Qt.ItemDataRole.CheckStateRole and column == 0:
            return Qt.CheckState.Unchecked if color is None else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.DecorationRole and column == 0:
            return _dot(None if color is None else CurveStyle(color).paint())
        if role == Qt.ItemDataRole.TextAlignmentRole and self._is_number(column):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(str(info.folder.path) if column == 0 else self._value(info, column)[0])
        if role == Qt.ItemDataRole.FontRole and self._is_best(info, column):
            return theme.ui_font(10, bold=True)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        kind, name = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(_OWN[name]) if kind == "own" else name
        if role == Qt.ItemDataRole.TextAlignmentRole and self._is_number(section):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and kind == "metric":
            return tr("The best value over all epochs; bold is the best of all runs")
        return None

    def _is_number(self, column: int) -> bool:
        kind, name = self._columns[column]
        return kind == "metric" or name in ("epochs", "seconds")

    def _find_columns(self) -> None:
        chosen = [info for info in self._infos if info.folder.path in self._colors]
        compared = chosen if len(chosen) > 1 else self._infos
        names = dict.fromkeys(name for info in compared for name in info.best)
        ordered = sorted(names, key=lambda name: (not name.startswith("val_"), "loss" in name, name))
        metrics = [("metric", name) for name in ordered[:_MOST_METRICS]]
        settings = [("setting", name) for name in differing([info.settings for info in compared])]
        own = [("own", name) for name in _OWN]
        self._columns = [
            *own[:1],
            *metrics[:_FIRST_METRICS],
            *settings[:_MOST_SETTINGS],
            *metrics[_FIRST_METRICS:],
            *own[1:],
        ]

    def _value(self, info: RunInfo, column: int) -> tuple[str, Any]:
        """Text and what it is sorted by."""
        kind, name = self._columns[column]
        if kind == "own":
            found: dict[str, tuple[str, Any]] = {
                "run": (info.name, info.name.lower()),
                "started": (moment(info.started), info.started),
                "epochs": (str(info.epochs), info.epochs),
                "seconds": (format_seconds(info.seconds), info.seconds),
            }
            return found[name]
        if kind == "metric":
            value = info.best.get(name)
            missing = float("-inf") if rises(name) else float("inf")
            return format_value(value), missing if value is None else value
        text = info.settings.get(name, "–")
        try:
            return text, (0, float(text), "")
        except ValueError:
            return text, (1, 0.0, text.lower())

    def _is_best(self, info: RunInfo, column: int) -> bool:
        kind, metric = self._columns[column]
        if kind != "metric" or len(self._infos) < 2:
            return False
        values = [other.best[metric] for other in self._infos if metric in other.best]
        best = max(values) if rises(metric) else min(values)
        return info.best.get(metric) == best


class RunTable(QTableView):
    """Shows runs; sorted by a click on a head, narrowed by words, deleted with the Delete key.

    Args:
        model: The runs.
        parent: Owner.
    """

    delete_wanted = Signal()

    def __init__(self, model: RunTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare.table")
        self.setAccessibleName(tr("Runs"))
        self._runs = model
        self._proxy = _Sorted(self)
        self._proxy.setSourceModel(model)
        self.setModel(self._proxy)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSortingEnabled(True)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setIconSize(QSize(10, 10))
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QTableView.EditTrigger.EditKeyPressed)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)  # as they come, the newest first
        model.modelAboutToBeReset.connect(self._note_chosen)
        model.modelReset.connect(self._choose_again)
        self._chosen: set[Path] = set()
        theme.changed.connect(self._fit)
        self._fit()

    def narrow(self, words: str) -> None:
        """Show the runs only that have all these words in their name or settings."""
        self._proxy.words = words.lower().split()
        self._proxy.invalidate()

    def selected(self) -> list[RunInfo]:
        """The selected runs."""
        rows = self.selectionModel().selectedRows()
        return [self._runs.infos[self._proxy.mapToSource(row).row()] for row in rows]

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            first = self.currentIndex().siblingAtColumn(0)
            on = first.data(Qt.ItemDataRole.CheckStateRole) != Qt.CheckState.Checked
            state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            self._proxy.setData(first, state.value, Qt.ItemDataRole.CheckStateRole)
        else:
            super().keyPressEvent(event)

    def _note_chosen(self) -> None:
        self._chosen = {info.folder.path for info in self.selected()}

    def _choose_again(self) -> None:
        """Runs that were selected stay so while their numbers change under a training."""
        self._widen()
        rows = QItemSelection()
        for row in range(self._proxy.rowCount()):
            index = self._proxy.index(row, 0)
            if self._runs.infos[self._proxy.mapToSource(index).row()].folder.path in self._chosen:
                rows.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(rows, flags.ClearAndSelect | flags.Rows)

    def _fit(self) -> None:
        """Give rows and columns the room that the size of texts needs."""
        self.verticalHeader().setDefaultSectionSize(theme.scaled(28))
        self._widen()

    def _widen(self) -> None:
        self.resizeColumnsToContents()
        for column in range(self._proxy.columnCount()):
            self.setColumnWidth(
                column, min(self.columnWidth(column) + 8, theme.scaled(190 if column else 260))
            )


class _Sorted(QSortFilterProxyModel):
    words: Sequence[str] = ()

    def lessThan(self, left: Index, right: Index) -> bool:
        return bool(left.data(_SORT) < right.data(_SORT))

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        model = self.sourceModel()
        assert isinstance(model, RunTableModel)
        info = model.infos[row]
        text = " ".join([info.name, *(f"{name}={value}" for name, value in info.settings.items())]).lower()
        return all(word in text for word in self.words)


def _dot(color: QColor | None) -> QPixmap:
    picture = QPixmap(20, 20)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    if color is not None:
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(1, 1, 8, 8)
        painter.end()
    return picture
