"""RatePreview: how the learning rate will run over a training, drawn before it starts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from layerloom.errors import LayerloomError
from layerloom.optimizers import schedules
from layerloom_studio import theme
from layerloom_studio.language import tr

_POINTS = 160
_HEIGHT = 108
_LENGTHS = ("decay_steps", "first_decay_steps", "boundaries", "warmup_steps")


class RatePreview(QWidget):
    """A small curve; hidden where the rate is one number.

    Args:
        parent: Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training.rate_preview")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.scaled(_HEIGHT))
        self._steps: list[float] = []
        self._rates: list[float] = []
        self._in_epochs = False
        theme.changed.connect(self._dress)
        self.hide()

    @property
    def rates(self) -> Sequence[float]:
        """The rates that are drawn, from the first step to the last."""
        return self._rates

    def show_rate(self, rate: Any, epochs: int, batches: int | None) -> None:
        """Draw a learning rate.

        Args:
            rate: A number, or a schedule as `{"class_name", "config"}`.
            epochs: How many are planned.
            batches: How many steps an epoch has, where that is known.
        """
        self._rates = []
        if isinstance(rate, dict):
            try:
                schedule = schedules.deserialize({"config": {}, **rate})
                last = epochs * batches if batches else _length(rate.get("config") or {})
                steps = np.linspace(0, max(1, last), _POINTS)
                self._rates = [float(schedule(float(step))) for step in steps]
            except (LayerloomError, ValueError, TypeError, ArithmeticError):
                self._rates = []
            else:
                self._in_epochs = bool(batches)
                self._steps = [float(step) / (batches or 1) for step in steps]
        if any(not math.isfinite(item) for item in self._rates):
            self._rates = []
        self.setVisible(bool(self._rates))
        if self._rates:
            words = tr(
                "Learning rate from {first} to {last}",
                first=_short(self._rates[0]),
                last=_short(self._rates[-1]),
            )
            self.setAccessibleName(tr("Learning rate over the training"))
            self.setAccessibleDescription(words)
            self.setToolTip(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rates:
            return
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.ui_font(8.5))
        metrics = painter.fontMetrics()
        high, low = max(self._rates), min(0.0, *self._rates)
        left = max(metrics.horizontalAdvance(_short(high)), metrics.horizontalAdvance("0")) + 8
        box = QRectF(self.rect()).adjusted(left, metrics.height() / 2 + 2, -6, -metrics.height() - 6)
        painter.setPen(palette.border)
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.drawLine(box.topLeft(), box.bottomLeft())
        painter.setPen(palette.muted)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        half = metrics.height() / 2
        for value, y in ((high, box.top()), (low, box.bottom())):
            painter.drawText(QRectF(0, y - half, left - 4, 2 * half), int(right), _short(value))
        end = self._steps[-1]
        words = (
            tr("{count} epochs", count=f"{end:g}")
            if self._in_epochs
            else tr("{count} steps", count=f"{end:,.0f}")
        )
        foot = QRectF(box.left(), box.bottom() + 3, box.width(), metrics.height())
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignRight), words)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignLeft), "0")
        span = max(high - low, 1e-30)
        points = [
            QPointF(
                box.left() + box.width() * step / max(end, 1e-30),
                box.bottom() - box.height() * (rate - low) / span,
            )
            for step, rate in zip(self._steps, self._rates, strict=True)
        ]
        painter.setPen(QPen(palette.curves[0], 1.6))
        painter.drawPolyline(QPolygonF(points))
        painter.end()

    def _dress(self) -> None:
        self.setFixedHeight(theme.scaled(_HEIGHT))
        self.update()


def _length(config: dict[str, Any]) -> float:
    """How many steps show what a schedule does, where nobody knows how many there will be."""
    found = [1000.0]
    for name in _LENGTHS:
        value = config.get(name)
        values = value if isinstance(value, (list, tuple)) else [value]
        found += [
            2.0 * item for item in values if isinstance(item, (int, float)) and not isinstance(item, bool)
        ]
    return max(found[1:] or found)


def _short(value: float) -> str:
    return f"{value:.3g}"
