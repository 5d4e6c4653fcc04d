"""load_csv and load_npz: what they read, and that everything else is refused in a sentence."""

from __future__ import annotations

import io
import pickle
import zipfile

import numpy as np
import pytest

from layerloom.errors import FileFormatError
from layerloom.utils import load_csv, load_npz
from layerloom.utils.tables import text_encoding


def write(path, text):
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    "text",
    [
        "1,2,0\n3,4,1\n",
        "a,b,label\n1,2,0\n3,4,1",
        "1;2;0\r\n3;4;1\r\n",
        "1\t2\t0\n\n3\t4\t1\n",
        "\ufeff1, 2, 0\n3 ,4 ,1\n",
        "a,b,label\r1,2,0\r3,4,1\r",
        '"a\nof two lines","b","label"\n"1","2","0"\n"3","4","1"\n',
        "a\tb\tlabel\n1\t2\t0\n3\t4\t1\n".encode("utf-16"),
        "키,무게,등급\n1,2,0\n3,4,1\n".encode("cp949"),
    ],
)
def test_tables_of_all_kinds_give_inputs_and_whole_labels(tmp_path, text):
    x, y = load_csv(write(tmp_path / "t.csv", text))
    np.testing.assert_array_equal(x, [[1, 2], [3, 4]])
    np.testing.assert_array_equal(y, [0, 1])
    assert (x.dtype, y.dtype) == (np.float32, np.int64)


