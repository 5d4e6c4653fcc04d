"""The command `layerloom`: the window, or with a subcommand the same work without one."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program.

    Args:
        arguments: Of the command line; by default those of this process.

    Returns:
        The exit code: 0, or 2 for bad input, or 1 if something else kept it from its work.
    """
    from layerloom_studio import cli

    arguments = list(sys.argv[1:] if arguments is None else arguments)
    if arguments and not cli.is_file_to_open(arguments):
        return cli.run(arguments)
    return open_window(Path(arguments[0]) if arguments else None)


def open_window(path: Path | None = None) -> int:
    """Open the window and return when it is closed.

    Args:
        path: A project or model to open in it.

    Returns:
        The exit code.
    """
    from layerloom_studio.language import terminal
    from layerloom_studio.startup import make_application, window_refusal

    terminal.speak()
    refusal = window_refusal()
    if refusal:
        print(f"layerloom: {refusal}", file=sys.stderr)  # noqa: T201
        return 1
    from PySide6.QtCore import QTimer

    from layerloom_studio.garbage import Collector
    from layerloom_studio.main_window import MainWindow

    # Ctrl+C in the terminal ends the program; Qt would not notice it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    application = make_application()
    window = MainWindow()
    window.show()
    window.faults.install()
    window.user_layers.begin()
    window.recovery.begin()
    if path is not None:
        QTimer.singleShot(0, lambda: window.open_path(path))
    QTimer.singleShot(2000, _compile_kernels)
    collector = Collector(window)
    window.documents.opened.connect(lambda mode: QTimer.singleShot(0, collector.collect_all))
    return int(application.exec())


def _compile_kernels() -> None:
    """Has the kernels compiled by a process in the background, once on this machine."""
    from layerloom.kernels.compiled import compile_in_background

    compile_in_background()
