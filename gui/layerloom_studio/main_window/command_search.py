"""Command search: type a part of what should be done, Enter does it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QBitmap,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.language import plain, tr
from layerloom_studio.main_window.command_row import PARTS, ROW, CommandRow
from layerloom_studio.widgets import label

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
        self.setFixedWidth(min(theme.scaled(_SIZE.width()), window.width() - 40))
        self._highest = min(theme.scaled(_SIZE.height()), window.height() - _TOP - theme.LARGE)
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
        self._nothing = label("", "muted")
        self._nothing.setObjectName("commands.nothing")
        self._nothing.setContentsMargins(theme.SMALL, 0, theme.SMALL, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, theme.SMALL)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        layout.addWidget(self._nothing)
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
        """Paint the card; its corners are cut off, and what is left of them looks like its edge."""
        colors = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors.border)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colors.border)
        painter.setBrush(colors.raised)
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, theme.CARD_RADIUS, theme.CARD_RADIUS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMask(_rounded(self.rect()))

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
        """List the commands whose name has all the words, or if there are none, those that tell of them."""
        words = text.lower().split()
        items = [self.list.item(row) for row in range(self.list.count())]
        found = [item for item in items if _has(item.text(), words)]
        found = found or [item for item in items if _has(f"{item.text()} {item.toolTip()}", words)]
        for item in items:
            item.setHidden(item not in found)
        able = (item for item in found if item.flags() & Qt.ItemFlag.ItemIsEnabled)
        first = next(able, None)
        if first is None:
            self.list.setCurrentRow(-1)
        else:
            self.list.setCurrentItem(first)
        self._nothing.setText("" if found else tr("No command is called '{text}'.", text=text.strip()))
        self._nothing.setVisible(not found)
        self.list.setVisible(bool(found))
        self._fit()

    def _fit(self) -> None:
        """Take the room that what was found needs, or as many whole rows as there is room for."""
        row = theme.scaled(ROW)
        around = self.line.sizeHint().height() + 3 * theme.SMALL + 2 * self.list.frameWidth()
        rows = min(max(len(self.shown()), 1), (self._highest - around) // row)
        self.setFixedHeight(rows * row + around)

    def _run(self, item: QListWidgetItem) -> None:
        action = item.data(_ACTION)
        if action.isEnabled():
            self.close()
            action.trigger()


def _has(text: str, words: Iterable[str]) -> bool:
    known = text.lower()
    return all(word in known for word in words)


def _rounded(rect: QRect) -> QRegion:
    """Return a rectangle without its corners: a window that one could see through has black ones on a bare X11."""
    card = QBitmap(rect.size())
    card.clear()
    painter = QPainter(card)
    painter.setPen(Qt.GlobalColor.color1)
    painter.setBrush(Qt.GlobalColor.color1)
    painter.drawRoundedRect(QRectF(rect).adjusted(0, 0, -1, -1), theme.CARD_RADIUS, theme.CARD_RADIUS)
    painter.end()
    return QRegion(card)
