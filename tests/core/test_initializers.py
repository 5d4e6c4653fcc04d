"""Initializers: ranges, fans, names and configs."""

import numpy as np
import pytest

from layerloom import initializers
from layerloom.declaration import registry
from layerloom.errors import LayerloomError

KERNEL = (3, 3, 8, 16)  # fan in 72, fan out 144


@pytest.mark.parametrize(
    "name, options, stddev, limit",
    [
        ("random_normal", {}, 0.05, None),
        ("random_uniform", {}, 0.1 / np.sqrt(12), 0.05),
        ("truncated_normal", {"stddev": 0.1}, 0.088, 0.2),
        ("glorot_uniform", {}, np.sqrt(2 / 216), np.sqrt(6 / 216)),
        ("glorot_normal", {}, np.sqrt(2 / 216), None),
        ("he_uniform", {}, np.sqrt(2 / 72), np.sqrt(6 / 72)),
        ("he_normal", {}, np.sqrt(2 / 72), None),
        ("lecun_uniform", {}, np.sqrt(1 / 72), np.sqrt(3 / 72)),
        ("lecun_normal", {}, np.sqrt(1 / 72), None),
        (
            "variance_scaling",
            {"mode": "fan_out", "distribution": "untruncated_normal"},
            np.sqrt(1 / 144),
            None,
        ),
    ],
)
def test_spread(name, options, stddev, limit):
    make = registry.get("initializer", name)
    values = np.asarray(make(seed=1, **options)(KERNEL))
    assert values.dtype == np.float32
    assert values.std() == pytest.approx(stddev, rel=0.08)
    assert abs(values.mean()) < 5 * stddev / np.sqrt(values.size)
    if limit:
        assert 0.95 * limit < np.abs(values).max() <= limit + 1e-7


@pytest.mark.parametrize(
    "initializer, shape, expected",
    [
        (initializers.Zeros(), (2, 3), np.zeros((2, 3))),
        (initializers.Ones(), (2,), np.ones(2)),
        (initializers.Constant(2.5), (2, 2), np.full((2, 2), 2.5)),
        (initializers.Constant([1, 2]), (3, 2), [[1, 2]] * 3),
        (initializers.Identity(2.0), (2, 3), [[2, 0, 0], [0, 2, 0]]),
        (initializers.get(np.arange(4.0)), (4,), np.arange(4.0)),
    ],
)
def test_fixed_values(initializer, shape, expected):
    np.testing.assert_array_equal(np.asarray(initializer(shape)), np.asarray(expected, dtype=np.float32))


@pytest.mark.parametrize("shape", [(6, 4), (4, 6), (3, 3, 2, 5)])
def test_orthogonal(shape):
    matrix = np.asarray(initializers.Orthogonal(gain=2.0, seed=0)(shape)).reshape(-1, shape[-1])
    small = matrix @ matrix.T if matrix.shape[0] < matrix.shape[1] else matrix.T @ matrix
    np.testing.assert_allclose(small, 4 * np.eye(len(small)), atol=1e-5)


@pytest.mark.parametrize("entry", registry.entries("initializer"), ids=lambda entry: entry.name)
def test_every_initializer_survives_a_round_trip(entry):
    made = entry.target()
    again = initializers.deserialize(initializers.serialize(made))
    assert type(again) is type(made)
    assert again.get_config() == made.get_config()
    for name in (entry.name, *entry.aliases):
        assert type(initializers.get(name)) is entry.target


def test_seeds():
    seeded = initializers.GlorotUniform(seed=3)
    np.testing.assert_array_equal(seeded((4, 4)).numpy(), seeded((4, 4)).numpy())
    assert not np.array_equal(initializers.GlorotUniform()((4, 4)), initializers.GlorotUniform()((4, 4)))
    assert seeded.get_config() == {"seed": 3, "input_axes": None, "output_axes": None}


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: initializers.get("glorot"), "glorot_normal"),
        (lambda: initializers.get(3), "must be given by its name"),
        (lambda: initializers.VarianceScaling(mode="fan"), "fan_in"),
        (lambda: initializers.VarianceScaling(scale=0.0), "scale must be"),
        (lambda: initializers.Identity()((2, 2, 2)), "matrices"),
        (lambda: initializers.Orthogonal()((3,)), "two axes"),
        (lambda: initializers.get(np.zeros(3))((4,)), "shape"),
    ],
)
def test_mistakes(call, message):
    with pytest.raises(LayerloomError if "get(" in message else ValueError, match=message):
        call()
