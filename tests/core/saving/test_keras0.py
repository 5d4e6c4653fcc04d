"""Models of Keras 0 and Graphs of Keras 1, written by hand in their layout, give the numbers of their formulas."""

import json

import h5py
import numpy as np
import pytest
from tests.core.saving.keras1_files import correlate, gates, lstm, some, write_model, write_weights

from layerloom import layers, models, saving
from layerloom.errors import FileFormatError, LayerloomError
from layerloom.graph import analyse, parse_architecture
from layerloom.layers.of_older_keras import LRN2D

PLAIN = {"inputs": [], "merge_mode": "concat", "concat_axis": -1, "dot_axes": -1}


def old(class_name, **config):
    """A layer of Keras 0.3: its class stands where its name stands today."""
    return {"name": class_name, "cache_enabled": True, "custom_name": class_name.lower(), **config}


def dense(units, activation="linear", **config):
    return old("Dense", output_dim=units, init="uniform", activation=activation, **config)


def new(class_name, **config):
    return {"class_name": class_name, "config": {"name": "any", "trainable": True, **config}}


def new_dense(units, activation="linear", **config):
    return new("Dense", output_dim=units, init="uniform", activation=activation, bias=True, **config)


def node(name, *sources, **more):
    """A node of a Graph, or an output."""
    one = sources[0] if len(sources) == 1 else None
    return {**PLAIN, "name": name, "input": one, "inputs": [] if one else list(sources), **more}


def inputs(**shapes):
    return [{"name": name, "dtype": "float", "input_shape": list(shape)} for name, shape in shapes.items()]


def write_numbered(path, *arrays_of_layers):
    with h5py.File(path, "w") as file:
        file.attrs["nb_layers"] = len(arrays_of_layers)
        for index, arrays in enumerate(arrays_of_layers):
            write_flat(file.create_group(f"layer_{index}"), arrays)
    return path


def write_graph(path, arrays):
    with h5py.File(path, "w") as file:
        write_flat(file.create_group("graph"), arrays)
    return path


def write_flat(group, arrays):
    group.attrs["nb_params"] = len(arrays)
    for index, array in enumerate(arrays):
        group[f"param_{index}"] = array


def check(data, path, x, *wanted):
    assert not analyse(parse_architecture(data)).problems
    model = models.model_from_json(json.dumps(data))
    model.load_weights(path)
    found = model.predict(x, verbose=0)
    for array, want in zip(found if isinstance(found, list) else [found], wanted, strict=True):
        np.testing.assert_allclose(array, want, atol=3e-6)


def sequential(*layers):
    return {"name": "Sequential", "class_mode": "categorical", "loss": "mse", "layers": list(layers)}


def test_convolution_was_theanos_and_normalization_kept_a_deviation(tmp_path):
    x, kernel, bias = some(2, 2, 6, 5), some(3, 2, 2, 4), some(4)
    gamma, beta, mean, deviation = some(4), some(4), some(4), np.abs(some(4)) + 0.3
    data = sequential(
        old("Convolution2D", nb_filter=4, nb_row=3, nb_col=2, activation="relu", border_mode="valid",
            subsample=[1, 1], input_shape=[2, 6, 5], W_regularizer={"name": "WeightRegularizer", "l2": 0.1}),
        old("BatchNormalization", epsilon=0.01, mode=0, axis=1, momentum=0.9),
        old("MaxPooling2D", pool_size=[2, 2], strides=[2, 2], border_mode="valid", dim_ordering="th"),
        old("Flatten"), old("Dropout", p=0.5), dense(3, input_dim=None), dense(2, "tanh", input_dim=None),
    )  # fmt: skip
    w, b, v, c = some(16, 3), some(3), some(3, 2), some(2)
    stored = kernel[::-1, ::-1].transpose(3, 2, 0, 1)
    path = write_numbered(
        tmp_path / "w.h5", [stored, bias], [gamma, beta, mean, deviation], [], [], [], [w, b], [v, c]
    )
    y = np.maximum(correlate(x.transpose(0, 2, 3, 1), kernel) + bias, 0)
    y = gamma * (y - mean) / (deviation + 0.01) + beta
    y = y.reshape(2, 2, 2, 2, 2, 4).max(axis=(2, 4)).transpose(0, 3, 1, 2).reshape(2, -1)
    check(data, path, x, np.tanh((y @ w + b) @ v + c))


def test_channels_beside_each_other_and_what_is_near_nought(tmp_path):
    x, w, b = some(2, 4, 3, 2), some(24, 3), some(3)
    data = sequential(
        old("LRN2D", alpha=0.5, k=2, beta=0.75, n=3, input_shape=[4, 3, 2]), old("Flatten"),
        dense(3, input_dim=None), old("ThresholdedLinear", theta=0.2),
    )  # fmt: skip
    path = write_numbered(tmp_path / "w.h5", [], [], [w, b], [])
    squares = np.pad(x**2, [(0, 0), (1, 1), (0, 0), (0, 0)])
    near = squares[:, :-2] + squares[:, 1:-1] + squares[:, 2:]
    y = (x / (2 + 0.5 * near) ** 0.75).reshape(2, -1) @ w + b
    check(data, path, x, np.where(np.abs(y) < 0.2, 0, y))
    with pytest.raises(LayerloomError, match="n=4 must be an odd number"):
        LRN2D(n=4)


