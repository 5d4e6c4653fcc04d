"""Shelf: the window's docks, and how each panel in them is made and connected when it is first needed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from layerloom_studio.canvas.view import CanvasView
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr
from layerloom_studio.main_window.docks import Dock
from layerloom_studio.main_window.settings import Settings
from layerloom_studio.main_window.workshop import Workshop
from layerloom_studio.palette import Palette
from layerloom_studio.panels.code import CodePanel
from layerloom_studio.panels.history import HistoryPanel
from layerloom_studio.panels.log import LogPanel
from layerloom_studio.panels.problems import ProblemsPanel
from layerloom_studio.panels.properties import PropertiesPanel
from layerloom_studio.undo import DocumentStack

_AT_ONCE = ("properties", "problems", "log")  # they listen from the start
_FIXED = ("data", "predict")  # a whole mode each, so they cannot be closed


class Shelf(QObject):
    """Makes the docks of a window.

    Args:
        project: The open document.
        stack: Where edits go.
        canvas: The drawing, whose selection panels follow.
        workshop: Has the panels around training.
        settings: Keeps what people prefer.
        window: Owner of the docks.
    """

    told = Signal(str)  # news for the status bar
    focus_requested = Signal(object)  # node ids to go to

    def __init__(
        self,
        project: Project,
        stack: DocumentStack,
        canvas: CanvasView,
        workshop: Workshop,
        settings: Settings,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._project = project
        self._stack = stack
        self._canvas = canvas
        self._settings = settings
        self._workshop = workshop
        self._palette: Palette | None = None
        self._code: CodePanel | None = None
        makers: dict[str, tuple[str, Callable[[], QWidget]]] = {
            "palette": (tr("Layers"), self._make_palette),
            "properties": (tr("Properties"), self._make_properties),
            "problems": (tr("Problems"), self._make_problems),
            "code": (tr("Code"), self._make_code),
            "history": (tr("History"), lambda: HistoryPanel(stack)),
            "weights": (tr("Weights"), self._make_weights),
            "outputs": (tr("Layer outputs"), self._make_outputs),
            "log": (tr("Log"), self._make_log),
            "data": (tr("Data"), lambda: workshop.data),
            "training": (tr("Training"), lambda: workshop.training),
            "callbacks": (tr("Callbacks"), lambda: workshop.callbacks),
            "charts": (tr("Curves"), lambda: workshop.plots),
            "results": (tr("Results"), lambda: workshop.results),
            "histograms": (tr("Histograms"), lambda: workshop.histograms),
            "compare": (tr("Compare"), lambda: workshop.compare),
            "predict": (tr("Predict"), lambda: workshop.predict),
        }
        self.docks = {
            name: Dock(name, title, make, window, fixed=name in _FIXED)
            for name, (title, make) in makers.items()
        }
        for name in _AT_ONCE:
            self.docks[name].fill()

    def close_tasks(self) -> None:
        """End what runs in the background; for closing the window."""
        if self._code is not None:
            self._code.close_tasks()

    def show_own_code(self) -> None:
        """Layers or callbacks of one's own have come or gone."""
        if self._palette is not None:
            self._palette.refresh()
        if self._workshop.made("callbacks") is not None:
            self._workshop.callbacks.refresh()

    def look_into(self, sample: int) -> None:
        """Show what a layer makes of a sample of the data, the selected one or else the first behind the input."""
        if len(self._canvas.selected()) != 1:
            layers = [node.id for node in self._project.architecture.nodes.values() if node.inputs]
            self._canvas.select(layers[:1])
        self.docks["outputs"].come_forward()
        self._workshop.outputs.show_sample(sample)

    def _make_palette(self) -> QWidget:
        palette = self._palette = Palette()
        palette.chosen.connect(self._canvas.append_layer)
        palette.refused.connect(self._canvas.status)
        palette.follow(self._project)
        palette.set_favourites(self._settings.text("favourites").split())
        palette.favourites_changed.connect(lambda names: self._settings.set("favourites", " ".join(names)))
        self._canvas.selection_changed.connect(palette.show_selection)
        palette.show_selection(self._canvas.selected())
        return palette

    def _make_properties(self) -> QWidget:
        self.properties = PropertiesPanel(self._project, self._stack)
        self._canvas.selection_changed.connect(self.properties.show_nodes)
        self.properties.foreseen.connect(self._canvas.scene().foresee)
        return self.properties

    def _make_code(self) -> QWidget:
        self._code = CodePanel(self._project)
        self._code.told.connect(self.told)
        return self._code

    def _make_weights(self) -> QWidget:
        panel = self._workshop.weights
        self._canvas.selection_changed.connect(panel.show_nodes)
        panel.show_nodes(self._canvas.selected())
        return panel

    def _make_outputs(self) -> QWidget:
        panel = self._workshop.outputs
        self._canvas.selection_changed.connect(panel.show_nodes)
        panel.show_nodes(self._canvas.selected())
        return panel

    def _make_log(self) -> QWidget:
        self.log = LogPanel()
        return self.log

    def _make_problems(self) -> QWidget:
        self.problems = ProblemsPanel(self._project, self._stack)
        self.problems.focus_requested.connect(self.focus_requested)
        self.problems.foreseen.connect(self._canvas.scene().foresee)
        self.problems.count_changed.connect(self._show_problem_count)
        self.problems.told.connect(self.told)
        return self.problems

    def _show_problem_count(self, errors: int, warnings: int) -> None:
        count = errors + warnings
        self.docks["problems"].set_title(tr("Problems ({count})", count=count) if count else tr("Problems"))
