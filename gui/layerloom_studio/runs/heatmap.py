"""Heat maps: which parts of a picture speak for a class, by Grad-CAM (Selvaraju et al., 2017)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom import GradientTape, ops
from layerloom.errors import LayerloomError
from layerloom.models import Model
from layerloom_studio.language import tr

Array = NDArray[Any]


def heat_layers(model: Any) -> list[str]:
    """Return the layers whose maps can be weighed, the last one first: those with several places and channels."""
    found = []
    for layer in reversed(model.layers):
        shape = getattr(getattr(layer, "output", None), "shape", None) if _has_output(layer) else None
        if (
            shape is not None
            and len(shape) == 4
            and shape[3] is not None
            and _places(shape)
            and not _is_input(layer)
        ):
            found.append(layer.name)
    return found


def heat_map(model: Any, values: Array, unit: int, layer: str = "") -> Array:
    """Return how much each place of a layer's maps speaks for a class.

    The maps are weighed by the mean gradient of the class's score, and what speaks against it is left out.

    Args:
        model: Built, with one picture as its input.
        values: One picture as the model takes it, shape (height, width, channels).
        unit: Place of the class; of a single output, 0 means the other class.
        layer: Name of the layer; by default the last one with maps.

    Returns:
        Shape (rows, columns) of the layer's maps, 0 to 1.

    Raises:
        LayerloomError: If no layer has maps, or nothing can be derived.
    """
    names = heat_layers(model)
    if not names or (layer and layer not in names):
        raise LayerloomError(
            tr("The network has no layer with maps that a heat map could be made of, such as a Conv2D.")
        )
    chosen = model.get_layer(layer or names[0])
    both: Any = Model(model.inputs, [chosen.output, model.outputs[0]])
    shape = both.inputs[0].shape[1:]
    given = values.reshape(1, *(values.shape if None in shape else shape)).astype(np.float32)
    with GradientTape() as tape:
        maps, scores = both(ops.convert_to_tensor(given), training=False)
        tape.watch(maps)
        count = int(scores.shape[-1])
        score = scores[0, min(unit, count - 1)]
        if count == 1 and unit == 0:
            score = -score
    slopes = tape.gradient(score, maps)
    if slopes is None:
        raise LayerloomError(
            tr("The score of a class does not depend on the maps of {layer}.", layer=chosen.name)
        )
    weights = np.asarray(slopes).mean(axis=(0, 1, 2))
    heat: Array = np.maximum((np.asarray(maps)[0] * weights).sum(axis=-1), 0.0)
    top = float(heat.max())
    return heat / top if top > 0 else heat


def _has_output(layer: Any) -> bool:
    try:
        return layer.output is not None and not isinstance(layer.output, (list, tuple, dict))
    except (AttributeError, ValueError, LayerloomError):
        return False


def _places(shape: Any) -> bool:
    return all(size is None or size > 1 for size in shape[1:3])


def _is_input(layer: Any) -> bool:
    return type(layer).__name__ == "InputLayer"
