"""LoRA as real Keras has it: weights, numbers, training, config, and files both ways."""

from __future__ import annotations

import keras
import numpy as np
import pytest

import layerloom
from layerloom.errors import LayerloomError
from layerloom.models.plan import choosing

KINDS = {
    "dense": lambda k: (
        k.Input((5,)),
        k.layers.Dense(3, activation="relu", kernel_regularizer="l2", name="x"),
    ),
    "einsum": lambda k: (
        k.Input((2, 5)),
        k.layers.EinsumDense("abc,cde->abde", (2, 3, 4), bias_axes="e", name="x"),
    ),
    "embedding": lambda k: (k.Input((4,), dtype="int32"), k.layers.Embedding(7, 3, name="x")),
    "conv": lambda k: (k.Input((4, 4, 2)), k.layers.Conv2D(3, 2, name="x")),
}


def model_of(k, kind, rank=2, alpha=3, with_lora=True):
    start, layer = KINDS[kind](k)
    model = k.Sequential([start, layer, k.layers.Flatten(), k.layers.Dense(2, name="end")], name="m")
    if with_lora:
        model.layers[0].enable_lora(rank, lora_alpha=alpha)
    return model


def given_weights(model, seed=0):
    rng = np.random.default_rng(seed)
    model.set_weights([rng.normal(0, 0.4, w.shape).astype("float32") for w in model.get_weights()])
    return model


def data(kind, seed=1):
    rng = np.random.default_rng(seed)
    shape = {"dense": (12, 5), "einsum": (12, 2, 5), "embedding": (12, 4), "conv": (12, 4, 4, 2)}[kind]
    x = rng.integers(0, 7, shape) if kind == "embedding" else rng.normal(0, 1, shape).astype("float32")
    return x.astype("int32") if kind == "embedding" else x, rng.normal(0, 1, (12, 2)).astype("float32")


def facts(model):
    layer = model.layers[0]
    return (
        [(w.path, tuple(w.shape), w.trainable) for w in model.weights],
        [w.path for w in model.trainable_weights],
        {key: layer.get_config()[key] for key in ("lora_rank", "lora_alpha")},
        layer.lora_enabled,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_has_the_weights_of_keras_and_trains_to_the_same(kind):
    ours, theirs = (given_weights(model_of(k, kind)) for k in (layerloom, keras))
    assert facts(ours) == facts(theirs)
    x, y = data(kind)
    for model in (ours, theirs):
        model.compile(optimizer="sgd", loss="mse")
    for _ in range(5):
        np.testing.assert_allclose(ours.predict(x, verbose=0), theirs.predict(x, verbose=0), atol=1e-5)
        for model in (ours, theirs):
            model.fit(x, y, batch_size=6, shuffle=False, verbose=0)
    for mine, other in zip(ours.weights, theirs.weights, strict=True):
        np.testing.assert_allclose(np.asarray(mine), np.asarray(other), atol=1e-5, err_msg=mine.path)


@pytest.mark.parametrize("kind", KINDS)
def test_the_constructor_and_build_do_as_in_keras(kind):
    found = []
    for k in (layerloom, keras):
        start, layer = KINDS[kind](k)
        config = {**layer.get_config(), "lora_rank": 2, "lora_alpha": 5}
        config.pop("quantization_config", None)
        layer = type(layer)(**config)
        before = (layer.lora_rank, layer.lora_alpha, layer.lora_enabled)
        layer(start)
        found.append((before, facts(k.Sequential([start, layer], name="m"))))
    assert found[0] == found[1]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", ["keras", "h5", "weights.h5"])
@pytest.mark.parametrize(
    "ways", [(layerloom, keras), (keras, layerloom), (layerloom, layerloom)], ids=["to", "from", "own"]
)
@pytest.mark.filterwarnings("ignore:You are saving")
def test_files_go_both_ways(kind, ending, ways, tmp_path):
    writer, reader = ways
    path = str(tmp_path / f"m.{ending}")
    model, (x, _) = given_weights(model_of(writer, kind)), data(kind)
    if ending == "weights.h5":
        model.save_weights(path)
        back = model_of(reader, kind)
        back.load_weights(path)
        plain = model_of(reader, kind, with_lora=False)
        plain.load_weights(path)
        np.testing.assert_allclose(np.asarray(plain(x)), np.asarray(model(x)), atol=1e-5)
    else:
        model.save(path)
        back = reader.saving.load_model(path)
    layer = back.layers[0]
    if layer.lora_alpha == 3:  # Keras forgets the factor of two kinds of layers in HDF5 files
        np.testing.assert_allclose(np.asarray(back(x)), np.asarray(model(x)), atol=1e-5)
    else:
        assert reader is keras and kind in ("dense", "embedding")
    assert layer.lora_enabled and layer.lora_rank == 2
    if ending != "h5":  # the adapter is in the sum, and starts anew
        assert not any(np.any(w) for w in map(np.asarray, back.get_weights()[-4:-2]))


def test_the_kernel_is_the_sum_and_a_plan_of_before_does_not_go_on():
    model = layerloom.Sequential([layerloom.Input((5,)), layerloom.layers.Dense(3)])
    model.compile("sgd", "mse")
    x = np.random.default_rng(0).normal(0, 1, (8, 5)).astype("float32")
    choosing.set_planning(True)
    try:
        model.fit(x, x[:, :3], verbose=0)
        before = model.predict(x, verbose=0)
        layer = model.layers[0]
        assert layer.kernel is layer.weights[0]
        layer.enable_lora(2, lora_alpha=4)
        model.compile("sgd", "mse")
        np.testing.assert_array_equal(model.predict(x, verbose=0), before)
        kernel = layer.weights[0].numpy()
        for _ in range(3):
            model.fit(x, x[:, :3], verbose=0)
        np.testing.assert_array_equal(layer.weights[0], kernel)
        merged = kernel + 2 * layer.lora_kernel_a.numpy() @ layer.lora_kernel_b.numpy()
        np.testing.assert_allclose(layer.kernel, merged, atol=1e-6)
        np.testing.assert_allclose(model.predict(x, verbose=0), x @ merged + layer.bias.numpy(), atol=1e-5)
        assert np.abs(merged - kernel).max() > 1e-3
    finally:
        choosing.set_planning(None)


def test_inside_attention_it_learns_too():
    layer = layerloom.layers.MultiHeadAttention(2, 3)
    start = layerloom.Input((4, 5))
    model = layerloom.Model(start, layer(start, start))
    layer.query_dense.enable_lora(2)
    model.compile("sgd", "mse")
    x = np.random.default_rng(0).normal(0, 1, (8, 4, 5)).astype("float32")
    model.fit(x, x, verbose=0)
    assert layer.query_dense.lora_kernel_b.numpy().any()


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda k: k.Dense(3), "not built yet"),
        (lambda k: k.Dense(3, kernel_constraint="non_neg"), "exclude each other"),
        (lambda k: k.Embedding(3, 2, lora_rank=1), "already"),
    ],
)
def test_mistakes_are_told(make, words):
    layer = make(layerloom.layers)
    if words == "already":
        layer.build(None)
    with pytest.raises(LayerloomError, match=words):
        layer.enable_lora(2)
