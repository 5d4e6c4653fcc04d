"""Data sets from folders and series: order, splits and mistakes."""

import wave

import numpy as np
import pytest

from layerloom import utils
from layerloom.errors import FieldError, FileFormatError, LayerloomError, ShapeError
from layerloom.utils import sounds


@pytest.fixture
def folder(tmp_path):
    for label in ("a", "b"):
        (tmp_path / label).mkdir()
        for number in range(6):
            utils.save_img(tmp_path / label / f"{number}.png", np.full((5, 5, 3), number * 10.0), scale=False)
    (tmp_path / ".hidden").mkdir()
    return tmp_path


def test_shuffled_files_differ_by_pass_and_repeat_by_seed(folder, capsys):
    def passes():
        made = utils.image_dataset_from_directory(folder, image_size=4, seed=1, batch_size=3)
        return [[float(value) for batch, _ in made for value in batch.numpy()[:, 0, 0, 0]] for _ in range(2)]

    first, second = passes()
    assert sorted(first) == sorted(second) == sorted([float(n * 10) for n in range(6)] * 2)
    assert first != second
    assert passes() == [first, second]
    assert "Found 12 files belonging to 2 classes." in capsys.readouterr().out


def test_both_parts_have_no_file_in_common(folder):
    train, validation = utils.image_dataset_from_directory(
        folder, image_size=(4, 4), seed=1, validation_split=0.25, subset="both", verbose=False
    )
    assert len(train.file_paths) == 9
    assert len(validation.file_paths) == 3
    assert not set(train.file_paths) & set(validation.file_paths)


@pytest.mark.parametrize(
    "options, message",
    [
        ({"validation_split": 0.5}, "go together"),
        ({"validation_split": 2.0, "subset": "training"}, "between 0 and 1"),
        ({"validation_split": 0.5, "subset": "training"}, "seed"),
        ({"validation_split": 0.5, "subset": "some", "seed": 1}, "subset must"),
        ({"label_mode": "words"}, "label_mode"),
        ({"labels": [1, 2]}, "2 labels for 12 files"),
        ({"labels": "guessed"}, "inferred"),
        ({"class_names": ["a", "c"]}, "no such subfolder"),
        ({"labels": None, "class_names": ["a"]}, "inferred"),
        ({"color_mode": "cmyk"}, "color_mode"),
        ({"interpolation": "best"}, "interpolation"),
        ({"image_size": (1, 2, 3)}, "image_size"),
        ({"crop_to_aspect_ratio": True, "pad_to_aspect_ratio": True}, "Only one"),
        ({"class_names": ["a"], "label_mode": "binary"}, "two classes"),
    ],
)
def test_mistakes(options, message, folder):
    with pytest.raises(FieldError, match=message):
        utils.image_dataset_from_directory(folder, verbose=False, **options)


def test_folders_without_pictures(tmp_path, folder):
    with pytest.raises(LayerloomError, match="is no folder"):
        utils.image_dataset_from_directory(tmp_path / "nowhere")
    with pytest.raises(LayerloomError, match="no files"):
        utils.image_dataset_from_directory(folder / "a", verbose=False)
    (folder / "a" / "0.png").write_bytes(b"no picture")
    with pytest.raises(FileFormatError, match="no image"):
        list(utils.image_dataset_from_directory(folder, shuffle=False, verbose=False))


def test_shuffled_windows_are_all_there():
    data = utils.timeseries_dataset_from_array(
        np.arange(20), np.arange(20) * 2, sequence_length=3, batch_size=4, shuffle=True, seed=1
    )
    found = [(x.tolist(), int(y)) for xs, ys in data for x, y in zip(xs.numpy(), ys.numpy(), strict=True)]
    assert sorted(found) == [([n, n + 1, n + 2], 2 * n) for n in range(18)]
    assert found != sorted(found)


@pytest.mark.parametrize(
    "options, message",
    [
        ({"sampling_rate": 0}, "sampling_rate"),
        ({"sequence_stride": 30}, "sequence_stride"),
        ({"start_index": 20}, "start_index"),
        ({"start_index": 5, "end_index": 4}, "end_index"),
    ],
)
def test_mistakes_with_series(options, message):
    with pytest.raises(FieldError, match=message):
        utils.timeseries_dataset_from_array(np.arange(20), None, 3, **options)


@pytest.mark.parametrize(
    "sequences, options, kind, message",
    [
        (3, {}, LayerloomError, "list of lists"),
        ([1, 2], {}, LayerloomError, "holds 1"),
        ([[1]], {"padding": "left"}, LayerloomError, "padding"),
        ([[1]], {"truncating": "left"}, LayerloomError, "truncating"),
        ([["a"]], {"value": "x"}, LayerloomError, "dtype=object"),
        ([[[1, 2]], [[3]]], {}, ShapeError, "sequence 1"),
    ],
)
def test_mistakes_with_sequences(sequences, options, kind, message):
    with pytest.raises(kind, match=message):
        utils.pad_sequences(sequences, **options)


def sound(path, width, rate=8000, seconds=0.1):
    wave_form = np.sin(2 * np.pi * 200 * np.arange(int(rate * seconds)) / rate) * 0.5
    with wave.open(str(path), "wb") as file:
        file.setparams((1, width, rate, 0, "NONE", ""))
        if width == 1:
            data = np.round(wave_form * 127 + 128).astype(np.uint8).tobytes()
        else:
            whole = np.round(wave_form * (2 ** (8 * width - 1) - 1)).astype("<i4")
            data = whole.view(np.uint8).reshape(-1, 4)[:, :width].tobytes()
        file.writeframes(data)
    return wave_form


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_sounds_of_any_width_and_rate(width, tmp_path):
    expected = sound(tmp_path / "a.wav", width)
    np.testing.assert_allclose(
        sounds.read_wav(tmp_path / "a.wav")[:, 0], expected, atol=1.1 / 2 ** (8 * width - 1)
    )
    slower = sounds.read_wav(tmp_path / "a.wav", rate=4000)
    assert slower.shape == (400, 1)
    np.testing.assert_allclose(slower[20:-20, 0], expected[::2][20:-20], atol=0.02)


def test_sounds_that_cannot_be_read(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.wav").write_bytes(b"RIFF no sound")
    with pytest.raises(FileFormatError, match="sound cannot be read"):
        list(utils.audio_dataset_from_directory(tmp_path, verbose=False))
    for options in ({"ragged": True}, {"sampling_rate": 0.5}, {"output_sequence_length": 0}):
        with pytest.raises(FieldError):
            utils.audio_dataset_from_directory(tmp_path, **options)
