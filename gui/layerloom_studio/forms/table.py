"""The one table: which editor edits which kind of field."""

from __future__ import annotations

from layerloom_studio.forms.choices import ActivationEditor, BoolEditor, ChoiceEditor
from layerloom_studio.forms.editor import Editor
from layerloom_studio.forms.numbers import FloatEditor, IntEditor
from layerloom_studio.forms.objects import ObjectEditor, ScheduleEditor
from layerloom_studio.forms.texts import AnyEditor, AxisEditor, IntsEditor, ShapeEditor, TextEditor

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
    "any": AnyEditor,
}
