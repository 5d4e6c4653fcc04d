"""Files of Keras 1, written by hand in its layout, and the formulas of its layers."""

import json

import h5py
import numpy as np

from layerloom import saving

LSTM_NAMES = [f"{kind}_{gate}" for gate in "icfo" for kind in ("W", "U", "b")]
GRU_NAMES = [f"{kind}_{gate}" for gate in "zrh" for kind in ("W", "U", "b")]


def layer(class_name, name, **config):
    return {"class_name": class_name, "config": {"name": name, "trainable": True, **config}}


def chain(*layers, shape):
    first = layers[0]
    config = {**first["config"], "batch_input_shape": [None, *shape], "input_dtype": "float32"}
    return {"class_name": "Sequential", "config": [{**first, "config": config}, *layers[1:]]}


def graph(inputs, calls, outputs):
    """A functional model: inputs by name and shape, calls as (layer, names of its inputs), names of outputs."""
    layers = []
    for name, shape in inputs.items():
        config = {
            "name": name,
            "batch_input_shape": [None, *shape],
            "input_dtype": "float32",
            "sparse": False,
        }
        layers.append({"class_name": "InputLayer", "name": name, "config": config, "inbound_nodes": []})
    for item, sources in calls:
        nodes = [[[source, 0, 0] for source in sources]]
        layers.append({**item, "name": item["config"]["name"], "inbound_nodes": nodes})
    ends = {
        f"{key}_layers": [[n, 0, 0] for n in names] for key, names in (("input", inputs), ("output", outputs))
    }
    return {"class_name": "Model", "config": {"name": "model_1", "layers": layers, **ends}}


def write_weights(group, arrays, suffix=":0"):
    """Writes arrays by layer; ``suffix`` is what TensorFlow puts behind a variable's name, and Theano does not."""
    group.attrs["layer_names"] = [name.encode() for name in arrays]
    for name, values in arrays.items():
        inner = group.create_group(name)
        names = [f"{name}_{index}{suffix}".encode() for index in range(len(values))]
        inner.attrs["weight_names"] = names
        for key, value in zip(names, values, strict=True):
            inner[key.decode()] = value


def write_model(path, model, arrays, suffix=":0", version="1.2.2", backend=None):
    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = json.dumps(model).encode()
        if version is not None:
            file.attrs["keras_version"] = version.encode()
        if backend is not None:
            file.attrs["backend"] = backend.encode()
        write_weights(file.create_group("model_weights"), arrays, suffix)
    return path


# -- the layers' formulas --------------------------------------------------------------------------------------


def hard_sigmoid(x):
    return np.clip(0.2 * x + 0.5, 0, 1)


def lstm(x, arrays):
    """All outputs of an LSTM with twelve arrays; shapes (batch, steps, features) to (batch, steps, units)."""
    p = dict(zip(LSTM_NAMES, arrays, strict=True))
    h = c = np.zeros((len(x), arrays[2].size))
    outputs = []
    for step in np.moveaxis(x, 1, 0):
        gate = {g: step @ p[f"W_{g}"] + h @ p[f"U_{g}"] + p[f"b_{g}"] for g in "icfo"}
        c = hard_sigmoid(gate["f"]) * c + hard_sigmoid(gate["i"]) * np.tanh(gate["c"])
        h = hard_sigmoid(gate["o"]) * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, axis=1)


def gru(x, arrays):
    """All outputs of a GRU with nine arrays, which resets the state before it multiplies."""
    p = dict(zip(GRU_NAMES, arrays, strict=True))
    h = np.zeros((len(x), arrays[2].size))
    outputs = []
    for step in np.moveaxis(x, 1, 0):
        z = hard_sigmoid(step @ p["W_z"] + h @ p["U_z"] + p["b_z"])
        r = hard_sigmoid(step @ p["W_r"] + h @ p["U_r"] + p["b_r"])
        new = np.tanh(step @ p["W_h"] + (r * h) @ p["U_h"] + p["b_h"])
        h = z * h + (1 - z) * new
        outputs.append(h)
    return np.stack(outputs, axis=1)


def correlate(x, kernel):
    """Valid correlation of (batch, rows, columns, in) with (rows, columns, in, out)."""
    high, wide = kernel.shape[:2]
    rows, columns = x.shape[1] - high + 1, x.shape[2] - wide + 1
    places = [(r, c) for r in range(high) for c in range(wide)]
    return sum(x[:, r : r + rows, c : c + columns] @ kernel[r, c] for r, c in places)


RECURRENT = {
    "output_dim": 3, "init": "glorot_uniform", "inner_init": "orthogonal", "activation": "tanh",
    "inner_activation": "hard_sigmoid", "W_regularizer": {"name": "WeightRegularizer", "l1": 0.0, "l2": 0.01},
    "U_regularizer": None, "b_regularizer": None, "dropout_W": 0.2, "dropout_U": 0.0, "consume_less": "cpu",
    "input_dim": 4, "input_length": None, "return_sequences": True, "go_backwards": False, "stateful": False,
    "unroll": False,
}  # fmt: skip
DENSE = {
    "init": "uniform",
    "activation": "linear",
    "W_constraint": {"name": "MaxNorm", "m": 2, "axis": 0},
    "bias": True,
}
CONV = {"init": "glorot_uniform", "activation": "linear", "border_mode": "valid", "bias": True}


def some(*shape):
    return np.random.uniform(-1, 1, shape).astype("float32")  # noqa: NPY002 - seeded for each test


def gates(count, features, units):
    return [some(*shape) for _ in range(count) for shape in ((features, units), (units, units), (units,))]


def check(path, x, want):
    model = saving.load_model(path)
    np.testing.assert_allclose(model.predict(x, verbose=0), want, atol=2e-6)
    return model
