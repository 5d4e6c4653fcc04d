"""Files of Keras 1, written by hand in its layout, give the numbers of its formulas."""

import json

import h5py
import numpy as np
import pytest

from layerloom import layers, models, saving
from layerloom.errors import FileFormatError

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


# -- recurrent layers ------------------------------------------------------------------------------------------


def test_lstm_of_twelve_arrays(tmp_path):
    x, arrays = some(2, 5, 4), gates(4, 4, 3)
    config = chain(layer("LSTM", "lstm_1", **RECURRENT, forget_bias_init="one"), shape=(5, 4))
    model = check(write_model(tmp_path / "a.h5", config, {"lstm_1": arrays}), x, lstm(x, arrays))
    config = model.layers[0].get_config()
    assert config["dropout"] == pytest.approx(0.2)
    assert config["kernel_regularizer"]["config"]["l2"] == pytest.approx(0.01)


def test_lstm_of_three_arrays(tmp_path):
    """What ``consume_less="gpu"`` wrote: gates side by side, in the order of today."""
    x, (i, c, f, o) = some(2, 5, 4), [gates(1, 4, 3) for _ in range(4)]
    joined = [np.concatenate([gate[part] for gate in (i, f, c, o)], axis=-1) for part in range(3)]
    config = chain(layer("LSTM", "lstm_1", **{**RECURRENT, "consume_less": "gpu"}), shape=(5, 4))
    check(write_model(tmp_path / "a.h5", config, {"lstm_1": joined}), x, lstm(x, [*i, *c, *f, *o]))


def test_gru_of_nine_arrays(tmp_path):
    x, arrays = some(2, 5, 4), gates(3, 4, 3)
    config = chain(layer("GRU", "gru_1", **RECURRENT), shape=(5, 4))
    check(write_model(tmp_path / "a.h5", config, {"gru_1": arrays}), x, gru(x, arrays))


def test_wrapped_and_nested_recurrent_layers(tmp_path):
    x, before, after, inner = some(2, 5, 4), gates(4, 4, 3), gates(4, 4, 3), gates(4, 6, 3)
    both = layer(
        "Bidirectional", "bidirectional_1", merge_mode="concat", layer=layer("LSTM", "lstm_1", **RECURRENT)
    )
    dense = layer("Dense", "dense_1", output_dim=2, **DENSE)
    nested = chain(layer("LSTM", "lstm_2", **RECURRENT), shape=(5, 6))
    nested["config"].append(layer("TimeDistributed", "timedistributed_1", layer=dense))
    config = chain(both, nested, shape=(5, 4))
    kernel, bias = some(3, 2), some(2)
    path = write_model(
        tmp_path / "a.h5", config, {"bidirectional_1": before + after, "sequential_1": [*inner, kernel, bias]}
    )
    halves = [lstm(x, before), lstm(x[:, ::-1], after)[:, ::-1]]
    check(path, x, lstm(np.concatenate(halves, axis=-1), inner) @ kernel + bias)


# -- convolution -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dim_ordering", ["tf", "th"])
@pytest.mark.parametrize("backend", ["tensorflow", "theano"])
@pytest.mark.parametrize("told", [True, False], ids=["told", "by_names"])
def test_convolution_of_both_backends(tmp_path, dim_ordering, backend, told):
    """Theano turned kernels by 180 degrees; with dim_ordering th they are (out, in, rows, columns)."""
    first = dim_ordering == "th"
    x, kernel, bias = (
        some(2, 5, 4, 2),
        some(3, 2, 2, 2),
        some(2),
    )  # as many filters as channels: nothing but the
    stored = kernel[::-1, ::-1] if backend == "theano" else kernel  # version tells the order of the axes
    stored = stored.transpose(3, 2, 0, 1) if first else stored
    item = layer(
        "Convolution2D", "convolution2d_1", nb_filter=2, nb_row=3, nb_col=2, subsample=[1, 1],
        dim_ordering=dim_ordering, **CONV,
    )  # fmt: skip
    flat = layer("Flatten", "flatten_1")
    config = chain(item, flat, shape=(2, 5, 4) if first else (5, 4, 2))
    path = write_model(
        tmp_path / "a.h5",
        config,
        {"convolution2d_1": [stored, bias], "flatten_1": []},
        suffix="" if backend == "theano" else ":0",
        backend=backend if told else None,
    )
    want = correlate(x, kernel) + bias
    if first:
        x, want = x.transpose(0, 3, 1, 2), want.transpose(0, 3, 1, 2)
    check(path, x, want.reshape(2, -1))


