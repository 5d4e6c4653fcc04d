"""The network as a file of Keras or ONNX, with what it has learned so far."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from layerloom_studio.language import tr
from layerloom_studio.runs.networks import network_of
from layerloom_studio.runs.weights import Weights


def missing_package() -> str:
    """Say what has to be installed before an ONNX file can be written; empty if nothing has."""
    if importlib.util.find_spec("onnx") is not None:
        return ""
    return tr(
        'ONNX files need the package "onnx": install it by  pip install "layerloom[onnx]"  and start again.'
    )


def write_model(
    architecture: Mapping[str, Any], path: Path, learned: Callable[[], Weights] | None = None
) -> str:
    """Write the network as it predicts.

    Args:
        architecture: The network as Keras JSON data.
        path: The file, in the form of its ending: .keras, .h5, .weights.h5, .onnx…
        learned: Reads the weights that there are for it; without any, those of a new model are written.

    Returns:
        One sentence that tells whose weights are in the file.

    Raises:
        LayerloomError: If the network cannot be built or said in that form, or the file cannot be written.
    """
    from layerloom.models.formats import write_any

    model = network_of(json.dumps(architecture))
    weights = learned() if learned is not None else None
    wanted, taken = 0, 0
    for layer in model.layers:
        have = layer.weights
        if not have:
            continue
        wanted += 1
        known = [item.array for item in weights.layers.get(layer.name, ())] if weights is not None else []
        if [array.shape for array in known] == [weight.shape for weight in have]:
            layer.set_weights(known)
            taken += 1
    write_any(model, path, None if weights is None else weights.metadata)
    if not wanted:
        return tr("Exported {name}.", name=path.name)
    if weights is None or not taken:
        return tr("Exported {name} with new weights: the network has not been trained yet.", name=path.name)
    if taken < wanted:
        return tr(
            "Exported {name} with the weights of {title} for {taken} of {wanted} layers; the others are new.",
            name=path.name,
            title=weights.title,
            taken=taken,
            wanted=wanted,
        )
    return tr("Exported {name} with the weights of {title}.", name=path.name, title=weights.title)
