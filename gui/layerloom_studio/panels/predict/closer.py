"""CloserLook: why the network gives its answer for the selected image, as a heat map over it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QFormLayout, QSlider, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.forms.choices import wide_combo
from layerloom_studio.language import tr
from layerloom_studio.panels.predict.heat_picture import HeatPicture
from layerloom_studio.panels.predict.work import OpenedModel
from layerloom_studio.runs.classify import Row
from layerloom_studio.runs.heatmap import heat_layers, heat_map
from layerloom_studio.runs.imaging import Fitting
from layerloom_studio.training.background import Task
from layerloom_studio.widgets import heading, label

_MOST_CLASSES = 50  # in the list; the likeliest stand first


class CloserLook(QWidget):
    """Shows one image; computing is done in a thread.

    Args:
        parent: Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("predict.closer")
        self._model: OpenedModel | None = None
        self._fitting: Fitting | None = None
        self._row: Row | None = None
        self._task = Task(tr("Looking for what speaks for a class"), self)
        self._task.done.connect(self._found)
        self._task.failed.connect(self._refused)
        self._picture = HeatPicture()
        self._text = label("", "small")
        self._text.setObjectName("predict.closer.text")
        self._class = wide_combo()
        self._class.setObjectName("predict.closer.class")
        self._class.setAccessibleName(tr("Class that is asked about"))
        self._class.activated.connect(lambda _row: self._ask())
        self._layer = wide_combo()
        self._layer.setObjectName("predict.closer.layer")
        self._layer.setAccessibleName(tr("Layer whose maps are weighed"))
        self._layer.setToolTip(tr("Later layers see the meaning, earlier ones the place"))
        self._layer.activated.connect(lambda _row: self._ask())
        self._cover = QSlider(Qt.Orientation.Horizontal)
        self._cover.setObjectName("predict.closer.cover")
        self._cover.setAccessibleName(tr("Strength of the heat map, in percent"))
        self._cover.setToolTip(self._cover.accessibleName())
        self._cover.setRange(0, 100)
        self._cover.setValue(60)
        self._cover.valueChanged.connect(lambda value: self._picture.set_cover(value / 100))
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(theme.SMALL)
        form.setVerticalSpacing(6)
        for name, widget in (
            (tr("Class"), self._class),
            (tr("Layer"), self._layer),
            (tr("Heat map"), self._cover),
        ):
            form.addRow(label(name, wrap=False), widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.SMALL)
        column.setSpacing(theme.SMALL)
        column.addWidget(heading(tr("What speaks for it")))
        column.addWidget(self._picture)
        column.addWidget(self._text)
        column.addLayout(form)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something is being computed."""
        return self._task.running

    @property
    def has_heat(self) -> bool:
        """Whether a heat map is shown."""
        return self._picture.has_heat

    def show_row(self, model: OpenedModel | None, fitting: Fitting | None, row: Row | None) -> None:
        """Look at another image.

        Args:
            model: What has classified it.
            fitting: How it became the model's input.
            row: The image and its answer; none, or one that was skipped, shows nothing.
        """
        shown = model is not None and fitting is not None and row is not None and row.pixels is not None
        self.setVisible(shown)
        self._task.cancel()
        if not shown or row is None or model is None:
            self._row = None
            return
        another = model is not self._model
        self._model, self._fitting, self._row = model, fitting, row
        self._picture.show_picture(row.pixels)
        with QSignalBlocker(self._class):
            self._class.clear()
            likely = [name for name, _ in row.ranking]
            others = [name for name in model.classifier.classes if name not in likely]
            for name in [*likely, *others][:_MOST_CLASSES]:
                self._class.addItem(name, list(model.classifier.classes).index(name))
        if another:
            with QSignalBlocker(self._layer):
                self._layer.clear()
                for path in heat_layers(model.classifier.model):
                    self._layer.addItem(path.rpartition("/")[2], path)
                    self._layer.setItemData(self._layer.count() - 1, path, Qt.ItemDataRole.ToolTipRole)
        self._ask()

    def wait(self) -> None:
        """End what runs in the background: the model is used by one thread at a time."""
        self._task.wait()

    def _ask(self) -> None:
        model, fitting, row = self._model, self._fitting, self._row
        if model is None or fitting is None or row is None or row.pixels is None:
            return
        if not self._layer.count():
            self._refused(tr("The network has no maps of the image, so no heat map can be made."))
            return
        for part in (self._class, self._layer, self._cover):
            part.setEnabled(True)
        values = row.pixels.astype(np.float32) * np.float32(fitting.rescale) + np.float32(fitting.offset)
        unit, layer, network = self._class.currentData(), self._layer.currentData(), model.classifier.model
        self._text.setText("")
        self._task.wait()
        self._task.start(lambda _handle: heat_map(network, values, unit, layer))

    def _found(self, heat: np.ndarray) -> None:
        self._picture.show_heat(heat)
        said = (
            tr("Bright places speak for “{name}” (Grad-CAM).", name=self._class.currentText())
            if heat.max() > 0
            else tr("Nothing in the maps of this layer speaks for “{name}”.", name=self._class.currentText())
        )
        self._text.setText(said)
        self._picture.setAccessibleDescription(said)

    def _refused(self, sentence: str) -> None:
        self._picture.show_heat(None)
        self._text.setText(tr(sentence))
        for part in (self._class, self._layer, self._cover):
            part.setEnabled(False)
            part.setToolTip(tr(sentence))
