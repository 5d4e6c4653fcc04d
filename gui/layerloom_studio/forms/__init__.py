"""Forms made from declared fields: one editor for every kind of value, and the form that lines them up."""

from layerloom_studio.forms.editor import Editor
from layerloom_studio.forms.form import LABEL_WIDTH, Form, is_advanced
from layerloom_studio.forms.table import EDITORS
from layerloom_studio.forms.values import field_label, same_value

__all__ = ["EDITORS", "LABEL_WIDTH", "Editor", "Form", "field_label", "is_advanced", "same_value"]
