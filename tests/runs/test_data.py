"""Data references: the same samples and split every time, classes in both parts, held-out samples in neither."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from layerloom.errors import LayerloomError
from layerloom_studio.resources import asset
from layerloom_studio.runs.data import fit_to_input, load_data
from layerloom_studio.runs.imaging import Fitting, fit_image
from layerloom_studio.runs.sources import EMBEDDED
from layerloom_studio.runs.targets import make_targets


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten pictures in each of two classes, told apart by their brightness, one of them broken."""
    for name, value in (("dark", 20), ("light", 220)):
        (tmp_path / name).mkdir()
        for number in range(10):
            Image.new("L", (6, 6), value + number).save(tmp_path / name / f"{number}.png")
    (tmp_path / "light" / "3.png").write_bytes(b"broken")
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    "source, shape, classes",
    [
        ("digits", (8, 8, 1), 10),
        ("iris", (4,), 3),
        ("wine", (13,), 3),
        ("breast_cancer", (30,), 2),
        ("diabetes", (10,), 0),
    ],
)
def test_embedded_data(source: str, shape: tuple[int, ...], classes: int) -> None:
    data = load_data({"source": source, "validation_split": 0.25, "seed": 3})
    again = load_data({"source": source, "validation_split": 0.25, "seed": 3})
    other = load_data({"source": source, "validation_split": 0.25, "seed": 4})
    assert data.sample_shape == shape
    assert len(data.classes) == classes
    assert data.x.dtype == np.float32
    assert np.array_equal(data.validation, again.validation)
    assert not np.array_equal(data.validation, other.validation)
    assert abs(data.validation.mean() - 0.25) < 0.02
    assert len(data.labels) == len(data.x)
    for number in range(classes):
        assert abs(data.validation[data.y == number].mean() - 0.25) < 0.03, (
            "every class in the same proportion"
        )


def test_tables_are_standardized_by_their_training_part() -> None:
    data = load_data({"source": "wine"})
    x, _ = data.part(validation=False)
    np.testing.assert_allclose(x.mean(axis=0), 0, atol=1e-5)
    np.testing.assert_allclose(x.std(axis=0), 1, atol=1e-4)
    raw = load_data({"source": "wine", "standardize": False})
    assert data.scaling is not None
    restored = data.x * np.array(data.scaling.deviation) + np.array(data.scaling.mean)
    np.testing.assert_allclose(restored, raw.x, rtol=1e-4, atol=1e-4)


def test_the_sample_images_are_what_the_digits_hold_out() -> None:
    from sklearn.datasets import load_digits

    kept = load_data({"source": "digits"})
    everything = load_data({"source": "digits", "held_out": 0})
    assert (len(kept.x), len(everything.x)) == (1777, 1797)
    samples = sorted(asset("samples").glob("*.png"))
    raw = load_digits()
    assert len(samples) == 20
    for path in samples:
        label, index = map(int, path.stem.split("_"))
        assert label == raw.target[index]
        seen = fit_image(path, Fitting(8, 8)).values
        np.testing.assert_allclose(seen, raw.images[index][..., None] / 16, atol=0.51 / 255)
        same = np.abs(kept.x - raw.images[index][..., None] / 16).reshape(len(kept.x), -1).max(axis=1) < 1e-6
        assert not same.any(), f"{path.name} is among the training data"


def test_pictures_of_data_and_files_are_scaled_alike() -> None:
    reference = {"source": "digits", "rescale": 1 / 127.5, "offset": -1.0}
    data = load_data(reference)
    assert (data.x.min(), data.x.max()) == (-1.0, 1.0)
    assert data.fitting == Fitting(8, 8, 1, rescale=1 / 127.5, offset=-1.0)


def test_a_folder_of_images(folder: Path) -> None:
    seen = []
    data = load_data(
        {"source": "folder", "path": str(folder), "validation_split": 0.2},
        (4, 4, 1),
        progress=lambda done, total: seen.append((done, total)),
    )
    assert data.classes == ("dark", "light")
    assert data.sample_shape == (4, 4, 1)
    assert data.y.tolist() == [0] * 10 + [1] * 9
    assert data.x[0].max() == pytest.approx(20 / 255)
    assert [(item.path.name, "known format" in item.reason) for item in data.skipped] == [("3.png", True)]
    assert seen[-1] == (20, 20)
    assert [data.classes[k] for k in data.y] == [path.parent.name for path in data.files]


def test_a_broken_file_does_not_move_the_split(folder: Path) -> None:
    reference = {
        "source": "folder",
        "path": str(folder),
        "image_size": [2, 2],
        "color_mode": "rgb",
        "seed": 5,
    }
    before = load_data(reference)
    (folder / "dark" / "0.png").write_bytes(b"broken")
    after = load_data(reference)
    split = dict(zip(before.files, before.validation, strict=True))
    assert all(split[path] == mark for path, mark in zip(after.files, after.validation, strict=True))


def test_a_preview_reads_some_files_only(folder: Path) -> None:
    data = load_data({"source": "folder", "path": str(folder)}, (2, 2, 3), limit=4)
    assert data.y.tolist() == [0, 0, 1, 1]


def test_samples_can_be_held_out_of_folders(folder: Path) -> None:
    data = load_data({"source": "folder", "path": str(folder), "held_out": 2}, (2, 2, 1))
    assert not {path.name for path in data.files} & {"8.png", "9.png"}


