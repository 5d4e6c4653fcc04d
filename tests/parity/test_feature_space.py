"""FeatureSpace against real Keras."""

from __future__ import annotations

import keras
import numpy as np
import pytest

import layerloom

DATA = {
    "age": [23.0, 41.0, 35.0, 60.0, 18.0, 52.0],
    "height": [1.6, 1.8, 1.7, 1.9, 1.5, 1.75],
    "rooms": [1, 2, 2, 3, 1, 7],
    "town": ["Ulm", "Bonn", "Ulm", "Kiel", "Bonn", "Ulm"],
    "code": [11, 22, 11, 33, 22, 44],
}


def space(k, **options):
    cls = k.utils.FeatureSpace
    return cls(
        features={
            "age": "float_normalized",
            "height": cls.float_rescaled(scale=2.0, offset=-1.0),
            "rooms": cls.integer_categorical(num_oov_indices=1),
            "town": "string_categorical",
            "code": cls.integer_hashed(num_bins=4),
        },
        **options,
    )


@pytest.mark.parametrize(
    "options", [{}, {"crosses": [("rooms", "town")], "crossing_dim": 6}, {"output_mode": "dict"}]
)
def test_columns_are_encoded_as_in_keras(options) -> None:
    results = []
    for k in (keras, layerloom):
        made = space(k, **options)
        made.adapt({name: np.asarray(values) for name, values in DATA.items()})
        found = made({name: np.asarray(values) for name, values in DATA.items()})
        one = made({name: values[0] for name, values in DATA.items()})
        results.append([found, one])
    for ours, theirs in zip(results[1], results[0], strict=True):
        parts = theirs if isinstance(theirs, dict) else {"all": theirs}
        mine = ours if isinstance(ours, dict) else {"all": ours}
        assert mine.keys() == parts.keys()
        for name, value in parts.items():
            np.testing.assert_allclose(np.asarray(mine[name]), np.asarray(value), atol=1e-5, err_msg=name)


def test_it_feeds_a_model_and_comes_back_from_its_config() -> None:
    made = space(layerloom)
    data = {name: np.asarray(values) for name, values in DATA.items()}
    made.adapt(layerloom.data.Dataset.from_tensor_slices(data).batch(4))
    encoded = made.get_encoded_features()
    model = layerloom.Model(made.get_inputs(), layerloom.layers.Dense(1)(encoded))
    columns = {name: value[:, None] for name, value in data.items()}
    assert model(columns).shape == (6, 1) and encoded.shape[-1] == np.asarray(made(data)).shape[-1]
    copy = type(made).from_config(made.get_config())
    copy.adapt(data)
    np.testing.assert_allclose(np.asarray(copy(data)), np.asarray(made(data)))


@pytest.mark.parametrize(
    "act, words",
    [
        (lambda cls: cls({}), "needs features"),
        (lambda cls: cls({"a": "no_kind"}), "no_kind"),
        (lambda cls: cls({"a": "float"}, crosses=[("a", "b")]), "'b', which is no feature"),
        (lambda cls: cls({"a": "float_normalized"})({"a": 1.0}), "Call adapt"),
        (lambda cls: cls({"a": "float"})(5), "dict of columns"),
        (lambda cls: cls({"a": cls.integer_hashed(3, output_mode="int")})({"a": [1]}), "cannot be joined"),
        (lambda cls: cls({"a": "float_normalized"}).adapt([1]), "takes a Dataset"),
    ],
)
def test_mistakes_are_told_in_a_sentence(act, words) -> None:
    with pytest.raises(ValueError, match=words):
        act(layerloom.utils.FeatureSpace)


@pytest.mark.parametrize("reader", [layerloom, keras], ids=["read_by_us", "read_by_keras"])
@pytest.mark.parametrize("writer", [layerloom, keras], ids=["written_by_us", "written_by_keras"])
def test_files_go_both_ways(writer, reader, tmp_path):
    data = {
        "age": np.array([20.0, 30.0, 40.0, 50.0]),
        "kind": np.array(["a", "b", "a", "c"]),
        "count": np.array([1, 5, 5, 7]),
        "share": np.array([0.1, 0.2, 0.3, 0.9]),
        "code": np.array(["x", "y", "z", "x"]),
    }
    space = writer.utils.FeatureSpace(
        {
            "age": "float_normalized",
            "kind": "string_categorical",
            "count": "integer_categorical",
            "share": writer.utils.FeatureSpace.float_discretized(num_bins=3),
            "code": "string_hashed",
        },
        crosses=[("kind", "code")],
    )
    space.adapt(data)
    space.save(tmp_path / "space.keras")
    again = reader.models.load_model(tmp_path / "space.keras")
    np.testing.assert_allclose(np.asarray(again(data)), np.asarray(space(data)), rtol=1e-6)
