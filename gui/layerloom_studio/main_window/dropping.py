"""Files dropped on the window: projects and models are opened, Python files bring layers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from layerloom_studio.runs.chosen import Chosen, choose

#: What people may take for a model that can be opened: a sentence says why it is none.
_TOLD = (".onnx", ".tflite", ".pt", ".pth", ".ckpt", ".pkl", ".joblib", ".safetensors", ".bin", ".zip")


class FileDrop(QObject):
    """Takes what is dropped on a widget, or on parts of it that want nothing of it.

    Args:
        widget: Accepts drops from now on.
        open_path: Is called with a project or a model, and with the file of its network or None.
        add_layers: Is called with a Python file.
    """

    def __init__(
        self,
        widget: QWidget,
        open_path: Callable[[Path, Path | None], object],
        add_layers: Callable[[Path], object],
    ) -> None:
        super().__init__(widget)
        self._open = open_path
        self._add = add_layers
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop) or not isinstance(event, QDropEvent):
            return False
        chosen = dropped(event.mimeData())
        if chosen is None:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            # Where the files come from waits for an answer, which a question about unsaved work must not delay.
            QTimer.singleShot(0, self, partial(self._take, chosen))
        return True

    def _take(self, chosen: Chosen) -> None:
        if chosen.path.suffix.lower() == ".py":
            self._add(chosen.path)
        else:
            self._open(*chosen)


def dropped(data: QMimeData) -> Chosen | None:
    """Return what the window takes of the files that are dropped: a model first, then Python code."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    model = choose(paths)
    if model is not None:
        return model
    return next((Chosen(path) for path in paths if path.suffix.lower() in (".py", *_TOLD)), None)
