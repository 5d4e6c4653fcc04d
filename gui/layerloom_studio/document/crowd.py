"""Things on a line that push each other apart, both to the same extent, so that what is symmetric stays so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

_PUSHES = 80
_LEAST = 0.5  # a gap that lacks less is wide enough
_HASTE = 0.8  # of its way for what is pushed from several sides


class Crowd:
    """What has to keep apart.

    Args:
        gaps: How far the second of a pair must stand to the right of the first.
        yielding: How easily each of them moves.
    """

    def __init__(self, gaps: Mapping[tuple[int, int], float], yielding: Sequence[float]) -> None:
        self._left = np.array([a for a, _ in gaps], dtype=np.intp)
        self._right = np.array([b for _, b in gaps], dtype=np.intp)
        self._gaps = np.array(list(gaps.values()), dtype=float)
        weights = np.asarray(yielding, dtype=float)
        self._share = weights[self._left] / (weights[self._left] + weights[self._right])

    def parted(self, places: Sequence[float]) -> list[float]:
        """Return places near the given ones in which all gaps are kept, or nearly so where they contradict."""
        at = np.array(places, dtype=float)
        count = len(at)
        for _ in range(_PUSHES):
            missing = self._gaps - (at[self._right] - at[self._left])
            pushing = missing > _LEAST
            if not pushing.any():
                break
            left, right, missing = self._left[pushing], self._right[pushing], missing[pushing]
            share = self._share[pushing]
            moves = np.bincount(right, missing * (1.0 - share), count) - np.bincount(
                left, missing * share, count
            )
            sides = np.bincount(left, minlength=count) + np.bincount(right, minlength=count)
            at += np.where(sides > 1, _HASTE, 1.0) * moves
        return [float(x) for x in at]
