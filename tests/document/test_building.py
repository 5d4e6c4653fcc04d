"""Typed and dropped layers as edits: behind the selection, into an edge, before a node; and what fits where."""

from __future__ import annotations

from itertools import pairwise

import pytest

from layerloom.graph import Ref
from layerloom_studio.document.building import before, chain, insertion, joining, piece_spec, splice
from layerloom_studio.document.chain import Piece, parse_chain
from layerloom_studio.document.draft import EditError
from layerloom_studio.document.fitting import misfit
from layerloom_studio.document.layout import NODE_HEIGHT
from layerloom_studio.document.suggestions import suggest


@pytest.fixture
def image(drawing):
    """An image of 28 × 28 pixels, convolved."""
    return drawing.chain("InputLayer", "Conv2D")


def test_4_a_chain_goes_behind_the_selection(image):
    building = chain(image.project, parse_chain("bn > relu"), ["conv2d"])
    image.project.apply(building.edit)
    assert image.inputs("batch_normalization") == ["conv2d"]
    assert image.inputs("re_lu") == ["batch_normalization"]
    assert image.outputs == ["re_lu"]


def test_4_names_in_a_chain_are_unique(image):
    building = chain(image.project, parse_chain("conv 8 > conv 8 > conv 8"), ["conv2d"])
    image.project.apply(building.edit)
    assert building.nodes == ("conv2d_1", "conv2d_2", "conv2d_3")
    assert not image.project.analysis.errors


def test_4_a_chain_may_stand_alone_at_a_place(image):
    building = chain(image.project, parse_chain("conv 8"), None, (480.0, 96.0))
    image.project.apply(building.edit)
    assert image.inputs("conv2d_1") == []
    assert image.project.positions["conv2d_1"] == (480.0, 96.0)


def test_7_an_inserted_layer_stands_between_and_pushes_down_what_follows(image):
    image.chain("Flatten", "Dense")
    edge = image.project.in_edges("flatten")[0]
    before_text = image.text()
    inverse = image.project.apply(insertion(image.project, Piece("MaxPooling2D"), edge).edit)
    assert image.inputs("max_pooling2d") == ["conv2d"]
    assert image.inputs("flatten") == ["max_pooling2d"]
    tops = [image.project.positions[n][1] for n in ("conv2d", "max_pooling2d", "flatten", "dense")]
    assert all(b - a >= NODE_HEIGHT for a, b in pairwise(tops))
    image.project.apply(inverse)
    assert image.text() == before_text


def test_7_an_input_cannot_be_inserted(image):
    with pytest.raises(EditError, match="takes no input"):
        insertion(image.project, Piece("InputLayer"), image.project.in_edges("conv2d")[0])


def test_7_a_loose_node_of_the_drawing_is_inserted_but_no_connected_one(image):
    image.chain("Flatten")
    loose = image.add("Dropout", (480.0, 0.0))
    edge = image.project.in_edges("flatten")[0]
    image.project.apply(splice(image.project, loose, edge, (0.0, 240.0)))
    assert image.inputs("flatten") == [loose]
    assert image.inputs(loose) == ["conv2d"]
    with pytest.raises(EditError, match="connected already"):
        splice(image.project, loose, image.project.in_edges("conv2d")[0], (0.0, 0.0))


def test_6_a_layer_can_be_put_before_a_node(image):
    image.project.apply(before(image.project, Piece("Conv2D"), "conv2d", (300.0, 0.0)).edit)
    assert image.inputs("conv2d") == ["conv2d_1"]


@pytest.mark.parametrize(
    "class_name, after, fits",
    [
        ("MaxPooling2D", "conv2d", True),
        ("Dense", "conv2d", True),
        ("Add", "conv2d", True),
        ("InputLayer", "conv2d", True),
        ("Conv2D", "flatten", False),
        ("MaxPooling2D", "flatten", False),
        ("Dense", "flatten", True),
    ],
)
def test_n3_what_fits_is_known_before_it_is_there(image, class_name, after, fits):
    image.chain("Flatten")
    project = image.project
    reason = misfit(project, piece_spec(project, Piece(class_name)), [Ref(after)])
    assert (reason == "") is fits
    if reason:
        assert "flatten" in reason
        assert class_name in reason


def test_n3_a_sentence_names_the_first_of_many_outputs(image):
    reason = misfit(image.project, piece_spec(image.project, Piece("Dot")), [Ref("conv2d")] * 30)
    assert "and conv2d (None, 26, 26, 32) and 27 others does not fit Dot" in reason
    assert reason.count("conv2d") == 3


def test_4_suggestions_put_what_fits_first(image):
    image.chain("Flatten")
    rows = suggest(image.project, "", [Ref("flatten")]).rows
    fitting = [not row.reason for row in rows]
    assert fitting == sorted(fitting, reverse=True)
    assert rows[0].pieces[0].class_name == "Dense"


