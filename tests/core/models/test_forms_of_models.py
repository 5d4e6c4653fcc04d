"""YAML, estimators of scikit-learn, queues of batches, settings from a file, and operations of one's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
import yaml

import layerloom
from layerloom import layers, models, ops

CORE = Path(layerloom.__file__).parents[1]


def network():
    inputs = layers.Input((4,))
    x = layers.Dense(3, activation="relu")(inputs)
    return models.Model(
        inputs, layers.Dense(2, activation="softmax")(ops.concatenate([x, x[:, :1]], axis=-1))
    )


@pytest.mark.parametrize("make", [network, lambda: models.Sequential([layers.Input((4,)), layers.Dense(2)])])
def test_yaml_holds_the_plain_structure(make) -> None:
    model = make()
    text = model.to_yaml()
    assert yaml.safe_load(text) == json.loads(model.to_json())
    copy = models.model_from_yaml(text)
    assert [layer.name for layer in copy.layers] == [layer.name for layer in model.layers]
    assert copy.to_json() == model.to_json()


@pytest.mark.parametrize(
    "text, words",
    [
        ("!!python/object/apply:os.system ['true']", "no YAML of plain data"),
        ("a: &x [*x]", "references .* themselves"),
        (
            "\n".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9) if n else 1}]" for n in range(9)),
            "references .* millions",
        ),
        ("class_name: [", "no YAML"),
        ("when: 2020-01-01", "values that no model has"),
        ("just words", "no Keras model"),
    ],
)
def test_yaml_of_other_kinds_is_refused_in_a_sentence(text, words) -> None:
    with pytest.raises(ValueError, match=words):
        models.model_from_yaml(text)


def test_yaml_of_keras_1_with_tuples_and_references() -> None:
    text = """
    class_name: Sequential
    config:
    - class_name: Dense
      config: {batch_input_shape: !!python/tuple [null, 4], name: !!python/unicode 'dense_1', output_dim: 9}
    - class_name: Reshape
      config: {name: r, target_shape: &shape !!python/tuple [3, 3]}
    - class_name: AveragePooling1D
      config: {name: p, pool_length: 3, stride: 3, border_mode: valid}
    - class_name: Reshape
      config: {name: s, target_shape: &other [3, 1]}
    - class_name: Reshape
      config: {name: t, target_shape: *other}
    keras_version: 1.2.2
    """
    assert models.model_from_yaml(text).output_shape == (None, 3, 1)


def test_export_is_refused_with_the_way_to_go() -> None:
    with pytest.raises(ValueError, match="load_model"):
        network().export("anywhere")


def classifier(X, y, units=8):  # noqa: N803 - the wrappers call it by these names
    model = models.Sequential(
        [
            layers.Input((X.shape[1],)),
            layers.Dense(units, activation="relu"),
            layers.Dense(y.shape[1], activation="softmax"),
        ]
    )
    model.compile(layerloom.optimizers.Adam(0.05), "categorical_crossentropy")
    return model


def test_models_are_estimators_of_scikit_learn() -> None:
    from sklearn.base import clone
    from sklearn.datasets import load_iris
    from sklearn.model_selection import cross_val_score
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    layerloom.utils.set_random_seed(0)
    x, y = load_iris(return_X_y=True)
    names = np.array(["setosa", "versicolor", "virginica"])[y]
    estimator = layerloom.wrappers.SKLearnClassifier(
        classifier, model_kwargs={"units": 12}, fit_kwargs={"epochs": 15, "verbose": 0}
    )
    pipeline = make_pipeline(StandardScaler(), clone(estimator))
    assert cross_val_score(pipeline, x, names, cv=3).min() > 0.85
    pipeline.fit(x, names)
    assert set(pipeline.predict(x)) == set(names) and list(pipeline[-1].classes_) == sorted(set(names))

    model = models.Sequential([layers.Input((4,)), layers.Dense(1)])
    model.compile(layerloom.optimizers.Adam(0.1), "mse")
    regressor = layerloom.wrappers.SKLearnRegressor(model, fit_kwargs={"epochs": 60, "verbose": 0})
    scaled = StandardScaler().fit_transform(x)
    assert regressor.fit(scaled, x[:, 0] * 2).score(scaled, x[:, 0] * 2) > 0.9
    assert regressor.predict(scaled).shape == (150,)
    transformer = layerloom.wrappers.SKLearnTransformer(model, fit_kwargs={"verbose": 0})
    assert transformer.fit(scaled, x[:, 0]).transform(scaled).shape == (150, 1)


class Numbered(layerloom.utils.Sequence):
    def __init__(self) -> None:
        super().__init__()
        self.threads: set[str] = set()

    def __len__(self) -> int:
        return 5

    def __getitem__(self, index):
        self.threads.add(threading.current_thread().name)
        return np.full((2, 4), index, "float32"), np.zeros((2, 1), "float32")


@pytest.mark.parametrize("workers", [0, 1, 3])
def test_batches_are_made_ahead_in_order_by_as_many_workers(workers) -> None:
    model = models.Sequential([layers.Input((4,)), layers.Dense(1, kernel_initializer="ones")])
    model.compile("sgd", "mse")
    data = Numbered()
    found = model.predict_generator(data, workers=workers, max_queue_size=2)
    np.testing.assert_array_equal(found[:, 0], np.repeat(np.arange(5) * 4.0, 2))
    assert (threading.current_thread().name in data.threads) == (workers == 0)
    assert len(model.fit_generator(Numbered(), 5, 2, verbose=0, workers=workers).history["loss"]) == 2
    assert model.evaluate_generator(Numbered(), workers=workers) >= 0

    def endless():
        made.append(threading.current_thread().name)
        while True:
            yield np.ones((2, 4), "float32"), np.ones((2, 1), "float32")

    made: list[str] = []
    history = model.fit_generator(endless(), steps_per_epoch=3, epochs=2, workers=workers, verbose=0)
    assert len(history.history["loss"]) == 2
    assert (made == [threading.current_thread().name]) == (workers == 0)


@pytest.mark.parametrize(
    "text, shown, warned",
    [
        (
            '{"floatx": "float64", "epsilon": 1e-5, "image_data_format": "channels_first", "backend": "x"}',
            "float64 1e-05 channels_first",
            "",
        ),
        ('{"floatx": "float99", "epsilon": 1e-5}', "float32 1e-05 channels_last", "floatx"),
        ("{broken", "float32 1e-07 channels_last", "are not used"),
        ("[1]", "float32 1e-07 channels_last", "no mapping"),
        (None, "float32 1e-07 channels_last", ""),
    ],
)
def test_settings_are_read_from_the_file_of_keras(tmp_path, text, shown, warned) -> None:
    if text is not None:
        (tmp_path / "keras.json").write_text(text)
    code = "from layerloom import config as c; print(c.floatx(), c.epsilon(), c.image_data_format())"
    environment = {**os.environ, "KERAS_HOME": str(tmp_path), "PYTHONPATH": str(CORE)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.strip() == shown
    assert warned in done.stderr and bool(warned) == bool(done.stderr)


class Scale(layerloom.Operation):
    def __init__(self, factor, name=None):
        super().__init__(name=name)
        self.factor = factor

    def call(self, x):
        return x * self.factor


def test_an_operation_of_ones_own_is_a_node_that_files_keep() -> None:
    inputs = layers.Input((4,))
    operation = Scale(3.0, name="three")
    model = models.Model(inputs, layers.Dense(2, name="dense")(operation(inputs)))
    assert operation.output.shape == (None, 4) and operation.compute_output_spec(inputs).shape == (None, 4)
    np.testing.assert_array_equal(np.asarray(operation(np.ones((1, 4), "float32"))), np.full((1, 4), 3.0))
    copy = models.model_from_json(model.to_json(), custom_objects={"Scale": Scale})
    copy.set_weights(model.get_weights())
    x = np.random.default_rng(0).normal(size=(3, 4)).astype("float32")
    np.testing.assert_array_equal(copy.predict(x, verbose=0), model.predict(x, verbose=0))


def test_a_function_is_a_graph_without_a_model() -> None:
    a, b = layers.Input((4,)), layers.Input((4,))
    function = layerloom.Function({"a": a, "b": b}, [ops.relu(a - b), a * b])
    first, second = function({"a": np.full((2, 4), 3.0, "float32"), "b": np.full((2, 4), 2.0, "float32")})
    assert np.asarray(first)[0, 0] == 1.0 and np.asarray(second)[0, 0] == 6.0
    run = layerloom.backend.function([a, b], [ops.relu(a - b)])
    np.testing.assert_array_equal(run([np.full((2, 4), 3.0), np.full((2, 4), 2.0)])[0], np.ones((2, 4)))


def test_limits_and_older_words_of_fit() -> None:
    model = models.Sequential([layers.Input((4,)), layers.Dense(1)])
    model.compile("sgd", "mse")
    assert len(model.fit(Numbered(), nb_epoch=3, workers=2, verbose=0).history["loss"]) == 3
    with pytest.raises(TypeError, match="nb_epochs"):
        model.fit(Numbered(), nb_epochs=3, verbose=0)
    layerloom.config.set_max_epochs(2)
    layerloom.config.set_max_steps_per_epoch(1)
    try:
        assert len(model.fit(Numbered(), epochs=5, verbose=0).history["loss"]) == 2
        assert len(model.predict(Numbered(), verbose=0)) == 2
    finally:
        layerloom.config.set_max_epochs(None)
        layerloom.config.set_max_steps_per_epoch(None)


def test_symbolic_metrics_are_reported_with_those_of_compile() -> None:
    inputs = layers.Input((4,))
    hidden = layers.Dense(3, kernel_initializer="ones", name="hidden")(inputs)
    model = models.Model(inputs, layers.Dense(1)(hidden))
    model.add_metric(ops.mean(hidden), name="level")
    model.compile("sgd", "mse")
    x = np.ones((8, 4), "float32")
    history = model.fit(x, np.zeros((8, 1)), epochs=2, batch_size=4, verbose=0).history
    assert len(history["level"]) == 2
    fresh = float(np.mean(np.asarray(models.Model(inputs, hidden)(x))))
    assert model.evaluate(x, np.zeros((8, 1)), verbose=0, return_dict=True)["level"] == pytest.approx(fresh)
