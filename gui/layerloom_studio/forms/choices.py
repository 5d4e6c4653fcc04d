"""Editors that choose: yes or no, one of a list, an activation function."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QWidget

from layerloom.declaration import registry
from layerloom.declaration.fields import Field
from layerloom_studio.forms.editor import Editor, MakeForm
from layerloom_studio.forms.values import read_object
from layerloom_studio.language import mark, tr
from layerloom_studio.widgets import ignore_wheel_without_focus

NONE = mark("none")


class BoolEditor(Editor):
    """A check box."""

    def __init__(self, field: Field, name: str, make_form: MakeForm) -> None:
        super().__init__(field, name, make_form)
        self.box = QCheckBox()
        self._adopt(self.box)
        self.box.clicked.connect(lambda checked: self.changed.emit(bool(checked)))

    def value(self) -> Any:
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))

    def control(self) -> QWidget:
        return self.box


class ChoiceEditor(Editor):
    """A list of values of which one is chosen."""

    def __init__(self, field: Field, name: str, make_form: MakeForm) -> None:
        super().__init__(field, name, make_form)
        self.combo = wide_combo()
        for text, value in self.items():
            self.combo.addItem(text, value)
        self._adopt(self.combo)
        self.combo.activated.connect(self._chosen)
        self._value: Any = None

    def items(self) -> list[tuple[str, Any]]:
        """Text and value of every choice."""
        none = [(tr(NONE), None)] if self.field.optional or self.field.default is None else []
        return none + [(tr(str(choice)), choice) for choice in self.field.choices]

    def read(self, value: Any) -> Any:
        """The choice that a stored value means."""
        return value

    def value(self) -> Any:
        return self._value

    def set_value(self, value: Any) -> None:
        self._value = value
        show_choice(self.combo, self.read(value))

    def control(self) -> QWidget:
        return self.combo

    def _chosen(self, index: int) -> None:
        value = self.combo.itemData(index)
        if value != self.read(self._value):
            self._value = value
            self.changed.emit(value)


class ActivationEditor(ChoiceEditor):
    """A registered activation function by name; none and linear are the same."""

    def items(self) -> list[tuple[str, Any]]:
        names = [entry.name for entry in registry.entries("activation") if entry.name != "linear"]
        return [("linear", "linear"), *((name, name) for name in names)]

    def read(self, value: Any) -> Any:
        return read_object("activation", value)[0] or "linear"


def wide_combo() -> QComboBox:
    """A combo box that shrinks with its panel and lets the wheel scroll."""
    combo = QComboBox()
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(6)
    combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    combo.setMaxVisibleItems(18)
    ignore_wheel_without_focus(combo)
    return combo


def show_choice(combo: QComboBox, value: Any) -> None:
    """Select the item of a value; one that is not in the list (from a file) is added."""
    index = next((i for i in range(combo.count()) if combo.itemData(i) == value), -1)
    if index < 0:
        combo.addItem(tr(NONE) if value is None else str(value), value)
        index = combo.count() - 1
        combo.setItemData(index, tr("This value comes from the file."), Qt.ItemDataRole.ToolTipRole)
    combo.setCurrentIndex(index)