@pytest.mark.parametrize("form", ["1.2", "1.1"])
def test_kernels_of_one_dimension_had_four_axes(tmp_path, form):
    x, kernel = some(2, 6, 3), some(2, 3, 4)
    stored = kernel[:, None] if form == "1.2" else kernel[..., None].transpose(2, 1, 0, 3)
    item = layer(
        "Convolution1D", "convolution1d_1", nb_filter=4, filter_length=2, subsample_length=1, input_dim=3,
        input_length=6, **CONV,
    )  # fmt: skip
    path = write_model(
        tmp_path / "a.h5", chain(item, shape=(6, 3)), {"convolution1d_1": [stored, some(4) * 0]}
    )
    check(path, x, correlate(x[:, :, None], kernel[:, None])[:, :, 0])


@pytest.mark.parametrize("dim_ordering", ["tf", "th"])
@pytest.mark.parametrize(
    "class_name, more, made, stored",
    [
        (
            "AtrousConvolution2D",
            {"atrous_rate": [2, 2], "subsample": [1, 1], "border_mode": "same"},
            lambda where: layers.Conv2D(4, (2, 3), dilation_rate=2, padding="same", data_format=where),
            lambda kernel: [kernel],
        ),
        (
            "Deconvolution2D",
            {"subsample": [2, 2], "border_mode": "valid", "output_shape": [None, 4, 14, 13]},
            lambda where: layers.Conv2DTranspose(4, (2, 3), strides=2, data_format=where),
            lambda kernel: [np.swapaxes(kernel, -1, -2)],
        ),
        (
            "SeparableConvolution2D",
            {"subsample": [1, 1], "depth_multiplier": 2, "border_mode": "valid", "depthwise_regularizer": None},
            lambda where: layers.SeparableConv2D(4, (2, 3), depth_multiplier=2, data_format=where),
            lambda *kernels: list(kernels),
        ),
    ],
)  # fmt: skip
def test_relatives_of_convolution(tmp_path, dim_ordering, class_name, more, made, stored):
    where = {"tf": "channels_last", "th": "channels_first"}[dim_ordering]
    shape = (7, 6, 3) if dim_ordering == "tf" else (3, 7, 6)
    modern = models.Sequential([layers.Input(shape), made(where)])
    values = [some(*weight.shape) for weight in modern.weights]
    modern.set_weights(values)
    kernels = stored(*values[:-1])
    if dim_ordering == "th":
        kernels = [kernel.transpose(3, 2, 0, 1) for kernel in kernels]
    elif "output_shape" in more:
        more = {**more, "output_shape": [None, 14, 13, 4]}
    item = layer(
        class_name,
        "c_1",
        **{**CONV, "nb_filter": 4, "nb_row": 2, "nb_col": 3, "dim_ordering": dim_ordering, **more},
    )
    x = some(2, *shape)
    path = write_model(tmp_path / "a.h5", chain(item, shape=shape), {"c_1": [*kernels, values[-1]]})
    check(path, x, modern.predict(x, verbose=0))


