"""Reviews and news, read by real Keras and by us from one file."""

import hashlib
from dataclasses import replace

import numpy as np
import pytest
from keras.src.datasets import imdb as keras_imdb
from keras.src.datasets import reuters as keras_reuters

from layerloom.datasets import imdb, reuters

OPTIONS = [
    {},
    {"num_words": 20, "skip_top": 3},
    {"maxlen": 9, "seed": 4},
    {"start_char": None, "oov_char": None, "num_words": 15},
    {"start_char": None, "index_from": 0},
]


@pytest.mark.parametrize("options", OPTIONS, ids=lambda options: "-".join(options) or "plain")
@pytest.mark.parametrize(
    "ours, theirs", [(imdb, keras_imdb), (reuters, keras_reuters)], ids=["imdb", "reuters"]
)
def test_the_same_texts(options, ours, theirs, tmp_path, monkeypatch):
    rng = np.random.default_rng(1)
    names = ("x_train", "y_train", "x_test", "y_test") if ours is imdb else ("x", "y")
    arrays = {}
    for name in names:
        texts = np.empty(30, dtype=object)
        texts[:] = [rng.integers(1, 30, size=rng.integers(1, 14)).tolist() for _ in range(30)]
        arrays[name] = texts if name.startswith("x") else rng.integers(0, 2, 30)
    path = tmp_path / "datasets" / ours.FILE.name
    path.parent.mkdir()
    np.savez(path, **arrays)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.setattr(
        ours, "FILE", replace(ours.FILE, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    )
    monkeypatch.setattr(theirs, "get_file", lambda **_: str(path))
    for (x, y), (their_x, their_y) in zip(
        ours.load_data(**options), theirs.load_data(**options), strict=True
    ):
        assert x.tolist() == their_x.tolist()
        assert y.tolist() == their_y.tolist()
        assert (x.dtype, y.dtype) == (their_x.dtype, their_y.dtype)
