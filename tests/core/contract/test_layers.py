"""What every registered layer promises; a new layer is picked up by itself."""

import json

import numpy as np
import pytest

import layerloom as keras
from layerloom.declaration import entries
from layerloom.tensors import GradientTape, KerasTensor, Tensor, abstract_variables

#: Convolution and pooling, each for sequences, images and volumes.
WINDOWED = [
    *("Conv", "DepthwiseConv", "SeparableConv", "MaxPooling", "AveragePooling"),
    *("GlobalMaxPooling", "GlobalAveragePooling", "AdaptiveMaxPooling", "AdaptiveAveragePooling"),
]
#: Input shapes for layers that do not take (batch, 6, 8, 4); a list means several inputs.
SHAPES = {
    "Dense": (None, 5),
    "Reshape": (None, 24),
    "BatchNormalization": (None, 6, 8, 4),
    "Add": [(None, 4, 3), (None, 4, 3)],
    **{
        key: [(None, 4, 3), (None, 4, 3)] for key in ("Subtract", "Multiply", "Average", "Maximum", "Minimum")
    },
    **{f"{name}1D": (None, 6, 4) for name in ("Cropping", "ZeroPadding", "UpSampling")},
    **{f"{name}3D": (None, 4, 5, 3, 2) for name in ("Cropping", "ZeroPadding", "UpSampling")},
    "Permute": (None, 6, 4),
    **{f"{name}1D": (None, 8, 4) for name in WINDOWED},
    **{f"{name}3D": (None, 4, 5, 3, 2) for name in WINDOWED},
    "Conv1DTranspose": (None, 6, 4),
    "Conv3DTranspose": (None, 3, 2, 3, 2),
    "ConvLSTM1D": (None, 3, 6, 2),
    "ConvLSTM2D": (None, 3, 5, 4, 2),
    "ConvLSTM3D": (None, 2, 4, 5, 3, 2),
    **dict.fromkeys(("SimpleRNN", "LSTM", "GRU", "RNN", "Bidirectional", "TimeDistributed"), (None, 5, 4)),
    "RepeatVector": (None, 5),
    "SpatialDropout1D": (None, 6, 4),
    "SpatialDropout3D": (None, 4, 5, 3, 2),
    "Dot": [(None, 4, 3), (None, 5, 3)],
    "Concatenate": [(None, 4, 3), (None, 4, 2)],
    **{name: [(None, 4, 3), (None, 5, 3)] for name in ("Attention", "AdditiveAttention")},
    **{name: [(None, 4, 3), (None, 5, 3)] for name in ("MultiHeadAttention", "GroupQueryAttention")},
}
#: Layers that take their inputs as arguments of their own, not as a list.
SEPARATE = {"MultiHeadAttention", "GroupQueryAttention"}
#: Layers from texts and numbers to categories; HashedCrossing, which takes no floats, has tests of its own.
CATEGORIES = (
    "CategoryEncoding",
    "Discretization",
    "Hashing",
    "StringLookup",
    "IntegerLookup",
    "TextVectorization",
)
SHAPES |= {**dict.fromkeys(CATEGORIES, (None, 5)), "TextVectorization": (None, 1)}
SHAPES |= {"MelSpectrogram": (None, 100), "STFTSpectrogram": (None, 40, 2)}
ARGUMENTS = {
    **{name: {"output_mode": "multi_hot"} for name in CATEGORIES},
    "Discretization": {"num_bins": None, "bin_boundaries": [-1.0, 0.5], "output_mode": "multi_hot"},
    "TextVectorization": {"vocabulary": ["a", "b"], "output_mode": "count", "output_sequence_length": None},
    "MelSpectrogram": {"fft_length": 64, "sequence_stride": 16, "num_mel_bins": 4},
    "STFTSpectrogram": {"frame_length": 16},
    "Reshape": {"target_shape": (4, 6)},
    "Dense": {"units": 3},
}
#: Layers that change a size by chance, so that it is not declared.
OF_ANY_SIZE = {"RandomHeight", "RandomWidth"}
#: Arguments that are written only where they are set, or not for every layer.
NOT_WRITTEN = {"activity_regularizer", "trainable", "lora_alpha", "lora_rank"}
#: Layers whose inputs are whole numbers, or become such, and so have no gradient.
WHOLE_NUMBERS = {
    *CATEGORIES,
    "Embedding",
    "ReversibleEmbedding",
    "RandomPosterization",
    "ContrastLimitedAdaptiveHistogramEqualization",
    "Equalization",
    "RandAugment",
    "AugMix",
}
LAYERS = [
    entry
    for entry in entries("layer")
    if entry.category and entry.name not in ("InputLayer", "HashedCrossing")
]


def shape_for(entry):
    return SHAPES.get(entry.name, (None, 6, 8, 3 if entry.category == "Augmentation" else 4))


