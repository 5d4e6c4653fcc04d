"""Connectionist temporal classification: how likely labels are that are not lined up with the steps, and decoding."""

from __future__ import annotations

import numpy as np

from layerloom.kernels.arrays import Array


def log_probabilities(logits: Array) -> Array:
    """Returns the logarithms of softmax over the last axis, in double precision."""
    x = logits.astype(np.float64)
    x -= x.max(axis=-1, keepdims=True)
    x -= np.log(np.exp(x).sum(axis=-1, keepdims=True))
    return x


def loss_and_gradient(
    logits: Array, labels: Array, label_lengths: Array, lengths: Array, blank: int
) -> tuple[Array, Array]:
    """Returns minus the logarithm of the labels' likelihood, and its gradient, by the forward-backward algorithm.

    Args:
        logits: Outputs (batch, steps, classes).
        labels: Class numbers (batch, labels).
        label_lengths: How many labels of each row count.
        lengths: How many steps of each row count, one at least.
        blank: The class between labels.
    """
    scores = log_probabilities(logits)
    batch, steps, classes = logits.shape
    rows = np.arange(batch)
    states = np.full(
        (batch, 2 * labels.shape[1] + 1), blank
    )  # blanks stand before, between and after the labels
    states[:, 1::2] = labels
    emitted = np.take_along_axis(scores, states[:, None, :].repeat(steps, axis=1), axis=2)
    skips = np.zeros(
        states.shape, dtype=bool
    )  # a blank between two labels may be left out, unless they are the same
    skips[:, 3::2] = states[:, 3::2] != states[:, 1:-2:2]
    final = np.full(states.shape, -np.inf)
    final[rows, 2 * label_lengths] = 0.0
    final[rows, np.maximum(2 * label_lengths - 1, 0)] = 0.0
    last = lengths - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        forward = np.full(emitted.shape, -np.inf)
        forward[:, 0, :2] = emitted[:, 0, :2]
        for step in range(1, steps):
            forward[:, step] = emitted[:, step] + _arrive(forward[:, step - 1], skips)
        backward = np.full(emitted.shape, -np.inf)
        for step in range(steps - 1, -1, -1):
            ends = (last == step)[:, None]
            if step == steps - 1:
                backward[:, step] = np.where(ends, final, -np.inf)
            else:
                on = _leave(backward[:, step + 1] + emitted[:, step + 1], skips)
                backward[:, step] = np.where(ends, final, np.where((last > step)[:, None], on, -np.inf))
        likelihood = np.logaddexp.reduce(forward[rows, last] + final, axis=1)
        shares = np.exp(forward + backward - likelihood[:, None, None])
    possible = np.isfinite(likelihood)[:, None, None] & (np.arange(steps) < lengths[:, None])[:, :, None]
    expected = np.zeros((batch, steps, classes))
    for state in range(states.shape[1]):
        expected[rows, :, states[:, state]] += np.where(possible[:, :, 0], shares[:, :, state], 0.0)
    gradient = np.where(possible, np.exp(scores) - expected, 0.0)
    return (-likelihood).astype(logits.dtype), gradient.astype(logits.dtype)


def _arrive(before: Array, skips: Array) -> Array:
    """Sums the ways into each state: staying, from the one before, and from the last label where that may be."""
    ways = before.copy()
    ways[:, 1:] = np.logaddexp(ways[:, 1:], before[:, :-1])
    ways[:, 2:] = np.logaddexp(ways[:, 2:], np.where(skips[:, 2:], before[:, :-2], -np.inf))
    return ways


def _leave(after: Array, skips: Array) -> Array:
    """Sums the ways out of each state."""
    ways = after.copy()
    ways[:, :-1] = np.logaddexp(ways[:, :-1], after[:, 1:])
    ways[:, :-2] = np.logaddexp(ways[:, :-2], np.where(skips[:, 2:], after[:, 2:], -np.inf))
    return ways


def best_path(logits: Array, lengths: Array, blank: int, merge: bool) -> tuple[list[list[int]], Array]:
    """Returns the labels of the likeliest class at each step, and minus the sum of its outputs (batch, 1)."""
    batch, steps, _ = logits.shape
    best = logits.argmax(axis=-1)
    valid = np.arange(steps) < lengths[:, None]
    kept = valid & (best != blank)
    if merge:
        kept[:, 1:] &= best[:, 1:] != best[:, :-1]
    scores = -np.where(valid, logits.max(axis=-1), 0).sum(axis=1, keepdims=True)
    return [best[row][kept[row]].tolist() for row in range(batch)], scores.astype(logits.dtype)


def beam_search(
    logits: Array, lengths: Array, blank: int, width: int, paths: int
) -> tuple[list[list[list[int]]], Array]:
    """Returns for each row the likeliest label sequences that a search with so many candidates finds.

    Args:
        logits: Outputs (batch, steps, classes).
        lengths: How many steps of each row count.
        blank: The class between labels.
        width: Number of candidates that are kept at each step.
        paths: Number of sequences wanted.

    Returns:
        The sequences, best first, and the logarithms of their probabilities (batch, paths).
    """
    scores = log_probabilities(logits)
    found, totals = [], np.full((len(logits), paths), -np.inf)
    for row, length in enumerate(lengths):
        beams = _search(scores[row, :length], blank, width)[:paths]
        found.append([list(prefix) for prefix, _ in beams] + [[]] * (paths - len(beams)))
        totals[row, : len(beams)] = [score for _, score in beams]
    return found, totals.astype(logits.dtype)


def _search(scores: Array, blank: int, width: int) -> list[tuple[tuple[int, ...], float]]:
    """Searches over prefixes; each has the probability to end with a blank, and to end with its last label."""
    beams: dict[tuple[int, ...], tuple[float, float]] = {(): (0.0, -np.inf)}
    labels = [c for c in range(scores.shape[1]) if c != blank]
    for step in scores:
        grown: dict[tuple[int, ...], list[float]] = {}
        for prefix, (with_blank, with_label) in beams.items():
            both = float(np.logaddexp(with_blank, with_label))
            entry = grown.setdefault(prefix, [-np.inf, -np.inf])
            entry[0] = float(np.logaddexp(entry[0], both + step[blank]))
            if prefix:
                entry[1] = float(np.logaddexp(entry[1], with_label + step[prefix[-1]]))
            for label in labels:
                before = with_blank if prefix and label == prefix[-1] else both
                if before == -np.inf:
                    continue
                longer = grown.setdefault((*prefix, label), [-np.inf, -np.inf])
                longer[1] = float(np.logaddexp(longer[1], before + step[label]))
        order = sorted(grown.items(), key=lambda item: -np.logaddexp(item[1][0], item[1][1]))
        beams = {prefix: (ends[0], ends[1]) for prefix, ends in order[:width]}
    return [(prefix, float(np.logaddexp(*ends))) for prefix, ends in beams.items()]
