"""Why a loss became no number, in a sentence, and which settings would keep it one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from layerloom_studio.language import tr

_ADAM = {"class_name": "Adam", "config": {"learning_rate": 0.001}}
_CAREFUL = ("adam", "adamw", "adamax", "nadam", "rmsprop", "adagrad", "adadelta", "lion", "lamb")
_USUAL_RATE = 0.001
_LARGE = 5.0  # beyond, values are far from what weights and activations have
_CLIPS = ("clipnorm", "global_clipnorm", "clipvalue")


@dataclass(frozen=True)
class Remedy:
    """Settings that would help.

    Args:
        title: What is done, for people.
        optimizer: In place of that of the training.
    """

    title: str
    optimizer: Mapping[str, Any]


def remedies(optimizer: Any) -> list[Remedy]:
    """Return what can be tried when a loss has become no number, the likeliest help first.

    Args:
        optimizer: Of the training, name or `{"class_name", "config"}`.
    """
    name, config = _read(optimizer)
    found = []
    if name.lower() not in _CAREFUL:
        found.append(Remedy(tr("Use Adam"), _ADAM))
    rate = config.get("learning_rate", 0.01 if name.lower() == "sgd" else _USUAL_RATE)
    if isinstance(rate, (int, float)) and rate > 0:
        smaller = _USUAL_RATE if rate > 10 * _USUAL_RATE else float(f"{rate / 10:.1g}")
        title = tr("Learning rate {rate}", rate=f"{smaller:g}")
        found.append(Remedy(title, {"class_name": name, "config": {**config, "learning_rate": smaller}}))
    if not any(config.get(key) for key in _CLIPS):
        changed = {**config, "clipnorm": 1.0}
        found.append(Remedy(tr("Limit the gradients"), {"class_name": name, "config": changed}))
    return found


def cause(optimizer: Any, x: Any, y: Any, model: Any) -> str:
    """Say what most likely made a loss no number, and what helps.

    Args:
        optimizer: Of the training.
        x: Inputs of the training, an array or a list of them.
        y: Targets, likewise.
        model: As it was left.

    Returns:
        One or two sentences.
    """
    for parts, what in ((_parts(x), tr("inputs")), (_parts(y), tr("targets"))):
        count = sum(int((~np.isfinite(part)).sum()) for part in parts)
        if count:
            return tr("{count:,} values of the {what} are no numbers: mend the data.", count=count, what=what)
    name, config = _read(optimizer)
    rate = config.get("learning_rate")
    steps = name if not isinstance(rate, (int, float)) else tr("{name} at {rate:g}", name=name, rate=rate)
    layer = _first_broken(model)
    at = tr(" The first layer without numbers is {layer!r}.", layer=layer) if layer else ""
    for parts, what in ((_parts(y), tr("values to learn")), (_parts(x), tr("inputs"))):
        lowest, highest = _range(parts)
        if max(-lowest, highest) > _LARGE:
            return (
                tr(
                    "The {what} go from {low:.4g} to {high:.4g}, and so the steps of {steps} are too long.",
                    what=what,
                    low=lowest,
                    high=highest,
                    steps=steps,
                )
                + at
            )
    return tr("The steps of {steps} are too long.", steps=steps) + at


def _read(optimizer: Any) -> tuple[str, dict[str, Any]]:
    if isinstance(optimizer, Mapping):
        return str(optimizer.get("class_name")), dict(optimizer.get("config") or {})
    return str(optimizer), {}


def _parts(values: Any) -> Sequence[Any]:
    arrays = values if isinstance(values, (list, tuple)) else [values]
    return [np.asarray(part) for part in arrays if np.asarray(part).dtype.kind == "f"]


def _range(parts: Sequence[Any]) -> tuple[float, float]:
    sized = [part for part in parts if part.size]
    if not sized:
        return 0.0, 0.0
    return min(float(part.min()) for part in sized), max(float(part.max()) for part in sized)


def _first_broken(model: Any) -> str:
    for layer in model.layers:
        if any(not np.isfinite(weight).all() for weight in layer.get_weights() if weight.dtype.kind == "f"):
            return str(layer.name)
    return ""
