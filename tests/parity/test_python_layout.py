"""How the code of a network is laid out: as a formatter would, and with numbers as a person would write them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.parity.test_exported_networks import NETWORKS
from tests.parity.test_python_code import code_of, run

import layerloom
from layerloom import layers, ops
from layerloom.graph import parse_architecture
from layerloom.graph.python_code import to_python
from layerloom.graph.python_values import number_of, value_of

TEMPLATES = sorted((Path(__file__).parents[2] / "assets" / "templates").glob("*.json"))

#: A number of a type, and how it is written.
NUMBERS = {
    (0.8999999761581421, "float32"): "0.9",
    (0.0010000000474974513, "float32"): "0.001",
    (1.0000000116860974e-07, "float32"): "1e-07",
    (0.33333334, "float32"): "0.33333334",
    (3.4028234663852886e38, "float32"): "3.4028235e+38",
    (1e300, "float32"): "1e+300",
    (1 / 3, "float32"): "0.3333333333333333",  # no number of that type: a setting of its own
    (0.8999999761581421, "float64"): "0.8999999761581421",
    (0.89990234375, "float16"): "0.9",
    (float("-inf"), "float32"): 'float("-inf")',
}


@pytest.mark.parametrize("value, dtype", NUMBERS, ids=lambda item: str(item))
def test_a_number_is_the_shortest_that_is_the_same(value, dtype):
    code = number_of(value, dtype)
    assert code == NUMBERS[value, dtype]
    if dtype != "float64" and code.count("float(") == 0 and abs(value) < 1e38:
        assert np.dtype(dtype).type(float(code)) == np.dtype(dtype).type(value)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_arrays_come_back_to_the_last_bit(dtype):
    array = np.random.default_rng(0).normal(size=(3, 40)).astype(dtype)
    data = {"class_name": "__numpy__", "config": {"value": array.tolist(), "dtype": dtype}}
    again = eval(value_of(data), {"np": np})
    assert again.dtype == dtype
    np.testing.assert_array_equal(again, array)
    digits = max(len(number) for number in re.findall(r"\d\.(\d+)", value_of(data)))
    assert digits <= {"float16": 7, "float32": 11, "float64": 20}[dtype]


def with_long_names():
    """A network of which hardly a statement fits on a line."""
    x = layers.Input((10, 4), name="what_the_sensors_at_both_ends_of_the_bridge_have_measured")
    parts = ops.split(x * np.float32(0.9), 5, axis=1)
    name = "everything_that_was_split_is_joined_again"
    y = layers.Concatenate(name=name)([ops.relu(part) for part in parts])
    name = "a_layer_of_long_short_term_memory"
    y, h, c = layers.LSTM(4, return_state=True, return_sequences=True, name=name)(y)
    inside = layers.LSTM(
        4, return_state=True, return_sequences=True, kernel_regularizer="l2", kernel_initializer="he_normal"
    )
    both = layers.Bidirectional(inside, name="a_layer_of_long_short_term_memory_in_both_directions")
    y, *states = both(y, initial_state=[h, c, h, c])
    name = "a_convolution_that_stands_for_many_more_of_them_in_a_row"
    start = layerloom.initializers.VarianceScaling(mode="fan_avg", distribution="uniform")
    y = layers.Conv1D(4, 1, kernel_initializer=start, bias_initializer=start, name=name)(y)
    return layerloom.Model(x, [y, *states], name="long")


def within_a_model():
    inner = with_long_names()
    x = layers.Input((10, 4))
    return layerloom.Model(x, inner(x), name="outer")


CODES = {
    **{path.stem: lambda path=path: to_python(parse_architecture(json.loads(path.read_text()))) for path in TEMPLATES},
    **{name: lambda make=make: code_of(make()) for name, make in NETWORKS.items()},
    "long names": lambda: code_of(with_long_names()),
    "long names inside": lambda: code_of(within_a_model()),
}  # fmt: skip


def test_a_formatter_leaves_all_networks_as_they_are(tmp_path):
    for name, make in CODES.items():
        code = make()
        assert max(map(len, code.splitlines())) <= 100, name
        (tmp_path / f"{name.replace(' ', '_')}.py").write_text(code, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "ruff",
        "format",
        "--isolated",
        "--line-length",
        "100",
        "--diff",
        tmp_path,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_long_names_give_the_same_network():
    model = with_long_names()
    again = run(code_of(model), "keras")
    assert [tuple(x.shape) for x in again.outputs] == [tuple(x.shape) for x in model.outputs]
    assert "_in_both_directions_backward_c,\n) = layers.Bidirectional(" in code_of(model)
