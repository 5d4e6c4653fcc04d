"""The layers inside a group: without inputs, whatever else is broken, and read once."""

from __future__ import annotations

import pytest

from layerloom.graph import LayerSpec
from layerloom_studio.document import inner
from layerloom_studio.document.inner import inner_layers

DENSE = {"class_name": "Dense", "config": {"name": "dense", "units": 2}}
INPUT = {"class_name": "InputLayer", "config": {"name": "in", "batch_shape": [None, 2]}}


def group(layers) -> LayerSpec:
    return LayerSpec("Functional", "group", {"name": "group", "layers": layers})


@pytest.mark.parametrize(
    "spec, names",
    [
        (group([INPUT, DENSE]), ["dense"]),
        (group([DENSE, "broken", {"class_name": 3}]), ["dense"]),
        (group("none"), []),
        (LayerSpec("Dense", "dense", {"layers": [DENSE]}), []),
    ],
)
def test_layers_of_a_group(spec, names):
    assert [layer.name for layer in inner_layers(spec)] == names


def test_they_are_read_once_and_forgotten_with_their_group(monkeypatch):
    spec, other = group([INPUT, DENSE]), group([DENSE, DENSE])
    first, known = inner_layers(spec), len(inner._known)
    assert (len(first), len(inner_layers(other))) == (1, 2)
    monkeypatch.setattr(inner, "parse_layer", lambda item: pytest.fail("read again"))
    assert inner_layers(spec) is first
    del spec
    assert len(inner._known) == known
