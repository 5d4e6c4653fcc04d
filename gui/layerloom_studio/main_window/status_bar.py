"""Status bar: what happened last on the left, totals of the drawing on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStatusBar, QStyle, QStyleOption, QToolButton, QWidget

from layerloom_studio import theme
from layerloom_studio.canvas import labels
from layerloom_studio.document.advice import all_problems
from layerloom_studio.document.cost import total_cost
from layerloom_studio.document.project import Project
from layerloom_studio.document.whatif import Outlook
from layerloom_studio.language import mark, tr

_ERRORS, _WARNINGS = mark("{count} error{plural}"), mark("{count} warning{plural}")
_LEFT, _ROOM = 8, 16  # pixels before a message, and between it and the totals
_SHOWN_FOR = 8000  # milliseconds
_SETTLE_MS = 100
_FEW = 400  # layers, whose multiply-adds can be counted while something is being dragged


class StatusBar(QStatusBar):
    """Messages and totals.

    Args:
        project: The open document.
        parent: Owner.
    """

    problems_clicked = Signal()

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setAccessibleName(tr("Status"))
        self._project = project
        self.layers = _total("status.layers", tr("Layers"))
        self.parameters = _total("status.parameters", tr("Parameters"))
        self.cost = _total("status.cost", tr("Multiply-adds"))
        self.problems = QToolButton()
        self.problems.setObjectName("status.problems")
        theme.size_icons(self.problems, 16)
        self.problems.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.problems.clicked.connect(self.problems_clicked)
        for widget in (self.layers, self.parameters, self.cost, self.problems):
            self.addPermanentWidget(widget)
        self._foreseeing = False  # whether totals of an edit in hand are shown
        self._settle = QTimer(self)  # counting asks every layer once more: not while somebody types
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.show_cost)
        project.analysis_changed.connect(self._settle.start)
        project.analysis_changed.connect(self._refresh)
        project.settings_changed.connect(self._refresh)
        theme.changed.connect(self._refresh)
        self.messageChanged.connect(self.setToolTip)  # all of a message that has no room
        self._refresh()

    def tell(self, sentence: str) -> None:
        """Show a sentence for a while."""
        self.showMessage(tr(sentence), _SHOWN_FOR)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the message as has room; Qt would cut through its letters."""
        message = self.currentMessage()
        if not message:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelStatusBar, option, painter, self)
        room = self.rect().adjusted(_LEFT, 0, 0, 0)
        room.setRight(self.layers.x() - _ROOM)
        painter.setPen(theme.current().muted)
        shown = painter.fontMetrics().elidedText(message, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, (Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft).value, shown)

    def foresee(self, outlook: Outlook | None) -> None:
        """Show beside the totals what the edit in hand would make of them; `None` shows them as they are."""
        if outlook is None:
            if self._foreseeing:
                self._foreseeing = False
                self._refresh()
                self.show_cost()
            return
        self._foreseeing = True
        now, then = outlook.parameters
        if now != then:
            words = tr("unknown") if then is None else f"{then:,}"
            told = tr("unknown") if now is None else f"{now:,}"
            self.parameters.setText(tr("{now} → {then} parameters", now=told, then=words))
        sketch = outlook.sketch
        if sketch is not None and len(sketch.architecture.nodes) <= _FEW:
            before, after = (total_cost(project).multiply_adds for project in (self._project, sketch))
            if before != after:
                told = labels.count_text(before)
                self.cost.setText(f"{told} → {labels.products_text(after)}")

    def show_cost(self) -> None:
        """Show what one sample costs; done a moment after the last change."""
        cost = total_cost(self._project)
        known = cost.multiply_adds is not None
        self.cost.setVisible(bool(self._project.architecture.nodes))
        self.cost.setText(labels.products_text(cost.multiply_adds) if known else tr("madds unknown"))
        if cost.parameters is None:
            self.cost.setToolTip(tr("What the network costs is known once the drawing has no errors."))
            return
        count = (
            tr("{multiply_adds:,} multiply-adds", multiply_adds=cost.multiply_adds)
            if known
            else tr("Not every layer's multiply-adds are known")
        )
        self.cost.setToolTip(
            tr(
                "{count} for one sample.\nWeights take {weight_bytes}, the results of all layers "
                "{output_bytes} for each sample.",
                count=count,
                weight_bytes=labels.bytes_text(cost.weight_bytes),
                output_bytes=labels.bytes_text(cost.output_bytes),
            )
        )

    def _refresh(self, section: str = "") -> None:
        analysis = self._project.analysis
        count = len(self._project.architecture.layers)
        self.layers.setText(tr("{count} layer{plural}", count=count, plural="" if count == 1 else "s"))
        if analysis.parameters is None:
            self.parameters.setText(tr("parameters unknown"))
            self.parameters.setToolTip(
                tr("The number of parameters is known once the drawing has no errors.")
            )
        else:
            self.parameters.setText(tr("{parameters:,} parameters", parameters=analysis.parameters))
            self.parameters.setToolTip(
                tr("{count:,} of them are changed by training.", count=analysis.trainable or 0)
            )
        errors = len(analysis.errors)
        problems = all_problems(self._project)
        warnings = len(problems) - errors
        words = [
            tr(text, count=count, plural="" if count == 1 else "s")
            for text, count in ((_ERRORS, errors), (_WARNINGS, warnings))
            if count
        ]
        colors = theme.current()
        name, color = ("check", colors.success)
        if problems:
            name, color = ("error", colors.error) if errors else ("warning", colors.warning)
        self.problems.setIcon(theme.icon(name, color))
        self.problems.setText(", ".join(words) or tr("no problems"))
        self.problems.setAccessibleName(tr("Problems: {found}", found=self.problems.text()))
        self.problems.setToolTip(tr("Show the list of problems (F8 goes to the next one)"))


def _total(name: str, title: str) -> QLabel:
    result = QLabel()
    result.setObjectName(name)
    result.setAccessibleName(title)
    result.setContentsMargins(theme.SMALL, 0, theme.SMALL, 0)
    return result
