"""Typed layers: the parser of chains, and the sentences for what it cannot understand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layerloom_studio.document.building import chain
from layerloom_studio.document.catalog import find_layer, layer_entries, match_score, names_of, search
from layerloom_studio.document.chain import ChainError, Piece, parse_chain, parse_piece

WORDS = st.sampled_from(
    [
        "conv",
        "c32",
        "bn",
        "relu",
        "pool",
        "dense",
        "10",
        "3x3",
        "same",
        "k=5",
        "act=tanh",
        "-1",
        "x",
        "in",
        "=",
    ]
)


@pytest.mark.parametrize(
    "text, piece",
    [
        ("c32 3", Piece("Conv2D", {"filters": 32, "kernel_size": (3, 3)})),
        ("conv2d32", Piece("Conv2D", {"filters": 32})),
        ("Conv2D(16, 3x5)", Piece("Conv2D", {"filters": 16, "kernel_size": (3, 5)})),
        (
            "conv 8 3 2 same relu",
            Piece(
                "Conv2D",
                {
                    "filters": 8,
                    "kernel_size": (3, 3),
                    "strides": (2, 2),
                    "padding": "same",
                    "activation": "relu",
                },
            ),
        ),
        ("d10 softmax", Piece("Dense", {"units": 10, "activation": "softmax"})),
        ("dense u=4 use_bias=no", Piece("Dense", {"units": 4, "use_bias": False})),
        ("drop .25", Piece("Dropout", {"rate": 0.25})),
        ("in 28x28x1", Piece("InputLayer", {"batch_shape": (None, 28, 28, 1)})),
        ("in 28 28 1", Piece("InputLayer", {"batch_shape": (None, 28, 28, 1)})),
        ("in ?x3", Piece("InputLayer", {"batch_shape": (None, None, 3)})),
        ("reshape 4 4 2", Piece("Reshape", {"target_shape": (4, 4, 2)})),
        ("tanh", Piece("Activation", {"activation": "tanh"})),
        ("maxpool 2 p=same", Piece("MaxPooling2D", {"pool_size": (2, 2), "padding": "same"})),
    ],
)
def test_4_one_typed_layer(text: str, piece: Piece) -> None:
    assert parse_piece(text) == piece


def test_4_a_chain_of_typed_layers() -> None:
    for text in (
        "conv 32 > bn > relu > pool > dense 10",
        "conv 32->bn → relu=>pool  >dense 10",
    ):
        assert [piece.class_name for piece in parse_chain(text)] == [
            "Conv2D",
            "BatchNormalization",
            "ReLU",
            "MaxPooling2D",
            "Dense",
        ]


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("", "Type the name of a layer."),
        ("conv 3 >", "A layer is missing after the last arrow."),
        ("> conv 3", "A layer is missing before the first arrow."),
        ("conv > > bn", "A layer is missing between arrows 1 and 2."),
        ("conv > fltten", "“fltten”: there is no layer called “fltten”; did you mean Flatten?"),
        ("conv > qqqqq", "“qqqqq”: there is no layer called “qqqqq”."),
        ("bn > conv 0", "“conv 0”: filters must be a whole number >= 1, got 0."),
        ("d 10 20", "“d 10 20”: Dense has no setting for the number “20”."),
        ("conv 32 big", "“conv 32 big”: “big” is no setting of Conv2D."),
        ("conv zz=1", "“conv zz=1”: Conv2D has no setting called “zz”."),
        ("d 5 > in 3", "“in 3” starts a model, so it can only be the first part of a chain."),
    ],
)
def test_4_a_wrong_part_is_named_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ChainError) as caught:
        parse_chain(text)
    assert str(caught.value) == sentence


def understood(text: str) -> tuple[list[Piece], str]:
    """The layers of a text, or the sentence about what is wrong."""
    try:
        return parse_chain(text), ""
    except ChainError as error:
        return [], str(error)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.lists(WORDS, max_size=4).map(" ".join)).map(" > ".join)))
def test_4_any_text_gives_layers_or_one_sentence(text: str) -> None:
    pieces, sentence = understood(text)
    assert bool(pieces) != bool(sentence)
    assert sentence == "" or sentence.endswith((".", "?"))
    for piece in pieces:
        entry = find_layer(piece.class_name)
        assert entry is not None
        for field in entry.target.fields():
            if field.name in piece.values:
                assert field.check(piece.values[field.name]) == piece.values[field.name]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["conv 8", "bn", "relu", "drop 0.1", "flat", "d 3"]), min_size=1, max_size=6))
def test_4_a_chain_is_built_as_typed_and_taken_back_whole(parts: list[str]) -> None:
    from layerloom_studio.document import Project

    project = Project()
    pieces = parse_chain(" > ".join(parts))
    building = chain(project, pieces)
    inverse = project.apply(building.edit)
    nodes = project.architecture.nodes
    assert list(nodes) == list(building.nodes)
    assert [project.spec(node).class_name for node in nodes] == [piece.class_name for piece in pieces]
    for above, below in pairwise(building.nodes):
        assert [ref.node for ref in nodes[below].inputs] == [above]
        assert project.positions[below][1] > project.positions[above][1]
    project.apply(inverse)
    assert not project.architecture.nodes
    assert not project.architecture.layers


def test_4_every_layer_is_found_by_each_of_its_names() -> None:
    for entry in layer_entries():
        assert find_layer(entry.name) is entry
        for name in names_of(entry):
            assert entry in search(name)[:6], name


def test_4_search_forgives_and_ranks() -> None:
    assert search("c")[0].name == "Conv2D"
    assert search("mxpl")[0].name == "MaxPooling2D"
    assert search("", "Convolution")[0].name == "BatchNormalization"
    assert search("", "Input")[0].name == "Conv2D"
    assert search("zzzz") == []
    assert all(any(name.startswith("c") for name in names_of(entry)) for entry in search("c"))
    assert match_score("conv", "conv") > match_score("conv", "conv2d") > match_score("cv", "conv") > 0.0
