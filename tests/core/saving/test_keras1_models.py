"""Models of Keras 1 as it wrote them: merged branches, JSON in its forms, and weights by name."""

import json

import h5py
import numpy as np
import pytest
from tests.core.saving.keras1_files import (
    DENSE,
    RECURRENT,
    chain,
    check,
    gates,
    graph,
    hard_sigmoid,
    layer,
    lstm,
    some,
    write_model,
    write_weights,
)

from layerloom import models, saving
from layerloom.errors import FileFormatError

MERGES = [
    ("sum", lambda a, b: a + b),
    ("mul", lambda a, b: a * b),
    ("ave", lambda a, b: (a + b) / 2),
    ("max", np.maximum),
    ("concat", lambda a, b: np.concatenate([a, b], axis=-1)),
    ("dot", lambda a, b: (a * b).sum(axis=-1, keepdims=True)),
    ("cos", lambda a, b: ((a * b).sum(-1) / np.linalg.norm(a, axis=-1) / np.linalg.norm(b, axis=-1))[:, None, None]),
]  # fmt: skip


@pytest.mark.parametrize("mode, formula", MERGES, ids=[mode for mode, _ in MERGES])
def test_merge(tmp_path, mode, formula):
    """As the first layer of a Sequential, whose branches' layers stand side by side in the file, and in a Model."""
    axes = [1, 1] if mode == "dot" else -1
    told = {"mode": mode, "mode_type": "raw", "concat_axis": -1, "dot_axes": axes, "output_shape": None}
    told |= {"output_shape_type": "raw", "output_mask": None, "output_mask_type": "raw", "arguments": {}}
    left, right = (layer("Dense", f"dense_{n}", output_dim=3, input_dim=4, **DENSE) for n in (1, 2))
    arrays = {"dense_1": [some(4, 3), some(3)], "dense_2": [some(4, 3), some(3)]}
    a, b = some(5, 4), some(5, 4)
    want = formula(*(x @ w + c for x, (w, c) in zip((a, b), arrays.values(), strict=True)))

    branches = [chain(left, shape=(4,)), chain(right, shape=(4,))]
    last = layer("Activation", "activation_1", activation="tanh")
    merged = {
        "class_name": "Sequential",
        "config": [layer("Merge", "merge_1", **told, layers=branches), last],
    }
    path = write_model(tmp_path / "a.h5", merged, {**arrays, "activation_1": []})
    check(path, [a, b], np.tanh(want))

    model = graph(
        {"a": (4,), "b": (4,)},
        [(left, ["a"]), (right, ["b"]), (layer("Merge", "merge_1", **told), ["dense_1", "dense_2"])],
        ["merge_1"],
    )
    check(write_model(tmp_path / "b.h5", model, arrays), [a, b], want)


def test_merge_by_code_is_refused(tmp_path):
    told = {"mode": "marshalled", "mode_type": "lambda", "concat_axis": -1, "dot_axes": -1}
    model = graph({"a": (4,), "b": (4,)}, [(layer("Merge", "merge_1", **told), ["a", "b"])], ["merge_1"])
    with pytest.raises(FileFormatError, match=r"merge_1.*Lambda.*code"):
        saving.load_model(write_model(tmp_path / "a.h5", model, {}))


@pytest.mark.parametrize("form", ["model", "bare list", "text in text", "versioned", "version 0"])
def test_json(tmp_path, form):
    config = chain(layer("Dense", "dense_1", output_dim=3, input_dim=4, **DENSE), shape=(4,))
    config["config"].append(layer("Activation", "a_1", activation="hard_sigmoid"))
    data = {
        "bare list": config["config"],
        "text in text": json.dumps(config),
        "versioned": {**config, "keras_version": "1.1.2"},
        "version 0": {**config, "keras_version": "v"},
    }.get(form, config)
    model = models.model_from_json(json.dumps(data))
    kernel, bias, x = some(4, 3), some(3), some(2, 4)
    with h5py.File(tmp_path / "w.h5", "w") as file:
        write_weights(file, {"dense_1": [kernel, bias], "a_1": []})
    model.load_weights(tmp_path / "w.h5")
    np.testing.assert_allclose(model.predict(x, verbose=0), hard_sigmoid(x @ kernel + bias), atol=1e-6)


def test_weights_by_name_where_they_fit(tmp_path):
    items = [layer("LSTM", "lstm_1", **RECURRENT), layer("Dense", "other", output_dim=2, **DENSE)]
    model = models.model_from_json(json.dumps(chain(*items, shape=(5, 4))))
    arrays, x = gates(4, 4, 3), some(2, 5, 4)
    with h5py.File(tmp_path / "w.h5", "w") as file:
        write_weights(file, {"lstm_1": arrays, "other": [some(9, 9), some(9)], "third": [some(1)]})
    with pytest.warns(UserWarning, match="'other'"):
        model.load_weights(tmp_path / "w.h5", by_name=True, skip_mismatch=True)
    part = models.Model(model.inputs, model.layers[0].output)
    np.testing.assert_allclose(part.predict(x, verbose=0), lstm(x, arrays), atol=2e-6)


def test_models_inside_had_no_names(tmp_path):
    """In a chain and in a wrapper; the file calls the first ones by names that Keras 1 made up."""
    inner = [
        chain(layer("Dense", f"d_{n}", output_dim=size, **{**DENSE, "activation": "tanh"}), shape=(3,))
        for n, size in enumerate((3, 2))
    ]
    first = layer("TimeDistributed", "t_1", layer=layer("Dense", "d", output_dim=3, **DENSE))
    model = chain(
        first,
        layer("LSTM", "l_1", **RECURRENT),
        *({**layer("TimeDistributed", f"t_{n}", layer=item)} for n, item in enumerate(inner, 2)),
        shape=(5, 4),
    )
    w, b, arrays, v, c, u, d = some(4, 3), some(3), gates(4, 3, 3), some(3, 3), some(3), some(3, 2), some(2)
    path = write_model(tmp_path / "a.h5", model, {"t_1": [w, b], "l_1": arrays, "t_2": [v, c], "t_3": [u, d]})
    x = some(2, 5, 4)
    check(path, x, np.tanh(np.tanh(lstm(x @ w + b, arrays) @ v + c) @ u + d))

    start = layer("Dense", "d_9", output_dim=3, **DENSE)
    model = chain(start, *inner, shape=(4,))
    weights = {"d_9": [w, b], "sequential_1": [v, c], "sequential_2": [u, d]}
    path = write_model(tmp_path / "b.h5", model, weights)
    x = some(2, 4)
    check(path, x, np.tanh(np.tanh((x @ w + b) @ v + c) @ u + d))
