"""The summary of a model, letter by letter as Keras prints it."""

import keras as real
import numpy as np
import pytest

import layerloom as keras


def models(library):
    layers = library.layers
    library.utils.clear_session()
    chain = library.Sequential(
        [
            layers.Input((28, 28, 1)),
            layers.Conv2D(32, 3, activation="relu"),
            layers.BatchNormalization(),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dropout(0.5),
            layers.Dense(10, name="a_very_long_name_of_a_layer_that_is_cut_at_the_end_of_its_column"),
        ]
    )
    chain.layers[0].trainable = False
    yield "chain", chain
    late = library.Sequential([layers.Dense(3), layers.Dense(4)], name="late")
    late.build((None, 5))
    yield "late", late
    a, b = library.Input((4,), name="a"), library.Input((4,), name="b")
    shared = layers.Dense(4, name="shared_dense")
    x = layers.Dense(1)(layers.concatenate([shared(a), shared(b)]))
    yield "shared", library.Model([a, b], [x, x * 2 + 1])
    start = library.Input((5, 3))
    yield "states", library.Model(start, layers.LSTM(4, return_state=True)(start)[0])
    start = library.Input((28, 28, 1))
    yield "nested", library.Model(start, layers.Dense(1)(chain(start)))
    start = library.Input((4,))
    yield "fork", library.Model(start, [layers.Dense(1)(start), layers.Dense(2)(layers.Dense(3)(start))])

    class Own(library.Model):
        def __init__(self):
            super().__init__()
            self.first, self.last = layers.Dense(3), library.Sequential([layers.Dense(2)])

        def call(self, x):
            return self.last(self.first(x))

    own = Own()
    own(np.ones((2, 4)))
    yield "own", own
    trained = library.Sequential([library.Input((3,)), layers.Dense(1)])
    trained.compile("adam", "mse")
    trained.fit(np.ones((4, 3)), np.ones((4, 1)), verbose=0)
    yield "trained", trained


@pytest.fixture(scope="module")
def pairs():
    theirs = dict(models(real))
    return {name: (model, theirs[name]) for name, model in models(keras)}


def text(model, **options):
    told = []
    model.summary(print_fn=told.append, **options)
    return "".join(told)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"line_length": 70},
        {"show_trainable": True},
        {"expand_nested": True},
        {"line_length": 60, "positions": [0.25, 0.5, 0.75, 1.0], "names": ["shared", "fork"]},
        {"layer_range": ["b", "flat"], "names": ["chain"]},
        {"layer_range": ["flat", "conv"], "names": ["chain"]},
    ],
    ids=str,
)
def test_it_reads_as_in_keras(pairs, options):
    names = options.get("names", list(pairs))
    for name in names:
        ours, theirs = pairs[name]
        rest = {key: value for key, value in options.items() if key != "names"}
        assert text(ours, **rest) == text(theirs, **rest), name


@pytest.mark.parametrize(
    "options, told",
    [
        ({"layer_range": ["dense", "nothing"]}, "match layer_range"),
        ({"layer_range": ["dense"]}, "names of two layers"),
        ({"line_length": 9}, "too narrow"),
        ({"positions": [0.5, 1.0]}, "positions"),
    ],
)
def test_what_cannot_be_printed_is_told(pairs, options, told):
    with pytest.raises(ValueError, match=told):
        text(pairs["chain"][0], **options)


def test_without_a_function_it_is_printed(pairs, capsys):
    pairs["chain"][0].summary()
    assert capsys.readouterr().out == text(pairs["chain"][0])
