"""TypedRow: values of one sample typed by hand, and what the network says of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.runs.answers import Answers
from layerloom_studio.widgets import label, push_button, set_role
from layerloom_studio.widgets.tips import plain_tip

_MOST_NAMES = 6  # in the hint


class TypedRow(QWidget):
    """A line for values and the answer beneath it; hidden where a network takes no single values.

    Args:
        parent: Owner.
    """

    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("predict.typed")
        self._line = QLineEdit()
        self._line.setObjectName("predict.typed.values")
        self._line.setAccessibleName(tr("Values of one sample, with commas between them"))
        self._line.returnPressed.connect(self._enter)
        self._go: QPushButton = push_button(
            "predict.typed.go", tr("Predict"), tr("Predict from the values that are typed (Enter)")
        )
        self._go.clicked.connect(lambda _checked: self._enter())
        self._answer = label("", "title", select=True)
        self._answer.setObjectName("predict.typed.answer")
        self._answer.setAccessibleName(tr("Answer"))
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addWidget(self._line, 1)
        row.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TINY)
        column.addLayout(row)
        column.addWidget(self._answer)
        self._answer.hide()
        self.hide()

    def show_columns(self, names: Sequence[str]) -> None:
        """Ask for a value for each of these columns."""
        self.setVisible(bool(names))
        shown = ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")
        self._line.setPlaceholderText(tr("type values: {names}", names=shown))
        told = tr(
            "{count} values with commas between them: {names}", count=len(names), names=", ".join(names)
        )
        self._line.setToolTip(plain_tip(told))

    def show_answers(self, answers: Answers) -> None:
        """Show what the network says."""
        said = []
        for item in answers.answers:
            sure = f" ({item.sure[0]:.1%})" if item.sure else ""
            said.append(f"{item.output}: {item.said[0]}{sure}")
        self._tell("  ·  ".join(said), "title")

    def show_error(self, sentence: str) -> None:
        """Say why there is no answer."""
        self._tell(tr(sentence), "error")

    def _tell(self, text: str, role: str) -> None:
        self._answer.setText(text)
        set_role(self._answer, role)
        self._answer.show()

    def _enter(self) -> None:
        if self._line.text().strip():
            self.entered.emit(self._line.text())
