"""Thinning keeps extremes, gaps and ends and never leaves more than two points per pixel."""

import numpy as np
import pytest

from layerloom_studio.plots.decimate import decimate


def test_few_points_are_kept_as_they_are() -> None:
    x, y = np.arange(10.0), np.arange(10.0) ** 2
    thin_x, thin_y = decimate(x, y, 100)
    assert np.array_equal(thin_x, x)
    assert np.array_equal(thin_y, y)


@pytest.mark.parametrize("count", [1_001, 10_000, 123_457])
def test_many_points_become_two_per_pixel_with_the_extremes(count: int) -> None:
    rng = np.random.default_rng(0)
    x, y = np.arange(float(count)), rng.normal(size=count)
    y[count // 3], y[count // 2] = 50.0, -50.0
    thin_x, thin_y = decimate(x, y, 500)
    assert len(thin_x) <= 1_000
    assert thin_y.max() == 50.0
    assert thin_y.min() == -50.0
    assert (thin_x[0], thin_y[0]) == (x[0], y[0])
    assert (thin_x[-1], thin_y[-1]) == (x[-1], y[-1])
    assert np.all(np.diff(thin_x) >= 0)


def test_a_stretch_without_values_stays_a_gap() -> None:
    x = np.arange(10_000.0)
    y = np.sin(x)
    y[4_000:6_000] = np.nan
    thin_x, thin_y = decimate(x, y, 100)
    gap = np.isnan(thin_y)
    assert gap.sum() >= 30
    assert np.all((thin_x[gap] >= 3_900) & (thin_x[gap] <= 6_100))


def test_only_the_visible_part_and_its_neighbours_remain() -> None:
    x = np.arange(1_000.0)
    thin_x, _ = decimate(x, x, 2_000, (100.5, 200.5))
    assert thin_x[0] == 100
    assert thin_x[-1] == 201


def test_an_empty_curve_is_no_error() -> None:
    thin_x, thin_y = decimate(np.empty(0), np.empty(0), 100, (0, 1))
    assert len(thin_x) == len(thin_y) == 0
