"""Resampling along one axis, compiled: every place of the result is a weighted sum of some neighbours."""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled

U = np.uint64


@compiled("void(f4[:,:,::1], i8[::1], f4[:,::1], f4[:,:,::1])")
def resample(x, starts, weights, y):
    """Sets places of ``y`` (count, places, run) to sums of those of ``x`` from ``starts`` on, as many as weights."""
    count, size, length = x.shape
    places, taps = weights.shape
    source, target, run = x.reshape(-1), y.reshape(-1), U(length)
    at = U(0)
    for n in range(count):
        for place in range(places):
            s = U((n * size + starts[place]) * length)
            w = weights[place, 0]
            if taps == 1:
                for k in range(run):
                    target[at + k] = w * source[s + k]
            else:
                v, t = weights[place, 1], s + run
                for k in range(run):
                    target[at + k] = w * source[s + k] + v * source[t + k]
            for tap in range(2, taps):
                w, s = weights[place, tap], U((n * size + starts[place] + tap) * length)
                for k in range(run):
                    target[at + k] += w * source[s + k]
            at += run
