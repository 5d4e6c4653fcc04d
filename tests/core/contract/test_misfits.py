"""What every layer says of inputs that it cannot work on: one sentence, with nothing of NumPy's in it."""

import numpy as np
import pytest
from tests.core.contract.test_layers import LAYERS, SEPARATE, call, data_for, make, shape_for

import layerloom as keras
from layerloom import layers
from layerloom.errors import LayerloomError

#: Words that only NumPy and Python use.
FOREIGN = (
    *("operands could not", "cannot reshape", "not aligned", "axes don't match", "ufunc", "tuple index"),
    *("to unpack", "matmul: Input", "NoneType", "has no attribute", "not supported between", "np.str_"),
)
MISTAKES = {
    "one axis": lambda first: first.reshape(-1)[:3],
    "a number": lambda first: np.float32(1.0),
    "an axis too many": lambda first: first[None],
    "an axis too few": lambda first: first[..., 0],
    "texts": lambda first: np.array([["a"] * 4] * 3),
    "rows of different lengths": lambda first: np.array([[1, 2], [3]], dtype=object),
    "None": lambda first: None,
}


def outcome(layer, data):
    """Returns what a layer says of its input, ``None`` where it can work on it."""
    try:
        call(layer, data)
    except (ValueError, TypeError) as error:
        return error
    return None


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("entry", LAYERS, ids=lambda entry: entry.name)
def test_the_sentence_is_ours(entry, mistake):
    data = data_for(shape_for(entry))
    several = isinstance(data, list)
    wrong = MISTAKES[mistake](data[0] if several else data)
    told = outcome(make(entry), [wrong, *data[1:]] if several else wrong)
    assert not [word for word in FOREIGN if word in str(told) and told is not None], str(told)


@pytest.mark.parametrize("entry", [e for e in LAYERS if e.name not in SEPARATE], ids=lambda entry: entry.name)
def test_more_features_than_it_was_built_for(entry):
    data = data_for(shape_for(entry))
    several = isinstance(data, list)
    layer = make(entry)
    call(layer, data)
    first = data[0] if several else data
    more = np.concatenate([first, first], axis=-1)
    told = outcome(layer, [more, *data[1:]] if several else more)
    assert told is None or isinstance(told, LayerloomError)


def test_the_sentence_tells_what_came_what_was_expected_and_what_to_do():
    layer = layers.GRU(2, name="memory")
    layer(np.ones((2, 3, 4)))
    with pytest.raises(
        ValueError, match=r"'memory' \(GRU\).*shape \(2, 3, 5\).*built for \(2, 3, 4\); bring"
    ):
        layer(np.ones((2, 3, 5)))
    with pytest.raises(ValueError, match=r"got texts.*TextVectorization"):
        layers.Dense(1)(np.array([["a", "b"]]))
    with pytest.raises(ValueError, match=r"rows of different lengths.*pad_sequences"):
        layers.ReLU()(np.array([[1], [2, 3]], dtype=object))
    with pytest.raises(ValueError, match=r"batch axis, got float 3.0"):
        layers.Dense(1)(3.0)


def test_errors_in_the_code_of_users_stay_as_they_are():
    with pytest.raises(AttributeError, match="nothing"):
        layers.Lambda(lambda x: x.nothing)(np.ones((1, 2)))
    with pytest.raises(KeyError):
        layers.Dense(1, activation=lambda x: {}["key"])(np.ones((1, 2)))

    class Own(keras.layers.Layer):
        def call(self, x):
            raise TypeError("words of a user")

    with pytest.raises(TypeError, match="words of a user"):
        layers.TimeDistributed(Own())(np.ones((1, 2, 3)))
