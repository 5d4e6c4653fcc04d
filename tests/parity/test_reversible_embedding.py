"""ReversibleEmbedding both ways, and the kernel of a Fourier transform, against real Keras."""

from __future__ import annotations

import keras
import numpy as np
import pytest

import layerloom


@pytest.mark.parametrize(
    "options", [{}, {"tie_weights": False}, {"logit_soft_cap": 0.5}, {"reverse_dtype": "float64"}]
)
def test_it_embeds_and_scores_as_in_keras(options) -> None:
    numbers = np.random.default_rng(0).integers(0, 7, (2, 5))
    theirs, ours = (k.layers.ReversibleEmbedding(7, 3, **options) for k in (keras, layerloom))
    vectors = theirs(numbers)
    ours(numbers)
    ours.set_weights(theirs.get_weights())
    np.testing.assert_allclose(np.asarray(ours(numbers)), np.asarray(vectors), rtol=1e-6)
    expected, found = (
        np.asarray(theirs(vectors, reverse=True)),
        np.asarray(ours(np.asarray(vectors), reverse=True)),
    )
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-7)
    assert {**ours.get_config(), "name": ""}.keys() <= {**theirs.get_config(), "name": ""}.keys()


@pytest.mark.parametrize("side", ["real", "imag"])
@pytest.mark.parametrize(
    "options",
    [{}, {"scaling": "spectrum", "periodic": True}, {"window": None}, {"window": "hamming", "scaling": None}],
)
def test_kernels_of_fourier_transforms_are_those_of_keras(side, options) -> None:
    theirs, ours = (k.initializers.STFT(side, **options) for k in (keras, layerloom))
    np.testing.assert_allclose(np.asarray(ours((16, 1, 9))), np.asarray(theirs((16, 1, 9))), atol=1e-5)
    assert ours.get_config() == theirs.get_config()
