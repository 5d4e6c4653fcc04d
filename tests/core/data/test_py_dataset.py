"""PyDataset: batches in order, by whichever workers."""

import threading

import numpy as np
import pytest

from layerloom import layers, models, utils
from layerloom import random as own_random


class Squares(utils.PyDataset):
    def __init__(self, count, **options):
        super().__init__(**options)
        self.count = count
        self.loaded = []
        self.threads = set()
        self.passes = []

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        self.loaded.append(index)
        self.threads.add(threading.current_thread().name)
        x = np.full((4, 1), index, np.float32)
        return x, x**2

    def on_epoch_begin(self):
        self.passes.append("begin")

    def on_epoch_end(self):
        self.passes.append("end")


class Noise(utils.Sequence):
    """Batches of random numbers, at the top of a module so that processes can have it."""

    def __len__(self):
        return 4

    def __getitem__(self, index):
        return np.asarray(own_random.normal((2,))) + 10 * index


def fitted(data, **options):
    utils.set_random_seed(3)
    model = models.Sequential([layers.Input((1,)), layers.Dense(1)])
    model.compile("sgd", "mse")
    history = model.fit(data, epochs=2, verbose=0, **options)
    return model, history.history["loss"]


@pytest.mark.parametrize("workers", [0, 1, 3])
def test_each_batch_once_per_epoch_in_order(workers):
    data = Squares(6, workers=workers, max_queue_size=2)
    assert [int(x[0, 0]) for x, _ in data] == list(range(6))
    data.loaded.clear()
    model, loss = fitted(data)
    assert sorted(data.loaded) == sorted([*range(6), *range(6)])
    assert data.passes == ["begin", "end"] * 2
    main = threading.current_thread().name
    assert (main in data.threads) == (workers == 0)
    assert len(data.threads) <= max(workers, 1) * 3
    assert loss == fitted(Squares(6, workers=0))[1]
    assert model.predict(data, verbose=0).shape == (24, 1)


def test_no_more_is_loaded_ahead_than_the_queue_holds():
    data = Squares(50, max_queue_size=3)
    batches = iter(data)
    next(batches)
    batches.close()
    assert len(data.loaded) <= 4


def test_endless_data():
    class Endless(Squares):
        @property
        def num_batches(self):
            return None

    data = Endless(0)
    fitted(data, steps_per_epoch=3)
    with pytest.raises(NotImplementedError, match="num_batches"):
        utils.PyDataset().num_batches  # noqa: B018
    with pytest.raises(NotImplementedError, match="__getitem__"):
        utils.PyDataset()[0]


@pytest.mark.parametrize(
    "options", [{"workers": 1}, {"workers": 3}, {"workers": 2, "use_multiprocessing": True}]
)
def test_random_batches_are_the_same_with_any_workers(options):
    utils.set_random_seed(4)
    expected = [batch.tolist() for batch in Noise(workers=2)]
    utils.set_random_seed(4)
    assert [batch.tolist() for batch in Noise(**options)] == expected


def test_an_old_sequence_without_a_constructor_call():
    class Old(utils.Sequence):
        def __init__(self):
            self.x = np.ones((2, 1), np.float32)

        def __len__(self):
            return 1

        def __getitem__(self, index):
            return self.x, self.x

    assert len(fitted(Old())[1]) == 2
