"""A series of trainings: one job again and again with other values of some settings."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from layerloom.declaration import registry
from layerloom.errors import LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.runs.job import Job

MOST = 100  # trainings in a series
_LAYER_SETTINGS = ("units", "filters", "rate", "kernel_size", "pool_size", "activation")
_RATE = "optimizer.learning_rate"


@dataclass(frozen=True)
class Variation:
    """A setting with the values that it shall have.

    Args:
        key: As `variable` names it.
        values: One for each training.
    """

    key: str
    values: tuple[Any, ...]


def variable(job: Job) -> dict[str, str]:
    """Return the settings of a job that can be varied, each with values that may be tried."""
    rate = _config(job.optimizer).get("learning_rate", 0.001)
    found = {
        _RATE: ", ".join(f"{rate * factor:g}" for factor in (0.1, 1, 10))
        if _is_number(rate)
        else "0.001, 0.01",
        "optimizer": "SGD, RMSprop, Adam",
        "batch_size": ", ".join(
            str(max(1, size)) for size in (job.batch_size // 2, job.batch_size, 2 * job.batch_size)
        ),
        "epochs": f"{job.epochs}, {2 * job.epochs}",
        "seed": ", ".join(str(job.seed + number) for number in range(3)),
    }
    for layer in _layers(job.architecture):
        config = layer.get("config") or {}
        for key in _LAYER_SETTINGS:
            value = config.get(key)
            if key in config and (_is_number(value) or isinstance(value, str)):
                found[f"{config.get('name')}.{key}"] = _suggestion(value)
    return found


def read_values(text: str) -> tuple[Any, ...]:
    """Read values with commas between them; numbers become numbers.

    Raises:
        LayerloomError: If there are none.
    """
    words = [word.strip() for word in text.split(",") if word.strip()]
    if not words:
        raise LayerloomError(tr("Type the values to try, with commas between them, such as 0.1, 0.01."))
    return tuple(_value(word) for word in words)


def vary(job: Job, variations: Sequence[Variation]) -> list[Job]:
    """Return a job for each combination of the values, named by them.

    Raises:
        LayerloomError: If a setting cannot have a value, or there are too many combinations.
    """
    combinations = list(itertools.product(*(variation.values for variation in variations)))
    if len(combinations) > MOST:
        raise LayerloomError(
            tr(
                "These are {count} trainings, more than {most}: try fewer values.",
                count=len(combinations),
                most=MOST,
            )
        )
    made = []
    for values in combinations:
        changed, words = job, []
        for variation, value in zip(variations, values, strict=True):
            changed = _with(changed, variation.key, value)
            words.append(f"{variation.key.rpartition('.')[2]} {value}")
        made.append(replace(changed, name=", ".join([job.name, *words])))
    return made


def _with(job: Job, key: str, value: Any) -> Job:
    if key == _RATE:
        config = {**_config(job.optimizer), "learning_rate": _number(key, value)}
        return replace(job, optimizer={"class_name": _class(job.optimizer), "config": config})
    if key == "optimizer":
        if registry.find("optimizer", str(value)) is None:
            raise LayerloomError(tr("There is no optimizer called {name!r}.", name=str(value)))
        rate = _config(job.optimizer).get("learning_rate")
        return replace(
            job,
            optimizer={"class_name": str(value), "config": {} if rate is None else {"learning_rate": rate}},
        )
    if key in ("batch_size", "epochs", "seed"):
        change: Callable[..., Job] = replace
        return change(job, **{key: value})  # a job refuses what it cannot have
    name, _, setting = key.rpartition(".")
    architecture = copy.deepcopy(dict(job.architecture))
    for layer in _layers(architecture):
        if (layer.get("config") or {}).get("name") == name:
            layer["config"][setting] = value
    return replace(job, architecture=architecture)


def _layers(architecture: Mapping[str, Any]) -> list[dict[str, Any]]:
    config = architecture.get("config")
    layers = config.get("layers") if isinstance(config, Mapping) else None
    return [layer for layer in layers if isinstance(layer, dict)] if isinstance(layers, list) else []


def _config(value: Any) -> dict[str, Any]:
    return dict(value.get("config") or {}) if isinstance(value, Mapping) else {}


def _class(value: Any) -> str:
    return str(value["class_name"] if isinstance(value, Mapping) else value)


def _number(key: str, value: Any) -> float:
    if not _is_number(value) or value < 0:
        raise LayerloomError(tr("{key} must be a number from 0 up, got {value!r}.", key=key, value=value))
    return float(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _suggestion(value: Any) -> str:
    if isinstance(value, str):
        return "relu, tanh, sigmoid"
    if isinstance(value, float):
        return ", ".join(f"{item:g}" for item in (value / 2, value, min(0.9, value * 1.5)))
    return ", ".join(str(max(1, round(value * factor))) for factor in (0.5, 1, 2))


def _value(word: str) -> Any:
    for kind in (int, float):
        try:
            return kind(word)
        except ValueError:
            continue
    return word