def make(entry):
    return entry.target(**{**entry.start, **ARGUMENTS.get(entry.name, {})})


def call(layer, inputs):
    return layer(*inputs) if type(layer).__name__ in SEPARATE else layer(inputs)


def declared_shape(layer, shape):
    several = type(layer).__name__ in SEPARATE
    return layer.compute_output_shape(*shape) if several else layer.compute_output_shape(shape)


def data_for(shape, batch=3, seed=0):
    rng = np.random.default_rng(seed)
    if isinstance(shape, list):
        return [data_for(one, batch, seed + i) for i, one in enumerate(shape)]
    return rng.standard_normal((batch, *shape[1:])).astype("float32")


def model_of(entry):
    shape = shape_for(entry)
    inputs = [keras.Input(s[1:]) for s in shape] if isinstance(shape, list) else keras.Input(shape[1:])
    return keras.Model(inputs, call(make(entry), inputs))


every_layer = pytest.mark.parametrize("entry", LAYERS, ids=lambda e: e.name)


@every_layer
def test_it_is_public_by_its_name(entry):
    assert getattr(keras.layers, entry.name) is entry.target


@every_layer
def test_config_round_trip_through_json(entry):
    layer = make(entry)
    config = json.loads(json.dumps(layer.get_config()))
    assert entry.target.from_config(config).get_config() == layer.get_config()


@every_layer
def test_every_declared_argument_is_kept_and_described(entry):
    layer = make(entry)
    config = layer.get_config()
    for field in entry.target.fields():
        if field.name not in NOT_WRITTEN:
            assert field.name in config, f"{field.name} is missing from the config"
        assert field.doc, f"{field.name} has no line in the docstring"
    assert entry.summary


@every_layer
@pytest.mark.parametrize("batch", [1, 3])
def test_declared_shape_is_the_real_shape(entry, batch):
    shape = shape_for(entry)
    declared = declared_shape(make(entry), shape)
    output = call(make(entry), data_for(shape, batch))
    assert output.dtype == "float32"
    if entry.name in OF_ANY_SIZE:
        declared = tuple(size or real for size, real in zip(declared, (None, *output.shape[1:]), strict=True))
    assert declared == (None, *output.shape[1:])
    assert output.shape[0] == batch


@every_layer
def test_symbolic_call_gives_the_declared_shape(entry):
    shape = shape_for(entry)
    symbols = [KerasTensor(s) for s in shape] if isinstance(shape, list) else KerasTensor(shape)
    assert call(make(entry), symbols).shape == declared_shape(make(entry), shape)


@every_layer
def test_parameters_are_counted_without_values(entry):
    shape = shape_for(entry)
    first = shape
    with abstract_variables():
        layer = make(entry)
        call(layer, KerasTensor(first) if isinstance(first, tuple) else [KerasTensor(s) for s in first])
    real = make(entry)
    call(real, data_for(shape))
    assert layer.count_params() == real.count_params()


@every_layer
def test_gradients_reach_inputs_and_weights(entry):
    shape = shape_for(entry)
    data = data_for(shape)
    layer = make(entry)
    call(layer, data)
    inputs = [Tensor(d) for d in data] if isinstance(data, list) else [Tensor(data)]
    with GradientTape() as tape:
        tape.watch(inputs)
        output = call(layer, inputs if isinstance(data, list) else inputs[0])
        loss = keras.ops.sum(
            output * np.random.default_rng(1).standard_normal(output.shape).astype("float32")
        )
    found = tape.gradient(loss, [*inputs, *layer.trainable_variables])
    pairs = list(zip([*inputs, *layer.trainable_variables], found, strict=True))
    for item, g in pairs[len(inputs) :] if entry.name in WHOLE_NUMBERS else pairs:
        assert g is not None
        assert tuple(g.shape) == tuple(item.shape)
        assert np.isfinite(np.asarray(g)).all()


@every_layer
def test_model_json_round_trip_keeps_the_numbers(entry):
    model = model_of(entry)
    again = keras.models.model_from_json(model.to_json())
    again.set_weights(model.get_weights())
    data = data_for(shape_for(entry))
    np.testing.assert_array_equal(model.predict(data, verbose=0), again.predict(data, verbose=0))


@every_layer
def test_h5_round_trip_keeps_the_numbers(entry, tmp_path):
    model = model_of(entry)
    model.save(tmp_path / "model.h5")
    again = keras.models.load_model(tmp_path / "model.h5")
    data = data_for(shape_for(entry))
    np.testing.assert_array_equal(model.predict(data, verbose=0), again.predict(data, verbose=0))


@every_layer
def test_frozen_layer_has_nothing_to_train(entry):
    layer = make(entry)
    call(layer, data_for(shape_for(entry)))
    count = len(layer.weights)
    layer.trainable = False
    assert layer.trainable_variables == []
    assert len(layer.non_trainable_weights) == count
