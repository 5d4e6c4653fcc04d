"""Small widgets of general use; they know no project."""

from layerloom_studio.widgets.card import Card
from layerloom_studio.widgets.controls import push_button, text_line, tool_button
from layerloom_studio.widgets.fold import Fold, folded
from layerloom_studio.widgets.labels import (
    ElidedLabel,
    Hint,
    clear_layout,
    discard,
    heading,
    label,
    line,
    set_role,
)
from layerloom_studio.widgets.lines_dialog import ask_for_lines
from layerloom_studio.widgets.number_box import NumberBox
from layerloom_studio.widgets.quiet import ignore_wheel_without_focus
from layerloom_studio.widgets.scroll import FittedColumn, ScrollColumn
from layerloom_studio.widgets.segments import Segments
from layerloom_studio.widgets.tab_order import follow
from layerloom_studio.widgets.typed_value import TypedValue

__all__ = [
    "Card",
    "ElidedLabel",
    "FittedColumn",
    "Fold",
    "Hint",
    "NumberBox",
    "ScrollColumn",
    "Segments",
    "TypedValue",
    "ask_for_lines",
    "clear_layout",
    "discard",
    "folded",
    "follow",
    "heading",
    "ignore_wheel_without_focus",
    "label",
    "line",
    "push_button",
    "set_role",
    "text_line",
    "tool_button",
]
