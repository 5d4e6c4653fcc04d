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
    # Blanks stand before, between and after the labels.
    states = np.full((batch, 2 * labels.shape[1] + 1), blank)
    states[:, 1::2] = labels
    emitted = np.take_along_axis(scores, states[:, None, :].repeat(steps, axis=1), axis=2)
    # A blank between two labels may be left out, unless they are the same.
    skips = np.zeros(states.shape, dtype=bool)
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
    prefixes: list[tuple[int, ...]] = [()]
    with_blank, with_label = np.zeros(1), np.full(1, -np.inf)
    for step in scores:
        both = np.logaddexp(with_blank, with_label)
        last = np.array([prefix[-1] if prefix else blank for prefix in prefixes])
        ends = np.array([bool(prefix) for prefix in prefixes])
        longer = both[:, None] + step
        # The same label again makes a longer prefix only after a blank.
        rows = np.flatnonzero(ends)
        longer[rows, last[rows]] = with_blank[rows] + step[last[rows]]
        longer[:, blank] = -np.inf
        stay_blank = both + step[blank]
        stay_label = np.where(ends, with_label + step[last], -np.inf)
        known = {prefix: place for place, prefix in enumerate(prefixes)}
        for place in rows:  # a prefix that is one of the candidates already gets there in two ways
            shorter = known.get(prefixes[place][:-1])
            if shorter is not None:
                label = prefixes[place][-1]
                stay_label[place] = np.logaddexp(stay_label[place], longer[shorter, label])
                longer[shorter, label] = -np.inf
        totals = np.concatenate([np.logaddexp(stay_blank, stay_label), longer.reshape(-1)])
        best = np.argsort(-totals, kind="stable")[:width]
        best = best[totals[best] > -np.inf]
        count, classes = longer.shape
        grown, blanks, labels = [], [], []
        for place in best:
            if place < count:
                grown.append(prefixes[place])
                blanks.append(stay_blank[place])
                labels.append(stay_label[place])
            else:
                row, label = divmod(int(place) - count, classes)
                grown.append((*prefixes[row], label))
                blanks.append(-np.inf)
                labels.append(longer[row, label])
        prefixes, with_blank, with_label = grown, np.array(blanks), np.array(labels)
    return list(zip(prefixes, np.logaddexp(with_blank, with_label).tolist(), strict=True))
