"""Heat maps: which parts of a picture speak for a class, by Grad-CAM (Selvaraju et al., 2017)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom import GradientTape, ops
from layerloom.errors import LayerloomError
from layerloom.models import Model
from layerloom_studio.language import tr

Array = NDArray[Any]


def heat_layers(model: Any) -> list[str]:
    """Return the layers whose maps can be weighed, the last one first: those with several places and channels.

    A layer of a network inside the network is told with it: ``base/conv``.
    """
    return list(_with_maps(model))


def heat_map(model: Any, values: Array, unit: int, layer: str = "") -> Array:
    """Return how much each place of a layer's maps speaks for a class.

    The maps are weighed by the mean gradient of the class's score, and what speaks against it is left out.

    Args:
        model: Built, with one picture as its input; no other thread may use it meanwhile.
        values: One picture as the model takes it, shape (height, width, channels).
        unit: Place of the class; of a single output, 0 means the other class.
        layer: One of :func:`heat_layers`; by default the last one with maps.

    Returns:
        Shape (rows, columns) of the layer's maps, 0 to 1.

    Raises:
        LayerloomError: If no layer has maps, or nothing can be derived.
    """
    found = _with_maps(model)
    if not found or (layer and layer not in found):
        raise LayerloomError(
            tr("The network has no layer with maps that a heat map could be made of, such as a Conv2D.")
        )
    chosen = found[layer or next(iter(found))]
    shape = model.inputs[0].shape[1:]
    given = values.reshape(1, *(values.shape if None in shape else shape)).astype(np.float32)
    with GradientTape() as tape, _recorded(chosen, tape) as outputs:
        answers = model(ops.convert_to_tensor(given), training=False)
        scores = answers[0] if isinstance(answers, (list, tuple)) else answers
        count = int(scores.shape[-1])
        score = scores[0, min(unit, count - 1)]
        if count == 1 and unit == 0:
            score = -score
    maps = outputs[-1]
    slopes = tape.gradient(score, maps)
    if slopes is None:
        raise LayerloomError(
            tr("The score of a class does not depend on the maps of {layer}.", layer=chosen.name)
        )
    weights = np.asarray(slopes).mean(axis=(0, 1, 2))
    heat: Array = np.maximum((np.asarray(maps)[0] * weights).sum(axis=-1), 0.0)
    top = float(heat.max())
    return heat / top if top > 0 else heat


def _with_maps(model: Any) -> dict[str, Any]:
    """Find the layers with maps by their paths, the last one first."""
    found = {}
    for layer in reversed(model.layers):
        if isinstance(layer, Model):
            found.update({f"{layer.name}/{path}": inner for path, inner in _with_maps(layer).items()})
        elif _has_maps(layer):
            found[layer.name] = layer
    return found


@contextmanager
def _recorded(layer: Any, tape: GradientTape) -> Iterator[list[Any]]:
    """Keep what a layer gives, however deep in a network it is called, and have a tape watch it."""
    call, outputs = layer.call, []

    def recording(*args: Any, **kwargs: Any) -> Any:
        output = call(*args, **kwargs)
        tape.watch(output)
        outputs.append(output)
        return output

    layer.call = recording
    try:
        yield outputs
    finally:
        del layer.call


def _has_maps(layer: Any) -> bool:
    shape = getattr(getattr(layer, "output", None), "shape", None) if _has_output(layer) else None
    if shape is None or len(shape) != 4 or shape[3] is None:
        return False
    return _places(shape) and not _is_input(layer)


def _has_output(layer: Any) -> bool:
    try:
        return layer.output is not None and not isinstance(layer.output, (list, tuple, dict))
    except (AttributeError, ValueError, LayerloomError):
        return False


def _places(shape: Any) -> bool:
    return all(size is None or size > 1 for size in shape[1:3])


def _is_input(layer: Any) -> bool:
    return type(layer).__name__ == "InputLayer"
