"""Smoothing keeps constant curves, starts at the first value, passes over gaps."""

import numpy as np
import pytest

from layerloom_studio.plots.smooth import smooth


@pytest.mark.parametrize(
    "values, weight, wanted",
    [
        ([1.0, 3.0], 0.0, [1.0, 3.0]),
        ([2.0, 2.0, 2.0], 0.9, [2.0, 2.0, 2.0]),
        ([0.0, 3.0], 0.5, [0.0, 2.0]),
        ([1.0, np.nan, 1.0], 0.5, [1.0, np.nan, 1.0]),
    ],
)
def test_smooth(values: list[float], weight: float, wanted: list[float]) -> None:
    np.testing.assert_allclose(smooth(np.array(values), weight), wanted)
