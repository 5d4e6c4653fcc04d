"""Notes on the drawing (gui.md 19): in the file under `canvas`, undone like everything else."""

from __future__ import annotations

import json

import pytest

from layerloom import models
from layerloom_studio.document.clipboard import copy_text, paste_edit
from layerloom_studio.document.edits import EditError, Rename
from layerloom_studio.document.files import from_json, read_notes, to_json
from layerloom_studio.document.notes import (
    Note,
    adding_note,
    moving_note,
    notes_of,
    pointing_note,
    rewriting_note,
)


def test_19_notes_are_kept_in_the_file_and_undone(drawing):
    project = drawing.chain("InputLayer", "Dense").project
    texts, inverses = [drawing.text()], []
    for edit in (
        lambda: adding_note(project, " why so small? ", (10.0, 20.0)),
        lambda: moving_note(project, 0, (120.0, 240.0)),
        lambda: rewriting_note(project, 0, "because"),
        lambda: adding_note(project, "another", (0.0, 0.0)),
        lambda: rewriting_note(project, 0, " "),
    ):
        inverses.append(project.apply(edit()))
        texts.append(drawing.text())
        assert json.dumps(to_json(from_json(json.loads(texts[-1])))) == texts[-1]
    assert notes_of(project) == [Note("another", 0.0, 0.0)]
    for text, inverse in zip(reversed(texts[:-1]), reversed(inverses), strict=True):
        project.apply(inverse)
        assert drawing.text() == text


def test_19_a_file_with_notes_is_still_a_model(drawing):
    project = drawing.chain("InputLayer", "Dense").project
    project.apply(adding_note(project, "note", (0.0, 0.0)))
    assert models.model_from_json(drawing.text()).count_params() == project.analysis.parameters


@pytest.mark.parametrize(
    "value",
    [
        None,
        3,
        "text",
        [3],
        [{}],
        [{"text": 3, "x": 0, "y": 0}],
        [{"text": " ", "x": 0, "y": 0}],
        [{"text": "far", "x": 1e300, "y": 0}],
        [{"text": "nan", "x": float("nan"), "y": 0}],
        [{"text": "no place"}],
    ],
)
def test_19_what_is_no_note_is_left_out(value):
    assert read_notes(value) == []


def test_19_there_is_an_end_to_notes(drawing):
    project = drawing.project
    project.notes.extend({"text": "n", "x": 0, "y": 0} for _ in range(1000))
    with pytest.raises(EditError, match="1000 notes"):
        adding_note(project, "one more", (0.0, 0.0))
    assert len(read_notes([{"text": "n" * 20_000, "x": 0, "y": 0}])[0]["text"]) == 10_000


def test_19_an_arrow_follows_the_name_of_its_layer_and_is_kept_in_the_file(drawing):
    project = drawing.chain("InputLayer", "Dense").project
    plain = drawing.text()
    inverses = [project.apply(adding_note(project, "why so small?", (0.0, 0.0)))]
    assert notes_of(project)[0].about == ""
    inverses.append(project.apply(pointing_note(project, 0, "dense")))
    inverses.append(project.apply(Rename("dense", "head")))
    assert notes_of(project) == [Note("why so small?", 0.0, 0.0, "head")]
    assert read_notes(json.loads(drawing.text())["canvas"]["notes"]) == project.notes
    inverses.append(project.apply(pointing_note(project, 0, "")))
    assert project.notes == [{"text": "why so small?", "x": 0.0, "y": 0.0}]
    for inverse in reversed(inverses):
        project.apply(inverse)
    assert drawing.text() == plain


@pytest.mark.parametrize("nodes, about", [(["dense"], ["dense", "dense_1"]), ([], ["dense", ""])])
def test_19_the_arrow_of_a_copied_note_leads_to_the_copied_layer(drawing, nodes, about):
    project = drawing.chain("InputLayer", "Dense").project
    project.apply(adding_note(project, "look", (300.0, 120.0), "dense"))
    project.apply(paste_edit(copy_text(project, nodes, [0])))
    assert [note.about for note in notes_of(project)] == about


def test_19_an_arrow_in_a_file_to_something_that_is_no_name_is_left_out():
    (note,) = read_notes([{"text": "look", "x": 1, "y": 2, "about": 3}])
    assert note == {"text": "look", "x": 1, "y": 2}
