"""Workshop: the panels around data, training and prediction; each is made and imported when first needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from layerloom.errors import LayerloomError
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr
from layerloom_studio.runs.backup import Backup
from layerloom_studio.runs.weights import Weights
from layerloom_studio.training.taking_over import taking_over
from layerloom_studio.undo import DocumentStack

if TYPE_CHECKING:
    from layerloom_studio.panels.callbacks import CallbacksPanel
    from layerloom_studio.panels.compare import ComparePanel
    from layerloom_studio.panels.data import DataPanel
    from layerloom_studio.panels.histograms import HistogramsPanel
    from layerloom_studio.panels.predict import PredictPanel
    from layerloom_studio.panels.results import ResultsPanel
    from layerloom_studio.panels.run_deeds import RunDeeds
    from layerloom_studio.panels.training import TrainingPanel
    from layerloom_studio.panels.weights import OutputsPanel, WeightsPanel
    from layerloom_studio.plots import LivePlots
    from layerloom_studio.runs.job import Job
    from layerloom_studio.runs.opening import OpenedFile
    from layerloom_studio.runs.probing import Cancelled, Probe
    from layerloom_studio.training.controller import TrainingController
    from layerloom_studio.training.record import RunRecord

    LoadProbe = Callable[[Cancelled], Probe]


class Workshop(QObject):
    """Makes the training controller and the panels of the modes Data, Train and Predict, and connects them.

    Args:
        project: The open document.
        stack: Where edits go.
        parent: Owner.
    """

    state_changed = Signal(str)  # of the training
    failed = Signal(str)  # one sentence
    told = Signal(str)
    sample_chosen = Signal(int)  # place in the data of a sample to be looked at layer by layer
    code_wanted = Signal(bool)  # a Python file of one's own shall be added; a new one if True
    model_requested = Signal(object)  # path of a model chosen in the Predict panel

    def __init__(self, project: Project, stack: DocumentStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._stack = stack
        self._load_weights: Callable[[], Weights] | None = None
        self._load_probe: LoadProbe | None = None

    @cached_property
    def controller(self) -> TrainingController:
        """Starts, pauses and stops runs."""
        from layerloom_studio.training.controller import TrainingController

        controller = TrainingController(self)
        controller.state_changed.connect(self.state_changed)
        controller.state_changed.connect(self._tell_of_kernels)
        controller.finished.connect(self._run_ended)
        controller.restored.connect(self._run_ended)
        return controller

    @property
    def training_state(self) -> str:
        """State of the training, "idle" while nothing was trained yet."""
        return self.controller.state if "controller" in self.__dict__ else "idle"

    @cached_property
    def training(self) -> TrainingPanel:
        """The panel with settings and controls of the training."""
        from layerloom_studio.panels.training import TrainingPanel

        panel = TrainingPanel(self._project, self._stack, self.controller, self.deeds)
        panel.failed.connect(self.failed)
        panel.record_chosen.connect(self._show_record)
        return panel

    @cached_property
    def deeds(self) -> RunDeeds:
        """Renames and deletes runs, and takes over what they were."""
        from layerloom_studio.panels.run_deeds import RunDeeds

        deeds = RunDeeds(parent=self)
        deeds.failed.connect(self.failed)
        deeds.told.connect(self.told)
        deeds.wanted.connect(self._take_over)
        return deeds

    @cached_property
    def histograms(self) -> HistogramsPanel:
        """The panel that shows how weights and gradients moved from epoch to epoch."""
        from layerloom_studio.panels.histograms import HistogramsPanel

        return HistogramsPanel(self._project, self._stack, self.controller)

    @cached_property
    def compare(self) -> ComparePanel:
        """The panel that sets runs side by side."""
        from layerloom_studio.panels.compare import ComparePanel

        panel = ComparePanel(self.deeds)
        panel.failed.connect(self.failed)
        for change in (self.controller.epoch, self.controller.state_changed):
            change.connect(self._run_moves)
        return panel

    @cached_property
    def callbacks(self) -> CallbacksPanel:
        """The panel with EarlyStopping, ModelCheckpoint and the others."""
        from layerloom_studio.panels.callbacks import CallbacksPanel

        panel = CallbacksPanel(self._project, self._stack)
        panel.code_wanted.connect(self.code_wanted)
        return panel

    @cached_property
    def plots(self) -> LivePlots:
        """The curves."""
        from layerloom_studio.plots import LivePlots

        plots = LivePlots()
        plots.set_record(self.controller.record)
        plots.failed.connect(self.failed)
        self.controller.started.connect(plots.set_record)
        return plots

    @cached_property
    def data(self) -> DataPanel:
        """The panel with source, samples and split."""
        from layerloom_studio.panels.data import DataPanel

        panel = DataPanel(self._project, self._stack)
        panel.counted.connect(self._count_samples)
        return panel

    @cached_property
    def predict(self) -> PredictPanel:
        """The panel that classifies images."""
        from layerloom_studio.panels.predict import PredictPanel

        panel = PredictPanel(self.controller)
        panel.model_requested.connect(self.model_requested)
        panel.failed.connect(self._tell_of_predictions)
        return panel

    @cached_property
    def weights(self) -> WeightsPanel:
        """The panel that shows the weights of layers."""
        from layerloom_studio.panels.weights import WeightsPanel

        panel = WeightsPanel(self._project)
        panel.set_source(self._load_weights)
        return panel

    @property
    def learned(self) -> Callable[[], Weights] | None:
        """What reads the weights that the network has by now: those of its last training, or of its file."""
        return self._load_weights

    @cached_property
    def outputs(self) -> OutputsPanel:
        """The panel that shows what layers make of a sample."""
        from layerloom_studio.panels.weights import OutputsPanel

        panel = OutputsPanel(self._project)
        panel.set_source(self._load_probe)
        panel.failed.connect(self.failed)
        panel.told.connect(self.told)
        return panel

    @cached_property
    def results(self) -> ResultsPanel:
        """The panel with the confusion matrix and the mistakes of the latest run."""
        from layerloom_studio.panels.results import ResultsPanel

        panel = ResultsPanel(self.controller)
        panel.sample_chosen.connect(self.sample_chosen)
        return panel

    def made(self, name: str) -> QWidget | None:
        """A panel, if it has been made already."""
        panel: QWidget | None = self.__dict__.get(name)
        return panel

    def forget_starts(self) -> None:
        """Another drawing is open: what was learned before does not belong to it."""
        if "controller" in self.__dict__:
            self.controller.starts.clear()
        if "predict" in self.__dict__:
            self.predict.forget_file()
        self._show_weights(None, None)

    def model_drawn(self, file: OpenedFile) -> None:
        """Use an opened model for predictions, and as what the next training goes on from."""
        self.predict.open_model(file)
        self.controller.starts.offer_model(file.path.name, file.start)
        self._show_weights(partial(_weights_of, file), partial(_probe_of, file))

    def unusable_drawn(self, sentence: str) -> None:
        """Let Predict say why the network of an opened file is to be looked at only."""
        self.predict.no_model.tell_unusable(sentence)

    def go_on_after_kill(self, run: Path) -> None:
        """Let the next training go on from what a killed one had learned."""
        epoch = Backup(run).epoch
        if epoch:
            self.controller.starts.offer_killed(run, epoch)

    def why_not_train(self) -> str:
        """Return why no training can begin now, in a few words; empty if one can."""
        if self.training_state in ("running", "paused", "stopping"):
            return tr("A training is running already")
        if not (self._project.architecture.nodes or self._project.opened):
            return tr("Nothing to train yet: draw a network first")
        errors = self._project.whole_analysis().errors  # also while a group is open
        return tr("First solve this problem: {message}", message=tr(errors[0].message)) if errors else ""

    def start_training(self) -> None:
        """Train the project as it stands; the training panel tells what happens."""
        self.training.controls.start()

    def _tell_of_kernels(self, state: str) -> None:
        """Say why the first training on a machine is slow at its beginning."""
        from layerloom.kernels.compiled import pending

        if state == "running" and pending():
            self.told.emit(
                tr("Kernels are being compiled, once on this machine; until then the training takes longer.")
            )

    def toggle_pause(self) -> None:
        """Pause or resume."""
        self.controller.toggle_pause()

    def stop_training(self) -> None:
        """Stop after the batch that is being computed."""
        self.controller.stop()

    def _count_samples(self, count: int) -> None:
        """The settings of the training draw schedules over epochs, which have so many samples."""
        self.training.settings.show_samples(count)

    def _folder(self) -> Path | None:
        """The folder of the run that is under way."""
        record = self.controller.record if self.controller.busy else None
        return None if record is None else record.folder

    def _take_over(self, job: Job, drawing: bool) -> None:
        """Have the settings of an earlier run, and perhaps its drawing, in the document, as one step to undo."""
        try:
            self._stack.push(taking_over(self._project, job, drawing=drawing), tr("Take over a run"))
        except LayerloomError as error:
            self.failed.emit(str(error))
        else:
            self.told.emit(tr("The settings are those of {name} now; Undo brings yours back.", name=job.name))

    def _show_record(self, record: RunRecord) -> None:
        self.plots.set_record(record)
        if "histograms" in self.__dict__:
            self.histograms.show_run(record)

    def _run_ended(self, record: RunRecord) -> None:
        path = record.model
        if path is not None:
            title = tr("the last training, epoch {epoch}", epoch=record.model_epoch or 0)
            self._show_weights(partial(Weights.of_file, path, title), partial(_probe_of_run, path, title))

    def _run_moves(self, _news: object = None) -> None:
        """What is compared may be the run that is under way."""
        self.compare.run_moves(self._folder())

    def _tell_of_predictions(self, sentence: str) -> None:
        """The panel itself shows the sentence; who looks at a drawing has not asked for predictions."""
        if self.predict.isVisible():
            self.told.emit(sentence)

    def _show_weights(self, load: Callable[[], Weights] | None, probe: LoadProbe | None) -> None:
        self._load_weights, self._load_probe = load, probe
        if "weights" in self.__dict__:
            self.weights.set_source(load)
        if "outputs" in self.__dict__:
            self.outputs.set_source(probe)

    def close(self) -> None:
        """End what runs in the background; for closing the window."""
        if "controller" in self.__dict__:
            self.controller.stop_and_wait()
        for name in ("data", "training", "results", "compare", "predict", "weights", "outputs"):
            panel = self.made(name)
            close_tasks = getattr(panel, "close_tasks", None)
            if close_tasks is not None:
                close_tasks()
        if "deeds" in self.__dict__:
            self.deeds.close()


def _weights_of(file: OpenedFile) -> Weights:
    return Weights.of_model(file.model, file.path.name, file.card.to_json())


def _probe_of(file: OpenedFile, _cancelled: Cancelled) -> Probe:
    from layerloom_studio.runs.probing import Probe

    own = replace(file)  # the model of the file itself is used by the thread that classifies
    return Probe.of_model(own.model, file.path.name, file.card)


def _probe_of_run(model: Path, title: str, cancelled: Cancelled) -> Probe:
    from layerloom_studio.runs.probing import Probe

    return Probe.of_run(model, title, cancelled)
