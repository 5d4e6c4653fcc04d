"""Models that Keras 3 quantized open with the answers that they gave there, and stay quantized in files."""

from __future__ import annotations

import keras
import numpy as np
import pytest

import layerloom
from layerloom import saving
from layerloom.errors import LayerloomError
from layerloom.graph import parse_architecture
from layerloom.graph.python_code import to_python
from layerloom.saving.plan import Plan
from layerloom.saving.quantized import plain_weights, plan_quantized

draw = np.random.default_rng(0)
WORDS = draw.integers(0, 9, (5, 4))


def of_words(k):
    """All layers that Keras quantizes, one of them for both ways, and some inside attention."""
    words, table = k.Input((4,)), k.ReversibleEmbedding(9, 7, tie_weights=False)
    apart = k.EinsumDense("abc,cde->abde", (None, 3, 4), bias_axes="de")
    together = k.EinsumDense("abde,def->abf", (None, 8), activation="tanh")
    found = together(apart(k.concatenate([k.Embedding(9, 3)(words), table(words)])))
    found = k.MultiHeadAttention(2, 4)(found, found)
    return keras.Model(words, table(k.Dense(7, use_bias=False)(found), reverse=True))


WAYS = {
    "8 bits": lambda q: q.Int8QuantizationConfig(),
    "8 bits, weights alone": lambda q: q.Int8QuantizationConfig(activation_quantizer=None),
    "4 bits": lambda q: q.Int4QuantizationConfig(),
    "4 bits, small groups": lambda q: q.Int4QuantizationConfig(block_size=4),
    "4 bits, no groups": lambda q: q.Int4QuantizationConfig(block_size=-1),
    "4 bits, rounded": lambda q: q.Int4QuantizationConfig(None, q.AbsMaxQuantizer(), -1),
    "floats of 8 bits": lambda q: q.Float8QuantizationConfig(),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("way", WAYS)
def test_answers_are_those_of_the_quantized_model_and_stay_so(tmp_path, way):
    """Keras itself cannot open its own files of quantized attention, but opens ours."""
    model = of_words(keras.layers)
    model.quantize(config=WAYS[way](keras.quantizers))
    wanted, close = model(WORDS), {"rtol": 1e-4, "atol": 1e-6}
    for ending in (
        ("keras", "h5") if way in ("8 bits, weights alone", "4 bits", "floats of 8 bits") else ("keras",)
    ):
        model.save(tmp_path / f"m.{ending}")
        ours = saving.load_model(tmp_path / f"m.{ending}")
        np.testing.assert_allclose(ours(WORDS), wanted, **close)
        if ending == "h5" and way == "floats of 8 bits":
            continue  # Keras writes them there, but cannot read them
        ours.save(tmp_path / f"again.{ending}")
        theirs = keras.models.load_model(tmp_path / f"again.{ending}")
        assert theirs.layers[-1].quantization_mode == model.layers[-1].quantization_mode
        if way != "4 bits, rounded":  # which no file says of layers inside others
            np.testing.assert_allclose(theirs(WORDS), wanted, **close)


def test_what_else_is_made_of_them(tmp_path):
    """The architecture alone keeps all, code for Keras the number type; in tf.keras there are plain numbers alone."""
    k = keras.layers
    steps = k.Input((4, 8))
    model = keras.Model(steps, k.Dense(3)(k.MultiHeadAttention(2, 4)(steps, steps)))
    model.quantize("int8")
    model.save(tmp_path / "m.keras")
    ours, x = saving.load_model(tmp_path / "m.keras"), draw.normal(size=(2, 4, 8)).astype("float32")
    wanted = ours(x)
    alone = layerloom.models.model_from_json(ours.to_json())
    alone.set_weights(ours.get_weights())
    np.testing.assert_allclose(alone(x), wanted, rtol=1e-6)
    ours.save(tmp_path / "folder")
    np.testing.assert_allclose(saving.load_model(tmp_path / "folder")(x), wanted, atol=0.05)
    ours.save_weights(tmp_path / "w.h5")
    alone.load_weights(tmp_path / "w.h5")
    np.testing.assert_allclose(alone(x), wanted, rtol=1e-6)
    code = to_python(parse_architecture(ours.to_json()))
    assert "int8_from_float32" in code
    assert "Quantized" not in code


@pytest.mark.parametrize("way", ["8 bits", "4 bits, no groups"])
def test_plain_numbers_become_the_same_whole_ones(tmp_path, way):
    model = of_words(keras.layers)
    model.quantize(config=WAYS[way](keras.quantizers))
    model.save(tmp_path / "m.keras")
    ours = saving.load_model(tmp_path / "m.keras")
    clone = layerloom.models.clone_model(ours)
    clone.set_weights(ours.get_weights())
    clone.save(tmp_path / "new.keras")
    new = saving.load_model(tmp_path / "new.keras")
    np.testing.assert_allclose(new(WORDS), ours(WORDS), rtol=1e-3, atol=1e-6)


def test_training_goes_on_as_in_keras(tmp_path):
    k = keras.layers
    model = keras.Sequential(
        [k.Input((8,)), k.Dense(5, "tanh"), k.EinsumDense("ab,bc->ac", 3, bias_axes="c")]
    )
    model.quantize("int8")
    model.compile("sgd", "mse")
    model.save(tmp_path / "m.keras")
    ours = saving.load_model(tmp_path / "m.keras")
    x, y = draw.normal(size=(5, 8)).astype("float32"), draw.normal(size=(5, 3)).astype("float32")
    for _ in range(3):
        model.train_on_batch(x, y)
        ours.train_on_batch(x, y)
    for mine, theirs in zip(ours.trainable_weights, model.trainable_weights, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("scale", [(3, 1, 1), (4000, 1), (2,), ()])
def test_a_scale_that_would_make_more_of_the_weights_is_refused(scale):
    layer = layerloom.layers.Dense(3)
    layer.build((None, 4))
    arrays = [np.ones((4, 3), np.int8), np.ones(3, np.float32), np.ones(scale, np.float32)]
    if scale:
        with pytest.raises(LayerloomError, match="do not fit together"):
            plain_weights(layer, arrays)
    else:
        np.testing.assert_array_equal(plain_weights(layer, arrays)[0], 1)


def with_arrays(layer):
    layer.build((None, 3))
    plan = Plan(whole_model=True)
    kernel = np.array([[1, 2], [3, 4], [5, 6]], np.int8)
    assert plan_quantized(layer, [kernel, np.ones(2, np.float32), np.full(2, 2, np.float32)], plan)
    plan.carry_out()
    np.testing.assert_array_equal(layer.kernel.numpy(), kernel / 2)
    return layer


def test_a_class_of_ones_own_takes_plain_numbers_whatever_its_name():
    class Dense(layerloom.layers.Dense):
        pass

    assert type(with_arrays(Dense(2))) is Dense


def test_arrays_of_a_file_are_kept_until_a_weight_changes():
    layer = with_arrays(layerloom.layers.Dense(2))
    assert layer.kept_arrays()[0].dtype == np.int8
    layer.bias.assign([1, 2])
    assert layer.kept_arrays() is None
    layer.bias.assign([1, 1])
    assert layer.kept_arrays() is not None


@pytest.mark.parametrize("bits", [4, 8])
def test_columns_with_groups_of_their_own(bits):
    """As GPTQ and AWQ write them: a column of the kernel in each row, two numbers in a byte where they have 4 bits."""
    layer = layerloom.layers.Dense(3)
    layer.build((None, 4))
    values = draw.integers(0, 2**bits, (3, 4)).astype(np.uint8)
    scale, zero = draw.random((3, 2)).astype("float32"), draw.integers(0, 7, (3, 2)).astype(np.uint8)
    groups, factors = np.array([0.0, 0.0, 1.0, 1.0], "float32"), draw.random(4).astype("float32") + 0.5
    bias = draw.random(3).astype("float32")
    packed = values
    if bits == 4:
        rows = np.concatenate([values, np.zeros((1, 4), np.uint8)])
        packed = rows[0::2] | (rows[1::2] << 4)
    wanted = ((values.astype("float32") - zero[:, [0, 0, 1, 1]]) * scale[:, [0, 0, 1, 1]]).T
    kernel, same = plain_weights(layer, [bias, packed, scale, zero, groups])
    np.testing.assert_allclose(kernel, wanted, rtol=1e-6)
    assert same is bias
    kernel, _ = plain_weights(layer, [bias, packed, scale, zero, factors, groups])
    np.testing.assert_allclose(kernel, wanted / factors[:, None], rtol=1e-6)
