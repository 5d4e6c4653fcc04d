"""Recurrences over the steps that a mask keeps: the compiled kernels compute what their twins in plain NumPy do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from layerloom.kernels.compiled import loading

STEPS, FEATURES, UNITS = 6, 3, 19


def masks(count: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(1)
    return {
        "gaps": rng.random((count, STEPS)) < 0.6,
        "padded": np.arange(STEPS) < rng.integers(0, STEPS + 1, count)[:, None],
        "all": np.ones((count, STEPS), bool),
        "none": np.zeros((count, STEPS), bool),
    }


def results(
    ops: Any, name: str, mask: np.ndarray, how: int, whole: bool, code: int, given: bool
) -> list[np.ndarray]:
    """Packs, goes there and back; gives places, outputs and gradients."""
    rng, count = np.random.default_rng(2), len(mask)
    gates = {"lstm": 4, "gru": 3, "simple": 1}[name]
    x, w, u = (
        rng.standard_normal(shape, dtype="float32")
        for shape in ((count * STEPS, FEATURES), (FEATURES, gates * UNITS), (UNITS, gates * UNITS))
    )
    u *= 0.3  # a greater one would make chaos of roundings
    bias = rng.standard_normal((2 if name == "gru" else 1, gates * UNITS), dtype="float32")
    starts, places = np.empty(STEPS + 1, np.int64), np.zeros(count * STEPS, np.int64)
    order, lengths, shown = (np.empty(shape, np.int64) for shape in (count, count, (count, STEPS)))
    groups = ops.pack(mask, bool(how & 1), bool(how & 2), starts, places, order, lengths, shown)
    starts, places = starts[: groups + 1], places[: starts[-1]]
    total, seen = len(places), x[places]
    shapes = (
        (total, gates * UNITS),
        (total + count + 1, UNITS),
        (total + count + 1, UNITS),
        (total, gates * UNITS),
    )
    kept = [np.empty(shape, np.float32) for shape in shapes]
    for states in kept[1:3]:
        states[...] = rng.standard_normal(states.shape) if given else 0
        states[-1] = 0
    getattr(ops, f"{name}_forward")(seen, starts, w, u, bias.reshape(-1), code, *kept)
    states, slopes = kept[1], np.zeros(shapes[1], np.float32)
    y = states[shown] if whole else states[total + np.argsort(order)]
    if whole:
        ops.scatter(rng.standard_normal((count * STEPS, UNITS), dtype="float32"), shown.reshape(-1), slopes)
    else:
        slopes[total:-1] = rng.standard_normal((count, UNITS), dtype="float32")
    found = [np.empty_like(array) for array in (w, u, bias, seen)]
    ends = np.zeros((2 if given else 0, count, UNITS), np.float32)
    ends[1:] = rng.standard_normal((count, UNITS))
    getattr(ops, f"{name}_backward")(slopes, starts, w, u, code, seen, *kept, *found, ends)
    first = starts[1] if groups else 0
    return [starts, places, order, shown, y, *found, ends[: 2 if name == "lstm" else 1, :first]]


@pytest.mark.parametrize("kind", ["gaps", "padded", "all", "none"])
@pytest.mark.parametrize("whole", [True, False], ids=["all steps", "last step"])
@pytest.mark.parametrize(
    "name, code", [("lstm", 0), ("gru", 0), ("simple", 0), ("simple", 1), ("simple", 2), ("simple", 3)]
)
def test_packed_recurrence(name: str, code: int, whole: bool, kind: str) -> None:
    for count, how, given in ((9, 0, False), (9, 3, True), (2, 1, True), (5, 2, False)):
        both = (loading._loops("packed"), loading._plain("packed"))
        found = [results(ops, name, masks(count)[kind], how, whole, code, given) for ops in both]
        for ours, wanted in zip(*found, strict=True):
            np.testing.assert_allclose(ours, wanted, 2e-4, 2e-4)