@pytest.mark.parametrize(
    "written, read",
    [
        ("utf-8", "utf-8-sig"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("cp949", "euc_kr"),
        ("ascii", "utf-8-sig"),
    ],
)
def test_the_letters_of_a_table_are_known_again(tmp_path, written, read):
    name = "a,b" if written == "ascii" else "이름,무게"
    path = write(tmp_path / "t.csv", f"{name}\n1,2\n".encode(written))
    assert text_encoding(path) == read
    assert path.read_text(read) == f"{name}\n1,2\n"


def test_labels_with_fractions_are_floats(tmp_path):
    _, y = load_csv(write(tmp_path / "t.csv", "1,0.5\n2,1e3\n"))
    assert y.dtype == np.float32
    np.testing.assert_array_equal(y, [0.5, 1000])


@pytest.mark.parametrize(
    "text, words",
    [
        ("", "no rows of numbers"),
        ("a,b\n", "no rows of numbers"),
        ("1\n2\n", "one column"),
        ("1,2,0\n3,4\n", "line 2 has 2 fields, 3 were expected"),
        ("1,2,0\n3,x,1\n", "line 2, column 2: 'x' is no finite number"),
        ("1,2,0\n3,,1\n", "line 2, column 2: '' is no finite number"),
        ("1,2,nan\n", "line 1, column 3: 'nan'"),
        ("1,inf,0\n", "line 1, column 2: 'inf'"),
        ("1,1_000,0\n", "column 2: '1_000'"),
        ("1,2\n3,=cmd|' /C calc'!A0\n", "column 2: .=cmd"),
        (b"1,\xff\xfe,0\n1,2,3", "no text in UTF-8"),
        (b"\x00" * 100, "no row of numbers"),
        ('1,"2\n', "no table of fields|no row of numbers"),
        ("1," * 200_000 + "1\n", "fields|no row"),
        ("9" * 100_000 + ",1\n2,1", "no finite number"),
        ("0" * 5_000 + ",1\n2,1", "no finite number"),
        ("1e300,1\n", "column 1: '1e300' is too large for float32"),
        ("1,-1e39\n", "column 2: '-1e39' is too large for float32"),
        ("1|2\n", "one column"),
        ("a,b\n1,5;2\n", "no finite number"),
        ("é,b\n1,2\n".encode("cp1252"), "no text in UTF-8: save it"),
        ("a,b\n1,2\n".encode("utf-16")[:-1], "no text in UTF-8"),
        ("1,2,\n", "column 3: ''"),
    ],
)
def test_other_tables_are_refused(tmp_path, text, words):
    path = write(tmp_path / "t.csv", text)
    with pytest.raises(FileFormatError, match=words) as caught:
        load_csv(path)
    assert len(str(caught.value)) < 400


def test_tables_beyond_the_bounds_are_refused(tmp_path, monkeypatch):
    path = write(tmp_path / "t.csv", "1,2\n" * 200)
    monkeypatch.setattr("layerloom.utils.tables.MAX_ROWS", 199)
    with pytest.raises(FileFormatError, match="more than 199 rows"):
        load_csv(path)
    monkeypatch.setattr("layerloom.utils.tables.MAX_CELLS", 300)
    with pytest.raises(FileFormatError, match="more than 150 rows"):
        load_csv(path)


def test_long_tables_are_put_together_from_strips(tmp_path, monkeypatch):
    monkeypatch.setattr("layerloom.utils.tables._STRIP", 6)
    x, y = load_csv(write(tmp_path / "t.csv", "".join(f"{i},{-i},{i % 3}\n" for i in range(7))))
    np.testing.assert_array_equal(x, [[i, -i] for i in range(7)])
    np.testing.assert_array_equal(y, np.arange(7) % 3)


def arrays(path, **parts):
    np.savez(path, **parts)
    return path


def test_archives_give_their_arrays(tmp_path):
    x, y = np.ones((3, 2, 2), np.uint8), np.array([0, 1, 2])
    for save in (np.savez, np.savez_compressed):
        save(tmp_path / "a.npz", x=x, y=y, other=x)
        found = load_npz(tmp_path / "a.npz")
        np.testing.assert_array_equal(found[0], x)
        np.testing.assert_array_equal(found[1], y)


@pytest.mark.parametrize(
    "parts, words",
    [
        ({"x": np.ones(3)}, "no array 'y'"),
        ({"x": np.ones(3), "y": np.ones(2)}, "x has 3 samples, y has 2"),
        ({"x": np.ones(0), "y": np.ones(0)}, "no samples"),
        ({"x": np.float32(1), "y": np.float32(1)}, "at least one axis"),
        ({"x": np.ones(2), "y": np.array([1, np.nan])}, "y holds NaN"),
        ({"x": np.array(["a", "b"]), "y": np.ones(2)}, "x holds <U1 and no numbers"),
    ],
)
def test_other_arrays_are_refused(tmp_path, parts, words):
    with pytest.raises(FileFormatError, match=words):
        load_npz(arrays(tmp_path / "a.npz", **parts))


class Trap:
    def __reduce__(self):
        return (pytest.fail, ("code of a file was run",))


def test_pickled_arrays_are_never_loaded(tmp_path):
    stream = io.BytesIO()
    np.lib.format.write_array(stream, np.array([None]), allow_pickle=True)
    head = stream.getvalue()[: -len(pickle.dumps(np.array([None])))]
    with zipfile.ZipFile(tmp_path / "a.npz", "w") as file:
        for name in ("x.npy", "y.npy"):
            file.writestr(name, head + pickle.dumps(Trap()))
    with pytest.raises(FileFormatError, match=r"no NumPy array|holds Python objects"):
        load_npz(tmp_path / "a.npz")


@pytest.mark.parametrize(
    "data, words",
    [
        (b"", "no NumPy array"),
        (b"\x93NUMPY\x01\x00\xff\xff{", "no NumPy array"),
        (b"\x93NUMPY\x09\x00v\x00{}", "a version that is not read"),
        (
            b"\x93NUMPY\x01\x00F\x00{'descr': '<f8', 'fortran_order': False, 'shape': (1099511627776,)}  \n",
            "declares",
        ),
    ],
)
def test_lying_headers_are_refused(tmp_path, data, words):
    with zipfile.ZipFile(tmp_path / "a.npz", "w") as file:
        file.writestr("x.npy", data)
        file.writestr("y.npy", data)
    with pytest.raises(FileFormatError, match=words):
        load_npz(tmp_path / "a.npz")
