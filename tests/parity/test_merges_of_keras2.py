"""Layers on several tensors with masks, in files of tf.keras: there masks count otherwise than in Keras 3."""

from __future__ import annotations

import numpy as np
import onnxruntime
import pytest
import tf_keras as k2

import layerloom
from layerloom import saving

IDS = np.array([[3, 1, 2, 0, 0, 0], [5, 4, 1, 6, 7, 0], [2, 0, 0, 0, 0, 0], [1, 2, 3, 4, 5, 6]], "int32")
DATA = [IDS, IDS[::-1].copy()]
MERGES = ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate"]


def network(kind, inside=False):
    """One masked tensor with one that has no mask, in both orders, and two masked ones; what follows sees the mask."""
    L = k2.layers
    ids, others = k2.Input((6,), dtype="int32"), k2.Input((6,), dtype="int32")
    words, more = L.Embedding(8, 4, mask_zero=True)(ids), L.Embedding(8, 4, mask_zero=True)(others)
    places = L.Embedding(8, 4)(ids)
    join = getattr(L, kind)
    outputs = []
    for pair in ([words, places], [places, words], [words, more]):
        if inside:
            ends = [k2.Input((6, 4)), k2.Input((6, 4))]
            merged = k2.Model(ends, join()(ends))(pair)
        else:
            merged = join()(pair)
        outputs += [merged, L.GlobalAveragePooling1D()(merged), L.SimpleRNN(3)(merged)]
    model = k2.Model([ids, others], outputs)
    draw = np.random.default_rng(5)
    model.set_weights([draw.uniform(-0.4, 0.6, w.shape).astype("float32") for w in model.get_weights()])
    return model


def same(found, expected):
    for y, value in zip(found, expected, strict=True):
        np.testing.assert_allclose(y, value, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("kind", MERGES)
def test_a_file_answers_as_for_its_author(kind, tmp_path):
    theirs = network(kind)
    expected = [y.numpy() for y in theirs(DATA)]
    theirs.save(tmp_path / "m.keras")
    ours = saving.load_model(tmp_path / "m.keras")
    same(ours(DATA), expected)
    same(ours.predict(DATA, verbose=0), expected)
    for name in ("again.h5", "again.keras"):
        ours.save(tmp_path / name)
        same(saving.load_model(tmp_path / name)(DATA), expected)


@pytest.mark.filterwarnings("ignore")
def test_inside_another_model(tmp_path):
    theirs = network("Add", inside=True)
    theirs.save(tmp_path / "m.h5")
    same(saving.load_model(tmp_path / "m.h5")(DATA), [y.numpy() for y in theirs(DATA)])


@pytest.mark.parametrize("kind", ["Add", "Multiply", "Concatenate"])
def test_onnx_counts_as_the_file(kind, tmp_path):
    theirs = network(kind)
    theirs.save(tmp_path / "m.keras")
    saving.load_model(tmp_path / "m.keras").export(tmp_path / "m.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "m.onnx"), providers=["CPUExecutionProvider"])
    names = [given.name for given in session.get_inputs()]
    same(session.run(None, dict(zip(names, DATA, strict=True))), [y.numpy() for y in theirs(DATA)])


@pytest.mark.parametrize("dropout", [0.0, 0.1])
@pytest.mark.parametrize("ending", ["h5", "keras"])
def test_two_blocks_of_a_transformer(dropout, ending, tmp_path):
    L = k2.layers
    ids = k2.Input((6,), dtype="int32")
    x, outputs = L.Embedding(8, 8, mask_zero=True)(ids), []
    for _ in range(2):
        found, scores = L.MultiHeadAttention(2, 4, dropout=dropout)(x, x, return_attention_scores=True)
        x = L.LayerNormalization()(L.Add()([x, L.Dropout(0.1)(found)]))
        x = L.LayerNormalization()(L.Add()([x, L.MultiHeadAttention(2, 4, dropout=dropout)(x, x)]))
        x = L.LayerNormalization()(L.Add()([x, L.Dense(8)(L.Dense(16, activation="relu")(x))]))
        outputs += [found, scores, x]
    theirs = k2.Model(ids, [*outputs, L.GlobalAveragePooling1D()(x)])
    theirs.save(tmp_path / f"m.{ending}")
    ours = saving.load_model(tmp_path / f"m.{ending}")
    expected = [y.numpy() for y in theirs(IDS)]
    same(ours(IDS), expected)
    same(ours.predict(IDS, verbose=0), expected)
    ours.export(tmp_path / "m.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "m.onnx"), providers=["CPUExecutionProvider"])
    same(session.run(None, {session.get_inputs()[0].name: IDS}), expected)


def test_only_files_of_keras_2_with_masks_tell_it():
    def told(make):
        ids = make.Input((6,), dtype="int32")
        both = [make.layers.Embedding(8, 4, mask_zero=masked)(ids) for masked in (True, False)]
        return (
            "mask_beside_tensors"
            in layerloom.models.model_from_json(make.Model(ids, make.layers.Add()(both)).to_json()).to_json()
        )

    assert told(k2)
    assert not told(layerloom)
    image = k2.Input((4,))
    plain = k2.Model(image, k2.layers.Add()([image, k2.layers.Dense(4)(image)]))
    assert "mask_beside_tensors" not in layerloom.models.model_from_json(plain.to_json()).to_json()
