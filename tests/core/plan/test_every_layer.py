"""Every layer there is computes the same in a plan as by itself: losses, gradients, weights and predictions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.core.contract.test_layers import LAYERS as EVERY
from tests.core.contract.test_layers import OF_ANY_SIZE, WHOLE_NUMBERS, call, data_for, make, shape_for

import layerloom as keras
from layerloom.models.plan import building

L = keras.layers

#: What a layer's arguments may be besides those that it starts with, where plans take another way.
VARIANTS: dict[str, list[dict[str, Any]]] = {
    "Bidirectional": [{"merge_mode": "sum"}],
    "Conv1D": [{"strides": 2}, {"groups": 2, "filters": 4}, {"padding": "causal", "activation": "relu"}],
    "Conv1DTranspose": [{"strides": 2, "padding": "same"}, {"activation": "relu", "use_bias": False}],
    "Conv2D": [{"padding": "same", "strides": (2, 3)}, {"dilation_rate": 2}, {"groups": 2, "filters": 4}],
    "Conv2DTranspose": [
        {"strides": 2, "padding": "same", "activation": "relu"}, {"strides": 3}, {"dilation_rate": 2},
        {"strides": 2, "output_padding": 1}, {"data_format": "channels_first"},
    ],
    "Conv3D": [{"padding": "same", "activation": "relu"}, {"strides": 2, "use_bias": False}],
    "ConvLSTM1D": [{"strides": 2, "go_backwards": True, "use_bias": False}],
    "ConvLSTM2D": [
        {"return_sequences": True, "padding": "same"}, {"kernel_size": 2, "dilation_rate": 2}, {"dropout": 0.2},
    ],
    "DepthwiseConv2D": [{"strides": 2}, {"depth_multiplier": 2}, {"padding": "same", "activation": "relu"}],
    "Dropout": [{"rate": 0.0}, {"noise_shape": (None, 1, 8, 4)}],
    "EinsumDense": [
        {"equation": "...ab,bc->...ac", "output_shape": (None, 5), "activation": "gelu", "bias_axes": None},
        {"equation": "abcd,be->aecd", "output_shape": (5, None, 4), "bias_axes": "e", "activation": "relu"},
        {"equation": "abcd,cdef->abfe", "output_shape": (6, 3, 2), "bias_axes": "f"},
        {"equation": "abcd,cdef->abef", "output_shape": (6, 2, 3), "bias_axes": "ef"},
        {"equation": "ab...,bc->ac...", "output_shape": (3,), "bias_axes": "c", "activation": "softmax"},
    ],
    "GRU": [
        {"return_sequences": True}, {"go_backwards": True}, {"dropout": 0.3}, {"unroll": True},
        {"recurrent_dropout": 0.3, "dropout": 0.2, "return_sequences": True}, {"recurrent_dropout": 1.0},
        {"dropout": 1.0},
    ],
    "LSTM": [
        {"return_sequences": True}, {"go_backwards": True}, {"recurrent_dropout": 0.3},
        {"recurrent_dropout": 0.3, "dropout": 0.2, "go_backwards": True, "use_bias": False},
    ],
    "SimpleRNN": [{"recurrent_dropout": 0.3, "activation": "relu"}],
    "AdditiveAttention": [{"use_scale": False}, {"dropout": 0.3}],
    "LayerNormalization": [{"axis": (1, 2)}, {"rms_scaling": True}, {"center": False}, {"scale": False}],
    "MaxPooling2D": [{"padding": "same", "strides": 1}, {"pool_size": (1, 3)}],
    "AveragePooling2D": [{"padding": "same", "strides": 1}, {"pool_size": (1, 3)}],
    "MultiHeadAttention": [{"use_bias": False}, {"value_dim": 3, "output_shape": 5}, {"dropout": 0.3}],
    "Attention": [{"use_scale": True}, {"score_mode": "concat"}, {"dropout": 0.3, "use_scale": True}],
    "GroupQueryAttention": [
        {"dropout": 0.3}, {"num_query_heads": 6, "use_bias": False}, {"num_key_value_heads": 4}, {"use_gate": True},
    ],
    "RMSNormalization": [{"axis": (1, 2)}, {"epsilon": 0.1}],
    "UnitNormalization": [{"axis": (1, 2)}, {"axis": 1}],
    "GroupNormalization": [{"groups": 1}, {"groups": -1, "scale": False}, {"groups": 2, "center": False}],
    "SeparableConv2D": [{"padding": "same", "activation": "relu"}, {"depth_multiplier": 2}],
    "UpSampling2D": [
        {"interpolation": "bilinear"}, {"size": (3, 1)}, {"interpolation": "bicubic", "size": (1, 3)},
    ],
    "Concatenate": [{"axis": -1}],
    "Softmax": [{"axis": 1}],
    "MaxPooling1D": [{"strides": 1, "padding": "same"}, {"pool_size": 3, "strides": 2}],
    "MaxPooling3D": [{"strides": 1, "padding": "same"}, {"pool_size": (1, 2, 1)}, {"pool_size": (2, 1, 2)}],
    "AveragePooling1D": [{"strides": 1, "padding": "same"}, {"pool_size": 3, "strides": 2}],
    "AveragePooling3D": [{"strides": 1, "padding": "same"}, {"pool_size": (1, 2, 1)}],
    "GlobalMaxPooling2D": [{"keepdims": True}],
    "GlobalAveragePooling3D": [{"keepdims": True}],
    "PReLU": [{"shared_axes": [1]}, {"shared_axes": [1, 2], "alpha_initializer": "ones"}],
    "ZeroPadding2D": [{"padding": ((0, 1), (2, 0))}],
    "Cropping2D": [{"cropping": ((0, 1), (2, 0))}],
    "Rescaling": [{"scale": [0.5, 2.0, 1.0, 3.0], "offset": 1.0}],
    "SpatialDropout2D": [{"rate": 0.0}, {"data_format": "channels_first"}],
    "UpSampling3D": [{"size": (1, 3, 2)}],
}  # fmt: skip

#: Layers that make masks, which most layers would lose.
MASKS = ("Masking",)

#: What a layer gives that draws the size itself fits no further layer with weights, and no plan.
LAYERS = [entry for entry in EVERY if entry.name not in OF_ANY_SIZE]

CASES = [
    pytest.param(entry, options, id=f"{entry.name}{options or ''}")
    for entry in LAYERS
    for options in [{}, *VARIANTS.get(entry.name, [])]
]


def shape_of(entry: Any) -> Any:
    return (None, 6, 4) if entry.name in MASKS else shape_for(entry)


def net(entry: Any, options: dict[str, Any], frozen: bool = False) -> Any:
    """The layer between two that learn, so that gradients go through it."""
    shape = shape_of(entry)
    inputs = [keras.Input(one[1:]) for one in (shape if isinstance(shape, list) else [shape])]
    x = inputs if entry.name in WHOLE_NUMBERS else [L.Dense(one.shape[-1])(one) for one in inputs]
    layer = type(make(entry)).from_config({**make(entry).get_config(), **options})
    layer.trainable = not frozen
    y = call(layer, x if isinstance(shape, list) else x[0])
    if len(y.shape) > 2:
        y = L.GlobalAveragePooling1D()(y) if entry.name in MASKS else L.Flatten()(y)
    model = keras.Model(inputs, L.Dense(3, activation="softmax")(y))
    model.compile(keras.optimizers.SGD(0.05), "sparse_categorical_crossentropy")
    return model


@pytest.mark.parametrize("entry, options", CASES)
def test_every_layer(entry: Any, options: dict[str, Any], same: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_WORTH_SHARING", 0)
    x = data_for(shape_of(entry))
    assert same(lambda: net(entry, options), x, np.arange(3)) or entry.name in MASKS


@pytest.mark.parametrize("entry", LAYERS, ids=lambda entry: entry.name)
def test_every_frozen_layer_keeps_its_weights(entry: Any, same: Any) -> None:
    x = data_for(shape_of(entry))
    assert same(lambda: net(entry, {}, frozen=True), x, np.arange(3)) or entry.name in MASKS
