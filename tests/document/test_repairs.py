"""Repairs: every one that is offered solves its problem, breaks nothing and can be taken back."""

from __future__ import annotations

import pytest

from layerloom.graph import Ref
from layerloom_studio.document.advice import Expected, advice
from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import Piece, parse_chain
from layerloom_studio.document.edits import Connect, SetConfig, SetSettings
from layerloom_studio.document.nesting import grouping
from layerloom_studio.document.repairs import repairs


def drawn(drawing, text: str):
    """Draw a typed chain."""
    drawing.project.apply(chain(drawing.project, parse_chain(text)).edit)
    return drawing.project


def titles(project, problem) -> list[str]:
    """Titles of the repairs of a problem, after each was made and taken back."""
    found = repairs(project, problem)
    before = [(p.kind, p.nodes) for p in project.analysis.problems]
    for repair in found:
        inverse = project.apply(repair.edit)
        if not problem.kind.startswith("output_"):
            after = [(p.kind, p.nodes[:1]) for p in project.analysis.problems]
            assert (problem.kind, problem.nodes[:1]) not in after, repair.title
        project.apply(inverse)
        assert [(p.kind, p.nodes) for p in project.analysis.problems] == before
    return [repair.title for repair in found]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("in 784 > conv 8", "Insert Reshape to 28 × 28 × 1 before conv2d"),
        ("in 3072 > conv 8", "Insert Reshape to 32 × 32 × 3 before conv2d"),
        ("in 28x28 > conv 8", "Insert Reshape to 28 × 28 × 1 before conv2d"),
        ("in 28x28x1 > flat > conv 8", "Remove flatten"),
        ("in 3x3x1 > conv 8 5", "Set the padding of conv2d to same"),
        ("in 4x4x1 > pool > pool > pool", "Set the padding of max_pooling2d_2 to same"),
        ("in 4x4x1 > pool > pool > pool", "Remove max_pooling2d_2"),
        ("in 10 > emb 10 3 > pool", "Insert Reshape to 10 × 3 × 1 before max_pooling2d"),
    ],
)
def test_n2_shapes_that_do_not_fit_are_repaired(drawing, text, expected):
    project = drawn(drawing, text)
    assert expected in titles(project, project.analysis.problems[0])


@pytest.mark.parametrize(
    "text, expected",
    [
        ("in 4x4x1 > pool > pool > pool > pool > flat > dense 3", "Set the padding of 2 layers to same"),
        (
            "in 4x4x1 > pool > pool > conv 8 3 > relu > pool > pool > flat",
            "Set the padding of 3 layers to same",
        ),
        ("in 4x4x1 > pool > pool > pool > flat > dense 3", "Set the padding of max_pooling2d_2 to same"),
        ("in 4x4x1 > pool > pool > pool > conv 8 1 > flat", "Set the padding of max_pooling2d_2 to same"),
    ],
)
def test_n2_windows_behind_one_another_are_padded_together(drawing, text, expected):
    project = drawn(drawing, text)
    problem = project.analysis.problems[0]
    assert titles(project, problem)[0] == expected
    project.apply(repairs(project, problem)[0].edit)
    assert project.analysis.errors == []


def test_n2_a_join_of_unequal_branches_is_repaired(drawing):
    project = drawn(drawing, "in 28x28x1 > conv 8 > conv 16")
    project.apply(chain(project, [Piece("Add")], ["conv2d", "conv2d_1"]).edit)
    found = titles(project, project.analysis.problems[0])
    assert "Insert Conv2D 1×1 with 8 filters after conv2d_1" not in found  # one cannot grow an image so
    project.apply(SetConfig("conv2d_1", {"padding": "same"}))
    found = titles(project, project.analysis.problems[0])
    assert "Insert Conv2D 1×1 with 16 filters after conv2d" in found


