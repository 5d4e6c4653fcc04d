"""ModelCard: what a model needs to be used besides its layers; kept in its .h5 file, where Keras ignores it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from layerloom.errors import LayerloomError
from layerloom.saving import read_metadata
from layerloom.saving.labels import with_labels
from layerloom_studio.language import tr
from layerloom_studio.runs.data import LoadedData, Scaling
from layerloom_studio.runs.imaging import Fitting

VERSION = 1


@dataclass(frozen=True)
class ModelCard:
    """How to feed a model and how to read its answer.

    Args:
        classes: Names of the classes, in the order of the output units; empty if unknown or none.
        fitting: How images become inputs, if it takes images.
        scaling: How the columns of a table do, if it takes tables.
        data: What it was trained with, for people.
        features: Names of the columns of a table; a word of a column stands behind it, as in `place = town`.
        targets: What it was trained to tell, by name, with the names of its classes; values have none.
        other_scalings: How the columns of further tables do, by the names of the inputs.
    """

    classes: tuple[str, ...] = ()
    fitting: Fitting | None = None
    scaling: Scaling | None = None
    data: str = ""
    features: tuple[str, ...] = ()
    targets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    other_scalings: Mapping[str, Scaling] = field(default_factory=dict)

    @classmethod
    def for_data(cls, data: LoadedData) -> ModelCard:
        """Describe a model that is trained with these data."""
        samples = int((~data.validation).sum())
        return cls(
            data.classes,
            data.fitting,
            data.scaling,
            tr("{title}, {samples:,} samples", title=data.title, samples=samples),
            data.features if data.x.ndim == 2 else (),
            {name: target.classes for name, target in data.labelled.items()},
            data.other_scalings,
        )

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ModelCard:
        """Read what `to_json` wrote; what makes no sense is left out.

        A card is a help and no condition: a model with a damaged one can still be used.
        """
        told = data.get("data")
        return cls(
            _texts(data.get("classes")),
            _fitting(data.get("fitting")),
            _scaling(data.get("scaling")),
            told[:200] if isinstance(told, str) else "",
            _texts(data.get("features")),
            {str(name): _texts(classes) for name, classes in _items(data.get("targets"))},
            {
                str(name): scaling
                for name, value in _items(data.get("other_scalings"))
                if (scaling := _scaling(value)) is not None
            },
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON data."""
        data: dict[str, Any] = {"version": VERSION, "classes": list(self.classes)}
        if self.fitting is not None:
            data["fitting"] = self.fitting.to_dict()
        if self.scaling is not None:
            data["scaling"] = asdict(self.scaling)
        if self.data:
            data["data"] = self.data
        if self.features:
            data["features"] = list(self.features)
        if self.targets:
            data["targets"] = {name: list(classes) for name, classes in self.targets.items()}
        if self.other_scalings:
            data["other_scalings"] = {name: asdict(item) for name, item in self.other_scalings.items()}
        return data


def read_card(path: str | os.PathLike[str]) -> ModelCard:
    """Read the card of a model file.

    Args:
        path: An .h5 file, of ours or of anyone.

    Returns:
        The card; an empty one where the file has none.

    Raises:
        FileFormatError: If it is no readable HDF5 file.
    """
    return find_card(path, read_metadata(path))


def find_card(path: str | os.PathLike[str], metadata: Mapping[str, Any]) -> ModelCard:
    """Return the card of a model file with what lies beside it.

    A `labels.txt`, as Teachable Machine writes it, tells the classes of a file that does not tell them itself, and
    that the model was trained on pictures from -1 to 1. It is read here: a regular file of at most a megabyte, of which
    lines of printable text are kept.

    Args:
        path: The model's file.
        metadata: What it says itself.
    """
    return ModelCard.from_json(with_labels(path, metadata))


def _items(value: Any) -> list[tuple[Any, Any]]:
    return list(value.items()) if isinstance(value, Mapping) else []


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) and all(isinstance(item, str) for item in value) else ()


def _fitting(value: Any) -> Fitting | None:
    if not isinstance(value, Mapping):
        return None
    try:
        return Fitting.from_dict(value)
    except LayerloomError:
        return None


def _scaling(value: Any) -> Scaling | None:
    if not isinstance(value, Mapping):
        return None
    try:
        return Scaling(tuple(map(float, value["mean"])), tuple(map(float, value["deviation"])))
    except (KeyError, TypeError, ValueError):
        return None
