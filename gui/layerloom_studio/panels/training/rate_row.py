"""RateRow: the learning rate of the run that is under way, to be changed while it runs."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from layerloom_studio.language import tr
from layerloom_studio.training.controller import TrainingController
from layerloom_studio.widgets import NumberBox, label

_SETTLE_MS = 600  # after an arrow or a key, so that no half-typed number is learned with


class RateRow(QWidget):
    """Is there while a training runs.

    Args:
        controller: Does the training.
        parent: Owner.
    """

    def __init__(self, controller: TrainingController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._sent: float | None = None
        self._box = NumberBox(logarithmic=True, optional=True, check=_positive)
        self._box.setObjectName("training.rate")
        self._box.setAccessibleName(tr("Learning rate of this run"))
        self._box.setToolTip(
            tr("Another learning rate for the rest of this run; the settings stay as they are")
        )
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._send)
        self._box.changed.connect(lambda _value: self._settle.start())
        self._box.editingFinished.connect(self._send)
        name = label(tr("Learning rate now"), wrap=False)
        name.setBuddy(self._box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(name, 1)
        row.addWidget(self._box)
        controller.started.connect(self._begin)
        controller.state_changed.connect(self._follow)
        self._begin()
        self._follow()

    def _begin(self) -> None:
        """A run starts with the rate of its settings."""
        self._sent = self._controller.rate
        self._box.set_value(self._sent)

    def _follow(self) -> None:
        self.setVisible(self._controller.state in ("running", "paused"))

    def _send(self) -> None:
        self._settle.stop()
        rate = self._box.value()
        if rate is not None and rate != self._sent and self._controller.busy:
            self._sent = rate
            self._controller.set_rate(rate)


def _positive(value: Any) -> Any:
    if value is not None and value <= 0:
        raise ValueError(tr("A learning rate must be above 0, got {value:g}.", value=value))
    return value
