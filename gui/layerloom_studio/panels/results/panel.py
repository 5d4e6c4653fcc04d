"""ResultsPanel: the confusion matrix of the latest run, and the samples behind each of its cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.panels.results.matrix import MatrixTable
from layerloom_studio.panels.samples import PictureGrid, PictureModel, RowModel, RowTable
from layerloom_studio.runs.evaluation import Evaluation, evaluate_run
from layerloom_studio.training.background import Task, is_cancelled
from layerloom_studio.training.controller import TrainingController
from layerloom_studio.training.record import RunRecord
from layerloom_studio.widgets import ElidedLabel, Hint, label, push_button

_MOST = 500  # samples behind a cell


class ResultsPanel(QStackedWidget):
    """Evaluates the model of the latest run when it is looked at; computing is done in a thread.

    Args:
        controller: Tells when a run has ended.
        parent: Owner.
    """

    sample_chosen = Signal(int)  # place in the data of a sample that was picked

    def __init__(self, controller: TrainingController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self.setAccessibleName(tr("Results"))
        self._wanted: Path | None = None
        self._shown: Path | None = None
        self._evaluation: Evaluation | None = None
        self._places: NDArray[Any] = np.empty(0, np.int64)
        self._task = Task(tr("Evaluating the model"), self)
        self._task.done.connect(self._evaluated)
        self._task.failed.connect(self._refused)
        self._hint = Hint("table", "")
        self.addWidget(self._hint)
        self.addWidget(self._make_page())
        controller.finished.connect(self.show_run)
        controller.restored.connect(self._look_again)
        controller.started.connect(self._forget)
        self.show_run(controller.record)

    @property
    def evaluation(self) -> Evaluation | None:
        """What is shown, None while there is nothing."""
        return self._evaluation

    @property
    def busy(self) -> bool:
        """Whether a model is being evaluated."""
        return self._task.running

    def _forget(self) -> None:
        """A run begins, and has no results yet."""
        self.show_run(None)

    def show_run(self, record: RunRecord | None) -> None:
        """Show the results of a run that has ended; none while there is no such run."""
        self._wanted = None if record is None else record.model
        if self._wanted is None:
            self._show_hint(
                tr("No results yet"),
                tr("After a training this shows which classes are taken for which, and the worst mistakes."),
            )
        elif self.isVisible():
            self._evaluate()

    def _look_again(self, record: RunRecord) -> None:
        """The model of a run is that of another epoch now, in the same file."""
        self._shown = None
        self.show_run(record)

    def close_tasks(self) -> None:
        """End what runs in the background."""
        self._task.wait()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._evaluate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() > 1.5 * self.height()
        self._splitter.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)

    def _make_page(self) -> QWidget:
        self._title = label("", "heading")
        self._title.setObjectName("results.title")
        self._matrix = MatrixTable()
        self._matrix.chosen.connect(self._cell_chosen)
        self._caption = ElidedLabel()
        self._caption.setObjectName("results.caption")
        self._caption.setProperty("role", "muted")
        self._grid = PictureGrid("results.pictures")
        self._rows = RowTable("results.rows")
        for view in (self._grid, self._rows):
            view.setToolTip(tr("A double click or Enter shows what the layers make of a sample"))
            view.activated.connect(lambda index: self._activated(index.row()))
        self._samples = QStackedWidget()
        self._samples.addWidget(self._grid)
        self._samples.addWidget(self._rows)
        self._all = push_button(
            "results.all", tr("All mistakes"), tr("Show the mistakes of all classes, the worst first")
        )
        self._all.clicked.connect(lambda _checked: self._matrix.clearSelection())
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TINY)
        column.addWidget(self._caption)
        column.addWidget(self._samples, 1)
        column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setObjectName("results.splitter")
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._matrix)
        self._splitter.addWidget(lower)
        self._splitter.setSizes([300, 260])
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.SMALL, theme.SMALL)
        layout.setSpacing(theme.TINY)
        layout.addWidget(self._title)
        layout.addWidget(self._splitter, 1)
        return page

    def _evaluate(self) -> None:
        path = self._wanted
        if path is None or path == self._shown:
            return
        self._shown = path
        self._show_hint(tr("Evaluating the model…"), "")
        self._task.start(lambda handle: evaluate_run(path, lambda: is_cancelled(handle)))

    def _evaluated(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        count = len(evaluation.truth)
        share = f"{evaluation.accuracy:.1%}"
        if evaluation.part == "validation":
            text = tr(
                "{share} of {count:,} samples held back for validation are right", share=share, count=count
            )
        else:
            text = tr("{share} of {count:,} samples of the training are right", share=share, count=count)
        self._title.setText(text)
        self._matrix.show_evaluation(evaluation)
        self._show_samples(None)
        self.setCurrentIndex(1)

    def _refused(self, sentence: str) -> None:
        self._show_hint(tr("No results by class"), tr(sentence))

    def _show_hint(self, title: str, text: str) -> None:
        self._hint.tell(title, text)
        self.setCurrentIndex(0)

    def _cell_chosen(self, cell: tuple[int, int] | None) -> None:
        self._show_samples(cell)

    def _activated(self, row: int) -> None:
        if self._evaluation is not None and row < len(self._places):
            self.sample_chosen.emit(int(self._evaluation.numbers[self._places[row]]))

    def _show_samples(self, cell: tuple[int, int] | None) -> None:
        found = self._evaluation
        assert found is not None
        places = found.mistakes(*(cell or (None, None)))
        count = len(places)
        self._all.setVisible(cell is not None)
        if cell is None:
            self._caption.setText(tr("{count:,} mistakes, the worst first", count=count))
        else:
            truth, said = (found.classes[number] for number in cell)
            self._caption.setText(
                tr("{count:,} of “{truth}” taken for “{said}”", count=count, truth=truth, said=said)
            )
        self._places = places = places[:_MOST]
        labels = [
            tr(
                "{truth} → {said}, {sure:.0%}",
                truth=found.classes[found.truth[place]],
                said=found.classes[found.said[place]],
                sure=found.sure[place],
            )
            for place in places
        ]
        held = found.truth[places] != found.truth[places]  # no dots: all are of one part
        samples, numbers = found.samples[places], found.numbers[places]
        pictures = samples.ndim == 4 and samples.shape[-1] in (1, 3)
        view = self._grid if pictures else self._rows
        old = view.model()
        if pictures:
            view.setModel(PictureModel(samples, labels, held, numbers, self))
        else:
            flat = samples.reshape(len(places), -1)[:, :100]
            names = found.features or tuple(str(number + 1) for number in range(flat.shape[1]))
            view.setModel(RowModel(flat, names[: flat.shape[1]], labels, held, numbers, self))
            self._rows.resizeColumnsToContents()
        if old is not None:
            old.deleteLater()
        self._samples.setCurrentWidget(view)
