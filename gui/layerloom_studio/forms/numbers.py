"""Editors of single numbers."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtWidgets import QWidget

from layerloom.declaration.fields import Field
from layerloom_studio.forms.editor import Editor, MakeForm
from layerloom_studio.language import tr
from layerloom_studio.widgets import NumberBox

_CALCULATES = re.compile(r"[\w)]\s*[-+*/%(]|^[A-Za-z_]\w*$")  # "width * 2", "max(a, b)", "width"


class _NumberEditor(Editor):
    whole = False

    def __init__(self, field: Field, name: str, make_form: MakeForm) -> None:
        super().__init__(field, name, make_form)
        bounds = field.bounds
        top = bounds.le if bounds.le is not None else bounds.lt
        share = top is not None and top <= 1
        self.box = NumberBox(
            whole=self.whole,
            optional=field.optional or field.default is None,
            logarithmic=not self.whole and not share,
            step=1 if self.whole else 0.05,
            check=field.check,
        )
        self._adopt(self.box)
        self.box.changed.connect(self.changed)
        self.box.refused.connect(self._refused)
        self.box.editingFinished.connect(self._finished)
        self.box.accepted.connect(self.accepted)

    def value(self) -> Any:
        return self.box.value()

    def _refused(self, reason: str) -> None:
        formula = self._formula()
        if formula is None or self.evaluate is None:
            self.refused.emit(reason)
            return
        try:
            value = self.field.check(self.evaluate(formula))
        except ValueError as error:
            self.refused.emit(str(error))
            return
        self.foretold.emit(tr("= {value} · Enter applies the formula", value=f"{value:g}"))

    def _finished(self) -> None:
        formula = self._formula()
        if formula is None or self.evaluate is None:
            return
        try:
            self.field.check(self.evaluate(formula))
        except ValueError:
            return  # what is wrong has been said while it was typed
        self.expressed.emit(formula)

    def _formula(self) -> str | None:
        """The formula that stands in the control, nothing for a number and for what is neither."""
        text = self.box.lineEdit().text().strip()
        return text[1:].strip() if text.startswith("=") else text if _CALCULATES.search(text) else None

    def set_value(self, value: Any) -> None:
        self.box.set_value(value if isinstance(value, (int, float)) else None)

    def control(self) -> QWidget:
        return self.box


class IntEditor(_NumberEditor):
    """A whole number."""

    whole = True


class FloatEditor(_NumberEditor):
    """A real number; arrows walk 1, 2, 5, 10 unless it is a share of one."""
