"""Each option of each layer away from its default: outputs, gradients and five steps as in real Keras."""

import inspect

import keras as real
import numpy as np
import pytest
import tensorflow as tf
from tests.parity import (
    test_augmentation,
    test_conv_family,
    test_conv_grid,
    test_layers_conv,
    test_more_layers,
    test_spectrograms,
    test_text_layers,
)
from tests.parity.test_options_of_small_parts import tables

import layerloom as keras
from layerloom.declaration import entries
from layerloom.tensors import GradientTape, Tensor

ROWS, STEPS, IMAGES, VOLUMES = (3, 4), (3, 5, 4), (2, 5, 4, 3), (2, 4, 3, 3, 2)
WINDOW = {"filters": 3, "kernel_size": 2}
HEADS = {"num_heads": 2, "key_dim": 3}
GROUPS = {"head_dim": 3, "num_query_heads": 4, "num_key_value_heads": 2}
#: Layers with weights: what they need, and the shape of their input.
BASES = {
    "Dense": ({"units": 3}, ROWS),
    "EinsumDense": ({"equation": "ab,bc->ac", "output_shape": 5, "bias_axes": "c"}, ROWS),
    "Embedding": ({"input_dim": 5, "output_dim": 3}, ROWS),
    "ReversibleEmbedding": ({"input_dim": 5, "output_dim": 3}, ROWS),
    "PReLU": ({}, ROWS),
    "Conv1D": (WINDOW, STEPS),
    "Conv2D": (WINDOW, IMAGES),
    "Conv3D": (WINDOW, VOLUMES),
    "Conv1DTranspose": (WINDOW, STEPS),
    "Conv2DTranspose": (WINDOW, IMAGES),
    "Conv3DTranspose": (WINDOW, VOLUMES),
    "DepthwiseConv1D": ({"kernel_size": 2}, STEPS),
    "DepthwiseConv2D": ({"kernel_size": 2}, IMAGES),
    "SeparableConv1D": (WINDOW, STEPS),
    "SeparableConv2D": (WINDOW, IMAGES),
    "SimpleRNN": ({"units": 3}, STEPS),
    "LSTM": ({"units": 3}, STEPS),
    "GRU": ({"units": 3}, STEPS),
    "ConvLSTM1D": (WINDOW, (2, 2, 5, 2)),
    "ConvLSTM2D": (WINDOW, (2, 2, 4, 4, 2)),
    "ConvLSTM3D": (WINDOW, (2, 2, 3, 3, 3, 2)),
    "BatchNormalization": ({}, IMAGES),
    "LayerNormalization": ({}, STEPS),
    "GroupNormalization": ({"groups": 2}, (3, 5, 4)),
    "RMSNormalization": ({}, STEPS),
    "MultiHeadAttention": (HEADS, [STEPS, (3, 6, 4)]),
    "GroupQueryAttention": (GROUPS, [STEPS, (3, 6, 4)]),
}
#: Values away from the default, by the name of the option or its ending.
VALUES = {
    "activation": "softsign",
    "recurrent_activation": "hard_sigmoid",
    "use_bias": False,
    "unit_forget_bias": False,
    "reset_after": False,
    "return_sequences": True,
    "go_backwards": True,
    "stateful": True,
    "unroll": True,
    "center": False,
    "scale": False,
    "epsilon": 0.05,
    "momentum": 0.7,
    "depth_multiplier": 2,
    "tie_weights": False,
    "logit_soft_cap": 2.0,
    "flash_attention": False,
    "use_gate": True,
    "initializer": "ones",
    "regularizer": "l2",
    "constraint": "unit_norm",
}
#: Options of single layers, and of such as have no weights.
SINGLE = [
    ("Conv1DTranspose", {**WINDOW, "strides": 2, "padding": "same", "activation": "tanh"}, STEPS),
    ("Conv3D", {"filters": 4, "kernel_size": 2, "groups": 2, "padding": "same"}, VOLUMES),
    ("BatchNormalization", {"moving_mean_initializer": "ones", "synchronized": False}, IMAGES),
    ("BatchNormalization", {"moving_variance_initializer": "zeros", "beta_initializer": "ones"}, ROWS),
    *(
        (f"ConvLSTM{rank}D", {**WINDOW, "padding": "same", move: 2}, (2, 2, *(4, 5, 4)[:rank], 2))
        for rank in (1, 2, 3)
        for move in ("strides", "dilation_rate")
    ),
    ("ReversibleEmbedding", {"input_dim": 5, "output_dim": 3, "mask_zero": True, "reverse_dtype": "float32"}, ROWS),
    ("AdditiveAttention", {"dropout": 0.3}, [STEPS, (3, 6, 4)]),
    ("Concatenate", {"axis": 1}, [STEPS, STEPS]),
    ("Activation", {"activation": "softplus"}, ROWS),
    ("Flatten", {"data_format": "channels_first"}, IMAGES),
    ("Reshape", {"target_shape": (2, -1)}, STEPS),
    ("Dropout", {"rate": 0.5, "noise_shape": (None, 1, 4)}, STEPS),
    ("SpatialDropout3D", {"rate": 0.3, "data_format": "channels_first"}, VOLUMES),
    ("ZeroPadding3D", {"padding": ((1, 0), (0, 2), (1, 1)), "data_format": "channels_first"}, VOLUMES),
    ("UpSampling3D", {"size": (2, 1, 3), "data_format": "channels_first"}, VOLUMES),
    *((f"{kind}Pooling1D", {"pool_size": 2, "strides": 1, "data_format": "channels_first"}, STEPS)
      for kind in ("Max", "Average")),
    ("Normalization", {"axis": 1, "mean": [1.0, 2.0, 3.0, 4.0, 5.0], "variance": [1.0, 2.0, 1.0, 4.0, 1.0]}, STEPS),
    ("Normalization", {"axis": None, "mean": 1.0, "variance": 4.0}, STEPS),
    *(("Resizing", {"height": 7, "width": 4, "pad_to_aspect_ratio": True, "fill_mode": "constant",
                    "fill_value": 3.0, "interpolation": kind}, IMAGES) for kind in ("bilinear", "nearest")),
    ("STFTSpectrogram", {"frame_length": 8, "frame_step": 4, "fft_length": 16, "mode": "imag", "window": "hamming",
                         "periodic": True, "scaling": "spectrum", "padding": "same"}, (2, 30, 1)),
    ("STFTSpectrogram", {"frame_length": 8, "mode": "angle", "expand_dims": True}, (2, 30, 1)),
    ("MelSpectrogram", {"fft_length": 32, "sequence_stride": 8, "sequence_length": 16, "window": "hamming",
                        "sampling_rate": 800, "num_mel_bins": 4, "min_freq": 10.0, "max_freq": 300.0,
                        "power_to_db": False, "mag_exp": 1.0}, (2, 90)),
    ("MelSpectrogram", {"fft_length": 32, "sequence_stride": 8, "sampling_rate": 800, "num_mel_bins": 4,
                        "top_db": 20.0, "min_power": 1e-6, "ref_power": 2.0}, (2, 90)),
]  # fmt: skip
#: Real Keras takes this one and forgets it; tf.keras and its other recurrent layers do not.
IGNORED = {("SimpleRNN", "activity_regularizer")}
#: Layers that real Keras trains slowly, row by row; they take one step.
SLOW = ("RNN", "LSTM", "GRU", "Attention")
#: Weights whose gradient is rounding noise only: softmax does not see what is added to all scores of a query.
NOISE_ONLY = ("key/bias",)
#: Augmentations beside those of the table of their own.
AUGMENTATIONS = [
    *((name, {"factor": 0.5, "value_range": (0, 300)}) for name in (
        "RandomContrast", "RandomSaturation", "RandomHue", "RandomColorDegeneration", "RandomSharpness",
        "RandomInvert")),
    ("RandomPosterization", {"factor": 3, "value_range": (0, 255)}),
    ("RandomTranslation", {"height_factor": 0.3, "width_factor": 0.2, "fill_mode": "constant", "fill_value": 5.0,
                           "interpolation": "nearest"}),
    ("RandomZoom", {"height_factor": 0.3, "fill_mode": "constant", "fill_value": 5.0, "interpolation": "nearest"}),
    ("RandomShear", {"x_factor": 0.3, "fill_mode": "constant", "fill_value": 5.0, "interpolation": "nearest"}),
    ("RandomPerspective", {"factor": 0.8, "scale": 0.3, "fill_value": 5.0, "interpolation": "nearest"}),
    ("RandomErasing", {"scale": (0.1, 0.2), "value_range": (0, 300)}),
    ("RandomGaussianBlur", {"sigma": 0.5, "kernel_size": 3, "value_range": (0, 300)}),
    ("CutMix", {"factor": 0.6}),
    ("MixUp", {"alpha": 0.7}),
    ("Solarization", {"addition_factor": 0.2, "value_range": (0, 255)}),
    ("AutoContrast", {"value_range": (0, 255)}),
    ("Equalization", {"value_range": (0, 255)}),
]  # fmt: skip


