"""Fonts of single widgets that grow with the size of texts that is set."""

from __future__ import annotations

import weakref
from collections.abc import Callable

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from shiboken6 import isValid

from layerloom_studio.theme import switch

_bound: weakref.WeakKeyDictionary[QWidget, Callable[[], QFont]] = weakref.WeakKeyDictionary()


def bind_font(widget: QWidget, make: Callable[[], QFont]) -> None:
    """Give a widget a font of its own, and a new one whenever the size of texts or the theme changes.

    Args:
        widget: Any widget.
        make: Makes the font, such as `mono_font`.
    """
    _bound[widget] = make
    _apply(widget, make())


def _apply(widget: QWidget, font: QFont) -> None:
    widget.setFont(font)
    # What stands there while there is no text has the viewport's font.
    if isinstance(widget, QAbstractScrollArea):
        widget.viewport().setFont(font)


def _again() -> None:
    for widget, make in list(_bound.items()):
        if isValid(widget):
            _apply(widget, make())
        else:  # Qt has deleted it; its Python shell only waits for collection
            del _bound[widget]


switch.changed.connect(_again)
