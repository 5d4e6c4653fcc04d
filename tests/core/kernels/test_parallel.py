"""Work shared among threads: order, errors, nesting, and BLAS at one thread meanwhile."""

import threading

import numpy as np
import pytest

from layerloom.kernels import parallel


@pytest.fixture(autouse=True)
def _three_threads(monkeypatch):
    monkeypatch.setattr(parallel, "_WORTHWHILE", 10)
    before = parallel.thread_count()
    parallel.set_thread_count(3)
    yield
    parallel.set_thread_count(before)


@pytest.mark.parametrize(
    "count, cost, expected",
    [
        (7, 10, [(0, 2), (2, 4), (4, 7)]),
        (2, 10, [(0, 1), (1, 2)]),
        (7, 9, [(0, 7)]),
        (1, 10, [(0, 1)]),
        (0, 10, [(0, 0)]),
    ],
)
def test_parts_come_in_order_and_cover_all(count, cost, expected):
    assert parallel.share(lambda start, stop: (start, stop), count, cost) == expected


def test_the_parts_run_side_by_side():
    meeting = threading.Barrier(3, timeout=20)
    assert sorted(parallel.share(lambda start, stop: meeting.wait(), 3, 10)) == [0, 1, 2]


def test_work_within_work_is_not_shared_again():
    inner = parallel.share(lambda start, stop: parallel.share(lambda a, b: (a, b), 9, 10), 3, 10)
    assert inner == [[(0, 9)]] * 3


@pytest.mark.parametrize("where", [0, 1, 2])
def test_an_error_in_any_part_is_raised_after_all_have_ended(where):
    ended = []

    def work(start, stop):
        if start == where:
            raise ArithmeticError(f"part {start}")
        ended.append(start)

    with pytest.raises(ArithmeticError, match=f"part {where}"):
        parallel.share(work, 3, 10)
    assert sorted(ended) == [part for part in range(3) if part != where]


def test_blas_has_one_thread_inside_and_its_own_number_afterwards():
    def counts():
        return [library.num_threads for library in parallel._libraries()]

    before = counts()
    assert before
    with parallel.one_blas_thread():
        assert set(counts()) == {1}
        with parallel.one_blas_thread():
            assert set(counts()) == {1}
        assert set(counts()) == {1}
    assert counts() == before


def test_any_thread_may_hold_blas_and_let_it_go():
    def counts():
        return [library.num_threads for library in parallel._libraries()]

    before, inside = counts(), []

    def hold():
        with parallel.one_blas_thread():
            inside.append(counts())

    with parallel.one_blas_thread():
        pass
    thread = threading.Thread(target=hold)
    thread.start()
    thread.join()
    assert inside == [[1] * len(before)]
    assert counts() == before


def test_the_number_of_threads_is_checked():
    with pytest.raises(ValueError, match="at least 1"):
        parallel.set_thread_count(0)
    parallel.set_thread_count(1)
    assert parallel.share(lambda start, stop: threading.current_thread(), 5, 10) == [threading.main_thread()]
    parallel.set_thread_count()
    assert parallel.thread_count() >= 1


def test_the_same_number_of_threads_gives_the_same_sums():
    from layerloom.kernels.convolution import conv_kernel_gradient

    rng = np.random.default_rng(0)
    x, dy = rng.standard_normal((7, 9, 9, 3), "float32"), rng.standard_normal((7, 7, 7, 4), "float32")
    how = ((3, 3), (1, 1), (1, 1), "valid")
    first = conv_kernel_gradient(x, dy, *how)
    for _ in range(5):
        np.testing.assert_array_equal(conv_kernel_gradient(x, dy, *how), first)
