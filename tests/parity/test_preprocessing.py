"""Generators of pictures, tokenizers and sequences against real Keras's own."""

import random

import numpy as np
import pytest
from keras.src.legacy.preprocessing import image as keras_image
from keras.src.legacy.preprocessing import sequence as keras_sequence
from keras.src.legacy.preprocessing import text as keras_text

from layerloom.preprocessing import image, sequence, text

RNG = np.random.default_rng(3)
X = RNG.integers(0, 256, (9, 8, 10, 3)).astype("float32")
Y = np.arange(9) % 2

OPTIONS = [
    {},
    {"rescale": 1 / 255},
    {"rotation_range": 40},
    {"width_shift_range": 0.3, "height_shift_range": 0.2, "fill_mode": "reflect"},
    {"width_shift_range": 3, "height_shift_range": [1, 2], "fill_mode": "constant", "cval": 7.0},
    {"shear_range": 20, "zoom_range": 0.3},
    {"zoom_range": [0.5, 0.9], "horizontal_flip": True, "vertical_flip": True},
    {"channel_shift_range": 50, "brightness_range": (0.5, 1.5)},
    {"samplewise_center": True},
    {"samplewise_std_normalization": True, "samplewise_center": True},
    {"rotation_range": 10, "interpolation_order": 0, "data_format": "channels_first"},
    {
        "rotation_range": 20,
        "width_shift_range": 0.1,
        "zoom_range": 0.2,
        "shear_range": 0.2,
        "horizontal_flip": True,
        "rescale": 0.5,
    },
]


def identify(options):
    return "-".join(options) or "plain"


@pytest.mark.parametrize("options", OPTIONS, ids=identify)
def test_the_same_pictures_for_the_same_seed(options):
    x = X.transpose(0, 3, 1, 2) if options.get("data_format") == "channels_first" else X
    theirs = keras_image.ImageDataGenerator(**options).flow(x.copy(), Y, batch_size=4, seed=5)
    ours = image.ImageDataGenerator(**options).flow(x.copy(), Y, batch_size=4, seed=5)
    assert len(ours) == len(theirs)
    for _ in range(7):
        (a, labels), (b, their_labels) = next(ours), next(theirs)
        np.testing.assert_array_equal(labels, their_labels)
        np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-3)
        assert a.dtype == b.dtype


