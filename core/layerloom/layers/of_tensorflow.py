"""Functions of TensorFlow without a counterpart among Keras's operations, as layers.

They are here for files of tf.keras that call these functions; the palette does not offer them.
"""

from __future__ import annotations

from typing import Any, Literal

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import PositiveInt
from layerloom.layers.layer import Layer
from layerloom.ops.rare import rare_function
from layerloom.ops.suppression import best_boxes, best_boxes_of_classes

__all__ = [
    "TensorFlowCombinedSuppression",
    "TensorFlowFunction",
    "TensorFlowResize",
    "TensorFlowSuppression",
]


@register("layer")
class TensorFlowFunction(Layer):
    """A function of ``tf.math`` or ``tf.linalg`` on one tensor or several; no gradient flows through it.

    Args:
        function: Its name.
    """

    def __init__(
        self,
        function: Literal["betainc", "expm", "igamma", "igammac", "polygamma", "sqrtm", "zeta"],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.function = function

    def call(self, inputs: Any) -> Any:
        """Returns what the function gives for its arguments, a list of tensors."""
        tensors = inputs if isinstance(inputs, (list, tuple)) else [inputs]
        return rare_function(*tensors, name=self.function)


@register("layer")
class TensorFlowResize(Layer):
    """Brings pictures to the size of others, whatever it is: ``tf.image.resize(x, tf.shape(y)[1:3])``.

    Args:
        interpolation: How colours between pixels are found, as ``ops.image.resize`` names the ways.
        antialias: Whether pictures that become smaller are smoothed.
    """

    def __init__(self, interpolation: str = "bilinear", antialias: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.interpolation = interpolation
        self.antialias = antialias

    def call(self, inputs: Any) -> Any:
        """Returns the first pictures (samples, rows, columns, channels) in the size of the second ones."""
        pictures, like = inputs
        size = tuple(like.shape[1:3])
        return ops.image.resize(
            pictures, size, self.interpolation, self.antialias, data_format="channels_last"
        )

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Samples and channels of the first pictures, rows and columns of the second ones."""
        pictures, like = input_shape
        return (pictures[0], *like[1:3], pictures[3])


@register("layer")
class TensorFlowSuppression(Layer):
    """Which of a picture's boxes stay when those that overlap a better one go: ``tf.image.non_max_suppression``.

    Args:
        max_output_size: How many may stay.
        iou_threshold: Above which share of overlap the worse of two boxes goes.
        score_threshold: Boxes that are not better than this go; ``None`` keeps all.
    """

    def __init__(
        self,
        max_output_size: PositiveInt,
        iou_threshold: float = 0.5,
        score_threshold: float | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.max_output_size = max_output_size
        self.iou_threshold = iou_threshold
        self.score_threshold = score_threshold

    def call(self, inputs: Any) -> Any:
        """Returns the places (kept,) of the boxes that stay, for boxes (boxes, 4) and scores (boxes,)."""
        least = float("-inf") if self.score_threshold is None else self.score_threshold
        boxes, scores = inputs
        return best_boxes(boxes, scores, count=self.max_output_size, overlap=self.iou_threshold, least=least)


@register("layer")
class TensorFlowCombinedSuppression(Layer):
    """The best boxes of each sample and class: ``tf.image.combined_non_max_suppression``.

    Args:
        max_output_size_per_class: How many boxes of a class may stay.
        max_total_size: How many of all classes.
        iou_threshold: Above which share of overlap the worse of two boxes of a class goes.
        score_threshold: Boxes that are not better than this go; ``None`` keeps all.
        pad_per_class: Whether the result has no more places than all classes can fill.
        clip_boxes: Whether corners outside 0 to 1 are moved there.
    """

    def __init__(
        self,
        max_output_size_per_class: PositiveInt,
        max_total_size: PositiveInt,
        iou_threshold: float = 0.5,
        score_threshold: float | None = None,
        pad_per_class: bool = False,
        clip_boxes: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.max_output_size_per_class = max_output_size_per_class
        self.max_total_size = max_total_size
        self.iou_threshold = iou_threshold
        self.score_threshold = score_threshold
        self.pad_per_class = pad_per_class
        self.clip_boxes = clip_boxes

    def call(self, inputs: Any) -> Any:
        """Returns boxes, scores and classes, with zeros behind the last one, and how many there are.

        Args:
            inputs: Boxes (samples, boxes, 1 or classes, 4) and scores (samples, boxes, classes).
        """
        boxes, scores = inputs
        return best_boxes_of_classes(
            boxes,
            scores,
            count=self.max_output_size_per_class,
            total=self.max_total_size,
            overlap=self.iou_threshold,
            least=float("-inf") if self.score_threshold is None else self.score_threshold,
            pad=self.pad_per_class,
            clip=self.clip_boxes,
        )
