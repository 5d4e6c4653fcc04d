"""A ``labels.txt`` beside a model, as people and programs write it."""

from __future__ import annotations

import pytest

from layerloom import layers, models, saving
from layerloom.saving.labels import classes_beside, with_labels


@pytest.mark.parametrize(
    "text, classes",
    [
        ("0 Cat\n1 Dog\n", ["Cat", "Dog"]),
        ("Cat\nDog", ["Cat", "Dog"]),
        ("0 Cat\r\n1 Dog\r\n", ["Cat", "Dog"]),
        ("\n0 Cat\n\n\n1 Dog\n\n", ["Cat", "Dog"]),
        ("  0  Big Cat \n1\tSmall Dog", ["Big Cat", "Small Dog"]),
        ("0: Cat\n1: Dog", ["Cat", "Dog"]),
        ("1 Dog\n0 Cat\n2 Bird", ["Cat", "Dog", "Bird"]),
        ("0 고양이\n1 강아지\n", ["고양이", "강아지"]),
        ("고양이\n강아지", ["고양이", "강아지"]),
        ("0 가족 👨‍👩‍👧\n1 नहीं", ["가족 👨‍👩‍👧", "नहीं"]),
        ("0 Class 1\n1 Class 2", ["Class 1", "Class 2"]),
        ("0\n1\n2", ["0", "1", "2"]),  # classes that are called like numbers
        ("5\n7\n9", ["5", "7", "9"]),
        ("0 Cat\n1\n2 Bird", ["Cat", "1", "Bird"]),  # a name was left out
        ("1 cent\n2 cent", ["1 cent", "2 cent"]),
        ("0 Cat\nDog", ["0 Cat", "Dog"]),
        ("0 Cat\n0 Dog", ["0 Cat", "0 Dog"]),
        ("0 " + "x" * 300, ["x" * 200]),
        ("", []),
        ("\n \n", []),
        ("a\x1b[2J\nb", []),
        ("a\u202eb\nc", []),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_names_of_classes(text, classes, encoding, tmp_path):
    (tmp_path / "labels.txt").write_bytes(text.encode(encoding))
    assert classes_beside(tmp_path / "m.h5") == classes


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\xb0\xed\xbe\xe7\n", b"Cat\n" * 2**19, b"Cat\0\nDog"])
def test_other_files_of_that_name_tell_nothing(content, tmp_path):
    (tmp_path / "labels.txt").write_bytes(content)
    assert classes_beside(tmp_path / "m.h5") == []
    (tmp_path / "labels.txt").unlink()
    (tmp_path / "labels.txt").mkdir()
    assert classes_beside(tmp_path / "m.h5") == []


SQUARE = {"height": 224, "width": 224, "channels": 3, "shaping": "crop", "rescale": 1 / 127.5, "offset": -1.0}


@pytest.mark.parametrize(
    "name, own, told",
    [
        ("m.h5", {}, {"classes": ["Cat", "Dog"]}),
        ("keras_model.h5", {}, {"classes": ["Cat", "Dog"], "fitting": SQUARE}),
        ("m.h5", {"classes": ["a", "b"]}, {"classes": ["a", "b"]}),  # the labels are those of another model
        ("keras_model.h5", {"classes": ["a", "b"]}, {"classes": ["a", "b"]}),
        ("keras_model.h5", {"classes": ["Cat", "Dog"]}, {"classes": ["Cat", "Dog"], "fitting": SQUARE}),
        ("keras_model.h5", {"fitting": {"height": 3}}, {"classes": ["Cat", "Dog"], "fitting": {"height": 3}}),
        ("m.h5", {"classes": [], "data": "x"}, {"classes": ["Cat", "Dog"], "data": "x"}),
    ],
)
def test_what_a_file_says_itself_counts_first(name, own, told, tmp_path):
    (tmp_path / "labels.txt").write_text("0 Cat\n1 Dog\n")
    assert with_labels(tmp_path / name, own) == told


def test_without_labels_nothing_is_added(tmp_path):
    assert with_labels(tmp_path / "keras_model.h5", {"data": "x"}) == {"data": "x"}


@pytest.mark.parametrize("name", ["m.h5", "m.keras", "saved", "folder"])
def test_they_lie_beside_models_of_every_kind(name, tmp_path):
    (tmp_path / "labels.txt").write_text("0 Cat\n1 Dog\n")
    model = models.Sequential([layers.Input((2,)), layers.Dense(2)])
    model.save(tmp_path / name, **({"zipped": False} if name == "folder" else {}))
    assert saving.read_metadata(tmp_path / name)["classes"] == ["Cat", "Dog"]
