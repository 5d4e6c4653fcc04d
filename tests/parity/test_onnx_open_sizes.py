"""Sizes that only a running model knows, and numbers drawn by chance, as ONNX."""

from __future__ import annotations

import numpy as np
import onnxruntime
import pytest
from tests.parity.test_onnx import chain, run, same

import layerloom
from layerloom import backend, ops, random
from layerloom import layers as L


class Followed(L.Layer):
    """A layer of a user."""

    def __init__(self, function, **kwargs):
        super().__init__(**kwargs)
        self.function = function

    def call(self, inputs):
        return self.function(inputs)


#: What code asks of a shape whose sizes are open, or what it picks and writes.
CODE = {
    "zeros": lambda x: ops.concatenate([x, ops.zeros((ops.shape(x)[0], 2, 4))], axis=1),
    "ones": lambda x: x + ops.ones(ops.shape(x)),
    "one value": lambda x: x * ops.full((ops.shape(x)[0], 1, 1), 3.0),
    "numbers of steps": lambda x: x + ops.cast(ops.arange(0, ops.shape(x)[1]), "float32")[None, :, None],
    "joined axes": lambda x: ops.reshape(x, (ops.shape(x)[0] * ops.shape(x)[1], -1)),
    "several open sizes": lambda x: ops.reshape(x, (ops.shape(x)[0], ops.shape(x)[1], 2, 2)),
    "repeated": lambda x: ops.tile(ops.ones((1, 1, 4)), [ops.shape(x)[0], ops.shape(x)[1], 1]) + x,
    "each twice": lambda x: ops.repeat(x, 2, axis=1),
    "broadcast": lambda x: ops.broadcast_to(ops.ones((1, 1, 4)), ops.shape(x)) * x,
    "running products": lambda x: ops.cumprod(x, axis=1),
    "a mean": lambda x: ops.sum(x, axis=1) / ops.cast(ops.shape(x)[1], "float32"),
    "by the backend": lambda x: backend.reshape(
        x, (backend.shape(x)[0], backend.shape(x)[1] * backend.shape(x)[2])
    ),
    "single samples": lambda x: ops.scatter_update(x, [[0, 1], [2, 0]], ops.ones((2, 4))),
    "the greater ones": lambda x: ops.scatter_update(x, [[1, 1, 1], [1, 1, 1]], [0.4, 0.6], reduction="max"),
    "a block of samples": lambda x: ops.slice_update(x, (0, 1, 1), ops.ones((2, 2, 3))),
    "a number of segments": lambda x: ops.segment_max(x, ops.cast(x[:, 0, 0] * 5, "int32"), num_segments=4),
    "products of segments": lambda x: ops.segment_prod(x, ops.cast(x[:, 0, 0] * 5, "int32"), num_segments=3),
    "inverse matrices": lambda x: ops.inv(ops.matmul(ops.transpose(x, (0, 2, 1)), x) + ops.eye(4)),
    "what a seed leaves": lambda x: random.dropout(x, 0.5, noise_shape=(1, 1, 4), seed=3),
    "quantiles of steps": lambda x: ops.transpose(ops.quantile(x, [0.2, 0.7], axis=1), (1, 0, 2)),
    "away from the median": lambda x: x - ops.median(x, axis=(0, 1), keepdims=True),
    "how many numbers": lambda x: x / ops.cast(ops.size(x) + ops.ndim(x), "float32"),
    "roots of matrices": lambda x: ops.cholesky(ops.matmul(ops.transpose(x, (0, 2, 1)), x) + ops.eye(4)),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("steps", [5, None], ids=["closed", "open"])
@pytest.mark.parametrize("case", CODE)
def test_sizes_are_asked_for_where_the_model_runs(case, steps, tmp_path):
    data = np.random.default_rng(0).random((3, 5, 4)).astype("float32")
    same(chain(L.Input((steps, 4)), Followed(CODE[case])), [data], tmp_path / "m.onnx")


#: Layers that once needed to know the sizes of pictures, and the shape of what they are given.
LAYERS = {
    "steps wider than windows": (lambda: L.MaxPooling2D(2, strides=3, padding="same"), (None, None, 2)),
    "means of windows with gaps": (lambda: L.AveragePooling2D(2, strides=3, padding="same"), (None, None, 2)),
    "dilated steps": (lambda: L.DepthwiseConv2D(2, strides=2, dilation_rate=2, padding="same"), (None, None, 2)),
    "even means": (lambda: L.AdaptiveAveragePooling2D((3, 2)), (None, None, 2)),
    "even maxima": (lambda: L.AdaptiveMaxPooling2D((3, 2)), (None, None, 2)),
    "groups": (lambda: L.GroupNormalization(2), (None, None, 4)),
    "the middle": (lambda: L.CenterCrop(5, 6), (None, None, 2)),
    "the middle of what is too small": (lambda: L.CenterCrop(9, 7), (None, None, 2)),
    "the middle, channels first": (lambda: L.CenterCrop(3, 9, data_format="channels_first"), (2, None, None)),
    "cut to proportion": (lambda: L.Resizing(5, 3, crop_to_aspect_ratio=True), (None, None, 2)),
    "borders for proportion": (lambda: L.Resizing(4, 7, pad_to_aspect_ratio=True, fill_value=2.0), (None, None, 2)),
    "neighbours": (lambda: L.Resizing(5, 9, crop_to_aspect_ratio=True, interpolation="nearest"), (None, None, 2)),
    **{
        f"{how}, {kind}": (
            lambda how=how, settings=settings: L.Resizing(5, 9, interpolation=how, **settings), (None, None, 2),
        )
        for how in ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5")
        for kind, settings in {
            "smooth": {"antialias": True}, "cut": {"crop_to_aspect_ratio": True},
            "with borders": {"pad_to_aspect_ratio": True, "antialias": True},
        }.items()
    },
    **{
        f"enlarged, {how}": (lambda how=how: L.UpSampling2D((3, 2), interpolation=how), (None, None, 2))
        for how in ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5")
    },
    "enlarged, channels first": (
        lambda: L.UpSampling2D(2, interpolation="bicubic", data_format="channels_first"), (2, None, None)
    ),
    "the middle in another size": (lambda: L.RandomCrop(4, 5), (None, None, 2)),
    "areas": (lambda: L.Lambda(lambda x: ops.image.resize(x, (3, 4), interpolation="area")), (None, None, 2)),
    "mirrored ends": (lambda: Followed(lambda x: ops.pad(x, ((0, 0), (3, 20), (0, 0)), mode="reflect")), (None, 2)),
    "ends twice": (lambda: Followed(lambda x: ops.pad(x, ((0, 0), (3, 20), (0, 0)), mode="symmetric")), (None, 2)),
    "sequences of sounds": (lambda: Followed(lambda x: ops.extract_sequences(x, 4, 3)), (None,)),
    "each picture": (lambda: L.TimeDistributed(L.Conv2D(3, 2)), (None, None, None, 2)),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("size", [6, 8])
@pytest.mark.parametrize("case", LAYERS)
def test_layers_on_open_sizes(case, size, tmp_path):
    make, shape = LAYERS[case]
    data = np.random.default_rng(0).random((2, *(n or size + i for i, n in enumerate(shape))))
    same(chain(L.Input(shape), make()), [data.astype("float32")], tmp_path / "m.onnx")


#: Layers of sounds whose length is open.
SOUNDS = {
    "in bands": (lambda: L.MelSpectrogram(32, 8, sampling_rate=800, num_mel_bins=4), (None,)),
    "in bands, no decibels": (
        lambda: L.MelSpectrogram(32, 8, 16, sampling_rate=800, power_to_db=False),
        (None,),
    ),
    **{
        mode: (lambda mode=mode: L.STFTSpectrogram(mode, 8, 4, 16), (None, 2))
        for mode in ("log", "magnitude", "psd", "real", "imag", "angle", "stft")
    },
    "as pictures": (lambda: L.STFTSpectrogram(frame_length=8, expand_dims=True, padding="same"), (None, 2)),
    "channels first": (lambda: L.STFTSpectrogram(frame_length=8, data_format="channels_first"), (2, None)),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("length", [40, 53])
@pytest.mark.parametrize("case", SOUNDS)
def test_sounds_of_open_length(case, length, tmp_path):
    make, shape = SOUNDS[case]
    data = np.random.default_rng(0).normal(size=(2, *(n or length for n in shape)))
    same(chain(L.Input(shape), make()), [data.astype("float32")], tmp_path / "m.onnx")


#: Axes that a Dot sums up, and its inputs.
DOTS = [
    (1, (None, 4), (None, 3)), ((2, 1), (None, 4), (4, None)), (-1, (None, None, 4), (None, 4)),
    ((3, 2), (None, None, 4), (None, 4, None)), (1, (None,), (None,)),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("normalize", [False, True])
@pytest.mark.parametrize("axes, first, second", DOTS)
def test_products_along_axes_of_open_size(axes, first, second, normalize, tmp_path):
    x, y = layerloom.Input(first), layerloom.Input(second)
    rng = np.random.default_rng(0)
    data = [rng.random((3, *(n or 7 for n in shape))).astype("float32") for shape in (first, second)]
    same(layerloom.Model([x, y], L.Dot(axes, normalize=normalize)([x, y])), data, tmp_path / "m.onnx")


#: Layers of attention, the shapes of a sequence and of a mask of its own.
HIDDEN = {
    "two axes": (lambda: L.MultiHeadAttention(2, 3, attention_axes=(1, 2)), (3, 4, 5), (3, 4, 3, 4)),
    "two open axes": (
        lambda: L.MultiHeadAttention(2, 3, attention_axes=(1, 2)),
        (None, None, 5),
        (None,) * 4,
    ),
    "the second axis": (lambda: L.MultiHeadAttention(2, 3, attention_axes=2), (4, 3, 5), (3, 3)),
    "each row": (lambda: L.MultiHeadAttention(2, 3, attention_axes=2), (4, 3, 5), (4, 3, 3)),
    "each head": (lambda: L.MultiHeadAttention(2, 3), (3, 5), (2, 3, 3)),
    "each head of groups": (lambda: L.GroupQueryAttention(3, 4, 2), (3, 5), (4, 3, 3)),
    "all heads": (lambda: L.GroupQueryAttention(3, 4, 2), (None, 5), (None, None)),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("scores", [False, True])
@pytest.mark.parametrize("case", HIDDEN)
def test_what_attention_does_not_see(case, scores, tmp_path):
    make, shape, hidden = HIDDEN[case]
    x, mask = layerloom.Input(shape), layerloom.Input(hidden)
    found = make()(x, x, attention_mask=ops.greater(mask, 0.3), return_attention_scores=scores)
    rng = np.random.default_rng(0)
    shown = shape if None not in shape else (3, 4, 5)[-len(shape) :]
    seen = hidden if None not in hidden else (*shown[:-1], *shown[:-1])
    data = [rng.random((2, *sizes)).astype("float32") for sizes in (shown, seen)]
    same(layerloom.Model([x, mask], found), data, tmp_path / "m.onnx")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "make", [L.Flatten, lambda: L.ZeroPadding1D(1), lambda: L.Dropout(0.5), lambda: L.LayerNormalization(),
             lambda: L.GroupNormalization(2), lambda: L.MaxPooling1D(2), lambda: L.AveragePooling1D(2)],
)  # fmt: skip
def test_whole_numbers_stay_what_they_are(make, tmp_path):
    data = np.random.default_rng(0).integers(0, 9, (3, 5, 4))
    same(chain(L.Input((5, 4), dtype="int64"), make()), [data], tmp_path / "m.onnx")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("shape", [(4, 5, 3), (None, None, 3)], ids=["closed", "open"])
def test_pictures_of_whole_numbers_get_another_size(shape, tmp_path):
    data = np.random.default_rng(0).integers(0, 255, (2, 4, 5, 3)).astype("uint8")
    model = chain(L.Input(shape, dtype="uint8"), L.Resizing(7, 3))
    model.export(tmp_path / "m.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "m.onnx"), providers=["CPUExecutionProvider"])
    (found,) = session.run(None, {session.get_inputs()[0].name: data})
    assert found.dtype == np.uint8
    np.testing.assert_allclose(found.astype(int), np.asarray(model(data)).astype(int), atol=1)


def test_numbers_that_do_not_all_count_the_same(tmp_path):
    numbers, weights = layerloom.Input((6,), dtype="int64"), layerloom.Input((6,))
    rows = L.CategoryEncoding(5, output_mode="count")(numbers, count_weights=weights)
    rng = np.random.default_rng(0)
    data = [rng.integers(0, 7, (2, 6)), rng.random((2, 6)).astype("float32")]
    same(layerloom.Model([numbers, weights], rows), data, tmp_path / "m.onnx")


DRAWS = {
    "normal": lambda x: x + random.normal(ops.shape(x), mean=2.0, stddev=3.0),
    "cut": lambda x: x + random.truncated_normal(ops.shape(x)),
    "even": lambda x: x + random.uniform(ops.shape(x), -1.0, 3.0),
    "whole": lambda x: x + ops.cast(random.randint(ops.shape(x), 2, 7), "float32"),
    "of very many": lambda x: x + ops.cast(random.randint(ops.shape(x), -5, 2**31 - 1), "float32"),
    "classes": lambda x: ops.cast(random.categorical(ops.cumsum(ops.ones_like(x), axis=1), 5), "float32"),
    "dropped": lambda x: random.dropout(x + 1.0, 0.4),
    "by the backend": lambda x: x + backend.random_normal(shape=(backend.shape(x)[0], 3)),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", DRAWS)
def test_draws_have_the_same_distribution_and_are_fresh(case, tmp_path):
    layerloom.utils.set_random_seed(4)
    model, data = chain(L.Input((3,)), Followed(DRAWS[case])), np.zeros((4000, 3), "float32")
    model.export(tmp_path / "m.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "m.onnx"), providers=["CPUExecutionProvider"])
    name, expected = session.get_inputs()[0].name, np.asarray(model(data))
    (found,), (again,) = (session.run(None, {name: data}) for _ in range(2))
    assert found.shape == expected.shape
    assert not np.array_equal(found, again)
    for statistic in (np.mean, np.std, np.median):
        assert abs(statistic(found) - statistic(expected)) < 0.15 * expected.std()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "make, deviation",
    [
        (lambda: L.Dropout(0.4), (0.4 / 0.6) ** 0.5),
        (lambda: L.GaussianNoise(0.5), 0.5),
        (lambda: L.SpatialDropout1D(0.5), 1.0),
    ],
)
def test_noise_of_layers_that_are_called_as_in_training(make, deviation, tmp_path):
    x = layerloom.Input((4, 2))
    model, data = layerloom.Model(x, make()(x, training=True)), np.ones((10_000, 4, 2), "float32")
    model.export(tmp_path / "m.onnx")
    found = run(tmp_path / "m.onnx", [data])[0]
    # onnxruntime draws without a seed: SpatialDropout1D's mean of 20,000 draws is off by 0.1 in 14 deviations.
    assert abs(found.mean() - 1.0) < 0.1 and abs(found.std() - deviation) < 0.1


class Inner(L.Layer):
    """A layer that does not ask whether this is training, around one that does."""

    def __init__(self):
        super().__init__()
        self.dropout = L.Dropout(0.5)

    def call(self, inputs):
        return self.dropout(inputs)


class Outer(L.Layer):
    """A layer that does not pass on what it is told."""

    def __init__(self):
        super().__init__()
        self.inner, self.dense = Inner(), L.Dense(2, "tanh", kernel_initializer="ones")

    def call(self, inputs, training=None):
        return self.dense(self.inner(inputs))


@pytest.mark.filterwarnings("ignore")
def test_layers_inside_are_called_as_in_training_too(tmp_path):
    x = layerloom.Input((1,))
    layerloom.Model(x, Outer()(x, training=True)).export(tmp_path / "m.onnx")
    found = run(tmp_path / "m.onnx", [np.ones((1000, 1), "float32")])[0]
    assert 300 < np.count_nonzero(found[:, 0]) < 700


def test_a_draw_with_a_number_as_its_seed_is_always_the_same(tmp_path):
    model = chain(L.Input((3,)), Followed(lambda x: x + random.normal((3,), seed=4)))
    same(model, [np.zeros((2, 3), "float32")], tmp_path / "m.onnx")
