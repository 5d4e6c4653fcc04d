"""OutputsPanel: what the selected layer of a trained network makes of a sample or of a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from layerloom_studio import theme
from layerloom_studio.document.files import to_json
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr
from layerloom_studio.panels.gallery import Gallery
from layerloom_studio.panels.pictures import fit, to_image
from layerloom_studio.panels.tensorboard import show_in_browser
from layerloom_studio.panels.weights.picture import Colours, draw
from layerloom_studio.panels.weights.views import PixelView
from layerloom_studio.runs.probing import Cancelled, Look, Probe
from layerloom_studio.training.background import Handle, Task, is_cancelled
from layerloom_studio.widgets import ElidedLabel, Hint, label, push_button

_THUMB = 72
_SETTLE_MS = 400  # a network is made anew once the hand rests
_PATIENCE_MS = 200  # how long what was looked at before stays while another layer is looked at
_PICTURES = "*.png *.jpg *.jpeg *.bmp *.gif *.tif *.tiff *.webp"
Load = Callable[[Cancelled], Probe]


class OutputsPanel(QStackedWidget):
    """Follows the selection; computing is done in a thread, while the panel is seen.

    Args:
        project: The open document.
        parent: Owner.
    """

    failed = Signal(str)
    told = Signal(str)

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outputs")
        self.setAccessibleName(tr("Layer outputs"))
        self._project = project
        self._load: Load | None = None
        self._drawn: Load | None = None  # the network as drawn, while nothing was trained
        self._behind = True  # whether another tab hides it
        self._probe: Probe | None = None
        self._nodes: tuple[str, ...] = ()
        self._file: Path | None = None
        self._wanted: int | None = None  # a sample, by its place in the data
        self._look: Look | None = None
        self._asked: tuple[str, int, Path | None] | None = None
        self._answering: tuple[str, int, Path | None] | None = None
        self._using: Load | None = None  # what the model that answers comes from
        self._task = Task(tr("Looking at the outputs of a layer"), self)
        self._task.done.connect(self._looked)
        self._task.failed.connect(self._refused)
        self._task.cancelled.connect(self._look_now)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._refresh)
        self._gallery = Gallery(self)
        self._gallery.serving.connect(self._gallery_serves)
        self._gallery.failed.connect(self.failed)
        self._hint = Hint("table", "")
        self.addWidget(self._hint)
        self.addWidget(self._make_page())
        theme.changed.connect(self._paint)
        for change in (project.analysis_changed, project.settings_changed):
            change.connect(self._drawing_changed)
        project.reset.connect(self._other_drawing)
        self._refresh()

    @property
    def look(self) -> Look | None:
        """What is shown, None while there is nothing."""
        return self._look

    @property
    def busy(self) -> bool:
        """Whether something is being computed, or will be in a moment."""
        return self._task.running or self._settle.isActive()

    def set_source(self, load: Load | None) -> None:
        """Look at another model.

        Args:
            load: Gets it with its samples, in a thread; ``None`` where there is none.
        """
        self._task.cancel()  # the next one begins when it has ended
        self._settle.stop()
        self._load, self._drawn, self._probe, self._look, self._asked = load, None, None, None, None
        self._file = None
        self._refresh()

    def _drawing_changed(self, _section: object = None) -> None:
        """What has learned nothing is made anew once the hand rests; what was trained stays as it is."""
        if self._load is None:
            self._task.cancel()
            self._drawn, self._probe, self._asked = None, None, None
            self._settle.start()

    def _other_drawing(self) -> None:
        self._drawing_changed()
        if self._load is None:
            self._look = None
            self._refresh()

    def _source(self) -> Load | None:
        """What gets the model: the trained one, or else one with new weights as drawn."""
        project = self._project
        if self._load is not None:
            return self._load
        if self._drawn is None and project.architecture.nodes and not project.whole_analysis().errors:
            content, title = project.snapshot(), tr("the drawing, not trained yet")
            self._drawn = lambda cancelled: Probe.of_drawing(to_json(content), title, cancelled)
        return self._drawn

    def show_nodes(self, nodes: Sequence[str]) -> None:
        """Show the output of these nodes' layer."""
        self._nodes = tuple(nodes)
        self._refresh()

    def show_picture(self, path: Path | None) -> None:
        """Look at a picture from a file, or with `None` at the samples again."""
        self._file = path
        self._refresh()

    def show_sample(self, place: int) -> None:
        """Look at the sample with this place in the data, as soon as there is a model."""
        self._wanted = place
        self._file = None
        self._go_to_wanted()
        self._refresh()

    def _go_to_wanted(self) -> None:
        if self._probe is not None and self._wanted is not None:
            if self._wanted in self._probe.places:
                self._slider.setValue(self._probe.places.index(self._wanted))
            self._wanted = None

    def close_tasks(self) -> None:
        """End what runs in the background."""
        self._settle.stop()
        self._task.wait()
        self._gallery.close()

    def _gallery_serves(self, address: str) -> None:
        show_in_browser(address)
        self.told.emit(tr("All layers are shown at {address} until the window is closed.", address=address))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._behind:  # its tab came to the front
            self._behind = False
            QTimer.singleShot(0, self, self._refresh)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._paint()

    def _make_page(self) -> QWidget:
        self._thumb = QLabel()
        self._thumb.setObjectName("outputs.sample_picture")
        self._thumb.setAccessibleName(tr("The sample"))
        self._thumb.setFixedSize(_THUMB, _THUMB)
        self._thumb.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = ElidedLabel()
        self._name.setObjectName("outputs.sample_name")
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("outputs.sample")
        self._slider.setAccessibleName(tr("Sample"))
        self._slider.setToolTip(tr("Another sample of the data"))
        self._slider.valueChanged.connect(lambda _value: self.show_picture(None))
        self._open = push_button("outputs.open", tr("Picture…"), tr("Look at a picture from a file"))
        self._open.clicked.connect(lambda _checked: self._ask_picture())
        beside = QVBoxLayout()
        beside.setSpacing(theme.TINY)
        beside.addWidget(self._name)
        beside.addWidget(self._slider)
        self._browse = push_button(
            "outputs.gallery", tr("All layers…"), tr("See all layers for a folder of pictures in the browser")
        )
        self._browse.clicked.connect(lambda _checked: self._ask_gallery())
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SMALL)
        buttons.addWidget(self._open)
        buttons.addWidget(self._browse)
        buttons.addStretch(1)
        beside.addLayout(buttons)
        head = QHBoxLayout()
        head.setSpacing(theme.SMALL)
        head.addWidget(self._thumb)
        head.addLayout(beside, 1)
        self._title = ElidedLabel()
        self._title.setObjectName("outputs.title")
        self._title.setProperty("role", "muted")
        self._notes = label("", "small")
        self._notes.setObjectName("outputs.notes")
        self._picture = PixelView()
        self._picture.setObjectName("outputs.picture")
        self._picture.setAccessibleName(tr("Picture of the layer's output"))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        column.setSpacing(theme.SMALL)
        column.addWidget(self._title)
        column.addLayout(head)
        column.addWidget(self._notes)
        column.addWidget(self._picture, 1)
        return page

    def _refresh(self) -> None:
        known = self._project.architecture.nodes
        layers = {known[node].layer for node in self._nodes if node in known}
        self._behind = not self.isVisible() or self.visibleRegion().isEmpty()
        # A tab behind others counts as visible, but its model need not be made at every edit.
        if self._behind:
            return
        settling = self._settle.isActive()
        if not settling and self._source() is None:
            self._asked = self._look = None
            self._show_hint(
                tr("No outputs yet"),
                tr("Draw a network without problems; then see here what each layer makes of a sample."),
            )
        elif len(layers) != 1:
            self._asked = None
            self._show_hint(
                tr("Nothing selected"), tr("Click one layer on the canvas to see what it makes of a sample.")
            )
        elif settling:  # its model will be made in a moment
            self._show_wait(layers.pop())
        else:
            self._ask(layers.pop())

    def _ask(self, layer: str) -> None:
        wanted = (layer, self._slider.value(), self._file)
        if wanted == self._asked:
            if self._look is not None and self._look.layer == layer:
                self.setCurrentIndex(1)
            return
        self._asked = wanted
        self._show_wait(layer)
        if not self._task.running:  # a model is used by one thread at a time; the answer before comes first
            self._look_now()

    def _show_wait(self, layer: str) -> None:
        """Tell that a layer will be shown, if that takes long and another one is shown now."""
        if self._look is not None and self._look.layer == layer:
            self.setCurrentIndex(1)
        elif self._look is None or self.currentIndex() == 0:
            self._show_hint(tr("Looking at the layer…"), "")
        else:
            QTimer.singleShot(_PATIENCE_MS, self, self._lose_patience)

    def _lose_patience(self) -> None:
        if not self._task.running or self._asked is None or self._look is None:
            return
        if self._look.layer != self._asked[0]:
            self._show_hint(tr("Looking at the layer…"), "")

    def _look_now(self) -> None:
        """Begin to answer what was asked last."""
        wanted = self._asked
        load = None if wanted is None else self._source()
        if load is None or wanted is None:
            return
        self._answering, self._using, probe = wanted, load, self._probe

        def work(handle: Handle) -> tuple[Probe, Any]:
            known = probe or load(lambda: is_cancelled(handle))
            handle.check()
            if wanted[2] is None and not known.labels:
                return known, None
            return known, known.look(*wanted)

        self._task.start(work)

    def _looked(self, found: tuple[Probe, Look | None]) -> None:
        if not self._is_of_today():
            self._look_now()
            return
        (self._probe, self._look), answered = found, self._answering
        if answered != self._asked:
            self._look_now()
        count = len(self._probe.labels)
        self._slider.blockSignals(True)
        self._slider.setRange(0, max(0, count - 1))
        self._slider.blockSignals(False)
        self._go_to_wanted()
        self._slider.setVisible(count > 1)
        self._open.setVisible(self._probe.takes_pictures)
        self._browse.setVisible(self._probe.takes_pictures)
        look = self._look
        for part in (self._thumb, self._picture, self._notes):
            part.setVisible(look is not None)
        self._title.setText(self._probe.title)
        if look is None:
            self._name.setText(tr("Choose a picture to look at."))
        else:
            self._name.setText(look.label)
            self._title.setText(tr("{layer}, as in {title}", layer=look.layer, title=self._probe.title))
            self._show_sample(look)
        self._paint()
        if self._asked is not None and answered is not None and self._asked[0] == answered[0]:
            self.setCurrentIndex(1)

    def _is_of_today(self) -> bool:
        """Whether what has answered is the model that is to be looked at."""
        return self._using is (self._drawn if self._load is None else self._load)

    def _show_sample(self, look: Look) -> None:
        given = look.given
        picture = given.ndim == 2 or (given.ndim == 3 and given.shape[-1] in (1, 3))
        self._thumb.setVisible(picture)
        if picture:
            image = to_image(given, float(given.min()), float(given.max()))
            self._thumb.setPixmap(fit(image, QSize(_THUMB, _THUMB), self.devicePixelRatioF()))
        shape = " × ".join(map(str, look.output.shape)) or "1"
        notes = [tr("shape {shapes}", shapes=shape)]
        if look.output.size:
            low, high = float(look.output.min()), float(look.output.max())
            notes.append(tr("{least:.4g} to {most:.4g}", least=low, most=high))
        if look.tried and look.dead:
            notes.append(
                tr(
                    "{dead} of {units} units are 0 for each of {tried} samples: they are dead",
                    dead=look.dead,
                    units=look.units,
                    tried=look.tried,
                )
            )
        elif look.tried:
            notes.append(tr("no unit is 0 for each of {tried} samples", tried=look.tried))
        self._notes.setText("  ·  ".join(notes))

    def _paint(self) -> None:
        look = self._look
        if look is None:
            self._picture.show_picture(None, np.empty(0))
            return
        palette = theme.current()
        colours = Colours(_rgb(palette.curves[1]), _rgb(palette.raised), _rgb(palette.curves[0]))
        values = _as_drawn(look.output)
        wide = self._picture.width() / max(1, self._picture.height())
        self._picture.show_picture(draw(values, colours, 0, wide), values)

    def _ask_picture(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Look at a picture"), "", tr("Pictures ({pattern})", pattern=_PICTURES)
        )
        if name:
            self.show_picture(Path(name))

    def _ask_gallery(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Choose a folder of images"))
        if folder and self._probe is not None:
            self.open_gallery(Path(folder))

    def open_gallery(self, folder: Path) -> None:
        """Serve a page with the maps of all layers for the pictures of a folder, and show it in the browser."""
        load = self._source()
        if load is not None:
            self._gallery.start(load, folder)

    def _refused(self, sentence: str) -> None:
        if self._answering != self._asked or not self._is_of_today():  # nobody waits for that any more
            self._look_now()
            return
        self._look = None
        self._show_hint(tr("The output cannot be shown"), tr(sentence))

    def _show_hint(self, title: str, text: str) -> None:
        self._hint.tell(title, text)
        self.setCurrentIndex(0)


def _as_drawn(output: NDArray[Any]) -> NDArray[Any]:
    """Maps as filters of one input, so that they are painted as tiles; everything else as a matrix."""
    if output.ndim == 3 and output.shape[0] * output.shape[1] > 1:
        return output[:, :, None, :]
    if output.ndim > 3:
        return output.reshape(-1, output.shape[-1])
    return output.reshape(1, -1) if output.ndim < 2 else output.reshape(-1, output.shape[-1])


def _rgb(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()
