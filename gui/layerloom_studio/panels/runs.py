"""Runs: what was trained before, newest first; choosing one shows its curves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.language import mark, tr
from layerloom_studio.panels.lines import Line, LineList
from layerloom_studio.panels.moments import moment
from layerloom_studio.panels.run_deeds import RunDeeds
from layerloom_studio.panels.tensorboard import BoardServer, board_program, has_board_logs, show_in_browser
from layerloom_studio.training.archive import RunInfo, list_runs, load_record
from layerloom_studio.training.background import Task
from layerloom_studio.training.record import format_value
from layerloom_studio.widgets import Hint
from layerloom_studio.widgets.tips import plain_tip

_ROLES = {
    "running": "accent",
    "finished": "success",
    "stopped": "warning",
    "failed": "error",
    "interrupted": "warning",
}
_STATUS = {
    "running": mark("This run is under way"),
    "finished": mark("This run has finished"),
    "stopped": mark("This run was stopped"),
    "failed": mark("This run has failed"),
    "interrupted": mark("This run was interrupted"),
}


class RunsPanel(QWidget):
    """The runs on disk.

    Args:
        deeds: Renames and deletes them.
        root: Folder of the runs; by default the user's own.
        parent: Owner.
    """

    chosen = Signal(object)  # RunRecord to be shown in the plots
    failed = Signal(str)

    def __init__(
        self, deeds: RunDeeds | None = None, root: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("runs")
        self.setAccessibleName(tr("Runs"))
        self._root = root
        self._deeds = deeds if deeds is not None else RunDeeds(root, self)
        self._deeds.changed.connect(lambda: self.refresh(self._running) if self.isVisible() else None)
        self._lister = Task(tr("Listing the runs"), self)
        self._lister.done.connect(self._show)
        self._loader = Task(tr("Reading the run"), self)
        self._loader.done.connect(self.chosen)
        for task in (self._lister, self._loader):
            task.failed.connect(self.failed)
        self._list = LineList("runs.list", tr("Runs"))
        self._list.activated.connect(lambda index: self.show_run(index.row()))
        self._list.selectionModel().selectionChanged.connect(lambda _new, _old: self._enable_buttons())
        self._hint = Hint(
            "runs", tr("No runs yet"), tr("Every training is kept here with its curves and its weights.")
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._hint)
        self._stack.addWidget(self._list)
        self._show_button = _button("runs.show", tr("Show curves"), tr("Show the curves of the selected run"))
        self._show_button.clicked.connect(lambda: self.show_run(self._list.row()))
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(lambda: self._deeds.fill(self._menu, self._selected(), self))
        self._more = _button("runs.more", tr("Actions"), tr("Rename, delete, take over the selected run"))
        self._more.setToolTip(self._more.accessibleName())
        self._more.setMenu(self._menu)
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._list.customContextMenuRequested.connect(
            lambda place: self._menu.popup(self._list.viewport().mapToGlobal(place))
        )
        self._board_button = _button("runs.board", "TensorBoard", tr("Show the selected run in TensorBoard"))
        self._board_button.clicked.connect(self._show_board)
        self._board = BoardServer(self)
        self._board.serving.connect(self._board_serves)
        self._board.failed.connect(self.failed)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self._show_button)
        buttons.addWidget(self._board_button)
        buttons.addWidget(self._more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self._stack, 1)
        layout.addLayout(buttons)
        self._infos: list[RunInfo] = []
        self._running: Path | None = None
        self._enable_buttons()

    def refresh(self, running: Path | None = None) -> None:
        """Look again what is on disk.

        Args:
            running: Folder of the run that is under way, if any.
        """
        self._running = running
        root = self._root
        self._lister.start(lambda _handle: list_runs(root))

    def show_run(self, row: int) -> None:
        """Load a run and tell `chosen`."""
        if 0 <= row < len(self._infos):
            folder = self._infos[row].folder
            self._loader.start(lambda _handle: load_record(folder))

    def close_tasks(self) -> None:
        """End what runs in the background."""
        self._lister.wait()
        self._loader.wait()
        self._board.close()

    def _show(self, infos: list[RunInfo]) -> None:
        self._infos = [
            replace(info, status="running") if info.folder.path == self._running else info for info in infos
        ]
        self._list.set_lines([_line(info) for info in self._infos])
        self._stack.setCurrentWidget(self._list if infos else self._hint)
        self._enable_buttons()

    def _enable_buttons(self) -> None:
        some = self._list.row() >= 0
        self._show_button.setEnabled(some)
        self._show_button.setToolTip(
            self._show_button.accessibleName() if some else tr("Select a run first.")
        )
        reason = self._why_no_board()
        self._board_button.setEnabled(not reason)
        self._board_button.setToolTip(plain_tip(reason) or self._board_button.accessibleName())

    def _why_no_board(self) -> str:
        row = self._list.row()
        if row < 0:
            return tr("Select a run first.")
        if not has_board_logs(self._infos[row].folder.path):
            return tr("This run has no logs for TensorBoard: tick them among the callbacks before training.")
        return "" if board_program() else tr("TensorBoard is not installed: pip install tensorboard")

    def _show_board(self) -> None:
        self._board.start(self._infos[self._list.row()].folder.path)

    def _board_serves(self, address: str) -> None:
        if not show_in_browser(address):
            self.failed.emit(tr("TensorBoard answers at {address}.", address=address))

    def _selected(self) -> list[RunInfo]:
        row = self._list.row()
        return [self._infos[row]] if row >= 0 else []


def _line(info: RunInfo) -> Line:
    tip = f"{info.folder.path}\n{tr(_STATUS[info.status])}"
    return Line(info.name, _figures(info), moment(info.started), role=_ROLES[info.status], tip=tip)


def _figures(info: RunInfo) -> str:
    shown = [name for name in ("val_accuracy", "val_loss", "loss") if name in info.values][:2]
    values = [f"{name} {format_value(info.values[name])}" for name in shown]
    epochs = tr("1 epoch") if info.epochs == 1 else tr("{count} epochs", count=info.epochs)
    return "  ·  ".join([epochs, *values])


def _button(name: str, text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(tip)
    return button
