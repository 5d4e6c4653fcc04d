"""PredictPanel: a trained model, images dropped on it, and what it says of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from layerloom.errors import LayerloomError
from layerloom_studio import theme
from layerloom_studio.language import mark, tr
from layerloom_studio.panels.predict.answers import AnswersView
from layerloom_studio.panels.predict.drop_zone import DropZone, are_images, dropped_paths, is_table
from layerloom_studio.panels.predict.foot import Foot
from layerloom_studio.panels.predict.handed import HandedImages
from layerloom_studio.panels.predict.model_head import ModelHead, NoModel
from layerloom_studio.panels.predict.options import PredictOptions
from layerloom_studio.panels.predict.sketch_pad import SketchPad
from layerloom_studio.panels.predict.table import ResultModel, ResultRow, ResultTable
from layerloom_studio.panels.predict.work import OpenedModel, all_alike, classify_files, open_classifier
from layerloom_studio.runs.answers import takes_values
from layerloom_studio.runs.classify import write_csv
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.opening import OpenedFile
from layerloom_studio.training.background import Task
from layerloom_studio.training.controller import TrainingController
from layerloom_studio.training.record import RunRecord
from layerloom_studio.widgets import set_role

_MODEL_FILES = mark("Keras models (*.keras *.h5 *.hdf5 saved_model.pb model.json)")


class PredictPanel(QWidget):
    """The whole Predict mode.

    Args:
        controller: Its latest run's model can be used at once.
        parent: Owner.
    """

    model_requested = Signal(object)  # path chosen here; who draws models opens it and calls `open_model`
    model_opened = Signal(object)  # path of the model that is in use now
    failed = Signal(str)

    def __init__(self, controller: TrainingController | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("predict")
        self.setAccessibleName(tr("Predict"))
        self.setAcceptDrops(True)
        self._controller = controller
        self._model: OpenedModel | None = None
        self._paths: list[Path] = []
        self._follows_run = True
        self._refusal = ""
        self._asked: Path | None = None  # the file of it, if this program wrote it
        self._source: Path | OpenedFile | None = None
        self._tables: OpenedFile | None = None  # a model for rows of a table
        self._wanted = ""  # what the model that is being opened is called
        self._opener = Task(tr("Opening the model"), self)
        self._opener.done.connect(self._opened)
        self._opener.failed.connect(self._open_failed)
        self._classifier = Task(tr("Classifying"), self)
        self._classifier.news.connect(self._take)
        self._classifier.done.connect(lambda _count: self._ended())
        self._classifier.failed.connect(self._classify_failed)
        self._classifier.cancelled.connect(lambda: self._ended(cancelled=True))
        self.options = PredictOptions()
        self.table = ResultTable("predict.results")
        self.table.selectionModel().selectionChanged.connect(lambda _new, _old: self._look_closer())
        self.drop_zone = DropZone("predict.drop")
        self.drop_zone.chosen.connect(self.classify)
        self.drop_zone.sketch_wanted.connect(lambda: self._show_sketch(True))
        self.sketch = SketchPad()
        self.sketch.drawn.connect(self._classify_sketch)
        self.sketch.closed.connect(lambda: self._show_sketch(False))
        self.sketch.hide()
        self._handed = HandedImages(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.SMALL, theme.SMALL)
        layout.setSpacing(theme.SMALL)
        head = self._head = ModelHead()
        self._title, self._facts = head.title, head.facts
        head.use_run.clicked.connect(self.use_run)
        head.open.clicked.connect(self._ask_model)
        layout.addWidget(head)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName("predict.splitter")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._make_results())
        splitter.addWidget(self.options)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([640, theme.scaled(270)])
        layout.addWidget(splitter, 1)
        if controller is not None:
            controller.finished.connect(self._run_finished)
            controller.restored.connect(self._run_finished)
            controller.state_changed.connect(self._show_buttons)
            if controller.record is not None:
                self._run_finished(controller.record)
        self._show_model()
        self._show_results()

    @property
    def model_path(self) -> Path | None:
        """The file of the model in use."""
        return None if self._model is None else self._model.path

    @property
    def rows(self) -> Sequence[ResultRow]:
        """The rows of the table."""
        return self._results.rows

    @property
    def busy(self) -> bool:
        """Whether a model is being opened or images are being classified."""
        return self._opener.running or self._classifier.running

    def open_model(self, source: Path | OpenedFile, title: str = "") -> None:
        """Use a model.

        Args:
            source: A file that this program wrote, or a stranger's that another process has read.
            title: What to call it; by default the file's name.
        """
        name = source.path.name if isinstance(source, OpenedFile) else source.name
        if isinstance(source, OpenedFile):  # it is drawn now, even if it cannot be used here
            self._forget()
        self._follows_run = bool(title)
        self._wanted = title or name
        self._tell(tr("Opening {name}…", name=name))
        self._asked = source if isinstance(source, Path) else None
        self._tables = None
        self._source = source
        self._opener.start(lambda handle: open_classifier(source, title or name, handle))

    def use_run(self) -> None:
        """Use the model of the latest run."""
        record = None if self._controller is None else self._controller.record
        if record is not None and record.model is not None:
            self.open_model(record.model, record.kept_title)

    def classify(self, paths: Sequence[Path]) -> None:
        """Classify image files and the images in folders."""
        if self._model is None:
            self._tell(tr("Open a model first."), "error")
            return
        self._paths = list(paths)
        self._start()

    def forget_file(self) -> None:
        """Let go of a model from a file, as another drawing is open; the model of a run stays."""
        self.no_model.tell_missing()
        if isinstance(self._source, OpenedFile):
            self._forget()
            self._source, self._follows_run = None, True

    def _forget(self) -> None:
        for task in (self._opener, self._classifier):
            task.forget()
        self._tables = self._model = None
        self.no_model.tell_missing()
        self._results.clear()
        self._tell("")
        self._show_model()
        self._show_results()

    def cancel(self) -> None:
        """Stop classifying; what is done stays."""
        self._classifier.cancel()

    def clear(self) -> None:
        """Empty the table."""
        self._classifier.cancel()
        self._paths = []
        self._results.clear()
        self._tell("")
        self._show_results()

    def save_csv(self, path: Path) -> None:
        """Write the table.

        Raises:
            LayerloomError: If the file cannot be written; one sentence.
        """
        if self._shows_answers:
            self._answers.save_csv(path)
        else:
            write_csv([result.row for result in self._results.rows], path)

    def close_tasks(self) -> None:
        """End what runs in the background; for closing the window."""
        self._opener.wait()
        self._classifier.wait()
        self.options.closer.wait()
        self._answers.close_tasks()
        self._handed.close()

    def paste(self) -> None:
        """Classify what lies in the clipboard: files, or a picture."""
        paths = self._handed.paths_of(QGuiApplication.clipboard().mimeData())
        if self._shows_answers and is_table(paths):
            self._answers.show_table(paths[0])
        elif paths and not self._shows_answers:
            self.classify(paths)
        else:
            self._tell(tr("The clipboard holds no image and no files."), "warning")

    def event(self, event: QEvent) -> bool:
        # The drawing's own Paste has the same key; here it means images.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = dropped_paths(event.mimeData())
        if is_table(paths) if self._shows_answers else self._model is not None and are_images(paths):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        paths = dropped_paths(event.mimeData())
        self._answers.show_table(paths[0]) if self._shows_answers else self.classify(paths)

    @property
    def _results(self) -> ResultModel:
        model = self.table.model()
        assert isinstance(model, ResultModel)
        return model

    def _make_results(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, theme.SMALL, 0)
        column.setSpacing(theme.SMALL)
        self.no_model = NoModel()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.no_model)
        inner = QWidget()
        inner_column = QVBoxLayout(inner)
        inner_column.setContentsMargins(0, 0, 0, 0)
        inner_column.setSpacing(theme.SMALL)
        inner_column.addWidget(self.drop_zone)
        inner_column.addWidget(self.sketch)
        inner_column.addWidget(self.table, 1)
        self._pages.addWidget(inner)
        self._answers = AnswersView()
        self._answers.done.connect(self._show_answers)
        self._answers.failed.connect(self._tell_refusal)
        self._pages.addWidget(self._answers)
        column.addWidget(self._pages, 1)
        foot = self._foot = Foot()
        self._message, self._bar = foot.message, foot.bar
        foot.cancel.clicked.connect(self.cancel)
        foot.clear.clicked.connect(self.clear)
        foot.csv.clicked.connect(self._ask_csv)
        column.addWidget(foot)
        self.options.changed.connect(self._options_changed)
        return box

    def _ask_model(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Open a model"), "", tr(_MODEL_FILES))
        if name:
            self.model_requested.emit(Path(name))

    def _ask_csv(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Save table"), "predictions.csv", tr("Tables (*.csv)"))
        if not name:
            return
        try:
            self.save_csv(Path(name))
        except LayerloomError as error:
            self._tell(str(error), "error")
        else:
            self._tell(tr("Saved {name}.", name=name), "success")

    def _run_finished(self, record: RunRecord) -> None:
        if self._follows_run and record.model is not None:
            self.open_model(record.model, record.kept_title)
        self._show_buttons()

    def _opened(self, model: OpenedModel) -> None:
        self._model = model
        self._tell("")
        self.options.show_model(model)
        self._show_model()
        self.model_opened.emit(model.path)
        if self._paths:
            self._start()

    def _open_failed(self, sentence: str) -> None:
        """Without pictures to classify, a model of a run still predicts the samples of its data."""
        self._refusal = sentence
        if self._asked is None or not RunFolder(self._asked.parent).job_file.is_file():
            source = self._source
            self._tables = source if isinstance(source, OpenedFile) and takes_values(source) else None
            if self._tables is not None:
                self._answers.show_tables(self._tables)
            else:
                self._tell_refusal(sentence)
            return
        self._tell(tr("Predicting the samples…"))
        self._answers.show_run(self._asked)

    @property
    def _shows_answers(self) -> bool:
        return self._pages.currentWidget() is self._answers

    def _show_answers(self) -> None:
        self._model = None
        self._show_model()
        self._title.setText(self._wanted)
        self._facts.setText(
            tr("It takes no single image, but rows of a table.")
            if self._tables is not None
            else tr("It takes no single image, so it predicts the samples of its data.")
        )
        self._pages.setCurrentWidget(self._answers)
        self._tell("")
        self._show_buttons()

    def _tell_refusal(self, _sentence: str) -> None:
        self._tell(self._refusal, "error")
        self.no_model.tell_refused(self._wanted)
        self._show_model()
        self.failed.emit(self._refusal)

    def _options_changed(self) -> None:
        if self._paths and self._model is not None:
            self._start()

    def _start(self) -> None:
        model, fitting = self._model, self.options.fitting
        assert model is not None
        assert fitting is not None
        paths, classes, top = list(self._paths), self.options.classes, self.options.top
        self._classifier.wait()  # the model is used by one thread at a time
        self.options.closer.wait()
        self._results.clear()
        self.table.set_classes(classes, min(top, len(classes)))
        self._tell(tr("Looking for images…"))
        self._bar.setRange(0, 0)
        self._classifier.start(lambda handle: classify_files(model, paths, fitting, classes, top, handle))
        self._show_results()

    def _take(self, news: tuple[tuple[ResultRow, ...], int, int]) -> None:
        rows, done, count = news
        self._results.add(rows)
        self._bar.setRange(0, max(1, count))
        self._bar.setValue(done)
        self._tell(tr("{done} of {count} images", done=done, count=count))
        self._show_results()

    def _ended(self, *, cancelled: bool = False) -> None:
        rows = self._results.rows
        skipped = sum(bool(result.row.reason) for result in rows)
        parts = [
            tr(
                "{count} image{plural} classified",
                count=len(rows) - skipped,
                plural="" if len(rows) - skipped == 1 else "s",
            )
        ]
        if skipped:
            parts.append(tr("{skipped} skipped", skipped=skipped))
        text = ", ".join(parts) + "."
        if all_alike([result.row for result in rows]):
            doubt = tr(
                "All get nearly the same answer: perhaps the network has learned from other values. Try the other "
                "choices of Values at the right."
            )
            self._tell(f"{text} {doubt}", "warning")
        else:
            self._tell(tr("Cancelled: {done}", done=text) if cancelled else text, "muted")
        self._show_results()
        first = next((place for place, result in enumerate(rows) if result.row.pixels is not None), None)
        if first is not None and not self.table.selectionModel().hasSelection():
            self.table.selectRow(first)
        else:
            self._look_closer()

    def _look_closer(self) -> None:
        """Show what speaks for the answer of the selected image, once the model is free."""
        chosen = self.table.selectionModel().selectedRows()
        row = None
        if chosen and not self._classifier.running and self._model is not None:
            row = self._results.rows[chosen[0].row()].row
        self.options.closer.show_row(self._model, self.options.fitting, row)

    def _classify_failed(self, sentence: str) -> None:
        self._paths = []
        self._tell(sentence, "error")
        self._show_results()

    def _show_sketch(self, shown: bool) -> None:
        self.sketch.setVisible(shown)
        self.sketch.clear()
        self._show_results()

    def _classify_sketch(self, picture: QImage) -> None:
        fitting = self.options.fitting
        if fitting is not None and fitting.invert:  # the sheet is black as the network has learned it
            picture.invertPixels()
        self.classify([self._handed.keep(picture, tr("drawing"))])

    def _show_model(self) -> None:
        model = self._model
        self._pages.setCurrentIndex(0 if model is None else 1)
        self.options.setVisible(model is not None)
        self._head.show_model(model)
        self.drop_zone.set_ready("" if model is not None else tr("Open a model first."))
        self._show_buttons()

    def _show_buttons(self) -> None:
        record = None if self._controller is None else self._controller.record
        trained = record is not None and record.model is not None
        self._head.allow_run(trained)
        self._foot.allow(
            running=self._classifier.running, rows=bool(self._results.rows), answers=self._shows_answers
        )

    def _show_results(self) -> None:
        some = bool(self._results.rows) or self._classifier.running or not self.sketch.isHidden()
        self.drop_zone.set_compact(some)
        self.table.setVisible(some)
        self._show_buttons()

    def _tell(self, text: str, role: str = "muted") -> None:
        self._message.setText(tr(text))
        set_role(self._message, role)
