"""FittingForm: how pictures become the input of a model, as a form; for data folders and for predicting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from layerloom.declaration.fields import Bounds, Field
from layerloom_studio.forms import Form
from layerloom_studio.language import mark, tr

_MODEL = mark("as the model")
_SCALES = {
    mark("0 to 1"): (1 / 255, 0.0),
    mark("−1 to 1"): (2 / 255, -1.0),
    mark("0 to 255"): (1.0, 0.0),
}
_OTHER = mark("other")


class FittingForm(QWidget):
    """Edits the keys `image_size`, `color_mode`, `shaping`, `rescale`, `offset` and `invert` of a data reference.

    Args:
        prefix: Object names are `<prefix>.<field>`.
        fixed: Whether the model's input fixes size and colours, so that they are not shown.
        parent: Owner.
    """

    KEYS = ("image_size", "color_mode", "shaping", "rescale", "offset", "invert")

    changed = Signal(object)  # dict of all keys that are not left to the model

    def __init__(self, prefix: str, *, fixed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{prefix}.fitting")
        self._values: dict[str, Any] = {}
        self._form = Form(
            _fields(),
            prefix=prefix,
            hidden=("size", "colours") if fixed else (),
            advanced=lambda field: False,
        )
        self._form.setObjectName(f"{prefix}.form")  # its fields are named by the prefix alone
        if not fixed:
            size = self._form.editor("size").control()
            assert isinstance(size, QLineEdit)
            size.setPlaceholderText(tr(_MODEL))
        self._form.changed.connect(self._edited)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._form)

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show settings without emitting anything; what is missing is left to the model or has its default."""
        self._values = {key: values[key] for key in self.KEYS if values.get(key) is not None}
        rescale, offset = self._values.get("rescale", 1 / 255), self._values.get("offset", 0.0)
        self._form.set_values(
            {
                "size": self._values.get("image_size"),
                "colours": self._values.get("color_mode", _MODEL),
                "shaping": self._values.get("shaping", "stretch"),
                "values": _scale_name(rescale, offset),
                "invert": self._values.get("invert", False),
            }
        )

    def values(self) -> dict[str, Any]:
        """The settings that are not left to the model."""
        return dict(self._values)

    def _edited(self, name: str, value: Any) -> None:
        values = dict(self._values)
        if name == "values":
            if value == _OTHER:
                return
            values["rescale"], values["offset"] = _SCALES[value]
        elif name == "size":
            values["image_size"] = value
        elif name == "colours":
            values["color_mode"] = None if value == _MODEL else value
        else:
            values[name] = value
        self._values = {key: item for key, item in values.items() if item is not None}
        self.changed.emit(dict(self._values))


def _fields() -> tuple[Field, ...]:
    return (
        Field(
            "size",
            "ints",
            None,
            optional=True,
            length=2,
            bounds=Bounds(ge=1),
            doc=tr("Height and width in pixels; empty takes those of the model's input."),
        ),
        Field("colours", "choice", _MODEL, choices=(_MODEL, "grayscale", "rgb"), doc=tr("Grey or RGB.")),
        Field(
            "shaping",
            "choice",
            "stretch",
            choices=(mark("stretch"), mark("crop"), mark("pad")),
            doc=tr("Stretch to the size, crop the middle, or pad with black."),
        ),
        Field(
            "values",
            "choice",
            "0 to 1",
            choices=(*_SCALES,),
            doc=tr("Black and white become these numbers."),
        ),
        Field("invert", "bool", False, doc=tr("Swap black and white, as for dark writing on white paper.")),
    )


def _scale_name(rescale: float, offset: float) -> str:
    for name, (factor, shift) in _SCALES.items():
        if abs(rescale - factor) < 1e-9 and abs(offset - shift) < 1e-9:
            return name
    return _OTHER
