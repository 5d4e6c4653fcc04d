"""Editors on a line of text: words, tuples of numbers, shapes, anything else."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from layerloom.declaration.fields import Field
from layerloom_studio.arithmetic import rate_of
from layerloom_studio.forms.editor import Editor, MakeForm
from layerloom_studio.forms.values import plain, same_value
from layerloom_studio.language import mark, tr
from layerloom_studio.widgets import TypedValue

RATE = "rate formula"  # kind of a field


class TextEditor(Editor):
    """A line of text; subclasses say how text and value belong together."""

    placeholder = ""

    def __init__(self, field: Field, name: str, make_form: MakeForm) -> None:
        super().__init__(field, name, make_form)
        self.edit = QLineEdit()
        self._adopt(self.edit)
        self._typed_value = TypedValue(self.changed.emit, partial(same_value, field))
        self._strange = ""  # what is being typed and means no value
        optional = field.optional or field.default is None
        self.edit.setPlaceholderText(tr(self.placeholder or ("none" if optional else "")))
        self.edit.textEdited.connect(self._typed)
        self.edit.returnPressed.connect(self._restore)
        self.edit.installEventFilter(self)

    def parse(self, text: str) -> Any:
        """The value that a text means; ValueError with a sentence when it means none."""
        return text

    def format(self, value: Any) -> str:
        """The text of a value."""
        return str(value)

    def value(self) -> Any:
        return self._typed_value.now

    def set_value(self, value: Any) -> None:
        typed = self._typed_value
        if typed.going_back:
            return
        value = plain(value)
        unchanged = same_value(self.field, value, typed.now)
        if unchanged:
            typed.now = value
        else:
            typed.set(value)
        if not (unchanged and self.edit.hasFocus()):
            self._show()

    def control(self) -> QWidget:
        return self.edit

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._restore()
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        text = text.strip()
        try:
            optional = self.field.optional or self.field.default is None
            empty = text == "" or text.lower() == "none"
            value = None if empty and optional else self.field.check(self.parse(text))
        except ValueError as error:
            self._typed_value.go_back()
            self._strange = text
            self._refused(text, str(error))
            return
        self._strange = ""
        self.accepted.emit()
        if not same_value(self.field, value, self._typed_value.now):
            self._typed_value.now = plain(value)
            self.changed.emit(self._typed_value.now)

    def _refused(self, text: str, reason: str) -> None:
        self.refused.emit(reason)

    def _finished(self, text: str) -> None:
        """Do what a text asks for that stood there and was no value."""

    def _restore(self) -> None:
        strange, self._strange = self._strange, ""
        self._typed_value.settle()
        self._show()
        self.accepted.emit()
        if strange:
            self._finished(strange)

    def _show(self) -> None:
        value = self._typed_value.now
        self.edit.setText("" if value is None else self.format(value))
        self.edit.setCursorPosition(0)


class IntsEditor(TextEditor):
    """Whole numbers: `3` or `3, 3` or `3x3`, or a formula that gives one for all axes."""

    def _refused(self, text: str, reason: str) -> None:
        self._refuse(text, reason)

    def _finished(self, text: str) -> None:
        self._express(text)

    def parse(self, text: str) -> Any:
        numbers = _numbers(text)
        if not numbers or any(number is None for number in numbers):
            length = self.field.length
            raise ValueError(
                tr(
                    "“{text}” is not one number or {length} of them, such as 3 or 3, 3.",
                    text=text,
                    length=length,
                )
                if length
                else tr("“{text}” is not numbers such as 2, 3.", text=text)
            )
        return numbers[0] if len(numbers) == 1 else numbers

    def format(self, value: Any) -> str:
        return ", ".join(str(number) for number in value) if isinstance(value, list) else str(value)


class ShapeEditor(TextEditor):
    """Sizes of axes without the batch: `28, 28, 1`; `?` is any size."""

    placeholder = mark("for example 28, 28, 1")

    def parse(self, text: str) -> Any:
        numbers = _numbers(text)
        if not numbers:
            raise ValueError(
                tr("“{text}” is no shape; write sizes such as 28, 28, 1 (? for any size).", text=text)
            )
        return numbers

    def format(self, value: Any) -> str:
        return ", ".join("?" if size is None else str(size) for size in value)


class AxisEditor(TextEditor):
    """An axis number such as -1, or several."""

    def parse(self, text: str) -> Any:
        numbers = _numbers(text)
        if not numbers or any(number is None for number in numbers):
            raise ValueError(tr("“{text}” is no axis; write a number such as -1.", text=text))
        return numbers[0] if len(numbers) == 1 else numbers

    def format(self, value: Any) -> str:
        return ", ".join(str(number) for number in value) if isinstance(value, list) else str(value)


class RateEditor(TextEditor):
    """A formula for the learning rate of an epoch."""

    def parse(self, text: str) -> Any:
        rate_of(text, {"epoch": 0, "epochs": 10, "rate": 0.001, "first": 0.001})
        return text


class AnyEditor(TextEditor):
    """Plain data as JSON; a bare word is text."""

    def parse(self, text: str) -> Any:
        try:
            return json.loads(text)
        except json.JSONDecodeError:
            if re.fullmatch(r"[\w.\-/ ]+", text):
                return text
            raise ValueError(tr("“{text}” is neither a word nor JSON.", text=text)) from None

    def format(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        try:
            return json.dumps(value)
        except TypeError:
            return str(value)


def _numbers(text: str) -> list[int | None]:
    """Numbers between commas, spaces, `x` or `×`, in brackets or without; [] when it is anything else."""
    text = text.strip().removeprefix("(").removesuffix(")").removeprefix("[").removesuffix("]")
    parts = [part for part in re.split(r"[,;\sx×]+", text) if part]
    if not parts or not all(re.fullmatch(r"-?\d{1,9}|\?|None|none", part) for part in parts):
        return []
    return [None if part in ("?", "None", "none") else int(part) for part in parts]
