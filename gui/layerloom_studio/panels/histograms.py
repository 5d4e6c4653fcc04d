"""HistogramsPanel: how the weights of a layer, or their gradients, have moved from epoch to epoch."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.project import Project
from layerloom_studio.forms.choices import wide_combo
from layerloom_studio.language import mark, tr
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.histograms import EpochHistogram, HistogramFile
from layerloom_studio.training.controller import TrainingController
from layerloom_studio.training.record import RunRecord
from layerloom_studio.undo import DocumentStack
from layerloom_studio.widgets import Hint, Segments, push_button

_MOST_RIDGES = 40  # more could not be told apart
_HIGH = 4.0  # how many rows a ridge may reach over
_KINDS = (
    ("weights", mark("Weights"), mark("The values of the weight after each epoch")),
    ("gradients", mark("Gradients"), mark("The gradient of the loss after each epoch, over some samples")),
)


class HistogramsPanel(QStackedWidget):
    """Follows the run that is shown, while it trains, too.

    Args:
        project: The open document; its settings say whether histograms are kept.
        stack: Where the edit of that goes.
        controller: Tells of runs and epochs.
        parent: Owner.
    """

    def __init__(
        self,
        project: Project,
        stack: DocumentStack,
        controller: TrainingController,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("histograms")
        self.setAccessibleName(tr("Histograms"))
        self._project, self._stack = project, stack
        self._record: RunRecord | None = None
        self._file: HistogramFile | None = None
        self._kind = "weights"
        self._hint = Hint("table", "")
        self._keep = push_button(
            "histograms.keep",
            tr("Keep histograms"),
            tr("The setting Histograms of the training, under Advanced"),
            tr("Keep histograms in the next training"),
        )
        self._keep.clicked.connect(lambda _on: self._ask_to_keep())
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.addStretch(1)
        column.addWidget(self._hint)
        column.addWidget(self._keep, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.addWidget(empty)
        self.addWidget(self._make_page())
        controller.started.connect(self.show_run)
        controller.epoch.connect(self.refresh)
        controller.finished.connect(self.refresh)
        project.settings_changed.connect(self._settings_changed)
        project.reset.connect(self._say)
        self.show_run(controller.record)

    def show_run(self, record: RunRecord | None) -> None:
        """Show another run, or none."""
        self._record, self._file = record, None
        self.refresh()

    def refresh(self) -> None:
        """Read what is new, while somebody looks."""
        if not self.isVisible():
            return
        folder = None if self._record is None else self._record.folder
        if self._file is None and folder is not None:
            self._file = HistogramFile(RunFolder(folder).histograms)
        if self._file is not None:
            self._file.refresh()
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _make_page(self) -> QWidget:
        self._names = wide_combo()
        self._names.setObjectName("histograms.weight")
        self._names.setAccessibleName(tr("Weight that is shown"))
        self._names.activated.connect(lambda _row: self._show_ridges())
        self._switch = Segments(
            "histograms.kind",
            tr("What is shown"),
            [(key, tr(title), tr(tip)) for key, title, tip in _KINDS],
        )
        self._switch.choose(self._kind)
        self._switch.chosen.connect(self._choose)
        self.ridges = Ridges()
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addWidget(self._names, 1)
        row.addWidget(self._switch)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        column.setSpacing(theme.SMALL)
        column.addLayout(row)
        column.addWidget(self.ridges, 1)
        return page

    def _choose(self, kind: str) -> None:
        self._kind = kind
        self._switch.choose(kind)
        self._show()

    def _show(self) -> None:
        names = [] if self._file is None else self._file.names(self._kind)
        if not names:
            self._say()
            self.setCurrentIndex(0)
            return
        now = self._names.currentText()
        if [self._names.itemText(row) for row in range(self._names.count())] != names:
            with QSignalBlocker(self._names):
                self._names.clear()
                self._names.addItems(names)
                self._names.setCurrentIndex(names.index(now) if now in names else 0)
        self.setCurrentIndex(1)
        self._show_ridges()

    def _show_ridges(self) -> None:
        name = self._names.currentText()
        found = [] if self._file is None else self._file.of(self._kind, name)
        title = name if self._kind == "weights" else tr("gradient of {name}", name=name)
        self.ridges.show_epochs(title, found)

    def _settings_changed(self, _section: str) -> None:
        self._say()

    def _say(self) -> None:
        """Tell what is missing, and offer it."""
        kept = self._project.training.get("histograms") is True
        self._hint.title.setText(tr("No histograms of this run") if self._record else tr("No histograms yet"))
        self._hint.text.setText(
            tr("They are kept in the next training and grow here epoch by epoch.")
            if kept
            else tr("A training can keep how the weights and gradients of each layer lie after every epoch.")
        )
        self._keep.setVisible(not kept)

    def _ask_to_keep(self) -> None:
        training = {**self._project.training, "histograms": True}
        self._stack.push(SetSettings("training", training, ""), tr("Keep histograms"))


class Ridges(QWidget):
    """One ridge for each epoch, the first behind, the last in front.

    Args:
        parent: Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("histograms.ridges")
        self.setMinimumSize(160, 120)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._epochs: list[EpochHistogram] = []
        self.show_epochs("", [])
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(420, 320)

    def show_epochs(self, title: str, epochs: list[EpochHistogram]) -> None:
        """Show these epochs, evenly fewer where there are very many."""
        step = -(-len(epochs) // _MOST_RIDGES) or 1
        self._epochs = epochs[::-1][::step][::-1]
        self.setAccessibleName(tr("Histograms of {title}", title=title) if title else tr("Histograms"))
        if epochs:
            first, last = epochs[0], epochs[-1]
            self.setAccessibleDescription(
                tr(
                    "Epoch {first}: from {low} to {high}. Epoch {last}: from {lowest} to {highest}.",
                    first=first.epoch,
                    low=f"{first.low:.3g}",
                    high=f"{first.high:.3g}",
                    last=last.epoch,
                    lowest=f"{last.low:.3g}",
                    highest=f"{last.high:.3g}",
                )
            )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._epochs:
            return
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.ui_font(8.5))
        line = painter.fontMetrics().height()
        gutter = painter.fontMetrics().horizontalAdvance("0000") + theme.SMALL
        area = QRectF(4, 4, self.width() - gutter - 8, self.height() - line - 12)
        low, high = min(item.low for item in self._epochs), max(item.high for item in self._epochs)
        most = max(_density(item) for item in self._epochs) or 1.0
        rows = len(self._epochs)
        reach = min(_HIGH, rows + 1.0)
        step = area.height() / (rows - 1 + reach)
        told = -1e9
        for number, item in enumerate(self._epochs):
            base = area.top() + step * (number + reach)
            share = number / max(1, rows - 1)
            colour = _between(palette.muted, palette.accent, share)
            painter.setPen(QPen(colour, 1.2))
            painter.setBrush(palette.panel)
            painter.drawPolygon(_ridge(item, area, base, reach * step * 0.95 / most, low, high))
            if base - told >= line or number == rows - 1:
                painter.setPen(palette.muted)
                words = QRectF(area.right() + 4, base - line / 2, gutter, line)
                painter.drawText(
                    words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(item.epoch)
                )
                told = base
        painter.setPen(palette.muted)
        words = QRectF(area.left(), area.bottom() + 6, area.width(), line)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft, f"{low:.3g}")
        painter.drawText(words, Qt.AlignmentFlag.AlignRight, f"{high:.3g}")
        zero = area.left() + area.width() * -low / (high - low)
        if area.left() + 40 < zero < area.right() - 40:
            painter.drawLine(QPointF(zero, area.bottom()), QPointF(zero, area.bottom() + 4))
            painter.drawText(QRectF(zero - 20, words.top(), 40, line), Qt.AlignmentFlag.AlignHCenter, "0")


def _density(item: EpochHistogram) -> float:
    """The height of the highest bar, so that ridges of other widths compare by area."""
    return max(item.counts) / (item.high - item.low)


def _ridge(
    item: EpochHistogram, area: QRectF, base: float, scale: float, low: float, high: float
) -> QPolygonF:
    """The outline of a histogram on its base line, over the width that all epochs share."""
    span, part = item.high - item.low, (item.high - item.low) / len(item.counts)
    points = [QPointF(area.left(), base)]

    def at(value: float, height: float) -> QPointF:
        return QPointF(area.left() + area.width() * (value - low) / (high - low), base - height)

    points.append(at(item.low, 0.0))
    points += [
        at(item.low + part * (number + 0.5), scale * count / span) for number, count in enumerate(item.counts)
    ]
    points += [at(item.high, 0.0), QPointF(area.right(), base)]
    return QPolygonF(points)


def _between(first: QColor, second: QColor, share: float) -> QColor:
    def mix(a: float, b: float) -> float:
        return a + (b - a) * share

    return QColor.fromRgbF(
        mix(first.redF(), second.redF()),
        mix(first.greenF(), second.greenF()),
        mix(first.blueF(), second.blueF()),
    )
