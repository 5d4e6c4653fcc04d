"""Problems: what is wrong with the drawing, sentence by sentence; a click leads to the layer."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

from layerloom.graph import Problem
from layerloom_studio import theme
from layerloom_studio.document.project import Project
from layerloom_studio.widgets import Hint


class ProblemsPanel(QStackedWidget):
    """Lists the problems of the open document, errors first.

    Args:
        project: The open document.
        parent: Owner.
    """

    focus_requested = Signal(object)  # tuple of node ids, the first one matters most
    count_changed = Signal(int, int)  # errors, warnings

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problems")
        self.setAccessibleName("Problems")
        self._project = project
        self._problems: list[Problem] = []
        self._none = Hint("check", "No problems", "The drawing is complete and every shape fits.")
        self.list = _WrappingList()
        self.addWidget(self._none)
        self.addWidget(self.list)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        project.analysis_changed.connect(self.refresh)
        theme.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the problems as they are now."""
        found = self._project.analysis.problems
        self._problems = sorted(found, key=lambda problem: problem.severity != "error")
        row = self._row()
        self.list.clear()
        colors = theme.current()
        for problem in self._problems:
            error = problem.severity == "error"
            icon = theme.icon("error" if error else "warning", colors.error if error else colors.warning)
            item = QListWidgetItem(icon, problem.message)
            item.setToolTip("Click to go to the layer." if problem.nodes else "")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{problem.severity}: {problem.message}")
            item.setData(Qt.ItemDataRole.UserRole, problem.nodes)
            self.list.addItem(item)
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)
        drawn = bool(self._project.architecture.nodes)
        self._none.title.setText("No problems" if drawn else "Nothing drawn yet")
        self._none.text.setText(
            "The drawing is complete and every shape fits."
            if drawn
            else "Problems of the network will be listed here while you draw."
        )
        self.setCurrentWidget(self.list if self._problems else self._none)
        errors = sum(problem.severity == "error" for problem in self._problems)
        self.count_changed.emit(errors, len(self._problems) - errors)

    def step(self, by: int) -> None:
        """Go to the next problem (1) or the one before (-1), around the end."""
        count = self.list.count()
        if count:
            row = self._row()
            row = (row + by) % count if row >= 0 else (0 if by > 0 else count - 1)
            self.list.setCurrentRow(row)
            self._go(self.list.item(row))

    def _row(self) -> int:
        """The row that a person chose; the list may have a current row that nobody chose."""
        chosen = self.list.selectedIndexes()
        return chosen[0].row() if chosen else -1

    def _go(self, item: QListWidgetItem) -> None:
        nodes = item.data(Qt.ItemDataRole.UserRole)
        if nodes:
            self.focus_requested.emit(tuple(nodes))


class _WrappingList(QListWidget):
    """Rows as high as their sentence needs at the width there is."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problems.list")
        self.setAccessibleName("List of problems")
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setIconSize(QSize(16, 16))
        self.setSpacing(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
