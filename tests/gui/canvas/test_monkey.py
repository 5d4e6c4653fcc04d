"""Random edits through the real canvas and its undo stack (gui.md 109): the drawn items always equal the document."""

from __future__ import annotations

import json
import os
import random

import pytest
from tests.document.random_edits import KINDS, planned

from layerloom.graph import Problem
from layerloom_studio.canvas import CanvasView, labels
from layerloom_studio.canvas.ports import output_count
from layerloom_studio.document import Content, Project
from layerloom_studio.document.advice import all_problems
from layerloom_studio.document.bypass import is_bypassed
from layerloom_studio.document.edits import EditError
from layerloom_studio.document.files import to_json
from layerloom_studio.document.freezing import is_frozen
from layerloom_studio.undo import DocumentStack

_EDITS = int(os.environ.get("LAYERLOOM_EDITS", "1000")) // 5
_EPISODES = 4


def check_drawn(view: CanvasView) -> None:
    project, scene = view.project, view.scene()
    assert set(scene.node_items()) == set(project.architecture.nodes)
    assert set(scene.edge_items()) == set(project.edges())
    marked: dict[str, list[Problem]] = {node: [] for node in project.architecture.nodes}
    for problem in all_problems(project):
        for node in problem.nodes if problem.kind == "cycle" else problem.nodes[:1]:
            marked[node].append(problem)
    for node, item in scene.node_items().items():
        assert item.pos().toTuple() == scene.place(node)
        assert item.face.name == project.spec(node).name
        assert item.face.bypassed == is_bypassed(project, item.face.name)
        assert item.face.frozen == is_frozen(project.spec(node))
        assert item.face.group == project.spec(node).is_model
        assert item.face.inputs >= len(project.architecture.nodes[node].inputs)
        assert (item.face.severity != "") == bool(marked[node])
        assert item.face.shape == labels.shape_text(project.analysis.nodes[node].output_shapes)
        assert item.face.count == labels.parameters_text(project.analysis.nodes[node].parameters)
        assert item.face.outputs == output_count(project, node)
        assert item.face.is_output == any(ref.node == node for ref in project.architecture.outputs)
    assert len(scene.sheets) == len(project.notes)
    for edge, line in scene.edge_items().items():
        assert line.start == scene.port_point(edge.source, ("out", edge.port))
        assert line.end == scene.port_point(edge.target, ("in", edge.index))
        shapes = project.analysis.nodes[edge.source].output_shapes or []
        assert line.shape_text == (labels.shape_text([shapes[edge.port]]) if edge.port < len(shapes) else "")
    rects = [item.rect() for item in scene.node_items().values()]
    rects += [line.path().boundingRect() for line in scene.edge_items().values()]
    for rect in (*rects, *scene.sheets):
        assert scene.contents_rect().contains(rect) or rect.isEmpty()
    assert set(view.selected()) <= set(project.architecture.nodes)


def go_through_a_group(project: Project, chance: random.Random) -> None:
    """Open a group of the drawing that is shown, or go back to what is around it."""
    models = [spec.name for spec in project.architecture.layers.values() if spec.is_model]
    if models and chance.random() < 0.6:
        project.open_groups((*project.opened, chance.choice(models)))
    else:
        project.open_groups(project.opened[:-1])


@pytest.mark.parametrize("seed", range(_EPISODES))
def test_109_the_drawn_items_equal_the_document_whatever_is_done(qtbot, seed: int) -> None:
    chance, project = random.Random(seed), Project(Content())
    view = CanvasView(project, DocumentStack(project))
    qtbot.addWidget(view)
    empty = json.dumps(to_json(project.content()))
    made = 0
    while made < _EDITS // _EPISODES:
        act = chance.random()
        nodes = list(project.architecture.nodes)
        if act < 0.04:
            go_through_a_group(project, chance)
        elif act < 0.06:
            view.commands.turn()
            made += 1
        elif act < 0.12:
            view.select(chance.sample(nodes, min(len(nodes), 3)))
        elif act < 0.3:
            (view.stack.undo if act < 0.2 else view.stack.redo)()
        else:
            kind = chance.choice(("chain", "append", "input") if len(nodes) < 8 else KINDS)
            edit = planned(project, kind, chance.randrange(10_000))
            try:
                if edit is not None:
                    view.stack.push(edit, kind)
                    made += 1
            except EditError:
                pass
        check_drawn(view)
    project.open_groups(())
    last = json.dumps(to_json(project.content()))
    steps = view.stack.index()
    while view.stack.canUndo():
        view.stack.undo()
    assert json.dumps(to_json(project.content())) == empty
    assert not view.scene().node_items()
    while view.stack.index() < steps:
        view.stack.redo()
    assert json.dumps(to_json(project.content())) == last
    check_drawn(view)
