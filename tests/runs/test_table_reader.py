"""Strangers' tables and archives are read by another process: whatever is in them costs a sentence and no more."""

from __future__ import annotations

import io
import pickle
import threading
import zipfile
from pathlib import Path

import numpy as np
import pytest
from tests.runs.lying_reader import answering

from layerloom.errors import FileFormatError
from layerloom_studio.language import texts
from layerloom_studio.runs import array_files, table_reader
from layerloom_studio.runs.array_files import read_arrays
from layerloom_studio.runs.card import ModelCard
from layerloom_studio.runs.child import reason_of
from layerloom_studio.runs.data import load_data
from layerloom_studio.runs.other_table import read_other_table
from layerloom_studio.runs.serving import failure


@pytest.fixture
def table(tmp_path):
    (tmp_path / "t.csv").write_text("a,b,label\n1,x,no\n2,y,yes\n3,x,no\n4,y,yes\n")
    return tmp_path / "t.csv"


def npy(array: np.ndarray, **kind: object) -> bytes:
    stream = io.BytesIO()
    np.lib.format.write_array(stream, array, **kind)
    return stream.getvalue()


def header(shape: tuple[int, ...], dtype: str = "<f4") -> bytes:
    stream = io.BytesIO()
    np.lib.format.write_array_header_1_0(stream, {"descr": dtype, "fortran_order": False, "shape": shape})
    return stream.getvalue()


