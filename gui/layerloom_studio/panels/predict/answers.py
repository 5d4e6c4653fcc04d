"""AnswersView: what a model that takes no single image says of the samples of its data, as a table."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget

from layerloom.atomic import write_text
from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.runs.answers import Answers, answers_of_run
from layerloom_studio.training.background import Task
from layerloom_studio.widgets import heading, label

Index = QModelIndex | QPersistentModelIndex


class AnswersView(QWidget):
    """Loads in the background, then shows a row for each sample; wrong classes are red.

    Args:
        parent: Owner.
    """

    done = Signal()
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("predict.answers")
        self.setAccessibleName(tr("Answers for the samples of the data"))
        self._answers: Answers | None = None
        self._task = Task("Predicting the samples", self)
        self._task.done.connect(self._loaded)
        self._task.failed.connect(self.failed)
        self._title = heading("")
        self._score = label("", "muted", select=True)
        self._score.setObjectName("predict.answers.score")
        self._table = QTableView()
        self._table.setObjectName("predict.answers.table")
        self._table.setAccessibleName(tr("Answers for the samples of the data"))
        self._table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self._table.setShowGrid(False)
        self._table.setAlternatingRowColors(True)
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(self._title)
        column.addWidget(self._score)
        column.addWidget(self._table, 1)

    @property
    def answers(self) -> Answers | None:
        """What is shown, None while there is nothing."""
        return self._answers

    def show_run(self, model_file: Path) -> None:
        """Predict with the model of a run."""
        self._answers = None
        self._task.start(lambda handle: answers_of_run(model_file))

    def close_tasks(self) -> None:
        """End what runs in the background."""
        self._task.wait()

    def save_csv(self, path: Path) -> None:
        """Write the table."""
        model = self._table.model()
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        columns = range(model.columnCount())
        writer.writerow([model.headerData(place, Qt.Orientation.Horizontal) for place in columns])
        for row in range(model.rowCount()):
            writer.writerow([model.index(row, place).data() for place in columns])
        write_text(path, text.getvalue())

    def _loaded(self, answers: Answers) -> None:
        self._answers = answers
        count = len(answers.numbers)
        if answers.part == "validation":
            title = tr("{count:,} samples held back for validation", count=count)
        else:
            title = tr("{count:,} samples of the training", count=count)
        self._title.setText(title)
        self._score.setText("  ·  ".join(f"{item.output}: {item.score}" for item in answers.answers))
        old = self._table.model()
        self._table.setModel(_AnswersModel(answers, self))
        self._table.resizeColumnsToContents()
        if old is not None:
            old.deleteLater()
        self.done.emit()


class _AnswersModel(QAbstractTableModel):
    def __init__(self, answers: Answers, parent: QWidget) -> None:
        super().__init__(parent)
        self._answers = answers
        self._wrong = QColor(theme.current().error)
        self._columns: list[tuple[str, Any, Any]] = [
            (tr("No."), [str(item) for item in answers.numbers], None)
        ]
        for item in answers.answers:
            self._columns.append((tr("{output}: label", output=item.output), item.truth, None))
            wrong = [bool(item.sure) and a != b for a, b in zip(item.truth, item.said, strict=True)]
            self._columns.append((tr("{output}: answer", output=item.output), item.said, wrong))
            if item.sure:
                shares = [f"{value:.1%}" for value in item.sure]
                self._columns.append((tr("{output}: sure", output=item.output), shares, None))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._answers.numbers)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        _, texts, wrong = self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.row()]
        if role == Qt.ItemDataRole.ForegroundRole and wrong is not None and wrong[index.row()]:
            return self._wrong
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._columns[section][0]
        return None
