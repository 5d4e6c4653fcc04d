"""Tool bar: files and undo on the left, the modes in the middle, training on the right."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolBar, QToolButton, QWidget

from layerloom_studio import theme
from layerloom_studio.language import plain, tr
from layerloom_studio.main_window.modes import MODES
from layerloom_studio.widgets import Segments

_LEFT = ("start_page", "", "new", "open", "save", "", "undo", "redo")
_RIGHT = ("pause", "stop", "", "theme")


class ToolBar(QToolBar):
    """The one tool bar; it stays where it is.

    Args:
        actions: The window's actions by name.
        parent: Owner.
    """

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(tr("Tools"), parent)
        self.setObjectName("tools")
        self.setAccessibleName(tr("Tools"))
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        theme.size_icons(self, theme.ICON)
        self.modes = Segments(
            "mode_switch", tr("Mode"), [(mode.key, tr(mode.title), tr(mode.tip)) for mode in MODES]
        )
        left, right = QWidget(), QWidget()
        left_row, right_row = QHBoxLayout(left), QHBoxLayout(right)
        self._fill(left_row, _LEFT, actions)
        left_row.addStretch(1)
        right_row.addStretch(1)
        self._train = self._button(actions["train"])
        self._train.setObjectName("tool.train")
        self._train.setProperty("primary", "true")
        theme.bind_icon(actions["train"], "play", "accent_text")  # it stands on the accent colour
        actions["train"].setIconVisibleInMenu(False)
        self._train.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        right_row.addWidget(self._train)
        self._fill(right_row, _RIGHT, actions)
        for side, row in ((left, left_row), (right, right_row)):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(2)
            side.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        width = max(left.sizeHint().width(), right.sizeHint().width())
        left.setMinimumWidth(width)  # equal sides keep the modes in the middle
        right.setMinimumWidth(width)
        self.addWidget(left)
        self.addWidget(self.modes)
        self.addWidget(right)

    def _fill(self, row: QHBoxLayout, names: tuple[str, ...], actions: Mapping[str, QAction]) -> None:
        for name in names:
            if name:
                row.addWidget(self._button(actions[name]))
            else:
                row.addSpacing(theme.MEDIUM)

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        name = action.objectName().removeprefix("action.")
        button.setObjectName(f"tool.{name}")
        button.setAccessibleName(plain(action.text()))
        theme.size_icons(button, theme.ICON)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
