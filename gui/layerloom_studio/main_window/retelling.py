"""After a change of the language: what is written from the document and from tables is written again."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction

from layerloom_studio.document.project import Project
from layerloom_studio.language import tr
from layerloom_studio.main_window.actions import COMMANDS, describe


def retell(project: Project, actions: Mapping[str, QAction]) -> None:
    """Have the drawing and the panels show their texts anew.

    Args:
        project: The document; everybody who shows it is told that it has changed.
        actions: The window's actions by name.
    """
    for command in COMMANDS:
        describe(actions[command.name], tr(command.tip))
    for node in list(project.architecture.nodes):
        project.node_changed.emit(node)
    project.analysis_changed.emit()
