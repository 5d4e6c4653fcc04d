"""Row 11 of gui.md: a drawing runs down or to the right; the places that are kept are the same either way."""

from __future__ import annotations

import pytest

from layerloom_studio.document import Project
from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.content import DIRECTION
from layerloom_studio.document.direction import DOWN, RIGHT, kept, on_grid, seen
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.files import from_json, to_json
from layerloom_studio.document.layout import NODE_HEIGHT, NODE_WIDTH, layered_layout
from layerloom_studio.document.nesting import grouping

_FORK = ([("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("a", "d")], list("abcde"))


@pytest.mark.parametrize("place", [(0.0, 0.0), (240.0, 120.0), (-36.0, 12.0), (17.3, -4.1)])
def test_row_11_turning_a_place_and_back_gives_the_place(place):
    assert kept(RIGHT, seen(RIGHT, place)) == pytest.approx(place, abs=0.01)
    assert seen(DOWN, place) == kept(DOWN, place) == place
    assert seen(RIGHT, on_grid(RIGHT, place)) == tuple(round(v / 12) * 12 for v in seen(RIGHT, place))


def test_row_11_the_automatic_layout_covers_nothing_either_way_and_runs_as_it_should():
    edges, nodes = _FORK
    for direction, along in ((DOWN, 1), (RIGHT, 0)):
        places = {node: seen(direction, at) for node, at in layered_layout(nodes, edges).items()}
        for source, target in edges:
            assert places[source][along] + (NODE_WIDTH, NODE_HEIGHT)[along] < places[target][along]
        for node in nodes:
            for other in nodes:
                dx, dy = (abs(a - b) for a, b in zip(places[node], places[other], strict=True))
                assert node == other or dx >= NODE_WIDTH + 24 or dy >= NODE_HEIGHT + 12


def test_row_11_the_direction_is_kept_in_the_file_undoable_and_that_of_its_groups(drawing):
    project = drawing.project
    project.apply(chain(project, parse_chain("in 4 > dense 3 > dense 2")).edit)
    project.apply(grouping(project, ["dense"], "block"))
    before = drawing.text()
    assert DIRECTION not in to_json(project.content())["canvas"]
    inverse = project.apply(SetSettings(DIRECTION, RIGHT))
    assert project.direction == RIGHT
    data = to_json(project.content())
    assert data["canvas"][DIRECTION] == RIGHT
    assert from_json(data).direction == RIGHT
    project.open_groups(["block"])
    assert project.direction == RIGHT
    back = project.apply(SetSettings(DIRECTION, DOWN))
    project.open_groups([])
    assert project.direction == DOWN
    project.open_groups(["block"])
    project.apply(back)
    project.open_groups([])
    assert project.direction == RIGHT
    project.apply(inverse)
    assert drawing.text() == before


@pytest.mark.parametrize("value", [None, 3, "up", ["right"]])
def test_row_11_a_file_with_another_direction_runs_down(drawing, value):
    drawing.chain("InputLayer")
    data = to_json(drawing.project.content())
    data["canvas"][DIRECTION] = value
    assert Project(from_json(data)).direction == DOWN
