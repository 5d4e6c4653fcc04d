"""JSON from strangers ends in plain data or in one sentence."""

from __future__ import annotations

import pytest

from layerloom.graph import ArchitectureError, check_plain, read_json


def test_plain_json_is_read_from_text_and_bytes():
    expected = {"a": [1, 2.5, "x", True, None]}
    assert read_json('{"a": [1, 2.5, "x", true, null]}') == expected
    assert read_json(b'{"a": [1, 2.5, "x", true, null]}') == expected


def test_bounds_may_be_endless():
    text = '{"max_value": Infinity, "inbound_nodes": [["x", 0, 0, {"y": -Infinity}]]}'
    assert read_json(text) == {
        "max_value": float("inf"),
        "inbound_nodes": [["x", 0, 0, {"y": float("-inf")}]],
    }


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
