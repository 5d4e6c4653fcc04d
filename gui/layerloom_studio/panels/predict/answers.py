"""AnswersView: what a model that takes no single image says of the samples of its data, as a table."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from layerloom.atomic import write_text
from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.panels.predict.typed_row import TypedRow
from layerloom_studio.runs.answers import (
    Answers,
    answers_for_row,
    answers_for_table,
    answers_of_run,
    values_taken,
)
from layerloom_studio.runs.card import read_card
from layerloom_studio.runs.opening import OpenedFile
from layerloom_studio.runs.other_table import column_names
from layerloom_studio.training.background import Task, is_cancelled
from layerloom_studio.widgets import heading, label, push_button

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
        self._task = Task(tr("Predicting the samples"), self)
        self._task.done.connect(self._loaded)
        self._task.failed.connect(self._refused)
        self._model: Path | OpenedFile | None = None
        self._has_run = False
        self._title = heading("")
        self._score = label("", "muted", select=True)
        self._score.setObjectName("predict.answers.score")
        self._other = push_button(
            "predict.answers.other",
            tr("Another table…"),
            tr("Predict the rows of another table (.csv, .tsv) with the same columns"),
            tr("Predict the rows of another table"),
        )
        self._other.clicked.connect(lambda _checked: self._ask_table())
        self._again = push_button(
            "predict.answers.own", tr("Own data"), tr("Predict the samples of the data of the training again")
        )
        self._again.clicked.connect(lambda _checked: self._show_own())
        self._typed = TypedRow()
        self._typed.entered.connect(self.show_row)
        self._asker = Task(tr("Predicting what was typed"), self)
        self._asker.done.connect(self._typed.show_answers)
        self._asker.failed.connect(self._typed.show_error)
        self._message = label("", "error", select=True)
        self._message.setObjectName("predict.answers.message")
        self._message.hide()
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
        head = QHBoxLayout()
        head.setSpacing(theme.SMALL)
        head.addWidget(self._title, 1)
        head.addWidget(self._again)
        head.addWidget(self._other)
        column.addLayout(head)
        column.addWidget(self._score)
        column.addWidget(self._typed)
        column.addWidget(self._message)
        column.addWidget(self._table, 1)

    @property
    def answers(self) -> Answers | None:
        """What is shown, None while there is nothing."""
        return self._answers

    def show_run(self, model_file: Path) -> None:
        """Predict with the model of a run."""
        self._model, self._has_run = model_file, True
        self._answers = None
        self._message.hide()
        self._task.start(lambda handle: answers_of_run(model_file, lambda: is_cancelled(handle)))

    def show_tables(self, opened: OpenedFile) -> None:
        """Let a model that was trained with tables wait for one; of its own data there is nothing here."""
        self._model, self._has_run = opened, False
        self._answers = None
        self._title.setText(
            tr("Choose a table with the columns of the training, or type a row.")
            if opened.card.features
            else tr("Type the values of one sample.")
        )
        self._score.setText("")
        self._show_buttons()
        self.done.emit()

    def show_table(self, path: Path) -> None:
        """Predict the rows of another table; what stands against it is told, and what was shown stays."""
        model = self._model
        if model is not None:
            self._message.hide()
            self._task.start(lambda handle: answers_for_table(model, path, lambda: is_cancelled(handle)))

    def show_row(self, text: str) -> None:
        """Predict one row that is typed, values with commas between them."""
        model = self._model
        if model is not None:
            self._asker.start(lambda handle: answers_for_row(model, text))

    def close_tasks(self) -> None:
        """End what runs in the background."""
        self._task.wait()
        self._asker.wait()

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

    def _show_own(self) -> None:
        if isinstance(self._model, Path):
            self.show_run(self._model)

    def _ask_table(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Another table"), "", tr("Tables ({pattern})", pattern="*.csv *.tsv")
        )
        if name:
            self.show_table(Path(name))

    def _refused(self, sentence: str) -> None:
        if self._answers is None and self._has_run:
            self.failed.emit(sentence)
            return
        self._message.setText(tr(sentence))
        self._message.show()

    def _show_buttons(self) -> None:
        model = self._model
        card = None if model is None else read_card(model) if isinstance(model, Path) else model.card
        self._other.setVisible(card is not None and bool(card.features))
        names = column_names(card) if card is not None else ()
        if not names and model is not None and not isinstance(model, Path):
            names = tuple(map(str, range(1, values_taken(model) + 1)))
        self._typed.show_columns(names)
        self._again.setVisible(self._has_run and self._answers is not None and self._answers.part == "table")

    def _loaded(self, answers: Answers) -> None:
        self._answers = answers
        self._show_buttons()
        count = len(answers.numbers)
        if answers.part == "table":
            title = tr("{count:,} rows of {name}", count=count, name=answers.title)
        elif answers.part == "validation":
            title = tr("{count:,} samples held back for validation", count=count)
        else:
            title = tr("{count:,} samples of the training", count=count)
        self._title.setText(title)
        self._score.setText(
            "  ·  ".join(f"{item.output}: {item.score}" for item in answers.answers if item.score)
        )
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
        self._columns += [(name, texts, None) for name, texts in answers.given]
        for item in answers.answers:
            wrong = None
            if item.truth:
                classes = bool(item.sure)
                title = (
                    tr("{output}: label", output=item.output)
                    if classes
                    else tr("{output}: true value", output=item.output)
                )
                self._columns.append((title, item.truth, None))
                wrong = [classes and a != b for a, b in zip(item.truth, item.said, strict=True)]
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
