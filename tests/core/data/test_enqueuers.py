"""Batches fetched ahead for a loop of one's own."""

import itertools

import numpy as np
import pytest

from layerloom import utils
from layerloom.errors import LayerloomError


class Squares(utils.Sequence):
    passes = 0

    def __len__(self):
        return 4

    def __getitem__(self, index):
        return index**2

    def on_epoch_end(self):
        self.passes += 1


@pytest.mark.parametrize("workers", [1, 3])
def test_a_sequence_comes_in_order_without_end(workers):
    data = Squares()
    queue = utils.OrderedEnqueuer(data)
    queue.start(workers=workers, max_queue_size=2)
    assert queue.is_running()
    assert list(itertools.islice(queue.get(), 6)) == [0, 1, 4, 9, 0, 1]
    assert next(queue.get()) == 4  # it goes on
    assert data.passes == 1
    queue.stop()
    assert not queue.is_running()
    with pytest.raises(LayerloomError, match="after start"):
        queue.get()


def test_a_sequence_in_orders_of_its_own():
    queue = utils.OrderedEnqueuer(Squares(), shuffle=True)
    queue.start()
    found = list(itertools.islice(queue.get(), 40))
    queue.stop()
    passes = [tuple(found[start : start + 4]) for start in range(0, 40, 4)]
    assert {tuple(sorted(one)) for one in passes} == {(0, 1, 4, 9)}
    assert len(set(passes)) > 1


def test_a_generator():
    queue = utils.GeneratorEnqueuer(np.full(2, number) for number in range(3))
    queue.start(workers=1, max_queue_size=5)
    assert [batch.tolist() for batch in queue.get()] == [[0, 0], [1, 1], [2, 2]]
    queue.stop()
