"""Forms made from declared fields: one editor for every kind of value, and the form that lines them up."""

from layerloom_studio.forms.editor import Editor
from layerloom_studio.forms.form import Form, is_advanced, label_width
from layerloom_studio.forms.table import EDITORS
from layerloom_studio.forms.values import field_label, same_value

__all__ = ["EDITORS", "Editor", "Form", "field_label", "is_advanced", "label_width", "same_value"]
