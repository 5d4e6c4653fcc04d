"""Files dropped on the window: projects and models are opened, Python files bring layers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from layerloom_studio.main_window.documents import OPENABLE


class FileDrop(QObject):
    """Takes what is dropped on a widget, or on parts of it that want nothing of it.

    Args:
        widget: Accepts drops from now on.
        open_path: Is called with a project or a model.
        add_layers: Is called with a Python file.
    """

    def __init__(
        self, widget: QWidget, open_path: Callable[[Path], object], add_layers: Callable[[Path], object]
    ) -> None:
        super().__init__(widget)
        self._open = open_path
        self._add = add_layers
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop) or not isinstance(event, QDropEvent):
            return False
        path = dropped_file(event.mimeData())
        if path is None:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            (self._add if path.suffix.lower() == ".py" else self._open)(path)
        return True


def dropped_file(data: QMimeData) -> Path | None:
    """Return the first file among what is dropped that the window can take: also a SavedModel folder."""
    for url in data.urls():
        if url.isLocalFile():
            path = Path(url.toLocalFile())
            if path.suffix.lower() in (*OPENABLE, ".py") or (path / "saved_model.pb").is_file():
                return path
    return None
