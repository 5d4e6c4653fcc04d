"""Folders of ``save(..., zipped=False)`` go both ways between Keras and us."""

from __future__ import annotations

import keras
import numpy as np
import pytest

import layerloom
from layerloom.errors import FileFormatError

X = np.random.default_rng(0).normal(size=(3, 4)).astype("float32")


def model_of(k):
    model = k.Sequential([k.Input((4,)), k.layers.Dense(5, "relu"), k.layers.Dense(2)])
    model.compile("adam", "mse")
    model.fit(X, X[:, :2], verbose=0)
    return model


@pytest.mark.parametrize("writer, reader", [(layerloom, keras), (keras, layerloom), (layerloom, layerloom)])
def test_both_ways(writer, reader, tmp_path):
    model = model_of(writer)
    model.save(tmp_path / "model", zipped=False)
    found = reader.saving.load_model(tmp_path / "model")
    np.testing.assert_allclose(np.asarray(found(X)), np.asarray(model(X)), atol=1e-6)
    assert type(found.optimizer).__name__ == "Adam"


def test_a_folder_is_replaced_whole_and_nothing_else_is(tmp_path):
    model, folder = model_of(layerloom), tmp_path / "model"
    model.save(folder, zipped=False)
    model.save(folder, zipped=False)
    assert sorted(item.name for item in folder.iterdir()) == [
        "assets", "config.json", "metadata.json", "model.weights.h5",
    ]  # fmt: skip
    assert [item.name for item in tmp_path.iterdir()] == ["model"]
    with pytest.raises(FileFormatError, match="overwrite=False"):
        model.save(folder, zipped=False, overwrite=False)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("x")
    with pytest.raises(FileFormatError, match="no model's folder"):
        model.save(tmp_path / "other", zipped=False)
    (folder / "model.weights.h5").write_bytes(b"no HDF5")
    with pytest.raises(FileFormatError, match=str(folder)):
        layerloom.saving.load_model(folder)
