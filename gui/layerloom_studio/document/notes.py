"""Notes on the drawing: short texts with a place, and maybe an arrow to a layer, kept beside the positions of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from layerloom_studio.document.content import LONGEST_NOTE, MOST_NOTES, NOTES
from layerloom_studio.document.direction import on_grid
from layerloom_studio.document.edits import EditError, SetSettings
from layerloom_studio.document.layout import Point
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr


@dataclass(frozen=True)
class Note:
    """A text with its top-left corner.

    Args:
        text: What it says.
        x: Its left edge.
        y: Its top edge.
        about: Name of the layer that it points at; empty if at none.
    """

    text: str
    x: float
    y: float
    about: str = ""


def notes_of(project: Project) -> list[Note]:
    """Return the notes of a document."""
    return [Note(**note) for note in project.notes]


def adding_note(project: Project, text: str, at: Point, about: str = "") -> SetSettings:
    """Return the edit that adds a note, with an arrow to a layer if one is named.

    Raises:
        EditError: If there are too many.
    """
    notes = notes_of(project)
    if len(notes) >= MOST_NOTES:
        raise EditError(tr("There are {most_notes} notes already: remove one first.", most_notes=MOST_NOTES))
    return _setting([*notes, Note(_clean(text), *on_grid(project.direction, at), about)])


def moving_note(project: Project, number: int, at: Point) -> SetSettings:
    """Return the edit that puts a note elsewhere."""
    notes = notes_of(project)
    x, y = on_grid(project.direction, at)
    notes[number] = replace(notes[number], x=x, y=y)
    return _setting(notes)


def pointing_note(project: Project, number: int, about: str) -> SetSettings:
    """Return the edit that lets a note point at a layer; without a name it points at none."""
    notes = notes_of(project)
    notes[number] = replace(notes[number], about=about)
    return _setting(notes)


def rewriting_note(project: Project, number: int, text: str) -> SetSettings:
    """Return the edit that gives a note another text; without a text it goes."""
    notes = notes_of(project)
    if _clean(text):
        notes[number] = replace(notes[number], text=_clean(text))
    else:
        del notes[number]
    return _setting(notes)


def _setting(notes: Sequence[Note]) -> SetSettings:
    kept = [asdict(note) for note in notes]
    return SetSettings(NOTES, [{key: value for key, value in note.items() if value != ""} for note in kept])


def _clean(text: str) -> str:
    return text.strip()[:LONGEST_NOTE]
