"""Probe: what every layer of a trained model makes of a sample, and which units answer to no sample at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.errors import LayerloomError
from layerloom.models import Model
from layerloom.random import seed_default_stream
from layerloom_studio.language import tr
from layerloom_studio.runs.card import ModelCard
from layerloom_studio.runs.data import load_data
from layerloom_studio.runs.feeding import model_ports
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.imaging import Fitting, fit_image
from layerloom_studio.runs.job import Job
from layerloom_studio.runs.networks import model_of
from layerloom_studio.runs.preparing import picture_shape, take_inputs

Array = NDArray[Any]
Cancelled = Callable[[], bool]
_SAMPLES = 20_000  # that can be looked at, spread over the data
_FEW = 400  # of a network that has learned nothing yet
_ASKED = 128  # that dead units are looked for with
_LARGEST = 1 << 26  # values of an output for all of them


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Look:
    """What a layer makes of a sample.

    Args:
        layer: Its name.
        sample: Place among the samples of the probe, -1 for a picture from a file.
        label: What the sample is called.
        given: The sample itself, what the model's first input takes.
        output: The layer's output, without the batch.
        units: How many units or channels it has.
        dead: How many of them are 0 for all samples that were tried.
        tried: How many samples that were.
    """

    layer: str
    sample: int
    label: str
    given: Array = field(repr=False)
    output: Array = field(repr=False)
    units: int = 0
    dead: int = 0
    tried: int = 0


class Probe:
    """A trained model with samples to look at; used by one thread at a time.

    Args:
        model: Built, functional or sequential.
        title: Where it comes from, for people.
        inputs: Samples for each of its inputs, shape (n, ...) each; none where only pictures from files are looked at.
        labels: Of the samples.
        places: Of the samples in the data.
        fitting: How pictures from files become inputs.
    """

    def __init__(
        self,
        model: Any,
        title: str,
        inputs: tuple[Array, ...] = (),
        labels: tuple[str, ...] = (),
        places: tuple[int, ...] = (),
        fitting: Fitting | None = None,
    ) -> None:
        self.title = title
        self.labels = labels
        self.places = places
        self._model = model
        self._inputs = inputs
        self._fitting = fitting
        self._parts: dict[str, Any] = {}
        self._dead: dict[str, tuple[int, int, int]] = {}

    @classmethod
    def of_run(cls, model_file: Path, title: str, cancelled: Cancelled = _never) -> Probe:
        """Take the model of a run and samples of its data, of the validation part where there is one.

        Args:
            model_file: The model in the folder of its run.
            title: What to call it.
            cancelled: Asked now and then; reading the data ends when it says so.

        Raises:
            LayerloomError: If model or data cannot be read; one sentence.
        """
        job = RunFolder(model_file.parent).read_job()
        model = model_of(model_file, compile=False)
        inputs, _ = model_ports(model)
        data = load_data(job.data, picture_shape(inputs), cancelled=cancelled)
        held = np.flatnonzero(data.validation)
        places = held if len(held) else np.arange(len(data.validation))
        places = places[np.unique(np.linspace(0, len(places) - 1, _SAMPLES).astype(int))]
        labels = data.labels
        return cls(
            model,
            title,
            tuple(values[places] for values in take_inputs(data, inputs, job.data)),
            tuple(f"{place}: {labels[place]}" for place in places),
            tuple(map(int, places)),
            data.fitting,
        )

    @classmethod
    def of_drawing(cls, project: Mapping[str, Any], title: str, cancelled: Cancelled = _never) -> Probe:
        """Take a network as it is drawn, with new weights, and some samples of its data where there are any.

        Args:
            project: The project file's JSON.
            title: What to call it.
            cancelled: Asked now and then; reading the data ends when it says so.

        Raises:
            LayerloomError: If the network cannot be built; one sentence.
        """
        job = Job.from_project(project)
        seed_default_stream(job.seed)
        model = job.model()
        inputs, _ = model_ports(model)
        try:
            data = load_data(job.data, picture_shape(inputs), limit=_FEW, cancelled=cancelled)
            given = tuple(take_inputs(data, inputs, job.data))
        except LayerloomError:  # a picture from a file can be looked at all the same
            return cls.of_model(model, title, ModelCard())
        labels = tuple(f"{place}: {label}" for place, label in enumerate(data.labels))
        return cls(model, title, given, labels, tuple(range(len(labels))), data.fitting)

    @classmethod
    def of_model(cls, model: Any, title: str, card: ModelCard) -> Probe:
        """Take an opened model; there is nothing to look at until somebody gives a picture."""
        fitting = card.fitting
        if fitting is None:
            try:
                inputs, _ = model_ports(model)
                fitting = Fitting.for_input(inputs[0].shape) if len(inputs) == 1 else None
            except LayerloomError:
                fitting = None
        return cls(model, title, fitting=fitting)

    @property
    def model(self) -> Any:
        """The model itself."""
        return self._model

    @property
    def fitting(self) -> Fitting | None:
        """How pictures become its input, `None` where it takes none."""
        return self._fitting

    @property
    def takes_pictures(self) -> bool:
        """Whether a picture from a file can be looked at."""
        return self._fitting is not None

    def look(self, layer: str, sample: int, picture: Path | None = None) -> Look:
        """Return what a layer makes of a sample or of a picture.

        Args:
            layer: Its name.
            sample: Place among the samples.
            picture: A picture file in place of a sample.

        Raises:
            LayerloomError: If the layer is not in the model, or the picture cannot be read.
        """
        if picture is not None:
            if self._fitting is None:
                raise LayerloomError(tr("The network takes no single picture."))
            given: tuple[Array, ...] = (fit_image(picture, self._fitting).values[None],)
            sample, label = -1, picture.name
        elif not self._inputs:
            raise LayerloomError(
                tr("There are no samples: choose a picture to see what the layer makes of it.")
            )
        else:
            given = tuple(values[sample : sample + 1] for values in self._inputs)
            label = self.labels[sample]
        output = self._ask(layer, given)[0]
        units, dead, tried = self._count_dead(layer, output)
        return Look(layer, sample, label, given[0][0], output, units, dead, tried)

    def _ask(self, layer: str, given: tuple[Array, ...]) -> Array:
        part = self._parts.get(layer)
        if part is None:
            found = next((item for item in self._model.layers if item.name == layer), None)
            if found is None:
                raise LayerloomError(
                    tr(
                        "“{layer}” is not in {title}: train the network as drawn.",
                        layer=layer,
                        title=self.title,
                    )
                )
            try:
                part = Model(self._model.inputs, found.output)
            except (AttributeError, ValueError, LayerloomError) as error:
                raise LayerloomError(
                    tr("The output of “{layer}” cannot be looked at by itself.", layer=layer)
                ) from error
            self._parts[layer] = part
        shaped = [
            values.reshape(len(values), *tensor.shape[1:]) if None not in tensor.shape[1:] else values
            for values, tensor in zip(given, self._model.inputs, strict=True)
        ]
        result = part.predict(shaped[0] if len(shaped) == 1 else shaped, verbose=0)
        return np.asarray(result[0] if isinstance(result, (list, tuple)) else result)

    def _count_dead(self, layer: str, output: Array) -> tuple[int, int, int]:
        if layer not in self._dead and output.ndim and self._inputs:
            count = min(_ASKED, len(self._inputs[0]), max(1, _LARGEST // max(1, output.size)))
            many = self._ask(layer, tuple(values[:count] for values in self._inputs))
            strongest = np.abs(many.reshape(-1, many.shape[-1])).max(axis=0)
            self._dead[layer] = many.shape[-1], int((strongest == 0).sum()), count
        return self._dead.get(layer, (output.shape[-1] if output.ndim else 0, 0, 0))
