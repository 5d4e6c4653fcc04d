"""Rows of gui.md, section 1, that hold in the document itself, without a window; the number is that of the row."""

from __future__ import annotations

import pytest

from layerloom_studio.document import Project
from layerloom_studio.document.advice import all_problems
from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.cost import total_cost
from layerloom_studio.document.edits import Group, SetConfig
from layerloom_studio.document.whatif import what_if


@pytest.fixture
def net(drawing):
    project = drawing.project
    project.apply(chain(project, parse_chain("in 8x8x1 > conv 4 > conv 8 > flat > dense 10 softmax")).edit)
    assert project.analysis.problems == []
    return drawing


def shapes(project: Project) -> dict[str, tuple]:
    return {node: tuple(info.output_shapes or ()) for node, info in project.analysis.nodes.items()}


def test_row_25_an_edit_among_a_thousand_layers_tells_of_its_own_alone(drawing):
    project = drawing.project
    for part in (["in 4", *["dense 4"] * 499], ["dense 4"] * 500):
        project.apply(chain(project, parse_chain(" > ".join(part))).edit)
    assert len(project.architecture.nodes) == 1000
    assert project.analysis.problems == []
    told: list[str] = []
    project.node_changed.connect(told.append)
    project.node_added.connect(told.append)
    project.node_removed.connect(told.append)
    project.apply(SetConfig("dense_500", {"activation": "relu"}))
    assert told == ["dense_500"]


def test_row_27_shapes_follow_every_edit(net):
    project = net.project
    assert shapes(project)["flatten"] == ((None, 4 * 4 * 8),)
    inverse = project.apply(SetConfig("conv2d", {"padding": "same"}))
    assert shapes(project)["conv2d"] == ((None, 8, 8, 4),)
    assert shapes(project)["flatten"] == ((None, 6 * 6 * 8),)
    project.apply(inverse)
    assert shapes(project)["flatten"] == ((None, 4 * 4 * 8),)


def test_row_32_one_list_holds_every_problem_with_its_layer(net):
    net.add("Dropout", (900.0, 0.0))
    net.project.apply(SetConfig("conv2d_1", {"kernel_size": 9}))
    problems = all_problems(net.project)
    assert {problem.nodes[0] for problem in problems} == {"conv2d_1", "dropout"}


def test_row_33_a_message_names_both_layers_and_both_shapes(net):
    net.project.apply(SetConfig("conv2d_1", {"kernel_size": 9}))
    (message,) = (problem.message for problem in net.project.analysis.errors)
    for part in ("conv2d_1", "'conv2d'", "9", "(None, 6, 6, 4)"):
        assert part in message


def test_row_35_warnings_stand_apart_from_errors_and_both_are_sentences(net):
    net.add("Dropout", (900.0, 0.0))
    net.project.apply(SetConfig("conv2d_1", {"kernel_size": 9}))
    problems = all_problems(net.project)
    assert [problem.severity for problem in problems] == ["error", "warning"]
    assert all(problem.message.endswith(".") and ":" in problem.message for problem in problems)


def test_n4_a_change_of_several_layers_is_foreseen_downstream(net):
    both = Group((SetConfig("conv2d", {"padding": "same"}), SetConfig("conv2d_1", {"padding": "same"})))
    outlook = what_if(net.project, both)
    assert outlook is not None
    assert outlook.shapes["conv2d_1"] == ((None, 8, 8, 8),)
    assert outlook.shapes["flatten"] == ((None, 512),)
    assert not outlook.broken
    wide = Group(tuple(SetConfig(layer, {"kernel_size": 7}) for layer in ("conv2d", "conv2d_1")))
    broken = what_if(net.project, wide)
    assert broken is not None
    assert list(broken.broken) == ["conv2d_1"]
    assert shapes(net.project)["flatten"] == ((None, 128),), "nothing has changed yet"


def test_n11_the_cost_of_an_edit_is_known_before_it_is_made(net):
    now = total_cost(net.project)
    outlook = what_if(net.project, SetConfig("dense", {"units": 20}))
    assert outlook is not None
    assert outlook.analysis.parameters == now.parameters + 10 * 129
    net.project.apply(SetConfig("dense", {"units": 20}))
    after = total_cost(net.project)
    assert after.parameters == outlook.analysis.parameters
    assert after.multiply_adds == now.multiply_adds + 10 * 128
    assert after.weight_bytes == now.weight_bytes + 4 * 10 * 129
