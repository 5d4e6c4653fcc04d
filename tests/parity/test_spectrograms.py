"""Spectrograms and pipelines of layers against real Keras's own."""

import json

import keras as real
import numpy as np
import pytest

import layerloom as keras

SOUND = np.random.default_rng(0).normal(size=(2, 200)).astype("float32")
MEL = {"fft_length": 64, "sequence_stride": 16, "num_mel_bins": 8, "sampling_rate": 4000}


def same(name, options, data, atol):
    ours, theirs = (getattr(side.layers, name)(**options) for side in (keras, real))
    a, b = np.asarray(ours(data)), np.asarray(theirs(data))
    np.testing.assert_allclose(a, b, rtol=1e-4, atol=atol)
    assert ours.compute_output_shape((None, *data.shape[1:])) == (None, *b.shape[1:])
    again = type(ours).from_config(json.loads(json.dumps(ours.get_config())))
    np.testing.assert_array_equal(np.asarray(again(data)), a)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"power_to_db": False},
        {"sequence_length": 48, "window": "hamming", "mag_exp": 1.0},
        {"ref_power": 2.0},
    ],
    ids=str,
)
def test_mel_spectrogram(options):
    same("MelSpectrogram", {**MEL, **options}, SOUND, 1e-3)


@pytest.mark.parametrize("mode", ["log", "magnitude", "psd", "real", "imag", "stft"])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"padding": "same", "frame_step": 10, "fft_length": 64, "expand_dims": True},
        {"window": "hamming", "scaling": "spectrum", "periodic": True},
        {"window": None, "scaling": None},
    ],
    ids=str,
)
def test_stft_spectrogram(mode, options):
    same("STFTSpectrogram", {"mode": mode, "frame_length": 32, **options}, SOUND.reshape(2, 100, 2), 2e-4)


def test_angles_of_strong_frequencies():
    options = {"mode": "angle", "frame_length": 32}
    ours, theirs = (np.asarray(s.layers.STFTSpectrogram(**options)(SOUND[..., None])) for s in (keras, real))
    np.testing.assert_allclose(np.cos(ours)[..., 1:-1], np.cos(theirs)[..., 1:-1], atol=1e-3)


def test_a_pipeline_is_its_layers_in_turn():
    made = keras.layers.Pipeline([keras.layers.Rescaling(0.5), keras.layers.Rescaling(1.0, offset=1.0)])
    again = keras.layers.Pipeline.from_config(json.loads(json.dumps(made.get_config())))
    theirs = real.layers.Pipeline.from_config(json.loads(json.dumps(made.get_config())))
    for layer in (made, again, theirs):
        np.testing.assert_allclose(np.asarray(layer(SOUND)), SOUND * 0.5 + 1)
