"""SmoothingSlider: how much the noise of curves is smoothed away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.widgets import label


class SmoothingSlider(QWidget):
    """A name and a short slider; 0 leaves curves as they are.

    Args:
        name: Object name of the slider.
        parent: Owner.
    """

    moved = Signal(float)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName(name)
        self._slider.setAccessibleName(tr("Smoothing of the curves, in percent"))
        self._slider.setRange(0, 99)
        self._slider.setPageStep(10)
        self._slider.setFixedWidth(80)
        self._slider.valueChanged.connect(self._changed)
        text = label(tr("Smoothing"), "muted", wrap=False)
        text.setBuddy(self._slider)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, theme.SMALL, 0)
        row.setSpacing(6)
        row.addWidget(text)
        row.addWidget(self._slider)
        self._tell()

    def weight(self) -> float:
        """How much of the past is kept, from 0 to below 1."""
        return self._slider.value() / 100

    def _changed(self) -> None:
        self._tell()
        self.moved.emit(self.weight())

    def _tell(self) -> None:
        self._slider.setToolTip(
            tr(
                "Moving mean of the curves: {percent} %; the curves themselves stay faintly behind it",
                percent=self._slider.value(),
            )
        )
