"""Weights of a model layer by layer, and what can be told of an array of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
BINS = 64
_ENOUGH = 2_000_000  # values that a histogram is made of; of more it takes every n-th
# Weights with a column for each unit.
_UNITS_LAST = ("kernel", "pointwise_kernel", "recurrent_kernel", "gamma")
_NOTHING = 1e-12  # beside the largest weight


@dataclass(frozen=True)
class Weight:
    """One array of a layer.

    Args:
        name: Such as "kernel"; with the names of inner layers before it.
        array: The values.
        trainable: Whether training changes it.
    """

    name: str
    array: Array = field(repr=False)
    trainable: bool = True


@dataclass(frozen=True)
class Weights:
    """All weights of a model.

    Args:
        title: Where they come from, for people.
        layers: The weights of each layer by its name; layers without any are left out.
        metadata: What the file says besides, such as class names.
    """

    title: str
    layers: Mapping[str, tuple[Weight, ...]]
    metadata: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def of_model(cls, model: Any, title: str, metadata: Mapping[str, Any] | None = None) -> Weights:
        """Take the weights of a model.

        Args:
            model: A built model.
            title: Where it comes from.
            metadata: What its file says besides.
        """
        layers = {
            layer.name: tuple(
                Weight(_name(variable, layer.name), np.array(variable), bool(variable.trainable))
                for variable in layer.weights
            )
            for layer in model.layers
        }
        return cls(title, {name: weights for name, weights in layers.items() if weights}, metadata or {})

    @classmethod
    def of_drawing(cls, project: Mapping[str, Any], title: str) -> Weights:
        """Make the weights that a training of a drawing begins with.

        Args:
            project: The project file's JSON.
            title: What to call it.

        Raises:
            LayerloomError: If the network cannot be built; one sentence.
        """
        from layerloom.random import start_thread_stream
        from layerloom_studio.runs.job import Job

        job = Job.from_project(project)
        start_thread_stream(job.seed)
        return cls.of_model(job.model(), title)

    @classmethod
    def of_file(cls, path: Path, title: str) -> Weights:
        """Read a model that this program wrote.

        Raises:
            FileFormatError: If it cannot be read.
        """
        from layerloom.saving import read_metadata
        from layerloom_studio.runs.networks import model_of

        return cls.of_model(model_of(path, compile=False), title, read_metadata(path))


@dataclass(frozen=True)
class Facts:
    """What is known of an array.

    Args:
        mean: Of its values, as the next three; NaN where it has none or they are no numbers.
        deviation: Standard deviation.
        lowest: Smallest value.
        highest: Largest value.
        counts: Of the histogram, `BINS` of them; empty for no numbers.
        edges: Its borders, one more.
        zeros: How many values are exactly 0.
        broken: How many are no finite numbers.
        units: How many units it feeds, where each has weights of its own; 0 where that is not known.
        dead: How many of them have no weight but 0, so that their input cannot reach their output.
    """

    mean: float
    deviation: float
    lowest: float
    highest: float
    counts: Array
    edges: Array
    zeros: int = 0
    broken: int = 0
    units: int = 0
    dead: int = 0


def weight_names(model: Any) -> dict[int, str]:
    """Name all variables of a model by layer and weight, such as "dense/kernel"; keys are their `id`."""
    return {
        id(variable): f"{layer.name}/{_name(variable, layer.name)}"
        for layer in model.layers
        for variable in layer.weights
    }


def look_at(weight: Weight) -> Facts:
    """Compute what is known of a weight; for many millions of values this takes a second."""
    array = weight.array
    empty = np.empty(0)
    if array.dtype.kind not in "fiub" or not array.size:
        nan = float("nan")
        return Facts(nan, nan, nan, nan, empty, empty)
    values = array.reshape(-1)
    finite = values if array.dtype.kind != "f" else values[np.isfinite(values)]
    broken = values.size - finite.size
    if not finite.size:
        nan = float("nan")
        return Facts(nan, nan, nan, nan, empty, empty, broken=broken)
    lowest, highest = float(finite.min()), float(finite.max())
    sample = finite[:: max(1, finite.size // _ENOUGH)].astype(np.float64)
    counts, edges = np.histogram(sample, bins=BINS, range=(lowest, highest) if highest > lowest else None)
    units, dead = _dead_units(weight)
    return Facts(
        float(finite.mean(dtype=np.float64)),
        float(finite.std(dtype=np.float64)),
        lowest,
        highest,
        counts,
        edges,
        int(np.count_nonzero(finite == 0)),
        broken,
        units,
        dead,
    )


def _dead_units(weight: Weight) -> tuple[int, int]:
    """Count units, and those whose weights are all 0, as pruning or a strong L1 leaves them."""
    array = weight.array
    if weight.name.rpartition("/")[2] not in _UNITS_LAST or array.dtype.kind != "f" or not array.ndim:
        return 0, 0
    largest = np.abs(array.reshape(-1, array.shape[-1])).max(axis=0)
    return array.shape[-1], int(np.count_nonzero(largest <= _NOTHING * max(1.0, float(largest.max()))))


def _name(variable: Any, layer: str) -> str:
    path = str(getattr(variable, "path", "") or variable.name)
    inside = path.partition(f"{layer}/")[2]
    return (inside or path).removesuffix(":0")
