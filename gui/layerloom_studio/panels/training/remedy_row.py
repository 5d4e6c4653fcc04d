"""RemedyRow: what would help a training whose loss became no number, each one click."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr
from layerloom_studio.runs.remedies import Remedy
from layerloom_studio.training.controller import TrainingController
from layerloom_studio.undo import DocumentStack
from layerloom_studio.widgets import clear_layout, push_button


class RemedyRow(QWidget):
    """A button for each remedy; it changes the settings, as one step to undo, and trains again.

    Args:
        project: The open document.
        stack: Where edits go.
        controller: Knows how the latest run ended.
        start: Starts the training.
        parent: Owner.
    """

    def __init__(
        self,
        project: Project,
        stack: DocumentStack,
        controller: TrainingController,
        start: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("training.remedies")
        self._project = project
        self._stack = stack
        self._controller = controller
        self._start = start
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.TINY)
        controller.state_changed.connect(self.refresh)
        project.reset.connect(self.hide)
        self.refresh()

    def refresh(self) -> None:
        """Offer what helps the latest run, if its loss became no number."""
        clear_layout(self._column)
        found = [] if self._controller.busy else self._controller.remedies
        for number, remedy in enumerate(found):
            text = tr("{remedy}, and train again", remedy=remedy.title)
            tip = tr("Changes the optimizer's settings (can be undone) and starts the training")
            button = push_button(f"training.remedy.{number}", text, tip, text)
            button.clicked.connect(partial(self._apply, remedy))
            self._column.addWidget(button)
        self.setVisible(bool(found))

    def _apply(self, remedy: Remedy, _checked: bool = False) -> None:
        training = {**self._project.training, "optimizer": dict(remedy.optimizer)}
        if training != self._project.training:
            self._stack.push(SetSettings("training", training), remedy.title)
        self._start()
