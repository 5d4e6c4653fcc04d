"""Arrays and tables as people keep them: what is read as classes, what beside what, and why others are refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from layerloom.errors import FileFormatError, LayerloomError
from layerloom_studio.runs.array_files import read_arrays
from layerloom_studio.runs.arrays import from_arrays, from_rows, with_names
from layerloom_studio.runs.data import load_data

X = np.zeros((4, 3), np.float32)
WITH_NAN = np.where(np.arange(12).reshape(4, 3) == 5, np.nan, X)


@pytest.mark.parametrize(
    "y, values, classes",
    [
        (np.eye(3)[[0, 2, 1, 2]], [0, 2, 1, 2], ("0", "1", "2")),  # 001-62: to_categorical
        (np.eye(2, dtype=np.uint8)[[1, 0, 0, 1]], [1, 0, 0, 1], ("0", "1")),
        (np.eye(2, dtype=bool)[[1, 0, 0, 1]], [1, 0, 0, 1], ("0", "1")),
        (
            [[1, 0], [1, 1], [0, 1], [1, 0]],
            [[1, 0], [1, 1], [0, 1], [1, 0]],
            (),
        ),  # several labels of a sample
        ([[0.5, 0.5]] * 4, [[0.5, 0.5]] * 4, ()),
        ([[1.0, 0, 0, 0]] * 4, [0] * 4, ("0", "1", "2", "3")),
    ],
)
def test_one_column_for_each_class_is_classes(y: Any, values: Any, classes: tuple[str, ...]) -> None:
    target = from_arrays("a", {"x": X, "y": np.asarray(y)}).targets["y"]
    np.testing.assert_array_equal(target.values, values)
    assert target.classes == classes


@pytest.mark.parametrize(
    "arrays, words",
    [
        ({"x": X[:0], "y": np.arange(0)}, "it holds no samples"),
        ({"x": WITH_NAN, "y": np.arange(4)}, "1 values of 'x' are no finite numbers"),
        ({"x": X, "y": np.array([0, np.inf, np.nan, 1])}, "2 values of 'y' are no finite numbers"),
        ({"x": X}, r"two arrays with an entry for each sample, .* but it holds x \(4, 3\)"),
        ({"x": X, "y": np.arange(3)}, r"but it holds x \(4, 3\), y \(3,\)"),
        ({"x": np.float32(1), "y": np.arange(4)}, r"but it holds x \(\), y \(4,\)"),
    ],
)
def test_arrays_that_make_no_data_are_refused_with_the_reason(arrays: dict[str, Any], words: str) -> None:
    with pytest.raises(LayerloomError, match=words):
        from_arrays("a", arrays)


def save(folder: Path, **arrays: Any) -> Path:
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)
    return folder / f"{next(iter(arrays))}.npy"


def test_003_01_an_array_of_its_own_is_read_with_the_labels_beside_it(tmp_path: Path) -> None:
    path = save(tmp_path, x_train=X, y_train=np.arange(4) % 2, x_test=X[:2], y_test=np.arange(2), weights=X)
    found = read_arrays(path, part="test")
    assert {name: values.shape for name, values in found.inputs.items()} == {"x_train": (6, 3)}
    assert found.targets["y_train"].values.tolist() == [0, 1, 0, 1, 0, 1]
    assert found.held is not None
    assert found.held.tolist() == [False] * 4 + [True] * 2


def test_003_01_the_labels_may_have_any_name_that_is_said(tmp_path: Path) -> None:
    path = save(tmp_path, pictures=X, breed=np.arange(4), other=X)
    found = read_arrays(path, ["breed"])
    assert (list(found.inputs), list(found.targets)) == (["pictures"], ["breed"])


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda folder: save(folder, x=X), "save the labels beside it as y.npy, or both in one file"),
        (lambda folder: save(folder, x=np.array([{}], object), y=np.arange(1)), "x.npy holds Python objects"),
        (lambda folder: save(folder, y=np.arange(4), label=np.arange(4)), "two arrays"),
    ],
)
def test_003_01_arrays_alone_are_refused(make: Callable[[Path], Path], words: str, tmp_path: Path) -> None:
    with pytest.raises(FileFormatError, match=words):
        read_arrays(make(tmp_path))


@pytest.mark.parametrize(
    "rows, names",
    [
        ([["a", "b"], ["1", "2"]], ["a", "b"]),
        ([["1.5", "2"], ["3", "4"]], ["1", "2"]),
        ([["5", "5"], ["3", "4"]], ["1", "2"]),
        ([["0", "1"], ["3", "4"]], ["0", "1"]),  # as pandas writes columns without names
    ],
)
def test_a_table_without_names_loses_no_sample(rows: list[list[str]], names: list[str]) -> None:
    named = with_names(rows)
    assert named[0] == names
    assert named[-len(rows) :] == rows


def test_a_typed_table_needs_no_names() -> None:
    data = load_data({"source": "typed", "text": "1,3\n2,5\n3,7\n", "standardize": False})
    assert data.x.ravel().tolist() == [1, 2, 3]
    assert data.y.tolist() == [3, 5, 7]


def test_a_gap_among_words_is_a_word() -> None:
    found = from_rows("t", [["size", "y"], ["big", "0"], ["", "1"], ["small", "0"]])
    assert found.columns["table"] == ("size = ", "size = big", "size = small")
