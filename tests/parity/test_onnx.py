"""Every layer as ONNX: onnxruntime gives what the layer gives."""

from __future__ import annotations

import numpy as np
import onnx
import onnxruntime
import pytest
from tests.parity import test_real_files as of_real_files
from tests.parity import test_round_trip as of_files

import layerloom
from layerloom import layers, ops
from layerloom.errors import FileFormatError, LayerloomError
from layerloom.layers.quantized import QuantizedDense
from layerloom.models.formats import write_any

onnxruntime.set_default_logger_severity(3)


L = layers
KINDS = {
    "tensor(float)": np.float32,
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
    "tensor(string)": object,
}


def run(path, data):
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    given = {
        item.name: x.astype(KINDS[item.type]) for item, x in zip(session.get_inputs(), data, strict=True)
    }
    return session.run(None, given)


def same(model, data, path):
    model.export(path)
    onnx.checker.check_model(path, full_check=True)
    expected = model(data if len(data) > 1 else data[0], training=False)
    expected = expected if isinstance(expected, (list, tuple)) else [expected]
    for found, value in zip(run(path, data), expected, strict=True):
        assert found.shape == tuple(value.shape)
        if found.dtype == object:
            assert found.tolist() == np.asarray(value).tolist()
        else:
            np.testing.assert_allclose(found, np.asarray(value), rtol=1e-5, atol=1e-5)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("entry", of_files.LAYERS, ids=lambda entry: entry.name)
def test_layer_is_exported(entry, tmp_path):
    same(of_files.make(layerloom, entry), of_files.data_for(entry), tmp_path / "m.onnx")


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


@pytest.mark.filterwarnings("ignore")
def test_real_files_give_their_reference_outputs(real_files, tmp_path):
    small = [entry for entry in of_real_files.LOADABLE if entry["bytes"] < 500_000]
    assert len(small) > 9
    for entry in small:
        of_real_files.opened(entry).export(tmp_path / "m.onnx")
        found = run(tmp_path / "m.onnx", [of_real_files.drawn(source) for source in entry["inputs"]])
        with np.load(of_real_files.FOLDER / entry["refs"]) as refs:
            for place, (output, atol) in enumerate(zip(found, entry["atol"], strict=True)):
                np.testing.assert_allclose(output, refs[f"y{place}"], atol=atol, rtol=1e-4)


@pytest.mark.parametrize("name", sorted(entry.name for entry in layerloom.declaration.entries("activation")))
def test_activations(name, tmp_path):
    if name == "threshold":  # it needs numbers that nobody gives here
        with pytest.raises(LayerloomError):
            chain(L.Input((6,)), L.Activation(name)).export(tmp_path / "m.onnx")
        return
    x = np.linspace(-4, 4, 24, dtype="float32").reshape(4, 6)
    same(chain(L.Input((6,)), L.Activation(name)), [x], tmp_path / "m.onnx")


class Own(L.Layer):
    """What a user may write: layers inside and operations."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.inside = L.Dense(4, activation=ops.sin)
        self.last = L.LayerNormalization()

    def call(self, x):
        return self.last(ops.where(x > 0.5, x + self.inside(x), x * 0.5)) * 2.0


class Cell(L.Layer):
    """A cell of a user."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = self.state_size = units

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], self.units))
        self.recurrent_kernel = self.add_weight(shape=(self.units, self.units))

    def call(self, x, states):
        y = ops.tanh(ops.matmul(x, self.kernel) + ops.matmul(states[0], self.recurrent_kernel))
        return y, [y]


class Flat(L.Layer):
    """Sizes that are asked for while the batch is open."""

    def call(this, x):  # noqa: N805 (a user may call it so)
        return ops.reshape(x, (ops.shape(x)[0], -1)) + 1.0


def resized(**settings):
    return chain(L.Input((9, 7, 2)), L.Resizing(5, 8, **settings))


