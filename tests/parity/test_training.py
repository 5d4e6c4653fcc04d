"""Five training steps from the same start: our weights against real Keras's."""

import json

import keras as real
import numpy as np
import pytest

import layerloom as keras
from layerloom import layers as L

RNG = np.random.default_rng(5)
IMAGES = RNG.standard_normal((40, 8, 8, 3)).astype("float32")
LABELS = RNG.integers(0, 4, 40)
NUMBERS = RNG.standard_normal((40, 6)).astype("float32")
VALUES = RNG.standard_normal((40, 1)).astype("float32")


def chain(*layers, shape=(8, 8, 3)):
    return keras.Sequential([keras.Input(shape), *layers])


def classic():
    return chain(
        L.Conv2D(8, 3, activation="relu"),
        L.MaxPooling2D(2),
        L.Flatten(),
        L.Dense(16, activation="relu"),
        L.Dense(4, activation="softmax"),
    )


def normalized():
    return chain(
        L.Conv2D(6, 3, padding="same", strides=2, use_bias=False),
        L.BatchNormalization(),
        L.Activation("relu"),
        L.AveragePooling2D(2),
        L.GlobalAveragePooling2D(),
        L.Dense(4, activation="softmax"),
    )


def residual():
    inputs = keras.Input((8, 8, 3))
    x = L.Conv2D(4, 3, padding="same", activation="relu")(inputs)
    y = L.Conv2D(4, 3, padding="same", dilation_rate=2)(x)
    x = L.Activation("relu")(L.Add()([x, y]))
    x = L.Concatenate()(
        [L.GlobalAveragePooling2D()(x), L.Flatten()(L.MaxPooling2D(3, strides=2, padding="same")(x))]
    )
    return keras.Model(inputs, L.Dense(4, activation="softmax")(x))


def reshaped():
    return chain(
        L.Reshape((4, 48)), L.Dense(5, activation="tanh"), L.Flatten(), L.Dense(4, activation="softmax")
    )


def regularized():
    return chain(
        L.Flatten(),
        L.Dense(
            8, activation="gelu", kernel_regularizer="l2", bias_regularizer="l1", activity_regularizer="l2"
        ),
        L.Dense(4, activation="softmax", kernel_constraint="max_norm"),
    )


MODELS = [classic, normalized, residual, reshaped, regularized]
#: A convolution's bias before batch normalization has a gradient of rounding noise only; none is used here.
OPTIMIZERS = [
    ("SGD", {"learning_rate": 0.05}, 1e-5),
    ("SGD", {"learning_rate": 0.05, "momentum": 0.9, "nesterov": True}, 1e-5),
    ("RMSprop", {"learning_rate": 0.002, "momentum": 0.5}, 1e-4),
    ("Adam", {"learning_rate": 0.002}, 1e-4),
]


def twin(model):
    """Returns real Keras's model of the same architecture and weights."""
    other = real.models.model_from_json(model.to_json())
    other.set_weights(model.get_weights())
    return other


def train(model, x, y, module, optimizer, config, **compiled):
    model.compile(optimizer=getattr(module.optimizers, optimizer)(**config), **compiled)
    return model.fit(x, y, batch_size=8, epochs=1, shuffle=False, verbose=0).history


def outputs(model, x):
    found = model.predict(x, verbose=0)
    return found if isinstance(found, list) else [found]


def compare(model, x, y, optimizer, config, tolerance, **compiled):
    other = twin(model)
    for ours, theirs in zip(outputs(model, x), outputs(other, x), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-5)
    ours = train(model, x, y, keras, optimizer, config, **compiled)
    theirs = train(other, x, y, real, optimizer, config, **compiled)
    assert sorted(ours) == sorted(theirs)
    for name, values in theirs.items():
        np.testing.assert_allclose(ours[name], values, rtol=10 * tolerance, atol=10 * tolerance, err_msg=name)
    for ours_w, theirs_w, variable in zip(
        model.get_weights(), other.get_weights(), model.weights, strict=True
    ):
        np.testing.assert_allclose(ours_w, theirs_w, rtol=tolerance, atol=tolerance, err_msg=variable.path)


@pytest.mark.parametrize(
    "optimizer, config, tolerance", OPTIMIZERS, ids=lambda v: v if isinstance(v, str) else ""
)
@pytest.mark.parametrize("make", MODELS, ids=lambda f: f.__name__)
def test_classifier_trains_to_the_same_weights(make, optimizer, config, tolerance):
    keras.utils.set_random_seed(4)
    compiled = {"loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]}
    compare(make(), IMAGES, LABELS, optimizer, config, tolerance, **compiled)


@pytest.mark.parametrize(
    "loss, last, targets",
    [
        ("mse", None, VALUES),
        ("binary_crossentropy", "sigmoid", (VALUES > 0).astype("float32")),
    ],
)
def test_single_output_trains_to_the_same_weights(loss, last, targets):
    keras.utils.set_random_seed(4)
    model = chain(L.Dense(8, activation="relu"), L.Dense(1, activation=last), shape=(6,))
    compare(model, NUMBERS, targets, "SGD", {"learning_rate": 0.05}, 1e-5, loss=loss, metrics=["accuracy"])


def test_one_hot_labels_train_to_the_same_weights():
    keras.utils.set_random_seed(4)
    compiled = {"loss": "categorical_crossentropy", "metrics": ["accuracy"]}
    compare(classic(), IMAGES, np.eye(4, dtype="float32")[LABELS], "Adam", {}, 1e-4, **compiled)


def test_several_outputs_train_to_the_same_weights():
    keras.utils.set_random_seed(4)
    inputs = keras.Input((6,))
    x = L.Dense(8, activation="relu")(inputs)
    model = keras.Model(
        inputs, [L.Dense(1, name="value")(x), L.Dense(4, activation="softmax", name="label")(x)]
    )
    compare(
        model,
        NUMBERS,
        [VALUES, LABELS],
        "SGD",
        {"learning_rate": 0.05},
        1e-5,
        loss=["mse", "sparse_categorical_crossentropy"],
        loss_weights=[1.0, 0.3],
        metrics=[["mae"], ["accuracy"]],
    )


#: Keys of real Keras that are left out: what they say is about quantization, or about a variant of training.
#: Dense writes its activity regularizer there only where it has one.
OMITTED = {"quantization_config", "renorm", "renorm_clipping", "renorm_momentum", "activity_regularizer"}


@pytest.mark.parametrize("make", MODELS, ids=lambda f: f.__name__)
def test_real_keras_describes_the_model_alike(make):
    """The JSON that real Keras writes after reading ours says the same of every layer."""
    model = make()
    ours, theirs = json.loads(model.to_json()), json.loads(twin(model).to_json())
    assert [x["class_name"] for x in ours["config"]["layers"]] == [
        x["class_name"] for x in theirs["config"]["layers"]
    ]
    for one, other in zip(ours["config"]["layers"], theirs["config"]["layers"], strict=True):
        assert set(one["config"]) ^ set(other["config"]) <= OMITTED, one["class_name"]
        assert one.get("inbound_nodes") == other.get("inbound_nodes")
