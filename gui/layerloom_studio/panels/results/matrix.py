"""The confusion matrix as a table: what the samples are down, what the network says across."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.runs.evaluation import Evaluation
from layerloom_studio.widgets.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
_SCORES = 3  # columns at the end


class MatrixModel(QAbstractTableModel):
    """Counts with the depth of their colour, and for each class recall, precision and F1.

    Args:
        evaluation: What is shown.
        parent: Owner.
    """

    def __init__(self, evaluation: Evaluation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._classes = evaluation.classes
        self._counts = evaluation.matrix
        self._scores = evaluation.scores()
        self._most = max(1, int(self._counts.max(initial=0)))
        wrong = self._counts.copy()
        for place in range(len(wrong)):
            wrong[place, place] = 0
        self._most_wrong = max(1, int(wrong.max(initial=0)))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._classes)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._classes) + _SCORES

    def cell(self, index: Index) -> tuple[int, int] | None:
        """True class and answer of a cell, `None` for a score."""
        return (index.row(), index.column()) if index.column() < len(self._classes) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        score = column - len(self._classes)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if score >= 0:
            value = self._scores[row][(1, 0, 2)[score]]
            return (
                ("–" if math.isnan(value) else f"{value:.0%}")
                if role == Qt.ItemDataRole.DisplayRole
                else None
            )
        count = int(self._counts[row, column])
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{count:,}" if count else ""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            told = tr(
                "{count:,} of “{truth}” taken for “{said}”",
                count=count,
                truth=self._classes[row],
                said=self._classes[column],
            )
            return plain_tip(told) if role == Qt.ItemDataRole.ToolTipRole else told
        if role == Qt.ItemDataRole.BackgroundRole and count:
            return self._colour(count, right=row == column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.current().text
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        score = section - len(self._classes)
        if orientation == Qt.Orientation.Vertical or score < 0:
            name = self._classes[section]
            if role == Qt.ItemDataRole.DisplayRole:
                return name
            if orientation == Qt.Orientation.Vertical:
                return plain_tip(tr("samples of “{name}”", name=name))
            return plain_tip(tr("taken for “{name}”", name=name))
        if role == Qt.ItemDataRole.DisplayRole:
            return (tr("Recall"), tr("Precision"), "F1")[score]
        return (
            tr("The share of the samples of a class that were found"),
            tr("The share of the answers “this class” that were right"),
            tr("The harmonic mean of recall and precision"),
        )[score]

    def _colour(self, count: int, *, right: bool) -> QColor:
        palette = theme.current()
        strong = palette.curves[0] if right else palette.curves[1]  # told apart by colour-blind readers too
        depth = count / (self._most if right else self._most_wrong)
        return theme.mix(palette.panel, strong, 0.12 + 0.43 * depth**0.5)


class MatrixTable(QTableView):
    """The matrix; a cell that is chosen tells which samples are meant.

    Args:
        parent: Owner.
    """

    chosen = Signal(object)  # (true class, answer), or None for all mistakes

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results.matrix")
        self.setAccessibleName(tr("Confusion matrix: classes down, answers across"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setMinimumSectionSize(26)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        theme.changed.connect(self._fit)
        self._fit()

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Show other counts."""
        old = self.model()
        self.setModel(MatrixModel(evaluation, self))
        if old is not None:
            old.deleteLater()
        self._fit()
        self.selectionModel().selectionChanged.connect(lambda _new, _old: self._tell())

    def _fit(self) -> None:
        """Give rows and columns the room that the size of texts needs."""
        self.verticalHeader().setDefaultSectionSize(theme.scaled(26))
        if self.model() is None:
            return
        self.resizeColumnsToContents()
        least = self.fontMetrics().horizontalAdvance("0,000") + 10
        for column in range(self.model().columnCount()):
            self.setColumnWidth(column, max(least, min(self.columnWidth(column), 3 * least)))
        self.viewport().update()

    def _tell(self) -> None:
        model = self.model()
        assert isinstance(model, MatrixModel)
        picked = self.selectionModel().selectedIndexes()
        self.chosen.emit(model.cell(picked[0]) if picked else None)
