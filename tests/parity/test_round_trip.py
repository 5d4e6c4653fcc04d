"""Every layer through every kind of file: written and read by Layerloom, Keras 3 and tf.keras, with equal outputs."""

from __future__ import annotations

from functools import partial

import keras
import numpy as np
import pytest
import tf_keras
from tests.parity.ways_of_files import FORMATS, read, write

import layerloom
from layerloom.declaration import entries

LIBRARIES = {"layerloom": layerloom, "keras": keras, "tf_keras": tf_keras}

#: Input shapes, without the batch, for layers that do not take (6, 6, 4); a list means several inputs.
PAIR = [(4, 3), (5, 3)]
TWINS = [(4, 3), (4, 3)]
SEQUENCE = (5, 4)
RANKS = [
    *("Conv", "DepthwiseConv", "SeparableConv", "MaxPooling", "AveragePooling", "GlobalMaxPooling", "LocallyConnected"),
    *("GlobalAveragePooling", "AdaptiveMaxPooling", "AdaptiveAveragePooling", "Cropping", "ZeroPadding"),
    *("UpSampling", "SpatialDropout"),
]  # fmt: skip
SHAPES = {
    **{f"{name}1D": (7, 4) for name in RANKS},
    **{f"{name}3D": (5, 5, 4, 3) for name in RANKS},
    **dict.fromkeys(("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate"), TWINS),
    **dict.fromkeys(
        ("Dot", "Attention", "AdditiveAttention", "MultiHeadAttention", "GroupQueryAttention"), PAIR
    ),
    **dict.fromkeys(("SimpleRNN", "LSTM", "GRU", "RNN", "Bidirectional", "TimeDistributed"), SEQUENCE),
    "Conv1DTranspose": (5, 3),
    "Conv3DTranspose": (3, 2, 3, 2),
    "ConvLSTM1D": (3, 6, 2),
    "ConvLSTM2D": (3, 5, 4, 2),
    "ConvLSTM3D": (2, 4, 5, 3, 2),
    "Permute": (4, 3),
    "RepeatVector": (5,),
    "Reshape": (8,),
    **dict.fromkeys(
        ("Embedding", "ReversibleEmbedding", "CategoryEncoding", "IntegerLookup", "Hashing"), (6,)
    ),
}
#: Arguments in place of the larger ones that a layer starts with.
SMALL = {
    "filters": 3, "units": 3, "kernel_size": 2, "output_size": 2, "input_dim": 10, "output_dim": 3, "key_dim": 3,
    "num_heads": 2, "head_dim": 3, "num_query_heads": 2, "num_key_value_heads": 1, "target_shape": (2, 4),
    "height": 4, "width": 4, "output_shape": (3,), "groups": 2, "num_tokens": 10,
}  # fmt: skip
MORE = {
    "Discretization": {"bin_boundaries": [0.2, 0.5, 0.8], "num_bins": None},
    "IntegerLookup": {"vocabulary": [2, 4, 5]},
    "Normalization": {"mean": [0.1, 0.2, 0.3, 0.4], "variance": [1.0, 2.0, 3.0, 4.0]},
}
INSIDE = {
    "RNN": ("cell", "LSTMCell"),
    "Bidirectional": ("layer", "LSTM"),
    "TimeDistributed": ("layer", "Dense"),
    "SpectralNormalization": ("layer", "Dense"),
}
SEPARATE = ("MultiHeadAttention", "GroupQueryAttention")
WHOLE = ("Embedding", "ReversibleEmbedding", "CategoryEncoding", "IntegerLookup", "Hashing")
TEXTS_AND_SOUNDS = (
    *("StringLookup", "TextVectorization", "HashedCrossing", "Pipeline"),
    *("MelSpectrogram", "STFTSpectrogram"),
)
#: What the others cannot do by themselves, and why: (layer, library, kind of file or None for all).
BEYOND = {
    ("Equalization", "keras", None): "cannot be called on symbols",
    ("RandomCrop", "keras", None): "does not crop when it is not training",
    ("Hashing", "tf_keras", None): "takes 32-bit numbers, not what Input gives",
    ("CategoryEncoding", "keras", None): "has one encoding for all of a row",
    ("SpectralNormalization", "tf_keras", None): "asks for the InputSpec of TensorFlow",
    (
        "MultiHeadAttention",
        "tf_keras",
        "h5",
    ): "asks for query_shape and calls in lists, which Keras 3 refuses",
    **{
        (name, "keras", "h5"): "cannot be pickled"
        for name in (
            *("RandomBrightness", "RandomSaturation", "RandomColorDegeneration", "RandomSharpness"),
            *("RandomPosterization", "Solarization"),
        )
    },
    **{
        (f"ConvLSTM{rank}D", "tf_keras", "weights.h5"): "has another function for its gates by default"
        for rank in (1, 2, 3)
    },
}
LAYERS = [
    entry
    for entry in entries("layer")
    if entry.category and entry.name not in ("InputLayer", *TEXTS_AND_SOUNDS)
]


