"""The palette: every layer there is, by category, to drag onto the canvas or to click for adding."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QFontMetrics, QIcon, QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from layerloom.declaration import Entry, registry
from layerloom.graph.architecture import MODEL_CLASSES
from layerloom_studio import theme
from layerloom_studio.canvas.mime import layer_mime

_CLASS = Qt.ItemDataRole.UserRole.value
_CATEGORY = _CLASS + 1
_ROW = QSize(0, 28)
_FIRST_CATEGORIES = ("Core", "Convolution", "Pooling", "Activation", "Regularization", "Normalization")
_HOW = "Click to add it after the selected layer, or drag it onto the drawing."


class Palette(QWidget):
    """A filter line above a tree of layer classes.

    Args:
        parent: Qt's owner.
    """

    chosen = Signal(str)  # class name of a layer that was clicked, or taken by Enter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAccessibleName("Palette of layers")
        self._filter = QLineEdit(self)
        self._filter.setObjectName("palette.filter")
        self._filter.setAccessibleName("Filter layers")
        self._filter.setPlaceholderText("Filter layers")
        clear = self._filter.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        clear.setObjectName("palette.clear")
        clear.setToolTip("Show all layers again (Esc)")
        clear.setVisible(False)
        clear.triggered.connect(self._filter.clear)
        theme.bind_icon(clear, "close", "muted")
        self._filter.textChanged.connect(lambda text: clear.setVisible(bool(text)))
        self._filter.setToolTip("Type a part of a layer's name; Enter adds the first one that is shown.")
        self._filter.textChanged.connect(self._apply_filter)
        self._filter.installEventFilter(self)
        self._tree = _LayerTree(self)
        self._tree.chosen.connect(self.chosen)
        self.setFocusProxy(self._filter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, 0)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self._filter)
        layout.addWidget(self._tree)
        self.refresh()
        theme.changed.connect(self._tree.paint_icons)

    def refresh(self) -> None:
        """Read the registry again, after new layer classes have been registered."""
        self._tree.fill([entry for entry in registry.entries("layer") if entry.name not in MODEL_CLASSES])
        self._apply_filter(self._filter.text())

    def shown(self) -> list[str]:
        """Return the class names that the filter lets through, from top to bottom."""
        return [item.data(0, _CLASS) for item in self._tree.layer_items() if not item.isHidden()]

    def sizeHint(self) -> QSize:
        return QSize(220, 480)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
                self._tree.setFocus(Qt.FocusReason.TabFocusReason)
                self._tree.go_to_first()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                shown = self.shown()
                if self._filter.text().strip() and shown:
                    self.chosen.emit(shown[0])
                return True
            if event.key() == Qt.Key.Key_Escape and self._filter.text():
                self._filter.clear()
                return True
        return super().eventFilter(watched, event)

    def _apply_filter(self, text: str) -> None:
        self._tree.show_matching(text.lower().split())


class _LayerTree(QTreeWidget):
    """Categories with their layers; a drag carries the class name."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette.layers")
        self.setAccessibleName("Layers")
        self.setHeaderHidden(True)
        self.setColumnCount(1)
        self.setIndentation(8)
        self.setIconSize(QSize(18, 18))
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self._second_click = False
        self._groups: dict[str, QTreeWidgetItem] = {}
        self._layers: list[QTreeWidgetItem] = []
        self.itemClicked.connect(self._clicked)

    def fill(self, entries: list[Entry]) -> None:
        """Show these layer classes."""
        self.clear()
        self._groups = {}
        self._layers = []
        for entry in sorted(entries, key=_place):
            category = entry.category or "Other"
            if category not in self._groups:
                self._groups[category] = self._make_group(category)
            item = QTreeWidgetItem(self._groups[category], [_title(entry)])
            self._layers.append(item)
            item.setSizeHint(0, _ROW)
            item.setData(0, _CLASS, entry.name)
            item.setData(0, _CATEGORY, category)
            item.setToolTip(0, f"{entry.summary}.\n{_HOW}" if entry.summary else _HOW)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{_title(entry)} layer")
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
            )
        self.paint_icons()

    def paint_icons(self) -> None:
        """Draw icons and headings in the colours of the theme."""
        for group in self._groups.values():
            group.setForeground(0, theme.current().muted)
        for item in self.layer_items():
            category = item.data(0, _CATEGORY)
            color = theme.category("Input" if item.data(0, _CLASS) == "InputLayer" else category)
            keys = [key.lower() for key in (item.text(0), category)]
            picture = next(filter(theme.has_icon, keys), keys[0])
            item.setIcon(0, theme.icon(picture, color))

    def layer_items(self) -> list[QTreeWidgetItem]:
        """Return the items of all layers, from top to bottom."""
        return self._layers

    def show_matching(self, words: list[str]) -> None:
        """Hide the layers in whose name, category and summary not all words occur."""
        for item in self._layers:
            known = f"{item.text(0)} {item.data(0, _CLASS)} {item.data(0, _CATEGORY)}".lower()
            item.setHidden(not all(word in known for word in words))
        shown = {item.data(0, _CATEGORY) for item in self._layers if not item.isHidden()}
        for category, group in self._groups.items():
            group.setHidden(category not in shown)
            if words:
                group.setExpanded(True)

    def go_to_first(self) -> None:
        """Make the first layer that is shown the current one."""
        first = next((item for item in self.layer_items() if not item.isHidden()), None)
        if first is not None:
            self.setCurrentItem(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._take(item)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._second_click = True  # who double-clicks wants one layer, not two
        super().mouseDoubleClickEvent(event)

    def mimeData(self, items: Sequence[QTreeWidgetItem]) -> QMimeData:
        names = [item.data(0, _CLASS) for item in items if item.data(0, _CLASS)]
        return layer_mime(names[0]) if names else QMimeData()

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        item = self.currentItem()
        if item is None or not item.data(0, _CLASS):
            return
        drag = QDrag(self)
        drag.setMimeData(self.mimeData([item]))
        pixmap = self._drag_picture(item)
        drag.setPixmap(pixmap)
        ratio = pixmap.devicePixelRatio()
        drag.setHotSpot(QPoint(round(pixmap.width() / ratio / 2), round(pixmap.height() / ratio / 2)))
        drag.exec(Qt.DropAction.CopyAction)

    def _clicked(self, item: QTreeWidgetItem) -> None:
        second, self._second_click = self._second_click, False
        if not second:
            self._take(item)

    def _take(self, item: QTreeWidgetItem) -> None:
        name = item.data(0, _CLASS)
        if name:
            self.chosen.emit(name)
        else:
            item.setExpanded(not item.isExpanded())

    def _make_group(self, category: str) -> QTreeWidgetItem:
        group = QTreeWidgetItem(self, [category])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        group.setSizeHint(0, _ROW)
        group.setFont(0, theme.ui_font(9.0, bold=True))
        group.setExpanded(True)
        return group

    def _drag_picture(self, item: QTreeWidgetItem) -> QPixmap:
        """Return a small card with the layer's icon and name."""
        palette = theme.current()
        font = theme.ui_font(10.0, bold=True)
        width, height = QFontMetrics(font).horizontalAdvance(item.text(0)) + 46, 32
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(width * ratio), round(height * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(palette.selection)
        painter.setBrush(palette.node)
        painter.drawRoundedRect(1, 1, width - 2, height - 2, 8, 8)
        item.icon(0).paint(painter, 10, 7, 18, 18)
        painter.setPen(palette.text)
        painter.setFont(font)
        painter.drawText(36, 0, width - 40, height, Qt.AlignmentFlag.AlignVCenter.value, item.text(0))
        painter.end()
        return pixmap


def _place(entry: Entry) -> tuple[int, str, bool]:
    """Return where a layer comes: by category, the model's input first, else in order of registration."""
    known = entry.category in _FIRST_CATEGORIES
    rank = _FIRST_CATEGORIES.index(entry.category) if known else len(_FIRST_CATEGORIES)
    return rank, entry.category or "Other", entry.name != "InputLayer"


def _title(entry: Entry) -> str:
    return "Input" if entry.name == "InputLayer" else entry.name
