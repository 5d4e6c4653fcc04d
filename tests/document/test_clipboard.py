"""Copy and paste by Keras JSON text."""

from __future__ import annotations

import json

import pytest

from layerloom.graph.plain_json import MAX_VALUES
from layerloom_studio.document.clipboard import copy_text, paste_edit
from layerloom_studio.document.edits import EditError, MoveNodes


@pytest.fixture
def net(drawing):
    return drawing.chain("InputLayer", "Dense", "Dropout")


def test_a_copy_is_keras_json_with_the_connections_inside(net):
    data = json.loads(copy_text(net.project, ["dense", "dropout"]))
    assert data["class_name"] == "Functional"
    assert [layer["name"] for layer in data["config"]["layers"]] == ["dense", "dropout"]
    assert set(data["canvas"]["nodes"]) == {"dense", "dropout"}


def test_a_paste_is_shifted_and_wired_inside_only(net):
    edit = paste_edit(copy_text(net.project, ["dense", "dropout"]), shift=(24.0, 12.0))
    net.project.apply(edit)
    assert net.inputs("dense_1") == []
    assert net.inputs("dropout_1") == ["dense_1"]
    x, y = net.project.positions["dense"]
    assert net.project.positions["dense_1"] == (x + 24.0, y + 12.0)


def test_a_paste_goes_where_it_is_told(net):
    net.project.apply(MoveNodes({"dense": (500.0, 300.0), "dropout": (600.0, 400.0)}))
    edit = paste_edit(copy_text(net.project, ["dense", "dropout"]), at=(0.0, 0.0))
    assert min(x for x, _ in edit.positions.values()) == 0.0
    assert min(y for _, y in edit.positions.values()) == 0.0


def test_any_keras_model_can_be_pasted(net):
    layers = [
        {"class_name": "InputLayer", "config": {"batch_shape": [None, 4], "name": "in"}},
        {"class_name": "Dense", "config": {"units": 2, "name": "out"}},
    ]
    text = json.dumps({"class_name": "Sequential", "config": {"name": "small", "layers": layers}})
    net.project.apply(paste_edit(text))
    assert net.inputs("out") == ["in"]


def test_10_layers_in_a_list_follow_each_other(net):
    listed = [{"class_name": "Dense", "config": {"units": 2}}, {"class_name": "ReLU", "config": {}}]
    net.project.apply(paste_edit(json.dumps(listed)))
    added = list(net.project.architecture.nodes)[-2:]
    assert [net.project.spec(node).class_name for node in added] == ["Dense", "ReLU"]
    assert net.inputs(added[1]) == [added[0]]


def tensor(name):
    return {"class_name": "__keras_tensor__", "config": {"shape": [None, 2], "keras_history": [name, 0, 0]}}


@pytest.mark.parametrize(
    "calls",
    [
        [
            [{"args": [tensor("outside")], "kwargs": {}}],
            [{"args": [tensor("first")], "kwargs": {}}],
            [{"args": [[tensor("first"), tensor("second"), tensor("beside")]], "kwargs": {}}],
        ],
        [
            [[["outside", 2, 0, {}]]],
            [[["first", 0, 0, {}]]],
            [[["first", 0, 0, {}], ["second", 0, 0, {}], ["beside", 0, 0, {}]]],
        ],
    ],
    ids=["Keras 3", "Keras 2"],
)
def test_10_layers_in_a_list_that_tell_their_connections_keep_them(net, calls):
    listed = [
        {"class_name": kind, "config": {"name": name, **config}, "inbound_nodes": inbound}
        for (kind, name, config), inbound in zip(
            [("Dense", "first", {"units": 2}), ("Dense", "second", {"units": 2}), ("Add", "sum", {})],
            calls,
            strict=True,
        )
    ]
    net.project.apply(paste_edit(json.dumps(listed)))
    assert {node: net.inputs(node) for node in ("first", "second", "sum")} == {
        "first": [],  # what it took stays outside
        "second": ["first"],
        "sum": ["first", "second"],
    }


