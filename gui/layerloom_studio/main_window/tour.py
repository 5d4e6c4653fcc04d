"""The guided first run: callouts that point at the next thing to do, from a sample to a prediction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.language import mark, switch, tr
from layerloom_studio.resources import asset
from layerloom_studio.widgets import label

if TYPE_CHECKING:
    from layerloom_studio.main_window.window import MainWindow

_WIDTH = 320
_GAP = 12  # between the callout and what it points at
_LOOK = 150  # milliseconds between looks at whether the step is done
_DONE = "done"


@dataclass(frozen=True)
class Step:
    """One thing to do.

    Args:
        target: Object name of the widget that is pointed at.
        title: What to do.
        text: What happens then.
        go: The word on the button that does it.
        act: Does it.
        is_done: Whether it has been done, by the button or by the person.
    """

    target: str
    title: str
    text: str
    go: str
    act: Callable[[MainWindow], object]
    is_done: Callable[[MainWindow], bool]


STEPS = (
    Step(
        "start.digits",
        mark("1 of 3: open the sample"),
        mark("A small network that is ready to learn handwritten digits."),
        mark("Open it"),
        lambda window: window.documents.open_sample(asset("projects", "digits.layerloom.json")),
        lambda window: window.mode != "start",
    ),
    Step(
        "tool.train",
        mark("2 of 3: press Train"),
        mark("The curves show how it learns; the loss falls and the accuracy rises. It takes some seconds."),
        mark("Train"),
        lambda window: window.start_training(),
        lambda window: window.training.record is not None or window.mode == "predict",
    ),
    Step(
        "mode_switch.predict",
        mark("3 of 3: go to Predict"),
        mark("When it has learned, drop images there: each gets its likeliest digits."),
        mark("Predict"),
        lambda window: window.set_mode("predict"),
        lambda window: window.mode == "predict",
    ),
)


class Tour(QObject):
    """Leads through the steps; one may do anything else meanwhile, or end it.

    Args:
        window: The window.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._at = -1
        self.callout: Callout | None = None
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK)
        self._looking.timeout.connect(self.look)
        switch.changed.connect(self._say)
        window.start_page.tour.wanted.connect(self.start)
        window.start_page.tour.declined.connect(self._remember)
        window.start_page.tour.setVisible(window.settings.text("tour") != _DONE)

    @property
    def step(self) -> Step | None:
        """The step that is shown, if the tour is on."""
        return STEPS[self._at] if self._at >= 0 else None

    def start(self) -> None:
        """Begin at the start page."""
        self._remember()
        self.end()
        self._window.show_start_page()
        self._at = 0
        self.callout = Callout(self._window)
        self.callout.skipped.clicked.connect(self.end)
        self.callout.go.clicked.connect(self._act)
        self._say()
        self.callout.show()
        self._place()
        self.callout.go.setFocus(Qt.FocusReason.OtherFocusReason)
        self._looking.start()

    def end(self) -> None:
        """Take the callout away."""
        self._looking.stop()
        self._at = -1
        if self.callout is not None:
            self.callout.hide()
            self.callout.deleteLater()
            self.callout = None

    def look(self) -> None:
        """Go on if the step is done, and keep the callout beside what it points at."""
        step = self.step
        if step is None or self.callout is None:
            return
        if step.is_done(self._window):
            self._at += 1
            if self._at == len(STEPS):
                self.end()
                self._window.status_bar.tell(tr("That was the tour: Help starts it again."))
                return
            self._say()
        self._place()

    def _act(self) -> None:
        step = self.step
        if step is not None:
            step.act(self._window)
            self.look()

    def _say(self) -> None:
        step = self.step
        if step is not None and self.callout is not None:
            self.callout.say(tr(step.title), tr(step.text), tr(step.go))
            self._place()

    def _place(self) -> None:
        step = self.step
        if step is None or self.callout is None:
            return
        target = self._window.findChild(QWidget, step.target)
        self.callout.point_at(target if target is not None and target.isVisible() else None)

    def _remember(self) -> None:
        self._window.start_page.tour.hide()
        self._window.settings.set("tour", _DONE)


class Callout(QFrame):
    """A small card over the window, beside what it speaks of; it takes nothing away from the rest.

    Args:
        window: Over which it lies.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("tour")
        self.setProperty("card", "true")
        self.ring = _Ring(window)
        self.title = label("", "heading")
        self.text = label("", "muted")
        self.skipped = QPushButton(tr("Skip the tour"))
        self.skipped.setObjectName("tour.skip")
        self.skipped.setProperty("flat", "true")
        self.go = QPushButton()
        self.go.setObjectName("tour.go")
        self.go.setProperty("primary", "true")
        row = QHBoxLayout()
        row.addWidget(self.skipped)
        row.addStretch(1)
        row.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.MEDIUM)
        column.setSpacing(theme.SMALL)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addLayout(row)
        self.destroyed.connect(self.ring.deleteLater)

    def say(self, title: str, text: str, go: str) -> None:
        """Show other words."""
        self.title.setText(title)
        self.text.setText(text)
        self.go.setText(go)
        self.go.setAccessibleName(f"{title}. {go}")
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def point_at(self, target: QWidget | None) -> None:
        """Stand beside a widget with a ring around it, or in the middle if it cannot be seen."""
        window = self._window
        width = min(theme.scaled(_WIDTH), window.width() - 2 * _GAP)
        height = self.heightForWidth(width)  # its own, which has room for the border, not its layout's
        self.resize(width, height)
        self.ring.setVisible(target is not None and self.isVisible())
        if target is None:
            self.move((window.width() - width) // 2, (window.height() - height) // 2)
            return
        there = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        self.ring.setGeometry(there.adjusted(-4, -4, 4, 4))
        below = there.bottom() + _GAP
        y = below if below + height < window.height() else max(_GAP, there.top() - _GAP - height)
        x = max(_GAP, min(there.center().x() - width // 2, window.width() - width - _GAP))
        self.move(x, y)
        self.ring.raise_()
        self.raise_()

    def hideEvent(self, event: QEvent) -> None:
        self.ring.hide()
        super().hideEvent(event)  # type: ignore[arg-type]


class _Ring(QWidget):
    """The outline around what is pointed at; clicks go through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("tour.ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.current().accent), 3.0))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), theme.RADIUS, theme.RADIUS)
        painter.end()
