"""What runs are compared by: their settings as flat text, and the best value of each metric."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from layerloom.declaration import registry
from layerloom.naming import to_snake_case
from layerloom_studio.runs.job import Job
from layerloom_studio.training.record import RATES

_PLAIN = (
    *("loss", "batch_size", "epochs", "steps_per_epoch", "validation_steps"),
    *("shuffle", "balance_classes", "seed"),
)
_RISING = {"acc", "fbeta_score", "iou", "mean_iou"}  # as logs call them besides the names of their classes
_LONGEST = 60  # letters of a value


def settings_of(job: Job) -> dict[str, str]:
    """Return everything that a run was asked for, one text for each setting.

    Settings of an optimizer, a callback or a layer stand under its name and theirs, as in `optimizer.learning_rate` or
    `conv_1.filters`.
    """
    found: dict[str, Any] = {name: getattr(job, name) for name in _PLAIN}
    found["metrics"] = list(job.metrics)
    found |= _of_object("optimizer", job.optimizer)
    for name, values in (("output_losses", job.output_losses), ("loss_weights", job.loss_weights)):
        found |= {f"{name}.{key}": value for key, value in values.items()}
    found |= {f"data.{key}": value for key, value in _flat(job.data).items()}
    for item in job.callbacks:
        found |= _of_object(item["class_name"], item)
    found |= _of_layers(job.architecture)
    return {key: _text(value) for key, value in found.items() if value not in (None, {}, [])}


def differing(all_settings: Sequence[Mapping[str, str]]) -> list[str]:
    """Return the settings that are not the same in all runs, in the order in which they come up."""
    names = dict.fromkeys(name for settings in all_settings for name in settings)
    return [name for name in names if len({settings.get(name) for settings in all_settings}) > 1]


def best_values(epochs: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Return the best value of every metric over the epochs; which way is better follows from its name.

    A learning rate is no metric: none is better than another.
    """
    best: dict[str, float] = {}
    for logs in epochs:
        for name, value in logs.items():
            if name in RATES or not math.isfinite(value):
                continue
            if name not in best or (value > best[name] if rises(name) else value < best[name]):
                best[name] = value
    return best


@cache
def rises(metric: str) -> bool:
    """Whether larger values of a metric are better ones; of one that is not known, smaller ones are, as of a loss.

    Args:
        metric: Its name in the logs: `val_` and the name of an output may stand before it, a number behind it.
    """
    words = re.sub(r"_\d+$", "", metric).split("_")
    known = {
        to_snake_case(entry.name)
        for entry in registry.entries("metric")
        if getattr(entry.target, "_direction", None) == "up"
    }
    return any("_".join(words[start:]) in known | _RISING for start in range(len(words)))


def _of_object(name: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        return {name: value}
    config = value.get("config") or {}
    own = {name: value.get("class_name")}
    return own | {f"{name}.{key}": item for key, item in config.items() if key != "name"}


def _of_layers(architecture: Mapping[str, Any]) -> dict[str, Any]:
    config = architecture.get("config")
    layers = config.get("layers") if isinstance(config, Mapping) else None
    found: dict[str, Any] = {}
    for layer in layers if isinstance(layers, list) else ():
        settings = layer.get("config") or {}
        name = settings.get("name", layer.get("class_name"))
        found[str(name)] = layer.get("class_name")
        found |= {
            f"{name}.{key}": value
            for key, value in settings.items()
            if key not in ("name", "dtype", "layers")
        }
    return found


def _flat(values: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            found |= _flat(value, f"{above}{key}.")
        else:
            found[f"{above}{key}"] = value
    return found


def _text(value: Any) -> str:
    if isinstance(value, Mapping) and "class_name" in value:
        config = value.get("config") or {}
        inner = ", ".join(f"{key}={_text(item)}" for key, item in config.items() if item is not None)
        return f"{value['class_name']}({inner})"[:_LONGEST]
    if isinstance(value, str):
        return value if len(value) <= _LONGEST else "…" + value[1 - _LONGEST :]
    if isinstance(value, float):
        return f"{value:.6g}"
    return json.dumps(value, ensure_ascii=False, default=str)[:_LONGEST]