def options_of(name):
    """Yields base options with one of them away from the default, for all that the generic values know."""
    base, _ = BASES[name]
    parameters = inspect.signature(getattr(real.layers, name).__init__).parameters
    for option in parameters:
        value = VALUES.get(option, VALUES.get(option.rpartition("_")[2] if "_" in option else ""))
        if value is not None and (name, option) not in IGNORED:
            yield {**base, option: value}


def data_for(name, shape, seed=0):
    rng = np.random.default_rng(seed)
    if isinstance(shape, list):
        return [data_for(name, one, seed + i) for i, one in enumerate(shape)]
    return rng.integers(0, 5, shape) if "Embedding" in name else rng.standard_normal(shape).astype("float32")


def call(layer, inputs):
    several = type(layer).__name__ in test_more_layers.SEPARATE
    return layer(*inputs) if several else layer(inputs)


def step(layer, inputs, tape_of, ops, variables):
    """Returns the output and the gradients for the floats among the inputs and for the weights."""
    many = inputs if isinstance(inputs, list) else [inputs]
    watched = [x for x in many if "float" in str(x.dtype)]
    with tape_of() as tape:
        tape.watch(watched)
        output = call(layer, inputs)
        weight = np.cos(np.arange(np.prod(output.shape), dtype="float32")).reshape(output.shape)
        loss = ops.sum(output * weight) + sum(layer.losses)
    return output, tape.gradient(loss, [*watched, *variables]), len(watched)