@pytest.mark.parametrize(
    "reference, words",
    [
        ({}, "no data called None"),
        ({"source": "letters"}, "no data called 'letters'; there are digits"),
        ({"source": "iris", "validation_split": 1}, "split must be at least 0 and below 1"),
        ({"source": "iris", "validation_split": "half"}, "split must be"),
        ({"source": "iris", "seed": 1.5}, "seed of the data"),
        ({"source": "iris", "held_out": -1}, "held_out must be"),
        ({"source": "iris", "held_out": 999}, "Nothing is left"),
        ({"source": "digits", "image_size": [9, 9]}, "8 × 8 pixels only"),
        ({"source": "digits", "rescale": "much"}, "finite"),
        ({"source": "folder"}, "no folder is chosen"),
        ({"source": "folder", "path": "/nowhere/at/all"}, "no such folder"),
        ({"source": "folder", "path": ".", "image_size": 3}, r"must be \[height, width\]"),
        ({"source": "folder", "path": ".", "color_mode": "cmyk"}, "grayscale or rgb"),
    ],
)
def test_references_that_make_no_sense_are_refused(reference: dict[str, Any], words: str) -> None:
    with pytest.raises(LayerloomError, match=words):
        load_data(reference, (8, 8, 1))


def test_a_folder_needs_two_classes(tmp_path: Path) -> None:
    reference = {"source": "folder", "path": str(tmp_path), "image_size": [2, 2], "color_mode": "rgb"}
    with pytest.raises(LayerloomError, match="none does"):
        load_data(reference)
    (tmp_path / "only").mkdir()
    (tmp_path / "only" / "a.png").touch()
    with pytest.raises(LayerloomError, match="only 'only' does"):
        load_data(reference)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.png").touch()
    with pytest.raises(LayerloomError, match="None of the 2 images can be read"):
        load_data(reference)


def test_real_photos_load(real_files: Path) -> None:
    path = real_files / "data" / "clothing" / "train"
    data = load_data({"source": "folder", "path": str(path)}, (32, 32, 3), limit=40)
    assert len(data.classes) == 10
    assert data.x.shape == (40, 32, 32, 3)
    assert data.skipped == ()


@pytest.mark.parametrize(
    "shape, target, fits",
    [
        ((8, 8, 1), (8, 8, 1), (8, 8, 1)),
        ((8, 8, 1), (None, None, 1), (8, 8, 1)),
        ((8, 8, 1), (64,), (64,)),
        ((64,), (8, 8, 1), (8, 8, 1)),
        ((8, 8, 1), (28, 28, 1), None),
        ((4,), (5,), None),
    ],
)
def test_samples_take_the_models_shape(shape: Any, target: Any, fits: Any) -> None:
    x = np.zeros((3, *shape), np.float32)
    if fits:
        assert fit_to_input(x, target).shape == (3, *fits)
    else:
        with pytest.raises(LayerloomError, match="set the shape of the Input layer"):
            fit_to_input(x, target)


CLASSES = np.array([0, 2, 1])
PICTURES = np.zeros((3, 4, 4, 1), np.float32)
VALUES = np.array([0.5, 1.5, 2.5], np.float32)


@pytest.mark.parametrize(
    "y, loss, classes, output, expected",
    [
        (CLASSES, "sparse_categorical_crossentropy", "abc", (3,), [0, 2, 1]),
        (CLASSES, {"class_name": "SparseCategoricalCrossentropy"}, "abc", (4,), [0, 2, 1]),
        (CLASSES, "categorical_crossentropy", "abc", (3,), [[1, 0, 0], [0, 0, 1], [0, 1, 0]]),
        (CLASSES, "mse", "abc", (3,), [[1, 0, 0], [0, 0, 1], [0, 1, 0]]),
        (CLASSES % 2, "binary_crossentropy", "ab", (1,), [[0], [0], [1]]),
        (VALUES, "mse", "", (1,), [[0.5], [1.5], [2.5]]),
    ],
)
def test_targets_take_the_form_of_the_loss(
    y: Any, loss: Any, classes: str, output: Any, expected: Any
) -> None:
    assert make_targets(PICTURES, y, loss, classes, output).tolist() == expected


@pytest.mark.parametrize(
    "y, loss, classes, output, words",
    [
        (CLASSES, "sparse_categorical_crossentropy", "abc", (2,), "3 classes, but the output has 2 units"),
        (CLASSES, "categorical_crossentropy", "abc", (4,), "3 classes, but the output has 4 units"),
        (CLASSES, "binary_crossentropy", "abc", (1,), "3 classes, but the output has one unit"),
        (CLASSES % 2, "categorical_crossentropy", "ab", (1,), "use binary_crossentropy"),
        (CLASSES, "mse", "abc", (8, 8, 3), "end the network with Flatten"),
        (VALUES, "mse", "", (3,), r"use Dense\(1\)"),
    ],
)
def test_targets_that_do_not_fit_are_refused(
    y: Any, loss: str, classes: str, output: Any, words: str
) -> None:
    with pytest.raises(LayerloomError, match=words):
        make_targets(PICTURES, y, loss, classes, output)


def test_what_gives_back_its_input_has_it_as_target() -> None:
    assert make_targets(PICTURES, CLASSES, "mse", "abc", (4, 4, 1)) is PICTURES
    with pytest.raises(LayerloomError, match="it is an autoencoder, but the loss wants classes"):
        make_targets(PICTURES, CLASSES, "sparse_categorical_crossentropy", "abc", (4, 4, 1))


def test_all_embedded_data_have_a_title() -> None:
    assert all(item.title for item in EMBEDDED.values())
