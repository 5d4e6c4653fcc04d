"""Every layer as ONNX: onnxruntime gives what the layer gives, or the layer is refused by its name."""

from __future__ import annotations

import numpy as np
import onnxruntime
import pytest
from tests.parity import test_round_trip as of_files

import layerloom
from layerloom import layers, ops
from layerloom.errors import FileFormatError, LayerloomError
from layerloom.models.formats import write_any

onnxruntime.set_default_logger_severity(3)


L = layers
KINDS = {"tensor(float)": np.float32, "tensor(int64)": np.int64, "tensor(int32)": np.int32}

#: Layers that no operator says as they are; they are refused.
REFUSED = {
    *(
        "AutoContrast",
        "ContrastLimitedAdaptiveHistogramEqualization",
        "ConvLSTM1D",
        "ConvLSTM2D",
        "ConvLSTM3D",
    ),
    *("Equalization", "Hashing", "IntegerLookup", "RandomCrop"),
    *(
        f"Adaptive{kind}Pooling{rank}D" for kind in ("Max", "Average") for rank in (1, 3)
    ),  # of several window sizes
}


def run(path, data):
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    given = {
        item.name: x.astype(KINDS[item.type]) for item, x in zip(session.get_inputs(), data, strict=True)
    }
    return session.run(None, given)


def same(model, data, path):
    model.export(path)
    expected = model(data if len(data) > 1 else data[0], training=False)
    expected = expected if isinstance(expected, (list, tuple)) else [expected]
    for found, value in zip(run(path, data), expected, strict=True):
        assert found.shape == tuple(value.shape)
        np.testing.assert_allclose(found, np.asarray(value), rtol=1e-5, atol=1e-5)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("entry", of_files.LAYERS, ids=lambda entry: entry.name)
def test_layer_is_exported_or_refused_by_name(entry, tmp_path):
    model = of_files.make(layerloom, entry)
    if entry.name in REFUSED:
        with pytest.raises(FileFormatError, match=rf"\({entry.name}\)"):
            model.export(tmp_path / "m.onnx")
        assert list(tmp_path.iterdir()) == []
    else:
        same(model, of_files.data_for(entry), tmp_path / "m.onnx")


def test_layers_may_be_called_like_the_operators_inside(tmp_path):
    model = layerloom.Sequential(
        [layerloom.Input((4,), name="constant_1"), L.ELU(alpha=0.5, name="elu_1"), L.Softmax(name="elu_2")]
    )
    same(model, [np.linspace(-1, 1, 8, dtype="float32").reshape(2, 4)], tmp_path / "m.onnx")


def chain(*made):
    return layerloom.Sequential(list(made))


def graph(shape, function):
    x = layerloom.Input(shape)
    return layerloom.Model(x, function(x))


def inner():
    return chain(L.Input((4,)), L.Dense(3, activation="relu"), L.BatchNormalization())


def with_states(x):
    y, h, c = L.LSTM(3, return_state=True, return_sequences=True)(x)
    return [L.LSTM(3)(y, initial_state=[h, c]), *L.Bidirectional(L.GRU(2), merge_mode=None)(x)]


def calculated(x):
    y = ops.relu(x) * 2 - ops.mean(x, axis=-1, keepdims=True)
    z = ops.concatenate([y, x[:, ::-1]], axis=1)[:, 1:-1, None]
    return [ops.softmax(ops.squeeze(z, axis=2)), ops.reshape(y, (-1, 2, 2)), ops.max(z, axis=1), x[..., 0]]


def shared(x):
    block = inner()
    return L.Add()([block(x), block(L.Dense(4)(x))])


