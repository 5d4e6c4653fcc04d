"""SourceChoice: the source that is chosen, and on demand the list of all."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.language import switch, tr
from layerloom_studio.panels.lines import Line, LineList
from layerloom_studio.runs.data import FILE, RANDOM, TYPED
from layerloom_studio.runs.sources import EMBEDDED, PUBLISHED
from layerloom_studio.widgets import heading

FOLDER = "folder"
SOURCES = (FOLDER, FILE, TYPED, *EMBEDDED, *PUBLISHED, RANDOM)


class SourceChoice(QWidget):
    """One line for the source in use; a button, or a click on it, opens the list of all sources in its place.

    Args:
        parent: Owner.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = ""
        self._rows: tuple[str, ...] = ()
        self._more = QToolButton()
        self._more.setObjectName("data.sources")
        self._more.setAccessibleName(tr("Show all sources"))
        self._more.setText(tr("Change…"))
        self._more.setToolTip(tr("Choose another source"))
        self._more.setCheckable(True)
        self._more.toggled.connect(lambda _on: self._fill())
        self._list = LineList("data.source", tr("Data source"))
        self._list.clicked.connect(lambda index: self._choose(index.row()))
        self._list.activated.connect(lambda index: self._choose(index.row()))
        theme.changed.connect(self._resize)
        switch.changed.connect(self._fill)
        row = QHBoxLayout()
        row.addWidget(heading(tr("Source")), 1)
        row.addWidget(self._more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TINY)
        layout.addLayout(row)
        layout.addWidget(self._list)

    def show_source(self, source: str) -> None:
        """Show which source is in use; where it is none, all are offered."""
        self._source = source if source in SOURCES else ""
        self._more.setChecked(not self._source)
        self._fill()

    def _fill(self) -> None:
        self._rows = SOURCES if self._more.isChecked() or not self._source else (self._source,)
        self._list.set_lines([source_line(name) for name in self._rows])
        if self._source:
            self._list.choose(self._rows.index(self._source))
        self._more.setVisible(bool(self._source))
        self._resize()

    def _resize(self) -> None:
        self._list.setFixedHeight(self._list.full_height())

    def _choose(self, row: int) -> None:
        source = self._rows[row]
        if len(self._rows) == 1:
            self._more.setChecked(True)
            return
        self._more.setChecked(False)
        if source != self._source:
            self.chosen.emit(source)


def source_line(source: str) -> Line:
    """Title and sentence of a source."""
    if source == FOLDER:
        return Line(tr("Folder of images"), tr("one subfolder for each class"), icon="folder")
    if source == FILE:
        return Line(tr("Table or arrays"), tr("a file: csv, tsv, npz or npy"), icon="table")
    if source == TYPED:
        return Line(tr("Typed table"), tr("a few lines of x and y"), icon="text")
    if source == RANDOM:
        return Line(tr("Random numbers"), tr("to see whether a network works at all"), icon="plots")
    known = EMBEDDED.get(source)
    tip = ""
    if known is None:
        tip = tr(
            "Taken from Keras's folder of data sets, or downloaded once ({megabytes} MB)",
            megabytes=PUBLISHED[source].megabytes,
        )
    title, _, text = tr(known.title if known is not None else PUBLISHED[source].title).partition(": ")
    pictures = known is None or known.pictures
    return Line(title, text, icon="image" if pictures else "table", tip=tip)
