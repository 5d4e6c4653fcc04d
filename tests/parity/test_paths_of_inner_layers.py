"""Variables of layers that are first built inside another layer's call are called as in Keras."""

from __future__ import annotations

import keras
import numpy as np
import pytest

import layerloom

X = np.ones((1, 4, 3), "float32")


def classes(k):
    class Block(k.layers.Layer):
        """Builds its sublayers at its first call."""

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.inner, self.chain = (
                k.layers.Dense(2, name="inner"),
                k.Sequential([k.layers.Dense(2, name="d")], name="c"),
            )

        def call(self, x):
            return self.chain(self.inner(x))

    class Weighted(Block):
        """Has a weight and a declared shape of its own, too, so that a symbolic call computes nothing."""

        def build(self, shape):
            self.w = self.add_weight(shape=(2,), name="w")

        def compute_output_shape(self, shape):
            return (*shape[:-1], 2)

    class Whole(k.Model):
        def __init__(self):
            super().__init__(name="whole")
            self.block, self.last = Weighted(name="block"), k.layers.Dense(2, name="last")

        def call(self, x):
            return self.last(self.block(x))

    return Block, Weighted, Whole


def functional(k, cls):
    start = k.Input((4, 3))
    return k.Model(start, k.layers.Dense(1, name="end")(cls(name="block")(start)), name="fun")


CASES = {
    "functional": lambda k, block, weighted, whole: functional(k, block),
    "functional, declared": lambda k, block, weighted, whole: functional(k, weighted),
    "sequential": lambda k, block, weighted, whole: k.Sequential(
        [k.Input((4, 3)), block(name="block")], name="s"
    ),
    "sequential, late": lambda k, block, weighted, whole: k.Sequential(
        [weighted(name="block"), k.layers.Dense(2, name="end")], name="s"
    ),
    "subclassed": lambda k, block, weighted, whole: whole(),
    "subclassed, nested": lambda k, block, weighted, whole: k.Sequential(
        [k.Input((4, 3)), whole()], name="s"
    ),
    "built by hand, then called": lambda k, block, weighted, whole: built(weighted(name="block")),
}


def built(layer):
    layer.build((None, 4, 3))
    return layer


@pytest.mark.parametrize("case", CASES)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_paths(case):
    found = []
    for k in (layerloom, keras):
        made = CASES[case](k, *classes(k))
        made(X)
        found.append([w.path for w in made.weights])
    assert found[0] == found[1]