def filled(gradients, variables):
    """Returns gradients as plain arrays; TensorFlow gives rows for embeddings, and both nothing for idle weights."""
    last = len(gradients) - len(variables)
    return [
        np.zeros(variables[number - last].shape, "float32")
        if gradient is None
        else np.asarray(gradient if isinstance(gradient, Tensor) else tf.convert_to_tensor(gradient))
        for number, gradient in enumerate(gradients)
    ]


def compare(name, options, shape):
    keras.utils.set_random_seed(2)
    ours, theirs = getattr(keras.layers, name)(**options), getattr(real.layers, name)(**options)
    data = data_for(name, shape)
    call(ours, data)
    call(theirs, data)
    assert [tuple(weight.shape) for weight in ours.weights] == [
        tuple(weight.shape) for weight in theirs.weights
    ]
    if "ones" in options.values():
        same = [
            np.array_equal(one, other)
            for one, other in zip(ours.get_weights(), theirs.get_weights(), strict=True)
        ]
        assert any(same)
    theirs.set_weights(ours.get_weights())
    mine = [Tensor(x) for x in data] if isinstance(data, list) else Tensor(data)
    others = [tf.constant(x) for x in data] if isinstance(data, list) else tf.constant(data)
    rule, their_rule = keras.optimizers.SGD(0.01), real.optimizers.SGD(0.01)
    for layer in (ours, theirs):
        if options.get("stateful"):
            layer.reset_state()
    plain = not any(key.endswith(("constraint", "regularizer", "activation")) for key in options)
    steps = 1 if plain or not ours.trainable_variables or any(kind in name for kind in SLOW) else 5
    for number in range(steps):
        y, gradients, first = step(ours, mine, GradientTape, keras.ops, ours.trainable_variables)
        variables = [variable.value for variable in theirs.trainable_variables]
        z, expected, _ = step(theirs, others, tf.GradientTape, real.ops, variables)
        gradients, expected = filled(gradients, variables), filled(expected, variables)
        if number == 0:
            np.testing.assert_allclose(y, z, rtol=1e-5, atol=1e-5, err_msg=str(options))
            for one, other in zip(gradients, expected, strict=True):
                largest = float(np.abs(other).max(initial=1.0))
                np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-5 * largest, err_msg=str(options))
        if ours.trainable_variables:
            rule.apply_gradients(zip(gradients[first:], ours.trainable_variables, strict=True))
            their_rule.apply_gradients(
                zip(map(tf.constant, expected[first:]), theirs.trainable_variables, strict=True)
            )
    for one, other in zip(ours.weights, theirs.weights, strict=True):
        if one.path.endswith(NOISE_ONLY):
            continue
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=2e-5, err_msg=f"{one.path} {options}")


