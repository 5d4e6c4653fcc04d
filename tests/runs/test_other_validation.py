"""Samples for validation come from a part of the source, from another file or folder, or are a share."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from layerloom.errors import LayerloomError
from layerloom_studio.runs.data import load_data
from layerloom_studio.runs.splitting import has_validation


def archive(path: Path, **arrays: Any) -> dict[str, Any]:
    np.savez(path, **arrays)
    return {"source": "file", "path": str(path)}


def table(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_test_part_of_an_archive(tmp_path: Path) -> None:
    x, y = np.arange(12, dtype=np.uint8).reshape(3, 2, 2), np.array([[0], [1], [1]])
    reference = archive(tmp_path / "a.npz", x_train=x, y_train=y, x_test=x[:2], y_test=y[:2])
    assert load_data(reference).parts == ("test",)
    data = load_data({**reference, "validation": "test"})
    assert data.validation.tolist() == [False] * 3 + [True] * 2
    assert data.y.tolist() == [0, 1, 1, 0, 1]


def test_another_table(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", "size,place,y\n1,town,a\n2,sea,b\n")
    other = table(tmp_path / "b.csv", "size,place,y\n5,wood,b\n")
    data = load_data({"source": "file", "path": path, "validation": "other", "validation_path": other})
    assert data.features == ("size", "place = sea", "place = town", "place = wood")
    assert data.validation.tolist() == [False, False, True]
    assert data.classes == ("a", "b")


def test_another_folder(tmp_path: Path) -> None:
    for folder, names in (("train", ("cat", "dog")), ("held", ("cat", "dog")), ("odd", ("cat", "cow"))):
        for name in names:
            (tmp_path / folder / name).mkdir(parents=True)
            Image.new("L", (4, 4)).save(tmp_path / folder / name / "1.png")
    reference = {"source": "folder", "path": str(tmp_path / "train"), "validation": "other"}
    data = load_data({**reference, "validation_path": str(tmp_path / "held")}, (4, 4, 1))
    assert data.y.tolist() == [0, 1, 0, 1]
    assert data.validation.tolist() == [False, False, True, True]
    with pytest.raises(LayerloomError, match="has the class 'cow'"):
        load_data({**reference, "validation_path": str(tmp_path / "odd")}, (4, 4, 1))
    with pytest.raises(LayerloomError, match="none are chosen yet"):
        load_data(reference, (4, 4, 1))


@pytest.mark.parametrize(
    "other, words",
    [
        ("size,y\n1,a\n", "other columns"),
        ("size,place,y\n1,town\n", "in the table for validation, row 2 has not as many cells"),
    ],
)
def test_tables_of_another_form_are_refused(tmp_path: Path, other: str, words: str) -> None:
    path = table(tmp_path / "a.csv", "size,place,y\n1,town,a\n2,sea,b\n")
    said = {"validation": "other", "validation_path": table(tmp_path / "b.csv", other)}
    with pytest.raises(LayerloomError, match=words):
        load_data({"source": "file", "path": path, **said})


@pytest.mark.parametrize(
    "scale, first",
    [({}, -1.0), ({"standardize": False}, 1.0), ({"normalize": True}, 1 / 3)],
)
def test_scaling_of_columns(scale: dict[str, Any], first: float) -> None:
    data = load_data({"source": "typed", "text": "x,y\n1,0.5\n3,0.5", "validation_split": 0, **scale})
    assert data.x[0, 0] == pytest.approx(first)


@pytest.mark.parametrize("kind, classes", [("", 3), ("values", 0), ("classes", 3)])
def test_whole_numbers_are_classes_or_values(kind: str, classes: int) -> None:
    reference = {"source": "typed", "text": "x,y\n1,0\n3,1\n4,2", "targets_as": kind}
    assert len(load_data(reference).classes) == classes


def test_random_data_have_the_shape_of_the_model() -> None:
    data = load_data({"source": "random", "samples": 20, "classes": 3}, (4, None, 1))
    assert data.x.shape == (20, 4, 8, 1)
    assert set(data.y) <= {0, 1, 2}
    with pytest.raises(LayerloomError, match="Random data need a shape"):
        load_data({"source": "random", "shape": [0]})


@pytest.mark.parametrize(
    "said, held",
    [
        ({}, True),
        ({"validation_split": 0}, False),
        ({"validation_split": 0, "validation": "test"}, True),
        ({"validation": "other"}, False),
        ({"validation": "other", "validation_path": "a.csv"}, True),
    ],
)
def test_whether_anything_is_held_back(said: dict[str, Any], held: bool) -> None:
    assert has_validation(said) is held
