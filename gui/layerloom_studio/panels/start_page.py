"""Start page: the digits project, templates, recent files, open and new."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.panels.found_drafts import FoundDrafts
from layerloom_studio.panels.thumbnails import drawing_thumbnail, images_thumbnail
from layerloom_studio.panels.tour_offer import TourOffer
from layerloom_studio.resources import asset
from layerloom_studio.widgets import Card, ElidedLabel, clear_layout, label, push_button
from layerloom_studio.widgets.tips import plain_tip

_WIDTH = 1120
_COLUMNS = 3
_FIRST = ("mlp", "cnn", "lenet", "residual")  # what most people look for; the others by name
_PICTURE = QSize(48, 62)
_SUFFIX = ".layerloom.json"


class StartPage(QScrollArea):
    """What a person sees first; every way into the program is one click.

    Args:
        parent: Owner.
    """

    sample_chosen = Signal(object)  # path of a bundled project: opened as a new, unsaved one
    file_chosen = Signal(object)  # path of a recent file
    open_requested = Signal()
    new_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start")
        self.setAccessibleName(tr("Start"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self._cards: list[tuple[Card, Path]] = []
        body = QWidget()
        outer = QHBoxLayout(body)
        outer.setContentsMargins(theme.HUGE, theme.HUGE, theme.HUGE, theme.HUGE)
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        outer.addStretch(1)
        outer.addWidget(middle, 100)
        outer.addStretch(1)
        self.setWidget(body)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.LARGE)
        column.addStretch(1)
        column.addLayout(self._head())
        self.found = FoundDrafts()
        column.addWidget(self.found)
        self.tour = TourOffer()
        column.addWidget(self.tour)
        row = QHBoxLayout()
        row.setSpacing(theme.HUGE)
        row.addLayout(self._samples(), 7)
        row.addLayout(self._files(), 3)
        column.addLayout(row)
        column.addStretch(2)
        theme.changed.connect(self._paint)
        theme.changed.connect(self._place_cards)

    def set_recent(self, paths: Sequence[Path]) -> None:
        """Show other recent files.

        Args:
            paths: The newest first.
        """
        clear_layout(self._recent)
        for index, path in enumerate(paths[:6]):
            self._recent.addWidget(_RecentFile(index, path, self.file_chosen))
        if not paths:
            self._recent.addWidget(label(tr("Files you open or save will be listed here."), "muted"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._paint()

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(label("Layerloom", "title"))
        head.addWidget(label(tr("Draw a neural network, train it, watch it learn, use it."), "muted"))
        return head

    def _samples(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.SMALL)
        column.addWidget(label(tr("Try it"), "heading"))
        digits = Card(
            "start.digits",
            tr("Handwritten digits"),
            tr(
                "A small convolutional network and 1,797 real images, 20 of them kept for Predict. "
                "Press Train and watch it learn in seconds."
            ),
            wide=True,
        )
        digits.clicked.connect(lambda: self.sample_chosen.emit(asset("projects", f"digits{_SUFFIX}")))
        self._digits = digits
        column.addWidget(digits)
        column.addSpacing(theme.SMALL)
        column.addWidget(label(tr("Start from a template"), "heading"))
        grid = QGridLayout()
        grid.setSpacing(10)
        blank = Card(
            "start.new",
            tr("Blank canvas"),
            tr("Build your own network, layer by layer."),
            wide=True,
            compact=True,
        )
        blank.clicked.connect(self.new_requested)
        self._blank = blank
        cards = [blank]
        for path in _templates():
            title, text = _describe(path)
            card = Card(
                f"start.template.{path.name.removesuffix(_SUFFIX)}", title, text, wide=True, compact=True
            )
            card.clicked.connect(lambda _checked=False, path=path: self.sample_chosen.emit(path))
            self._cards.append((card, path))
            cards.append(card)
        self._grid, self._in_grid = grid, cards
        self._place_cards()
        column.addLayout(grid)
        column.addStretch(1)
        return column

    def _place_cards(self) -> None:
        """Put the cards into as many columns as their words need."""
        columns = _COLUMNS if theme.text_size() <= 125 else _COLUMNS - 1 if theme.text_size() <= 175 else 1
        for index, card in enumerate(self._in_grid):
            self._grid.addWidget(card, index // columns, index % columns)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, int(column < columns))

    def _files(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.SMALL)
        column.addWidget(label(tr("Open"), "heading"))
        button = push_button(
            "start.open",
            tr("Open a project or a model…"),
            tr("A Layerloom project or a Keras model: .keras, .h5, SavedModel, JSON or YAML (Ctrl+O)"),
            tr("Open a project or a model"),
        )
        theme.bind_icon(button, "open")
        button.clicked.connect(self.open_requested)
        column.addWidget(button)
        column.addWidget(
            label(tr("Trained Keras models (.keras, .h5) are drawn and ready to classify images."), "small")
        )
        column.addSpacing(theme.SMALL)
        column.addWidget(label(tr("Recent"), "heading"))
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        column.addLayout(self._recent)
        column.addStretch(1)
        self.set_recent([])
        return column

    def _paint(self) -> None:
        if not self.isVisible():
            return
        scale = self.devicePixelRatioF()
        size = _PICTURE
        for card, path in self._cards:
            card.set_picture(drawing_thumbnail(path, size, scale))
        self._digits.set_picture(images_thumbnail(_one_of_each(asset("samples")), 5, 36, scale))
        muted = theme.current().muted
        empty = theme.icon("add", muted).pixmap(QSize(28, 28), scale)
        self._blank.set_picture(empty)
        self._blank.picture.setMinimumSize(size)


class _RecentFile(QPushButton):
    """Name and folder of a file in two lines."""

    def __init__(self, index: int, path: Path, chosen: SignalInstance) -> None:
        super().__init__()
        self.setObjectName(f"start.recent.{index}")
        self.setAccessibleName(tr("Open {name}", name=path.name))
        self.setProperty("flat", "true")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(plain_tip(str(path)))
        self._lines = layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SMALL, 5, theme.SMALL, 5)
        layout.setSpacing(0)
        name = ElidedLabel(path.name)
        folder = ElidedLabel(_short(path.parent))
        folder.setProperty("role", "small")
        for part in (name, folder):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part)
        self.clicked.connect(lambda: chosen.emit(path))

    def sizeHint(self) -> QSize:
        return self._lines.sizeHint()


def _short(folder: Path) -> str:
    try:
        return f"~/{folder.relative_to(Path.home())}"
    except ValueError:
        return str(folder)


def _templates() -> list[Path]:
    def rank(path: Path) -> tuple[int, str]:
        stem = path.name.partition(".")[0]
        return (_FIRST.index(stem) if stem in _FIRST else len(_FIRST)), stem

    return sorted(asset("templates").glob("*.json"), key=rank)


def _one_of_each(folder: Path) -> list[Path]:
    """One sample image of every class; their names are `<class>_<number>.png`."""
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("*.png")):
        found.setdefault(path.name.partition("_")[0], path)
    return list(found.values())[:10]


def _describe(path: Path) -> tuple[str, str]:
    """Title and sentence of a template, from its file."""
    try:
        about = json.loads(path.read_text(encoding="utf-8")).get("about", {})
    except (OSError, ValueError, AttributeError):
        about = {}
    name = path.name.removesuffix(_SUFFIX).removesuffix(".json").replace("_", " ").replace("-", " ")
    return tr(about.get("title", name.capitalize())), tr(about.get("text", ""))