@pytest.mark.parametrize(
    "options",
    [
        {"featurewise_center": True},
        {"featurewise_center": True, "featurewise_std_normalization": True, "rescale": 0.1},
        {"featurewise_center": True, "zca_whitening": True, "zca_epsilon": 0.1},
    ],
    ids=identify,
)
def test_statistics(options):
    theirs, ours = keras_image.ImageDataGenerator(**options), image.ImageDataGenerator(**options)
    theirs.fit(X[:, :3, :3])
    ours.fit(X[:, :3, :3])
    for name in ("mean", "std", "zca_whitening_matrix"):
        if getattr(theirs, name) is not None:
            np.testing.assert_allclose(getattr(ours, name), getattr(theirs, name), rtol=1e-3, atol=1e-5)
    picture = X[0, :3, :3]
    np.testing.assert_allclose(
        ours.standardize(picture.copy()), theirs.standardize(picture.copy()), rtol=1e-3, atol=1e-3
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("pictures")
    for label, count in (("cats", 6), ("dogs", 4)):
        (root / label / "more").mkdir(parents=True)
        for number in range(count):
            place = root / label / ("more" if number == 1 else "")
            picture = RNG.integers(0, 256, (7 + number, 9, 3)).astype("uint8")
            keras_image.image_utils.save_img(str(place / f"{number}.png"), picture, scale=False)
    return str(root)


@pytest.mark.parametrize(
    "options",
    [
        {"class_mode": "binary"},
        {"class_mode": "sparse", "color_mode": "grayscale", "interpolation": "bilinear"},
        {"class_mode": "categorical", "color_mode": "rgba", "subset": "validation"},
        {"class_mode": "input", "subset": "training", "shuffle": False},
        {"class_mode": None, "classes": ["dogs", "cats"], "keep_aspect_ratio": True},
    ],
    ids=identify,
)
def test_pictures_of_a_folder(options, folder):
    made = []
    for module in (keras_image, image):
        generator = module.ImageDataGenerator(rescale=1 / 255, horizontal_flip=True, validation_split=0.4)
        made.append(
            generator.flow_from_directory(folder, target_size=(6, 5), batch_size=4, seed=2, **options)
        )
    theirs, ours = made
    for name in ("class_indices", "filenames", "samples", "num_classes", "image_shape"):
        assert getattr(ours, name) == getattr(theirs, name), name
    np.testing.assert_array_equal(ours.classes, theirs.classes)
    for _ in range(4):
        a, b = next(ours), next(theirs)
        for x, y in zip(
            a if isinstance(a, tuple) else (a,), b if isinstance(b, tuple) else (b,), strict=True
        ):
            assert x.dtype == y.dtype
            np.testing.assert_allclose(x, y, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(
    "change", [{"theta": 30}, {"tx": 2, "ty": -1}, {"shear": 15}, {"zx": 0.7, "zy": 1.2}]
)
@pytest.mark.parametrize("axes", [(0, 1, 2), (1, 0, 2), (1, 2, 0)])
def test_changes_of_a_picture(change, axes):
    named = dict(zip(("row_axis", "col_axis", "channel_axis"), axes, strict=True))
    found = image.apply_affine_transform(X[0], **change, **named)
    np.testing.assert_allclose(found, keras_image.apply_affine_transform(X[0], **change, **named), atol=1e-3)


TEXTS = ["The cat sat on the mat.", "The dog, the dog!", "A bird", ""]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"num_words": 4},
        {"oov_token": "<oov>", "num_words": 5},
        {"lower": False, "filters": "!"},
        {"char_level": True},
        {"split": "t"},
    ],
    ids=identify,
)
def test_tokenizer(options):
    theirs, ours = keras_text.Tokenizer(**options), text.Tokenizer(**options)
    for tokenizer in (theirs, ours):
        tokenizer.fit_on_texts(TEXTS[:3])
    assert ours.word_index == theirs.word_index
    assert ours.word_counts == theirs.word_counts
    assert ours.word_docs == theirs.word_docs
    assert ours.index_docs == theirs.index_docs
    assert ours.document_count == theirs.document_count
    unseen = [*TEXTS, "the wild fox", ["the", "MAT"]]
    numbers = theirs.texts_to_sequences(unseen)
    assert ours.texts_to_sequences(unseen) == numbers
    assert ours.sequences_to_texts(numbers) == theirs.sequences_to_texts(numbers)
    for mode in ("binary", "count", "freq", "tfidf"):
        np.testing.assert_allclose(ours.texts_to_matrix(unseen, mode), theirs.texts_to_matrix(unseen, mode))
    assert keras_text.tokenizer_from_json(ours.to_json()).word_index == ours.word_index
    again = text.tokenizer_from_json(theirs.to_json())
    assert again.texts_to_sequences(unseen) == numbers


def test_hashed_words():
    for sentence in TEXTS:
        assert text.hashing_trick(sentence, 20, "md5") == keras_text.hashing_trick(sentence, 20, "md5")
        assert text.one_hot(sentence, 20) == keras_text.one_hot(sentence, 20)


def test_sequences():
    np.testing.assert_allclose(sequence.make_sampling_table(50), keras_sequence.make_sampling_table(50))
    words = [1, 5, 0, 7, 2, 2, 9]
    for options in ({"seed": 1}, {"categorical": True, "window_size": 2, "negative_samples": 2.0, "seed": 3}):
        made = []
        for module in (keras_sequence, sequence):
            random.seed(1)
            made.append(module.skipgrams(words, 10, **options))
        assert made[0] == made[1]


@pytest.mark.parametrize(
    "options",
    [{}, {"sampling_rate": 2, "stride": 3, "start_index": 2, "end_index": 25}, {"reverse": True}],
    ids=identify,
)
def test_windows_of_a_series(options):
    data, targets = np.arange(60.0).reshape(30, 2), np.arange(30)
    theirs = keras_sequence.TimeseriesGenerator(data, targets, 4, batch_size=5, **options)
    ours = sequence.TimeseriesGenerator(data, targets, 4, batch_size=5, **options)
    assert len(ours) == len(theirs)
    for number in range(len(ours)):
        for a, b in zip(ours[number], theirs[number], strict=True):
            np.testing.assert_array_equal(a, b)
