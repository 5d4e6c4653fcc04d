"""Why commands cannot be used just now, and what those that can would do."""

from __future__ import annotations

from layerloom_studio.canvas.view import CanvasView
from layerloom_studio.document.advice import all_problems
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr
from layerloom_studio.main_window.exporting import Exporter
from layerloom_studio.main_window.workshop import Workshop
from layerloom_studio.undo import DocumentStack


def reasons_against(
    project: Project,
    stack: DocumentStack,
    canvas: CanvasView,
    workshop: Workshop,
    exporter: Exporter,
    at_start: bool,
) -> dict[str, str]:
    """Return for commands by name why they cannot be used; an empty text where they can.

    Args:
        project: The open document.
        stack: What can be undone in it.
        canvas: Its drawing.
        workshop: What trains it.
        exporter: What exports it.
        at_start: Whether the start page is shown.
    """
    running = workshop.training_state in ("running", "paused")
    drawn = bool(project.architecture.nodes)
    no_problem = "" if all_problems(project) else tr("The drawing has no problems")
    not_running = "" if running else tr("No training is running")
    return {
        "undo": "" if stack.canUndo() else tr("Nothing to undo"),
        "redo": "" if stack.canRedo() else tr("Nothing to make again"),
        "rename": "" if len(canvas.selected()) == 1 else tr("Select one layer to rename it"),
        "next_problem": no_problem,
        "previous_problem": no_problem,
        "train": workshop.why_not_train(),
        "pause": not_running,
        "stop": not_running,
        "reset_layout": tr("The start page has no panels") if at_start else "",
        **dict.fromkeys(exporter.slots(), exporter.why_not()),
        "save": "" if drawn or project.modified else tr("Nothing to save: the drawing is empty"),
    }


def tips_for(stack: DocumentStack) -> dict[str, str]:
    """Return for commands by name what they would do now, where that changes from time to time."""
    undo, redo = stack.undoText(), stack.redoText()
    return {
        "undo": tr("Undo: {undo}", undo=undo) if undo else "",
        "redo": tr("Redo: {redo}", redo=redo) if redo else "",
    }
