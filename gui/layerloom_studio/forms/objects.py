"""Editors of objects with settings of their own: initializers, regularizers, constraints, schedules."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from layerloom.declaration import registry
from layerloom.declaration.fields import Field
from layerloom_studio import theme
from layerloom_studio.forms.choices import NONE, show_choice, wide_combo
from layerloom_studio.forms.editor import Editor, MakeForm
from layerloom_studio.forms.values import object_fields, read_object, write_object
from layerloom_studio.language import tr
from layerloom_studio.widgets import NumberBox, discard

_CONSTANT = "constant"


class ObjectEditor(Editor):
    """The class in a list, its settings as a form of their own beneath."""

    def __init__(self, field: Field, name: str, make_form: MakeForm) -> None:
        super().__init__(field, name, make_form)
        self.combo = wide_combo()
        for text, key in self.items():
            self.combo.addItem(text, key)
        self._adopt(self.combo)
        self.combo.activated.connect(self._chosen)
        self._class = ""
        self._config: dict[str, Any] = {}
        self._foreign: dict[str, Any] = {}  # what the file says of classes that are not known here, by name
        self._form: Any = None
        self._detail = QWidget()
        self._detail.setVisible(False)
        self._place = QVBoxLayout(self._detail)
        self._place.setContentsMargins(theme.MEDIUM, 0, 0, theme.TINY)

    def items(self) -> list[tuple[str, str]]:
        """Text and registered name of every class."""
        return [(tr(NONE), ""), *((entry.name, entry.name) for entry in registry.entries(self.field.kind))]

    def value(self) -> Any:
        if self._class in self._foreign:
            return self._foreign[self._class]
        return write_object(self.field.kind, self._class, self._config) if self._class else None

    def set_value(self, value: Any) -> None:
        name, self._config = self._read(value)
        if name and registry.find(self.field.kind, name) is None:
            self._foreign[name] = value
        show_choice(self.combo, name)
        self._show_class(name)

    def control(self) -> QWidget:
        return self.combo

    def detail(self) -> QWidget | None:
        return self._detail

    def _read(self, value: Any) -> tuple[str, dict[str, Any]]:
        """Registered name and settings of a value."""
        return read_object(self.field.kind, value)

    def _fields(self, name: str) -> tuple[Field, ...]:
        """The settings of a class that are edited."""
        fields = object_fields(self.field.kind, name)
        return tuple(field for field in fields if field.kind != "any" or field.default is not None)

    def _start(self, name: str) -> dict[str, Any]:
        """The settings with which a class begins when it is chosen; what is missing has its default."""
        return {}

    def _chosen(self, index: int) -> None:
        name = self.combo.itemData(index)
        if name != self._class:
            self._config = self._start(name)
            self._show_class(name)
            self.changed.emit(self.value())

    def _show_class(self, name: str) -> None:
        if name == self._class and self._form is not None:
            self._form.set_values(self._config)
            return
        self._class = name
        if self._form is not None:
            discard(self._form)
            self._form = None
        fields = self._fields(name)
        if fields:
            self._form = self.make_form(fields, self._config, self.name)
            self._form.changed.connect(self._setting_changed)
            self._place.addWidget(self._form)
        self._detail.setVisible(bool(fields))

    def _setting_changed(self, key: str, value: Any) -> None:
        self._config[key] = value
        self.changed.emit(self.value())


class ScheduleEditor(ObjectEditor):
    """A rate: a constant number, or a schedule where one is registered."""

    def __init__(self, field: Field, name: str, make_form: MakeForm) -> None:
        super().__init__(field, name, make_form)
        self.box = NumberBox(logarithmic=True, check=_positive)
        self.box.changed.connect(self.changed)
        self.box.refused.connect(self.refused)
        self.box.accepted.connect(self.accepted)
        if len(self.items()) == 1:
            self.combo.setObjectName(f"{name}.kind")
            self.combo.setVisible(False)
            self._adopt(self.box)
        else:
            self._adopt(self.box)
            self.combo.setObjectName(f"{name}.kind")

    def items(self) -> list[tuple[str, str]]:
        return [(_CONSTANT, ""), *((entry.name, entry.name) for entry in registry.entries("schedule"))]

    def value(self) -> Any:
        return super().value() if self._class else self.box.value()

    def set_value(self, value: Any) -> None:
        if isinstance(value, (int, float)):
            super().set_value(None)
            self.box.set_value(value)
        else:
            super().set_value(value)

    def control(self) -> QWidget:
        return self.box

    def _show_class(self, name: str) -> None:
        super()._show_class(name)
        if hasattr(self, "box"):
            self.box.setVisible(not name)
            if not name and self.box.value() is None and isinstance(self.field.default, (int, float)):
                self.box.set_value(self.field.default)


def _positive(value: Any) -> Any:
    if value < 0:
        raise ValueError(tr("A rate must not be negative, got {value:g}.", value=value))
    return value
