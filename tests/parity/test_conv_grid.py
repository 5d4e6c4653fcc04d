"""Windows of every geometry against real Keras: outputs and gradients over grids of options."""

from itertools import product

import keras as real
import numpy as np
import pytest
import tensorflow as tf

from layerloom import layers, ops
from layerloom.tensors import GradientTape, Tensor

pytestmark = pytest.mark.graphs

STEPS, IMAGES, VOLUMES = (2, 10, 4), (2, 9, 8, 4), (1, 5, 6, 5, 2)
SHAPES = {1: STEPS, 2: IMAGES, 3: VOLUMES}
#: Strides and dilation; above 1 they exclude each other.
MOVES = [(1, 1), (2, 1), (3, 1), (1, 2), (1, 3)]


def grid(**options):
    """Returns combinations of options, as dicts: all of two options, else half, with every pair of values."""
    numbers = product(*(range(len(values)) for values in options.values()))
    return [
        {name: values[number] for (name, values), number in zip(options.items(), chosen, strict=True)}
        for chosen in numbers
        if len(options) < 3 or sum(chosen) % 2 == 0
    ]


def moved(cases):
    return [{**case, "strides": case["moves"][0], "dilation_rate": case["moves"][1]} for case in cases]


CASES = [
    *[
        ("Conv1D", {"filters": 6, **case})
        for case in moved(
            grid(kernel_size=(1, 2, 3, 4), moves=MOVES, padding=("valid", "same", "causal"), groups=(1, 2))
        )
    ],
    *[
        ("Conv2D", {"filters": 4, **case})
        for case in moved(
            grid(kernel_size=(1, 2, (3, 2)), moves=MOVES, padding=("valid", "same"), groups=(1, 4))
        )
    ],
    *[
        ("Conv3D", {"filters": 2, **case})
        for case in moved(grid(kernel_size=(1, 2, 3), moves=MOVES[:3], padding=("valid", "same")))
    ],
    *[
        (f"Conv{rank}DTranspose", {"filters": 3, "kernel_size": size, "strides": step, **case})
        for rank, size, step in ((1, 1, 1), (1, 2, 1), (1, 3, 2), (1, 4, 2), (1, 5, 3), (2, 3, 2), (2, 2, 3))
        for case in grid(padding=("valid", "same"), output_padding=(None, *range(step)))
        # TensorFlow refuses sizes that the same convolution would not take back
        if case["padding"] == "valid" or case["output_padding"] is None or (step > 1 and size % 2)
    ],
    *[
        (f"DepthwiseConv{rank}D", case)
        for rank in (1, 2)
        for case in moved(
            grid(
                kernel_size=(1, 2, 3),
                moves=[*MOVES, (2, 2)],
                padding=("valid", "same"),
                depth_multiplier=(1, 2),
            )
        )
    ],
    *[
        (f"SeparableConv{rank}D", {"filters": 3, **case})
        for rank in (1, 2)
        for case in moved(grid(kernel_size=(2, 3), moves=MOVES, padding=("valid", "same")))
    ],
    *[
        (f"{kind}Pooling{rank}D", case)
        for kind, rank in product(("Max", "Average"), (1, 2, 3))
        for case in grid(pool_size=(1, 2, 3), strides=(None, 1, 2, 3), padding=("valid", "same"))
    ],
    *[
        (f"Adaptive{kind}Pooling{rank}D", {"output_size": size})
        for kind, rank in product(("Max", "Average"), (1, 2, 3))
        for size in range(2, 6)  # the gradient of TensorFlow's empty pooling for size 1 is never written
    ],
]


#: TensorFlow's "same" for volumes begins elsewhere where strides leave out more than the window takes in.
CASES = [
    (name, options)
    for name, options in CASES
    if not (
        name[-2:] == "3D"
        and options.get("strides") == 3
        and options.get("padding") == "same"
        and 1 in (options.get("kernel_size"), options.get("pool_size"))
    )
]


def identify(case):
    name, options = case
    return "-".join([name, *(f"{key}={value}" for key, value in options.items() if key != "moves")])


@pytest.mark.parametrize("case", CASES, ids=identify)
def test_outputs_and_gradients(case):
    name, options = case
    options = {key: value for key, value in options.items() if key != "moves"}
    rank = int(name.removesuffix("Transpose")[-2])
    rng = np.random.default_rng(3)
    x = rng.standard_normal(SHAPES[rank]).astype("float32")
    theirs, ours = getattr(real.layers, name)(**options), getattr(layers, name)(**options)
    theirs.build(x.shape)
    ours.build(x.shape)
    weights = [rng.standard_normal(w.shape).astype("float32") for w in ours.weights]
    theirs.set_weights(weights)
    ours.set_weights(weights)
    given = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(given)
        expected = theirs(given)
        slope = rng.standard_normal(expected.shape).astype("float32")
        loss = tf.reduce_sum(expected * slope)
    their_gradients = tape.gradient(loss, [given, *(v.value for v in theirs.trainable_variables)])
    given = Tensor(x)
    with GradientTape() as tape:
        tape.watch(given)
        found = ours(given)
        loss = ops.sum(found * slope)
    gradients = tape.gradient(loss, [given, *ours.trainable_variables])
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-5)
    assert ours.compute_output_shape(x.shape) == tuple(expected.shape)
    for one, other in zip(gradients, their_gradients, strict=True):
        largest = float(np.abs(other).max())
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-5 * max(1.0, largest))
