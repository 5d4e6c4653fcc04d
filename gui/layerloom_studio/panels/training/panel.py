"""TrainingPanel: controls on top; below them the settings, the epochs, or earlier runs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.document.project import Project
from layerloom_studio.language import mark, tr
from layerloom_studio.panels.run_deeds import RunDeeds
from layerloom_studio.panels.runs import RunsPanel
from layerloom_studio.panels.training.checkpoints import CheckpointsRow
from layerloom_studio.panels.training.controls import TrainingControls
from layerloom_studio.panels.training.epoch_table import EpochTable
from layerloom_studio.panels.training.model_work import ModelWork
from layerloom_studio.panels.training.remedy_row import RemedyRow
from layerloom_studio.panels.training.settings import TrainingSettings
from layerloom_studio.training.controller import TrainingController
from layerloom_studio.training.progress import Progress
from layerloom_studio.training.record import RunRecord
from layerloom_studio.undo import DocumentStack
from layerloom_studio.widgets import FittedColumn, ScrollColumn, Segments, line

_PAGES = (
    ("settings", mark("Settings"), mark("What is trained, how and for how long")),
    ("epochs", mark("Epochs"), mark("The values of every epoch")),
    ("runs", mark("Runs"), mark("What was trained before")),
)


class TrainingPanel(QWidget):
    """Everything about training but the curves.

    Args:
        project: The open document.
        stack: Where edits of the settings go.
        controller: Does the training.
        deeds: Renames and deletes runs.
        parent: Owner.
    """

    record_chosen = Signal(object)  # RunRecord of an earlier run, for the plots
    failed = Signal(str)

    def __init__(
        self,
        project: Project,
        stack: DocumentStack,
        controller: TrainingController,
        deeds: RunDeeds | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("training")
        self.setAccessibleName(tr("Training"))
        self._controller = controller
        self.work = ModelWork()
        self.controls = TrainingControls(project, controller, self.work)
        self.settings = TrainingSettings(project, stack)
        self.epochs = EpochTable()
        self.runs = RunsPanel(deeds)
        self._switch = Segments(
            "training.pages",
            tr("Part of the panel"),
            [(key, tr(title), tr(tip)) for key, title, tip in _PAGES],
        )
        scroll = ScrollColumn("training.scroll", tr("Training settings"), 260)
        scroll.column.setContentsMargins(0, theme.SMALL, theme.SMALL, theme.LARGE)
        scroll.column.addWidget(self.settings)
        scroll.column.addStretch(1)
        self.checkpoints = CheckpointsRow(controller, self.work)
        self.checkpoints.told.connect(self.controls.show_message)
        epochs = QWidget()
        column = QVBoxLayout(epochs)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(self.epochs, 1)
        column.addWidget(self.checkpoints)
        self._pages = QStackedWidget()
        for page in (scroll, epochs, self.runs):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.SMALL, theme.SMALL)
        layout.setSpacing(theme.SMALL)
        upper = FittedColumn("training.upper", tr("Training"), 260)
        upper.column.addWidget(self.controls)
        upper.column.addWidget(RemedyRow(project, stack, controller, self.controls.start))
        layout.addWidget(upper)
        layout.addWidget(line())
        layout.addWidget(self._switch)
        layout.addWidget(self._pages, 1)
        self._switch.chosen.connect(self.show_page)
        self.runs.chosen.connect(self._run_chosen)
        self.runs.failed.connect(self.failed)
        self.settings.series.wanted.connect(self.controls.start_series)
        controller.started.connect(self._started)
        controller.batch.connect(self._count_samples)
        controller.epoch.connect(self.epochs.refresh)
        controller.finished.connect(self.epochs.refresh)
        self._show_record(controller.record)
        self.show_page("settings")

    def show_page(self, key: str) -> None:
        """Show "settings", "epochs" or "runs"."""
        self._switch.choose(key)
        self._pages.setCurrentIndex([page[0] for page in _PAGES].index(key))
        if key == "runs":
            record = self._controller.record
            self.runs.refresh(record.folder if record is not None and self._controller.busy else None)

    def close_tasks(self) -> None:
        """End what runs in the background; for closing the window."""
        self.runs.close_tasks()
        self.work.close_tasks()

    def _count_samples(self, progress: Progress) -> None:
        if progress.samples:
            self.settings.show_samples(progress.samples)

    def _started(self, record: RunRecord) -> None:
        self._show_record(record)
        self.show_page("epochs")

    def _run_chosen(self, record: RunRecord) -> None:
        latest = self._controller.record
        if latest is not None and latest.folder == record.folder:
            record = latest  # it may still grow
        self._show_record(record)
        self.record_chosen.emit(record)

    def _show_record(self, record: RunRecord | None) -> None:
        self.epochs.set_record(record)
        self.checkpoints.set_record(record)
