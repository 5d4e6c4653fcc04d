"""Options of prediction: how images are fitted, how many classes are told, what the classes are called."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.panels.fitting import FittingForm
from layerloom_studio.panels.predict.closer import CloserLook
from layerloom_studio.panels.predict.work import OpenedModel
from layerloom_studio.runs.imaging import Fitting
from layerloom_studio.widgets import NumberBox, ScrollColumn, heading, label, set_role

_TYPING_MS = 400
_MOST = 10
_LEAST, _MOST_WIDTH = 240, 400  # pixels


class PredictOptions(ScrollColumn):
    """Shows what is done to images and how answers are named, and lets a person change it.

    Args:
        parent: Owner.
    """

    changed = Signal()  # anything that gives other answers

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("predict.options", tr("Options of prediction"), _LEAST, parent)
        theme.changed.connect(self.updateGeometry)
        self._fitting: Fitting | None = None
        self._classes: tuple[str, ...] = ()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.changed)
        self.closer = CloserLook()
        self.column.addWidget(self.closer)
        self.column.addWidget(heading(tr("Images are fitted")))
        self._said = label("", "muted")
        self._said.setObjectName("predict.fitting_text")
        self.column.addWidget(self._said)
        self._form = FittingForm("predict.fitting", fixed=True)
        self._form.changed.connect(self._fitting_edited)
        self.column.addWidget(self._form)
        self.column.addWidget(heading(tr("Answer"), apart=True))
        row = QHBoxLayout()
        self._top = NumberBox(whole=True, check=self._check_top)
        self._top.setObjectName("predict.top")
        self._top.setAccessibleName(tr("Classes told for each image"))
        self._top.setToolTip(tr("How many of the likeliest classes are shown for each image"))
        self._wanted = 3  # a model with fewer classes shows all of them, and the next one so many again
        self._top.set_value(self._wanted)
        self._top.changed.connect(self._top_edited)
        name = label(tr("Likeliest classes"))
        name.setBuddy(self._top)
        row.addWidget(name, 1)
        row.addWidget(self._top)
        self.column.addLayout(row)
        names = label(tr("Class names, one per line"))
        self._names = QPlainTextEdit()
        self._names.setObjectName("predict.classes")
        self._names.setAccessibleName(tr("Class names, one per line"))
        self._names.setProperty("input", "true")
        theme.bind_font(self._names, theme.mono_font)
        self._names.setMinimumHeight(140)
        self._names.setTabChangesFocus(True)
        names.setBuddy(self._names)
        self._names.textChanged.connect(self._names_edited)
        self._names_reason = label("", "error")
        self._names_reason.setObjectName("predict.classes.reason")
        self._names_reason.hide()
        for widget in (names, self._names, self._names_reason):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        """What the fields need with texts of this size, as far as the results can spare it."""
        return QSize(min(theme.scaled(_LEAST), _MOST_WIDTH), super().minimumSizeHint().height())

    @property
    def fitting(self) -> Fitting | None:
        """How images become inputs."""
        return self._fitting

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the classes; wrong text in the editor does not count."""
        return self._classes

    @property
    def top(self) -> int:
        """How many classes are told for each image."""
        return int(self._top.value() or 1)

    def show_model(self, model: OpenedModel) -> None:
        """Show what belongs to a model, without emitting anything."""
        self._fitting = model.fitting
        self._classes = model.classes
        self._form.set_values(model.fitting.to_dict())
        self._say()
        self._names.blockSignals(True)
        self._names.setPlainText("\n".join(model.classes))
        self._names.blockSignals(False)
        self._names_reason.hide()
        self._top.set_value(min(self._wanted, len(model.classes)))

    def _top_edited(self, value: Any) -> None:
        self._wanted = int(value or 1)
        self._typing.start()

    def _check_top(self, value: Any) -> int:
        most = min(_MOST, max(1, len(self._classes)))
        if value != int(value) or not 1 <= value <= most:
            raise ValueError(f"A whole number from 1 to {most} is needed here.")
        return int(value)

    def _fitting_edited(self, values: dict[str, Any]) -> None:
        if self._fitting is None:
            return
        known = {
            key: value for key, value in values.items() if key in ("shaping", "rescale", "offset", "invert")
        }
        self._fitting = replace(self._fitting, **known)
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        assert self._fitting is not None
        self._said.setText(f"{self._fitting.describe()}.")

    def _names_edited(self) -> None:
        names = tuple(line.strip() for line in self._names.toPlainText().strip().splitlines())
        count = len(self._classes)
        wrong = len(names) != count or not all(names)
        self._names_reason.setVisible(wrong)
        if wrong:
            empty = tr("; no line may be empty") if not all(names) else ""
            self._names_reason.setText(
                tr(
                    "The model tells {classes} classes, but there are {names} names{empty}.",
                    classes=count,
                    names=len(names),
                    empty=empty,
                )
            )
            set_role(self._names_reason, "error")
            return
        if names != self._classes:
            self._classes = names
            self._typing.start()
