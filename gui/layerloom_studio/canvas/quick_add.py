"""The quick-add box: one line to type a layer or a chain into, and below it what that may mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from layerloom.graph import Ref
from layerloom_studio import theme
from layerloom_studio.canvas import labels
from layerloom_studio.canvas.layer_icon import layer_icon
from layerloom_studio.document.project import Project
from layerloom_studio.document.suggestions import Offer, Suggesting, Suggestion
from layerloom_studio.language import mark, tr
from layerloom_studio.widgets.tips import plain_tip

# Pixels for texts of the usual size.
_WIDTH = 430
_ROW = 30
_ICON = 18
_AROUND = 72  # heading, line and margins
_MOST_ROWS, _FEWEST_ROWS = 8, 3
_REST_MS = 60  # a pause in typing
_SLICE = 0.008  # seconds of searching between two looks at the keyboard
_SUGGESTION = Qt.ItemDataRole.UserRole.value
_EXAMPLE = mark("c32 3   or   conv 32 > bn > relu > pool")
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Tab: 1,
    Qt.Key.Key_Backtab: -1,
    Qt.Key.Key_PageDown: _MOST_ROWS,
    Qt.Key.Key_PageUp: -_MOST_ROWS,
}


class QuickAdd(QFrame):
    """A box over the canvas; Enter takes the chosen row, Esc or a click elsewhere closes it.

    Args:
        project: The document.
        room: The widget that it opens in.
    """

    taken = Signal(object)  # Suggestion
    closed = Signal()

    def __init__(self, project: Project, room: QWidget) -> None:
        super().__init__(room)
        self._project = project
        self._room = room
        self._sources: Sequence[Ref] = ()
        self._only_fitting = False
        self._rest = QTimer(self)  # for the rows that one sees only after scrolling
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._look_on)
        self._searching = Suggesting(project, "")
        self.setObjectName("quick_add")
        self.setAccessibleName(tr("Quick add"))
        self.setAutoFillBackground(True)
        self.setProperty("card", True)
        self.heading = QLabel()
        self.heading.setTextFormat(Qt.TextFormat.PlainText)  # names of layers stand in it
        self.heading.setObjectName("quick_add.heading")
        self.heading.setProperty("role", "small")
        self.line = QLineEdit()
        self.line.setObjectName("quick_add.line")
        self.line.setAccessibleName(tr("Layer or chain of layers"))
        self.line.setPlaceholderText(tr(_EXAMPLE))
        self.line.textChanged.connect(self._refresh)
        self.line.installEventFilter(self)
        self.list = _Rows()
        self.list.itemClicked.connect(lambda item: self._take())
        self.list.currentRowChanged.connect(self._explain)
        self.message = QLabel()
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setObjectName("quick_add.message")
        self.message.setAccessibleName(tr("What is wrong"))
        self.message.setProperty("role", "error")
        self.message.setWordWrap(True)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, theme.SMALL)
        layout.setSpacing(theme.TINY)
        for widget in (self.heading, self.line, self.list, self.message):
            layout.addWidget(widget)
        theme.changed.connect(self._fit)
        self._fit()
        self.hide()

    def most_height(self) -> int:
        """Return how high the box may become."""
        return theme.scaled(_ROW) * self._most_rows() + theme.scaled(_AROUND)

    def ask(self, at: QPoint, heading: str, sources: Sequence[Ref] = (), only_fitting: bool = False) -> None:
        """Open the box.

        Args:
            at: Where its top-left corner should be.
            heading: What the new layer will follow.
            sources: The outputs that it will follow.
            only_fitting: Whether to list only layers that can.
        """
        self._sources, self._only_fitting = tuple(sources), only_fitting
        self._fit()
        self.heading.setText(heading)
        with QSignalBlocker(self.line):  # one look at all layers is enough
            self.line.clear()
        self._refresh()
        room = self._room.rect()
        x = max(theme.SMALL, min(at.x(), room.width() - self.width() - theme.SMALL))
        y = max(theme.SMALL, min(at.y(), self._lowest()))
        self.move(x, y)
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def rows(self) -> list[Suggestion]:
        """Return what is offered now."""
        self._complete()
        return [self.list.item(row).data(_SUGGESTION) for row in range(self.list.count())]

    def shut(self) -> None:
        """Close the box."""
        self._rest.stop()
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.FocusOut:
            self.shut()
        elif watched is self.line and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif key == Qt.Key.Key_Escape:
            self._room.setFocus()
            self.shut()
        elif key in _STEPS:
            self._complete()
            row = self.list.currentRow() + _STEPS[key]
            self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
        else:
            return False
        return True

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            suggestion = item.data(_SUGGESTION)
            self._rest.stop()
            self.hide()
            self.taken.emit(suggestion)

    def _fit(self) -> None:
        """Take the width that texts of the size that is set need, as far as there is room."""
        room = self._room.width() - 2 * theme.SMALL
        self.setFixedWidth(min(theme.scaled(_WIDTH), max(room, _WIDTH)))

    def _lowest(self) -> int:
        """Return how far down the box may stand and be seen whole."""
        return self._room.height() - self.height() - theme.SMALL

    def _most_rows(self) -> int:
        room = self._room.height() - 2 * theme.SMALL - theme.scaled(_AROUND)
        return max(_FEWEST_ROWS, min(_MOST_ROWS, room // theme.scaled(_ROW)))

    def _complete(self) -> None:
        """List all that is offered now, where only the first rows are there yet."""
        if self._rest.isActive():
            self._rest.stop()
            self._searching.go_on()
            self._list_rest()

    def _look_on(self) -> None:
        """Search for the rest a little longer, and let the window breathe."""
        if self._searching.go_on(seconds=_SLICE):
            self._list_rest()
        else:
            self._rest.start(0)

    def _list_rest(self) -> None:
        self.list.add_rows(self._searching.offer().rows[self.list.count() :])

    def _refresh(self) -> None:
        self._searching = Suggesting(self._project, self.line.text(), self._sources, self._only_fitting)
        self._searching.go_on(most=_MOST_ROWS + 1)
        offer = self._searching.offer()
        self.list.show_offer(offer)
        if offer.whole:
            self._rest.stop()
        else:
            self._rest.start(_REST_MS)
        self.list.setVisible(bool(offer.rows))
        self.list.setFixedHeight(theme.scaled(_ROW) * min(len(offer.rows), self._most_rows()) + 2)
        self._explain()

    def _explain(self, row: int = 0) -> None:
        """Say why the chosen row does not fit, or what is wrong with the text."""
        item = self.list.currentItem()
        reason = item.data(_SUGGESTION).reason if item is not None else self._searching.offer().error
        self.message.setText(tr(reason))
        self.message.setVisible(bool(reason))
        self.message.setMinimumHeight(0)  # which would be measured too, and grow with every letter
        self.message.setFixedHeight(self.message.heightForWidth(self.width() - 2 * theme.SMALL) + theme.TINY)
        self._layout.activate()
        self.adjustSize()
        self.move(self.x(), max(theme.SMALL, min(self.y(), self._lowest())))


class _Rows(QListWidget):
    """The suggestions."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("quick_add.rows")
        self.setAccessibleName(tr("Suggestions"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setProperty("plain", "true")  # the box is its ground
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_RowPainter(self))

    def show_offer(self, offer: Offer) -> None:
        """List other suggestions, the first one chosen."""
        self.clear()
        self.add_rows(offer.rows)
        self.setCurrentRow(0)

    def add_rows(self, rows: Sequence[Suggestion]) -> None:
        """List further suggestions."""
        for suggestion in rows:
            item = QListWidgetItem()
            title, detail = _words(suggestion)
            item.setData(_SUGGESTION, suggestion)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title} {detail} {_right(suggestion)}".strip())
            item.setToolTip(plain_tip(suggestion.reason))
            self.addItem(item)


