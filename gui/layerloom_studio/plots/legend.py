"""Legend: one chip per curve with its line, its name and its value at the epoch being read."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.plots.flow import FlowLayout
from layerloom_studio.plots.style import CurveStyle
from layerloom_studio.widgets.tips import plain_tip

_SAMPLE = 20
_PAD = 6
_LONGEST = "-0.00e+00"  # no value that is shown is longer


class Chip(QToolButton):
    """A legend entry; pressing it hides or shows its curve.

    Args:
        name: Object name.
        text: Name of the curve.
        style: How the curve is drawn.
        parent: Owner.
    """

    def __init__(self, name: str, text: str, style: CurveStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setText(text)
        self.setCheckable(True)
        self.setChecked(True)
        theme.bind_font(self, partial(theme.ui_font, 9.0))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(plain_tip(tr("Show or hide {curve}", curve=text)))
        self._style = style
        self._value = ""
        self.set_value("")

    def set_name(self, text: str) -> None:
        """Have another name, as in another language."""
        if text != self.text():
            self.setText(text)
            self.set_value(self._value)

    def set_value(self, value: str) -> None:
        """Show a value beside the name."""
        self._value = value
        self.setAccessibleName(f"{self.text()} {value}".strip())
        self.updateGeometry()
        self.update()

    def value(self) -> str:
        """The value that is shown."""
        return self._value

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        # Room for a value at all times, so that the row does not dance while numbers change.
        texts = metrics.horizontalAdvance(self.text()) + metrics.horizontalAdvance(_LONGEST)
        width = _PAD * 4 + _SAMPLE + texts
        return QSize(width, metrics.height() + 8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.underMouse() or self.hasFocus():
            painter.setPen(palette.accent if self.hasFocus() else palette.hover)
            painter.setBrush(palette.hover)
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        if not self.isChecked():
            painter.setOpacity(0.4)
        middle = self.height() / 2
        painter.setPen(self._style.pen(2.0))
        painter.drawLine(_PAD, int(middle), _PAD + _SAMPLE, int(middle))
        painter.setFont(self.font())
        metrics = QFontMetrics(self.font())
        left = _PAD * 2 + _SAMPLE
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setPen(palette.muted)
        painter.drawText(QRectF(left, 0, self.width(), self.height()), flags, self.text())
        left += metrics.horizontalAdvance(self.text()) + _PAD
        painter.setPen(palette.text)
        painter.drawText(QRectF(left, 0, self.width(), self.height()), flags, self._value)
        painter.end()


class Legend(QWidget):
    """A title and the chips of one plot.

    Args:
        name: Object name; chips are `<name>.<curve>`.
        title: Headline of the plot.
        parent: Owner.
    """

    toggled = Signal(str, bool)

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._chips: dict[str, Chip] = {}
        self._title = QLabel(title)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        theme.bind_font(self._title, partial(theme.ui_font, bold=True))
        self._layout = FlowLayout(self, spacing=2)
        self._layout.setContentsMargins(theme.SMALL, 2, theme.SMALL, 0)
        self._layout.addWidget(self._title)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Have the headline as high as the chips beside it."""
        self._title.setFixedHeight(QFontMetrics(theme.ui_font(9)).height() + 8)
        self.update()

    def set_curves(self, entries: dict[str, tuple[str, CurveStyle]]) -> None:
        """Have a chip for each of these curves: key to name and style."""
        if list(entries) == list(self._chips):
            for key, (text, _) in entries.items():
                self._chips[key].set_name(text)
            return
        for chip in self._chips.values():
            self._layout.removeWidget(chip)
            chip.hide()  # it is deleted a little later only
            chip.deleteLater()
        self._chips = {}
        for key, (text, style) in entries.items():
            chip = Chip(f"{self.objectName()}.{key}", text, style)
            chip.toggled.connect(lambda shown, key=key: self.toggled.emit(key, shown))
            self._layout.addWidget(chip)
            self._chips[key] = chip

    def title(self) -> str:
        """The headline."""
        return self._title.text()

    def set_title(self, title: str) -> None:
        """Have another headline."""
        if title != self._title.text():
            self._title.setText(title)

    def set_value(self, key: str, value: str) -> None:
        """Show a value in a chip."""
        self._chips[key].set_value(value)

    def values(self) -> dict[str, str]:
        """What the chips show."""
        return {key: chip.value() for key, chip in self._chips.items()}
