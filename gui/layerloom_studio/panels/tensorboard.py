"""BoardServer: starts the program TensorBoard, if it is installed, on the logs of a run and tells its address."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import deque
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.language.system_errors import cause_of
from layerloom_studio.training.background import Handle, Task

_ADDRESS = re.compile(r"https?://[\w.\-]+:\d+/")
_PATIENCE = 3.0  # seconds until a server that does not end is killed


def board_program() -> str:
    """Return the program `tensorboard`, beside this Python or on the path; empty where there is none."""
    beside = shutil.which("tensorboard", path=str(Path(sys.executable).parent))
    return beside or shutil.which("tensorboard") or ""


def has_board_logs(run: Path) -> bool:
    """Whether a run has written logs for TensorBoard."""
    return next(run.rglob("events.out.tfevents*"), None) is not None


def show_in_browser(address: str) -> bool:
    """Open an address in the person's browser; whether there is one."""
    return QDesktopServices.openUrl(QUrl(address))


class BoardServer(QObject):
    """One server at a time; it ends with the window.

    Args:
        parent: Owner.
    """

    serving = Signal(object)  # its address, a text, once it answers
    failed = Signal(str)  # one sentence

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: subprocess.Popen[str] | None = None
        self._reader = Task(tr("Starting TensorBoard"), self)
        self._reader.news.connect(self.serving)
        self._reader.failed.connect(self.failed)

    @property
    def running(self) -> bool:
        """Whether a server is there."""
        return self._process is not None and self._process.poll() is None

    def start(self, run: Path, program: str = "") -> None:
        """Serve the logs of a run, in place of those before.

        Args:
            run: Its folder.
            program: The program; by default TensorBoard's own.
        """
        self.close()
        command = [program or board_program(), "--logdir", str(run), "--host", "localhost", "--port", "0"]
        try:
            self._process = process = subprocess.Popen(  # noqa: S603 - no shell, and the program was looked up
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
            )
        except OSError as error:
            self.failed.emit(tr("TensorBoard has ended: {said}", said=cause_of(error)))
            return
        self._reader.start(lambda handle: _listen(process, handle))

    def close(self) -> None:
        """End the server."""
        process, self._process = self._process, None
        if process is None:
            return
        self._reader.cancel()
        process.terminate()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._reader.wait()
        assert process.stdout is not None
        process.stdout.close()


def _listen(process: subprocess.Popen[str], handle: Handle) -> None:
    """Tell the address when it comes, and what was said last when the server ends by itself."""
    last: deque[str] = deque(maxlen=1)
    told = False
    assert process.stdout is not None
    for line in process.stdout:
        last.append(line.strip() or (last[-1] if last else ""))
        found = _ADDRESS.search(line)
        if found and not told:
            told = True
            handle.tell(found.group())
    handle.check()
    raise LayerloomError(tr("TensorBoard has ended: {said}", said=(last[-1] if last else "–")[:300]))