def test_10_the_mark_that_editors_put_before_a_text_is_no_mistake(net):
    net.project.apply(paste_edit('\ufeff{"class_name": "Dense", "config": {"units": 2, "name": "head"}}'))
    net.project.apply(
        paste_edit('\n \n\ufeff{"class_name": "Dense", "config": {"units": 2, "name": "tail"}}')
    )
    assert {"head", "tail"} <= set(net.project.architecture.layers)


def test_10_a_text_of_too_many_values_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(json, "loads", lambda text: pytest.fail("it was read"))
    with pytest.raises(EditError, match=f"more than {MAX_VALUES} values"):
        paste_edit("[" + "0," * (MAX_VALUES + 1) + "0]")


def test_10_json_that_breaks_off_is_told_with_its_line():
    with pytest.raises(EditError, match="breaks off or is wrong in line 2"):
        paste_edit('{"class_name": "Dense",\n "config": {"units": 2}')


@pytest.mark.parametrize(
    "text", ["", "hello", "[1]", "{}", '{"class_name": "Functional", "config": {"layers": []}}']
)
def test_other_text_is_refused_in_one_sentence(text):
    with pytest.raises(EditError) as caught:
        paste_edit(text)
    assert str(caught.value).endswith(".")


def test_row_10_and_19_notes_go_along_with_the_layers_they_stand_at(drawing):
    from layerloom_studio.document.notes import adding_note

    drawing.chain("InputLayer", "Dense", "Dropout")
    x, y = drawing.project.positions["dense"]
    drawing.project.apply(adding_note(drawing.project, "wide enough", (x + 240.0, y)))
    before = drawing.text()
    text = copy_text(drawing.project, ["dense"])
    inverse = drawing.project.apply(paste_edit(text, shift=(24.0, 24.0)))
    assert [note["text"] for note in drawing.project.notes] == ["wide enough"] * 2
    assert drawing.project.notes[1]["x"] == drawing.project.notes[0]["x"] + 24.0
    drawing.project.apply(inverse)
    assert drawing.text() == before
    drawing.project.apply(paste_edit(copy_text(drawing.project, ["dropout"])))
    assert len(drawing.project.notes) == 1


def test_row_10_and_19_a_note_alone_is_copied(drawing):
    from layerloom_studio.document.notes import adding_note

    drawing.project.apply(adding_note(drawing.project, "to do", (0.0, 0.0)))
    edit = paste_edit(copy_text(drawing.project, (), [0]), at=(96.0, 48.0))
    inverse = drawing.project.apply(edit)
    assert drawing.project.notes[1] == {"text": "to do", "x": 96.0, "y": 48.0}
    drawing.project.apply(inverse)
    assert len(drawing.project.notes) == 1


def test_row_16_a_copied_group_keeps_the_places_inside(drawing):
    from layerloom_studio.document.edits import MoveNodes
    from layerloom_studio.document.nesting import grouping

    drawing.chain("InputLayer", "Dense", "Dropout", "Dense")
    drawing.project.apply(MoveNodes({"dropout": (480.0, 240.0)}))
    drawing.project.apply(grouping(drawing.project, ["dense", "dropout"]))
    before = drawing.text()
    inverse = drawing.project.apply(paste_edit(copy_text(drawing.project, ["group"])))
    drawing.project.open_groups(["group_1"])
    assert drawing.project.positions["dropout"] == (480.0, 240.0)
    drawing.project.open_groups(())
    drawing.project.apply(inverse)
    assert drawing.text() == before


def test_10_a_single_layer_as_keras_writes_it_can_be_pasted(drawing):
    text = json.dumps(
        {"module": "keras.layers", "class_name": "Dense", "config": {"units": 5, "name": "head"}}
    )
    edit = paste_edit(text, at=(24.0, 48.0))
    drawing.project.apply(edit)
    assert drawing.project.spec("head").config["units"] == 5
    assert drawing.project.positions["head"] == (24.0, 48.0)