class _RowPainter(QStyledItemDelegate):
    """Draws icon, name and settings at the left and at the right what would come out, or that it does not fit."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.scaled(_WIDTH) // 2, theme.scaled(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        suggestion: Suggestion = index.data(_SUGGESTION)
        palette = theme.current()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            strong = bool(state & QStyle.StateFlag.State_Selected)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.mix(palette.raised, palette.selection, 0.22 if strong else 0.08))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 5, 5)
        mode, side = QIcon.Mode.Normal, theme.scaled(_ICON)
        layer_icon(suggestion.specs[-1].class_name if len(suggestion.specs) == 1 else "Dense").paint(
            painter, QRect(rect.left() + 8, rect.top() + (rect.height() - side) // 2, side, side), mode=mode
        )
        inner = rect.adjusted(16 + side, 0, -10, 0)
        title, detail = _words(suggestion)
        small, bold = theme.ui_font(9.0), theme.ui_font(10.0, bold=True)
        right = _right(suggestion)
        taken = self._write(
            painter, inner, right, small, palette.warning if suggestion.reason else palette.muted, 1
        )
        inner.setRight(inner.right() - taken - (10 if taken else 0))
        color = palette.muted if suggestion.reason else palette.text
        used = self._write(painter, inner, title, bold, color)
        inner.setLeft(inner.left() + used + 8)
        self._write(painter, inner, detail, small, palette.muted)

    def _write(
        self, painter: QPainter, rect: QRect, text: str, font: QFont, color: QColor, right: int = 0
    ) -> int:
        """Write a text as far as there is room and return how wide it is."""
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(rect.width(), 0))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(color)
        painter.drawText(rect, (side | Qt.AlignmentFlag.AlignVCenter).value, shown)
        return metrics.horizontalAdvance(shown)


def _words(suggestion: Suggestion) -> tuple[str, str]:
    """Return the name and the settings of a suggestion."""
    names = ["Input" if spec.is_input else spec.class_name for spec in suggestion.specs]
    if len(names) == 1:
        return names[0], " · ".join(labels.key_parameters(suggestion.specs[0]))
    return tr("{count} layers", count=len(names)), " → ".join(names)


def _right(suggestion: Suggestion) -> str:
    if suggestion.reason:
        return tr("does not fit")
    return f"→ {labels.shape_text([suggestion.shape])}" if suggestion.shape is not None else ""
