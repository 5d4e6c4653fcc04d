"""The editor of how often something is done: at a word such as "epoch", or every so many batches."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from layerloom.declaration.fields import Field, is_int
from layerloom_studio.forms.choices import wide_combo
from layerloom_studio.forms.editor import Editor, MakeForm
from layerloom_studio.forms.values import field_label
from layerloom_studio.language import mark, tr
from layerloom_studio.widgets import NumberBox, label

KIND = "frequency"  # of a field whose choices are the words
_WORDS = {"epoch": mark("after every epoch"), "batch": mark("after every batch")}
_AT_FIRST = 100  # batches


class FrequencyEditor(Editor):
    """A list of the words, and a number of batches beside it where that is chosen."""

    def __init__(self, field: Field, name: str, make_form: MakeForm) -> None:
        super().__init__(field, name, make_form)
        self.combo = wide_combo()
        for word in field.choices:
            self.combo.addItem(tr(_WORDS.get(word, word)), word)
        self.combo.addItem(tr("after so many batches"), None)
        self._adopt(self.combo)
        self.box = NumberBox(whole=True, check=_batches)
        self.box.setObjectName(f"{name}.batches")
        self.box.setAccessibleName(tr("{setting}: number of batches", setting=field_label(field.name)))
        self._below = QWidget()  # under the list, which would be cut beside it
        row = QHBoxLayout(self._below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        name_of = label(tr("Batches"), "muted", wrap=False)
        name_of.setBuddy(self.box)
        row.addStretch(1)
        row.addWidget(name_of)
        row.addWidget(self.box, 1)
        self._value: Any = field.default
        self.combo.activated.connect(self._chosen)
        self.box.changed.connect(self._take)
        self.box.refused.connect(self.refused)
        self.box.accepted.connect(self.accepted)

    def value(self) -> Any:
        return self._value

    def set_value(self, value: Any) -> None:
        self._value = value
        number = int(value) if is_int(value) else None
        self.combo.setCurrentIndex(max(0, self.combo.findData(None if number else value)))
        self._below.setVisible(number is not None)
        if number is not None:
            self.box.set_value(number)

    def control(self) -> QWidget:
        return self.combo

    def detail(self) -> QWidget | None:
        return self._below

    def _chosen(self, row: int) -> None:
        word = self.combo.itemData(row)
        if word is None and is_int(self._value):
            return
        self.set_value(_AT_FIRST if word is None else word)
        self.changed.emit(self._value)

    def _take(self, number: Any) -> None:
        self._value = number
        self.changed.emit(number)


def _batches(value: Any) -> Any:
    if value < 1 or value != int(value):
        raise ValueError(tr("A whole number of batches is needed here, from 1 up."))
    return int(value)
