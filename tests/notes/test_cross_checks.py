"""Rows X-01 to X-11: files and trainings beside real Keras, each with the models that its row names."""

import keras as real
import numpy as np
import pytest

import layerloom as keras

RNG = np.random.default_rng(21)


def dense(library):
    layers = library.layers
    return library.Sequential([layers.Input((6,)), layers.Dense(5, activation="relu"), layers.Dense(3)])


def functional(library):
    layers = library.layers
    inputs = library.Input((6,))
    hidden = layers.Dense(6, activation="tanh")(inputs)
    joined = layers.Concatenate()([layers.Add()([inputs, hidden]), inputs])
    return library.Model(inputs, layers.Dense(3)(joined))


def convolutions(library):
    layers = library.layers
    return library.Sequential(
        [
            layers.Input((8, 8, 2)),
            layers.Conv2D(4, 3, strides=2, padding="same", activation="relu"),
            layers.BatchNormalization(),
            layers.DepthwiseConv2D(2),
            layers.SeparableConv2D(3, 2),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(3),
        ]
    )


def normalized(library):
    layers = library.layers
    return library.Sequential(
        [
            layers.Input((8, 8, 2)),
            layers.Conv2D(4, 3, use_bias=False),
            layers.BatchNormalization(),
            layers.Activation("relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(3),
        ]
    )


def recurrent(library):
    layers = library.layers
    return library.Sequential(
        [
            layers.Input((5, 4)),
            layers.Bidirectional(layers.LSTM(3, return_sequences=True)),
            layers.GRU(4, return_sequences=True),
            layers.SimpleRNN(3),
            layers.Dense(3),
        ]
    )


FIVE = [dense, functional, convolutions, normalized, recurrent]


def data_for(model, rows=12):
    return (
        RNG.standard_normal((rows, *model.input_shape[1:])).astype("float32"),
        RNG.standard_normal((rows, 3)).astype("float32"),
    )


def stirred(model):
    model.set_weights([RNG.uniform(0.1, 0.5, weight.shape) for weight in model.get_weights()])
    return model


def same_predictions(one, other):
    x, _ = data_for(one)
    np.testing.assert_allclose(other.predict(x, verbose=0), one.predict(x, verbose=0), rtol=1e-5, atol=1e-5)


@pytest.mark.filterwarnings("ignore::UserWarning:keras")
@pytest.mark.parametrize("build", FIVE)
def test_x_01_to_04_hdf5_goes_both_ways(build, tmp_path):
    ours, theirs = stirred(build(keras)), stirred(build(real))
    ours.save(tmp_path / "ours.h5")
    theirs.save(tmp_path / "theirs.h5")
    same_predictions(ours, real.models.load_model(tmp_path / "ours.h5", compile=False))
    same_predictions(theirs, keras.models.load_model(tmp_path / "theirs.h5", compile=False))


@pytest.mark.parametrize("build", FIVE)
def test_x_05_and_06_json_and_weights_go_both_ways(build, tmp_path):
    for one, other in ((keras, real), (real, keras)):
        model = stirred(build(one))
        path = tmp_path / f"{one.__name__}.weights.h5"
        model.save_weights(path)
        again = other.models.model_from_json(model.to_json())
        again.load_weights(path)
        same_predictions(model, again)


@pytest.mark.parametrize(
    "build, optimizer",
    [*((dense, name) for name in ("SGD", "RMSprop", "Adam")), (normalized, "SGD"), (recurrent, "SGD")],
)
def test_x_07_to_09_the_same_start_gives_the_same_history(build, optimizer):
    ours, theirs = stirred(build(keras)), build(real)
    theirs.set_weights(ours.get_weights())
    x, y = data_for(ours, 20)
    told = []
    for library, model in ((keras, ours), (real, theirs)):
        model.compile(getattr(library.optimizers, optimizer)(0.01), "mse", metrics=["mae"])
        options = {"epochs": 4, "batch_size": 8, "shuffle": False, "verbose": 0}
        told.append(model.fit(x, y, validation_data=(x[:5], y[:5]), **options).history)
    assert told[0].keys() == told[1].keys()
    for name, values in told[1].items():
        np.testing.assert_allclose(
            told[0][name], values, rtol=1e-4 if optimizer != "SGD" else 2e-5, err_msg=name
        )


@pytest.mark.filterwarnings("ignore::UserWarning:keras")
@pytest.mark.parametrize("optimizer", ["SGD", "RMSprop", "Adam"])
def test_x_10_a_compiled_file_evaluates_alike_and_keeps_its_optimizer(optimizer, tmp_path):
    model = stirred(dense(keras))
    model.compile(getattr(keras.optimizers, optimizer)(0.02), "mse", metrics=["mae"])
    x, y = data_for(model)
    model.fit(x, y, epochs=2, verbose=0)
    model.save(tmp_path / "ours.h5")
    theirs = real.models.load_model(tmp_path / "ours.h5")
    np.testing.assert_allclose(theirs.evaluate(x, y, verbose=0), model.evaluate(x, y, verbose=0), rtol=1e-5)
    assert int(theirs.optimizer.iterations) == int(model.optimizer.iterations) == 2
    assert float(theirs.optimizer.learning_rate) == pytest.approx(0.02)
    # Its slots Keras 3.15 leaves out, also of its own files.
    assert type(theirs.optimizer).__name__ == optimizer


@pytest.mark.parametrize(
    "name",
    ["mean_squared_error", "mean_absolute_error", "mean_absolute_percentage_error",
     "mean_squared_logarithmic_error", "hinge", "squared_hinge", "categorical_hinge", "log_cosh", "huber",
     "categorical_crossentropy", "sparse_categorical_crossentropy", "binary_crossentropy", "kl_divergence",
     "poisson", "cosine_similarity"],
)  # fmt: skip
def test_x_11_losses_have_the_same_values(name):
    shares = RNG.random((9, 4)).astype("float32")
    shares /= shares.sum(1, keepdims=True)
    labels = RNG.integers(0, 4, 9)
    y = labels if name.startswith("sparse") else np.eye(4, dtype="float32")[labels]
    found, expected = getattr(keras.losses, name)(y, shares), getattr(real.losses, name)(y, shares)
    np.testing.assert_allclose(found, np.asarray(expected), rtol=1e-5, atol=1e-6)
