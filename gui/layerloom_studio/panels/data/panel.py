"""DataPanel: the source of the data, what its samples look like, and how the drawing fits them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from layerloom.errors import LayerloomError
from layerloom_studio import theme
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr
from layerloom_studio.panels.data.fitting_model import plan_fitting
from layerloom_studio.panels.data.inputs import InputsForm
from layerloom_studio.panels.data.loader import Preview, Shape, load_preview
from layerloom_studio.panels.data.settings import DataSettings
from layerloom_studio.panels.data.view import DataView
from layerloom_studio.runs.augmenting import Augmenting, is_pictures
from layerloom_studio.runs.preparing import picture_shape
from layerloom_studio.training.background import Task
from layerloom_studio.training.checks import project_ports
from layerloom_studio.undo import DocumentStack
from layerloom_studio.widgets import ScrollColumn, heading, label, line, set_role
from layerloom_studio.widgets.tips import plain_tip

_MOST_MAPPING = 330  # height in pixels, with texts of the usual size
_SETTLE_MS = 250  # a slider that is being dragged shall not load the data at every step


class DataPanel(QWidget):
    """The whole Data mode.

    Args:
        project: The open document.
        stack: Where edits go.
        parent: Owner.
    """

    failed = Signal(str)
    counted = Signal(int)  # samples to learn from

    def __init__(self, project: Project, stack: DocumentStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data")
        self.setAccessibleName(tr("Data"))
        self._project = project
        self._stack = stack
        self._preview: Preview | None = None
        self._shown: tuple[Any, Any] | None = None
        self.settings = DataSettings(project, stack)
        self.settings.refused.connect(lambda text: self._tell(text, "error"))
        self.view = DataView()
        self._task = Task(tr("Loading the data"), self)
        self._task.done.connect(self._loaded)
        self._task.failed.connect(self._load_failed)
        self._task.news.connect(self.view.show_progress)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._load)
        side = ScrollColumn("data.scroll", tr("Data settings"), 270)
        side.column.addWidget(self.settings)
        side.column.addStretch(1)
        self.inputs = InputsForm(project, stack)
        self._mapping = _Mapping(self.inputs)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(side, 1)
        column.addWidget(line())
        column.addWidget(self._mapping)
        column.addLayout(self._make_fit())
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName("data.splitter")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.view)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([320, 800])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        self.settings.augmenting.opened.connect(self._augmenting_opened)
        project.settings_changed.connect(self._settings_changed)
        project.reset.connect(self._changed)
        project.analysis_changed.connect(self._show_fit)

    def preview(self) -> Preview | None:
        """What is shown, None while nothing is loaded."""
        return self._preview

    def close_tasks(self) -> None:
        """End what runs in the background; for closing the window."""
        self._settle.stop()
        self._task.wait()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._changed()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._settle.stop()

    def _make_fit(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.MEDIUM)
        column.setSpacing(6)
        column.addWidget(heading(tr("Model")))
        self._fit_text = label("", "muted")
        self._fit_text.setObjectName("data.fit_text")
        self._fit = QPushButton(tr("Fit input and output to the data"))
        self._fit.setObjectName("data.fit")
        self._fit.setAccessibleName(tr("Fit input and output of the model to the data"))
        self._fit.clicked.connect(self._fit_model)
        column.addWidget(self._fit_text)
        column.addWidget(self._fit)
        return column

    def _settings_changed(self, section: str) -> None:
        if section == "data":
            self._changed()
            self._show_augmenting()
        elif section == "training":
            self._show_fit()

    def _changed(self) -> None:
        self._show_fit()
        if self.isVisible() and self._shown != self._wanted():
            self._settle.start(0 if self._new_source() else _SETTLE_MS)

    def _new_source(self) -> bool:
        """Whether what is shown comes from elsewhere than what is wanted."""
        return self._shown is None or any(
            self._shown[0].get(key) != self._project.data.get(key) for key in ("source", "path", "target")
        )

    def _wanted(self) -> tuple[dict[str, Any], Shape | None]:
        reference = {key: value for key, value in self._project.data.items() if key != "augment"}
        return reference, _input_shape(self._project.whole())

    def _load(self) -> None:
        if self._new_source():
            self._preview = None  # the drawing is never fitted to data that are on their way out
            self._show_fit()
        reference, shape = self._shown = self._wanted()
        if reference.get("source") in ("folder", "file") and not reference.get("path"):
            self._task.cancel()
            self._preview = None
            if reference["source"] == "folder":
                self.view.show_no_folder()
            else:
                self.view.show_no_file()
            self._show_fit()
            return
        self.view.show_loading()
        self._task.start(lambda handle: load_preview(reference, shape, handle))

    def _loaded(self, preview: Preview) -> None:
        self._preview = preview
        self.counted.emit(preview.training)
        self.settings.show_data(preview.data, pictures=is_pictures(preview.data.x))
        self._show_augmenting()
        self.view.show_preview(preview)
        self._show_fit()

    def _show_augmenting(self) -> None:
        """Let the view show what the augmentation that is set makes of a sample."""
        try:
            augmenting = Augmenting.of(self._project.data)
        except LayerloomError as error:
            self._tell(str(error), "error")
            return
        self.view.show_augmenting(augmenting)

    def _augmenting_opened(self, opened: bool) -> None:
        """Who opens the section wants to see what it does."""
        self.view.choose_page("augmented" if opened else "samples")

    def _load_failed(self, sentence: str) -> None:
        self._preview = None
        self.view.show_error(sentence)
        self._show_fit()
        self.failed.emit(sentence)

    def _show_fit(self) -> None:
        if self._project.opened and not self.isVisible():
            return  # the whole model is looked at again when the panel is seen
        self.inputs.show_data(
            self._preview.data if self._preview is not None and not self._new_source() else None
        )
        self._mapping.follow()
        if self._preview is None or self._new_source():
            self._enable_fit(tr("Load data first."), "")
            return
        plan = plan_fitting(self._project.whole(), self._preview.data)
        if plan.refusal:
            self._enable_fit(plan.refusal, "warning")
        elif not plan.edits:
            self._enable_fit(tr("Input and output of the model fit the data."), "success")
        else:
            self._tell(tr("To be changed: ") + "; ".join(plan.words) + ".", "muted")
            self._fit.setEnabled(True)
            self._fit.setToolTip(plain_tip(tr("Change ") + "; ".join(plan.words)))

    def _enable_fit(self, reason: str, role: str) -> None:
        self._tell(reason, role or "muted")
        self._fit.setEnabled(False)
        self._fit.setToolTip(plain_tip(reason))

    def _tell(self, text: str, role: str) -> None:
        self._fit_text.setText(tr(text))
        set_role(self._fit_text, role)

    def _fit_model(self) -> None:
        if self._preview is None:
            return
        self._project.open_groups(())
        plan = plan_fitting(self._project, self._preview.data)
        try:
            self._stack.push(plan.edit(), tr("Fit the model to the data"))
        except LayerloomError as error:
            self._tell(str(error), "error")


class _Mapping(ScrollColumn):
    """What each input gets, always in view: as tall as it needs to be, and below that it scrolls by itself."""

    def __init__(self, inputs: InputsForm) -> None:
        super().__init__("data.mapping", tr("Data of the inputs and outputs"), 270)
        self._inputs = inputs
        self.column.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, 0)
        self.column.addWidget(inputs)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def follow(self) -> None:
        """Be there while there is something to choose."""
        self.setVisible(not self._inputs.isHidden())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        needed = self.column.totalSizeHint().height()
        return QSize(super().sizeHint().width(), min(needed, theme.scaled(_MOST_MAPPING)))


def _input_shape(project: Project) -> Shape | None:
    """Shape of one sample that pictures are fitted to, where the drawing tells one."""
    try:
        inputs, _ = project_ports(project)
    except LayerloomError:
        return None
    return picture_shape(inputs)
