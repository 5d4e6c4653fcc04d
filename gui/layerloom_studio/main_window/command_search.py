"""Command search: type a part of what should be done, Enter does it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.language import plain, tr
from layerloom_studio.main_window.command_row import PARTS, CommandRow

_SIZE = QSize(520, 400)
_TOP = 76  # of the window, in pixels
_ACTION = Qt.ItemDataRole.UserRole
_PASSED_ON = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CommandSearch(QFrame):
    """A line and below it the commands that match; it goes away when one looks elsewhere.

    Args:
        window: Over which it opens.
        groups: Title and actions of every menu.
    """

    def __init__(self, window: QWidget, groups: Iterable[tuple[str, list[QAction]]]) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setObjectName("commands")
        self.setAccessibleName(tr("Find a command"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)  # for its round corners
        self.setAttribute(
            Qt.WidgetAttribute.WA_StyledBackground
        )  # which leaves painting the card to the style
        self.setProperty("card", "true")
        self.resize(
            min(theme.scaled(_SIZE.width()), window.width() - 40),
            min(theme.scaled(_SIZE.height()), window.height() - _TOP - theme.LARGE),
        )
        self.line = QLineEdit()
        self.line.setObjectName("commands.line")
        self.line.setAccessibleName(tr("Find a command"))
        self.line.setPlaceholderText(tr("What would you like to do?"))
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("commands.list")
        self.list.setAccessibleName(tr("Commands"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setProperty("plain", "true")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(CommandRow(self.list))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, theme.SMALL)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        for title, actions in groups:
            for action in actions:
                self._add(title, action)
        self.line.textChanged.connect(self._filter)
        self.list.itemClicked.connect(self._run)
        self._filter("")
        self.move(window.mapToGlobal(QPoint((window.width() - self.width()) // 2, _TOP)))

    def shown(self) -> list[str]:
        """Texts of the commands that match."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.text() for item in items if not item.isHidden()]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card; a style sheet does not reach windows that one may see through."""
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colors.border)
        painter.setBrush(colors.raised)
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, theme.CARD_RADIUS, theme.CARD_RADIUS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _PASSED_ON:
                self.list.event(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                item = self.list.currentItem()
                if item is not None and not item.isHidden():
                    self._run(item)
                return True
        return super().eventFilter(watched, event)

    def _add(self, menu: str, action: QAction) -> None:
        if action.isSeparator():
            return
        submenu = action.menu()
        if submenu is not None:
            for inner in submenu.actions():  # type: ignore[attr-defined]
                self._add(plain(action.text()), inner)
            return
        words = f"{menu}: {plain(action.text())}"
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        item = QListWidgetItem(f"{words}    {key}" if key else words)
        item.setData(_ACTION, action)
        item.setData(PARTS, (menu, plain(action.text()), key))
        item.setToolTip(action.toolTip())
        if not action.isEnabled():
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def _filter(self, text: str) -> None:
        words = text.lower().split()
        first: QListWidgetItem | None = None
        for row in range(self.list.count()):
            item = self.list.item(row)
            hidden = not all(word in item.text().lower() for word in words)
            item.setHidden(hidden)
            if first is None and not hidden and item.flags() & Qt.ItemFlag.ItemIsEnabled:
                first = item
        if first is None:
            self.list.setCurrentRow(-1)
        else:
            self.list.setCurrentItem(first)

    def _run(self, item: QListWidgetItem) -> None:
        action = item.data(_ACTION)
        if action.isEnabled():
            self.close()
            action.trigger()
