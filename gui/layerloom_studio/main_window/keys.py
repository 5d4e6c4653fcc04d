"""The keys of all actions: what they are at first, what a person made of them, and which are taken twice."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from layerloom_studio.main_window.settings import Settings

# Of actions that are made in many places; all others bring theirs along.
_MORE = {
    "dock.palette": "Alt+1",
    "dock.properties": "Alt+2",
    "dock.problems": "Alt+3",
    "dock.code": "Alt+4",
    "dock.history": "Alt+5",
    "dock.log": "Alt+6",
    "dock.training": "Alt+7",
    "dock.callbacks": "Alt+8",
    "dock.charts": "Alt+9",
    "theme.light": "Ctrl+Alt+1",
    "theme.dark": "Ctrl+Alt+2",
    "theme.contrast": "Ctrl+Alt+3",
    "theme.system": "Ctrl+Alt+4",
    "language.system": "Ctrl+Alt+5",
    "language.en": "Ctrl+Alt+6",
    "language.ko": "Ctrl+Alt+7",
    "start_page": "Alt+Home",
    "reset_layout": "Ctrl+Alt+R",
    "about": "Ctrl+F1",
    "dock.weights": "Alt+0",
    "dock.outputs": "Ctrl+Alt+8",
    "dock.results": "Ctrl+Alt+9",
    "dock.compare": "Ctrl+Alt+0",
    "dock.histograms": "Ctrl+Alt+G",
    "export_in_colours": "Ctrl+Alt+W",
    "export_large": "Ctrl+Alt+P",
    "copy_report": "Ctrl+Alt+F1",
}
_PASSING = "action.recent."  # entries that come and go with files
_APART = ", "


class Keys(QObject):
    """Keeps the keys that were changed, by the names of the actions.

    Args:
        settings: Where they are kept.
        groups: Title and actions of every menu.
        parent: Owner.
    """

    changed = Signal()

    def __init__(
        self, settings: Settings, groups: Iterable[tuple[str, list[QAction]]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._actions = {action.objectName(): action for _, action in every_action(groups)}
        for name, action in self._actions.items():
            key = _MORE.get(name.removeprefix("action."))
            if key and action.shortcut().isEmpty():
                action.setShortcut(QKeySequence(key))
        self._usual = {name: action.shortcuts() for name, action in self._actions.items()}
        for name, keys in settings.mapping("keys").items():
            if name in self._actions:
                self._actions[name].setShortcuts(_read(keys))

    def names(self) -> list[str]:
        """Object names of all actions, as they stand in the menus."""
        return list(self._actions)

    def action(self, name: str) -> QAction:
        """The action of a name."""
        return self._actions[name]

    def is_usual(self, name: str) -> bool:
        """Whether an action has the keys that it had at first."""
        return self._actions[name].shortcuts() == self._usual[name]

    def taken_by(self, keys: QKeySequence, but: str = "") -> list[str]:
        """The actions that have these keys already.

        Args:
            keys: A shortcut.
            but: An action that may have them.

        Returns:
            Their object names.
        """
        return [
            name
            for name, action in self._actions.items()
            if name != but and not keys.isEmpty() and keys in action.shortcuts()
        ]

    def give(self, name: str, keys: QKeySequence) -> None:
        """Give an action one shortcut; whoever had it before has it no longer.

        Args:
            name: Object name of the action.
            keys: The shortcut; an empty one takes all away.
        """
        for other in self.taken_by(keys, but=name):
            left = [key for key in self._actions[other].shortcuts() if key != keys]
            self._actions[other].setShortcuts(left)
        self._actions[name].setShortcuts([] if keys.isEmpty() else [keys])
        self._keep()

    def reset(self, *names: str) -> None:
        """Give actions the keys back that they had at first; who has them now loses them.

        Args:
            names: Object names; none means all.
        """
        for name in names or self.names():
            for key in self._usual[name]:
                for other in self.taken_by(key, but=name):
                    rest = [own for own in self._actions[other].shortcuts() if own != key]
                    self._actions[other].setShortcuts(rest)
            self._actions[name].setShortcuts(self._usual[name])
        self._keep()

    def _keep(self) -> None:
        changed = {
            name: _APART.join(_written(key) for key in action.shortcuts())
            for name, action in self._actions.items()
            if not self.is_usual(name)
        }
        self._settings.set("keys", changed)
        self.changed.emit()


def every_action(groups: Iterable[tuple[str, list[QAction]]]) -> list[tuple[str, QAction]]:
    """All that can be done, out of menus and the menus in them.

    Args:
        groups: Title and actions of every menu.

    Returns:
        Title of the menu and action; without separators and recent files.
    """
    found: list[tuple[str, QAction]] = []
    for title, actions in groups:
        for action in actions:
            inner = action.menu()
            if inner is not None:
                found += every_action([(title, inner.actions())])  # type: ignore[attr-defined]
            elif not action.isSeparator() and not action.objectName().startswith(_PASSING):
                found.append((title, action))
    return found


def shown_keys(action: QAction) -> str:
    """The keys of an action as a person reads them."""
    style = QKeySequence.SequenceFormat.NativeText
    return _APART.join(key.toString(style) for key in action.shortcuts())


def _written(key: QKeySequence) -> str:
    return key.toString(QKeySequence.SequenceFormat.PortableText)


def _read(text: str) -> list[QKeySequence]:
    return [QKeySequence(part) for part in text.split(_APART) if part]
