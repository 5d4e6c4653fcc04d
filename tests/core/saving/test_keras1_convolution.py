"""Convolution of Keras 1: the order of axes by version and backend, and kernels that Theano turned."""

import numpy as np
import pytest
from tests.core.saving.keras1_files import CONV, RECURRENT, chain, check, correlate, layer, some, write_model

from layerloom import layers, models


@pytest.mark.parametrize("dim_ordering", ["tf", "th"])
@pytest.mark.parametrize("backend", ["tensorflow", "theano"])
@pytest.mark.parametrize("told", [True, False], ids=["told", "by_names"])
def test_convolution_of_both_backends(tmp_path, dim_ordering, backend, told):
    """Theano turned kernels by 180 degrees; with dim_ordering th they are (out, in, rows, columns)."""
    first = dim_ordering == "th"
    # As many filters as channels: nothing but the version tells the order of the axes.
    x, kernel, bias = some(2, 5, 4, 2), some(3, 2, 2, 2), some(2)
    stored = kernel[::-1, ::-1] if backend == "theano" else kernel
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
