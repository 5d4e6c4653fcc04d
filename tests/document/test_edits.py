"""Every edit does what it says, and its inverse puts everything back as it was, order included."""

from __future__ import annotations

import pytest

from layerloom.graph import Architecture, LayerSpec, Ref
from layerloom_studio.document import Content
from layerloom_studio.document.content import Edge
from layerloom_studio.document.edits import (
    AddNode,
    Connect,
    Disconnect,
    EditError,
    Group,
    MoveNodes,
    Paste,
    RemoveNodes,
    Rename,
    ReplaceAll,
    SetConfig,
    SetOutputs,
    SetSettings,
    merge_key,
)


@pytest.fixture
def net(drawing):
    """An input, two dense layers, a skip connection around the second, and an Add."""
    drawing.chain("InputLayer", "Dense", "Dense", "Add")
    drawing.connect("dense", "add")
    return drawing


_EDITS = {
    "add": AddNode(LayerSpec("Dense", "new", {"units": 4, "name": "new"}), (10.0, 20.0), (Ref("dense"),)),
    "remove": RemoveNodes(("dense", "dense_1")),
    "remove with a bridge": RemoveNodes(("dense_1",), {"add": (Ref("input_layer"), Ref("dense"))}),
    "connect": Connect(Ref("input_layer"), "add"),
    "replace": Connect(Ref("input_layer"), "dense_1", replaces=0),
    "disconnect": Disconnect((Edge("dense_1", 0, "add", 0), Edge("input_layer", 0, "dense", 0))),
    "config": SetConfig("dense", {"units": 7, "activation": "relu"}),
    "config removed": SetConfig("dense", {}, removed=("units",)),
    "move": MoveNodes({"dense": (1.0, 2.0), "add": (3.0, 4.0)}),
    "rename": Rename("dense", "hidden"),
    "outputs": SetOutputs((Ref("add"), Ref("dense"))),
    "data": SetSettings("data", {"source": "iris"}),
    "callbacks": SetSettings("callbacks", [{"class_name": "TerminateOnNaN", "config": {}}]),
    "replace all": ReplaceAll(Content()),
    "group": Group((Rename("dense", "hidden"), RemoveNodes(("dense_1",)), MoveNodes({"add": (0.0, 0.0)}))),
}


@pytest.mark.parametrize("edit", _EDITS.values(), ids=_EDITS.keys())
def test_the_inverse_restores_everything_and_the_edit_can_be_made_again(net, edit):
    before = net.text()
    inverse = net.project.apply(edit)
    after = net.text()
    assert after != before
    inverse.apply(net.project)
    assert net.text() == before
    edit.apply(net.project)
    assert net.text() == after


@pytest.mark.parametrize("edit", _EDITS.values(), ids=_EDITS.keys())
def test_the_index_of_connections_follows_every_edit(net, edit):
    net.project.apply(edit)
    project = net.project
    for node in project.architecture.nodes:
        expected = {edge for edge in project.edges() if edge.source == node}
        assert set(project.out_edges(node)) == expected
    assert set(project.positions) == set(project.architecture.nodes)


def test_an_added_node_is_wired(net):
    net.project.apply(_EDITS["add"])
    assert net.inputs("new") == ["dense"]
    assert net.project.positions["new"] == (10.0, 20.0)


def test_removing_a_node_takes_its_connections_and_its_layer_along(net):
    net.project.apply(RemoveNodes(("dense",)))
    assert net.inputs("dense_1") == []
    assert net.inputs("add") == ["dense_1"]
    assert "dense" not in net.project.architecture.layers


def test_disconnecting_keeps_the_order_of_the_other_inputs(net):
    net.project.apply(Connect(Ref("input_layer"), "add"))
    net.project.apply(Disconnect((Edge("dense", 0, "add", 1),)))
    assert net.inputs("add") == ["dense_1", "input_layer"]


def test_a_renamed_layer_keeps_its_node_its_place_and_its_config(net):
    net.project.apply(Rename("dense", " hidden "))
    assert list(net.project.architecture.layers) == ["input_layer", "hidden", "dense_1", "add"]
    assert net.project.spec("dense").config["name"] == "hidden"


@pytest.mark.parametrize("name", ["", "  ", "add", "a/b"])
def test_bad_names_are_refused_and_nothing_changes(net, name):
    before = net.text()
    with pytest.raises(EditError):
        net.project.apply(Rename("dense", name))
    assert net.text() == before


@pytest.mark.parametrize(
    "edit",
    [
        Connect(Ref("nobody"), "add"),
        Connect(Ref("dense"), "nobody"),
        Connect(Ref("dense"), "add", replaces=9),
        SetConfig("nobody", {"units": 1}),
        MoveNodes({"nobody": (0.0, 0.0)}),
        RemoveNodes(("nobody",)),
        AddNode(LayerSpec("Dense", "dense", {}), (0.0, 0.0)),
        SetOutputs((Ref("nobody"),)),
    ],
)
def test_edits_of_what_is_not_there_change_nothing(net, edit):
    before = net.text()
    with pytest.raises(EditError):
        net.project.apply(edit)
    assert net.text() == before


