"""The tree of the palette: categories with their layers, as icons and names to click and to drag."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTreeWidget, QTreeWidgetItem, QWidget

from layerloom.declaration import Entry, registry
from layerloom_studio import theme
from layerloom_studio.canvas.layer_icon import layer_icon
from layerloom_studio.canvas.mime import layer_mime
from layerloom_studio.document.catalog import is_everyday, match_score, names_of, title
from layerloom_studio.language import doc, mark, tr
from layerloom_studio.widgets.tips import plain_tip

CLASS = Qt.ItemDataRole.UserRole.value
_CATEGORY = CLASS + 1
_TIP = CLASS + 2
_ROW = 28  # pixels
_AROUND_NAME = 30  # pixels between icon and name, and around both
_MOST_INDENT = 16  # pixels: large texts need the width for names
_FIRST_CATEGORIES = (
    mark("Your layers"),
    mark("Core"),
    mark("Convolution"),
    mark("Pooling"),
    mark("Activation"),
    mark("Regularization"),
    mark("Normalization"),
)
FAVOURITES, RECENT = mark("Favourites"), mark("Recent")
_HOW_ELSE = mark("Drag it onto the drawing to use it elsewhere.")
_HOW = mark("Click to add it after the selected layer, or drag it onto the drawing.")


class LayerTree(QTreeWidget):
    """Categories with their layers; a drag carries the class name."""

    chosen = Signal(str)
    refused = Signal(str)  # why a layer that was clicked cannot follow the selection
    favourite_toggled = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette.layers")
        self.setProperty("leaves_are_names", True)
        self.setAccessibleName(tr("Layers"))
        self.setHeaderHidden(True)
        self.setColumnCount(1)
        self.setIndentation(min(theme.scaled(10), _MOST_INDENT))  # also the size of the arrows
        theme.size_icons(self, 18)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the end of a name tells 2D from 3D
        self.setRootIsDecorated(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self._second_click = False
        self._groups: dict[str, QTreeWidgetItem] = {}
        self._layers: list[QTreeWidgetItem] = []
        self._pinned: list[QTreeWidgetItem] = []
        self._pin_groups: list[QTreeWidgetItem] = []
        self._pins: dict[str, list[str]] = {}
        self._reasons: dict[str, str] = {}
        self._words: list[str] = []
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
            self._layers.append(self._make_layer(self._groups[category], entry, category))
        self._pinned, self._pin_groups, self._pins = [], [], {}
        self.paint_icons()

    def fit_texts(self) -> None:
        """Give the rows the height and the headings the letters of the size of texts that is set."""
        self.setIndentation(min(theme.scaled(10), _MOST_INDENT))
        row = QSize(0, theme.scaled(_ROW))
        for item in (*self._layers, *self._pinned, *self._groups.values(), *self._pin_groups):
            item.setSizeHint(0, row)
        for group in (*self._groups.values(), *self._pin_groups):
            group.setFont(0, theme.ui_font(9.0, bold=True))

    def whole_width(self) -> int:
        """Return the width at which no name of an everyday layer is cut."""
        wide = self.fontMetrics().horizontalAdvance
        names = (title(entry) for entry in registry.entries("layer") if is_everyday(entry))
        beside = (
            2 * self.indentation() + self.iconSize().width() + self.verticalScrollBar().sizeHint().width()
        )
        return max(map(wide, names), default=0) + beside + _AROUND_NAME

    def pin(self, pins: Mapping[str, Sequence[str]]) -> None:
        """List some layers once more above all others, under headings of their own."""
        wanted = {heading: list(names) for heading, names in pins.items() if names}
        if wanted == self._pins:
            return
        for group in self._pin_groups:
            self.takeTopLevelItem(self.indexOfTopLevelItem(group))
        self._pins, self._pinned, self._pin_groups = wanted, [], []
        for place, (heading, names) in enumerate(wanted.items()):
            group = self._make_group(heading)
            self.takeTopLevelItem(self.indexOfTopLevelItem(group))
            self.insertTopLevelItem(place, group)
            group.setExpanded(True)
            found = [entry for name in names if (entry := registry.find("layer", name)) is not None]
            self._pinned += [self._make_layer(group, entry, entry.category) for entry in found]
            self._pin_groups.append(group)
        self.paint_icons()
        self.show_matching(self._words)

    def grey(self, reasons: Mapping[str, str]) -> None:
        """Grey the layers that have a reason, which becomes their tooltip."""
        before, self._reasons = self._reasons, dict(reasons)
        changed = {name for name in before.keys() | reasons.keys() if before.get(name) != reasons.get(name)}
        if changed:
            self._paint_layers(changed)

    def paint_icons(self) -> None:
        """Draw icons and headings in the colours of the theme."""
        for heading in (*self._groups.values(), *self._pin_groups):
            heading.setForeground(0, theme.current().muted)
        self._paint_layers()

    def _paint_layers(self, only: Container[str] | None = None) -> None:
        muted = theme.current().muted
        for item in (*self._layers, *self._pinned):
            name = item.data(0, CLASS)
            if only is not None and name not in only:
                continue
            reason = self._reasons.get(name, "")
            icon = layer_icon(name)
            item.setIcon(0, QIcon(icon.pixmap(self.iconSize(), QIcon.Mode.Disabled)) if reason else icon)
            item.setData(0, Qt.ItemDataRole.ForegroundRole, muted if reason else None)
            tip = f"{reason}\n{tr(_HOW_ELSE)}" if reason else item.data(0, _TIP)
            item.setToolTip(0, plain_tip(tip) if reason else tip)
            spoken = (
                tr("{name} layer, does not fit the selection", name=name)
                if reason
                else tr("{name} layer", name=name)
            )
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _make_layer(self, group: QTreeWidgetItem, entry: Entry, category: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(group, [title(entry)])
        item.setSizeHint(0, QSize(0, theme.scaled(_ROW)))
        item.setData(0, CLASS, entry.name)
        item.setData(0, _CATEGORY, category)
        item.setData(0, _TIP, f"{doc(entry.summary)}.\n{tr(_HOW)}" if entry.summary else tr(_HOW))
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        )
        return item

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        item = self.itemAt(event.pos()) if event.reason() == event.Reason.Mouse else self.currentItem()
        name = item.data(0, CLASS) if item is not None else None
        if not name:
            return
        menu = QMenu(self)
        menu.setObjectName("palette.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_favourite = name in self._pins.get(FAVOURITES, ())
        action = menu.addAction(tr("Remove from favourites") if is_favourite else tr("Add to favourites"))
        action.triggered.connect(lambda: self.favourite_toggled.emit(name))
        menu.popup(event.globalPos())

    def layer_items(self) -> list[QTreeWidgetItem]:
        """Return the items of all layers, from top to bottom."""
        return self._layers

    def show_matching(self, words: list[str]) -> None:
        """Hide the layers in whose name and category not all words occur; if none has them, those much unlike them."""
        self._words = words
        for group in self._pin_groups:
            group.setHidden(bool(words))
        found = [item for item in self._layers if all(word in _known(item) for word in words)]
        if not found:
            found = [item for item in self._layers if all(_resembles(word, item) for word in words)]
        kept = {id(item) for item in found}
        for item in self._layers:
            item.setHidden(id(item) not in kept)
        shown = {item.data(0, _CATEGORY) for item in self._layers if not item.isHidden()}
        for category, group in self._groups.items():
            group.setHidden(category not in shown)
            if words:
                group.setExpanded(True)

    def take_first(self) -> None:
        """Choose the first layer that is shown and can follow the selection, or tell why none can."""
        shown = [item for item in self._layers if not item.isHidden()]
        fitting = [item for item in shown if item.data(0, CLASS) not in self._reasons]
        for item in (fitting or shown)[:1]:
            self._take(item)

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
        names = [item.data(0, CLASS) for item in items if item.data(0, CLASS)]
        return layer_mime(names[0]) if names else QMimeData()

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        item = self.currentItem()
        if item is None or not item.data(0, CLASS):
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
        name = item.data(0, CLASS)
        if name in self._reasons:
            self.refused.emit(f"{self._reasons[name]} {tr(_HOW_ELSE)}")
        elif name:
            self.chosen.emit(name)
        else:
            item.setExpanded(not item.isExpanded())

    def _make_group(self, category: str) -> QTreeWidgetItem:
        group = QTreeWidgetItem(self, [tr(category)])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        group.setSizeHint(0, QSize(0, theme.scaled(_ROW)))
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


def _place(entry: Entry) -> tuple[int, str, bool, bool]:
    """Return where a layer comes: by category, the model's input and everyday layers first, else as registered."""
    known = entry.category in _FIRST_CATEGORIES
    rank = _FIRST_CATEGORIES.index(entry.category) if known else len(_FIRST_CATEGORIES)
    return rank, entry.category or "Other", entry.name != "InputLayer", not is_everyday(entry)


def _known(item: QTreeWidgetItem) -> str:
    """Return what a word of the filter may be a part of."""
    category = item.data(0, _CATEGORY)
    return f"{item.text(0)} {item.data(0, CLASS)} {category} {tr(category)}".lower()


def _resembles(word: str, item: QTreeWidgetItem) -> bool:
    """Tell whether a word is short for a layer's name, as `mxpl` is for MaxPooling2D."""
    entry = registry.find("layer", item.data(0, CLASS))
    return entry is not None and any(match_score(word, name) > 0 for name in names_of(entry))
