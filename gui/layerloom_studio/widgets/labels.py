"""Labels: by role, elided in the middle, and the hint that fills an empty panel."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.widgets.tips import plain_tip


def label(text: str = "", role: str = "", *, wrap: bool = True, select: bool = False) -> QLabel:
    """A label that looks as its role says.

    Args:
        text: Plain text, shown as it is.
        role: "title", "heading", "muted", "small", "error", "warning", "success" or nothing.
        wrap: Break long text into lines.
        select: Text can be selected and copied.

    Returns:
        The label.
    """
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    if role:
        result.setProperty("role", role)
    if select:
        result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return result


def heading(text: str, *, apart: bool = False) -> QLabel:
    """A label for the head of a section.

    Args:
        text: Plain text.
        apart: With air above, where another section ends there.

    Returns:
        The label.
    """
    result = label(text, "heading", wrap=False)
    if apart:
        result.setContentsMargins(0, theme.SMALL, 0, 0)
    return result


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another role and let the style sheet see it."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def line() -> QFrame:
    """A horizontal hairline."""
    result = QFrame()
    result.setProperty("line", "true")
    return result


def clear_layout(layout: QLayout) -> None:
    """Take all widgets out of a layout and let them go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def discard(widget: QWidget) -> None:
    """Take a widget out of where it is and let it go.

    It is hidden first: one that was added a moment ago is still to be shown by its layout, which would then make a
    window of it that flashes up and takes the keyboard.
    """
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


class ElidedLabel(QLabel):
    """One line of text that gives way: what does not fit is left out and stands in the tooltip.

    Args:
        text: The text.
        parent: Owner.
        sentence: Whether its end is left out; of names and paths it is the middle.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, *, sentence: bool = False) -> None:
        super().__init__(text, parent)
        self._mode = Qt.TextElideMode.ElideRight if sentence else Qt.TextElideMode.ElideMiddle
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.width()
        self.setToolTip("" if fits else plain_tip(self.text()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), self._mode, self.width())
        painter.drawText(self.rect(), int(self.alignment()), shown)
        painter.end()


class Hint(QWidget):
    """What an empty panel shows: an icon, one sentence on what would stand here, one on how to get it."""

    def __init__(self, icon: str, title: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._icon = QLabel()
        self._icon.setAccessibleName(title or tr("Hint"))
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = label(title, "heading")
        self.text = label(text, "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.SMALL, theme.LARGE, theme.SMALL)
        layout.setSpacing(theme.SMALL)
        layout.addStretch(2)
        layout.addWidget(self._icon)
        for part in (self.title, self.text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            layout.addWidget(part)
        layout.addStretch(3)
        theme.changed.connect(self._paint_icon)
        self._paint_icon()

    def tell(self, title: str, text: str) -> None:
        """Say something else."""
        self._icon.setAccessibleName(title)
        self.title.setText(title)
        self.text.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width() - 2 * theme.LARGE
        words = sum(part.heightForWidth(width) for part in (self.title, self.text))
        room = self.height() - 4 * theme.SMALL - words
        self._icon.setVisible(room >= theme.scaled(32))  # the sentences matter more

    def _paint_icon(self) -> None:
        muted = theme.current().muted
        self._icon.setPixmap(theme.icon(self._icon_name, muted).pixmap(theme.scaled(32), theme.scaled(32)))
