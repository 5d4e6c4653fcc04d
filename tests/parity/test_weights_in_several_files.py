"""Weights that Keras 3 spreads over several files, and those in numbers that NumPy does not have."""

from __future__ import annotations

import json

import keras
import numpy as np
import pytest

from layerloom import models, saving
from layerloom.errors import FileFormatError

L = keras.layers


@pytest.fixture
def spread(tmp_path):
    theirs = keras.Sequential(
        [L.Input((16,)), *(L.Dense(16, name=name) for name in "abc"), L.BatchNormalization()]
    )
    theirs.save_weights(tmp_path / "m.weights.json", max_shard_size=2e-6)
    assert len(list(tmp_path.glob("m_*.weights.h5"))) > 1
    return theirs, models.model_from_json(theirs.to_json())


def test_they_are_put_together(spread, tmp_path):
    theirs, ours = spread
    ours.load_weights(tmp_path / "m.weights.json")
    for one, other in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(
    "name, words",
    [
        ("../m_00000.weights.h5", "no file beside it"),
        ("/etc/passwd", "no file beside it"),
        ("m_00000/../x.weights.h5", "no file beside it"),
        ("m_99999.weights.h5", "no such file"),
        (7, "no file beside it"),
    ],
)
def test_the_table_names_no_other_files(spread, tmp_path, name, words):
    ours = spread[1]
    before = ours.get_weights()
    table = json.loads((tmp_path / "m.weights.json").read_text())
    table["weight_map"][next(iter(table["weight_map"]))] = name
    (tmp_path / "m.weights.json").write_text(json.dumps(table))
    with pytest.raises(FileFormatError, match=words):
        ours.load_weights(tmp_path / "m.weights.json")
    for one, other in zip(ours.get_weights(), before, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("form", ["h5", "keras"])
def test_halves_of_32_bit_numbers(tmp_path, form):
    theirs = keras.Sequential(
        [L.Input((4,)), L.Dense(3, dtype="bfloat16"), L.BatchNormalization(dtype="bfloat16")]
    )
    theirs.save(tmp_path / f"m.{form}")
    for one, other in zip(
        saving.load_model(tmp_path / f"m.{form}").get_weights(), theirs.get_weights(), strict=True
    ):
        np.testing.assert_array_equal(one, np.asarray(other).astype("float32"))
