"""Upstream and downstream, lining up and spreading, finding."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layerloom_studio.document.arranging import align, distribute
from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.finding import find, found_inside
from layerloom_studio.document.layout import NODE_HEIGHT, NODE_WIDTH
from layerloom_studio.document.nesting import grouping
from layerloom_studio.document.streams import downstream, upstream

PLACES = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2),
    st.tuples(st.integers(-50, 50), st.integers(-50, 50)).map(lambda at: (at[0] * 12.0, at[1] * 12.0)),
    min_size=1,
    max_size=8,
)


@pytest.fixture
def net(drawing):
    """An image of 28 × 28 that two convolutions with 16 and 32 filters read, then 10 classes."""
    text = "in 28x28x1 > conv 16 3 same relu > conv 32 5 > drop 0.25 > flat > dense 10 softmax"
    drawing.project.apply(chain(drawing.project, parse_chain(text)).edit)
    return drawing


def test_9_what_feeds_a_node_and_what_it_feeds(net):
    assert list(upstream(net.project, ["conv2d_1"])) == ["conv2d", "input_layer"]
    assert list(downstream(net.project, ["dropout"])) == ["flatten", "dense"]
    assert upstream(net.project, ["input_layer"]) == {}


@pytest.mark.parametrize(
    "text, found",
    [
        ("conv", ["conv2d", "conv2d_1"]),
        ("CONV2D_1", ["conv2d_1"]),
        ("conv filters>16", ["conv2d_1"]),
        ("filters = 16", ["conv2d"]),
        ("relu", ["conv2d"]),
        ("kernel=5x5", ["conv2d_1"]),
        ("5x5", []),
        ("rate=0.25", ["dropout"]),
        ("act=softmax", ["dense"]),
        ("28x28x16", ["conv2d", "conv2d_1"]),
        ("24×24", ["conv2d_1", "dropout", "flatten"]),
        ("(None, 10)", ["dense"]),
        ("dropout 24x24", ["dropout"]),
        ("units<=10", ["dense"]),
        ("units=ten", []),
        ("zzz", []),
        ("", []),
    ],
)
def test_18_layers_are_found_by_name_class_setting_and_shape(net, text, found):
    assert find(net.project, text) == found


def test_18_a_group_is_found_for_a_layer_inside_it(net):
    net.project.apply(grouping(net.project, ["conv2d", "conv2d_1"]))
    net.project.apply(grouping(net.project, ["group", "dropout"]))  # a group within a group
    (outer,) = (node for node in net.project.architecture.nodes if net.project.spec(node).is_model)
    assert find(net.project, "filters>16") == [outer]
    assert found_inside(net.project, outer, "conv") == ["conv2d", "conv2d_1"]
    assert find(net.project, "relu dense") == []
    assert found_inside(net.project, "dense", "dense") == []


@given(PLACES, st.sampled_from(["left", "center", "right", "top", "middle", "bottom"]))
def test_21_aligned_nodes_share_a_line_and_keep_the_other_place(places, side):
    axis = 0 if side in ("left", "center", "right") else 1
    moved = align(places, side)
    assert moved.keys() == places.keys()
    assert len({place[axis] for place in moved.values()}) == 1
    assert all(moved[node][1 - axis] == places[node][1 - axis] for node in places)


@given(PLACES, st.sampled_from(["across", "down"]))
def test_21_spread_nodes_have_equal_gaps_and_keep_their_order(places, direction):
    axis, size = (0, NODE_WIDTH) if direction == "across" else (1, NODE_HEIGHT)
    moved = distribute(places, direction)
    values = sorted(place[axis] for place in moved.values())
    gaps = [b - a for a, b in pairwise(values)]
    assert all(gap >= size - 12 for gap in gaps)
    assert not gaps or max(gaps) - min(gaps) <= 12
    order = sorted(places, key=lambda node: (places[node][axis], places[node][1 - axis]))
    assert [moved[node][axis] for node in order] == values