def test_sequence_of_unnamed_layers_and_a_model_inside(tmp_path):
    x, arrays = some(2, 5, 4), gates(4, 4, 3)
    tanh = old("Activation", activation="tanh", beta=0.1, target=0)
    inner = {"name": "Sequential", "layers": [dense(3, input_dim=3), tanh, dense(2)]}
    recurrent = old("LSTM", output_dim=3, init="glorot_uniform", inner_init="orthogonal", activation="tanh",
                    inner_activation="hard_sigmoid", forget_bias_init="one", truncate_gradient=-1,
                    return_sequences=False, input_dim=4, input_length=5)  # fmt: skip
    w, b, v, c = some(3, 3), some(3), some(3, 2), some(2)
    path = write_numbered(tmp_path / "w.h5", arrays, [w, b, v, c])
    check(sequential(recurrent, inner), path, x, np.tanh(lstm(x, arrays)[:, -1] @ w + b) @ v + c)


def test_merged_branches(tmp_path):
    x, z, (w, b, v, c, u, d) = (
        some(3, 4),
        some(3, 2),
        (some(4, 3), some(3), some(2, 3), some(3), some(6, 1), some(1)),
    )
    branches = [{"name": "Sequential", "layers": [dense(3, input_dim=size)]} for size in (4, 2)]
    data = sequential(
        {"name": "Merge", "mode": "concat", "concat_axis": 1, "dot_axes": -1, "layers": branches}, dense(1)
    )
    path = write_numbered(tmp_path / "w.h5", [w, b, v, c], [u, d])
    check(data, path, [x, z], np.concatenate([x @ w + b, z @ v + c], axis=1) @ u + d)


def test_graph_keeps_its_weights_in_the_order_of_its_nodes(tmp_path):
    x, z = some(5, 3), some(5, 3)
    a, b, c, d = (some(3, 4), some(4)), (some(4, 4), some(4)), (some(8, 2), some(2)), (some(3, 2), some(2))
    data = {
        "name": "Graph",
        "input_config": inputs(x=(3,), z=(3,)),
        "input_order": ["x", "z"],
        "output_order": ["one", "two"],
        "node_config": [
            node("d", "z"), node("a", "x"), node("b", "a"), node("c", "a", "b", create_output=True),
        ],
        "nodes": {"a": dense(4, "tanh"), "b": dense(4, "tanh"), "c": dense(2), "d": dense(2)},
        "output_config": [node("one", "c"), node("two", "c", "d", merge_mode="sum")],
    }  # fmt: skip
    first = np.tanh(x @ a[0] + a[1])
    joined = np.concatenate([first, np.tanh(first @ b[0] + b[1])], axis=-1) @ c[0] + c[1]
    path = write_graph(tmp_path / "w.h5", [*d, *a, *b, *c])
    check(data, path, [x, z], joined, joined + z @ d[0] + d[1])


@pytest.mark.parametrize("mode", ["sum", None])
def test_graph_with_a_shared_layer(tmp_path, mode):
    x, z, (w, b, v, c) = some(5, 3), some(5, 3), (some(3, 4), some(4), some(4, 2), some(2))
    heads = [] if mode else [{"name": n, "inputs": ["s"], "create_output": False} for n in ("p", "q")]
    ends = ["s"] if mode else ["p", "q"]
    siamese = {
        "name": "Siamese",
        "layer": dense(4, "tanh"),
        "inputs": [],
        "merge_mode": mode,
        "is_graph": True,
    }
    data = {
        "name": "Graph",
        "input_config": inputs(x=(3,), z=(3,)),
        "input_order": ["x", "z"],
        "output_order": ["end"],
        "node_config": [
            {**PLAIN, "name": "s", "inputs": ["x", "z"], "merge_mode": mode},
            *heads,
            node("e", *ends, merge_mode="sum"),
        ],
        "nodes": {
            "s": siamese,
            "p": {"name": "SiameseHead", "head": 0},
            "q": {"name": "SiameseHead", "head": 1},
            "e": dense(2),
        },
        "output_config": [node("end", "e")],
    }
    want = (np.tanh(x @ w + b) + np.tanh(z @ w + b)) @ v + c
    check(data, write_graph(tmp_path / "w.h5", [w, b, v, c]), [x, z], want)


