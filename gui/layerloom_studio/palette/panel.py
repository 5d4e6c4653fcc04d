"""The palette: every layer there is, by category, to drag onto the canvas or to click for adding."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from layerloom.graph import Ref
from layerloom_studio import theme
from layerloom_studio.document.building import piece_spec
from layerloom_studio.document.catalog import layer_entries
from layerloom_studio.document.chain import Piece
from layerloom_studio.document.fitting import misfit
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr
from layerloom_studio.palette.tree import CLASS, FAVOURITES, RECENT, LayerTree
from layerloom_studio.widgets import label

_MOST_RECENT = 5
# Of the selected layers, by which it is judged what can follow them; most take only the last.
_MOST_JUDGED = 12
_SETTLE_MS = 40  # every layer is tried: not before what was done is seen


class Palette(QWidget):
    """A filter line above a tree of layer classes.

    Args:
        parent: Qt's owner.
    """

    chosen = Signal(str)  # class name of a layer that was clicked, or taken by Enter
    refused = Signal(str)  # why a layer that was clicked cannot follow the selection
    favourites_changed = Signal(list)  # class names

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._selected: list[str] = []
        self._favourites: list[str] = []
        self._recent: list[str] = []
        self._soon = QTimer(self)  # rows must not move once somebody aims at them
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._pin)
        self._later = QTimer(self)
        self._later.setInterval(_SETTLE_MS)
        self._later.timeout.connect(self._judge)
        for timer in (self._soon, self._later):
            timer.setSingleShot(True)
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
        self._tree = LayerTree(self)
        self._tree.chosen.connect(self.chosen)
        self._tree.refused.connect(self.refused)
        self._tree.favourite_toggled.connect(self.toggle_favourite)
        self.setFocusProxy(self._filter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, 0)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self._filter)
        self._nothing = label("", "muted")
        self._nothing.setObjectName("palette.nothing")
        self._nothing.hide()
        layout.addWidget(self._nothing)
        layout.addWidget(self._tree, 1)
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
        project.analysis_changed.connect(self._later.start)

    def show_selection(self, nodes: Sequence[str]) -> None:
        """Judge the layers by what is selected now."""
        self._selected = list(nodes)
        self._later.start()

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
        self._tree.pin({FAVOURITES: self._favourites, RECENT: recent})
        self._apply_filter(self._filter.text())

    def _judge(self) -> None:
        """Grey what cannot follow the selection."""
        project = self._project
        if project is None:
            return
        sources = [Ref(node) for node in self._selected[-_MOST_JUDGED:] if node in project.architecture.nodes]
        reasons = {}
        for entry in layer_entries() if sources else ():
            reason = misfit(project, piece_spec(project, Piece(entry.name)), sources)
            if reason:
                reasons[entry.name] = reason
        self._tree.grey(reasons)

    def shown(self) -> list[str]:
        """Return the class names that the filter lets through, from top to bottom."""
        return [item.data(0, CLASS) for item in self._tree.layer_items() if not item.isHidden()]

    def sizeHint(self) -> QSize:
        return QSize(max(220, self._tree.whole_width() + 2 * theme.SMALL), 480)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
                self._tree.setFocus(Qt.FocusReason.TabFocusReason)
                self._tree.go_to_first()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._filter.text().strip():
                    self._tree.take_first()
                return True
            if event.key() == Qt.Key.Key_Escape and self._filter.text():
                self._filter.clear()
                return True
        return super().eventFilter(watched, event)

    def _apply_filter(self, text: str) -> None:
        self._tree.show_matching(text.lower().split())
        empty = not self.shown()
        self._nothing.setText(
            tr("No layer is called '{text}'. Esc shows all again.", text=text.strip()) if empty else ""
        )
        self._nothing.setVisible(empty)
