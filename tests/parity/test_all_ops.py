"""Operations against real Keras: values, number types, gradients by TensorFlow's tape, symbolic results, names."""

import keras as real
import numpy as np
import pytest
import tensorflow as tf
from tests.parity.ops_cases import ALGEBRA, CASES

from layerloom import ops, random
from layerloom.tensors import GradientTape, KerasTensor, Tensor, check_gradients

#: Signs and orders that a library may choose, and sums over them, differ in gradients, too.
OF_ITS_OWN = {"svd", "svd of wide", "svd full", "eigh"}
#: Gradients at which TensorFlow itself fails.
NOT_THERE = {"rfft shorter", "irfft odd", "lu_factor triangles"}


def parts(found):
    if isinstance(found, dict):
        return [part for item in found.values() for part in parts(item)]
    return [p for item in found for p in parts(item)] if isinstance(found, (list, tuple)) else [found]


@pytest.mark.parametrize("name", CASES)
def test_values_are_those_of_keras(name):
    call, arguments, _ = CASES[name]
    expected = parts(call(real.ops, *map(real.ops.convert_to_tensor, arguments)))
    found = parts(call(ops, *map(Tensor, arguments)))
    assert len(found) == len(expected)
    tolerance = 3e-4 if name in ALGEBRA or "beams" in name else 3e-5
    for ours, theirs in zip(map(np.asarray, found), map(np.asarray, expected), strict=True):
        assert (ours.shape, ours.dtype) == (theirs.shape, theirs.dtype)
        np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=tolerance)


WITH_GRADIENT = [name for name, case in CASES.items() if case[2]]


@pytest.mark.parametrize("name", WITH_GRADIENT)
def test_gradient_by_differences(name):
    call, arguments, _ = CASES[name]
    count = len(parts(call(ops, *map(Tensor, arguments))))
    for index in range(count):
        check_gradients(
            lambda *xs, i=index: parts(call(ops, *xs))[i], *arguments, missing=True, tolerance=2e-6
        )


@pytest.mark.parametrize("name", [name for name in WITH_GRADIENT if name not in OF_ITS_OWN | NOT_THERE])
def test_gradient_is_that_of_keras(name):
    call, arguments, _ = CASES[name]
    with tf.GradientTape() as tape:
        theirs = [tf.convert_to_tensor(a) for a in arguments]
        tape.watch(theirs)
        total = sum(tf.reduce_sum(tf.cast(p, "float32") ** 2) for p in parts(call(real.ops, *theirs)))
    expected = tape.gradient(total, theirs)
    with GradientTape() as tape:
        ours = [Tensor(a) for a in arguments]
        tape.watch(ours)
        total = sum(ops.sum(p * p) for p in parts(call(ops, *ours)))
    for mine, their in zip(tape.gradient(total, ours), expected, strict=True):
        if their is None:
            continue
        scale = max(1.0, float(np.abs(their).max()))
        np.testing.assert_allclose(mine, their, rtol=1e-3, atol=2e-4 * scale)


#: What needs to know the first axis, too, be it a vector's length or one side of an image.
WANTS_SIZES = {
    "diagflat",
    "vander rising",
    "correlate valid",
    "correlate same",
    "correlate full",
    "fft2",
    "ifft2",
}


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case[1]])
def test_symbols_have_shape_and_type_of_values(name):
    call, arguments, _ = CASES[name]
    values = parts(call(ops, *map(Tensor, arguments)))
    shapes = [a.shape if name in WANTS_SIZES else (None, *a.shape[1:]) for a in arguments]
    symbols = parts(
        call(ops, *(KerasTensor(s, a.dtype.name) for s, a in zip(shapes, arguments, strict=True)))
    )
    for symbol, value in zip(symbols, values, strict=True):
        if isinstance(symbol, KerasTensor):
            shape = np.shape(value)
            assert len(symbol.shape) == len(shape)
            assert all(s in (None, v) for s, v in zip(symbol.shape, shape, strict=True))
            assert symbol.dtype == np.asarray(value).dtype


def names(module):
    return {name for name in dir(module) if not name.startswith("_")}


@pytest.mark.parametrize(
    "mine, theirs",
    [
        (ops, real.ops), (ops.image, real.ops.image), (ops.linalg, real.ops.linalg), (ops.nn, real.ops.nn),
        (ops.numpy, real.ops.numpy), (random, real.random),
    ],
    ids=["ops", "image", "linalg", "nn", "numpy", "random"],
)  # fmt: skip
def test_no_name_of_keras_is_missing(mine, theirs):
    assert names(theirs) - names(mine) == set()
    assert all(callable(getattr(mine, name)) for name in names(theirs) if callable(getattr(theirs, name)))