def test_three_dimensions_and_pictures_in_time(tmp_path):
    cube = models.Sequential([layers.Input((2, 5, 4, 3)), layers.Conv3D(2, 2, data_format="channels_first")])
    values = [some(*weight.shape) for weight in cube.weights]
    cube.set_weights(values)
    item = layer(
        "Convolution3D", "c_1", nb_filter=2, kernel_dim1=2, kernel_dim2=2, kernel_dim3=2, dim_ordering="th",
        subsample=[1, 1, 1], **CONV,
    )  # fmt: skip
    x = some(1, 2, 5, 4, 3)
    arrays = {"c_1": [values[0].transpose(4, 3, 0, 1, 2), values[1]]}
    check(
        write_model(tmp_path / "a.h5", chain(item, shape=(2, 5, 4, 3)), arrays), x, cube.predict(x, verbose=0)
    )

    times = models.Sequential(
        [layers.Input((3, 5, 4, 2)), layers.ConvLSTM2D(2, 2, recurrent_activation="hard_sigmoid_keras2")]
    )
    values = [some(*weight.shape) for weight in times.weights]
    times.set_weights(values)
    i, f, c, o = zip(*(np.split(value, 4, axis=-1) for value in values), strict=True)
    names = (
        "output_dim",
        "dropout_W",
        "dropout_U",
        "consume_less",
        "return_sequences",
        "input_dim",
        "input_length",
    )
    config = {key: value for key, value in RECURRENT.items() if key not in names}
    item = layer(
        "ConvLSTM2D", "l_1", **config, nb_filter=2, nb_row=2, nb_col=2, dim_ordering="tf", border_mode="valid",
        subsample=[1, 1], forget_bias_init="one", return_sequences=False,
    )  # fmt: skip
    x = some(1, 3, 5, 4, 2)
    path = write_model(tmp_path / "b.h5", chain(item, shape=(3, 5, 4, 2)), {"l_1": [*i, *c, *f, *o]})
    check(path, x, times.predict(x, verbose=0))


def test_maxout_highway_and_dense_in_time(tmp_path):
    w, b = some(4, 5, 3), some(4, 3)
    kernel, gate, bias, gate_bias = some(3, 3), some(3, 3), some(3), some(3)
    x = some(6, 5)
    items = [
        layer("MaxoutDense", "maxoutdense_1", output_dim=3, nb_feature=4, input_dim=5, **DENSE),
        layer("Activation", "activation_1", activation="hard_sigmoid"),
        layer("Highway", "highway_1", input_dim=None, transform_bias=-2, **{**DENSE, "activation": "tanh"}),
    ]
    arrays = {"maxoutdense_1": [w, b], "activation_1": [], "highway_1": [kernel, gate, bias, gate_bias]}
    middle = hard_sigmoid((np.einsum("bi,fio->bfo", x, w) + b).max(axis=1))
    share = 1 / (1 + np.exp(-(middle @ gate + gate_bias)))
    want = share * np.tanh(middle @ kernel + bias) + (1 - share) * middle
    check(write_model(tmp_path / "a.h5", chain(*items, shape=(5,)), arrays), x, want)

    item = layer("TimeDistributedDense", "t_1", output_dim=2, input_dim=4, input_length=5, **DENSE)
    x, w, b = some(2, 5, 4), some(4, 2), some(2)
    check(write_model(tmp_path / "b.h5", chain(item, shape=(5, 4)), {"t_1": [w, b]}), x, x @ w + b)


def test_batch_normalization_keeps_a_variance_called_std(tmp_path):
    gamma, beta, mean, variance = some(3), some(3), some(3), np.abs(some(3)) + 0.5
    item = layer(
        "BatchNormalization", "b_1", epsilon=0.01, mode=0, axis=1, momentum=0.9, gamma_regularizer=None,
        beta_regularizer=None, beta_init="zero", gamma_init="one",
    )  # fmt: skip
    x = some(2, 3, 4)
    path = write_model(tmp_path / "a.h5", chain(item, shape=(3, 4)), {"b_1": [gamma, beta, mean, variance]})
    column = (slice(None), None)
    want = (x - mean[column]) / np.sqrt(variance[column] + 0.01) * gamma[column] + beta[column]
    check(path, x, want)
    item["config"]["mode"] = 1
    with pytest.raises(FileFormatError, match=r"'b_1'.*mode 1"):
        saving.load_model(write_model(tmp_path / "b.h5", chain(item, shape=(3, 4)), {"b_1": []}))


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
    with pytest.raises(FileFormatError, match=r"merge_1.*'Lambda'.*code"):
        saving.load_model(write_model(tmp_path / "a.h5", model, {}))