def test_4_a_drawing_without_an_input_is_offered_one_first(drawing):
    assert suggest(drawing.project, "").rows[0].pieces[0].class_name == "InputLayer"
    drawing.chain("InputLayer")
    assert suggest(drawing.project, "").rows[0].pieces[0].class_name != "InputLayer"


@pytest.mark.parametrize("text", ["", "c", "conv", "Conv1D", "dense 3", "zzz", "conv > relu"])
@pytest.mark.parametrize("only_fitting", [False, True])
def test_4_the_first_suggestions_are_the_same_whether_all_are_asked_for_or_some(image, text, only_fitting):
    sources = [Ref("conv2d")]
    everything = suggest(image.project, text, sources, only_fitting)
    first = suggest(image.project, text, sources, only_fitting, most=9)
    assert everything.whole
    assert first.rows == everything.rows[: len(first.rows)]
    assert first.whole or sum(not row.reason for row in first.rows) >= 9
    assert first.error == everything.error
    assert text or len(first.rows) == 9


def test_4_suggestions_carry_the_typed_settings(image):
    rows = suggest(image.project, "c32 3", [Ref("conv2d")]).rows
    assert rows[0].pieces == (Piece("Conv2D", {"filters": 32, "kernel_size": (3, 3)}),)
    assert rows[0].specs[0].config["filters"] == 32


def test_4_a_half_typed_name_with_numbers_is_understood(image):
    rows = suggest(image.project, "den 12", [Ref("conv2d")]).rows
    assert rows[0].pieces == (Piece("Dense", {"units": 12}),)


def test_4_a_wrong_text_offers_nothing_but_the_reason(image):
    offer = suggest(image.project, "conv 3 > qqq", [Ref("conv2d")])
    assert offer.rows == ()
    assert "qqq" in offer.error


def test_6_only_what_fits_is_listed_for_a_dragged_edge(image):
    image.chain("Flatten")
    names = {row.specs[0].class_name for row in suggest(image.project, "", [Ref("flatten")], True).rows}
    assert "Dense" in names
    assert not names & {"Conv2D", "MaxPooling2D", "InputLayer"}


def test_4_a_suggested_chain_tells_what_it_will_give(image):
    row = suggest(image.project, "pool > flat > dense 10", [Ref("conv2d")]).rows[0]
    assert row.reason == ""
    assert row.shape == (None, 10)


def test_4_a_suggested_chain_tells_which_part_will_not_fit(image):
    row = suggest(image.project, "flat > pool > dense 10", [Ref("conv2d")]).rows[0]
    assert row.reason.startswith("Flatten (None, 21632) does not fit MaxPooling2D")


def test_12_what_joins_two_connections_stands_in_the_column_of_the_trunk(drawing):
    drawing.project.apply(chain(drawing.project, parse_chain("in 8x8x4 > conv 4 same > relu > pool")).edit)
    join = joining(drawing.project, Ref("input_layer"), "re_lu", "Add")
    drawing.project.apply(join.edit)
    places = drawing.project.positions
    trunk = ("input_layer", "conv2d", *join.nodes, "re_lu", "max_pooling2d")
    assert {places[node][0] for node in trunk} == {0.0}
    rows = [places[node][1] for node in trunk]
    assert all(below - above >= NODE_HEIGHT for above, below in pairwise(rows))


@pytest.mark.parametrize(
    "before, text, expected",
    [
        ("in 20x3", "conv 8 5", [("Conv1D", (None, 16, 8))]),
        ("in 20x3", "c8 5", [("Conv1D", (None, 16, 8))]),
        ("in 20x3", "gap", [("GlobalAveragePooling1D", (None, 3))]),
        ("in 8x8x8x1", "pool", [("MaxPooling3D", (None, 4, 4, 4, 1))]),
        ("in 8x8x1", "conv 4", [("Conv2D", (None, 6, 6, 4))]),
        ("in 20x3", "conv2d 4", [("Conv2D", None)]),  # who says how many axes means it
        ("in 20", "conv 4", [("Conv2D", None)]),
        ("in 20", "embedding 100 8 > conv 4 > pool > gap", ["Embedding", "Conv1D", "MaxPooling1D"]),
        (
            "",
            "in 20x3 > conv 4 > bn > relu > pool > gap > d 2",
            ["InputLayer", "Conv1D", "BatchNormalization"],
        ),
        ("", "conv 4 > pool", ["Conv2D", "MaxPooling2D"]),
    ],
)
def test_4_a_short_name_means_the_layer_for_as_many_axes_as_there_are(drawing, before, text, expected):
    project = drawing.project
    sources = []
    if before:
        sources = [Ref(chain(project, parse_chain(before), None).nodes[-1])]
        project.apply(chain(project, parse_chain(before), None).edit)
    row = suggest(project, text, sources).rows[0]
    if isinstance(expected[0], tuple):
        assert [(row.specs[0].class_name, row.shape)] == expected
    else:
        assert [spec.class_name for spec in row.specs][: len(expected)] == expected
        assert row.reason == ""
