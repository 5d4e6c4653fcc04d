"""Pictures are changed anew in every epoch, the same way for the same seed; what cannot be is refused."""

from typing import Any

import numpy as np
import pytest

from layerloom.errors import LayerloomError
from layerloom_studio.runs.augmenting import AugmentedBatches, Augmenting

X = np.random.default_rng(0).random((10, 6, 6, 1), dtype=np.float32)
Y = np.arange(10)
TURNED = Augmenting(rotation_range=40.0)


def batches(augmenting: Augmenting = TURNED, **settings: Any) -> AugmentedBatches:
    return AugmentedBatches(X, Y, augmenting, 4, **{"shuffle": True, "seed": 3, **settings})


def test_an_epoch_has_every_sample_once() -> None:
    made = batches()
    assert len(made) == 3
    assert sorted(np.concatenate([y for _, y in made])) == list(range(10))


def test_epochs_differ_and_seeds_repeat() -> None:
    first, again = batches(shuffle=False), batches(shuffle=False)
    np.testing.assert_array_equal(first[0][0], again[0][0])
    first.on_epoch_end()
    assert not np.array_equal(first[0][0], again[0][0])
    assert first[0][0].dtype == np.float32


@pytest.mark.parametrize(
    "settings, holds",
    [
        ({"horizontal_flip": True}, lambda a, b: np.array_equal(a, b) or np.array_equal(a, b[:, ::-1])),
        ({"vertical_flip": True}, lambda a, b: np.array_equal(a, b) or np.array_equal(a, b[::-1])),
        ({"brightness": 0.5}, lambda a, b: a.min() >= 0 and a.max() <= 1 and not np.array_equal(a, b)),
        ({"zoom_range": 0.5, "fill_mode": "constant"}, lambda a, b: a.shape == b.shape),
        ({}, np.array_equal),
    ],
)
def test_each_kind_of_change(settings: dict[str, Any], holds: Any) -> None:
    for made in Augmenting(**settings).variations(X[0], 5, 0, 0.0, 1.0):
        assert holds(made, X[0])


@pytest.mark.parametrize(
    "said, words",
    [
        ({"rotation_range": 500}, "rotation_range must lie between 0 and 180"),
        ({"zoom_range": "much"}, "zoom_range must lie"),
        ({"colour": 1}, "mapping with the keys"),
        ({"fill_mode": "blue"}, "fill_mode must be one of"),
    ],
)
def test_what_makes_no_sense_is_refused(said: dict[str, Any], words: str) -> None:
    with pytest.raises(LayerloomError, match=words):
        Augmenting.of({"augment": said})


@pytest.mark.parametrize("x, y, words", [(X[..., 0], Y, "takes none"), (X, X, "are pictures")])
def test_networks_without_pictures_are_refused(x: Any, y: Any, words: str) -> None:
    with pytest.raises(LayerloomError, match=words):
        AugmentedBatches(x, y, TURNED, 4, shuffle=False, seed=0)