def archive(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(f"{name}.npy", data)
    return path


class Trap:
    """Leaves a mark when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self):
        return Path.touch, (self.mark,)


KINDS = [
    np.arange(6, dtype=np.uint8).reshape(6, 1),
    np.arange(6, dtype=">f8"),
    np.asfortranarray(np.arange(12.0).reshape(6, 2)),
    np.arange(6).astype(np.longdouble),
    np.array(["a", "", "한국", "🙂", "a\nb", "long text"]),
    np.array(["x", "y"] * 3).astype(">U1"),
    np.array([""] * 6),
    np.array([True, False] * 3),
]


@pytest.mark.parametrize("array", KINDS, ids=lambda array: array.dtype.str)
def test_arrays_of_every_kind_come_back_as_they_were(array, tmp_path):
    np.savez(tmp_path / "a.npz", given=array)
    (found,) = array_files._archive(tmp_path / "a.npz", (), lambda: False).values()
    np.testing.assert_array_equal(found, array.astype(found.dtype))
    assert found.dtype.isnative
    assert found.dtype.kind == array.dtype.kind


def test_tables_come_back_as_they_are_read_here(table, tmp_path):
    (tmp_path / "held.tsv").write_text("a\tb\tlabel\n5\ty\tno\n")
    found = read_arrays(table, other=tmp_path / "held.tsv")
    assert found.title == "t.csv: 5 samples"
    assert found.inputs["table"].tolist() == [[1, 1, 0], [2, 0, 1], [3, 1, 0], [4, 0, 1], [5, 0, 1]]
    assert found.columns == {"table": ("a", "b = x", "b = y")}
    assert found.targets["label"].values.tolist() == [0, 1, 0, 1, 0]
    assert found.targets["label"].classes == ("no", "yes")
    assert found.held.tolist() == [False] * 4 + [True]
    assert read_arrays(table).held is None


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda path: archive(path, x=npy(np.ones((4, 2))), y=header((1 << 40,))), "declares the shape"),
        (lambda path: archive(path, x=header((3,)) + bytes(1 << 22)), "declares the shape"),
        (lambda path: path.write_bytes(b"PK\x03\x04 torn"), "damaged"),
        (lambda path: path.write_bytes(pickle.dumps(Trap(path.with_name("mark")))), "damaged|no "),
        (
            lambda path: archive(
                path, x=npy(np.array([Trap(path.with_name("mark"))], object), allow_pickle=True)
            ),
            "Python objects",
        ),
        (lambda path: archive(path, x=b"\x93NUMPY\x01\x00\xff\xff" + b"(" * 0xFFFF), "no NumPy array"),
    ],
    ids=["declared", "bomb", "torn", "pickle", "objects", "brackets"],
)
def test_a_hostile_archive_costs_a_sentence(make, words, tmp_path):
    path = tmp_path / "a.npz"
    make(path)
    with pytest.raises(FileFormatError, match=words) as caught:
        read_arrays(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "mark").exists()


@pytest.mark.parametrize(
    "content, words",
    [
        (b"a,b\n1,2\n3\n", r"row 3 has not as many cells \(1\) as there are columns \(2\)"),
        (b"a,b\n\xe9,1\n", "no text in UTF-8: save it"),
        (b"a,b\n1,2\n,3\n4,5\n", r"'a' lacks a number in 1 of 3 rows"),
        (b"a,b\n1,2.5\n2,NA\n", r"'b' lacks a number in 1 of 2 rows"),
        (b"a,b\n1,2.5\n2,inf\n", "1 values of 'b' are no finite numbers"),
        (b"a,b\n1,\x00\n", "no row of numbers"),
        (b"a,b\nnan,1\n2,1\n", "'a' holds values that are no finite numbers"),
        (b"a,a\n1,2\n", "same name"),
        (b"", "a line with the names"),
        (b'a,b\n"1,2\n', "no table of fields"),
    ],
)
def test_a_damaged_table_costs_a_sentence(content, words, tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(FileFormatError, match=words) as caught:
        read_arrays(path)
    assert str(caught.value).startswith(f"{path}: ")


@pytest.mark.parametrize(
    "program, words",
    [
        ("import os; os.abort()", r"brings the reading process down \(signal 6\)"),
        ("import time; time.sleep(60)", "not read within 0.3 seconds"),
        (answering("{'arrays': [{'dtype': 'object', 'shape': [1]}]}"), "reading process down"),
        (answering("{}"), "what came of it cannot be used"),
        (answering("{'arrays': 'xy'}"), "reading process down"),
    ],
)
@pytest.mark.parametrize("ending", ["csv", "npz"])
def test_a_reader_that_crashes_hangs_or_lies_costs_a_message(
    program, words, ending, tmp_path, workers, monkeypatch
):
    monkeypatch.setattr(array_files, "SECONDS", 0.3 if "sleep" in program else 60.0)
    workers(array_files, "-c", program)
    path = tmp_path / f"t.{ending}"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(FileFormatError, match=words):
        read_arrays(path)


def test_memory_is_bounded(tmp_path, workers):
    workers(array_files, *array_files.READERS.arguments[:-1], str(2**24))
    np.savez_compressed(tmp_path / "a.npz", x=np.zeros((1000, 8_000), np.float32), y=np.zeros(1000))
    with pytest.raises(FileFormatError, match="memory"):
        read_arrays(tmp_path / "a.npz")


def test_a_reading_that_nobody_wants_any_more_ends(table, workers):
    workers(array_files, "-c", "import time; time.sleep(60)")
    asked = threading.Event()
    with pytest.raises(FileFormatError, match="cancelled"):
        load_data({"source": "file", "path": str(table)}, cancelled=lambda: asked.set() or True)
    assert asked.is_set()


def test_a_process_ends_after_large_files_and_stays_for_small_ones(tmp_path, workers, monkeypatch):
    workers(array_files, *array_files.READERS.arguments)
    for name, side in (("small", 8), ("large", 4200)):
        np.savez(tmp_path / f"{name}.npz", x=np.zeros((side, side), np.float32), y=np.zeros(side))
    read_arrays(tmp_path / "small.npz")
    (worker,) = array_files.READERS._idle
    assert read_arrays(tmp_path / "large.npz").inputs["x"].shape == (4200, 4200)
    assert worker._process.wait(timeout=30) == 0
    assert read_arrays(tmp_path / "small.npz").inputs["x"].shape == (8, 8)


@pytest.mark.parametrize(
    "setting, words", [("_MOST_CELLS", "more than 5 cells"), ("_LARGEST_TABLE", "larger than 256 MB")]
)
def test_tables_beyond_the_bounds_are_refused(setting, words, table, monkeypatch):
    monkeypatch.setattr(table_reader, setting, 5)
    with pytest.raises(FileFormatError, match=words):
        table_reader.answer({"path": str(table), "target": [], "other": None})


def test_the_file_that_is_wrong_is_the_one_that_is_named(table, tmp_path):
    (tmp_path / "held.csv").write_bytes(b"\xff")
    with pytest.raises(FileFormatError, match="UTF-8") as caught:
        read_arrays(table, other=tmp_path / "held.csv")
    assert caught.value.path == str(tmp_path / "held.csv")


def test_what_a_process_says_is_told_in_the_language_of_the_window(table):
    card = ModelCard(features=("c",))
    known = {
        "the column {name!r} is missing, which the network was trained with; there are {names}": "{names}: {name!r}?"
    }
    texts.use(lambda text: known.get(text, text))
    try:
        with pytest.raises(FileFormatError) as caught:
            read_other_table(table, card)
    finally:
        texts.use(lambda text: text)
    assert caught.value.cause == "a, b, label: 'c'?"


@pytest.mark.parametrize("text", ["{a.__class__}", "{a[0]}", "{a:>999999999}", "{a:{b}}", "{", "{}"])
def test_a_lie_about_words_is_not_filled_in(text):
    assert reason_of({"error": "no table", "text": text, "values": {"a": "b", "b": "c"}}) == "no table"


def test_a_failure_tells_its_file_and_its_words():
    told = failure(FileFormatError("t.csv", texts.tr("the table has more than {count:,} cells", count=5000)))
    assert told == {
        "error": "the table has more than 5,000 cells",
        "file": "t.csv",
        "text": "the table has more than {count:,} cells",
        "values": {"count": 5000},
    }
    assert failure("something else.") == {"error": "something else"}
