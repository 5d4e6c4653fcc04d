"""Non-maximum suppression: the best of boxes that overlap, as detectors of objects end in it."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.ops.composite import composite
from layerloom.tensors import Array, KerasTensor
from layerloom.tensors.tensor import wrap

__all__ = ["best_boxes", "best_boxes_of_classes"]


@composite(shape=lambda boxes, scores, **_: KerasTensor((None,), "int32"))
def best_boxes(boxes: Any, scores: Any, /, count: int, overlap: float, least: float) -> Any:
    """Which boxes stay when those that overlap a better one go, best first.

    Args:
        boxes: Two opposite corners of each box, (boxes, 4), as row, column, row, column.
        scores: How good each box is, (boxes,).
        count: How many may stay.
        overlap: The share, area in common over area together, above which the worse of two boxes goes.
        least: Boxes that are not better than this go, too.

    Returns:
        Their places (kept,), as int32.
    """
    found = _kept(np.asarray(boxes), np.asarray(scores), count, overlap, least)
    return wrap(np.asarray(found, np.int32))


def _shapes(boxes: Any, scores: Any, count: int, total: int, pad: bool, **_: Any) -> tuple[KerasTensor, ...]:
    classes = scores.shape[-1]
    size = min(total, count * classes) if pad and classes is not None else total
    lead = (boxes.shape[0], size)
    parts = [KerasTensor(shape, "float32") for shape in ((*lead, 4), lead, lead)]
    return (*parts, KerasTensor(lead[:1], "int32"))


@composite(shape=_shapes)
def best_boxes_of_classes(
    boxes: Any,
    scores: Any,
    /,
    count: int,
    total: int,
    overlap: float,
    least: float,
    pad: bool = False,
    clip: bool = True,
) -> tuple[Any, ...]:
    """The best boxes of each sample, where only boxes of one class compete.

    Args:
        boxes: (samples, boxes, 1 or classes, 4), with the corners as in :func:`best_boxes`.
        scores: (samples, boxes, classes).
        count: How many boxes of a class may stay.
        total: How many of all classes.
        overlap: As in :func:`best_boxes`.
        least: As in :func:`best_boxes`.
        pad: Whether the result has no more places than all classes can fill.
        clip: Whether corners outside 0 to 1 are moved there.

    Returns:
        The boxes (samples, places, 4), their scores and classes (samples, places), with zeros behind the last one,
        and how many there are (samples,).
    """
    boxes, scores = np.asarray(boxes), np.asarray(scores)
    samples, _, classes = scores.shape
    size = min(total, count * classes) if pad else total
    found = np.zeros((samples, size, 6), "float32")
    valid = np.zeros(samples, "int32")
    for sample in range(samples):
        rows = []
        for kind in range(classes):
            own = boxes[sample, :, kind if boxes.shape[2] > 1 else 0]
            mine = scores[sample, :, kind]
            rows += [(*own[i], mine[i], kind) for i in _kept(own, mine, count, overlap, least)]
        rows.sort(key=lambda row: -row[4])
        valid[sample] = len(rows[:size])
        found[sample, : valid[sample]] = np.reshape(rows[:size], (-1, 6))
    corners = np.clip(found[..., :4], 0, 1) if clip else found[..., :4]
    return tuple(map(wrap, (corners, found[..., 4].copy(), found[..., 5].copy(), valid)))


def _kept(boxes: Array, scores: Array, count: int, overlap: float, least: float) -> list[int]:
    order = np.argsort(-scores, kind="stable")
    kept: list[int] = []
    for place in order[scores[order] > least]:
        if len(kept) >= count:
            break
        if not kept or np.max(_overlaps(boxes[place], boxes[kept])) <= overlap:
            kept.append(int(place))
    return kept


def _overlaps(box: Array, others: Array) -> Array:
    """The share of a box and each of others that both cover; boxes without an area cover nothing."""
    first = np.minimum(box[:2], box[2:]), np.maximum(box[:2], box[2:])
    second = np.minimum(others[:, :2], others[:, 2:]), np.maximum(others[:, :2], others[:, 2:])
    sides = np.minimum(first[1], second[1]) - np.maximum(first[0], second[0])
    common = np.maximum(sides, 0).prod(axis=-1)
    area, areas = (first[1] - first[0]).prod(), (second[1] - second[0]).prod(axis=-1)
    together = np.where((area > 0) & (areas > 0), area + areas - common, np.inf)
    shares: Array = common / together
    return shares
