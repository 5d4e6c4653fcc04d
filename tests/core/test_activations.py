"""Activations: lookup, gradients, and what parity cannot measure."""

import numpy as np
import pytest

from layerloom import activations
from layerloom.declaration import registry
from layerloom.errors import LayerloomError
from layerloom.tensors import GradientTape, KerasTensor, Variable, check_gradients

X = np.random.default_rng(4).normal(size=(3, 6)) * 2


@pytest.mark.parametrize("axis", [-1, 0])
def test_sparsemax_is_the_nearest_point_of_the_simplex(axis):
    found = activations.sparsemax(X, axis=axis).numpy()
    np.testing.assert_allclose(found.sum(axis=axis), 1, rtol=1e-6)
    assert (found >= 0).all()
    assert (found == 0).any()
    # nearest: what is left has moved by one and the same amount, and nothing that is 0 should have stayed
    for row, x in zip(np.moveaxis(found, axis, -1), np.moveaxis(X, axis, -1)):
        moved = (x - row)[row > 0]
        np.testing.assert_allclose(moved, moved[0], rtol=1e-6)
        assert (x[row == 0] <= moved[0] + 1e-9).all()


@pytest.mark.parametrize("name", [e.name for e in registry.entries("activation") if e.name != "threshold"])
def test_gradients_and_symbolic_shapes(name):
    function = activations.get(name)
    check_gradients(function, X + 0.013, tolerance=1e-5)
    symbolic = function(KerasTensor((None, 6)))
    assert symbolic.shape == (None, 3 if name == "glu" else 6)
    assert symbolic.dtype == "float32"


def test_probabilities_remember_their_logits():
    x = Variable(X.astype(np.float32))
    with GradientTape():
        logits = x * 1.0
        assert activations.softmax(logits)._logits == ("softmax", 1, logits)
        assert activations.sigmoid(logits)._logits[0] == "sigmoid"


@pytest.mark.parametrize(
    "identifier, expected",
    [
        (None, activations.linear),
        ("relu", activations.relu),
        ("swish", activations.silu),
        ("hard_swish", activations.hard_silu),
        (np.tanh, np.tanh),
        (
            {"module": "builtins", "class_name": "function", "config": "gelu", "registered_name": "function"},
            activations.gelu,
        ),
    ],
    ids=["nothing", "name", "alias", "name of Keras 2", "function", "serialized"],
)
def test_get(identifier, expected):
    assert activations.get(identifier) is expected


@pytest.mark.parametrize(
    "identifier, message", [("rellu", "did you mean relu"), (3, "must be given by its name")]
)
def test_what_is_no_activation(identifier, message):
    with pytest.raises(LayerloomError, match=message):
        activations.get(identifier)