@pytest.mark.parametrize(
    "join, channels, expected",
    [
        (
            "Add",
            8,
            ["Insert Resizing to 14 × 14 after conv2d", "Insert Resizing to 28 × 28 after max_pooling2d"],
        ),
        ("Concatenate", 4, ["Insert Resizing to 14 × 14 after conv2d"]),
        ("Add", 4, []),  # another size alone does not make 4 channels of 8
        ("Add", 1, ["Insert Resizing to 14 × 14 after conv2d"]),  # one channel goes with any
    ],
)
def test_n2_branches_of_different_sides_are_resized(drawing, join, channels, expected):
    project = drawn(drawing, "in 28x28x8 > conv 8 same")
    project.apply(SetConfig("conv2d", {"filters": channels}))
    project.apply(chain(project, [Piece("MaxPooling2D")], ["input_layer"]).edit)
    project.apply(chain(project, [Piece(join)], ["conv2d", "max_pooling2d"]).edit)
    found = titles(project, project.analysis.problems[0])
    resized = [title for title in found if "Resizing" in title]
    assert resized[: len(expected)] == expected
    assert bool(resized) == bool(expected)


def test_n2_a_group_that_was_made_for_another_size_gets_pictures_of_that(drawing):
    project = drawn(drawing, "in 28x28x1 > conv 4 > flat > dense 3")
    project.apply(grouping(project, ["conv2d", "flatten", "dense"]))
    project.apply(SetConfig("input_layer", {"batch_shape": [None, 32, 32, 1]}))
    found = titles(project, project.analysis.problems[0])
    assert "Insert Resizing to 28 × 28 before group" in found


def test_n2_padding_evens_the_branches_of_a_join(drawing):
    project = drawn(drawing, "in 28x28x8 > conv 8")
    project.apply(chain(project, [Piece("Add")], ["input_layer", "conv2d"]).edit)
    assert titles(project, project.analysis.problems[0])[0] == "Set the padding of conv2d to same"


def test_n2_a_missing_input_is_connected_to_what_fits(drawing):
    project = drawn(drawing, "in 28x28x1 > flat")
    project.apply(chain(project, parse_chain("conv 8 > relu"), None).edit)
    problem = next(p for p in project.analysis.problems if p.kind == "missing_input")
    found = titles(project, problem)
    assert "Connect input_layer to conv2d" in found
    assert "Connect flatten to conv2d" not in found


def test_n2_too_many_inputs_are_joined(drawing):
    project = drawn(drawing, "in 28x28x1 > conv 8 > relu")
    project.apply(Connect(Ref("input_layer"), "re_lu"))
    found = titles(project, project.analysis.problems[0])
    assert "Join the inputs of re_lu by Concatenate" not in found  # 28 × 28 and 26 × 26 cannot be joined
    project.apply(SetConfig("conv2d", {"padding": "same"}))
    found = titles(project, project.analysis.problems[0])
    assert found[0] == "Join the inputs of re_lu by Concatenate"


def test_n2_a_circle_is_opened(drawing):
    project = drawn(drawing, "in 5 > add > dense 5")
    project.apply(Connect(Ref("dense"), "add"))
    problem = next(p for p in project.analysis.problems if p.kind == "cycle")
    assert titles(project, problem) == ["Remove the connection dense → add"] or titles(project, problem)


def test_n2_a_drawing_without_input_gets_one_of_the_datas_shape(drawing):
    project = drawn(drawing, "conv 8 > flat > dense 10")
    problem = next(p for p in project.analysis.problems if p.kind == "no_input")
    assert titles(project, problem)[0] == "Add an Input of 8 × 8 × 1"


def test_n2_a_wrong_setting_is_set_back(drawing):
    project = drawn(drawing, "in 5 > dense 3")
    project.apply(SetConfig("dense", {"units": -1}))
    assert titles(project, project.analysis.problems[0])[0] == "Set units of dense to 32"


@pytest.mark.parametrize(
    "values, shape", [({"groups": 3, "filters": 16}, "8x8x1"), ({"groups": 2, "filters": 4}, "8x8x3")]
)
def test_n2_settings_that_do_not_go_together_get_their_defaults(drawing, values, shape):
    project = drawn(drawing, f"in {shape} > conv 4")
    project.apply(SetConfig("conv2d", values))
    problem = project.analysis.problems[0]
    assert "groups=" in problem.message
    found = {repair.title: repair.edit for repair in repairs(project, problem)}
    project.apply(found["Set groups of conv2d to 1"])
    assert project.analysis.problems == []


