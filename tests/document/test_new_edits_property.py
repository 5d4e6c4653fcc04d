"""Random chains, insertions, splices and repairs: the drawing stays sound and every step can be taken back."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from layerloom_studio.document import Project
from layerloom_studio.document.advice import advice
from layerloom_studio.document.arranging import align, distribute
from layerloom_studio.document.building import chain, insertion, splice, unspliceable
from layerloom_studio.document.chain import Piece, parse_chain
from layerloom_studio.document.edits import MoveNodes
from layerloom_studio.document.files import to_json
from layerloom_studio.document.project import Edit
from layerloom_studio.document.repairs import repairs
from layerloom_studio.document.whatif import what_if

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["chain", "insert", "splice", "repair", "align", "spread"]), st.integers(0, 999)
    ),
    max_size=10,
)
CHAINS = (
    "in 12x12x2",
    "conv 3 > relu",
    "pool > flat > d 4",
    "bn",
    "conv 2 5 same",
    "add",
    "flat",
    "drop .1 > d 3",
)
CLASSES = ("Dropout", "Flatten", "MaxPooling2D", "Conv2D", "Add")


def text(project: Project) -> str:
    return json.dumps(to_json(project.content()))


def step(project: Project, kind: str, number: int) -> Edit | None:
    """Return an edit of a kind, chosen by a number, if there is one."""
    nodes, edges = list(project.architecture.nodes), list(project.edges())
    if kind == "chain":
        selected = [None, [], nodes[number % len(nodes) :][:2] if nodes else []][number % 3]
        return chain(project, parse_chain(CHAINS[number % len(CHAINS)]), selected).edit
    if kind == "insert" and edges:
        return insertion(project, Piece(CLASSES[number % len(CLASSES)]), edges[number % len(edges)]).edit
    if kind == "splice" and edges and nodes:
        node, edge = nodes[number % len(nodes)], edges[number % len(edges)]
        return None if unspliceable(project, node, edge) else splice(project, node, edge, (0.0, 120.0))
    if kind == "repair":
        problems = [*project.analysis.problems, *advice(project)]
        found = repairs(project, problems[number % len(problems)]) if problems else []
        return found[number % len(found)].edit if found else None
    if kind in ("align", "spread") and nodes:
        places = {node: project.positions[node] for node in nodes[number % len(nodes) :]}
        return MoveNodes(align(places, "left") if kind == "align" else distribute(places, "down"))
    return None


@settings(max_examples=120, deadline=None)
@given(STEPS)
def test_109_every_step_is_taken_back_to_the_letter(steps) -> None:
    project = Project()
    history: list[tuple[str, Edit]] = []
    for kind, number in steps:
        edit = step(project, kind, number)
        if edit is None:
            continue
        before = text(project)
        foreseen = what_if(project, edit)
        assert text(project) == before  # looking ahead changes nothing
        history.append((before, project.apply(edit)))
        assert foreseen is not None
        assert [problem.message for problem in foreseen.analysis.problems] == [
            problem.message for problem in project.analysis.problems
        ]
        ids = set(project.architecture.nodes)
        assert set(project.positions) == ids
        assert {edge.source for edge in project.edges()} <= ids
    for before, inverse in reversed(history):
        project.apply(inverse)
        assert text(project) == before
