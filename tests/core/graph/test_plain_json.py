"""JSON from strangers ends in plain data or in one sentence."""

from __future__ import annotations

import json

import numpy as np
import pytest

import layerloom
from layerloom.graph import ArchitectureError, check_plain, format_architecture, parse_architecture, read_json
from layerloom.graph.constants import unpacked
from layerloom.graph.python_code import to_python


def test_plain_json_is_read_from_text_and_bytes():
    expected = {"a": [1, 2.5, "x", True, None]}
    assert read_json('{"a": [1, 2.5, "x", true, null]}') == expected
    assert read_json(b'{"a": [1, 2.5, "x", true, null]}') == expected


def test_a_mark_of_the_byte_order_before_the_text_is_passed_over():
    assert read_json("\ufeff[1]") == read_json("\ufeff[1]".encode()) == [1]


def test_bounds_may_be_endless():
    text = '{"max_value": Infinity, "inbound_nodes": [["x", 0, 0, {"y": -Infinity}]]}'
    assert read_json(text) == {
        "max_value": float("inf"),
        "inbound_nodes": [["x", 0, 0, {"y": float("-inf")}]],
    }


def call(value, kind):
    """The text of a layer that is called with a constant."""
    constant = f'{{"class_name": "__numpy__", "config": {{"value": {value}, "dtype": "{kind}"}}}}'
    return f'{{"inbound_nodes": [{{"args": [{constant}], "kwargs": {{}}}}]}}'


def told(data):
    return data["inbound_nodes"][0]["args"][0]["config"]["value"]


@pytest.mark.parametrize("number, kind", [("1.5", "float32"), ("-7", "int32"), ("9007199254740993", "int64")])
def test_the_many_numbers_of_a_constant_come_as_an_array(number, kind):
    found = read_json(call(f"[{', '.join([number] * 5000)}]", kind))
    assert isinstance(told(found), np.ndarray)
    assert told(unpacked(found)) == [json.loads(number)] * 5000


@pytest.mark.parametrize("among", ['"text"', "[1, 2]", "{}", "1" + "0" * 400])
def test_what_is_no_number_keeps_a_constant_a_list(among):
    assert isinstance(told(read_json(call(f"[{'1, ' * 5000}{among}]", "int32"))), list)


def test_numbers_that_are_no_argument_of_a_call_stay_a_list():
    config = {"dtype": "int32", "value": [1.5] * 5000}
    constant = {"class_name": "__numpy__", "config": config}
    assert read_json(json.dumps({"config": config, "table": constant})) == {
        "config": config,
        "table": constant,
    }
    with pytest.raises(ArchitectureError, match="ndarray"):
        check_plain({"value": np.ones(3)})


@pytest.mark.parametrize("ending", [".keras", ".h5", ".json"])
def test_an_unknown_layer_keeps_its_many_numbers_through_files(tmp_path, ending):
    x = layerloom.Input((4,))
    data = json.loads(layerloom.Model(x, layerloom.layers.Dense(4, name="mine")(x)).to_json())
    layer = data["config"]["layers"][1]
    layer.update(module=None, class_name="Mine", registered_name="own>Mine", build_config=None)
    layer["config"] = {"name": "mine", "trainable": True, "dtype": "float32", "value": [0.5] * 5000}
    model = layerloom.models.model_from_json(json.dumps(data), placeholders=True)
    if ending == ".json":
        again = layerloom.models.model_from_json(model.to_json(), placeholders=True)
    else:
        model.save(tmp_path / f"model{ending}")
        again = layerloom.saving.load_model(tmp_path / f"model{ending}", placeholders=True)
    assert again.get_layer("mine").spec.config["value"] == [0.5] * 5000


@pytest.mark.parametrize("nested", [False, True])
def test_large_constants_go_through_files_unchanged(nested):
    x = layerloom.Input((64,))
    table = np.random.default_rng(0).normal(size=(64, 80)).astype("float32")
    made = layerloom.Model(x, layerloom.ops.matmul(x, table))
    if nested:
        outer = layerloom.Input((64,))
        made = layerloom.Model(outer, layerloom.layers.Dense(3)(made(outer)))
    opened = layerloom.models.model_from_json(made.to_json())
    data = np.ones((2, 64), "float32")
    opened.set_weights(made.get_weights())
    np.testing.assert_array_equal(opened(data), made(data))
    arch = parse_architecture(read_json(made.to_json()))
    assert (
        parse_architecture(read_json(json.dumps(format_architecture(arch)))).nodes.keys() == arch.nodes.keys()
    )


def test_python_code_has_all_numbers_of_a_constant():
    x = layerloom.Input((64,))
    made = layerloom.Model(x, layerloom.ops.matmul(x, np.ones((64, 80), "float32")))
    code = to_python(parse_architecture(read_json(made.to_json())))
    assert code.count("1.0") == 64 * 80


@pytest.mark.parametrize(
    "text, reason",
    [
        ("", "no JSON"),
        ("{", "no JSON"),
        ('{"a": NaN}', "NaN"),
        ('{"a": -Infinity}', "Infinity"),
        ('{"a": 1, "a": 2}', "'a' twice"),
        ("[" * 65 + "]" * 65, "64 levels"),
        ("[" * 100_000, "64 levels"),
        ("9" * 5000, "too long"),
        (b"\xff\xff", "UTF-8"),
        (b'\xff\xfe{\0"', "UTF-16"),
    ],
)
def test_other_text_is_refused_in_one_sentence(text, reason):
    with pytest.raises(ArchitectureError, match=reason) as caught:
        read_json(text)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "data", [{1: 2}, {"a": object()}, {"a": float("nan")}, {"a": b"bytes"}, {"a": {1, 2}}]
)
def test_values_that_are_not_plain_are_refused(data):
    with pytest.raises(ArchitectureError):
        check_plain(data)


@pytest.mark.parametrize(
    "text, words",
    [
        ('{\n"a": 1, // one\n"b": 2}', "JSON has no comments: delete the one in line 2."),
        ('{\n/* one */ "a": 1}', "JSON has no comments: delete the one in line 2."),
        ('{"a": [\n1, # one\n2]}', "JSON has no comments: delete the one in line 2."),
        ('{"a": 1,\n}', "JSON has no comma behind the last value: delete the one in line 1."),
        ('{"a":\n[1, 2,]}', "JSON has no comma behind the last value: delete the one in line 2."),
        ('{"a" 1}', "The text is no JSON: Expecting ':' delimiter (line 1)."),
        ('{"a": }', "The text is no JSON: Expecting value (line 1)."),
    ],
)
def test_what_people_add_to_json_is_named_with_its_line(text, words):
    with pytest.raises(ArchitectureError) as caught:
        read_json(text)
    assert str(caught.value) == words
