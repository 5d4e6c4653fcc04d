"""Gradients that pass through complex numbers are those of TensorFlow."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf

import layerloom

A = np.random.default_rng(0).normal(size=(2, 4)).astype("float32")
B = np.random.default_rng(1).normal(size=(2, 4)).astype("float32")


def joined(k, a, b):
    return k.ops.view_as_complex(k.ops.stack([a, k.ops.sin(b)], axis=-1))


CHAINS = {
    "product": lambda k, a, b: k.ops.real(joined(k, a, b) * joined(k, b, a)),
    "square and imag": lambda k, a, b: k.ops.imag(k.ops.square(joined(k, a, b))),
    "quotient": lambda k, a, b: k.ops.real(joined(k, a, b) / joined(k, b, a)),
    "real factor": lambda k, a, b: k.ops.imag(joined(k, a, b) * k.ops.cast(b, "complex64")),
    "conjugate": lambda k, a, b: k.ops.imag(k.ops.conj(joined(k, a, b)) * joined(k, a, b) * joined(k, a, b)),
    "length": lambda k, a, b: k.ops.abs(joined(k, a, b)),
    "angle": lambda k, a, b: k.ops.angle(joined(k, a, b)),
    "exp": lambda k, a, b: k.ops.real(k.ops.exp(joined(k, a, b))),
    "matmul": lambda k, a, b: k.ops.imag(k.ops.matmul(joined(k, a, b), k.ops.transpose(joined(k, b, a)))),
    "sum and parts": lambda k, a, b: k.ops.view_as_real(k.ops.sum(joined(k, a, b) * joined(k, a, b), axis=0)),
    "fft": lambda k, a, b: k.ops.add(*k.ops.fft((a, b))),
    "spectrum": lambda k, a, b: k.ops.abs(k.ops.view_as_complex(k.ops.stack(k.ops.rfft(a * b), axis=-1))),
}


@pytest.mark.parametrize("name", CHAINS)
def test_gradient(name):
    found = []
    for k, variable, tape in (
        (layerloom, layerloom.Variable, layerloom.GradientTape),
        (keras, tf.Variable, tf.GradientTape),
    ):
        a, b = variable(A), variable(B)
        with tape() as recorded:
            y = CHAINS[name](k, a, b)
            loss = k.ops.sum(k.ops.square(y) + 3 * y)
        found.append([float(loss), *(np.asarray(g) for g in recorded.gradient(loss, [a, b]))])
    for ours, theirs in zip(*found, strict=True):
        assert np.asarray(ours).dtype.kind == "f"
        np.testing.assert_allclose(ours, theirs, rtol=2e-4, atol=2e-4)


def test_gradient_by_a_complex_number():
    z = (A + 1j * B).astype("complex64")
    ours, theirs = layerloom.Variable(z), tf.Variable(z)
    with layerloom.GradientTape() as tape:
        loss = layerloom.ops.sum(layerloom.ops.square(layerloom.ops.abs(ours)))
    with tf.GradientTape() as reference:
        wanted = tf.reduce_sum(tf.square(tf.abs(theirs)))
    np.testing.assert_allclose(
        tape.gradient(loss, ours), reference.gradient(wanted, theirs), rtol=1e-4, atol=1e-5
    )
