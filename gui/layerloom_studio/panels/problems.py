"""Problems: what is wrong with the drawing, sentence by sentence; a click leads to the layer, a button repairs it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListWidgetItem, QStackedWidget, QWidget

from layerloom.graph import Problem
from layerloom_studio import theme
from layerloom_studio.document.advice import all_problems
from layerloom_studio.document.draft import EditError
from layerloom_studio.document.project import Project
from layerloom_studio.document.repairs import Repair, repairs
from layerloom_studio.language import tr
from layerloom_studio.panels.problems_list import ProblemsList, RepairButtons
from layerloom_studio.undo import DocumentStack
from layerloom_studio.widgets import Hint

_SETTLE_MS = 120  # repairs are tried on sketches of the drawing; not while somebody types
_REPAIRED_ROWS = 8  # rows that get buttons at once; the chosen row always has them
_LARGE = 200  # layers from which trying repairs takes so long that only the chosen row gets them


class ProblemsPanel(QStackedWidget):
    """Lists the problems of the open document, errors first, each with the repairs that are known to solve it.

    Args:
        project: The open document.
        stack: Where repairs go; without one none are offered.
        parent: Owner.
    """

    focus_requested = Signal(object)  # tuple of node ids, the first one matters most
    count_changed = Signal(int, int)  # errors, warnings
    foreseen = Signal(object)  # the Outlook of the repair that is pointed at, None when none is
    told = Signal(str)  # a sentence for the status bar

    def __init__(
        self, project: Project, stack: DocumentStack | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("problems")
        self.setAccessibleName(tr("Problems"))
        self._project = project
        self._stack = stack
        self._problems: list[Problem] = []
        self._none = Hint("check", tr("No problems"), tr("The drawing is complete and every shape fits."))
        self.list = ProblemsList()
        self.addWidget(self._none)
        self.addWidget(self.list)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        self.list.currentRowChanged.connect(self._offer)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.offer_repairs)
        project.analysis_changed.connect(self.refresh)
        project.settings_changed.connect(self._settings_changed)
        theme.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the problems as they are now."""
        self._problems = all_problems(self._project)
        row = self._row()
        self.list.clear()
        self.foreseen.emit(None)
        colors = theme.current()
        for problem in self._problems:
            error = problem.severity == "error"
            icon = theme.icon("error" if error else "warning", colors.error if error else colors.warning)
            item = QListWidgetItem(icon, tr(problem.message))
            item.setToolTip(tr("Click to go to the layer.") if problem.nodes else "")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{tr(problem.severity)}: {tr(problem.message)}")
            self.list.addItem(item)
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)
        drawn = bool(self._project.architecture.nodes)
        if drawn:
            self._none.tell(tr("No problems"), tr("The drawing is complete and every shape fits."))
        else:
            self._none.tell(
                tr("Nothing drawn yet"), tr("Problems of the network will be listed here while you draw.")
            )
        self.setCurrentWidget(self.list if self._problems else self._none)
        errors = sum(problem.severity == "error" for problem in self._problems)
        self.count_changed.emit(errors, len(self._problems) - errors)
        if self._problems and self.isVisible():
            self._settle.start()

    def step(self, by: int) -> None:
        """Go to the next problem (1) or the one before (-1), around the end."""
        count = self.list.count()
        if count:
            row = self._row()
            row = (row + by) % count if row >= 0 else (0 if by > 0 else count - 1)
            self.list.setCurrentRow(row)
            self._go(self.list.item(row))

    def offer_repairs(self) -> None:
        """Put buttons on the first rows; done a moment after the last change."""
        if len(self._project.architecture.nodes) > _LARGE:
            self._offer(self._row())
            return
        for row in range(min(_REPAIRED_ROWS, self.list.count())):
            self._offer(row)

    def buttons(self, row: int) -> RepairButtons | None:
        """The repairs offered on a row, if there are any."""
        found = self.list.itemWidget(self.list.item(row))
        return found if isinstance(found, RepairButtons) else None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle.start()

    def _offer(self, row: int) -> None:
        if self._stack is None or not 0 <= row < len(self._problems) or self.buttons(row) is not None:
            return
        found = repairs(self._project, self._problems[row])
        if not found:
            return
        buttons = RepairButtons(row, found)
        buttons.pointed.connect(self._foresee)
        buttons.chosen.connect(self._repair)
        self.list.set_buttons(row, buttons)

    def _foresee(self, repair: Repair | None) -> None:
        self.foreseen.emit(None if repair is None else repair.outlook)

    def _repair(self, repair: Repair) -> None:
        assert self._stack is not None
        self.foreseen.emit(None)
        # The edit removes the very button that was pressed, so it waits until the press is over.
        QTimer.singleShot(0, self, lambda: self._make(repair))

    def _make(self, repair: Repair) -> None:
        assert self._stack is not None
        try:
            self._stack.push(repair.edit, repair.title)
        except EditError as error:
            self.told.emit(str(error))
            return
        self.told.emit(tr("{title}: done.", title=repair.title))

    def _settings_changed(self, section: str) -> None:
        if section in ("data", "training") and all_problems(self._project) != self._problems:
            self.refresh()

    def _row(self) -> int:
        """The row that a person chose; the list may have a current row that nobody chose."""
        chosen = self.list.selectedIndexes()
        return chosen[0].row() if chosen else -1

    def _go(self, item: QListWidgetItem) -> None:
        row = self.list.row(item)
        if 0 <= row < len(self._problems) and self._problems[row].nodes:
            self.focus_requested.emit(self._problems[row].nodes)