def test_a_group_that_fails_takes_its_first_edits_back(net):
    before = net.text()
    with pytest.raises(EditError):
        net.project.apply(Group((Rename("dense", "hidden"), Rename("nobody", "x"))))
    assert net.text() == before


def test_a_paste_gets_fresh_names_and_keeps_its_inner_connections(net):
    piece = net.project.content()
    net.project.apply(Paste(piece.architecture, piece.positions))
    assert net.inputs("dense_2") == ["input_layer_1"]
    assert net.inputs("add_1") == ["dense_3", "dense_2"]
    assert net.project.spec("dense_2").config["name"] == "dense_2"


def test_settings_are_copied_in(net):
    value = {"source": "iris"}
    net.project.apply(SetSettings("data", value))
    value["source"] = "wine"
    assert net.project.data == {"source": "iris"}


# -- outputs of the model --------------------------------------------------------------------------------------


def test_the_ends_of_the_drawing_are_its_outputs(drawing):
    drawing.chain("InputLayer", "Dense")
    assert drawing.outputs == ["dense"]
    drawing.chain("Dense")
    assert drawing.outputs == ["dense_1"]
    drawing.add("Dense")
    assert drawing.outputs == ["dense_1"]
    drawing.connect("dense", "dense_2")
    assert drawing.outputs == ["dense_1", "dense_2"]


def test_an_output_chosen_in_the_middle_stays_one(net):
    net.project.apply(SetOutputs((Ref("dense"), Ref("add"))))
    net.add("Dense")
    net.connect("dense", "dense_2")
    assert net.outputs == ["dense", "add", "dense_2"]


def test_a_cut_off_end_is_no_output(drawing):
    drawing.chain("InputLayer", "Dense", "Dense")
    drawing.project.apply(Disconnect((Edge("dense", 0, "dense_1", 0),)))
    assert drawing.outputs == ["dense"]


# -- merging and events ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "first, second, merges",
    [
        (MoveNodes({"a": (0, 0), "b": (1, 1)}), MoveNodes({"b": (5, 5), "a": (2, 2)}), True),
        (MoveNodes({"a": (0, 0)}), MoveNodes({"b": (0, 0)}), False),
        (SetConfig("a", {"units": 1}), SetConfig("a", {"units": 12}), True),
        (SetConfig("a", {"units": 1}), SetConfig("a", {"rate": 12}), False),
        (SetConfig("a", {"units": 1}), SetConfig("b", {"units": 1}), False),
        (SetSettings("data", {}, "seed"), SetSettings("data", {"seed": 1}, "seed"), True),
        (SetSettings("data", {}), SetSettings("data", {"seed": 1}), False),
        (Rename("a", "b"), Rename("b", "c"), False),
    ],
)
def test_only_edits_of_the_same_thing_have_the_same_key(first, second, merges):
    assert (merge_key(first) is not None and merge_key(first) == merge_key(second)) == merges


def test_events_tell_what_changed_and_the_analysis_is_announced_once(net):
    heard = []
    project = net.project
    project.edge_removed.connect(lambda edge: heard.append(("edge_removed", edge.source, edge.target)))
    project.node_removed.connect(lambda node: heard.append(("node_removed", node)))
    project.edge_added.connect(
        lambda edge: heard.append(("edge_added", edge.source, edge.target, edge.index))
    )
    project.analysis_changed.connect(lambda: heard.append(("analysis_changed",)))
    project.apply(RemoveNodes(("dense_1",)))
    assert heard == [
        ("edge_removed", "dense_1", "add"),
        ("edge_removed", "dense", "add"),
        ("edge_removed", "dense", "dense_1"),
        ("node_removed", "dense_1"),
        ("edge_added", "dense", "add", 0),
        ("analysis_changed",),
    ]


def test_a_move_leaves_the_analysis_alone(net):
    heard = []
    analysis = net.project.analysis
    net.project.nodes_moved.connect(lambda nodes: heard.append(nodes))
    net.project.apply(MoveNodes({"dense": (9.0, 9.0)}))
    assert heard == [("dense",)]
    assert net.project.analysis is analysis


def test_a_rename_and_a_setting_are_told_to_all_calls(net):
    heard = []
    net.project.renamed.connect(lambda old, new: heard.append((old, new)))
    net.project.node_changed.connect(lambda node: heard.append(node))
    net.project.config_changed.connect(lambda layer: heard.append(f"config of {layer}"))
    net.project.apply(Rename("dense", "hidden"))
    net.project.apply(SetConfig("hidden", {"units": 3}))
    assert heard == [("dense", "hidden"), "dense", "config of hidden", "dense"]


def test_25_removing_many_layers_looks_through_the_drawing_once(drawing, monkeypatch):
    drawing.chain("InputLayer", *["Dense"] * 30)
    looked = []
    for name in ("calls", "calls_by_layer"):
        usual = getattr(Architecture, name)
        monkeypatch.setattr(Architecture, name, lambda *given, usual=usual: looked.append(1) or usual(*given))
    drawing.project.apply(RemoveNodes(tuple(drawing.project.architecture.nodes)))
    assert drawing.project.architecture.layers == {}
    assert len(looked) <= 2
