"""The finder: a line at the corner of the canvas that leads from one layer that fits to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton

from layerloom_studio import theme
from layerloom_studio.document.finding import find, found_inside
from layerloom_studio.language import mark, tr

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView

_MOST_TOLD = 6  # names of layers inside a group
_WIDTH, _COUNT = 390, 64  # pixels for texts of the usual size
_EXAMPLES = mark("name, class, units=10, filters>32, relu, 28x28")


class Finder(QFrame):
    """Marks all layers that fit and brings one after the other into view.

    Args:
        view: The canvas.
    """

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._found: list[str] = []
        self.setObjectName("finder")
        self.setAccessibleName(tr("Find layers"))
        self.setProperty("card", True)
        self.line = QLineEdit()
        self.line.setObjectName("finder.line")
        self.line.setAccessibleName(tr("Name, class, setting or tensor shape"))
        self.line.setPlaceholderText(tr(_EXAMPLES))
        self.line.setToolTip(tr("Every word must fit: {examples}", examples=tr(_EXAMPLES)))
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self.count = QLabel()
        self.count.setObjectName("finder.count")
        self.count.setProperty("role", "small")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SMALL, theme.TINY, theme.TINY, theme.TINY)
        layout.setSpacing(theme.TINY)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.count)
        layout.addWidget(
            self._button("previous", "▲", tr("Previous one (Shift+Enter)"), lambda: self.step(-1))
        )
        layout.addWidget(self._button("next", "▼", tr("Next one (Enter)"), lambda: self.step(1)))
        close = self._button("close", "", tr("Close (Esc)"), self.shut)
        theme.bind_icon(close, "close", "muted")
        theme.size_icons(close, 16)
        layout.addWidget(close)
        theme.changed.connect(self._fit)
        self._fit()
        view.scene().content_changed.connect(self._search_again)
        self.hide()

    def ask(self) -> None:
        """Open the line with what was searched for last."""
        self.stand()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self._search()

    def shut(self) -> None:
        """Close it; the layers lose their marks."""
        self.hide()
        self._mark([])
        self._view.setFocus()

    def step(self, by: int) -> None:
        """Go to the next layer that fits (1) or the one before (-1), around the end."""
        if self.isHidden():
            self.ask()
        if not self._found:
            return
        current = self._view.scene().current
        if current in self._found:
            place = (self._found.index(current) + by) % len(self._found)
        else:
            place = 0 if by > 0 else len(self._found) - 1
        self._view.focus_node(self._found[place])
        self._view.centerOn(self._view.scene().node_item(self._found[place]).rect().center())
        self._tell()
        self._tell_inside(self._found[place])

    def stand(self) -> None:
        """Stand in the upper right corner of the canvas."""
        room = self._view.viewport().width() - 2 * theme.MEDIUM
        self.setFixedWidth(max(min(theme.scaled(_WIDTH), room), 0))
        self.adjustSize()
        self.move(self._view.viewport().width() - self.width() - theme.MEDIUM, theme.MEDIUM)

    def _fit(self) -> None:
        """Take the width that texts of the size that is set need."""
        self.count.setMinimumWidth(theme.scaled(_COUNT))
        if not self.isHidden():
            self.stand()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent):
            key = event.key()
            if event.type() == QEvent.Type.ShortcutOverride and key == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Up):
                    back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) or key == Qt.Key.Key_Up
                    self.step(-1 if back else 1)
                    return True
                if key == Qt.Key.Key_Escape:
                    self.shut()
                    return True
        return super().eventFilter(watched, event)

    def _search(self, text: object = None) -> None:
        self._mark(find(self._view.project, self.line.text()))
        self._tell()
        if isinstance(text, str) and self._found and not any(map(self._is_seen, self._found)):
            self._view.centerOn(self._view.scene().node_item(self._found[0]).rect().center())

    def _is_seen(self, node: str) -> bool:
        seen = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        return seen.contains(self._view.scene().node_item(node).rect())

    def _search_again(self) -> None:
        if not self.isHidden():
            self._search()

    def _mark(self, found: list[str]) -> None:
        items = self._view.scene().node_items()
        marked = set(found)
        for node in (*self._found, *found):
            if node in items:
                items[node].mark(found=node in marked)
        self._found = found

    def _tell(self) -> None:
        current = self._view.scene().current
        if not self.line.text().strip():
            words = ""
        elif not self._found:
            words = tr("none found")
        elif current in self._found:
            words = tr("{number} of {count}", number=self._found.index(current) + 1, count=len(self._found))
        else:
            words = tr("{count} found", count=len(self._found))
        self.count.setText(words)

    def _tell_inside(self, node: str) -> None:
        """Tell which layers of a group were meant, where it was found for them."""
        names = found_inside(self._view.project, node, self.line.text())
        if names:
            group = self._view.project.spec(node).name
            more = ", …" if len(names) > _MOST_TOLD else ""
            listed = ", ".join(names[:_MOST_TOLD]) + more
            self._view.status.emit(tr("Inside {group}: {names}", group=group, names=listed))

    def _button(self, name: str, text: str, tip: str, slot: object) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"finder.{name}")
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(slot)
        return button
