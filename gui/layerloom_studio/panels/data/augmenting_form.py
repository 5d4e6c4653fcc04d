"""AugmentingForm: how pictures are changed by chance while a network learns from them, a slider for each kind."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QSlider, QToolButton, QWidget

from layerloom.errors import LayerloomError
from layerloom_studio import theme
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.project import Project
from layerloom_studio.forms.choices import show_choice, wide_combo
from layerloom_studio.language import mark, tr
from layerloom_studio.runs.augmenting import FILLS, LIMITS, Augmenting
from layerloom_studio.undo import DocumentStack
from layerloom_studio.widgets import folded, label

_TITLES = {
    "rotation_range": mark("Rotation"),
    "width_shift_range": mark("Shift to the side"),
    "height_shift_range": mark("Shift up or down"),
    "shear_range": mark("Shear"),
    "zoom_range": mark("Zoom"),
    "brightness": mark("Brightness"),
}
_TIPS = {
    "rotation_range": mark("Largest angle in degrees (rotation_range)"),
    "width_shift_range": mark("Largest move as a share of the width (width_shift_range)"),
    "height_shift_range": mark("Largest move as a share of the height (height_shift_range)"),
    "shear_range": mark("Largest angle of shearing in degrees (shear_range)"),
    "zoom_range": mark("Largest zoom in or out, as a share (zoom_range)"),
    "brightness": mark("How much darker or brighter at most, as a share (brightness_range)"),
}
_FLIPS = {
    "horizontal_flip": mark("Mirror left to right"),
    "vertical_flip": mark("Mirror top to bottom"),
}
_DEGREES = ("rotation_range", "shear_range")


class AugmentingForm(QWidget):
    """Edits the key `augment` of the project's data settings; every change is one step of the undo stack.

    Args:
        project: The open document.
        stack: Where edits go.
        parent: Owner.
    """

    opened = Signal(bool)  # the section was opened or closed by a person

    def __init__(self, project: Project, stack: DocumentStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.augment")
        self._project = project
        self._stack = stack
        hint = tr("Pictures to learn from are changed by chance in every epoch; the right side shows how.")
        self._fold, body = folded(self, tr("Augmentation"), "data.augment.fold", hint)
        self._fold.toggled.connect(self.opened)
        body.addLayout(self._make_sliders())
        self._flips: dict[str, QCheckBox] = {}
        for name, title in _FLIPS.items():
            box = QCheckBox(tr(title))
            box.setObjectName(f"data.augment.{name}")
            box.setToolTip(tr("Half of the pictures are mirrored ({name})", name=name))
            box.clicked.connect(lambda on, name=name: self._set(name, bool(on)))
            self._flips[name] = box
            body.addWidget(box)
        self._fill = wide_combo()
        self._fill.setObjectName("data.augment.fill_mode")
        self._fill.setAccessibleName(tr("What is put where there was no picture"))
        self._fill.setToolTip(tr("What is put where there was no picture (fill_mode)"))
        for name in FILLS:
            self._fill.addItem(tr(name), name)
        self._fill.activated.connect(lambda row: self._set("fill_mode", self._fill.itemData(row)))
        name_label = label(tr("Gaps are filled with"), wrap=False)
        name_label.setBuddy(self._fill)
        body.addWidget(name_label)
        body.addWidget(self._fill)
        self._reset = QToolButton()
        self._reset.setObjectName("data.augment.reset")
        self._reset.setText(tr("No augmentation"))
        self._reset.setAccessibleName(tr("Leave all augmentation out"))
        self._reset.clicked.connect(lambda _checked: self._push({}, tr("Leave augmentation out"), ""))
        body.addWidget(self._reset, 0, Qt.AlignmentFlag.AlignLeft)

    def is_open(self) -> bool:
        """Whether the section is open."""
        return self._fold.is_open()

    def set_open(self, opened: bool) -> None:
        """Open or close the section."""
        self._fold.set_open(opened)

    def refresh(self) -> None:
        """Show the settings of the project as they are now."""
        try:
            now = Augmenting.of(self._project.data)
        except LayerloomError:
            now = Augmenting()
        for name, slider in self._sliders.items():
            value = getattr(now, name)
            with QSignalBlocker(slider):
                slider.setValue(round(value if name in _DEGREES else 100 * value))
            self._say(name)
        for name, box in self._flips.items():
            box.setChecked(getattr(now, name))
        show_choice(self._fill, now.fill_mode)
        self._reset.setEnabled(now.active)
        self._reset.setToolTip(
            self._reset.accessibleName() if now.active else tr("Pictures are not changed as it is.")
        )
        self._fold.set_title(tr("Augmentation: on") if now.active else tr("Augmentation"))

    def _make_sliders(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SMALL)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self._sliders: dict[str, QSlider] = {}
        self._values: dict[str, QLabel] = {}
        for row, (name, title) in enumerate(_TITLES.items()):
            slider = QSlider(Qt.Orientation.Horizontal)
            slider.setObjectName(f"data.augment.{name}")
            slider.setAccessibleName(tr(title))
            slider.setAccessibleDescription(tr(_TIPS[name]))
            slider.setToolTip(tr(_TIPS[name]))
            slider.setRange(0, round(LIMITS[name] if name in _DEGREES else 100 * LIMITS[name]))
            slider.setPageStep(10)
            slider.valueChanged.connect(lambda value, name=name: self._moved(name, value))
            text = label(tr(title), wrap=False)
            text.setBuddy(slider)
            value_text = label("", wrap=False)
            value_text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            value_text.setMinimumWidth(theme.scaled(40))
            self._sliders[name], self._values[name] = slider, value_text
            grid.addWidget(text, row, 0)
            grid.addWidget(slider, row, 1)
            grid.addWidget(value_text, row, 2)
        return grid

    def _moved(self, name: str, value: int) -> None:
        self._say(name)
        self._set(name, float(value) if name in _DEGREES else value / 100, merge=True)

    def _say(self, name: str) -> None:
        value = self._sliders[name].value()
        unit = "°" if name in _DEGREES else " %"
        self._values[name].setText(f"±{value}{unit}" if value else "–")

    def _set(self, name: str, value: Any, *, merge: bool = False) -> None:
        augment = {**(self._project.data.get("augment") or {}), name: value}
        usual = Augmenting()
        kept = {key: item for key, item in augment.items() if item != getattr(usual, key, None)}
        self._push(kept, tr("Change the augmentation"), f"augment.{name}" if merge else "")

    def _push(self, augment: dict[str, Any], text: str, merge: str) -> None:
        data = {key: value for key, value in self._project.data.items() if key != "augment"}
        if augment:
            data["augment"] = augment
        if data != self._project.data:
            self._stack.push(SetSettings("data", data, merge), text)
