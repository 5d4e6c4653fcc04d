"""The page of the settings where every action gets the key that one likes."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from layerloom_studio import theme
from layerloom_studio.language import plain, tr
from layerloom_studio.main_window.keys import Keys, every_action, shown_keys
from layerloom_studio.widgets import label

_NAME = Qt.ItemDataRole.UserRole


class KeysPage(QWidget):
    """A line that searches, the actions with their keys, and below them what changes the chosen one.

    Args:
        keys: The keys of all actions.
        groups: Title and actions of every menu.
        parent: Owner.
    """

    def __init__(
        self, keys: Keys, groups: Iterable[tuple[str, list[QAction]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setObjectName("keys")
        self.search = QLineEdit()
        self.search.setObjectName("keys.search")
        self.search.setAccessibleName(tr("Search actions and keys"))
        self.search.setPlaceholderText(tr("Search actions and keys"))
        self.search.setClearButtonEnabled(True)
        self.list = QTreeWidget()
        self.list.setObjectName("keys.list")
        self.list.setAccessibleName(tr("Actions and their keys"))
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels([tr("Action"), tr("Keys")])
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.edit = QKeySequenceEdit()
        self.edit.setObjectName("keys.edit")
        self.edit.setMaximumSequenceLength(1)
        self.edit.setClearButtonEnabled(True)
        self.edit.setAccessibleName(tr("New keys of the chosen action"))
        self.give = self._button("keys.give", tr("Use these keys"))
        self.reset = self._button("keys.reset", tr("Reset"))
        self.reset.setToolTip(tr("Give this action its first keys back"))
        self.reset_all = self._button("keys.reset_all", tr("Reset all"))
        self.reset_all.setToolTip(tr("Give all actions their first keys back"))
        self.warning = label("", "warning")
        self.warning.setObjectName("keys.warning")
        for title, action in every_action(groups):
            item = QTreeWidgetItem(self.list, [f"{title}: {plain(action.text())}", ""])
            item.setData(0, _NAME, action.objectName())
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        self.edit.setMinimumWidth(theme.scaled(110))
        for part in (self.edit, self.give, self.reset, self.reset_all):
            row.addWidget(part, 1 if part is self.edit else 0)
        column = QVBoxLayout(self)
        column.setSpacing(theme.SMALL)
        column.addWidget(self.search)
        column.addWidget(self.list)
        column.addLayout(row)
        column.addWidget(self.warning)
        self.search.textChanged.connect(self._filter)
        self.list.currentItemChanged.connect(self._chosen)
        self.edit.keySequenceChanged.connect(self._warn)
        self.give.clicked.connect(lambda: keys.give(self._name(), self.edit.keySequence()))
        self.reset.clicked.connect(lambda: keys.reset(self._name()))
        self.reset_all.clicked.connect(lambda _checked: keys.reset())
        keys.changed.connect(self._refresh)
        self._refresh()
        self.choose(keys.names()[0])

    def choose(self, name: str) -> None:
        """Go to an action.

        Args:
            name: Its object name.
        """
        for item in self._items():
            if item.data(0, _NAME) == name:
                self.list.setCurrentItem(item)

    def shown(self) -> list[str]:
        """Object names of the actions that the search has left."""
        return [item.data(0, _NAME) for item in self._items() if not item.isHidden()]

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setAutoDefault(False)
        return button

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _name(self) -> str:
        item = self.list.currentItem()
        return str(item.data(0, _NAME)) if item is not None else ""

    def _refresh(self) -> None:
        for item in self._items():
            name = item.data(0, _NAME)
            item.setText(1, shown_keys(self._keys.action(name)))
            font = item.font(0)
            font.setBold(not self._keys.is_usual(name))
            item.setFont(1, font)
        self._chosen()

    def _chosen(self, *_items: object) -> None:
        name = self._name()
        if name:
            self.edit.setKeySequence(self._keys.action(name).shortcut())
            self.reset.setEnabled(not self._keys.is_usual(name))
        self.reset_all.setEnabled(not all(self._keys.is_usual(other) for other in self._keys.names()))
        self._warn()

    def _warn(self, *_keys: QKeySequence) -> None:
        name, keys = self._name(), self.edit.keySequence()
        if not name:
            return
        taken = [plain(self._keys.action(other).text()) for other in self._keys.taken_by(keys, but=name)]
        words = tr("These keys are taken by: {names}. It would lose them.", names=", ".join(taken))
        self.warning.setText(words if taken else "")
        self.give.setEnabled(keys != self._keys.action(name).shortcut())

    def _filter(self, text: str) -> None:
        words = text.lower().split()
        for item in self._items():
            there = f"{item.text(0)} {item.text(1)}".lower()
            item.setHidden(not all(word in there for word in words))
