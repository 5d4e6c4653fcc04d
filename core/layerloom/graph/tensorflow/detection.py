"""TensorFlow's functions behind detectors of objects, as layers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from layerloom.graph.tensorflow.steps import Steps


def _suppression(
    steps: Steps,
    boxes: Any,
    scores: Any,
    max_output_size: int,
    iou_threshold: float = 0.5,
    score_threshold: float = -math.inf,
) -> None:
    settings = {"max_output_size": max_output_size, "iou_threshold": iou_threshold}
    steps.end_with_layer(
        "TensorFlowSuppression", boxes, scores, **settings, score_threshold=_bound(score_threshold)
    )


def _combined_suppression(
    steps: Steps,
    boxes: Any,
    scores: Any,
    max_output_size_per_class: int,
    max_total_size: int,
    iou_threshold: float = 0.5,
    score_threshold: float = -math.inf,
    pad_per_class: bool = False,
    clip_boxes: bool = True,
) -> None:
    sizes = {"max_output_size_per_class": max_output_size_per_class, "max_total_size": max_total_size}
    bounds = {"iou_threshold": iou_threshold, "score_threshold": _bound(score_threshold)}
    steps.end_with_layer(
        "TensorFlowCombinedSuppression",
        boxes,
        scores,
        **sizes,
        **bounds,
        pad_per_class=pad_per_class,
        clip_boxes=clip_boxes,
    )


def _bound(score: float) -> float | None:
    """Returns a bound of scores; JSON has no infinite numbers."""
    return None if score == -math.inf else score


FUNCTIONS: dict[str, Callable[..., None]] = {
    "image.combined_non_max_suppression": _combined_suppression,
    "image.non_max_suppression": _suppression,
}
