"""Gradients that users write, stopped gradients, derivatives along a direction, and functions made to take many."""

import numpy as np
import pytest

import layerloom as keras
from layerloom import ops
from layerloom.errors import LayerloomError
from layerloom.tensors import GradientTape, KerasTensor, Tensor, Variable, check_gradients

A = np.random.default_rng(3).standard_normal((3, 4))


@ops.custom_gradient
def log1pexp(x):
    """log(1 + exp(x)) with a gradient that does not overflow, as in Keras's documentation."""
    e = ops.exp(x)

    def grad(*args, upstream=None):
        if upstream is None:
            (upstream,) = args
        return ops.multiply(upstream, 1.0 - 1.0 / ops.add(1, e))

    return ops.log(1 + e), grad


@ops.custom_gradient
def swapped(x, y):
    return (x * 2, y * 3), lambda dx, dy: (dy * 10, dx * 100)


def gradient(function, *values):
    tensors = [Tensor(v) for v in values]
    with GradientTape() as tape:
        tape.watch(tensors)
        result = function(*tensors)
    return tape.gradient(result, tensors)


def test_custom_gradient_is_used():
    check_gradients(log1pexp, A, order=2)
    (found,) = gradient(ops.custom_gradient(lambda x: (x * 2, lambda dy: dy * 7)), A)
    np.testing.assert_array_equal(found, np.full(A.shape, 7.0))


def test_custom_gradient_of_several_results():
    first, second = gradient(lambda x, y: swapped(x, y)[0], A, A)
    assert float(ops.max(ops.absolute(first))) == 0
    np.testing.assert_array_equal(second, np.full(A.shape, 100.0))


def test_custom_gradient_for_a_variable_and_through_other_operations():
    v = Variable(A.astype("float32"))
    with GradientTape() as tape:
        loss = ops.sum(log1pexp(v * 2) ** 2)
    inner = 1 / (1 + np.exp(-2 * A))
    np.testing.assert_allclose(tape.gradient(loss, v), 4 * np.log1p(np.exp(2 * A)) * inner, rtol=1e-5)


def test_custom_gradient_in_a_model():
    inputs = keras.Input((4,))
    hidden = keras.layers.Dense(3)(inputs)
    model = keras.Model(inputs, log1pexp(hidden))
    assert model.output_shape == (None, 3)
    found = model(A.astype("float32"))
    np.testing.assert_allclose(found, np.log1p(np.exp(model.layers[1](A.astype("float32")))), rtol=1e-5)


def test_wrong_number_of_gradients():
    with pytest.raises(LayerloomError, match="1 values for 2 arguments"):
        gradient(ops.custom_gradient(lambda x, y: (x * y, lambda dy: (dy,))), A, A)


def test_stop_gradient():
    (found,) = gradient(lambda x: x * ops.stop_gradient(x), A)
    np.testing.assert_array_equal(found, A)
    assert gradient(lambda x: ops.stop_gradient(x) * 2.0, A) == [None]


def test_jvp_with_aux_and_several_arguments():
    result, slope, aux = ops.jvp(lambda x, y: (x * y, "more"), (A, A + 1), (A * 0 + 1, A * 0), has_aux=True)
    np.testing.assert_allclose(result, A * (A + 1))
    np.testing.assert_allclose(slope, A + 1)
    assert aux == "more"


def test_jvp_of_a_constant_is_0():
    _, slope = ops.jvp(lambda x: ops.ones_like(x), (A,), (A,))
    np.testing.assert_array_equal(slope, np.zeros(A.shape))


def test_jvp_wants_a_direction_that_fits():
    with pytest.raises(LayerloomError, match="tangents"):
        ops.jvp(ops.sin, (A,), (A[0],))


def test_vectorize():
    def larger(a, b):
        return a - b if a > b else a + b

    found = ops.vectorize(larger)([1, 2, 3, 4], 2)
    np.testing.assert_array_equal(found, [3, 4, 1, 2])
    rows = ops.vectorize(ops.dot, signature="(m,n),(n)->(m)")
    np.testing.assert_allclose(rows(np.stack([A, A * 2]), A[0]), np.stack([A @ A[0], A @ A[0] * 2]))
    power = ops.vectorize(lambda x, n: x**n, excluded={1})
    np.testing.assert_allclose(power(A, 2), A**2)
    check_gradients(lambda x: ops.vectorize(ops.square)(x), A)


@pytest.mark.parametrize("signature", ["(n)", "n->n", "(n),->(m)"])
def test_vectorize_wants_a_signature(signature):
    with pytest.raises(LayerloomError, match="signature looks like"):
        ops.vectorize(ops.dot, signature=signature)


def test_cond_in_a_model_takes_each_element_from_its_branch():
    x = keras.Input((4,))
    model = keras.Model(x, ops.cond(x > 0, lambda: x * 2, lambda: -x))
    np.testing.assert_allclose(model(A.astype("float32")), np.where(A > 0, A * 2, -A), rtol=1e-6)


def test_loops_infer_shapes_for_an_unknown_batch():
    x = KerasTensor((None, 4))
    assert ops.map(lambda row: ops.sum(row), x).shape == (None,)
    carry, rows = ops.scan(lambda c, r: (c + r, c * 2.0), np.zeros(4, "float32"), x)
    assert (carry.shape, rows.shape) == ((4,), (None, 4))
    assert ops.associative_scan(ops.add, x).shape == (None, 4)


def test_loops_in_a_model():
    x = keras.Input((4,))
    model = keras.Model(x, ops.map(lambda row: ops.cumsum(row) * 2.0, x))
    np.testing.assert_allclose(model(A.astype("float32")), np.cumsum(A, axis=1) * 2, rtol=1e-5)


@pytest.mark.parametrize("length", [1, 2, 3, 4, 7, 8])
def test_associative_scan_of_every_length(length):
    x = np.random.default_rng(length).standard_normal((2, length))
    np.testing.assert_allclose(ops.associative_scan(ops.add, x, axis=1), np.cumsum(x, axis=1))
    matrices = np.random.default_rng(length).standard_normal((length, 2, 2))
    expected = [matrices[0]]
    for matrix in matrices[1:]:
        expected.append(expected[-1] @ matrix)
    np.testing.assert_allclose(ops.associative_scan(ops.matmul, matrices), np.stack(expected))
