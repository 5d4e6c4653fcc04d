"""Constants in the calls of layers: plain lists in files, through which nobody goes number by number."""

from __future__ import annotations

import json
import sys

import numpy as np
import pytest

import layerloom
from layerloom import models, ops

WRITERS = {
    "JSON": lambda model, folder: model.to_json(),
    "config": lambda model, folder: model.get_config(),
    ".keras": lambda model, folder: model.save(folder / "m.keras"),
    ".h5": lambda model, folder: model.save(folder / "m.h5"),
}


def multiplied(rows):
    """A model of one product with a constant of that many rows."""
    x = layerloom.Input((4,))
    return layerloom.Model(x, ops.matmul(x, np.arange(4.0 * rows, dtype="float32").reshape(4, rows) / 8))


def calls(function):
    """Counts the calls of functions, Python's own too, while one runs."""
    count = 0

    def seen(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        function()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("form", WRITERS)
def test_writing_does_not_look_at_each_number(form, tmp_path):
    small, large = multiplied(2), multiplied(2000)
    WRITERS[form](small, tmp_path)  # what is looked up once is known from here on
    few, many = (calls(lambda m=model: WRITERS[form](m, tmp_path)) for model in (small, large))
    assert many < few + 1000


@pytest.mark.parametrize("rows", [2, 2000], ids=["few", "many"])
def test_constants_are_lists_in_configs_and_come_back(rows):
    model = multiplied(rows)
    config = model.get_config()
    (call,) = config["layers"][1]["inbound_nodes"]
    assert call["args"][1]["config"]["value"] == (np.arange(4 * rows).reshape(4, rows) / 8).tolist()
    assert json.loads(json.dumps(config)) == config
    again = models.model_from_json(model.to_json())
    assert again.to_json() == model.to_json()
    np.testing.assert_array_equal(again(np.ones((1, 4), "float32")), model(np.ones((1, 4), "float32")))
