"""MainWindow: canvas in the centre, docks around it, four modes, one tool bar."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPointF, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QTabWidget

from layerloom_studio import __version__, theme
from layerloom_studio.canvas.view import CanvasView
from layerloom_studio.document.project import Project
from layerloom_studio.language import switch, tr
from layerloom_studio.main_window import dialogs
from layerloom_studio.main_window.actions import enable, make_actions
from layerloom_studio.main_window.comfort import Comfort
from layerloom_studio.main_window.command_search import CommandSearch
from layerloom_studio.main_window.docks import first_control
from layerloom_studio.main_window.documents import MODEL_FILTER, Documents
from layerloom_studio.main_window.dropping import FileDrop
from layerloom_studio.main_window.exporting import Exporter
from layerloom_studio.main_window.faults import Faults, connect_faults
from layerloom_studio.main_window.keys import Keys
from layerloom_studio.main_window.menus import Menus
from layerloom_studio.main_window.modes import MODES, Layouts, Mode
from layerloom_studio.main_window.reasons import reasons_against, tips_for
from layerloom_studio.main_window.recovery import Recovery, connect_found
from layerloom_studio.main_window.retelling import retell
from layerloom_studio.main_window.settings import Settings
from layerloom_studio.main_window.settings_dialog import SettingsDialog
from layerloom_studio.main_window.shelf import Shelf
from layerloom_studio.main_window.status_bar import StatusBar
from layerloom_studio.main_window.tool_bar import ToolBar
from layerloom_studio.main_window.tour import Tour
from layerloom_studio.main_window.user_code import UserLayers
from layerloom_studio.main_window.user_code_dialog import show_manager
from layerloom_studio.main_window.workshop import Workshop
from layerloom_studio.panels.start_page import StartPage
from layerloom_studio.undo import DocumentStack

if TYPE_CHECKING:
    from layerloom_studio.training.controller import TrainingController

_STRIP_FROM = 1120  # pixels of width from which the drawing is shown beside curves and tables


class MainWindow(QMainWindow):
    """The program's window.

    Args:
        settings: What is remembered between starts; by default the user's own.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.comfort = Comfort(self.settings, self)
        self.comfort.restore()
        self.project = Project()
        self.stack = DocumentStack(self.project, self)
        self._mode: Mode | None = None
        self._settled = False
        self._view: tuple[float, QPointF] | None = None  # zoom and middle of the drawing in Design
        self._dress()
        self.canvas = CanvasView(self.project, self.stack)
        self.start_page = StartPage()
        self._centre = QStackedWidget()
        self._centre.addWidget(self.start_page)
        self._centre.addWidget(self.canvas)
        self.setCentralWidget(self._centre)
        self.documents: Documents = Documents(self.project, self.stack, self.settings, self)
        self.workshop = Workshop(self.project, self.stack, self)
        self.shelf = Shelf(self.project, self.stack, self.canvas, self.workshop, self.settings, self)
        self.docks = self.shelf.docks
        title = partial(getattr, self.documents, "title")
        self.exporter = Exporter(
            self.project, self.canvas.scene(), self.settings, title, lambda: self.workshop.learned, self
        )
        self.recovery = Recovery(self.project, self.documents, self.workshop, self)
        self.faults = Faults(self.stack, self)
        self.user_layers = UserLayers(self.project, self.settings, self)
        FileDrop(self, self.documents.open, self.user_layers.add)
        self._layouts = Layouts(self, self.docks, self.settings.mapping("layouts"))
        self.actions_by_name = make_actions(self, self._slots())
        self.tool_bar = ToolBar(self.actions_by_name)
        self.addToolBar(self.tool_bar)
        self.menus = Menus(self.menuBar(), self.actions_by_name, self.canvas.commands, self.docks)
        self.keys = Keys(self.settings, self.menus.groups(), self)
        self.status_bar = StatusBar(self.project)
        self.setStatusBar(self.status_bar)
        self._connect()
        self._restore_geometry()
        self.show_start_page()
        self.tour = Tour(self)

    # -- for the program and its headless run ------------------------------------------------------------------

    @property
    def mode(self) -> str:
        """The mode: "data", "design", "train" or "predict"; "start" while the start page is shown."""
        return self._mode.key if self._mode is not None else "start"

    def set_mode(self, key: str) -> None:
        """Go to a mode; the docks stand where they were left there."""
        mode = next(mode for mode in MODES if mode.key == key)
        if mode is self._mode:
            self._refresh_actions()  # a click on the ticked menu entry has taken its tick
            return
        self._leave_mode()
        self._mode = mode
        self._settled = False
        self._centre.setCurrentWidget(self.canvas)
        self._show_centre()
        self.tool_bar.modes.choose(key)
        self._layouts.show(mode)
        self._take_focus()
        QTimer.singleShot(0, self._settle_mode)  # once the docks have their sizes
        self._refresh_actions()

    def show_start_page(self) -> None:
        """Show the start page; the open document stays."""
        self._leave_mode()
        self._mode = None
        self._layouts.hide_all()
        self.tool_bar.modes.choose("")
        self.start_page.set_recent(self.settings.recent)
        self._centre.setCurrentWidget(self.start_page)
        self._show_centre()
        self.start_page.setFocus(Qt.FocusReason.OtherFocusReason)
        self._refresh_actions()

    def open_path(self, path: Path | str) -> bool:
        """Open a project, or a model file of any kind.

        Args:
            path: The file.

        Returns:
            Whether it is open now; if not, a dialog says why.
        """
        return self.documents.open(Path(path))

    @property
    def training(self) -> TrainingController:
        """Starts, pauses and stops runs, and keeps the record of the latest."""
        return self.workshop.controller

    def start_training(self) -> None:
        """Go to the Train mode and train the network as it is drawn, or tell there why not."""
        self.set_mode("train")
        self.workshop.start_training()

    # -- making ------------------------------------------------------------------------------------------------

    def _dress(self) -> None:
        self.setObjectName("main_window")
        self.setAccessibleName("Layerloom")
        self.setDockOptions(QMainWindow.DockOption.AllowTabbedDocks | QMainWindow.DockOption.AllowNestedDocks)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self.setMinimumSize(900, 600)

    def _slots(self) -> dict[str, Callable[[], object]]:
        documents = self.documents
        return {
            "new": self._new,
            "open": documents.ask_and_open,
            "save": documents.save,
            "save_as": documents.ask_and_save,
            **self.exporter.slots(),
            "export_in_colours": lambda: None,  # the exporter hears of the tick
            "export_large": lambda: None,
            "start_page": self.show_start_page,
            "quit": self.close,
            "undo": self.stack.undo,
            "redo": self.stack.redo,
            "rename": self._rename,
            **{f"mode_{mode.key}": partial(self.set_mode, mode.key) for mode in MODES},
            "next_problem": lambda: self._step_problem(1),
            "previous_problem": lambda: self._step_problem(-1),
            "train": self.start_training,
            "pause": self.workshop.toggle_pause,
            "stop": self.workshop.stop_training,
            "theme": self.comfort.switch_theme,
            "settings": self._show_settings,
            "tour": self._start_tour,
            "text_larger": lambda: self.comfort.step_text_size(1),
            "text_smaller": lambda: self.comfort.step_text_size(-1),
            "reset_layout": self._reset_layout,
            "commands": self._search_commands,
            "shortcuts": lambda: dialogs.show_shortcuts(self, self.menus.groups()),
            "copy_report": lambda: self.faults.copy_report(self.shelf.log),
            "your_layers": lambda: show_manager(self, self.user_layers),
            "about": lambda: dialogs.show_about(self, __version__),
        }

    def _look_into(self, sample: int) -> None:
        self.set_mode("design")
        self.shelf.look_into(sample)

    def _connect(self) -> None:
        self._connect_choices()
        self._connect_documents()
        self._connect_work()
        self._connect_project()
        self._show_recent()
        self._show_title()

    def _connect_choices(self) -> None:
        """What is chosen in the bars, in the menus and on the start page."""
        self.tool_bar.modes.chosen.connect(self.set_mode)
        self.workshop.sample_chosen.connect(self._look_into)
        self.menus.recent_chosen.connect(self.open_path)
        self.menus.recent_cleared.connect(self.documents.clear_recent)
        self.menus.theme_chosen.connect(self.comfort.choose_theme)
        self.menus.language_chosen.connect(self.comfort.choose_language)
        self.comfort.changed.connect(self.menus.refresh_choices)
        self.comfort.changed.connect(self._give_room)
        switch.changed.connect(self._retell)
        self.keys.changed.connect(self._retell)
        self.start_page.sample_chosen.connect(self.documents.open_sample)
        self.start_page.file_chosen.connect(self.open_path)
        self.start_page.open_requested.connect(self.documents.ask_and_open)
        self.start_page.new_requested.connect(self._new)
        connect_faults(self.faults, self.shelf, self.actions_by_name, self.status_bar)
        connect_found(self.recovery, self.start_page, self.status_bar)

    def _connect_documents(self) -> None:
        """What is opened, saved and exported."""
        self.documents.opened.connect(self._document_opened)
        self.documents.model_opened.connect(self.workshop.model_drawn)
        self.documents.unusable_opened.connect(self.workshop.unusable_drawn)
        self.documents.recent_changed.connect(self._show_recent)
        self.documents.title_changed.connect(lambda title: self._show_title())
        self.documents.told.connect(self.status_bar.tell)
        self.canvas.grouping.read_with(self.documents.read, MODEL_FILTER)
        self.exporter.connect_choices(self.actions_by_name)
        self.exporter.told.connect(self.status_bar.tell)

    def _connect_work(self) -> None:
        """What canvas, training and the side parts tell of."""
        self.canvas.status.connect(self.status_bar.tell)
        self.stack.told.connect(self.status_bar.tell)
        self.canvas.scene().foreseen_changed.connect(self.status_bar.foresee)
        self.canvas.selection_changed.connect(self._refresh_actions)
        self.canvas.node_activated.connect(lambda node: self._edit_settings())
        self.workshop.state_changed.connect(self._training_state_changed)
        self.workshop.failed.connect(lambda sentence: dialogs.show_error(self, sentence))
        self.workshop.told.connect(self.status_bar.tell)
        self.workshop.model_requested.connect(self.open_path)
        self.workshop.code_wanted.connect(self.user_layers.ask)
        self.status_bar.problems_clicked.connect(self._show_problems)
        self.shelf.told.connect(self.status_bar.tell)
        self.user_layers.told.connect(self.status_bar.tell)
        self.user_layers.changed.connect(self.shelf.show_own_code)
        self.shelf.focus_requested.connect(self._focus_nodes)

    def _connect_project(self) -> None:
        """What changes with the drawing, and with the places of the side parts."""
        for signal in (self.stack.canUndoChanged, self.stack.canRedoChanged, self.stack.indexChanged):
            signal.connect(self._refresh_actions)
        self.project.modified_changed.connect(self.setWindowModified)
        self.project.modified_changed.connect(self._refresh_actions)
        self.project.analysis_changed.connect(self._refresh_actions)
        for dock in self.docks.values():
            dock.dockLocationChanged.connect(self._settle)
            dock.topLevelChanged.connect(self._settle)
            dock.left.connect(self._back_to_drawing)
        theme.changed.connect(self.menus.refresh_choices)

    # -- reacting ------------------------------------------------------------------------------------------------

    def _leave_mode(self) -> None:
        if self._mode is None:
            return
        self._layouts.keep(self._mode)
        if self._settled and self._mode.canvas and not self._mode.fit:
            self._view = (self.canvas.zoom(), self.canvas.middle())

    def _show_centre(self) -> None:
        """Show the drawing where the mode wants it; a narrow window has no room for it beside other things."""
        mode = self._mode
        room = self.width() >= _STRIP_FROM
        self._centre.setVisible(mode is None or (mode.canvas and (room or not mode.fit)))

    def _give_room(self) -> None:
        """Let the panels have the room that another size of texts needs, and the strip what is left."""
        if self._layouts.widen() and self._mode is not None and self._mode.fit:
            QTimer.singleShot(0, self._settle_mode)

    def _take_focus(self) -> None:
        """Give the keyboard to the drawing, or to the mode's first panel where the drawing stands aside."""
        assert self._mode is not None
        if self._mode.canvas and not self._mode.fit:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        panel = self.docks[self._mode.places[0].dock].widget()
        control = first_control(panel) if panel is not None else None
        if control is not None:
            control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back_to_drawing(self) -> None:
        if self.mode == "design":
            self._take_focus()

    def _settle_mode(self) -> None:
        """Show the drawing, all of it if it can be read then, or go back to where one was drawing."""
        self._settled = True
        self._layouts.settle()
        layout = self.layout()
        if layout is not None:
            layout.activate()
        if self._mode is None or not self._mode.canvas:
            return
        if self._mode.fit:
            self.canvas.show_strip()
        elif self._view is None:
            self.canvas.show_start()
        else:
            zoom, middle = self._view
            self.canvas.set_zoom(zoom)
            self.canvas.show_middle(middle)

    def _document_opened(self, mode: str) -> None:
        self._view = None
        self.workshop.forget_starts()
        if self.mode == mode:  # as entering the mode does
            QTimer.singleShot(0, self._settle_mode)
        self.set_mode(mode)

    def _search_commands(self) -> None:
        search = CommandSearch(self, self.menus.groups())
        search.show()
        search.line.setFocus()

    def _settle(self, _changed: object = None) -> None:
        self._layouts.settle()

    def _new(self) -> None:
        self.documents.new()

    def _focus_nodes(self, nodes: tuple[str, ...]) -> None:
        if self.mode not in ("design", "train"):
            self.set_mode("design")
        self.canvas.focus_node(nodes[0])
        if len(nodes) > 1:
            self.canvas.select([*nodes[1:], nodes[0]])

    def _step_problem(self, by: int) -> None:
        self._show_problems()
        self.shelf.problems.step(by)

    def _show_problems(self) -> None:
        self.set_mode("design")
        self.docks["problems"].show()
        self.docks["problems"].raise_()

    def _edit_settings(self) -> None:
        self.set_mode("design")
        self.docks["properties"].show()
        self.docks["properties"].raise_()
        self.shelf.properties.edit_first()

    def _rename(self) -> None:
        self.set_mode("design")
        self.docks["properties"].show()
        self.shelf.properties.edit_name()

    def _reset_layout(self) -> None:
        if self._mode is not None:
            self._layouts.forget(self._mode)

    def _training_state_changed(self, state: str) -> None:
        pause = self.actions_by_name["pause"]
        pause.setText(tr("&Resume") if state == "paused" else tr("&Pause"))
        theme.bind_icon(pause, "play" if state == "paused" else "pause")
        self._refresh_actions()

    def _show_recent(self) -> None:
        recent = self.settings.recent
        self.menus.show_recent(recent)
        self.start_page.set_recent(recent)

    def _show_title(self) -> None:
        self.setWindowTitle(f"{self.documents.title}[*] – Layerloom")
        self.setWindowModified(self.project.modified)

    def _refresh_actions(self, _changed: object = None) -> None:
        for mode in MODES:
            self.actions_by_name[f"mode_{mode.key}"].setChecked(mode is self._mode)
        reasons = reasons_against(
            self.project, self.stack, self.canvas, self.workshop, self.exporter, self._mode is None
        )
        tips = tips_for(self.stack)
        for name, reason in reasons.items():
            enable(self.actions_by_name[name], reason, tips.get(name, ""))

    # -- theme, geometry, files dropped, closing ----------------------------------------------------------------

    def _start_tour(self) -> None:
        self.tour.start()

    def _show_settings(self) -> None:
        SettingsDialog(self.comfort, self.keys, self.menus.groups(), self).open()

    def _retell(self) -> None:
        retell(self.project, self.actions_by_name)
        self._refresh_actions()
        self._show_title()
        self._show_recent()

    def _restore_geometry(self) -> None:
        kept = QByteArray.fromBase64(self.settings.text("geometry").encode())
        if kept.isEmpty() or not self.restoreGeometry(kept):
            self.resize(1280, 800)

    def _keep_settings(self) -> None:
        self._leave_mode()
        self.settings.set("layouts", self._layouts.saved)
        self.settings.set("geometry", bytes(self.saveGeometry().toBase64().data()).decode())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_centre()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close():
            event.ignore()
            return
        self.recovery.close()
        self.user_layers.close()
        self._keep_settings()
        event.accept()

    def _may_close(self) -> bool:
        busy = self.workshop.training_state in ("running", "paused", "stopping")
        if busy and not dialogs.ask_to_stop(self):
            return False
        if not self.documents.may_close():
            return False
        self.workshop.close()
        self.shelf.close_tasks()
        return True
