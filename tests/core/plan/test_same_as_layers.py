"""A model computes the same by a plan as by its layers one by one: losses, gradients, weights and predictions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import layerloom as keras
from layerloom.kernels.compiled import set_mode
from layerloom.models.plan import building, convolving

L = keras.layers


def images(*shape: int, batch: int = 5) -> np.ndarray:
    return np.random.default_rng(0).standard_normal((batch, *shape), dtype="float32")


def labels(count: int = 5, classes: int = 3) -> np.ndarray:
    return np.arange(count) % classes


def classifier(*hidden: Any, shape: tuple[int, ...], optimizer: Any = "sgd", **options: Any) -> Any:
    model = keras.Sequential([keras.Input(shape), *hidden, L.Flatten(), L.Dense(3, activation="softmax")])
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"], **options)
    return model


FIRST: Any = {"data_format": "channels_first"}

CHAINS: dict[str, tuple[Any, tuple[int, ...], list[str]]] = {
    "dense": (lambda: [L.Dense(6, "relu"), L.Dense(5, "tanh"), L.Dense(4, "sigmoid")], (7,), ["Dense"] * 4),
    "dense, activation apart": (
        lambda: [L.Dense(6), L.ReLU(), L.Dense(5, "gelu")], (7,), ["Dense", "Dense", "Curve", "Dense"],
    ),
    "curves": (
        lambda: [
            L.Dense(6, "silu"), L.Activation("mish"), L.LeakyReLU(0.1), L.ELU(0.7), L.ReLU(6.0),
            L.ReLU(negative_slope=0.2), L.Conv1D(3, 2, activation="gelu"), L.Conv1DTranspose(3, 2, activation="elu"),
            L.Conv1D(5, 2, activation="selu"),
        ],
        (4, 7), ["Dense", *["Curve"] * 6, *["Taps", "Curve"] * 3, "Dense"],
    ),
    "more curves": (
        lambda: [
            L.Activation(name) for name in (
                "softplus", "softsign", "hard_sigmoid", "hard_silu", "exponential", "log_sigmoid", "celu", "hard_tanh",
                "relu6", "leaky_relu",
            )
        ],
        (7,), ["Curve"] * 10 + ["Dense"],
    ),
    "dense without bias": (lambda: [L.Dense(6, "relu", use_bias=False)], (7,), ["Dense"] * 2),
    "dense over steps": (lambda: [L.Dense(6, "relu")], (4, 7), ["Dense", "Dense"]),
    "softmax inside": (lambda: [L.Dense(6, "softmax")], (7,), ["Dense", "Softmax", "Dense"]),
    "dropout": (lambda: [L.Dense(6), L.Dropout(0.4, seed=3), L.Dense(4)], (7,), ["Dense", "Dropout", "Dense", "Dense"]),
    "conv, relu, pool": (lambda: [L.Conv2D(4, 3, activation="relu"), L.MaxPooling2D(2)], (9, 8, 6), []),
    "conv of few channels": (lambda: [L.Conv2D(20, 3, activation="relu"), L.MaxPooling2D(2)], (9, 8, 1), []),
    "conv of few channels, no pool": (lambda: [L.Conv2D(20, 3, padding="same"), L.ReLU()], (9, 7, 2), []),
    "two convs": (
        lambda: [L.Conv2D(4, 3), L.Activation("relu"), L.Conv2D(5, 3, padding="same"), L.MaxPooling2D((2, 3))],
        (9, 9, 7), ["Taps", "Convolution", "Dense"],
    ),
    "pool before relu": (lambda: [L.Conv2D(4, 3), L.MaxPooling2D(3), L.Activation("relu")], (10, 10, 6), []),
    "strides": (lambda: [L.Conv2D(4, 3, strides=2, padding="same"), L.Conv2D(4, 2, strides=2)], (9, 8, 6), []),
    "dilation": (lambda: [L.Conv2D(4, 3, dilation_rate=2), L.Conv2D(4, 3, dilation_rate=2)], (12, 11, 6), []),
    "few filters, neighbours together": (
        lambda: [
            L.Conv2D(3, 3, activation="relu"), L.Conv2D(2, (2, 4), padding="same", activation="tanh"),
            L.Conv2D(8, 3, strides=(2, 1), dilation_rate=(1, 1), padding="same"), L.Conv2D(1, 3, padding="same"),
        ],
        (7, 18, 2), ["Taps", "Taps", "Taps", "Taps", "Dense"],
    ),
    "few filters of a sequence and of a volume": (
        lambda: [L.Conv1D(2, 3, padding="same"), L.Reshape((2, 2, 4, 2)), L.Conv3D(1, 2, padding="same")], (16, 2),
        ["Taps", "Taps", "Dense"],
    ),
    "strides and pool": (
        lambda: [L.Conv2D(8, 3, padding="same"), L.Conv2D(4, 3, strides=2, padding="same"), L.MaxPooling2D(2)],
        (9, 8, 6), [],
    ),
    "large window, few channels": (lambda: [L.Conv2D(3, 5, use_bias=False), L.MaxPooling2D(3)], (11, 11, 1), []),
    "squares": (
        lambda: [
            L.Conv2D(12, 3, padding="same"), L.Conv2D(13, 3, padding="same", activation="relu"), L.Conv2D(14, 3),
            L.Conv2D(12, 3, activation="relu"), L.MaxPooling2D(2), L.Conv2D(16, 3, trainable=False), L.Conv2D(12, 3),
        ],
        (19, 18, 3), ["Taps", *["Convolution"] * 5, "Dense"],
    ),
    "pointwise": (lambda: [L.Conv2D(4, 1), L.Conv2D(4, 1, activation="relu")], (5, 4, 60), []),
    "sequence": (lambda: [L.Conv1D(4, 3, activation="relu"), L.Conv1D(4, 3, padding="causal")], (9, 6), []),
    "groups": (lambda: [L.Conv2D(4, 3, groups=2), L.ReLU()], (6, 6, 4), ["Taps", "Dense"]),
    "kernels of few channels": (
        lambda: [L.Conv2D(4, 3, dilation_rate=2), L.Conv2D(3, 5, strides=2, padding="same", activation="tanh")],
        (12, 11, 3), ["Taps", "Taps", "Dense"],
    ),
    "three axes": (
        lambda: [L.Conv3D(4, 3, activation="relu"), L.Conv3DTranspose(3, 2, strides=2), L.ReLU()],
        (5, 6, 4, 2), ["Taps", "Taps", "Dense"],
    ),
    "transposed": (
        lambda: [L.Conv2DTranspose(4, 3, strides=2, padding="same"), L.Conv2DTranspose(2, 2, activation="sigmoid")],
        (5, 4, 3), ["Taps", "Taps", "Dense"],
    ),
    "channels first": (
        lambda: [L.Conv2D(4, 3, data_format="channels_first")], (2, 6, 6), ["Transpose", "Taps", "Transpose", "Dense"],
    ),
    "channels first throughout": (
        lambda: [
            L.Conv2D(14, 3, padding="same", activation="relu", **FIRST), L.MaxPooling2D(2, **FIRST),
            L.SeparableConv2D(5, 3, **FIRST), L.BatchNormalization(axis=1), L.ReLU(), L.ZeroPadding2D(1, **FIRST),
            L.DepthwiseConv2D(3, **FIRST), L.UpSampling2D(2, **FIRST), L.Activation("gelu"),
            L.Conv2DTranspose(3, 2, strides=2, **FIRST), L.AveragePooling2D(2, **FIRST), L.GlobalMaxPooling2D(**FIRST),
        ],
        (3, 12, 11),
        [
            "Transpose", "Convolution", "Separable", "Normalization", "Border", "Depthwise", "Repeat", "Curve", "Taps",
            "SquareMean", "GlobalMax", "Dense",
        ],
    ),
    "channels first, and not": (
        lambda: [
            L.Conv1D(4, 3, **FIRST), L.Dropout(0.3, seed=1), L.MaxPooling1D(2, **FIRST), L.Flatten(**FIRST), L.Dense(4),
        ],
        (3, 12), ["Transpose", "Taps", "Transpose", "Dropout", "Transpose", "MaxPooling", "Dense", "Dense"],
    ),
    "batch norm": (lambda: [L.Conv2D(4, 3), L.BatchNormalization(), L.ReLU(), L.Conv2D(4, 3)], (7, 8, 3), []),
    "group norm": (
        lambda: [
            L.Conv2D(6, 3), L.GroupNormalization(3), L.ReLU(), L.Conv2D(4, 3), L.GroupNormalization(2),
            L.GroupNormalization(4, trainable=False), L.Activation("relu"),
        ],
        (7, 8, 3), ["Taps", "GroupNormalization"] * 2 + ["GroupNormalization", "Dense"],
    ),
    "batch norm of rows": (lambda: [L.Dense(6), L.BatchNormalization(scale=False), L.Dense(5)], (7,), []),
    "batch norm, frozen": (lambda: [L.Dense(6), L.BatchNormalization(trainable=False), L.Dense(5)], (7,), []),
    "separable": (
        lambda: [L.Conv2D(5, 3), L.SeparableConv2D(4, 3, padding="same"), L.SeparableConv2D(6, 3, activation="relu")],
        (9, 8, 3), ["Taps", "Separable", "Separable", "Dense"],
    ),
    "separable among batch norms": (
        lambda: [
            L.SeparableConv2D(5, 3, use_bias=False), L.BatchNormalization(), L.ReLU(),
            L.SeparableConv2D(18, 3, padding="same", dilation_rate=2), L.BatchNormalization(scale=False),
            L.SeparableConv2D(7, (3, 2), activation="relu"), L.BatchNormalization(), L.ReLU(),
            L.SeparableConv2D(4, 1), L.BatchNormalization(trainable=False), L.SeparableConv2D(3, 2, trainable=False),
        ],
        (11, 10, 3), ["Separable", "Normalization"] * 4 + ["Separable", "Dense"],
    ),
    "separable, large images": (lambda: [L.SeparableConv2D(2, 3), L.GlobalAveragePooling2D()], (600, 300, 3), []),
    "depthwise": (lambda: [L.Conv2D(5, 3), L.DepthwiseConv2D(3, use_bias=False, dilation_rate=2)], (9, 8, 3), []),
    "depthwise of sequences": (
        lambda: [L.DepthwiseConv1D(3, strides=2, activation="relu"), L.SeparableConv1D(5, 3, activation="tanh")],
        (14, 3), ["Channels", "Channels", "Taps", "Dense"],
    ),
    "depthwise, strides": (
        lambda: [L.DepthwiseConv2D(3, strides=2, padding="same"), L.ReLU(), L.DepthwiseConv2D(3, depth_multiplier=3)],
        (12, 11, 5), ["Channels", "Taps", "Dense"],
    ),
    "separable, many channels": (
        lambda: [L.SeparableConv2D(9, 3, strides=2, activation="sigmoid"), L.SeparableConv2D(4, 3, depth_multiplier=2)],
        (12, 11, 17), ["Channels", "Taps", "Taps", "Taps", "Dense"],
    ),
    "overlapping pool": (lambda: [L.Conv2D(5, 3), L.MaxPooling2D(3, 2, padding="same")], (9, 8, 3), []),
    "means": (lambda: [L.Conv2D(5, 3), L.GlobalAveragePooling2D(), L.Dense(4)], (9, 8, 3), []),
    "eager among them": (lambda: [L.Conv2D(5, 3), L.AveragePooling2D(2), L.LayerNormalization()], (9, 8, 3), []),
    "penalties": (
        lambda: [
            L.Dense(6, "relu", kernel_regularizer="l2", activity_regularizer="l1"),
            L.Dense(5, kernel_constraint="unit_norm", bias_regularizer="l1"),
        ],
        (7,), [],
    ),
    "penalties of what dense layers give": (
        lambda: [
            L.Dense(6, activity_regularizer="l1"), L.ReLU(), L.Dense(5, trainable=False, activity_regularizer="l2"),
            L.Dropout(0.3, seed=1, activity_regularizer=keras.regularizers.L1L2(0.01, 0.02)),
        ],
        (7,), ["Dense", "Penalty", "Activation", "Dense", "Penalty", "Dropout", "Penalty", "Dense"],
    ),
    "penalties of what convolutions give": (
        lambda: [
            L.Conv2D(4, 3, activity_regularizer="l1"), L.ReLU(), L.MaxPooling2D(2),
            L.Conv2D(5, 2, activation="gelu", activity_regularizer="l2"), L.BatchNormalization(), L.ReLU(),
        ],
        (9, 8, 6),
        ["Taps", "Penalty", "Activation", "MaxPooling", "Taps", "Curve", "Penalty", "Normalization", "Dense"],
    ),
    "penalties of sequences": (
        lambda: [
            L.Masking(), L.LSTM(4, return_sequences=True, activity_regularizer="l1"),
            L.TimeDistributed(L.Dense(5), activity_regularizer="l2"),
            L.Bidirectional(L.GRU(4, activity_regularizer="l2")),
        ],
        (5, 3), ["Masking", "Mask", "Packed", "Penalty", "Mask", "Dense", "Penalty", "Eager", "Dense"],
    ),
    "frozen": (lambda: [L.Conv2D(4, 3, trainable=False), L.Dense(6, trainable=False), L.Dense(4)], (5, 5, 2), []),
    "recurrent": (lambda: [L.LSTM(5, return_sequences=True), L.GRU(4)], (6, 3), ["Recurrent", "Recurrent", "Dense"]),
    "recurrent, all steps": (lambda: [L.GRU(5, return_sequences=True), L.LSTM(4, return_sequences=True)], (6, 3), []),
    "recurrent without bias": (lambda: [L.LSTM(5, use_bias=False), L.Dense(4)], (6, 3), []),
    "simple recurrence": (
        lambda: [L.SimpleRNN(5, return_sequences=True), L.SimpleRNN(17, activation="relu"), L.Dense(4)],
        (6, 3), ["Packed", "Packed", "Dense", "Dense"],
    ),
    "simple recurrence, other activations": (
        lambda: [L.SimpleRNN(5, "sigmoid", return_sequences=True), L.SimpleRNN(4, None, go_backwards=True)], (6, 3), [],
    ),
    "recurrent, states dropped": (
        lambda: [
            L.GRU(5, recurrent_dropout=0.3, dropout=0.2, return_sequences=True, seed=1), L.SimpleRNN(
                4, recurrent_dropout=0.5, return_sequences=True, seed=2,
            ),
            L.LSTM(4, recurrent_dropout=0.3, seed=3),
        ],
        (6, 3), ["Dropped", "Dropped", "Dropped", "Dense"],
    ),
    "films": (
        lambda: [L.ConvLSTM2D(3, 3, padding="same", return_sequences=True), L.ConvLSTM2D(2, 2)], (4, 6, 5, 2),
        ["ConvLSTM", "ConvLSTM", "Dense"],
    ),
    "pictures drawn larger": (
        lambda: [L.Conv2D(3, 3), L.UpSampling2D((2, 3), interpolation="bilinear"), L.Conv2D(2, 2)], (6, 5, 2),
        ["Taps", "Resample", "Taps", "Dense"],
    ),
    "dense layers in Einstein's notation": (
        lambda: [
            L.EinsumDense("abc,bd->adc", (4, 3), bias_axes="d", activation="gelu"),
            L.EinsumDense("abc,bd->acd", (3, 4), bias_axes="d", activation="relu"), L.Permute((2, 1)),
            L.EinsumDense("abc,bd->adc", (4, 3), bias_axes="d", activation="tanh"),
            L.EinsumDense("abc,cde->abde", (None, 2, 5), bias_axes="de", activation="relu"),
            L.EinsumDense("...cd,cde->...e", (6,), bias_axes="e"),
        ],
        (7, 3), ["Across", "Curve", "Transpose", "Dense", "Transpose", "Across", "Dense", "Dense", "Dense"],
    ),
    "recurrent, unusual": (lambda: [L.GRU(5, reset_after=False, return_sequences=True), L.LSTM(4, "relu")], (6, 3), []),
}  # fmt: skip


@pytest.mark.parametrize("mode", ["wait", "plain"])
@pytest.mark.parametrize("chain", CHAINS)
def test_chains(chain: str, mode: str, same: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    set_mode(mode)
    monkeypatch.setattr(building, "_WORTH_SHARING", 0 if mode == "wait" else 1e9)
    monkeypatch.setattr(convolving, "_LEAST_FOR_RULE", 12)
    hidden, shape, steps = CHAINS[chain]
    found = same(lambda: classifier(*hidden(), shape=shape), images(*shape), labels())
    assert found
    assert not steps or [name for name in found if name != "View"] == steps


def residual() -> Any:
    given = keras.Input((6, 6, 3), name="picture")
    x = L.Conv2D(4, 3, padding="same", activation="relu")(given)
    y = L.BatchNormalization()(L.Conv2D(4, 3, padding="same")(x))
    x = L.ReLU()(L.Add()([x, y]))
    x = L.Concatenate()([x, y, x])
    return keras.Model(given, L.Dense(3, activation="softmax")(L.GlobalAveragePooling2D()(x)))


def heads() -> Any:
    a, b = keras.Input((4,), name="a"), keras.Input((5,), name="b")
    x = L.Dense(6, "relu")(a) * L.Dense(6)(b)
    first = L.Dense(3, activation="softmax", name="kind")(x)
    second = L.Dense(1, name="size")(L.Dropout(0.3, seed=1)(x))
    return keras.Model([a, b], {"kind": first, "size": second})


def channels_first() -> Any:
    """Branches of images with their channels first; one of them is an output, too."""
    given = keras.Input((3, 6, 6))
    x = L.Conv2D(4, 3, padding="same", activation="relu", **FIRST)(given)
    y = L.BatchNormalization(axis=1)(L.Conv2D(4, 3, padding="same", **FIRST)(x))
    x = L.ReLU()(L.Add()([x, y]))
    x = L.Concatenate(axis=1)([x, L.Multiply()([y, x])])
    last = L.Dense(3, activation="softmax")(L.Flatten()(x))
    return keras.Model(given, [last, x, L.GlobalAveragePooling2D(keepdims=True, **FIRST)(y)])


def test_branches_of_channels_first(same: Any) -> None:
    def build() -> Any:
        model = channels_first()
        model.compile("sgd", ["sparse_categorical_crossentropy", "mse", "mse"])
        return model

    found = same(build, images(3, 6, 6), [labels(), images(8, 6, 6), images(4, 1, 1)])
    assert found
    assert "Eager" not in found


def gates() -> Any:
    """Squeeze and excitation, and other inputs of shapes that broadcast."""
    given = keras.Input((6, 5, 3))
    x = L.Conv2D(4, 3, padding="same")(given)
    gate = L.Dense(4, activation="sigmoid")(L.GlobalAveragePooling2D(keepdims=True)(x))
    x = L.Multiply()([x, gate, L.Dense(4)(L.GlobalMaxPooling2D()(x))])
    x = L.Add()([x, gate, x])
    x = L.Average()([x, L.Subtract()([x, gate])])
    x = L.Maximum()([x, L.Minimum()([x, gate]), L.Conv2D(4, 1)(x)])
    return keras.Model(given, L.Dense(3, activation="softmax")(L.Flatten()(x)))


def operators() -> Any:
    """A highway layer and others, written with operators."""
    given = keras.Input((5,))
    gate, x = L.Dense(5, activation="sigmoid")(given), L.Dense(5)(given)
    x = gate * x + (1 - gate) * given - 2.0 * x
    x = keras.ops.maximum(x * x, x + 1) - (x - 0.5)
    return keras.Model(given, L.Dense(3, activation="softmax")(x * L.Dense(1)(given)))


def test_operators(same: Any) -> None:
    def build() -> Any:
        model = operators()
        model.compile("sgd", "sparse_categorical_crossentropy")
        return model

    found = same(build, images(5), labels())
    assert found
    assert "Eager" not in found


def test_inputs_that_broadcast(same: Any) -> None:
    def build() -> Any:
        model = gates()
        model.compile("sgd", "sparse_categorical_crossentropy")
        return model

    found = same(build, images(6, 5, 3), labels())
    assert found
    assert "Eager" not in found


def test_branches(same: Any) -> None:
    def build() -> Any:
        model = residual()
        model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
        return model

    assert "Eager" not in same(build, images(6, 6, 3), labels())


def test_several_inputs_and_outputs(same: Any) -> None:
    def build() -> Any:
        model = heads()
        model.compile(
            "sgd", {"kind": "sparse_categorical_crossentropy", "size": "mse"}, {"kind": 0.3, "size": 2.0}
        )
        return model

    x = {"a": images(4), "b": images(5)}
    assert "Dense" in same(build, x, {"kind": labels(), "size": images(1)})


@pytest.mark.parametrize(
    "optimizer",
    [
        keras.optimizers.SGD(0.1, momentum=0.9), keras.optimizers.SGD(0.1, momentum=0.9, nesterov=True),
        keras.optimizers.Adam(0.01), keras.optimizers.AdamW(0.01), keras.optimizers.RMSprop(0.01),
        keras.optimizers.Adam(0.01, amsgrad=True), keras.optimizers.Adam(0.01, global_clipnorm=0.1),
        keras.optimizers.Adam(0.01, use_ema=True), keras.optimizers.SGD(0.1, gradient_accumulation_steps=2),
        keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 1, 0.5)),
        keras.optimizers.Nadam(0.01),
    ],
    ids=lambda optimizer: optimizer.name,
)  # fmt: skip
def test_optimizers(optimizer: Any, same: Any) -> None:
    def build() -> Any:
        fresh = type(optimizer).from_config(optimizer.get_config())
        return classifier(L.Dense(8, "tanh"), L.Dense(5, "tanh"), shape=(7,), optimizer=fresh)

    same(build, images(7), labels(), tolerance=1e-4, steps=3)


LOSSES: list[tuple[Any, str | None, Any]] = [
    ("sparse_categorical_crossentropy", "softmax", labels()),
    ("sparse_categorical_crossentropy", "softmax", labels()[:, None]),
    ("categorical_crossentropy", "softmax", np.eye(3, dtype="float32")[labels()]),
    ("binary_crossentropy", "sigmoid", np.eye(3, dtype="float32")[labels()]),
    ("mse", None, images(3)),
    ("mae", "tanh", images(3)),
    (keras.losses.SparseCategoricalCrossentropy(from_logits=True), None, labels()),
    (keras.losses.SparseCategoricalCrossentropy(reduction="sum"), "softmax", labels()),
    (keras.losses.CategoricalCrossentropy(label_smoothing=0.1), "softmax", np.eye(3, dtype="float32")[labels()]),
    (keras.losses.Huber(), None, images(3)),
    ("mse", "sigmoid", images(3)),
    ("mae", "softmax", images(3)),
    (keras.losses.mean_squared_error, None, images(3)),
    (keras.losses.MeanSquaredError(reduction="sum"), "tanh", images(3)),
    (keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.2), None, np.eye(3, dtype="int64")[labels()]),
    (keras.losses.CategoricalCrossentropy(from_logits=True), None, np.eye(3, dtype="float32")[labels()] * 0.7),
    (keras.losses.categorical_crossentropy, "softmax", np.eye(3, dtype="float32")[labels()]),
]  # fmt: skip


@pytest.mark.parametrize(
    "weight", [None, np.array([1.0, 0.0, 2.0, 0.5, 3.0], "float32")], ids=["", "weighed"]
)
@pytest.mark.parametrize(
    "loss, activation, y",
    LOSSES,
    ids=[
        str(getattr(row[0], "name", getattr(row[0], "__name__", row[0]))) + str(row[2].shape)
        for row in LOSSES
    ],
)
def test_losses(loss: Any, activation: str | None, y: Any, weight: Any, same: Any) -> None:
    def build() -> Any:
        model = keras.Sequential([keras.Input((7,)), L.Dense(6, "relu"), L.Dense(3, activation=activation)])
        model.compile("sgd", loss, metrics=["mse"] if y.ndim > 1 else None)
        return model

    same(build, images(7), y, sample_weight=weight)


@pytest.mark.parametrize(
    "losses",
    [["mse", "binary_crossentropy"], ["mae", "mse"], ["binary_crossentropy", "huber"]],
    ids=lambda pair: " and ".join(pair),
)
@pytest.mark.parametrize(
    "weight", [None, np.array([1.0, 0.0, 2.0, 0.5, 3.0], "float32")], ids=["", "weighed"]
)
def test_losses_of_pictures_and_numbers(losses: list[str], weight: Any, same: Any) -> None:
    def build() -> Any:
        given = keras.Input((4, 5, 2))
        x = L.Conv2D(3, 3, padding="same", activation="relu")(given)
        number = L.Dense(1, activation="sigmoid")(L.GlobalAveragePooling2D()(x))
        model = keras.Model(given, [number, L.Conv2D(1, 1, activation="sigmoid")(x)])
        model.compile("sgd", losses, loss_weights=[0.3, 2.0], metrics=[["mae"], ["mse"]])
        return model

    marks = (images(4, 5, 1) > 0).astype("int32")
    assert same(build, images(4, 5, 2), [labels() / 2, marks], sample_weight=weight)


TEMPLATES = sorted((Path(__file__).parents[3] / "assets" / "templates").glob("*.json"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_templates(path: Path, same: Any) -> None:
    def build() -> Any:
        model = keras.models.model_from_json(path.read_text("utf-8"))
        model.compile("sgd", "mse")
        return model

    model = build()
    x = [images(*(size or 4 for size in symbol.shape[1:]), batch=3) for symbol in model.inputs]
    y = [images(*(size or 4 for size in symbol.shape[1:]), batch=3) for symbol in model.outputs]
    same(build, x if len(x) > 1 else x[0], y if len(y) > 1 else y[0], tolerance=2e-4, steps=1)


@pytest.mark.parametrize("loss", ["plain", "weighted samples"])
def test_outputs_before_the_softmax(loss: str, same: Any) -> None:
    def build() -> Any:
        model = keras.Sequential([keras.Input((7,)), L.Dense(6, "relu"), L.Dense(3)])
        model.compile(
            "adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"]
        )
        return model

    options = {} if loss == "plain" else {"sample_weight": np.linspace(0, 1, 5).astype("float32")}
    assert same(build, images(7), labels(), **options) == ["Dense", "Dense"]
