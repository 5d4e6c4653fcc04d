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
    # Not by nextInFocusChain(): PySide takes what it returns for a part of the widget that was asked, so the window
    # itself would count as gone, with all its actions, once that widget is.
    inner = [
        widget
        for widget in part.findChildren(QWidget)
        if part.isAncestorOf(widget)  # not in a window of its own, as the list of a combo box
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]
    for widget in inner:
        QWidget.setTabOrder(before, widget)
        before = widget
