"""`layerloom draw`: the drawing of a project or a model as a picture, without a display."""

from __future__ import annotations

import json
import os
from pathlib import Path

from layerloom.errors import FileFormatError, LayerloomError
from layerloom.graph import parse_architecture
from layerloom_studio.document.content import Content
from layerloom_studio.document.files import read_project
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr
from layerloom_studio.language.system_errors import cause_of


def draw(source: Path, target: Path, theme_name: str, scale: float, direction: str | None = None) -> int:
    """Write the drawing.

    Args:
        source: A project, or a model file of any kind.
        target: The picture; its ending chooses PNG, SVG or PDF.
        theme_name: Whose colours are used, "light" or "dark".
        scale: Pixels of a PNG for one unit of the drawing.
        direction: "down" or "right" for a drawing that runs another way than the project keeps.

    Returns:
        The exit code.

    Raises:
        LayerloomError: If the one cannot be read or the other not written.
    """
    content = _content(source)
    content.direction = direction or content.direction
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from layerloom_studio.startup import make_application, window_refusal

    refusal = window_refusal()
    if refusal:
        raise LayerloomError(refusal)
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or make_application()
    from layerloom_studio.canvas.picture import save_picture
    from layerloom_studio.canvas.scene import CanvasScene

    scene = CanvasScene(Project(content))
    try:
        save_picture(scene, target, source.name, theme_name, scale)
    except OSError as error:
        raise FileFormatError(target, tr("cannot be written ({cause})", cause=cause_of(error))) from error
    except ValueError as error:
        raise LayerloomError(str(error)) from error
    del scene, application  # in this order
    print(tr("Drawn: {path}", path=target))
    return 0


def _content(source: Path) -> Content:
    """Read what is to be drawn; whatever holds weights is read in a process of its own."""
    if source.suffix.lower() == ".json":
        return read_project(source)
    from layerloom_studio.runs.opening import open_file

    return Content(architecture=parse_architecture(json.loads(open_file(source).architecture)))
