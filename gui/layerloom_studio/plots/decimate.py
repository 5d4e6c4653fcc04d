"""Thinning of curves before they are drawn: at most two points per pixel, extremes kept."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def decimate(
    x: Floats, y: Floats, pixels: int, x_range: tuple[float, float] | None = None
) -> tuple[Floats, Floats]:
    """Thin a curve for a plot of a given width.

    Args:
        x: Positions in rising order, shape (n,).
        y: Values, shape (n,); NaN makes a gap.
        pixels: Width of the plot.
        x_range: Visible part; what lies outside is left out but for one neighbour on each side.

    Returns:
        The points to draw: all of them when they are few, else lowest and highest of each pixel column.
    """
    if x_range is not None:
        first = max(0, int(np.searchsorted(x, x_range[0], "left")) - 1)
        last = int(np.searchsorted(x, x_range[1], "right")) + 1
        x, y = x[first:last], y[first:last]
    pixels = max(1, pixels)
    if len(x) <= 2 * pixels:
        return x, y
    edges = np.linspace(0, len(x), pixels + 1).astype(np.intp)
    starts, widths = edges[:-1], np.diff(edges)
    # NaN would win both comparisons; as +-inf it loses, and a column of nothing but NaN stays a gap.
    gaps = np.isnan(y)
    lowest = np.minimum.reduceat(np.where(gaps, np.inf, y), starts)
    highest = np.maximum.reduceat(np.where(gaps, -np.inf, y), starts)
    empty = lowest > highest
    lowest[empty] = highest[empty] = np.nan
    rising = y[starts] <= y[starts + widths - 1]
    thin_x = np.repeat(x[starts], 2)
    thin_x[1::2] = x[starts + widths // 2]
    thin_y = np.empty(2 * pixels)
    thin_y[0::2] = np.where(rising, lowest, highest)
    thin_y[1::2] = np.where(rising, highest, lowest)
    # The true ends keep the line attached to the newest value.
    thin_x[0], thin_y[0] = x[0], y[0]
    thin_x[-1], thin_y[-1] = x[-1], y[-1]
    return thin_x, thin_y
