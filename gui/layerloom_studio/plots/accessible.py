"""Plots for screen readers: each a chart with a name, whose value are the numbers of the last epoch."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleObject
from PySide6.QtWidgets import QApplication, QWidget

from layerloom_studio.language import tr

_known: dict[int, PlotAccess | None] = {}  # of every plot that is read; made when a reader asks
_factory_installed: list[bool] = []


def enable(plot: QWidget) -> None:
    """Make a plot readable: its accessible description is its value too."""
    if not _factory_installed:
        _factory_installed.append(True)
        QAccessible.installFactory(_make)
    key = id(plot)
    _known[key] = None
    plot.destroyed.connect(lambda: _known.pop(key, None))


class PlotAccess(QAccessibleObject):
    """A plot as one thing; its lines and axes are told by the value."""

    def __init__(self, plot: QWidget) -> None:
        super().__init__(plot)
        self._plot = plot

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> Any:
        return None

    def childAt(self, x: int, y: int) -> Any:
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def parent(self) -> Any:
        above = self._plot.parent() or QApplication.instance()
        return QAccessible.queryAccessibleInterface(above) if above is not None else None

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Chart

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = True
        state.focused = self._plot.hasFocus()
        state.invisible = not self._plot.isVisible()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name:
            return self._plot.accessibleName()
        if kind in (QAccessible.Text.Value, QAccessible.Text.Description):
            return self._plot.accessibleDescription() or tr("No curves yet")
        return ""

    def rect(self) -> QRect:
        return QRect(self._plot.mapToGlobal(QPoint(0, 0)), self._plot.size())


def _make(key: str, target: QObject) -> QAccessibleInterface | None:
    if id(target) not in _known or not isinstance(target, QWidget):
        return None
    found = _known[id(target)]
    if found is None:
        found = _known[id(target)] = PlotAccess(target)
    return found