CASES = {
    "convolutions": lambda: chain(
        L.Input((9, 10, 4)),
        L.Conv2D(6, 3, strides=2, padding="same", activation="gelu"),
        L.SeparableConv2D(4, (3, 2), padding="same", depth_multiplier=2, activation="silu"),
        L.Conv2D(4, 2, groups=2, dilation_rate=2, padding="same"),
        L.Conv2DTranspose(3, 3, strides=2, padding="same"),
        L.DepthwiseConv2D(3, strides=2, depth_multiplier=2),
        L.MaxPooling2D(2, strides=1, padding="same"),
    ),
    "gaps": lambda: chain(L.Input((5, 3)), L.Conv1DTranspose(2, 2, strides=3), L.AveragePooling1D(3, padding="same")),
    "declared batch": lambda: chain(L.Input(batch_shape=(8, 5, 3)), L.GRU(2, return_sequences=True), L.Flatten()),
    "causal": lambda: chain(L.Input((8, 3)), L.Conv1D(4, 3, padding="causal", dilation_rate=2)),
    "channels first": lambda: chain(
        L.Input((3, 8, 6)), L.BatchNormalization(axis=1), L.UpSampling2D(2, data_format="channels_first"),
        L.Flatten(data_format="channels_first"), L.Dense(2),
    ),
    "sizes left open": lambda: chain(L.Input((None, None, 3)), L.Conv2D(4, 3, padding="same"), L.GlobalMaxPooling2D()),
    "bilinear": lambda: chain(L.Input((4, 5, 2)), L.UpSampling2D(2, interpolation="bilinear")),
    "nearest": lambda: chain(L.Input((4, 5, 2)), L.Resizing(7, 3, interpolation="nearest")),
    "adaptive": lambda: chain(L.Input((6, 2)), L.AdaptiveAveragePooling1D(3)),
    "gates": lambda: chain(
        L.Input((5, 3)),
        L.GRU(4, reset_after=False, recurrent_activation="hard_sigmoid", return_sequences=True, go_backwards=True),
        L.Bidirectional(L.LSTM(3, activation="relu", return_sequences=True), merge_mode="ave"),
        L.RNN([L.LSTMCell(3), L.GRUCell(2)], return_sequences=True),
        L.TimeDistributed(chain(L.Input((2,)), L.Dense(3, activation="softplus"))),
    ),
    "states": lambda: graph((5, 3), with_states),
    "attention": lambda: graph((5, 4), lambda x: L.MultiHeadAttention(2, 3)(x, x, use_causal_mask=True)),
    "operations": lambda: graph((4,), calculated),
    "models inside": lambda: graph((4,), shared),
    "thresholds": lambda: chain(L.Input((6,)), L.ReLU(0.8, 0.2, 0.3), L.Softmax()),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", CASES)
def test_models_give_the_same_numbers(case, tmp_path):
    model = CASES[case]()
    rng = np.random.default_rng(3)
    model.set_weights([np.abs(w + rng.normal(0, 0.2, w.shape)).astype(w.dtype) for w in model.get_weights()])
    data = [rng.random((3, *(size or 7 for size in x.shape[1:]))).astype("float32") for x in model.inputs]
    same(model, data, tmp_path / "m.onnx")


@pytest.mark.parametrize("name", sorted(entry.name for entry in layerloom.declaration.entries("activation")))
def test_activations(name, tmp_path):
    if name in ("sparsemax", "threshold"):
        with pytest.raises(LayerloomError):
            chain(L.Input((6,)), L.Activation(name)).export(tmp_path / "m.onnx")
        return
    x = np.linspace(-4, 4, 24, dtype="float32").reshape(4, 6)
    same(chain(L.Input((6,)), L.Activation(name)), [x], tmp_path / "m.onnx")


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda: chain(L.Input((5,)), L.Embedding(9, 2, mask_zero=True), L.LSTM(2)), "looks at a mask"),
        (lambda: chain(L.Input(batch_shape=(2, 5, 3)), L.LSTM(2, stateful=True)), "keeps states"),
        (lambda: chain(L.Input((4, 5, 2)), L.Resizing(7, 9, interpolation="bicubic")), "'bicubic'"),
        (lambda: chain(L.Input((4,)), L.Lambda(lambda x: x)), r"\(Lambda\)"),
        (lambda: graph((4,), lambda x: ops.cumsum(x, axis=1)), "the operation"),
    ],
)
def test_what_onnx_cannot_say_is_told(make, words, tmp_path):
    with pytest.raises(FileFormatError, match=words):
        write_any(make(), tmp_path / "m.onnx")
    assert list(tmp_path.iterdir()) == []
