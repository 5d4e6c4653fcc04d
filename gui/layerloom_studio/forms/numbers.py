"""Editors of single numbers."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from layerloom.declaration.fields import Field
from layerloom_studio.forms.editor import Editor, MakeForm
from layerloom_studio.widgets import NumberBox


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
        self._refuse(self.box.lineEdit().text(), reason)

    def _finished(self) -> None:
        self._express(self.box.lineEdit().text())

    def set_value(self, value: Any) -> None:
        self.box.set_value(value if isinstance(value, (int, float)) else None)

    def control(self) -> QWidget:
        return self.box


class IntEditor(_NumberEditor):
    """A whole number."""

    whole = True


class FloatEditor(_NumberEditor):
    """A real number; arrows walk 1, 2, 5, 10 unless it is a share of one."""