def graph_of_keras1():
    shared = new_dense(4, "tanh", W_regularizer=None)
    config = {
        "input_config": inputs(x=(3,), z=(3,)),
        "node_config": [
            {**PLAIN, "name": "s", "layer": shared, "inputs": ["x", "z"], "merge_mode": "mul", "outputs": []},
            node("e", "s"),
            {
                **PLAIN,
                "name": "t",
                "layer": shared,
                "inputs": ["x", "z"],
                "merge_mode": None,
                "outputs": ["p", "q"],
            },
            node("f", "p", "q", merge_mode="sum"),
        ],
        "nodes": {
            "s": {**new("Merge"), "shared": True},
            "e": new_dense(2),
            "p": new("Layer"),
            "q": new("Layer"),
            "f": new_dense(2),
        },
        "output_config": [node("end", "e"), node("f", "f")],
    }
    return {"class_name": "Graph", "config": config}


@pytest.mark.parametrize("form", ["whole", "weights"])
def test_graph_of_keras_1(tmp_path, form):
    """An output gives its name to the layer; a shared layer's calls are merged, or go by names of their own."""
    x, z = some(5, 3), some(5, 3)
    s, e, t, f = (some(3, 4), some(4)), (some(4, 2), some(2)), (some(3, 4), some(4)), (some(4, 2), some(2))
    arrays = {"x": [], "z": [], "input_for_s": s, "s": [], "end": e, "t": t, "merge_inputs_for_f": [], "f": f}
    wanted = [
        (np.tanh(x @ s[0] + s[1]) * np.tanh(z @ s[0] + s[1])) @ e[0] + e[1],
        (np.tanh(x @ t[0] + t[1]) + np.tanh(z @ t[0] + t[1])) @ f[0] + f[1],
    ]
    if form == "weights":
        with h5py.File(tmp_path / "w.h5", "w") as file:
            write_weights(file, arrays)
        check(graph_of_keras1(), tmp_path / "w.h5", [x, z], *wanted)
        return
    model = saving.load_model(write_model(tmp_path / "a.h5", graph_of_keras1(), arrays, version=None))
    for found, want in zip(model.predict([x, z], verbose=0), wanted, strict=True):
        np.testing.assert_allclose(found, want, atol=3e-6)


def test_graph_as_a_layer_of_keras_1(tmp_path):
    inner = {
        "input_config": inputs(x=(3,)),
        "node_config": [node("d", "x")],
        "nodes": {"d": new_dense(4, "tanh")},
        "output_config": [node("d", "d")],
    }
    first = new_dense(3, batch_input_shape=[None, 2])
    data = {
        "class_name": "Sequential",
        "config": [first, {"class_name": "Graph", "config": {**inner, "name": "g"}}],
    }
    w, b, v, c, x = some(2, 3), some(3), some(3, 4), some(4), some(5, 2)
    with h5py.File(tmp_path / "w.h5", "w") as file:
        write_weights(file, {"any": [w, b], "g": [v, c]})
    check(data, tmp_path / "w.h5", x, np.tanh((x @ w + b) @ v + c))


def test_weights_for_a_network_made_in_code(tmp_path):
    first = {"data_format": "channels_first"}
    model = models.Sequential(
        [layers.Input((2, 5, 5)), layers.ZeroPadding2D(1, **first), layers.Conv2D(3, 3, **first), layers.Flatten(),
         layers.Dense(2)]
    )  # fmt: skip
    kernel, bias, w, b = some(3, 3, 2, 3), some(3), some(75, 2), some(2)
    path = write_numbered(tmp_path / "w.h5", [], [kernel[::-1, ::-1].transpose(3, 2, 0, 1), bias], [], [w, b])
    model.load_weights(path)
    for array, want in zip(model.get_weights(), (kernel, bias, w, b), strict=True):
        np.testing.assert_array_equal(array, want)


@pytest.mark.parametrize(
    "arrays, words",
    [([np.ones((3, 4))], "'dense' has 2 weights"), ([np.ones(s) for s in ((4, 3), 3, 2)], "1 arrays more")],
)
def test_weights_that_do_not_fit(tmp_path, arrays, words):
    model = models.Sequential([layers.Input((4,)), layers.Dense(3, name="dense")])
    with pytest.raises(FileFormatError, match=words):
        model.load_weights(write_numbered(tmp_path / "w.h5", arrays))


@pytest.mark.parametrize(
    "change, words",
    [
        ({"nodes": {}}, "Node 'd' of a Graph has no layer"),
        ({"nodes": None}, "has no nodes"),
        ({"node_config": [node("d", "y")]}, "takes its input from 'y'"),
        ({"node_config": [node("d")]}, "Node 'd' of a Graph has no input"),
        (
            {"node_config": [node("x", "x")], "nodes": {"x": new_dense(2)}},
            "Two nodes of a Graph are called 'x'",
        ),
        ({"output_config": None}, "has no output_config"),
        ({"input_config": [{}]}, "has no name"),
    ],
)
def test_broken_graphs(change, words):
    whole = {
        "input_config": inputs(x=(3,)),
        "node_config": [node("d", "x")],
        "nodes": {"d": new_dense(2)},
        "output_config": [node("d", "d")],
    }
    with pytest.raises(LayerloomError, match=words):
        models.model_from_json(json.dumps({"class_name": "Graph", "config": {**whole, **change}}))
