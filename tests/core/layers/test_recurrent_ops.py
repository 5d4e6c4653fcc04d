"""The fused recurrences: against their plain formulas, and their gradients against finite differences."""

import numpy as np
import pytest

from layerloom import ops
from layerloom.ops import recurrent as R
from layerloom.tensors import Tensor, check_gradients

STEPS, BATCH, UNITS = 4, 3, 2
RNG = np.random.default_rng(3)
MASK = np.array([[1, 0, 1], [1, 1, 0], [0, 1, 1], [1, 0, 1]], bool)[..., None]


def arrays(gates, bias=False):
    shapes = [(STEPS, BATCH, gates * UNITS), (BATCH, UNITS)]
    shapes += [(BATCH, UNITS)] if gates == 4 else []
    shapes += [(UNITS, gates * UNITS)]
    shapes += [(gates * UNITS,)] if bias else []
    return [RNG.standard_normal(shape) for shape in shapes]


def joined(found):
    """Makes one tensor of all outputs, so that every one of them is checked."""
    return ops.concatenate([ops.reshape(item, (-1,)) for item in found], axis=0)


CASES = [
    ("simple", 1, R.simple_recurrence, {"activation": "tanh"}),
    ("simple_sigmoid", 1, R.simple_recurrence, {"activation": "sigmoid"}),
    ("simple_linear", 1, R.simple_recurrence, {"activation": "linear"}),
    ("lstm", 4, R.lstm_recurrence, {}),
    ("lstm_hard", 4, R.lstm_recurrence, {"recurrent_activation": "hard_sigmoid", "activation": "linear"}),
    ("lstm_keras2", 4, R.lstm_recurrence, {"recurrent_activation": "hard_sigmoid_keras2"}),
    ("gru", 3, R.gru_recurrence, {}),
    ("gru_before", 3, R.gru_recurrence, {"reset_after": False}),
    (
        "gru_hard",
        3,
        R.gru_recurrence,
        {"recurrent_activation": "hard_sigmoid", "activation": "sigmoid", "reset_after": False},
    ),
]
#: The plain formulas, which serve the second derivative.
STEPWISE = {
    R.simple_recurrence: R._simple_steps,
    R.lstm_recurrence: R._lstm_steps,
    R.gru_recurrence: R._gru_steps,
}
DEFAULTS = {
    R.simple_recurrence: {"activation": "tanh"},
    R.lstm_recurrence: {"activation": "tanh", "recurrent_activation": "sigmoid"},
    R.gru_recurrence: {"activation": "tanh", "recurrent_activation": "sigmoid", "reset_after": True},
}
cases = pytest.mark.parametrize("name, gates, op, options", CASES, ids=[c[0] for c in CASES])
masks = pytest.mark.parametrize("mask", [None, MASK], ids=["plain", "masked"])


@cases
@masks
def test_fused_steps_equal_single_steps(name, gates, op, options, mask):
    values = [Tensor(a) for a in arrays(gates, bias=op is R.gru_recurrence)]
    fused = op(*values, mask=mask, **options)
    single = STEPWISE[op](*values, mask=mask, **{**DEFAULTS[op], **options})
    for one, other in zip(fused, single, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-12)


@cases
@masks
def test_gradients_agree_with_differences(name, gates, op, options, mask):
    values = arrays(gates, bias=op is R.gru_recurrence)
    missing = options.get("reset_after") is False
    check_gradients(lambda *x: joined(op(*x, mask=mask, **options)), *values, missing=missing)


@pytest.mark.parametrize(
    "name, gates, op", [(c[0], c[1], c[2]) for c in CASES if c[0] in ("simple", "lstm", "gru")]
)
@masks
def test_gradients_of_gradients_agree_with_differences(name, gates, op, mask):
    values = arrays(gates, bias=op is R.gru_recurrence)
    check_gradients(lambda *x: joined(op(*x, mask=mask)), *values, order=2)


def test_relu_gradient_is_zero_where_the_output_is():
    values = [abs(a) + 0.1 for a in arrays(1)]
    check_gradients(lambda *x: joined(R.simple_recurrence(*x, activation="relu")), *values)


def test_single_precision_stays_single():
    values = [a.astype("float32") for a in arrays(4)]
    assert {item.dtype for item in R.lstm_recurrence(*values)} == {"float32"}
