"""Gallery: Quiver's page with the maps of all layers, served on this machine for the pictures of a folder."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.runs.probing import Cancelled, Probe
from layerloom_studio.training.background import Task, is_cancelled


class Gallery(QObject):
    """One page at a time; it ends with the window.

    Args:
        parent: Owner.
    """

    serving = Signal(str)  # address of the page
    failed = Signal(str)  # one sentence

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server: Any = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._task = Task(tr("Opening the page of layers"), self)
        self._task.done.connect(self._serve)
        self._task.failed.connect(self.failed)

    @property
    def running(self) -> bool:
        """Whether a page is served."""
        return self._server is not None

    def start(self, load: Callable[[Cancelled], Probe], pictures: Path) -> None:
        """Serve a page, in place of the one before.

        Args:
            load: Gets the model, in a thread.
            pictures: Folder of images.
        """
        self.close()
        self._folder = tempfile.TemporaryDirectory(prefix="layerloom-", ignore_cleanup_errors=True)
        temporary = self._folder.name
        self._task.start(lambda handle: _server(load(lambda: is_cancelled(handle)), pictures, temporary))

    def close(self) -> None:
        """End the page."""
        self._task.wait()
        server, self._server = self._server, None
        if server is not None:
            server.shutdown()
            server.server_close()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _serve(self, server: Any) -> None:
        self._server = server
        threading.Thread(target=server.serve_forever, name="page of layers", daemon=True).start()
        self.serving.emit(server.address)


def _server(probe: Probe, pictures: Path, temporary: str) -> Any:
    """Make the server; it does not answer yet.

    Raises:
        LayerloomError: If the model takes no picture, or the folder has none.
    """
    from layerloom.quiver_engine.server import Server, get_app

    fitting = probe.fitting
    if fitting is None:
        raise LayerloomError(tr("The network takes no single picture."))
    app = get_app(
        probe.model,
        temp_folder=temporary,
        input_folder=str(pictures),
        mean=-fitting.offset / fitting.rescale,
        std=1 / fitting.rescale,
    )
    if not app.inputs():
        raise LayerloomError(tr("{folder} holds no pictures itself.", folder=pictures.name))
    return Server(app, 0)