def shapes_of(entry):
    shape = SHAPES.get(entry.name, (6, 6, 3 if entry.category == "Augmentation" else 4))
    return shape if isinstance(shape, list) else [shape]


def make(library, entry):
    arguments = {key: SMALL.get(key, value) for key, value in entry.start.items()} | MORE.get(entry.name, {})
    if entry.name in INSIDE:
        key, name = INSIDE[entry.name]
        arguments[key] = getattr(library.layers, name)(3)
    layer = getattr(library.layers, entry.name)(**arguments)
    kind = "int64" if entry.name in WHOLE else "float32"
    inputs = [library.layers.Input(shape, dtype=kind) for shape in shapes_of(entry)]
    separate = entry.name in SEPARATE or len(inputs) == 1
    model = library.Model(inputs, layer(*inputs) if separate else layer(inputs))
    rng = np.random.default_rng(1)
    moved = [np.abs(w + rng.normal(0, 0.1, w.shape)).astype(w.dtype) for w in model.get_weights()]
    model.set_weights(moved)
    return model


def data_for(entry):
    rng = np.random.default_rng(0)
    if entry.name in WHOLE:
        return [rng.integers(0, 10, (3, *shape)) for shape in shapes_of(entry)]
    return [rng.random((3, *shape)).astype("float32") for shape in shapes_of(entry)]


def outputs(model, data):
    return np.asarray(model(data if len(data) > 1 else data[0], training=False))


def readers(entry, writer, kind):
    """Who reads what a library wrote: ourselves always, the others what is ours (tf.keras HDF5 alone)."""
    if writer != "layerloom" or kind == "yaml":
        return ["layerloom"]
    names = ["layerloom", "keras", *(["tf_keras"] if kind == "h5" else [])]
    return [name for name in names if can(entry, name, kind)]


def can(entry, library, kind=None):
    """Tells whether a library has a layer and can do with it what is asked."""
    known = not {(entry.name, library, None), (entry.name, library, kind)} & BEYOND.keys()
    return known and hasattr(LIBRARIES[library].layers, entry.name)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("entry", LAYERS, ids=lambda entry: entry.name)
def test_outputs_are_equal_after_every_way(entry, tmp_path):
    data = data_for(entry)
    wrong = []
    for writer in [name for name in LIBRARIES if can(entry, name)]:
        model = make(LIBRARIES[writer], entry)
        expected, weights = outputs(model, data), model.get_weights()
        for kind in FORMATS:
            if not can(entry, writer, kind) and writer != "layerloom":
                continue
            if kind == "yaml" and writer != "layerloom":
                continue
            path = tmp_path / f"{writer}.{kind}"
            write(model, kind, path)
            for reader in readers(entry, writer, kind):
                library = LIBRARIES[reader]
                found = outputs(read(library, kind, path, partial(make, library, entry), weights), data)
                if found.shape != expected.shape or not np.allclose(found, expected, rtol=1e-5, atol=1e-5):
                    wrong.append(f"{writer} -> {kind} -> {reader}")
    assert not wrong


# -- models inside models --------------------------------------------------------------------------------------


def chain(name="chain"):
    k = layerloom.layers
    return layerloom.Sequential([layerloom.Input((8,)), k.Dense(8, activation="relu")], name=name)


def graph():
    k = layerloom.layers
    x = layerloom.Input((8,))
    return layerloom.Model(x, [k.Dense(4)(x), k.Dense(3)(x)], name="graph")


def followed(x):
    return layerloom.layers.Dense(3)(chain()(x))


def twice(x):
    inner = chain()
    return layerloom.layers.Add()([inner(x), inner(layerloom.layers.Dense(8)(x))])


def at_the_end(x):
    return graph()(layerloom.layers.Dense(8)(x))


def before_others(x):
    inner = graph()
    four, three = inner(x)
    again = inner(layerloom.layers.Dense(8)(layerloom.layers.Concatenate()([four, three])))
    return [layerloom.layers.Dense(2)(again[0]), again[1]]


def in_a_chain(x):
    return layerloom.Sequential([layerloom.Input((8,)), chain("one"), chain("two")], name="outer")(x)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("make_outputs", [followed, twice, at_the_end, before_others, in_a_chain])
def test_every_reader_opens_models_inside_models(make_outputs, tmp_path):
    x = layerloom.Input((8,))
    model = layerloom.Model(x, make_outputs(x))
    data = np.random.default_rng(0).random((3, 8)).astype("float32")
    model.save(tmp_path / "m.h5")
    for library in LIBRARIES.values():
        found = library.models.load_model(tmp_path / "m.h5")(data)
        for one, other in zip(listed(found), listed(model(data)), strict=True):
            np.testing.assert_allclose(np.asarray(one), np.asarray(other), rtol=1e-5, atol=1e-5)


def listed(value):
    return value if isinstance(value, list) else [value]
