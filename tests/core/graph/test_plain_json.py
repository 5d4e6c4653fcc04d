"""JSON from strangers ends in plain data or in one sentence."""

from __future__ import annotations

import json

import numpy as np
import pytest

import layerloom
from layerloom.graph import ArchitectureError, check_plain, format_architecture, parse_architecture, read_json
from layerloom.graph.plain_json import unpacked


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


@pytest.mark.parametrize("number, kind", [("1.5", "float32"), ("-7", "int32"), ("9007199254740993", "int64")])
def test_the_many_numbers_of_a_constant_come_as_an_array(number, kind):
    told = read_json(f'{{"value": [{", ".join([number] * 5000)}], "dtype": "{kind}"}}')
    assert isinstance(told["value"], np.ndarray)
    assert unpacked(told) == {"value": [json.loads(number)] * 5000, "dtype": kind}


@pytest.mark.parametrize("among", ['"text"', "[1, 2]", "{}", "1" + "0" * 400])
def test_what_is_no_number_keeps_a_constant_a_list(among):
    told = read_json(f'{{"value": [{"1, " * 5000}{among}], "dtype": "int32"}}')
    assert isinstance(told["value"], list)


@pytest.mark.parametrize("among", ["NaN", "-Infinity"])
def test_a_constant_of_what_is_no_number_is_refused(among):
    with pytest.raises(ArchitectureError, match="NaN or an infinity"):
        read_json(f'{{"value": [{"1.0, " * 5000}{among}], "dtype": "float32"}}')


def test_large_constants_go_through_files_unchanged():
    x = layerloom.Input((64,))
    table = np.random.default_rng(0).normal(size=(64, 80)).astype("float32")
    made = layerloom.Model(x, layerloom.ops.matmul(x, table))
    opened = layerloom.models.model_from_json(made.to_json())
    data = np.ones((2, 64), "float32")
    np.testing.assert_array_equal(opened(data), made(data))
    arch = parse_architecture(read_json(made.to_json()))
    assert (
        parse_architecture(read_json(json.dumps(format_architecture(arch)))).nodes.keys() == arch.nodes.keys()
    )


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
        (b"\xff\xfe", "UTF-8"),
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
