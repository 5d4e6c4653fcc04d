"""A spin box for whole and real numbers that refuses with a reason instead of swallowing keys."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QValidator
from PySide6.QtWidgets import QAbstractSpinBox, QWidget

from layerloom_studio.language import tr
from layerloom_studio.widgets.quiet import ignore_wheel_without_focus
from layerloom_studio.widgets.typed_value import TypedValue

Check = Callable[[Any], Any]


class NumberBox(QAbstractSpinBox):
    """Edits one number, or nothing where that is allowed.

    What is typed is parsed at every key: a legal number is emitted, anything else emits the reason and brings back
    the value from before the typing. Leaving the box puts the value in place of refused text.

    Args:
        whole: Whole numbers only.
        optional: Empty text means None.
        logarithmic: Arrows walk 1, 2, 5, 10 instead of adding, as suits learning rates.
        step: What an arrow adds otherwise.
        check: Returns the number in its normal form or raises ValueError with a sentence.
        parent: Owner.
    """

    changed = Signal(object)
    refused = Signal(str)
    accepted = Signal()  # the text is legal again, whether or not the value is another

    def __init__(
        self,
        *,
        whole: bool = False,
        optional: bool = False,
        logarithmic: bool = False,
        step: float = 1,
        check: Check | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._whole = whole
        self._optional = optional
        self._logarithmic = logarithmic
        self._step = step
        self._check = check or (lambda value: value)
        self._typed_value = TypedValue(self.changed.emit, operator.eq)
        self.lineEdit().setTextMargins(6, 0, 0, 0)  # style sheets cannot pad the text of a spin box
        if optional:
            self.lineEdit().setPlaceholderText(tr("none"))
        self.lineEdit().textEdited.connect(self._typed)
        ignore_wheel_without_focus(self)

    def value(self) -> float | None:
        """The last legal number."""
        number: float | None = self._typed_value.now
        return number

    def set_value(self, value: float | None) -> None:
        """Show a number without emitting anything."""
        typed = self._typed_value
        if typed.going_back or (value == typed.now and self.hasFocus() and self._parses_to(value)):
            return  # the person is typing; do not move the cursor
        typed.set(value)
        self.lineEdit().setText(self._format(value))

    def stepBy(self, steps: int) -> None:
        start = self.value() or 0
        number: float = (
            _log_step(start, steps) if self._logarithmic else round(start + steps * self._step, 10)
        )
        try:
            number = self._check(int(number) if self._whole else number)
        except ValueError as error:
            self.refused.emit(str(error))
            return
        self.lineEdit().setText(self._format(number))
        self.lineEdit().selectAll()
        self._take(number)
        self._typed_value.settle()

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        flag = QAbstractSpinBox.StepEnabledFlag
        if self.isReadOnly():
            return flag.StepNone
        return flag.StepUpEnabled | flag.StepDownEnabled

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        return QValidator.State.Acceptable, text, position

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.text() in ("\r", "\n"):
            self._restore()

    def sizeHint(self) -> QSize:
        return QSize(max(96, super().sizeHint().width()), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(72, super().minimumSizeHint().height())

    def _typed(self, text: str) -> None:
        try:
            number = self._parse(text)
        except ValueError as error:
            self._typed_value.go_back()
            self.refused.emit(str(error))
            return
        self._take(number)

    def _take(self, number: float | None) -> None:
        self.accepted.emit()
        if number != self._typed_value.now:
            self._typed_value.now = number
            self.changed.emit(number)

    def _parse(self, text: str) -> float | None:
        text = text.strip().replace("\N{MINUS SIGN}", "-")
        if text.lower() in ("", "none"):
            if self._optional:
                return None
            raise ValueError(tr("A number is needed here."))
        try:
            number: float = int(text)
        except ValueError:
            try:
                number = float(text.replace(",", "."))
            except ValueError:
                raise ValueError(tr("“{text}” is no number.", text=text)) from None
            if not math.isfinite(number):
                raise ValueError(tr("“{text}” is no finite number.", text=text)) from None
        result: float | None = self._check(number)
        return result

    def _parses_to(self, value: float | None) -> bool:
        try:
            return self._parse(self.lineEdit().text()) == value
        except ValueError:
            return False

    def _restore(self) -> None:
        self._typed_value.settle()
        self.lineEdit().setText(self._format(self.value()))
        self.accepted.emit()

    def _format(self, value: float | None) -> str:
        if value is None:
            return ""
        return str(int(value)) if self._whole else f"{value:.10g}"


def _log_step(value: float, steps: int) -> float:
    for _ in range(abs(steps)):
        if value <= 0:
            return 1e-4 if steps > 0 else 0.0
        exponent = math.floor(math.log10(value) + 1e-9)
        scale = 10.0**exponent
        digit = value / scale
        if steps > 0:
            following: float = next((d for d in (1, 2, 5) if d > digit * 1.0001), 10)
        else:
            following = next((d for d in (5, 2, 1) if d < digit * 0.9999), 0.5)
        value = float(f"{following * scale:.6g}")
    return value
