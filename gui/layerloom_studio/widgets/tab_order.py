"""The way of the tab key through parts that are made later than their neighbours."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def follow(before: QWidget, part: QWidget) -> None:
    """Let the tab key go from a control into a part made later and through it, before it goes on.

    Args:
        before: The control in front of it.
        part: Holds controls; it stands in the same window already.
    """
    inner = []
    widget = part.nextInFocusChain()
    while widget is not None and part.isAncestorOf(widget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            inner.append(widget)
        widget = widget.nextInFocusChain()
    for widget in inner:
        QWidget.setTabOrder(before, widget)
        before = widget
