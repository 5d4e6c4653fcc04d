"""Which way a drawing runs: places are kept as if it ran down, and turned for one that runs to the right.

So nothing that plans an edit needs to know the direction, and turning a drawing and back changes no place.
"""

from __future__ import annotations

from layerloom_studio.document.layout import Point, snap

DOWN, RIGHT = "down", "right"
_ALONG = 2.4  # rows are 120 apart, columns of wide nodes, with room for the shapes between, 288
_ASIDE = 0.5  # columns are 240 apart, rows of low nodes 120


def seen(direction: str, place: Point) -> Point:
    """Return where something stands that is kept at a place; it is linear, so distances can be turned too."""
    x, y = place
    return (_even(y * _ALONG), _even(x * _ASIDE)) if direction == RIGHT else place


def kept(direction: str, place: Point) -> Point:
    """Return the place to keep for something that stands somewhere: the inverse of `seen`."""
    x, y = place
    return (_even(y / _ASIDE), _even(x / _ALONG)) if direction == RIGHT else place


def on_grid(direction: str, place: Point) -> Point:
    """Return the place, among those that are seen on the grid, that is nearest to another."""
    return kept(direction, snap(seen(direction, place)))


def _even(value: float) -> float:
    return round(value, 3)
