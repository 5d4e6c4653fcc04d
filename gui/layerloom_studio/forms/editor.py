"""The base of all editors: one field, one value, a reason when something typed is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from layerloom.declaration.fields import Field
from layerloom_studio.forms.values import field_label
from layerloom_studio.language import doc, tr

_CALCULATES = re.compile(r"[\w)]\s*[-+*/%(]|^[A-Za-z_]\w*$")  # "width * 2", "max(a, b)", "width"


MakeForm = Callable[[tuple[Field, ...], Mapping[str, Any], str], Any]
Evaluate = Callable[[str], float]  # the value of a formula; ValueError with a sentence when it has none


class Editor(QWidget):
    """Edits the value of one field.

    Args:
        field: What may be edited.
        name: Object name of the control that a person acts on.
        make_form: Makes the form of an object's own settings: (fields, values, name) -> Form.
    """

    changed = Signal(object)  # a new legal value, as JSON data
    refused = Signal(str)  # the reason, while illegal text stands in the control
    expressed = Signal(str)  # a formula that was typed in place of a value, without its "="
    accepted = Signal()  # the control shows a legal value again
    foretold = Signal(str)  # what a formula that stands in the control would give

    def __init__(self, field: Field, name: str, make_form: MakeForm) -> None:
        super().__init__()
        self.field = field
        self.make_form = make_form
        self.evaluate: Evaluate | None = None  # where no formulas are taken
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)
        self.name = name

    def value(self) -> Any:
        """The last legal value."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value without emitting anything."""
        raise NotImplementedError

    def control(self) -> QWidget:
        """The widget that takes the focus."""
        raise NotImplementedError

    def detail(self) -> QWidget | None:
        """A part that wants the full width below the row."""
        return None

    def _refuse(self, text: str, reason: str) -> None:
        """Tell why a text is no value, or what it would give as a formula."""
        formula = _formula(text)
        if formula is None or self.evaluate is None:
            self.refused.emit(reason)
            return
        try:
            value = self.evaluate(formula)
            self.field.check(value)
        except ValueError as error:
            self.refused.emit(str(error))
            return
        self.foretold.emit(tr("= {value} · Enter applies the formula", value=f"{value:g}"))

    def _express(self, text: str) -> None:
        """Apply a text if it is a formula; what is wrong with it has been said while it was typed."""
        formula = _formula(text)
        if formula is None or self.evaluate is None:
            return
        try:
            self.field.check(self.evaluate(formula))
        except ValueError:
            return
        self.expressed.emit(formula)

    def _adopt(self, control: QWidget, *, stretch: int = 1) -> None:
        control.setObjectName(self.name)
        control.setAccessibleName(field_label(self.field.name))
        control.setAccessibleDescription(doc(self.field.doc))
        self.row.addWidget(control, stretch)
        self.setFocusProxy(control)


def _formula(text: str) -> str | None:
    """Return the formula that a text is, nothing for a number and for what is neither."""
    text = text.strip()
    return text[1:].strip() if text.startswith("=") else text if _CALCULATES.search(text) else None
