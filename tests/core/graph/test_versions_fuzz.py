"""Damaged models of older Keras are told in a sentence or drawn, whatever stands where."""

import copy
import random

import layerloom.models  # noqa: F401 - fills the registry
from layerloom.errors import LayerloomError
from layerloom.graph import analyse, parse_architecture

DENSE = {
    "init": "uniform",
    "activation": "hard_sigmoid",
    "W_constraint": {"name": "MaxNorm", "m": 2},
    "bias": True,
}
COS = {"mode": "cos", "mode_type": "raw", "concat_axis": -1, "dot_axes": -1}
CONV = {
    "nb_filter": 4,
    "nb_row": 2,
    "nb_col": 3,
    "dim_ordering": "th",
    "subsample": [2, 2],
    "border_mode": "valid",
}
START = {"batch_input_shape": [None, 5, 4], "input_dtype": "float32"}


def layer(class_name, name, **config):
    return {"class_name": class_name, "config": {"name": name, **config}}


def called(item, *sources):
    nodes = [[[source, 0, 0] for source in sources]] if sources else []
    return {**item, "name": item["config"]["name"], "inbound_nodes": nodes}


SIDES = [[layer("Dense", name, output_dim=3, batch_input_shape=[None, 4], **DENSE)] for name in ("a", "b")]
OPERATION = {
    "op": "Mean",
    "input": ["x", "axis"],
    "attr": {"keep_dims": {"b": True}, "T": {"list": {"i": ["1"]}}},
}
MODELS = [
    [
        layer(
            "LSTM",
            "l",
            output_dim=3,
            forget_bias_init="one",
            consume_less="cpu",
            return_sequences=True,
            **START,
        ),
        layer("TimeDistributedDense", "t", output_dim=3, **DENSE),
        layer("ZeroPadding1D", "z", padding={"left_pad": 1}),
        layer("GlobalMaxPooling1D", "g"),
        layer("MaxoutDense", "m", output_dim=3, nb_feature=2, **DENSE),
        layer("BatchNormalization", "n", mode=0, axis=-1),
        layer("Highway", "h", **DENSE),
    ],
    [
        layer("Merge", "m", layers=[{"class_name": "Sequential", "config": side} for side in SIDES], **COS),
        layer("Activation", "c", activation="tanh"),
    ],
    [
        layer(
            "Deconvolution2D", "d", output_shape=[None, 4, 14, 13], batch_input_shape=[None, 3, 7, 6], **CONV
        ),
        layer("SeparableConvolution2D", "s", **CONV),
        layer("ZeroPadding2D", "z", padding={"top_pad": 1}, dim_ordering="th"),
    ],
    {
        "layers": [
            called(
                layer(
                    "InputLayer",
                    "x",
                    batch_input_shape=[None, 3],
                    dtype={"class_name": "Policy", "config": {}},
                )
            ),
            called(layer("TensorFlowOpLayer", "o", node_def=OPERATION, constants={"1": [1]}), "x"),
            called(layer("Merge", "m", **COS), "x", "x"),
        ],
        "input_layers": [["x", 0, 0]],
        "output_layers": [["o", 0, 0], ["m", 0, 0]],
    },
]
VALUES = [
    None, [], {}, "x", -1, 0, 10**9, 1.5, True, [[]], [None], "th", {"name": 5}, {"class_name": "Dense"},
    {"class_name": [], "config": []}, {"class_name": "Merge", "config": {"layers": []}},
    {"class_name": "Sequential", "config": []},
]  # fmt: skip


def places(data, path=()):
    if path:
        yield path
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from places(value, (*path, key))


def test_damaged_models_are_told_or_drawn():
    draw = random.Random(1)
    told = drawn = 0
    for number in range(1500):
        data = copy.deepcopy(MODELS[number % len(MODELS)])
        for _ in range(number % 3):
            *path, last = draw.choice(list(places(data)))
            owner = data
            for key in path:
                owner = owner[key]
            if isinstance(owner, dict) and draw.random() < 0.2:
                del owner[last]
            else:
                owner[last] = copy.deepcopy(draw.choice(VALUES))
        try:
            analyse(parse_architecture(data))
            drawn += 1
        except LayerloomError:
            told += 1
    assert told > 100
    assert drawn > 500
