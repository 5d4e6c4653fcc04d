"""Layers of Keras 1 that have left or changed since give the numbers of its formulas."""

import numpy as np
import pytest
from tests.core.saving.keras1_files import CONV, DENSE, chain, check, hard_sigmoid, layer, some, write_model

from layerloom import layers, models


@pytest.mark.parametrize("writer", [{}, {"version": "2.0.8", "backend": "tensorflow"}], ids=["1.2", "2.0"])
def test_maxout_highway_and_dense_in_time(tmp_path, writer):
    """Keras 2 still had these layers, and wrote them as Keras 1 did."""
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
    check(write_model(tmp_path / "a.h5", chain(*items, shape=(5,)), arrays, **writer), x, want)

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


@pytest.mark.parametrize("mode", [1, 2])
def test_batch_normalization_of_samples_and_of_batches(tmp_path, mode):
    """Mode 1 adds epsilon twice, to the variance and to its root; mode 2 goes by the batch at hand."""
    gamma, beta, mean, variance = some(3), some(3), some(3), np.abs(some(3))
    item = layer(
        "BatchNormalization", "b_1", epsilon=0.01, mode=mode, axis=-1, momentum=0.9, gamma_regularizer=None,
        beta_regularizer=None, beta_init="zero", gamma_init="one",
    )  # fmt: skip
    x = some(5, 4, 3)
    path = write_model(tmp_path / "a.h5", chain(item, shape=(4, 3)), {"b_1": [gamma, beta, mean, variance]})
    axes, more = (-1, 0.01) if mode == 1 else ((0, 1), 0)
    spread = np.sqrt(x.var(axes, keepdims=True) + 0.01) + more
    want = (x - x.mean(axes, keepdims=True)) / spread * gamma + beta
    model = check(path, x, want)
    for ending in ("keras", "h5"):
        model.save(tmp_path / f"again.{ending}")
        check(tmp_path / f"again.{ending}", x, want)
    model.compile("sgd", "mse")
    model.fit(x, x, verbose=0)
    np.testing.assert_array_equal(model.layers[-1].moving_mean, mean)


@pytest.mark.parametrize("names", ["init", "initializer"], ids=["keras_1", "keras_contrib"])
def test_activations_with_learned_numbers(tmp_path, names):
    low, below, distance, above, alpha, beta = (some(4, 3) for _ in range(6))
    bent = layer("SReLU", "s_1", shared_axes=[None] if names == "init" else None, **{
        f"t_left_{names}": "zero", f"a_left_{names}": "glorot_uniform",
        f"t_right_{names}": "glorot_uniform", f"a_right_{names}": "one",
    })  # fmt: skip
    soft = layer("ParametricSoftplus", "p_1", **{f"alpha_{names}": 0.2, f"beta_{names}": 5.0})
    arrays = {"s_1": [low, below, distance, above], "p_1": [alpha, beta]}
    version = "1.2.2" if names == "init" else "2.0.8"
    model = chain(bent, soft, shape=(4, 3))
    if names == "initializer":
        del model["config"][0]["config"]["input_dtype"]
    x = 2 * some(6, 4, 3)
    high = low + np.abs(distance)
    inner = np.where(x >= high, high + above * (x - high), np.where(x > low, x, low + below * (x - low)))
    want = alpha * np.log1p(np.exp(beta * inner))
    check(write_model(tmp_path / "a.h5", model, arrays, version=version), x, want)


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


FIRST = {"data_format": "channels_first"}
CUBES = [
    layer("ZeroPadding3D", "z", padding=[1, 1, 1], dim_ordering="th"),
    layer("Cropping3D", "c", cropping=[[1, 0], [0, 1], [0, 0]], dim_ordering="th"),
    layer("UpSampling3D", "u", size=[2, 1, 2], dim_ordering="th"),
    layer(
        "MaxPooling3D", "m", pool_size=[2, 2, 2], strides=[2, 2, 2], border_mode="valid", dim_ordering="th"
    ),
    layer(
        "AveragePooling3D", "a", pool_size=[1, 2, 2], strides=[1, 1, 1], border_mode="same", dim_ordering="th"
    ),
    layer("Flatten", "f"),
]
STEPS = [
    layer("ZeroPadding1D", "z", padding=2),
    layer("Cropping1D", "c", cropping=[1, 1]),
    layer("AveragePooling1D", "a", pool_length=2, stride=1, border_mode="same"),
    layer("SpatialDropout1D", "s", p=0.1),
    layer("LocallyConnected1D", "l", nb_filter=3, filter_length=2, subsample_length=1, **CONV),
]
PLACES = [
    layer(
        "LocallyConnected2D",
        "l",
        nb_filter=3,
        nb_row=2,
        nb_col=2,
        subsample=[1, 1],
        dim_ordering="tf",
        **CONV,
    ),
    layer("GlobalMaxPooling2D", "g", dim_ordering="tf"),
]


@pytest.mark.parametrize(
    "items, shape, modern",
    [
        (
            CUBES,
            (2, 4, 4, 4),
            [
                lambda: layers.ZeroPadding3D(1, **FIRST),
                lambda: layers.Cropping3D(((1, 0), (0, 1), (0, 0)), **FIRST),
                lambda: layers.UpSampling3D((2, 1, 2), **FIRST),
                lambda: layers.MaxPooling3D(2, **FIRST),
                lambda: layers.AveragePooling3D((1, 2, 2), strides=1, padding="same", **FIRST),
                layers.Flatten,
            ],
        ),
        (
            STEPS,
            (5, 4),
            [
                lambda: layers.ZeroPadding1D(2),
                lambda: layers.Cropping1D(1),
                lambda: layers.AveragePooling1D(2, strides=1, padding="same"),
                lambda: layers.LocallyConnected1D(3, 2),
            ],
        ),
        (PLACES, (5, 4, 2), [lambda: layers.LocallyConnected2D(3, 2), layers.GlobalMaxPooling2D]),
    ],
    ids=["cubes", "steps", "places"],
)
def test_layers_in_one_and_three_dimensions(tmp_path, items, shape, modern):
    today = models.Sequential([layers.Input(shape), *(make() for make in modern)])
    today.set_weights([some(*weight.shape) for weight in today.weights])
    x = some(2, *shape)
    path = write_model(tmp_path / "a.h5", chain(*items, shape=shape), {"l": today.get_weights()})
    check(path, x, today.predict(x, verbose=0))
