"""Layers of users that save variables and files in ways of their own, to Keras's files and from them."""

import json
from pathlib import Path

import keras as real
import numpy as np
import pytest

import layerloom as keras


def classes_of(library):
    """Returns the same layers written for a library."""

    @library.saving.register_keras_serializable("own_ways")
    class Counted(library.layers.Layer):
        """Keeps beside its kernel a number that is no variable, and a file of words."""

        def __init__(self, units=3, **kwargs):
            super().__init__(**kwargs)
            self.units = units
            self.seen = 0
            self.words = []

        def build(self, input_shape):
            self.kernel = self.add_weight(shape=(input_shape[-1], self.units), name="kernel")
            super().build(input_shape)

        def call(self, inputs):
            return library.ops.matmul(inputs, self.kernel)

        def get_config(self):
            return {**super().get_config(), "units": self.units}

        def save_own_variables(self, store):
            super().save_own_variables(store)
            store["seen"] = np.array(self.seen)

        def load_own_variables(self, store):
            self.seen = int(np.asarray(store["seen"]))
            super().load_own_variables({"0": store["0"]})

        def save_assets(self, dir_path):
            Path(dir_path, "words.json").write_text(json.dumps(self.words))

        def load_assets(self, dir_path):
            self.words = json.loads(Path(dir_path, "words.json").read_text())

    return Counted


LAYERS = {library: classes_of(library) for library in (keras, real)}


def model_of(library):
    inputs = library.Input((4,))
    outputs = library.layers.Dense(2, name="head")(LAYERS[library](name="counted")(inputs))
    model = library.Model(inputs, outputs)
    model.get_layer("counted").seen = 7
    model.get_layer("counted").words = ["a", "b"]
    return model


@pytest.mark.parametrize("reader", [keras, real], ids=["read_by_us", "read_by_keras"])
@pytest.mark.parametrize("writer", [keras, real], ids=["written_by_us", "written_by_keras"])
@pytest.mark.parametrize("suffix", [".keras", ".weights.h5"])
def test_both_ways(writer, reader, suffix, tmp_path):
    written, path = model_of(writer), str(tmp_path / f"model{suffix}")
    data = np.random.default_rng(0).standard_normal((3, 4)).astype("float32")
    if suffix == ".keras":
        written.save(path)
        found = reader.saving.load_model(path)
        assert found.get_layer("counted").words == ["a", "b"]
    else:
        written.save_weights(path)
        found = model_of(reader)
        found.get_layer("counted").seen = 0
        found.load_weights(path)
    assert found.get_layer("counted").seen == 7
    np.testing.assert_allclose(
        found.predict(data, verbose=0), written.predict(data, verbose=0), rtol=1e-5, atol=1e-6
    )


def test_variables_by_position():
    layer = keras.layers.BatchNormalization()
    layer.build((None, 3))
    store: dict[str, np.ndarray] = {}
    layer.save_own_variables(store)
    assert sorted(store) == ["0", "1", "2", "3"]
    store["0"] = np.array([1.0, 2.0, 3.0])
    layer.load_own_variables(store)
    np.testing.assert_array_equal(np.asarray(layer.gamma), [1, 2, 3])
    del store["3"]
    with pytest.raises(ValueError, match="has 4 variables, the file has 3"):
        layer.load_own_variables(store)
    with pytest.raises(ValueError, match="not built yet"):
        keras.layers.Dense(2).load_own_variables(store)
