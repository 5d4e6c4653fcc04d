"""Random streams and distributions."""

import threading

import numpy as np
import pytest

from layerloom import random
from layerloom.tensors import GradientTape, Tensor

SAMPLES = 40_000

DISTRIBUTIONS = [
    # draw, mean, standard deviation, lowest, highest
    (lambda seed: random.normal((SAMPLES,), 1.0, 2.0, seed=seed), 1.0, 2.0, -np.inf, np.inf),
    (lambda seed: random.truncated_normal((SAMPLES,), 0.0, 0.5, seed=seed), 0.0, 0.5 * 0.8796, -1.0, 1.0),
    (lambda seed: random.uniform((SAMPLES,), -1.0, 3.0, seed=seed), 1.0, 4 / np.sqrt(12), -1.0, 3.0),
    (lambda seed: random.randint((SAMPLES,), 0, 10, seed=seed), 4.5, np.sqrt(99 / 12), 0, 9),
    (lambda seed: random.gamma((SAMPLES,), 4.0, seed=seed), 4.0, 2.0, 0, np.inf),
    (lambda seed: random.beta((SAMPLES,), 2.0, 2.0, seed=seed), 0.5, np.sqrt(0.05), 0, 1),
    (lambda seed: random.binomial((SAMPLES,), 10.0, 0.5, seed=seed), 5.0, np.sqrt(2.5), 0, 10),
    (
        lambda seed: random.categorical(np.log([[0.25, 0.75]]), SAMPLES, seed=seed),
        0.75,
        np.sqrt(0.1875),
        0,
        1,
    ),
    (lambda seed: random.dropout_mask((SAMPLES,), 0.2, seed=seed), 1.0, np.sqrt(0.25), 0, 1.25),
]


@pytest.mark.parametrize("draw, mean, stddev, lowest, highest", DISTRIBUTIONS)
def test_distributions(draw, mean, stddev, lowest, highest):
    values = np.asarray(draw(3))
    assert values.mean() == pytest.approx(mean, abs=5 * stddev / np.sqrt(SAMPLES))
    assert values.std() == pytest.approx(stddev, rel=0.03)
    assert values.min() >= lowest
    assert values.max() <= highest
    np.testing.assert_array_equal(values, np.asarray(draw(3)))
    assert not np.array_equal(values, np.asarray(draw(4)))


def test_a_generator_steps_on_and_can_be_rebuilt():
    seeds = random.SeedGenerator(5)
    first, second = random.normal((4,), seed=seeds).numpy(), random.normal((4,), seed=seeds).numpy()
    assert not np.array_equal(first, second)
    again = random.SeedGenerator.from_config(seeds.get_config())
    np.testing.assert_array_equal(first, random.normal((4,), seed=again).numpy())
    assert seeds.state.numpy().tolist() == [5, 2]


def test_every_thread_starts_with_the_seed_that_was_set_last():
    random.seed_default_stream(11)
    here = random.normal((3,)).numpy()
    found = []
    thread = threading.Thread(target=lambda: found.append(random.normal((3,)).numpy()))
    thread.start()
    thread.join()
    np.testing.assert_array_equal(found[0], here)


def test_shuffle_keeps_the_elements():
    shuffled = random.shuffle(np.arange(20).reshape(10, 2), seed=1).numpy()
    assert shuffled[:, 0].tolist() != list(range(0, 20, 2))
    assert sorted(shuffled[:, 0]) == list(range(0, 20, 2))


def test_dropout_scales_what_it_keeps_and_its_gradient():
    x = Tensor(np.ones((100, 8), dtype=np.float32))
    with GradientTape() as tape:
        tape.watch(x)
        y = random.dropout(x, 0.25, noise_shape=(None, 1), seed=2)
    kept = y.numpy()[:, 0] > 0
    assert set(np.unique(y.numpy())) == {0.0, np.float32(1 / 0.75)}
    assert (y.numpy() == y.numpy()[:, :1]).all()
    assert 50 < kept.sum() < 95
    np.testing.assert_array_equal(tape.gradient(y, x).numpy(), y.numpy())


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: random.normal((2,), seed="a"), "seed must be"),
        (lambda: random.SeedGenerator(1.5), "seed must be"),
        (lambda: random.uniform((2,), dtype="int32"), "floating point"),
        (lambda: random.randint((2,), 0, 3, dtype="float32"), "integer"),
        (lambda: random.categorical([0.5, 0.5], 2), "logits"),
        (lambda: random.dropout(np.ones((2, 3)), 0.5, noise_shape=(3,)), "number of axes"),
    ],
)
def test_wrong_arguments(call, message):
    with pytest.raises(ValueError, match=message):
        call()
