"""Puts the texts of all open widgets, actions and lists into the language that is on."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    Qt,
)
from PySide6.QtGui import QAction, QUndoStack
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from layerloom_studio.language.texts import again

_OF_ALL = ("toolTip", "statusTip", "whatsThis")
_OF_WIDGETS = (
    "windowTitle", "accessibleName", "accessibleDescription", "title", "placeholderText", "text",
    "specialValueText", "prefix", "suffix",
)  # fmt: skip
_OF_TYPED = ("windowTitle", "accessibleName", "accessibleDescription", "placeholderText")
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
_FLAT = (QAbstractListModel, QAbstractTableModel)  # their hasChildren() is private in Qt, for they have none
_MOST_ROWS = 2_000  # of one list; longer ones are data, not words


def renew() -> None:
    """Translate what is on the screen; a text that `tr` did not give stays."""
    there = QApplication.allWidgets() if isinstance(QApplication.instance(), QApplication) else []
    widgets = [w for w in there if isinstance(w, QWidget)]  # PySide mistakes one for what was there before
    actions: set[QAction] = set()
    for widget in widgets:
        typed = isinstance(widget, QLineEdit | QTextEdit)
        _renew_properties(widget, (*_OF_ALL, *(_OF_TYPED if typed else _OF_WIDGETS)))
        actions.update(widget.actions())
        actions.update(widget.findChildren(QAction, options=Qt.FindChildOption.FindDirectChildrenOnly))
        if isinstance(widget, QTabBar):
            _renew_tabs(widget)
        elif isinstance(widget, QComboBox):
            _renew_model(widget.model(), names=False)
        elif isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
            _renew_view(widget)  # heads share the rows of their view, but do not know which are names
        if widget.isWindow():
            for stack in widget.findChildren(QUndoStack):
                _renew_stack(stack)
    for action in actions:
        _renew_properties(action, (*_OF_ALL, "text", "iconText"))
    for widget in widgets:
        widget.update()


def _renew_properties(thing: QObject, names: tuple[str, ...]) -> None:
    for name in names:
        shown = thing.property(name)
        if isinstance(shown, str) and shown:
            words = again(shown)
            if words != shown:
                thing.setProperty(name, words)


def _renew_tabs(bar: QTabBar) -> None:
    for tab in range(bar.count()):
        words = again(bar.tabText(tab))
        if words != bar.tabText(tab):
            bar.setTabText(tab, words)
        bar.setTabToolTip(tab, again(bar.tabToolTip(tab)))


def _renew_view(view: QAbstractItemView) -> None:
    model: QAbstractItemModel | None = view.model()
    if model is None:
        return
    blocked = view.blockSignals(True)  # nobody has edited anything
    _renew_model(model, names=bool(view.property("leaves_are_names")))
    view.blockSignals(blocked)
    view.viewport().update()


def _renew_model(model: QAbstractItemModel, names: bool) -> None:
    """Renew heads and rows; rows without others below may be names, which are the same in all languages."""
    for orientation, count in (
        (Qt.Orientation.Horizontal, _columns(model, QModelIndex())),
        (Qt.Orientation.Vertical, min(model.rowCount(QModelIndex()), _MOST_ROWS)),
    ):
        for section in range(count):
            shown = model.headerData(section, orientation)
            if isinstance(shown, str) and again(shown) != shown:
                model.setHeaderData(section, orientation, again(shown))
    _renew_rows(model, QModelIndex(), names)


def _renew_rows(model: QAbstractItemModel, parent: QModelIndex, names: bool) -> None:
    for row in range(min(model.rowCount(parent), _MOST_ROWS)):
        for column in range(_columns(model, parent)):
            index = model.index(row, column, parent)
            leaf = isinstance(model, _FLAT) or not model.hasChildren(index)
            for role in _ROLES[1:] if names and leaf else _ROLES:
                shown = model.data(index, role)
                if isinstance(shown, str) and shown and again(shown) != shown:
                    model.setData(index, again(shown), role)
            if column == 0 and not leaf:
                _renew_rows(model, index, names)


def _columns(model: QAbstractItemModel, parent: QModelIndex) -> int:
    # Private in a list's model.
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)


def _renew_stack(stack: QUndoStack) -> None:
    for number in range(stack.count()):
        command = stack.command(number)
        words = again(command.text())
        if words != command.text():
            command.setText(words)