def test_n2_a_loose_layer_is_connected_or_removed(drawing):
    project = drawn(drawing, "in 5 > dense 3")
    drawing.add("Dropout", (300.0, 0.0))
    found = titles(project, project.analysis.problems[0])
    assert found[0] == "Connect dense to dropout"
    assert "Remove dropout" in found


def test_n2_what_works_is_connected_before_what_is_broken_itself(drawing):
    project = drawn(drawing, "in 8x8x1 > conv 4 > lstm 8")
    drawing.add("Dropout", (300.0, 0.0))
    problem = next(p for p in project.analysis.problems if p.kind == "loose")
    assert titles(project, problem)[0] == "Connect input_layer to dropout"


@pytest.mark.parametrize(
    "text, kind, repair",
    [
        ("in 8x8x1 > conv 4 > dense 10 softmax", "output_shape", "Insert Flatten before dense"),
        ("in 8x8x1 > flat > dense 12 softmax", "output_units", "Set the units of dense to 10"),
        ("in 8x8x1 > flat > dense 10", "output_activation", "Set the activation of dense to softmax"),
        ("in 8x8x1 > flat > dense 12 > softmax", "output_units", "Set the units of dense to 10"),
        ("in 8x8x1 > flat", "output_units", "Add Dense 10 after flatten"),
        ("in 8x8x1 > conv 4", "output_shape", "Add GlobalAveragePooling2D + Dense 10 after conv2d"),
        ("in 8x8x1 > conv 4", "output_shape", "Add Flatten + Dense 10 after conv2d"),
        (
            "in 8x8x1 > flat > dense 10 > sigmoid",
            "output_activation",
            "Set the activation of activation to softmax",
        ),
    ],
)
def test_38_the_output_is_checked_against_data_and_loss(drawing, text, kind, repair):
    project = drawn(drawing, text)
    problem = next(p for p in advice(project) if p.kind == kind)
    found = repairs(project, problem)
    assert repair in [one.title for one in found]
    project.apply(next(one for one in found if one.title == repair).edit)
    assert kind not in {p.kind for p in advice(project)}


def test_34_and_38_an_end_that_became_an_output_by_mistake_is_told(drawing):
    project = drawn(drawing, "in 8x8x1 > flat > dense 10 softmax")
    project.apply(chain(project, parse_chain("conv 4"), ["input_layer"]).edit)
    (problem,) = advice(project)
    assert (problem.kind, problem.nodes, problem.severity) == ("output_extra", ("conv2d",), "warning")
    assert "'conv2d'" in problem.message and "(6, 6, 4)" in problem.message
    (found,) = repairs(project, problem)
    assert found.title == "Remove conv2d"
    project.apply(found.edit)
    assert advice(project) == []


def test_34_outputs_that_are_meant_need_no_advice(drawing):
    project = drawn(drawing, "in 8x8x1 > flat > dense 10 softmax")
    project.apply(chain(project, parse_chain("dense 10 softmax"), ["flatten"]).edit)
    assert advice(project) == []  # both learn the class
    project.apply(chain(project, parse_chain("conv 4"), ["input_layer"]).edit)
    losses = {"output_losses": {"conv2d": "mse"}}
    project.apply(SetSettings("training", {**project.training, **losses}))
    assert advice(project) == []


def test_38_a_fitting_output_needs_no_advice(drawing):
    project = drawn(drawing, "in 8x8x1 > flat > dense 10 > softmax")
    assert advice(project) == []
    assert [p.kind for p in advice(project, Expected(3, None, "softmax"))] == ["output_units"]


def test_38_logits_and_other_losses_need_no_activation(drawing):
    project = drawn(drawing, "in 8x8x1 > flat > dense 10")
    loss = {"class_name": "SparseCategoricalCrossentropy", "config": {"from_logits": True}}
    for value in (loss, "mse"):
        project.apply(SetSettings("training", {**project.training, "loss": value}))
        assert advice(project) == []
