"""The palette: every layer there is, by category, to drag onto the canvas or to click for adding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QSize, Qt, QTimer, Signal
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
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from layerloom.declaration import Entry, registry
from layerloom.graph import Ref
from layerloom_studio import theme
from layerloom_studio.canvas.layer_icon import layer_icon
from layerloom_studio.canvas.mime import layer_mime
from layerloom_studio.document.building import piece_spec
from layerloom_studio.document.catalog import is_everyday, layer_entries, title
from layerloom_studio.document.chain import Piece
from layerloom_studio.document.fitting import misfit
from layerloom_studio.document.project import Project
from layerloom_studio.language import mark, tr

_CLASS = Qt.ItemDataRole.UserRole.value
_CATEGORY = _CLASS + 1
_TIP = _CLASS + 2
_ROW = 28  # pixels
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
_MOST_RECENT = 5
_FAVOURITES, _RECENT = mark("Favourites"), mark("Recent")
_HOW_ELSE = mark("Drag it onto the drawing to use it elsewhere.")
_HOW = mark("Click to add it after the selected layer, or drag it onto the drawing.")


class Palette(QWidget):
    """A filter line above a tree of layer classes.

    Args:
        parent: Qt's owner.
    """

    chosen = Signal(str)  # class name of a layer that was clicked, or taken by Enter
    favourites_changed = Signal(list)  # class names

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._selected: list[str] = []
        self._favourites: list[str] = []
        self._recent: list[str] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._judge)
        self.setObjectName("palette")
        self.setAccessibleName(tr("Palette of layers"))
        self._filter = QLineEdit(self)
        self._filter.setObjectName("palette.filter")
        self._filter.setAccessibleName(tr("Filter layers"))
        self._filter.setPlaceholderText(tr("Filter layers"))
        clear = self._filter.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        clear.setObjectName("palette.clear")
        clear.setToolTip(tr("Show all layers again (Esc)"))
        clear.setVisible(False)
        clear.triggered.connect(self._filter.clear)
        theme.bind_icon(clear, "close", "muted")
        self._filter.textChanged.connect(lambda text: clear.setVisible(bool(text)))
        self._filter.setToolTip(tr("Type a part of a layer's name; Enter adds the first one that is shown."))
        self._filter.textChanged.connect(self._apply_filter)
        self._filter.installEventFilter(self)
        self._tree = _LayerTree(self)
        self._tree.chosen.connect(self.chosen)
        self._tree.favourite_toggled.connect(self.toggle_favourite)
        self.setFocusProxy(self._filter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, 0)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self._filter)
        layout.addWidget(self._tree)
        self.refresh()
        theme.changed.connect(self._tree.paint_icons)
        theme.changed.connect(self._tree.fit_texts)

    def refresh(self) -> None:
        """Read the registry again, after new layer classes have been registered."""
        self._tree.fill(layer_entries())
        self._pin()
        self._apply_filter(self._filter.text())

    def follow(self, project: Project) -> None:
        """Watch a project: what was added last is listed, and what cannot follow the selection is greyed."""
        self._project = project
        project.node_added.connect(self._added)
        project.analysis_changed.connect(self._soon.start)

    def show_selection(self, nodes: Sequence[str]) -> None:
        """Judge the layers by what is selected now."""
        self._selected = list(nodes)
        self._soon.start()

    @property
    def favourites(self) -> list[str]:
        """Class names of the favourites, in the order in which they were chosen."""
        return list(self._favourites)

    def set_favourites(self, class_names: Sequence[str]) -> None:
        """List other favourites; unknown classes are left out."""
        known = {entry.name for entry in layer_entries()}
        self._favourites = [name for name in dict.fromkeys(class_names) if name in known]
        self._pin()

    def toggle_favourite(self, class_name: str) -> None:
        """Make a layer class a favourite, or no longer."""
        if class_name in self._favourites:
            self._favourites.remove(class_name)
        else:
            self._favourites.append(class_name)
        self._pin()
        self.favourites_changed.emit(self.favourites)

    def recent(self) -> list[str]:
        """Return the class names of the layers that were added last, the latest first."""
        return list(self._recent)

    def _added(self, node: str) -> None:
        if self._project is None or node not in self._project.architecture.nodes:
            return
        name = self._project.spec(node).class_name
        if name != "InputLayer" and self._recent[:1] != [name]:
            self._recent = [name, *(other for other in self._recent if other != name)][:_MOST_RECENT]
            self._soon.start()

    def _pin(self) -> None:
        recent = [name for name in self._recent if name not in self._favourites]
        self._tree.pin({_FAVOURITES: self._favourites, _RECENT: recent})
        self._judge_now()
        self._apply_filter(self._filter.text())

    def _judge(self) -> None:
        self._pin()

    def _judge_now(self) -> None:
        """Grey what cannot follow the selection."""
        project = self._project
        if project is None:
            return
        sources = [Ref(node) for node in self._selected if node in project.architecture.nodes]
        reasons = {}
        for entry in layer_entries() if sources else ():
            reason = misfit(project, piece_spec(project, Piece(entry.name)), sources)
            if reason:
                reasons[entry.name] = reason
        self._tree.grey(reasons)

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
        if dict(reasons) != self._reasons:
            self._reasons = dict(reasons)
            self.paint_icons()

    def paint_icons(self) -> None:
        """Draw icons and headings in the colours of the theme."""
        muted = theme.current().muted
        for heading in (*self._groups.values(), *self._pin_groups):
            heading.setForeground(0, muted)
        for item in (*self._layers, *self._pinned):
            name = item.data(0, _CLASS)
            reason = self._reasons.get(name, "")
            icon = layer_icon(name)
            item.setIcon(0, QIcon(icon.pixmap(self.iconSize(), QIcon.Mode.Disabled)) if reason else icon)
            item.setData(0, Qt.ItemDataRole.ForegroundRole, muted if reason else None)
            item.setToolTip(0, f"{reason}\n{tr(_HOW_ELSE)}" if reason else item.data(0, _TIP))
            spoken = (
                tr("{name} layer, does not fit the selection", name=name)
                if reason
                else tr("{name} layer", name=name)
            )
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _make_layer(self, group: QTreeWidgetItem, entry: Entry, category: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(group, [title(entry)])
        item.setSizeHint(0, QSize(0, theme.scaled(_ROW)))
        item.setData(0, _CLASS, entry.name)
        item.setData(0, _CATEGORY, category)
        item.setData(0, _TIP, f"{tr(entry.summary)}.\n{tr(_HOW)}" if entry.summary else tr(_HOW))
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        )
        return item

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        item = self.itemAt(event.pos()) if event.reason() == event.Reason.Mouse else self.currentItem()
        name = item.data(0, _CLASS) if item is not None else None
        if not name:
            return
        menu = QMenu(self)
        menu.setObjectName("palette.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_favourite = name in self._pins.get(_FAVOURITES, ())
        action = menu.addAction(tr("Remove from favourites") if is_favourite else tr("Add to favourites"))
        action.triggered.connect(lambda: self.favourite_toggled.emit(name))
        menu.popup(event.globalPos())

    def layer_items(self) -> list[QTreeWidgetItem]:
        """Return the items of all layers, from top to bottom."""
        return self._layers

    def show_matching(self, words: list[str]) -> None:
        """Hide the layers in whose name, category and summary not all words occur."""
        self._words = words
        for group in self._pin_groups:
            group.setHidden(bool(words))
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