PLAIN = [
    layer("ZeroPadding2D", "z_1", padding=[1, 2], dim_ordering="th"),
    layer("ZeroPadding2D", "z_2", padding={"top_pad": 1, "left_pad": 2}, dim_ordering="th"),
    layer("Cropping2D", "c_1", cropping=[[1, 0], [0, 1]], dim_ordering="th"),
    layer("UpSampling2D", "u_1", size=[2, 2], dim_ordering="th"),
    layer("MaxPooling2D", "m_1", pool_size=[2, 2], strides=[2, 2], border_mode="same", dim_ordering="th"),
    layer("AveragePooling2D", "a_1", pool_size=[2, 2], strides=[1, 1], border_mode="valid", dim_ordering="th"),
    layer("SpatialDropout2D", "s_1", p=0.2, dim_ordering="th"),
    layer("GaussianNoise", "g_1", sigma=0.1),
    layer("GaussianDropout", "g_2", p=0.1),
    layer("PReLU", "p_1", init="zero", shared_axes=[2, 3]),
    layer("ELU", "e_1", alpha=0.5),
    layer("ThresholdedReLU", "t_1", theta=0.1),
    layer("LeakyReLU", "l_1", alpha=0.1),
    layer("Dropout", "d_1", p=0.5),
    layer("Permute", "p_2", dims=[2, 3, 1]),
    layer("Reshape", "r_1", target_shape=[-1, 2]),
    layer("MaxPooling1D", "m_2", pool_length=2, stride=2, border_mode="valid"),
    layer("UpSampling1D", "u_2", length=2),
    layer("Masking", "m_3", mask_value=0.0),
    layer("GlobalMaxPooling1D", "g_3"),
    layer("RepeatVector", "r_2", n=3),
    layer("ActivityRegularization", "a_2", l1=0.1, l2=0.0),
    layer("Flatten", "f_1"),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore:Layer .* does not know masks")
def test_other_layers(tmp_path):
    alpha = some(2, 1, 1)
    path = write_model(tmp_path / "a.h5", chain(*PLAIN, shape=(2, 5, 4)), {"p_1": [alpha]})
    first = {"data_format": "channels_first"}
    modern = models.Sequential(
        [
            layers.Input((2, 5, 4)),
            layers.ZeroPadding2D((1, 2), **first),
            layers.ZeroPadding2D(((1, 0), (2, 0)), **first),
            layers.Cropping2D(((1, 0), (0, 1)), **first),
            layers.UpSampling2D(2, **first),
            layers.MaxPooling2D(2, padding="same", **first),
            layers.AveragePooling2D(2, strides=1, **first),
            layers.PReLU(shared_axes=(2, 3)),
            layers.ELU(0.5),
            layers.ReLU(threshold=0.1),
            layers.LeakyReLU(0.1),
            layers.Permute((2, 3, 1)),
            layers.Reshape((-1, 2)),
            layers.MaxPooling1D(2),
            layers.UpSampling1D(2),
            layers.GlobalMaxPooling1D(),
            layers.RepeatVector(3),
            layers.Flatten(),
        ]
    )
    modern.set_weights([alpha])
    x = some(3, 2, 5, 4)
    check(path, x, modern.predict(x, verbose=0))


def test_embedding(tmp_path):
    item = layer(
        "Embedding", "e_1", input_dim=7, output_dim=2, init="uniform", input_length=4, mask_zero=False,
        activity_regularizer=None, W_regularizer=None, W_constraint={"name": "NonNeg"}, dropout=0.1,
    )  # fmt: skip
    config = chain(item, shape=(4,))
    config["config"][0]["config"]["input_dtype"] = "int32"
    table, x = some(7, 2), np.array([[0, 1, 6, 3]])
    check(write_model(tmp_path / "a.h5", config, {"e_1": [table]}), x, table[x])


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
