"""Regularizers: penalties and their gradients."""

import numpy as np
import pytest

from layerloom import regularizers
from layerloom.declaration import registry
from layerloom.errors import FieldError, ShapeError
from layerloom.tensors import check_gradients

W = np.array([[1.0, -2.0], [0.5, 3.0]])


@pytest.mark.parametrize(
    "regularizer, penalty",
    [
        (regularizers.L1(0.1), 0.65),
        (regularizers.L2(0.1), 1.425),
        (regularizers.L1L2(0.1, 0.1), 2.075),
        (regularizers.L1L2(), 0.0),
        (regularizers.OrthogonalRegularizer(0.1), 0.1 * 5.5 / np.sqrt(5 * 9.25)),
    ],
)
def test_penalties(regularizer, penalty):
    assert float(regularizer(W)) == pytest.approx(penalty)
    if penalty:
        check_gradients(regularizer, W)


@pytest.mark.parametrize("entry", registry.entries("regularizer"), ids=lambda entry: entry.name)
def test_round_trip(entry):
    made = entry.target()
    again = regularizers.deserialize(regularizers.serialize(made))
    assert (type(again), again.get_config()) == (type(made), made.get_config())


def test_mistakes():
    with pytest.raises(FieldError, match="l2 must be"):
        regularizers.L2(-1.0)
    with pytest.raises(ShapeError, match="matrices"):
        regularizers.OrthogonalRegularizer()(np.ones((2, 2, 2)))
