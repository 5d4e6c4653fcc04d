"""Where connections run and where their shapes are written: beside nodes, beside each other, never one over another."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import QPointF

from layerloom.graph import LayerSpec, Ref
from layerloom_studio.canvas.geometry import Lane
from layerloom_studio.canvas.lanes import Lanes
from layerloom_studio.canvas.scene import CanvasScene
from layerloom_studio.document.content import DIRECTION, Edge
from layerloom_studio.document.direction import DOWN, RIGHT
from layerloom_studio.document.edits import AddNode, MoveNodes, SetSettings
from layerloom_studio.document.layout import layered_layout
from layerloom_studio.document.project import Project

_CHAIN = [f"c{number}" for number in range(8)]
_SKIPS = [("c1", "c7"), ("c2", "c6"), ("c3", "c5")]


@pytest.fixture(params=[DOWN, RIGHT])
def nested(qtbot, request):
    """A trunk with three nested connections beside it, like a U-Net."""
    project = Project()
    edges = [*pairwise(_CHAIN), *_SKIPS]
    for name in _CHAIN:
        sources = tuple(Ref(source) for source, target in edges if target == name)
        kind = "Concatenate" if len(sources) > 1 else "Activation" if sources else "InputLayer"
        config = (
            {"batch_shape": [None, 8, 8, 4]}
            if not sources
            else {"activation": "relu"}
            if len(sources) == 1
            else {}
        )
        spec = LayerSpec(class_name=kind, name=name, config={"name": name, **config})
        project.apply(AddNode(spec, (0.0, 0.0), sources))
    project.apply(MoveNodes(layered_layout(_CHAIN, edges)))
    project.apply(SetSettings(DIRECTION, request.param))
    return CanvasScene(project)


def _skips(scene):
    return [item for edge, item in scene.edge_items().items() if (edge.source, edge.target) in _SKIPS]


def test_12_nested_connections_run_beside_each_other_and_past_all_nodes(nested):
    skips = _skips(nested)
    assert len(skips) == 3
    for one, other in combinations(skips, 2):
        gap = one.path().pointAtPercent(0.5) - other.path().pointAtPercent(0.5)
        assert abs(gap.y() if nested.across else gap.x()) >= 10.0
    for item in skips:
        between = [
            node
            for node in nested.node_items().values()
            if node.node not in (item.edge.source, item.edge.target)
        ]
        way = [item.path().pointAtPercent(step / 40) for step in range(41)]
        assert not any(node.rect().contains(point) for node in between for point in way)


def test_28_the_shapes_on_connections_cover_neither_nodes_nor_each_other(nested):
    written = [item.label_rect(item.label) for item in nested.edge_items().values() if item.label is not None]
    assert len(written) >= len(_CHAIN) - 1
    assert not any(one.intersects(other) for one, other in combinations(written, 2))
    assert not any(
        node.rect().intersects(label) for node in nested.node_items().values() for label in written
    )


def test_12_and_14_the_whole_drawing_holds_its_connections_too(nested):
    assert all(nested.contents_rect().contains(item.path().boundingRect()) for item in _skips(nested))


def test_12_a_connection_that_is_dragged_runs_freely_and_finds_its_way_again_at_rest(nested):
    before = {item.edge: item.path() for item in _skips(nested)}
    place = nested.place("c4")
    nested.show_moved({"c4": (place[0] + 600.0, place[1] + 600.0)})
    nested.settle(["c4"])
    assert {item.edge: item.path() for item in _skips(nested)} == before


def test_what_runs_among_layers_in_hand_goes_along_as_it_is(nested):
    edges = nested.edge_items()
    ways = {edge: (item.path(), item.label) for edge, item in edges.items()}
    held = _CHAIN[:6]
    nested.show_moved({node: (nested.place(node)[0] + 30, nested.place(node)[1] - 12) for node in held})
    for edge, item in edges.items():
        path, label = ways[edge]
        if edge.source in held and edge.target in held:
            assert item.path() == path.translated(30, -12)
            assert item.label == (None if label is None else label + QPointF(30, -12))
        assert item.start == nested.port_point(edge.source, ("out", edge.port))
        assert item.end == nested.port_point(edge.target, ("in", edge.index))
    nested.settle(held)
    assert {edge: (item.path(), item.label) for edge, item in edges.items()} == ways


def test_lanes_are_found_where_they_run_however_long():
    lanes, edge, other = Lanes(), Edge("a", 0, "b", 0), Edge("c", 0, "d", 0)
    lanes.put(edge, Lane(100.0, -3_000.0, 9_000.0))
    lanes.put(other, Lane(106.0, 0.0, 50.0))
    for top in (-2_999.0, 0.0, 8_000.0):
        assert edge in {found for found, _ in lanes.between(90, 110, top, top + 900)}
    assert {found for found, _ in lanes.between(101, 110, 0, 10)} == {other}
    assert not list(lanes.between(90, 110, 9_000, 9_500))
    lanes.put(edge, Lane(500.0, 0.0, 10.0))
    assert {found for found, _ in lanes.between(90, 110, -5_000, 10_000)} == {other}
    lanes.remove(other)
    assert not list(lanes.between(90, 110, -5_000, 10_000))
