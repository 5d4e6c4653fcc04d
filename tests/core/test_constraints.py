"""Constraints: what they leave of a weight."""

import numpy as np
import pytest

from layerloom import constraints
from layerloom.declaration import registry

W = np.array([[3.0, 0.1, -1.0], [4.0, 0.0, 1.0]], dtype=np.float32)  # column norms 5, 0.1, 1.414


@pytest.mark.parametrize(
    "constraint, norms",
    [
        (constraints.MaxNorm(2), [2, 0.1, 1.4142]),
        (constraints.UnitNorm(), [1, 1, 1]),
        (constraints.MinMaxNorm(0.5, 1.0), [1, 0.5, 1]),
        (constraints.MinMaxNorm(0.5, 1.0, rate=0.5), [3, 0.3, 1.2071]),
        (constraints.MaxNorm(1, axis=[0, 1]), None),
    ],
)
def test_norms(constraint, norms):
    found = constraint(W).numpy()
    if norms is None:
        assert np.linalg.norm(found) == pytest.approx(1, rel=1e-5)
    else:
        np.testing.assert_allclose(np.linalg.norm(found, axis=0), norms, rtol=1e-4)


def test_non_neg():
    np.testing.assert_array_equal(constraints.get("non_neg")(W).numpy(), np.maximum(W, 0))


@pytest.mark.parametrize("entry", registry.entries("constraint"), ids=lambda entry: entry.name)
def test_round_trip(entry):
    made = entry.target()
    again = constraints.deserialize(constraints.serialize(made))
    assert (type(again), again.get_config()) == (type(made), made.get_config())


def test_no_constraint():
    assert constraints.get(None) is None
