"""What a value that is being typed changes downstream, for as long as one is at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from layerloom.graph import Analysis
from layerloom_studio.document.project import Project
from layerloom_studio.document.whatif import outlook

_PAUSE = 4000  # milliseconds after the last key until the marks go


class Typing(QObject):
    """Tells what has become of the drawing since one began to type into a field.

    Every legal number goes into the drawing at once, so that shapes and problems are those of what stands in the
    field; the marks show beside that which layers it changed, and which ones it broke.

    Args:
        project: The document.
        page: The page with the fields; the marks go when the focus leaves it or goes to another field.
    """

    foreseen = Signal(object)  # the Outlook of what was typed, None when nothing is being typed any more

    def __init__(self, project: Project, page: QWidget) -> None:
        super().__init__(page)
        self._project = project
        self._page = page
        self._what: tuple[str, tuple[str, ...]] | None = None
        self._before: Analysis | None = None
        self._busy = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.end)
        project.analysis_changed.connect(self._changed)
        project.reset.connect(self.end)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    @contextmanager
    def at(self, field: str, layers: tuple[str, ...]) -> Iterator[None]:
        """Tell what comes of an edit that is made inside.

        Args:
            field: What is being typed into.
            layers: The layers that it belongs to.
        """
        if self._what != (field, layers) or self._before is None:
            self._what, self._before = (field, layers), self._project.analysis
        self._busy = True
        try:
            yield
        finally:
            self._busy = False
        self._pause.start()
        self.foreseen.emit(outlook(self._before, self._project.analysis))

    def end(self) -> None:
        """Show the drawing without marks again."""
        self._pause.stop()
        if self._what is not None:
            self._what = self._before = None
            self.foreseen.emit(None)

    def _changed(self) -> None:
        if not self._busy:  # undo, or an edit from elsewhere
            self.end()

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if self._what is None or old is None or new is None:
            return
        if not self._page.isAncestorOf(new) or (self._page.isAncestorOf(old) and not old.isAncestorOf(new)):
            self.end()