@pytest.mark.parametrize("name", BASES)
def test_each_option_alone(name):
    for options in options_of(name):
        compare(name, options, BASES[name][1])


@pytest.mark.graphs
@pytest.mark.parametrize("case", SINGLE, ids=lambda case: f"{case[0]}-{'-'.join(case[1])}")
def test_options_of_single_layers(case):
    compare(*case)


@pytest.mark.parametrize(
    "name, options", AUGMENTATIONS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_augmentations(name, options):
    test_augmentation.test_pictures_labels_and_masks_are_those_of_keras(name, options)
    test_augmentation.test_configs_go_both_ways(name, options)


#: Options that have tests of their own, by layer, or that belong to what is not here.
ELSEWHERE = {
    "usual": {"self", "name", "kwargs", "args", "dtype", "seed", "trainable", "layer", "data_format"},
    "quantization": {"quantization_config", "gptq_unpacked_column_size", "lora_rank", "lora_alpha"},
    "test_recurrent": {
        "cell",
        "cells",
        "stateful",
        "unroll",
        "use_cudnn",
        "zero_output_for_mask",
        "return_state",
    },
    "noise": {"dropout", "recurrent_dropout"},
    "test_conv_family": {"dilation_rate"},
    "test_renormalization": {"renorm", "renorm_clipping", "renorm_momentum"},
    "placeholders": {"weights", "sparse", "ragged", "input_tensor", "optional", "batch_shape", "batch_size"},
}
#: Kinds of layers whose options stand in files of their own, as text and spectrograms, or that only wrap others.
OF_THEIR_OWN = {"TextVectorization", "StringLookup", "IntegerLookup", "Hashing", "HashedCrossing", "CategoryEncoding",
                "Discretization", "RNN", "StackedRNNCells", "SimpleRNNCell", "LSTMCell", "GRUCell", "Bidirectional",
                "InputLayer", "Pipeline", "SpectralNormalization", "RandomCrop", "RandomColorJitter", "RandAugment",
                "AugMix", "RandomElasticTransform", "ContrastLimitedAdaptiveHistogramEqualization"}  # fmt: skip


def test_no_option_is_left_out():
    seen = {}
    modules = (test_more_layers, test_conv_family, test_layers_conv, test_conv_grid, test_augmentation,
               test_spectrograms, test_text_layers)  # fmt: skip
    found = [row for module in modules for row in tables(module)]
    found += [(name, options) for name in BASES for options in options_of(name)]
    for name, options in [*found, *((case[0], case[1]) for case in SINGLE), *AUGMENTATIONS]:
        seen.setdefault(name, set()).update(options)
    known = set().union(*ELSEWHERE.values())
    missing = {}
    for entry in entries("layer"):
        theirs = getattr(real.layers, entry.name, None)
        if theirs is not None and entry.name not in OF_THEIR_OWN:
            ignored = {option for name, option in IGNORED if name == entry.name}
            wanted = set(inspect.signature(theirs.__init__).parameters) - known - ignored
            if wanted - seen.get(entry.name, set()):
                missing[entry.name] = wanted - seen.get(entry.name, set())
    assert missing == {}
