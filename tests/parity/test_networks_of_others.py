"""Networks that people pass around, saved by tf.keras as their authors save them, with layers of the authors' own.

Each opens with the authors' classes and functions and answers as it did; without these the sentence names all that is
to be passed, and the rest of the network can be drawn.
"""

from __future__ import annotations

import re
import warnings

import numpy as np
import pytest
import tf_keras as k2
from tests.parity.detectors_of_others import DETECTORS
from tests.parity.networks_of_others import NETWORKS

from layerloom import layers, models
from layerloom.errors import FileFormatError
from layerloom.layers.placeholder import Placeholder
from layerloom.models.formats import read_any

RNG = np.random.default_rng(0)


def inputs_of(model):
    """Numbers for each input: whole ones where an embedding takes them."""
    count = model.inputs[0].shape[0] or 4
    whole = any(isinstance(layer, k2.layers.Embedding) for layer in model.layers)
    shapes = [(count, *tensor.shape[1:]) for tensor in model.inputs]
    return [RNG.integers(0, 9, shape) if whole else RNG.random(shape, "float32") for shape in shapes]


def flat(value):
    return [np.asarray(item) for item in (value if isinstance(value, (list, tuple)) else [value])]


def steps(model):
    return [step.name for step in getattr(model, "operations", model.layers)]


@pytest.fixture(scope="module", params=[*NETWORKS, *DETECTORS])
def network(request, tmp_path_factory):
    """A file by its author, the author's parts with our library, the names of these, data and answers."""
    make, parts, names = {**NETWORKS, **DETECTORS}[request.param]
    k2.utils.set_random_seed(1)
    k2.backend.clear_session()
    model = make(parts(k2.layers))
    path = tmp_path_factory.mktemp("network") / "model.h5"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.save(path)
    x = inputs_of(model)
    x = x if len(x) > 1 else x[0]
    answers = flat(model(x))
    model.reset_states()
    return path, parts(layers), names, x, answers


def test_it_answers_as_for_its_author(network):
    path, parts, _, x, answers = network
    model = models.load_model(path, custom_objects=parts, compile=False)
    for ours, theirs in zip(flat(model(x)), answers, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-5)


@pytest.mark.parametrize("form, version", [("m.keras", 3), ("m.h5", 2), ("folder", 3)])
def test_it_answers_so_when_it_is_saved_again(network, form, version, tmp_path):
    path, parts, _, x, answers = network
    models.load_model(path, parts, compile=False).save(tmp_path / form, for_keras=version)
    for ours, theirs in zip(flat(models.load_model(tmp_path / form, parts)(x)), answers, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_the_refusal_names_all_that_is_to_be_passed(network):
    path, _, names, *_ = network
    if not names:
        models.load_model(path)
        return
    with pytest.raises(FileFormatError) as caught:
        models.load_model(path)
    told = str(caught.value)
    assert re.findall(r"'([^']+)': \.\.\.", told) == names
    assert "placeholders=True" in told
    assert told.count("\n") == 0


def test_what_is_left_is_drawn_with_its_weights(network):
    path, parts, names, *_ = network
    model = read_any(path, placeholders=True).model
    assert any(isinstance(layer, Placeholder) for layer in model.layers) == bool(names)
    whole = models.load_model(path, custom_objects=parts, compile=False)
    assert steps(model) == steps(whole)
    assert model.count_params() == whole.count_params()
