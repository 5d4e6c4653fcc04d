"""Dot-product attention: its formula, gradients, shared heads and masks."""

import numpy as np
import pytest

from layerloom import ops
from layerloom.errors import LayerloomError
from layerloom.tensors import KerasTensor, check_gradients

RNG = np.random.default_rng(0)
Q, K, V = (
    RNG.standard_normal((2, 3, 4, 5)),
    RNG.standard_normal((2, 6, 4, 5)),
    RNG.standard_normal((2, 6, 4, 2)),
)


def by_hand(q, k, v, mask=None):
    scores = np.einsum("btnh,bsnh->bnts", q, k) / np.sqrt(5)
    scores = scores if mask is None else np.where(mask, scores, -np.inf)
    shares = np.exp(scores - scores.max(-1, keepdims=True))
    return np.einsum("bnts,bsnh->btnh", shares / shares.sum(-1, keepdims=True), v)


def test_formula():
    np.testing.assert_allclose(ops.dot_product_attention(Q, K, V), by_hand(Q, K, V), rtol=1e-10)


def test_causal_attention_sees_the_past_only():
    found = ops.dot_product_attention(Q, K, V, is_causal=True)
    np.testing.assert_allclose(found, by_hand(Q, K, V, np.tri(3, 6, dtype=bool)), rtol=1e-10)
    np.testing.assert_allclose(np.asarray(found)[:, 0], V[:, 0])


def test_mask_and_bias():
    mask = RNG.random((2, 1, 3, 6)) < 0.7
    found = ops.dot_product_attention(Q, K, V, bias=np.zeros((3, 6)), mask=mask)
    np.testing.assert_allclose(found, by_hand(Q, K, V, mask), rtol=1e-10)


def test_shared_heads_are_repeated():
    found = ops.dot_product_attention(Q, K[:, :, :2], V[:, :, :2])
    np.testing.assert_allclose(
        found, by_hand(Q, K[:, :, :2].repeat(2, 2), V[:, :, :2].repeat(2, 2)), rtol=1e-10
    )


@pytest.mark.parametrize("causal", [False, True])
def test_gradients(causal):
    check_gradients(
        lambda q, k, v: ops.dot_product_attention(q, k, v, is_causal=causal) ** 2, Q, K, V, order=2
    )


def test_symbolic_shape():
    q, k, v = KerasTensor((None, 3, 4, 5)), KerasTensor((None, 6, 4, 5)), KerasTensor((None, 6, 4, 2))
    assert ops.dot_product_attention(q, k, v).shape == (None, 3, 4, 2)


@pytest.mark.parametrize(
    "key, message", [(K[0], "takes tensors"), (K[:, :, :3], "3 heads of keys do not divide")]
)
def test_shapes_that_do_not_fit(key, message):
    with pytest.raises(LayerloomError, match=message):
        ops.dot_product_attention(Q, key, V)
