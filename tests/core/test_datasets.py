"""The embedded data sets: what is said of them is what they are."""

import numpy as np
import pytest

from layerloom import datasets
from layerloom.declaration import registry
from layerloom.errors import FieldError

ENTRIES = registry.entries("dataset")


def test_all_are_listed():
    assert [entry.name for entry in ENTRIES] == ["breast_cancer", "diabetes", "digits", "iris", "wine"]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_what_is_listed_is_true(entry):
    known = entry.target
    (x_train, y_train), (x_test, y_test) = getattr(datasets, entry.name).load_data()
    assert x_train.shape[1:] == x_test.shape[1:] == known.shape
    assert len(x_train) + len(x_test) == known.samples
    assert len(x_test) == pytest.approx(0.2 * known.samples, abs=3)
    assert (x_train.dtype, y_train.dtype) == (np.float32, np.int64 if known.classes else np.float32)
    if known.classes:
        assert set(y_train) == set(y_test) == set(range(len(known.classes)))
        shares = [np.bincount(y) / len(y) for y in (y_train, y_test)]
        np.testing.assert_allclose(shares[0], shares[1], atol=0.02)
    import sklearn.datasets

    bunch = getattr(sklearn.datasets, f"load_{entry.name}")()
    assert known.classes == tuple(map(str, bunch.get("target_names", ())))
    if known.features:
        assert known.features == tuple(map(str, bunch.feature_names))


def test_the_split_is_always_the_same_and_nothing_is_in_both():
    (x_train, y_train), (x_test, _) = datasets.digits.load_data()
    (again, labels), _ = datasets.digits.load_data()
    np.testing.assert_array_equal(x_train, again)
    np.testing.assert_array_equal(y_train, labels)
    assert not np.array_equal(x_train, datasets.digits.load_data(seed=1)[0][0])
    train = {sample.tobytes() for sample in x_train}
    assert not any(sample.tobytes() in train for sample in x_test)
    assert (x_train.min(), x_train.max()) == (0, 1)


def test_standardized_tables():
    (x_train, _), (x_test, _) = datasets.wine.load_data(standardize=True, test_split=0.3)
    np.testing.assert_allclose(x_train.mean(axis=0), 0, atol=1e-5)
    np.testing.assert_allclose(x_train.std(axis=0), 1, atol=1e-5)
    assert abs(x_test.mean()) < 0.3


def test_a_wrong_share():
    with pytest.raises(FieldError, match="test_split"):
        datasets.iris.load_data(test_split=1.0)