#: Layers whose own code is followed, operation by operation, and other forms that once were refused.
FOLLOWED = {
    "a class of the user's": lambda: chain(L.Input((4,)), Own()),
    "a class of the user's at each step": lambda: chain(L.Input((5, 4)), L.TimeDistributed(Own())),
    "an open batch": lambda: chain(L.Input((5, 4)), Flat()),
    "later steps of an open number": lambda: graph(
        (None, 4), lambda x: L.GroupQueryAttention(3, 4, 2, sliding_window=2)(x, x, use_causal_mask=True)
    ),
    "a gradient of the user's": lambda: graph((4,), ops.custom_gradient(lambda x: (x * x, lambda dy: dy))),
    "quantized": lambda: chain(L.Input((4,)), QuantizedDense(3)),
    "a cell of the user's": lambda: chain(L.Input((5, 3)), L.RNN([Cell(3), L.GRUCell(2)], return_sequences=True)),
    "steps left open": lambda: chain(L.Input((None, 3)), L.RNN(Cell(2)), L.Dense(2)),
    "a function": lambda: chain(L.Input((4,)), L.Lambda(lambda x: x**2 + ops.cumsum(x, axis=1))),
    "functions of recurrent layers": lambda: chain(
        L.Input((5, 3)), L.LSTM(3, activation="gelu", recurrent_activation="silu", go_backwards=True)
    ),
    "bicubic": lambda: resized(interpolation="bicubic"),
    "lanczos": lambda: resized(interpolation="lanczos3", antialias=True),
    "proportions": lambda: resized(crop_to_aspect_ratio=True),
    "borders": lambda: resized(pad_to_aspect_ratio=True, fill_value=3.0),
    "enlarged": lambda: chain(L.Input((9, 7, 2)), L.CenterCrop(12, 5)),
    "contrast": lambda: chain(
        L.Input((9, 7, 2)),
        L.ContrastLimitedAdaptiveHistogramEqualization(value_range=(0, 1), tile_grid_size=(3, 2)),
    ),
    "films": lambda: graph((3, 6, 5, 2), lambda x: list(L.ConvLSTM2D(3, 2, strides=2, return_state=True)(x))),
    "sounds": lambda: chain(
        L.Input((90,)), L.MelSpectrogram(fft_length=32, sequence_stride=8, sampling_rate=800, num_mel_bins=4)
    ),
    "spectra of several channels": lambda: chain(L.Input((90, 2)), L.STFTSpectrogram(frame_length=16)),
    "windows without shared weights": lambda: chain(L.Input((9, 7, 2)), L.LocallyConnected2D(3, 3, strides=2)),
    "adaptive, channels first": lambda: chain(
        L.Input((2, 9, 7)), L.AdaptiveMaxPooling2D((4, 3), data_format="channels_first")
    ),
    "scores of attention": lambda: graph(
        (5, 4), lambda x: list(L.MultiHeadAttention(2, 3)(x, x, return_attention_scores=True))
    ),
    "attention along two axes": lambda: graph(
        (3, 4, 5), lambda x: L.MultiHeadAttention(2, 3, attention_axes=(1, 2))(x, x)
    ),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", FOLLOWED)
def test_code_of_layers_is_followed(case, tmp_path):
    model = FOLLOWED[case]()
    rng = np.random.default_rng(3)
    data = [rng.random((3, *(size or 7 for size in x.shape[1:]))).astype("float32") for x in model.inputs]
    same(model, data, tmp_path / "m.onnx")


#: What follows on an Embedding that says which of five steps count, and ends in one or more outputs.
MASKED = {
    "lstm": lambda x: L.LSTM(3)(L.LSTM(3, return_sequences=True, go_backwards=True)(x)),
    "zeros where nothing counts": lambda x: L.GRU(3, return_sequences=True, zero_output_for_mask=True)(x),
    "states": lambda x: list(L.GRU(3, return_state=True)(x, initial_state=L.SimpleRNN(3)(x))),
    "both ways": lambda x: L.GlobalAveragePooling1D()(L.Bidirectional(L.GRU(2, return_sequences=True))(x)),
    "step by step": lambda x: L.LSTM(2)(L.TimeDistributed(L.Dense(3, activation="relu"))(x)),
    "many heads": lambda x: L.GlobalAveragePooling1D()(L.Add()([x, L.MultiHeadAttention(2, 3)(x, x)])),
    "many heads, by scores": lambda x: L.MultiHeadAttention(2, 3, dropout=0.1)(x, x, use_causal_mask=True),
    "attention": lambda x: L.GlobalAveragePooling1D()(L.Attention(use_scale=True)([x, L.Dense(4)(x)])),
    "joined": lambda x: L.LSTM(2)(L.Concatenate(axis=1)([x, L.Concatenate()([x, x])[..., :4]])),
    "chosen": lambda x: L.LSTM(2)(L.Maximum()([x, L.Multiply()([x, L.Dense(4)(x)])])),
    "a mask of the caller's": lambda x: [
        L.SimpleRNN(3)(x, mask=ops.greater(x[..., 0], 0.0)), L.Softmax()(x, mask=ops.less(x, 0.0))
    ],
}  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", MASKED)
def test_masks_are_written(case, tmp_path):
    layerloom.utils.set_random_seed(5)
    x = layerloom.Input((5,), dtype="int64")
    model = layerloom.Model(x, MASKED[case](L.Embedding(9, 4, mask_zero=True)(x)))
    steps = [[1, 2, 0, 0, 0], [3, 4, 5, 0, 2], [0, 1, 2, 3, 4], [0, 0, 0, 0, 0]]
    same(model, [np.array(steps)], tmp_path / "m.onnx")


WORDS = np.array([["a", "z", "b"], ["\u00e9", "", "b"]], object)
NUMBERS = np.arange(-3, 9).reshape(2, 6)
LOOKED_UP = {
    "texts": (lambda: L.StringLookup(vocabulary=["a", "b", "\u00e9"], mask_token=""), "string", WORDS),
    "texts back": (lambda: L.StringLookup(vocabulary=["a", "b"], invert=True), "int64", NUMBERS),
    "one of several places": (lambda: L.IntegerLookup(vocabulary=[2, 4], num_oov_indices=3), "int64", NUMBERS),
    "weights": (
        lambda: L.IntegerLookup(vocabulary=[2, 4], output_mode="tf_idf", idf_weights=[0.5, 2.0]), "int64", NUMBERS,
    ),
    **{
        f"numbers, {mode}": (
            lambda mode=mode: L.IntegerLookup(vocabulary=[2, 4], output_mode=mode, mask_token=0), "int64", NUMBERS,
        )
        for mode in ("int", "one_hot", "multi_hot", "count")
    },
    **{
        f"bins, {mode}": (
            lambda mode=mode: L.Discretization(bin_boundaries=[0.0, 4.0], output_mode=mode), "float32", NUMBERS,
        )
        for mode in ("int", "one_hot", "multi_hot", "count")
    },
}  # fmt: skip


@pytest.mark.parametrize("case", LOOKED_UP)
def test_tables_are_written(case, tmp_path):
    make, kind, data = LOOKED_UP[case]
    x = layerloom.Input(data.shape[1:], dtype=kind)
    same(
        layerloom.Model(x, make()(x)),
        [data.astype(object if kind == "string" else kind)],
        tmp_path / "m.onnx",
    )


class Net(layerloom.Model):
    """A model that runs code of its own."""

    def __init__(self):
        super().__init__(name="net")
        self.inside = L.Dense(3)

    def call(self, inputs):
        first, second = inputs
        return {"sum": self.inside(first) + ops.mean(second, axis=1), "first": self.inside(first)}


def test_models_that_run_code_of_their_own_are_told_their_inputs(tmp_path):
    rng = np.random.default_rng(2)
    data = [rng.random((2, 4)).astype("float32"), rng.random((2, 5, 3)).astype("float32")]
    model = Net()
    expected = model(data)
    with pytest.raises(FileFormatError, match=r"\(Net\) runs code of its own: tell .* input_signature"):
        model.export(tmp_path / "m.onnx")
    model.export(
        tmp_path / "m.onnx", input_signature=[[L.InputSpec(shape=(None, 4)), L.InputSpec(shape=(None, 5, 3))]]
    )
    for found, value in zip(
        run(tmp_path / "m.onnx", data), (expected["first"], expected["sum"]), strict=True
    ):
        np.testing.assert_allclose(found, np.asarray(value), atol=1e-6)
    assert not model._inbound_nodes


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda: chain(L.Input(batch_shape=(2, 5, 3)), L.LSTM(2, stateful=True)), "keeps states"),
        (
            lambda: chain(L.Input((4,)), L.Lambda(lambda x: np.sort(x), output_shape=(4,))),
            r"\(Lambda\) computes with the values",
        ),
        (lambda: graph((4, 4), lambda x: ops.svd(x)), "operation 'svd' has no counterpart"),
        (
            lambda: graph((5, 3), lambda x: L.LSTM(3, recurrent_dropout=0.1)(x, training=True)),
            "drops states while training",
        ),
        (
            lambda: graph((4,), lambda x: L.Lambda(lambda x: x + layerloom.random.gamma((4,), 2.0))(x)),
            "numbers are drawn by chance",
        ),
        (
            lambda: graph((None, None), lambda x: ops.diagonal(x, axis1=1, axis2=2)),
            "sizes that are known",
        ),
        (
            lambda: graph((3,), lambda x: L.IntegerLookup(vocabulary=[1], num_oov_indices=0)(x)),
            "num_oov_indices=1",
        ),
    ],
)
def test_what_onnx_cannot_say_is_told(make, words, tmp_path):
    with pytest.raises(FileFormatError, match=words):
        write_any(make(), tmp_path / "m.onnx")
    assert list(tmp_path.iterdir()) == []


def test_models_of_more_than_a_file_can_hold_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr("layerloom.models.onnx_export.model._MOST_BYTES", 100)
    chain(L.Input((4,)), L.Dense(4)).export(tmp_path / "small.onnx")
    with pytest.raises(FileFormatError, match="more than the 2 GiB"):
        chain(L.Input((4,)), L.Dense(9)).export(tmp_path / "m.onnx")


def test_what_nobody_uses_is_not_in_the_file(tmp_path):
    """A layer that is tried by hand and then followed, and a mask that nobody asks for, leave nothing behind."""
    x = layerloom.Input((5,), dtype="int64")
    model = layerloom.Model(
        x, L.Dense(2, activation=lambda y: ops.sin(y))(L.Embedding(9, 4, mask_zero=True)(x))
    )
    model.export(tmp_path / "m.onnx")
    content = onnx.load(tmp_path / "m.onnx").graph
    assert [node.op_type for node in content.node] == ["Gather", "MatMul", "Add", "Sin", "Identity"]
    assert len(content.initializer) == 3
