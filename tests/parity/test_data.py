"""Data from sequences, series and folders against real Keras."""

import wave

import keras
import numpy as np
import pytest

from layerloom import utils
from layerloom.utils import resizing

RAGGED = [[1, 2, 3], [], [4], [5, 6, 7, 8, 9]]


@pytest.mark.parametrize("padding", ["pre", "post"])
@pytest.mark.parametrize("truncating", ["pre", "post"])
@pytest.mark.parametrize("maxlen", [None, 2, 4, 7])
def test_pad_sequences(padding, truncating, maxlen):
    for dtype, value in (("int32", 0.0), ("float32", -1.5)):
        options = {
            "maxlen": maxlen,
            "dtype": dtype,
            "padding": padding,
            "truncating": truncating,
            "value": value,
        }
        expected = keras.utils.pad_sequences(RAGGED, **options)
        found = utils.pad_sequences(RAGGED, **options)
        np.testing.assert_array_equal(found, expected)
        assert found.dtype == expected.dtype
    nested = [[[1, 2]], [[3, 4], [5, 6]]]
    np.testing.assert_array_equal(
        utils.pad_sequences(nested, maxlen, padding=padding),
        keras.utils.pad_sequences(nested, maxlen, padding=padding),
    )


def test_padding_of_text():
    options = {"dtype": object, "value": "x", "padding": "post"}
    words = [["a", "b"], ["c"]]
    assert (
        utils.pad_sequences(words, **options).tolist() == keras.utils.pad_sequences(words, **options).tolist()
    )


def values(dataset):
    found = []
    for batch in dataset:
        parts = batch if isinstance(batch, tuple) else (batch,)
        found.append([np.asarray(part) for part in parts])
    return found


def assert_same(ours, theirs, tolerance=1e-3):
    ours, theirs = values(ours), values(theirs)
    assert len(ours) == len(theirs)
    for a, b in zip(ours, theirs, strict=True):
        for x, y in zip(a, b, strict=True):
            assert x.dtype == y.dtype
            np.testing.assert_allclose(x, y, rtol=1e-5, atol=tolerance)


@pytest.mark.parametrize(
    "options",
    [
        {"sequence_length": 4},
        {"sequence_length": 3, "sequence_stride": 2, "sampling_rate": 3, "batch_size": 4},
        {"sequence_length": 5, "start_index": 4, "end_index": 20, "batch_size": 3},
        {"sequence_length": 2, "batch_size": None},
    ],
)
@pytest.mark.parametrize("with_targets", [False, True])
def test_time_series(options, with_targets):
    data = np.arange(60, dtype="float32").reshape(30, 2)
    targets = np.arange(30) * 10 if with_targets else None
    assert_same(
        utils.timeseries_dataset_from_array(data, targets, **options),
        keras.utils.timeseries_dataset_from_array(data, targets, **options),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two classes of pictures of several sizes, and of texts."""
    root = tmp_path_factory.mktemp("pictures")
    rng = np.random.default_rng(0)
    for label, count in (("cats", 5), ("dogs", 4)):
        (root / label).mkdir()
        for number in range(count):
            size = rng.integers(9, 30, size=2)
            image = rng.integers(0, 256, (*size, 3)).astype("uint8")
            keras.utils.save_img(str(root / label / f"{number}.png"), image, scale=False)
            (root / label / f"{number}.txt").write_text(f"{label} number {number}")
    return str(root)


@pytest.mark.parametrize("interpolation", resizing.METHODS)
def test_resizing(interpolation):
    image = np.random.default_rng(2).integers(0, 256, (11, 17, 3)).astype("uint8")
    import tensorflow as tf

    for size in ((11, 17), (5, 6), (20, 40), (7, 30)):
        expected = np.asarray(tf.image.resize(image, size, method=interpolation))
        np.testing.assert_allclose(resizing.resize(image, size, interpolation), expected, atol=2e-3)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"label_mode": "binary", "color_mode": "grayscale", "batch_size": 4},
        {"label_mode": "categorical", "color_mode": "rgba", "interpolation": "bicubic"},
        {"label_mode": None, "batch_size": None},
        {"labels": [3, 1, 1, 0, 2, 0, 0, 0, 1]},
        {"class_names": ["dogs", "cats"], "crop_to_aspect_ratio": True},
        {"pad_to_aspect_ratio": True, "interpolation": "nearest"},
        {"validation_split": 0.3, "subset": "validation", "data_format": "channels_first"},
    ],
    ids=lambda options: "-".join(options),
)
def test_pictures_of_a_folder(options, folder):
    common = {"shuffle": False, "image_size": (12, 16), "verbose": False, **options}
    theirs = keras.utils.image_dataset_from_directory(folder, **common)
    ours = utils.image_dataset_from_directory(folder, **common)
    assert ours.class_names == theirs.class_names
    assert ours.file_paths == theirs.file_paths
    # Pillow and libpng make grey of colours with rounding errors of their own
    assert_same(ours, theirs, 1.01 if "color_mode" in options else 1e-3)


def test_the_split_is_keras_own_for_a_seed(folder):
    options = {"seed": 5, "validation_split": 0.4, "subset": "both", "image_size": (8, 8)}
    theirs = keras.utils.image_dataset_from_directory(folder, **options)
    ours = utils.image_dataset_from_directory(folder, **options)
    for a, b in zip(ours, theirs, strict=True):
        assert a.file_paths == list(b.file_paths)
    assert_same(ours[1], theirs[1])


@pytest.mark.parametrize("options", [{}, {"label_mode": "categorical", "max_length": 6, "batch_size": 4}])
def test_texts_of_a_folder(options, folder):
    theirs = keras.utils.text_dataset_from_directory(folder, shuffle=False, **options)
    ours = utils.text_dataset_from_directory(folder, shuffle=False, **options)
    for (texts, labels), (their_texts, their_labels) in zip(values(ours), values(theirs), strict=True):
        assert texts.tolist() == [text.decode() for text in their_texts]
        np.testing.assert_array_equal(labels, their_labels)


@pytest.fixture(scope="module")
def sounds(tmp_path_factory):
    """Two classes of sounds of unlike lengths."""
    root = tmp_path_factory.mktemp("sounds")
    rng = np.random.default_rng(0)
    for label, channels in (("high", 2), ("low", 2)):
        (root / label).mkdir()
        for number in range(3):
            with wave.open(str(root / label / f"{number}.wav"), "wb") as file:
                file.setparams((channels, 2, 8000, 0, "NONE", ""))
                file.writeframes(
                    rng.integers(-32768, 32768, (40 + 7 * number, channels)).astype("<i2").tobytes()
                )
    return str(root)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"output_sequence_length": 45, "batch_size": 4},
        {"label_mode": "categorical", "batch_size": None},
        {"labels": None},
        {"validation_split": 0.5, "subset": "validation", "label_mode": "binary"},
    ],
    ids=lambda options: "-".join(options),
)
def test_sounds_of_a_folder(options, sounds):
    theirs = keras.utils.audio_dataset_from_directory(sounds, shuffle=False, verbose=False, **options)
    ours = utils.audio_dataset_from_directory(sounds, shuffle=False, verbose=False, **options)
    assert ours.class_names == theirs.class_names
    assert_same(ours, theirs, 1e-7)
