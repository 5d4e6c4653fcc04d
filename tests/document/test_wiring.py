"""The rules of connecting, appending and closing gaps."""

from __future__ import annotations

import pytest

from layerloom.graph import Ref
from layerloom_studio.document.edits import EditError
from layerloom_studio.document.layout import NODE_HEIGHT, NODE_WIDTH
from layerloom_studio.document.wiring import addition, appending, connection, free_place, refusal, removal


@pytest.fixture
def net(drawing):
    """input_layer - dense - dense_1, and a loose dropout."""
    drawing.chain("InputLayer", "Dense", "Dense")
    drawing.add("Dropout", (600.0, 0.0))
    return drawing


@pytest.mark.parametrize(
    "source, target, reason",
    [
        ("dropout", "input_layer", "input_layer is an input of the model"),
        ("dense", "dense", "cannot feed itself"),
        ("dense_1", "dense", "already leads to dense_1, so that would make a cycle"),
        ("dense", "dense_1", "dense already feeds dense_1"),
    ],
)
def test_row_05_a_wrong_connection_is_refused_with_the_reason(net, source, target, reason):
    found = refusal(net.project, Ref(source), target)
    assert found is not None
    assert reason in found
    with pytest.raises(EditError, match=reason):
        connection(net.project, Ref(source), target)


def test_a_free_input_is_connected(net):
    found = connection(net.project, Ref("dense_1"), "dropout")
    assert found.replaced is None
    net.project.apply(found.edit)
    assert net.inputs("dropout") == ["dense_1"]


def test_a_full_input_is_replaced(net):
    found = connection(net.project, Ref("dropout"), "dense_1")
    assert found.replaced is not None
    assert found.replaced.source == "dense"
    net.project.apply(found.edit)
    assert net.inputs("dense_1") == ["dropout"]


def test_a_merging_layer_takes_any_number(net):
    add = net.add("Add")
    for source in ("dense", "dense_1", "dense"):
        assert connection(net.project, Ref(source), add).replaced is None
        net.connect(source, add)
    assert net.inputs(add) == ["dense", "dense_1", "dense"]


# -- appending ---------------------------------------------------------------------------------------------------


def test_the_first_layer_stands_at_the_origin_unwired(drawing):
    edit = appending(drawing.project, "Dense")
    assert edit.inputs == ()
    assert edit.position == (0.0, 0.0)


def test_row_03_a_layer_goes_below_the_selected_one_and_is_fed_by_it(net):
    edit = appending(net.project, "Dense", ["dense_1"])
    assert edit.inputs == (Ref("dense_1"),)
    x, y = net.project.positions["dense_1"]
    assert edit.position[0] == x
    assert edit.position[1] >= y + NODE_HEIGHT


def test_row_03_without_a_selection_it_goes_after_the_newest_open_end(net):
    assert appending(net.project, "Dense").inputs == (Ref("dropout"),)


def test_a_branch_is_placed_beside_what_is_there(net):
    edit = appending(net.project, "Dense", ["dense"])
    x, y = net.project.positions["dense_1"]
    assert edit.position == (x + NODE_WIDTH + 48.0, y)


def test_a_merging_layer_takes_all_that_is_selected(net):
    edit = appending(net.project, "Concatenate", ["dense_1", "dropout"])
    assert edit.inputs == (Ref("dense_1"), Ref("dropout"))


def test_a_second_input_stands_beside_the_first_unwired(net):
    edit = appending(net.project, "InputLayer", ["dense"])
    assert edit.inputs == ()
    assert edit.spec.name == "input_layer_1"
    assert edit.position[0] >= NODE_WIDTH


def test_a_new_layer_starts_with_the_declared_values_as_plain_data(net):
    spec = addition(net.project, "Dense", (0.0, 0.0)).spec
    assert spec.name == "dense_2"
    assert spec.config["units"] == 32
    assert isinstance(addition(net.project, "InputLayer", (0.0, 0.0)).spec.config["batch_shape"], list)


def test_an_unknown_class_is_refused(net):
    with pytest.raises(EditError, match="no layer class 'Nonsense'"):
        addition(net.project, "Nonsense", (0.0, 0.0))


def test_a_free_place_covers_no_node(net):
    net.project.apply(addition(net.project, "Dense", free_place(net.project, (0.0, 0.0))))
    place = free_place(net.project, (0.0, 0.0))
    assert all(
        abs(place[0] - x) >= NODE_WIDTH or abs(place[1] - y) >= NODE_HEIGHT
        for x, y in net.project.positions.values()
    )


# -- closing gaps ------------------------------------------------------------------------------------------------


def test_row_08_the_neighbours_of_a_removed_layer_are_joined(net):
    net.project.apply(removal(net.project, ["dense"]))
    assert net.inputs("dense_1") == ["input_layer"]


def test_a_run_of_removed_layers_is_closed_as_one(net):
    net.connect("dense_1", "dropout")
    net.project.apply(removal(net.project, ["dense", "dense_1"]))
    assert net.inputs("dropout") == ["input_layer"]


def test_a_gap_is_left_when_asked_for(net):
    net.project.apply(removal(net.project, ["dense"], heal=False))
    assert net.inputs("dense_1") == []


def test_row_08_an_ambiguous_gap_is_left_open(net):
    net.connect("dense_1", "dropout")
    add = net.add("Add")
    net.connect("dense", add)
    net.connect("dropout", add)
    net.add("Flatten")
    net.connect(add, "flatten")
    net.project.apply(removal(net.project, [add]))
    assert net.inputs("flatten") == []


def test_closing_a_gap_never_doubles_a_connection(net):
    add = net.add("Add")
    net.connect("dense", add)
    net.connect("dense_1", add)
    net.project.apply(removal(net.project, ["dense_1"]))
    assert net.inputs(add) == ["dense"]


def test_closing_a_gap_keeps_the_place_among_the_inputs(net):
    join = net.add("Concatenate")
    net.connect("dense_1", join)
    net.connect("dropout", join)
    net.project.apply(removal(net.project, ["dense_1"]))
    assert net.inputs(join) == ["dense", "dropout"]
