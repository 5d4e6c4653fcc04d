"""The list of problems: rows as high as their sentence needs, with room for the buttons of their repairs."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QMenu,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from layerloom_studio import theme
from layerloom_studio.document.repairs import Repair
from layerloom_studio.language import tr
from layerloom_studio.widgets.tips import plain_tip

_BUTTONS = Qt.ItemDataRole.UserRole + 1  # how wide the buttons of a row are, and how high
_PADDING = 8  # that the style sheet gives a row above and below, and a little air
_SENTENCE = 260  # pixels a sentence needs beside the buttons; with less they stand below it
_SIDES = 12  # pixels that the style sheet keeps free left and right of a sentence
_LEAST = 60  # pixels for the title of a repair
_AnyIndex = QModelIndex | QPersistentModelIndex


class RepairButtons(QWidget):
    """The best repair of a problem as a button, all of them in a menu beside it.

    Args:
        row: The row they stand on, for their names.
        found: The repairs, at least one.
    """

    pointed = Signal(object)  # the Repair under the pointer or the keyboard focus, None when it leaves
    chosen = Signal(object)  # the Repair

    def __init__(self, row: int, found: list[Repair]) -> None:
        super().__init__()
        self.repairs = found
        self._offered: dict[QObject, Repair] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SMALL, 2, theme.TINY, 2)
        layout.setSpacing(2)
        layout.addStretch(1)
        self.best = QPushButton(found[0].title)
        self.best.setObjectName(f"problems.repair.{row}")
        self.best.setAccessibleName(tr("Repair: {title}", title=found[0].title))
        tip = tr("Repairs the problem in one step that can be undone; pointing at it shows the result.")
        self.best.setToolTip(plain_tip(f"{found[0].title}\n{tip}"))
        theme.bind_icon(self.best, "check", "success")
        self._offered[self.best] = found[0]
        self.best.installEventFilter(self)
        self.best.clicked.connect(lambda: self.chosen.emit(found[0]))
        layout.addWidget(self.best, 0, Qt.AlignmentFlag.AlignVCenter)
        self.more = QToolButton()
        self.more.setObjectName(f"problems.repairs.{row}")
        self.more.setAccessibleName(tr("All repairs of this problem"))
        self.more.setToolTip(tr("All repairs of this problem"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        theme.bind_icon(self.more, "chevron_down", "muted")
        self.menu = QMenu(self)
        for repair in found:
            action = QAction(repair.title, self.menu)
            action.triggered.connect(partial(self._choose, repair))
            self._offered[action] = repair
            self.menu.addAction(action)
        self.menu.hovered.connect(lambda action: self.pointed.emit(self._offered.get(action)))
        self.menu.aboutToHide.connect(lambda: self.pointed.emit(None))
        self.more.setMenu(self.menu)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignVCenter)
        self.more.setVisible(len(found) > 1)  # not before it has a parent: it would open as a window

    def fit(self, width: int) -> None:
        """Write as much of the best repair's title as has room.

        Args:
            width: Pixels for all buttons.
        """
        title = self.repairs[0].title
        self.best.setText(title)
        over = self.needed().width() - width
        if over > 0:
            metrics = self.best.fontMetrics()
            room = max(metrics.horizontalAdvance(title) - over, _LEAST)
            self.best.setText(metrics.elidedText(title, Qt.TextElideMode.ElideRight, room))

    def needed(self) -> QSize:
        """The room that the buttons take, dressed as they will be."""
        for part in (self, self.best, self.more):
            part.ensurePolished()
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        return self.sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn):
            self.pointed.emit(self._offered.get(watched))
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut):
            self.pointed.emit(None)
        return super().eventFilter(watched, event)

    def _choose(self, repair: Repair, checked: bool = False) -> None:
        self.chosen.emit(repair)


class ProblemsList(QListWidget):
    """Rows of sentences that wrap; buttons stand at their right end, or below in a narrow place."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problems.list")
        self.setAccessibleName(tr("List of problems"))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        theme.size_icons(self, 16)
        self.setSpacing(0)
        self.setItemDelegate(_Delegate(self))

    def set_buttons(self, row: int, buttons: RepairButtons) -> None:
        """Put the buttons of repairs on a row."""
        self.setItemWidget(self.item(row), buttons)  # only within the list it is dressed as it will be
        self._place(row)
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for row in range(self.count()):
            self._place(row)
        self.scheduleDelayedItemsLayout()

    def _place(self, row: int) -> None:
        buttons = self.itemWidget(self.item(row))
        if isinstance(buttons, RepairButtons):
            layout = buttons.layout()
            assert layout is not None
            buttons.fit(self.viewport().width())
            self.item(row).setData(_BUTTONS, buttons.needed())
            below = self.viewport().width() - buttons.needed().width() < _SENTENCE
            for part in (buttons.best, buttons.more):
                side = Qt.AlignmentFlag.AlignBottom if below else Qt.AlignmentFlag.AlignVCenter
                layout.setAlignment(part, side)


class _Delegate(QStyledItemDelegate):
    """Leaves a row's buttons their room."""

    def __init__(self, view: ProblemsList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        size = index.data(_BUTTONS)
        width = self._view.viewport().width()
        own = QStyleOptionViewItem(option)
        own.rect.setWidth(width - _SIDES)
        if not isinstance(size, QSize):
            hint = super().sizeHint(own, index)
            return QSize(min(hint.width(), width), hint.height())
        if width - size.width() >= _SENTENCE:
            own.rect.setWidth(width - _SIDES - size.width())
        text = super().sizeHint(own, index).height()
        if width - size.width() < _SENTENCE:
            return QSize(width, text + size.height())
        return QSize(width, max(text, size.height() + _PADDING))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        editor.setGeometry(option.rect)  # the style would keep it right of the icon

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        size = index.data(_BUTTONS)
        if not isinstance(size, QSize):
            super().paint(painter, option, index)
            return
        own = QStyleOptionViewItem(option)
        style = self._view.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, own, painter, self._view)
        if self._view.viewport().width() - size.width() < _SENTENCE:
            own.rect.setHeight(own.rect.height() - size.height())
        else:
            own.rect.setWidth(own.rect.width() - size.width())
        super().paint(painter, own, index)
