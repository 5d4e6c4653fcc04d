"""The automatic layout: ranks, distances, straight chains, and graphs of any kind."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layerloom_studio.document.layout import GRID, NODE_HEIGHT, NODE_WIDTH, layered_layout, snap


def _overlaps(placed):
    return [
        (a, b)
        for a, b in itertools.combinations(placed, 2)
        if abs(placed[a][0] - placed[b][0]) < NODE_WIDTH and abs(placed[a][1] - placed[b][1]) < NODE_HEIGHT
    ]


def test_nothing_gives_nothing():
    assert layered_layout([], []) == {}


def test_row_11_a_chain_is_one_straight_column():
    nodes = [f"n{i}" for i in range(6)]
    placed = layered_layout(nodes, itertools.pairwise(nodes))
    assert {x for x, _ in placed.values()} == {0.0}
    ys = [placed[node][1] for node in nodes]
    assert ys == sorted(ys)
    assert len(set(ys)) == 6


def test_a_residual_block_keeps_its_chain_straight_and_leaves_a_lane():
    edges = [("in", "a"), ("a", "b"), ("b", "add"), ("in", "add"), ("add", "out")]
    placed = layered_layout(["in", "a", "b", "add", "out"], edges)
    assert placed["a"][0] == placed["b"][0]
    assert placed["in"][1] < placed["a"][1] < placed["b"][1] < placed["add"][1] < placed["out"][1]


def _inception(count):
    """Blocks of four branches of one to three layers."""
    edges, last = [], "in"
    for block in range(count):
        join = f"join{block}"
        for branch, length in enumerate((1, 2, 3, 2)):
            names = [f"b{block}_{branch}_{i}" for i in range(length)]
            edges += itertools.pairwise([last, *names, join])
        last = join
    return edges


def _nodes(edges):
    return list(dict.fromkeys(node for edge in edges for node in edge))


def test_row_11_branches_are_straight_and_stand_evenly_about_the_trunk():
    edges = _inception(4)
    placed = layered_layout(_nodes(edges), edges)
    trunk = {placed[node][0] for node in ("in", "join0", "join1", "join2", "join3")}
    assert len(trunk) == 1
    for block in range(4):
        columns = [
            {x for name, (x, _) in placed.items() if name.startswith(f"b{block}_{i}_")} for i in range(4)
        ]
        assert all(len(column) == 1 for column in columns)
        xs = [column.pop() for column in columns]
        assert xs == sorted(xs)
        assert sum(xs) / 4 == pytest.approx(trunk.copy().pop(), abs=GRID)


@pytest.mark.parametrize(
    "skips",
    [
        [("c1", "c3"), ("c3", "c5"), ("c5", "c8")],
        [("c0", "c9"), ("c1", "c8"), ("c2", "c7"), ("c3", "c6")],
        [(f"c{a}", f"c{b}") for a in range(9) for b in range(a + 2, 10)],
    ],
    ids=["residual", "u-net", "dense"],
)
def test_row_11_the_trunk_is_straight_whatever_layers_are_skipped(skips):
    trunk = [f"c{i}" for i in range(10)]
    placed = layered_layout(trunk, [*itertools.pairwise(trunk), *skips])
    assert {x for x, _ in placed.values()} == {0.0}


def test_row_11_two_branches_do_not_cross():
    edges = [("in", "l1"), ("in", "r1"), ("l1", "l2"), ("r1", "r2"), ("r2", "join"), ("l2", "join")]
    placed = layered_layout(["in", "l1", "r1", "r2", "l2", "join"], edges)
    assert (placed["l1"][0] < placed["r1"][0]) == (placed["l2"][0] < placed["r2"][0])


def test_loose_nodes_stand_beside_the_graph():
    placed = layered_layout(["a", "b", "loose"], [("a", "b")])
    assert placed["loose"][0] >= placed["a"][0] + NODE_WIDTH


def test_a_cycle_and_a_loop_are_laid_out_like_anything_else():
    placed = layered_layout(["a", "b", "c"], [("a", "b"), ("b", "c"), ("c", "a"), ("b", "b")])
    assert len({y for _, y in placed.values()}) == 3


def test_a_second_input_stands_just_above_its_consumer():
    edges = [("in", "a"), ("a", "b"), ("b", "join"), ("late", "join")]
    placed = layered_layout(["in", "a", "b", "late", "join"], edges)
    assert placed["late"][1] == placed["b"][1]


def test_long_chains_need_no_recursion():
    nodes = [str(i) for i in range(5000)]
    assert len(layered_layout(nodes, itertools.pairwise(nodes))) == 5000


@given(
    st.integers(1, 14).flatmap(
        lambda count: st.tuples(
            st.just(count),
            st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=30),
        )
    )
)
def test_any_graph_gets_a_place_for_every_node_and_none_overlap(graph):
    count, edges = graph
    nodes = [str(i) for i in range(count)]
    placed = layered_layout(nodes, [(str(a), str(b)) for a, b in edges])
    assert set(placed) == set(nodes)
    assert _overlaps(placed) == []
    assert all(x % GRID == 0 and y % GRID == 0 for x, y in placed.values())
    assert placed == layered_layout(nodes, [(str(a), str(b)) for a, b in edges])


@pytest.mark.parametrize("point, expected", [((5.9, -6.1), (0.0, -12.0)), ((18.1, 7.0), (24.0, 12.0))])
def test_row_21_points_snap_to_the_grid(point, expected):
    assert snap(point) == expected
