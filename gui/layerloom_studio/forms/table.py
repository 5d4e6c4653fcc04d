"""The one table: which editor edits which kind of field."""

from __future__ import annotations

from layerloom.declaration.fields import Field
from layerloom_studio.forms.choices import ActivationEditor, BoolEditor, ChoiceEditor
from layerloom_studio.forms.editor import Editor
from layerloom_studio.forms.frequency import KIND as FREQUENCY
from layerloom_studio.forms.frequency import FrequencyEditor
from layerloom_studio.forms.layers import LayerEditor, holds_layer
from layerloom_studio.forms.numbers import FloatEditor, IntEditor
from layerloom_studio.forms.objects import ObjectEditor, ScheduleEditor
from layerloom_studio.forms.texts import (
    RATE,
    AnyEditor,
    AxisEditor,
    IntsEditor,
    RateEditor,
    ShapeEditor,
    TextEditor,
)

EDITORS: dict[str, type[Editor]] = {
    "int": IntEditor,
    "float": FloatEditor,
    "bool": BoolEditor,
    "choice": ChoiceEditor,
    "text": TextEditor,
    "ints": IntsEditor,
    "shape": ShapeEditor,
    "axis": AxisEditor,
    "activation": ActivationEditor,
    "initializer": ObjectEditor,
    "regularizer": ObjectEditor,
    "constraint": ObjectEditor,
    "schedule": ScheduleEditor,
    FREQUENCY: FrequencyEditor,
    RATE: RateEditor,
    "any": AnyEditor,
}


def editor_class(field: Field) -> type[Editor]:
    """Return which editor edits a field."""
    return LayerEditor if holds_layer(field) else EDITORS.get(field.kind, EDITORS["any"])
