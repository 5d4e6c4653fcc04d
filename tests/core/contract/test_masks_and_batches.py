"""What every registered layer promises about masks and about a batch whose size nobody knows."""

import inspect
import json
import warnings

import keras as real
import numpy as np
import pytest
from tests.core.contract.test_layers import (
    LAYERS,
    SEPARATE,
    call,
    data_for,
    every_layer,
    make,
    model_of,
    shape_for,
)

import layerloom as keras
from layerloom.layers import Layer

#: True where a step counts; row by row all, the first two, and all but the first.
MASK = np.array([[True] * 9, [True] * 2 + [False] * 7, [False] + [True] * 8])
#: Layers whose outputs are drawn at random or that belong to texts; their masks are compared, their outputs not.
AT_RANDOM = {entry.name for entry in LAYERS if entry.category == "Augmentation"}
#: Layers that Keras cannot call here, or has not.
NOT_COMPARED = {
    "Pipeline": "Keras's own fails without layers in it",
    "Embedding": "Keras warns of the mask of its input, which nobody can have made for it",
    "ReversibleEmbedding": "the same",
    "GroupQueryAttention": "Keras warns, and passes the mask on nevertheless",
    "StringLookup": "takes texts",
    "TextVectorization": "takes texts",
}


def first_shape(entry):
    shape = shape_for(entry)
    return shape[0] if isinstance(shape, list) else shape


WITH_STEPS = [entry for entry in LAYERS if len(first_shape(entry)) > 2]
COMPARED = [
    entry for entry in WITH_STEPS if entry.name not in NOT_COMPARED and hasattr(real.layers, entry.name)
]


def masked(library, data):
    if isinstance(data, list):
        return [masked(library, one) for one in data]
    tensor = library.ops.convert_to_tensor(data)
    tensor._keras_mask = library.ops.convert_to_tensor(MASK[:, : data.shape[1]])
    return tensor


def outcome(library, layer, data):
    """Returns what became of the mask (refused, lost with a warning, or its values), and the output."""
    inputs = masked(library, data)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            output = layer(*inputs) if type(layer).__name__ in SEPARATE else layer(inputs)
        except ValueError:
            return "refused", None
    if any("mask" in str(warning.message) for warning in told):
        return "lost", np.asarray(output)
    mask = getattr(output, "_keras_mask", None)
    return None if mask is None else np.asarray(mask).tolist(), np.asarray(output)


@pytest.mark.parametrize("entry", WITH_STEPS, ids=lambda entry: entry.name)
def test_a_mask_passes_or_is_used_up_or_its_loss_is_told(entry):
    layer = make(entry)
    data = data_for(shape_for(entry))
    found, _ = outcome(keras, layer, data)
    decides_itself = type(layer).compute_mask is not Layer.compute_mask
    takes_it = any(name.endswith("mask") for name in inspect.signature(layer.call).parameters)
    assert found is not None or takes_it or decides_itself


@pytest.mark.parametrize("entry", COMPARED, ids=lambda entry: entry.name)
def test_masks_fare_as_in_keras(entry):
    data = data_for(shape_for(entry))
    ours = make(entry)
    call(ours, data)
    theirs = getattr(real.layers, entry.name).from_config(json.loads(json.dumps(ours.get_config())))
    call(theirs, data)
    if len(ours.get_weights()) == len(theirs.get_weights()):  # Keras keeps generators of numbers among them
        theirs.set_weights(ours.get_weights())
    mask, output = outcome(keras, ours, data)
    wanted_mask, wanted = outcome(real, theirs, data)
    assert mask == wanted_mask
    if output is not None and entry.name not in AT_RANDOM:
        np.testing.assert_allclose(output, wanted, atol=1e-4)


@every_layer
def test_a_batch_of_unknown_size_takes_every_size(entry):
    model = model_of(entry)
    shapes = [tensor.shape for tensor in model.outputs]
    assert all(shape[0] is None for shape in shapes)
    for batch in (1, 2, 3):
        found = model.predict_on_batch(data_for(shape_for(entry), batch))
        for output, shape in zip(found if isinstance(found, list) else [found], shapes, strict=True):
            known = [
                size if known is None else known for size, known in zip(output.shape, shape, strict=True)
            ]
            assert output.shape == (batch, *known[1:])
