"""Job: everything a training run needs, as plain data that any machine can carry out."""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.runs.networks import network_of

VERSION = 1
_LEAST = {
    "epochs": 1,
    "batch_size": 1,
    "seed": 0,
    "steps_per_epoch": 1,
    "validation_steps": 1,
    "workers": 0,
    "max_queue_size": 1,
}
_OPEN = ("steps_per_epoch", "validation_steps")  # None is for all that there is
ARCHITECTURE_KEYS = ("module", "class_name", "config", "registered_name", "build_config")


@dataclass(frozen=True)
class Job:
    """A training run as it was ordered. It holds JSON data only, and nobody changes it afterwards.

    Args:
        architecture: Keras architecture JSON.
        data: Data reference, see `layerloom_studio.runs.data`.
        loss: Name or `{"class_name", "config"}`.
        output_losses: Of some outputs of several, by their names, in place of `loss`.
        loss_weights: How much the losses of outputs count, by their names; 1 where nothing is said.
        balance_classes: Whether samples of rare classes count as much more as they are rarer.
        optimizer: Likewise.
        metrics: Names or configs.
        callbacks: Callbacks as `{"class_name", "config"}`.
        epochs: How often to go through the data.
        batch_size: Samples per step.
        steps_per_epoch: Batches of an epoch; None for as many as the data have.
        validation_steps: Batches that are validated with; None for all.
        workers: Threads that change pictures for the batches to come; 0 changes them when they are needed.
        max_queue_size: Batches that may be ready.
        histograms: Whether histograms of weights and gradients are kept after every epoch.
        shuffle: Whether every epoch has an order of its own.
        seed: Start of all random numbers.
        name: What people call it.
    """

    architecture: Mapping[str, Any]
    data: Mapping[str, Any]
    loss: Any = "sparse_categorical_crossentropy"
    output_losses: Mapping[str, Any] = field(default_factory=dict)
    loss_weights: Mapping[str, float] = field(default_factory=dict)
    balance_classes: bool = False
    optimizer: Any = "adam"
    metrics: tuple[Any, ...] = ("accuracy",)
    callbacks: tuple[Mapping[str, Any], ...] = ()
    epochs: int = 20
    batch_size: int = 32
    steps_per_epoch: int | None = None
    validation_steps: int | None = None
    workers: int = 1
    max_queue_size: int = 8
    histograms: bool = False
    shuffle: bool = True
    seed: int = 0
    name: str = field(default="model")

    def __post_init__(self) -> None:
        """Refuse settings that no training could follow.

        Raises:
            LayerloomError: If a value has the wrong type or size; one sentence that names it.
        """
        for name, part in (("architecture", self.architecture), ("data", self.data)):
            if not isinstance(part, Mapping):
                raise LayerloomError(
                    tr(
                        "The job's {part} must be a mapping, got {kind}.",
                        part=name,
                        kind=type(part).__name__,
                    )
                )
        for name, lowest in _LEAST.items():
            value = getattr(self, name)
            if value is None and name in _OPEN:
                continue
            if isinstance(value, bool) or not isinstance(value, int) or value < lowest:
                raise LayerloomError(
                    tr(
                        "The training's {name} must be a whole number from {lowest} up, got {value!r}.",
                        name=name,
                        lowest=lowest,
                        value=value,
                    )
                )
        if not isinstance(self.metrics, tuple) or not isinstance(self.callbacks, tuple):
            raise LayerloomError(tr("The training's metrics and callbacks must be lists."))
        for item in self.callbacks:
            if not isinstance(item, Mapping) or not isinstance(item.get("class_name"), str):
                raise LayerloomError(
                    tr("A callback must have a class_name and a config, got {item!r:.80}.", item=item)
                )
        for name, weight in self.loss_weights.items():
            if isinstance(weight, bool) or not isinstance(weight, (int, float)) or not 0 <= weight < math.inf:
                raise LayerloomError(
                    tr(
                        "The loss of {name!r} must count by a number from 0 up, got {value!r}.",
                        name=name,
                        value=weight,
                    )
                )
        if not self.loss:
            raise LayerloomError(tr("The training has no loss: choose one, for example mse."))

    @classmethod
    def from_project(cls, project: Mapping[str, Any]) -> Job:
        """Take a snapshot of a project.

        Args:
            project: The project file's JSON.

        Returns:
            The job; what the project does not say has its default.

        Raises:
            LayerloomError: If the settings cannot be followed.
        """
        if "config" not in project:
            raise LayerloomError(tr("The project holds no model: its JSON has no key 'config'."))
        project = copy.deepcopy(dict(project))
        config, training = project["config"], project.get("training") or {}
        name = config.get("name") if isinstance(config, Mapping) else None
        return cls._read(
            {
                **training,
                "name": name or "model",
                "architecture": {key: project[key] for key in ARCHITECTURE_KEYS if key in project},
                "data": _data(project.get("data")),
                "callbacks": project.get("callbacks") or [],
            }
        )

    @classmethod
    def from_json(cls, data: Any) -> Job:
        """Read what `to_json` wrote.

        Raises:
            LayerloomError: If it is no job, or one of a newer program.
        """
        if not isinstance(data, Mapping) or not {"version", "architecture", "data"} <= data.keys():
            raise LayerloomError(tr("This is no job: the keys version, architecture and data are needed."))
        if not isinstance(data["version"], int) or data["version"] > VERSION:
            raise LayerloomError(
                tr("A newer version of Layerloom wrote this job: update Layerloom to run it.")
            )
        return cls._read(copy.deepcopy(dict(data)))

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return {
            "version": VERSION,
            "name": self.name,
            "seed": self.seed,
            "epochs": self.epochs,
            "batch_size": self.batch_size,
            "steps_per_epoch": self.steps_per_epoch,
            "validation_steps": self.validation_steps,
            "workers": self.workers,
            "max_queue_size": self.max_queue_size,
            "histograms": self.histograms,
            "shuffle": self.shuffle,
            "loss": self.loss,
            "output_losses": dict(self.output_losses),
            "loss_weights": dict(self.loss_weights),
            "balance_classes": self.balance_classes,
            "optimizer": self.optimizer,
            "metrics": list(self.metrics),
            "data": dict(self.data),
            "callbacks": [dict(item) for item in self.callbacks],
            "architecture": dict(self.architecture),
        }

    def with_epochs(self, epochs: int) -> Job:
        """Return the same job with another number of epochs."""
        return replace(self, epochs=epochs)

    def model(self) -> Any:
        """Build the network, with new weights from the stream of random numbers that the caller has started.

        Raises:
            LayerloomError: If it cannot be built; one sentence.
        """
        return network_of(json.dumps(self.architecture))

    @classmethod
    def _read(cls, values: dict[str, Any]) -> Job:
        known = {key: value for key, value in values.items() if key in cls.__dataclass_fields__}
        for name in ("metrics", "callbacks"):
            if isinstance(known.get(name), list):
                known[name] = tuple(known[name])
        for name in ("output_losses", "loss_weights"):
            if not isinstance(known.get(name), Mapping):
                known.pop(name, None)
        for name in ("balance_classes", "histograms"):
            known[name] = known.get(name) is True
        return cls(**known)


def _data(settings: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the reference to the data; who trains with those that were merely assumed has chosen them."""
    return {key: value for key, value in (settings or {"source": "digits"}).items() if key != "assumed"}
