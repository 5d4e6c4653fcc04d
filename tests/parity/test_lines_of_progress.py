"""What fit, evaluate and predict print with each verbose, beside real Keras, times and the bar's signs aside."""

import re

import keras as real
import numpy as np
import pytest

import layerloom as keras

RNG = np.random.default_rng(17)
X, Y = RNG.random((40, 3)).astype("float32"), RNG.random((40, 1)).astype("float32")
COLOURS, TIMES, BAR = re.compile(r"\x1b\[[0-9;]*m"), re.compile(r"\d+(s|ms|us)\b"), re.compile("[━=╌.]{20}")


def last_lines(printed):
    """Returns the last state of each line, without what differs from run to run."""
    lines = []
    for line in COLOURS.sub("", printed).split("\n"):
        shown = [part for part in re.split("[\r\x08]+", line) if part.strip()]
        if shown:
            lines.append(BAR.sub("BAR", TIMES.sub("T", shown[-1])).rstrip())
    return lines


def printed(library, verbose, capsys):
    model = library.Sequential([library.Input((3,)), library.layers.Dense(1, kernel_initializer="ones")])
    model.compile("sgd", "mse", metrics=["mae"])
    capsys.readouterr()
    options = {"verbose": verbose, "batch_size": 10}
    model.fit(X, Y, epochs=2, shuffle=False, validation_split=0.5, **options)
    model.evaluate(X, Y, **options)
    model.predict(X, **options)
    return last_lines(capsys.readouterr().out)


@pytest.mark.parametrize("verbose", [0, 1, 2])
def test_the_same_lines(verbose, capsys):
    ours, theirs = (printed(library, verbose, capsys) for library in (keras, real))
    # the last digit of a number may be rounded either way
    assert [re.sub(r"\d\b", "", line) for line in ours] == [re.sub(r"\d\b", "", line) for line in theirs]
